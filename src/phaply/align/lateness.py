"""Is a deadline later than the one asked for? Interval against interval; what cannot be compared is None, never a guess."""

import re

from phaply.parse import Deadline

__all__ = ["in_words", "later", "less_often"]

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?$")


def later(own: Deadline | None, asked: Deadline | None) -> bool | None:
    """True if the last day of `own` comes after the last day of `asked`; the same day is not late.

    None where either has no last day, or where they hang on different things (an event, a date, a recurrence).
    Source of the convention: a quarter ends on its last day; "trước ngày X" and "chậm nhất X" both end on X.
    """
    if own is None or asked is None:
        return None
    if asked.duration and own.duration and asked.before == own.before:
        mine, theirs = _days(own.duration), _days(asked.duration)
        if mine is None or theirs is None:
            return None
        if own.working_days == asked.working_days:
            return mine > theirs if not own.before else mine < theirs
        # A working day is at least a day: more working days are surely longer, fewer calendar days surely shorter.
        if own.working_days and mine > theirs:
            return True
        return False if asked.working_days and mine <= theirs else None
    if own.latest is None or asked.latest is None:
        return None
    own_yearly, asked_yearly = own.latest.startswith("--"), asked.latest.startswith("--")
    if own_yearly != asked_yearly:
        return None
    return own.latest > asked.latest


def less_often(own: Deadline | None, asked: Deadline | None) -> bool | None:
    """True if `own` recurs more rarely than `asked`; None unless both recur at a known interval."""
    if own is None or asked is None or not own.recurrence or not asked.recurrence:
        return None
    mine, theirs = _days(own.recurrence), _days(asked.recurrence)
    return None if mine is None or theirs is None else mine > theirs


_UNITS = (("năm", "years"), ("tháng", "months"), ("tuần", "weeks"), ("ngày", "days"), ("giờ", "hours"))


def in_words(deadline: Deadline | None, lang: str = "vi") -> str:
    """A deadline as people write it: `31/7/2024`, `48 giờ`, `05 ngày làm việc`, `hằng 3 tháng`; empty if it has no value."""
    english = lang == "en"
    if deadline is None:
        return ""
    if deadline.latest and not deadline.latest.startswith("--"):
        year, month, day = deadline.latest.split("-")
        return f"{day}/{int(month) if month > '02' else month}/{year}"
    if deadline.latest:
        month, day = deadline.latest[2:].split("-")
        return f"{day}/{month} {'every year' if english else 'hằng năm'}"
    if deadline.duration:
        return _spoken(deadline.duration, english, deadline.working_days)
    if deadline.recurrence:
        return f"{'every' if english else 'mỗi'} {_spoken(deadline.recurrence, english, False)}"
    return ""


def _spoken(duration: str, english: bool, working: bool) -> str:
    m = _DURATION.match(duration)
    if m is None:
        return duration
    parts = []
    for number, (vi, en) in zip(m.groups(), _UNITS, strict=True):
        if number:
            unit = en if english else vi
            if vi == "ngày" and working:
                unit = "working days" if english else "ngày làm việc"
            parts.append(f"{int(number):02d} {unit}" if vi == "ngày" else f"{int(number)} {unit}")
    return " ".join(parts)


def _days(duration: str) -> float | None:
    m = _DURATION.match(duration)
    if m is None or not any(m.groups()):
        return None
    years, months, weeks, days, hours = (int(g or 0) for g in m.groups())
    return years * 365 + months * 30.4 + weeks * 7 + days + hours / 24
