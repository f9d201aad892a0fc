"""Amounts (số lượng, tần suất, tỷ lệ): how many, how often, what share, so that less than asked is seen."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from phaply.align.figures import Figure, figures_in, value_of
from phaply.language import fold
from phaply.language.remembering import remembered
from phaply.parse.lexicon import rows

__all__ = ["Amount", "amounts_in", "beyond", "fewer", "rates_in", "slower"]

_DAYS = {"ngày": 1.0, "tuần": 7.0, "tháng": 30.4, "quý": 91.3, "năm": 365.0}
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
}
_N = r"(?P<n>\d{1,3}|một|hai|ba|bốn|sáu|bảy|tám|chín|mười)"
_THING = (
    r"(?:buổi|lượt|lần|kỳ|tin|bài|số|chương trình|chuyên mục|phiên|đợt|cuộc|hội nghị|lớp|bản tin|chuyên đề|báo cáo)"
)
_PER = r"(?P<per>ngày|tuần|tháng|quý|năm)"
_RATES = (
    # 02 buổi phát thanh/tuần, 01 lần mỗi tháng
    re.compile(
        rf"(?<![\w/]){_N} (?:{_THING})(?: [^\W\d]{{1,12}}){{0,4}} ?(?:/|mỗi |một |trên |trong )(?:một |01 )?{_PER}(?!\w)"
    ),
    # mỗi tuần 01 chương trình, hằng tháng ít nhất 02 lần
    re.compile(rf"(?<!\w)(?:mỗi|hằng|hàng|từng) {_PER}(?: [^\W\d]{{1,12}}){{0,6}} {_N} (?:{_THING})(?!\w)"),
)
_WEEKDAY = re.compile(r"(?<!\w)(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?!\w)")
_EVERY_WEEK = re.compile(r"(?<!\w)(?:hằng|hàng|mỗi|trong) tuần(?!\w)")
_EVERY_DAY = re.compile(r"(?<!\w)(?:hằng|hàng|mỗi) ngày(?!\w)")
_AMOUNT = re.compile(
    r"(?<!ngày )(?<!tháng )(?<!năm )(?<!quý )(?<!điều )(?<!khoản )(?<!số )(?<!thứ )(?<!cấp )(?<!đợt )(?<!lần )(?<![\w/.,])(?P<n>\d{1,3}(?:\.\d{3}){1,3}(?!\d)|\d{1,6}(?:[.,]\d{1,2}(?!\d))?)(?P<percent> ?%)?(?: (?P<unit>[^\W\d_]+(?: [^\W\d_]+){0,3}))?"
)
_EACH_ONE = re.compile(r"(?<!\w)(?:từng|tất cả các|tất cả|toàn thể) ((?:số )?[^\W\d_]+(?: [^\W\d_]+){0,2})")
_NO_UNITS = frozenset(
    word
    for words in (
        "ngày tháng năm tuần quý giờ phút điều khoản điểm mục đồng triệu",
        "tỷ nghìn tr m km và của trong kể trước sau đến từ",
    )
    for word in words.split()
)


class Amount(Struct, frozen=True):
    """A number with what it counts; `unit` is a concept where the lexicon knows it, `%` for a share."""

    number: float
    unit: str
    words: str


@cache
def _concept_of() -> dict[str, str]:
    return {w.strip(): row["concept"] for row in rows("concepts") for w in fold(row["words"]).split(";")}


@remembered(1000, 4096)
def rates_in(text: str) -> tuple[float, ...]:
    """How often a day, for every frequency that a text names."""
    folded = fold(text)
    found = [_number(m["n"]) / _DAYS[m["per"]] for pattern in _RATES for m in pattern.finditer(folded)]
    days = {m[0] for m in _WEEKDAY.finditer(folded)}
    if days and _EVERY_WEEK.search(folded):
        found.append(len(days) / 7)
    if _EVERY_DAY.search(folded):
        found.append(1.0)
    return tuple(found)


def slower(asked: str, given: str) -> bool:
    """Whether a text names only frequencies lower than the one that is asked; False where either names none."""
    wanted, offered = rates_in(asked), rates_in(given)
    return bool(wanted and offered) and max(offered) < max(wanted) * 0.99


@remembered(1000, 4096)
def amounts_in(text: str) -> tuple[Amount, ...]:
    """The numbers of things, and shares, that a text names; without times, money and places in documents."""
    folded = fold(text)
    known = _concept_of()
    found = []
    for m in _AMOUNT.finditer(folded):
        number = value_of(m["n"])
        if m["percent"]:
            found.append(Amount(number, _share_of(m["unit"] or "", known), m[0].strip()))
            continue
        syllables = (m["unit"] or "").split()
        if not syllables or syllables[0] in _NO_UNITS:
            continue
        phrase = next((" ".join(syllables[:k]) for k in (4, 3, 2, 1) if " ".join(syllables[:k]) in known), syllables[0])
        found.append(Amount(number, known.get(phrase, phrase), f"{m['n']} {phrase}"))
    return tuple(found)


def fewer(asked: str, given: str) -> tuple[Amount, Amount] | None:
    """The first number that is asked and a smaller one of the same thing that is given; None if there is no such pair."""
    offered = amounts_in(given)
    for wanted in (*amounts_in(asked), *_all_in(asked)):
        same = [a for a in offered if a.unit == wanted.unit or _shares(a.unit, wanted.unit)]
        if same and max(a.number for a in same) < wanted.number:
            return wanted, max(same, key=lambda a: a.number)
    return None


def _all_in(text: str) -> Iterator[Amount]:
    """What is asked of each of a kind (từng hộ gia đình), as the whole share of it."""
    for m in _EACH_ONE.finditer(fold(text)):
        unit = _share_of(m[1], _concept_of())
        if unit != "%":
            yield Amount(100.0, unit, m[0])


def beyond(asked: str, given: str) -> tuple[str, str] | None:
    """A limit that is asked (không quá …, tối đa …) or a sum of money, and the one given that breaks it, as printed; None if none does.

    Only where either text names one figure of that unit and both are for the same (500.000 đồng/hộ).
    """
    theirs, ours = fold(asked), fold(given)
    limits, offered = figures_in(theirs), figures_in(ours)
    for wanted in limits:
        same = [f for f in offered if f.unit == wanted.unit]
        if len(same) != 1 or sum(f.unit == wanted.unit for f in limits) != 1:
            continue
        got = same[0]
        if _for_each(theirs, wanted) != _for_each(ours, got) or "about" in (wanted.sense, got.sense):
            continue
        over = wanted.sense == "most" and got.low > wanted.high
        under = wanted.unit == "đồng" and wanted.sense != "most" and got.sense != "most" and got.high < wanted.low
        if over or under:
            return wanted.words(asked), got.words(given)
    return None


def _for_each(folded: str, figure: Figure) -> str | None:
    found = _EACH.match(folded, figure.end) or _EACH_BEFORE.search(folded[max(0, figure.opening - 30) : figure.opening])
    return found[1] if found else None


_EACH = re.compile(r" ?(?:/|mỗi |cho mỗi |một )(?:01 |1 |một )?([^\W\d_]+)")
_EACH_BEFORE = re.compile(r"(?<!\w)(?:mỗi|từng) ([^\W\d_]+)[^;.]{0,16}$")
_TOTALS = ("số", "tổng", "các")


def _share_of(words: str, known: dict[str, str]) -> str:
    """`%`, with what it is a share of where the lexicon knows that: `80% số hộ`."""
    syllables = words.split()
    while syllables:
        phrase = next((p for k in (3, 2, 1) if (p := " ".join(syllables[:k])) in known), None)
        if phrase is not None:
            return f"% {known[phrase]}"
        if syllables.pop(0) not in _TOTALS:
            break
    return "%"


def _shares(one: str, other: str) -> bool:
    """Whether two shares may be of the same thing: one of them does not say of what."""
    return one[0] == other[0] == "%" and "%" in (one, other)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word]
