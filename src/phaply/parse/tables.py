"""Tables (bảng, biểu): the grid of each, its header rows, what each column says, and its rows with their groups.

Any names and order of columns, headers of two rows, cells merged down or across, group rows, `nt` and `như trên`, tables that go on
over pages. A table whose columns say nothing of work to be done is left alone.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from phaply.document import Block
from phaply.language import Span, bare, roman_to_int
from phaply.parse.inspections import names_inspected
from phaply.parse.reading import Reading
from phaply.parse.task_labels import column_slot

__all__ = ["Row", "Table", "read_tables"]


class Row(Struct, frozen=True):
    """A row that is one piece of work: the span of each slot's cell (empty spans where blank), and its path."""

    path: str
    content: Span
    cells: dict[str, tuple[Span, ...]]
    """Slot → the spans of its cells in the order of the columns; a merged or repeated cell gives the span it repeats."""
    group: Span | None = None
    """The text of the group row above."""


class Table(Struct, frozen=True):
    """A task table: `number` counts the data tables of the document from 1."""

    number: int
    grid: int
    """The document's own number of the table (`Cell.table`)."""
    start: int
    end: int
    slots: frozenset[str]
    rows: tuple[Row, ...]


class _Cell(Struct):
    start: int
    end: int
    row: int
    column: int
    row_span: int
    column_span: int
    words: str | None = None  # its text on one line, once asked for


_SAME = re.compile(r'(?:-?n/?t-?|-?như[ \n](?:trên|mục[ \n]trên)-?|["″”〃]|-?\'\'-?|-?//-?)\.?', re.IGNORECASE)
_COUNTERS = re.compile(r"\(?[0-9a-z]{1,2}\)?(?:=.*)?")
_LABEL = re.compile(r"[(\[|]?([0-9]{1,3}(?:\.[0-9]{1,3}){0,3}|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ]|[-+*•])[.)\]|]{0,2}")
_HEADER_ROWS = 4
_NEEDED = ({"content", "lead"}, {"content", "time"}, {"content", "support"}, {"content", "finish"}, {"lead", "time"})


def read_tables(reading: Reading) -> list[Table]:
    """The task tables of a document, in order. A table that goes on after a page break is one table."""
    grids: dict[int, list[Block]] = {}
    for block in reading.blocks:
        if block.cell is not None and not block.cell.layout and block.area == "body":
            grids.setdefault(block.cell.table, []).append(block)
    found: list[Table] = []
    number = 0
    before: _Grid | None = None
    for name, blocks in grids.items():
        grid = _Grid(reading, blocks)
        if before is not None and grid.goes_on(before):
            grid.columns, grid.head = before.columns, before.head
            number_here = found[-1].number if found else number
            counted = before
        else:
            number += 1
            number_here = number
            counted = None
            grid.read_header()
        if grid.is_task_table():
            rows = tuple(grid.rows(number_here, counted))
            if rows:
                slots = frozenset(slot for slot in grid.columns.values() if slot)
                found.append(Table(number_here, name, blocks[0].start, blocks[-1].end, slots, rows))
            before = grid
        else:
            before = None
    return found


class _Grid:
    def __init__(self, reading: Reading, blocks: Sequence[Block]) -> None:
        self.text = reading.text
        self.first, self.last = blocks[0].start, blocks[-1].end
        cells: dict[tuple[int, int], _Cell] = {}
        for block in blocks:
            place = block.cell
            assert place is not None
            cell = cells.get((place.row, place.column))
            if cell is None:
                cells[place.row, place.column] = _Cell(
                    block.start, block.end, place.row, place.column, place.row_span, place.column_span
                )
            else:
                if cell.start == cell.end:
                    cell.start = block.start
                if block.end > block.start:
                    cell.end = block.end
        self.lines: list[list[_Cell]] = []
        last_row = -1
        for (row, _), cell in sorted(cells.items()):
            if row != last_row:
                self.lines.append([])
                last_row = row
            self.lines[-1].append(cell)
        self.width = max((c.column + c.column_span for c in cells.values()), default=0)
        self.columns: dict[int, str] = {}
        self.header_rows = 0
        self.head: list[list[str]] = []
        self.counts: dict[str, int] = {}
        self.group = ""
        self.group_span: Span | None = None
        self.merged: dict[int, tuple[_Cell, int]] = {}
        self.spans_known = any(c.row_span > 1 for c in cells.values())
        self.printed = reading.document.format == "text" and not any(b.cell.guessed for b in blocks if b.cell)
        self.row_a_line = any(b.cell.row_a_line for b in blocks if b.cell)

    def words(self, cell: _Cell) -> str:
        if cell.words is None:
            cell.words = " ".join(self.text[cell.start : cell.end].split())
        return cell.words

    def read_header(self) -> None:
        """Find the header rows and what each column says."""
        columns: dict[int, str] = {}
        depth = 0
        for i, line in enumerate(self.lines[:_HEADER_ROWS]):
            texts = [(cell, self.words(cell)) for cell in line]
            filled = [(cell, words) for cell, words in texts if words]
            if not filled:
                if depth == i:
                    depth = i + 1 if columns else depth
                    continue
                break
            slots = [(cell, column_slot(words)) for cell, words in filled]
            known = [(cell, slot) for cell, slot in slots if slot is not None]
            if columns and all(_COUNTERS.fullmatch(bare(words)) for _, words in filled) and len(filled) >= 3:
                depth = i + 1
                break
            if len(known) * 2 < len(filled) or (not columns and len(known) < 2):
                if columns or i >= 2:
                    break
                continue
            if columns and not self._below_header(line, columns, known):
                break
            for cell, slot in known:
                for column in range(cell.column, cell.column + cell.column_span):
                    columns[column] = slot
            depth = i + 1
        self.columns, self.header_rows = columns, depth
        self.head = [[self.words(c) for c in line] for line in self.lines[:depth]]
        self._one_content()
        self._inspections()

    def _below_header(self, line: list[_Cell], columns: dict[int, str], known: list[tuple[_Cell, str]]) -> bool:
        """True for a second header row, which divides columns; a row of data that holds such words has a number."""
        numbers = [c for c, slot in columns.items() if slot == "number"]
        if any(self.words(cell) and cell.column in numbers for cell in line):
            return False
        return len(known) >= 1 and all(slot != "content" for _, slot in known)

    def _one_content(self) -> None:
        """Of several content columns the first is the work; without one, the widest column that says nothing else is."""
        contents = sorted(c for c, slot in self.columns.items() if slot == "content")
        if contents:
            first = self._block_of(contents[0])
            for column in contents:
                if column not in first:
                    self.columns[column] = "note"
            return
        if not {"lead", "time", "finish", "support"} & set(self.columns.values()):
            return
        sizes: dict[int, int] = {}
        for line in self.lines[self.header_rows :]:
            for cell in line:
                if cell.column not in self.columns and cell.column_span == 1:
                    sizes[cell.column] = sizes.get(cell.column, 0) + cell.end - cell.start
        if sizes:
            self.columns[max(sizes, key=lambda c: sizes[c])] = "content"

    def _inspections(self) -> None:
        """Whom an inspection looks into, in the column before what it looks for or without such a column, is a part of the work."""
        contents = [c for c, slot in self.columns.items() if slot == "content"]
        for line in self.lines[: self.header_rows]:
            for cell in line:
                if names_inspected(self.words(cell)) and (not contents or cell.column + cell.column_span in contents):
                    self.columns[cell.column] = "content"
                    return

    def _block_of(self, column: int) -> set[int]:
        for line in self.lines[: self.header_rows]:
            for cell in line:
                if cell.column <= column < cell.column + cell.column_span:
                    return set(range(cell.column, cell.column + cell.column_span))
        return {column}

    def is_task_table(self) -> bool:
        slots = set(self.columns.values())
        return any(needed <= slots for needed in _NEEDED)

    def goes_on(self, before: "_Grid") -> bool:
        """True if this grid is the rest of the one before: as wide, near by, and without a header of its own (or with the same)."""
        if self.width != before.width or not before.columns or self.first - before.last > 300:
            return False
        between = self.text[before.last : self.first].split()
        if len(between) > 6:
            return False
        depth = len(before.head)
        if before.head and [[self.words(c) for c in line] for line in self.lines[:depth]] == before.head:
            self.header_rows = depth
            return True
        return not self._has_header()

    def _has_header(self) -> bool:
        return any(sum(column_slot(self.words(c)) is not None for c in line) >= 2 for line in self.lines[:2])

    def rows(self, number: int, before: "_Grid | None") -> Iterator[Row]:
        """The rows of work, groups resolved."""
        if before is not None:
            self.counts, self.group, self.group_span = before.counts, before.group, before.group_span
        body = self.lines[self.header_rows :]
        labels = [self._label(line) for line in body]
        blank_below = self._blank_runs(body, labels)
        merged_leads = self._merged_leads(body)
        upper: dict[int, Span] = {}  # column → the value that an empty cell under it repeats
        for i, line in enumerate(body):
            content = self._content(line)
            label = labels[i]
            if self._repeats_header(line):
                continue
            if content is None or not self.text[content[0] : content[1]].strip():
                self._carry(line)
                continue
            if self._is_group(body, labels, i):
                self._open_group(label, content)
                upper.clear()
                self._carry(line)
                continue
            repeated = blank_below.get(i, frozenset())
            if merged_leads and self._full_but(line, merged_leads):
                repeated |= merged_leads
            cells = self._cells(line, upper, repeated)
            self._carry(line)
            name = self._name(label)
            path = f"bang{number}.{name}"
            yield Row(path, content, cells, self.group_span)

    def _repeats_header(self, line: list[_Cell]) -> bool:
        """True in a row of headings printed again where a page begins."""
        words = [w for c in line if (w := self.words(c))] if self.head and len(line) > 1 else []
        return len(words) > 1 and any(words == [w for w in head if w] for head in self.head)

    def _label(self, line: list[_Cell]) -> str:
        for cell in line:
            if self.columns.get(cell.column) == "number" and cell.column_span == 1:
                m = _LABEL.fullmatch(self.words(cell).strip("_| "))
                return m[1] if m is not None else ""
        return ""

    def _content(self, line: list[_Cell]) -> Span | None:
        filled = [c for c in line if c.end > c.start]
        spans = [
            (c.start, c.end)
            for c in filled
            if (
                self.columns.get(c.column) == "content"
                if c.column_span == 1
                else any(self.columns.get(k) == "content" for k in range(c.column, c.column + c.column_span))
            )
        ]
        if spans:
            return spans[0][0], spans[-1][1]
        if len(filled) == 1 and (filled[0].column_span > 1 or len(line) == 1):
            return filled[0].start, filled[0].end
        return None

    def _others(self, line: list[_Cell]) -> bool:
        """True if a cell besides number and content is filled."""
        return any(c.end > c.start and self.columns.get(c.column) not in ("number", "content") for c in line)

    def _is_group(self, body: list[list[_Cell]], labels: list[str], i: int) -> bool:
        line, label = body[i], labels[i]
        if self._others(line):
            wide = [c for c in line if c.end > c.start and c.column_span >= max(3, self.width - 2)]
            return len(wide) == 1 and sum(c.end > c.start for c in line) <= 2
        covered = any(c.column in self.merged and self.columns.get(c.column) in ("lead", "time") for c in line)
        if covered or self._merged_over(line):
            return False
        if any(c.column_span >= max(3, self.width - 2) and c.end > c.start for c in line):
            return True
        if len([c for c in line if c.end > c.start]) == 1 and len(line) == 1:
            return True
        following = labels[i + 1] if i + 1 < len(labels) else None
        if label and roman_to_int(label) is not None and label.isupper():
            return True
        if len(label) == 1 and label.isupper():
            return True
        if following is None:
            return not label
        if label and label[0].isdigit():
            return following.startswith(label + ".") or following in ("-", "+", "a", "*", "•")
        return not label and self._others(body[i + 1])

    def _merged_over(self, line: list[_Cell]) -> bool:
        row = line[0].row if line else 0
        return any(
            until > row and self.columns.get(column) in ("lead", "time", "support")
            for column, (_, until) in self.merged.items()
        )

    def _open_group(self, label: str, content: Span) -> None:
        words = self.text[content[0] : content[1]]
        if not label:
            m = re.match(r"\s*([IVXLC]{1,6}|[A-ZĐ]|[0-9]{1,2}(?:\.[0-9]{1,2}){0,2})[.)/:]\s", words)
            label = m[1] if m is not None else ""
        self.group_span = content
        if label and (roman_to_int(label) is not None or label.isalpha()):
            self.group = label

    def _name(self, label: str) -> str:
        if not label or label in "-+*•":
            count = self.counts.get(self.group, 0) + 1
            self.counts[self.group] = count
            label = str(count)
        elif label.isdigit():
            self.counts[self.group] = int(label)
        return f"{self.group}.{label}" if self.group and label != self.group else label

    def _carry(self, line: list[_Cell]) -> None:
        for cell in line:
            if cell.row_span > 1:
                for column in range(cell.column, cell.column + cell.column_span):
                    self.merged[column] = (cell, cell.row + cell.row_span)

    def _cells(
        self, line: list[_Cell], upper: dict[int, Span], repeated: frozenset[int]
    ) -> dict[str, tuple[Span, ...]]:
        found: dict[str, list[Span]] = {}
        here = {k: c for c in line for k in range(c.column, c.column + c.column_span)}
        row = line[0].row
        for column, slot in sorted(self.columns.items()):
            if slot in ("number", "content"):
                continue
            cell = here.get(column)
            span: Span | None = (cell.start, cell.end) if cell is not None else None
            if cell is None or cell.start == cell.end:
                above = self.merged.get(column)
                if above is not None and above[1] > row:
                    span = (above[0].start, above[0].end)
                elif column in repeated and column in upper:
                    span = upper[column]
            elif _SAME.fullmatch(self.words(cell)) and column in upper:
                span = upper[column]
            if span is None:
                span = (line[-1].end, line[-1].end)
            if span[1] > span[0]:
                upper[column] = span
            spans = found.setdefault(slot, [])
            if span not in spans:
                spans.append(span)
        return {slot: tuple(spans) for slot, spans in found.items()}

    def _merged_leads(self, body: list[list[_Cell]]) -> frozenset[int]:
        """The columns of leads whose blank cells go on with the cell above: printed as text, merged cells look empty.

        Every row of such a table has its lead: a column that is blank more often than not says something else.
        """
        columns = [c for c, slot in self.columns.items() if slot == "lead"]
        if not self.printed or len(columns) != 1:
            return frozenset()
        rows = [line for line in body if self._content(line) is not None and self._others(line)]
        filled = sum(any(c.column == columns[0] and c.end > c.start for c in line) for line in rows)
        return frozenset(columns) if filled * 2 >= len(rows) else frozenset()

    def _full_but(self, line: list[_Cell], leads: frozenset[int]) -> bool:
        """True if the row says all that the table asks but the lead: what is blank there was merged, not left out.

        The leads stand before the work and group it; or two cells more are filled, unless each row was written for itself.
        """
        contents = [c for c, slot in self.columns.items() if slot == "content"]
        if contents and max(leads) < min(contents):
            return True
        if self.row_a_line:
            return False
        filled = [
            c for c in line if c.end > c.start and self.columns.get(c.column) not in ("number", "content", "lead")
        ]
        return len(filled) > 1

    def _blank_runs(self, body: list[list[_Cell]], labels: list[str]) -> dict[int, frozenset[int]]:
        """Rows whose lead cell is blank because the one above holds for the whole rest of its group.

        Tables that were printed as text do not tell merged cells from empty ones: a column filled in a group's first row and
        blank in all that follow, two at least, was merged.
        """
        if self.spans_known:
            return {}
        found: dict[int, set[int]] = {}
        columns = [c for c, slot in self.columns.items() if slot in ("lead", "time", "support")]
        groups: list[list[int]] = [[]]
        for i, line in enumerate(body):
            if self._is_group(body, labels, i):
                groups.append([])
            elif self._content(line) is not None:
                groups[-1].append(i)
        for rows in groups:
            if len(rows) < 3:
                continue
            for column in columns:
                filled = [any(c.column == column and c.end > c.start for c in body[i]) for i in rows]
                if filled[0] and not any(filled[1:]):
                    for i in rows[1:]:
                        found.setdefault(i, set()).add(column)
        return {i: frozenset(c) for i, c in found.items()}
