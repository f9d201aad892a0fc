"""Which year a moment without one means: the plan's own, or that of the nearest heading."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from phaply.parse.model import Citation, Header, Node

__all__ = ["Years"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_HEADING_YEAR = re.compile(
    r"(?i)(?:^|nhiệm vụ|công việc|nội dung|lộ trình|kế hoạch|hoạt động|đợt|trong|giai đoạn)[^.;\n]{0,40}?năm\s{1,3}((?:19|20)\d\d)(?!\s?[-–]\s?\d)"
)
_LONGEST_HEADING = 160
_FARTHEST = 3
"""A heading's year farther than this from the plan's own belongs to something it names."""


class Years:
    """The years of one plan."""

    def __init__(self, header: Header, outline: Sequence[Node], citations: Sequence[Citation]) -> None:
        self.plan_date = header.date if header.date and "X" not in header.date else None
        self.plan_since = header.date.replace("XX", "01") if header.date and header.date[:4].isdigit() else None
        """The plan's date at the earliest, where its day or month is blank."""
        self.own = _own_year(header)
        self._outline = outline
        self._citations = citations
        self._places: list[int] | None = None
        self._years: list[int | None] = []

    def at(self, offset: int) -> int | None:
        """The year that holds at `offset` of the text; None if the plan gives none."""
        if self._places is None:
            stretches = list(self._stretches())
            self._places = [place for place, _ in stretches]
            self._years = [year for _, year in stretches]
        i = bisect_right(self._places, offset) - 1
        return self._years[i] if i >= 0 else self.own

    def _stretches(self) -> Iterator[tuple[int, int | None]]:
        """Where another year begins to hold, in order: at a heading with a year, and again at its section's end."""
        open_sections: list[tuple[int, int | None]] = []  # end, and the year that holds after it
        year = self.own
        for node, named in self._headings():
            while open_sections and open_sections[-1][0] <= node.start:
                end, year = open_sections.pop()
                yield end, year
            open_sections.append((node.end, year))
            year = named
            yield node.start, year
        while open_sections:
            yield open_sections.pop()

    def _headings(self) -> Iterator[tuple[Node, int]]:
        starts = [c.start for c in self._citations]
        stack = list(reversed(self._outline))
        while stack:
            node = stack.pop()
            stack.extend(reversed(node.children))
            heading = node.heading
            if len(heading) >= _LONGEST_HEADING or ("20" not in heading and "19" not in heading):
                continue
            m = _HEADING_YEAR.search(heading)
            if m is None:
                continue
            i = bisect_right(starts, node.head_end) - 1
            cited = i >= 0 and self._citations[i].end > node.start
            year = int(m[1])
            if not cited and (self.own is None or abs(year - self.own) <= _FARTHEST):
                yield node, year


def _own_year(header: Header) -> int | None:
    """The year of issue; a plan made late in a year for the next one names that in its subject."""
    issued = int(header.date[:4]) if header.date and header.date[:4].isdigit() else None
    named = {int(y) for y in _YEAR.findall(header.subject or "")}
    if issued is None:
        return named.pop() if len(named) == 1 else None
    return issued + 1 if named == {issued + 1} else issued
