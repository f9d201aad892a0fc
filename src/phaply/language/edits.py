"""Edit maps: where every stretch of a rewritten text came from.

A rewriting step builds its output piece by piece with a `Rewriter` and so gets, by construction, the map from output to
input. Pieces may be copied in any order (a table printed as ASCII art is read column by column), so a span of the output
may have come from several spans of the input.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

__all__ = ["EditMap", "Rewriter", "Span", "replace_spans", "substitute"]

Span = tuple[int, int]


class EditMap:
    """The way back from an output text to its input text.

    Offsets are code points, spans half open. The output is cut into segments; a segment that is as long in the output as in
    the input is mapped character by character, any other as a whole. A segment without input was inserted.
    """

    __slots__ = ("_from", "_out", "_to", "length")

    def __init__(self, out: array[int], from_: array[int], to: array[int], length: int) -> None:
        self._out = out  # where each segment starts in the output, ascending
        self._from = from_  # where it starts in the input, or -1 if inserted
        self._to = to
        self.length = length  # of the output

    @classmethod
    def identity(cls, length: int) -> EditMap:
        """The map of a text that was not changed."""
        return cls(array("q", [0]), array("q", [0]), array("q", [length]), length)

    def __len__(self) -> int:
        return len(self._out)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EditMap):
            return NotImplemented
        return (self.length, self._out, self._from, self._to) == (other.length, other._out, other._from, other._to)

    __hash__ = None  # type: ignore[assignment]

    def sources(self, start: int, end: int) -> list[Span]:
        """The spans of the input that the output span `[start, end)` came from, in the order of the output.

        Neighbours are joined. The list is empty where all of the span was inserted. An empty span gives the empty input span
        at that place, if there is one.
        """
        if not 0 <= start <= end <= self.length:
            raise ValueError(f"span ({start}, {end}) outside a text of {self.length} code points")
        found: list[Span] = []
        outs, count = self._out, len(self._out)
        i = max(0, bisect_right(outs, start) - 1)
        while i < count and (outs[i] < end or (start == end and outs[i] <= start)):
            seg_start = outs[i]
            seg_end = outs[i + 1] if i + 1 < count else self.length
            a, b = self._from[i], self._to[i]
            if a >= 0:
                if seg_end - seg_start == b - a:
                    a, b = a + max(start, seg_start) - seg_start, a + min(end, seg_end) - seg_start
                if found and found[-1][1] == a:
                    found[-1] = (found[-1][0], b)
                elif a < b or start == end:
                    found.append((a, b))
            i += 1
        return found

    def outputs(self, start: int, end: int) -> list[Span]:
        """The spans of the output that came from the input span `[start, end)`, in the order of the output."""
        found: list[Span] = []
        count = len(self._out)
        for i in range(count):
            a, b = self._from[i], self._to[i]
            if a < 0 or b <= start or a >= end:
                continue
            seg_start = self._out[i]
            seg_end = self._out[i + 1] if i + 1 < count else self.length
            if seg_end - seg_start == b - a:
                seg_start, seg_end = seg_start + max(start, a) - a, seg_start + min(end, b) - a
            if found and found[-1][1] == seg_start:
                found[-1] = (found[-1][0], seg_end)
            elif seg_start < seg_end:
                found.append((seg_start, seg_end))
        return found

    def forward(self, offsets: Iterable[int]) -> list[int]:
        """Where ascending input offsets stand in the output of a step that kept the order, all in one pass.

        An offset inside a stretch that was deleted gives the place where it was, one inside a stretch that was rewritten as a
        whole gives that stretch's start.
        """
        found: list[int] = []
        i, count = 0, len(self._out)
        for offset in offsets:
            while i < count and self._to[i] <= offset:
                i += 1
            if i == count:
                found.append(self.length)
                continue
            seg_start = self._out[i]
            seg_end = self._out[i + 1] if i + 1 < count else self.length
            start = self._from[i]
            straight = seg_end - seg_start == self._to[i] - start
            found.append(seg_start + (offset - start if straight and offset > start else 0))
        return found

    def segment_at(self, offset: int) -> int:
        """The index of the segment that holds the output offset (for tests and for readers of the map)."""
        return max(0, bisect_left(self._out, offset + 1) - 1)


class Rewriter:
    """Builds an output text and its `EditMap` at once, from pieces of the input `text`."""

    __slots__ = ("_from", "_out", "_parts", "_to", "length", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._parts: list[str] = []
        self._out: array[int] = array("q")
        self._from: array[int] = array("q")
        self._to: array[int] = array("q")
        self.length = 0
        """Code points written so far: the offset at which the next piece will stand."""

    def copy(self, start: int, end: int) -> None:
        """Write `text[start:end]` as it is."""
        if start >= end:
            return
        n = len(self._out)
        # A copy that continues the last one needs no segment of its own: long texts stay cheap.
        if (
            n
            and self._to[n - 1] == start
            and self._from[n - 1] >= 0
            and self.length - self._out[n - 1] == start - self._from[n - 1]
        ):
            self._to[n - 1] = end
        else:
            self._out.append(self.length)
            self._from.append(start)
            self._to.append(end)
        self._parts.append(self.text[start:end])
        self.length += end - start

    def replace(self, start: int, end: int, new: str) -> None:
        """Write `new` where the input has `text[start:end]`; nothing if `new` is empty (a deletion)."""
        if not new:
            return
        self._out.append(self.length)
        self._from.append(start)
        self._to.append(end)
        self._parts.append(new)
        self.length += len(new)

    def copy_below(self, start: int, end: int) -> None:
        """Write `text[start:end]`, which is not empty, on a line of its own."""
        out, from_, to, at = self._out, self._from, self._to, self.length
        if at:
            out.append(at)
            from_.append(-1)
            to.append(-1)
            self._parts.append("\n")
            at += 1
        out.append(at)
        from_.append(start)
        to.append(end)
        self._parts.append(self.text[start:end])
        self.length = at + end - start

    def insert(self, new: str) -> None:
        """Write `new`, which stands nowhere in the input."""
        if not new:
            return
        self._out.append(self.length)
        self._from.append(-1)
        self._to.append(-1)
        self._parts.append(new)
        self.length += len(new)

    def adopt(self, start: int, new: str, way: EditMap) -> None:
        """Write `new`, which another step made of a stretch of the input that starts at `start`; `way` leads back to it."""
        for i in range(len(way)):
            self._out.append(self.length + way._out[i])
            known = way._from[i] >= 0
            self._from.append(start + way._from[i] if known else -1)
            self._to.append(start + way._to[i] if known else -1)
        self._parts.append(new)
        self.length += len(new)

    def finish(self) -> tuple[str, EditMap]:
        """The output text and the way back."""
        return "".join(self._parts), EditMap(self._out, self._from, self._to, self.length)


def substitute(text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None]) -> tuple[str, EditMap]:
    """`pattern.sub(new, text)` with the way back; `new` may return None to leave a match as it is."""
    return replace_spans(text, ((m.start(), m.end(), r) for m in pattern.finditer(text) if (r := new(m)) is not None))


def replace_spans(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, EditMap]:
    """Apply ascending, disjoint `(start, end, new)` edits, with the way back."""
    writer, at = Rewriter(text), 0
    for start, end, new in edits:
        writer.copy(at, start)
        writer.replace(start, end, new)
        at = end
    writer.copy(at, len(text))
    return writer.finish()
