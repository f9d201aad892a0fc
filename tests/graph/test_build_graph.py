"""Documents → graph: one node a document, edges with evidence, the same graph whatever the order."""

from itertools import permutations

import networkx as nx
import pytest
from graph_texts import CITY, DECISION, DISTRICT, WARD, entry

import phaply
from phaply.corpus import Entry, Facts, Intake
from phaply.graph import build_graph, document_key, documents
from phaply.graph.export import export_graph
from phaply.graph.plan_edges import PARTIAL_EXAMPLES, partly
from phaply.readers import read

_CITY = "doc:87/KH-UBND|ủy ban nhân dân thành phố hải minh|2023-04-20"
_DISTRICT = "doc:129/KH-UBND|ủy ban nhân dân quận lâm thủy|2023-05-12"
_WARD = "doc:45/KH-UBND|ủy ban nhân dân phường hòa an|2023-07-05"
_TEXTS = {"a": CITY, "b": DISTRICT, "c": WARD, "d": DECISION}


def four() -> list[Entry]:
    return [entry(name, text) for name, text in _TEXTS.items()]


def edges(graph: "nx.MultiDiGraph[str]", relation: str) -> set[tuple[str, str]]:
    return {(a, b) for a, b, data in documents(graph).edges(data=True) if data["relation"] == relation}


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("NĐ", "30/2020/NĐ-CP", None, None), "30/2020/NĐ-CP"),
        (("TT", "5/2023/TT-BNV", None, None), "05/2023/TT-BNV"),  # a zero before one digit is a matter of writing
        (("QĐ", "346 /QÐ-TTg", None, "2023-04-06"), "346/QĐ-TTg|thủ tướng chính phủ|2023-04-06"),
        (
            ("KH", "12/KH-UBND", "UBND phường Hòa An", "2023-05-01"),
            "12/KH-UBND|ủy ban nhân dân phường hòa an|2023-05-01",
        ),
        (("L", None, None, None, "Lưu trữ", 2011), "L|lưu trữ|2011"),
    ],
)
def test_key_of_a_document(parts: tuple[str | None, ...], key: str) -> None:
    assert document_key(*parts) == key  # type: ignore[arg-type]


def test_who_rests_on_whom() -> None:
    graph = build_graph(four())
    assert (_DISTRICT, _CITY) in edges(graph, "implements")
    # “UBND quận” alone, and the day: only one plan read can be meant.
    assert (_WARD, _DISTRICT) in edges(graph, "implements")
    assert (_CITY, "doc:346/QĐ-TTg|Thủ tướng Chính phủ|2023-04-06") in edges(graph, "implements")
    assert edges(graph, "based_on") == {
        (_CITY, "doc:10/2022/QH15"),
        (_DISTRICT, "doc:10/2022/QH15"),
        (_WARD, "doc:34/2007/PL-UBTVQH11"),
    }
    assert graph.nodes["doc:10/2022/QH15"]["known"] and not graph.nodes["doc:10/2022/QH15"]["read"]


def test_what_is_told_of_two_others_stands_between_those_two() -> None:
    graph = build_graph(four())
    assert edges(graph, "amends") == {("doc:05/2023/NĐ-CP", "doc:64/2018/NĐ-CP")}
    (data,) = graph.get_edge_data("doc:05/2023/NĐ-CP", "doc:64/2018/NĐ-CP").values()
    assert data["stated_in"] == _WARD
    assert (_WARD, "doc:64/2018/NĐ-CP") in edges(graph, "cites")


def test_a_number_that_singles_nothing_out_belongs_to_its_text() -> None:
    graph = build_graph(
        [entry("a", WARD), entry("b", DISTRICT.replace("Nghị định số 30/2020/NĐ-CP", "Kế hoạch số 12/KH-UBND"))]
    )
    assert sum(data.get("number") == "12/KH-UBND" for _, data in graph.nodes(data=True)) == 2


def test_places_are_nodes_of_their_own() -> None:
    graph = build_graph(entry("b", DISTRICT))
    place = "doc:30/2020/NĐ-CP#khoản 2 Điều 5"
    assert graph.nodes[place]["kind"] == "provision"
    assert graph.has_edge("doc:30/2020/NĐ-CP", place) and graph.has_edge(_DISTRICT, place)


def test_every_edge_quotes_its_text() -> None:
    entries = four()
    graph = build_graph(entries)
    texts = {data["sha256"]: node for node, data in graph.nodes(data=True) if data.get("read")}
    by_node = {texts[e.document.sha256]: e.document.text for e in entries}
    assert graph.number_of_edges() > 30
    for _, _, data in graph.edges(data=True):
        words = by_node[data["stated_in"]][data["start"] : data["end"]]
        assert words and " ".join(words.split()) == data["quote"]


def test_order_does_not_matter() -> None:
    written = {export_graph(build_graph(list(order)), ".json") for order in permutations(four())}
    assert len(written) == 1


def test_adding_to_a_graph_gives_the_graph_of_all() -> None:
    whole = export_graph(build_graph(four()), ".json")
    for cut in range(5):
        intake = Intake()
        first = build_graph(four()[:cut])
        assert export_graph(build_graph(four(), into=first, intake=intake), ".json") == whole
        assert intake.known == cut and not intake.counts


def test_a_document_met_twice_is_said_once_read() -> None:
    intake = Intake()
    graph = build_graph([entry("a", CITY), entry("b", CITY), entry("c", CITY + "\n")], intake=intake)
    assert intake.counts == {"repeated-document": 2}
    assert [t.place for t in intake.troubles] == ["b:1", "c:1"]
    assert sum(bool(data.get("read")) for _, data in graph.nodes(data=True)) == 1


def test_drafts_of_one_title_are_apart() -> None:
    draft = CITY.replace("Số: 87/KH-UBND", "Số:      /KH-UBND").replace("ngày 20 tháng 4", "ngày   tháng   ")
    graph = build_graph([entry("a", draft), entry("b", draft.replace("HẢI MINH", "HẢI NINH"))])
    assert sum(bool(data.get("read")) for _, data in graph.nodes(data=True)) == 2


def test_plans_documents_and_entries() -> None:
    document = read(CITY.encode(), name="a")
    graphs = [phaply.build_graph(x) for x in (document, phaply.parse(document), [document], entry("a", CITY))]
    assert len({export_graph(g, ".json") for g in graphs}) == 1


def test_a_collection_names_what_the_text_does_not() -> None:
    facts = Facts("NĐ", "96/2015/NĐ-CP", "Decree 96/2015/ND-CP", None, "2015-10-19", "2015-12-08", "Còn hiệu lực")
    graph = build_graph(entry("x", "DECREE\nOn something.\nPursuant to the Law No. 68/2014/QH13;\n", facts))
    data = graph.nodes["doc:96/2015/NĐ-CP"]
    assert data["read"] and data["effective"] == "2015-12-08" and data["status"] == "Còn hiệu lực"


@pytest.mark.parametrize(("before", "expected"), PARTIAL_EXAMPLES)
def test_whole_or_part(before: str, expected: bool) -> None:
    assert partly(before) is expected
