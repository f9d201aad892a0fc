"""Tables that recognition from a picture left as lines of text, without cells: a line of column names, then numbered rows.

Such a row keeps its number and the order of its columns; where a cell ends is told by what it holds: a time, a name, a bar.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from phaply.language import Span
from phaply.parse.bodies import SEPARATOR, Body, body_at
from phaply.parse.lexicon import UPPER
from phaply.parse.model import Deadline
from phaply.parse.name_ends import SINGLES
from phaply.parse.reading import Reading
from phaply.parse.task_labels import column_slots
from phaply.parse.task_tree import Item

__all__ = ["PrintedRow", "printed_rows"]


class PrintedRow(Struct, frozen=True):
    """A row: its number as printed, the words of the work, who does it, and the stretch of the row after its number."""

    label: str
    content: Span
    leads: tuple[Body, ...]
    span: Span


_NUMBER = re.compile(r"[^\w]{0,3}[IỊl|]?([0-9]{1,3}|[0-9][SOIl])[.)]?(?:[ |_\n]{1,6}|$)")
_MISREAD = str.maketrans({"S": "5", "O": "0", "I": "1", "l": "1"})
_WORD_START = re.compile(rf"(?<![^\W_])[{UPPER}]")
_SHORT = re.compile(rf"[{UPPER}]{{3,5}}(?![^\W_])")
_SHORT_BEFORE = re.compile(rf"([{UPPER}]{{2,8}})[ \n]?[,;][ \n]$")
_FEWEST = 3
_HEADER_WITHIN = 4  # paragraphs between the column names and the first row


def printed_rows(
    reading: Reading, deadlines: Sequence[Deadline], items: Sequence[Item]
) -> tuple[list[PrintedRow], list[Item]]:
    """The rows among these paragraphs and the items that are none; no rows if no line of column names stands above them."""
    for i, item in enumerate(items):
        if item.kind != "paragraph" or item.end - item.start > 200:
            continue
        words = reading.bare[item.start : item.end]
        if "noi dung" not in words and "cong viec" not in words and "nhiem vu" not in words:
            continue
        order = column_slots(words)
        if len(set(order) & {"content", "lead", "time", "number"}) < 3 or "content" not in order:
            continue
        found = _Rows(reading, deadlines, order).read(items[i + 1 :])
        if found is not None:
            read, used = found
            return read, [*items[:i], *items[i + 1 + used :]]
    return [], list(items)


class _Rows:
    def __init__(self, reading: Reading, deadlines: Sequence[Deadline], order: Sequence[str]) -> None:
        self.text = reading.text
        self.folded = reading.folded
        self.deadlines = deadlines
        self.starts = [d.start for d in deadlines]
        times = [order.index(slot) for slot in ("time", "finish", "start") if slot in order]
        self.names_first = "lead" in order and bool(times) and order.index("lead") < min(times)

    def read(self, items: Sequence[Item]) -> tuple[list[PrintedRow], int] | None:
        groups: list[
            tuple[str, int, list[Item]]
        ] = []  # number as printed, where the row goes on after it, its paragraphs
        used, last = 0, 0
        for i, item in enumerate(items):
            if item.kind != "paragraph":
                break
            m = _NUMBER.match(self.text, item.start, item.end)
            value = int(m[1].translate(_MISREAD)) if m is not None else None
            if m is not None and value is not None and 0 < value - last <= 2 and (last or value == 1):
                groups.append((m[1], m.end(), [item]))
                last = value
            elif groups:
                groups[-1][2].append(item)
            elif i >= _HEADER_WITHIN:
                break
            used = i + 1
        if len(groups) < _FEWEST:
            return None
        found = [row for label, at, lines in groups if (row := self.row(label, at, lines)) is not None]
        return found, used

    def row(self, label: str, at: int, lines: Sequence[Item]) -> PrintedRow | None:
        end = lines[-1].end
        times = self.times(at, end)
        content = self.content(at, end, times)
        if content[1] <= content[0]:
            return None
        leads = self.leads(content, lines, times)
        return PrintedRow(label.translate(_MISREAD), content, leads, (at, end))

    def times(self, start: int, end: int) -> list[Span]:
        i = bisect_left(self.starts, start)
        found = []
        while i < len(self.deadlines) and self.deadlines[i].start < end:
            found.append((self.deadlines[i].start, self.deadlines[i].end))
            i += 1
        return found

    def content(self, at: int, end: int, times: Sequence[Span]) -> Span:
        """The first words that are no time, up to the next time, bar or line."""
        text = self.text
        for start, stop in [*times, (end, end)]:
            while at < end and not text[at].isalnum():
                at += 1
            if start - at > 2:
                break
            at = max(at, stop)
        limit = min((start for start, _ in times if start > at), default=end)
        for mark in ("|", "\n"):
            place = text.find(mark, at, limit)
            if place > at:
                limit = place
        while limit > at and text[limit - 1] in " .,;:|_-–":
            limit -= 1
        return at, limit

    def leads(self, content: Span, lines: Sequence[Item], times: Sequence[Span]) -> tuple[Body, ...]:
        for line in lines:
            here = [t for t in times if line.start <= t[0] < line.end]
            if self.names_first:
                stop = here[0][0] if here else line.end
                found = self.names(max(line.start, content[0] + 1), stop, last=True)
            elif here:
                found = self.names(here[0][0], line.end)
            elif line is lines[0]:
                found = self.names(content[0] + 6, line.end, last=True, known=True)
            else:
                continue
            if found:
                return found
        return ()

    def names(self, start: int, end: int, *, last: bool = False, known: bool = False) -> tuple[Body, ...]:
        """The first names (or the last) between `start` and `end`; `known`: only such as cannot be other words."""
        starts = [m.start() for m in _WORD_START.finditer(self.text, start, end)]
        if last:
            starts.reverse()
        for at in starts:
            body = self.body(at, end)
            if body is not None and (
                not known or body.quantified or (body.head is not None and body.head.case == "any")
            ):
                before = _SHORT_BEFORE.search(self.text, start, at)
                short = (Body(before.start(), before.end(1), None),) if before is not None else ()
                return (*short, *self.listed(body, end))
        for at in starts:
            if not known and (m := _SHORT.match(self.text, at, end)) is not None:
                return self.listed(Body(at, m.end(), None), end)
        return ()

    def body(self, at: int, end: int) -> Body | None:
        body = body_at(self.text, self.folded, at, end) or body_at(self.text, self.folded, at, end, inside_list=True)
        if body is None or body.head is None or (body.head.tail == "group" and not body.quantified):
            return None
        # What follows a field on the line may be the rest of another cell: Sở Y tế | đầu thầu năm 2019.
        named = body.head.kind in ("department", "ministry")
        field = SINGLES.match(self.folded, at + len(body.head.phrase) + 1, body.end) if named else None
        return Body(at, field[1], body.head, body.quantified) if field is not None else body

    def listed(self, first: Body, end: int) -> tuple[Body, ...]:
        found = [first]
        while len(found) < 8 and (gap := SEPARATOR.match(self.folded, found[-1].end, end)) is not None:
            following = self.body(gap.end(), end)
            if following is None:
                break
            found.append(following)
        return tuple(found)
