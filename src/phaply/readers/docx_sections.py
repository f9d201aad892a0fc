"""Sections of a Word file: paper, margins, headers and footers, and how pages are numbered."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from phaply.document import PageNumber, PageSetup
from phaply.document.model import Alignment
from phaply.readers.docx_parts import Element, R, W, truth
from phaply.readers.docx_styles import number

__all__ = ["Running", "page_setups"]

_TWIPS_TO_MM = 1440 / 25.4


class Running(NamedTuple):
    """A header or footer."""

    text: str
    number: tuple[Alignment | None, float | None] | None
    """Alignment and size (points) of the page number in it."""


_EMPTY = Running("", None)


def page_setups(
    sections: Sequence[tuple[Element, int]], running: Callable[[str], Running | None]
) -> tuple[PageSetup, ...]:
    """The page setup of each section: its properties (`w:sectPr`) and the text offset at which it starts.

    `running` reads a header or footer by its relationship id.
    """
    found = []
    parts: dict[tuple[str, str], Running] = {}  # (header or footer, default or first) → what the section before had
    for section, start in sections:
        size, margin = section.find(W + "pgSz"), section.find(W + "pgMar")
        title = section.find(W + "titlePg")
        for kind in ("header", "footer"):
            for reference in section.iterchildren(f"{W}{kind}Reference"):
                part = running(reference.get(R + "id", ""))
                if part is not None:
                    parts[kind, reference.get(W + "type", "default")] = part
        first_apart = title is not None and truth(title)
        header, footer = parts.get(("header", "default"), _EMPTY), parts.get(("footer", "default"), _EMPTY)
        page_number = None
        for position, part in (("header", header), ("footer", footer)):
            if part.number is not None:
                on_first = not first_apart or any(
                    parts.get((kind, "first"), _EMPTY).number for kind in ("header", "footer")
                )
                page_number = PageNumber(
                    "header" if position == "header" else "footer", part.number[0], part.number[1], on_first
                )
                break
        found.append(
            PageSetup(
                start=start,
                width=_mm(size, "w"),
                height=_mm(size, "h"),
                top=_mm(margin, "top"),
                bottom=_mm(margin, "bottom"),
                left=_mm(margin, "left"),
                right=_mm(margin, "right"),
                number=page_number,
                header=header.text,
                footer=footer.text,
            )
        )
    return tuple(found)


def _mm(element: Element | None, key: str) -> float | None:
    if element is None:
        return None
    # A negative margin means "exactly, even if the header overlaps".
    value = number(element.get(W + key), _TWIPS_TO_MM)
    return None if value is None else round(abs(value), 2)
