"""`python:brackets`: round brackets come in pairs within a paragraph."""

import re
from collections.abc import Iterator

from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_BRACKET = re.compile(r"[()]")
_LABEL = re.compile(r"(?:^|[\s;.:,])[a-zđ\d]{1,3}$")


class Brackets(Settings, frozen=True, forbid_unknown_fields=True):
    """No settings."""


@check("python:brackets", Brackets)
def run(rule: Rule, settings: Brackets, ctx: Context) -> Iterator[Hit]:
    """A Hit for every paragraph of the body with one that lacks its pair; labels such as `a)` have none."""
    for p in ctx.paragraphs_in(ctx.body_start, ctx.body_end):
        if p.block.cell is not None or ("(" not in p.folded and ")" not in p.folded):
            continue
        opened: list[int] = []
        for m in _BRACKET.finditer(p.folded):
            at = m.start()
            if m[0] == "(":
                opened.append(at)
            elif opened:
                opened.pop()
            elif not _LABEL.search(p.folded[max(0, at - 5) : at]):
                yield Hit(spans=((p.start + max(0, at - 40), p.start + at + 1),))
                break
        else:
            if opened:
                start = p.start + opened[0]
                yield Hit(spans=((start, min(p.end, start + 60)),))
