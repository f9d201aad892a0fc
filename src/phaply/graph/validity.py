"""Time in the graph (hiệu lực theo thời điểm): what stood on a day, dead bases, replacements that were ignored."""

import networkx as nx
from msgspec import Struct

__all__ = ["DeadBasis", "at", "dead_bases", "ignored_replacements"]

_RESTS = ("based_on", "implements")
_ENDS = ("replaces", "repeals")


class DeadBasis(Struct, frozen=True, order=True):
    """A document that rests on one which no longer held on its day."""

    document: str
    date: str
    basis: str
    ended: str
    """First day on which the basis no longer held."""
    by: str
    """The document that ended it, empty if that is not known."""
    quote: str
    start: int
    end: int
    sure: bool
    """False where the end rests on a fact not seen word for word, or only on what a text in the graph says."""


def at(graph: "nx.MultiDiGraph[str]", day: str) -> "nx.MultiDiGraph[str]":
    """The graph as it stood on a day (ISO): what documents issued until then say, and the documents they name.

    A document without a date says nothing here; `graph.graph["undated"]` counts them. Each document gets `standing` on that day:
    `in-force`, `not-yet`, `expired`, or `unknown`.
    """
    read = [(n, data) for n, data in graph.nodes(data=True) if data.get("read")]
    speaking = {node for node, data in read if _known(data["date"]) and data["date"] <= day}
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph(at=day, undated=sum(not _known(data["date"]) for _, data in read))
    result.add_nodes_from((node, dict(graph.nodes[node])) for node in sorted(speaking))
    for a, b, key, data in graph.edges(keys=True, data=True):
        if data.get("stated_in", a) in speaking:
            for node in (a, b):
                if node not in result:
                    result.add_node(node, **graph.nodes[node])
            result.add_edge(a, b, key=key, **data)
    ended = _stated_ends(result)
    for node, data in result.nodes(data=True):
        if data.get("kind") == "document":
            data["standing"] = _standing(data, ended.get(node, ("", ""))[0], day)
    return result


def dead_bases(graph: "nx.MultiDiGraph[str]") -> list[DeadBasis]:
    """Legal bases that no longer held on the day of the document that invokes them.

    From what the registry knows; else from a document in the graph that says, of the whole of it, that it replaces or repeals it.
    """
    stated = _stated_ends(graph)
    found = []
    for document, basis, data in graph.edges(data=True):
        day = graph.nodes[document].get("date", "")
        target = graph.nodes[basis]
        if data["relation"] not in _RESTS or target.get("kind") != "document" or not _known(day):
            continue
        if data.get("stated_in", document) != document:
            continue
        ended, by, sure = target.get("ended", ""), target.get("ended_by", ""), bool(target.get("sure", True))
        if not ended and basis in stated:
            (ended, by), sure = stated[basis], False
        if ended and ended <= day and by != document:
            found.append(DeadBasis(document, day, basis, ended, by, data["quote"], data["start"], data["end"], sure))
    return sorted(found)


def ignored_replacements(graph: "nx.MultiDiGraph[str]") -> list[DeadBasis]:
    """Bases replaced by the document's day whose replacement the document does not cite at all."""
    found = []
    for dead in dead_bases(graph):
        replacement = graph.nodes[dead.basis].get("replaced_by") or dead.by
        if replacement and not graph.has_edge(dead.document, replacement):
            found.append(dead)
    return found


def _stated_ends(graph: "nx.MultiDiGraph[str]") -> dict[str, tuple[str, str]]:
    """Document → the first day from which a text says that it was replaced or repealed as a whole, and by whom."""
    found: dict[str, tuple[str, str]] = {}
    for by, target, data in graph.edges(data=True):
        if data["relation"] in _ENDS and not data.get("partial") and graph.nodes[target].get("kind") == "document":
            node = graph.nodes[by]
            # A repeal told of another may be one of a part; only the words of the one who does it are taken.
            day = node.get("effective") or node.get("date", "")
            if data.get("stated_in") == by and _known(day) and (target not in found or (day, by) < found[target]):
                found[target] = (day, by)
    return found


def _standing(data: dict[str, object], stated: str, day: str) -> str:
    ended = str(data.get("ended") or stated)
    date, effective = str(data.get("date", "")), str(data.get("effective", ""))
    if (_known(date) and day < date) or (effective and day < effective):
        return "not-yet"
    if ended and ended <= day:
        return "expired"
    if not effective or (data.get("ended_by") and not ended):
        return "unknown"
    return "in-force"


def _known(day: str) -> bool:
    """Whether a date is whole: no blank part, no year alone."""
    return len(day) == 10 and "X" not in day
