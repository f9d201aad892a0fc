"""Findings for people at a terminal: grouped by weight, with the plan's own words and a mark under them."""

from io import StringIO

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from phaply.align.model import Coverage
from phaply.parse import Plan
from phaply.report.wording import basis_text, word
from phaply.rules.model import Evidence, Finding, Report

__all__ = ["print_report", "render_terminal"]

_STYLE = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan", "review": "bold magenta"}
_COVER_STYLE = {
    "covered": "green",
    "partly": "yellow",
    "missing": "bold red",
    "review": "magenta",
    "not-addressed": "dim",
}
_MARK = {"error": "✗", "warning": "!", "note": "·", "review": "?"}


def render_terminal(report: Report, plan: Plan, lang: str = "vi", width: int = 100) -> str:
    """The report as plain text of the given width, for files and pipes."""
    out = StringIO()
    print_report(report, plan, Console(file=out, width=width, color_system=None, legacy_windows=False), lang)
    return out.getvalue()


def print_report(report: Report, plan: Plan, console: Console, lang: str = "vi") -> None:
    """Print the report to `console`, whose width and colours it respects."""
    console.print(_head(report, plan, lang))
    groups: dict[str, list[Finding]] = {"error": [], "warning": [], "note": [], "review": []}
    for finding in report.findings:
        if finding.outcome == "fail":
            groups[finding.level].append(finding)
        elif finding.outcome in ("review", "error"):
            groups["review"].append(finding)
    if not any(groups.values()):
        console.print(Text(word("no_findings", lang), style="green"))
    for group, findings in groups.items():
        if findings:
            console.print()
            console.print(Text(f"{word(group, lang).upper()} ({len(findings)})", style=_STYLE[group]))
            for finding in findings:
                console.print(_finding(finding, plan, group, console, lang))
    if report.coverage:
        console.print()
        console.print(_coverage(report.coverage, lang))
    console.print()
    console.print(_tail(report, lang))


def _head(report: Report, plan: Plan, lang: str) -> Text:
    header = plan.header
    what = " ".join(part for part in (header.number or header.symbol, header.subject) if part) or plan.document.name
    text = Text()
    text.append(f"{plan.document.name}", style="bold")
    text.append(f" · {what}")
    if report.as_of:
        text.append(f" · {word('as_of', lang).lower()} {report.as_of}")
    return text


def _finding(finding: Finding, plan: Plan, group: str, console: Console, lang: str) -> RenderableType:
    title = Text()
    title.append(f"{_MARK[group]} ", style=_STYLE[group])
    title.append(finding.message, style="bold")
    rows: list[RenderableType] = [title]
    for evidence in finding.evidence[:3]:
        rows.append(_words_of(evidence, plan, console.width - 4, _STYLE[group], console.color_system is not None))
    for above in finding.upstream[:3]:
        where = f"{above.source}{f', {above.path}' if above.path else ''}"
        rows.append(Padding(Text(f"{word('upstream', lang)} ({where}): “{_shorten(above.quote, 160)}”"), (0, 0, 0, 4)))
    if finding.suggestion:
        rows.append(Padding(Text(f"{word('suggestion', lang)}: {finding.suggestion}", style="green"), (0, 0, 0, 4)))
    rows.append(
        Padding(Text(f"{word('basis', lang)}: {basis_text(finding, lang)} · {finding.rule}", style="dim"), (0, 0, 0, 4))
    )
    return Group(*rows)


def _words_of(evidence: Evidence, plan: Plan, width: int, style: str, colour: bool) -> RenderableType:
    """The line of the plan that holds the evidence, with the evidence marked."""
    text = plan.text
    start = text.rfind("\n", 0, evidence.start) + 1
    end = text.find("\n", evidence.end)
    end = len(text) if end < 0 else end
    place = f"{evidence.place}: " if evidence.place else ""
    room = max(20, width - cell_len(place) - 2)
    marked = min(evidence.end - evidence.start, room)
    if end - start > room:
        start = max(start, evidence.start - max(0, (room - marked) // 2))
        end = min(end, start + room)
    stop = min(evidence.end, end)
    before, inside, after = text[start : evidence.start], text[evidence.start : stop], text[stop:end]
    one_line = Text("  │ ", style="dim")
    one_line.append(place, style="dim")
    one_line.append(_flat(before), style="default")
    one_line.append(_flat(inside), style=f"{style} underline" if colour else "default")
    one_line.append(_flat(after), style="default")
    if colour:
        return one_line
    caret = " " * (4 + cell_len(place) + cell_len(_flat(before))) + "^" * max(1, cell_len(_flat(inside)))
    return Group(one_line, Text(caret))


def _coverage(coverage: tuple[Coverage, ...], lang: str) -> RenderableType:
    addressed = [c for c in coverage if c.addressed]
    table = Table(
        title=f"{word('coverage', lang)} ({len(addressed)})",
        title_justify="left",
        title_style="bold",
        expand=True,
        pad_edge=False,
    )
    table.add_column(word("asked", lang), ratio=4)
    table.add_column(word("status", lang), no_wrap=True)
    table.add_column(word("by", lang), ratio=4)
    for item in addressed:
        status = Text(word(item.status, lang), style=_COVER_STYLE[item.status])
        for flag in ("late", "wrong_owner"):
            if getattr(item, flag):
                status.append(f"\n{word(flag, lang)}", style="red")
        answers = "\n".join(f"{cover.path}  {_shorten(cover.quote, 90)}".strip() for cover in item.by[:3])
        table.add_row(f"{item.path}  {_shorten(item.quote, 110)}", status, answers or item.why)
    others = len(coverage) - len(addressed)
    if others:
        table.caption = f"+ {others} {word('not_addressed_count', lang)}"
    return table


def _tail(report: Report, lang: str) -> Text:
    s = report.summary
    parts = [
        f"{count} {word(key, lang)}"
        for count, key in ((s.error, "errors"), (s.warning, "warnings"), (s.note, "notes"), (s.review, "reviews"))
    ]
    if s.suppressed:
        parts.append(f"{s.suppressed} {word('suppressed', lang)}")
    text = Text(" · ".join(parts), style="bold")
    if report.not_checked:
        text.append(f"\n{word('not_checked', lang)}: {len(report.not_checked)}", style="dim")
    return text


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _shorten(text: str, limit: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"
