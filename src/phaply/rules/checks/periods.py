"""`periods`: a period of the plan must not contradict the one that a law sets for the same thing.

The limit stands in the record of the law (`corpora/upstream`): how long something lasts at least, within how many days it is done, how
many days ahead, how often; or in the rule file, for a number of people or a share. Stricter than the law is never wrong. Only a number
that its own words, or those right before it, bind to the thing is looked at.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from phaply.language import Span
from phaply.parse.model import Deadline
from phaply.rules.checks import Hit, Settings, check, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import is_about
from phaply.rules.laws import binds, limit_of, record_named
from phaply.rules.model import UpstreamEvidence
from phaply.rules.patterns import compile_pattern

_WEEK = 7 / 5
"""Calendar days to a working day."""
_UNIT = {"ngày": 1, "tuần": 7, "tháng": 30, "năm": 365}
_ISO = {"D": 1, "W": 7, "M": 30, "Y": 365}
_QUANTITY = re.compile(
    r"(?<![\w/.,-])(\d{1,3})(?: ?\([^()\n]{1,20}\))? (ngày|tuần|tháng)(?! \d|/)(?! (?:một|1|01) lần)( làm việc)?(?!\w)"
)
_SENTENCE_END = re.compile(r"[.;](?=\s|$)|\n")
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\n")
# What may stand right before the number, by what is measured; checked against the examples of the rule files.
_BEFORE: dict[str, re.Pattern[str]] = {
    "lasting": re.compile(
        r"(?:thời gian|thời hạn|trong|vòng|ít nhất|tối thiểu|liên tục|đủ|kéo dài|không quá|tối đa|yết|kiến|dân|khai|đăng)"
        r"(?: (?:niêm yết|lấy ý kiến|công khai|phát|đăng|thông tin|là|tối thiểu|ít nhất|trong|vòng)){0,3} ?[:(]? {0,2}$"
    ),
    "within": re.compile(
        r"(?:chậm nhất|muộn nhất|thời hạn|trong|vòng|thời gian|không quá|tối đa)(?: (?:là|sau|không quá|trong|vòng|tối đa)){0,2} ?:? {0,2}$"
    ),
    "ahead": re.compile(r"(?:chậm nhất|muộn nhất|ít nhất|tối thiểu|trước)(?: (?:là|trước)){0,2} ?:? {0,2}$"),
}
_NOT_LASTING = re.compile(r"(?:chậm nhất|muộn nhất)[^,;.]{0,20}$")
_AFTER: dict[str, re.Pattern[str]] = {
    "lasting": re.compile(
        r"(?!,? ?(?:trước|sau khi|(?:kể |tính )?từ (?:ngày|khi) (?!niêm yết|công khai|công bố|đăng|phát|bắt đầu|thông báo|lấy)))"
    ),
    "within": re.compile(r"(?!,? ?trước)"),
    "ahead": re.compile(r",? ?trước"),
}
_SLOT_LASTING = re.compile(r"(?:trong|thời gian|ít nhất|tối thiểu|là|vòng|liên tục|[ :]){0,6}$")
_SAME = re.compile(
    r" ?(?:thời gian|thời hạn|trong|ít nhất|tối thiểu|với|đủ|liên tục|chậm nhất|muộn nhất|không quá|từ ngày|bảo đảm|đảm bảo|định kỳ)"
)
"""A clause that begins like this goes on about the thing of the clause before it."""


class Periods(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `periods`."""

    record: str
    path: str
    about_pattern: str
    """What a clause speaks of, if it is about this."""
    unless_pattern: str | None = None
    """A sentence that holds this is about something else."""
    other_law_pattern: str | None = None
    """Where other laws set periods of their own: for review."""
    at_least: int | None = None
    at_most: int | None = None
    unit_pattern: str | None = None
    """With `at_least` or `at_most`: what is counted (`thành viên`, `%`)."""
    sure_until: str | None = None
    """Last day (ISO) on which the wording of the law is known; later it is for review."""


class Limit(Struct, frozen=True):
    """What the law allows: at least or at most so many days, or one time in so many."""

    how: Literal["lasting", "within", "ahead", "every"]
    days: int
    working: bool


@check("periods", Periods)
def run(rule: Rule, settings: Periods, ctx: Context) -> Iterator[Hit]:
    """A Hit for every period that the law does not allow."""
    about = compile_pattern(settings.about_pattern)
    if not is_about(rule, ctx) or not about.search(ctx.folded, ctx.body_start, ctx.body_end):
        return
    record = record_named(settings.record)
    bound = binds(record, settings.path, ctx)
    if bound is None:
        yield unknown("Văn bản không ghi ngày ban hành." if ctx.lang != "en" else "The plan has no date of issue.")
        return
    if not bound:
        return
    obligation, period = limit_of(record, settings.path)
    evidence = (UpstreamEvidence(obligation.source, None, None, obligation.quote, obligation.path),)
    day, effective = (ctx.date_range or ("", ""))[0], record.effective.get(settings.path, "")
    for span, own, sure, last in _found(settings, about, _limit(obligation.deadline, period), ctx):
        if settings.sure_until and day > settings.sure_until:
            sure = False
        if day < effective and last is not None and last < effective:
            sure = False  # over before the law takes effect
        yield Hit(spans=(span,), outcome="fail" if sure else "review", values={"own": own}, upstream=evidence)


def _limit(deadline: Deadline | None, period: object) -> Limit | None:
    least = getattr(period, "at_least", None)
    if least:
        return Limit("lasting", _days(least), bool(getattr(period, "working_days", False)))
    if deadline is None:
        return None
    if deadline.recurrence:
        return Limit("every", _days(deadline.recurrence), False)
    if deadline.duration:
        return Limit("ahead" if deadline.before else "within", _days(deadline.duration), deadline.working_days)
    return None


def _days(duration: str) -> int:
    return int(duration[1:-1]) * _ISO[duration[-1]] if re.fullmatch(r"P\d+[DWMY]", duration) else 0


_Found = tuple[Span, str, bool, str | None]


def _found(settings: Periods, about: re.Pattern[str], limit: Limit | None, ctx: Context) -> Iterator[_Found]:
    """Span, the plan's own words for it, whether it is sure, and the last day of the task around it."""
    unless = compile_pattern(settings.unless_pattern) if settings.unless_pattern else None
    other = compile_pattern(settings.other_law_pattern) if settings.other_law_pattern else None
    seen: set[Span] = set()
    for start, end in _sentences(about, ctx):
        if unless is not None and unless.search(ctx.folded, start, end):
            continue
        sure = other is None or not other.search(ctx.folded, start, end)
        for span, own, clear in _in_sentence(settings, about, limit, start, end, ctx):
            if span not in seen:
                seen.add(span)
                yield span, own, sure and clear, _last_day(span[0], ctx)
    if limit is not None:
        for span, own in _in_slots(about, unless, limit, ctx):
            if span not in seen:
                seen.add(span)
                yield span, own, True, _last_day(span[0], ctx)


def _sentences(about: re.Pattern[str], ctx: Context) -> Iterator[Span]:
    """The sentences of the body that speak of the thing, outside the names of other documents."""
    for p in ctx.paragraphs_in(ctx.body_start, ctx.body_end):
        if not about.search(p.folded):
            continue
        at = p.start
        for m in _SENTENCE_END.finditer(ctx.folded, p.start, p.end):
            if about.search(ctx.folded, at, m.start()):
                yield at, m.start()
            at = m.end()
        if at < p.end and about.search(ctx.folded, at, p.end):
            yield at, p.end


def _in_sentence(
    settings: Periods, about: re.Pattern[str], limit: Limit | None, start: int, end: int, ctx: Context
) -> Iterator[tuple[Span, str, bool]]:
    if settings.unit_pattern is not None:
        yield from _amounts(settings, about, start, end, ctx)
        return
    if limit is None:
        return
    if limit.how == "every":
        for d in _deadlines(start, end, ctx):
            if d.recurrence and _days(d.recurrence) > limit.days and _bound(about, d.start, start, ctx):
                yield (d.start, d.end), ctx.quote((d.start, d.end)), True
        return
    for m in _QUANTITY.finditer(ctx.folded, start, end):
        before, after = _BEFORE[limit.how], _AFTER[limit.how]
        if not before.search(ctx.folded, max(start, m.start() - 60), m.start()) or not after.match(ctx.folded, m.end()):
            continue
        if limit.how == "lasting" and _NOT_LASTING.search(ctx.folded, max(start, m.start() - 60), m.start()):
            continue
        if not _bound(about, m.start(), start, ctx) or ctx.is_cited(*m.span()):
            continue
        wrong = _contradicts(int(m[1]) * _UNIT[m[2]], bool(m[3]), limit)
        if wrong is not None:
            yield m.span(), ctx.quote(m.span()), wrong
    if limit.how == "lasting":
        for d in _deadlines(start, end, ctx):
            days = _range_days(d, ctx)
            if days is not None and days < limit.days and _bound(about, d.start, start, ctx):
                yield (d.start, d.end), f"{days} {'days' if ctx.lang == 'en' else 'ngày'}", True


def _contradicts(own: int, working: bool, limit: Limit) -> bool | None:
    """True if surely, False if perhaps (days against working days), None if not."""
    least = limit.how in ("lasting", "ahead")
    if working == limit.working:
        return True if (own < limit.days if least else own > limit.days) else None
    # Working days and calendar days: sure only where no week-end can make up for it.
    ours, theirs = (own * _WEEK, float(limit.days)) if working else (float(own), limit.days * _WEEK)
    if least:
        wrong, surely = ours < theirs, own < limit.days
    else:
        wrong, surely = ours > theirs, (own > limit.days if working else own > limit.days * _WEEK + 2)
    return surely if wrong else None


def _bound(about: re.Pattern[str], at: int, start: int, ctx: Context) -> bool:
    """Whether the clause around `at`, or the one it goes on from, speaks of the thing."""
    cuts = [start, *(m.end() for m in _CLAUSE_END.finditer(ctx.folded, start, at))]
    stop = _CLAUSE_END.search(ctx.folded, at)
    end = stop.start() if stop else len(ctx.folded)
    # The words that name the thing may hold a comma themselves (cán bộ, công chức).
    if any(m.end() > cuts[-1] for m in about.finditer(ctx.folded, start, end)):
        return True
    goes_on = _SAME.match(ctx.folded, cuts[-1]) is not None or ctx.folded[cuts[-1] - 1 : cuts[-1]] == ":"
    return len(cuts) > 1 and goes_on and about.search(ctx.folded, cuts[-2], cuts[-1]) is not None


def _amounts(
    settings: Periods, about: re.Pattern[str], start: int, end: int, ctx: Context
) -> Iterator[tuple[Span, str, bool]]:
    pattern = compile_pattern(rf"(?<![\w/.,-])(\d{{1,3}}) ?(?:{settings.unit_pattern})(?!\w)")
    for m in pattern.finditer(ctx.folded, start, end):
        number = int(m[1])
        low = settings.at_least is not None and number < settings.at_least
        high = settings.at_most is not None and number > settings.at_most
        if (low or high) and _bound(about, m.start(), start, ctx):
            yield m.span(), ctx.quote(m.span()), True


def _in_slots(
    about: re.Pattern[str], unless: re.Pattern[str] | None, limit: Limit, ctx: Context
) -> Iterator[tuple[Span, str]]:
    """Tasks about the thing with a line or a cell for their time."""
    for t in ctx.plan.tasks:
        slot = t.slots.get("time")
        if slot is None or not about.search(ctx.folded, t.start, min(t.end, t.start + 200)):
            continue
        if unless is not None and unless.search(ctx.folded, t.start, t.end):
            continue
        if limit.how == "every":
            for d in _deadlines(*slot, ctx):
                if d.recurrence and _days(d.recurrence) > limit.days:
                    yield (d.start, d.end), ctx.quote((d.start, d.end))
        if limit.how != "lasting":
            continue
        for m in _QUANTITY.finditer(ctx.folded, *slot):
            opening = _SLOT_LASTING.match(ctx.folded, slot[0], m.start())
            right = _AFTER["lasting"].match(ctx.folded, m.end()) is not None
            if opening and right and _contradicts(int(m[1]) * _UNIT[m[2]], bool(m[3]), limit):
                yield m.span(), ctx.quote(m.span())
        for d in _deadlines(*slot, ctx):
            days = _range_days(d, ctx)
            if days is not None and days < limit.days:
                yield (d.start, d.end), f"{days} {'days' if ctx.lang == 'en' else 'ngày'}"


def _deadlines(start: int, end: int, ctx: Context) -> list[Deadline]:
    return [d for d in ctx.plan.deadlines if start <= d.start and d.end <= end]


_TWO_DAYS = re.compile(r"\d{1,2}[^\n]{0,40}(?:đến|[-–])[^\n]{0,20}\d")


def _range_days(d: Deadline, ctx: Context) -> int | None:
    """Days from the first to the last of a period that names both."""
    if d.type != "within" or not d.earliest or not d.latest or d.earliest == d.latest:
        return None
    if not _TWO_DAYS.match(ctx.folded[d.start : d.end].removeprefix("từ ").removeprefix("ngày ")):
        return None
    try:
        return (date.fromisoformat(d.latest) - date.fromisoformat(d.earliest)).days + 1
    except ValueError:
        return None


def _last_day(at: int, ctx: Context) -> str | None:
    """The last day of the task around a place, None if it has none."""
    for t in ctx.plan.tasks:
        if t.start <= at <= t.end and t.deadline is not None:
            return ctx.plan.deadlines[t.deadline].latest
    return None
