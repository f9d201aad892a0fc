"""Moments (mốc thời gian): days, weeks, months, quarters, half years, years and periods, read into first and last day.

A moment that states no year keeps its years open until `resolve` is told which year the plan speaks of.
"""

import re
from typing import Literal

from msgspec import Struct, structs

from phaply.parse.dates import day_before, iso, last_day, loose, read_date

__all__ = [
    "EXAMPLES",
    "GAP",
    "SPACE",
    "TO_WORD",
    "Moment",
    "MomentKind",
    "YearlyDay",
    "after_clock",
    "before",
    "read_moment",
    "resolve",
]

MomentKind = Literal["day", "week", "month", "quarter", "half", "year", "period", "part"]
YearlyDay = tuple[int | None, int, int]
"""Year (None: the plan's own), month, day; day 0 is the month's last."""


class Moment(Struct, frozen=True):
    """A stretch of the calendar as written at `start`–`end`: from the day `low` to the day `high`, both inclusive."""

    start: int
    end: int
    kind: MomentKind
    low: YearlyDay
    high: YearlyDay
    shift: int = 0
    """1 for `năm sau`: added to the plan's own year."""

    @property
    def is_range(self) -> bool:
        """True if several days, months, quarters or years are written: `15-20/6`, `tháng 3 - 11`."""
        (y1, m1, d1), (y2, m2, d2) = self.low, self.high
        match self.kind:
            case "day":
                return d1 != d2
            case "month":
                return m1 != m2
            case "quarter":
                return m2 - m1 > 2
            case _:
                return self.kind == "period" or y1 != y2

    @property
    def has_year(self) -> bool:
        """True if the year is written."""
        return self.high[0] is not None


GAP = r"[ \n]{0,2}"
SPACE = r"[ \n]{1,3}"
_YEAR = r"(?:(?:19|20)\d\d(?![\d/])|2[0o][\dlio]{2}(?![\w/]))"
"""Also with a digit misread as a letter: `2O26`, `20l4`."""
_NAM = loose("năm")
_DASH = r"[-–—]"
TO_WORD = r"[đd][eèéẻẽẹêềếểễệ]n(?!\w)"
"""`đến`, also with its marks lost or misread: between two moments it can be nothing else."""
_TO = rf"(?:{_DASH}|{TO_WORD}|tới)"
_AND = rf"(?:,|;|&|và|{_TO})"
_THE_YEAR = rf"""
    (?: {GAP}[/,\-–.]?{GAP}(?:{loose("của")}{SPACE})?(?:{_NAM}{SPACE})?(?P<y>{_YEAR})
      | {GAP},?{GAP}(?:{loose("của")}{SPACE})?{_NAM}{SPACE}(?P<rel>nay|{loose("tiếp theo")}|{loose("kế tiếp")}|{loose("kế sau")}|sau|{loose("liền kề")})
    )
"""
_QUARTER_NUMBER = r"(?:iv|i{1,3}|l{1,3}|il|li|[1-4])(?!\w)"
_MONTH_NUMBER = r"(?:(?:1[0-2]|0?[1-9])(?!\d)|(?:[li][0-2o]|1o|o[1-9]|0[li])(?!\w))"


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.VERBOSE)


_LEADING_DAYS = _pattern(
    rf"(?:{loose('ngày')}{GAP})?((?:3[01]|[12]\d|0?[1-9]))(?:{GAP}(?:,|&|và|{_DASH}){GAP}(?:3[01]|[12]\d|0?[1-9])){{0,4}}"
    rf"{GAP}(?:,|&|và|{_TO})(?:{SPACE}{loose('hết')})?{GAP}(?=(?:{loose('ngày')}{GAP})?\d)"
)
_CLOCK = _pattern(
    rf"(?:(?:{loose('lúc')}|{loose('vào')}){SPACE})?(?:[01]?\d|2[0-4]){GAP}(?:{loose('giờ')}|h|g|:){GAP}(?:\d\d{GAP}(?:{loose('phút')})?)?"
    rf"{GAP},?{GAP}(?:sáng|chiều|tối)?{GAP},?{GAP}"
)
_WEEKDAY = _pattern(
    rf"(?:(?:sáng|chiều|tối){GAP}(?:,{GAP})?)?(?:thứ{SPACE}(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ{SPACE}nhật){GAP}[,(]?{GAP}(?={loose('ngày')})"
)
_WEEKS = {"đầu": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "cuối": 4} | {
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "i": 1,
    "ii": 2,
}
_WEEKS |= {"iii": 3, "iv": 4}
_WEEK = _pattern(
    rf"{loose('tuần')}{SPACE}(?:lễ{SPACE})?(?:thứ{SPACE})?(?P<w>{'|'.join(sorted(_WEEKS, key=len, reverse=True))}){SPACE}"
    rf"(?:của{SPACE})?{loose('tháng')}{SPACE}(?P<m>{_MONTH_NUMBER}){_THE_YEAR}?"
)
_MONTH = _pattern(
    rf"{loose('tháng')}{SPACE}(?P<m>{_MONTH_NUMBER})(?:"
    rf"(?P<named>(?:{GAP}{_AND}{GAP}{loose('tháng')}{SPACE}{_MONTH_NUMBER}){{1,11}}){_THE_YEAR}?"
    rf"|(?P<plain>(?:{GAP}(?:,|&|và|{_DASH}){GAP}{_MONTH_NUMBER}){{1,11}}){_THE_YEAR.replace('?P<y>', '?P<y2>').replace('?P<rel>', '?P<rel2>')}"
    rf"|{_THE_YEAR.replace('?P<y>', '?P<y3>').replace('?P<rel>', '?P<rel3>')})?"
)
_QUARTER = _pattern(
    rf"{loose('quý')}{SPACE}(?P<q>{_QUARTER_NUMBER})(?P<more>(?:{GAP}{_AND}{GAP}(?:{loose('quý')}{SPACE})?{_QUARTER_NUMBER}){{0,3}}){_THE_YEAR}?"
)
_HALF = _pattern(
    rf"(?:0?(?P<n>[369])|(?P<word>sáu|chín|ba)){SPACE}{loose('tháng')}{SPACE}(?P<part>đầu|{loose('cuối')}){SPACE}{_NAM}(?!{SPACE}học){_THE_YEAR}?"
)
_PART = _pattern(
    rf"(?:{loose('kỳ họp')}[^\n.,;:()]{{0,40}}?{SPACE})?(?P<part>đầu|{loose('giữa')}|{loose('cuối')}){SPACE}"
    rf"(?:{loose('tháng')}{SPACE}(?P<m>{_MONTH_NUMBER})|{loose('quý')}{SPACE}(?P<q>{_QUARTER_NUMBER})|(?P<yr>{_NAM})(?!{SPACE}học)){_THE_YEAR}?"
)
_YEARS = _pattern(
    rf"(?:(?:các|\d{{1,2}}){SPACE})?{_NAM}{SPACE}(?P<y>{_YEAR})(?P<more>(?:{GAP}{_AND}{GAP}(?:{_NAM}{SPACE})?{_YEAR}){{0,4}})"
)
_PERIOD = _pattern(
    rf"{loose('giai đoạn')}{SPACE}(?:từ{SPACE})?(?:{_NAM}{SPACE})?(?P<y>{_YEAR}){GAP}{_TO}{GAP}(?:{_NAM}{SPACE})?(?P<z>{_YEAR})"
)
_NUMERIC_MONTH = _pattern(rf"(?P<m>{_MONTH_NUMBER}){GAP}[/\-.]{GAP}(?P<y>{_YEAR})")
_SHORT_QUARTER = _pattern(rf"q\.?{GAP}(?P<q>{_QUARTER_NUMBER}){GAP}[/\-.]{GAP}(?P<y>{_YEAR})")
# The second half of a range may leave out what the first said: `từ tháng 6 đến 8/2023`, `từ năm 2023 đến 2025`.
_SECOND_MONTH = _pattern(rf"(?P<m>{_MONTH_NUMBER}){_THE_YEAR}")
_SECOND_QUARTER = _pattern(rf"(?P<q>{_QUARTER_NUMBER}){_THE_YEAR}?")
_SECOND_YEAR = re.compile(_YEAR)
_NUMBERS = re.compile(r"[lio]?\d[\dlio]*")
_DIGITS = str.maketrans("lio", "110")

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "l": 1, "ll": 2, "lll": 3, "il": 2, "li": 2}
_QUARTERS |= {"1": 1, "2": 2, "3": 3, "4": 4}
# First and last month of the beginning, the middle and the end of a year: its first, middle two and last quarters.
_YEAR_PARTS = {"d": (1, 3), "g": (4, 9), "c": (10, 12)}
_MONTH_PARTS = {"d": (1, 10), "g": (11, 20), "c": (21, 0)}

EXAMPLES: tuple[tuple[str, MomentKind | None, str | None, str | None], ...] = (
    ("ngày 30/6/2023", "day", "2023-06-30", "2023-06-30"),
    ("30/6", "day", "2023-06-30", "2023-06-30"),
    ("17 giờ 00 ngày 15/6/2023", "day", "2023-06-15", "2023-06-15"),
    ("sáng thứ Ba, ngày 20/6/2023", "day", "2023-06-20", "2023-06-20"),
    ("15, 16/6/2023", "day", "2023-06-15", "2023-06-16"),
    ("ngày 15 đến ngày 20 tháng 6", "day", "2023-06-15", "2023-06-20"),
    ("15-20/6/2023", "day", "2023-06-15", "2023-06-20"),
    ("tuần 4 tháng 6", "week", "2023-06-22", "2023-06-30"),
    ("tuần đầu tháng 02/2024", "week", "2024-02-01", "2024-02-07"),
    ("tháng 6/2023", "month", "2023-06-01", "2023-06-30"),
    ("tháng 6 và tháng 7 năm 2023", "month", "2023-06-01", "2023-07-31"),
    ("tháng 6, 7 năm 2023", "month", "2023-06-01", "2023-07-31"),
    ("Tháng 2", "month", "2023-02-01", "2023-02-28"),
    ("tháng 01 năm sau", "month", "2024-01-01", "2024-01-31"),
    ("Quý III năm 2023", "quarter", "2023-07-01", "2023-09-30"),
    ("quý II và quý III năm 2023", "quarter", "2023-04-01", "2023-09-30"),
    ("quý 1/2024", "quarter", "2024-01-01", "2024-03-31"),
    ("Quý ll/2026", "quarter", "2026-04-01", "2026-06-30"),
    ("6 tháng đầu năm", "half", "2023-01-01", "2023-06-30"),
    ("06 tháng cuối năm 2024", "half", "2024-07-01", "2024-12-31"),
    ("cuối năm 2023", "part", "2023-10-01", "2023-12-31"),
    ("đầu quý II/2023", "part", "2023-04-01", "2023-04-30"),
    ("cuối tháng 9", "part", "2023-09-21", "2023-09-30"),
    ("Kỳ họp thường lệ giữa năm 2024", "part", "2024-04-01", "2024-09-30"),
    ("năm 2023", "year", "2023-01-01", "2023-12-31"),
    ("năm 2023, 2024 và 2025", "year", "2023-01-01", "2025-12-31"),
    ("giai đoạn 2023-2025", "period", "2023-01-01", "2025-12-31"),
    ("giai đoạn từ năm 2021 đến năm 2030", "period", "2021-01-01", "2030-12-31"),
    ("31/6/2023", "day", None, None),
    ("Q3/2023", "quarter", "2023-07-01", "2023-09-30"),
    ("2 năm 2023-2024", "year", "2023-01-01", "2024-12-31"),
    ("0l/3/2023", "day", "2023-03-01", "2023-03-01"),
    ("ngày 3l/O1", "day", "2023-01-31", "2023-01-31"),
    ("tháng I0/2O24", "month", "2024-10-01", "2024-10-31"),
    ("tháng 5-6/2o26", "month", "2026-05-01", "2026-06-30"),
    ("quý II/20l4", "quarter", "2014-04-01", "2014-06-30"),
    ("giai đoạn 2026-2O30", "period", "2026-01-01", "2030-12-31"),
    ("quý báu", None, None, None),
    ("tháng hành động", None, None, None),
    ("năm học 2023-2024", None, None, None),
    ("cuối năm học", None, None, None),
    ("giai đoạn 1", None, None, None),
    ("quy trình", None, None, None),
)


def _number(printed: str) -> int:
    return int(printed.translate(_DIGITS))


def read_moment(folded: str, start: int, end: int, *, numeric_month: bool = False) -> Moment | None:
    """The moment that begins at `start`; `5/2012` counts as a month only with `numeric_month`."""
    at = start = after_clock(folded, start, end)
    if m := _WEEKDAY.match(folded, at, end):
        at = m.end()
    first = folded[at : at + 1]
    if not first:
        return None
    if first.isdigit() or first in "nlo":
        if found := _days(folded, at, end):
            return found if at == start else structs.replace(found, start=start)
        if at != start:
            return None
    if numeric_month and first.isdigit() and (m := _NUMERIC_MONTH.match(folded, at, end)):
        year, month = _number(m["y"]), _number(m["m"])
        return Moment(start, m.end(), "month", (year, month, 1), (year, month, 0))
    for read in _READERS.get(first, ()):
        if found := read(folded, start, end):
            return found
    return None


def read_second(folded: str, start: int, end: int, first: Moment, *, numeric_month: bool = False) -> Moment | None:
    """The moment that ends a range begun by `first`."""
    if found := read_moment(folded, start, end, numeric_month=numeric_month or first.kind == "month"):
        return found
    if first.kind == "month" and (m := _SECOND_MONTH.match(folded, start, end)):
        year, shift = _year_of(m)
        return Moment(start, m.end(), "month", (year, _number(m["m"]), 1), (year, _number(m["m"]), 0), shift)
    if first.kind == "quarter" and (m := _SECOND_QUARTER.match(folded, start, end)):
        year, shift = _year_of(m)
        last = _QUARTERS[m["q"]] * 3
        return Moment(start, m.end(), "quarter", (year, last - 2, 1), (year, last, 0), shift)
    if first.kind == "year" and (m := _SECOND_YEAR.match(folded, start, end)):
        return Moment(start, m.end(), "year", (_number(m[0]), 1, 1), (_number(m[0]), 12, 0))
    return None


def after_clock(folded: str, start: int, end: int) -> int:
    """Where the words after a time of day begin: `17 giờ 00 ngày …`."""
    m = _CLOCK.match(folded, start, end)
    return m.end() if m else start


def resolve(moment: Moment, year: int | None) -> tuple[str | None, str | None]:
    """First and last day in ISO; None where the year is unknown or no calendar has the day."""

    def day(written: YearlyDay) -> str | None:
        y, month, d = written
        if y is None:
            if year is None:
                return None
            y = year + moment.shift
        return iso(y, month, d or last_day(y, month))

    return day(moment.low), day(moment.high)


def _days(folded: str, start: int, end: int) -> Moment | None:
    first = None
    at = start
    if m := _LEADING_DAYS.match(folded, start, end):
        first, at = int(m[1]), m.end()
    read = read_date(folded, at, end)
    if read is None and first is not None:
        first, read = None, read_date(folded, start, end)
    if read is None or read.day is None or read.month is None:
        return None
    shift, stop = 0, read.end
    if read.year is None and (m := _NEXT_YEAR.match(folded, read.end, end)):
        shift, stop = (0 if m[1] == "nay" else 1), m.end()
    high = (read.year, read.month, read.day)
    low = high if first is None or first > read.day else (read.year, read.month, first)
    return Moment(start, stop, "day", low, high, shift)


_NEXT_YEAR = _pattern(
    rf"{GAP},?{GAP}(?:{loose('của')}{SPACE})?{_NAM}{SPACE}(nay|{loose('tiếp theo')}|{loose('kế tiếp')}|{loose('kế sau')}|sau|{loose('liền kề')})"
)


def _year_of(m: re.Match[str]) -> tuple[int | None, int]:
    groups = m.groupdict()
    year = groups.get("y") or groups.get("y2") or groups.get("y3")
    relative = groups.get("rel") or groups.get("rel2") or groups.get("rel3")
    return (_number(year) if year else None), (1 if relative and relative != "nay" else 0)


def _week(folded: str, start: int, end: int) -> Moment | None:
    m = _WEEK.match(folded, start, end)
    if m is None:
        return None
    year, shift = _year_of(m)
    month, week = _number(m["m"]), _WEEKS[m["w"]]
    last = 0 if week == 4 else week * 7
    return Moment(start, m.end(), "week", (year, month, week * 7 - 6), (year, month, last), shift)


def _month(folded: str, start: int, end: int) -> Moment | None:
    m = _MONTH.match(folded, start, end)
    if m is None:
        return None
    year, shift = _year_of(m)
    months = [_number(m["m"]), *(_number(n) for n in _NUMBERS.findall((m["named"] or "") + (m["plain"] or "")))]
    return Moment(start, m.end(), "month", (year, min(months), 1), (year, max(months), 0), shift)


def _quarter(folded: str, start: int, end: int) -> Moment | None:
    m = _QUARTER.match(folded, start, end)
    if m is None:
        m = _SHORT_QUARTER.match(folded, start, end)
        if m is None:
            return None
        printed, last = _number(m["y"]), _QUARTERS[m["q"]] * 3
        return Moment(start, m.end(), "quarter", (printed, last - 2, 1), (printed, last, 0))
    year, shift = _year_of(m)
    quarters = [_QUARTERS[m["q"]], *(_QUARTERS[q] for q in re.findall(_QUARTER_NUMBER, m["more"]))]
    low, high = (year, min(quarters) * 3 - 2, 1), (year, max(quarters) * 3, 0)
    return Moment(start, m.end(), "quarter", low, high, shift)


def _half(folded: str, start: int, end: int) -> Moment | None:
    m = _HALF.match(folded, start, end)
    if m is None:
        return None
    year, shift = _year_of(m)
    count = int(m["n"]) if m["n"] else {"sáu": 6, "chín": 9, "ba": 3}[m["word"]]
    low, high = (1, count) if m["part"][0] in "dđ" else (13 - count, 12)
    return Moment(start, m.end(), "half", (year, low, 1), (year, high, 0), shift)


def _part(folded: str, start: int, end: int) -> Moment | None:
    m = _PART.match(folded, start, end)
    if m is None:
        return None
    year, shift = _year_of(m)
    part = "d" if m["part"][0] in "dđ" else m["part"][0]
    if m["m"]:
        month = _number(m["m"])
        first, last = _MONTH_PARTS[part]
        return Moment(start, m.end(), "part", (year, month, first), (year, month, last), shift)
    if m["q"]:
        month = _QUARTERS[m["q"]] * 3 - {"d": 2, "g": 1, "c": 0}[part]
        return Moment(start, m.end(), "part", (year, month, 1), (year, month, 0), shift)
    low, high = _YEAR_PARTS[part]
    return Moment(start, m.end(), "part", (year, low, 1), (year, high, 0), shift)


def _years(folded: str, start: int, end: int) -> Moment | None:
    m = _YEARS.match(folded, start, end)
    if m is None:
        return None
    years = [_number(m["y"]), *(_number(y) for y in _NUMBERS.findall(m["more"]))]
    return Moment(start, m.end(), "year", (min(years), 1, 1), (max(years), 12, 0))


def _period(folded: str, start: int, end: int) -> Moment | None:
    m = _PERIOD.match(folded, start, end)
    if m is None:
        return None
    first, last = _number(m["y"]), _number(m["z"])
    return Moment(start, m.end(), "period", (first, 1, 1), (last, 12, 0)) if first <= last else None


_READERS = {
    "t": (_week, _month),
    "q": (_quarter,),
    "s": (_half,),
    "b": (_half,),
    **dict.fromkeys("0123456789", (_half, _years)),
    "đ": (_part,),
    "d": (_part,),
    "g": (_period, _part),
    "k": (_part,),
    "n": (_years,),
    "c": (_half, _part, _years),
}


def before(moment: Moment, year: int | None) -> str | None:
    """The last day that is still before: the day itself where a day is named (both ends count), the last one
    where a part of a year is (`trước kỳ họp cuối năm`), else the eve of the first day."""
    low, high = resolve(moment, year)
    return high if moment.kind in ("day", "part") else low and day_before(low)
