"""Plans → one typed graph: who rests on whom, who does what by when.

Node kinds (attribute `kind`): `document`, `provision`, `task`, `actor`, `deadline`, `event`, `term`.
Edge relations (key and attribute `relation`): `based_on`, `implements`, `cites`, `contains`, `leads`, `supports`, `due`,
`triggers`, `sent_to`, `defines`, and those that a text states between documents (`amends`, `supplements`, `repeals`, `replaces`, `guides`).
Every edge carries its evidence: `start`, `end` (code points of the plan's text) and `quote`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import networkx as nx

from phaply.language import words
from phaply.parse import Citation, Header, Node, Pinpoint, Plan

__all__ = ["build_graph", "document_key"]

_ROLE = {"basis": "based_on", "implements": "implements", "mention": "cites"}
_STATED = {"amends", "supplements", "repeals", "replaces", "guides"}


def build_graph(plans: Plan | Iterable[Plan]) -> "nx.MultiDiGraph[str]":
    """The graph of one plan or of many; a document that several of them cite is one node.

    Node ids are stable: they depend on what the documents say, never on the order of reading.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for plan in (plans,) if isinstance(plans, Plan) else plans:
        _add_plan(graph, plan)
    return graph


def document_key(
    kind: str | None,
    number: str | None,
    issuer: str | None,
    date: str | None,
    title: str | None = None,
    year: int | None = None,
) -> str:
    """The key of a document: its number where a year in it makes it unique, else number, issuer and date; a name for what has no number."""
    if number:
        if any(part.isdigit() and len(part) == 4 for part in number.split("/")):
            return number
        return "|".join((number, " ".join(words(issuer or "")), date or ""))
    return "|".join((kind or "", " ".join(words(title or "")), str(year or (date or "")[:4])))


def _citation_key(citation: Citation) -> str:
    return citation.act or document_key(
        citation.kind, citation.number, citation.issuer, citation.date, citation.title, citation.year
    )


def _plan_id(plan: Plan) -> str:
    header: Header = plan.header
    if header.number or header.subject:
        return "doc:" + document_key(header.kind, header.number, header.issuer, header.date, header.subject)
    return f"doc:{plan.document.sha256[:16]}"


def _add_plan(graph: "nx.MultiDiGraph[str]", plan: Plan) -> None:
    header, text, me = plan.header, plan.text, _plan_id(plan)
    graph.add_node(
        me,
        kind="document",
        type=header.kind or "",
        number=header.number or "",
        date=header.date or "",
        issuer=header.issuer or "",
        title=header.subject or "",
        level=header.level or "",
        source=plan.document.name,
        read=True,
    )

    def edge(a: str, b: str, relation: str, start: int, end: int, **more: str | int | float | bool) -> None:
        graph.add_edge(
            a,
            b,
            key=f"{relation}@{start}",
            relation=relation,
            start=start,
            end=end,
            quote=" ".join(text[start:end].split()),
            **more,
        )

    documents = {}
    for index, citation in enumerate(plan.citations):
        target = "doc:" + _citation_key(citation)
        documents[index] = target
        if target not in graph or not graph.nodes[target].get("read"):
            graph.add_node(
                target,
                kind="document",
                type=citation.kind,
                number=citation.number or "",
                date=citation.date or "",
                issuer=citation.issuer or "",
                title=citation.title or "",
                read=False,
            )
        relation = citation.relation if citation.relation in _STATED else _ROLE[citation.role]
        pins = [_pin_label(pin) for pin in citation.pinpoint]
        edge(me, target, relation, citation.start, citation.end, pinpoint="; ".join(pins))
        for pin in pins:
            provision = f"{target}#{pin}"
            graph.add_node(provision, kind="provision", label=pin)
            edge(target, provision, "contains", citation.start, citation.end)
            edge(me, provision, relation, citation.start, citation.end)

    for definition in plan.definitions:
        term = f"{me}#term:{definition.short}"
        graph.add_node(term, kind="term", label=definition.short, long=definition.long or "")
        edge(me, term, "defines", definition.start, definition.end)
        if definition.citation is not None:
            edge(term, documents[definition.citation], "cites", definition.start, definition.end)

    actors = []
    for actor in plan.actors:
        node = f"actor:{' '.join(words(actor.name))}"
        actors.append(node)
        if node not in graph:
            graph.add_node(node, kind="actor", name=actor.name, level=actor.level or "", type=actor.kind or "")

    seen: Counter[str] = Counter()
    headings = {node.path: node.heading for node in _walk(plan.outline)}
    for task in plan.tasks:
        seen[task.path] += 1
        suffix = f"~{seen[task.path]}" if seen[task.path] > 1 else ""
        node = f"{me}#{task.path}{suffix}"
        words_of_task = " ".join(text[task.start : task.end].split())
        graph.add_node(
            node,
            kind="task",
            path=task.path,
            text=words_of_task,
            section=headings.get(task.path.rpartition(".")[0], ""),
            output=task.output or "",
        )
        edge(me, node, "contains", task.start, task.end)
        for relation, parties in (("leads", task.lead), ("supports", task.support)):
            for party in parties:
                edge(actors[party.actor], node, relation, party.start, party.end)
        if task.deadline is not None:
            deadline = plan.deadlines[task.deadline]
            due = f"{me}#deadline:{deadline.start}"
            graph.add_node(
                due,
                kind="deadline",
                type=deadline.type,
                earliest=deadline.earliest or "",
                latest=deadline.latest or "",
                recurrence=deadline.recurrence or "",
                duration=deadline.duration or "",
                tentative=deadline.tentative,
                text=" ".join(text[deadline.start : deadline.end].split()),
            )
            edge(node, due, "due", deadline.start, deadline.end)
            if deadline.after:
                event = f"{me}#event:{' '.join(words(deadline.after))}"
                graph.add_node(event, kind="event", text=deadline.after)
                edge(event, due, "triggers", deadline.start, deadline.end)

    mentioned = [
        (start, end, node) for actor, node in zip(plan.actors, actors, strict=True) for start, end in actor.mentions
    ]
    for item in header.recipient_items:
        for start, end, node in mentioned:
            if item.start <= start and end <= item.end:
                edge(me, node, "sent_to", start, end)


def _pin_label(pin: Pinpoint) -> str:
    parts = (
        ("điểm", pin.point),
        ("khoản", pin.clause),
        ("Điều", pin.article),
        ("Mục", pin.section),
        ("Chương", pin.chapter),
        ("Phần", pin.part),
        ("Phụ lục", pin.annex),
    )
    return " ".join(f"{name} {value}" for name, value in parts if value)


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    stack = list(nodes)
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.children)
