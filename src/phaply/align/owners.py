"""Owners (đơn vị chủ trì): does the body that leads a task exist at the plan's level and on its day, and may the plan order it?"""

import re
from functools import lru_cache

from phaply.acts.units import exists
from phaply.language import fold
from phaply.parse.model import Actor, Level, Party, Plan, Task

__all__ = ["wrong_owner"]

_RANK: dict[str, int] = {"central": 0, "province": 1, "district": 2, "commune": 3, "residential": 4}
_OTHER_CHAINS = frozenset(("front", "union", "party", "court", "procuracy", "people", "group"))
"""Bodies with their own line of command; a plan of the level below may name them without ordering them."""

_SAME_NAME = frozenset(("police", "military"))
_ABOVE = {
    "commune": re.compile(r"(?<!\w)(?:quận|huyện|thị xã|thành phố|tỉnh|sở|bộ)(?!\w)"),
    "district": re.compile(r"(?<!\w)(?:tỉnh|sở|bộ)(?!\w)"),
    "province": re.compile(r"^(?:bộ|chính phủ|thủ tướng)(?!\w)"),
}
"""Words in a name that say it is of a level above."""


def wrong_owner(plan: Plan, task: Task) -> str | None:
    """Why the lead of a task is of a wrong level, or does not exist there or then, in Vietnamese; None where nothing shows it."""
    level = plan.header.level
    if level is None:
        return None
    for party in task.lead:
        actor = plan.actors[party.actor] if party.actor < len(plan.actors) else None
        if actor is None or actor.kind in _OTHER_CHAINS or (actor.person and actor.kind is None):
            continue
        if actor.level is not None and _RANK[actor.level] < _RANK[level] and _named_above(party, actor, level):
            return f"{_tidy(party)} thuộc cấp trên, không phải đơn vị của cơ quan ban hành"
        reason = _nonexistent(party, actor, plan)
        if reason:
            return reason
    return None


def _named_above(party: Party, actor: Actor, level: Level) -> bool:
    """Whether the name itself, or the data on bodies, say that it is of a level above."""
    pattern = _ABOVE.get(level)
    if pattern is not None and pattern.search(fold(party.name)):
        return True
    if actor.kind in _SAME_NAME:
        return False  # Công an, Quân sự without a unit: that of the own level
    found = _exists(party.name, level, None)
    return found[0] == "no"


def _nonexistent(party: Party, actor: Actor, plan: Plan) -> str | None:
    date, level = plan.header.date, actor.level or plan.header.level
    if not date or date.startswith("XX") or level is None:
        return None
    first = "-".join(p.replace("XX", "01") for p in date.split("-"))
    last = f"{date[:4]}-12-31" if "XX" in date[5:7] else f"{date[:8]}28" if "XX" in date else date
    early, late = _exists(party.name, level, first), _exists(party.name, level, last)
    return early[1] if early[0] == "no" and late[0] == "no" and early[2] else None


@lru_cache(maxsize=4096)
def _exists(name: str, level: Level, day: str | None) -> tuple[str, str, bool]:
    found = exists(name, level, day)
    return found.answer, found.reason, found.verified


def _tidy(party: Party) -> str:
    return " ".join(party.name.split())
