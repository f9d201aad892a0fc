"""Graph → bytes of a file: GraphML, GEXF, JSON node-link."""

import json
import re
from collections.abc import Callable
from io import BytesIO

import networkx as nx

from phaply.errors import UsageError

__all__ = ["FORMATS", "export_graph"]

_STAMP = re.compile(rb'lastmodifieddate="[^"]*"')


def _graphml(graph: "nx.MultiDiGraph[str]") -> bytes:
    out = BytesIO()
    nx.write_graphml(graph, out, encoding="utf-8")
    return out.getvalue()


def _gexf(graph: "nx.MultiDiGraph[str]") -> bytes:
    out = BytesIO()
    nx.write_gexf(graph, out, encoding="utf-8")
    # The writer stamps today's date, but the same input must give the same bytes.
    return _STAMP.sub(b'lastmodifieddate="2020-01-01"', out.getvalue())


def _json(graph: "nx.MultiDiGraph[str]") -> bytes:
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1).encode("utf-8")


FORMATS: dict[str, Callable[["nx.MultiDiGraph[str]"], bytes]] = {".graphml": _graphml, ".gexf": _gexf, ".json": _json}


def export_graph(graph: "nx.MultiDiGraph[str]", suffix: str) -> bytes:
    """The graph in the format that the file ending names (`.graphml`, `.gexf`, `.json`).

    Raises UsageError for an ending that names no format.
    """
    write = FORMATS.get(suffix.lower())
    if write is None:
        known = ", ".join(FORMATS)
        raise UsageError(
            f"Không biết định dạng đồ thị “{suffix}”; dùng một trong: {known}.",
            f"Unknown graph format {suffix!r}; use one of {known}.",
        )
    return write(graph)
