"""`cites`: the documents above that are at hand are cited, with the right number, date and issuer.

Only what hands work down to this plan's body is looked at, and only what was issued before it. A citation that is wrong in one thing and
right in the others means the document: then it is wrong there, and not missing.
"""

from collections.abc import Iterator
from typing import Literal

from phaply.align.addressing import addressee_of
from phaply.align.identity import Identity, Likeness, identity_of, level_of, likeness, name_of, younger
from phaply.language import Span
from phaply.parse.model import Citation, Plan
from phaply.rules.checks import Hit, Settings, check, not_applicable
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.levels import RANK
from phaply.rules.model import UpstreamEvidence


class Cites(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `cites`."""

    find: Literal["direct", "above", "number", "date", "issuer"]
    """`direct`: the nearest document is not cited; `above`: one further up is not; else what a citation has wrong."""


@check("cites", Cites)
def run(rule: Rule, settings: Cites, ctx: Context) -> Iterator[Hit]:
    """A Hit for every document that is not cited, or cited wrongly."""
    above = ctx.kept.get(_handing_down)
    if above is None:
        above = ctx.kept[_handing_down] = _handing_down(ctx)
    if not above:
        return
    if settings.find in ("direct", "above"):
        yield from _missing(settings.find, above, ctx)
        return
    for document in above:
        identity = identity_of(document)
        meant = _meant(identity, ctx)
        if meant is None or meant[1].same:
            continue
        citation, like = meant
        wrong = {"number": like.number, "date": like.date, "issuer": like.issuer}[settings.find]
        if wrong is not False:
            continue
        yield Hit(
            spans=((citation.start, citation.end),),
            values={
                "cited": _words(ctx.text[citation.start : citation.end]),
                "right": {"number": identity.number, "date": _day(identity.date), "issuer": identity.issuer}[
                    settings.find
                ]
                or "",
                "source": document.document.name,
            },
            upstream=(_printed(document, settings.find),),
        )


def _handing_down(ctx: Context) -> list[Plan]:
    """The documents at hand that give this body work, nearest first, without those younger than the plan."""
    if ctx.coverage is None:
        return []
    giving = {c.source for c in ctx.coverage if c.addressed}
    level = addressee_of(ctx.plan).level
    own = RANK.get(level or "", 9)
    found = [
        d
        for d in ctx.sources.documents
        if isinstance(d, Plan)
        and name_of(d) in giving
        and d.header.kind is not None
        and RANK.get(level_of(d, ctx.plan) or "", 9) < own
        and not younger(d, ctx.plan)
    ]
    return sorted(found, key=lambda d: (-RANK.get(level_of(d, ctx.plan) or "", 0), d.header.date or ""))


def _meant(identity: Identity, ctx: Context) -> tuple[Citation, Likeness] | None:
    """The citation that means a document best: all right, or else wrong in one thing; bases before mere mentions."""
    key = (_meant, identity)
    if key not in ctx.kept:
        ctx.kept[key] = _best(identity, ctx)
    found: tuple[Citation, Likeness] | None = ctx.kept[key]
    return found


def _best(identity: Identity, ctx: Context) -> tuple[Citation, Likeness] | None:
    best: tuple[int, Citation, Likeness] | None = None
    for c in ctx.plan.citations:
        like = likeness(c, ctx.plan, identity)
        if like is None or not (like.same or like.meant):
            continue
        worth = 4 * like.same + 2 * (c.role != "mention") + (like.number is True)
        if best is None or worth > best[0]:
            best = (worth, c, like)
    return (best[1], best[2]) if best else None


def _missing(find: str, above: list[Plan], ctx: Context) -> Iterator[Hit]:
    if not ctx.bases and not ctx.plan.citations:
        where: Span = (ctx.body_start, ctx.body_start)
    elif ctx.bases:
        where = (ctx.bases[0].start, ctx.bases[-1].end)
    else:
        where = (ctx.plan.citations[0].start, ctx.plan.citations[0].end)
    nearest = max(RANK.get(level_of(d, ctx.plan) or "", 0) for d in above)
    for document in above:
        direct = RANK.get(level_of(document, ctx.plan) or "", 0) == nearest
        if direct != (find == "direct") or _meant(identity_of(document), ctx) is not None:
            continue
        if not (document.header.number or document.header.date):
            yield not_applicable(f"{document.document.name}: không rõ số, ngày của văn bản cấp trên.")
            continue
        h = document.header
        shown = " ".join(filter(None, (h.number, f"ngày {_day(h.date)}" if h.date else None)))
        lines = ctx.basis_lines
        spans = ((lines[0].start, lines[-1].end),) if lines else (where,)
        yield Hit(
            spans=spans,
            path="",
            values={
                "number": shown,
                "issuer": _words(h.issuer or ""),
                "subject": h.subject or "",
                "source": document.document.name,
            },
            upstream=(_printed(document, "number"),),
        )


def _printed(document: Plan, what: str) -> UpstreamEvidence:
    spans = document.header.spans
    span = spans.get({"number": "number", "date": "date", "issuer": "issuer"}[what]) or spans.get("kind") or (0, 0)
    return UpstreamEvidence(document.document.name, span[0], span[1], _words(document.text[span[0] : span[1]]))


def _words(text: str) -> str:
    return " ".join(text.split())


def _day(day: str | None) -> str:
    if not day or day.count("-") != 2:
        return day or ""
    year, month, number = day.split("-")
    return f"{number}/{month if month < '03' else month.lstrip('0')}/{year}"
