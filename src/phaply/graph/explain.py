"""Why a document depends on another (vì sao phụ thuộc): paths of citations with the words that make each step."""

from collections import deque
from collections.abc import Sequence

import networkx as nx
from msgspec import Struct

from phaply.errors import UsageError
from phaply.graph.identity import document_key
from phaply.graph.measures import CITING

__all__ = ["Step", "explain", "find_document"]

_STRENGTH = ("implements", "based_on", "guides", "amends", "supplements", "replaces", "repeals", "cites")


class Step(Struct, frozen=True):
    """One edge of a path: `document` says in these words how it stands to `on`."""

    document: str
    relation: str
    on: str
    quote: str
    start: int
    end: int
    stated_in: str
    pinpoint: str = ""


def find_document(graph: "nx.MultiDiGraph[str]", name: str) -> str:
    """The node of a document given by its id, key, number, or file name. Raises UsageError if none or several fit."""
    for node in (name, f"doc:{name}", f"doc:{document_key(None, name, None, None)}"):
        if node in graph:
            return node
    key = document_key(None, name, None, None).split("|")[0]
    numbers = (name, key)
    found: list[str] = sorted(
        node
        for node, data in graph.nodes(data=True)
        if data.get("kind") == "document" and (data.get("number") in numbers or data.get("source") == name)
    )
    if len(found) == 1:
        return found[0]
    shown = ", ".join(node.removeprefix("doc:") for node in found[:5])
    if found:
        raise UsageError(
            f"Có {len(found)} văn bản mang số “{name}”: {shown}. Hãy ghi đủ mã.",
            f"{len(found)} documents bear the number {name!r}: {shown}. Give the whole key.",
        )
    raise UsageError(f"Đồ thị không có văn bản “{name}”.", f"The graph has no document {name!r}.")


def explain(
    graph: "nx.MultiDiGraph[str]", document: str, on: str, relations: Sequence[str] = CITING, most: int = 12
) -> list[Step]:
    """The shortest path of citations from one document to another, each step with its evidence; empty if there is none.

    Of several equally short ones the one with the stronger steps: to carry out is more than to rest on, that more than to mention.
    `most`: steps at which the search ends.
    """
    start, goal = find_document(graph, document), find_document(graph, on)
    wanted = [r for r in _STRENGTH if r in relations]
    before: dict[str, tuple[str, Step] | None] = {start: None}
    queue = deque([(start, 0)])
    while queue and goal not in before:
        here, depth = queue.popleft()
        if depth == most:
            continue
        steps = sorted(
            (
                Step(
                    here,
                    data["relation"],
                    to,
                    data.get("quote", ""),
                    data.get("start", 0),
                    data.get("end", 0),
                    data.get("stated_in", here),
                    data.get("pinpoint", ""),
                )
                for _, to, data in graph.out_edges(here, data=True)
                if data["relation"] in wanted and graph.nodes[to].get("kind", "document") == "document"
            ),
            key=lambda s: (wanted.index(s.relation), s.start, s.on),
        )
        for step in steps:
            if step.on not in before:
                before[step.on] = (here, step)
                queue.append((step.on, depth + 1))
    path: list[Step] = []
    node = goal
    while node in before and (link := before[node]) is not None:
        node, step = link
        path.append(step)
    return path[::-1]
