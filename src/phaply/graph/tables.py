"""Graph ↔ Parquet: one list of edges, one of nodes, for DuckDB, pandas, Spark and the like."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from phaply.corpus.parquet import duckdb
from phaply.errors import InputError

__all__ = ["edges_parquet", "graph_from_parquet", "nodes_file", "nodes_parquet"]

_EDGE_ENDS = ("source", "target", "key")
_TYPES = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", str: "VARCHAR"}


def nodes_file(edges: Path) -> Path:
    """Where the nodes of an edge list are: `X.nodes.parquet` beside `X.parquet`."""
    return edges.with_suffix(".nodes.parquet")


def edges_parquet(graph: "nx.MultiDiGraph[str]") -> bytes:
    """The edges: `source`, `target`, `key`, and a column for each attribute."""
    rows = [{"source": a, "target": b, "key": str(k), **data} for a, b, k, data in graph.edges(keys=True, data=True)]
    return _parquet(rows, _EDGE_ENDS)


def nodes_parquet(graph: "nx.MultiDiGraph[str]") -> bytes:
    """The nodes: `id`, and a column for each attribute."""
    return _parquet([{"id": node, **data} for node, data in graph.nodes(data=True)], ("id",))


def graph_from_parquet(edges: Path, nodes: Path | None = None) -> "nx.MultiDiGraph[str]":
    """The graph of an edge list, with the nodes of the file beside it. Raises InputError if the columns are not there."""
    module = duckdb()
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes = nodes or nodes_file(edges)
    try:
        with module.connect(config={"threads": 1}) as db:
            if nodes.is_file():
                for row in _rows(db, nodes):
                    graph.add_node(row.pop("id"), **row)
            for i, row in enumerate(_rows(db, edges)):
                a, b = row.pop("source"), row.pop("target")
                graph.add_edge(a, b, key=row.pop("key", i), **row)
    except (module.Error, KeyError) as error:
        raise InputError(
            f"Không đọc được đồ thị từ {edges.name}: cần các cột source, target.",
            f"{edges.name} gives no graph: columns source and target are needed.",
        ) from error
    return graph


def _rows(db: Any, file: Path) -> Iterable[dict[str, Any]]:
    found = db.execute("SELECT * FROM read_parquet(?)", [str(file)])
    names = [column[0] for column in found.description]
    while rows := found.fetchmany(10_000):
        for row in rows:
            yield {name: value for name, value in zip(names, row, strict=True) if value is not None}


def _parquet(rows: Sequence[dict[str, Any]], first: Sequence[str]) -> bytes:
    columns: dict[str, str] = dict.fromkeys(first, "VARCHAR")
    for row in rows:
        for name, value in row.items():
            columns.setdefault(name, _TYPES.get(type(value), "VARCHAR"))
    names = [*first, *sorted(set(columns) - set(first))]
    with tempfile.TemporaryDirectory() as folder, duckdb().connect(config={"threads": 1}) as db:
        lines, out = Path(folder, "rows.json"), Path(folder, "rows.parquet")
        longest = 0
        with lines.open("wb") as stream:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
                longest = max(longest, len(line))
                stream.write(line)
        shape = ", ".join(f"{_text(name)}: '{columns[name]}'" for name in names)
        source = (
            f"read_json({_text(str(lines))}, format='newline_delimited', maximum_object_size={max(16_000_000, longest + 1)}, "
            f"columns={{{shape}}})"
        )
        listed = ", ".join(_name(name) for name in names)
        db.execute(f"COPY (SELECT {listed} FROM {source}) TO {_text(str(out))} (FORMAT parquet, COMPRESSION zstd)")
        return out.read_bytes()


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
