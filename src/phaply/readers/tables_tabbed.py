"""Tables whose cells are parted by tabs, as a spreadsheet or a word processor copies them: a line a row."""

from bisect import bisect_right
from collections.abc import Sequence

from phaply.language.edits import EditMap, Span
from phaply.readers.column_titles import TITLE
from phaply.readers.tables_text import Paragraph, TextCell, TextTable

__all__ = ["find_tabbed_tables"]

_LEAST_CELLS = 3
_LEAST_TITLES = 2


def find_tabbed_tables(raw: str, way: EditMap, origins: Sequence[int]) -> list[TextTable]:
    """The tables of a text as the file holds it; `way` leads from the repaired text, whose lines begin at `origins`, back to it."""
    found: list[TextTable] = []
    at = 0
    while (tab := raw.find("\t", at)) >= 0:
        start, end = _line(raw, tab)
        titles = [raw[a:b] for a, b in _cells(raw, start, end)]
        if len(titles) < _LEAST_CELLS or sum(TITLE.match(title) is not None for title in titles) < _LEAST_TITLES:
            at = end
            continue
        rows = []
        while start < len(raw) and raw.find("\t", start, end) >= 0:
            rows.append(_cells(raw, start, end))
            start = end + 1 + (raw[end : end + 2] == "\r\n")
            end = _line(raw, start)[1]
        at = start
        if len(rows) > 1:
            found.append(_table(rows, way, origins))
    return found


def _line(raw: str, at: int) -> Span:
    end = raw.find("\n", at)
    end = len(raw) if end < 0 else end
    end -= end > at and raw[end - 1] == "\r"
    return raw.rfind("\n", 0, at) + 1, end


def _cells(raw: str, start: int, end: int) -> list[Span]:
    """The trimmed cells of a line."""
    found = []
    while True:
        tab = raw.find("\t", start, end)
        a, b = start, end if tab < 0 else tab
        while a < b and raw[a] in ' "':
            a += 1
        while b > a and raw[b - 1] in ' "':
            b -= 1
        found.append((a, b))
        if tab < 0:
            return found
        start = tab + 1


def _table(rows: Sequence[Sequence[Span]], way: EditMap, origins: Sequence[int]) -> TextTable:
    table = TextTable(0, 0, layout=False)
    ends = way.forward(offset for row in rows for span in row for offset in span)
    pairs = iter(zip(ends[::2], ends[1::2], strict=True))
    for r, row in enumerate(rows):
        for c, _ in enumerate(row):
            a, b = next(pairs)
            if a < b:
                table.cells.append(TextCell(r, c, 1, [Paragraph([(a, b)])]))
    table.first = bisect_right(origins, ends[0]) - 1
    table.last = bisect_right(origins, max(ends[0], ends[-1] - 1))
    return table
