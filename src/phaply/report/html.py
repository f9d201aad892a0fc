"""The report as one self-contained HTML file: no script, nothing loaded from elsewhere, readable in print and in the dark."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from phaply import __version__
from phaply.parse import Plan
from phaply.report.basis_chain import basis_chain_svg
from phaply.report.paper import Mark, paper_html
from phaply.report.timeline import timeline_svg
from phaply.report.wording import basis_text, word
from phaply.rules.model import Finding, Report

__all__ = ["render_html"]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("phaply.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style(finding: Finding) -> str:
    return finding.level if finding.outcome == "fail" else "review"


def render_html(report: Report, plan: Plan, lang: str = "vi") -> str:
    """The report as an HTML document in `lang`; the plan's words are escaped, whatever they hold."""
    shown = [f for f in report.findings if f.outcome in ("fail", "review", "error")]
    marks = [Mark(e.start, e.end, n, _style(f)) for n, f in enumerate(shown, 1) for e in f.evidence if e.start < e.end]
    marked = {m.finding for m in marks}
    rows = [
        {
            "n": n,
            "finding": f,
            "style": _style(f),
            "basis": basis_text(f, lang),
            "pack": f.rule.partition("-")[0],
            "marked": n in marked,
        }
        for n, f in enumerate(shown, 1)
    ]
    coverage = report.coverage or ()
    template = _environment().get_template("report.html.j2")
    return template.render(
        lang=lang,
        w=lambda key: word(key, lang),
        version=__version__,
        plan=plan,
        report=report,
        rows=rows,
        packs=sorted({str(row["pack"]) for row in rows}),
        styles=[s for s in ("error", "warning", "note", "review") if any(row["style"] == s for row in rows)],
        paper=paper_html(plan, marks),
        addressed=[c for c in coverage if c.addressed],
        others=sum(not c.addressed for c in coverage),
        timeline=timeline_svg(plan, lang),
        undated=[
            t
            for t in plan.tasks
            if t.deadline is None or not (plan.deadlines[t.deadline].latest or plan.deadlines[t.deadline].earliest)
        ],
        chain=basis_chain_svg(plan, lang),
    )
