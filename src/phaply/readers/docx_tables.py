"""Tables of a Word file: the grid with its merged cells, and whether it holds data or only arranges the page."""

from collections.abc import Iterator
from typing import NamedTuple

from phaply.language import bare
from phaply.readers.docx_parts import MC, Element, W, truth

__all__ = ["GridCell", "Table", "chosen", "flat", "read_table"]

_TR, _TC, _T, _VAL = W + "tr", W + "tc", W + "t", W + "val"
_SDT, _CONTENT, _ALTERNATE = W + "sdt", W + "sdtContent", MC + "AlternateContent"
_WRAPPERS = {W + "customXml", W + "smartTag", W + "ins", W + "moveTo", _CONTENT}
_GRID_LIMIT = 1024
_SIDES = ("top", "bottom", "left", "right")
_ALIAS = {"start": "left", "end": "right"}

# What only the header and the signature of a document hold (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.1, II.7, II.9).
_PAGE_FURNITURE = (
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap - tu do - hanh phuc",
    "dang cong san viet nam",
    "noi nhan:",
)
_LAYOUT_COLUMNS, _LAYOUT_ROWS, _FURNITURE_ROWS = 3, 4, 12


class GridCell(NamedTuple):
    """A cell as the page shows it."""

    element: Element
    row: int
    column: int
    row_span: int
    column_span: int
    header: bool


class Table(NamedTuple):
    """A table's cells in reading order."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    layout: bool
    style: str | None
    look: frozenset[str]
    """The regions of its style that are in force: `firstRow`, `lastRow`, `firstCol`, `lastCol`."""
    dropped: int
    """Rows whose deletion is still to be accepted."""

    def region(self, cell: GridCell) -> str:
        """The region of the table style that the cell falls into, or ''."""
        if "firstRow" in self.look and cell.row == 0:
            return "firstRow"
        if "lastRow" in self.look and cell.row + cell.row_span == self.rows:
            return "lastRow"
        if "firstCol" in self.look and cell.column == 0:
            return "firstCol"
        if "lastCol" in self.look and cell.column + cell.column_span == self.columns:
            return "lastCol"
        return ""


def chosen(alternate: Element) -> Element | None:
    """The branch of an `mc:AlternateContent` to read: the first choice, unless only the fallback holds text."""
    branches = [b for b in alternate if b.tag in (MC + "Choice", MC + "Fallback")]
    for branch in branches:
        if next(branch.iter(_T), None) is not None:
            return branch
    return branches[0] if branches else None


def flat(parent: Element) -> Iterator[Element]:
    """The children, those inside content controls and other wrappers included."""
    for child in parent:
        tag = child.tag
        if tag == _SDT:
            for content in child.iterchildren(_CONTENT):
                yield from flat(content)
        elif tag in _WRAPPERS:
            yield from flat(child)
        elif tag == _ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from flat(branch)
        else:
            yield child


def read_table(table: Element) -> Table:
    """The grid of a `w:tbl`."""
    properties = table.find(W + "tblPr")
    style, look, borders = None, frozenset[str](), {}
    if properties is not None:
        for child in properties:
            if child.tag == W + "tblStyle":
                style = child.get(_VAL)
            elif child.tag == W + "tblLook":
                look = _look(child)
            elif child.tag == W + "tblBorders":
                borders = _borders(child)
    cells: list[GridCell] = []
    open_at: dict[int, int] = {}  # column → the cell that a vertical merge continues
    row = width = ruled = dropped = 0
    for tr in flat(table):
        if tr.tag != _TR:
            continue
        before, header, deleted = _row(tr)
        if deleted:
            dropped += 1
            continue
        column, last = before, None
        for tc in flat(tr):
            if tc.tag != _TC:
                continue
            span, vertical, horizontal, own = _cell(tc)
            if horizontal == "continue" and last is not None:
                cells[last] = cells[last]._replace(column_span=column + span - cells[last].column)
                column += span
                continue
            if vertical == "continue" and column in open_at:
                top = open_at[column]
                cells[top] = cells[top]._replace(row_span=row + 1 - cells[top].row)
            else:
                last = len(cells)
                cells.append(GridCell(tc, row, column, 1, span, header))
                if vertical == "restart":
                    open_at[column] = last
                else:
                    open_at.pop(column, None)
            sides = [own.get(side, borders.get(_inner(side), borders.get(side, False))) for side in _SIDES]
            ruled += sum(sides) >= 2
            column += span
        width = max(width, column)
        row += 1
    boxed = ruled * 2 > len(cells)
    layout = bool(cells) and width <= _LAYOUT_COLUMNS and _is_layout(table, row, width, boxed)
    return Table(tuple(cells), row, width, layout, style, look, dropped)


def _is_layout(table: Element, rows: int, columns: int, boxed: bool) -> bool:
    if rows == columns == 1 or (rows <= _LAYOUT_ROWS and not boxed):
        return True
    if rows > _FURNITURE_ROWS:
        return False
    words = " ".join(bare("".join(t.text or "" for t in table.iter(_T))[:4000]).replace("–", "-").split())
    return any(phrase in words for phrase in _PAGE_FURNITURE)


def _inner(side: str) -> str:
    return "insideH" if side in ("top", "bottom") else "insideV"


def _borders(element: Element) -> dict[str, bool]:
    found = {}
    for child in element:
        side = str(child.tag).rpartition("}")[2]
        found[_ALIAS.get(side, side)] = child.get(_VAL) not in (None, "nil", "none")
    return found


def _row(tr: Element) -> tuple[int, bool, bool]:
    before, header, deleted = 0, False, False
    for properties in tr.iterchildren(W + "trPr"):
        for child in properties:
            if child.tag == W + "gridBefore":
                before = _span(child, 0)
            elif child.tag == W + "tblHeader":
                header = truth(child)
            elif child.tag == W + "del":
                deleted = True
    return before, header, deleted


def _cell(tc: Element) -> tuple[int, str | None, str | None, dict[str, bool]]:
    span, vertical, horizontal = 1, None, None
    borders: dict[str, bool] = {}
    for properties in tc.iterchildren(W + "tcPr"):
        for child in properties:
            if child.tag == W + "gridSpan":
                span = _span(child, 1)
            elif child.tag == W + "vMerge":
                vertical = child.get(_VAL, "continue")
            elif child.tag == W + "hMerge":
                horizontal = child.get(_VAL, "continue")
            elif child.tag == W + "tcBorders":
                borders = _borders(child)
    return span, vertical, horizontal, borders


def _span(element: Element, least: int) -> int:
    value = element.get(_VAL, "")
    return max(least, min(int(value), _GRID_LIMIT)) if value.isdecimal() and len(value) < 6 else least


_LOOK_BITS = (
    ("firstRow", "firstRow", 0x20),
    ("lastRow", "lastRow", 0x40),
    ("firstCol", "firstColumn", 0x80),
    ("lastCol", "lastColumn", 0x100),
)


def _look(element: Element) -> frozenset[str]:
    try:
        bits = int(element.get(_VAL, "0"), 16)
    except ValueError:
        bits = 0
    found = set()
    for region, attribute, bit in _LOOK_BITS:
        said = element.get(W + attribute)
        if said in ("1", "true", "on") or (said is None and bits & bit):
            found.add(region)
    return frozenset(found)
