"""Tasks (nhiệm vụ): the smallest items that tell somebody to do something, with who leads, who supports, and by when.

An item is a task, or a heading over tasks, by what stands under it: label lines make it a task, items that tell something to do
make it a heading, a list of mere things leaves it a task. Which parts of a plan hold tasks at all is told by the meaning of their
headings (`corpora/lexicon/sections.tsv`), never by their number.
"""

from collections.abc import Sequence

from phaply.parse.annexed import annexed_regulations, inside
from phaply.parse.bodies import scan
from phaply.parse.model import Actor, Citation, Deadline, Header, Node, Task
from phaply.parse.reading import Reading
from phaply.parse.tables import read_tables
from phaply.parse.task_finishing import Finisher
from phaply.parse.task_tree import items
from phaply.parse.task_walk import Walk

__all__ = ["parse_tasks"]

_NORMATIVE = frozenset({"HP", "BL", "L", "PL", "NĐ", "TT", "TTLT", "VBHN"})
"""Kinds whose articles are rules, not tasks of a plan: nothing is read from them."""


def parse_tasks(
    reading: Reading,
    header: Header,
    outline: Sequence[Node],
    citations: Sequence[Citation],
    deadlines: Sequence[Deadline],
) -> tuple[tuple[Task, ...], tuple[Actor, ...]]:
    """Tasks in the order of the text, and the actors that they and the rest of the plan name."""
    if header.kind in _NORMATIVE:
        return (), ()
    bodies = tuple(scan(reading.text, reading.folded))
    drafts = Walk(reading, header, bodies, read_tables(reading), deadlines).drafts(items(reading, header, outline))
    rules = annexed_regulations(reading)
    if rules:
        drafts = [d for d in drafts if not inside(rules, d.start)]
    return Finisher(reading, header, bodies, citations, deadlines).finish(drafts)
