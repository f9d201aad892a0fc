"""Tasks (nhiệm vụ): the smallest items that tell somebody to do something, with who leads, who supports, and by when."""

from collections.abc import Sequence

from phaply.parse.model import Actor, Citation, Deadline, Header, Node, Task
from phaply.parse.reading import Reading

__all__ = ["parse_tasks"]


def parse_tasks(
    reading: Reading,
    header: Header,
    outline: Sequence[Node],
    citations: Sequence[Citation],
    deadlines: Sequence[Deadline],
) -> tuple[tuple[Task, ...], tuple[Actor, ...]]:
    """Tasks in the order of the text, and the actors that they and the rest of the plan name."""
    return (), ()
