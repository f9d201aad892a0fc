"""Dates as offices write them (ngày, tháng, năm) → ISO.

Reads the folded view of a text (`Reading.folded`), where every offset is an offset of the text. A day that no calendar has
(31/6, 29/2/2023) is read and told apart by `iso` being None; it is never moved to another day.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

__all__ = ["EXAMPLES", "WrittenDate", "day_before", "iso", "last_day", "loose", "read_date"]

# A class of letters beyond Latin-1 takes a quarter of a millisecond to compile, `\w` next to nothing.
_LATIN = {letter: f"[{family}]" for family in ("aàáâã", "eèéê", "iìí", "oòóôõ", "uùú", "yý") for letter in family}
_LATIN |= {"đ": "[đd]", "d": "[đd]", " ": "[ \\n]{1,3}"}


def loose(words: str) -> str:
    """A pattern for Vietnamese words that lets marks be lost or misread (`châm nhất`, `trước ngây`), and one line be broken.

    Only for words that stay unmistakable where any letter may stand for one with two marks.
    """
    return "".join(_LATIN.get(c) or (re.escape(c) if c.isascii() else r"\w") for c in words)


class WrittenDate(Struct, frozen=True):
    """A date as written: `start`–`end`, and its parts; None for a part that is blank or not there."""

    start: int
    end: int
    day: int | None
    month: int | None
    year: int | None

    @property
    def iso(self) -> str | None:
        """`2023-06-30`, with `XX` for a blank day or month; None without a year, or if no calendar has that day."""
        if self.year is None:
            return None
        if self.day is None or self.month is None:
            if self.month is not None and not 1 <= self.month <= 12:
                return None
            return "-".join((str(self.year), _two(self.month), _two(self.day)))
        return iso(self.year, self.month, self.day)


def _two(part: int | None) -> str:
    return "XX" if part is None else f"{part:02d}"


@lru_cache(maxsize=4096)
def iso(year: int, month: int, day: int) -> str | None:
    """The ISO date, None if no calendar has that day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    return ((date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day


def day_before(day: str) -> str:
    """The ISO date of the day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


_GAP = r"[ \n]{0,2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_BLANK = r"[ .…_\-]{0,30}"
_DATE = re.compile(
    rf"""
    (?:{loose("ngày")}{_GAP}:?{_GAP})?
    (?:
        (?P<d1>{_DAY}){_GAP}(?P<sep>[/.\-–]){_GAP}(?P<m1>{_MONTH})
        (?:{_GAP}(?P=sep){_GAP}(?P<y1>{_YEAR}) | (?P=sep)(?P<y2>\d\d)(?![\w/]) | [ \n]{{1,2}}{loose("năm")}[ \n]{{1,2}}(?P<y3>{_YEAR})
          | (?!{_GAP}(?P=sep){_GAP}\d[\d/]))
      | (?P<d2>{_DAY})[ \n]{{1,3}}{loose("tháng")}[ \n]{{1,3}}(?P<m2>{_MONTH})
        (?:[ \n,]{{1,4}}{loose("năm")}[ \n]{{1,3}}(?P<y4>{_YEAR}) | {_GAP}[/.\-]{_GAP}(?P<y5>{_YEAR}))?
    )
    """,
    re.VERBOSE,
)
# Pictures of digits are misread as letters; with all three parts there it is still a date.
_MISREAD = re.compile(
    rf"(?:{loose('ngày')}{_GAP})?(?:(?P<d>[0-3oli]?[0-9loi]){_GAP}(?P<sep>[/.\-]){_GAP}(?P<m>[01oli]?[0-9loi]){_GAP}(?P=sep){_GAP}(?P<y>[12li][09o][0-9loi]{{2}})(?![\w/])"
    rf"|(?P<d2>[0-3oli]?[0-9loi])[ \n]{{1,3}}{loose('tháng')}[ \n]{{1,3}}(?P<m2>[01oli]?[0-9loi])[ \n]{{1,3}}{loose('năm')}[ \n]{{1,3}}(?P<y2>[12li][09o][0-9loi]{{2}})(?![\w/]))"
)
_MISREAD_DAY = re.compile(
    rf"{loose('ngày')}{_GAP}(?P<d>[0-3][loi]|[oli]\d|\d{{1,2}}){_GAP}/{_GAP}(?P<m>[01][loi]|[oli]\d|\d{{1,2}})(?![\w/])"
)
_DIGITS = str.maketrans("lio", "110")
_WITH_BLANKS = re.compile(
    rf"{loose('ngày')}(?P<d>{_BLANK}|[ \n]{{0,3}}{_DAY}[ \n]{{0,3}}){loose('tháng')}"
    rf"(?P<m>{_BLANK}|[ \n]{{0,3}}{_MONTH}[ \n]{{0,3}}){loose('năm')}[ \n]{{0,3}}(?P<y>{_YEAR})"
)

EXAMPLES: tuple[tuple[str, str | None], ...] = (
    ("ngày 30/6/2023", "2023-06-30"),
    ("30-06-2023", "2023-06-30"),
    ("30.6.2023", "2023-06-30"),
    ("ngày 12/ 4/2010", "2010-04-12"),
    ("ngày 24 / 01/2014", "2014-01-24"),
    ("ngày 05 tháng 5 năm 2023", "2023-05-05"),
    ("15 tháng 6, năm 2023", "2023-06-15"),
    ("ngày 01 tháng 7/2023", "2023-07-01"),
    ("01/7 năm 2023", "2023-07-01"),
    ("ngày 05/6/23", "2023-06-05"),
    ("ngày\n30/6/2023", "2023-06-30"),
    ("ngây 30 thang 6 năm 2023", "2023-06-30"),
    ("ngày      tháng 5 năm 2023", "2023-05-XX"),
    ("ngày … tháng … năm 2023", "2023-XX-XX"),
    ("ngày 12 tháng     năm 2023", "2023-XX-12"),
    ("0l/7/2023", "2023-07-01"),
    ("l5/O6/2O23", "2023-06-15"),
    ("ngày I5/3/20I4", "2014-03-15"),
    ("15-l0-2023", "2023-10-15"),
    ("ngày l9 tháng 8 năm 2O22", "2022-08-19"),
    ("28/5/2o22", "2022-05-28"),
    ("08/11/20I6", "2016-11-08"),
    ("31/6/2023", None),
    ("29/02/2023", None),
    ("30/6", None),
    ("ngày 3l/O1", None),
)


def read_date(folded: str, start: int, end: int | None = None) -> WrittenDate | None:
    """The date that begins at `start` of a folded text, with or without the word `ngày`; None if none does.

    A date without a year has `year` None.
    """
    stop = len(folded) if end is None else end
    found: WrittenDate | None = None
    if m := _DATE.match(folded, start, stop):
        y = m["y1"] or m["y3"] or m["y4"] or m["y5"]
        year = int(y) if y else 2000 + int(m["y2"]) if m["y2"] else None
        found = WrittenDate(start, m.end(), int(m["d1"] or m["d2"]), int(m["m1"] or m["m2"]), year)
        if year is not None:
            return found
    if m := _MISREAD.match(folded, start, stop):
        day, month, year = (int((m[part] or m[part + "2"]).translate(_DIGITS)) for part in ("d", "m", "y"))
        if 0 < day <= 31 and 0 < month <= 12 and 1900 <= year < 2100:
            return WrittenDate(start, m.end(), day, month, year)
    if found is not None:
        return found
    if m := _MISREAD_DAY.match(folded, start, stop):
        day, month = int(m["d"].translate(_DIGITS)), int(m["m"].translate(_DIGITS))
        if 0 < day <= 31 and 0 < month <= 12:
            return WrittenDate(start, m.end(), day, month, None)
    if m := _WITH_BLANKS.match(folded, start, stop):
        printed_day, printed_month = m["d"].strip(), m["m"].strip()
        return WrittenDate(
            start,
            m.end(),
            int(printed_day) if printed_day.isdigit() else None,
            int(printed_month) if printed_month.isdigit() else None,
            int(m["y"]),
        )
    return None
