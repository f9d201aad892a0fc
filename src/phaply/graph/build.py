"""Documents → one typed graph: who rests on whom, who does what by when.

Node kinds (attribute `kind`): `document`, `provision`, `task`, `actor`, `deadline`, `event`, `term`.
Edge relations (attribute `relation`): `based_on`, `implements`, `cites`, `contains`, `leads`, `supports`, `due`, `triggers`,
`sent_to`, `defines`, and those that a text states between documents (`amends`, `supplements`, `repeals`, `replaces`, `guides`).
Every edge carries its evidence: `start`, `end` (code points of the text of the document `stated_in`) and `quote`.
"""

from collections.abc import Iterable, Iterator

import networkx as nx

from phaply.acts import Registry, registry
from phaply.acts.keys import issuer_key, number_key
from phaply.corpus.model import Entry, Facts, Intake
from phaply.document import Document
from phaply.graph.identity import Named, name_plan
from phaply.graph.plan_edges import add_plan
from phaply.parse import Plan, parse

__all__ = ["Source", "build_graph"]

Source = Plan | Document | Entry
_NO_FACTS = Facts()


def build_graph(
    plans_or_documents: Source | Iterable[Source],
    *,
    into: "nx.MultiDiGraph[str] | None" = None,
    intake: Intake | None = None,
    acts: Registry | None = None,
) -> "nx.MultiDiGraph[str]":
    """The citation graph (đồ thị viện dẫn) of one document or of many; a document that several of them cite is one node.

    Node ids depend on what the documents say, never on the order of reading. One document after the other is read and let go, so a
    corpus may be an endless stream. Kinds of nodes, relations and attributes: docs/graph.md.

    Args:
        plans_or_documents: Plans, Documents, or entries of `read_corpus`.
        into: A graph to be added to (and given back); documents it has read are passed over.
        intake: Is told of documents met twice.
        acts: The registry that resolves citations; the shipped one if none is given.

    Returns:
        Every edge has `relation`, `quote`, `start`, `end` (code points of the text) and `stated_in`, the document whose text it is.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph() if into is None else into
    intake = intake if intake is not None else Intake()
    acts = acts or registry()
    have = {data["sha256"]: node for node, data in graph.nodes(data=True) if data.get("sha256")}
    before = set(have)
    for source in _each(plans_or_documents):
        facts, place = (source.facts, source.place) if isinstance(source, Entry) else (_NO_FACTS, "")
        found = source.document if isinstance(source, Entry) else source
        document = found.document if isinstance(found, Plan) else found
        digest, place = document.sha256, place or document.name
        if digest and digest in have:
            if digest in before:
                intake.known += 1
            else:
                _twice(intake, place, have[digest])
            continue
        plan = found if isinstance(found, Plan) else parse(found)
        named = name_plan(plan, facts, acts)
        if named.node in graph and graph.nodes[named.node].get("read"):
            _twice(intake, place, named.node)
            continue
        _add_plan(graph, plan, named, acts)
        if digest:
            have[digest] = named.node
    _settle(graph)
    return graph


def _each(sources: Source | Iterable[Source]) -> Iterator[Source]:
    if isinstance(sources, Plan | Document | Entry):
        yield sources
    else:
        yield from sources


def _twice(intake: Intake, place: str, node: str) -> None:
    name = node.removeprefix("doc:")
    intake.say("repeated-document", place, f"văn bản đã có trong đồ thị ({name})", f"the graph has it already ({name})")


def _add_plan(graph: "nx.MultiDiGraph[str]", plan: Plan, named: Named, acts: Registry) -> None:
    if named.node in graph:
        graph.nodes[named.node].clear()  # what others said of it gives way to its own words
    graph.add_node(named.node, **named.data)
    add_plan(graph, plan, named.node, named.data["date"], acts)


def _settle(graph: "nx.MultiDiGraph[str]") -> None:
    """Join citations that leave a part of an issuer's name out (`UBND quận`) to the document read that alone they can mean."""
    read: dict[tuple[str, str], list[str]] = {}
    for node, data in graph.nodes(data=True):
        if data.get("read") and data["number"] and data["date"]:
            read.setdefault((number_key(data["number"]), data["date"]), []).append(node)
    if not read:
        return
    moved: dict[str, str] = {}
    for node, data in graph.nodes(data=True):
        if data.get("kind") == "document" and data.get("weak") and not data["read"]:
            fitting = [
                other
                for other in read.get((number_key(data["number"]), data["date"]), ())
                if graph.nodes[other]["type"] == data["type"] and _may_be(data["issuer"], graph.nodes[other]["issuer"])
            ]
            if len(fitting) == 1:
                moved[node] = fitting[0]
    for node, target in moved.items():
        names = {node: target}
        for _, place, data in graph.out_edges(node, data=True):
            if data["relation"] == "contains":
                names[place] = target + place[len(node) :]
        kept = {new: dict(graph.nodes[new]) for new in names.values() if new in graph}
        nx.relabel_nodes(graph, names, copy=False)
        for new, data in kept.items():
            graph.nodes[new].clear()
            graph.nodes[new].update(data)
        graph.remove_edges_from(list(nx.selfloop_edges(graph.subgraph([target]), keys=True)))


def _may_be(printed: str, full: str) -> bool:
    """Whether a printed issuer is a full name or its beginning; one that is left out may be anybody."""
    a, b = issuer_key(printed), issuer_key(full)
    return not a or a == b or b.startswith(a + " ")
