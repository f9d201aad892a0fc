"""Dates of cited documents (ngày, tháng, năm ban hành): every form in which they follow a number or a name."""

import re

from msgspec import Struct

from phaply.parse.dates import read_date

__all__ = ["EXAMPLES", "CitedDate", "date_after"]


class CitedDate(Struct, frozen=True):
    """What stands at `start`–`end`: an ISO date (`XX` for parts left blank), or only a year."""

    start: int
    end: int
    date: str | None
    year: int | None


_BLANK = r"[ .…_]{1,40}"
_DAY = r"(?:ngày|ngay)"
_LEAD = r"[\s,;(]{0,4}(?:(?:được )?(?:ban hành|ký|ký ban hành|thông qua|lập)\s)?"
_NUMERIC = re.compile(
    rf"{_LEAD}(?:{_DAY}\s{{0,3}}){{1,2}}(?P<d>\d{{1,2}})\s?[/.\-–]\s?(?P<m>\d{{1,2}})\s?[/.\-–]\s?(?P<y>(?:19|20)\d\d)(?!\d)"
)
_LONG = re.compile(
    rf"{_LEAD}{_DAY}\s{{0,3}}(?P<d>\d{{1,2}})\s{{1,3}}tháng\s{{1,3}}(?P<m>\d{{1,2}})[\s,]{{1,3}}năm\s{{1,3}}(?P<y>(?:19|20)\d\d)(?!\d)"
)
_BARE_NUMERIC = re.compile(r"\s?\(\s?(?P<d>\d{1,2})\s?[/.\-]\s?(?P<m>\d{1,2})\s?[/.\-]\s?(?P<y>(?:19|20)\d\d)(?=\s?\))")
_MONTH = re.compile(
    rf"{_LEAD}tháng\s{{1,3}}(?P<m>\d{{1,2}})(?:\s?[/\-]\s?|\s{{1,3}}năm\s{{1,3}})(?P<y>(?:19|20)\d\d)(?!\d)"
)
_YEAR = re.compile(r"[\s,(]{1,3}năm\s{1,3}(?P<y>(?:19|20)\d\d)(?![\d/\-–])")
_BLANK_LONG = re.compile(
    rf"{_LEAD}{_DAY}\s?(?P<d>\d{{1,2}})?{_BLANK}?\s?tháng(?:\s?(?P<m>\d{{1,2}})(?!\d)|{_BLANK}){_BLANK}?\s?năm\s?(?P<y>(?:19|20)\d\d)(?!\d)"
)
_BLANK_NUMERIC = re.compile(
    rf"{_LEAD}{_DAY}\s?(?:(?P<d>\d{{1,2}})|{_BLANK})?\s?/\s?(?:(?P<m>\d{{1,2}})|{_BLANK})?\s?/\s?(?P<y>(?:19|20)\d\d)(?!\d)"
)
_BEFORE_DAY = re.compile(rf"{_LEAD}(?={_DAY}\s)")
_FORMS = (_NUMERIC, _LONG, _BLANK_LONG, _BLANK_NUMERIC, _MONTH, _BARE_NUMERIC, _YEAR)

EXAMPLES: tuple[tuple[str, str | None, int | None], ...] = (
    (" ngày 06/4/2023 của", "2023-04-06", 2023),
    (", ngày 07/12/2017 của", "2017-12-07", 2017),
    (" ngày 06-4-2023", "2023-04-06", 2023),
    (" ngày 6.4.2023", "2023-04-06", 2023),
    (" ngày 12/ 4/2010", "2010-04-12", 2010),
    ("\nngày 12/5/2023", "2023-05-12", 2023),
    (" ngày 06 tháng 4 năm 2023", "2023-04-06", 2023),
    (" ban hành ngày 14/8/2023", "2023-08-14", 2023),
    (" (ngày 14/8/2023)", "2023-08-14", 2023),
    (" (14/8/2023)", "2023-08-14", 2023),
    (" tháng 4 năm 2023", "2023-04-XX", 2023),
    (" năm 2022;", None, 2022),
    (" ngày      tháng 5 năm 2023", "2023-05-XX", 2023),
    (" ngày …/…/2023", "2023-XX-XX", 2023),
    (" ngày ... tháng ... năm 2023", "2023-XX-XX", 2023),
    (" ngày l2/ 4/2010", "2010-04-12", 2010),
    (" ngày I5/3/2O24 của", "2024-03-15", 2024),
    (" ngày 28/5/2o22", "2022-05-28", 2022),
    (" ngày o5 tháng 3 năm 2009", "2009-03-05", 2009),
    # Must not be read as the date of the document before.
    (" năm 2021-2025", None, None),
    (" ngày 45/13/2023", None, None),
    (" từ ngày 01/7/2023", None, None),
    (" và ngày 01/7/2023", None, None),
)
"""Text after a number (small letters) → date, year."""


def date_after(folded: str, at: int) -> CitedDate | None:
    """The date that begins at `at` (after spaces, a comma or an opening bracket) in a folded text."""
    head = folded[at : at + 24]
    if "ng" not in head and "năm" not in head and "(" not in head[:3]:
        return None
    for form in _FORMS:
        m = form.match(folded, at)
        if m is None:
            continue
        parts = m.groupdict()
        year = int(parts["y"])
        if "d" not in parts and "m" not in parts:
            return CitedDate(m.start("y"), m.end(), None, year)
        month, day = parts.get("m"), parts.get("d")
        if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
            return None
        iso = f"{year}-{int(month):02d}" if month else f"{year}-XX"
        return CitedDate(m.start(), m.end(), f"{iso}-{int(day):02d}" if day else f"{iso}-XX", year)
    lead = _BEFORE_DAY.match(folded, at)
    written = read_date(folded, lead.end()) if lead is not None else None
    if written is not None and written.iso is not None and written.day is not None and written.month is not None:
        return CitedDate(at, written.end, written.iso, written.year)  # digits misread as letters
    return None
