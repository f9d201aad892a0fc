"""What stands between two pages of a text without page marks: the page's number and the running line beside it.

A number alone between blank lines is a page's number if the sentence around it goes on, or if the same running line stands
beside it and beside another. The numbers of lists and tables are followed by what they count, no sentence runs through them.
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from phaply.language import bare
from phaply.readers.unwrap import continues, is_capitals

__all__ = ["BREAK_EXAMPLES", "page_breaks"]

BREAK_EXAMPLES: tuple[tuple[str, str], ...] = (
    ("Văn phòng lập danh sách các\n\n2\n\nhộ gia đình cần hỗ trợ.", "2"),
    ("Văn phòng lập danh sách các\n\n- 2 -\n\nhộ gia đình cần hỗ trợ.", "- 2 -"),
    ("Văn phòng lập danh sách các\n\n2 ¬\n\nKẾ HOẠCH GIẢM NGHÈO\n\nhộ gia đình cần hỗ trợ.", "2 ¬|KẾ HOẠCH GIẢM NGHÈO"),
    ("Văn phòng lập danh sách các\n\nKẾ HOẠCH GIẢM NGHÈO\n\n2\n\nhộ gia đình cần hỗ trợ.", "KẾ HOẠCH GIẢM NGHÈO|2"),
    (
        "Văn phòng lập danh sách.\n\n2\n\nKế hoạch giảm nghèo - xã Hòa An\n\n"
        + 9 * "2. Kinh phí: ngân sách của xã bảo đảm theo quy định hiện hành.\n"
        + "\n3 '\n\nKê hoạch giảm nghèo – xã Hòa An\n\n3. Báo cáo",
        "2|Kế hoạch giảm nghèo - xã Hòa An|3 '|Kê hoạch giảm nghèo – xã Hòa An",
    ),
    ("Văn phòng lập danh sách.\n\n2\n\nCác hộ gia đình cần hỗ trợ.", ""),
    ("Tổng số hộ\n\n12\n\nhộ nghèo", ""),
    ("1\n\nRà soát văn bản\n\nPhòng Tư pháp\n\n2\n\nTập huấn\n\nPhòng Tư pháp", ""),
    ("1\n\nPhòng Tư pháp\n\nRà soát\n\n2\n\nPhòng Tư pháp\n\nTập huấn", ""),
    ("KẾ HOẠCH\n\n2\n\nnăm 2026", ""),
)
"""A text, and its lines that belong to a page's end or beginning."""

_NUMBER = re.compile(r"[-–—~¬'’‘`´*|•·«»<>_ ]{0,4}(\d{1,3})[-–—~¬'’‘`´*|•·«»<>_ ]{0,4}")
_LONGEST = 12
_LEAST_LETTERS = 12
_LETTERS = re.compile(r"[^\W\d_]+")
_PAGE = 600
"""Characters between two pages' numbers at least; the rows of a list are shorter."""


def page_breaks(text: str, starts: Sequence[int], ends: Sequence[int], page_ends: Collection[int] = ()) -> set[int]:
    """The lines of a text (`text[starts[i]:ends[i]]`, trimmed) that are numbers of pages or running lines beside them."""
    found: set[int] = set()
    filled = [n for n, (a, b) in enumerate(zip(starts, ends, strict=True)) if a < b]
    beside: dict[
        str, list[tuple[int, int, int]]
    ] = {}  # what a running line says → its place, its number's place, the number
    for k, n in enumerate(filled):
        if ends[n] - starts[n] > _LONGEST or (m := _NUMBER.fullmatch(text, starts[n], ends[n])) is None:
            continue
        before = filled[k - 1] if k else -1
        after = filled[k + 1] if k + 1 < len(filled) else -1
        above = before == n - 1 and before >= 0 and before not in page_ends
        below = after == n + 1 and n not in page_ends
        if above or below:
            continue
        lines = [_line(text, starts, ends, filled, k + step) for step in (-2, -1, 1, 2)]
        if _goes_on(lines[1], lines[2]):
            found.add(n)
        elif is_capitals(lines[2]) and _goes_on(lines[1], lines[3]):
            found |= {n, after}
        elif is_capitals(lines[1]) and _goes_on(lines[0], lines[2]):
            found |= {n, before}
        for place, line in ((before, lines[1]), (after, lines[2])):
            if len(line) <= 120 and (key := _key(line)):
                beside.setdefault(key, []).append((place, n, int(m[1])))
    for places in beside.values():
        pages = all(starts[b] - starts[a] >= _PAGE and 1 <= w - v <= 2 for (_, a, v), (_, b, w) in pairwise(places))
        if any(place in found for place, _, _ in places) or (pages and len(places) > 1):
            found |= {n for place, number, _ in places for n in (place, number)}
    return found


def _line(text: str, starts: Sequence[int], ends: Sequence[int], filled: Sequence[int], k: int) -> str:
    return text[starts[filled[k]] : ends[filled[k]]] if 0 <= k < len(filled) else ""


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence runs from one line to the other: a small letter follows a long line without an end."""
    return after[:1].islower() and continues(before, after, torn=True) if before and after else False


def _key(line: str) -> str:
    """What is left of a running line when marks and signs are misread; nothing for a line too short to be told."""
    letters = "".join(_LETTERS.findall(bare(line)))
    return letters if len(letters) >= _LEAST_LETTERS else ""
