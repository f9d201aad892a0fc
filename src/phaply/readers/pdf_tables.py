"""Tables on a PDF page, from their ruling lines: a grid of cells, merged where a line between two is missing."""

from bisect import bisect_right
from dataclasses import dataclass, field

from phaply.readers.pdf_page import Fragment, Page, Rule, Word

__all__ = ["Grid", "GridCell", "find_grids"]

_NEAR = 3.0
"""Lines nearer than this, in points, are one."""
_OPEN = 8.0
"""Upright lines that go on so far beyond the last line across hold a row that has no line at its end."""
_MAX_RULES = 6_000
_MAX_LINES = 400


@dataclass(slots=True)
class GridCell:
    """A cell and what stands in it, line by line."""

    row: int
    column: int
    row_span: int
    column_span: int
    fragments: list[Fragment] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table on one page; `ys` run from the top down."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    page: int

    def contains(self, fragment: Fragment) -> bool:
        """Whether a fragment's middle is inside."""
        x, y = (fragment.x0 + fragment.x1) / 2, fragment.y + fragment.size * 0.3
        return self.xs[0] - _NEAR <= x <= self.xs[-1] + _NEAR and self.ys[-1] - _NEAR <= y <= self.ys[0] + _NEAR


def find_grids(page: Page) -> list[Grid]:
    """The ruled tables of a page from the top down, filled with its fragments."""
    if not 4 <= len(page.rules) <= _MAX_RULES:
        return []
    grids = []
    for group in _groups(page.rules):
        upright = [r for r in group if r.x0 == r.x1]
        level = [r for r in group if r.x0 != r.x1]
        xs = _merged([r.x0 for r in upright])
        ys = _open_ends(_merged([r.y0 for r in level])[::-1], upright)
        if 2 <= len(xs) <= _MAX_LINES and 2 <= len(ys) <= _MAX_LINES and (len(xs) > 2 or len(ys) > 2):
            grids.append(Grid(xs, ys, _cells(xs, ys, upright, level), page.number))
    grids.sort(key=lambda g: -g.ys[0])
    for grid in grids:
        _fill(grid, page)
    return [g for g in grids if sum(1 for c in g.cells if c.fragments) > 1]


def _merged(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _open_ends(ys: list[float], upright: list[Rule]) -> list[float]:
    """The levels of a table, with its ends where a page cut a row: upright lines go on there without a line across."""
    if not ys:
        return ys
    tops = sorted((r.y1 for r in upright), reverse=True)
    bottoms = sorted(r.y0 for r in upright)
    if len(tops) > 1 and tops[1] - ys[0] > _OPEN:
        ys = [tops[1], *ys]
    if len(bottoms) > 1 and ys[-1] - bottoms[1] > _OPEN:
        ys = [*ys, bottoms[1]]
    return ys


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that touch, directly or through others: a sweep from the top, joining what overlaps."""
    # Boxes grown by the tolerance; union by sweeping over y.
    order = sorted(range(len(rules)), key=lambda i: -rules[i].y1)
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    open_: list[int] = []
    for i in order:
        rule = rules[i]
        open_ = [j for j in open_ if rules[j].y0 - _NEAR <= rule.y1][-_MAX_LINES:]
        for j in open_:
            other = rules[j]
            if other.x0 - _NEAR <= rule.x1 and rule.x0 - _NEAR <= other.x1:
                parent[root(i)] = root(j)
        open_.append(i)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(root(i), []).append(rule)
    return [g for g in groups.values() if len(g) >= 4]


def _cells(xs: list[float], ys: list[float], upright: list[Rule], level: list[Rule]) -> list[GridCell]:
    rows, columns = len(ys) - 1, len(xs) - 1
    # walls[r][c]: a line stands at the left of cell (r, c); floors[r][c]: one stands above it.
    walls = [[False] * (columns + 1) for _ in range(rows)]
    floors = [[False] * columns for _ in range(rows + 1)]
    down = [-y for y in ys]
    for rule in upright:
        c = _nearest(xs, rule.x0)
        for r in range(max(0, bisect_right(down, -rule.y1 - _NEAR) - 1), rows):
            middle = (ys[r] + ys[r + 1]) / 2
            if middle < rule.y0 - _NEAR:
                break
            if middle <= rule.y1 + _NEAR:
                walls[r][c] = True
    for rule in level:
        r = _nearest(down, -rule.y0)
        for c in range(max(0, bisect_right(xs, rule.x0 - _NEAR) - 1), columns):
            middle = (xs[c] + xs[c + 1]) / 2
            if middle > rule.x1 + _NEAR:
                break
            if middle >= rule.x0 - _NEAR:
                floors[r][c] = True
    taken = [[False] * columns for _ in range(rows)]
    cells = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            wide = 1
            while c + wide < columns and not walls[r][c + wide] and not taken[r][c + wide]:
                wide += 1
            high = 1
            while r + high < rows and not any(floors[r + high][c + k] for k in range(wide)):
                if any(taken[r + high][c + k] for k in range(wide)):
                    break
                high += 1
            for i in range(r, r + high):
                for k in range(c, c + wide):
                    taken[i][k] = True
            cells.append(GridCell(r, c, high, wide))
    return cells


def _nearest(values: list[float], value: float) -> int:
    at = bisect_right(values, value)
    if at == 0:
        return 0
    if at == len(values) or value - values[at - 1] <= values[at] - value:
        return at - 1
    return at


def _fill(grid: Grid, page: Page) -> None:
    at = {}
    for cell in grid.cells:
        for r in range(cell.row, cell.row + cell.row_span):
            for c in range(cell.column, cell.column + cell.column_span):
                at[r, c] = cell
    down = [-y for y in grid.ys]
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    for fragment in page.fragments:
        if not grid.contains(fragment):
            continue
        r = min(rows - 1, max(0, bisect_right(down, -(fragment.y + fragment.size * 0.3)) - 1))
        # A line of a narrow table may run over several cells: word by word.
        parts: list[tuple[GridCell, list[Word]]] = []
        for word in fragment.words:
            c = min(columns - 1, max(0, bisect_right(grid.xs, (word.x0 + word.x1) / 2) - 1))
            cell = at[r, c]
            if parts and parts[-1][0] is cell:
                parts[-1][1].append(word)
            else:
                parts.append((cell, [word]))
        for cell, words in parts:
            cell.fragments.append(Fragment(words, words[0].x0, words[-1].x1, fragment.y, fragment.size, fragment.page))
