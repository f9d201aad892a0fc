"""A time line of tasks and their deadlines, as inline SVG drawn here (no script, nothing from elsewhere)."""

from collections.abc import Set
from datetime import date
from html import escape

from phaply.parse import Plan
from phaply.report.wording import path_text, word

__all__ = ["timeline_svg"]

_ROW, _LEFT, _RIGHT, _TOP, _WIDTH = 26, 350, 90, 40, 1000
_LIMIT = 60
_WORDS = 48
_NOTES = {"due": "due_task", "due late": "late_task", "open": "open_task"}


def timeline_svg(plan: Plan, lang: str = "vi", late: Set[int] = frozenset()) -> str:
    """The SVG, or an empty string where no task has a date. A bar spans earliest to latest, a point is a last day, an
    arrow a first day without a last one.

    `late`: indices of tasks that are due after what the plan above allows; they are drawn in the colour of errors.
    """
    rows: list[tuple[date | None, date, str, str, str]] = []
    for index, task in enumerate(plan.tasks):
        if task.deadline is None:
            continue
        deadline = plan.deadlines[task.deadline]
        last = _day(deadline.latest)
        first = _day(deadline.earliest)
        if last is None and first is None:
            continue
        words = " ".join(plan.text[task.start : task.end].split())
        css = "open" if last is None else "due late" if index in late else "due"
        rows.append((first, last or first or date.min, path_text(task.path, lang), words, css))
    if not rows:
        return ""
    rows.sort(key=lambda r: (r[1], r[0] or r[1], r[2]))
    hidden = len(rows) - _LIMIT
    rows = rows[:_LIMIT]
    low = min(first or last for first, last, *_ in rows)
    high = max(last for _, last, *_ in rows)
    issued = _day(plan.header.date)
    if issued is not None:
        low, high = min(low, issued), max(high, issued)
    scale = (_WIDTH - _LEFT - _RIGHT) / max(1, (high - low).days)
    height = _TOP + _ROW * len(rows) + (34 if hidden > 0 else 10)
    foot = _TOP + _ROW * len(rows) + 4

    def at(day: date) -> float:
        return _LEFT + (day - low).days * scale

    parts = [
        f'<svg class="timeline" role="img" aria-label="{word("timeline", lang)}" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" xmlns="http://www.w3.org/2000/svg">'
    ]
    for tick in _months(low, high):
        x = at(tick)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{foot}"/>')
        parts.append(
            f'<text class="tick" x="{x:.1f}" y="{_TOP - 14}" text-anchor="middle">{tick.month}/{tick.year}</text>'
        )
    if issued is not None:
        x = at(issued)
        parts.append(
            f'<line class="issued" x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{foot}"><title>{word("issued", lang)} {_say(issued)}</title></line>'
        )
    for i, (first, last, path, words, css) in enumerate(rows):
        y = _TOP + i * _ROW + _ROW / 2
        room = _WORDS - len(path)
        short = words if len(words) <= room else words[: room - 1].rstrip(" ,.;:") + "…"
        parts.append(
            f'<text class="task" x="0" y="{y + 4:.1f}"><tspan class="path">{escape(path)}</tspan> {escape(short)}<title>{escape(words)}</title></text>'
        )
        x = at(last)
        if first is not None and first < last:
            parts.append(
                f'<rect class="bar {css}" x="{at(first):.1f}" y="{y - 4:.1f}" width="{max(2.0, x - at(first)):.1f}" height="8" rx="2"><title>{_say(first)} – {_say(last)}</title></rect>'
            )
        note = f"{word(_NOTES[css], lang)}: {_say(last)}"
        shape = (
            f'<path class="{css}" d="M{x - 4:.1f} {y - 5:.1f}L{x + 5:.1f} {y:.1f}L{x - 4:.1f} {y + 5:.1f}Z">'
            if css == "open"
            else f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="5">'
        )
        parts.append(f"{shape}<title>{note}</title></{'path' if css == 'open' else 'circle'}>")
        day = (
            f"{word('from_day', lang)} {last.day:02d}/{last.month}" if css == "open" else f"{last.day:02d}/{last.month}"
        )
        parts.append(f'<text class="day {css}" x="{x + 9:.1f}" y="{y + 4:.1f}">{day}</text>')
    if hidden > 0:
        parts.append(f'<text class="tick" x="0" y="{height - 10}">{word("not_shown", lang).format(n=hidden)}</text>')
    parts.append("</svg>")
    return "".join(parts)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _say(day: date) -> str:
    return f"{day.day:02d}/{day.month}/{day.year}"


def _months(low: date, high: date) -> list[date]:
    """First days of months between the two, thinned so that at most a dozen are marked."""
    months = (high.year - low.year) * 12 + high.month - low.month
    step = max(1, -(-months // 8))
    found, year, month = [], low.year, low.month
    while (year, month) <= (high.year, high.month):
        day = date(year, month, 1)
        if low <= day <= high:
            found.append(day)
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return found
