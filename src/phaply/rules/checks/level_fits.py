"""`level_fits`: who leads a task exists at the plan's level, and on the plan's day.

`find: upper` a body of a level above leads; `find: ended` a body of a level that no longer exists (the districts after 30/6/2025).
"""

import re
from collections.abc import Iterator
from typing import Literal

from phaply.language import fold
from phaply.rules.checks import Hit, Settings, check, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items
from phaply.rules.levels import RANK

_DISTRICT = re.compile(r"(?<!\w)(?:quận|huyện|thị xã|cấp huyện)(?!\w)")


class LevelFits(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `level_fits`."""

    find: Literal["upper", "ended"]
    skip_pattern: str | None = None
    """Tasks that begin like this ask instead of order."""
    unsure_kinds: tuple[str, ...] = ("party", "front", "union", "court", "procuracy", "military", "police")
    """Kinds of body for which a lead from above is only looked at: they have their own chains of command."""


@check("level_fits", LevelFits)
def run(rule: Rule, settings: LevelFits, ctx: Context) -> Iterator[Hit]:
    """A Hit for every lead of the wrong level."""
    skip = re.compile(settings.skip_pattern) if settings.skip_pattern else None
    if ctx.level is None:
        yield unknown(
            "Không nhận ra cấp của cơ quan ban hành." if ctx.lang != "en" else "The issuer's level was not recognised."
        )
        return
    if settings.find == "ended" and ctx.districts is not False:
        return
    for item in items(rule, ctx):
        task = item.of
        if skip is not None and skip.match(ctx.folded, task.start, task.end):
            continue
        for party in task.lead:
            actor = ctx.plan.actors[party.actor] if party.actor < len(ctx.plan.actors) else None
            level = actor.level if actor else None
            values = {"name": party.name}
            span = (party.start, party.end)
            if settings.find == "ended":
                if level == "district" or _DISTRICT.search(fold(party.name)):
                    yield Hit(spans=(span,), path=task.path, values=values)
                continue
            if level is None or actor is None or RANK[level] >= RANK[ctx.level]:
                continue
            # Only a body named whole with its level is surely of that level, and only a labelled lead is surely meant to lead.
            named = re.search(
                r"(?<!\w)(?:quận|huyện|thị xã|thành phố|tỉnh|trung ương|bộ|chính phủ|sở)(?!\w)", fold(party.name)
            )
            sure = task.lead_labelled and named and actor.kind not in settings.unsure_kinds
            yield Hit(spans=(span,), outcome="fail" if sure else "review", path=task.path, values=values)
