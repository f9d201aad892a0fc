"""What the walk through a Word file yields: raw text, paragraphs with their formats, sections, what deserves a diagnostic."""

from collections import Counter
from typing import NamedTuple

from phaply.document import Cell, ParagraphFormat
from phaply.document.model import Area
from phaply.readers.docx_numbering import Label
from phaply.readers.docx_parts import Element
from phaply.readers.docx_places import PartLocator
from phaply.readers.docx_styles import RunLook

__all__ = ["Gathering", "Paragraph"]


class Paragraph(NamedTuple):
    """A paragraph as gathered: `raw[start:end]` without its label."""

    start: int
    end: int
    label: Label | None
    label_look: RunLook | None
    cell: Cell | None
    area: Area
    page: int | None
    format: ParagraphFormat
    runs: list[tuple[int, int, RunLook]]


class Gathering:
    """What the stories of a file yield, in order."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.paragraphs: list[Paragraph] = []
        self.sections: list[tuple[Element, int]] = []
        """A section's properties and how many paragraphs there are up to its end."""
        self.locator = PartLocator()
        self.seen: Counter[str] = Counter()
        """What deserves a diagnostic, by code, and how often."""
        self.first: dict[str, int] = {}
        """Where in the raw text it was first met."""
        self.notes: list[tuple[str, str]] = []
        """Foot- and endnotes in the order of their marks: kind, id."""
        self.tables = 0

    def note(self, code: str, count: int = 1) -> None:
        """Count something worth a diagnostic, here."""
        self.seen[code] += count
        self.first.setdefault(code, self.length)
