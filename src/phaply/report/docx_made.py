"""A plain Word file made of a text that did not come from one: one paragraph a block, tables where the reader saw them."""

import io
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from phaply.document import Block, RunFormat
from phaply.language import Span
from phaply.parse import Plan
from phaply.readers.docx_parts import Element, W
from phaply.report.docx_anchors import MadeText

__all__ = ["make_docx"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MAIN = "word/document.xml"
_MOST_COLUMNS = 63
"""Word's own limit."""
_CENTRED = ("nation", "motto", "parent", "issuer", "number", "kind", "subject")
_BOLD = ("nation", "motto", "issuer", "kind", "subject")
_ALIGN = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_HEADS = ("part", "chapter", "section", "roman", "article", "annex")
_NEAR = 16
"""A line that begins with a basis names it within so many letters (Căn cứ …)."""
_SHORTEST, _LONGEST = 8, 40
"""Letters by which a column's width is measured."""
_TEXT_WIDTH = 9354
"""Between margins of 30 and 15 mm on A4, in twentieths of a point."""


def make_docx(plan: Plan) -> tuple[bytes, MadeText]:
    """The file's bytes, and the text's way into it: the k-th block is one run of one paragraph."""
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(20),
        Mm(20),
        Mm(30),
        Mm(15),
    )
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    fonts = normal.element.rPr.rFonts
    fonts.set(W + "eastAsia", "Times New Roman")
    fonts.set(W + "cs", "Times New Roman")
    body: Element = document.element.body
    last = body.find(W + "sectPr")
    for child in list(body):
        if child is not last:
            body.remove(child)

    maker = _Maker(plan, body)
    for element in maker.elements():
        if last is None:
            body.append(element)
        else:
            last.addprevious(element)
    order = {p: i for i, p in enumerate(document.element.iter(W + "p"))}
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue(), MadeText(plan.document.blocks, _MAIN, [order[p] for p in maker.paragraphs])


class _Look(NamedTuple):
    """How a block is set."""

    align: str
    bold: bool = False
    italic: bool = False
    size: int = 28
    """In half points."""
    left: int = 0
    first: int = 0
    """Indents in twentieths of a point."""


class _Setting:
    """How Decree 30/2020/NĐ-CP (Phụ lục I) has the parts of a document set, for texts that do not say how they were printed."""

    def __init__(self, plan: Plan) -> None:
        spans = plan.header.spans
        signer = plan.header.signer
        self._centred = [spans[k] for k in _CENTRED if k in spans]
        self._bold = [spans[k] for k in _BOLD if k in spans]
        self._place = [spans[k] for k in ("place", "date") if k in spans]
        self._recipients = spans.get("recipients")
        self._signature = signer.spans.get("block") if signer else None
        self._told = any(b.format is not None for b in plan.document.blocks)
        first = plan.outline[0].start if plan.outline else 0
        self._bases = sorted(c.start for c in plan.citations if c.role in ("basis", "implements") and c.start < first)
        self._heads = {n.start for n in plan.outline if n.kind in _HEADS}
        self._from = max((end for _, end in self._centred), default=0)
        after = [s[0] for s in (self._recipients, self._signature) if s]
        self._to = min(after, default=len(plan.text))

    def look(self, block: Block) -> _Look:
        """The look of one block."""
        size = 28 if block.cell is None else 24 if block.cell.layout and block.start < self._from else 26
        if self._told:
            align = block.format.align if block.format is not None else None
            if block.cell is not None and block.cell.layout and align in (None, "left") and not self._receives(block):
                align = "center"
            bold, italic = _all(block.runs, "bold"), _all(block.runs, "italic")
            return _Look(
                _ALIGN[align or "left"], bold, italic, size, first=720 if align == "justify" and size == 28 else 0
            )
        if _meets(block, self._centred):
            return _Look("center", _meets(block, self._bold), size=size)
        if _meets(block, self._place):
            return _Look("center", italic=True, size=size)
        if self._receives(block):
            head = self._recipients is not None and block.start == self._recipients[0]
            return _Look("left", bold=head, italic=head, size=24 if head else 22)
        if self._signature and self._signature[0] <= block.start < self._signature[1]:
            return _Look("center", bold=True, size=size, left=0 if block.cell else _TEXT_WIDTH // 2)
        if block.cell is not None:
            return _Look("center" if block.cell.layout else "left", bold=block.cell.header, size=size)
        if not self._from <= block.start < self._to:
            return _Look("left")
        i = bisect_left(self._bases, block.start)
        basis = i < len(self._bases) and self._bases[i] < min(block.end, block.start + _NEAR)
        return _Look("both", bold=block.start in self._heads, italic=basis, first=720)

    def _receives(self, block: Block) -> bool:
        """Whether it belongs to the recipients (Nơi nhận), which stand at the left."""
        return self._recipients is not None and self._recipients[0] <= block.start < self._recipients[1]


class _Maker:
    """Builds the body's elements in the order of the blocks."""

    def __init__(self, plan: Plan, root: Element) -> None:
        self.plan, self.root = plan, root
        self.paragraphs: list[Element] = []
        self._setting = _Setting(plan)

    def elements(self) -> Iterator[Element]:
        """Paragraphs and tables; an empty line between tables, which Word would run together, and behind the last."""
        after_table = False
        for table, group in groupby(self.plan.document.blocks, lambda b: None if b.cell is None else b.cell.table):
            blocks = list(group)
            if table is None or max(b.cell.column + b.cell.column_span for b in blocks if b.cell) > _MOST_COLUMNS:
                for block in blocks:
                    yield self._paragraph(block)
                after_table = False
            else:
                if after_table:
                    yield self._gap()
                yield self._table(blocks)
                after_table = True
        if after_table or not self.paragraphs:
            yield self._gap()

    def _gap(self) -> Element:
        paragraph = self._element("p")
        self._add(self._add(paragraph, "pPr"), "spacing", before="0", after="0")
        return paragraph

    def _element(self, name: str, **attributes: str) -> Element:
        return self.root.makeelement(W + name, {W + k: v for k, v in attributes.items()})

    def _add(self, parent: Element, name: str, **attributes: str) -> Element:
        element = self._element(name, **attributes)
        parent.append(element)
        return element

    def _paragraph(self, block: Block) -> Element:
        paragraph = self._element("p")
        self.paragraphs.append(paragraph)
        set_so = self._setting.look(block)
        look = self._add(paragraph, "pPr")
        space = "0" if block.cell is not None or set_so.size < 26 else "60"
        self._add(look, "spacing", before=space, after=space)
        if set_so.left or set_so.first:
            self._add(look, "ind", left=str(set_so.left), firstLine=str(set_so.first))
        self._add(look, "jc", val=set_so.align)
        run = self._add(paragraph, "r")
        props = self._element("rPr")
        if set_so.bold:
            self._add(props, "b")
        if set_so.italic:
            self._add(props, "i")
        if set_so.size != 28:
            self._add(props, "sz", val=str(set_so.size))
        if len(props):
            run.append(props)
        self._write(run, self.plan.text[block.start : block.end])
        return paragraph

    def _write(self, run: Element, text: str) -> None:
        """The words; each letter of the text counts as one in the run."""
        words = "".join(c if _writable(c) else " " for c in text)
        for i, line in enumerate(words.split("\n")):
            if i:
                self._add(run, "br")
            for j, part in enumerate(line.split("\t")):
                if j:
                    self._add(run, "tab")
                if part:
                    t = self._add(run, "t")
                    t.text = part
                    t.set(_SPACE, "preserve")

    def _table(self, blocks: Sequence[Block]) -> Element:
        layout = any(b.cell is not None and b.cell.layout for b in blocks)
        cells: dict[tuple[int, int], list[Block]] = {}
        for b in blocks:
            if b.cell is not None:
                cells.setdefault((b.cell.row, b.cell.column), []).append(b)
        columns = max(b.cell.column + b.cell.column_span for b in blocks if b.cell is not None)
        table = self._element("tbl")
        props = self._add(table, "tblPr")
        self._add(props, "tblW", w="5000", type="pct")
        if not layout:
            borders = self._add(props, "tblBorders")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
                self._add(borders, side, val="single", sz="4", space="0", color="auto")
        grid = self._add(table, "tblGrid")
        widths = _widths(blocks, columns)
        for width in widths:
            self._add(grid, "gridCol", w=str(width))
        made = {id(b): self._paragraph(b) for b in blocks}
        reach: dict[int, tuple[int, int]] = {}  # column → last row and width of what spans down over it
        for row in sorted({r for r, _ in cells}):
            line = self._add(table, "tr")
            column = 0
            while column < columns:
                found = cells.get((row, column))
                cell = found[0].cell if found else None
                below = reach.get(column)
                tc = self._add(line, "tc")
                look = self._add(tc, "tcPr")
                width = 1
                if cell is not None and found is not None:
                    width = self._free(cells, row, column, min(max(1, cell.column_span), columns - column))
                elif below is not None and row <= below[0]:
                    width = self._free(cells, row, column, min(below[1], columns - column))
                self._add(look, "tcW", w=str(sum(widths[column : column + width])), type="dxa")
                if width > 1:
                    self._add(look, "gridSpan", val=str(width))
                if cell is not None and found is not None:
                    if cell.row_span > 1:
                        self._add(look, "vMerge", val="restart")
                        reach[column] = (row + cell.row_span - 1, width)
                    for b in found:
                        tc.append(made[id(b)])
                else:
                    if below is not None and row <= below[0]:
                        self._add(look, "vMerge")
                    self._add(tc, "p")
                column += width
        return table

    @staticmethod
    def _free(cells: dict[tuple[int, int], list[Block]], row: int, column: int, width: int) -> int:
        """A width that covers no other cell of the row, whatever the file said."""
        return next((n for n in range(1, width) if (row, column + n) in cells), width)


def _widths(blocks: Sequence[Block], columns: int) -> list[int]:
    """Widths of a table's columns, wider for longer words."""
    longest = [_SHORTEST] * columns
    for b in blocks:
        if b.cell is not None and b.cell.column_span == 1:
            longest[b.cell.column] = max(longest[b.cell.column], min(b.end - b.start, _LONGEST))
    if any(b.cell is not None and b.cell.layout for b in blocks):
        longest = [2, 3] if columns == 2 else [1] * columns  # the national name in one line
    return [_TEXT_WIDTH * n // sum(longest) for n in longest]


def _meets(block: Block, spans: Sequence[Span]) -> bool:
    return any(s < block.end and e > block.start for s, e in spans)


def _all(runs: Sequence[RunFormat], name: str) -> bool:
    return bool(runs) and all(getattr(r, name) for r in runs)


def _writable(c: str) -> bool:
    return c in "\t\n" or " " <= c < "\ud800" or "\ue000" <= c < "\ufffe" or c > "\uffff"
