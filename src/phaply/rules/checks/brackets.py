"""`python:brackets`: round brackets come in pairs within a paragraph."""

import re
from collections.abc import Iterator

from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_LABEL = re.compile(r"(?:^|(?<=[\s;.:]))[a-zđ\d]{1,3}\)")


class Brackets(Settings, frozen=True, forbid_unknown_fields=True):
    """No settings."""


@check("python:brackets", Brackets)
def run(rule: Rule, settings: Brackets, ctx: Context) -> Iterator[Hit]:
    """A Hit for every paragraph of the body with one that lacks its pair; labels such as `a)` have none."""
    for p in ctx.paragraphs_in(ctx.body_start, ctx.body_end):
        opened, closed = p.folded.count("("), p.folded.count(")")
        if opened == closed or p.block.cell is not None:
            continue
        closed -= sum(1 for _ in _LABEL.finditer(p.folded))
        if opened > closed:
            at = p.start + p.folded.rfind("(")
            yield Hit(spans=((at, min(p.end, at + 60)),))
        elif closed > opened:
            at = p.start + p.folded.rfind(")")
            yield Hit(spans=((max(p.start, at - 40), at + 1),))
