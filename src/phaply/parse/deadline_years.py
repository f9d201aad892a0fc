"""Which year a moment without one means: the plan's own, or that of the nearest heading."""

import re
from collections.abc import Sequence

from phaply.parse.model import Citation, Header, Node

__all__ = ["Years"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_HEADING_YEAR = re.compile(
    r"(?i)(?:^|nhiệm vụ|công việc|nội dung|lộ trình|kế hoạch|hoạt động|đợt|trong|giai đoạn)[^.;\n]{0,40}?năm\s+((?:19|20)\d\d)(?!\s*[-–]\s*\d)"
)


class Years:
    """The years of one plan."""

    def __init__(self, header: Header, outline: Sequence[Node], citations: Sequence[Citation]) -> None:
        self.plan_date = header.date if header.date and "X" not in header.date else None
        self.plan_since = header.date.replace("XX", "01") if header.date and header.date[:4].isdigit() else None
        """The plan's date at the earliest, where its day or month is blank."""
        self.own = _own_year(header)
        self._outline = outline
        self._cited = [(c.start, c.end) for c in citations]
        self._headings: list[tuple[int, int, int]] | None = None

    def at(self, offset: int) -> int | None:
        """The year that holds at `offset` of the text; None if the plan gives none."""
        if self._headings is None:
            self._headings = list(self._walk(self._outline))
        for start, end, year in reversed(self._headings):
            if start <= offset < end:
                return year
        return self.own

    def _walk(self, nodes: Sequence[Node]) -> list[tuple[int, int, int]]:
        found = []
        for node in nodes:
            if len(node.heading) < 160 and (
                m := _HEADING_YEAR.match(node.heading) or _HEADING_YEAR.search(node.heading)
            ):
                year = int(m[1])
                cited = any(a < node.head_end and node.start < b for a, b in self._cited)
                if not cited and (self.own is None or abs(year - self.own) <= 3):
                    found.append((node.start, node.end, year))
            found += self._walk(node.children)
        return found


def _own_year(header: Header) -> int | None:
    """The year of issue; a plan made late in a year for the next one names that in its subject."""
    issued = int(header.date[:4]) if header.date and header.date[:4].isdigit() else None
    named = {int(y) for y in _YEAR.findall(header.subject or "")}
    if issued is None:
        return named.pop() if len(named) == 1 else None
    return issued + 1 if named == {issued + 1} else issued
