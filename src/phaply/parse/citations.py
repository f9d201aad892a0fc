"""Citations of other documents (căn cứ, viện dẫn) with pinpoints, and the short forms that a text defines."""

from collections.abc import Sequence

from phaply.parse.model import Citation, Definition, Header, Node
from phaply.parse.reading import Reading

__all__ = ["parse_citations"]


def parse_citations(
    reading: Reading, header: Header, outline: Sequence[Node]
) -> tuple[tuple[Citation, ...], tuple[Definition, ...]]:
    """Citations and definitions, each in the order of the text."""
    return (), ()
