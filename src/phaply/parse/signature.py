"""Closing of a document: signature (chức vụ, họ tên, chữ ký) and recipients (nơi nhận), which stand side by side.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.7 and II.9. Read as a zone of short printed lines after the text; a document with
another one annexed has its closing before the annex.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct, field

from phaply.document import Block
from phaply.language import Span, bare, fold
from phaply.parse.kinds import title_kind
from phaply.parse.labels import read_label
from phaply.parse.masthead import NATION
from phaply.parse.model import Recipient, Signer
from phaply.parse.people import AUTHORITY, is_person, rank_length, titles_on
from phaply.parse.reading import Reading
from phaply.parse.strips import Strip, strips, trim

__all__ = ["Closing", "closings", "read_closing"]

_RECIPIENTS = re.compile(r"\W{0,4}(?:n[oơ]i|với|n[oơ]l) {0,2}nh[ậâaạ]n\b(?: ?như trên)?\W{0,5}")
_RECIPIENTS_FIRST = frozenset("NnVv*|.'\"(- ")
_NOTE = re.compile(r"\((?:đã )?ký|\(ký|\(chữ ký|đã ký|\[daky\]|ký bởi")
_FILED = re.compile(r"\W{0,6}l[ưu]u\b")
_BULLET = re.compile(r"[-–—−+*•·~«»=_.]{1,3} {0,4}")
_GAP = re.compile(r" {4,}")
_REACH = 13  # blocks between a title and the name: stamps, `(Đã ký)`, specks of a picture
_SHORT = 90  # a line of the closing that opens it
_MOST = 150  # printed lines of a closing
_PARAGRAPH = 220


class Closing(Struct):
    """What stands after the text: signers and recipients; `start`–`end` is the whole zone."""

    start: int
    end: int
    signers: tuple[Signer, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    spans: dict[str, Span] = field(default_factory=dict)


def read_closing(reading: Reading, start: int) -> Closing | None:
    """The first closing after `start`; None if there is none."""
    return next(closings(reading, start), None)


def closings(reading: Reading, start: int) -> Iterator[Closing]:
    """All closings after `start`: the document's own, then those of documents annexed to it."""
    text, blocks = reading.text, reading.blocks
    names = _NamesAhead(reading)
    i = bisect_left(blocks, start, key=lambda b: b.start)
    while i < len(blocks):
        block = blocks[i]
        length = block.end - block.start
        if (
            length > 0
            and (length <= _SHORT or text.find("\n", block.start, block.start + _SHORT) > 0)
            and block.area == "body"
            and _opens(reading, i, names)
        ):
            closing = _Zone(text).read(islice(_zone(reading, i), _MOST))
            if closing is not None:
                yield closing
                i = max(i + 1, bisect_left(blocks, closing.end, key=lambda b: b.start))
                continue
        i += 1


def _opens(reading: Reading, i: int, names: _NamesAhead) -> bool:
    """Whether the block opens a closing: `Nơi nhận`, `TM. …`, or a title in capitals with a person's name below it."""
    text, block = reading.text, reading.blocks[i]
    start = block.start
    if text[start] in _RECIPIENTS_FIRST and _RECIPIENTS.match(fold(text[start : min(block.end, start + 30)])):
        return True
    if not text[start : min(block.end, start + 12)].isupper():
        return False
    line = text[start : min(block.end, start + 160)].split("\n", 1)[0]
    return bool(titles_on(line)) and names.below(i, AUTHORITY.match(line) is not None)


class _NamesAhead:
    """Whether a person's name stands within a few lines of a block; every block is looked at once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.seen = -1  # the last block looked at
        self.found = -1  # the last block that decides: a name, or running text
        self.name = False

    def below(self, i: int, unsigned: bool) -> bool:
        """Whether a name (or the recipients) comes before any running text in the `_REACH` blocks from `i` on.

        `unsigned`: the end of the document will do as well, for a draft that leaves the name out.
        """
        own = self.verdict(i, 1)
        if own is not None:
            return own
        end = len(self.reading.blocks) - 1
        last = min(i + _REACH, end)
        if self.found <= i:
            for j in range(max(i, self.seen) + 1, last + 1):
                self.seen = j
                verdict = self.verdict(j, 0)
                if verdict is not None:
                    self.found, self.name = j, verdict
                    break
        if i < self.found <= last:
            return self.name
        return unsigned and last == end

    def verdict(self, j: int, skip: int) -> bool | None:
        """True for a block with a name, False for running text, None for what tells neither (titles, stamps, specks)."""
        text = self.reading.text
        for strip in islice(strips(text, ((j, self.reading.blocks[j]),)), skip, None):
            printed = text[strip.start : strip.end]
            if is_person(printed) or _RECIPIENTS.match(fold(printed[:30])):
                return True
            label = read_label(text, strip.start, strip.end)
            if label is not None and not label.doubt:
                return label.kind == "annex"
            if len(printed) > _SHORT:
                return False
        return None


def _numbered(reading: Reading, i: int) -> Iterator[tuple[int, Block]]:
    blocks = reading.blocks
    return ((j, blocks[j]) for j in range(i, min(i + _MOST, len(blocks))) if blocks[j].area == "body")


def _zone(reading: Reading, i: int) -> Iterator[Strip]:
    """Printed lines from block `i` on, cut at wide gaps; at most `_MOST`."""
    text = reading.text
    for strip in islice(strips(text, _numbered(reading, i)), _MOST):
        at = strip.start
        for gap in _GAP.finditer(text[strip.start : strip.end]):
            yield Strip(at, strip.start + gap.start(), strip.block)
            at = strip.start + gap.end()
        yield Strip(at, strip.end, strip.block)


class _Draft:
    """A signature as it is read: authority and title lines, then the name."""

    def __init__(self, late: bool = False) -> None:
        self.late = late  # begun after another one was complete
        self.behalf: Span | None = None
        self.authority: Span | None = None
        self.title: Span | None = None
        self.name: Span | None = None

    def span(self) -> Span:
        spans = [s for s in (self.behalf, self.authority, self.title, self.name) if s is not None]
        return min(s[0] for s in spans), max(s[1] for s in spans)


class _Zone:
    def __init__(self, text: str) -> None:
        self.text = text
        self.drafts: list[_Draft] = []
        self.items: list[Span] = []
        self.listing = False  # inside the recipients
        self.filed = False  # after the line `Lưu: …`
        self.named = False  # after a name
        self.list_span: Span | None = None

    def read(self, lines: Iterator[Strip]) -> Closing | None:
        start = end = -1
        for line in lines:
            if not self.take(line, start < 0):
                break
            start = line.start if start < 0 else start
            # A title after a complete signature may as well open what follows: it counts once its name comes.
            if not self.unfinished():
                end = line.end
        while self.unfinished():
            self.drafts.pop()
        if start < 0 or not (self.drafts or self.items):
            return None
        signers = tuple(self.signer(d) for d in self.drafts)
        spans: dict[str, Span] = {"closing": (start, end)}
        if self.drafts:
            blocks = [d.span() for d in self.drafts]
            spans["signature"] = min(s for s, _ in blocks), max(e for _, e in blocks)
        if self.list_span is not None:
            spans["recipients"] = self.list_span
        recipients = tuple(r for s, e in self.items if (r := self.recipient(s, e)) is not None)
        return Closing(start, end, signers, recipients, spans)

    def unfinished(self) -> bool:
        return bool(self.drafts) and self.drafts[-1].late and self.drafts[-1].name is None

    def take(self, line: Strip, first: bool) -> bool:
        """Read one printed line; False if it no longer belongs to the closing."""
        text = self.text
        printed = text[line.start : line.end]
        folded = fold(printed)
        m = _RECIPIENTS.match(folded)
        if m is not None:
            if self.list_span is not None:
                return False
            self.listing, self.list_span = True, (line.start, line.end)
            rest = trim(text, line.start + m.end(), line.end, " :;.*'\"")
            if rest[0] < rest[1]:
                found = titles_on(text[rest[0] : rest[1]])
                if found:
                    self.signature(rest[0], found)
                else:
                    self.items.append(rest)
            return True
        if not first and self.ends(line, printed, folded):
            return False
        found = titles_on(printed)
        if found and (printed.isupper() or AUTHORITY.match(printed)):
            self.signature(line.start, found)
            return True
        if self.listing and _BULLET.match(printed):
            at = line.start
            if found:  # the other column on the same line
                stop = trim(text, at, at + found[0][1][0])[1]
                self.item(at, stop)
                self.signature(at, found)
            else:
                self.item(at, line.end)
            return True
        if is_person(printed) and (self.drafts or self.filed):
            self.name(line)
            return True
        if self.listing and not self.filed and not _NOTE.match(folded):
            if self.items and (printed[0].islower() or printed[0] in "(" or text[self.items[-1][1] - 1] not in ";.:"):
                self.items[-1] = (self.items[-1][0], line.end)
                self.cover(line.end)
            else:
                self.item(line.start, line.end)
            return True
        if printed.isupper() and self.widens_title(line):
            return True
        # Stamps, notes (`Đã ký`) and specks between the title and the name.
        return bool(_NOTE.match(folded)) or (len(printed) <= 40 and not self.named)

    def widens_title(self, line: Strip) -> bool:
        """`PHÓ CHỦ TỊCH` / `PHỤ TRÁCH KHỐI`: a title goes on in the line right below it."""
        draft = self.drafts[-1] if self.drafts else None
        if draft is None or draft.name is not None or draft.title is None or not self.text[line.start].isalpha():
            return False
        if line.end - line.start < 7 or self.text[draft.title[1] : line.start].strip():
            return False
        draft.title = draft.title[0], line.end
        return True

    def ends(self, line: Strip, printed: str, folded: str) -> bool:
        if NATION.search(bare(printed)) or folded.startswith(("phụ lục", "(ban hành kèm theo", "(kèm theo")):
            return True
        if len(printed) > 2 and title_kind(printed) is not None:
            return True
        label = read_label(self.text, line.start, line.end)
        if (
            label is not None
            and not label.doubt
            and label.kind != "bullet"
            and not (self.listing and not self.filed and label.kind == "number")
        ):
            return label.kind in ("annex", "part", "chapter", "article", "roman") or self.named or self.filed
        return len(printed) > _PARAGRAPH and label is None

    def signature(self, at: int, found: list[tuple[str, Span]]) -> None:
        for role, (start, end) in found:
            span = at + start, at + end
            draft = self.drafts[-1] if self.drafts else None
            if draft is None or draft.name is not None or (role != "title" and draft.title is not None):
                draft = _Draft(self.named)
                self.drafts.append(draft)
            elif role == "title" and draft.title is not None:
                if len(found) > 1:
                    draft = _Draft(self.named)
                    self.drafts.append(draft)
                else:
                    continue
            if role == "behalf":
                draft.behalf = span
            elif role == "authority":
                draft.authority = span
            elif role == "acting":
                draft.authority = span
                m = AUTHORITY.match(self.text, *span)
                draft.title = (m.end() if m else span[0], span[1])
            else:
                draft.title = span

    def name(self, line: Strip) -> None:
        self.named = True
        span = trim(self.text, line.start + rank_length(self.text[line.start : line.end]), line.end, " .,*'\"|")
        for draft in self.drafts:
            if draft.name is None:
                draft.name = span
                return
        draft = _Draft()
        draft.name = span
        self.drafts.append(draft)

    def item(self, start: int, end: int) -> None:
        self.items.append((start, end))
        self.cover(end)
        if _FILED.match(fold(self.text[start : start + 14])):
            self.filed = True

    def cover(self, end: int) -> None:
        if self.list_span is not None:
            self.list_span = (self.list_span[0], max(end, self.list_span[1]))

    def recipient(self, start: int, end: int) -> Recipient | None:
        m = _BULLET.match(self.text, start, end)
        start, end = trim(self.text, m.end() if m else start, end, " ;.,:-–—*_=“”'\"¬{}|")
        if start >= end:
            return None
        return Recipient(start, end, " ".join(self.text[start:end].split()))

    def signer(self, draft: _Draft) -> Signer:
        def printed(span: Span | None) -> str | None:
            return None if span is None else " ".join(self.text[span[0] : span[1]].split())

        spans = {"block": draft.span()}
        for key in ("name", "title", "authority", "behalf"):
            if (span := getattr(draft, key)) is not None:
                spans[key] = span
        return Signer(printed(draft.name), printed(draft.title), printed(draft.authority or draft.behalf), spans)
