"""Readers: any file of an office → Document, or one clear error.

`read` tells the format by the bytes and loads the reader it needs.
"""

import hashlib
import sys
from pathlib import Path

from phaply.document import Document
from phaply.errors import InputError
from phaply.readers.limits import Limits, too_big
from phaply.readers.sniff import Kind, is_binary, sniff

__all__ = ["Limits", "read"]

_REFUSED: dict[Kind, tuple[str, str]] = {
    "empty": (
        "tệp trống, không có nội dung. Hãy kiểm tra lại tệp",
        "the file is empty. Check the file",
    ),
    "sheet": (
        "đây là bảng tính, không phải văn bản. Hãy lưu thành tệp Word (.docx) hoặc PDF",
        "this is a spreadsheet, not a document. Save it as Word (.docx) or PDF",
    ),
    "slides": (
        "đây là tệp trình chiếu, không phải văn bản. Hãy lưu thành tệp Word (.docx) hoặc PDF",
        "this is a presentation, not a document. Save it as Word (.docx) or PDF",
    ),
    "archive": (
        "đây là tệp nén không chứa văn bản Word. Hãy giải nén rồi đưa từng văn bản",
        "this is an archive without a Word document. Unpack it and give the documents one by one",
    ),
    "program": ("đây là tệp chương trình, không phải văn bản", "this is a program, not a document"),
    "encrypted": (
        "tệp được bảo vệ bằng mật khẩu. Hãy bỏ mật khẩu trong Word rồi thử lại",
        "the file is protected by a password. Remove the password in Word and try again",
    ),
    "image": (
        "đây là ảnh chụp hoặc ảnh quét, không có chữ. Hãy dùng --ocr (cần tesseract với tiếng Việt) hoặc đưa tệp gốc",
        "this is a picture without text. Use --ocr (needs tesseract with Vietnamese) or give the original file",
    ),
}


def read(
    source: str | Path | bytes, *, name: str | None = None, limits: Limits | None = None, ocr: bool = False
) -> Document:
    """The Document of a file, told by its bytes, never by its ending (docs/formats.md).

    Args:
        source: A path, the bytes of a file, or `"-"` for standard input.
        name: What the document is called in results; the file's name if not given.
        limits: Bytes, characters and pages beyond which a file is refused.
        ocr: Recognise pictures and PDF files without text, by tesseract with Vietnamese; the text may then be misread.

    Raises:
        InputError: It cannot be read; the sentence names the file, says what is wrong and what to do.
    """
    limits = limits or Limits()
    if isinstance(source, bytes):
        data, name = source, name or "-"
    elif str(source) == "-":
        data, name = sys.stdin.buffer.read(limits.file_bytes + 1), name or "-"
    else:
        data, name = _load(Path(source), limits), name or Path(source).name
    if len(data) > limits.file_bytes:
        raise too_big(name, "file_bytes", limits.file_bytes)
    try:
        return _dispatch(data, name, limits, ocr)
    except (RecursionError, MemoryError) as error:
        raise _refusal(
            name,
            "tệp lồng quá sâu hoặc quá lớn so với bộ nhớ. Hãy lưu lại bằng Word hoặc tách nhỏ",
            "the file is nested too deeply or too large for the memory. Save it anew in Word or split it",
        ) from error


def _load(path: Path, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise InputError(
                f"Không đọc được {path}: đây là thư mục. Hãy chỉ ra một tệp, hoặc dùng phaply audit cho cả thư mục.",
                f"Cannot read {path}: it is a folder. Name a file, or use phaply audit for the whole folder.",
            )
        with path.open("rb") as file:
            return file.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise InputError(
            f"Không tìm thấy tệp {path}. Hãy kiểm tra lại tên và đường dẫn.",
            f"There is no file {path}. Check its name and path.",
        ) from error
    except PermissionError as error:
        raise InputError(
            f"Không có quyền đọc tệp {path}. Hãy đóng chương trình đang mở tệp hoặc xin quyền đọc.",
            f"No permission to read {path}. Close the program that holds it or ask for permission.",
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"Không đọc được tệp {path}: {reason}.", f"Cannot read {path}: {reason}.") from error


def _refusal(name: str, vi: str, en: str) -> InputError:
    return InputError(f"Không đọc được tệp {name}: {vi}.", f"Cannot read {name}: {en}.")


def _dispatch(data: bytes, name: str, limits: Limits, ocr: bool) -> Document:
    kind = sniff(data)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind == "docx":
        from phaply.readers.docx import read_docx
        from phaply.readers.docx_parts import OfficeLimits

        return read_docx(data, name=name, sha256=sha256, limits=OfficeLimits(file_bytes=limits.file_bytes))
    if kind in ("doc", "rtf", "odt", "word-xml"):
        from phaply.readers.docx_parts import OfficeLimits
        from phaply.readers.office import read_office

        office = OfficeLimits(file_bytes=limits.file_bytes)
        return read_office(data, name=name, sha256=sha256, format=kind, limits=office)
    if kind == "pdf":
        from phaply.readers.pdf import read_pdf

        return read_pdf(data, name=name, sha256=sha256, limits=limits, ocr=ocr)
    if kind in ("html", "mhtml"):
        from phaply.readers.html import read_html

        return read_html(data, name=name, sha256=sha256, limits=limits)
    if kind == "image" and ocr:
        from phaply.readers.ocr import read_image

        return read_image(data, name=name, sha256=sha256)
    if kind in _REFUSED:
        raise _refusal(name, *_REFUSED[kind])
    return _read_plain(data, name, sha256, limits)


def _read_plain(data: bytes, name: str, sha256: str, limits: Limits) -> Document:
    from phaply.document import Diagnostic
    from phaply.language.encodings import decode
    from phaply.readers.text import read_text

    if is_binary(data):
        raise _refusal(
            name,
            "đây không phải văn bản mà là dữ liệu nhị phân không rõ loại. Hãy lưu thành Word (.docx), PDF hoặc văn bản thường",
            "this is no text but binary data of an unknown kind. Save it as Word (.docx), PDF or plain text",
        )
    text, _, notes = decode(data)
    if len(text) > limits.characters:
        raise too_big(name, "characters", limits.characters)
    if not text.strip("\ufeff\u200b \t\r\n\x0b\x0c\0\x1a"):
        raise _refusal(name, *_REFUSED["empty"])
    return read_text(
        text, name=name, sha256=sha256, diagnostics=tuple(Diagnostic(0, 0, code, message) for code, message in notes)
    )
