"""Every format is opened by a reader of its own, gives the same bytes twice, and holds what the graph holds."""

import json
from pathlib import Path

import networkx as nx
import pytest
from graph_texts import CITY, DISTRICT, WARD, entry
from lxml import etree

from phaply.errors import InputError, UsageError
from phaply.graph import FORMATS, build_graph, documents, export_graph, load_graph, save_graph
from phaply.graph.export import ordered
from phaply.graph.linked_data import iri
from phaply.graph.picture import picture

pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def graph() -> "nx.MultiDiGraph[str]":
    return build_graph([entry("a", CITY), entry("b", DISTRICT), entry("c", WARD)])


@pytest.fixture
def nasty() -> "nx.MultiDiGraph[str]":
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_node(
        "doc:<b>", kind="document", type="KH", number='"><script>alert(1)</script>', title="a\x00b\ud800", read=True
    )
    made.add_node("doc:2", kind="document", type="L", title="x & y")
    made.add_edge("doc:<b>", "doc:2", relation="cites", quote='\x0c "\\\n</table>', start=0, end=1, stated_in="doc:<b>")
    return made


def same(a: "nx.MultiDiGraph[str]", b: "nx.MultiDiGraph[str]") -> bool:
    def content(g: "nx.MultiDiGraph[str]") -> object:
        return dict(g.nodes(data=True)), {(x, y, str(k)): d for x, y, k, d in g.edges(keys=True, data=True)}

    return content(a) == content(b)


@pytest.mark.parametrize("suffix", FORMATS)
def test_same_bytes(graph: "nx.MultiDiGraph[str]", suffix: str) -> None:
    turned = build_graph([entry("c", WARD), entry("b", DISTRICT), entry("a", CITY)])
    assert export_graph(graph, suffix) == export_graph(turned, suffix)


@pytest.mark.parametrize("suffix", FORMATS)
def test_odd_characters_and_nothing_at_all(nasty: "nx.MultiDiGraph[str]", suffix: str, tmp_path: Path) -> None:
    for made in (nasty, nx.MultiDiGraph()):
        save_graph(made, tmp_path / f"x{suffix}")
        if suffix in (".json", ".graphml", ".parquet"):
            assert load_graph(tmp_path / f"x{suffix}").number_of_edges() == made.number_of_edges()


@pytest.mark.parametrize("suffix", [".json", ".graphml", ".parquet"])
def test_written_and_read_again(graph: "nx.MultiDiGraph[str]", suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"g{suffix}"
    save_graph(graph, file)
    read = load_graph(file)
    assert same(read, graph)
    # And it can be added to.
    assert build_graph(entry("a", CITY), into=read).number_of_edges() == graph.number_of_edges()


def test_gexf_keeps_offsets(graph: "nx.MultiDiGraph[str]", tmp_path: Path) -> None:
    save_graph(graph, tmp_path / "g.gexf")
    read = nx.read_gexf(tmp_path / "g.gexf")
    assert set(read) == set(graph) and read.number_of_edges() == graph.number_of_edges()
    wanted = sorted((d["start"], d["end"], d["quote"]) for _, _, d in graph.edges(data=True))
    assert sorted((d["start_char"], d["end_char"], d["quote"]) for _, _, d in read.edges(data=True)) == wanted


def test_graphml_ids_are_unique(graph: "nx.MultiDiGraph[str]") -> None:
    tree = etree.fromstring(export_graph(graph, ".graphml"))
    ids = [e.get("id") for e in tree.iter("{*}edge")]
    assert len(ids) == graph.number_of_edges() == len(set(ids))


def test_parquet_opens_in_duckdb(graph: "nx.MultiDiGraph[str]", tmp_path: Path) -> None:
    import duckdb

    written = save_graph(graph, tmp_path / "g.parquet")
    assert [p.name for p in written] == ["g.parquet", "g.nodes.parquet"]
    with duckdb.connect() as db:
        count = db.execute(
            f"SELECT count(*) FROM '{written[0].as_posix()}' e JOIN '{written[1].as_posix()}' n ON n.id = e.target"
        ).fetchone()
    assert count == (graph.number_of_edges(),)


def test_rdf_says_the_same_both_ways(graph: "nx.MultiDiGraph[str]") -> None:
    rdflib = pytest.importorskip("rdflib")
    from rdflib.compare import isomorphic

    turtle = rdflib.Graph().parse(data=export_graph(graph, ".ttl"), format="turtle")
    jsonld = rdflib.Graph().parse(data=export_graph(graph, ".jsonld"), format="json-ld")
    assert isomorphic(turtle, jsonld)
    eli = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
    resources = set(turtle.subjects(rdflib.RDF.type, eli.LegalResource))
    assert len(resources) == len(documents(graph))
    law = rdflib.URIRef(iri("doc:10/2022/QH15", {"kind": "document"}))
    assert {str(s) for s in turtle.subjects(eli.based_on, law)} == {
        iri(a, graph.nodes[a])
        for a, b, d in graph.edges(data=True)
        if b == "doc:10/2022/QH15" and d["relation"] == "based_on"
    }


def test_identifiers_tell_documents_apart() -> None:
    keys = (
        "doc:30/2020/NĐ-CP",
        "doc:30/2020/ND-CP",
        "doc:12/KH-UBND|a|2023-01-01",
        "doc:12/KH-UBND|á|2023-01-01",
        "doc:L|lưu trữ|2011",
    )
    made = [iri(key, {"kind": "document"}) for key in keys]
    assert made[0] == "https://phaply.example/eli/vn/nd/2020/30-2020-nd-cp"
    assert len(set(made)) == len(keys) and all(m.isascii() and " " not in m for m in made)


def test_the_picture_is_escaped_and_loads_nothing(nasty: "nx.MultiDiGraph[str]", graph: "nx.MultiDiGraph[str]") -> None:
    page = picture(nasty)
    assert "<script" not in page and "&lt;script&gt;" in page and "</table>" in page and page.count("</table>") == 1
    page = picture(graph, "doc:10/2022/QH15")
    tree = etree.fromstring(page.encode(), etree.HTMLParser())
    boxes = tree.findall(".//rect")
    around = {a for a, b in documents(graph).edges() if b == "doc:10/2022/QH15"}
    assert len(boxes) == len(around) + 1
    assert not [e for e in tree.iter() if e.tag in ("script", "img", "link", "iframe") or e.get("href") or e.get("src")]
    etree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])  # well-formed by itself


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"<graphml/>", b'{"nodes": 3}', b"\xff"])
@pytest.mark.parametrize("suffix", [".json", ".graphml", ".parquet"])
def test_a_file_that_is_no_graph(tmp_path: Path, suffix: str, data: bytes) -> None:
    file = tmp_path / f"x{suffix}"
    file.write_bytes(data)
    with pytest.raises(InputError):
        load_graph(file)


def test_wrong_endings(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="docx"):
        export_graph(nx.MultiDiGraph(), ".docx")
    with pytest.raises(UsageError, match="html"):
        load_graph(tmp_path / "x.html")


def test_json_is_node_link(graph: "nx.MultiDiGraph[str]") -> None:
    data = json.loads(export_graph(graph, ".json"))
    assert data["directed"] and data["multigraph"] and same(nx.node_link_graph(data, edges="edges"), ordered(graph))
