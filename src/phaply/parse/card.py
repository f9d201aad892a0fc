"""A plan as a small HTML card, for notebooks. Everything from the document is escaped; no colours, so that any theme shows it."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phaply.parse.model import Plan

__all__ = ["plan_card", "table"]

_SHOWN = 12
"""Rows of each list; the rest is counted."""
_LENGTH = 140


def plan_card(plan: "Plan") -> str:
    """The header, and the first citations and tasks."""
    h = plan.header
    facts = [("Số", h.number), ("Cơ quan ban hành", h.issuer), ("Ngày", h.date), ("Nơi ban hành", h.place)]
    facts += [("Trích yếu", h.subject), ("Người ký", h.signer.name if h.signer else None)]
    citations = [(c.kind, c.number or c.title or "", c.date or "", c.role) for c in plan.citations]
    tasks = [
        (
            t.path,
            plan.text[t.start : t.end],
            ", ".join(p.name for p in t.lead),
            "" if t.deadline is None else plan.text[plan.deadlines[t.deadline].start : plan.deadlines[t.deadline].end],
        )
        for t in plan.tasks
    ]
    counts = (
        f"{len(plan.citations)} viện dẫn · {len(plan.tasks)} nhiệm vụ · {len(plan.deadlines)} thời hạn · "
        f"{len(plan.actors)} cơ quan, chức danh"
    )
    return (
        f"<div><strong>{escape(plan.document.name)}</strong> — {counts}"
        + table((), [(name, value) for name, value in facts if value])
        + table(("Loại", "Số hoặc tên", "Ngày", "Vai trò"), citations, "Viện dẫn")
        + table(("Mục", "Nhiệm vụ", "Chủ trì", "Thời hạn"), tasks, "Nhiệm vụ")
        + "</div>"
    )


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], caption: str = "") -> str:
    """An HTML table of plain strings, empty for no rows; long cells are cut, long lists counted."""
    if not rows:
        return ""
    parts = ['<table style="text-align:left">']
    if caption:
        parts.append(f'<caption style="text-align:left;caption-side:top"><strong>{escape(caption)}</strong></caption>')
    if head:
        parts.append("<thead><tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in head) + "</tr></thead>")
    parts.append("<tbody>")
    for row in rows[:_SHOWN]:
        cells = "".join(f'<td style="text-align:left">{escape(_short(cell))}</td>' for cell in row)
        parts.append(f"<tr>{cells}</tr>")
    if len(rows) > _SHOWN:
        parts.append(f'<tr><td colspan="{len(rows[0])}">… và {len(rows) - _SHOWN} dòng nữa</td></tr>')
    parts.append("</tbody></table>")
    return "".join(parts)


def _short(cell: str) -> str:
    words = " ".join(cell[: 4 * _LENGTH].split())
    return words if len(words) <= _LENGTH else words[: _LENGTH - 1] + "…"
