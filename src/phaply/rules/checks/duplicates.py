"""`duplicates`: two tasks of the plan that ask for the same work.

Tasks are compared both ways by what they name (see `align`). With the same lead a high likeness fails; else somebody should look.
"""

import re
from collections.abc import Iterator

from phaply.align.concepts import Bag, bag_of
from phaply.align.similarity import Rarity, answer
from phaply.language import fold
from phaply.parse.model import Task
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items

_MOST = 300
_LONGEST = 400
"""Code points of a task that are compared: what it is about stands first."""
_ROUND = re.compile(
    r"(?<!\w)(đợt|lần|vòng|lượt|kỳ|giai đoạn|quý|học kỳ|khóa|lớp)(?: thứ)? (\d{1,2}|[ivx]{1,4}|nhất|hai|ba|tư)(?!\w)"
)
"""Which round of a repeated work it is: đợt 1 and đợt 2 are two works."""
_LEAST = 0.5
"""What one task must hold of the other, whichever way: a part is no duplicate of its whole."""


class Duplicates(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `duplicates`; likeness is between 0 and 1, both ways."""

    sure: float = 0.75
    maybe: float = 0.6
    least_words: int = 5


@check("duplicates", Duplicates)
def run(rule: Rule, settings: Duplicates, ctx: Context) -> Iterator[Hit]:
    """A Hit for every pair of tasks that are alike, at the later one."""
    tasks: list[Task] = [
        t for item in items(rule, ctx) if len(ctx.text[(t := item.of).start : t.end].split()) >= settings.least_words
    ]
    if not 2 <= len(tasks) <= _MOST:
        return
    bags = [bag_of(ctx.text[t.start : min(t.end, t.start + _LONGEST)]) for t in tasks]
    rarity = Rarity(bags, bag_of(ctx.header.subject or ""))
    holders = _index(bags)
    for i, task in enumerate(tasks):
        for j in sorted(_near(i, bags, holders, rarity)):
            if not _same_work(task, tasks[j], ctx) or not _overlap(bags[i], bags[j]):
                continue
            ways = answer(bags[i], bags[j], rarity), answer(bags[j], bags[i], rarity)
            likeness = sum(ways) / 2
            if min(ways) < _LEAST:
                continue
            if likeness < settings.maybe:
                continue
            same_lead = _leads(task) == _leads(tasks[j]) and bool(_leads(task))
            sure = likeness >= settings.sure and same_lead
            other = tasks[j]
            yield Hit(
                spans=((task.start, task.end), (other.start, other.end)),
                outcome="fail" if sure else "review",
                path=task.path,
                values={"other": other.path, "likeness": f"{likeness:.0%}"},
                confidence=round(likeness, 2),
            )
            break


def _index(bags: list[Bag]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, bag in enumerate(bags):
        for token in bag.tokens:
            found.setdefault(token, []).append(i)
    return found


def _near(i: int, bags: list[Bag], holders: dict[str, list[int]], rarity: Rarity) -> set[int]:
    """Earlier tasks that share a telling token: the others cannot be alike."""
    near: set[int] = set()
    for token in bags[i].tokens:
        if len(holders[token]) <= 12 or rarity(token) > 0.3:
            near.update(j for j in holders[token] if j < i)
    return near


def _overlap(one: Bag, other: Bag) -> bool:
    """Whether they share enough to be alike at all: cheap, and never stricter than the comparison itself."""
    shared = sum(t in other.tokens for t in one.tokens)
    return shared * 4 >= min(len(one.tokens), len(other.tokens))


def _leads(task: Task) -> set[int]:
    return {p.actor for p in task.lead}


def _rounds(task: Task, ctx: Context) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for m in _ROUND.finditer(fold(ctx.text[task.start : min(task.end, task.start + _LONGEST)])):
        found.setdefault(m[1], set()).add(m[2])
    return found


def _section(task: Task) -> str:
    return task.path.split(".", 1)[0] + ("|" if task.shape == "table" else "")


def _same_work(one: Task, other: Task, ctx: Context) -> bool:
    """Different numbers, days or people make different work of the same words."""
    a, b = _leads(one), _leads(other)
    if a and b and not a & b:
        return False
    rounds, others = _rounds(one, ctx), _rounds(other, ctx)
    if any(rounds[word] != others[word] for word in rounds.keys() & others.keys()):
        return False
    tables = "table" in (one.shape, other.shape)
    if _section(one) != _section(other) and (tables or not a or not b):
        return False  # one part says what, another who: the same work is told twice on purpose
    return one.path != other.path or fold(ctx.text[one.start : one.end]) == fold(ctx.text[other.start : other.end])
