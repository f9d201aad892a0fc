"""Printed lines of a paragraph or cell, for the parts of a document that are laid out and not running text (thể thức).

The header and the signature stand in two columns. What reaches us may be one cell with line breaks, one line with both columns
side by side, or bars that a converter left; a strip is what one column prints on one line.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from phaply.document import Block

__all__ = ["Strip", "strips", "trim"]

_BREAK = re.compile(r"\n|\|")
_RULE = "-_=–—*. "
_FRAME = " .:;,*'\"`“”‘’|~^ˆ_-–—=•«»<>{}[]()°·¬\\/"


class Strip(Struct, frozen=True, gc=False):
    """`text[start:end]`; `block` is the index of its block, `centred` tells of the paragraph's alignment (None: unknown)."""

    start: int
    end: int
    block: int
    centred: bool | None = None


def strips(text: str, blocks: Iterable[tuple[int, Block]]) -> Iterator[Strip]:
    """The printed lines of the blocks, in order, without the spaces around them; empty ones and rules left out."""
    for i, block in blocks:
        centred = None if block.format is None or block.format.align is None else block.format.align == "center"
        at, last = block.start, block.end
        whole = text.find("\n", at, last) < 0 and text.find("|", at, last) < 0
        while at < last:
            m = None if whole else _BREAK.search(text, at, last)
            stop = m.start() if m else last
            start, end = at, stop
            while start < end and text[start] == " ":
                start += 1
            while end > start and text[end - 1] == " ":
                end -= 1
            if start < end and (text[start] not in _RULE or text[start:end].strip(_RULE)):
                yield Strip(start, end, i, centred)
            at = stop + 1


def trim(text: str, start: int, end: int, frame: str = _FRAME) -> tuple[int, int]:
    """The span without punctuation and specks at either side."""
    while start < end and text[start] in frame:
        start += 1
    while end > start and text[end - 1] in frame:
        end -= 1
    return start, end
