"""The plan as it reads on paper, in HTML, with the findings' words marked."""

from collections.abc import Sequence
from html import escape
from itertools import groupby, pairwise

from msgspec import Struct

from phaply.document import Block, Document
from phaply.language import Span
from phaply.parse import Plan

__all__ = ["Mark", "paper_html"]


class Mark(Struct, frozen=True):
    """Words of the plan to mark: which finding they belong to and how heavy it is."""

    start: int
    end: int
    finding: int
    style: str
    """`error`, `warning`, `note` or `review`."""
    primary: bool = True
    """False for words that only belong to the finding's context."""
    pack: int = 0
    """Number of the group of rules, so that a filter can hide it."""
    absent: bool = False
    """True where something should stand that is not there: the place gets a sign and its words stay as they are."""


_WEIGHT = {"error": 0, "warning": 1, "note": 2, "review": 3}
_CENTERED = ("nation", "motto", "number", "date", "kind", "subject", "issuer", "parent")
_BOLD = ("nation", "motto", "kind", "subject", "issuer")


def paper_html(plan: Plan, marks: Sequence[Mark]) -> str:
    """The blocks of the document as escaped HTML; each finding's first mark carries the id `w<n>` and links to `#f<n>`."""
    document = plan.document
    pieces: list[str] = []
    placed: set[int] = set()
    ordered = sorted(marks, key=lambda m: (m.start, m.end, m.finding))
    for table, group in groupby(document.body(), key=lambda b: None if b.cell is None else b.cell.table):
        blocks = list(group)
        if table is None:
            pieces += [_paragraph(document, b, plan, ordered, placed) for b in blocks]
        else:
            pieces.append(_table(document, blocks, plan, ordered, placed))
    notes = [b for b in document.blocks if b.area == "footnote"]
    if notes:
        pieces.append("<hr>")
        pieces += [_paragraph(document, b, plan, ordered, placed) for b in notes]
    return "\n".join(pieces)


def _paragraph(
    document: Document, block: Block, plan: Plan, marks: Sequence[Mark], placed: set[int], tag: str = "p"
) -> str:
    css = _classes(block, plan)
    attribute = f' class="{" ".join(css)}"' if css else ""
    return f"<{tag}{attribute}>{_marked(document.text, block.start, block.end, marks, placed) or '&nbsp;'}</{tag}>"


def _classes(block: Block, plan: Plan) -> list[str]:
    css: list[str] = []
    known = block.format is not None
    if known and block.format is not None and block.format.align in ("center", "right"):
        css.append(block.format.align)
    if block.runs:
        if all(run.bold for run in block.runs):
            css.append("bold")
        if all(run.italic for run in block.runs):
            css.append("italic")
    if not known and block.cell is None:
        spans: dict[str, Span] = plan.header.spans
        inside = [
            name for name in _CENTERED if name in spans and spans[name][0] < block.end and block.start < spans[name][1]
        ]
        if inside:
            css.append("center")
            if any(name in _BOLD for name in inside):
                css.append("bold")
    return css


def _table(document: Document, blocks: Sequence[Block], plan: Plan, marks: Sequence[Mark], placed: set[int]) -> str:
    layout = any(b.cell is not None and b.cell.layout for b in blocks)
    rows: list[str] = []
    for _, row in groupby(blocks, key=lambda b: b.cell.row if b.cell else 0):
        cells: list[str] = []
        for _, column in groupby(row, key=lambda b: b.cell.column if b.cell else 0):
            parts = list(column)
            cell = parts[0].cell
            spans = ""
            if cell is not None and cell.row_span > 1:
                spans += f' rowspan="{cell.row_span}"'
            if cell is not None and cell.column_span > 1:
                spans += f' colspan="{cell.column_span}"'
            inner = "".join(_paragraph(document, b, plan, marks, placed) for b in parts)
            cells.append(f"<td{spans}>{inner}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<div class="scroll"><table class="{"layout" if layout else "data"}">{"".join(rows)}</table></div>'


def _marked(text: str, start: int, end: int, marks: Sequence[Mark], placed: set[int]) -> str:
    """`text[start:end]` escaped, cut at the borders of the marks that touch it, with the findings' numbers after their words.

    Overlapping marks take the heaviest style, and each keeps its own number, so that no finding is hidden by another.
    """
    touching = [m for m in marks if m.start < end and start < m.end]
    if not touching:
        return _escaped(text[start:end])
    borders = sorted({start, end, *(max(start, m.start) for m in touching), *(min(end, m.end) for m in touching)})
    out: list[str] = []
    for a, b in pairwise(borders):
        words = _escaped(text[a:b])
        here = [m for m in touching if m.start <= a and b <= m.end]
        new = [m.finding for m in here if m.finding not in placed]
        placed.update(new)
        out += [f'<a id="w{n}"></a>' for n in dict.fromkeys(new)]
        drawn = sorted((m for m in here if not m.absent), key=lambda m: (not m.primary, _WEIGHT[m.style], m.finding))
        if drawn and words.strip():
            first = drawn[0]
            css = f"mark {first.style}" if first.primary else f"mark also {first.style}"
            out.append(f'<a class="{css}" href="#f{first.finding}">{words}</a>')
        else:
            out.append(words)
        # A mark that runs over several paragraphs gets its number in the first of them, where the eye begins.
        ending = [m for m in here if b == min(m.end, end) and m.start >= start]
        out.append(_numbers(ending))
    return "".join(out)


def _numbers(marks: Sequence[Mark]) -> str:
    """Small links from the words to their findings."""
    links: dict[int, str] = {}
    for m in sorted(marks, key=lambda m: m.finding):
        css = " absent" if m.absent else "" if m.primary else " also"
        links.setdefault(m.finding, f'<a class="ref {m.style} pack-{m.pack}{css}" href="#f{m.finding}">{m.finding}</a>')
    return f'<span class="refs">{"".join(links.values())}</span>' if links else ""


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
