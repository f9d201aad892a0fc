"""Deadlines (thời hạn): every expression of when something is to be done, by when, or how often."""

from collections.abc import Sequence

from phaply.parse.model import Citation, Deadline, Header, Node
from phaply.parse.reading import Reading

__all__ = ["parse_deadlines"]


def parse_deadlines(
    reading: Reading, header: Header, outline: Sequence[Node], citations: Sequence[Citation]
) -> tuple[Deadline, ...]:
    """Deadlines in the order of the text."""
    return ()
