"""Time slots (mục thời gian): label lines `Thời gian: …`, sections headed THỜI GIAN, and the cells of a column for time.

What stands in a slot is a time even where the words alone would not say so: `5/2012`, `18 tháng`, `kịp thời`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from phaply.document import Block
from phaply.language import Span
from phaply.parse.dates import loose
from phaply.parse.deadline_grammar import SLOT_LABEL

__all__ = ["EXAMPLES", "Slot", "heading_slot", "label_slot", "printed_tables", "table_slots"]

SlotKind = Literal["time", "finish", "start", "end"]


class Slot(Struct, frozen=True):
    """Where a time is asked for: `start`–`end`; `finish` where it asks for the end alone (hoàn thành, thời hạn), `end` beside a column for the start."""

    start: int
    end: int
    kind: SlotKind = "time"
    partner: "Slot | None" = None
    """Of a start cell: the finish cell of its row."""


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(loose(p) for p in phrases) + ")"


_FINISH = re.compile(
    _any("hoàn thành", "kết thúc", "thời hạn", "hạn ", "xong", "nộp", "gửi", "đến ngày", "chậm nhất") + "|^hạn"
)
_START = re.compile(_any("bắt đầu", "từ ngày", "khởi công", "triển khai từ"))
_COLUMN = re.compile(
    rf"[\s(*]*(?:{loose('dự kiến')}\s)?(?:{_any('thời gian', 'thời hạn', 'thời điểm', 'tiến độ', 'bắt đầu', 'kết thúc', 'hoàn thành', 'hạn hoàn thành', 'mốc thời gian', 'mốc hoàn thành', 'lộ trình', 'từ ngày', 'đến ngày', 'hạn chót', 'hạn cuối', 'thời lượng')}"
    rf"|(?:{loose('số')}\s)?{loose('ngày')}(?=[^\n]{{0,60}}{_any('hoàn thành', 'thực hiện', 'chậm nhất', 'kết thúc', 'bắt đầu', 'báo cáo', 'tổ chức', 'gửi')})"
    rf"|(?:ngày|tháng|quý|{loose('dự kiến')})\W*$)(?![^\n]{{80}})"
)
_OTHER_TIME = re.compile(_any("số liệu", "niên độ", "hiệu lực", "thời kỳ"))
_HEADING = re.compile(
    rf"{_any('thời gian', 'thời hạn', 'tiến độ', 'thời điểm', 'lộ trình')}(?:\s{{1,3}}{_any('thực hiện', 'hoàn thành', 'tổ chức', 'triển khai', 'tiến hành', 'kiểm tra', 'giám sát', 'và địa điểm', 'địa điểm')}){{0,3}}"
    rf"(?:\s{{0,2}},\s{{0,2}}{loose('địa điểm')}[^\n:]{{0,30}})?\s{{0,2}}:?\s{{0,2}}"
)
_NEXT_LABEL = re.compile(r"[;.,]\s{0,3}[-–+]?\s{0,2}[^\W\da-z_]\w[^:;.\n,]{2,40}:")
_HEAD_ROWS = 4

EXAMPLES: tuple[tuple[str, str | None, SlotKind | None], ...] = (
    ("- Thời gian: Quý III", "Quý III", "time"),
    ("Thời gian hoàn thành: 30/6/2023", "30/6/2023", "finish"),
    ("- Thời hạn gửi báo cáo : trước ngày 15/12", "trước ngày 15/12", "finish"),
    ("a) Thời gian, địa điểm: ngày 15/6; Địa điểm: hội trường", "ngày 15/6", "time"),
    ("Tiến độ thực hiện: Quý I", "Quý I", "time"),
    ("Hoàn thành: tháng 6", "tháng 6", "finish"),
    ("Thời gian lấy số liệu: từ ngày 15/12", None, None),
    ("xác định thời gian và trách nhiệm", None, None),
    ("rút ngắn thời gian giải quyết: hồ sơ", None, None),
)


def label_slot(folded: str, text: str, at: int, block_start: int, block_end: int) -> Slot | None:
    """The slot that a label at `at` opens, up to the block's end or the next label in it."""
    m = SLOT_LABEL.match(folded, at, block_end)
    if m is None or not _opens_line(folded, at, block_start) or _OTHER_TIME.search(m[0]):
        return None
    end = block_end
    if further := _NEXT_LABEL.search(text, m.end(), block_end):
        end = further.start()
    return Slot(m.end(), end, "finish" if _FINISH.search(m[0]) else "time")


_BEFORE_LABEL = re.compile(r"(?:^|[-–—+*•;.|(~“]|\d[.)/]|(?:^|\s)[^\W\d_][.)/])\s{0,3}(?:\*{0,3})$")


def _opens_line(folded: str, at: int, block_start: int) -> bool:
    return bool(_BEFORE_LABEL.search(folded[max(block_start, at - 12) : at]))


def heading_slot(folded: str, blocks: Sequence[Block], index: int, at: int) -> Slot | None:
    """The block after a heading that is nothing but `THỜI GIAN`, with its label before `at`."""
    block = blocks[index]
    if at - block.start > 12 or not _HEADING.fullmatch(folded, at, block.end) or index + 1 >= len(blocks):
        return None
    if block.cell is not None and not block.cell.layout:
        return None
    follower = blocks[index + 1]
    return None if follower.cell is not None else Slot(follower.start, min(follower.end, follower.start + 300))


_PRINTED_HEAD = re.compile(rf"\W{{0,4}}s?tt\W[^\n]{{0,80}}{_any('thời gian', 'thời hạn', 'tiến độ')}")
_PRINTED_END = re.compile(r"\W{0,4}(?:[ivx]{1,4}|\d{1,2})\.\s")
_PRINTED_ROWS = 200


def printed_tables(folded: str, blocks: Sequence[Block]) -> list[Span]:
    """Stretches of tables that recognition from a picture left as lines: from a line of column names, one of them for time,
    to the next numbered heading."""
    found: list[Span] = []
    if "tt " not in folded:
        return found
    for i, block in enumerate(blocks):
        if block.cell is None and block.end - block.start < 200 and _PRINTED_HEAD.match(folded, block.start, block.end):
            end = block.end
            for row in blocks[i + 1 : i + 1 + _PRINTED_ROWS]:
                if row.cell is not None or _PRINTED_END.match(folded, row.start, row.end):
                    break
                end = row.end
            if end > block.end and (not found or found[-1][1] <= block.start):
                found.append((block.end, end))
    return found


def _cells(blocks: Iterable[Block]) -> Iterator[tuple[int, int, int, int, int, int]]:
    """Table, row, first column, last column, start, end of every data cell; the blocks of one cell are joined."""
    last: tuple[int, int, int, int, int, int] | None = None
    for block in blocks:
        cell = block.cell
        if cell is None or cell.layout:
            continue
        if last is not None and last[:3] == (cell.table, cell.row, cell.column):
            last = (*last[:4], last[4], block.end)
            continue
        if last is not None:
            yield last
        last = (cell.table, cell.row, cell.column, cell.column + cell.column_span - 1, block.start, block.end)
    if last is not None:
        yield last


def table_slots(folded: str, blocks: Iterable[Block]) -> list[Slot]:
    """The cells of columns whose heading asks for a time, in the order of the text.

    A table without such a heading but as wide as the one before continues it.
    """
    slots: list[Slot] = []
    columns: dict[int, SlotKind] = {}
    table, width, known_width, head_row = -1, 0, 0, -1
    previous: dict[int, SlotKind] = {}
    waiting: tuple[int, Slot] | None = None  # a start cell and its row
    for t, row, first, last, start, end in _cells(blocks):
        if t != table:
            previous, known_width = (columns, width) if columns else (previous, known_width)
            table, columns, width, head_row, waiting = t, {}, 0, -1, None
        width = max(width, last + 1)
        words = folded[start:end]
        if row < _HEAD_ROWS and (head_row < 0 or row <= head_row + 1) and _COLUMN.match(words):
            kind: SlotKind = "start" if _START.search(words) else "finish" if _FINISH.search(words) else "time"
            for column in range(first, last + 1):
                columns[column] = kind
            head_row = max(head_row, row)
            continue
        of = columns or (previous if row > 0 or first + 1 < known_width else {})
        if first not in of or first != last or start == end or (columns and row <= head_row):
            continue
        kind = of[first]
        if kind == "start":
            waiting = (row, Slot(start, end, "start"))
            slots.append(waiting[1])
        elif kind == "finish" and waiting is not None and waiting[0] == row and slots[-1] is waiting[1]:
            begin = waiting[1]
            slots[-1] = Slot(begin.start, begin.end, "start", Slot(start, end, "end"))
            waiting = None
        else:
            slots.append(Slot(start, end, "end" if kind == "finish" and "start" in of.values() else kind))
    return slots
