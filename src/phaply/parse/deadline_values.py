"""What a deadline's words mean: type, first and last day, recurrence, duration."""

from typing import Literal

from msgspec import Struct

from phaply.parse.deadline_moments import Moment, before, resolve
from phaply.parse.model import DeadlineType

__all__ = ["Family", "Found", "Opening", "dated", "duration", "interval", "of_every_year"]

Opening = Literal["before", "latest", "until", "now-until", "from", "after", "in", "none"]
"""The words before a moment: trước, chậm nhất, đến, từ nay đến, từ, sau, trong, none."""
Family = Literal["dated", "recurring", "continuous", "duration", "event", "external", "none"]


class Found(Struct):
    """A deadline just read, still open to what stands beside it, with the traits by which its context is judged."""

    start: int
    end: int
    type: DeadlineType
    family: Family
    opening: Opening = "none"
    from_: str | None = None
    to: str | None = None
    recurrence: str | None = None
    duration: str | None = None
    working_days: bool = False
    after: str | None = None
    tentative: bool = False
    before: bool = False
    moment: Moment | None = None
    """The last moment read."""
    ranged: bool = False
    """True for `từ … đến …` and `… - …`."""
    impossible: bool = False
    """True if a day stands there that no calendar has."""
    resume: int = 0
    """Where to read on, if not at `end`: after the bracket that names its event."""
    shape: str = ""
    """Of an event: `sau khi`, `trước khi`, `nhiệm kỳ`, …; of a recurrence: `each`, `periodic`, `frequency`, `day`;
    of a bare day: `ngày` if that word stands before it."""


_UNITS = {"năm": "Y", "quý": "M", "tháng": "M", "tuần": "W", "ngày": "D"}
_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười lăm": 15,
    "hai mươi": 20,
    "ba mươi": 30,
    "bốn mươi lăm": 45,
    "sáu mươi": 60,
    "chín mươi": 90,
}


def _unit(word: str) -> str:
    # Marks may be misread, but the first letters tell the units apart.
    for unit in ("quý", "tháng", "tuần", "giờ"):
        if word[:2] == unit[:2]:
            return unit
    return "ngày" if word.endswith("y") else "năm"


def _number(text: str | None) -> int:
    if not text:
        return 1
    digits = text.replace("l", "1").replace("i", "1").replace("o", "0")
    return int(digits) if digits.isdigit() else _WORDS.get(" ".join(text.split()), 1)


def interval(number: str | None, unit: str) -> str:
    """ISO 8601 interval of a recurrence: `6`, `tháng` → P6M; a quarter is P3M."""
    unit, count = _unit(unit), _number(number)
    if unit == "quý":
        count *= 3
    return f"P{count}{_UNITS[unit]}"


def duration(number: str, unit: str) -> str:
    """ISO 8601 duration: `05`, `ngày` → P5D; `24`, `giờ` → PT24H."""
    unit, count = _unit(unit), _number(number)
    return f"PT{count}H" if unit == "giờ" else f"P{count}{_UNITS[unit]}"


def dated(
    opening: Opening, first: Moment, second: Moment | None, year: int | None, plan_date: str | None
) -> tuple[DeadlineType, str | None, str | None]:
    """Type, first and last day of a moment or a range of two.

    `year` is the year for moments that state none; `plan_date` the day on which `từ nay` begins, if it is known.
    """
    if second is not None:
        first, second = _share_year(first, second, year)
        return "within", resolve(first, year)[0], resolve(second, year)[1]
    low, high = resolve(first, year)
    if opening == "before":
        return "by", None, before(first, year)
    if opening in ("latest", "until"):
        return "by", None, high
    if opening == "now-until":
        return "within", plan_date, high
    if opening in ("from", "after"):
        return "from", low, None
    return "within", low, high


def _share_year(first: Moment, second: Moment, year: int | None) -> tuple[Moment, Moment]:
    """`từ 15/6 đến 30/6/2023`: the first takes the year of the second, or the one before where it would come later."""
    if first.has_year and not second.has_year and first.low[0] is not None:
        y = first.low[0]
        y += 1 if second.high[1:] < first.low[1:] and second.high[2] else 0
        return first, _with_year(second, y)
    if second.has_year and not first.has_year and second.high[0] is not None:
        y = second.high[0]
        return _with_year(first, y - 1 if first.low[1] > second.high[1] else y), second
    if year is not None and first.low[1] > second.high[1] and not first.has_year:
        return first, _with_year(second, year + 1)
    return first, second


def _with_year(moment: Moment, year: int) -> Moment:
    return Moment(
        moment.start, moment.end, moment.kind, (year, *moment.low[1:]), (year, *moment.high[1:]), moment.shift
    )


def of_every_year(moment: Moment) -> str | None:
    """A day without its year: `--12-15`; None for longer moments."""
    _, month, day = moment.high
    return f"--{month:02d}-{day:02d}" if moment.kind == "day" else None
