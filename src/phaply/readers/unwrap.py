"""Which lines are one paragraph: lines broken by a converter, by a narrow page or by a page's end.

A line break inside a paragraph is told by what stands on both sides of it. Lines that head, label, list or sign something
are never joined to what stands before them.
"""

import re
from collections.abc import Sequence

__all__ = ["FULL_SHARE", "HEADS_LINE", "TERMINAL", "continues", "is_capitals", "wrap_width"]

FULL_SHARE = 0.88
"""A wrapped line is full if the next word would have brought it to this share of the usual width (letters differ in width)."""

TERMINAL = ".;:!?…"

# What begins a line of its own: a bullet, a number or letter label, a numbered provision, a basis line.
_BULLET = r"[-–—+*•·●○▪■□➢✓❖~⁃]+ ?(?=\S)"
_NUMBER = r"\(?\d{1,3}(?:\.\d{1,3}){0,5}[.)](?!\d)"
_LETTER = r"[a-zđA-ZĐ]{1,2}[.)] ?(?=\S)"
_ROMAN = r"(?:[IVXLC]{1,7}|[ivx]{1,5})[.)/] ?(?=\S)"
_PROVISION = r"(?:Điều|Chương|Mục|Tiểu mục|Phần|Phụ lục|Biểu|Bảng|Mẫu|PHỤ LỤC|CHƯƠNG|PHẦN|MỤC|BIỂU) +(?:số +)?[\dIVXLC]{1,6}(?:[.:)]| *$|\n)"
_BASIS = r"(?:Căn cứ|Thực hiện|Xét đề nghị|Theo đề nghị|Nơi nhận|Kính gửi|Trên đây là|Trong quá trình|Số *:)"
HEADS_LINE = re.compile(f"(?:{_BULLET}|{_NUMBER}|{_LETTER}|{_ROMAN}|{_PROVISION}|{_BASIS})")
HEADS_LINE_EXAMPLES = (
    ("- Lưu: VT.", True),
    ("a) Mục đích", True),
    ("đ) Yêu cầu", True),
    ("1. Mục đích", True),
    ("2.1.3. Kinh phí", True),
    ("IV. Tổ chức thực hiện", True),
    ("ii) rà soát", True),
    ("(1) Hội nghị", True),
    ("Điều 3. Hiệu lực", True),
    ("Căn cứ Luật Đất đai", True),
    ("03/10/2017 của Chính phủ", False),
    ("2012. Trong đó", False),
    ("1.200 hộ dân", False),
    ("khó khăn, vướng mắc", False),
    ("Điều 5 Luật Đất đai", False),
)
"""Lines that begin something of their own, and lines that may continue another."""

_LABEL = re.compile(r"[^\W\d_][^:\n.;()\"“]{1,38}:(?:\s|$)")
"""A label line (`Thời gian hoàn thành: …`); asked only of lines that begin with a capital."""

# A sentence does not end in these words, so a capital after them is a name inside the sentence.
_LINK_WORDS = (
    "của và các những về với cho do bởi tại từ đến theo trong trên giữa hoặc là để được bị bằng nhằm như khi nếu "
    "mà vì cùng ngoài một mỗi từng sẽ đã đang không"
)
_LINKS = frozenset(_LINK_WORDS.split())
_BEFORE_DIGITS = frozenset(("ngày", "tháng", "năm", "quý", "khoản", "điều", "Điều", "điểm", "số"))
"""Words after which only a number ends the thought: `ngày 15 tháng` / `10 năm 2023`."""
_LAST_WORD = re.compile(r"[^\W\d_]{1,8}$")
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}[^/]{0,3} [^\W\d_]{2,}|[^\W\d_]{4,} *:?$")
_SHORT = 12
"""A line this short, in characters, above a blank line is a heading or a cell rather than the start of a sentence."""


def is_capitals(line: str) -> bool:
    """Whether a line is a heading in capitals: a symbol or an abbreviation alone (`105/2025/NĐ-CP.`, `CNCH.`) is none."""
    return line[:80].isupper() and _TWO_WORDS.search(line[:80]) is not None


def continues(before: str, after: str, *, torn: bool = False, full: bool = False, loose: bool = False) -> bool:
    """Whether line `after` goes on with the paragraph whose last line is `before` (both stripped, not empty).

    `torn`: blank lines or a page's end stand between; `full`: the line above was filled to the page's usual width;
    `loose`: in this text blank lines part the paragraphs, so that a full line goes on even after a full stop.
    """
    last, first = before[-1], after[0]
    if last in TERMINAL and (torn or not full) and not first.islower():
        return False  # most lines: a finished sentence, and something new below it
    if last in "-–" and full and not torn and (first.isdigit() or first.islower()):
        return True
    if last == "-" and before[-2:-1].isalnum() and first.isalnum() and not is_capitals(before):
        return True  # a symbol or a year range torn at its hyphen: `52-` `CT/TW`
    if first in "-–" and len(after) > 5 and after[2:6].isdigit() and before[-4:].isdigit():
        return True
    small = first.islower()
    if small and len(after) > 2 and after[1] == " " and not after[2].islower():
        return False  # a bullet misread as a letter
    if HEADS_LINE.match(after):
        return False
    closing = before.rstrip("\"'”’»)]* ")
    ends = not closing or closing[-1] in TERMINAL
    if small:
        if is_capitals(before):
            return False
        if ends:
            return full and not torn and closing[-1:] == ";"
        return not torn or len(before) > _SHORT
    if is_capitals(before) or is_capitals(after):
        return False
    if ends:
        return full and loose and not torn and closing[-1:] == "." and not _LABEL.match(after)
    word = _LAST_WORD.search(before[-9:])
    if word is not None and word[0] in _LINKS and (first.isalnum() or first in '“"('):
        return len(before) > _SHORT
    if word is not None and word[0] in _BEFORE_DIGITS and first.isdigit() and not torn:
        return len(before) > _SHORT
    if torn or not full:
        return False
    return (first.isalnum() or first in '“"(<≥≤%') and not _LABEL.match(after)


def wrap_width(lengths: Sequence[int]) -> int:
    """The width to which the lines of a text were wrapped, 0 if they were not.

    `lengths` are those of its non-empty lines. A wrapped text has few lines longer than its width and many near it.
    """
    if len(lengths) < 6:
        return 0
    ordered = sorted(lengths)
    width = ordered[int(len(ordered) * 0.9)]
    if not 40 <= width <= 140 or ordered[-max(1, len(ordered) // 50)] > width * 1.35:
        return 0
    near = sum(1 for n in lengths if n >= width * 0.85)
    return width if near >= 0.3 * len(lengths) else 0
