"""Header and signature printed side by side with spaces between, as editors and converters write them.

The national name, the motto and the date of Nghị định 30/2020/NĐ-CP stand at the right, the agency and the number at the left;
the recipients at the left, the signature at the right. Each column is read on its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from phaply.language.edits import Span

__all__ = ["SideBySide", "find_columns"]

_NATION = r"C[ỘO]NG H[ÒO][AÀ] X[ÃA] H[ỘO]I"
_MOTTO = r"Đ[ộôo]c [lL][ậâa]p *[-–—]"
_DATE = r"[^\W\d_][^\W\d]*(?: [^\W\d_][^\W\d]*){0,5} ?, ?ngày.{0,12}tháng"
_RIGHT = re.compile(f"(?:{_NATION}|{_MOTTO})")
_RIGHT_DATE = re.compile(f"(?<= {{3}})(?:{_DATE})")
_AFTER_SYMBOL = re.compile(r"S[ốó] *: ?.{0,30}?/ ?[^\s/]{0,30}?[A-ZĐ][^\s/]{0,20} +(?=" + _DATE + ")")
_GAP = re.compile(r" {3,}(?=\S)")
_SIGN = re.compile(r"Nơi nhận ?:? *(?<= {3})(?=\S)")
_HEADER_LINES = 14
_SIGN_LINES = 30
_LONGEST = 400
"""A header's lines are short; a longer one is text."""


@dataclass(slots=True)
class SideBySide:
    """Lines `first` … `last` - 1 in two columns: the trimmed spans of each."""

    first: int
    last: int
    left: list[Span]
    right: list[Span]


def find_columns(text: str, starts: Sequence[int], ends: Sequence[int], origins: Sequence[int]) -> list[SideBySide]:
    """The side-by-side header, and the signature, of a text with lines `text[starts[i]:ends[i]]` that begin at `origins[i]`."""
    found = []
    header = _header(text, starts, ends, origins)
    if header is not None:
        found.append(header)
    at = 0
    while (at := text.find("Nơi nhận", at)) >= 0:
        m = _SIGN.match(text, at)
        at += 8
        if m is None or "\n" in m[0]:
            continue
        line = _line_of(starts, at)
        if text.find("|", starts[line], ends[line]) >= 0:
            continue
        sign = _split_run(text, starts, ends, origins, line, _SIGN_LINES, m.end() - origins[line])
        if not found or sign.first >= found[-1].last:
            found.append(sign)
        at = ends[sign.last - 1]
    return found


def _line_of(starts: Sequence[int], at: int) -> int:
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        if starts[middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low - 1


def _header(text: str, starts: Sequence[int], ends: Sequence[int], origins: Sequence[int]) -> SideBySide | None:
    """The two columns above the title, if a line holds both."""
    left: list[Span] = []
    right: list[Span] = []
    seen = last = 0
    first, column, both, line = -1, 0, False, 0
    pending: list[Span] = []
    while line < len(starts) and seen < _HEADER_LINES:
        a, b = starts[line], ends[line]
        line += 1
        if a == b:
            continue
        if text[a] == "|" or text[b - 1] == "|":
            return None  # a table, and read as such
        if b - a > _LONGEST:
            break
        seen += 1
        m = _RIGHT.search(text, a, b)
        if m is None and text.find("   ", max(0, a - 3), b) >= 0:
            m = _RIGHT_DATE.search(text, a, b)
        cut = m.start() if m else None
        if cut is None and (symbol := _AFTER_SYMBOL.match(text, a, b)):
            cut = symbol.end()
        if cut is not None:
            if first < 0:
                first = line - 1
            left.extend(pending)
            pending = []
            column = max(column, cut - origins[line - 1])
            if cut > a:
                both = True
                left.append((a, _rstrip(text, a, cut)))
            right.append((cut, b))
            last = line
            continue
        if first < 0:
            if seen > 2:
                return None
            pending.append((a, b))
            first = line - 1
            continue
        origin = origins[line - 1]
        if column and a - origin > max(12, column // 2):
            right.append((a, b))
            continue
        gap = (
            next((m.end() for m in _GAP.finditer(text, a, b) if m.end() - origin > 0.7 * column), None)
            if column
            else None
        )
        if gap is not None:  # the left column goes on beside a line of the right one
            pending.append((a, _rstrip(text, a, gap)))
            right.append((gap, b))
            continue
        pending.append((a, b))
    if not both or not last:
        return None
    # What stands between is left; what follows the last line of the header is no longer its business.
    first = next(n for n in range(last) if starts[n] < ends[n])
    inside = [s for s in left if s[0] < ends[last - 1]]
    return SideBySide(first, last, inside, [s for s in right if s[0] < ends[last - 1]])


def _split_run(
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
    origins: Sequence[int],
    line: int,
    limit: int,
    column: int,
) -> SideBySide:
    left: list[Span] = []
    right: list[Span] = []
    n, last, blanks = line, line + 1, 0
    while n < len(starts) and n < line + limit and blanks < 8:
        a, b = starts[n], ends[n]
        if a == b:
            blanks += 1
            n += 1
            continue
        indent = a - origins[n]
        cut = next((m.end() for m in _GAP.finditer(text, a, b) if m.end() - origins[n] > column // 2), None)
        if cut is not None:
            left.append((a, _rstrip(text, a, cut)))
            right.append((cut, b))
        elif indent > column // 2:
            right.append((a, b))
        elif text[a] in "-–+" or n == line:
            left.append((a, b))
        else:
            break
        blanks = 0
        n += 1
        last = n
    return SideBySide(line, last, left, right)


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " |":
        end -= 1
    return end
