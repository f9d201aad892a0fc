"""A plain Word file made of a text that did not come from one: one paragraph a block, tables where the reader saw them."""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby

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


class _Maker:
    """Builds the body's elements in the order of the blocks."""

    def __init__(self, plan: Plan, root: Element) -> None:
        self.plan, self.root = plan, root
        self.paragraphs: list[Element] = []
        spans = plan.header.spans
        self._centred = [spans[k] for k in _CENTRED if k in spans]
        self._bold = [spans[k] for k in _BOLD if k in spans]
        self._body_from = max((end for _, end in self._centred), default=0)
        signer = plan.header.signer
        block = signer.spans.get("block") if signer else None
        self._signature: Span | None = block
        self._body_to = min(
            (s for s in (spans.get("recipients", (0, 0))[0], block[0] if block else 0) if s),
            default=len(plan.text),
        )
        self._told = any(b.format is not None for b in plan.document.blocks)

    def elements(self) -> Iterator[Element]:
        """Paragraphs and tables."""
        for table, group in groupby(self.plan.document.blocks, lambda b: None if b.cell is None else b.cell.table):
            blocks = list(group)
            if table is None or max(b.cell.column + b.cell.column_span for b in blocks if b.cell) > _MOST_COLUMNS:
                for block in blocks:
                    yield self._paragraph(block)
            else:
                yield self._table(blocks)

    def _element(self, name: str, **attributes: str) -> Element:
        return self.root.makeelement(W + name, {W + k: v for k, v in attributes.items()})

    def _add(self, parent: Element, name: str, **attributes: str) -> Element:
        element = self._element(name, **attributes)
        parent.append(element)
        return element

    def _paragraph(self, block: Block) -> Element:
        paragraph = self._element("p")
        self.paragraphs.append(paragraph)
        look = self._add(paragraph, "pPr")
        align = self._align(block)
        in_cell = block.cell is not None
        self._add(look, "spacing", before="0" if in_cell else "60", after="0" if in_cell else "60")
        if align == "both" and not in_cell:
            self._add(look, "ind", firstLine="720")
        self._add(look, "jc", val=align)
        run = self._add(paragraph, "r")
        props = self._element("rPr")
        for name, bold in (("b", self._is_bold(block)), ("i", _all(block.runs, "italic"))):
            if bold:
                self._add(props, name)
        if in_cell:
            self._add(props, "sz", val="26")
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

    def _align(self, block: Block) -> str:
        if block.format is not None and block.format.align is not None:
            return _ALIGN[block.format.align]
        if any(s < block.end and e > block.start for s, e in self._centred):
            return "center"
        if block.cell is not None:
            return "center" if block.cell.layout and not self._lists(block) else "left"
        if self._told or not self._body_from <= block.start < self._body_to:
            signature = self._signature
            return "center" if signature and signature[0] <= block.start < signature[1] else "left"
        return "both"

    def _lists(self, block: Block) -> bool:
        """Whether it belongs to the recipients, which stand at the left."""
        found = self.plan.header.spans.get("recipients")
        return found is not None and found[0] <= block.start < found[1]

    def _is_bold(self, block: Block) -> bool:
        if block.runs:
            return _all(block.runs, "bold")
        return any(s <= block.start and block.end <= e + 1 for s, e in self._bold)

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
        for _ in range(columns):
            self._add(grid, "gridCol", w=str(_TEXT_WIDTH // columns))
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
                self._add(look, "tcW", w=str(_TEXT_WIDTH * width // columns), type="dxa")
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


def _all(runs: Sequence[RunFormat], name: str) -> bool:
    return bool(runs) and all(getattr(r, name) for r in runs)


def _writable(c: str) -> bool:
    return c in "\t\n" or " " <= c < "\ud800" or "\ue000" <= c < "\ufffe" or c > "\uffff"
