"""RTF read plainly, where no LibreOffice is: text, tables, list labels as they stand in the file; no formats."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from phaply.document import Block, Cell, Diagnostic, Document, TextPlace
from phaply.errors import InputError
from phaply.language import Rewriter, repair
from phaply.language.encodings import font_encoding, tcvn3_to_unicode, vni_to_unicode

__all__ = ["read_rtf"]

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)

# Groups that hold no text of the document.
_ASIDE = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "header",
        "footer",
        "headerl",
        "headerr",
        "headerf",
        "footerl",
        "footerr",
        "footerf",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "generator",
        "xmlnstbl",
        "fldinst",
        "footnote",
        "annotation",
        "atnid",
        "atnauthor",
        "bkmkstart",
        "bkmkend",
        "pgdsctbl",
        "filetbl",
        "mmathPr",
        "nonshppict",
        "do",
        "sp",
    ]
)
_SIGNS = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "endash": "–", "emdash": "—", "enspace": " ", "emspace": " ", "qmspace": " ",
}  # fmt: skip
_CHARSETS = {0: 1252, 163: 1258, 204: 1251, 238: 1250, 161: 1253, 162: 1254, 186: 1257, 128: 932, 134: 936, 129: 949}
_DEPTH = 2000


class _State(NamedTuple):
    aside: bool = False
    fonts: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int = -1
    skip: int = 1  # how many characters stand in for a \u
    table: bool = False


class _Offsets:
    """Lines of the RTF file itself."""

    def __init__(self, marks: list[tuple[int, int]]) -> None:
        self._marks = marks  # raw offset, line; ascending

    def _line(self, offset: int) -> int:
        low, high = 0, len(self._marks)
        while low < high:
            middle = (low + high) // 2
            if self._marks[middle][0] <= offset:
                low = middle + 1
            else:
                high = middle
        return self._marks[low - 1][1] if low else 1

    def places(self, start: int, end: int) -> list[TextPlace]:
        """The paragraph (counted as a line) that `raw[start:end]` stands in."""
        return [TextPlace(self._line(start), 1, self._line(max(start, end - 1)), 1)]

    def describe(self, start: int, lang: str = "vi") -> str:
        """`đoạn 12`."""
        return f"{'paragraph' if lang == 'en' else 'đoạn'} {self._line(start)}"


class _Piece(NamedTuple):
    start: int
    end: int
    cell: Cell | None


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.out: list[str] = []
        self.length = 0
        self.pieces: list[_Piece] = []
        self.marks: list[tuple[int, int]] = []
        self.codepage = "cp1252"
        self.fonts: dict[int, tuple[str, int | None]] = {}
        self.start = 0
        self.table = -1
        self.row = self.column = 0
        self.in_row = False
        self.lost = 0

    def write(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def end(self, in_table: bool, cell: bool = False) -> None:
        """End a paragraph, or a cell."""
        where = None
        if in_table or cell:
            if not self.in_row:
                self.table += 1
                self.row = self.column = 0
                self.in_row = True
            where = Cell(self.table, self.row, self.column)
        elif self.in_row:
            self.in_row = False
        if self.length > self.start or cell:
            self.pieces.append(_Piece(self.start, self.length, where))
            self.marks.append((self.start, len(self.marks) + 1))
        if cell:
            self.column += 1
        self.write("\n")
        self.start = self.length

    def run(self) -> None:
        stack: list[_State] = []
        state = _State()
        pending = bytearray()
        names = bytearray()
        star = False
        skip = 0
        at = 0
        while at < len(self.data):
            m = _TOKEN.match(self.data, at)
            if m is None:
                at += 1
                continue
            at = m.end()
            code, word, number, sign, brace, plain = m.groups()
            if code is not None:
                if skip:
                    skip -= 1
                elif not state.aside:
                    pending.append(int(code, 16))
                elif state.fonts:
                    names.append(int(code, 16))
                continue
            if plain is not None:
                if skip:
                    cut = min(skip, len(plain))
                    plain, skip = plain[cut:], skip - cut
                if not state.aside:
                    pending += plain
                elif state.fonts:
                    names += plain
                continue
            if sign is not None and sign in b"-_~{}\\":
                if sign in b"{}\\":
                    pending += b"" if state.aside else sign
                    continue
                self.flush(pending, state)
                if not state.aside and sign != b"-":
                    self.write("-" if sign == b"_" else "\u00a0")
                continue
            if sign == b"*":
                star = True
                continue
            if sign is None and word is None and brace is None:
                continue
            self.flush(pending, state)
            skip = 0
            if brace == b"{":
                if len(stack) >= _DEPTH:
                    self.lost += 1
                    continue
                stack.append(state)
                star = False
            elif brace == b"}":
                if state.fonts and names:
                    self.name(state.font, bytes(names))
                    names.clear()
                if stack:
                    state = stack.pop()
            elif word is not None:
                key, value = word.decode("ascii"), int(number) if number else None
                if star:
                    star = False
                    if key not in ("shppict", "shpinst", "shptxt", "ud", "upr"):
                        state = state._replace(aside=True)
                        continue
                if key == "fonttbl":
                    state = state._replace(aside=True, fonts=True)
                elif key in _ASIDE:
                    state = state._replace(aside=True)
                elif key == "bin" and value is not None:
                    at += max(0, value)
                elif key == "u" and value is not None:
                    if not state.aside and not state.hidden and not state.deleted:
                        self.write(self.unicode(value))
                    skip = state.skip
                else:
                    state = self.word(key, value, state)
        self.flush(pending, state)
        if self.length > self.start:
            self.end(False)

    def word(self, key: str, value: int | None, state: _State) -> _State:
        off = value == 0
        if key == "ansicpg" and value:
            self.codepage = f"cp{value}"
        elif key == "f" and value is not None:
            return state._replace(font=value)
        elif key == "fcharset" and state.fonts:
            name, _ = self.fonts.get(state.font, ("", None))
            self.fonts[state.font] = (name, value)
        elif key == "uc":
            return state._replace(skip=max(0, min(value or 0, 8)))
        elif key == "v":
            return state._replace(hidden=not off)
        elif key == "deleted":
            return state._replace(deleted=not off)
        elif key == "plain":
            return state._replace(hidden=False, deleted=False)
        elif state.aside:
            return state
        elif key in ("par", "sect"):
            self.end(state.table)
        elif key == "pard":
            return state._replace(table=False)
        elif key == "intbl":
            return state._replace(table=True)
        elif key in ("cell", "nestcell"):
            self.end(True, cell=True)
        elif key in ("row", "nestrow"):
            self.row, self.column = self.row + 1, 0
        elif key in _SIGNS and not state.hidden and not state.deleted:
            self.write(_SIGNS[key])
        return state

    def name(self, font: int, data: bytes) -> None:
        name = data.decode("cp1252", "replace").split(";")[0].strip()
        if name:
            self.fonts[font] = (name, self.fonts.get(font, ("", None))[1])

    def unicode(self, value: int) -> str:
        value %= 0x10000
        if 0xDC00 <= value < 0xE000 and self.out and self.out[-1] and 0xD800 <= ord(self.out[-1][-1]) < 0xDC00:
            high = ord(self.out[-1][-1])
            self.out[-1] = self.out[-1][:-1]
            self.length -= 1
            return chr(0x10000 + ((high - 0xD800) << 10) + value - 0xDC00)
        return chr(value)

    def flush(self, pending: bytearray, state: _State) -> None:
        if not pending:
            return
        if not state.aside and not state.hidden and not state.deleted:
            name, charset = self.fonts.get(state.font, ("", None))
            page = f"cp{_CHARSETS[charset]}" if charset in _CHARSETS and charset else self.codepage
            legacy = font_encoding(name) if name else None
            try:
                text = bytes(pending).decode("cp1252" if legacy else page, "replace")
            except LookupError:
                text = bytes(pending).decode("cp1252", "replace")
            if legacy == "vni":
                text = vni_to_unicode(text)[0]
            elif legacy:
                text = tcvn3_to_unicode(text, legacy == "tcvn3-capitals")
            self.write(text)
        pending.clear()


def read_rtf(data: bytes, *, name: str, sha256: str) -> Document:
    """The Document of an RTF file's bytes, without formats.

    Raises InputError if it is no RTF.
    """
    if not data.lstrip()[:5].startswith(b"{\\rt"):
        raise InputError(
            f"Tệp {name} không phải tệp RTF; hãy mở bằng Word rồi lưu thành .docx.",
            f"{name} is no RTF file; open it in Word and save it as .docx.",
        )
    reader = _Reader(data)
    reader.run()
    raw = "".join(reader.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(raw) != reader.length:  # a lone surrogate pair came together: keep the offsets
        raw = "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in "".join(reader.out))
    chars, to_raw, _ = repair(raw)
    bounds = to_raw.forward([at for piece in reader.pieces for at in (piece.start, piece.end)])
    writer = Rewriter(chars)
    blocks = list(_blocks(writer, chars, reader.pieces, bounds))
    text, to_chars = writer.finish()
    said = "Tệp RTF được đọc không qua LibreOffice: có chữ và bảng, không có định dạng; cài LibreOffice để đọc đầy đủ."
    return Document(
        name=name,
        format="rtf",
        sha256=sha256,
        text=text,
        blocks=tuple(blocks),
        raw=raw,
        maps=(to_raw, to_chars),
        locator=_Offsets(reader.marks),
        diagnostics=(Diagnostic(0, 0, "plain-reader", said),),
    )


def _blocks(writer: Rewriter, chars: str, pieces: list[_Piece], bounds: list[int]) -> Iterator[Block]:
    for i, piece in enumerate(pieces):
        start, end = bounds[2 * i], bounds[2 * i + 1]
        while start < end and chars[start] in " \n":
            start += 1
        while end > start and chars[end - 1] in " \n":
            end -= 1
        if start == end and piece.cell is None:
            continue
        if writer.length:
            writer.insert("\n")
        first = writer.length
        writer.copy(start, end)
        yield Block(first, writer.length, cell=piece.cell)
