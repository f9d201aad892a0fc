"""The chain of legal bases as a picture: inline SVG drawn from the graph, highest documents on top."""

from html import escape
from typing import Any

from phaply.graph import build_graph
from phaply.parse import Plan
from phaply.report.wording import word

__all__ = ["basis_chain_svg"]

_BOX_WIDTH, _BOX_HEIGHT, _GAP_X, _GAP_Y, _MARGIN = 210, 58, 18, 46, 8
_PER_ROW = 4
_RANK = {"HP": 0, "BL": 1, "L": 1, "NQ": 2, "PL": 2, "NĐ": 3, "QĐ": 4, "CT": 4, "TT": 5, "TTLT": 5}


def basis_chain_svg(plan: Plan, lang: str = "vi") -> str:
    """The SVG, or an empty string where the plan rests on nothing that was read."""
    graph = build_graph(plan)
    me = next(node for node, data in graph.nodes(data=True) if data.get("read"))
    stands_on: dict[str, str] = {}
    for _, target, data in graph.out_edges(me, data=True):
        if data["relation"] in ("based_on", "implements") and graph.nodes[target]["kind"] == "document":
            stands_on.setdefault(target, data["relation"])
    if not stands_on:
        return ""
    ranked = sorted(stands_on, key=lambda n: (_rank(graph.nodes[n], stands_on[n]), graph.nodes[n]["date"], n))
    rows: list[list[str]] = []
    for node in ranked:
        rank = _rank(graph.nodes[node], stands_on[node])
        if rows and len(rows[-1]) < _PER_ROW and _rank(graph.nodes[rows[-1][0]], stands_on[rows[-1][0]]) == rank:
            rows[-1].append(node)
        else:
            rows.append([node])
    widest = max(len(row) for row in rows)
    width = max(2, widest) * (_BOX_WIDTH + _GAP_X) + 2 * _MARGIN
    height = (len(rows) + 1) * (_BOX_HEIGHT + _GAP_Y) + 2 * _MARGIN
    boxes, lines = [], []
    bottom_y = _MARGIN + len(rows) * (_BOX_HEIGHT + _GAP_Y)
    for i, row in enumerate(rows):
        y = _MARGIN + i * (_BOX_HEIGHT + _GAP_Y)
        left = (width - len(row) * (_BOX_WIDTH + _GAP_X) + _GAP_X) / 2
        for j, node in enumerate(row):
            x = left + j * (_BOX_WIDTH + _GAP_X)
            css = stands_on[node].replace("_", "-")
            boxes.append(_box(x, y, *_name(graph.nodes[node]), css))
            lines.append(
                f'<path class="{css}" d="M{x + _BOX_WIDTH / 2:.0f} {y + _BOX_HEIGHT} C{x + _BOX_WIDTH / 2:.0f} {y + _BOX_HEIGHT + _GAP_Y:.0f} {width / 2:.0f} {bottom_y - _GAP_Y:.0f} {width / 2:.0f} {bottom_y}"/>'
            )
    own = plan.header.number or plan.header.symbol or word("this_plan", lang)
    boxes.append(_box((width - _BOX_WIDTH) / 2, bottom_y, own, plan.header.subject or plan.document.name, "this"))
    return (
        f'<svg class="chain" role="img" aria-label="{word("bases", lang)}" viewBox="0 0 {width} {height}" style="max-width:{width}px" xmlns="http://www.w3.org/2000/svg">'
        + "".join(lines)
        + "".join(boxes)
        + "</svg>"
    )


def _rank(node: dict[str, Any], relation: str) -> int:
    return 9 if relation == "implements" and node["type"] not in _RANK else _RANK.get(node["type"], 7)


def _name(node: dict[str, Any]) -> tuple[str, str]:
    first = f"{node['type']} {node['number']}".strip() if node["number"] else f"{node['type']} {node['title']}".strip()
    second = " · ".join(part for part in (_say(node["date"]), node["issuer"]) if part)
    return first, second


def _say(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso.count("-") == 2 and not iso.startswith("-") else iso


def _box(x: float, y: float, first: str, second: str, css: str) -> str:
    def cut(text: str, limit: int) -> str:
        return escape(text if len(text) <= limit else text[: limit - 1].rstrip() + "…")

    middle = x + _BOX_WIDTH / 2
    return (
        f'<g class="box {css}"><title>{escape(first)} {escape(second)}</title><rect x="{x:.0f}" y="{y:.0f}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="6"/>'
        f'<text class="first" x="{middle:.0f}" y="{y + 24:.0f}" text-anchor="middle">{cut(first, 27)}</text>'
        f'<text class="second" x="{middle:.0f}" y="{y + 43:.0f}" text-anchor="middle">{cut(second, 34)}</text></g>'
    )
