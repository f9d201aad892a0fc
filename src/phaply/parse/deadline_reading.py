"""Reading one deadline at a known place of the folded text."""

import re
from collections.abc import Callable

from phaply.parse import deadline_grammar as g
from phaply.parse.dates import day_before, iso, loose
from phaply.parse.deadline_moments import Moment, after_clock, read_moment, read_second, resolve
from phaply.parse.deadline_values import Found, Opening, dated, duration, interval, of_every_year

__all__ = ["Reader"]

_PATTERNS: dict[str, tuple[tuple[Opening, re.Pattern[str]], ...]] = {
    "t": (("before", g.BEFORE), ("latest", g.LATEST), ("now-until", g.NOW_UNTIL), ("in", g.IN), ("from", g.FROM), ("until", g.UNTIL)),
    "c": (("latest", g.LATEST), ("until", g.UNTIL)),
    "m": (("latest", g.LATEST),),
    "k": (("latest", g.LATEST), ("from", g.FROM)),
    "h": (("latest", g.LATEST),),
    "đ": (("until", g.UNTIL),),
    "d": (("until", g.UNTIL),),
    "b": (("from", g.FROM),),
    "v": (("in", g.IN),),
    "s": (("after", g.AFTER),),
}  # fmt: skip
# The first letters of each family: most places are settled by one look.
_TENTATIVE_FIRST = frozenset("dđ")
_DURATION_FIRST = frozenset("0123456789tcmkíislhb<>≤≥")
_RECURRING_FIRST = frozenset("0123456789hmtbđds")
_DATELESS_FIRST = frozenset("tsqnđdgck2")
_DAY_OPENINGS = ("before", "latest", "until", "in", "none")
_YEARLY = ("P1Y", "P6M")
"""Intervals whose day needs its month: `6 tháng (trước ngày 15/6)`."""
_CITED = re.compile(r"(?<!kèm)\stheo\s(?:điều|khoản|điểm|nghị định|thông tư|luật|bộ luật)\s")
"""After an event, what its length is taken from: `kể từ ngày nhận đủ hồ sơ | theo khoản 5 Điều 8`."""
_DAY_WORD = re.compile(rf"{loose('ngày')}[ \n]{{1,3}}")
_THAN = re.compile(rf"[ \n]{{1,3}}{loose('so với')}")
_LONG_LEAD = re.compile(
    rf"{loose('trong thời hạn')}|{loose('trong vòng')}|{loose('thời gian')}|{loose('thời hạn')}|{loose('không quá')}|{loose('chậm nhất')}|[<≤]"
)
_JOINT = re.compile(r"[ \n]{0,2},?[ \n]{0,2}\(?[ \n]{0,2}")
_CLOCK_BEFORE = re.compile(r"(?:giờ|h|:)\s?\d{0,2}\s?(?:phút)?\s?$")
_EVERY_MONTH_BEFORE = re.compile(r"tháng\s?[(,]?\s?$")
_DAY_ALONE = re.compile(r"(3[01]|[12]\d|0?[1-9])(?=[),.;]|$)")
_BEFORE_WHAT = re.compile(
    r"(?<!\w)trước\s(?P<what>(?:ngày|khi|cuộc|kỳ|buổi|hội nghị|thời điểm)\s[^.,;:()\d\n]{1,50}?)\s(?:dự kiến\s)?$"
)
_NAMED_HALF = re.compile(r"(?:\d|tuổi|trong|sau|thời hạn)[ ]$")
_CLOSE = re.compile(r"[ ]?\)")


class Reader:
    """Reads deadlines of one text: `text` for words to quote, `folded` to match, `year_at` for moments without a year."""

    def __init__(
        self, text: str, folded: str, year_at: Callable[[int], int | None], plan_date: str | None = None
    ) -> None:
        self.text = text
        self.folded = folded
        self.year_at = year_at
        self.plan_date = plan_date

    def read(self, at: int, end: int, *, slot: bool = False) -> Found | None:
        """The deadline that begins at `at` and ends before `end`; inside a time slot short forms count too."""
        first = self.folded[at : at + 1]
        tentative = g.TENTATIVE.match(self.folded, at, end) if first in _TENTATIVE_FIRST else None
        if tentative is None:
            return self._read(at, end, slot)
        found = self._read(tentative.end(), end, slot)
        if found is not None:
            found.tentative, found.start = True, at
        return found

    def _read(self, at: int, end: int, slot: bool) -> Found | None:
        first = self.folded[at : at + 1]
        found = self._dated(at, end, slot)
        if found is None and first in _DURATION_FIRST:
            found = self._duration(at, end, slot)
        if found is None and first in _RECURRING_FIRST:
            found = self._recurring(at, end)
        if found is None and first in _DATELESS_FIRST:
            found = self._dateless(at, end)
        return found or (self._slot_only(at, end) if slot else None)

    # Days, months, quarters, years ------------------------------------------------------------------------------------
    def _dated(self, at: int, end: int, slot: bool) -> Found | None:
        opening, start = self._opening(at, end)
        if (day := self._day_of_every_month(at, start, end)) is not None:
            return day
        # `/02/2025` is a date with a blank day.
        whole = start == 0 or self.folded[start - 1] not in "/-."
        numeric = whole and (slot or opening != "none")
        first = read_moment(self.folded, start, end, numeric_month=numeric)
        if first is None:
            return None
        second, stop = None, first.end
        if opening in ("none", "in", "from") and (
            m := g.RANGE.match(self.folded, stop, end)
            or (g.FINISHED.match(self.folded, stop, end) if opening == "from" else None)
        ):
            second = read_second(self.folded, m.end(), end, first, numeric_month=numeric)
            if second is not None:
                stop = second.end
        last = second or first
        if opening == "from" and first.is_range:
            opening = "in"  # `từ ngày 15 đến ngày 20/6`, `từ tháng 3 - 11` were read as one stretch
        if opening == "until" and first.start > start and _CLOCK_BEFORE.search(self.folded, max(0, at - 8), at):
            opening = "none"  # `từ 8 giờ đến 11 giờ, ngày 20/5`: only the day counts
        begin = first.start if opening == "none" else at  # a clock time before the day stays outside
        found = Found(begin, stop, "within", "dated", opening, moment=last, ranged=second is not None)
        if first.kind == "day" and (_DAY_WORD.search(self.folded, start, first.end)):
            found.shape = "ngày"
        if second is None and (m := g.YEARLY.match(self.folded, stop, end)):
            found.type, found.family, found.end = "recurring", "recurring", m.end()
            found.recurrence, found.shape = interval(None, m["unit"]), "day"
            found.to = of_every_year(first) if opening != "from" else None
            return found
        if second is not None and not second.has_year and (m := g.YEARLY.match(self.folded, stop, end)):
            found.type, found.family, found.end = "recurring", "recurring", m.end()
            found.recurrence, found.shape = interval(None, m["unit"]), "day"
            found.from_, found.to = of_every_year(first), of_every_year(second)
            return found
        if second is None and (m := g.NEXT_YEARS.match(self.folded, stop, end)):
            found.type, found.end = "from", m.end()
            found.from_ = resolve(first, self._year(first))[0]
            return found
        year = self._year(first) if second is None else self._year(second if not second.has_year else first)
        found.type, found.from_, found.to = dated(opening, first, second, year, self.plan_date)
        found.impossible = self._impossible(first) or (second is not None and self._impossible(second))
        self._event_after(found, end)
        return found

    def _opening(self, at: int, end: int) -> tuple[Opening, int]:
        for name, pattern in _PATTERNS.get(self.folded[at : at + 1], ()):
            if m := pattern.match(self.folded, at, end):
                return name, m.end()
        return "none", at

    def _year(self, moment: Moment) -> int | None:
        return None if moment.has_year else self.year_at(moment.start)

    def _impossible(self, moment: Moment) -> bool:
        # The year only matters for 29 February; a leap year stands in where none is known.
        own = self._year(moment) or 2024
        return any(iso(y or own, m, d or 1) is None for y, m, d in (moment.low, moment.high))

    def _day_of_every_month(self, at: int, start: int, end: int) -> Found | None:
        start = after_clock(self.folded, start, end)
        day = _DAY_WORD.match(self.folded, start, end)
        begin = day.end() if day else start
        m = g.ONGOING.match(self.folded, begin, end)
        if m is None or (day is None and (at == start or not m["unit"])):
            return self._day_alone(at, begin, end) if day and at != start else None
        found = Found(at, m.end(), "recurring", "recurring", shape="day")
        if m["quarter"]:
            found.recurrence = "P3M"
        else:
            found.recurrence = interval(None, m["unit"] or "tháng")
            if m["day"].isdigit() and found.recurrence == "P1M":
                found.to = f"---{int(m['day']):02d}"
        return found

    def _day_alone(self, at: int, start: int, end: int) -> Found | None:
        """`báo cáo tháng (trước ngày 20)`: a day of every month, if a month is spoken of just before."""
        m = _DAY_ALONE.match(self.folded, start, end)
        if m is None or not _EVERY_MONTH_BEFORE.search(self.folded, max(0, at - 10), at):
            return None
        return Found(at, m.end(), "recurring", "recurring", recurrence="P1M", to=f"---{int(m[1]):02d}", shape="day")

    def _event_after(self, found: Found, end: int) -> None:
        if m := g.FOLLOWING_EVENT.match(self.folded, found.end, end):
            name = "inside" if m["inside"] else "beside"
            found.after = self._quote(m.start(name), m.end(name))
            found.resume = m.end()
            if name == "beside":
                found.end = m.start(name) + len(m[name].rstrip())

    def _quote(self, start: int, end: int) -> str:
        return " ".join(self.text[start:end].split()).rstrip(" .,;:")

    # Durations --------------------------------------------------------------------------------------------------------
    def _duration(self, at: int, end: int, slot: bool) -> Found | None:
        lead = g.DURATION_LEAD.match(self.folded, at, end)
        m = g.DURATION.match(self.folded, lead.end() if lead else at, end)
        if m is None:
            return None
        if slot and lead is None and g.FREQUENCY.match(self.folded, at, end) is not None:
            return None  # `06 tháng một lần`
        unit = m["unit"]
        tail = g.DURATION_TAIL.match(self.folded, m.end(), end)
        if not (lead or tail or m["work"] or (slot and unit != "giờ")):
            return None  # `8 giờ` alone is a time of day
        if m["word"] and not (lead and (tail or m["work"])):
            return None  # a word for a number needs surer signs: `năm tháng`
        before_it = lead is not None and lead[0].strip().startswith("trước") and tail is None
        if before_it and not _THAN.match(self.folded, m.end(), end):
            return None
        if unit[:2] in ("nă", "th") and not (lead and tail) and not slot and not _LONG_LEAD.match(self.folded, at, end):
            return None  # `trong 5 năm`, `sau 3 tháng`: mostly a length of time, no deadline
        found = Found(at, m.end(), "duration", "duration")
        found.duration = duration(m["n"] or m["word"], unit)
        found.working_days = bool(m["work"])
        found.before = before_it
        if tail is None and lead is not None and (m := _BEFORE_WHAT.search(self.folded, max(0, at - 70), at)):
            found.before, found.after = True, self._quote(m.start("what"), m.end("what"))
        if tail:
            clause = g.CLAUSE.match(self.folded, tail.end(), end)
            stop = clause.end() if clause else tail.end()
            if clause and (cited := _CITED.search(self.folded, tail.end(), stop)) is not None:
                stop = cited.start()
            anchor = read_moment(self.folded, tail.end(), end)
            if anchor is not None and anchor.kind == "day":
                stop = anchor.end
            found.end = tail.start() + len(self.folded[tail.start() : stop].rstrip())
            found.after = self._quote(tail.end(), stop) or None
            found.before = tail["before"] is not None
            if found.before and anchor is not None and not found.working_days:
                found.to = self._days_before(anchor, found.duration)
        return found

    def _days_before(self, anchor: Moment, span: str) -> str | None:
        day = resolve(anchor, self._year(anchor))[0]
        if day is None or not span.endswith("D"):
            return None
        for _ in range(int(span[1:-1])):
            day = day_before(day)
        return day

    # Again and again --------------------------------------------------------------------------------------------------
    def _recurring(self, at: int, end: int) -> Found | None:
        if m := g.FREQUENCY.match(self.folded, at, end):
            unit = m["unit1"] or m["unit2"] or m["unit3"]
            found = Found(at, m.end(), "recurring", "recurring", shape="frequency")
            found.recurrence = interval(m["n1"] or m["n2"] or m["n3"], unit)
            return found
        if (m := g.FIRST_OF_SERIES.match(self.folded, at, end)) and not _NAMED_HALF.search(
            self.folded, max(0, at - 12), at
        ):
            return Found(
                at, m.end(), "recurring", "recurring", recurrence=interval(m["n"], m["unit"]), shape="frequency"
            )
        m = g.EACH.match(self.folded, at, end)
        shape = "each"
        if m is None:
            m, shape = g.PERIODIC.match(self.folded, at, end), "periodic"
        if m is None:
            return None
        found = Found(at, m.end(), "recurring", "recurring", shape=shape)
        found.recurrence = interval(m["n"], m["unit"]) if m["unit"] else None
        joint = _JOINT.match(self.folded, m.end())
        if found.recurrence is None and (
            often := g.FREQUENCY.match(self.folded, joint.end() if joint else m.end(), end)
        ):
            found.recurrence = interval(
                often["n1"] or often["n2"] or often["n3"], often["unit1"] or often["unit2"] or often["unit3"]
            )
            found.end = often.end()
            return found
        joint = _JOINT.match(self.folded, found.end, end)
        day = self._dated(joint.end(), end, False) if joint else None
        if joint and day is None and found.recurrence == "P1M":
            day = self._monthly_day(joint.end(), end)
        if joint and day and self._join(found, day):
            close = _CLOSE.match(self.folded, found.end, end) if "(" in joint[0] else None
            found.end = close.end() if close else found.end
        return found

    def _monthly_day(self, at: int, end: int) -> Found | None:
        """`ngày 20` after `hằng tháng`."""
        word = _DAY_WORD.match(self.folded, at, end)
        m = _DAY_ALONE.match(self.folded, word.end(), end) if word else None
        if m is None:
            return None
        return Found(at, m.end(), "recurring", "recurring", recurrence="P1M", to=f"---{int(m[1]):02d}", shape="day")

    def series(self, found: Found, end: int) -> list[Found]:
        """The further intervals after a recurrence: `6 tháng` in `hằng quý, 6 tháng, hằng năm`."""
        more: list[Found] = []
        at = found.end
        while found.shape in ("each", "periodic") and (m := g.SERIES.match(self.folded, at, end)):
            item = Found(m.start("n"), m.end(), "recurring", "recurring", shape="each")
            item.recurrence = interval(m["n"], m["unit"])
            more.append(item)
            at = m.end()
        return more

    def _join(self, found: Found, day: Found) -> bool:
        """`định kỳ hằng năm (trước ngày 15/12)`: the day belongs to the recurrence."""
        if day.shape == "day":
            if found.recurrence not in (None, day.recurrence):
                return False
            found.recurrence, found.to = day.recurrence, day.to
        elif day.moment and not day.moment.has_year and not day.ranged and day.opening in _DAY_OPENINGS:
            if day.moment.kind != "day" or found.recurrence not in _YEARLY:
                return False
            found.to = of_every_year(day.moment)
        else:
            return False
        found.end = day.end
        return True

    # No date at all ---------------------------------------------------------------------------------------------------
    def _dateless(self, at: int, end: int) -> Found | None:
        if m := g.CONTINUOUS.match(self.folded, at, end):
            return Found(at, m.end(), "continuous", "continuous", shape="suốt" if "su" in m[0][:8] else "thường xuyên")
        if m := g.EXTERNAL.match(self.folded, at, end):
            return Found(at, at + len(m[0].rstrip()), "external", "external")
        if m := g.MEETING.match(self.folded, at, end):
            after = self._quote(*m.span("what"))
            return Found(at, m.end(), "event", "event", after=after, shape="kỳ họp")
        if m := g.EVENT.match(self.folded, at, end):
            if m["head"] is None:
                return Found(at, m.end(), "event", "event", after=self._quote(at, m.end()), shape="nhiệm kỳ")
            return self._event(at, m.end(), end, " ".join(m["head"].split()))
        return None

    def _event(self, at: int, words: int, end: int, shape: str) -> Found | None:
        clause = g.CLAUSE.match(self.folded, words, end)
        if clause is None:
            return None
        after = self._quote(words, clause.end())
        stop = words + len(clause[0].rstrip())
        return Found(at, stop, "event", "event", after=after, before="trước" in shape, shape=shape)

    def _slot_only(self, at: int, end: int) -> Found | None:
        if m := g.SLOT_EXTERNAL.match(self.folded, at, end):
            return Found(at, at + len(m[0].rstrip(" ,")), "external", "external")
        if m := g.SLOT_EVENT.match(self.folded, at, end):
            clause = g.CLAUSE.match(self.folded, m.end(), end)
            if clause and g.RANGE.match(self.folded, clause.end(), end):
                return None  # `từ ngày ban hành đến 30/11`: the end is what binds
            return self._event(at, m.end(), end, "kể từ")
        if m := g.SLOT_OCCASION.match(self.folded, at, end):
            return Found(at, m.end(), "event", "event", after=self._quote(at, m.end()), shape="dịp")
        if m := g.SLOT_YEAR.match(self.folded, at, end):
            year = self.year_at(at)
            return Found(
                at,
                m.end(),
                "within",
                "dated",
                "in",
                from_=f"{year}-01-01" if year else None,
                to=f"{year}-12-31" if year else None,
            )
        if self.folded[at - 1 : at] not in ("/", "-") and (m := g.SLOT_YEARS.match(self.folded, at, end)):
            return Found(
                at, m.end(), "within", "dated", from_=f"{m['first']}-01-01", to=f"{m['last'] or m['first']}-12-31"
            )
        if m := g.NO_TIME.match(self.folded, at, end):
            return Found(at, m.end(), "none", "none")
        return None
