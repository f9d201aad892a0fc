"""Findings → terminal, JSON, HTML and other files: one module each."""

from collections.abc import Callable

from phaply.errors import UsageError
from phaply.parse import Plan
from phaply.rules.model import Report

__all__ = ["FORMATS", "render"]


def _terminal(report: Report, plan: Plan, lang: str) -> bytes:
    from phaply.report.terminal import render_terminal

    return render_terminal(report, plan, lang).encode("utf-8")


def _html(report: Report, plan: Plan, lang: str) -> bytes:
    from phaply.report.html import render_html

    return render_html(report, plan, lang).encode("utf-8")


def _sarif(report: Report, plan: Plan, lang: str) -> bytes:
    from phaply.report.sarif import render_sarif

    return render_sarif(report, plan, lang).encode("utf-8")


def _junit(report: Report, plan: Plan, lang: str) -> bytes:
    from phaply.report.junit import render_junit

    return render_junit(report, plan, lang).encode("utf-8")


def _xlsx(report: Report, plan: Plan, lang: str) -> bytes:
    from phaply.report.xlsx import render_xlsx

    return render_xlsx(report, plan, lang)


def _docx(report: Report, plan: Plan, lang: str) -> bytes:
    from phaply.report.docx import render_docx

    return render_docx(report, plan, lang)


FORMATS: dict[str, Callable[[Report, Plan, str], bytes]] = {
    "terminal": _terminal,
    "html": _html,
    "xlsx": _xlsx,
    "docx": _docx,
    "sarif": _sarif,
    "junit": _junit,
}
"""Name of a format → its writer; each is imported when it is first used."""


def render(
    report: Report, plan: Plan, form: str, lang: str = "vi", *, original: bytes | None = None, fix: bool = False
) -> bytes:
    """The report in the format `form`. Raises UsageError for a format that is not known.

    For `docx`: `original` are the bytes that the plan was read from, `fix` offers repairs as tracked changes.
    """
    if form == "docx":
        from phaply.report.docx import render_docx

        return render_docx(report, plan, lang, original=original, fix=fix)
    write = FORMATS.get(form)
    if write is None:
        known = ", ".join(FORMATS)
        raise UsageError(
            f"Không có dạng báo cáo “{form}”; có: {known}.", f"Unknown report format {form!r}; known: {known}."
        )
    return write(report, plan, lang)
