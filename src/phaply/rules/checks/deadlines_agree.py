"""`python:deadlines-agree`: the same task told in two places of the plan (text and annexed table) is due on the same day.

Only tasks with the same telling words, nobody else's, both with a date. A month inside a quarter contradicts nothing. Two tasks of one part, or
of one lead in the text, are told by `duplicates`.
"""

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from phaply.align.lateness import in_words
from phaply.parse.model import Deadline, Task
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.figure_likeness import theme_of
from phaply.rules.items import items
from phaply.rules.task_words import said_in

_MOST = 300
_LONGEST = 400
_COMMON = 12
"""A word that more tasks hold than this leads to no other task."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_STEP = re.compile(
    r"(?<!\w)(?:tham mưu|đề xuất|dự thảo|trình|gửi|báo cáo|tổng hợp|đăng ký|đôn đốc|kiểm tra|theo dõi)(?!\w)"
)
"""What prepares or follows a work is another work, with a day of its own."""


class DeadlinesAgree(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `deadlines-agree`."""

    least_words: int = 4
    """Telling words that two tasks must share."""


class _Dated(Struct, frozen=True):
    task: Task
    deadline: Deadline
    words: frozenset[str]
    steps: frozenset[str]
    part: str
    table: bool
    leads: frozenset[int]


@check("python:deadlines-agree", DeadlinesAgree)
def run(rule: Rule, settings: DeadlinesAgree, ctx: Context) -> Iterator[Hit]:
    """A Hit for every task with another time than an earlier one of the same words, at both."""
    theme = theme_of(ctx)
    dated = (d for item in items(rule, ctx) if (d := _dated(item.of, ctx)) is not None)
    tasks = list(islice(dated, _MOST))
    holders: dict[str, list[int]] = {}
    for i, one in enumerate(tasks):
        near = {j for w in one.words if len(holders.get(w, ())) <= _COMMON for j in holders.get(w, ())}
        for w in one.words:
            holders.setdefault(w, []).append(i)
        for j in sorted(near):
            other = tasks[j]
            odd = (one.words ^ other.words) - theme
            if odd or len(one.words & other.words) < settings.least_words or one.steps != other.steps:
                continue
            if _told_twice(one, other) or (one.leads and other.leads and not one.leads & other.leads):
                continue
            if not _apart(one.deadline, other.deadline):
                continue
            sure = not one.deadline.tentative and not other.deadline.tentative and one.table != other.table
            yield Hit(
                spans=((one.deadline.start, one.deadline.end), (other.deadline.start, other.deadline.end)),
                outcome="fail" if sure else "review",
                path=one.task.path,
                values={
                    "other": other.task.path,
                    "first": in_words(other.deadline, ctx.lang),
                    "second": in_words(one.deadline, ctx.lang),
                    "task": _short(ctx.text[one.task.start : one.task.end]),
                },
                confidence=0.85 if sure else 0.6,
            )
            break


def _dated(task: Task, ctx: Context) -> _Dated | None:
    if task.deadline is None:
        return None
    d = ctx.plan.deadlines[task.deadline]
    if d.type not in ("by", "within") or d.recurrence or not d.latest or not _DAY.match(d.latest):
        return None
    table = task.shape == "table"
    return _Dated(
        task=task,
        deadline=d,
        words=said_in(task, ctx),
        steps=frozenset(m[0] for m in _STEP.finditer(ctx.folded, task.start, min(task.end, task.start + _LONGEST))),
        part=task.path.split(".", 1)[0],
        table=table,
        leads=frozenset(p.actor for p in task.lead),
    )


def _told_twice(one: _Dated, other: _Dated) -> bool:
    """Whether `duplicates` tells of the pair."""
    if one.table != other.table:
        return False
    return one.part == other.part or (not one.table and bool(one.leads & other.leads))


def _apart(one: Deadline, other: Deadline) -> bool:
    """Whether two times contradict each other: two last days, or periods that share no day."""
    if one.type == other.type == "by":
        return one.latest != other.latest
    first, second = sorted((one, other), key=lambda d: d.latest or "")
    return bool(second.earliest and first.latest and second.earliest > first.latest)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:77].rstrip() + "…"
