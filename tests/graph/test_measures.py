"""Measures: right on graphs small enough to see through, the same by both ways, the same as networkx's."""

import random
from pathlib import Path

import networkx as nx
import pytest
from graph_texts import CITY, DISTRICT, WARD, entry

from phaply.errors import InputError, UsageError
from phaply.graph import (
    at,
    build_graph,
    citation_counts,
    components,
    cycles,
    dead_bases,
    documents,
    explain,
    find_document,
    ignored_replacements,
    in_degree,
    longest_chain,
    measures,
    pagerank,
    save_graph,
)

np = pytest.importorskip("numpy")
pytest.importorskip("scipy")
compact = pytest.importorskip("phaply.graph.compact")


def drawn(*edges: tuple[str, str], relation: str = "implements") -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for a, b in edges:
        for node in (a, b):
            graph.add_node(node, kind="document", type="KH", date="2023-01-01")
        graph.add_edge(a, b, relation=relation)
    return graph


def by_chance(seed: int, nodes: int = 120, edges: int = 500) -> "nx.MultiDiGraph[str]":
    dice = random.Random(seed)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(
        (f"n{i}", {"kind": "document", "type": dice.choice("ABC"), "date": f"{2000 + i % 20}-01-01"})
        for i in range(nodes)
    )
    for _ in range(edges):
        a, b = dice.randrange(nodes), int(nodes * dice.random() ** 2)
        graph.add_edge(f"n{a}", f"n{b}", relation=dice.choice(["cites", "implements", "based_on"]))
    graph.add_node("task", kind="task")
    graph.add_edge("n0", "task", relation="contains")
    return graph


def test_degree_counts_documents_not_mentions() -> None:
    graph = drawn(("a", "b"), ("a", "b"), ("c", "b"), ("b", "b"))
    assert in_degree(graph) == {"b": 2, "a": 0, "c": 0}


def test_components_and_cycles() -> None:
    graph = drawn(("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("x", "y"), ("z", "z"))
    assert components(graph) == [["a", "b", "c", "d"], ["x", "y"], ["z"]]
    assert cycles(graph) == [["a", "b", "c"], ["z"]]
    assert cycles(drawn(("a", "b"))) == []


@pytest.mark.parametrize(
    ("edges", "chain"),
    [
        ([], []),
        ([("a", "b"), ("b", "c"), ("a", "c")], ["a", "b", "c"]),
        ([("a", "b"), ("b", "a")], ["a"]),
        # Through a ring: entered at r, left at t.
        ([("p", "r"), ("r", "s"), ("s", "t"), ("t", "r"), ("t", "u")], ["p", "r", "s", "t", "u"]),
    ],
)
def test_longest_chain(edges: list[tuple[str, str]], chain: list[str]) -> None:
    assert longest_chain(drawn(*edges)) == chain
    assert longest_chain(drawn(*edges, relation="cites")) == []


def test_counts() -> None:
    graph = drawn(("a", "b"), ("a", "b"))
    (count,) = citation_counts(graph)
    assert (count.citing, count.year, count.cited, count.relation, count.times) == ("KH", "2023", "KH", "implements", 2)


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_and_networkx_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = by_chance(seed)
    monkeypatch.setattr(measures, "BIG", 10**9)
    small = [f(graph) for f in (in_degree, components, cycles, longest_chain, citation_counts)]
    ranks = pagerank(graph)
    monkeypatch.setattr(measures, "BIG", 1)
    assert [f(graph) for f in (in_degree, components, cycles, longest_chain, citation_counts)] == small
    over_arrays = pagerank(graph)
    array_graph = compact.CitationGraph.from_networkx(graph)
    assert [f(array_graph) for f in (in_degree, components, cycles, longest_chain, citation_counts)] == small
    theirs = nx.pagerank(documents(graph), tol=1e-13, max_iter=1000)
    for node, rank in ranks.items():
        assert abs(rank - theirs[node]) < 1e-6 and abs(rank - over_arrays[node]) < 1e-9


def test_nothing_at_all() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    assert pagerank(graph) == {} and in_degree(graph) == {} and components(graph) == [] and longest_chain(graph) == []
    assert len(compact.CitationGraph.from_networkx(graph).pagerank()) == 0


def test_arrays_from_parquet_and_back(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    graph = by_chance(7)
    save_graph(graph, tmp_path / "g.parquet")
    read, direct = (
        compact.CitationGraph.from_parquet(tmp_path / "g.parquet"),
        compact.CitationGraph.from_networkx(graph),
    )
    assert read.ids == direct.ids and read.nowhere == 0 and read.date == direct.date and read.type == direct.type
    assert (read.source == direct.source).all() and (read.target == direct.target).all()
    assert citation_counts(read) == citation_counts(graph)
    back = read.to_networkx()
    assert sorted(back.edges()) == sorted(documents(graph).edges())
    assert read.at("2005-06-01").edge_count == sum(
        graph.nodes[a]["date"] <= "2005-06-01" for a, _ in documents(graph).edges()
    )


def test_edges_to_nowhere_and_foreign_files(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    nodes, edges = (tmp_path / name for name in ("n.parquet", "e.parquet"))
    with duckdb.connect() as db:
        db.execute(f"COPY (SELECT unnest(['a','b','a']) AS id) TO '{nodes.as_posix()}' (FORMAT parquet)")
        db.execute(
            "COPY (SELECT unnest(['a','a','b',NULL]) AS source, unnest(['b','gone','gone','a']) AS target) "
            f"TO '{edges.as_posix()}' (FORMAT parquet)"
        )
    graph = compact.CitationGraph.from_parquet(edges, nodes)
    assert graph.ids == ["a", "b", "gone"] and graph.nowhere == 1 and graph.edge_count == 3
    assert compact.CitationGraph.from_parquet(edges).ids == ["a", "b", "gone"]
    with pytest.raises(InputError):
        compact.CitationGraph.from_parquet(nodes)


def test_dead_basis_and_the_replacement_that_is_ignored() -> None:
    (dead,) = dead_bases(build_graph([entry("a", WARD), entry("b", CITY)]))
    assert (dead.basis, dead.ended, dead.by, dead.sure) == (
        "doc:34/2007/PL-UBTVQH11",
        "2023-07-01",
        "doc:10/2022/QH15",
        True,
    )
    # The title names the new law: its replacement is not ignored, until that goes too.
    assert ignored_replacements(build_graph(entry("a", WARD))) == []
    silent = WARD.replace("Triển khai thi hành Luật Thực hiện dân chủ ở cơ sở", "Thực hiện dân chủ năm 2023")
    assert [d.basis for d in ignored_replacements(build_graph(entry("a", silent)))] == ["doc:34/2007/PL-UBTVQH11"]
    before = WARD.replace("ngày 05 tháng 7 năm 2023", "ngày 05 tháng 6 năm 2023")
    assert dead_bases(build_graph(entry("a", before))) == []


def test_a_day_in_the_past() -> None:
    graph = at(build_graph([entry("a", CITY), entry("b", DISTRICT), entry("c", WARD)]), "2023-05-01")
    assert [n for n, data in graph.nodes(data=True) if data.get("read")] == [
        "doc:87/KH-UBND|ủy ban nhân dân thành phố hải minh|2023-04-20"
    ]
    assert graph.nodes["doc:10/2022/QH15"]["standing"] == "not-yet"  # passed, in force from July
    later = at(build_graph(entry("c", WARD)), "2023-12-31")
    assert later.nodes["doc:34/2007/PL-UBTVQH11"]["standing"] == "expired"
    assert later.nodes["doc:10/2022/QH15"]["standing"] == "in-force"


def test_why() -> None:
    graph = build_graph([entry("a", CITY), entry("b", DISTRICT), entry("c", WARD)])
    steps = explain(graph, "45/KH-UBND", "346/QĐ-TTg")
    assert [s.relation for s in steps] == ["implements"] * 3
    assert [s.quote.split(" ngày")[0] for s in steps] == [
        "Kế hoạch số 129/KH-UBND",
        "Kế hoạch số 87/KH-UBND",
        "Quyết định số 346/QĐ-TTg",
    ]
    assert explain(graph, "346/QĐ-TTg", "45/KH-UBND") == []
    with pytest.raises(UsageError, match="99/KH-UBND"):
        find_document(graph, "99/KH-UBND")
