"""Paragraphs of the running text with their labels: what the outline is made of.

Left out: the header, the closings, footnotes and text boxes. Cells of data tables and quoted provisions are there, without labels.
"""

import re
import sys
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from phaply.document import Block
from phaply.language import Span, fold
from phaply.parse.kinds import title_kind
from phaply.parse.labels import BULLET, Label, read_label
from phaply.parse.model import Header, NodeKind
from phaply.parse.reading import Reading
from phaply.parse.signature import closings

__all__ = ["Paragraph", "paragraphs"]

_SENTENCE_END = '.;:!?…”"/)'
_NOWHERE = (sys.maxsize, sys.maxsize)
_SENTENCE = 50  # shorter paragraphs are parts of the item above
_LABEL_LINE = 40


class Paragraph(Struct, gc=False):
    """A paragraph of the running text: its span, its label, whether what stands before it is a finished sentence."""

    start: int
    end: int
    label: Label | None
    after_sentence: bool
    fresh: bool
    """First of a new document: after the signature."""
    stands_alone: bool = False
    """A sentence of its own, without a label."""


def paragraphs(reading: Reading, header: Header) -> Iterator[Paragraph]:
    """The paragraphs from the header's end on, in order."""
    text = reading.text
    begin = header.spans["body_start"][0] if "body_start" in header.spans else 0
    closed = _closed(reading, header)
    close_start, close_end = next(closed, _NOWHERE)
    quoted = _quoted_blocks(reading)
    after_sentence, fresh = True, True
    for i, block in enumerate(reading.blocks):
        start, end = block.start, block.end
        if block.area != "body" or start >= end or end <= begin:
            continue
        start = max(start, begin)
        if start >= close_end:
            close_start, close_end = next(closed, _NOWHERE)
        if close_start <= start:
            fresh = True
            continue
        if block.cell is not None and not block.cell.layout:
            yield Paragraph(start, end, None, True, fresh)
            fresh, after_sentence = False, True
            continue
        if i in quoted:
            yield Paragraph(start, end, None, after_sentence, fresh)
        elif block.label is not None and start == block.start:
            # Word numbered it: a label beyond doubt, whatever stands before it.
            yield Paragraph(start, end, _automatic(text, block), True, fresh)
        elif text.find("\n", start, end) < 0:
            label = read_label(text, start, end)
            if label is None and end - start < 60 and text[start:end].isupper() and _annexed(reading, i):
                fresh = True
            alone = label is None and after_sentence and _stands_alone(text, start, end)
            yield Paragraph(start, end, label, after_sentence, fresh, alone)
        else:
            for left, right, label in _lines(text, start, end):
                yield Paragraph(left, right, label, after_sentence, fresh)
                fresh, after_sentence = False, _finished(text, left, right)
            continue
        fresh, after_sentence = False, _finished(text, start, end)


def _annexed(reading: Reading, i: int) -> bool:
    """Whether block `i` is the title of a document annexed to this one: `KẾ HOẠCH` … `(Ban hành kèm theo Quyết định số …)`."""
    text, blocks = reading.text, reading.blocks
    if title_kind(text[blocks[i].start : blocks[i].end]) is None:
        return False
    for block in blocks[i + 1 : i + 6]:
        if text.startswith("(", block.start) and "kèm theo" in fold(text[block.start : block.start + 40]):
            return True
        if block.end - block.start > 300:
            return False
    return False


def _automatic(text: str, block: Block) -> Label | None:
    """The label that Word wrote by itself; a sign that is no label of ours is a bullet."""
    printed = block.label or ""
    label = read_label(text, block.start, block.end)
    if label is not None and label.end - label.start >= len(printed.strip()):
        return replace(label, doubt=False) if label.doubt else label
    if not printed.strip() or not text.startswith(printed, block.start):
        return label
    body = block.start + len(printed)
    while body < block.end and text[body] == " ":
        body += 1
    kind: NodeKind = "number" if any(c.isalnum() for c in printed) else "bullet"
    style = re.sub(r"\d+", "1", printed) if kind == "number" else printed
    path = printed.strip(" .)/:") if kind == "number" else "-"
    return Label(block.start, block.start + len(printed), body, kind, BULLET, style, None, path)


def _finished(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is a finished sentence or a heading in capitals, so that the next one begins something new."""
    return text[end - 1] in _SENTENCE_END or (end - start < 100 and text[start:end].isupper())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether an unlabelled paragraph is a sentence of its own, not a line of the item above (`Thời gian: …`)."""
    return (
        end - start >= _SENTENCE
        and text[start].isupper()
        and text[end - 1] in _SENTENCE_END
        and text.find(":", start, start + _LABEL_LINE) < 0
    )


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, Label | None]]:
    """A paragraph with line breaks, cut before every line that has a label."""
    at = text.find("\n", start, end)
    left, label = start, read_label(text, start, at)
    while at >= 0:
        stop = text.find("\n", at + 1, end)
        first = at + 1
        while first < end and text[first] == " ":
            first += 1
        found = read_label(text, first, stop if stop >= 0 else end)
        if found is not None:
            if left < at:
                yield left, at, label
            left, label = first, found
        at = stop
    yield left, end, label


def _closed(reading: Reading, header: Header) -> Iterator[Span]:
    """The closings of the document and of those annexed to it, in order."""
    first = header.spans.get("closing")
    if first is not None:
        yield first
        for closing in closings(reading, first[1]):
            yield closing.start, closing.end


def _quoted_blocks(reading: Reading) -> set[int]:
    """Indices of the blocks inside quotation marks that open at one block's start and close at another's end.

    A quotation that is never closed, or in which another one opens a paragraph, covers its first block alone.
    """
    text = reading.text
    found: set[int] = set()
    if "“" not in text and '"' not in text:
        return found
    first = -1
    for i, block in enumerate(reading.blocks):
        start, end = block.start, block.end
        if start >= end:
            continue
        if text[start] in '“"':
            found.add(i)
            first = i if _opens(text, start, end) else -1
        elif first >= 0 and _closes(text, start, end):
            found.update(range(first, i + 1))
            first = -1
    return found


def _opens(text: str, start: int, end: int) -> bool:
    if text[start] == '"':
        return text.count('"', start, end) % 2 == 1
    return text.count("“", start, end) > text.count("”", start, end)


def _closes(text: str, start: int, end: int) -> bool:
    tail = text[max(start, end - 4) : end].rstrip(".;, ")
    if tail.endswith("”"):
        return text.count("”", start, end) > text.count("“", start, end)
    return tail.endswith('"') and text.count('"', start, end) % 2 == 1
