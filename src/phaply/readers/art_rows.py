"""Rows of an art table whose rows are not parted: told by which cells go on with the line above and which begin."""

import re
from collections.abc import Sequence

from phaply.language.edits import Span
from phaply.readers.column_titles import TITLE

__all__ = ["row_heads", "wrapped"]

_ROW_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,7}|[a-zđA-ZĐ])[.)]?")
_SAME = re.compile(r"n/?t|như trên|x|không")


def row_heads(
    text: str, columns: Sequence[Sequence[Span]], lefts: Sequence[Sequence[int]], widths: Sequence[int]
) -> list[int]:
    """The lines, among lines with the same bars, at which a row begins.

    `columns` holds the trimmed spans of each column's lines, `lefts` where each of them begins behind its bar, `widths` the columns' widths.
    """
    heads = _begun(text, columns, lefts, widths)
    labels = [n for n, (a, b) in enumerate(columns[0]) if a < b and _ROW_LABEL.fullmatch(text, a, b)] if columns else []
    if not labels or not all(_on_top(text, columns, n) for n in labels):
        return heads
    # Each number stands on its row's first line: between two numbers a row begins only where its work does.
    work = max(range(len(columns)), key=lambda c: widths[c])
    tops = set(labels)
    return [
        n for n in sorted({*heads, *labels}) if n == 0 or n in tops or _begins(text, columns, lefts, widths, work, n)
    ]


def _on_top(text: str, columns: Sequence[Sequence[Span]], n: int) -> bool:
    """Whether no cell of line `n`, which holds a number, goes on with the line above: the number is not in its row's middle."""
    for column in columns[1:]:
        (a, b), above = column[n], column[n - 1] if n else (0, 0)
        if a < b and above[0] < above[1] and _small(text, a, b):
            return False
    return True


def _small(text: str, start: int, end: int) -> bool:
    """Whether a cell's line begins with a small letter: it goes on with what stands above, unless it is all the cell says."""
    return text[start].islower() and _SAME.fullmatch(text, start, end) is None


def _begins(
    text: str,
    columns: Sequence[Sequence[Span]],
    lefts: Sequence[Sequence[int]],
    widths: Sequence[int],
    work: int,
    n: int,
) -> bool:
    """Whether the work's cell begins at line `n`."""
    (a, b), above = columns[work][n], columns[work][n - 1]
    if a == b or text[a].islower() or text[a].isdigit():
        return False
    return above[0] == above[1] or not wrapped(text, above[1] - lefts[work][n - 1], (a, b), widths[work])


def _begun(
    text: str, columns: Sequence[Sequence[Span]], lefts: Sequence[Sequence[int]], widths: Sequence[int]
) -> list[int]:
    """The lines at which more cells begin than go on."""
    heads = [0]
    height = len(columns[0]) if columns else 0
    titled = sum(TITLE.match(text, *column[0]) is not None for column in columns) > 1
    work = max(range(len(columns)), key=lambda c: widths[c], default=0)
    for n in range(1, height):
        label = late = goes_on = False
        begun = filled = 0
        if all(a == b or _small(text, a, b) or text[a:b] == "TT" for a, b in (column[n] for column in columns)):
            continue  # titles and cells that go on: `Số` / `TT`, `Đơn vị chủ` / `trì`
        for c, column in enumerate(columns):
            a, b = column[n]
            if a == b:
                continue
            filled += 1
            above = column[n - 1]
            if c == 0 and above[0] < above[1] and _ROW_LABEL.fullmatch(text, a, b):
                begun += 1
                label = True  # a number never goes on with what stands above it
                continue
            if above[0] == above[1]:
                late = late or any(column[m][0] < column[m][1] for m in range(heads[-1], n)) or c > 0
                begun += 1
                label = label or (c == 0 and _ROW_LABEL.fullmatch(text, a, b) is not None)
                continue
            if wrapped(text, above[1] - lefts[c][n - 1], (a, b), widths[c]):
                goes_on = goes_on or text[a].islower()
                continue
            if _small(text, a, b):
                continue
            begun += 1
            label = label or (c == 0 and _ROW_LABEL.fullmatch(text, a, b) is not None)
        centred = label and begun == 1 and filled > 1 and all(a == b for a, b in columns[0][heads[-1] : n])
        first = titled and heads == [0] and begun > 1 and _begins(text, columns, lefts, widths, work, n)
        if filled and not goes_on and not centred and (label or late or first or begun == filled >= 2):
            heads.append(n)
    return heads


def wrapped(text: str, used: int, here: Span, width: int) -> bool:
    """Whether the first word of this line had no room left in the line above, of which `used` places are taken."""
    space = text.find(" ", *here)
    word = (here[1] if space < 0 else space) - here[0]
    return used + word + 1 >= width
