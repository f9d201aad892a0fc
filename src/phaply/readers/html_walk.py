"""The walk over a web page's tree: text, paragraphs, looks, tables and lists as its elements and styles tell them."""

import re
from dataclasses import dataclass, field, replace
from typing import cast

from lxml import etree

from phaply.document import Cell, ParagraphFormat
from phaply.language.alphabet import to_roman
from phaply.language.encodings import LegacyEncoding, font_encoding, tcvn3_to_unicode, vni_to_unicode
from phaply.readers.assembly import Look, RawParagraph

__all__ = ["Walker"]

_DROPPED_NAMES = (
    "script style head title noscript template nav footer aside button select option input textarea iframe object svg math "
    "video audio canvas map xml"
)
_BLOCK_NAMES = (
    "p div li ul ol dl dt dd table tbody thead tfoot tr td th caption h1 h2 h3 h4 h5 h6 center blockquote pre hr section "
    "article header main address fieldset form figure figcaption body html details summary"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_CLASS = re.compile(r"\.([\w-]{1,60})")
_STYLE = re.compile(r"([\w-]{2,40})\s*:\s*([^;]{0,300})")
_SIZE = re.compile(r"([\d.]{1,6})(pt|px)")
_LENGTH = re.compile(r"(-?[\d.]{1,7})(pt|px|cm|mm|in)")
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.3465, "mm": 2.83465, "in": 72.0}
_LAYOUT = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|Nơi nhận\s*:|(?:TM|KT|TL|TUQ)\.\s?[^\W\d]")
_MAX_SPAN = 60
"""Columns and rows that one cell may span; more is nonsense."""
_MAX_COLUMNS = 100
"""Beyond so many columns cells that span rows are no longer followed."""
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_ALIGNS = frozenset(("left", "center", "right", "justify"))


@dataclass(slots=True)
class _State:
    """What holds inside an element; a child starts with its parent's."""

    look: Look = field(default_factory=Look)
    encoding: LegacyEncoding | None = None
    hidden: bool = False
    pre: bool = False
    label: bool = False
    align: str | None = None


@dataclass(slots=True)
class _Table:
    """A table that is open while its rows are read."""

    number: int
    row: int = -1
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)  # column → rows below that a cell above still covers
    paragraphs: list[RawParagraph] = field(default_factory=list)
    sample: list[str] = field(default_factory=list)  # how its first paragraphs begin
    columns: int = 0
    cell: Cell | None = None
    header: bool = False


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    next: int


class Walker:
    """One walk over the tree: gathers raw text, paragraphs and looks."""

    def __init__(self, by_font: bool) -> None:
        self.by_font = by_font
        self.converted = 0
        self.parts: list[str] = []
        self.length = 0
        self.paragraphs: list[RawParagraph] = []
        self.soft: set[int] = set()  # paragraphs, by index, that end in a mere line break
        self.starts: list[int] = []
        self.lines: list[int] = []
        self.tables: list[_Table] = []
        self.lists: list[_List] = []
        self.table_count = 0
        self.classes: dict[str, str] = {}
        self.start = 0  # where the paragraph being gathered begins
        self.first = 0  # its first part
        self.runs: list[tuple[int, int, Look]] = []
        self.label: str | None = None
        self.level: int | None = None
        self.printed: tuple[int, int] | None = None
        self.align: str | None = None
        self.format: dict[str, float] = {}

    def walk(self, root: etree._Element, content: etree._Element | None) -> None:
        """Read the tree under `content`, or all of it."""
        for style in root.iter("style"):
            self._read_styles(style.text or "")
        stack = [_State()]
        top = content if content is not None else root
        skipped: etree._Element | None = None
        for event, element in etree.iterwalk(top, events=("start", "end")):
            if not isinstance(element.tag, str):
                if event == "end" and element.tail and skipped is None and element is not top:
                    self._text(element.tail, stack[-1])
                continue
            if event == "start":
                if skipped is not None:
                    continue
                if element.tag == "br":
                    self._flush(soft=True)
                    stack.append(stack[-1])
                    continue
                state = self._open(element, stack[-1])
                if state.hidden:
                    skipped = element
                    continue
                stack.append(state)
                if element.text:
                    self._line(element)
                    self._text(element.text, state)
            else:
                if skipped is not None:
                    if skipped is not element:
                        continue
                    skipped = None
                else:
                    stack.pop()
                    self._close(element, stack[-1])
                if element.tail and element is not top:
                    self._text(element.tail, stack[-1])
        self._flush()

    # --- elements ---

    def _open(self, element: etree._Element, outer: _State) -> _State:
        tag = element.tag.lower().rpartition(":")[2] if isinstance(element.tag, str) else ""
        state = replace(outer)
        if tag in _DROPPED or (element.get("hidden") is not None):
            return replace(state, hidden=True)
        if tag in _BLOCKS:
            self._flush()
            self.align = outer.align
            self.format = {}
        look = state.look
        if tag in ("td", "th") and self.tables:
            self._cell(self.tables[-1], element)
        if tag in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"):
            look = replace(look, bold=True)
        elif tag in ("i", "em"):
            look = replace(look, italic=True)
        elif tag == "u":
            look = replace(look, underline=True)
        elif tag == "font":
            look = replace(
                look, font=element.get("face") or look.font, size=_FONT_SIZES.get(element.get("size") or "", look.size)
            )
        elif tag == "pre":
            state.pre = True
        elif tag == "center":
            state.align = "center"
        elif tag == "table":
            self.tables.append(_Table(self.table_count))
            self.table_count += 1
        elif tag == "tr" and self.tables:
            self._row(self.tables[-1], element)
        elif tag in ("ul", "ol"):
            start = element.get("start") or "1"
            first = int(start) if start.isdigit() and len(start) < 6 else 1
            self.lists.append(_List(tag == "ol", element.get("type") or "1", first))
        elif tag == "li":
            self._item(element)
        align = (element.get("align") or "").lower()
        if align in _ALIGNS and tag in _BLOCKS and tag != "table":
            state.align = align
        state.look = look
        known = " ".join(
            self.classes[c.lower()] for c in (element.get("class") or "").split() if c.lower() in self.classes
        )
        style = element.get("style")
        if style or known:
            self._styled(state, known, style or "", tag)
        if state.look.font and state.look.font != outer.look.font:
            state.encoding = font_encoding(state.look.font)
        if tag in _BLOCKS:
            self.align = state.align
        return state

    def _close(self, element: etree._Element, outer: _State) -> None:
        tag = element.tag.lower().rpartition(":")[2] if isinstance(element.tag, str) else ""
        if tag not in _BLOCKS:
            return
        self._flush()
        self.align = outer.align
        self.format = {}
        if tag == "table" and self.tables:
            self._end_table(self.tables.pop())
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].cell = None
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()

    def _styled(self, state: _State, known: str, style: str, tag: str) -> None:
        for key, value in _STYLE.findall(f"{known};{style}" if known else style):
            key, value = key.lower(), value.strip()
            low = value.lower()
            if (key == "display" and low == "none") or (key == "mso-hide" and low == "all"):
                state.hidden = True
            elif key == "font-family":
                state.look = replace(state.look, font=value.split(",")[0].strip().strip("\"'"))
            elif key == "font-weight":
                state.look = replace(state.look, bold=low in ("bold", "bolder", "600", "700", "800", "900"))
            elif key == "font-style":
                state.look = replace(state.look, italic=low.startswith(("italic", "oblique")))
            elif key == "font-size" and (m := _SIZE.match(low)):
                state.look = replace(
                    state.look, size=float(m[1].strip(".") or 0) * _POINTS[m[2]] if m[1].count(".") < 2 else None
                )
            elif key == "text-transform":
                state.look = replace(state.look, caps=low == "uppercase")
            elif key == "text-align" and low in _ALIGNS:
                state.align = low
            elif key == "text-indent" and (m := _LENGTH.match(low)) and m[1].count(".") < 2 and tag in _BLOCKS:
                self.format["indent_first"] = (
                    round(float(m[1].rstrip(".") or 0) * _POINTS[m[2]], 2) if m[1] not in ("-", ".") else 0.0
                )
            elif key == "mso-list":
                if low == "ignore":
                    state.label = True
                elif m := re.search(r"level(\d)", low):
                    self.level = int(m[1]) - 1

    def _read_styles(self, sheet: str) -> None:
        for rule in sheet[:400_000].split("}"):
            selectors, _, body = rule.partition("{")
            for name in _CLASS.findall(selectors):
                if len(self.classes) < 2000:
                    self.classes[name.lower()] = f"{self.classes.get(name.lower(), '')};{body}"[-2000:]

    # --- tables and lists ---

    def _row(self, table: _Table, element: etree._Element) -> None:
        table.row += 1
        table.column = 0
        table.taken = {column: rows - 1 for column, rows in table.taken.items() if rows > 1}
        parent = element.getparent()
        table.header = parent is not None and parent.tag == "thead"

    def _cell(self, table: _Table, element: etree._Element) -> None:
        if table.row < 0:
            table.row = 0
        while table.taken.get(table.column, 0) > 0:
            table.column += 1
        columns, rows = _span(element.get("colspan")), _span(element.get("rowspan"))
        if rows > 1 and table.column + columns <= _MAX_COLUMNS:
            for column in range(table.column, table.column + columns):
                table.taken[column] = rows
        table.cell = Cell(table.number, table.row, table.column, rows, columns, header=table.header)
        table.column += columns
        table.columns = max(table.columns, table.column)

    def _end_table(self, table: _Table) -> None:
        """A table that only arranges the page is marked as such."""
        cells = {(p.cell.row, p.cell.column) for p in table.paragraphs if p.cell}
        shown = "\n".join(table.sample)
        many = len(table.paragraphs) > 30 * max(1, len(cells))
        if len(cells) <= 1 or many or (table.columns <= 3 and len(cells) <= 16 and _LAYOUT.search(shown)):
            for p in table.paragraphs:
                if p.cell:
                    c = p.cell
                    p.cell = (
                        None if len(cells) <= 1 else Cell(c.table, c.row, c.column, c.row_span, c.column_span, True)
                    )

    def _item(self, element: etree._Element) -> None:
        if not self.lists:
            return
        top = self.lists[-1]
        self.level = len(self.lists) - 1
        value = element.get("value")
        if value and value.isdigit() and len(value) < 6:
            top.next = int(value)
        self.label = _list_label(top)
        top.next += 1

    # --- text ---

    def _line(self, element: etree._Element) -> None:
        line = int(cast(int | None, element.sourceline) or 0)
        if not self.lines or self.lines[-1] != line:
            if self.starts and self.starts[-1] == self.length:
                self.lines[-1] = line
            else:
                self.starts.append(self.length)
                self.lines.append(line)

    def _text(self, text: str, state: _State) -> None:
        if state.pre:
            lines = text.split("\n")
            for n, line in enumerate(lines):
                if n:
                    self._flush(soft=True)
                self._put(line, state)
            return
        if not text.strip(" \t\r\n\f\v"):
            if self.length > self.start:
                self._put(" ", state)
            return
        self._put(_SPACE.sub(" ", text), state)

    def _put(self, text: str, state: _State) -> None:
        if self.length > self.start and text[:1] == " " and self.parts and self.parts[-1][-1:] == " ":
            text = text[1:]
        if not text:
            return
        if state.encoding and (self.by_font or not text.isascii()) and not _is_unicode(text):
            text = _convert(text, state.encoding)
            self.converted += 1
        if state.label and text.strip("\u00a0 "):
            at = self.length
            self.printed = (at, at + len(text.rstrip("\u00a0 ")))
        self.parts.append(text)
        self.runs.append((self.length, self.length + len(text), state.look))
        self.length += len(text)

    def _flush(self, soft: bool = False) -> None:
        """End the paragraph that was being gathered."""
        if self.length == self.start:
            return
        table = self.tables[-1] if self.tables else None
        paragraph = RawParagraph(
            [(self.start, self.length)],
            runs=self.runs,
            label=self.label,
            printed_label=self.printed,
            level=self.level,
            cell=table.cell if table else None,
            format=ParagraphFormat(align=self.align, **self.format) if self.align or self.format else None,  # type: ignore[arg-type]
        )
        text = "".join(self.parts[self.first :])
        if text.strip("\u00a0 "):
            if soft:
                self.soft.add(len(self.paragraphs))
            self.paragraphs.append(paragraph)
            if table:
                table.paragraphs.append(paragraph)
                if len(table.sample) < 60:
                    table.sample.append(text[:60])
            self.label = self.printed = self.level = None
        self.parts.append("\n")
        self.length += 1
        self.start = self.length
        self.first = len(self.parts)
        self.runs = []


def _span(value: str | None) -> int:
    return min(_MAX_SPAN, max(1, int(value))) if value and value.isdigit() and len(value) < 6 else 1


def _list_label(top: _List) -> str:
    if not top.ordered:
        return "-"
    if top.style in ("a", "A") and 0 < top.next <= 26:
        letter = "abcdefghijklmnopqrstuvwxyz"[top.next - 1]
        return f"{letter if top.style == 'a' else letter.upper()})"
    if top.style in ("i", "I") and 0 < top.next < 4000:
        roman = to_roman(top.next)
        return f"{roman if top.style == 'I' else roman.lower()}."
    return f"{top.next}."


def _is_unicode(text: str) -> bool:
    """Whether a text already has letters that no byte of the older encodings shows."""
    return any("\u1ea0" <= c <= "\u1ef9" or c in "ăđơưĂĐƠƯ" for c in text)


def _convert(text: str, encoding: LegacyEncoding) -> str:
    if encoding == "vni":
        return vni_to_unicode(text)[0]
    return tcvn3_to_unicode(text, capitals=encoding == "tcvn3-capitals")
