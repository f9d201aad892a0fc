"""Web pages: the legal databases' pages and Word's "save as web page"."""

import re
from bisect import bisect_right

from lxml import etree

from phaply.document import Diagnostic, Document, TextPlace
from phaply.errors import InputError
from phaply.language.encodings import decode
from phaply.readers.assembly import RawParagraph, assemble
from phaply.readers.html_walk import Walker
from phaply.readers.limits import Limits, too_big
from phaply.readers.unwrap import continues

__all__ = ["read_html"]

# Where the legal databases keep the text of a document, among menus and lists of links.
_CONTENT = (
    ("id", "toanvancontent"),  # vbpl.vn
    ("class", "fulltext"),  # vbpl.vn, older pages
    ("class", "content1"),  # thuvienphapluat.vn
    ("class", "the-document-body"),  # luatvietnam.vn
)
_CONTENT_SHARE = 400
"""An element of these names is the document only if it holds at least so many characters."""
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.IGNORECASE)
_LEGACY_FACE = re.compile(rb"(?:face\s{0,9}=|font-family\s{0,9}:)\s{0,9}[\"']?\s{0,9}(?:\.vn|vni[- ])", re.IGNORECASE)


class _Locator:
    """Lines of the page's source; lxml knows the line of each element, so a place is a line."""

    def __init__(self, starts: list[int], lines: list[int]) -> None:
        self._starts = starts
        self._lines = lines

    def _line(self, offset: int) -> int:
        at = bisect_right(self._starts, offset) - 1
        return self._lines[at] if at >= 0 else 1

    def places(self, start: int, end: int) -> list[TextPlace]:
        """One place: from the line of the element that holds the start to that which holds the end."""
        return [TextPlace(self._line(start), 1, self._line(max(start, end - 1)), 1)]

    def describe(self, start: int, lang: str = "vi") -> str:
        """`dòng 12` or `line 12` of the page's source."""
        return f"{'line' if lang == 'en' else 'dòng'} {self._line(start)}"


def read_html(data: bytes, *, name: str, sha256: str, limits: Limits | None = None) -> Document:
    """The Document of a web page's bytes. Raises InputError if the page holds no text or exceeds `limits`."""
    limits = limits or Limits()
    if b"multipart/related" in data[:4096]:
        data = _mhtml(data)
    text, encoding, notes = _decode(data)
    if len(text) > limits.characters:
        raise too_big(name, "characters", limits.characters)
    root, cut = _parse(text)
    if cut:
        notes.append(("cut-off", "Trang lồng quá nhiều lớp; phần nằm sâu hơn giới hạn không được đọc."))
    walker = Walker(by_font=encoding == "cp1252")
    if root is not None:
        walker.walk(root, _content(root))
    raw = "".join(walker.parts)
    if not raw.strip():
        raise InputError(
            f"Không đọc được tệp {name}: trang web không có chữ nào. Hãy lưu lại trang khi nội dung đã hiện ra.",
            f"Cannot read {name}: the page holds no text. Save it again when its content is shown.",
        )
    if walker.converted:
        message = f"Có {walker.converted} đoạn dùng phông chữ TCVN3 hoặc VNI; đã chuyển sang Unicode khi đọc."
        notes.append(("legacy-encoding", message))
    return assemble(
        raw,
        _rejoined(walker.paragraphs, walker.soft, raw),
        name=name,
        format="html",
        sha256=sha256,
        locator=_Locator(walker.starts, walker.lines),
        diagnostics=tuple(Diagnostic(0, 0, code, message) for code, message in notes),
    )


def _mhtml(data: bytes) -> bytes:
    """The page inside Word's "single file web page"."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload
    return data


def _decode(data: bytes) -> tuple[str, str, list[tuple[str, str]]]:
    """The page's source and its encoding; `cp1252` where fonts decide letter by letter (TCVN3 and VNI pages)."""
    try:
        data.decode("utf-8")
        return decode(data)[0] if data[:3] == b"\xef\xbb\xbf" else data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:8192])
    charset = declared[1].decode("ascii").lower() if declared else ""
    if _LEGACY_FACE.search(data):
        return data.decode("cp1252", "replace"), "cp1252", []
    if charset in ("windows-1258", "x-cp1258", "cp1258"):
        return data.decode("cp1258", "replace"), "cp1258", []
    return decode(data)


def _parse(text: str) -> tuple[etree._Element | None, bool]:
    """The page's tree, and whether the parser gave up at its depth limit. lxml forgives all else but an empty page."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, recover=True)
    try:
        parsed: etree._Element | None = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    return parsed, any("xcessive depth" in entry.message for entry in parser.error_log)


def _content(root: etree._Element) -> etree._Element | None:
    """The element that holds the document on the page of a legal database, if it is one."""
    for attribute, value in _CONTENT:
        for element in root.iterfind(f".//div[@{attribute}]"):
            words = (element.get(attribute) or "").split()
            if value in words and sum(map(len, element.itertext())) >= _CONTENT_SHARE:
                return element
    return None


def _rejoined(paragraphs: list[RawParagraph], soft: set[int], raw: str) -> list[RawParagraph]:
    """Paragraphs with those joined that a line break or a new element tore apart inside a sentence."""
    found: list[RawParagraph] = []
    for n, paragraph in enumerate(paragraphs):
        last = found[-1] if found else None
        if (
            last is not None
            and paragraph.label is None
            and last.cell == paragraph.cell
            and paragraph.printed_label is None
        ):
            before = raw[slice(*last.pieces[-1])][-200:].replace("\u00a0", " ").strip()
            after = raw[slice(*paragraph.pieces[0])][:200].replace("\u00a0", " ").strip()
            if before and after and after[0].islower() and continues(before, after, torn=True):
                last.pieces.extend(paragraph.pieces)
                last.runs.extend(paragraph.runs)
                last.torn = last.torn or n - 1 not in soft
                continue
        found.append(paragraph)
    return found
