"""Document: the one text that all offsets point into, its blocks and layout, and the way back to the file."""

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from phaply.language.edits import EditMap, Span

__all__ = [
    "Block",
    "Cell",
    "Diagnostic",
    "Document",
    "DocxPlace",
    "Locator",
    "PageNumber",
    "PageSetup",
    "ParagraphFormat",
    "PdfPlace",
    "Place",
    "RunFormat",
    "TextPlace",
]

Alignment = Literal["left", "center", "right", "justify"]
Area = Literal["body", "footnote", "textbox"]


class Diagnostic(Struct, frozen=True, order=True):
    """Something worth knowing about the reading of a file: a repair, a loss, a doubt."""

    start: int
    end: int
    code: str
    """Stable kebab-case name: `broken-paragraph`, `legacy-encoding`, `look-alike-letter`, `open-changes`, …"""
    message: str
    """One Vietnamese sentence."""


class RunFormat(Struct, frozen=True):
    """Effective character format of `Document.text[start:end]`; None where the format does not know it."""

    start: int
    end: int
    font: str | None = None
    size: float | None = None
    """In points."""
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    caps: bool | None = None
    color: str | None = None
    """RRGGBB, or None for automatic."""


class ParagraphFormat(Struct, frozen=True):
    """Effective paragraph format; lengths in points, None where unknown."""

    align: Alignment | None = None
    indent_first: float | None = None
    indent_left: float | None = None
    space_before: float | None = None
    space_after: float | None = None
    line_spacing: float | None = None
    """As a multiple of single spacing; None if exact or unknown."""
    line_exact: float | None = None
    """Exact or minimal line pitch in points."""
    border_bottom: bool | None = None
    style: str | None = None


class Cell(Struct, frozen=True):
    """The place of a block inside a table. Rows and columns count from 0 over the table's grid."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    layout: bool = False
    """True for a table that only arranges the page (the header or signature in two columns), not data."""
    header: bool = False
    """True in a row that the file marks as a heading, repeated on each page."""
    guessed: bool = False
    """True where nothing printed parts the cells: which words stand in which was guessed."""
    row_a_line: bool = False
    """True where each row is written on a line of its own (Markdown): a blank cell there was left blank, not merged."""


class Block(Struct, frozen=True):
    """A paragraph: `Document.text[start:end]`, without its line end. A table cell holds one or more blocks."""

    start: int
    end: int
    label: str | None = None
    """The label that Word numbered by itself; it stands at the start of the block's text and counts as printed."""
    level: int | None = None
    """List level of an automatic label, from 0."""
    cell: Cell | None = None
    area: Area = "body"
    page: int | None = None
    """From 1."""
    format: ParagraphFormat | None = None
    runs: tuple[RunFormat, ...] = ()


class PageNumber(Struct, frozen=True):
    """Where and how page numbers are printed."""

    position: Literal["header", "footer"]
    align: Alignment | None = None
    size: float | None = None
    on_first_page: bool | None = None


class PageSetup(Struct, frozen=True):
    """A section's paper and margins in millimetres; `start` is the text offset from which it holds."""

    start: int = 0
    width: float | None = None
    height: float | None = None
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    number: PageNumber | None = None
    header: str = ""
    footer: str = ""


class TextPlace(Struct, frozen=True, tag="text"):
    """Line and column, both from 1, of a text file."""

    line: int
    column: int
    end_line: int
    end_column: int


class DocxPlace(Struct, frozen=True, tag="docx"):
    """A stretch of one run of a Word file.

    `paragraph` counts the part's `w:p` in document order from 0, `run` the `w:r` inside it in document order from 0 (those in
    hyperlinks, fields and insertions counted), `start` and `end` code points of the run's own text, where a tab or a break counts as one.
    """

    part: str
    paragraph: int
    run: int
    start: int
    end: int


class PdfPlace(Struct, frozen=True, tag="pdf"):
    """A stretch of a PDF page (from 1) with its boxes: left, bottom, right, top in points."""

    page: int
    boxes: tuple[tuple[float, float, float, float], ...]


Place = TextPlace | DocxPlace | PdfPlace


class Locator(Protocol):
    """Turns spans of `Document.raw` into places of the file; each reader brings its own."""

    def places(self, start: int, end: int) -> Sequence[Place]:
        """The places of `raw[start:end]`, in order."""
        ...

    def describe(self, start: int, lang: str = "vi") -> str:
        """A short phrase for people: `dòng 12`, `trang 2`, `đoạn 7`."""
        ...


class Document(Struct, frozen=True):
    """What a reader makes of a file.

    `raw` is the text as the file holds it (code points in the reader's order); `maps` lead from `text` back to `raw`, the last
    step first undone: `text` —maps[-1]→ … —maps[0]→ `raw`.
    """

    name: str
    format: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    raw: str
    maps: tuple[EditMap, ...]
    locator: Locator
    page_setup: tuple[PageSetup, ...] = ()
    pages: int | None = None
    recognised: bool = False
    """True if the text was recognised from a picture (OCR) and may be misread."""
    diagnostics: tuple[Diagnostic, ...] = ()

    def raw_spans(self, start: int, end: int) -> list[Span]:
        """The spans of `raw` that `text[start:end]` was made from."""
        spans = [(start, end)]
        for step in reversed(self.maps):
            spans = _join(s for a, b in spans for s in step.sources(a, b))
        return spans

    def source(self, span: Span) -> list[Place]:
        """The places in the file that hold `text[span]` (DESIGN: offsets by construction)."""
        return [p for a, b in self.raw_spans(*span) for p in self.locator.places(a, b)]

    def describe(self, start: int, end: int, lang: str = "vi") -> str:
        """Where `text[start:end]` stands, as a phrase for people; empty if it stands nowhere in the file."""
        spans = self.raw_spans(start, end)
        return self.locator.describe(spans[0][0], lang) if spans else ""

    def body(self) -> Iterator[Block]:
        """The blocks of the document proper, in order."""
        return (b for b in self.blocks if b.area == "body")


def _join(spans: Iterator[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
