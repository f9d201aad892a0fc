"""Document: the one text all offsets point into, its blocks and layout, and the way back to the file."""

from phaply.document.model import (
    Block,
    Cell,
    Diagnostic,
    Document,
    DocxPlace,
    Locator,
    PageNumber,
    PageSetup,
    ParagraphFormat,
    PdfPlace,
    Place,
    RunFormat,
    TextPlace,
)

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
