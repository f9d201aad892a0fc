"""Where a comment stands in a Word file: the words of the evidence, or the nearest place that may carry a comment.

Comments are allowed in the body alone: what stands in a footnote is commented at its mark, what stands in a text box where the box hangs.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

from phaply.document import Block, Document, DocxPlace
from phaply.language import Span
from phaply.readers.docx_parts import Element
from phaply.report.docx_package import Parts
from phaply.report.docx_story import Anchor, Change, Point, Story
from phaply.rules.model import Fix

__all__ = ["Anchors", "Found", "MadeText", "PlacedText", "ReadText"]

Where = Literal["", "footnote", "textbox"]


class Found(NamedTuple):
    """An anchor, and where the words really are if it could not stand at them."""

    anchor: Anchor
    where: Where = ""


class PlacedText(Protocol):
    """The text with its way into the Word file that carries the comments."""

    blocks: tuple[Block, ...]

    def stretches(self, start: int, end: int) -> list[list[DocxPlace]]:
        """The places of a span, cut where the file holds other words between, the longest stretch first."""
        ...

    def label_end(self, block: Block) -> int:
        """Where the words that stand in the file begin: behind a label that Word numbers."""
        ...


class ReadText:
    """The text of a Word file that was read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.blocks = document.blocks

    def stretches(self, start: int, end: int) -> list[list[DocxPlace]]:
        """As `PlacedText` says."""
        document = self._document
        groups: list[Span] = []
        for a, b in sorted(document.raw_spans(start, end)):
            if groups and (a <= groups[-1][1] or _blank(document.raw[groups[-1][1] : a])):
                groups[-1] = (groups[-1][0], max(b, groups[-1][1]))
            else:
                groups.append((a, b))
        groups.sort(key=lambda group: (group[0] - group[1], group[0]))
        found = []
        for a, b in groups:
            places = [p for p in document.locator.places(a, b) if isinstance(p, DocxPlace)]
            if places:
                found.append(places)
        return found

    def label_end(self, block: Block) -> int:
        """As `PlacedText` says."""
        return min(block.end, block.start + len(block.label or ""))


class MadeText:
    """The text of another format, in a Word file made of it: each block is one run of one paragraph."""

    def __init__(self, blocks: tuple[Block, ...], part: str, paragraphs: list[int]) -> None:
        self.blocks = blocks
        self._part, self._paragraphs = part, paragraphs
        self._starts = [b.start for b in blocks]

    def stretches(self, start: int, end: int) -> list[list[DocxPlace]]:
        """As `PlacedText` says."""
        places = []
        i = max(0, bisect_right(self._starts, start) - 1)
        while i < len(self.blocks) and self.blocks[i].start <= end:
            b = self.blocks[i]
            first, last = max(start, b.start), min(end, b.end)
            if first < last or (first == last and start == end):
                places.append(DocxPlace(self._part, self._paragraphs[i], 0, first - b.start, last - b.start))
            i += 1
        return [places] if places else []

    def label_end(self, block: Block) -> int:
        """As `PlacedText` says."""
        return block.start


class Anchors:
    """Finds places for comments and changes in one file."""

    def __init__(self, text: PlacedText, story: Story, parts: Parts, main: str) -> None:
        self._text, self._story, self._parts, self._main = text, story, parts, main
        self._starts = [b.start for b in text.blocks]

    def find(self, start: int, end: int) -> Found | None:
        """The anchor of `text[start:end]`; None if the body holds no run at all."""
        aside: Found | None = None
        for places in self._text.stretches(start, end):
            body = sorted((p.paragraph, p.run, p.start, p.end) for p in places if self._in_body(p))
            if body:
                first, last = body[0], body[-1]
                return Found(Anchor(Point(*first[:3]), Point(last[0], last[1], last[3])))
            aside = aside or self._aside(places[0])
        if aside is not None:
            return aside
        anchor = self._near(start)
        return Found(anchor) if anchor else None

    def change(self, fix: Fix) -> Change | None:
        """A repair as a change of the file; None where its words are not in the body (a label that Word numbers, a text box)."""
        if fix.start < fix.end:
            stretches = self._text.stretches(fix.start, fix.end)
            if len(stretches) != 1 or not all(self._in_body(p) for p in stretches[0]):
                return None
            return Change(tuple(stretches[0]), fix.new)
        block = self._block_at(fix.start)
        if block is None:
            return None
        if fix.start > self._text.label_end(block):
            places = self._body_places(fix.start - 1, fix.start)
            return Change((), fix.new, Point(places[-1].paragraph, places[-1].run, places[-1].end)) if places else None
        places = self._body_places(fix.start, fix.start + 1) if fix.start < block.end else []
        if not places or self._text.label_end(block) != fix.start:
            return None
        return Change((), fix.new, Point(places[0].paragraph, places[0].run, places[0].start), leading=True)

    def _body_places(self, start: int, end: int) -> list[DocxPlace]:
        return [p for places in self._text.stretches(start, end) for p in places if self._in_body(p)]

    def _in_body(self, place: DocxPlace) -> bool:
        return place.part == self._main and self._story.above(self._story.run(place), "txbxContent") is None

    def _aside(self, place: DocxPlace) -> Found | None:
        """The place in the body that a note or a box hangs on."""
        where: Where = "textbox"
        if place.part == self._main:
            run: Element | None = self._story.run(place)
        else:
            where = "footnote"
            run = self._mark_of(place)
        if run is None:
            return None
        box = self._story.above(run, "txbxContent")
        holder = run if box is None else next(box.iterancestors(self._story.w + "r"), None)
        point = None if holder is None else self._story.point_of(holder)
        return None if point is None else Found(Anchor(point, point), where)

    def _mark_of(self, place: DocxPlace) -> Element | None:
        """The run that holds the mark of the note in which a place lies."""
        if place.part not in self._parts:
            return None
        w = self._story.w
        paragraph = list(self._parts.xml(place.part).iter(w + "p"))[place.paragraph]
        for kind in ("footnote", "endnote"):
            for note in paragraph.iterancestors(w + kind):
                for mark in self._story.root.iter(f"{w}{kind}Reference"):
                    if mark.get(w + "id") == note.get(w + "id"):
                        return mark.getparent()
        return None

    def _block_at(self, offset: int) -> Block | None:
        i = bisect_right(self._starts, offset) - 1
        return self._text.blocks[i] if i >= 0 and offset <= self._text.blocks[i].end else None

    def _near(self, offset: int) -> Anchor | None:
        """The start of the paragraph at an offset, else the end of the nearest one before, else the start of the nearest behind."""
        blocks = self._text.blocks
        i = max(0, bisect_right(self._starts, offset) - 1)
        for n, leading in _around(i, len(blocks)):
            places = self._body_places(self._text.label_end(blocks[n]), blocks[n].end)
            if places:
                first = leading or (n == i and offset <= self._text.label_end(blocks[n]))
                p = places[0] if first else places[-1]
                point = Point(p.paragraph, p.run, p.start if first else p.end)
                return Anchor(point, point)
        for paragraph in range(len(self._story.paragraphs)):
            runs = self._story.runs(paragraph)
            if runs and self._story.above(runs[0], "txbxContent") is None:
                return Anchor(Point(paragraph, 0, 0), Point(paragraph, 0, 0))
        return None


def _around(i: int, count: int) -> Iterator[tuple[int, bool]]:
    """Indices from `i` backwards, then those behind it; True for the latter."""
    yield from ((n, False) for n in range(min(i, count - 1), -1, -1))
    yield from ((n, True) for n in range(i + 1, count))


def _blank(text: str) -> bool:
    return all(c.isspace() or unicodedata.category(c) in ("Cf", "Cc") for c in text)
