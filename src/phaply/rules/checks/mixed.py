"""`mixed`: one word written in two ways in the same plan: by pairs of the rule file, or by the place of the tone mark (hòa, hoà)."""

import re
from collections.abc import Iterator

from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_OLD = re.compile(r"(?:[òóỏõọ][ae]|[ùúủũụ]y)(?![^\W_])")
_NEW = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W_])")
_LONGEST_ONSET = 3


class Mixed(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `mixed`."""

    pairs: tuple[tuple[str, str], ...] = ()
    tones: bool = False


@check("mixed", Mixed)
def run(rule: Rule, settings: Mixed, ctx: Context) -> Iterator[Hit]:
    """One Hit for every pair of which both are used, at the rarer."""
    for pair in settings.pairs:
        if pair[0] not in ctx.folded or pair[1] not in ctx.folded:
            continue
        found = [[m.span() for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", ctx.folded)] for word in pair]
        found = [[s for s in spans if not ctx.is_cited(*s)] for spans in found]
        if all(found):
            yield _hit(pair, found, ctx)
    if settings.tones:
        yield from _tones(ctx)


def _tones(ctx: Context) -> Iterator[Hit]:
    low = ctx.low
    new = [_syllable(low, *m.span()) for m in _NEW.finditer(low)]
    if not new:
        return
    old = [_syllable(low, *m.span()) for m in _OLD.finditer(low)]
    # Only a word that stands in both ways is surely mixed; names keep the way of their bearers.
    for word in sorted({ctx.folded[s:e] for s, e in old} & {ctx.folded[s:e] for s, e in new}):
        spans = [[(s, e) for s, e in side if ctx.folded[s:e] == word] for side in (old, new)]
        yield _hit((low[slice(*spans[0][0])], low[slice(*spans[1][0])]), spans, ctx)


def _syllable(low: str, start: int, end: int) -> tuple[int, int]:
    """The whole syllable that ends with an open rime (`hòa` from `òa`)."""
    for _ in range(_LONGEST_ONSET):
        if start == 0 or not low[start - 1].isalpha():
            break
        start -= 1
    return start, end


def _hit(pair: tuple[str, ...], found: list[list[tuple[int, int]]], ctx: Context) -> Hit:
    rarer = 0 if len(found[0]) < len(found[1]) else 1
    values = {
        "one": pair[0],
        "other": pair[1],
        "ones": str(len(found[0])),
        "others": str(len(found[1])),
    }
    return Hit(spans=(found[rarer][0], found[1 - rarer][0]), values=values)
