"""Document → Plan: header, outline, citations, definitions, tasks, actors, deadlines, tables."""

from phaply.document import Document
from phaply.parse.citations import parse_citations
from phaply.parse.deadlines import parse_deadlines
from phaply.parse.header import parse_header
from phaply.parse.model import (
    Actor,
    Citation,
    Deadline,
    Definition,
    Header,
    Node,
    Party,
    Pinpoint,
    Plan,
    Recipient,
    Signer,
    Task,
)
from phaply.parse.outline import parse_outline
from phaply.parse.reading import Reading
from phaply.parse.tasks import parse_tasks

__all__ = [
    "Actor",
    "Citation",
    "Deadline",
    "Definition",
    "Header",
    "Node",
    "Party",
    "Pinpoint",
    "Plan",
    "Reading",
    "Recipient",
    "Signer",
    "Task",
    "parse",
]


def parse(document: Document) -> Plan:
    """The Plan of a Document: header, outline, citations, definitions, tasks, actors, deadlines.

    Never refuses and raises nothing: any text gives a Plan, with diagnostics for what was repaired or not understood. Time grows with the
    length of the text.
    """
    reading = Reading(document)
    header = parse_header(reading)
    outline = parse_outline(reading, header)
    citations, definitions = parse_citations(reading, header, outline)
    deadlines = parse_deadlines(reading, header, outline, citations)
    tasks, actors = parse_tasks(reading, header, outline, citations, deadlines)
    return Plan(
        document=document,
        header=header,
        outline=outline,
        definitions=definitions,
        citations=citations,
        tasks=tasks,
        actors=actors,
        deadlines=deadlines,
        diagnostics=tuple(sorted((*document.diagnostics, *reading.diagnostics))),
    )
