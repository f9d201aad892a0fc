"""Tables in plain text: Markdown, ASCII art with wrapped cells, and cells that end in a bar.

Three converters, three forms:

- *Markdown*: `| a | b |` with a ruler `|---|---|` under the first line; one line a row.
- *Art*: every line of a row starts and ends with a bar, all lines are equally long, a cell goes on in the lines below, and
  merged cells lack the bar between them. Rows are not parted, so a row is told by which cells go on and which begin.
- *Cell ends*: each cell ends in a line break, a space and a bar; rows are not parted either (`cell_rows`).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from phaply.language.edits import Span
from phaply.readers.art_rows import row_heads, wrapped
from phaply.readers.cell_rows import place_cells
from phaply.readers.unwrap import HEADS_LINE, continues

__all__ = ["WRAPPED_EXAMPLES", "Paragraph", "TextCell", "TextTable", "cell_goes_on", "find_tables"]


@dataclass(slots=True)
class Paragraph:
    """Pieces of the text that make one paragraph, to be joined by one space."""

    pieces: list[Span]
    torn: bool = False
    """A blank line stood inside."""


@dataclass(slots=True)
class TextCell:
    """One cell with its paragraphs; empty cells are left out."""

    row: int
    column: int
    column_span: int
    paragraphs: list[Paragraph]


@dataclass(slots=True)
class TextTable:
    """A table that stands in lines `first` … `last` - 1 of the text."""

    first: int
    last: int
    layout: bool
    cells: list[TextCell] = field(default_factory=list)
    guessed: bool = False
    row_a_line: bool = False


_RULER = re.compile(r"[ |+:\-=_—–]+")
_MARKDOWN_RULER = re.compile(r"\|?(?: *:?-{1,200}:? *\|)*(?: *:?-{1,200}:? *)?")
_LAYOUT = re.compile(
    r"C[ỘO]NG H[ÒO][ÀA]? X[ÃA] H[ỘO]I|CỘNG HOÀ XÃ HỘI|Độc lập ?[-–] ?Tự do|Nơi nhận ?:|TM\. ?[^\W\d]|KT\. ?[^\W\d]|TL\. ?[^\W\d]|TUQ\. ?[^\W\d]",
)
_SLACK = 4
"""Lines of one piece of art differ by a character or two where cells are merged."""
_MAX_LAYOUT_BARS = 16
"""A header or a signature has so many lines with bars at most."""
_MAX_CELL_LINES = 60
"""A cell that ends in a bar and is longer than this is none: the table has ended."""


def find_tables(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[TextTable]:
    """The tables of a text whose lines are `text[starts[i]:ends[i]]`, trimmed, in order."""
    if "|" not in text:
        return []
    found: list[TextTable] = []
    i, floor, count = 0, 0, len(starts)
    while i < count:
        a, b = starts[i], ends[i]
        if a == b or text.find("|", a, b) < 0:
            i += 1
            continue
        table = (
            _markdown(text, starts, ends, i) or _art(text, starts, ends, i) or _cell_ends(text, starts, ends, i, floor)
        )
        if table is None or table.last <= i:
            i += 1
            continue
        found.append(table)
        i = floor = table.last
    return found


# --- Markdown ---------------------------------------------------------------------------------------------------------


def _markdown(text: str, starts: Sequence[int], ends: Sequence[int], i: int) -> TextTable | None:
    """A Markdown table whose header is line `i`: with a ruler below, or at least two lines fenced by bars."""
    count = len(starts)
    ruled = i + 1 < count and _is_ruler(text[starts[i + 1] : ends[i + 1]])
    last = i
    if ruled:
        while last < count and starts[last] < ends[last] and text.find("|", starts[last], ends[last]) >= 0:
            last += 1
    else:
        while last < count and ends[last] - starts[last] > 1 and text[starts[last]] == text[ends[last] - 1] == "|":
            last += 1
        if last - i < 2 or _is_art(text, starts, ends, i):
            return None
        if not any(text.count("|", starts[n], ends[n]) > 2 for n in range(i, last)):
            return None
    table = TextTable(i, last, _LAYOUT.search(text, starts[i], ends[last - 1]) is not None, row_a_line=True)
    row = 0
    above: dict[int, TextCell] = {}
    for n in range(i, last):
        a, b = starts[n], ends[n]
        if _RULER.fullmatch(text, a, b):
            continue
        if text[a] == "|":
            a += 1
        if b > a and text[b - 1] == "|" and text[b - 2] != "\\":
            b -= 1
        column = 0
        cells: dict[int, TextCell] = {}
        while a <= b:
            bar = text.find("|", a, b)
            while bar > 0 and text[bar - 1] == "\\":
                bar = text.find("|", bar + 1, b)
            stop = b if bar < 0 else bar
            pieces = _breaks(text, a, stop)
            if pieces:
                cells[column] = TextCell(row, column, 1, [Paragraph([p]) for p in pieces])
            column += 1
            a = stop + 1
        if row > 1 and not table.layout and _continues_row(text, above, cells):
            for at, cell in cells.items():
                above[at].paragraphs[-1].pieces += cell.paragraphs[0].pieces
                above[at].paragraphs += cell.paragraphs[1:]
            continue
        table.cells += cells.values()
        above = cells
        row += 1
    return table


_OPEN_WORDS = frozenset(
    word
    for words in (
        "và của các với tại về cho theo do ở từ đến trước sau hết ngày tháng năm quý số điều khoản",
        "ubnd hđnd sở phòng ban hội trường trạm công chức ủy nhân phường xã huyện tỉnh",
    )
    for word in words.split()
)
"""A cell that ends in one of these is not finished."""
_BEGINS_ITEM = re.compile(r"(?:[a-zđ]|[ivx]{1,4}|\d{1,2})[.)/] ?[^\d]|[-–+•*]")


def _continues_row(text: str, above: dict[int, TextCell], cells: dict[int, TextCell]) -> bool:
    """Whether a row without a number only goes on with the cells above it: each of its cells continues one that is not finished.

    A task of its own under a number that was merged down begins with a capital, a dash or a label.
    """
    if not cells or 0 in cells or 0 not in above or not cells.keys() <= above.keys():
        return False
    return all(
        cell_goes_on(
            text, above[at].paragraphs[0].pieces[0], above[at].paragraphs[-1].pieces[-1], cell.paragraphs[0].pieces[0]
        )
        for at, cell in cells.items()
    )


def cell_goes_on(text: str, begun: Span, above: Span, below: Span) -> bool:
    """Whether the words at `below` go on with the cell that began at `begun` and whose last line is `above`."""
    (a, b), (start, end) = above, below
    words = text[a:b].lower().split()
    open_end = text[b - 1] in "-–,/(&" or words[-1] in _OPEN_WORDS
    first = text[start]
    if (
        first in "-–"
        and text[start + 1 : start + 2] == " "
        and text[a].isupper()
        and text[start + 2 : start + 3].islower()
    ):
        return True  # Văn phòng / - thống kê
    if _BEGINS_ITEM.match(text, start, end) or text[b - 1] in ".;" or not (first.isalnum() or first in '(“"'):
        return False
    if first.islower():
        return open_end or not text[begun[0]].islower()
    return open_end or first == "("


WRAPPED_EXAMPLES: tuple[tuple[str, str, bool], ...] = (
    ("Rà soát, lập danh mục hồ sơ", "năm 2023 của các bộ phận", True),
    ("Công chức Văn phòng -", "thống kê", True),
    ("Trước ngày", "20/6/2023", True),
    ("Công chức Văn phòng", "- thống kê", True),
    ("Ủy ban nhân dân các", "Phường", True),
    ("Kiểm tra hồ sơ", "(qua phần mềm)", True),
    ("Rà soát hồ sơ", "Lập danh mục hồ sơ", False),
    ("- Rà soát hồ sơ", "- lập danh mục hồ sơ", False),
    ("Rà soát hồ sơ", "- Lập danh mục hồ sơ", False),
    ("Rà soát hồ sơ", "b) lập danh mục hồ sơ", False),
    ("Rà soát hồ sơ.", "lập danh mục hồ sơ", False),
    ("rà soát hồ sơ", "lập danh mục hồ sơ", False),
    ("20/6/2023", "30/9/2023", False),
    ("Sở Nội vụ", "Sở Tư pháp", False),
)
"""A cell, the cell below it in a row without a number, and whether that goes on with it."""


def _is_ruler(line: str) -> bool:
    return "-" in line and "|" in line and _MARKDOWN_RULER.fullmatch(line) is not None


_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


def _breaks(text: str, start: int, end: int) -> list[Span]:
    """The trimmed, non-empty lines of a Markdown cell, parted by `<br>`."""
    found = []
    if text.find("<", start, end) >= 0:
        for m in _BREAK.finditer(text, start, end):
            found.append(_trim(text, start, m.start()))
            start = m.end()
    found.append(_trim(text, start, end))
    return [(a, b) for a, b in found if a < b]


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


# --- Art --------------------------------------------------------------------------------------------------------------


def _art(text: str, starts: Sequence[int], ends: Sequence[int], i: int) -> TextTable | None:
    """An ASCII-art table that begins at line `i`."""
    if not _is_art(text, starts, ends, i):
        return None
    width = ends[i] - starts[i]
    last = i
    while (
        last < len(starts)
        and _is_fenced(text, starts[last], ends[last])
        and abs(ends[last] - starts[last] - width) <= _SLACK
    ):
        last += 1
    lines = [text[starts[n] : ends[n]] for n in range(i, last)]
    bars = [tuple(at for at, c in enumerate(line) if c == "|") for line in lines]
    ruled = [
        _RULER.fullmatch(line) is not None and ("-" in line or "=" in line) and line.count(" ") < 3 for line in lines
    ]
    grid = _grid({at for n, line in enumerate(bars) if not ruled[n] for at in line})
    layout = any(_LAYOUT.search(line) for line in lines)
    table = TextTable(i, last, layout)
    row, n = 0, 0
    while n < len(lines):
        if ruled[n]:
            n += 1
            continue
        stop = n + 1
        while (
            stop < len(lines) and _same_bars(bars[stop], bars[n]) and not ruled[stop] and lines[stop] != lines[0]
        ):  # the headings again, on the next page, begin anew
            stop += 1
        separated = sum(ruled) > 1  # a line between all rows
        columns = [
            [_trim(text, starts[i + m] + bars[m][c] + 1, starts[i + m] + bars[m][c + 1]) for m in range(n, stop)]
            for c in range(len(bars[n]) - 1)
        ]
        widths = [right - left - 1 for left, right in zip(bars[n], bars[n][1:], strict=False)]
        lefts = [[starts[i + m] + bars[m][c] + 1 for m in range(n, stop)] for c in range(len(bars[n]) - 1)]
        heads = [0] if layout or separated else row_heads(text, columns, lefts, widths)
        for h, head in enumerate(heads):
            foot = heads[h + 1] if h + 1 < len(heads) else stop - n
            filled = False
            for c, column in enumerate(columns):
                paragraphs = _cell_paragraphs(text, column[head:foot], lefts[c][head:foot], widths[c], layout)
                if paragraphs:
                    filled = True
                    at = grid[bars[n][c]]
                    table.cells.append(TextCell(row, at, max(1, grid[bars[n][c + 1]] - at), paragraphs))
            row += filled
        n = stop
    return table


def _is_fenced(text: str, start: int, end: int) -> bool:
    return end - start > 3 and text[start] in "|+" and text[end - 1] in "|+"


def _is_art(text: str, starts: Sequence[int], ends: Sequence[int], i: int) -> bool:
    """Whether line `i` and those below are fenced and equally long, with bars in the same places (a merged row may lack some)."""
    width = ends[i] - starts[i]
    if width < 12 or not _is_fenced(text, starts[i], ends[i]):
        return False
    here = [at for at in range(width) if text[starts[i] + at] in "|+"]
    for n in range(i + 1, min(i + 4, len(starts))):
        long = ends[n] - starts[n]
        if not _is_fenced(text, starts[n], ends[n]) or abs(long - width) > _SLACK:
            return False
        below = [at for at in range(long) if text[starts[n] + at] in "|+"]
        fewer, more = sorted((here[1:-1], below[1:-1]), key=len)
        if fewer or n + 1 == len(starts) or not _is_fenced(text, starts[n + 1], ends[n + 1]):
            return all(any(abs(at - other) <= 1 for other in more) for at in fewer[:40])
        # One merged cell tells nothing of the bars: the next line does.
    return False


def _same_bars(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two lines have the same columns; a bar may stand a place or two off, where a converter miscounted letters."""
    return one == other or (len(one) == len(other) and all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True)))


def _grid(bars: set[int]) -> dict[int, int]:
    """The grid column that begins at each bar; bars a place or two apart are one."""
    found: dict[int, int] = {}
    column, last = -1, -9
    for at in sorted(bars):
        if at - last > 2:
            column += 1
        found[at] = column
        last = at
    return found


def _cell_paragraphs(text: str, lines: list[Span], lefts: list[int], width: int, layout: bool) -> list[Paragraph]:
    """The paragraphs of a cell: wrapped lines joined."""
    found: list[Paragraph] = []
    previous: Span | None = None
    used = 0
    for span, left in zip(lines, lefts, strict=True):
        if span[0] == span[1] or _RULER.fullmatch(text, *span):
            previous = previous if not layout else None
            continue
        joined = False
        if previous is not None and found:
            before, after = text[slice(*previous)], text[slice(*span)]
            full = wrapped(text, used, span, width)
            joined = (
                continues(before, after, full=full)
                if layout
                else (full or after[0].islower()) and not (before[-1] in ";:" and HEADS_LINE.match(after))
            )
        if joined:
            found[-1].pieces.append(span)
        else:
            found.append(Paragraph([span]))
        previous = span
        used = span[1] - left
    return found


# --- Cells that end in a bar ------------------------------------------------------------------------------------------


def _cell_ends(text: str, starts: Sequence[int], ends: Sequence[int], i: int, floor: int) -> TextTable | None:
    """A run of cells each of which ends in a bar, whose first bar is in line `i`; lines above `floor` are another table's."""
    if text[starts[i]] != "|" and text[ends[i] - 1] != "|" and not _LAYOUT.search(text, starts[i], ends[i]):
        return None
    if text[starts[i]] == "|" and text.count("|", starts[i], ends[i]) > 1:
        return None
    data = _runs_of_cells(text, starts, ends, i)
    if not data and not _LAYOUT.search(text, starts[max(floor, i - 12)], ends[min(len(starts) - 1, i + 12)]):
        return None  # strokes that recognition read as bars
    # The lines before the first bar belong to the first cell, back to a blank line.
    first = i
    while first > floor and starts[first - 1] < ends[first - 1] and i - first < _MAX_CELL_LINES:
        first -= 1
    if (
        text[starts[i]] == "|"
        and i > floor + 1
        and first == i
        and starts[i - 1] == ends[i - 1]
        and starts[i - 2] < ends[i - 2]
    ):
        first = i - 2
        while first > floor and starts[first - 1] < ends[first - 1] and i - first < _MAX_CELL_LINES:
            first -= 1
    cells: list[list[Span]] = [[(starts[n], ends[n]) for n in range(first, i) if starts[n] < ends[n]]]
    n, quiet, count = i, 0, len(starts)
    last_bar = i
    closed = after_bar = 0
    lines_of_bars = 0
    while n < count and quiet < _MAX_CELL_LINES and (data or lines_of_bars < _MAX_LAYOUT_BARS):
        a, b = starts[n], ends[n]
        if a < b and text.find("|", a, b) >= 0:
            quiet = 0
            last_bar = n
            lines_of_bars += 1
            while True:
                bar = text.find("|", a, b)
                stop = b if bar < 0 else bar
                span = _trim(text, a, stop)
                if span[0] < span[1]:
                    cells[-1].append(span)
                if bar < 0:
                    after_bar = len(cells[-1])
                    break
                cells.append([])
                closed = len(cells) - 1
                a = bar + 1
        elif a < b and not cells[-1] and n == last_bar + 1:
            break  # text below an empty cell that was closed: the table is over
        elif a < b:
            cells[-1].append((a, b))
            quiet += 1
        elif not cells[-1] and n + 1 < count and text.find("|", starts[n + 1], ends[n + 1]) < 0:
            break
        else:
            quiet += 1
        n += 1
    # What follows the last bar in its own line is a cell still; what stands below it is not.
    tail = cells[closed][:after_bar]
    cells = cells[:closed] + ([tail] if tail else [])
    if not cells:
        return None
    last = last_bar + 1
    sample = " ".join(text[a:b] for cell in cells[:12] for a, b in cell[:8])
    layout = _LAYOUT.search(sample) is not None
    if not layout and not data:
        return None
    if not layout and cells[0]:
        # Of the lines above a data table only the last is its first cell.
        keep = 1
        while (
            keep < len(cells[0])
            and text[slice(*cells[0][-keep])].isupper()
            and len(text[slice(*cells[0][-keep - 1])]) <= 6
        ):
            keep += 1
        first = bisect_left(starts, cells[0][-keep][0])
        cells[0] = cells[0][-keep:]
    if layout:
        width = _layout_columns(cells)
        places = [(k // width, k % width, 1) for k in range(len(cells))]
    else:
        places = place_cells([" ".join(text[a:b] for a, b in cell[:3]) for cell in cells])
    table = TextTable(first, last, layout)
    for cell, place in zip(cells, places, strict=True):
        paragraphs = _joined(text, cell)
        if paragraphs:
            table.cells.append(TextCell(*place, paragraphs))
    return table


def _runs_of_cells(text: str, starts: Sequence[int], ends: Sequence[int], i: int) -> bool:
    """Whether the lines from `i` on look like cells that end in a bar: at least four of them, most beginning with it."""
    seen = beginning = 0
    n = i
    while n < len(starts) and seen < 12 and n < i + 12 * (seen + 1):
        a, b = starts[n], ends[n]
        if a < b and text.find("|", a, b) >= 0:
            seen += 1
            beginning += text[a] == "|"
        n += 1
    return seen >= 4 and beginning >= 0.6 * seen


def _joined(text: str, lines: list[Span]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for span in lines:
        if _RULER.fullmatch(text, *span):
            continue
        if found and continues(text[slice(*found[-1].pieces[-1])], text[slice(*span)]):
            found[-1].pieces.append(span)
        else:
            found.append(Paragraph([span]))
    return found


def _layout_columns(cells: Sequence[Sequence[Span]]) -> int:
    """How many columns the cells of a header or a signature stand in."""
    total = len(cells)
    return 3 if total >= 3 and total % 3 == 0 and not cells[1] and (total < 5 or not cells[4]) else min(total, 2)
