"""`level_fits`: who leads a task exists at its level on the plan's day, and is not of a level above the plan's.

`find: upper` a body of a level above leads; `find: exists` a body or post that no law knows at that level, or not on that day (the
districts and their offices until 30/6/2025).
"""

import re
from collections.abc import Iterator
from typing import Literal

from phaply.acts.units import exists, fits_unit
from phaply.language import fold
from phaply.rules.checks import Hit, Settings, check, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items
from phaply.rules.levels import RANK
from phaply.rules.patterns import compile_pattern

_DISTRICT = re.compile(r"(?<!\w)(?:quận|huyện|thị xã|cấp huyện)(?!\w)")
_NAMED = re.compile(r"(?<!\w)(?:quận|huyện|thị xã|thành phố|tỉnh|trung ương|bộ|chính phủ|sở)(?!\w)")


class LevelFits(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `level_fits`."""

    find: Literal["upper", "exists"]
    skip_pattern: str | None = None
    """Tasks that begin like this ask instead of order."""
    unsure_kinds: tuple[str, ...] = ("party", "front", "union", "court", "procuracy", "military", "police")
    """Kinds of body for which a lead from above is only looked at: they have their own chains of command."""


@check("level_fits", LevelFits)
def run(rule: Rule, settings: LevelFits, ctx: Context) -> Iterator[Hit]:
    """A Hit for every lead of the wrong level, once per body."""
    skip = compile_pattern(settings.skip_pattern) if settings.skip_pattern else None
    if ctx.level is None:
        yield unknown(
            "Không nhận ra cấp của cơ quan ban hành." if ctx.lang != "en" else "The issuer's level was not recognised."
        )
        return
    seen: set[str] = set()
    for item in items(rule, ctx):
        task = item.of
        if skip is not None and skip.match(ctx.folded, task.start, task.end):
            continue
        for party in task.lead:
            actor = ctx.plan.actors[party.actor] if party.actor < len(ctx.plan.actors) else None
            if actor is None:
                continue
            span, name = (party.start, party.end), fold(party.name)
            if settings.find == "exists":
                if name not in seen and not actor.collective and "các cấp" not in name:
                    yield from _existence(party.name, actor.level, span, task.path, ctx)
                seen.add(name)
                continue
            if actor.level is None or RANK[actor.level] >= RANK[ctx.level]:
                continue
            # Only a body named with its level is surely of that level, and only a labelled lead is surely meant to lead.
            sure = task.lead_labelled and _NAMED.search(name) and actor.kind not in settings.unsure_kinds
            outcome: Literal["fail", "review"] = "fail" if sure else "review"
            yield Hit(spans=(span,), outcome=outcome, path=task.path, values={"name": party.name})


def _existence(name: str, level: str | None, span: tuple[int, int], path: str, ctx: Context) -> Iterator[Hit]:
    days = ctx.date_range
    if level not in ("province", "district", "commune") or days is None:
        return
    first_day = days[0]
    first, last = (exists(name, level, day) for day in days)  # type: ignore[arg-type]
    if first.answer == "no" and last.answer == "no":
        outcome: Literal["fail", "review"] = "fail" if first.verified else "review"
        yield Hit(spans=(span,), outcome=outcome, path=path, values={"name": name, "why": first.reason})
    elif (
        ctx.unit is not None and level == ctx.level and (fits := fits_unit(name, ctx.unit[0], first_day)).answer == "no"
    ):
        outcome = "fail" if fits.verified else "review"
        yield Hit(spans=(span,), outcome=outcome, path=path, values={"name": name, "why": fits.reason})
    elif first.answer == "unknown" and ctx.districts is False and _DISTRICT.search(fold(name)):
        ended = "Cấp huyện kết thúc hoạt động ngày 30/6/2025." if ctx.lang != "en" else "Districts ended on 30/6/2025."
        yield Hit(spans=(span,), outcome="review", path=path, values={"name": name, "why": ended})
