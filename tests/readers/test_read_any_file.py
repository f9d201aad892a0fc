"""The door of the readers: files told by their bytes, bad ones refused with one sentence, never a traceback."""

import contextlib
import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaply.document import Document
from phaply.errors import InputError
from phaply.readers import Limits, read
from phaply.readers.sniff import is_binary, sniff

SHARED = Path(__file__).resolve().parents[3] / "shared"
TEXT = "KẾ HOẠCH\nTriển khai công tác năm 2023 của phường Hòa An\n".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (TEXT, "text"),
        (b"\xef\xbb\xbf" + TEXT, "text"),
        (TEXT.decode().encode("utf-16"), "text"),
        (b"BMK la ban mo ta ke hoach", "text"),
        (b"MZ la ky hieu", "text"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n\r\n%PDF-1.4\n", "pdf"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\xef\xbb\xbf  <html lang=vi>", "html"),
        (b"<p>Can cu</p>", "html"),
        ("<html><p>Căn cứ</p>".encode("utf-16"), "html"),
        (b"so sanh a < b va c > d", "text"),
        (b"| a | b |<br>| c |", "text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "mhtml"),
        (zipped(word__document_xml="<w/>"), "docx"),
        (zipped(xl__workbook_xml="<w/>"), "sheet"),
        (zipped(ppt__presentation_xml="<w/>"), "slides"),
        (zipped(a="b"), "archive"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "sheet"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
    ],
)
def test_sniff(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("data", "binary"),
    [
        (TEXT, False),
        (TEXT.decode().encode("utf-16-le"), False),
        (b"x" * 100 + b"\0", False),
        (bytes(range(256)) * 4, True),
        (bytes(1000), True),
        (random.Random(1).randbytes(5000), True),
    ],
)
def test_is_binary(data: bytes, binary: bool) -> None:
    assert is_binary(data) is binary


def refusal(source: Path | bytes, **how: object) -> str:
    with pytest.raises(InputError) as caught:
        read(source, **how)  # type: ignore[arg-type]
    error = caught.value
    assert error.exit_code == 3
    for sentence in (error.vi, error.en):
        assert sentence.endswith(".") and "\n" not in sentence and len(sentence) < 300
    assert error.vi != error.en
    return error.vi


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "trống"),
        (b" \r\n\t\n", "trống"),
        (b"\xef\xbb\xbf", "trống"),
        (random.Random(2).randbytes(3000), "nhị phân"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "--ocr"),
        (zipped(xl__workbook_xml="<w/>"), "bảng tính"),
        (zipped(ppt__presentation_xml="<w/>"), "trình chiếu"),
        (zipped(a="b"), "giải nén"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"%PDF-1.7\nrubbish", "PDF bị hỏng"),
        (b"<html><script>var a = 1;</script></html>", "không có chữ"),
        (zipped(word__document_xml="<w/>")[:60], "ke-hoach"),
    ],
)
def test_refused_with_one_sentence_that_names_the_file(data: bytes, says: str) -> None:
    sentence = refusal(data, name="ke-hoach.docx")
    assert says in sentence
    assert "ke-hoach.docx" in sentence


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "Không tìm thấy" in refusal(tmp_path / "khong-co.docx")
    assert "thư mục" in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs file permissions that bind")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "kin.txt"
    path.write_bytes(TEXT)
    path.chmod(0)
    assert "quyền" in refusal(path)


def test_limits_are_named(tmp_path: Path) -> None:
    path = tmp_path / "to.txt"
    path.write_bytes(TEXT * 10)
    assert "file_bytes = 100" in refusal(path, limits=Limits(file_bytes=100))
    assert "characters = 50" in refusal(TEXT * 10, limits=Limits(characters=50))


def test_the_name_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(TEXT)
    document = read(path)
    assert (document.name, document.format) == ("ke-hoach.docx", "text")
    assert document.text.startswith("KẾ HOẠCH\nTriển khai")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(TEXT)

    monkeypatch.setattr("sys.stdin", Input())
    assert read("-").name == "-"


def test_text_in_another_language_is_a_document() -> None:
    assert read(b"Nothing here is Vietnamese.\n").text == "Nothing here is Vietnamese."


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_an_input_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert isinstance(read(data), Document)


HEADS = [
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<html><table>",
    b"{\\rtf1 ",
    b"\xff\xfe",
    b"<p>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([h for h in HEADS if not h.startswith((b"{", b"\xd0"))]), st.binary(max_size=300))
def test_known_beginnings_with_rubbish_behind(head: bytes, rest: bytes) -> None:
    with contextlib.suppress(InputError):
        assert isinstance(read(head + rest), Document)


TAGS = (
    "<p> </p> <table> </table> <tr> <td> <td+rowspan=3> <td+colspan=9> <ol> <ol+type=a> <li> <b> <br> <div> </div> "
    "<span+style='mso-list:Ignore'> </span> <font+face='.VnTime'> chữ Số: &nbsp; &amp; <!-- --> <script> </script> <center> "
    "<pre> \n <h1> <p+class=a+style='text-indent:1.x5pt'>"
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(TAGS.split(" ")),
        max_size=60,
    )
)
def test_any_page_gives_a_document_or_an_input_error(tags: list[str]) -> None:
    page = "<html>" + " ".join(tags).replace("+", " ")
    try:
        document = read(page.encode())
    except InputError:
        return
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(document.text)
        for run in block.runs:
            assert block.start <= run.start < run.end <= block.end


def office_files() -> list[Path]:
    folders = (SHARED / "documents" / "office", SHARED / "documents" / "scans", SHARED / "gold" / "dev")
    return [
        f
        for folder in folders
        if folder.is_dir()
        for f in sorted(folder.iterdir())
        if f.suffix in (".pdf", ".txt", ".md")
    ]


@pytest.mark.skipif(not office_files(), reason="no shared folder beside the project")
def test_real_files_cut_short_never_raise_anything_else() -> None:
    chance = random.Random(3)
    for path in office_files():
        data = path.read_bytes()
        for _ in range(4):
            cut = data[: chance.randrange(len(data))]
            with contextlib.suppress(InputError):
                read(cut, name=path.name)


@pytest.mark.skipif(not office_files(), reason="no shared folder beside the project")
def test_real_files_give_a_document_or_say_that_they_are_scans() -> None:
    for path in office_files():
        try:
            document = read(path)
        except InputError as error:
            assert "bản quét" in error.vi, path
            continue
        assert len(document.text) > 500, path
        for block in document.blocks[::5]:
            assert document.source((block.start, block.end)), path
