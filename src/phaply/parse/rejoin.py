"""Lines of a header that a converter broke in the middle of a component: `CỘNG` / `HÒA XÃ HỘI …`, `Số:` / `29/KH-UBND`."""

import re
from collections.abc import Iterable, Iterator

from phaply.language import bare, fold
from phaply.parse.issuer import begins_name
from phaply.parse.masthead import DATE, MOTTO, NATION
from phaply.parse.strips import Strip

__all__ = ["REJOIN_EXAMPLES", "goes_on", "rejoined"]

_NUMBER_MARK = re.compile(r"(?:[Ss]ố|SỐ) {0,3}:?$")
_NUMBER_TAIL = re.compile(r"\d{0,5} ?/|-?[A-ZĐ]")
_DATE_TAIL = re.compile(r"\d{1,2} thang|thang|nam|\d{1,2} ?/|.{0,3} thang")
_PLACE_TAIL = re.compile(r"(?:[^\W\d_]+ ){0,4}[^\W\d_]+ ?, ?ng.y\b")
_IN_NATION = frozenset("cohxanv0@")
_IN_MOTTO = frozenset("dolthpu0-.~=:,")
"""What may follow a space inside the two."""
_HEAD = 24  # lines of the header that may be broken
_LONGEST = 60  # a header's line in one column

REJOIN_EXAMPLES: tuple[tuple[str, str, bool], ...] = (
    ("CỘNG", "HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
    ("CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", True),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", True),
    ("Độc lập - Tự do", "- Hạnh phúc", True),
    ("Số:", "29/KH-UBND", True),
    ("Số:", "/KH-UBND", True),
    ("Hải Minh, ngày", "13 tháng 7 năm 2023", True),
    ("Hải Minh, ngày 16", "tháng 9 năm 2022", True),
    ("Hải Minh, ngày 16 tháng 9", "năm 2022", True),
    ("Hải", "Minh, ngày 22 tháng 3 năm 2018", True),
    ("ỦY", "BAN NHÂN DÂN", True),
    ("HỘI ĐỒNG", "NHÂN DÂN", True),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", False),
    ("ỦY BAN NHÂN DÂN", "PHƯỜNG HÒA AN", False),
    ("UBND TỈNH HẢI MINH", "SỞ NỘI VỤ", False),
    ("Số: 29/KH-UBND", "Hải Minh, ngày 22 tháng 3 năm 2018", False),
    ("Hải Minh, ngày 22 tháng 3 năm 2018", "KẾ HOẠCH", False),
    ("Độc lập - Tự do - Hạnh phúc", "Hải Minh, ngày 22 tháng 3 năm 2018", False),
    ("KẾ HOẠCH", "Tổ chức Ngày hội năm 2023", False),
)
"""Two lines, and whether the second goes on with a component that the first breaks off."""


def rejoined(text: str, lines: Iterable[Strip]) -> Iterator[Strip]:
    """The lines, broken components put together. A joined line still holds the line end it was broken at."""
    held: Strip | None = None
    for i, line in enumerate(lines):
        if held is not None:
            between = text[held.end : line.start]
            if (
                i < _HEAD
                and not between.strip(" \n|")
                and goes_on(text[held.start : held.end], text[line.start : line.end])
            ):
                held = Strip(held.start, line.end, held.block, held.centred)
                continue
            yield held
        held = line
    if held is not None:
        yield held


def goes_on(first: str, second: str) -> bool:
    """Whether `second` goes on with a component of the header that `first` breaks off."""
    if len(first) > _LONGEST or len(second) > _LONGEST:
        return False
    first = first.replace("\n", " ")
    if _NUMBER_MARK.search(first):
        return _NUMBER_TAIL.match(second) is not None
    plain, below = bare(first), bare(second)
    both = f"{plain} {below}"
    for pattern, letters in ((NATION, _IN_NATION), (MOTTO, _IN_MOTTO)):
        if below[:1] not in letters:
            continue
        m = pattern.search(both)
        # Whole only with the second line's words: they are no line of their own.
        if m is not None and m.start() < len(plain) < m.end() and pattern.search(below) is None:
            whole = pattern.search(plain)
            return whole is None or whole.end() < m.end()
    if _DATE_TAIL.match(below) and DATE.search(plain) is None:
        m = DATE.search(both)
        if m is not None and m.start() < len(plain):
            return True
    if first.istitle() and first.replace(" ", "").isalpha() and _PLACE_TAIL.match(below) and len(first.split()) <= 3:
        return True
    if first.isupper() and second.isupper() and " " not in first and not begins_name(first):
        return begins_name(f"{first} {second}") and fold(second).startswith(("ban ", "bộ ", "hội ", "đồng ", "nhân "))
    return fold(first) == "hội đồng" and fold(second).startswith("nhân dân")
