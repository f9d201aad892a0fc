"""One plan's nodes and edges: what it cites and what is said between others, its terms, actors, tasks, deadlines, recipients."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import networkx as nx

from phaply.acts import Registry
from phaply.acts.keys import issuer_key, number_key
from phaply.graph.identity import name_citation
from phaply.language import fold, words
from phaply.parse import Citation, Node, Pinpoint, Plan

__all__ = ["PARTIAL_EXAMPLES", "add_plan", "completed", "partly", "pin_label"]

_ROLE = {"basis": "based_on", "implements": "implements", "mention": "cites"}
_ENDS = ("replaces", "repeals")
_PARTIAL = re.compile(
    r"(?<!\w)(?:một số|một phần|cụm từ|từ|điều|khoản|điểm|chương|mục|phụ lục|danh mục|mẫu|biểu|nội dung|tên)(?!\w)"
)
PARTIAL_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("Quyết định này thay thế ", False),
    ("bãi bỏ toàn bộ ", False),
    ("Bãi bỏ một số điều của ", True),
    ("thay thế cụm từ “quận” tại ", True),
    ("thay thế Phụ lục ban hành kèm theo ", True),
    ("1. Bãi bỏ Điều 3.\nThông tư này thay thế ", False),
)
"""Words before a document that is ended → whether only a part of it is."""
_MERGED = ("type", "number", "date", "issuer", "title")


def add_plan(graph: "nx.MultiDiGraph[str]", plan: Plan, me: str, day: str, acts: Registry) -> None:
    """Add all that `plan`, whose node `me` is there, says."""
    walk = _Walk(graph, plan, me)
    walk.citations(day, acts)
    walk.terms()
    walk.actors()
    walk.tasks()
    walk.recipients()


def pin_label(pin: Pinpoint) -> str:
    """A place inside a document as people write it: `điểm a khoản 2 Điều 5`."""
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


def completed(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Citations of a number that many documents bear, with the day and issuer that the same text gives elsewhere, if it gives only one."""
    days: dict[tuple[str, str], set[str]] = {}
    issuers: dict[tuple[str, str], dict[str, str]] = {}
    keys = [(c.kind, number_key(c.number)) if c.number else None for c in citations]
    for citation, key in zip(citations, keys, strict=True):
        if key is not None and citation.date:
            days.setdefault(key, set()).add(citation.date)
        if key is not None and citation.issuer:
            issuers.setdefault(key, {}).setdefault(issuer_key(citation.issuer), citation.issuer)
    found = []
    for citation, key in zip(citations, keys, strict=True):
        if key is not None:
            day, issuer = days.get(key, set()), issuers.get(key, {})
            if not citation.date and not citation.year and len(day) == 1:
                citation = msgspec.structs.replace(citation, date=next(iter(day)))
            if not citation.issuer and len(issuer) == 1:
                citation = msgspec.structs.replace(citation, issuer=next(iter(issuer.values())))
        found.append(citation)
    return tuple(found)


def partly(before: str) -> bool:
    """Whether the words before a document that is replaced or repealed (thay thế, bãi bỏ) say that only a part of it is."""
    clause = re.split(r"[\n;]|\.\s", fold(before))[-1]
    return _PARTIAL.search(clause) is not None


class _Walk:
    def __init__(self, graph: "nx.MultiDiGraph[str]", plan: Plan, me: str) -> None:
        self._graph = graph
        self._plan = plan
        self._text = plan.text
        self._me = me
        self._documents: list[str] = []
        self._actors: list[str] = []

    def _edge(self, a: str, b: str, relation: str, start: int, end: int, **more: Any) -> None:
        if a == b:
            return  # nobody rests on himself: a document's own number in its annex
        # Many documents may say the same of two others; each is evidence of its own.
        key = f"{relation}@{start}" if a == self._me else f"{relation}@{start}@{self._me}"
        self._graph.add_edge(
            a,
            b,
            key=key,
            relation=relation,
            start=start,
            end=end,
            quote=" ".join(self._text[start:end].split()),
            stated_in=self._me,
            **more,
        )

    def citations(self, day: str, acts: Registry) -> None:
        """Cited documents and their provisions; relations by this document, and those it tells of others."""
        cited = completed(self._plan.citations)
        seen: dict[tuple[Any, ...], str] = {}
        for citation in cited:
            known = (citation.kind, citation.number, citation.date, citation.year, citation.title, citation.issuer)
            if known not in seen:
                seen[known] = self._document(citation, day or None, acts)
            self._documents.append(seen[known])
        told: set[tuple[str, str, str, str]] = set()
        for i, citation in enumerate(cited):
            others = [(j, i) for j in citation.relation_by]
            if citation.relation_on is not None:
                others.append((i, citation.relation_on))
            mine = (_ROLE[citation.role],) if others or not citation.relations else citation.relations
            pins = [label for pin in citation.pinpoint if (label := pin_label(pin))]
            for relation in mine:
                self._cite(self._me, self._documents[i], relation, citation.start, citation.end, pins, citation.role)
            for doer, sufferer in others:
                one, other = cited[doer], cited[sufferer]
                places = [label for pin in other.pinpoint if (label := pin_label(pin))]
                for relation in citation.relations:
                    fact = (self._documents[doer], self._documents[sufferer], relation, "; ".join(places))
                    if fact not in told:
                        told.add(fact)
                        start, end = min(one.start, other.start), max(one.end, other.end)
                        self._cite(*fact[:3], start, end, places, "told")

    def _document(self, citation: Citation, day: str | None, acts: Registry) -> str:
        graph, named = self._graph, name_citation(citation, acts, day, self._me)
        if named.node not in graph:
            graph.add_node(named.node, **named.data, **({"weak": True} if named.weak else {}))
            return named.node
        data = graph.nodes[named.node]
        if not data.get("read") and not data.get("known"):
            for field in _MERGED:
                # The fullest of what is printed, and one of two, whoever comes first.
                ours, theirs = data.get(field, ""), named.data[field]
                data[field] = max(ours, theirs, key=lambda value: (len(value), value))
        return named.node

    def _cite(self, a: str, b: str, relation: str, start: int, end: int, pins: list[str], role: str) -> None:
        more = {}
        if relation in _ENDS:
            more["partial"] = bool(pins) or partly(self._text[max(0, start - 100) : start])
        self._edge(a, b, relation, start, end, pinpoint="; ".join(pins), role=role, **more)
        if a == b:
            return
        for pin in pins:
            provision = f"{b}#{pin}"
            self._graph.add_node(provision, kind="provision", label=pin)
            self._edge(b, provision, "contains", start, end)
            self._edge(a, provision, relation, start, end, role=role)

    def terms(self) -> None:
        """Short forms that the text defines."""
        for definition in self._plan.definitions:
            term = f"{self._me}#term:{definition.short}"
            self._graph.add_node(term, kind="term", label=definition.short, long=definition.long or "")
            self._edge(self._me, term, "defines", definition.start, definition.end)
            if definition.citation is not None:
                target = self._documents[definition.citation]
                self._edge(term, target, "cites", definition.start, definition.end)

    def actors(self) -> None:
        """Bodies and posts; one node for all plans that name them alike."""
        for actor in self._plan.actors:
            node = f"actor:{' '.join(words(actor.name))}"
            self._actors.append(node)
            data = {"kind": "actor", "name": actor.name, "level": actor.level or "", "type": actor.kind or ""}
            if node in self._graph:
                old = self._graph.nodes[node]
                data = {field: max(old.get(field, ""), value) for field, value in data.items()}
            self._graph.add_node(node, **data)

    def tasks(self) -> None:
        """Who leads and supports what, due when."""
        plan, text = self._plan, self._text
        seen: Counter[str] = Counter()
        headings = {node.path: node.heading for node in _outline(plan.outline)}
        for task in plan.tasks:
            seen[task.path] += 1
            suffix = f"~{seen[task.path]}" if seen[task.path] > 1 else ""
            node = f"{self._me}#{task.path}{suffix}"
            self._graph.add_node(
                node,
                kind="task",
                path=task.path,
                text=" ".join(text[task.start : task.end].split()),
                section=headings.get(task.path.rpartition(".")[0], ""),
                output=task.output or "",
            )
            self._edge(self._me, node, "contains", task.start, task.end)
            for relation, parties in (("leads", task.lead), ("supports", task.support)):
                for party in parties:
                    self._edge(self._actors[party.actor], node, relation, party.start, party.end)
            if task.deadline is not None:
                self._due(node, task.deadline)

    def _due(self, task: str, index: int) -> None:
        deadline = self._plan.deadlines[index]
        due = f"{self._me}#deadline:{deadline.start}"
        self._graph.add_node(
            due,
            kind="deadline",
            type=deadline.type,
            earliest=deadline.earliest or "",
            latest=deadline.latest or "",
            recurrence=deadline.recurrence or "",
            duration=deadline.duration or "",
            tentative=deadline.tentative,
            text=" ".join(self._text[deadline.start : deadline.end].split()),
        )
        self._edge(task, due, "due", deadline.start, deadline.end)
        if deadline.after:
            event = f"{self._me}#event:{' '.join(words(deadline.after))}"
            self._graph.add_node(event, kind="event", text=deadline.after)
            self._edge(event, due, "triggers", deadline.start, deadline.end)

    def recipients(self) -> None:
        """Who gets the document (nơi nhận)."""
        items = self._plan.header.recipient_items
        if not items:
            return
        first, last = items[0].start, items[-1].end
        mentioned = sorted(
            (start, end, node)
            for actor, node in zip(self._plan.actors, self._actors, strict=True)
            for start, end in actor.mentions
            if first <= start and end <= last
        )
        for item in items:
            for start, end, node in mentioned:
                if item.start <= start and end <= item.end:
                    self._edge(self._me, node, "sent_to", start, end)


def _outline(nodes: Iterable[Node]) -> Iterator[Node]:
    stack = list(nodes)
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.children)
