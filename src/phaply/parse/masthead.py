"""Quốc hiệu, tiêu ngữ, số và ký hiệu, địa danh và thời gian ban hành: the patterns of the header's upper part.

Read on `bare` text, where marks that recognition from pictures lost or invented do no harm; the letters left are unmistakable.
"""

import re
from calendar import monthrange

from msgspec import Struct

from phaply.parse.lexicon import UPPER

__all__ = [
    "DATE",
    "DATE_EXAMPLES",
    "MOTTO",
    "MOTTO_EXAMPLES",
    "NATION",
    "NATION_EXAMPLES",
    "NUMBER_EXAMPLES",
    "STATED",
    "STATED_EXAMPLES",
    "Number",
    "read_date",
    "read_number",
]

NATION = re.compile(
    r"c ?[o0]ng {1,3}h ?[o0]a {1,3}x ?[a@] {1,3}h ?[o0]i(?: {1,3}chu {1,3}n\w{2,4}(?: {1,3}vi[e3]t(?: {1,3}nam)?)?)?"
)
MOTTO = re.compile(
    r"d ?[o0]c {1,3}l[ae]p {0,3}[-.~=:,]{0,2} {0,3}tu {1,3}d[o0] {0,3}[-.~=:,]{0,2} {0,3}h[ae]nh {1,3}ph ?[uo]c"
)
DATE = re.compile(
    r"(?<!\w)n ?g ?[^\su] ?y {0,3}(?:(\d{1,2}) {0,2}[/.-] {0,2}(\d{1,2}) {0,2}[/.-] {0,2}(\d{4})(?!\d)"
    r"|([^\n]{0,40}?)th.ng([^\n]{0,40}?)n.m {0,3}((?:1 ?9|2 ?0) ?\d ?\d(?!\d)|[12][09](?:\d(?!\d))?[ ._…-]{0,12}|[._… ]{0,20}(?=$|[|,;)])))"
)
STATED = re.compile(
    r"(?:của )?([^\d]{3,90}?)? ?số:? ?(\d{1,5}(?: ?/ ?[\wđ./-]{1,40})?) (ngày \d{1,2} tháng \d{1,2} năm \d{4})$"
)
_MARKER = re.compile(
    r"(?:^|(?<=[\s|(;]))(?:S ?[ốỐóÓôÔòÒỏõọớợồổỗộoO60] {0,3}[:;.,]|S[ốỐóôò](?= {0,3}[\d/_.…-])|(?:[Ll]uật|LUẬT|[Ll]ệnh|[Nn]ghị quyết|[Nn]ghị định|[Tt]hông tư) {1,2}(?:số|SỐ)(?: ?:|(?= {0,3}\d))|No ?[.:])"
)
_SYMBOL = r"[A-ZĐƯÔÂ][A-Za-zĐđƯưÔôÂâ\d]{0,14}(?: ?[-–‐/&+] ?[A-ZĐƯ][A-Za-zĐđƯưÔôÂâ\d]{0,14}){0,6}"
_NUMBER = re.compile(
    r" {0,80}(?P<count>\d{1,5}(?:\.\d{1,3})?[a-zđ]?(?![\da-zA-Z]))?"
    rf"(?P<gap>[^{UPPER}\n\d/⁄|-]{{0,60}}[^{UPPER}\n\d]{{0,12}}?)(?P<mark>[/⁄|-])"
    rf"(?: {{0,3}}(?P<year>(?:19|2 ?0) ?\d ?\d)(?= {{0,3}}[/⁄-]))?[ /⁄-]{{0,5}}(?P<symbol>{_SYMBOL})?"
)
_COUNT = re.compile(r" {0,80}(\d{1,5})?[ ._…]{0,80}")
_DIGITS = str.maketrans(
    {"o": "0", "q": "0", "d": "0", "c": "0", "l": "1", "i": "1", "|": "1", "!": "1", "z": "2", "s": "5"}
)


NATION_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
    ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
    ("C ỘNG H ÒA XÃ H ỘI CHỦ NGHĨA VIỆT NAM", True),
    ("CỌNG HOÀ XÃ HỘI CHU NCHĨA VIET NAM", True),
    ("CỘNG ĐỒNG XÃ HỘI", False),
)
MOTTO_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("Độc lập - Tự do - Hạnh phúc", True),
    ("Độc lập – Tự do – Hạnh phúc", True),
    ("ĐỘC LẬP - TỰ DO - HẠNH PHÚC", True),
    ("Đôc lâp-Tư do-Hạnh phuc", True),
    ("Độc lập, tự chủ", False),
)


STATED_EXAMPLES: tuple[tuple[str, tuple[str, str] | None], ...] = (
    ("CỦA BỘ NỘI VỤ SỐ 05/2006/QĐ-BNV NGÀY 21 THÁNG 6 NĂM 2006", ("bộ nội vụ", "05/2006/qđ-bnv")),
    ("CỦA CHỦ TỊCH CHÍNH PHỦ LÂM THỜI SỐ 65 NGÀY 23 THÁNG 11 NĂM 1945", ("chủ tịch chính phủ lâm thời", "65")),
    ("SỐ 65 NGÀY 23 THÁNG 11 NĂM 1945", ("", "65")),
    ("VỀ VIỆC THỰC HIỆN QUYẾT ĐỊNH SỐ 5/QĐ-UBND NGÀY 21 THÁNG 6 NĂM 2006 CỦA UBND QUẬN", None),
)


class Number(Struct, frozen=True):
    """Number and symbol as printed at `start`–`end` of the line; None for what is blank."""

    start: int
    end: int
    number: str | None
    symbol: str | None


NUMBER_EXAMPLES: tuple[tuple[str, str | None, str | None], ...] = (
    ("Số: 129/KH-UBND", "129/KH-UBND", "KH-UBND"),
    ("Số:       /KH-UBND", None, "KH-UBND"),
    ("Số ……/QĐ-UBND", None, "QĐ-UBND"),
    ("Số: _____/KH-SNV", None, "KH-SNV"),
    ("Số: 05 /KH - UBND", "05/KH-UBND", "KH-UBND"),
    ("Số: 300 /2025/NĐ-CP", "300/2025/NĐ-CP", "NĐ-CP"),
    ("Luật số: 10/2022/QH15", "10/2022/QH15", "QH15"),
    ("Luật số 45/2019/QH14", "45/2019/QH14", "QH14"),
    ("Số: 24/2026//NQ-CP", "24/2026/NQ-CP", "NQ-CP"),
    ("Số: 66.19/2026/NQ-CP", "66.19/2026/NQ-CP", "NQ-CP"),
    ("Số 15-KH/ĐU", "15-KH/ĐU", "KH/ĐU"),
    ("Số:      -KH/ĐU", None, "KH/ĐU"),
    ("Số: 97-CP", "97-CP", "CP"),
    ("Só: 22 /KH-SYT", "22/KH-SYT", "KH-SYT"),
    ("Só:z///KH-VP", None, "KH-VP"),
    ("Số: 41/KH-UBND                   Hòa An, ngày 30 tháng 5 năm 2023", "41/KH-UBND", "KH-UBND"),
    ("Số: 12a/TTr-UBND", "12a/TTr-UBND", "TTr-UBND"),
    ("Số: 07/2023/TTLT-BNV-BTC", "07/2023/TTLT-BNV-BTC", "TTLT-BNV-BTC"),
    ("S ố: 90 /20 25 /TT-BNV", "90/2025/TT-BNV", "TT-BNV"),
    ("Số: ý/KH-UBND", None, "KH-UBND"),
    ("Số: ĐIỆN/KH-UBND", None, None),
    ("Số:", None, None),
    ("Số: 15", "15", None),
)
"""Line, number, symbol. The line is a header's: `read_number` is not asked about running text."""

DATE_EXAMPLES: tuple[tuple[str, str | None], ...] = (
    ("Hòa An, ngày 12 tháng 5 năm 2023", "2023-05-12"),
    ("Hòa An, ngày    tháng    năm 2023", "2023-XX-XX"),
    ("Hòa An, ngày … tháng 5 năm 2023", "2023-05-XX"),
    ("Hòa An, ngày.....tháng.....năm 2023", "2023-XX-XX"),
    ("Hòa An, ngày tháng năm", "XXXX-XX-XX"),
    ("Hòa An, ngày     tháng 4 năm 20...", "XXXX-04-XX"),
    ("Hòa An, ngày 5/6/2023", "2023-06-05"),
    ("Hòa An, ng ày 10 tháng 9 năm 202 5", "2025-09-10"),
    ("Hải Nguyên, ngày 05 tháng 01 năm 2023", "2023-01-05"),
    ("Hòa An, ng‡y 26 th·ng 01 năm 2026", "2026-01-26"),
    ("Hòa An, ngàyc?O tháng 10 năm 2017", "2017-10-XX"),
    ("Hòa An, ngày O1 tháng 3 năm 2018", "2018-03-01"),
    ("Hòa An, ngày l2 tháng 3 năm 2018", "2018-03-12"),
    ("Hòa An, ngày 31 tháng 6 năm 2018", "2018-06-XX"),
)


def read_number(line: str) -> Number | None:
    """The number and symbol on a line of the header; None if the line has none."""
    m = _MARKER.search(line)
    if m is None:
        return None
    found = _NUMBER.match(line, m.end())
    if found is None:
        plain = _COUNT.match(line, m.end())
        digits = plain[1] if plain else None
        return Number(m.start(), m.end() + (len(plain[0].rstrip()) if plain else 0), digits, None)
    symbol = found["symbol"]
    if symbol is not None:
        symbol = re.sub(r"\s", "", symbol).replace("–", "-").replace("‐", "-")
    count, mark, year = found["count"], found["mark"], (found["year"] or "").replace(" ", "")
    number = None
    if count is not None and not found["gap"].strip(" ._…"):
        number = count + ("-" if mark == "-" else "/") + (f"{year}/" if year else "") + (symbol or "")
        number = number.rstrip("/-")
    return Number(m.start(), found.end(), number, symbol)


def read_date(m: re.Match[str]) -> str:
    """ISO date of a match of `DATE`; `XX` for a part that is blank, illegible or on no calendar."""
    if m[1] is not None:
        day, month, year = int(m[1]), int(m[2]), int(m[3])
    else:
        day, month = _part(m[4], 31), _part(m[5], 12)
        digits = m[6].replace(" ", "")
        year = int(digits) if digits.isdigit() and len(digits) == 4 else 0
    if not 1 <= month <= 12:
        month = 0
    if not 1 <= day <= (monthrange(year or 2000, month)[1] if month else 31):
        day = 0
    return f"{year or 'XXXX'}-{f'{month:02d}' if month else 'XX'}-{f'{day:02d}' if day else 'XX'}"


def _part(printed: str, most: int) -> int:
    """A day or month as recognised from a picture; 0 if blank or illegible."""
    digits = re.sub(r"[\s._…,:;-]", "", printed)
    if not digits or len(digits) > 2:
        return 0
    if not digits.isdigit():
        digits = digits.replace("g", "0" if digits[0] == "g" else "9").translate(_DIGITS)
    return int(digits) if digits.isdigit() and int(digits) <= most else 0
