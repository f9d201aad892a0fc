"""One story of a Word file (the body, the footnotes, a header) walked in reading order.

The walk gathers the raw text, where every stretch of it stands in the file, and what is known of each paragraph.
"""

import re
from typing import NamedTuple

from phaply.document import Cell, ParagraphFormat
from phaply.document.model import Alignment, Area
from phaply.errors import InputError
from phaply.readers.docx_fields import Field, closed_fields
from phaply.readers.docx_gathering import Gathering, Paragraph
from phaply.readers.docx_numbering import LabelCounter, Numbering
from phaply.readers.docx_parts import MC, Element, OfficeLimits, W, truth
from phaply.readers.docx_places import symbol_of
from phaply.readers.docx_styles import ParagraphProps, RunLook, RunProps, Styles, over, paragraph_props, run_props
from phaply.readers.docx_symbols import symbol
from phaply.readers.docx_tables import chosen, flat, read_table

__all__ = ["Story"]


_P, _R, _PPR, _RPR, _TBL, _T = W + "p", W + "r", W + "pPr", W + "rPr", W + "tbl", W + "t"
_PSTYLE, _SECTPR, _DEL, _INS, _MOVE = W + "pStyle", W + "sectPr", W + "del", W + "ins", W + "moveFrom"
_SDT, _CONTENT, _ALTERNATE = W + "sdt", W + "sdtContent", MC + "AlternateContent"
_SIMPLE, _FIELD, _INSTR = W + "fldSimple", W + "fldChar", W + "instrText"
_INLINE = {
    W + "hyperlink", _INS, W + "moveTo", W + "smartTag", W + "customXml", W + "dir", W + "bdo", _CONTENT,
}  # fmt: skip
_BOX = W + "txbxContent"
_DRAWN = {W + "drawing", W + "pict", W + "object", _ALTERNATE}
_ONE = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad"}  # fmt: skip
_SYM, _RENDERED = W + "sym", W + "lastRenderedPageBreak"
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_PAGE = re.compile(r"\s*PAGE(?![A-Z])")
_LINE_ENDS = str.maketrans("\n\r", "  ")
_NO_RUN, _NO_PARAGRAPH = RunProps(), ParagraphProps()
_CENTER: dict[str, Alignment] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "inside": "left",
    "outside": "right",
}


class _Held(NamedTuple):
    """A paragraph whose mark does not show: it goes on in the next one."""

    start: int
    runs: list[tuple[int, int, RunLook]]
    paragraph: Paragraph | None
    """Its own format and label, if they are the ones that show."""


class Story:
    """Walks one part of the file, or some elements of it."""

    def __init__(
        self,
        root: Element,
        part: str,
        out: Gathering,
        styles: Styles,
        numbering: Numbering,
        limits: OfficeLimits,
        name: str,
        area: Area = "body",
        running: bool = False,
    ) -> None:
        self.out, self.styles, self.numbering, self.limits, self.name = out, styles, numbering, limits, name
        self.area: Area = area
        self.running = running
        """True for headers and footers: page numbers are noted instead of read."""
        self.page_number: tuple[Alignment | None, float | None] | None = None
        out.locator.part(part)
        self._index = {p: i for i, p in enumerate(root.iter(_P))}
        self._counter = LabelCounter(numbering)
        self._known_fields = closed_fields(root)
        self._fields: list[Field] = []
        self._muted = 0
        self._page: int | None = 1 if area == "body" and next(root.iter(_RENDERED), None) is not None else None
        self._table: tuple[RunProps, ParagraphProps] = (_NO_RUN, _NO_PARAGRAPH)
        self._depth = 0
        self._held: _Held | None = None
        self._boxes: list[Element] = []
        self._fresh = True
        self._start = 0
        self._runs: list[tuple[int, int, RunLook]] = []
        self._paragraph = self._run = -1
        self._style: str | None = None
        self._page_size: float | None = None
        self._page_met = False

    # Blocks

    def walk(self, parent: Element, cell: Cell | None = None) -> None:
        """Read the paragraphs and tables of `parent` (the body, a cell, a text box, a note)."""
        held, self._held = self._held, None
        for child in flat(parent):
            tag = child.tag
            if tag == _P:
                self._read_paragraph(child, cell)
            elif tag == _TBL:
                self._release(cell)
                self._read_table(child)
            elif tag == _SECTPR:
                self._release(cell)
                self.out.sections.append((child, len(self.out.paragraphs)))
            elif tag == W + "altChunk":
                self.out.note("embedded-document")
        self._release(cell)
        self._held = held

    def _read_table(self, element: Element) -> None:
        if self._depth >= self.limits.table_depth:
            limit = self.limits.table_depth
            raise InputError(
                f"Tệp {self.name} có bảng lồng nhau quá table_depth = {limit} lớp; đây không phải văn bản bình thường.",
                f"{self.name} nests tables deeper than table_depth = {limit}; that is no ordinary document.",
            )
        table = read_table(element)
        if table.dropped:
            self.out.note("open-changes", table.dropped)
        number = self.out.tables
        self.out.tables += 1
        outer, self._depth = self._table, self._depth + 1
        for grid in table.cells:
            cell = Cell(number, grid.row, grid.column, grid.row_span, grid.column_span, table.layout, grid.header)
            whole = self.styles.table(table.style)
            region = table.region(grid)
            if region:
                part = self.styles.table(table.style, region)
                whole = over(whole[0], part[0]), over(whole[1], part[1])
            self._table = whole
            count = len(self.out.paragraphs)
            self.walk(grid.element, cell)
            if count == len(self.out.paragraphs) and not table.layout:
                # An empty cell shows too: what stands under it in the grid must be findable.
                self._put(
                    Paragraph(
                        self.out.length, self.out.length, None, None, cell, self.area, self._page, ParagraphFormat(), []
                    )
                )
        self._table, self._depth = outer, self._depth - 1

    def _put(self, paragraph: Paragraph) -> None:
        self.out.paragraphs.append(paragraph)
        if len(self.out.paragraphs) > self.limits.blocks:
            raise InputError(
                f"Tệp {self.name} có quá blocks = {self.limits.blocks:,} đoạn.",
                f"{self.name} has more than blocks = {self.limits.blocks:,} paragraphs.",
            )

    def _read_paragraph(self, p: Element, cell: Cell | None) -> None:
        style: str | None = None
        mark: Element | None = None
        section: Element | None = None
        direct = _NO_PARAGRAPH
        frame: str | None = None
        if len(p) and p[0].tag == _PPR:
            ppr = p[0]
            direct = paragraph_props(ppr)
            for child in ppr:
                tag = child.tag
                if tag == _PSTYLE:
                    style = child.get(W + "val")
                elif tag == _RPR:
                    mark = child
                elif tag == _SECTPR:
                    section = child
                elif tag == W + "framePr":
                    frame = child.get(W + "xAlign")
        style = self.styles.paragraph_style(style)
        self._style = style
        self._paragraph, self._run = self._index[p], -1
        self._page_met = False
        held = self._held
        if held is None:
            self._fresh, self._start, self._runs = True, self.out.length, []
        else:
            self._start, self._runs = held.start, held.runs
            self._held = None
        page = self._page
        self._inline(p)

        place = self.numbering.place(style, direct)
        level = None
        if place is not None:
            found = self.numbering.list(place[0])
            level = found.levels[place[1]] if found else None
        fmt = self.styles.paragraph(
            style, self._table[1], direct, level.paragraph if level else None, place is not None and place[2]
        )
        mark_props = run_props(mark)
        gone, hidden = _mark(mark)
        if hidden is None and mark is not None and mark_props.style:
            hidden = self.styles.look(style, self._table[0], mark_props).hidden
        if gone:
            self.out.note("open-changes")
            self._held = _Held(self._start, self._runs, held.paragraph if held else None)
        elif hidden and not self._runs:
            pass
        else:
            paragraph = held.paragraph if held else None
            if paragraph is None:
                label = self._counter.label(place[0], place[1]) if place else None
                look = self.styles.look(style, self._table[0], label.level.run, mark_props) if label else None
                if self._fresh:
                    self._start = self.out.length
                paragraph = Paragraph(self._start, self.out.length, label, look, cell, self.area, page, fmt, self._runs)
            else:
                paragraph = paragraph._replace(end=self.out.length)
            if hidden:
                self._held = _Held(self._start, self._runs, paragraph)
            elif self._runs or paragraph.label:
                self._put(paragraph)
        if self._page_met:
            self.page_number = (_CENTER.get(frame or "", fmt.align), self._page_size)
        if section is not None:
            self._release(cell)
            self.out.sections.append((section, len(self.out.paragraphs)))
        if self._boxes and self._held is None:
            self._read_boxes()

    def _release(self, cell: Cell | None) -> None:
        """End a paragraph whose mark does not show where nothing follows to join it."""
        held, self._held = self._held, None
        if held is not None and (held.runs or (held.paragraph and held.paragraph.label)):
            paragraph = held.paragraph or Paragraph(
                held.start, self.out.length, None, None, cell, self.area, self._page, ParagraphFormat(), held.runs
            )
            self._put(paragraph._replace(end=self.out.length))
        if self._boxes:
            self._read_boxes()

    def _read_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        area, table, self.area = self.area, self._table, "textbox" if self.area == "body" else self.area
        self._table = (_NO_RUN, _NO_PARAGRAPH)
        self._depth += 1
        if self._depth > self.limits.table_depth:
            self._depth -= 1
        else:
            for box in boxes:
                self.walk(box)
            self._depth -= 1
        self.area, self._table = area, table

    # What stands in a paragraph

    def _inline(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._read_run(child)
            elif tag in _INLINE:
                if tag == _INS:
                    self.out.note("open-changes")
                self._inline(child)
            elif tag == _SDT:
                for content in child.iterchildren(_CONTENT):
                    self._inline(content)
            elif tag == _SIMPLE:
                first = next(child.iter(_RPR), None)
                drop = self._is_page(child.get(W + "instr", ""), run_props(first))
                self._muted += drop
                self._inline(child)
                self._muted -= drop
            elif tag in (_DEL, _MOVE):
                self.out.note("open-changes")
                self._skip(child)
            elif tag == _ALTERNATE:
                branch = chosen(child)
                for option in child:
                    if option is branch:
                        self._inline(option)
                    else:
                        self._skip(option)

    def _skip(self, element: Element) -> None:
        self._run += sum(1 for _ in element.iter(_R))

    def _read_run(self, run: Element) -> None:
        self._run += 1
        number = self._run
        props = _NO_RUN
        look: RunLook | None = None
        offset = 0
        for child in run:
            tag = child.tag
            if tag == _T:
                text = child.text
                if not text:
                    continue
                lead, length = 0, len(text)
                if child.get(_PRESERVE) != "preserve":
                    bare = text.strip(" \t\r\n")
                    lead = len(text) - len(text.lstrip(" \t\r\n"))
                    text = bare
                if "\n" in text or "\r" in text:
                    text = text.translate(_LINE_ENDS)
                at, offset = offset + lead, offset + length
            elif tag == _RPR:
                props = run_props(child)
                continue
            elif tag in _ONE:
                text, at, offset = _ONE[tag], offset, offset + 1
            elif tag == _SYM:
                text, at, offset = symbol_of(child), offset, offset + 1
            elif tag == _RENDERED:
                if self._page is not None:
                    self._page += 1
                    self.out.locator.page(self.out.length, self._page)
                continue
            elif tag == _FIELD:
                self._field(child)
                continue
            elif tag == _INSTR:
                if self._fields and self._fields[-1].open:
                    self._fields[-1].add(child.text or "", props)
                continue
            elif tag in _NOTES:
                if not self._muted:
                    self.out.notes.append((_NOTES[tag], child.get(W + "id", "")))
                continue
            elif tag in _DRAWN:
                self._drawn(child)
                continue
            else:
                if tag == W + "commentReference":
                    self.out.note("has-comments")
                continue
            if self._muted or not text:
                continue
            if look is None:
                look = self.styles.look(self._style, self._table[0], props)
            if look.hidden:
                self.out.note("hidden-text", len(text))
                continue
            if not text.isascii() and _PRIVATE.search(text):
                font = look.font
                text = _PRIVATE.sub(lambda m: symbol(m[0], font), text)  # noqa: B023
            out = self.out
            if self._fresh:
                self._fresh = False
                if out.length:
                    out.parts.append("\n")
                    out.length += 1
                self._start = out.length
            start = out.length
            end = out.length = start + len(text)
            out.parts.append(text)
            out.locator.add(start, end, self._paragraph, number, at)
            runs = self._runs
            if runs and runs[-1][2] is look and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end, look)
            else:
                runs.append((start, end, look))

    def _drawn(self, element: Element) -> None:
        """Drawings: text boxes are read after the paragraph that holds them, each once."""
        if not self._muted:
            self._boxes.extend(_boxes(element))
        self._skip(element)

    def _field(self, element: Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            if element in self._known_fields:
                self._fields.append(Field())
                self._muted += 1
        elif self._fields and kind == "separate":
            field = self._fields[-1]
            if field.open:
                field.open = False
                field.dropped = self._is_page(field.instruction, field.props)
                self._muted -= not field.dropped
        elif self._fields and kind == "end":
            field = self._fields.pop()
            if field.open:
                self._is_page(field.instruction, field.props)
            self._muted -= field.open or field.dropped

    def _is_page(self, instruction: str, props: RunProps) -> bool:
        if not self.running or not _PAGE.match(instruction):
            return False
        self._page_met = True
        self._page_size = self.styles.look(self._style, self._table[0], props).size
        return True


def _boxes(element: Element) -> list[Element]:
    """The outermost text boxes of a drawing."""
    if element.tag == _BOX:
        return [element]
    if element.tag == _ALTERNATE:
        branch = chosen(element)
        return [] if branch is None else _boxes_below(branch)
    return _boxes_below(element)


def _boxes_below(element: Element) -> list[Element]:
    if next(element.iter(_BOX), None) is None:
        return []
    return [box for child in element for box in _boxes(child)]


def _mark(mark: Element | None) -> tuple[bool, bool | None]:
    """(deleted, hidden) of a paragraph mark."""
    gone, hidden = False, None
    if mark is not None:
        for child in mark:
            if child.tag in (_DEL, _MOVE):
                gone = True
            elif child.tag in (W + "vanish", W + "specVanish"):
                hidden = truth(child)
    return gone, hidden
