"""A citation graph of millions of edges (đồ thị viện dẫn lớn): numbers in arrays, scipy CSR beneath; some 10 bytes an edge.

Needs the extra `graph` (numpy, scipy, DuckDB).
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import networkx as nx

from phaply.corpus.parquet import duckdb
from phaply.errors import InputError, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float64]
    Strings = NDArray[np.str_]

__all__ = ["CitationGraph", "arrays"]

_TEXT_COLUMNS = ("type", "date")


def arrays() -> tuple[Any, Any]:
    """The modules numpy and scipy.sparse. Raises UsageError that says which extra to install, if they are not there."""
    try:
        import numpy
        import scipy.sparse
        import scipy.sparse.csgraph
    except ImportError as error:
        raise UsageError(
            'Đồ thị lớn cần numpy và scipy; hãy cài: pip install "phaply[graph]".',
            'Big graphs need numpy and scipy; install them with: pip install "phaply[graph]".',
        ) from error
    return numpy, scipy.sparse


class CitationGraph:
    """Documents and the edges between them. Edge `i` goes from `ids[source[i]]` to `ids[target[i]]`; parallel edges are kept."""

    def __init__(
        self,
        ids: Sequence[str],
        source: "Ints",
        target: "Ints",
        relation: "Ints",
        relations: Sequence[str],
        *,
        type: Sequence[str] | None = None,
        date: Sequence[str] | None = None,
        nowhere: int = 0,
    ) -> None:
        self.ids = ids
        self.source = source
        self.target = target
        self.relation = relation
        """Index into `relations`, for each edge."""
        self.relations = tuple(relations)
        self.type = type if type is not None else [""] * len(ids)
        """Abbreviated kind of each document."""
        self.date = date if date is not None else [""] * len(ids)
        """ISO date of each document, empty where unknown."""
        self.nowhere = nowhere
        """Documents that only edges name: the list of nodes lacked them."""

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def edge_count(self) -> int:
        """Number of edges, parallel ones counted."""
        return len(self.source)

    @classmethod
    def from_parquet(cls, edges: str | Path, nodes: str | Path | None = None, *, memory: str = "600MB") -> Self:
        """From an edge list with columns `source`, `target` and perhaps `relation`; `nodes` has `id` and perhaps `kind`, `type`, `date`.

        `nodes` left out: `X.nodes.parquet` beside `X.parquet` if it is there, else the documents are those that edges name. Nodes
        whose `kind` is not `document` are left out with their edges. Raises InputError for files that are not of this shape.
        """
        edges = Path(edges)
        beside = edges.with_suffix(".nodes.parquet")
        nodes = Path(nodes) if nodes is not None else beside if beside.is_file() else None
        module = duckdb()
        try:
            with module.connect(config={"threads": 2, "memory_limit": memory}) as db:
                return cls(**_load(db, edges, nodes))
        except module.Error as error:
            reason = str(error).split("\n")[0]
            raise InputError(
                f"Không đọc được đồ thị từ {edges.name}: cần các cột source, target ({reason}).",
                f"{edges.name} gives no graph: columns source and target are needed ({reason}).",
            ) from error

    @classmethod
    def from_networkx(cls, graph: "nx.MultiDiGraph[str]") -> Self:
        """The documents of a graph and the edges between them."""
        np, _ = arrays()
        ids = sorted(n for n, data in graph.nodes(data=True) if data.get("kind", "document") == "document")
        index = {node: i for i, node in enumerate(ids)}
        found = sorted(
            (index[a], index[b], data.get("relation", "cites"))
            for a, b, data in graph.edges(data=True)
            if a in index and b in index
        )
        relations = sorted({relation for _, _, relation in found})
        code = {relation: i for i, relation in enumerate(relations)}
        return cls(
            ids,
            np.array([a for a, _, _ in found], dtype=np.int32),
            np.array([b for _, b, _ in found], dtype=np.int32),
            np.array([code[r] for _, _, r in found], dtype=np.int8),
            relations,
            type=[graph.nodes[n].get("type", "") for n in ids],
            date=[graph.nodes[n].get("date", "") for n in ids],
        )

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """The same graph for networkx; a million edges take it some 3 seconds and 400 MB."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node, type_, date in zip(self.ids, self.type, self.date, strict=True):
            graph.add_node(node, kind="document", type=type_, date=date)
        ids, relations = self.ids, self.relations
        columns = zip(self.source.tolist(), self.target.tolist(), self.relation.tolist(), strict=True)
        graph.add_edges_from((ids[a], ids[b], {"relation": relations[r]}) for a, b, r in columns)
        return graph

    @cached_property
    def matrix(self) -> Any:
        """scipy CSR: how many edges go from each document (row) to each (column)."""
        np, sparse = arrays()
        n = len(self.ids)
        ones = np.ones(len(self.source), dtype=np.float64)
        return sparse.csr_matrix((ones, (self.source, self.target)), shape=(n, n))

    def select(self, relations: Sequence[str]) -> Self:
        """The same documents with the edges of these relations alone."""
        np, _ = arrays()
        codes = [i for i, name in enumerate(self.relations) if name in relations]
        return self._with(np.isin(self.relation, codes))

    def at(self, day: str) -> Self:
        """The same documents with the edges of those issued on or before `day`; those without a date have none."""
        np, _ = arrays()
        dates = np.array(self.date, dtype="U10")
        there = (dates != "") & (dates <= day)
        return self._with(there[self.source])

    def _with(self, kept: Any) -> Self:
        return type(self)(
            self.ids,
            self.source[kept],
            self.target[kept],
            self.relation[kept],
            self.relations,
            type=self.type,
            date=self.date,
            nowhere=self.nowhere,
        )

    def in_degree(self) -> "Ints":
        """For each document, how many others cite it (each once)."""
        np, _ = arrays()
        coo = self.matrix.tocoo()
        others = coo.row != coo.col
        return np.bincount(coo.col[others], minlength=len(self.ids))  # type: ignore[no-any-return]

    def pagerank(self, alpha: float = 0.85, tol: float = 1e-10, rounds: int = 1000) -> "Floats":
        """PageRank of each document; parallel edges weigh as often as they are there. `tol`: the change (L1) at which it stops."""
        np, sparse = arrays()
        n = len(self.ids)
        if n == 0:
            return np.zeros(0)  # type: ignore[no-any-return]
        weight = np.asarray(self.matrix.sum(axis=1)).ravel()
        dangling = weight == 0
        share = np.divide(1.0, weight, out=np.zeros_like(weight), where=~dangling)
        # Rows that receive lie together in memory: one pass over the edges a round.
        flow = (sparse.diags(share) @ self.matrix).T.tocsr()
        rank = np.full(n, 1.0 / n)
        for _ in range(rounds):
            fresh = alpha * (flow @ rank + rank[dangling].sum() / n) + (1 - alpha) / n
            moved = np.abs(fresh - rank).sum()
            rank = fresh
            if moved < tol:
                break
        return rank  # type: ignore[no-any-return]

    def components(self, *, strong: bool = False) -> "Ints":
        """For each document, the number of its component; `strong`: documents that reach each other."""
        arrays()
        from scipy.sparse.csgraph import connected_components

        kind = "strong" if strong else "weak"
        return connected_components(self.matrix, directed=True, connection=kind)[1]  # type: ignore[no-any-return]


def _load(db: Any, edges: Path, nodes: Path | None) -> dict[str, Any]:
    np, _ = arrays()
    texts = [name for name in _TEXT_COLUMNS if nodes is not None and name in _columns(db, nodes)]
    _list_nodes(db, nodes, texts)
    db.execute("CREATE TEMP VIEW edge AS SELECT * FROM read_parquet('{}')".format(str(edges).replace("'", "''")))
    relation = "relation" if "relation" in _columns(db, edges) else "'cites'"
    found = db.execute(f"SELECT DISTINCT {relation} AS r FROM edge WHERE r IS NOT NULL ORDER BY r").fetchall()
    relations = [row[0] for row in found] or ["cites"]
    db.execute("CREATE TEMP TABLE code AS SELECT unnest(?) AS name, unnest(range(?)) AS c", [relations, len(relations)])
    nowhere = 0
    columns = _joined(db, relation)
    if any(np.ma.getmaskarray(columns[name]).any() for name in ("source", "target")):
        blank = "".join(", ''" for _ in texts)
        ends = "SELECT source::VARCHAR AS id FROM edge UNION SELECT target::VARCHAR FROM edge"
        db.execute(
            f"INSERT INTO listed SELECT id, true{blank} FROM ({ends}) WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM listed)"
        )
        before = db.execute("SELECT count(*) FROM node").fetchone()[0]
        nowhere = db.execute("SELECT count(*) FROM listed").fetchone()[0] - before if nodes is not None else 0
        _count_nodes(db)
        columns = _joined(db, relation)
    source, target = (np.ma.filled(columns[name], -1).astype(np.int64) for name in ("source", "target"))
    code = np.ma.filled(columns["relation"], 0)
    del columns
    names = db.execute(
        f"SELECT id{''.join(', ' + name for name in texts)} FROM node WHERE mine ORDER BY i"
    ).fetchnumpy()
    n, kinds = max(1, len(names["id"])), len(relations)
    inside = (source >= 0) & (target >= 0)
    # One number for each edge: sorting it puts the edges into an order that no thread has a say in.
    edge = (source[inside] * n + target[inside]) * kinds + code[inside]
    del source, target, code
    edge.sort()
    pair = edge // kinds
    result: dict[str, Any] = {
        "ids": np.ma.getdata(names["id"]).tolist(),
        "source": (pair // n).astype(np.int32),
        "target": (pair % n).astype(np.int32),
        "relation": (edge % kinds).astype(np.int8),
        "relations": relations,
        "nowhere": nowhere,
    }
    return result | {name: np.ma.getdata(names[name]).tolist() for name in texts}


def _columns(db: Any, file: Path) -> set[str]:
    return {row[0] for row in db.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(file)]).fetchall()}


def _list_nodes(db: Any, nodes: Path | None, texts: Sequence[str]) -> None:
    """Table `listed`: id, whether it is a document, its texts; one row an id. Then table `node` with the numbers."""
    if nodes is None:
        db.execute("CREATE TEMP TABLE listed (id VARCHAR, mine BOOLEAN)")
    else:
        mine = "kind = 'document'" if "kind" in _columns(db, nodes) else "true"
        more = "".join(f", coalesce(min({name}), '') AS {name}" for name in texts)
        db.execute(
            f"CREATE TEMP TABLE listed AS SELECT id::VARCHAR AS id, bool_or({mine}) AS mine{more} FROM read_parquet(?) "
            "WHERE id IS NOT NULL GROUP BY 1",
            [str(nodes)],
        )
    _count_nodes(db)


def _count_nodes(db: Any) -> None:
    """Documents are counted from 0 in the order of their ids; what is no document is -1."""
    db.execute(
        "CREATE OR REPLACE TEMP TABLE node AS "
        "SELECT *, (row_number() OVER (ORDER BY id) - 1)::INTEGER AS i FROM listed WHERE mine "
        "UNION ALL SELECT *, -1 FROM listed WHERE NOT mine"
    )


def _joined(db: Any, relation: str) -> Any:
    return db.execute(
        f"""SELECT s.i AS source, t.i AS target, c.c::TINYINT AS relation FROM edge
        LEFT JOIN node s ON s.id = edge.source::VARCHAR LEFT JOIN node t ON t.id = edge.target::VARCHAR
        LEFT JOIN code c ON c.name = {relation}"""
    ).fetchnumpy()
