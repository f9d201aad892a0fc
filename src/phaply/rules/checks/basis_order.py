"""`python:basis-order`: among the bases, acts of the centre stand before those of the province, and these before those of the district.

Only lines of bases (Căn cứ) are put in order, by the first act of each; documents of the Party have a place of their own, and so has what is
carried out (Thực hiện).
"""

import re
from collections.abc import Iterator

from phaply.language import fold
from phaply.parse.model import Citation
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.checks.chain import level_of_citation
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.levels import RANK

_PARTY = re.compile(r"\d-[^\W\d_]{1,4}/[^\W\d_]")
_LAWS = ("HP", "BL", "L", "PL")
_OWN = (-1.0, -0.5)
"""Ranks before the central government's own: laws, resolutions of the National Assembly."""


class BasisOrder(Settings, frozen=True, forbid_unknown_fields=True):
    """No settings."""


@check("python:basis-order", BasisOrder)
def run(rule: Rule, settings: BasisOrder, ctx: Context) -> Iterator[Hit]:
    """At most one Hit: the first line of a higher act that stands after one of a lower."""
    highest: tuple[float, Citation] | None = None
    for line in ctx.basis_lines:
        c = next((c for c in ctx.bases if line.start <= c.start < line.end and c.role == "basis"), None)
        if c is None or not line.folded.lstrip("-–+•* ").startswith("căn cứ"):
            continue
        rank = _rank(c, ctx)
        if rank is None:
            continue
        if highest is not None and rank < highest[0] and (highest[0] >= RANK["province"] or rank == _OWN[0]):
            before = highest[1]
            yield Hit(
                spans=((line.start, line.end), (before.start, before.end)),
                path="",
                values={"higher": _short(ctx, c), "lower": _short(ctx, before)},
            )
            return
        if highest is None or rank > highest[0]:
            highest = rank, c


def _rank(c: Citation, ctx: Context) -> float | None:
    number = fold(c.number or "")
    if _PARTY.search(number):
        return None
    if c.kind in _LAWS:
        return _OWN[0]
    if "/qh" in number or "/ubtvqh" in number:
        return _OWN[1]
    level = level_of_citation(c, ctx)
    return None if level is None else float(RANK[level])


def _short(ctx: Context, c: Citation) -> str:
    return " ".join(ctx.text[c.start : c.end].split())
