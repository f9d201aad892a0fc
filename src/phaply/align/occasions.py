"""Occasions (đợt, kỳ): which round, and which reporting period, a text speaks of, so that one done does not stand for two asked."""

import re
from collections.abc import Collection
from functools import lru_cache

from msgspec import Struct

from phaply.align.lateness import in_words, later
from phaply.language import fold
from phaply.parse.model import Deadline, Plan, Task

__all__ = [
    "Series",
    "later_in",
    "left_out",
    "one_round",
    "period_name",
    "period_of",
    "periods_in",
    "rounds_in",
    "series_in",
    "several_rounds",
    "term_in",
]

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
            r"(?<!\w)(?:(?:hằng|hàng|cả|cuối|toàn|mỗi) năm|1 năm|tổng kết(?! (?:đợt|chiến dịch|tháng|việc|giai đoạn|thi hành|\d))|(?:báo cáo|tổng kết|kết quả|kết quả thực hiện|số liệu)(?: công tác)? năm)(?!\w)"
        ),
    ),
    ("quarter", re.compile(r"(?<!\w)(?:(?:hằng|hàng|mỗi|cuối) quý|báo cáo quý|quý một lần)(?!\w)")),
    ("month", re.compile(r"(?<!\w)(?:(?:hằng|hàng|mỗi) tháng|báo cáo tháng)(?!\w)")),
    ("week", re.compile(r"(?<!\w)(?:hằng|hàng|mỗi) tuần(?!\w)")),
    ("campaign", re.compile(r"(?<!\w)(?:cao điểm|chiến dịch|tháng hành động|công điện)(?!\w)")),
)
_LASTS = {"P6M": "half", "P12M": "year", "P1Y": "year", "P3M": "quarter", "P1M": "month", "P1W": "week", "P7D": "week"}
_PERIOD_NAMES = {
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


def period_name(period: str) -> str:
    """A period in the words of a reader (half → 6 tháng)."""
    return _PERIOD_NAMES[period]


def period_of(deadline: Deadline | None) -> frozenset[str]:
    """The period that a recurring time tells (P3M → quarter)."""
    name = _LASTS.get(deadline.recurrence or "") if deadline is not None else None
    return frozenset((name,)) if name else frozenset()


_BETWEEN = re.compile(
    r"(?:[\s,;:()]|và|hoặc|đợt|lần|lượt|vòng|thứ|nhất|hai|ba|\d|xong|hoàn thành|trước|chậm nhất|ngày|là|tháng|năm|kết quả|trong|từ|đến|hết)*$"
)


_ASIDE = re.compile(r"\s{0,2}\((?:đợt|lần|lượt|vòng)[^()]{1,14}\)")


class Series(Struct, frozen=True):
    """The dated times of a thing that is done again (đợt 1 trước ngày …, đợt 2 trước ngày …), in the order of the text."""

    times: tuple[Deadline, ...]
    rounds: tuple[int, ...]
    """The round of each time; 0 where none is named."""


def series_in(plan: Plan, start: int, end: int) -> Series | None:
    """The series that stands in a span; None where no two dated times follow each other with nothing done between them."""
    dated = [d for d in plan.deadlines if start <= d.start < end and d.type in ("by", "within") and not _of_a_year(d)]
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
        aside = _ASIDE.match(plan.text, d.end)
        named = rounds_in(aside[0] if aside else " ".join(plan.text[at : d.end].split()))
        rounds.append(max(named) if len(named) == 1 else 0)
        at = aside.end() if aside else d.end
    return Series(tuple(run), tuple(rounds))


def one_round(time: Deadline, words: str, heading: str) -> Series:
    """A series of one time: of the round that a task names, or its heading."""
    named = rounds_in(words) or rounds_in(heading)
    return Series((time,), (max(named) if len(named) == 1 else 0,))


def _of_a_year(d: Deadline) -> bool:
    """Whether it has no last day, or names a whole year (trong năm 2023), which is no day of a row."""
    if d.latest is None or d.latest.startswith("-"):
        return True
    return d.from_ is not None and d.from_.endswith("01-01") and d.latest.endswith("12-31")


def term_in(plan: Plan, task: Task) -> Deadline | None:
    """The one term of a task that runs from an event (trong thời hạn 05 ngày làm việc kể từ ngày tiếp nhận); None if there are more or none."""
    terms = [d for d in plan.deadlines if task.start <= d.start < task.end and d.duration and d.after]
    return terms[0] if len(terms) == 1 else None


def later_in(own: Series, asked: Series) -> tuple[Deadline, Deadline] | None:
    """The first time of a series that comes after the one asked for, with that one: round by round, else one after the other."""
    if 0 not in own.rounds and 0 not in asked.rounds:
        pairs = [
            (o, a)
            for o, n in zip(own.times, own.rounds, strict=True)
            for a, k in zip(asked.times, asked.rounds, strict=True)
            if n == k
        ]
    elif len(own.times) == len(asked.times):
        pairs = list(zip(own.times, asked.times, strict=True))
    else:
        pairs = []
    return next(((o, a) for o, a in pairs if later(o, a)), None)


def left_out(
    asked: Plan | None, task: Task | None, words: str, told: str, beside: str, times: Collection[Deadline]
) -> str | None:
    """What of a row of rounds or days the tasks that answer leave out; None where all is there or nothing says so.

    `told`: the words of the tasks; `beside`: those of other tasks of the kind, which may hold another round; `times`: the times that bind them.
    """
    wanted, offered = rounds_in(words), rounds_in(told) | rounds_in(beside)
    if len(wanted) > 1 and offered and wanted - offered and not _SEVERAL.search(fold(told)):
        return f"chưa có đợt {min(wanted - offered)}"
    if asked is None or task is None or several_rounds(told):
        return None
    series = series_in(asked, task.start, task.end)
    if series is None or len(set(series.rounds) - {0}) > 1:
        return None
    days = {d.latest for d in times if d.latest}
    if len(days) == 1 and not any(d.recurrence for d in times):
        return f"chưa có lần sau ({in_words(series.times[-1])})"
    return None
