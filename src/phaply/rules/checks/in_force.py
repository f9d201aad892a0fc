"""`in_force`: what the known acts say of a cited document: that it had ended on the plan's day, or that its date is another.

An act that is not known says nothing, except that an older one of the name of a law in force was followed by it. What rests on facts not
seen word for word is for review.
"""

from collections.abc import Iterator
from typing import Literal

from phaply.acts.model import Act
from phaply.acts.resolve import Resolution
from phaply.acts.status import status, successors
from phaply.parse.model import Citation
from phaply.rules.checks import Hit, Settings, check, not_applicable, unknown
from phaply.rules.checks.compare import shown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items

_KINDS = {"HP": "Hiến pháp", "BL": "Bộ luật", "L": "Luật", "PL": "Pháp lệnh"}
"""Kinds that are cited by name and date alone."""


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
        yield from _followed(c, found, span, ctx)
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


def _followed(c: Citation, found: Resolution, span: tuple[str, str], ctx: Context) -> Iterator[Hit]:
    """An older law, or an ordinance, that is not known itself: a law of its name has been in force since."""
    if c.kind not in ("L", "BL", "PL") or c.number or not c.title:
        return
    year = str(c.year) if c.year else (c.date or "")[:4]
    if not year.isdigit() and c.kind != "PL":
        return
    later = [
        a
        for a in ctx.acts.by_name(c.title)
        if a.kind in ("L", "BL") and a.issued and a.effective and a.effective <= span[0]
    ]
    if not later or any(a.issued and a.issued[:4] <= (year or "0") for a in (*later, *found.candidates)):
        return
    newest = max(later, key=lambda a: a.issued or "")
    now = status(newest, span[0])
    if now.status not in ("in-force", "partly"):
        return
    name = f"{_name(newest)} ({newest.number})" if newest.number else _name(newest)
    since = shown(newest.effective or span[0])
    cited = " ".join(ctx.text[c.start : c.end].split())
    why = (
        f"{name} has been in force since {since}."
        if ctx.lang == "en"
        else f"{name} có hiệu lực từ ngày {since}, thay văn bản cùng tên trước đó."
    )
    values = {"cited": cited, "act": cited, "since": since, "why": why, "instead": name}
    yield Hit(spans=((c.start, c.end),), outcome="review", values=values)


def _name(act: Act) -> str:
    return f"{_KINDS.get(act.kind, '')} {act.title or act.key}".strip()


def _date(c: Citation, found: Resolution, ctx: Context) -> Iterator[Hit]:
    if not c.date or "X" in c.date:
        return
    if c.kind in _KINDS and not c.number:
        yield from _date_of_named(c, found, ctx)
        return
    act = found.act
    if act is None or not act.issued or c.date == act.issued or found.how not in ("number", "number-issuer"):
        return
    values = {
        "cited": " ".join(ctx.text[c.start : c.end].split()),
        "act": act.number or act.key,
        "printed": shown(c.date),
        "right": shown(act.issued),
    }
    yield Hit(spans=((c.start, c.end),), outcome="fail" if act.verified else "review", values=values)


def _date_of_named(c: Citation, found: Resolution, ctx: Context) -> Iterator[Hit]:
    """A law cited by name and day, as bases cite it: one of the known laws of that name was passed that day.

    One of a year before or after all that are known may be an act that is not: of it only its validity is told.
    """
    days = sorted(a.issued for a in found.candidates if a.issued)
    if not c.date or not days or len(days) < len(found.candidates) or c.date in days:
        return
    same_year = [a for a in found.candidates if a.issued and a.issued[:4] == c.date[:4]]
    if not same_year and not days[0] < c.date < days[-1]:
        return
    act = same_year[0] if len(same_year) == 1 else None
    values = {
        "cited": " ".join(ctx.text[c.start : c.end].split()),
        "act": _name(act or found.candidates[0]),
        "printed": shown(c.date),
        "right": shown(act.issued) if act and act.issued else ", ".join(map(shown, days)),
    }
    sure = act is not None and act.verified
    yield Hit(spans=((c.start, c.end),), outcome="fail" if sure else "review", values=values)
