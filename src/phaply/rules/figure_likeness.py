"""Figures of the same thing (cùng một chỉ tiêu): whether two are, whether they contradict each other, whether one falls short.

They are compared only if they surely are figures of the same thing: the same unit, the same words apart from those that any target
is said with, the same scope (mỗi thôn, hằng quý), the same years, nobody else's.
"""

import re

from msgspec import Struct

from phaply.align.figures import Figure
from phaply.parse.model import Deadline
from phaply.rules.context import Context
from phaply.rules.stated import Stated, telling

__all__ = ["Likeness", "alike", "contradicts", "falls_short", "theme_of"]

_SURE, _LEAST = 4, 2
"""Syllables that two figures must share, to be sure, and at all."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_HALF_A_YEAR = 5
"""Months between the first and the last of a period."""
_ANOTHER = frozenset(("không", "chưa", "mới", "thêm", "tăng", "giảm", "ngoài", "cận"))
"""Words that make another thing of what they stand with, even where the subject holds them."""


class Likeness(Struct, frozen=True):
    """How two figures are figures of the same thing."""

    sure: bool


def theme_of(ctx: Context) -> frozenset[str]:
    """Words that any item of the plan may leave out or say: those of its subject, its own unit's name."""
    said = telling(ctx.subject, 0, len(ctx.subject))
    if ctx.unit is not None:
        own = " ".join(ctx.unit)
        said |= telling(own, 0, len(own))
    return frozenset(said - _ANOTHER)


def alike(one: Stated, other: Stated, theme: frozenset[str]) -> Likeness | None:
    """Whether two figures are of the same thing; None if they are not, or may not be."""
    if one.figure.unit != other.figure.unit or one.scope != other.scope or one.part or other.part:
        return None
    if one.years and other.years and one.years != other.years:
        return None
    same_task = one.task is not None and one.task == other.task
    if not same_task:
        if one.owners and other.owners and not one.owners & other.owners:
            return None
        if not _same_time(one, other):
            return None
    theme |= {f"n:{s}" for s in one.scope} | one.scope
    ours, theirs = one.words - other.words - theme, other.words - one.words - theme
    if (ours - other.around) or (theirs - one.around):
        return None
    shared = one.words & other.words
    if len(shared) < _LEAST and not (len(ours | theirs | shared) >= _LEAST and shared):
        return None
    telling_syllables = sum(len(w.split()) for w in shared) + len(one.scope)
    sure = not ours and not theirs and telling_syllables >= _SURE and _sure_time(one, other)
    return Likeness(sure=same_task or sure)


def _same_time(one: Stated, other: Stated) -> bool:
    """Whether both are told of the same time; where only one names a time inside the year, it may be a part of the other."""
    a, b = ({(d.from_, d.to) for d in s.times} for s in (one, other))
    if a == b:
        return True
    if not a or not b:
        times = (*one.times, *other.times)
        return len(times) > 1 or all(d.type == "by" or _most_of_a_year(d) for d in times)
    return all(d.type == "by" for s in (one, other) for d in s.times)


def _sure_time(one: Stated, other: Stated) -> bool:
    """Whether neither is told of a stretch of time that the other is not told of."""
    a, b = ({(d.from_, d.to) for d in s.times} for s in (one, other))
    return a == b or all(d.type == "by" for s in (one, other) for d in s.times)


def _most_of_a_year(d: Deadline) -> bool:
    """Whether a period is half a year or longer: no mere part of a year's work."""
    if not d.from_ or not d.to or not (_DAY.match(d.from_) and _DAY.match(d.to)):
        return False
    (year, month), (last_year, last_month) = (map(int, day.split("-")[:2]) for day in (d.from_, d.to))
    return (last_year - year) * 12 + last_month - month >= _HALF_A_YEAR


def contradicts(one: Figure, other: Figure) -> bool:
    """Whether no single number can be both; two bounds of the same kind that differ contradict each other too."""
    if one.sense == other.sense:
        return (one.low, one.high) != (other.low, other.high)
    if "about" in (one.sense, other.sense):
        a, b = (one.low + one.high) / 2, (other.low + other.high) / 2
        return abs(a - b) > 0.1 * max(a, b)
    low, high = (one, other) if one.sense == "least" or other.sense == "most" else (other, one)
    if low.sense == "least" and high.sense == "most":
        return low.low > high.high
    if low.sense == "least":
        return high.high < low.low
    return low.low > high.high


_WORSE = frozenset(
    ("nghèo", "vong", "mắc", "phạm", "nạn", "hạn", "chậm", "trễ", "sai", "khiếu", "thất", "suy", "hôn", "cháy", "đọng")
)
"""Words of things of which less is better (hộ nghèo, tử vong, vi phạm, quá hạn, suy dinh dưỡng), unless it is told that they fall."""
_ALL = 100.0
_FALLS = "giảm"
_IN_TIME = frozenset(("đúng", "trước"))


def falls_short(one: Stated, other: Stated) -> bool:
    """Whether what is given (`other`) is surely less than what is asked (`one`), or more than is allowed; more is no fault."""
    asked, given = one.figure, other.figure
    if asked.sense == "most":
        return given.low > asked.high
    if given.sense == "most":
        return False
    words = one.words
    if asked.unit == "%" and asked.low >= _ALL:
        return given.high < asked.low
    if asked.sense != "least" and words & _WORSE and _FALLS not in words and not words & _IN_TIME:
        return False
    return given.high < asked.low
