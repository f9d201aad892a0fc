"""The chain of legal bases as a picture: inline SVG drawn from the graph, highest documents on top."""

from html import escape
from itertools import groupby
from typing import Any

from phaply.graph import build_graph
from phaply.parse import Plan
from phaply.parse.kinds import kinds
from phaply.report.wording import day_text, word

__all__ = ["basis_chain_svg"]

_BOX_WIDTH, _BOX_HEIGHT, _GAP_X, _GAP_Y, _MARGIN = 244, 74, 16, 44, 8
_PER_ROW, _LETTERS = 4, 32
_RANK = {"HP": 0, "BL": 1, "L": 1, "NQ": 2, "PL": 2, "NĐ": 3, "QĐ": 4, "CT": 4, "TT": 5, "TTLT": 5}


def basis_chain_svg(plan: Plan, lang: str = "vi") -> str:
    """The SVG, or an empty string where the plan rests on nothing that was read."""
    graph = build_graph(plan)
    me = next(node for node, data in graph.nodes(data=True) if data.get("read"))
    stands_on: dict[str, str] = {}
    for _, target, data in graph.out_edges(me, data=True):
        if data["relation"] in ("based_on", "implements") and graph.nodes[target]["kind"] == "document":
            # A document that is named as a basis and as what is implemented counts as the latter.
            if data["relation"] == "implements":
                stands_on[target] = "implements"
            stands_on.setdefault(target, data["relation"])
    stands_on.pop(me, None)
    if not stands_on:
        return ""

    def rank(node: str) -> int:
        return _rank(graph.nodes[node], stands_on[node])

    ranked = sorted(stands_on, key=lambda n: (rank(n), graph.nodes[n]["date"], n))
    rows: list[list[str]] = []
    for _, group in groupby(ranked, key=rank):
        same = list(group)
        # Equal rows look calmer than four and one.
        per_row = -(-len(same) // (-(-len(same) // _PER_ROW)))
        rows += [same[i : i + per_row] for i in range(0, len(same), per_row)]
    width = max(2, *(len(row) for row in rows)) * (_BOX_WIDTH + _GAP_X) - _GAP_X + 2 * _MARGIN
    bottom = _MARGIN + len(rows) * (_BOX_HEIGHT + _GAP_Y)
    height = bottom + _BOX_HEIGHT + _MARGIN + 30
    boxes, lines = [], []
    for i, row in enumerate(rows):
        y = _MARGIN + i * (_BOX_HEIGHT + _GAP_Y)
        left = (width - len(row) * (_BOX_WIDTH + _GAP_X) + _GAP_X) / 2
        under = y + _BOX_HEIGHT
        bus = under + _GAP_Y / 2
        for j, node in enumerate(row):
            x = left + j * (_BOX_WIDTH + _GAP_X)
            css = stands_on[node].replace("_", "-")
            boxes.append(_box(x, y, *_name(graph.nodes[node]), css))
            lines.append(f'<path class="{css}" d="M{x + _BOX_WIDTH / 2:.0f} {under}V{bus:.0f}H{width / 2:.0f}"/>')
        last = i + 1 == len(rows)
        css = "implements" if last and all(stands_on[n] == "implements" for n in row) else "based-on"
        # An even row leaves its middle free, so a line from above may run through; an odd one is passed behind its box.
        lines.append(f'<path class="{css}" d="M{width / 2:.0f} {bus:.0f}V{under + _GAP_Y - (7 if last else 0):.0f}"/>')
        if last:
            tip = bottom - 1
            lines.append(
                f'<path class="tip {css}" d="M{width / 2 - 5:.0f} {tip - 8}L{width / 2:.0f} {tip}L{width / 2 + 5:.0f} {tip - 8}Z"/>'
            )
        elif len(rows[i + 1]) % 2 == 0:
            lines.append(
                f'<path class="based-on" d="M{width / 2:.0f} {under + _GAP_Y}V{under + _GAP_Y + _BOX_HEIGHT}"/>'
            )
    kind = _kind_name(plan.header.kind or "")
    own = f"{kind} {plan.header.number}".strip() if plan.header.number else ""
    if not own and kind:
        own = word("this_kind", lang).format(kind=kind)
    boxes.append(
        _box((width - _BOX_WIDTH) / 2, bottom, own or word("this_plan", lang), plan.header.subject or "", "this")
    )
    return (
        f'<svg class="chain" role="img" aria-label="{word("bases", lang)}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">'
        + "".join(lines)
        + "".join(boxes)
        + _legend(height - 10, lang)
        + "</svg>"
    )


def _rank(node: dict[str, Any], relation: str) -> int:
    return 9 if relation == "implements" and node["type"] not in _RANK else _RANK.get(node["type"], 7)


def _kind_name(abbreviation: str) -> str:
    return next((k.name.capitalize() for k in kinds() if k.abbreviation == abbreviation), abbreviation)


def _name(node: dict[str, Any]) -> tuple[str, str]:
    kind = _kind_name(node["type"])
    title: str = node["title"]
    if node["number"]:
        first = f"{kind} {node['number']}".strip()
    else:
        first = title if title.lower().startswith(kind.lower()) else f"{kind} {title}".strip()
    return first, " · ".join(part for part in (day_text(node["date"]), node["issuer"]) if part)


def _wrap(text: str, limit: int, most: int) -> list[str]:
    """At most `most` lines of some `limit` letters; what does not fit ends with an ellipsis."""
    lines: list[str] = []
    words = " ".join(text.split()).split(" ")
    while words and len(lines) < most:
        line = words.pop(0)
        while words and len(line) + 1 + len(words[0]) <= limit:
            line += " " + words.pop(0)
        lines.append(line if len(line) <= limit else line[: limit - 1] + "…")
    if words:
        lines[-1] = lines[-1][: limit - 1].rstrip(" ,.;:…") + "…"
    return [line for line in lines if line]


def _box(x: float, y: float, first: str, second: str, css: str) -> str:
    head = _wrap(first, _LETTERS - 2, 2)
    tail = _wrap(second, _LETTERS + 4, 3 - len(head))
    middle = x + _BOX_WIDTH / 2
    baseline = y + _BOX_HEIGHT / 2 - 9 * (len(head) + len(tail)) + 13
    texts = []
    for i, line in enumerate((*head, *tail)):
        kind = "first" if i < len(head) else "second"
        texts.append(
            f'<text class="{kind}" x="{middle:.0f}" y="{baseline + 18 * i:.0f}" text-anchor="middle">{escape(line)}</text>'
        )
    return (
        f'<g class="box {css}"><title>{escape(first)} {escape(second)}</title>'
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="4"/>{"".join(texts)}</g>'
    )


def _legend(y: float, lang: str) -> str:
    bases, implements = word("legend_bases", lang), word("legend_implements", lang)
    second = _MARGIN + 56 + 7 * len(bases)
    return (
        f'<path class="based-on" d="M{_MARGIN} {y - 4}h24"/><text class="second" x="{_MARGIN + 32}" y="{y}">{bases}</text>'
        f'<path class="implements" d="M{second} {y - 4}h24"/><text class="second" x="{second + 32}" y="{y}">{implements}</text>'
    )
