"""Findings for people at a terminal: grouped by weight, with the plan's own words; as wide as the terminal, without trailing spaces."""

import os
import sys
from collections.abc import Sequence
from io import StringIO
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from phaply.align.model import Coverage
from phaply.parse import Plan
from phaply.report.wording import about_absence, basis_text, day_text, path_text, sentence, source_text, word
from phaply.rules.model import Evidence, Finding, Report

__all__ = ["print_report", "render_terminal", "show_reports"]

_STYLE = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan", "review": "bold magenta"}
_COVER_STYLE = {"covered": "green", "partly": "yellow", "missing": "bold red", "review": "magenta"}
_COVER_MARK = {"covered": "+", "partly": "~", "missing": "-", "review": "?"}
_MARK = {"error": "✗", "warning": "!", "note": "·", "review": "?"}
_SAME_RULE = 3
"""From this many findings of one rule on, its suggestion and basis are said once for all."""
_PLACES = 3
_WIDTH = 100


def render_terminal(report: Report, plan: Plan, lang: str = "vi", width: int | None = None) -> str:
    """The report as plain text, for files and pipes; `width` in columns (default: COLUMNS, else 100)."""
    out = StringIO()
    columns = os.environ.get("COLUMNS", "")
    width = width or (int(columns) if columns.isdigit() and int(columns) >= 40 else _WIDTH)
    print_report(report, plan, Console(file=out, width=width, color_system=None, legacy_windows=False), lang)
    return out.getvalue()


def show_reports(found: Sequence[tuple[Report, Plan]], lang: str = "vi") -> None:
    """Print reports to the terminal itself, in colour unless NO_COLOR asks for none."""
    console = Console(file=sys.stdout, highlight=False)
    for i, (report, plan) in enumerate(found):
        if i:
            console.print()
        print_report(report, plan, console, lang)


def print_report(report: Report, plan: Plan, console: Console, lang: str = "vi") -> None:
    """Print the report to `console`, whose width and colours it respects."""
    _Printer(report, plan, console, lang).print()


class _Printer:
    """One report on its way to one console."""

    def __init__(self, report: Report, plan: Plan, console: Console, lang: str) -> None:
        self.report, self.plan, self.console, self.lang = report, plan, console, lang
        self.colour = console.color_system is not None and not console.no_color

    def print(self) -> None:
        self._head()
        groups: dict[str, list[Finding]] = {"error": [], "warning": [], "note": [], "review": []}
        for finding in self.report.findings:
            if finding.outcome == "fail":
                groups[finding.level].append(finding)
            elif finding.outcome in ("review", "error"):
                groups["review"].append(finding)
        if not any(groups.values()):
            self._line()
            self._hang("", Text(word("no_findings", self.lang), style="green"))
        for group, findings in groups.items():
            if findings:
                self._line()
                self._line(Text(f"{word(group, self.lang).upper()} ({len(findings)})", style=_STYLE[group]))
                self._group(findings, group)
        if self.report.coverage:
            self._coverage(self.report.coverage)
        self._tail()

    # --- parts ----------------------------------------------------------------------------------------------------
    def _head(self) -> None:
        header = self.plan.header
        self._hang("", Text(self.plan.document.name, style="bold"))
        what = " ".join(part for part in (header.number or header.symbol, header.subject) if part)
        if what:
            self._hang("", Text(what))
        if self.report.as_of:
            self._hang("", Text(f"{word('as_of', self.lang)} {day_text(self.report.as_of)}", style="dim"))

    def _group(self, findings: list[Finding], group: str) -> None:
        done: set[str] = set()
        for finding in findings:
            same = [f for f in findings if f.rule == finding.rule]
            if len(same) < _SAME_RULE:
                self._finding(finding, group)
            elif finding.rule not in done:
                done.add(finding.rule)
                self._same(same, group)

    def _finding(self, f: Finding, group: str) -> None:
        self._hang(f"{_MARK[group]} ", Text(sentence(f.message, self.lang), style="bold"), _STYLE[group])
        for evidence in f.evidence[:_PLACES]:
            self._words(evidence, group, whole=about_absence(f))
        if len(f.evidence) > _PLACES:
            self._said(word("more_places", self.lang).format(n=len(f.evidence) - _PLACES))
        self._above(f)
        self._reasons(f)

    def _same(self, findings: list[Finding], group: str) -> None:
        """Many findings of one rule: its title once, a line for each, its reasons once."""
        first = findings[0]
        title = Text(
            f"{sentence(first.title or first.rule, self.lang)} ({len(findings)} {word('places', self.lang)})",
            style="bold",
        )
        self._hang(f"{_MARK[group]} ", title, _STYLE[group])
        for f in findings:
            place = f.evidence[0].place if f.evidence else ""
            said = Text()
            said.append(f"{place}: " if place else "", style="dim")
            said.append(sentence(f.message, self.lang), style="default")
            self._hang("    - ", said)
            self._above(f, "      ")
        self._reasons(first)

    def _above(self, f: Finding, indent: str = "    ") -> None:
        for above in f.upstream[:_PLACES]:
            where = ", ".join(p for p in (source_text(above.source), path_text(above.path, self.lang)) if p)
            self._said(f"{word('upstream', self.lang)} ({where}): “{_shorten(above.quote, 160)}”", indent=indent)

    def _reasons(self, f: Finding) -> None:
        if f.suggestion:
            self._said(f"{word('suggestion', self.lang)}: {f.suggestion}", "green")
        basis = basis_text(f, self.lang)
        if f.basis is not None and f.basis.kind != "practice":
            basis = f"{word('basis', self.lang)}: {basis}"
        self._said(f"{basis} [{f.rule}]", "dim")

    def _words(self, evidence: Evidence, group: str, whole: bool) -> None:
        """The line of the plan that holds the evidence, cut to the terminal, with the evidence marked if it is a part of the line."""
        text = self.plan.text
        start = text.rfind("\n", 0, evidence.start) + 1
        end = text.find("\n", evidence.start)
        end = len(text) if end < 0 else end
        stop = min(evidence.end, end)
        prefix = f"  │ {evidence.place}: " if evidence.place else "  │ "
        room = max(24, self.console.width - cell_len(prefix))
        cut_left = cut_right = False
        if end - start > room:
            room -= 2  # for the dots at both ends
            middle = max(start, evidence.start - max(0, (room - (stop - evidence.start)) // 3))
            left = min(middle, max(start, end - room))
            cut_left, start = left > start, left
            cut_right, end = start + room < end, min(end, start + room)
            if cut_left and start < evidence.start:
                start = _word_after(text, start, evidence.start)
            if cut_right:
                end = _word_before(text, end - 1, max(start, evidence.start))
        stop = min(stop, end)
        line = Text()
        line.append(prefix, style="dim")
        if cut_left:
            line.append("…", style="dim")
        before = text[start : evidence.start]
        line.append(before, style="default")
        marked = evidence.start > start or stop < end
        line.append(
            text[evidence.start : stop], style=f"{_STYLE[group]} underline" if self.colour and not whole else "default"
        )
        line.append(text[stop:end] + ("…" if cut_right else ""), style="default")
        self._line(line)
        inside = cell_len(text[evidence.start : stop].rstrip())
        if not self.colour and marked and not whole and 0 < inside <= room * 2 // 3:
            self._line(Text(" " * (cell_len(prefix) + cut_left + cell_len(before)) + "^" * inside))

    def _coverage(self, coverage: tuple[Coverage, ...]) -> None:
        """What the plan above asks, and what answers it: one below the other, so that any width will do."""
        addressed = [c for c in coverage if c.addressed]
        self._line()
        self._line(Text(f"{word('coverage', self.lang).upper()} ({len(addressed)})", style="bold"))
        for source, group in groupby(addressed, key=lambda c: c.source):
            self._hang("", Text(source_text(source), style="dim"))
            for c in group:
                status = Text(word(c.status, self.lang), style=_COVER_STYLE.get(c.status, "default"))
                for flag in ("late", "wrong_owner"):
                    if getattr(c, flag):
                        status.append(f", {word(flag, self.lang)}", style="red")
                said = Text()
                said.append(f"{path_text(c.path, self.lang)} ", style="dim")
                said.append(f"{_shorten(c.quote, 200)} ", style="default")
                said.append("— ").append_text(status)
                self._hang(f"{_COVER_MARK.get(c.status, ' ')} ", said, _COVER_STYLE.get(c.status, ""))
                for cover in c.by[:_PLACES]:
                    self._said(f"→ {path_text(cover.path, self.lang)} {_shorten(cover.quote, 160)}".replace("  ", " "))
                if c.why and not c.by:
                    self._said(sentence(c.why, self.lang), "dim")
        others = len(coverage) - len(addressed)
        if others:
            self._hang("", Text(f"+ {others} {word('not_addressed_count', self.lang)}", style="dim"))

    def _tail(self) -> None:
        s = self.report.summary
        counts = ((s.error, "errors"), (s.warning, "warnings"), (s.note, "notes"), (s.review, "reviews"))
        parts = [f"{count} {word(key, self.lang)}" for count, key in counts]
        if s.suppressed:
            parts.append(f"{s.suppressed} {word('suppressed', self.lang)}")
        self._line()
        self._hang("", Text(" · ".join(parts), style="bold"))
        if self.report.not_checked:
            count = len({n.rule for n in self.report.not_checked})
            self._hang("", Text(word("not_checked_count", self.lang).format(n=count), style="dim"))

    # --- lines ----------------------------------------------------------------------------------------------------
    def _line(self, text: Text | None = None) -> None:
        self.console.print(text if text is not None else "", soft_wrap=True)

    def _said(self, words: str, style: str = "", indent: str = "    ") -> None:
        self._hang(indent, Text(words, style=style))

    def _hang(self, prefix: str, text: Text, style: str = "") -> None:
        """Print `text` after `prefix`; its further lines stand under its first one."""
        indent = cell_len(prefix)
        for i, line in enumerate(text.wrap(self.console, max(20, self.console.width - indent))):
            line.rstrip()
            begin = Text(prefix if i == 0 else " " * indent, style=style)
            self._line(begin + line)


def _word_after(text: str, start: int, latest: int) -> int:
    """Where the first whole word at or after `start` begins."""
    space = text.find(" ", start, latest)
    return space + 1 if space >= 0 and start > 0 and not text[start - 1].isspace() else start


def _word_before(text: str, end: int, earliest: int) -> int:
    """Where the last whole word before `end` ends."""
    space = text.rfind(" ", earliest, end)
    return space if space > earliest else end


def _shorten(text: str, limit: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"
