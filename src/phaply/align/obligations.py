"""Obligations (nghĩa vụ): what an upstream plan asks, of whom, by when, with which product."""

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from phaply.align.addressing import Addressee, is_addressed
from phaply.align.model import Obligation
from phaply.language import fold
from phaply.parse.bodies import body_at
from phaply.parse.model import Actor, Level, Party, Plan, Task
from phaply.parse.verbs import begins_with_verb

__all__ = ["addressed_to", "asked_of", "obligations_of"]

_NEXT_WORDS = 240
_PART = re.compile(r"[;:.][ \n]{1,3}")
_TOLD = re.compile(r" (?:có trách nhiệm |chịu trách nhiệm |chủ động )?")
_SHORTEST = 12
_ENDS_IN_BRACKETS = re.compile(r"(?P<bracket> ?\((?P<who>[^()]{3,160})\))(?=\s{0,2}(?:[;.]|$))")
_NEXT_PART = re.compile(r"[\s;.]{0,4}")
_TIME_BEGINS = re.compile(r",? (?:trước|xong|trong|từ|chậm nhất|hoàn thành|ngày|tháng|quý)(?!\w)")


def obligations_of(plan: Plan, name: str | None = None) -> tuple[Obligation, ...]:
    """The obligations of an upstream document, in the order of its text."""
    return tuple(obligation for obligation, _, _ in asked_of(plan, name))


def asked_of(plan: Plan, name: str | None = None) -> Iterator[tuple[Obligation, Task, str]]:
    """Every obligation with its task and the words of its other halves.

    A task whose halves go to different bodies (Sở A làm …; UBND các phường làm …) is two obligations, each with its own time.
    """
    source = name or plan.document.name
    for whole in plan.tasks:
        halves = _halves(plan, whole)
        for task in halves:
            others = " ; ".join(plan.text[h.start : h.end] for h in halves if h is not task)
            yield _obligation(plan, task, source), task, others


def _obligation(plan: Plan, task: Task, source: str) -> Obligation:
    return Obligation(
        source=source,
        path=task.path,
        quote=_quote(plan, task),
        start=task.start,
        end=task.end,
        addressees=tuple(p.name for p in task.lead),
        levels=_levels(plan, task, lead=True),
        support_levels=_levels(plan, task, lead=False),
        deadline=plan.deadlines[task.deadline] if task.deadline is not None else None,
        output=task.output,
    )


def _halves(plan: Plan, task: Task) -> tuple[Task, ...]:
    """The task, or its parts where they begin with who does them (Sở A làm …; UBND các phường làm …)."""
    text = plan.text[task.start : task.end]
    folded = fold(text)
    if (bracketed := _in_brackets(plan, task, text, folded)) or task.lead_labelled:
        return bracketed or (task,)
    starts = [0, *(m.end() for m in _PART.finditer(folded))]
    leads = [_actor_at(text, folded, start) for start in starts]
    cuts = [(start, lead) for start, lead in zip(starts, leads, strict=True) if lead is not None and start > 0]
    if not cuts or len({fold(lead) for _, lead in cuts} | {fold(p.name) for p in task.lead}) < 2:
        return (task,)
    bounds = [0, *(start for start, _ in cuts), len(text)]
    parts = []
    for i, (a, b) in enumerate(pairwise(bounds)):
        start, end = task.start + a, task.start + len(text[:b].rstrip(" ;,.:"))
        lead = (_party(plan, task.start + a, cuts[i - 1][1]),) if i else task.lead
        time = next(
            (n for n, d in enumerate(plan.deadlines) if start <= d.start < end), task.deadline if i == 0 else None
        )
        parts.append(msgspec.structs.replace(task, start=start, end=end, lead=lead, support=(), deadline=time))
    return tuple(p for p in parts if p.end - p.start > _SHORTEST and (p.lead or len(parts) == 1 or p is parts[0]))


def _in_brackets(plan: Plan, task: Task, text: str, folded: str) -> tuple[Task, ...]:
    """The parts of a task that each end with who does it (Mở lớp … (Sở A, tháng 4); lập danh sách … (UBND các xã, trước ngày …))."""
    parts: list[Task] = []
    at = 0
    for m in _ENDS_IN_BRACKETS.finditer(folded):
        body = body_at(text, folded, m.start("who"), m.end("who"))
        if body is None:
            return ()
        lead = (_party(plan, task.start + m.start("who"), text[m.start("who") : _whole_list(folded, m)]),)
        start, end = task.start + at, task.start + m.end()
        time = next((n for n, d in enumerate(plan.deadlines) if start <= d.start < end), None)
        parts.append(
            msgspec.structs.replace(
                task, start=start, end=task.start + m.start("bracket"), lead=lead, support=(), deadline=time
            )
        )
        at = _NEXT_PART.match(folded, m.end()).end()  # type: ignore[union-attr]
    return tuple(parts) if len(parts) > 1 and at >= len(folded.rstrip(" .;")) else ()


def _whole_list(folded: str, m: re.Match[str]) -> int:
    """Where who does it ends: before the time (UBND các xã, phường, trước ngày …)."""
    stop = _TIME_BEGINS.search(folded, m.start("who"), m.end("who"))
    return stop.start() if stop else m.end("who")


def _actor_at(text: str, folded: str, start: int) -> str | None:
    """The body that begins a part and is told to do something there."""
    body = body_at(text, folded, start, len(text))
    if body is None:
        return None
    after = _TOLD.match(folded, body.end)
    return text[start : body.end] if after and begins_with_verb(folded, after.end(), len(folded)) else None


def _party(plan: Plan, start: int, name: str) -> Party:
    known = next((i for i, a in enumerate(plan.actors) if fold(a.name) == fold(name)), len(plan.actors))
    return Party(name, start, start + len(name), known)


def _quote(plan: Plan, task: Task) -> str:
    return " ".join(plan.text[task.start : task.end].split())


def _levels(plan: Plan, task: Task, *, lead: bool) -> tuple[Level, ...]:
    found = [a.level for p in (task.lead if lead else task.support) if (a := _actor(plan, p.actor)) is not None]
    return tuple(dict.fromkeys(level for level in found if level is not None))


def _actor(plan: Plan, index: int) -> Actor | None:
    return plan.actors[index] if 0 <= index < len(plan.actors) else None


def addressed_to(plan: Plan, task: Task, own: Addressee) -> tuple[str, str]:
    """`yes`, `conditional`, `support` or `no`, and the name that decides it (empty where nobody is named)."""
    conditional = ""
    for party in task.lead:
        after = plan.text[party.end : party.end + _NEXT_WORDS]
        answer = is_addressed(party.name, _actor(plan, party.actor), own, plan.header.level, after)
        if answer == "yes":
            return "yes", _tidy(party.name)
        if answer == "conditional":
            conditional = _tidy(party.name)
    if conditional:
        return "conditional", conditional
    for party in task.support:
        after = plan.text[party.end : party.end + _NEXT_WORDS]
        if is_addressed(party.name, _actor(plan, party.actor), own, plan.header.level, after) != "no":
            return "support", "; ".join(_tidy(p.name) for p in task.lead)
    return "no", "; ".join(_tidy(p.name) for p in task.lead)


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()
