"""Graph → files and back: GraphML, GEXF, JSON node-link, Parquet, RDF (Turtle, JSON-LD), a picture in HTML.

The same graph gives the same bytes, whatever the order in which it was built.
"""

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx

from phaply.errors import InputError, UsageError
from phaply.graph.linked_data import to_jsonld, to_turtle
from phaply.graph.picture import picture
from phaply.graph.tables import edges_parquet, graph_from_parquet, nodes_file, nodes_parquet
from phaply.output import write_file

__all__ = ["FORMATS", "export_graph", "load_graph", "ordered", "save_graph"]

_STAMP = re.compile(rb'lastmodifieddate="[^"]*"')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def ordered(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """A copy whose nodes, edges and attributes stand in one order."""
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in sorted(graph.nodes(data=True)):
        result.add_node(node, **dict(sorted(data.items())))
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], str(edge[2])))
    for a, b, key, data in edges:
        result.add_edge(a, b, key=key, **dict(sorted(data.items())))
    return result


def _graphml(graph: "nx.MultiDiGraph[str]") -> bytes:
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.add_nodes_from(_for_xml(graph).nodes(data=True))
    # The writer makes keys into ids of edges, which XML wants to be the only ones of their name.
    for i, (a, b, key, data) in enumerate(_for_xml(graph).edges(keys=True, data=True)):
        plain.add_edge(a, b, key=f"e{i}", edge_key=key, **data)
    out = BytesIO()
    nx.write_graphml(plain, out, encoding="utf-8")
    return out.getvalue()


def _gexf(graph: "nx.MultiDiGraph[str]") -> bytes:
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in _for_xml(graph).nodes(data=True):
        plain.add_node(node, label=_label(node, data), **_gexf_names(data))
    for i, (a, b, data) in enumerate(_for_xml(graph).edges(data=True)):
        plain.add_edge(a, b, key=i, **_gexf_names(data))
    out = BytesIO()
    nx.write_gexf(plain, out, encoding="utf-8")
    # The writer stamps today's date, but the same input must give the same bytes.
    return _STAMP.sub(b'lastmodifieddate="2020-01-01"', out.getvalue())


def _gexf_names(data: dict[str, Any]) -> dict[str, Any]:
    """GEXF takes `start`, `end`, `label`, `type` for its own."""
    taken = {"start": "start_char", "end": "end_char", "label": "name", "type": "document_type"}
    return {taken.get(name, name): value for name, value in data.items()}


def _label(node: str, data: dict[str, Any]) -> str:
    return str(data.get("number") or data.get("title") or data.get("name") or data.get("label") or node)


def _for_xml(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Without the control characters that XML cannot hold."""

    def clean(value: Any) -> Any:
        return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value

    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        result.add_node(clean(node), **{name: clean(value) for name, value in data.items()})
    for a, b, key, data in graph.edges(keys=True, data=True):
        result.add_edge(clean(a), clean(b), key=clean(key), **{name: clean(value) for name, value in data.items()})
    return result


def _json(graph: "nx.MultiDiGraph[str]") -> bytes:
    return (
        json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1).encode("utf-8", "replace")
        + b"\n"
    )


def _html(graph: "nx.MultiDiGraph[str]") -> bytes:
    return picture(graph).encode("utf-8")


FORMATS: dict[str, Callable[["nx.MultiDiGraph[str]"], bytes]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".json": _json,
    ".html": _html,
    ".parquet": edges_parquet,
    ".ttl": to_turtle,
    ".jsonld": to_jsonld,
}
"""File ending → writer. `.parquet` is the list of edges; that of the nodes goes beside it."""


def export_graph(graph: "nx.MultiDiGraph[str]", suffix: str) -> bytes:
    """The graph in the format that the file ending names (see `FORMATS`).

    Raises UsageError for an ending that names no format.
    """
    write = FORMATS.get(suffix.lower())
    if write is None:
        known = ", ".join(FORMATS)
        raise UsageError(
            f"Không biết định dạng đồ thị “{suffix}”; dùng một trong: {known}.",
            f"Unknown graph format {suffix!r}; use one of {known}.",
        )
    return write(ordered(graph))


def save_graph(graph: "nx.MultiDiGraph[str]", path: Path) -> list[Path]:
    """Write the graph to `path` in the format of its ending; the files written (Parquet: edges, and nodes beside them)."""
    data = export_graph(graph, path.suffix)
    written = [path]
    if path.suffix.lower() == ".parquet":
        beside = nodes_file(path)
        write_file(beside, nodes_parquet(ordered(graph)))
        written.append(beside)
    write_file(path, data)
    return written


def load_graph(path: Path) -> "nx.MultiDiGraph[str]":
    """A graph written by `save_graph` as JSON, GraphML or Parquet. Raises InputError if it is none."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".json":
            return _loaded(nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges"))
        if suffix == ".graphml":
            return _keyed(nx.read_graphml(path, force_multigraph=True))
        if suffix == ".parquet":
            return graph_from_parquet(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError, nx.NetworkXException) as error:
        raise InputError(
            f"Không đọc được đồ thị từ {path.name}: tệp không phải do phaply graph ghi ra, hoặc bị hỏng.",
            f"{path.name} is no graph that phaply graph wrote, or is damaged.",
        ) from error
    raise UsageError(
        f"Không đọc lại được đồ thị dạng “{suffix}”; dùng .json, .graphml hoặc .parquet.",
        f"A graph cannot be read back from {suffix!r}; use .json, .graphml or .parquet.",
    )


def _keyed(graph: Any) -> "nx.MultiDiGraph[str]":
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    result.add_nodes_from(graph.nodes(data=True))
    for a, b, key, data in graph.edges(keys=True, data=True):
        data.pop("id", None)
        result.add_edge(a, b, key=data.pop("edge_key", key), **data)
    return result


def _loaded(graph: Any) -> "nx.MultiDiGraph[str]":
    if not isinstance(graph, nx.MultiDiGraph):
        raise TypeError("no directed multigraph")
    graph.graph.clear()
    return graph
