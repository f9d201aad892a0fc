"""`covers`: what the plans above ask of this plan's body is in it: there at all, whole, in time, with its product.

One finding for one duty, however many documents ask for it: it quotes them all, and stands where the nearest of them would have it.
Late is told once for every task of this plan. What rests on data not seen word for word, or on a younger document, is for review.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from phaply.align.identity import level_of, name_of
from phaply.align.lateness import in_words, later
from phaply.align.matching import COVERED
from phaply.align.model import Cover, Coverage, Lack
from phaply.align.ownplan import issued_late
from phaply.align.placing import section_for
from phaply.document import Document
from phaply.language import Span, fold
from phaply.parse.model import Deadline, Plan
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.levels import RANK
from phaply.rules.model import UpstreamEvidence


class Covers(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `covers`."""

    find: Literal["missing", "partly", "late", "late-plan", "output", "unsure"]
    lacks: tuple[Lack, ...] = ()
    """For `partly`: which lacks this rule is about; empty for all."""


@check("covers", Covers)
def run(rule: Rule, settings: Covers, ctx: Context) -> Iterator[Hit]:
    """A Hit for every duty, or every task, that is not as the documents above want it."""
    if ctx.coverage is None:
        return
    ours = [c for c in ctx.coverage if c.addressed]
    match settings.find:
        case "missing":
            yield from _gaps([c for c in ours if c.status == "missing"], ours, ctx)
        case "partly":
            wanted = [c for c in ours if c.status == "partly" and (not settings.lacks or c.lack in settings.lacks)]
            yield from _gaps(wanted, ours, ctx)
        case "unsure":
            yield from _gaps([c for c in ours if c.status == "review"], ours, ctx)
        case "late":
            yield from _late([c for c in ours if c.late and _late_cover(c) is not None], ctx)
        case "late-plan":
            itself = [c for c in ours if c.late and c.by and c.by[0].task is None]
            yield from _late_plan([c for c in itself if issued_late(ctx.plan, _asked(c))], ctx)
        case "output":
            yield from _outputs(ours, ctx)


# --- gaps -------------------------------------------------------------------------------------------------------------
def _gaps(gaps: Sequence[Coverage], ours: Sequence[Coverage], ctx: Context) -> Iterator[Hit]:
    for group in _by_duty(gaps, ctx):
        nearest = group[0]
        # What a nearer document spells out and this plan does is done, whatever a higher one says more broadly.
        if nearest.status == "missing" and any(_done_nearer(o, nearest, ctx) for o in ours if o.duty == nearest.duty):
            continue
        spans = _where(nearest, ctx)
        values = {
            "duty": _short(nearest.quote),
            "source": _shown_source(nearest.source, ctx),
            "sources": ", ".join(dict.fromkeys(_shown_source(c.source, ctx) for c in group)),
            "at": nearest.path,
            "due": _due(nearest.obligation.deadline if nearest.obligation else None, ctx),
            "lack": nearest.lacking,
            "why": nearest.review or nearest.why.rstrip("."),
            "task": _short(nearest.by[0].quote) if nearest.by else "",
        }
        outcome: Literal["fail", "review"] = "review" if all(c.review for c in group) else "fail"
        confidence = 0.9 if nearest.status == "missing" else 0.8
        yield Hit(spans=spans, outcome=outcome, values=values, upstream=_evidence(group, ctx), confidence=confidence)


def _done_nearer(other: Coverage, gap: Coverage, ctx: Context) -> bool:
    return other.status in ("covered", "partly") and _rank(other.source, ctx) > _rank(gap.source, ctx)


def _by_duty(found: Sequence[Coverage], ctx: Context) -> list[list[Coverage]]:
    """Grouped by duty, the nearest document first in each."""
    groups: dict[int | tuple[str, str], list[Coverage]] = {}
    for c in found:
        groups.setdefault(c.duty if c.duty is not None else (c.source, c.path), []).append(c)
    return [sorted(g, key=lambda c: -_rank(c.source, ctx)) for g in groups.values()]


def _where(c: Coverage, ctx: Context) -> tuple[Span, ...]:
    """The task that does a part of it; for what is missing, the heading of the section where it should stand."""
    if c.by and c.by[0].start is not None and c.by[0].end is not None and c.by[0].task is not None:
        return tuple((b.start, b.end) for b in c.by[:2] if b.start is not None and b.end is not None)
    if c.lack == "recipient" and "recipients" in ctx.header.spans:
        return (ctx.header.spans["recipients"],)
    span = section_for(ctx.plan, c)
    return (span or (ctx.body_start, ctx.body_start),)


# --- late -------------------------------------------------------------------------------------------------------------
def _late(found: Sequence[Coverage], ctx: Context) -> Iterator[Hit]:
    groups: dict[int | None, list[Coverage]] = {}
    for c in found:
        cover = _late_cover(c)
        groups.setdefault(cover.task if cover else None, []).append(c)
    for unsorted in groups.values():
        group = sorted(unsorted, key=lambda c: (-_rank(c.source, ctx), c.start or 0))
        c = group[0]
        cover = _late_cover(c) or c.by[0]
        spans: list[Span] = []
        if cover.start is not None and cover.end is not None:
            spans.append((cover.start, cover.end))
        if cover.deadline is not None:
            spans.append((cover.deadline.start, cover.deadline.end))
        strictest = min((d for x in group if (d := _asked(x)) is not None), key=lambda d: d.latest or "9999")
        values = {
            "task": _short(cover.quote),
            "own": _due(cover.deadline, ctx),
            "due": _due(_asked(c), ctx),
            "strictest": _due(strictest, ctx),
            "source": _shown_source(c.source, ctx),
            "at": c.path,
        }
        # A task found by more than its words may be meant for something else: then nobody is told that it is late.
        unsure = all(x.review for x in group) or cover.score < COVERED
        outcome: Literal["fail", "review"] = "review" if unsure else "fail"
        yield Hit(spans=tuple(spans), outcome=outcome, path=cover.path, values=values, upstream=_evidence(group, ctx))


def _late_cover(c: Coverage) -> Cover | None:
    """The task that is late."""
    tasks = [b for b in c.by if b.task is not None]
    return next((b for b in tasks if later(b.deadline, _asked(c))), None)


def _late_plan(found: Sequence[Coverage], ctx: Context) -> Iterator[Hit]:
    if not found:
        return
    group = sorted(found, key=lambda c: -_rank(c.source, ctx))
    spans = ctx.header.spans
    places = [spans[k] for k in ("place", "date") if k in spans]
    where = (min(a for a, _ in places), max(b for _, b in places)) if places else (0, 0)
    values = {
        "own": _day(ctx.header.date),
        "due": _due(_asked(group[0]), ctx),
        "source": _shown_source(group[0].source, ctx),
        "at": group[0].path,
    }
    outcome: Literal["fail", "review"] = "review" if all(x.review for x in group) else "fail"
    yield Hit(spans=(where,), outcome=outcome, path="", values=values, upstream=_evidence(group, ctx))


# --- product ----------------------------------------------------------------------------------------------------------
def _outputs(ours: Sequence[Coverage], ctx: Context) -> Iterator[Hit]:
    """Products that the nearest document prints and that the answering task neither prints nor names."""
    for c in ours:
        asked = c.obligation.output if c.obligation else None
        if not asked or c.status != "covered" or not c.by or c.by[0].task is None:
            continue
        tasks = [ctx.plan.tasks[b.task] for b in c.by if b.task is not None]
        if any(t.output for t in tasks):
            continue
        said = fold(" ".join(ctx.text[t.start : t.end] for t in tasks))
        telling = [w for w in fold(asked).replace(",", " ").replace(";", " ").split() if len(w) > 2]
        if not telling or any(w in said for w in telling):
            continue
        start, end = tasks[0].start, tasks[0].end
        values = {"output": asked, "task": _short(c.by[0].quote), "source": _shown_source(c.source, ctx)}
        yield Hit(spans=((start, end),), path=tasks[0].path, values=values, upstream=_evidence([c], ctx))


# --- words and places -------------------------------------------------------------------------------------------------
def _asked(c: Coverage) -> Deadline | None:
    return c.obligation.deadline if c.obligation else None


def _evidence(group: Sequence[Coverage], ctx: Context) -> tuple[UpstreamEvidence, ...]:
    found = []
    for c in group:
        document = _document(c.source, ctx)
        found.append(UpstreamEvidence(c.source, c.start, c.end, c.quote, c.path))
        deadline = _asked(c)
        if c.late and document is not None and deadline is not None and deadline.end > deadline.start:
            words = " ".join(document.text[deadline.start : deadline.end].split())
            if words not in c.quote:
                found.append(UpstreamEvidence(c.source, deadline.start, deadline.end, words, c.path))
    return tuple(found)


def _document(source: str, ctx: Context) -> Document | None:
    return next((d.document for d in ctx.sources.documents if isinstance(d, Plan) and d.document.name == source), None)


def _rank(source: str, ctx: Context) -> int:
    """How near a document stands: its level, and among equals the later one."""
    for d in ctx.sources.documents:
        if name_of(d) == source:
            return RANK.get(level_of(d, ctx.plan) or "", 0)
    return 0


def _shown_source(source: str, ctx: Context) -> str:
    for d in ctx.sources.documents:
        if name_of(d) == source and isinstance(d, Plan) and d.header.number:
            kind = "Kế hoạch" if d.header.kind == "KH" else "Quyết định" if d.header.kind == "QĐ" else ""
            return f"{kind} {d.header.number}".strip()
    return source


def _due(d: Deadline | None, ctx: Context) -> str:
    if d is None:
        return "" if ctx.lang == "en" else "không nêu hạn"
    return in_words(d, ctx.lang) or d.type


def _day(day: str | None) -> str:
    if not day or day.count("-") != 2:
        return day or ""
    year, month, number = day.split("-")
    return f"{number}/{month if month < '03' else month.lstrip('0')}/{year}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 110 else words[:107].rstrip() + "…"
