"""A time line of tasks and their deadlines, as inline SVG drawn here (no script, nothing from elsewhere)."""

from datetime import date
from html import escape

from phaply.parse import Plan

__all__ = ["timeline_svg"]

_ROW, _LEFT, _RIGHT, _TOP, _WIDTH = 24, 330, 20, 34, 960
_LIMIT = 60


def timeline_svg(plan: Plan, lang: str = "vi") -> str:
    """The SVG, or an empty string where no task has a date. A bar spans earliest to latest, a point is a last day."""
    rows: list[tuple[date | None, date, str, str]] = []
    for task in plan.tasks:
        if task.deadline is None:
            continue
        deadline = plan.deadlines[task.deadline]
        last = _day(deadline.latest)
        first = _day(deadline.earliest)
        if last is None and first is None:
            continue
        words = " ".join(plan.text[task.start : task.end].split())
        rows.append((first, last or first or date.min, task.path, words))
    if not rows:
        return ""
    rows.sort(key=lambda r: (r[1], r[0] or r[1], r[2]))
    rows = rows[:_LIMIT]
    low = min(first or last for first, last, _, _ in rows)
    high = max(last for _, last, _, _ in rows)
    issued = _day(plan.header.date)
    if issued is not None:
        low, high = min(low, issued), max(high, issued)
    total = max(1, (high - low).days)
    scale = (_WIDTH - _LEFT - _RIGHT) / total
    height = _TOP + _ROW * len(rows) + 10
    label = "Time line of tasks" if lang == "en" else "Dòng thời gian các nhiệm vụ"
    parts = [
        f'<svg class="timeline" role="img" aria-label="{label}" viewBox="0 0 {_WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
    ]
    for tick in _months(low, high):
        x = _LEFT + (tick - low).days * scale
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{height - 6}"/>')
        parts.append(
            f'<text class="tick" x="{x:.1f}" y="{_TOP - 14}" text-anchor="middle">{tick.month}/{tick.year}</text>'
        )
    if issued is not None:
        x = _LEFT + (issued - low).days * scale
        parts.append(f'<line class="issued" x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{height - 6}"/>')
    for i, (first, last, path, words) in enumerate(rows):
        y = _TOP + i * _ROW + _ROW / 2
        short = words if len(words) <= 44 else words[:43].rstrip() + "…"
        parts.append(
            f'<text class="task" x="0" y="{y + 4:.1f}"><tspan class="path">{escape(path)}</tspan> {escape(short)}<title>{escape(words)}</title></text>'
        )
        x = _LEFT + (last - low).days * scale
        if first is not None and first < last:
            x0 = _LEFT + (first - low).days * scale
            parts.append(
                f'<rect class="bar" x="{x0:.1f}" y="{y - 5:.1f}" width="{max(2.0, x - x0):.1f}" height="10" rx="3"><title>{_say(first)} – {_say(last)}</title></rect>'
            )
        parts.append(f'<circle class="due" cx="{x:.1f}" cy="{y:.1f}" r="5"><title>{_say(last)}</title></circle>')
    parts.append("</svg>")
    return "".join(parts)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _say(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _months(low: date, high: date) -> list[date]:
    """First days of months between the two, thinned so that at most a dozen are marked."""
    months = (high.year - low.year) * 12 + high.month - low.month
    step = max(1, -(-months // 11))
    found, year, month = [], low.year, low.month
    while (year, month) <= (high.year, high.month):
        day = date(year, month, 1)
        if low <= day <= high:
            found.append(day)
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return found
