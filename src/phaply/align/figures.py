"""Figures (số liệu, chỉ tiêu): a number with its unit as plans write it, and how it is meant: at least, at most, about."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from phaply.parse.lexicon import rows

__all__ = ["EXAMPLES", "Figure", "figures_in", "figures_of", "value_of"]

Sense = Literal["exact", "least", "most", "about"]

_NUMBER = r"\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?"
_MONEY = {
    "đồng": 1.0,
    "nghìn đồng": 1e3,
    "ngàn đồng": 1e3,
    "triệu đồng": 1e6,
    "trđ": 1e6,
    "tỷ đồng": 1e9,
    "tỉ đồng": 1e9,
    "triệu": 1e6,
    "tỷ": 1e9,
}
"""Words for money → how many đồng each is."""
_LEAST = r"trên|hơn|ít nhất|tối thiểu|không dưới|không ít hơn|không thấp hơn|không nhỏ hơn|từ|>=?|≥"
_MOST = r"dưới|không quá|không vượt quá|không hơn|không cao hơn|nhiều nhất|tối đa|xuống còn|xuống|còn|<=?|≤"
_ABOUT = r"khoảng|gần|ước|ước tính|xấp xỉ|chừng"
_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<about>{_ABOUT}))"
    r"(?: (?:là|đạt|đạt từ|có|khoảng|tổng số))? {0,2}$"
)
_AFTER = re.compile(r"[^\d.;\n]{0,40}? (?:(?P<least>trở lên)|(?P<most>trở xuống)|(?P<about>\x00))(?!\w)")
_LOOK_BACK = 30


class Figure(Struct, frozen=True):
    """A number of something: `trên 95%`, `60 - 70%`, `ít nhất 02 lớp`, `500.000 đồng`."""

    start: int
    end: int
    """After the unit."""
    low: float
    high: float
    """The same as `low`, but for a range."""
    sense: Sense
    unit: str
    """`%`, `đồng`, else what is counted (`corpora/lexicon/counted.tsv`)."""
    opening: int
    """Where the words begin that say how it is meant (`trên`, `ít nhất`)."""
    closing: int
    """Where those end that stand after it (`trở lên`)."""

    def words(self, text: str) -> str:
        """As printed."""
        return " ".join(text[self.start : self.end].split())


@cache
def _units() -> dict[str, str]:
    return {word.strip(): row["unit"] for row in rows("counted") for word in row["words"].split(";")}


@cache
def _pattern() -> re.Pattern[str]:
    counted = "|".join(re.escape(word) for word in sorted(_units(), key=len, reverse=True))
    money = "|".join(sorted(_MONEY, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w/.,-])(?P<n>{_NUMBER})(?![\d/])(?:(?: ?%)?(?: ?[-–] ?| đến )(?P<to>{_NUMBER})(?![\d/]))?"
        rf"[ \n]?(?:(?P<percent>%)|(?P<money>{money})(?!\w)|(?P<unit>{counted})(?!\w))"
    )


_DIGIT = re.compile(r"\d(?<![\w/.,-]\d)")
"""Where a number may begin: a sign that the engine can look for stands first."""
_PLACE = re.compile(
    r"(?:ngày|tháng|năm|quý|điều|khoản|điểm|mục|chương|phần|số|thứ"
    r"|(?<!mỗi )(?<!từng )(?<!một )(?:cấp|đợt|lần|kỳ|khóa|lớp|vòng|bước)) $"
)
"""What makes an ordinal, a date, or a place in a document of the number after it."""


def figures_in(folded: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """The figures of a stretch of folded text, in order."""
    return list(figures_of(folded, start, len(folded) if end is None else end))


def figures_of(folded: str, start: int, stop: int) -> Iterator[Figure]:
    """The same one by one: a long text need not be read to its end."""
    at = start
    for digit in _DIGIT.finditer(folded, start, stop):
        if digit.start() < at or (m := _pattern().match(folded, digit.start(), stop)) is None:
            continue
        at = m.end()
        before = folded[max(start, m.start() - _LOOK_BACK) : m.start()]
        if not m["percent"] and _PLACE.search(before):
            continue
        factor = _MONEY[m["money"]] if m["money"] else 1.0
        low = value_of(m["n"]) * factor
        high = value_of(m["to"]) * factor if m["to"] else low
        if high < low:
            continue
        unit = "%" if m["percent"] else "đồng" if m["money"] else _units()[m["unit"]]
        sense, opening, closing = _sense(before, folded, m.start(), m.end(), stop)
        yield Figure(m.start(), m.end(), low, high, sense, unit, opening, closing)


def value_of(printed: str) -> float:
    """The number that Vietnamese digits say: `1.250` and `1250` are the same, `99,86` and `99.86` too."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,2})?", printed):
        printed = printed.replace(".", "")
    return float(printed.replace(",", "."))


def _sense(before: str, folded: str, start: int, end: int, stop: int) -> tuple[Sense, int, int]:
    """How a number is meant, and from where to where that is said."""
    told = _BEFORE.search(before)
    if told is not None:
        start -= len(before) - told.start()
    else:
        told = _AFTER.match(folded, end, stop)
        if told is None:
            return "exact", start, end
        end = told.end()
    return "least" if told["least"] else "most" if told["most"] else "about", start, end


EXAMPLES: tuple[tuple[str, tuple[tuple[float, float, str, str], ...]], ...] = (
    ("Phấn đấu tỷ lệ hồ sơ đúng hạn đạt trên 95%", ((95, 95, "least", "%"),)),
    ("tỷ lệ lấp đầy đạt 60 - 70%", ((60, 70, "exact", "%"),)),
    ("Giảm 2% - 3% số cặp tảo hôn", ((2, 3, "exact", "%"),)),
    ("đạt 99,86 %", ((99.86, 99.86, "exact", "%"),)),
    ("không quá 5% số hộ", ((5, 5, "most", "%"),)),
    ("≥ 90% kiến nghị", ((90, 90, "least", "%"),)),
    ("ít nhất 02 lớp tập huấn", ((2, 2, "least", "lớp"),)),
    ("mỗi đội từ 10 người trở lên", ((10, 10, "least", "người"),)),
    ("mỗi đội 10 người trở lên", ((10, 10, "least", "người"),)),
    ("phát 1.500 tờ rơi, 20 băng rôn", ((1500, 1500, "exact", "tờ"), (20, 20, "exact", "băng rôn"))),
    ("hỗ trợ 500.000 đồng/hộ", ((500_000, 500_000, "exact", "đồng"),)),
    ("kinh phí khoảng 1,2 tỷ đồng", ((1.2e9, 1.2e9, "about", "đồng"),)),
    ("ngày 20 tháng 5, khoản 2 Điều 14, năm 2024", ()),
    ("Mở 02 lớp, mỗi lớp 30 người", ((2, 2, "exact", "lớp"), (30, 30, "exact", "người"))),
    ("Hằng năm\n01 lần/tuần", ((1, 1, "exact", "lần"),)),
    ("đợt 2 lớp tập huấn", ()),
    ("số 12 đường Lê Lợi; tổ dân phố số 5", ()),
    ("Quyết định số 30/2020/QĐ-UBND", ()),
    ("trong 05 ngày làm việc", ()),
    ("điểm 4 báo cáo", ()),
)
"""Text → low, high, sense and unit of its figures."""
