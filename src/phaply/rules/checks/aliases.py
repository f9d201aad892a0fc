"""`aliases`: one body under several names (Công chức Văn phòng - thống kê, bộ phận Văn phòng – Thống kê)."""

import re
from collections.abc import Iterator

from phaply.language import fold
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_DASH = re.compile(r"\s*[-–—−]\s*")
_SPACES = re.compile(r"\s+")


class Aliases(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `aliases`."""

    heads: tuple[str, ...]
    """First words that may vary while the body is the same (công chức, bộ phận, cán bộ)."""
    find: str = "name"
    """`name`: other first words; `letters`: other capitals or dashes."""


@check("aliases", Aliases)
def run(rule: Rule, settings: Aliases, ctx: Context) -> Iterator[Hit]:
    """A Hit for every body that is named in more than one way, at its first two names."""
    heads = re.compile(rf"^(?:{'|'.join(re.escape(h) for h in settings.heads)}) ")
    forms: dict[str, dict[str, tuple[int, int]]] = {}
    for task in ctx.plan.tasks:
        for party in (*task.lead, *task.support):
            printed = _SPACES.sub(" ", party.name).strip()
            key = _DASH.sub("-", fold(printed))
            if ctx.unit:
                key = re.sub(rf" {ctx.unit[0]}(?: {re.escape(ctx.unit[1])})?$", "", key)
            bare = heads.sub("", key)
            if settings.find == "name":
                if bare == key or len(bare.split()) < 2:
                    head = "" if bare == key else key[: -len(bare)].strip()
                else:
                    head = key[: -len(bare)].strip()
                if len(bare.split()) >= 2 and head:
                    forms.setdefault(bare, {}).setdefault(head, (party.start, party.end))
            else:
                shape = printed[: len(printed)]
                if ctx.unit:
                    shape = re.sub(rf" [{ctx.unit[0][0]}{ctx.unit[0][0].upper()}]{ctx.unit[0][1:]}(?: .+)?$", "", shape)
                shape = shape[:1].lower() + shape[1:]
                forms.setdefault(key, {}).setdefault(shape, (party.start, party.end))
    for names in forms.values():
        if len(names) < 2:
            continue
        spans = tuple(names.values())[:3]
        quotes = [_SPACES.sub(" ", ctx.text[s:e]) for s, e in spans]
        yield Hit(spans=spans, values={"names": "; ".join(f"“{q}”" for q in quotes)})
