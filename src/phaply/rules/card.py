"""Findings and reports as small HTML cards, for notebooks. Everything from the document is escaped."""

from html import escape
from typing import TYPE_CHECKING

from phaply.parse.card import table

if TYPE_CHECKING:
    from phaply.rules.model import Finding, Report

__all__ = ["finding_card", "report_card"]

_LEVELS = {"error": "Lỗi", "warning": "Cảnh báo", "note": "Lưu ý"}


def finding_card(finding: "Finding") -> str:
    """What is wrong, where, on what basis, and what to write instead."""
    rows = [(e.place or "Chỗ", f"“{e.quote}”") for e in finding.evidence]
    rows += [(f"{u.source} {u.path}".strip(), f"“{u.quote}”") for u in finding.upstream]
    basis = finding.basis
    if basis is not None:
        words = " ".join(part for part in (basis.at, basis.act) if part)
        rows.append(("Căn cứ", words or ("Thông lệ soạn thảo" if basis.kind == "practice" else "Văn bản cấp trên")))
    if finding.suggestion:
        rows.append(("Gợi ý", finding.suggestion))
    return f"<div><strong>{_level(finding)}</strong> {escape(finding.rule)}: {escape(finding.message)}{table((), rows)}</div>"


def report_card(report: "Report") -> str:
    """How many findings of each level, and the first of them."""
    s = report.summary
    rows = [(_level(f), f.rule, f.message, f.evidence[0].place if f.evidence else "") for f in report.findings]
    name = escape(str(report.source.get("name", "")))
    counts = f"{s.error} lỗi · {s.warning} cảnh báo · {s.note} lưu ý · {s.review} cần xem lại"
    return f"<div><strong>{name}</strong> — {counts}{table(('Mức', 'Quy tắc', 'Nội dung', 'Chỗ'), rows)}</div>"


def _level(finding: "Finding") -> str:
    return "Cần xem lại" if finding.outcome == "review" else _LEVELS[finding.level]
