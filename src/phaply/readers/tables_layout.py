"""Tables kept by spaces alone, as `pdftotext -layout` and editors print them: columns stand one beside the other, no bars, no rules.

A line of column titles begins one. Between two columns runs a gap that no line of the table crosses; the first line that crosses it
is no line of the table. Rows are told by their numbers, without a column of numbers by cells that do not go on with the ones above.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from phaply.language.edits import Span
from phaply.readers.tables_text import Paragraph, TextCell, TextTable, cell_goes_on

__all__ = ["find_layout_tables"]

_TITLE = re.compile(
    r"(?:(?P<label>stt|tt|số tt)\b|(?P<content>(?:các )?(?:nội dung|công việc|nhiệm vụ|tên (?:nhiệm vụ|công việc)|hoạt động|hạng mục))\b"
    r"|(?P<other>thời (?:gian|hạn|điểm)|tiến độ|hạn |hoàn thành|(?:cơ quan|đơn vị|người|bộ phận)\b|chủ trì|phối hợp|sản phẩm|kết quả|kinh phí"
    r"|phân công|trách nhiệm|ghi chú|địa điểm))"
)
_GAP = re.compile(r" {2,}")
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zđA-ZĐ])[.)]?")
_MOST_TITLES = 12
_MAX_QUIET = 40
"""So many lines of one row, and it is none."""


def find_layout_tables(
    text: str, starts: Sequence[int], ends: Sequence[int], origins: Sequence[int]
) -> list[TextTable]:
    """Such tables in a text whose lines are `text[starts[i]:ends[i]]`, trimmed, and begin at `origins[i]`, in order."""
    found: list[TextTable] = []
    if "   " not in text:
        return found
    n = 0
    while n < len(starts):
        a, b = starts[n], ends[n]
        table = None
        if b - a < 300 and text.find("  ", a, b) >= 0 and text.find("|", a, b) < 0 and _TITLE.match(text[a:b].lower()):
            table = _read(text, starts, ends, origins, n)
        if table is None:
            n += 1
            continue
        found.append(table)
        n = table.last
    return found


def _segments(text: str, a: int, b: int) -> list[Span]:
    """The stretches of a line between gaps of two spaces or more."""
    found = []
    for m in _GAP.finditer(text, a, b):
        found.append((a, m.start()))
        a = m.end()
    found.append((a, b))
    return found


def _read(text: str, starts: Sequence[int], ends: Sequence[int], origins: Sequence[int], head: int) -> TextTable | None:
    titles = _segments(text, starts[head], ends[head])
    kinds = [m.lastgroup if (m := _TITLE.match(text[a:b].lower())) else None for a, b in titles]
    if not 3 <= len(titles) <= _MOST_TITLES or "content" not in kinds or sum(k is not None for k in kinds) < 3:
        return None
    middles = [(a + b) // 2 - origins[head] for a, b in titles]
    rivers = [set(range(left + 1, right)) for left, right in pairwise(middles)]
    lines: list[int] = []
    blanks = quiet = 0
    for n in range(head, len(starts)):
        a, b = starts[n], ends[n]
        if a == b:
            blanks += 1
            if blanks > 3:
                break
            continue
        narrowed = [r - _taken(text, a, b, origins[n]) for r in rivers]
        if not all(narrowed):
            break
        if n > head and b - a > 2 and _ends_table(text, a, b, origins[n], middles):
            break
        first, last = _segments(text, a, b)[0]
        numbered = _LABEL.fullmatch(text, first, last) is not None
        quiet = 0 if numbered or (kinds[0] != "label" and text[a].isupper()) else quiet + 1
        if quiet > _MAX_QUIET:
            break
        rivers, blanks = narrowed, 0
        lines.append(n)
    cuts = [max(r) for r in rivers]
    rows = _rows(text, starts, ends, origins, lines, cuts, kinds)
    if len(rows) < 3 or sum(len(r) > 1 for r in rows[1:]) * 2 <= len(rows) - 1:
        return None
    table = TextTable(head, lines[-1] + 1, layout=False)
    for r, row in enumerate(rows):
        for column, spans in sorted(row.items()):
            table.cells.append(TextCell(r, column, 1, [Paragraph(spans)]))
    return table


def _taken(text: str, a: int, b: int, origin: int) -> set[int]:
    """The places of a line that hold words, with the single spaces between them."""
    return {at - origin for start, end in _segments(text, a, b) for at in range(start, end)}


def _ends_table(text: str, a: int, b: int, origin: int, middles: Sequence[int]) -> bool:
    """Whether a line of one stretch begins the text below the table: a heading or a sentence left of the columns."""
    if text.find("  ", a, b) >= 0 or a - origin > middles[0]:
        return False
    return (
        re.match(r"(?:[IVX]{1,5}|\d{1,2})[.)] ?[^\W\d_]|(?:Điều|Chương|Phần|Mục) \d|Nơi nhận|TM\.|KT\.", text[a:b])
        is not None
    )


def _rows(
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
    origins: Sequence[int],
    lines: Sequence[int],
    cuts: Sequence[int],
    kinds: Sequence[str | None],
) -> list[dict[int, list[Span]]]:
    """The cells of each row, the heading first."""
    rows: list[dict[int, list[Span]]] = []
    content = kinds.index("content")
    before = -1
    for n in lines:
        cells = _cells(text, starts[n], ends[n], origins[n], cuts)
        blank = before >= 0 and n > before + 1
        before = n
        if kinds[0] != "label":
            fresh = not rows or _begins_unnumbered(text, rows, cells, blank=blank)
        elif 0 in cells and _LABEL.fullmatch(text[slice(*cells[0])]) is not None:
            # A number in the middle of its row's height stands below the row's first lines.
            fresh = len(rows) < 2 or 0 in rows[-1]
        else:
            fresh = not rows or (content not in cells and _begins_above_its_number(text, rows[-1], cells))
        if fresh:
            rows.append({})
        for column, span in cells.items():
            rows[-1].setdefault(column, []).append(span)
    return rows


def _cells(text: str, a: int, b: int, origin: int, cuts: Sequence[int]) -> dict[int, Span]:
    found = {}
    bounds = [origin, *(origin + c for c in cuts), b]
    for column, (left, right) in enumerate(pairwise(bounds)):
        start, end = max(a, left), min(b, right)
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if start < end:
            found[column] = (start, end)
    return found


def _begins_unnumbered(
    text: str, rows: Sequence[dict[int, list[Span]]], cells: dict[int, Span], *, blank: bool
) -> bool:
    """Whether a line begins a row of a table without numbers: its first cell does not go on with the one above."""
    if len(rows) == 1 and not blank and not rows[0].keys() >= cells.keys():
        return True
    return 0 in cells and not all(_goes_on(text, rows[-1], column, span) for column, span in cells.items())


def _begins_above_its_number(text: str, above: dict[int, list[Span]], cells: dict[int, Span]) -> bool:
    """Whether a line beside the content, without a number, begins a row: two cells or more, none of which goes on."""
    return len(cells) > 1 and not any(_goes_on(text, above, column, span) for column, span in cells.items())


def _goes_on(text: str, above: dict[int, list[Span]], column: int, span: Span) -> bool:
    return column in above and cell_goes_on(text, above[column][0], above[column][-1], span)
