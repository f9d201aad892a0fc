"""`in_force`: what the known acts say of a cited document: that it had ended on the plan's day, or that its date is another.

An act that is not known says nothing. What rests on facts not seen word for word is for review.
"""

from collections.abc import Iterator
from typing import Literal

from phaply.acts.resolve import Resolution
from phaply.acts.status import status, successors
from phaply.parse.model import Citation
from phaply.rules.checks import Hit, Settings, check, not_applicable, unknown
from phaply.rules.checks.compare import shown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items


class InForce(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `in_force`."""

    find: Literal["expired", "date"] = "expired"


@check("in_force", InForce)
def run(rule: Rule, settings: InForce, ctx: Context) -> Iterator[Hit]:
    """A Hit for every citation that the known acts contradict."""
    if ctx.acts is None:
        yield not_applicable("Không có danh mục văn bản." if ctx.lang != "en" else "There is no registry of acts.")
        return
    span = ctx.date_range
    if settings.find == "expired" and span is None:
        yield unknown("Văn bản không ghi ngày ban hành." if ctx.lang != "en" else "The plan has no date of issue.")
        return
    for item in items(rule, ctx):
        c: Citation = item.of
        found = ctx.act_of(c)
        if settings.find == "expired" and span is not None:
            yield from _expired(c, found, span, ctx)
        elif settings.find == "date":
            yield from _date(c, found, ctx)


def _expired(c: Citation, found: Resolution, span: tuple[str, str], ctx: Context) -> Iterator[Hit]:
    act = found.act
    named = act is None and found.candidates and c.kind in ("L", "PL", "BL", "HP") and not c.number
    if named and all(status(a, span[0]).status == "expired" for a in found.candidates):
        act = found.candidates[0]  # named without a year: ended only if everything of that name had ended
    if act is None:
        return
    # Only what had ended on the first day on which the plan can have been issued had surely ended.
    then = status(act, span[0])
    if then.status != "expired":
        return
    later = successors(act, ctx.acts, span[0])
    values = {
        "cited": " ".join(ctx.text[c.start : c.end].split()),
        "act": act.number or act.title or act.key,
        "since": shown(then.since) if then.since else "",
        "why": then.reason,
        "instead": ", ".join(a.number or a.title or a.key for a in later) or (then.by or "").split("|")[0],
    }
    yield Hit(spans=((c.start, c.end),), outcome="fail" if then.verified else "review", values=values)


def _date(c: Citation, found: Resolution, ctx: Context) -> Iterator[Hit]:
    act = found.act
    if act is None or not act.issued or not c.date or "X" in c.date or c.date == act.issued:
        return
    if found.how not in ("number", "number-issuer"):
        return
    values = {
        "cited": " ".join(ctx.text[c.start : c.end].split()),
        "act": act.number or act.key,
        "printed": shown(c.date),
        "right": shown(act.issued),
    }
    yield Hit(spans=((c.start, c.end),), outcome="fail" if act.verified else "review", values=values)
