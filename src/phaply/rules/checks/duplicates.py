"""`duplicates`: two tasks of the plan that ask for the same work.

Tasks are compared both ways by what they name (see `align`). With the same lead a high likeness fails; else somebody should look. With the
same lead and the same days less likeness is enough to look: the work may be told in other words.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from phaply.align.concepts import Bag, bag_of
from phaply.align.occasions import periods_in, rounds_in, several_rounds
from phaply.align.similarity import Rarity, answer
from phaply.parse.model import Task
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items
from phaply.rules.task_words import said_in

_MOST = 300
_LONGEST = 400
"""Code points of a task that are compared: what it is about stands first."""
_ROUND = re.compile(
    r"(?<!\w)(đợt|lần|vòng|lượt|kỳ|giai đoạn|quý|học kỳ|khóa|lớp)(?: thứ)? (\d{1,2}|[ivx]{1,4}|nhất|hai|ba|tư)(?!\w)"
)
"""Which round of a repeated work it is: đợt 1 and đợt 2 are two works."""
_REPORT = re.compile(r"(?<!\w)(?:báo cáo|sơ kết|tổng kết)(?!\w)")
_FEWEST = 2
"""Telling words without which a task names only who does it."""
_SHARED, _OF_SHORTER, _OF_LONGER = 3, 0.5, 0.35
"""What tasks of the same lead and days share of their telling words, to be one work in other words."""
_LEAST = 0.5
"""What one task must hold of the other, whichever way: a part is no duplicate of its whole."""


class Duplicates(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `duplicates`; likeness is between 0 and 1, both ways."""

    sure: float = 0.75
    maybe: float = 0.6
    least_words: int = 5


class _Compared(Struct, frozen=True):
    """What is looked at of a task, worked out once."""

    task: Task
    bag: Bag
    leads: frozenset[int]
    part: str
    """The part of the outline it stands in; tables apart."""
    table: bool
    words: frozenset[str]
    """What it says, without who and when."""
    days: tuple[str, ...] | None
    """Its first and last day as dates, None where it has none."""
    report: tuple[frozenset[object], ...] | None
    """For which periods and rounds it reports; None where it is no report."""


@check("duplicates", Duplicates)
def run(rule: Rule, settings: Duplicates, ctx: Context) -> Iterator[Hit]:
    """A Hit for every pair of tasks that are alike, at the later one."""
    told: list[Task] = [
        t for item in items(rule, ctx) if len(ctx.text[(t := item.of).start : t.end].split()) >= settings.least_words
    ]
    if not 2 <= len(told) <= _MOST:
        return
    compared = [c for t in told if len((c := _compared(t, ctx)).words) >= _FEWEST]
    tasks = [c.task for c in compared]
    rarity = Rarity((c.bag for c in compared), bag_of(ctx.header.subject or ""))
    holders: dict[str, list[int]] = {}
    rounds: dict[int, dict[str, set[str]]] = {}
    for i, one in enumerate(compared):
        near = _near(one, holders, rarity)
        for token in one.bag.tokens:
            holders.setdefault(token, []).append(i)
        for j in sorted(near):
            other = compared[j]
            if not _overlap(one.bag, other.bag) or not _same_work(one, other, ctx):
                continue
            if one.report != other.report and one.report is not None and other.report is not None:
                continue  # half a year's report and a year's are two
            ways = answer(one.bag, other.bag, rarity), answer(other.bag, one.bag, rarity)
            likeness = sum(ways) / 2
            alike = min(ways) >= _LEAST and likeness >= settings.maybe
            if not alike:
                likeness = _in_other_words(one, other)
                if not likeness:
                    continue
            for k in (i, j):
                if k not in rounds:
                    rounds[k] = _rounds(tasks[k], ctx)
            if any(rounds[i][word] != rounds[j][word] for word in rounds[i].keys() & rounds[j].keys()):
                continue
            sure = alike and likeness >= settings.sure and one.leads == other.leads and bool(one.leads)
            if one.days is not None and other.days is not None and one.days != other.days:
                sure = sure and one.words == other.words
            yield Hit(
                spans=((one.task.start, one.task.end), (other.task.start, other.task.end)),
                outcome="fail" if sure else "review",
                path=one.task.path,
                values={"other": other.task.path, "likeness": f"{likeness:.0%}"},
                confidence=round(likeness, 2),
            )
            break


def _compared(task: Task, ctx: Context) -> _Compared:
    end = min(task.end, task.start + _LONGEST)
    folded = ctx.folded[task.start : end]
    d = ctx.plan.deadlines[task.deadline] if task.deadline is not None else None
    table = task.shape == "table"
    return _Compared(
        task=task,
        bag=bag_of(ctx.text[task.start : end]),
        leads=frozenset(p.actor for p in task.lead),
        part=task.path.split(".", 1)[0] + ("|" if table else ""),
        table=table,
        words=said_in(task, ctx),
        days=(d.earliest or "", d.latest) if d is not None and d.latest and d.latest[:1].isdigit() else None,
        report=(periods_in(folded), rounds_in(folded), frozenset((several_rounds(folded),)))
        if _REPORT.search(folded)
        else None,
    )


def _in_other_words(one: _Compared, other: _Compared) -> float:
    """How much of the shorter one's words two tasks of the same people and days share; 0 if too little to be one work."""
    if one.days is None or one.days != other.days or not one.leads or one.leads != other.leads:
        return 0.0
    shared = len(one.words & other.words)
    shorter, longer = sorted((len(one.words), len(other.words)))
    enough = shared >= max(_SHARED, _OF_SHORTER * shorter, _OF_LONGER * longer)
    return shared / shorter if enough else 0.0


def _near(one: _Compared, holders: dict[str, list[int]], rarity: Rarity) -> set[int]:
    """Earlier tasks (those of `holders`) that share a telling token: the others cannot be alike."""
    near: set[int] = set()
    for token in one.bag.tokens:
        earlier = holders.get(token)
        if earlier is not None and (rarity.count(token) <= 12 or rarity(token) > 0.3):
            near.update(earlier)
    return near


def _overlap(one: Bag, other: Bag) -> bool:
    """Whether they share enough to be alike at all: cheap, and never stricter than the comparison itself."""
    shared = len(one.tokens.keys() & other.tokens.keys())
    return shared * 4 >= min(len(one.tokens), len(other.tokens))


def _rounds(task: Task, ctx: Context) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for m in _ROUND.finditer(ctx.folded, task.start, min(task.end, task.start + _LONGEST)):
        found.setdefault(m[1], set()).add(m[2])
    return found


def _same_work(one: _Compared, other: _Compared, ctx: Context) -> bool:
    """Different people make different work of the same words."""
    if one.leads and other.leads and not one.leads & other.leads:
        return False
    if one.part != other.part and (one.table or other.table or not one.leads or not other.leads):
        return False  # one part says what, another who: the same work is told twice on purpose
    a, b = one.task, other.task
    if a.path != b.path or ctx.folded[a.start : a.end] == ctx.folded[b.start : b.end]:
        return True
    # The steps of one sentence are no repetition; two bullets, two paragraphs of one item may be, on the same days.
    together = one.days is not None and one.days == other.days
    return together and ctx.paragraph_at(a.start) is not ctx.paragraph_at(b.start)
