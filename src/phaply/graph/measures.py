"""What a citation graph shows (chỉ số): who cites what how often, who matters, chains, cycles, components.

Every measure takes a networkx graph from `build_graph` or a `CitationGraph`. Big ones are computed over scipy's CSR, small ones in
plain Python; both give the same numbers. Only documents and the edges between them count.
"""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import networkx as nx
from msgspec import Struct

if TYPE_CHECKING:
    from phaply.graph.compact import CitationGraph

    Graph = "nx.MultiDiGraph[str] | CitationGraph"

__all__ = [
    "BIG",
    "Count",
    "citation_counts",
    "components",
    "cycles",
    "documents",
    "in_degree",
    "longest_chain",
    "pagerank",
]

BIG = 20_000
"""From this many edges on, CSR matrices are used, where scipy is installed."""
CITING = ("based_on", "implements", "cites", "amends", "supplements", "repeals", "replaces", "guides")


class Count(Struct, frozen=True, order=True):
    """How often documents of a kind and year cite those of another kind; `year` is the citing document's, empty if unknown."""

    citing: str
    year: str
    cited: str
    relation: str
    times: int


def documents(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """The documents of a graph and the edges between them (a view of it)."""
    return graph.subgraph([n for n, data in graph.nodes(data=True) if data.get("kind", "document") == "document"])


def citation_counts(graph: "nx.MultiDiGraph[str] | CitationGraph") -> list[Count]:
    """Who cites what how often, by kind and year."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    if isinstance(graph, nx.MultiDiGraph):
        nodes = graph.nodes
        for a, b, data in documents(graph).edges(data=True):
            found[
                nodes[a].get("type", ""), nodes[a].get("date", "")[:4], nodes[b].get("type", ""), data["relation"]
            ] += 1
    else:
        columns = zip(graph.source.tolist(), graph.target.tolist(), graph.relation.tolist(), strict=True)
        pairs = Counter((graph.type[a], graph.date[a][:4], graph.type[b], r) for a, b, r in columns)
        for (citing, year, cited, relation), times in pairs.items():
            found[citing, year, cited, graph.relations[relation]] += times
    return sorted(Count(*key, times) for key, times in found.items())


def in_degree(graph: "nx.MultiDiGraph[str] | CitationGraph") -> dict[str, int]:
    """How many other documents cite each (each counted once), the most cited first."""
    compact = _compact(graph)
    if compact is not None:
        found = dict(zip(compact.ids, compact.in_degree().tolist(), strict=True))
    else:
        links = _links(graph)
        found = dict.fromkeys(links, 0)
        for a, cited in links.items():
            for b in cited:
                found[b] += a != b
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def pagerank(
    graph: "nx.MultiDiGraph[str] | CitationGraph", alpha: float = 0.85, tol: float = 1e-12, rounds: int = 1000
) -> dict[str, float]:
    """PageRank, the weightiest first; a document cited ten times by one text weighs ten times. `tol`: total change at which it stops."""
    compact = _compact(graph)
    if compact is not None:
        found = dict(zip(compact.ids, compact.pagerank(alpha, tol, rounds).tolist(), strict=True))
    else:
        found = _pagerank(_links(graph), alpha, tol, rounds)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _pagerank(links: dict[str, Counter[str]], alpha: float, tol: float, rounds: int) -> dict[str, float]:
    n = len(links)
    rank = dict.fromkeys(links, 1 / n) if n else {}
    weight = {a: sum(cited.values()) for a, cited in links.items()}
    for _ in range(rounds if n else 0):
        lost = sum(rank[a] for a in links if not weight[a])
        fresh = dict.fromkeys(links, (1 - alpha) / n + alpha * lost / n)
        for a, cited in links.items():
            for b, times in cited.items():
                fresh[b] += alpha * rank[a] * times / weight[a]
        moved = sum(abs(fresh[a] - rank[a]) for a in links)
        rank = fresh
        if moved < tol:
            break
    return rank


def components(graph: "nx.MultiDiGraph[str] | CitationGraph") -> list[list[str]]:
    """Groups of documents that hang together by citations in either direction, the largest first."""
    compact = _compact(graph)
    if compact is not None:
        return _groups(compact.ids, compact.components().tolist())
    return _ordered(nx.weakly_connected_components(documents(_plain(graph))))


def cycles(graph: "nx.MultiDiGraph[str] | CitationGraph", relations: Sequence[str] = CITING) -> list[list[str]]:
    """Documents that rest on each other in a ring: for each knot of them one shortest ring, the largest knot first.

    A knot of many documents holds rings without number; one is enough to see that something is wrong.
    """
    compact = _compact(graph)
    if compact is not None:
        chosen = compact.select(relations)
        knots = [k for k in _groups(chosen.ids, chosen.components(strong=True).tolist()) if len(k) > 1]
        inside = {node for knot in knots for node in knot}
        links: dict[str, set[str]] = {node: set() for node in inside}
        loops = set()
        for a, b in zip(chosen.source.tolist(), chosen.target.tolist(), strict=True):
            one, other = chosen.ids[a], chosen.ids[b]
            if a == b:
                loops.add(one)
            elif one in inside and other in inside:
                links[one].add(other)
    else:
        links = {a: set(cited) - {a} for a, cited in _links(graph, relations).items()}
        loops = {a for a, cited in _links(graph, relations).items() if a in cited}
        knots = _ordered(k for k in nx.strongly_connected_components(nx.DiGraph(links)) if len(k) > 1)
    return [_ring(knot, links) for knot in knots] + [[a] for a in sorted(loops)]


def longest_chain(
    graph: "nx.MultiDiGraph[str] | CitationGraph", relations: Sequence[str] = ("implements",)
) -> list[str]:
    """The longest chain of documents each of which carries out the next (chuỗi "thực hiện"), from the lowest upwards.

    A ring in it counts as one link, crossed on the shortest way.
    """
    if isinstance(graph, nx.MultiDiGraph):
        links = {a: sorted(cited) for a, cited in _links(graph, relations).items() if cited}
    else:
        chosen = graph.select(relations)
        pairs = sorted({*zip(chosen.source.tolist(), chosen.target.tolist(), strict=True)})
        links = {}
        for a, b in pairs:
            links.setdefault(chosen.ids[a], []).append(chosen.ids[b])
    if not links:
        return []
    flow = nx.DiGraph((a, b) for a, cited in links.items() for b in cited if a != b)
    knots = nx.condensation(flow)
    best: dict[int, tuple[int, str, tuple[str, str] | None]] = {}
    for knot in reversed(list(nx.topological_sort(knots))):
        # Length first, then the name, so that one of two equal chains is always the same.
        best[knot] = (1, min(knots.nodes[knot]["members"]), None)
        for a in sorted(knots.nodes[knot]["members"]):
            for b in links.get(a, ()):
                other = knots.graph["mapping"][b]
                if other != knot and best[other][0] + 1 > best[knot][0]:
                    best[knot] = (best[other][0] + 1, a, (a, b))
    if not best:
        return []
    knot = min(best, key=lambda k: (-best[k][0], min(knots.nodes[k]["members"])))
    here = best[knot][1]
    chain = [here]
    while (step := best[knot][2]) is not None:
        last, following = step
        chain += _way(here, last, links, knots.nodes[knot]["members"])[1:]
        chain.append(following)
        here, knot = following, knots.graph["mapping"][following]
    return chain


def _plain(graph: "nx.MultiDiGraph[str] | CitationGraph") -> "nx.MultiDiGraph[str]":
    return graph if isinstance(graph, nx.MultiDiGraph) else graph.to_networkx()


def _links(
    graph: "nx.MultiDiGraph[str] | CitationGraph", relations: Iterable[str] | None = None
) -> dict[str, Counter[str]]:
    """Document → documents it cites with how often, in an order of their own."""
    view = documents(_plain(graph))
    wanted = None if relations is None else set(relations)
    found: dict[str, Counter[str]] = {node: Counter() for node in sorted(view)}
    for a, b, data in view.edges(data=True):
        if wanted is None or data.get("relation") in wanted:
            found[a][b] += 1
    return found


def _compact(graph: "nx.MultiDiGraph[str] | CitationGraph") -> "CitationGraph | None":
    """The graph over arrays, where it is one or is big enough to be worth it."""
    if not isinstance(graph, nx.MultiDiGraph):
        return graph
    if graph.number_of_edges() < BIG:
        return None
    from phaply.errors import UsageError
    from phaply.graph.compact import CitationGraph

    try:
        return CitationGraph.from_networkx(graph)
    except UsageError:  # without scipy it takes longer
        return None


def _groups(ids: Sequence[str], numbers: Sequence[int]) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for node, number in zip(ids, numbers, strict=True):
        found.setdefault(number, []).append(node)
    return _ordered(found.values())


def _ordered(groups: Iterable[Iterable[str]]) -> list[list[str]]:
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))


def _ring(knot: Sequence[str], links: dict[str, set[str]]) -> list[str]:
    """A shortest ring through the first document of a knot."""
    start, members = knot[0], set(knot)
    ways = (_way(b, start, links, members) for b in sorted(links[start] & members))
    return [start, *min((way for way in ways if way), key=len)[:-1]]


def _way(
    start: str, goal: str, links: "dict[str, set[str]] | dict[str, list[str]]", members: Iterable[str]
) -> list[str]:
    """A shortest way from one document to another inside a knot."""
    inside = set(members)
    before: dict[str, str | None] = {start: None}
    queue = deque([start])
    while queue and goal not in before:
        here = queue.popleft()
        for following in sorted(links.get(here, ())):
            if following in inside and following not in before:
                before[following] = here
                queue.append(following)
    way = []
    node: str | None = goal if goal in before else None
    while node is not None:
        way.append(node)
        node = before[node]
    return way[::-1]
