"""A Word file's header and signature set side by side with spaces or tabs instead of a table."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from phaply.language.edits import Span
from phaply.readers.columns_text import find_columns
from phaply.readers.docx_gathering import Paragraph

__all__ = ["Columns", "side_by_side"]

_SIGN_LINES = 30


class Columns(NamedTuple):
    """Paragraphs up to `last` in two columns, as spans of the characters."""

    last: int
    left: list[Span]
    right: list[Span]


class _Line(NamedTuple):
    paragraph: int
    start: int
    end: int
    origin: int
    """Where it begins with its leading spaces."""


def side_by_side(
    chars: str, paragraphs: Sequence[Paragraph], spans: Sequence[Span], tabs: Sequence[int]
) -> dict[int, Columns]:
    """By its first paragraph, each stretch of paragraphs that is set in two columns.

    `spans`: where each paragraph stands in `chars`; `tabs`: where tabs were, ascending.
    """
    lines: list[_Line] = []
    for i, paragraph in enumerate(paragraphs):
        if paragraph.area != "body" or paragraph.cell is not None:
            if not lines:
                return {}  # a file whose header is a table has its signature in one
            continue
        at, stop = spans[i]
        while at <= stop:
            end = chars.find("\n", at, stop)
            end = stop if end < 0 else end
            lines.append(_line(chars, i, at, end))
            at = end + 1
    found: dict[int, Columns] = {}
    groups = [
        (c.first, c.last, c.left, c.right)
        for c in find_columns(chars, [x.start for x in lines], [x.end for x in lines], [x.origin for x in lines])
    ]
    if tabs:
        groups += _signatures(chars, lines, tabs)
    taken = -1
    for first_line, last_line, left, right in sorted(groups, key=lambda group: group[0]):
        first, last = lines[first_line].paragraph, lines[last_line - 1].paragraph
        # Whole paragraphs only, none of them numbered or in a table, each in one group.
        whole = (first_line == 0 or lines[first_line - 1].paragraph < first) and (
            last_line == len(lines) or lines[last_line].paragraph > last
        )
        plain = all(p.area == "body" and p.cell is None and p.label is None for p in paragraphs[first : last + 1])
        if whole and plain and first > taken and left and right:
            found[first] = Columns(last, left, right)
            taken = last
    return found


def _line(chars: str, paragraph: int, origin: int, end: int) -> _Line:
    start = origin
    while start < end and chars[start] == " ":
        start += 1
    while end > start and chars[end - 1] == " ":
        end -= 1
    return _Line(paragraph, start, end, origin)


def _signatures(
    chars: str, lines: Sequence[_Line], tabs: Sequence[int]
) -> list[tuple[int, int, list[Span], list[Span]]]:
    """Recipients at the left, the signature at the right, with tabs between."""
    found = []
    n = 0
    while n < len(lines):
        line = lines[n]
        n += 1
        if not chars.startswith("Nơi nhận", line.start) or not _inner(tabs, line):
            continue
        first = n - 1
        left: list[Span] = []
        right: list[Span] = []
        at = last = first
        while at < min(len(lines), first + _SIGN_LINES):
            line = lines[at]
            cuts = _inner(tabs, line)
            if cuts:
                left.append((line.start, cuts[0]))
                right.append((cuts[-1] + 1, line.end))
            elif line.start == line.end:
                at += 1
                continue
            elif bisect_left(tabs, line.start) > bisect_left(tabs, line.origin):
                right.append((line.start, line.end))
            elif chars[line.start] in "-–+":
                left.append((line.start, line.end))
            else:
                break
            last = at
            at += 1
        found.append((first, last + 1, left, right))
        n = last + 1
    return found


def _inner(tabs: Sequence[int], line: _Line) -> Sequence[int]:
    """The tabs between the words of a line."""
    return tabs[bisect_left(tabs, line.start) : bisect_left(tabs, line.end)]
