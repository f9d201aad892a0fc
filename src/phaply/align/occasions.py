"""Occasions (đợt, kỳ): which round, and which reporting period, a text speaks of, so that one done does not stand for two asked."""

import re
from functools import lru_cache

from msgspec import Struct

from phaply.language import fold
from phaply.parse.model import Deadline, Plan

__all__ = ["PERIOD_NAMES", "Series", "period_of", "periods_in", "rounds_in", "series_in", "several_rounds"]

_NUMBERS = {
    **{str(n): n for n in range(1, 13)},
    **{roman: n for n, roman in enumerate(("i", "ii", "iii", "iv", "v"), 1)},
    **{word: n for n, word in enumerate(("nhất", "hai", "ba", "tư", "năm"), 1)},
}
_ROUND = re.compile(
    r"(?<!\w)(?<!\d )(?:đợt|lần|lượt|vòng|kỳ|phiên)(?: thứ)? ?(?:0?(?P<figure>\d{1,2})|(?P<roman>i{1,3}|iv|v)|(?<=thứ )(?P<word>nhất|hai|ba|tư|năm))"
    r"(?![\w%]|/(?!20\d\d)| (?:lần|đợt|lượt))"
)
_SEVERAL = re.compile(
    r"(?<!\w)(?<!thứ )(?:0?[2-9]|[1-9]\d|hai|ba|bốn|các|những|mỗi|hằng|hàng|từng)(?: \w{1,12}){0,2} (?:đợt|lần|lượt|vòng|kỳ|phiên|quý|tháng|tuần)(?!\w)"
    r"|(?<!\w)(?:thường xuyên|định kỳ)(?!\w)"
)


@lru_cache(maxsize=20_000)
def rounds_in(text: str) -> frozenset[int]:
    """The ordinals of rounds that a text names: `Đợt 2`, `lần thứ nhất`, `vòng II`; `02 đợt` counts them and names none."""
    return frozenset(
        _NUMBERS[str(int(m["figure"])) if m["figure"] else m["roman"] or m["word"]]
        for m in _ROUND.finditer(fold(text))
        if not m["figure"] or 1 <= int(m["figure"]) <= 12
    )


def several_rounds(text: str) -> bool:
    """Whether a text speaks of more than one round: `02 đợt`, `mỗi quý`, `thường xuyên`, or by naming two."""
    return len(rounds_in(text)) > 1 or _SEVERAL.search(fold(text)) is not None


_PERIODS = (
    ("half", re.compile(r"(?<!\w)(?:0?6 tháng|sáu tháng|nửa năm|giữa năm|bán niên)(?!\w)")),
    ("nine", re.compile(r"(?<!\w)(?:0?9 tháng|chín tháng)(?!\w)")),
    (
        "year",
        re.compile(
            r"(?<!\w)(?:(?:hằng|hàng|cả|cuối|toàn|mỗi) năm|1 năm|(?:báo cáo|tổng kết|kết quả|kết quả thực hiện|số liệu)(?: công tác)? năm)(?!\w)"
        ),
    ),
    ("quarter", re.compile(r"(?<!\w)(?:(?:hằng|hàng|mỗi|cuối) quý|báo cáo quý|quý một lần)(?!\w)")),
    ("month", re.compile(r"(?<!\w)(?:(?:hằng|hàng|mỗi) tháng|báo cáo tháng)(?!\w)")),
    ("week", re.compile(r"(?<!\w)(?:hằng|hàng|mỗi) tuần(?!\w)")),
    ("campaign", re.compile(r"(?<!\w)(?:cao điểm|chiến dịch|tháng hành động|công điện)(?!\w)")),
)
_LASTS = {"P6M": "half", "P12M": "year", "P1Y": "year", "P3M": "quarter", "P1M": "month", "P1W": "week", "P7D": "week"}
PERIOD_NAMES = {
    "half": "6 tháng",
    "nine": "9 tháng",
    "year": "năm",
    "quarter": "quý",
    "month": "tháng",
    "week": "tuần",
    "campaign": "đợt cao điểm",
}
"""The periods that reports are made for, in the words of a reader."""


@lru_cache(maxsize=20_000)
def periods_in(text: str) -> frozenset[str]:
    """The periods that a report is made for: `6 tháng đầu năm` → half, `báo cáo năm` → year."""
    folded = fold(text)
    return frozenset(name for name, pattern in _PERIODS if pattern.search(folded))


def period_of(deadline: Deadline | None) -> frozenset[str]:
    """The period that a recurring time tells (P3M → quarter)."""
    name = _LASTS.get(deadline.recurrence or "") if deadline is not None else None
    return frozenset((name,)) if name else frozenset()


_BETWEEN = re.compile(
    r"(?:[\s,;:()]|và|hoặc|đợt|lần|lượt|vòng|thứ|nhất|hai|ba|\d|xong|hoàn thành|trước|chậm nhất|ngày|là|tháng|năm|kết quả|trong|từ|đến|hết)*$"
)


class Series(Struct, frozen=True):
    """The dated times of a thing that is done again (đợt 1 trước ngày …, đợt 2 trước ngày …), in the order of the text."""

    times: tuple[Deadline, ...]
    rounds: tuple[int, ...]
    """The round of each time; 0 where none is named."""


def series_in(plan: Plan, start: int, end: int) -> Series | None:
    """The series that stands in a span; None where no two dated times follow each other with nothing done between them."""
    dated = [d for d in plan.deadlines if start <= d.start < end and d.latest is not None and d.type != "external"]
    run: list[Deadline] = []
    for d in dated:
        if run and not _BETWEEN.match(fold(plan.text[run[-1].end : d.start])):
            if len(run) > 1:
                break
            run = []
        run.append(d)
    if len({d.latest for d in run}) < 2:
        return None
    rounds, at = [], start
    for d in run:
        named = rounds_in(" ".join(plan.text[at : d.end].split()))
        rounds.append(max(named) if len(named) == 1 else 0)
        at = d.end
    return Series(tuple(run), tuple(rounds))
