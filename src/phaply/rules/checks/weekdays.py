"""Days of the week beside dates (thứ trong tuần): a weekday that is printed with a date belongs to it.

Only where weekday and date are one expression: `thứ Năm, ngày 27/6/2023`, `sáng thứ 7 (15/6/2024)`, `27/6/2023 (thứ Năm)`. Lists of
weekdays, lunar days and ordinals (lần thứ hai, kỳ họp thứ 7) say nothing of a date.
"""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from phaply.parse.dates import WrittenDate, read_date
from phaply.rules.context import Context

__all__ = ["DAYS", "EXAMPLES", "Named", "falls_on", "named_days"]

DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_NUMBERS = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tư": 2,
    "4": 2,
    "năm": 3,
    "5": 3,
    "sáu": 4,
    "6": 4,
    "bảy": 5,
    "bẩy": 5,
    "7": 5,
}
_GAP = r"[ \n]{0,2}"
_WEEKDAY = r"(?:thứ[ \n]{1,2}(?P<n>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(?P<s>chủ[ \n]{1,2}nhật))(?!\w)"
_COUNTED = re.compile(
    r"(?<!\w)(?:lần|kỳ họp|phiên họp|phiên|hội nghị|đại hội|đợt|tuần|khóa|kỳ|lượt|vòng|lớp|tháng|năm|quý|khoản|điểm|bước|nhóm|giai đoạn|"
    r"cuộc|buổi|người|loại|tổ)[ \n]{0,2}$"
)
"""What is counted by an ordinal."""
# What stands before a day of the week, and not before an ordinal.
_BEFORE = re.compile(
    r"(?:^|[\n(\[|:;,.\-–+•]|(?<!\w)(?:sáng|chiều|tối|trưa|đêm|vào|từ|đến|trước|hết|ngày|giờ|phút|hôm|là|và|giờ[ \n]?\d\d|\d{1,2}h\d{0,2}|\d{1,2}:\d\d))[ \n]{0,2}$"
)
_LIST = re.compile(
    r"(?:thứ[ \n]{1,2}\w{1,4}|chủ[ \n]{1,2}nhật|tuần)[ \n]{0,2}(?:,|và|hoặc|hay|-|–|&|/|đến)[ \n]{0,2}(?:(?:sáng|chiều|tối)[ \n]{1,2})?$"
)
_THEN = re.compile(rf"{_GAP}(?:[,()–\-]{_GAP})?(?:ngày{_GAP})?(?=\d)")
_FIRST = re.compile(_WEEKDAY)
_SUNDAY = re.compile(r"chủ[ \n]{1,2}nhật")
_AFTER = re.compile(
    rf"{_GAP}\({_GAP}(?:nhằm{_GAP}|là{_GAP}|tức{_GAP})?(?:ngày{_GAP})?(?:(?:sáng|chiều|tối){_GAP})?{_WEEKDAY}{_GAP}\)"
)
_LUNAR = re.compile(r"[^.;\n]{0,12}(?:âm lịch|â\.?l(?!\w)|nông lịch)")


class Named(Struct, frozen=True):
    """A date with the weekday printed beside it."""

    start: int
    end: int
    weekday: int
    """From 0, Monday."""
    date: WrittenDate


def named_days(ctx: Context) -> Iterator[Named]:
    """The dates of a text that stand together with a weekday, in order."""
    text = ctx.folded
    if "thứ " not in text and "thứ\n" not in text and _SUNDAY.search(text) is None:
        return
    for m in _FIRST.finditer(text):
        before = text[max(0, m.start() - 30) : m.start()]
        weekday = 6 if m["s"] else _NUMBERS[m["n"]]
        found = _after(text, m.end())
        if found is None:
            found = _in_front(text, m)
            if found is not None:
                yield Named(found.start, min(len(text), m.end() + 1), weekday, found)
            continue
        if _LIST.search(before) or not (m["s"] or _is_weekday(before, ctx.text[m.start("n")].isupper())):
            continue
        if not _LUNAR.match(text, found.end):
            yield Named(m.start(), found.end, weekday, found)


def _is_weekday(before: str, capital: bool) -> bool:
    """Whether `thứ hai` is a day of the week by what stands before it: `ngày thứ hai (27/6)` counts days."""
    if _COUNTED.search(before):
        return False
    return capital or (_BEFORE.search(before) is not None and not before.rstrip().endswith("ngày"))


def _after(text: str, at: int) -> WrittenDate | None:
    then = _THEN.match(text, at)
    if then is None:
        return None
    found = read_date(text, then.end(), min(len(text), then.end() + 40))
    return found if found is not None and found.start == then.end() and found.day and found.month else None


def _in_front(text: str, m: re.Match[str]) -> WrittenDate | None:
    """The date before `(thứ Năm)`."""
    opening = text.rfind("(", max(0, m.start() - 14), m.start())
    if opening < 0 or _AFTER.match(text, max(0, opening - 1)) is None:
        return None
    line = max(0, opening - 32)
    for start in re.finditer(r"(?<![\w/.,-])\d{1,2}[ \n]{0,2}(?:[/.\-–]|tháng)", text[line:opening]):
        found = read_date(text, line + start.start(), opening)
        if found is not None and found.day and found.month and not text[found.end : opening].strip():
            return found
    return None


def falls_on(found: WrittenDate, year: int) -> int | None:
    """The weekday of a date, None if no calendar has it."""
    try:
        return date(found.year or year, found.month or 1, found.day or 1).weekday()
    except ValueError:
        return None


EXAMPLES: tuple[tuple[str, int | None], ...] = (
    # (words, the weekday that they claim for a date, or None)
    ("vào tối thứ Năm, ngày 27/6/2023.", 3),
    ("sáng thứ 7 (15/6/2024)", 5),
    ("(thứ Bảy) ngày 15/6/2024", 5),
    ("Chủ nhật, ngày 16 tháng 6 năm 2024", 6),
    ("08 giờ 00 thứ Hai ngày 17/6/2024", 0),
    ("ngày 15/6/2024 (thứ Bảy)", 5),
    ("ngày 15 tháng 6 năm 2024 (chiều thứ Bảy)", 5),
    ("thứ Bảy, Chủ nhật (15/6 và 16/6/2024)", None),
    ("kỳ họp thứ 7 (ngày 15/6/2024)", None),
    ("lần thứ hai, ngày 15/6/2024", None),
    ("ngày thứ hai (15/6/2024)", None),
    ("thứ Sáu hằng tuần, từ ngày 15/6/2024", None),
    ("vào thứ Hai, ngày 15/8/2024 âm lịch", None),
    ("15/6/2024 (thứ Bảy hằng tuần)", None),
)
