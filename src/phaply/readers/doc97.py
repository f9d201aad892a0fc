"""Old Word files (.doc, Word 6 to 2003) read plainly, where no LibreOffice is: text and tables, no formats, no automatic numbers.

After [MS-DOC]: the file information block, the piece table, the paragraph properties that mark table rows.
"""

import re
import struct
from bisect import bisect_right
from typing import NamedTuple

from phaply.document import Block, Cell, Diagnostic, Document, TextPlace
from phaply.errors import InputError
from phaply.language import Rewriter, repair
from phaply.language.encodings import decode
from phaply.readers.compound import Broken, streams

__all__ = ["is_protected", "read_doc"]

_STREAMS = frozenset(("WordDocument", "0Table", "1Table", "Data", "EncryptedPackage"))
_END = re.compile("[\r\x07\x0c]")
_FIELD_MARK = re.compile("[\x13\x14\x15]")
# Anchors of pictures, notes and comments; the optional hyphen.
_ANCHORS = re.compile("[\x00-\x06\x08\x0e-\x12\x16-\x1d\x1f]")
_ROW_END, _IN_TABLE = 0x2417, 0x2416  # sprmPFTtp, sprmPFInTable


class _Text(NamedTuple):
    text: str
    notes: str
    rows: frozenset[int]
    """Offsets of the marks that end a table row."""
    inside: frozenset[int]
    """Offsets of the marks of paragraphs that stand in a cell with others after them."""


class _Lines:
    """Paragraphs of the file, counted from 1."""

    def __init__(self, raw: str) -> None:
        self._raw = raw

    def _line(self, offset: int) -> int:
        return self._raw.count("\n", 0, offset) + 1

    def places(self, start: int, end: int) -> list[TextPlace]:
        """The paragraphs that `raw[start:end]` stands in."""
        return [TextPlace(self._line(start), 1, self._line(max(start, end - 1)), 1)]

    def describe(self, start: int, lang: str = "vi") -> str:
        """`đoạn 12`."""
        return f"{'paragraph' if lang == 'en' else 'đoạn'} {self._line(start)}"


def is_protected(data: bytes) -> bool:
    """Whether an old Word file is locked by a password."""
    try:
        found = streams(data, _STREAMS)
    except (Broken, struct.error):
        return False
    main = found.get("WordDocument", b"")
    return "EncryptedPackage" in found or (len(main) > 12 and bool(struct.unpack_from("<H", main, 10)[0] & 0x0100))


def read_doc(data: bytes, *, name: str, sha256: str) -> Document:
    """The Document of an old Word file's bytes, without formats and automatic numbers.

    Raises InputError if it is damaged, protected or older than Word 6.
    """
    try:
        found = streams(data, _STREAMS)
        text = _text(found["WordDocument"], found)
    except (Broken, KeyError, struct.error, ValueError) as error:
        raise InputError(
            f"Tệp {name} bị hỏng, được đặt mật khẩu hoặc quá cũ nên không đọc được; hãy mở bằng Word rồi lưu thành .docx.",
            f"{name} is damaged, protected or too old and cannot be read; open it in Word and save it as .docx.",
        ) from error
    said = (
        "Tệp .doc được đọc không qua LibreOffice: có chữ và bảng, không có định dạng và số thứ tự tự động; "
        "cài LibreOffice hoặc lưu thành .docx để đọc đầy đủ."
    )
    diagnostics = [Diagnostic(0, 0, "plain-reader", said)]
    pieces, raw = _pieces(text)
    mended, _, notes = decode(raw.encode("utf-8", "replace"))
    if notes and mended.count("\n") == raw.count("\n"):
        # Old fonts: the letters are other ones, paragraph by paragraph the same.
        diagnostics += [Diagnostic(0, 0, code, message) for code, message in notes]
        raw, pieces = mended, _recount(raw, mended, pieces)
    chars, to_raw, _ = repair(raw)
    bounds = to_raw.forward([at for start, end, _ in pieces for at in (start, end)])
    writer = Rewriter(chars)
    blocks = []
    for i, (_, _, cell) in enumerate(pieces):
        start, end = bounds[2 * i], bounds[2 * i + 1]
        while start < end and chars[start] in " \n":
            start += 1
        while end > start and chars[end - 1] in " \n":
            end -= 1
        if start == end and cell is None:
            continue
        if writer.length:
            writer.insert("\n")
        first = writer.length
        writer.copy(start, end)
        blocks.append(Block(first, writer.length, cell=cell))
    out, to_chars = writer.finish()
    return Document(
        name=name,
        format="doc",
        sha256=sha256,
        text=out,
        blocks=tuple(blocks),
        raw=raw,
        maps=(to_raw, to_chars),
        locator=_Lines(raw),
        diagnostics=tuple(sorted(diagnostics)),
    )


_Piece = tuple[int, int, Cell | None]


def _text(main: bytes, found: dict[str, bytes]) -> _Text:
    """The text of the body and of the notes, by the piece table."""
    magic, version = struct.unpack_from("<HH", main)
    flags = struct.unpack_from("<H", main, 10)[0]
    if flags & 0x0100:
        raise Broken("encrypted")
    if magic == 0xA5DC and version < 0x00C1 and not flags & 0x0004:
        # Word 6 and 95: one byte a letter, in one stretch.
        start, stop = struct.unpack_from("<II", main, 0x18)
        body, notes = struct.unpack_from("<II", main, 0x34)
        whole = main[start:stop].decode("cp1252", "replace")
        doubled = frozenset(m.start() + 1 for m in re.finditer("\x07\x07", whole[:body]))
        return _Text(whole[:body], whole[body : body + notes], doubled, frozenset())
    if magic != 0xA5EC or version < 0x00C1:
        raise Broken("not Word 97")
    table = found["1Table" if flags & 0x0200 else "0Table"]
    body, notes = struct.unpack_from("<II", main, 0x4C)
    at, length = struct.unpack_from("<II", main, 0x01A2)
    end = min(at + length, len(table))
    while at < end and table[at] == 1:
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at >= end or table[at] != 2:
        raise Broken("piece table")
    size = struct.unpack_from("<I", table, at + 1)[0]
    at += 5
    count = (min(size, end - at) - 4) // 12
    if count < 1:
        raise Broken("piece table")
    places = struct.unpack_from(f"<{count + 1}I", table, at)
    row_ends, in_table = _table_marks(main, table, found.get("Data", b""))
    parts: list[str] = []
    rows: set[int] = set()
    inside: set[int] = set()
    length = 0
    for i in range(count):
        chars = places[i + 1] - places[i]
        where = struct.unpack_from("<I", table, at + 4 * (count + 1) + 8 * i + 2)[0]
        if chars <= 0 or chars > 2 * len(main):
            continue
        narrow = bool(where & 0x40000000)
        where = (where & 0x3FFFFFFF) // 2 if narrow else where
        part = main[where : where + chars * (1 if narrow else 2)]
        text = part.decode("cp1252", "replace") if narrow else part.decode("utf-16-le", "surrogatepass")
        step = 1 if narrow else 2
        for m in re.finditer("[\r\x07]", text):
            behind = where + m.end() * step
            if behind in row_ends:
                rows.add(length + m.start())
            elif m[0] == "\r" and behind in in_table:
                inside.add(length + m.start())
        parts.append(text)
        length += len(text)
        if length > 4 * len(main) + 1000:
            raise Broken("pieces overlap")
    whole = "".join(parts)
    return _Text(whole[:body], whole[body : body + notes], frozenset(rows), frozenset(inside))


def _table_marks(main: bytes, table: bytes, data: bytes) -> tuple[set[int], set[int]]:
    """From the pages of paragraph properties: the file offsets behind marks that end a row, and behind marks inside a table."""
    at, length = struct.unpack_from("<II", main, 0x0102)
    rows: set[int] = set()
    inside: set[int] = set()
    count = (min(length, max(0, len(table) - at)) - 4) // 8
    for i in range(max(0, count)):
        page = struct.unpack_from("<I", table, at + 4 * (count + 1) + 4 * i)[0] & 0x3FFFFF
        start = page * 512
        sheet = main[start : start + 512]
        if len(sheet) < 512:
            continue
        runs = sheet[511]
        if 4 * (runs + 1) + 13 * runs > 511:
            continue
        limits = struct.unpack_from(f"<{runs + 1}I", sheet)
        for k in range(runs):
            offset = sheet[4 * (runs + 1) + 13 * k] * 2
            if not offset or offset >= 510:
                continue
            words = sheet[offset]
            begin, stop = (
                (offset + 1, offset + 2 * words) if words else (offset + 2, offset + 2 + 2 * sheet[offset + 1])
            )
            properties = _elsewhere(sheet[begin + 2 : stop], data)
            if _says(properties, _ROW_END):
                rows.add(limits[k + 1])
            elif _says(properties, _IN_TABLE):
                inside.add(limits[k + 1])
    return rows, inside


def _elsewhere(properties: bytes, data: bytes) -> bytes:
    """A list of property modifiers, or the long one in the data stream that it points to (sprmPHugePapx)."""
    if len(properties) >= 6 and struct.unpack_from("<H", properties)[0] in (0x6645, 0x6646):
        at = struct.unpack_from("<I", properties, 2)[0]
        if at + 2 <= len(data):
            return data[at + 2 : at + 2 + struct.unpack_from("<H", data, at)[0]]
    return properties


_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)


def _says(properties: bytes, wanted: int) -> bool:
    """Whether a list of property modifiers turns that one on."""
    at = 0
    while at + 2 < len(properties):
        code = struct.unpack_from("<H", properties, at)[0]
        at += 2
        if code == wanted:
            return properties[at] != 0
        kind = code >> 13
        if kind != 6:
            at += _SIZES[kind]
        elif code == 0xD608 and at + 1 < len(properties):
            at += 1 + struct.unpack_from("<H", properties, at)[0]
        else:
            at += 1 + properties[at]
    return False


def _pieces(text: _Text) -> tuple[list[_Piece], str]:
    """Paragraphs and cells as spans of the raw text, which is built with one line for each."""
    pieces: list[_Piece] = []
    parts: list[str] = []
    length = 0
    waiting: list[tuple[int, int]] = []  # paragraphs of the cell that is being read
    table, row, column, in_table = -1, 0, 0, False

    def add(start: int, end: int, source: str) -> tuple[int, int]:
        nonlocal length
        line = source[start:end].replace("\x1e", "-").replace("\n", " ").replace("\x0b", "\u2028")
        line = _ANCHORS.sub("", line)
        parts.append(line + "\n")
        span = (length, length + len(line))
        length += len(line) + 1
        return span

    body = _without_fields(text)
    at = 0
    for m in _END.finditer(body.text):
        if m[0] != "\x07" and m.start() not in body.inside:
            pieces += [(a, b, None) for a, b in (*waiting, add(at, m.start(), body.text))]
            waiting.clear()
            in_table = False
        elif m.start() in body.rows:
            row, column = row + 1, 0
        else:
            if not in_table:
                table, row, column, in_table = table + 1, 0, 0, True
            waiting.append(add(at, m.start(), body.text))
            if m[0] == "\x07":
                filled = [span for span in waiting if span[0] < span[1]] or waiting[:1]
                pieces += [(a, b, Cell(table, row, column)) for a, b in filled]
                waiting.clear()
                column += 1
        at = m.end()
    pieces += [(a, b, None) for a, b in (*waiting, add(at, len(body.text), body.text))]
    for line in text.notes.split("\r"):
        span = add(0, len(line), line)
        pieces.append((*span, None))
    return pieces, "".join(parts)


def _without_fields(text: _Text) -> _Text:
    """The text with the instructions of fields taken out; their results stay."""
    whole = text.text
    if "\x13" not in whole:
        return text
    kept: list[tuple[int, int]] = []
    stack: list[bool] = []
    at = 0
    last_end = whole.rfind("\x15")
    for m in [*_FIELD_MARK.finditer(whole), None]:
        stop = m.start() if m else len(whole)
        if not any(stack):
            kept.append((at, stop))
        if m is None:
            break
        at = m.end()
        if m[0] == "\x13":
            stack.append(at < last_end)  # a field that no mark closes hides nothing
        elif m[0] == "\x14" and stack:
            stack[-1] = False
        elif m[0] == "\x15" and stack:
            stack.pop()
    starts = [start for start, _ in kept]
    shifts, length = [], 0
    for start, end in kept:
        shifts.append(length - start)
        length += end - start

    def moved(marks: frozenset[int]) -> frozenset[int]:
        found = set()
        for mark in marks:
            i = bisect_right(starts, mark) - 1
            if i >= 0 and mark < kept[i][1]:
                found.add(mark + shifts[i])
        return frozenset(found)

    return _Text("".join(whole[a:b] for a, b in kept), text.notes, moved(text.rows), moved(text.inside))


def _recount(before: str, after: str, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, one to a line, in a text whose lines have other lengths."""
    found = []
    at = 0
    known = {start: cell for start, _, cell in pieces}
    was = 0
    for old, new in zip(before.split("\n"), after.split("\n"), strict=False):
        if was in known:
            found.append((at, at + len(new), known[was]))
        was, at = was + len(old) + 1, at + len(new) + 1
    return found
