"""Outline (bố cục) by numbering, never by Markdown marks."""

from phaply.parse.model import Header, Node
from phaply.parse.reading import Reading

__all__ = ["parse_outline"]


def parse_outline(reading: Reading, header: Header) -> tuple[Node, ...]:
    """The roots of the outline, in order."""
    return ()
