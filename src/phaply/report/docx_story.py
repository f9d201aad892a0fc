"""A Word file's body as we write into it: runs cut at the very letters, marks of comments, tracked changes.

Nothing else of the body changes: joined again, the pieces of a run are the run.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple, cast

from lxml import etree

from phaply.document import DocxPlace
from phaply.readers.docx_parts import Element

__all__ = ["Anchor", "Change", "Point", "Story", "highest_id"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COUNTED = ("tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym")
_HARMLESS = ("rPr", "t", "lastRenderedPageBreak", *_COUNTED)
"""What a run may hold if its words are to be struck out: everything else would vanish with them."""
_CLOSED = ("ins", "del", "moveFrom", "moveTo", "fldSimple", "txbxContent")
"""Inside these our changes would mix with someone else's, or with what Word writes by itself."""


class Point(NamedTuple):
    """Between two letters of a run (`DocxPlace` says how they are counted)."""

    paragraph: int
    run: int
    offset: int


class Anchor(NamedTuple):
    """The words a comment stands at, or, if both ends are one, the place."""

    start: Point
    end: Point


class Change(NamedTuple):
    """Words struck out, and what is put behind them; without `places`, an insertion behind or before (`leading`) a point."""

    places: tuple[DocxPlace, ...]
    new: str
    at: Point | None = None
    leading: bool = False


class _Piece(NamedTuple):
    start: int
    end: int
    element: Element


class Story:
    """The body of one file. Ask for all anchors and changes first, then `write` once."""

    def __init__(self, root: Element, author: str, date: str | None) -> None:
        self.root = root
        self.w = str(root.tag).partition("}")[0] + "}"
        self.paragraphs: list[Element] = list(root.iter(self.w + "p"))
        self._author = {self.w + "author": author} | ({self.w + "date": date} if date else {})
        self._runs: dict[int, list[Element]] = {}
        self._tails: dict[Element, Element] = {}
        self._lengths = {self.w + name: 1 for name in _COUNTED}
        self.next_id = 1 + highest_id(root, self.w)
        """The next free number for a comment or a change."""

    # Where

    def runs(self, paragraph: int) -> list[Element]:
        """The runs of a paragraph, as `DocxPlace` counts them."""
        if paragraph not in self._runs:
            self._runs[paragraph] = list(self.paragraphs[paragraph].iter(self.w + "r"))
        return self._runs[paragraph]

    def run(self, point: Point | DocxPlace) -> Element:
        """The run of a place."""
        return self.runs(point.paragraph)[point.run]

    def above(self, element: Element, name: str) -> Element | None:
        """The outermost element of that name around another."""
        found = None
        for found in element.iterancestors(self.w + name):  # noqa: B007 - the last one counts
            pass
        return found

    def point_of(self, run: Element) -> Point | None:
        """Behind a run that stands in a paragraph of the body."""
        paragraph = self.above(run, "p")
        if paragraph is None:
            return None
        index = self.paragraphs.index(paragraph)
        number = self.runs(index).index(run)
        return Point(index, number, self.length(run))

    def length(self, run: Element) -> int:
        """How many letters a run counts."""
        return sum(self._length(child) for child in run)

    def _length(self, child: Element) -> int:
        if child.tag == self.w + "t":
            return len(child.text or "")
        return self._lengths.get(str(child.tag), 0)

    # Writing

    def write(self, comments: Sequence[tuple[int, Anchor]], changes: Iterable[Change]) -> list[Change]:
        """Put in the marks of comments (id, words) and the changes; those of the changes that could be made."""
        made = [change for change in changes if self._may(change)] if changes else []
        cuts: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        for _, anchor in comments:
            for point in anchor:
                cuts[point.paragraph, point.run].add(point.offset)
        for change in made:
            for place in change.places:
                cuts[place.paragraph, place.run] |= {place.start, place.end}
            if change.at is not None:
                cuts[change.at.paragraph, change.at.run].add(change.at.offset)
        pieces = {key: self._split(self.runs(key[0])[key[1]], offsets) for key, offsets in cuts.items()}
        for number, anchor in comments:
            self._mark(number, anchor, pieces)
        return [change for change in made if self._change(change, pieces)]

    def _split(self, run: Element, offsets: set[int]) -> list[_Piece]:
        """Cut a run; what counts no letter stays with the letters before it."""
        total = self.length(run)
        cuts = sorted(offset for offset in offsets if 0 < offset < total)
        if not cuts:
            return [_Piece(0, total, run)]
        props = run.find(self.w + "rPr")
        children = [child for child in run if child is not props]
        bounds = [0, *cuts, total]
        parts: list[list[Element]] = [[]]
        at = 0
        for child in children:
            size = self._length(child)
            while size:
                limit = bounds[len(parts)]
                if at == limit:
                    parts.append([])
                    continue
                if at + size <= limit:
                    break
                # Only words hold more than one letter.
                head, words = deepcopy(child), child.text or ""
                _say(head, words[: limit - at])
                head.tail = None
                _say(child, words[limit - at :])
                parts[-1].append(head)
                size -= limit - at
                at = limit
            parts[-1].append(child)
            at += size
        pieces, last = [], run
        for i, part in enumerate(parts):
            if i:
                element = run.makeelement(run.tag, {str(k): str(v) for k, v in run.attrib.items()})
                if props is not None:
                    element.append(deepcopy(props))
                element.extend(part)
                element.tail, last.tail = last.tail, None
                last.addnext(element)
                last = element
            else:
                for child in children:
                    if child not in part:
                        run.remove(child)
                for child in part:
                    run.append(child)
            pieces.append(_Piece(bounds[i], bounds[i + 1], last))
        return pieces

    def _mark(self, number: int, anchor: Anchor, pieces: dict[tuple[int, int], list[_Piece]]) -> None:
        start = self._element("commentRangeStart", {self.w + "id": str(number)})
        end = self._element("commentRangeEnd", {self.w + "id": str(number)})
        first = _starting(pieces[anchor.start.paragraph, anchor.start.run], anchor.start.offset)
        last = _ending(pieces[anchor.end.paragraph, anchor.end.run], anchor.end.offset)
        reference = self._element("r")
        etree.SubElement(reference, self.w + "commentReference", {self.w + "id": str(number)})
        if anchor.start == anchor.end:
            if anchor.end.offset == 0 and last.end > 0:
                top = self._bound(last.element)
                top.addprevious(start)
                top.addprevious(end)
                self._top(top).addprevious(reference)
                return
            self._after(self._bound(last.element), start)
        else:
            self._bound(first.element).addprevious(start)
        place = self._bound(last.element)
        self._after(place, end)
        self._after(self._top(place), reference)

    def _bound(self, element: Element) -> Element:
        """The element itself, or the control around it whose content Word fills in from elsewhere."""
        for ancestor in element.iterancestors(self.w + "sdt"):
            parent = ancestor.getparent()
            if (
                ancestor.find(f"{self.w}sdtPr/{self.w}dataBinding") is not None
                and parent is not None
                and parent.tag == self.w + "p"
            ):
                return ancestor
        return element

    def _top(self, element: Element) -> Element:
        """The ancestor that stands in the paragraph itself: a reference inside someone's insertion would be part of it."""
        while (parent := element.getparent()) is not None and parent.tag != self.w + "p":
            element = parent
        return element

    def _after(self, element: Element, new: Element) -> None:
        """Put `new` behind an element and behind what was put there before."""
        before = self._tails.get(element, element)
        new.tail, before.tail = before.tail, None
        before.addnext(new)
        self._tails[element] = new

    def _element(self, name: str, attributes: dict[str, str] | None = None) -> Element:
        return self.root.makeelement(self.w + name, attributes or {})

    # Tracked changes

    def _may(self, change: Change) -> bool:
        """Whether it touches nothing but plain words of the body."""
        runs = [self.run(place) for place in change.places]
        if change.at is not None:
            runs.append(self.run(change.at))
        for run in runs:
            if run in self._in_fields:
                return False
            for ancestor in run.iterancestors():
                name = str(ancestor.tag).removeprefix(self.w)
                if name in _CLOSED or (name == "sdt" and self._fixed(ancestor)):
                    return False
        return all(
            str(child.tag).removeprefix(self.w) in _HARMLESS for place in change.places for child in self.run(place)
        )

    def _fixed(self, control: Element) -> bool:
        props = control.find(self.w + "sdtPr")
        return props is not None and any(props.find(self.w + name) is not None for name in ("dataBinding", "lock"))

    @property
    def _in_fields(self) -> set[Element]:
        if not hasattr(self, "_fields"):
            self._fields = set(self._field_runs())
        return self._fields

    def _field_runs(self) -> Iterator[Element]:
        """The runs that belong to fields: Word may write them anew."""
        depth = 0
        for run in self.root.iter(self.w + "r"):
            kinds = [mark.get(self.w + "fldCharType") for mark in run.iterchildren(self.w + "fldChar")]
            depth += kinds.count("begin")
            if depth > 0:
                yield run
            depth = max(0, depth - kinds.count("end"))

    def _change(self, change: Change, pieces: dict[tuple[int, int], list[_Piece]]) -> bool:
        struck: list[Element] = []
        for place in change.places:
            inside = [
                p.element
                for p in pieces[place.paragraph, place.run]
                if place.start <= p.start and p.end <= place.end and p.start < p.end
            ]
            struck += inside
        for element in struck:
            self._strike(element)
        if not change.new:
            return bool(struck)
        if struck:
            wrapper = struck[-1].getparent()
            if wrapper is not None:
                wrapper.addnext(self._insertion(struck[-1], change.new))
            return True
        if change.at is None:
            return False
        here = pieces[change.at.paragraph, change.at.run]
        like = (_starting if change.leading else _ending)(here, change.at.offset).element
        new, element = self._insertion(like, change.new), like
        parent = like.getparent()
        if parent is not None and parent.tag == self.w + "del":
            element = parent  # struck out by another change of ours
        if change.leading:
            element.addprevious(new)
        else:
            new.tail, element.tail = element.tail, None
            element.addnext(new)
        return True

    def _strike(self, run: Element) -> None:
        wrapper = self._tracked("del")
        run.addprevious(wrapper)
        wrapper.tail, run.tail = run.tail, None
        wrapper.append(run)
        for words in run.iterchildren(self.w + "t"):
            words.tag = self.w + "delText"
            words.set(_SPACE, "preserve")

    def _insertion(self, like: Element, new: str) -> Element:
        """`new` in the type of a run."""
        wrapper = self._tracked("ins")
        run = etree.SubElement(wrapper, self.w + "r")
        props = like.find(self.w + "rPr")
        if props is not None:
            kept = deepcopy(props)
            for change in kept.findall(self.w + "rPrChange"):
                kept.remove(change)
            run.append(kept)
        _say(etree.SubElement(run, self.w + "t"), new)
        return wrapper

    def _tracked(self, name: str) -> Element:
        element = self._element(name, {self.w + "id": str(self.next_id), **self._author})
        self.next_id += 1
        return element


def highest_id(root: Element, w: str) -> int:
    """The highest `w:id` in a part, 0 if there is none."""
    ids = cast(list[str], etree.XPath("//@w:id", namespaces={"w": w[1:-1]}, smart_strings=False)(root))
    return max((int(v) for v in ids if v.isascii() and v.isdigit() and len(v) < 10), default=0)


def _say(element: Element, words: str) -> None:
    element.text = words
    element.set(_SPACE, "preserve")


def _starting(pieces: list[_Piece], offset: int) -> _Piece:
    """The piece that begins at an offset."""
    return next((p for p in pieces if p.start == offset), pieces[-1])


def _ending(pieces: list[_Piece], offset: int) -> _Piece:
    """The piece that ends at an offset."""
    return next((p for p in pieces if p.end == offset), pieces[0])
