"""Headings that are nothing but a time (Tháng 9/2025, Đợt 1: từ … đến …): what stands below them is to be done then."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from phaply.language import Span
from phaply.parse.model import Deadline, Header
from phaply.parse.task_tree import Item

__all__ = ["HEADING_EXAMPLES", "Times"]

_LONGEST = 120  # letters of a heading that only says when
_DATED = frozenset({"by", "within", "from"})
_WORD = re.compile(r"[^\W_]+")
_COUNTED = frozenset(
    [
        "đợt",
        "giai",
        "đoạn",
        "tuần",
        "lần",
        "thứ",
        "học",
        "kỳ",
        "kì",
        "trong",
        "vào",
        "dự",
        "kiến",
        "cao",
        "điểm",
        "và",
        "các",
        "tháng",
        "quý",
        "năm",
        "ngày",
        "một",
        "hai",
        "ba",
        "tư",
        "bốn",
        "i",
        "ii",
        "iii",
        "iv",
        "nhất",
    ]
)
"""Words beside the time itself: Đợt 1, Giai đoạn hai, Học kỳ I."""

HEADING_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("Tháng 9/2024", True),
    ("Tháng 10, 11/2024:", True),
    ("Quý III năm 2024", True),
    ("Đợt 1: từ ngày 15/3/2024 đến ngày 30/3/2024", True),
    ("Giai đoạn 2 (từ tháng 6 đến tháng 9/2024):", True),
    ("Trước ngày 30/6/2024:", True),
    ("Tuyên truyền tháng 9/2024", False),
    ("Tháng 9/2024: họp Ban Chỉ đạo", False),
    ("Tháng 9/2023", False),
    ("Hằng năm", False),
    ("Đợt 1", False),
)
"""Heading of a plan of 2/2024, and whether it is nothing but a time still to come."""


class Times:
    """The times of one text, asked for by place."""

    def __init__(self, folded: str, header: Header, deadlines: Sequence[Deadline]) -> None:
        self.folded = folded
        self.since = header.date or ""
        self.deadlines = deadlines
        self.starts = [d.start for d in deadlines]

    def lift(self, item: Item, *, agenda: bool = False) -> Item | None:
        """Set each heading of time beside the bullets it follows, out of the last of them; of `item` itself it is given back.

        Such a heading ends in a colon, or stands in an agenda: a section that begins with one.
        """
        agenda = agenda or bool(item.below and self.heads(item.below[0]))
        if any(child.below for child in item.below):
            below: list[Item] = []
            for child in item.below:
                below.append(child)
                if child.below and (lifted := self.lift(child, agenda=agenda)) is not None:
                    below.append(lifted)
            item.below = below
        last = item.below[-1] if item.below and item.bullet else None
        if last is None or not self.heads(last) or not (agenda or self.folded[last.end - 1] == ":"):
            return None
        return item.below.pop()

    def heads(self, item: Item) -> Span | None:
        """The time of an unlabelled paragraph that says nothing else: `Tháng 9/2025:`."""
        return self.mere(item.start, item.end) if item.kind == "paragraph" else None

    def mere(self, start: int, end: int) -> Span | None:
        """The span of the time that `folded[start:end]` says and nothing else; None for times past."""
        if not 0 < end - start <= _LONGEST:
            return None
        i = bisect_left(self.starts, start)
        if i == len(self.starts) or self.starts[i] >= end:
            return None
        at, first, last = start, i, i
        while i < len(self.starts) and self.starts[i] < end:
            found = self.deadlines[i]
            if found.type not in _DATED or found.end > end or not self._only_counts(at, found.start):
                return None
            if found.to is not None and self.since and found.to < self.since[: len(found.to)]:
                return None
            at, last = found.end, i
            i += 1
        if not self._only_counts(at, end):
            return None
        return self.starts[first], self.deadlines[last].end

    def of_heading(self, start: int, end: int) -> Span | None:
        """The same, or the time that closes a heading in brackets or after a colon: `1. Giai đoạn 1: Chuẩn bị (trước ngày 15/3)`.

        A whole year is none: `II. NHIỆM VỤ (NĂM 2024)` says nothing of its items.
        """
        if (time := self.mere(start, end)) is not None:
            return time
        if end - start > _LONGEST:
            return None
        i = bisect_left(self.starts, end) - 1
        if i < 0 or self.starts[i] <= start:
            return None
        found = self.deadlines[i]
        before, after = self.folded[start : found.start].rstrip()[-1:], self.folded[found.end : end].strip(" .:;")
        if (before, after) not in (("(", ")"), (":", "")) or (i and self.deadlines[i - 1].end > start):
            return None
        whole_year = (found.from_ or "").endswith("-01-01") and (found.to or "").endswith("-12-31")
        return None if found.type not in _DATED or whole_year else (found.start, found.end)

    def _only_counts(self, start: int, end: int) -> bool:
        return all(m[0] in _COUNTED or m[0].isdigit() for m in _WORD.finditer(self.folded, start, end))
