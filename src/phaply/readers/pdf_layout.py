"""From the fragments of pages to paragraphs in reading order: furniture, columns of header and signature, tables, lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from phaply.document import Cell, ParagraphFormat
from phaply.document.running import is_running_line
from phaply.readers.pdf_page import Fragment, Page
from phaply.readers.pdf_tables import Grid, find_grids
from phaply.readers.unwrap import HEADS_LINE, TERMINAL, continues, is_capitals

__all__ = ["Furniture", "LaidOut", "Layout", "lay_out", "lines_of"]

_NATION = re.compile(r"C[ỘO]NG H[ÒO][AÀ] X[ÃA] H[ỘO]I")
_MOTTO = re.compile(r"Đ[ộôo]c [lL][ậâa]p\s*[-–—]")
_DATE = re.compile(r"ngày.{0,12}tháng")
_NUMBER = re.compile(r"S[ốó]\s*:")
_RECIPIENTS = re.compile(r"Nơi nhận")
_PAGE_NUMBER = re.compile(r"[-–—|]{0,2} ?(?:(?:Trang|Page) ?)?(\d{1,4})(?: ?/ ?\d{1,4})? ?[-–—|]{0,2}")
_DIGITS = re.compile(r"\d+")
_RULER = re.compile(r"[-_=*. ─━—–]+")
_LAYOUT = re.compile(
    r"C[ỘO]NG H[ÒO][AÀ] X[ÃA] H[ỘO]I|Đ[ộô]c lập\s*[-–]\s*Tự do|Nơi nhận\s*:|(?:TM|KT|TL|TUQ)\. ?[^\W\d]"
)
_INDENT = 11.0
"""A line begins this many points or more right of the margin: a new paragraph, or an indented one."""
_EDGE = 4.0
_RAGGED = 14.0
"""How far from the right margin a full line may end in justified and in ragged text."""


@dataclass(slots=True)
class LaidOut:
    """A paragraph as lines of words."""

    lines: list[Fragment]
    page: int
    cell: Cell | None = None
    format: ParagraphFormat | None = None


@dataclass(slots=True)
class Furniture:
    """Page numbers and running lines, taken out of the text."""

    numbers: list[tuple[Fragment, int]] = field(default_factory=list)
    running: list[Fragment] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """The document in reading order."""

    paragraphs: list[LaidOut]
    furniture: Furniture
    left: float
    right: float


@dataclass(slots=True)
class _Columns:
    left: list[Fragment]
    right: list[Fragment]

    @property
    def top(self) -> float:
        """The baseline of the highest line."""
        return max(f.y for f in (*self.left, *self.right))


_Item = Fragment | Grid | _Columns


def lay_out(pages: Sequence[Page]) -> Layout:
    """The paragraphs of a document's pages."""
    furniture = _take_furniture(pages)
    items = [(page, _items(page)) for page in pages]
    # Upright and crosswise pages have margins of their own.
    bodies: dict[int, list[Fragment]] = {}
    for page, of_page in items:
        bodies.setdefault(round(page.width), []).extend(i for i in of_page if isinstance(i, Fragment))
    edges = {width: _margins(body, width) for width, body in bodies.items()}
    writer = _Writer()
    for page, of_page in items:
        writer.begin(*edges[round(page.width)], bodies[round(page.width)])
        writer.page(page, of_page)
    writer.flush()
    left, right = edges[round(pages[0].width)] if pages else (0.0, 0.0)
    return Layout(writer.found, furniture, left, right)


# --- furniture ----------------------------------------------------------------------------------------------------------


def _take_furniture(pages: Sequence[Page]) -> Furniture:
    """Take page numbers and running lines out of the pages."""
    found = Furniture()
    shapes: Counter[str] = Counter()
    edges: list[tuple[Page, list[Fragment]]] = []
    for page in pages:
        edge = [f for f in page.fragments if f.y > page.height * 0.9 or f.y < page.height * 0.09]
        edges.append((page, edge))
        shapes.update({f"{_DIGITS.sub('#', f.text)}@{round(f.y / 6)}" for f in edge})
    for page, edge in edges:
        gone: set[int] = set()
        for f in edge:
            text = f.text
            m = _PAGE_NUMBER.fullmatch(text)
            alone = not any(g is not f and abs(g.y - f.y) < 3 and not is_running_line(g.text) for g in edge)
            outermost = all(f.y >= g.y - 2 for g in page.fragments) or all(f.y <= g.y + 2 for g in page.fragments)
            if m and alone and outermost and len(text) <= 14:
                found.numbers.append((f, int(m[1])))
                gone.add(id(f))
            elif is_running_line(text) or (
                len(pages) > 2
                and shapes[f"{_DIGITS.sub('#', text)}@{round(f.y / 6)}"] >= max(3, len(pages) // 2)
                and outermost
            ):
                found.running.append(f)
                gone.add(id(f))
        if gone:
            page.fragments = [f for f in page.fragments if id(f) not in gone]
    return found


# --- items of a page ------------------------------------------------------------------------------------------------------


def _items(page: Page) -> list[_Item]:
    """A page's lines, tables and columns from the top down."""
    page.fragments = [part for f in page.fragments if not _RULER.fullmatch(f.text) for part in _parted(f)]
    grids = find_grids(page)
    rest = [f for f in page.fragments if not any(g.contains(f) for g in grids)]
    columns = []
    for find in (_header_columns, _signature_columns):
        zone = find(page, rest)
        if zone is not None:
            taken = {id(f) for f in (*zone.left, *zone.right)}
            rest = [f for f in rest if id(f) not in taken]
            columns.append(zone)
    items: list[tuple[float, _Item]] = [(g.ys[0], g) for g in grids]
    items += [(c.top, _Columns(lines_of(c.left), lines_of(c.right))) for c in columns]
    items += [(line.y, line) for line in lines_of(rest)]
    items.sort(key=lambda item: -item[0])
    return [item for _, item in items]


def _part(f: Fragment, start: int, end: int) -> Fragment:
    words = f.words[start:end]
    return Fragment(words, words[0].x0, words[-1].x1, f.y, f.size, f.page)


def _right_part(f: Fragment, middle: float, split: float) -> int:
    """The word at which the right column begins in a line whose columns stand close together, 0 if there is none."""
    for n in range(1, len(f.words)):
        gap = f.words[n].x0 - f.words[n - 1].x1
        if f.words[n].x0 > middle and gap > 0.8 * f.size and f.words[n].x0 > split - 40:
            return n
    return 0


def _parted(f: Fragment) -> list[Fragment]:
    """A line that runs from the agency's name into the national name or motto, cut between them."""
    m = _NATION.search(f.text) or _MOTTO.search(f.text)
    if m is None or m.start() == 0:
        return [f]
    at = f.text.count(" ", 0, m.start())
    return [_part(f, 0, at), _part(f, at, len(f.words))]


def lines_of(fragments: list[Fragment]) -> list[Fragment]:
    """Fragments of one baseline put together, from the top down."""
    order = sorted(fragments, key=lambda f: -f.y)
    found: list[list[Fragment]] = []
    for f in order:
        if found and abs(found[-1][0].y - f.y) <= 0.35 * max(f.size, found[-1][0].size):
            found[-1].append(f)
        else:
            found.append([f])
    lines = []
    for group in found:
        if len(group) == 1:
            lines.append(group[0])
            continue
        group.sort(key=lambda f: f.x0)
        widest = max(group, key=lambda f: f.x1 - f.x0)
        words = [w for f in group for w in f.words]
        if any(b.x0 < a.x1 for a, b in pairwise(group)):
            words.sort(key=lambda w: w.x0)  # a day or a number stamped into the gap of a line
        lines.append(Fragment(words, group[0].x0, max(f.x1 for f in group), widest.y, widest.size, widest.page))
    return lines


def _header_columns(page: Page, fragments: list[Fragment]) -> _Columns | None:
    """The agency at the left, the national name and motto at the right."""
    nation = next((f for f in fragments if _NATION.search(f.text)), None)
    motto = next((f for f in fragments if _MOTTO.search(f.text)), None)
    anchor = nation or motto
    if anchor is None or anchor.x0 < page.width * 0.3:
        return None
    top = anchor.y + 3 * anchor.size
    bottom = min(f.y for f in (nation, motto) if f is not None)
    limit = bottom - 9 * anchor.size
    near = [f for f in fragments if limit <= f.y <= top]
    for f in near:
        if (_NUMBER.match(f.text) and f.x1 < anchor.x0 + 20) or (
            _DATE.search(f.text) and f.x0 > page.width * 0.3 and f.y < bottom
        ):
            bottom = min(bottom, f.y)
    if bottom == min(f.y for f in (nation, motto) if f is not None):
        bottom -= anchor.size * 0.5
    zone = [f for f in near if f.y >= bottom - 2]
    left = [f for f in zone if (f.x0 + f.x1) / 2 < anchor.x0]
    right = [f for f in zone if (f.x0 + f.x1) / 2 >= anchor.x0]
    if not left:
        return None
    return _Columns(left, right)


def _signature_columns(page: Page, fragments: list[Fragment]) -> _Columns | None:
    """The recipients at the left, the signature at the right."""
    anchor = next((f for f in fragments if _RECIPIENTS.match(f.text) and f.x1 < page.width * 0.55), None)
    if anchor is None:
        return None
    below = [f for f in fragments if f.y <= anchor.y + 1.5 * anchor.size]
    right = [f for f in below if f.x0 > max(anchor.x0 + 90, page.width * 0.38)]
    if not right:
        return None
    split = min(f.x0 for f in right)
    below, parts = [], below
    for f in parts:
        at = _right_part(f, page.width * 0.45, split) if f.x0 < split - 20 else 0
        if at:
            below.append(_part(f, 0, at))
            right.append(_part(f, at, len(f.words)))
        else:
            below.append(f)
    left: list[Fragment] = []
    for f in sorted([f for f in below if f.x0 <= max(anchor.x0 + 90, page.width * 0.38)], key=lambda f: -f.y):
        if f.x1 > split + 60 or (left and left[-1].y - f.y > 6 * f.size):
            right = [r for r in right if r.y > f.y]  # the text goes on below, over the whole width
            break
        left.append(f)
    return _Columns(left, right) if left and right else None


# --- paragraphs -----------------------------------------------------------------------------------------------------------


def _margins(lines: list[Fragment], width: float) -> tuple[float, float]:
    """The left and right edges of the body text."""
    lines = [f for f in lines if f.x1 < width]  # some pages write beyond their edge
    wide = [f for f in lines if len(f.words) >= 6] or lines
    if not wide:
        return 0.0, 0.0
    starts = Counter(round(f.x0) for f in wide)
    ends = sorted(f.x1 for f in wide)
    # The leftmost of the frequent starts; indented first lines are as frequent as full ones in a list.
    left = min((x for x, n in starts.items() if n >= 0.12 * len(wide)), default=min(starts))
    return float(left), ends[min(len(ends) - 1, int(len(ends) * 0.9))]


class _Writer:
    """Joins lines to paragraphs, page after page."""

    def __init__(self) -> None:
        self.left = self.right = 0.0
        self.edge = _EDGE
        self.indented = False
        self.found: list[LaidOut] = []
        self.open: list[Fragment] = []
        self.tables = 0
        self.last_grid: tuple[Grid, int, int, list[str]] | None = None  # with its table number, rows so far, heading
        self.cells: dict[tuple[int, int, int], LaidOut] = {}  # the last paragraph of a table's cells

    def begin(self, left: float, right: float, body: list[Fragment]) -> None:
        """Take the margins of the next page's kind."""
        self.left, self.right = left, right
        inside = [f for f in body if len(f.words) >= 4]
        even = sum(1 for f in inside if abs(f.x1 - right) < _EDGE)
        self.edge = _EDGE if even >= 0.3 * len(inside) else _RAGGED
        indented = sum(1 for f in inside if f.x0 - left >= _INDENT)
        # Where first lines are indented, a full line above and no indent below is one paragraph, whatever the signs.
        self.indented = len(inside) > 5 and 0.1 * len(inside) <= indented <= 0.75 * len(inside)

    def page(self, page: Page, items: list[_Item]) -> None:
        """Read one page's items."""
        for n, item in enumerate(items):
            if isinstance(item, Fragment):
                if self.open and not self._continues(self.open[-1], item):
                    self.flush()
                self.open.append(item)
                self.last_grid = None
                continue
            self.flush()
            if isinstance(item, Grid):
                self._grid(item, first=n == 0)
            else:
                self._columns(item, page.number)
                self.last_grid = None

    def flush(self) -> None:
        """End the paragraph that is open."""
        if self.open:
            self.found.append(LaidOut(self.open, self.open[0].page, format=self._format(self.open)))
            self.open = []

    def _centred(self, f: Fragment) -> bool:
        inset = f.x0 - self.left
        return (
            abs((f.x0 + f.x1) / 2 - (self.left + self.right) / 2) < 7
            and inset > 14
            and not (inset < 60 and HEADS_LINE.match(f.text))
        )

    def _full(self, line: Fragment, after: Fragment, right: float | None = None) -> bool:
        """Whether the next line's first word had no room left; `right` is that of a cell, if the lines stand in one."""
        word = after.words[0]
        end = line.x1 + 0.25 * line.size + (word.x1 - word.x0)
        return end > (self.right - self.edge if right is None else right)

    def _continues(self, line: Fragment, after: Fragment) -> bool:
        before_text, after_text = line.text, after.text
        same_page = line.page == after.page
        gap = line.y - after.y if same_page else line.size
        if gap > 2.6 * line.size and not after_text[0].islower():
            return False
        if abs(line.size - after.size) > 1.6:
            return False
        if is_capitals(before_text) and is_capitals(after_text) and self._full(line, after):
            # A heading in capitals that fills its line goes on, unless the next is a heading by itself.
            return (
                self._centred(line)
                and self._centred(after)
                and not HEADS_LINE.match(after_text)
                and gap < 2 * line.size
            )
        if self._centred(line) and self._centred(after) and not self._full(line, after):
            if continues(before_text, after_text):
                return True
            small = not is_capitals(before_text) and not is_capitals(after_text)
            return (
                small and gap < 1.9 * line.size and after_text[0] not in "(-" and before_text[-1] not in TERMINAL + ")"
            )
        if (
            _bold(line) is not _bold(after)
            and not after_text[0].islower()
            and _bold(line) is not None
            and _bold(after) is not None
        ):
            return False  # a heading over its text
        full = self._full(line, after)
        indent = after.x0 - self.left
        if before_text[-1] in TERMINAL and HEADS_LINE.match(after_text):
            return False
        if full and self.indented and abs(indent) < _INDENT:
            return before_text[-1] == "-" or (
                not is_capitals(after_text) and not (is_capitals(before_text) and not after_text[0].islower())
            )
        if full and indent >= _INDENT and abs(after.x0 - line.x0) > 3 and not after_text[0].islower():
            return False
        return continues(before_text, after_text, full=full, loose=True)

    def _format(self, lines: list[Fragment]) -> ParagraphFormat:
        first = lines[0]
        if all(self._centred(f) for f in lines):
            return ParagraphFormat(align="center")
        body = lines[:-1]
        align = "justify" if len(body) >= 2 and all(abs(f.x1 - self.right) < _EDGE for f in body) else None
        rest = [f.x0 for f in lines[1:]]
        base = min(rest) if rest else self.left
        leading = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page]
        exact = round(sorted(leading)[len(leading) // 2], 1) if leading else None
        return ParagraphFormat(
            align=align,  # type: ignore[arg-type]
            indent_first=round(first.x0 - base, 1),
            indent_left=round(base - self.left, 1),
            line_exact=exact,
        )

    # --- tables and columns ---

    def _columns(self, columns: _Columns, page: int) -> None:
        for column, lines in enumerate((columns.left, columns.right)):
            edge = max(f.x1 for f in lines) if lines else 0.0
            for group in self._joined(lines, edge, layout=True):
                self.found.append(LaidOut(group, page, Cell(self.tables, 0, column, layout=True)))
        self.tables += 1

    def _joined(self, lines: list[Fragment], right: float, *, layout: bool = False) -> Iterator[list[Fragment]]:
        """The paragraphs of a cell."""
        group: list[Fragment] = []
        for line in lines:
            if group:
                before, after = group[-1].text, line.text
                full = self._full(group[-1], line, right)
                far = group[-1].y - line.y > 2.2 * line.size and group[-1].page == line.page
                if layout:
                    joined = continues(before, after, full=False)
                else:
                    joined = (full or after[0].islower()) and not (HEADS_LINE.match(after) and before[-1] in TERMINAL)
                if not joined or far:
                    yield group
                    group = []
            group.append(line)
        if group:
            yield group

    def _grid(self, grid: Grid, first: bool) -> None:
        texts = {(c.row, c.column): " ".join(f.text for f in c.fragments) for c in grid.cells if c.fragments}
        layout = len(grid.xs) <= 4 and any(_LAYOUT.search(t) for t in texts.values())
        heading = [texts.get((0, c), "") for c in range(len(grid.xs) - 1)]
        base, number, skip = 0, self.tables, 0
        last = self.last_grid
        if first and last is not None and _same_columns(last[0], grid) and not layout:
            number, base = last[1], last[2]
            heading_before = last[3]
            if heading == heading_before and any(heading):
                skip = 1
                base -= 1
            heading = heading_before
            label = next((c for c in grid.cells if c.row == skip and c.column == 0), None)
            if label is not None and not label.fragments and len(grid.xs) > 2:
                base -= 1  # the row above goes on here
        else:
            self.tables += 1
        for cell in grid.cells:
            if not cell.fragments or cell.row < skip:
                continue
            place = None
            if len(grid.xs) > 2:
                place = Cell(number, cell.row + base, cell.column, cell.row_span, cell.column_span, layout)
            right = grid.xs[cell.column + cell.column_span] - 3
            for group in self._joined(lines_of(cell.fragments), right, layout=layout):
                before = self.cells.get((number, cell.row + base, cell.column)) if place else None
                if before is not None and continues(
                    before.lines[-1].text, group[0].text, full=self._full(before.lines[-1], group[0], right), loose=True
                ):
                    before.lines.extend(group)  # a cell that a page's end cut
                    continue
                laid = LaidOut(group, group[0].page, place)
                self.found.append(laid)
                if place and not layout:
                    self.cells[number, place.row, place.column] = laid
        self.last_grid = None if layout else (grid, number, base + len(grid.ys) - 1, heading)


def _bold(line: Fragment) -> bool | None:
    """Whether a line is bold from end to end; None if only in part."""
    first = bool(line.words[0].look.bold)
    return first if all(bool(w.look.bold) is first for w in line.words) else None


def _same_columns(a: Grid, b: Grid) -> bool:
    return len(a.xs) == len(b.xs) and all(abs(x - y) < 6 for x, y in zip(a.xs, b.xs, strict=True))
