"""The report as one self-contained HTML file: no script, nothing loaded from elsewhere, readable in print and in the dark."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from phaply import __version__
from phaply.parse import Plan
from phaply.report.basis_chain import basis_chain_svg
from phaply.report.paper import Mark, paper_html
from phaply.report.timeline import timeline_svg
from phaply.report.wording import (
    about_absence,
    basis_text,
    day_text,
    pack_word,
    path_text,
    place_in_act,
    sentence,
    source_text,
    word,
)
from phaply.rules.model import Evidence, Finding, Report

__all__ = ["STYLES", "environment", "render_html", "view"]

STYLES = ("error", "warning", "note", "review")
_MANY_REVIEWS = 8
"""From this many on, what is only to be looked at again is folded away below what is to be mended."""
_QUOTES = 3


class Row(Struct, frozen=True):
    """A finding as the page shows it."""

    n: int
    finding: Finding
    style: str
    pack: int
    basis: str
    marked: bool
    absent: bool
    like: int | None
    """Number of an earlier finding of the same rule, whose basis is not said again."""
    quotes: tuple[Evidence, ...]
    more: int


@cache
def environment() -> Environment:
    """The templates; everything is escaped unless a template says otherwise."""
    env = Environment(
        loader=PackageLoader("phaply.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["cut"] = _cut
    env.filters["day"] = day_text
    return env


def _cut(text: str, limit: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip(" ,.;:") + "…"


def _style(finding: Finding) -> str:
    return finding.level if finding.outcome == "fail" else "review"


def _group(finding: Finding, lang: str) -> str:
    return pack_word(finding.rule.partition("-")[0], lang)


def _rows(shown: Sequence[Finding], packs: Sequence[str], marked: set[int], lang: str) -> list[Row]:
    first: dict[tuple[str, str | None], int] = {}
    rows = []
    for n, f in enumerate(shown, 1):
        rows.append(
            Row(
                n=n,
                finding=f,
                style=_style(f),
                pack=packs.index(_group(f, lang)) + 1,
                basis=basis_text(f, lang),
                marked=n in marked,
                absent=about_absence(f),
                like=first.get((f.rule, f.suggestion)),
                quotes=tuple(e for e in f.evidence if e.quote.strip())[:_QUOTES],
                more=max(0, len(f.evidence) - _QUOTES),
            )
        )
        first.setdefault((f.rule, f.suggestion), n)
    return rows


def view(report: Report, plan: Plan, lang: str = "vi") -> dict[str, Any]:
    """All that the templates show of one report."""
    found = [f for f in report.findings if f.outcome in ("fail", "review", "error")]
    reviews = [f for f in found if _style(f) == "review"]
    folded = len(reviews) >= _MANY_REVIEWS and len(reviews) < len(found)
    shown = [*(f for f in found if _style(f) != "review"), *reviews] if folded else found
    packs = sorted({_group(f, lang) for f in shown})
    marks = [
        Mark(e.start, e.end, n, _style(f), i == 0, packs.index(_group(f, lang)) + 1, about_absence(f))
        for n, f in enumerate(shown, 1)
        for i, e in enumerate(f.evidence)
        if e.start < e.end
    ]
    rows = _rows(shown, packs, {m.finding for m in marks}, lang)
    coverage = report.coverage or ()
    addressed = [c for c in coverage if c.addressed]
    late = frozenset(b.task for c in addressed if c.late for b in c.by if b.task is not None)
    header = plan.header
    return {
        "lang": lang,
        "w": lambda key: word(key, lang),
        "path": lambda path: path_text(path, lang),
        "say": lambda text: sentence(text, lang),
        "source": source_text,
        "place": lambda at: place_in_act(at, lang),
        "version": __version__,
        "plan": plan,
        "report": report,
        "title": header.subject or plan.document.name,
        "who": [part for part in (header.number or header.symbol, header.issuer) if part],
        "rows": [r for r in rows if not (folded and r.style == "review")],
        "folded": [r for r in rows if folded and r.style == "review"],
        "packs": list(enumerate(packs, 1)),
        "styles": [s for s in STYLES if any(row.style == s for row in rows)],
        "paper": paper_html(plan, marks),
        "addressed": addressed,
        "statuses": Counter(c.status for c in addressed),
        "others": len(coverage) - len(addressed),
        "sources": sorted({c.source for c in coverage}),
        "timeline": timeline_svg(plan, lang, late),
        "undated": [
            t
            for t in plan.tasks
            if t.deadline is None or not (plan.deadlines[t.deadline].latest or plan.deadlines[t.deadline].earliest)
        ],
        "chain": basis_chain_svg(plan, lang),
    }


def render_html(report: Report, plan: Plan, lang: str = "vi") -> str:
    """The report as an HTML document in `lang`; the plan's words are escaped, whatever they hold."""
    return environment().get_template("report.html.j2").render(view(report, plan, lang))
