"""`leads`: one lead per task. Groups addressed together (các sở, ban, ngành; UBND các phường) are one lead."""

from collections.abc import Iterator
from typing import Literal

from phaply.language import fold
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items
from phaply.rules.patterns import compile_pattern


class Leads(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `leads`."""

    group_pattern: str
    """Names like this stand for several bodies of one kind."""
    skip_pattern: str | None = None
    """Tasks that begin like this ask instead of order."""


@check("leads", Leads)
def run(rule: Rule, settings: Leads, ctx: Context) -> Iterator[Hit]:
    """A Hit for every task with two leads or more: sure where a label or column names them, else for review."""
    group = compile_pattern(settings.group_pattern)
    skip = compile_pattern(settings.skip_pattern) if settings.skip_pattern else None
    for item in items(rule, ctx):
        task = item.of
        names = {fold(p.name): p for p in task.lead}
        if len(names) < 2 or (skip is not None and skip.match(ctx.folded, task.start, task.end)):
            continue
        actors = [ctx.plan.actors[p.actor] for p in names.values() if p.actor < len(ctx.plan.actors)]
        if any(a.collective for a in actors) or any(group.search(n) for n in names):
            continue
        # "Chủ tịch UBND, UBND phường" or a body and its own post are one.
        if any(a != b and a in b for a in names for b in names):
            continue
        first, last = task.lead[0], task.lead[-1]
        sure = task.lead_labelled and task.shape in ("labels", "table")
        outcome: Literal["fail", "review"] = "fail" if sure else "review"
        values = {"count": str(len(names)), "names": "; ".join(p.name for p in names.values())}
        yield Hit(
            spans=((min(first.start, last.start), max(first.end, last.end)),),
            outcome=outcome,
            path=task.path,
            values=values,
        )
