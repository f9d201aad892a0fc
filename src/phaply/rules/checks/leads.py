"""`leads`: one lead per task. Groups addressed together (các sở, ban, ngành; UBND các phường) are one lead."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from phaply.language import fold
from phaply.parse.model import Party
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items
from phaply.rules.patterns import compile_pattern

_FEW = 3


class Leads(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `leads`."""

    group_pattern: str
    """Names like this stand for several bodies of one kind."""
    skip_pattern: str | None = None
    """Tasks that begin like this ask instead of order."""


_BETWEEN = re.compile(r"[,;/+&]|(?<!\w)(?:và|hoặc)(?!\w)|\n *[-–•+]")


def _apart(leads: Sequence[Party], ctx: Context) -> Iterator[Party]:
    """Leads with a comma, a semicolon or `và` between them; two lines of one name in a narrow cell are one."""
    end = None
    for party in leads:
        if end is None or _BETWEEN.search(ctx.folded, end, max(end, party.start)) or party.start < end:
            yield party
        end = party.end


@check("leads", Leads)
def run(rule: Rule, settings: Leads, ctx: Context) -> Iterator[Hit]:
    """A Hit for every task with two leads or more: sure where a label or column names them, else for review."""
    group = compile_pattern(settings.group_pattern)
    skip = compile_pattern(settings.skip_pattern) if settings.skip_pattern else None
    found: dict[tuple[str, ...], list[Hit]] = {}
    for item in items(rule, ctx):
        task = item.of
        names = {fold(p.name): p for p in _apart(task.lead, ctx)}
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
        span = (min(first.start, last.start), max(first.end, last.end))
        hit = Hit(spans=(span,), outcome=outcome, path=task.path, values=values)
        found.setdefault(tuple(names), []).append(hit)
    for hits in found.values():
        if len(hits) <= _FEW:
            yield from hits
        else:  # the plan's custom rather than a slip: said once
            spans = tuple(dict.fromkeys(h.spans[0] for h in hits))
            yield Hit(spans=spans[:_FEW], outcome="review", path=hits[0].path, values=hits[0].values)
