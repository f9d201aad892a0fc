"""Header of a document (thể thức văn bản): issuer, number, place and date, kind and subject, signature, recipients."""

from phaply.parse.model import Header
from phaply.parse.reading import Reading

__all__ = ["parse_header"]


def parse_header(reading: Reading) -> Header:
    """What the document says of itself."""
    return Header()
