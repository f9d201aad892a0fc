"""What a file is, told by its bytes and never by its name."""

import re
from typing import Literal

from phaply.language.encodings import utf16_without_mark

__all__ = ["Kind", "is_binary", "sniff"]

Kind = Literal[
    "docx",
    "doc",
    "rtf",
    "odt",
    "word-xml",
    "pdf",
    "html",
    "mhtml",
    "text",
    "image",
    "encrypted",
    "sheet",
    "slides",
    "archive",
    "program",
    "empty",
]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"<!doctype\s{1,20}html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|table|tbody|p|span|meta|h[1-6]|font|center)(?:\s[^<>]{0,400})?>",
    re.IGNORECASE,
)
_STRICT_HTML = re.compile(
    rb"\s{0,200}(?:<!--[^>]{0,2000}-->\s{0,200}){0,3}(?:<\?xml[^>]{0,200}>\s{0,50})?<(?:!doctype\s{1,20}html|html)[\s>]",
    re.IGNORECASE,
)
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})
# Container names as the zip's local headers and the directory of an OLE file spell them.
_ZIP_PARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"word/", "docx"),
    (b"xl/", "sheet"),
    (b"ppt/", "slides"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "sheet"),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", "slides"),
)
_OLE_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "sheet"),
    ("PowerPoint Document", "slides"),
)


def sniff(data: bytes) -> Kind:
    """The kind of a file by its bytes. `text` is what nothing else claims; ask `is_binary` before decoding it."""
    if not data:
        return "empty"
    head = data[:4096]
    if head.startswith(b"PK\x03\x04"):
        return _zip(data)
    if head.startswith(b"PK\x05\x06") or head.startswith(_ARCHIVES):
        return "archive"
    if head.startswith(_OLE):
        return next((kind for stream, kind in _OLE_STREAMS if stream.encode("utf-16-le") in data), "doc")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if (
        head.startswith(_IMAGES[:-1])
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or head[4:12] in (b"ftypheic", b"ftypmif1")
    ):
        return "image"
    if head.startswith(b"BM") and len(head) > 30 and head[6:10] == b"\0\0\0\0":
        return "image"
    if head.startswith(_PROGRAMS) and (b"\0" in head):
        return "program"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_BOMS[1:]):
        narrow = head.replace(b"\0", b"")[2:]
        return "html" if _STRICT_HTML.match(narrow) else "text"
    if start[:5] == b"<?xml" and (b"<w:wordDocument" in head or b"<pkg:package" in head):
        return "word-xml"
    if re.match(rb"(?:[\w-]{1,40}:[^\n]{0,300}\n){0,12}?Content-Type:\s{0,4}multipart/related", head, re.IGNORECASE):
        return "mhtml"
    if start.startswith(b"<") and (_STRICT_HTML.match(start) or _HTML.search(start)):
        return "html"
    # A page without its first lines: tags that text never holds.
    if len(_HTML.findall(head)) >= 6:
        return "html"
    return "text"


def _zip(data: bytes) -> Kind:
    """A Word file has `word/` parts; the names stand in the local headers and again in the directory at the end."""
    for part, kind in _ZIP_PARTS:
        if part in data[:4096] or part in data[-65536:]:
            return kind
    return "docx" if b"word/document.xml" in data else "archive"


def is_binary(data: bytes) -> bool:
    """Whether bytes that look like nothing known are no text either: control characters no text holds, or zeros all over."""
    sample = data[:65536]
    if sample.startswith(_BOMS[1:]):
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls and utf16_without_mark(sample) is not None:
        return False
    return controls > max(2, 0.01 * len(sample))
