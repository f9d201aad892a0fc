"""Evidence (chứng cứ) beside the words: is the nearest task meant for a duty although it says it in words of its own?

A plan on a new topic paraphrases; the share of the words that agree is then low, while the nearest task still is the right one. What
tells is how it stands out: no other duty has that task more, no other task comes near, both fall due in the same weeks, count the same.
"""

import math
import re
from datetime import date

from msgspec import Struct

from phaply.parse.model import Deadline

__all__ = ["Evidence", "days_between", "over_before", "same_number", "same_stretch", "same_weeks"]

_WEIGHTS = {
    "score": 2.9,
    "ahead": 2.6,
    "gap": 4.0,
    "weeks": 1.4,
    "stretch": 1.6,
    "term": 1.2,
    "number": 0.6,
    "core": 0.9,
    "telling": 2.2,
}
_BIAS = -2.5
"""Of a logistic model over 256 addressed duties of 20 plans in seven chains; leaving each chain out in turn it told done from missing in 0.85 to 1.0
of its duties (benchmarks/alignment.py says how the plain score does)."""
_NUMBER = re.compile(r"(?<![\d/.])\d+(?:[.,]\d+)?%?(?![\d/])")
_EARLIER, _LATER = 31, 10
"""A ward sets its day some days before the one above, or misses it by little."""


class Evidence(Struct, frozen=True):
    """How the best answer to a duty stands out."""

    score: float
    rival: float
    """What the same task gives to the duty that else claims it most."""
    second: float
    """What the next best task gives."""
    core: float
    """The share of the things that the duty is about that the task names."""
    telling: float
    """The weight of the most telling thing that both name."""
    weeks: bool
    stretch: bool
    """Whether both last from the same day to the same day."""
    term: bool
    number: bool

    def likelihood(self) -> float:
        """How likely the task is meant for the duty (0 … 1)."""
        told = {
            "score": self.score,
            "ahead": max(-0.4, min(0.4, self.score - self.rival)),
            "gap": min(0.4, self.score - self.second),
            "weeks": float(self.weeks),
            "stretch": float(self.stretch),
            "term": float(self.term),
            "number": float(self.number),
            "core": min(1.0, 2 * self.core),
            "telling": self.telling,
        }
        return 1 / (1 + math.exp(-_BIAS - sum(_WEIGHTS[name] * value for name, value in told.items())))


def same_weeks(own: Deadline | None, asked: Deadline | None) -> bool:
    """Whether the last days of both lie in the same weeks."""
    ours, theirs = _day(own), _day(asked)
    return ours is not None and theirs is not None and -_EARLIER <= (ours - theirs).days <= _LATER


def days_between(one: Deadline | None, other: Deadline | None) -> int | None:
    """How many days lie between the last days of both; None where either has none."""
    ours, theirs = _day(one), _day(other)
    return abs((ours - theirs).days) if ours is not None and theirs is not None else None


def same_stretch(own: Deadline | None, asked: Deadline | None) -> bool:
    """Whether both last from the same day to the same, later, day."""
    if own is None or asked is None or own.from_ is None or own.from_ == own.to:
        return False
    return (own.from_, own.to) == (asked.from_, asked.to)


def over_before(own: Deadline | None, asked: Deadline | None) -> bool:
    """Whether the own time is over before the stretch begins that is asked for."""
    if own is None or asked is None or not own.latest or not asked.from_ or asked.from_ == asked.to:
        return False
    return "--" not in own.latest + asked.from_ and own.latest < asked.from_


def same_number(given: str, asked: str) -> bool:
    """Whether both give one number, dates and numbers of documents aside."""
    return not set(_NUMBER.findall(given)).isdisjoint(_NUMBER.findall(asked))


def _day(deadline: Deadline | None) -> date | None:
    try:
        return date.fromisoformat(deadline.latest) if deadline is not None and deadline.latest else None
    except ValueError:
        return None
