"""Rows of a table whose cells reach us one after another, with nothing between the rows.

The running numbers tell how many columns there are and where each row begins; without numbers the headings do. An empty cell too
many, where two tables meet at a page's end, is passed over; a row that lacks its merged cells is short.
"""

import re
from collections import Counter
from collections.abc import Sequence

from phaply.readers.column_titles import TITLE

__all__ = ["PLACE_EXAMPLES", "place_cells"]

PLACE_EXAMPLES: tuple[tuple[str, str], ...] = (
    ("TT|Việc|Ai|1|a|b|2|c|d", "TT|Việc|Ai / 1|a|b / 2|c|d"),
    ("TT|Việc|Ai||I|Phần||1|a|b|2|c|d", "TT|Việc|Ai / I|Phần / 1|a|b / 2|c|d"),
    ("TT|Việc|Ai|1|a|b||II|Phần||2|c|d|3|e|", "TT|Việc|Ai / 1|a|b / II|Phần / 2|c|d / 3|e"),
    ("TT|Việc|Ai|I|Phần|1|a|b|2|c|d|II|Phần|3|e|g", "TT|Việc|Ai / I|Phần / 1|a|b / 2|c|d / II|Phần / 3|e|g"),
    ("TT|Việc|Ai|I|Phần||1|a|b|2|c|d|II|Phần||1|e|g", "TT|Việc|Ai / I|Phần / 1|a|b / 2|c|d / II|Phần / 1|e|g"),
    ("TT|Việc|Ai||(1)|(2)|1|a|b|2|c|d", "TT|Việc|Ai / |(1)|(2) / 1|a|b / 2|c|d"),
    ("TT|Việc|Ai|(1)|(2)|(3)|1|a|b|2|c|d", "TT|Việc|Ai / (1)|(2)|(3) / 1|a|b / 2|c|d"),
    ("TT|Việc|Ai|1|2|3|1|a|b|2|c|d", "TT|Việc|Ai / 1|2|3 / 1|a|b / 2|c|d"),
    ("TT|Việc|Ai|1|a||2|c||3|d|", "TT|Việc|Ai / 1|a / 2|c / 3|d"),
    ("TT|Việc|Ai|Hạn|1|a|b|x|2|c|y|3|d|e|z|4|g|h|u", "TT|Việc|Ai|Hạn / 1|a|b|x / 2|c|y / 3|d|e|z / 4|g|h|u"),
    ("TT|Việc|Hạn|||từ|đến|1|a|b|c|2|d|e|g", "TT|Việc|Hạn+1 / ||từ|đến / 1|a|b|c / 2|d|e|g"),
    ("TT|Hạn|Việc||từ|đến||1|a|b|c|2|d|e|g", "TT|Hạn+1|Việc / |từ|đến / 1|a|b|c / 2|d|e|g"),
    ("Việc|STT|Ai|a|1|b|c|2|d", "Việc|STT|Ai / a|1|b / c|2|d"),
    ("TT|Việc|Ai|1|a|b|2|c|d|TT|Việc|Ai|3|e|g", "TT|Việc|Ai / 1|a|b / 2|c|d / TT|Việc|Ai / 3|e|g"),
    ("TT|Việc|Số lớp|1|a|2|2|b|3|3|c|1", "TT|Việc|Số lớp / 1|a|2 / 2|b|3 / 3|c|1"),
    ("TT|Việc|Ai|1|a|b|1.1|c|d|1.2|e|g|2|h|i", "TT|Việc|Ai / 1|a|b / 1.1|c|d / 1.2|e|g / 2|h|i"),
    ("TT|Việc|Ai|1|a|b||c|d|2|e|g", "TT|Việc|Ai / 1|a|b / |c|d / 2|e|g"),
    ("TT|Việc|Ai|01|a|b|02|c||03|d|", "TT|Việc|Ai / 01|a|b / 02|c / 03|d"),
    ("Nội dung|Đơn vị|Ghi chú|a|b||c|d|12", "Nội dung|Đơn vị|Ghi chú / a|b / c|d|12"),
    ("Nội dung|Đơn vị|Ghi chú||a|b||c|d|||e|g|", "Nội dung|Đơn vị|Ghi chú / a|b / c|d / e|g"),
    ("Đơn vị|Nội dung|Thời hạn||a|b|c||d|e", "Đơn vị|Nội dung|Thời hạn / a|b|c / |d|e"),
    ("Đơn vị|Nội dung|Thời hạn|a|b|c|d|e|g", "Đơn vị|Nội dung|Thời hạn / a|b|c / d|e|g"),
)
"""Cells one after another → the same cells row by row, empty ones at a row's end left out; `+1`: over one column more."""

_NUMBER = re.compile(r"\(?0{0,2}(\d{1,3})[.)]?")
_PART = re.compile(r"\(?0?(\d{1,3})(?:\.\d{1,2}){1,3}[.)]?")
_SECTION = re.compile(r"(?:[IVX]{1,6}|[A-HĐ])[.)]?")
_COUNTER = re.compile(r"\(?(\d{1,2}|[a-zA-Z])\)?")
_NUMBERS_TITLE = re.compile(r"(?:S(?:ố )?)?TT\.?|Số thứ tự", re.IGNORECASE)
_MOST_COLUMNS = 24


def place_cells(words: Sequence[str]) -> list[tuple[int, int, int]]:
    """Row, column and columns covered of each cell; `words` are the cells' texts."""
    heads = _head_count(words)
    width = _width(words, heads)
    label = next((c for c, word in enumerate(words[:width]) if _NUMBERS_TITLE.fullmatch(word)), 0)
    # Without numbers a row is told by its work, which is never blank; nor is the first cell below the headings.
    numbered = _NUMBERS_TITLE.fullmatch(words[label]) is not None if words else False
    work = next((c for c, word in enumerate(words[:width]) if _heads_work(word)), 0)
    first = _first_row(words, heads, width, label)
    places = _head_places(words, first, heads, width)
    row = places[-1][0] + 1
    at, last = first, 0  # `last`: the number of the row before
    while at < len(words):
        begin = at
        while begin - at < width and not words[begin] and _starts(words, begin + 1 + label, last):
            begin += 1
        if not numbered and not words[begin] and begin + 1 + work < len(words):
            begin += at == first or (not words[begin + work] and words[begin + 1 + work] != "")
        stop = _stop(words, begin, width, label, last)
        places += [(row, min(max(0, n - begin), width - 1), 1) for n in range(at, stop)]
        if begin + label < stop:
            word = words[begin + label]
            m = _NUMBER.fullmatch(word) or _PART.fullmatch(word)
            last = (
                int(m[1])
                if m is not None
                else 0
                if _SECTION.fullmatch(word) and _restarts(words, stop + label)
                else last
            )
        row += 1
        at = stop
    return places


def _heads_work(word: str) -> bool:
    title = TITLE.match(word)
    return title is not None and title.lastgroup == "content"


def _head_count(words: Sequence[str]) -> int:
    """How many cells the headings' first row has: up to an empty cell, a row's number or, in a table without numbers, a cell that is no title."""
    label = next((c for c, word in enumerate(words[:_MOST_COLUMNS]) if _NUMBERS_TITLE.fullmatch(word)), 0)
    numbered = len(words) > label and _NUMBERS_TITLE.fullmatch(words[label]) is not None
    titles = 0
    for n, word in enumerate(words[:_MOST_COLUMNS]):
        if numbered and n > label + 1 and (_NUMBER.fullmatch(word) or _SECTION.fullmatch(word)):
            return n - label
        if not word:
            return max(1, n if numbered or titles < 2 else titles)
        if titles == n and TITLE.match(word):
            titles += 1
    return titles if not numbered and titles > 1 else min(len(words), _MOST_COLUMNS)


def _width(words: Sequence[str], heads: int) -> int:
    """How many columns there are: as many as there are cells between two running numbers, else as there are headings."""
    steps: Counter[int] = Counter()
    latest: dict[int, int] = {}  # the last cell with each number
    for n, word in enumerate(words):
        if len(word) > 6 or (m := _NUMBER.fullmatch(word)) is None or _counts_columns(words, n):
            continue
        before = latest.get(int(m[1]) - 1)
        if before is not None and 1 < n - before <= _MOST_COLUMNS:
            steps[n - before] += 1
        latest[int(m[1])] = n
    if not steps:
        return heads
    most = max(steps.values())
    usual = min(step for step in steps if steps[step] == most)
    # Rows without a number of their own between two numbered ones make the step a multiple.
    return heads if heads > 1 and (steps[heads] * 2 >= most or usual % heads == 0) else usual


def _first_row(words: Sequence[str], heads: int, width: int, label: int) -> int:
    """The first cell of the first row that is no heading."""
    for n in range(heads + label, min(len(words), 4 * width + 2)):
        if _starts(words, n, 0):
            return n - label
    return min(heads, len(words))


def _starts(words: Sequence[str], n: int, last: int) -> bool:
    """Whether cell `n` holds the number of a row that follows row `last`."""
    if n >= len(words) or len(words[n]) > 10 or _counts_columns(words, n):
        return False
    word = words[n]
    if (m := _NUMBER.fullmatch(word)) is not None:
        return int(m[1]) == last + 1
    if (m := _PART.fullmatch(word)) is not None:
        return int(m[1]) in (last, last + 1)
    return _SECTION.fullmatch(word) is not None and n + 1 < len(words) and len(words[n + 1]) > 2


def _says(word: str) -> bool:
    return word != "" and _NUMBER.fullmatch(word) is None


def _counts_columns(words: Sequence[str], n: int) -> bool:
    """Whether cell `n` numbers its column: `(1)`, `(2)` side by side, or `1`, `2`, `3`, or `A`, `B`, `C`."""
    first = last = n
    while last + 1 < len(words) and last - n < 3 and _next_counter(words[last], words[last + 1]):
        last += 1
    while first and n - first < 3 and _next_counter(words[first - 1], words[first]):
        first -= 1
    return last - first >= (1 if words[n].startswith("(") else 2)


def _next_counter(one: str, two: str) -> bool:
    if len(one) > 4 or len(two) > 4 or (a := _COUNTER.fullmatch(one)) is None or (b := _COUNTER.fullmatch(two)) is None:
        return False
    if a[1].isdigit() and b[1].isdigit():
        return int(b[1]) == int(a[1]) + 1
    return not a[1].isdigit() and not b[1].isdigit() and ord(b[1]) == ord(a[1]) + 1


def _stop(words: Sequence[str], begin: int, width: int, label: int, last: int) -> int:
    """Where the row that begins at cell `begin` ends: where the next number is, a table's width on if nothing tells."""
    usual = begin + width
    word = words[begin + label] if begin + label < len(words) else ""
    if (m := _NUMBER.fullmatch(word) or _PART.fullmatch(word)) is not None:
        last = int(m[1])
    elif _SECTION.fullmatch(word) and usual + label < len(words) and _starts(words, usual + label, 0):
        return usual
    if usual >= len(words) or _starts(words, usual + label, last) or words[begin : begin + 2] == words[:2]:
        return min(usual, len(words))
    for n in range(begin + label + 2, min(begin + label + 2 * width, len(words))):
        if _starts(words, n, last) and (
            n - label > usual or n + 1 == len(words) or any(map(_says, words[n + 1 : n + 4]))
        ):
            return n - label
    return usual


def _restarts(words: Sequence[str], n: int) -> bool:
    return n < len(words) and (m := _NUMBER.fullmatch(words[n])) is not None and int(m[1]) == 1


def _head_places(words: Sequence[str], first: int, heads: int, width: int) -> list[tuple[int, int, int]]:
    """The places of the headings, in one row or two."""
    places = [(0, min(n, width - 1), 1) for n in range(min(heads, first))]
    rest = first - len(places)
    below = max(0, rest - width)  # empty cells before the second row
    if rest and any(words[len(places) : first]):
        lower = words[first - width : first] if rest >= width else words[first - rest : first]
        more = width - heads
        filled = next((c for c, word in enumerate(lower) if word), 0)
        if more > 0:
            places = [(0, c if c <= filled else c + more, more + 1 if c == filled else 1) for c in range(heads)]
        places += [(0, 0, 1)] * below
        places += [(1, min(c, width - 1), 1) for c in range(len(lower))]
    else:
        places += [(0, width - 1, 1)] * rest
    return places
