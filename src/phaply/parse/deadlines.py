"""Deadlines (thời hạn): every expression of when something is to be done, by when, or how often.

One pass finds the places where a deadline may begin, a grammar reads what stands there (`deadline_reading`), and the words
around decide whether it is one (`deadline_context`). Time slots are read more generously (`deadline_slots`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from phaply.document import Diagnostic
from phaply.parse.dates import loose
from phaply.parse.deadline_context import is_completion, is_habit, no_deadline
from phaply.parse.deadline_grammar import ANCHOR
from phaply.parse.deadline_reading import Reader
from phaply.parse.deadline_slots import Slot, heading_slot, label_slot, printed_tables, table_slots
from phaply.parse.deadline_values import Found, of_every_year
from phaply.parse.deadline_years import Years
from phaply.parse.model import Citation, Deadline, Header, Node
from phaply.parse.reading import Reading

__all__ = ["parse_deadlines"]


def parse_deadlines(
    reading: Reading, header: Header, outline: Sequence[Node], citations: Sequence[Citation]
) -> tuple[Deadline, ...]:
    """Deadlines in the order of the text."""
    return tuple(_Search(reading, header, outline, citations).run())


_SLOT_LIMIT = 400
"""Code points of a slot that are read generously; a longer one is running text."""
_CELL_BLOCKS = 8
"""Paragraphs of a cell over which one deadline may run."""
_WORD = re.compile(r"(?<!\w)[\w<>≤≥]")
_SENTENCE = re.compile(r"[.!?]\s|;")
_LABELS = "tmhln"
_CLOSING_FORMULA = re.compile(rf"\W{{0,4}}(?:{loose('trên đây là')}|{loose('căn cứ')}\s)")
_CAMPAIGN = re.compile(rf"(?<!\w)(?:{loose('trong')}\s)?{loose('thời gian diễn ra')}\s[^,;.:()\n]{{1,60}}")
_TITLE = re.compile(
    rf"(?:(?!\svà\s(?:các|những)\s)[^.;\n”\"]){{0,160}}?(?:về|{loose('ban hành')}|{loose('phê duyệt')}|{loose('quy định')}|{loose('sửa đổi')}|{loose('hướng dẫn')}|{loose('triển khai')}|{loose('thực hiện')}|{loose('giao')})\s"
)
_AND = re.compile(r"\s{0,2}(?:,|;|và)\s{0,2}")
_STRONG = ("before", "latest", "now-until")


class _Search:
    """The search through one text; its state lives as long as one parse."""

    def __init__(
        self, reading: Reading, header: Header, outline: Sequence[Node], citations: Sequence[Citation]
    ) -> None:
        self.reading = reading
        self.folded = reading.folded
        self.blocks = reading.blocks
        self.starts = [b.start for b in self.blocks]
        self.citations = citations
        self.citation_starts = [c.start for c in citations]
        self.years = Years(header, outline, citations)
        self.reader = Reader(reading.text, self.folded, self.years.at, self.years.plan_date)
        self.closed = _closed(header, citations)
        self.closed_starts = [s for s, _ in self.closed]
        self.found: list[Found] = []
        self.printed = printed_tables(self.folded, self.blocks)
        self.printed_starts = [s for s, _ in self.printed]
        self.campaign: tuple[str | None, str | None] | None = None

    def run(self) -> Iterator[Deadline]:
        """Every deadline; what the reading should be told goes to its diagnostics."""
        at = self.starts[0] if self.starts else 0
        for slot in table_slots(self.folded, self.blocks):
            if slot.start >= at:
                self._running(at, slot.start)
                at = self._slot(slot)
        self._running(at, len(self.folded))
        self._campaigns()
        self.found.sort(key=lambda f: (f.start, f.end))
        for f in self.found:
            if f.impossible:
                words = " ".join(self.reading.text[f.start : f.end].split())
                self.reading.diagnostics.append(
                    Diagnostic(f.start, f.end, "impossible-date", f"“{words}” có ngày không tồn tại trên lịch.")
                )
            yield Deadline(
                start=f.start,
                end=f.end,
                type=f.type,
                from_=f.from_,
                to=f.to,
                recurrence=f.recurrence,
                duration=f.duration,
                working_days=f.working_days,
                after=f.after,
                tentative=f.tentative,
                before=f.before,
            )

    # Running text -----------------------------------------------------------------------------------------------------
    def _running(self, start: int, end: int) -> None:
        at = start
        if start == 0 and end:
            at = self._try(0, end)
        search = ANCHOR.search
        while m := search(self.folded, max(at - 1, 0), end):
            place = m.start() + 1
            at = place + 1 if self.folded[place - 1].isalnum() else self._try(place, end)

    def _try(self, place: int, limit: int) -> int:
        """Read at one place; where to look on."""
        if stop := self._closed_until(place):
            return stop
        index = max(bisect_right(self.starts, place) - 1, 0)
        start, end = self._bounds(index, limit)
        if place >= end:
            return place + 1
        if self.folded[place] in _LABELS:
            slot = label_slot(self.folded, self.reading.text, place, start, end)
            if slot is not None:
                return self._slot(self._or_next_block(slot, index))
            if slot := heading_slot(self.folded, self.blocks, index, place):
                self._slot(slot, campaign=True)
                return slot.end
        found = self.reader.read(place, end) or self._printed_duration(place, end)
        if found is None:
            return place + 1
        sentence = self._sentence(place, start)
        resume = max(found.end, found.resume)
        if self._in_title(found, start, end) or self._past(found) or no_deadline(found, self.folded, sentence, end):
            return resume
        if is_completion(found, self.folded, sentence):
            found.type, found.from_ = "by", None
        if is_habit(found, self.folded, sentence):
            found.type, found.family, found.recurrence, found.from_, found.to = (
                "recurring",
                "recurring",
                "P1Y",
                None,
                None,
            )
        self._inherit(found)
        self._share(found)
        self._bound(found)
        self.found.append(found)
        if further := self.reader.series(found, end):
            self.found += further
            return further[-1].end
        return resume

    def _printed_duration(self, place: int, end: int) -> Found | None:
        """`18 tháng` as the cell of a table that was printed without cells: between a mark and a capital."""
        i = bisect_right(self.printed_starts, place) - 1
        if i < 0 or place >= self.printed[i][1]:
            return None
        found = self.reader.read(place, end, slot=True)
        if found is None or found.family != "duration":
            return None
        text = self.reading.text
        before, after = text[max(0, place - 4) : place].rstrip()[-1:], text[found.end : end].lstrip()[:1]
        alone = not before.isalnum() and (not after or after == "|" or after.isupper())
        return found if alone else None

    def _bounds(self, index: int, limit: int) -> tuple[int, int]:
        if not self.blocks:
            return 0, limit
        block = self.blocks[index]
        start, end, cell = block.start, block.end, block.cell
        if cell is not None:
            for follower in self.blocks[index + 1 : index + 1 + _CELL_BLOCKS]:
                if follower.cell != cell:
                    break
                end = follower.end
        return start, min(end, limit)

    def _or_next_block(self, slot: Slot, index: int) -> Slot:
        if self.folded[slot.start : slot.end].strip() or index + 1 >= len(self.blocks):
            return slot
        block = self.blocks[index + 1]
        if block.cell is not None or block.label:
            return slot
        return Slot(block.start, block.end, slot.kind)

    def _sentence(self, place: int, start: int) -> int:
        low = max(start, place - 160)
        last = start if low == start else low
        for m in _SENTENCE.finditer(self.folded, low, place):
            last = m.end()
        return last

    def _inherit(self, found: Found) -> None:
        """`Hằng năm, … báo cáo trước ngày 15/12`: a day without a year repeats with its sentence."""
        if not self.found or found.family != "dated" or found.type != "by" or found.moment is None:
            return
        last = self.found[-1]
        if last.recurrence != "P1Y" or last.shape != "each" or found.moment.has_year or found.moment.kind != "day":
            return
        between = self.folded[last.end : found.start]
        if len(between) < 300 and not _SENTENCE.search(between) and "\n" not in between:
            found.type, found.family, found.recurrence = "recurring", "recurring", "P1Y"
            found.from_, found.to = None, of_every_year(found.moment)

    def _share(self, found: Found) -> None:
        """`định kỳ trước ngày 20/6 và trước ngày 20/12 hằng năm`: the days share the recurrence that closes them."""
        if found.shape != "day" or found.recurrence != "P1Y":
            return
        start = found.start
        for i in range(len(self.found) - 1, -1, -1):
            last = self.found[i]
            if last.moment is None or last.moment.has_year or last.moment.kind != "day" or last.ranged:
                break
            if last.family != "dated":
                break  # already settled, and all before it
            if not _AND.fullmatch(self.folded, last.end, start):
                break
            last.type, last.family, last.recurrence, last.shape = "recurring", "recurring", "P1Y", "day"
            last.from_, last.to = None, of_every_year(last.moment)
            start = last.start
            opener = self.found[i - 1] if i else None
            if opener is not None and opener.shape == "periodic" and opener.recurrence is None:
                if not self.folded[opener.end : last.start].strip():
                    last.start = opener.start
                    del self.found[i - 1]
                break

    def _bound(self, found: Found) -> None:
        """`trước ngày 15/6 và 15/12/2023`: the second day is a bound like the first."""
        if (
            not self.found
            or found.opening != "none"
            or found.ranged
            or found.type != "within"
            or found.family != "dated"
        ):
            return
        last = self.found[-1]
        if last.type != "by" or last.opening not in _STRONG or last.moment is None or last.moment.kind != "day":
            return
        if (
            found.moment is not None
            and found.moment.kind == "day"
            and _AND.fullmatch(self.folded, last.end, found.start)
        ):
            found.type, found.from_ = "by", None

    # Where nothing is to be found -------------------------------------------------------------------------------------
    def _closed_until(self, place: int) -> int:
        i = bisect_right(self.closed_starts, place) - 1
        return self.closed[i][1] if i >= 0 and place < self.closed[i][1] else 0

    def _past(self, found: Found) -> bool:
        """A single day before the plan's own, with no word that makes it a bound, tells of the past."""
        day, own = found.to, self.years.plan_since
        if found.opening == "from" and found.type == "from" and found.from_ and own and not found.ranged:
            return found.from_[:4] < own[:4]  # `từ tháng 9/2022 ghi nhận …` in a plan of 2023
        if found.family != "dated" or found.opening != "none" or found.ranged or day is None or own is None:
            return False
        return day < own

    def _in_title(self, found: Found, start: int, end: int) -> bool:
        """True for weak signs of a time inside the title of a document just cited, or in the plan's own closing formula."""
        if found.opening in _STRONG or found.type == "from" or found.family == "duration":
            return False
        if _CLOSING_FORMULA.match(self.folded, start, end):
            return True
        i = bisect_right(self.citation_starts, found.start) - 1
        if i < 0 or self.citations[i].end > found.start:
            return i >= 0
        cited = self.citations[i]
        if cited.title_span is not None:
            return cited.title_span[0] <= found.start < cited.title_span[1]
        if cited.end < start or found.start - cited.end > 400:
            return False
        between = self.folded[cited.end : found.start]
        return _SENTENCE.search(between) is None and _TITLE.match(between) is not None

    # Time slots -------------------------------------------------------------------------------------------------------
    def _slot(self, slot: Slot, *, campaign: bool = False) -> int:
        """Read a slot; where to look on."""
        if slot.partner is not None:
            return self._start_and_finish(slot, slot.partner)
        end = min(slot.end, slot.start + _SLOT_LIMIT)
        first = len(self.found)
        fallback: Found | None = None
        at, tentative = slot.start, False
        for m in _WORD.finditer(self.folded, slot.start, end):
            if m.start() < at:
                continue
            if stop := self._closed_until(m.start()):
                at = stop
                continue
            found = self.reader.read(m.start(), end, slot=True)
            if found is not None and found.family == "duration" and not self._stands_alone(m.start(), slot.start):
                found = self.reader.read(m.start(), end)
            if found is None:
                tentative = tentative or self.folded.startswith("dự kiến", m.start())
                continue
            at = max(found.end, found.resume)
            if found.family in ("external", "none"):
                fallback = fallback or found
                continue
            self._finish(found, slot)
            found.tentative = found.tentative or tentative
            self._share(found)
            self.found.append(found)
            if further := self.reader.series(found, end):
                self.found += further
                at = further[-1].end
        if len(self.found) == first and fallback is not None:
            self.found.append(fallback)
        if campaign and len(self.found) == first + 1 and self.found[first].type == "within":
            self.campaign = self.found[first].from_, self.found[first].to
        return max(end, at)

    def _stands_alone(self, place: int, start: int) -> bool:
        """`18 tháng` in a slot counts at its beginning or after a mark, not in `báo cáo 6 tháng`."""
        before = self.folded[start:place].rstrip()
        return not before or not before[-1].isalnum() or before.endswith(("trong", "khoảng", "là"))

    @staticmethod
    def _finish(found: Found, slot: Slot) -> None:
        """A bare day where the end is asked for is a last day; so is any bare moment beside an empty start, and the reverse."""
        if slot.kind == "time" or found.moment is None or found.opening != "none" or found.ranged:
            return
        if found.type != "within":
            return
        if slot.kind == "start":
            found.type, found.to = "from", None
        elif found.moment.kind == "day" or slot.kind == "end":
            found.type, found.from_ = "by", None

    def _start_and_finish(self, slot: Slot, finish: Slot) -> int:
        begin = self._only(slot)
        last = self._only(finish)
        if begin is not None and last is not None:
            self.found.append(
                Found(
                    begin.start,
                    last.end,
                    "within",
                    "dated",
                    from_=begin.from_ or begin.to,
                    to=last.to,
                    impossible=begin.impossible or last.impossible,
                )
            )
        elif last is not None:
            self._finish(last, finish)
            self.found.append(last)
        elif begin is not None:
            self._finish(begin, slot)
            self.found.append(begin)
        return finish.end

    def _only(self, slot: Slot) -> Found | None:
        for m in _WORD.finditer(self.folded, slot.start, slot.end):
            found = self.reader.read(m.start(), slot.end, slot=True)
            if found is not None:
                return found
        return None

    # A campaign's own time --------------------------------------------------------------------------------------------
    def _campaigns(self) -> None:
        """`trong thời gian diễn ra …` means the time that the plan's own section on time sets."""
        if self.campaign is None:
            return
        taken = sorted((f.start, f.end) for f in self.found)
        low, high = self.campaign
        for m in _CAMPAIGN.finditer(self.folded):
            i = bisect_right(taken, (m.end(), 0)) - 1
            if i < 0 or taken[i][1] <= m.start():
                self.found.append(Found(m.start(), m.end(), "within", "dated", from_=low, to=high))


def _closed(header: Header, citations: Sequence[Citation]) -> list[tuple[int, int]]:
    """Spans whose dates belong to something else, merged and in order: the header's fields, the recipients, citations."""
    spans = sorted(
        [*header.spans.values(), *(header.signer.spans.values() if header.signer else ())]
        + [(c.start, c.end) for c in citations]
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged
