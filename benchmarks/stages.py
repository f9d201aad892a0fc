"""The stages of one parse, each on its own, for the benchmarks of speed and of hostile text."""

from collections.abc import Callable

from phaply.document import Document
from phaply.parse.citations import parse_citations
from phaply.parse.deadlines import parse_deadlines
from phaply.parse.header import parse_header
from phaply.parse.outline import parse_outline
from phaply.parse.reading import Reading
from phaply.parse.tasks import parse_tasks
from phaply.readers.text import read_text

__all__ = ["STAGES", "run_stages"]

STAGES = ("read", "folded view", "header", "outline", "citations", "deadlines", "tasks")


def run_stages(text: str, clock: Callable[[str, Callable[[], object]], object]) -> Document:
    """One parse; `clock(stage, work)` runs the work of each stage, in order, and gives back its result."""
    document = clock("read", lambda: read_text(text, name="x.txt", sha256=""))
    reading = Reading(document)
    clock("folded view", lambda: (reading.folded, reading.low))
    header = clock("header", lambda: parse_header(reading))
    outline = clock("outline", lambda: parse_outline(reading, header))
    citations, _ = clock("citations", lambda: parse_citations(reading, header, outline))
    deadlines = clock("deadlines", lambda: parse_deadlines(reading, header, outline, citations))
    clock("tasks", lambda: parse_tasks(reading, header, outline, citations, deadlines))
    return document
