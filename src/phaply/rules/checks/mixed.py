"""`mixed`: one word written in two ways in the same plan: by pairs of the rule file, or by the place of the tone mark (hòa, hoà)."""

import re
from collections.abc import Iterator

from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_OLD = re.compile(r"(?<![^\W_])[^\W\d_]{0,3}(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)(?![^\W_])")
_NEW = re.compile(r"(?<![^\W_])[^\W\d_]{0,3}(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W_])")
_OPEN = re.compile(r"[òóỏõọ][ae]|o[àáảãạèéẻẽẹ]|[ùúủũụ]y|u[ỳýỷỹỵ]")


class Mixed(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `mixed`."""

    pairs: tuple[tuple[str, str], ...] = ()
    tones: bool = False


@check("mixed", Mixed)
def run(rule: Rule, settings: Mixed, ctx: Context) -> Iterator[Hit]:
    """One Hit for every pair of which both are used, at the rarer."""
    for pair in settings.pairs:
        found = [[m.span() for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", ctx.folded)] for word in pair]
        found = [[s for s in spans if not ctx.is_cited(*s)] for spans in found]
        if all(found):
            yield _hit(pair, found, ctx)
    if settings.tones and _OPEN.search(low := ctx.text.lower()) and len(low) == len(ctx.text):
        old = [m.span() for m in _OLD.finditer(low)]
        new = [m.span() for m in _NEW.finditer(low)]
        # Only a word that stands in both ways is surely mixed; names keep the way of their bearers.
        both = {ctx.folded[s:e] for s, e in old} & {ctx.folded[s:e] for s, e in new}
        for word in sorted(both):
            spans = [[(s, e) for s, e in side if ctx.folded[s:e] == word] for side in (old, new)]
            yield _hit(tuple(low[slice(*side[0])] for side in spans), spans, ctx)


def _hit(pair: tuple[str, ...], found: list[list[tuple[int, int]]], ctx: Context) -> Hit:
    rarer = 0 if len(found[0]) < len(found[1]) else 1
    values = {
        "one": pair[0],
        "other": pair[1],
        "ones": str(len(found[0])),
        "others": str(len(found[1])),
    }
    return Hit(spans=(found[rarer][0], found[1 - rarer][0]), values=values)
