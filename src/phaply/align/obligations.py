"""Obligations (nghĩa vụ): what an upstream plan asks, of whom, by when, with which product."""

import re

from phaply.align.addressing import Addressee, is_addressed
from phaply.align.model import Obligation
from phaply.parse.model import Actor, Level, Plan, Task

__all__ = ["addressed_to", "obligations_of", "supported_by"]

_NEXT_WORDS = 240


def obligations_of(plan: Plan, name: str | None = None) -> tuple[Obligation, ...]:
    """The obligations of an upstream document, one for each of its tasks, in the order of its text."""
    source = name or plan.document.name
    return tuple(
        Obligation(
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
        for task in plan.tasks
    )


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


def supported_by(levels: tuple[Level, ...], own: Addressee) -> bool:
    """Whether the level of the checked plan is among those that only cooperate."""
    return own.level is not None and own.level in levels


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()
