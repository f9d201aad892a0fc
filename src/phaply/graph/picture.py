"""A neighbourhood as one HTML page (hình vẽ lân cận): inline SVG drawn here, no script, nothing loaded from elsewhere."""

import re
from collections import Counter
from html import escape

import networkx as nx

from phaply.graph.measures import documents

__all__ = ["neighbourhood", "picture"]

_BOX_WIDTH, _BOX_HEIGHT, _GAP_X, _GAP_Y, _MARGIN = 190, 50, 16, 96, 24
_PER_ROW = 6
_MOST = 40
_NOT_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_WORDS = {
    "based_on": "căn cứ",
    "implements": "thực hiện",
    "cites": "viện dẫn",
    "amends": "sửa đổi",
    "supplements": "bổ sung",
    "repeals": "bãi bỏ",
    "replaces": "thay thế",
    "guides": "hướng dẫn",
}
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#f3f4f6;--line:#6b7280;--mid:#1d4ed8}
@media(prefers-color-scheme:dark){:root{--ink:#e5e7eb;--paper:#111418;--soft:#1f242b;--line:#9ca3af;--mid:#93c5fd}}
body{margin:1.5rem auto;max-width:84rem;padding:0 1rem;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.3rem}figure{margin:0;overflow-x:auto}table{border-collapse:collapse;margin-top:1.5rem;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}td.n{white-space:nowrap}
rect{fill:var(--soft);stroke:var(--line)}.read rect{stroke-width:2}.mid rect{stroke:var(--mid);stroke-width:3}.gone rect{stroke-dasharray:5 4}
text{fill:var(--ink);font:600 12.5px system-ui,sans-serif}text.small{font-weight:400;font-size:10.5px}
path{fill:none;stroke:var(--line);stroke-width:1.2}path.based_on,path.implements{stroke:var(--mid)}marker path{fill:var(--line);stroke:none}
@media print{body{max-width:none;margin:0}}
"""


def neighbourhood(
    graph: "nx.MultiDiGraph[str]", middle: str | None = None, most: int = _MOST
) -> tuple[str | None, list[str], list[str], int]:
    """The middle document, those it cites, those that cite it, and how many more there were than `most` on either side.

    Without a `middle`: the document read that has most to do with others.
    """
    view = documents(graph)
    degree = {n: len({*view.successors(n), *view.predecessors(n)} - {n}) for n in view}
    if middle is None or middle not in view:
        read = [n for n in degree if view.nodes[n].get("read")] or list(degree)
        middle = min(read, key=lambda n: (-degree[n], n), default=None)
    if middle is None:
        return None, [], [], 0
    times = Counter({n: view.number_of_edges(middle, n) for n in view.successors(middle) if n != middle})
    back = Counter(
        {n: view.number_of_edges(n, middle) for n in view.predecessors(middle) if n != middle and n not in times}
    )
    above = sorted(times, key=lambda n: (-times[n], -degree[n], n))
    below = sorted(back, key=lambda n: (-back[n], -degree[n], n))
    return middle, above[:most], below[:most], max(0, len(above) - most) + max(0, len(below) - most)


def picture(graph: "nx.MultiDiGraph[str]", middle: str | None = None, most: int = _MOST) -> str:
    """The page: a drawing (what the middle document cites above it, what cites it below) and the table of its edges with their quotes."""
    middle, above, below, more = neighbourhood(graph, middle, most)
    name = _name(graph, middle) if middle else "đồ thị trống"
    parts = [
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Lân cận của {escape(name)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f"<h1>{escape(name)}</h1>",
    ]
    if middle is not None:
        title = str(graph.nodes[middle].get("title", ""))
        parts.append(f"<p>{escape(title[:300])}</p>" if title else "")
        said = f"Trên: văn bản được viện dẫn ({len(above)}). Dưới: văn bản viện dẫn đến nó ({len(below)})."
        parts.append(f"<p>{said}{f' Còn {more} văn bản không vẽ.' if more else ''}</p>")
        parts.append(f"<figure>{_drawing(graph, middle, above, below)}</figure>")
        parts.append(_table(graph, middle, above, below))
    parts.append("</body>\n</html>\n")
    return _NOT_HTML.sub("\ufffd", "\n".join(part for part in parts if part))


def _drawing(graph: "nx.MultiDiGraph[str]", middle: str, above: list[str], below: list[str]) -> str:
    rows = [above[i : i + _PER_ROW] for i in range(0, len(above), _PER_ROW)][::-1]
    at = len(rows)
    rows.append([middle])
    rows += [below[i : i + _PER_ROW] for i in range(0, len(below), _PER_ROW)]
    widest = max(2, *(len(row) for row in rows)) if len(rows) > 1 else 2
    width = widest * (_BOX_WIDTH + _GAP_X) - _GAP_X + 2 * _MARGIN
    height = len(rows) * (_BOX_HEIGHT + _GAP_Y) - _GAP_Y + 2 * _MARGIN
    spots: dict[str, tuple[float, float]] = {}
    for i, row in enumerate(rows):
        left = (width - len(row) * (_BOX_WIDTH + _GAP_X) + _GAP_X) / 2
        for j, node in enumerate(row):
            spots[node] = (left + j * (_BOX_WIDTH + _GAP_X), _MARGIN + i * (_BOX_HEIGHT + _GAP_Y))
    lines = []
    for side, up in ((above, True), (below, False)):
        for node in side:
            a, b = (middle, node) if up else (node, middle)
            relations = sorted(
                {data["relation"] for data in graph.get_edge_data(a, b).values()}, key=list(_WORDS).index
            )
            (x1, y1), (x2, y2) = spots[a], spots[b]
            x1, x2, y2 = x1 + _BOX_WIDTH / 2, x2 + _BOX_WIDTH / 2, y2 + _BOX_HEIGHT + 7
            bend = (y1 - y2) / 2
            title = ", ".join(_WORDS[r] for r in relations)
            lines.append(
                f'<path class="{relations[0]}" marker-end="url(#tip)" d="M{x1:.0f} {y1:.0f} C{x1:.0f} {y1 - bend:.0f} '
                f'{x2:.0f} {y2 + bend:.0f} {x2:.0f} {y2:.0f}"><title>{escape(title)}</title></path>'
            )
    boxes = [_box(graph, node, *spots[node], middle=i == at) for i, row in enumerate(rows) for node in row]
    return (
        f'<svg role="img" aria-label="Lân cận của {escape(_name(graph, middle))}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg"><defs><marker id="tip" viewBox="0 0 8 8" '
        'refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
        + "".join(lines)
        + "".join(boxes)
        + "</svg>"
    )


def _box(graph: "nx.MultiDiGraph[str]", node: str, x: float, y: float, *, middle: bool) -> str:
    data = graph.nodes[node]
    classes = " ".join(c for c, on in (("mid", middle), ("read", data.get("read")), ("gone", data.get("ended"))) if on)
    first, second = _name(graph, node), str(data.get("title") or data.get("issuer") or "")
    around = x + _BOX_WIDTH / 2
    return (
        f'<g class="{classes}"><title>{escape(f"{first} {second}".strip()[:300])}</title>'
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="6"/>'
        f'<text x="{around:.0f}" y="{y + 20:.0f}" text-anchor="middle">{_cut(first, 26)}</text>'
        f'<text class="small" x="{around:.0f}" y="{y + 37:.0f}" text-anchor="middle">{_cut(second, 32)}</text></g>'
    )


def _table(graph: "nx.MultiDiGraph[str]", middle: str, above: list[str], below: list[str]) -> str:
    rows = []
    for a, b in [*((middle, n) for n in above), *((n, middle) for n in below)]:
        edges = sorted(graph.get_edge_data(a, b).values(), key=lambda d: (d.get("start", 0), d["relation"]))
        for data in edges[:3]:
            rows.append(
                f'<tr><td class="n">{escape(_name(graph, a))}</td><td class="n">{escape(_WORDS.get(data["relation"], data["relation"]))}</td>'
                f'<td class="n">{escape(_name(graph, b))}</td><td>{escape(str(data.get("pinpoint", "")))}</td>'
                f"<td>{escape(str(data.get('quote', ''))[:400])}</td></tr>"
            )
    head = "".join(f"<th>{word}</th>" for word in ("Văn bản", "Quan hệ", "Đối với", "Tại", "Dẫn chứng"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n" + "\n".join(rows) + "\n</tbody></table>"


def _name(graph: "nx.MultiDiGraph[str]", node: str) -> str:
    data = graph.nodes[node]
    named = f"{data.get('type', '')} {data.get('number') or data.get('title') or ''}".strip()
    return named or str(data.get("source") or node.removeprefix("doc:"))


def _cut(text: str, limit: int) -> str:
    return escape(text if len(text) <= limit else text[: limit - 1].rstrip() + "…")
