"""Numbers and symbols of documents (số, ký hiệu văn bản), also damaged ones, and their repair.

A number is found from its slash (`346/QĐ-TTg`, `08-ĐA/TU`) or, for the oldest forms, from its known ending (`97-CP`).
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from phaply.parse.citation_kinds import CODES, kind_of_symbol

__all__ = ["EXAMPLES", "CitedNumber", "blank_numbers", "number_at", "numbers"]


class CitedNumber(Struct, frozen=True):
    """A number at `start`–`end` as printed; `number` is what it means, without spaces and repaired, None if left blank."""

    start: int
    end: int
    number: str | None
    symbol: str
    year: int | None
    """The year inside the number."""
    certain: bool
    """True if its symbol alone shows that it is a document's number."""


_LETTER = "A-ZĐÂÊÔƠƯĂ"
_SMALL = "a-zđâêôơưăỷủý"
_GROUP = rf"[{_LETTER}][{_LETTER}{_SMALL}&]{{0,18}}(?:\s?(?<=QH)\s\d\d|\d{{0,3}})(?:\([A-Z]\d{{1,2}}\))?"
_SEPARATOR = r"(?:\s?[-–](?!\s\s)\s{0,2}|\s?/|\.)"
_SYMBOL = re.compile(
    rf"(?P<small>(?:nđ-cp|qđ-ttg|qđ-ubnd|kh-ubnd|tt-b[a-zđ]{{1,10}}|nq-cp|nq-hđnd|ct-ttg))(?![^\W_])"
    rf"|{_GROUP}(?:{_SEPARATOR}{_GROUP}){{0,7}}"
)
_BEFORE = re.compile(
    r"(?:(?<![\w.,/])|(?<=[sS]ố))(?<!\d:)(?P<serial>(?:\d{1,3}\.(?=\d{1,2}\s?/\s?20))?\d{1,6}[a-zA-ZĐđ]?)\s{0,2}"
    r"(?:(?:/|[-–])\s?(?P<year>(?:19|20)\d\d|\d\d)\s{0,2}(?:[/.])?\s?)?$"
)
_MISREAD = re.compile(
    r"(?:(?<![\w.,/])|(?<=[sS]ố))(?P<serial>(?=\D{0,3}\d)[\dOolI]{1,5})\s?(?:/\s?(?P<year>[12lI][\dOo][\dOolI]{2})\s?/?\s?)?$"
)
_DIGITS = str.maketrans("OolI", "0011")
_PARTY = re.compile(
    rf"(?<![\w.,/])(?P<serial>(?=\D{{0,3}}\d)[\dOolI]{{1,5}}[a-zA-ZĐđ]?)\s?[-–]\s{{0,2}}(?P<code>[{_LETTER}][{_LETTER}{_SMALL}]{{0,6}})\s?$"
)
_SLASH = re.compile(rf"/\s{{0,2}}(?=[{_LETTER}nqtkc])")
_BLANK = re.compile(rf"/(?<=[\s.…_:]/)\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?(?=[{_LETTER}])")
_BLANK_BEFORE = re.compile(r"số\s?[:.]?[\s.…_]{0,60}$|[.…_]{2,60}\s?$")
_OLD = re.compile(r"-(?:CP|TTg|HĐBT|TW|BTC)(?<=\d-..|-TTg|HĐBT|-BTC)(?!\w)")
_OLD_BEFORE = re.compile(r"(?<![\w.,/])\d{1,5}[a-zA-Z]?\s?$")
_KNOWN_END = re.compile(r"^(CP|TTg|UBND|HĐND|TW|TU|VPCP|BNV|BTC|BTP|BYT)(?:[a-z]+\d*|\d{1,2})$")
_KNOWN_BODY = re.compile(r"\s{0,2}(?:CP|TTg|UBND|HĐND|TW|TU|VPCP|BNV|BTC|BTP|BYT)")
_QH = re.compile(r"^((?:UBTV)?QH)(\d\d)\d$")
_REPAIRS = {
    "ND": "NĐ",
    "QD": "QĐ",
    "Nđ": "NĐ",
    "Qđ": "QĐ",
    "NĐCP": "NĐ-CP",
    "NDCP": "NĐ-CP",
    "QĐTTg": "QĐ-TTg",
    "TTG": "TTg",
    "Ttg": "TTg",
    "TTgg": "TTg",
    "HDND": "HĐND",
    "HĐNĐ": "HĐND",
    "ƯBND": "UBND",
    "UBNĐ": "UBND",
    "UBTVQh": "UBTVQH",
    "ÐA": "ĐA",
}
_AFTER_KIND = {"Tg": "TTg", "TG": "TTg", "Ttg": "TTg"}
_NO_SUBJECT = frozenset({"NĐ", "QĐ", "NQ", "TT", "CT", "KH", "TB", "BC", "HD", "TTR", "KL"})

EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Nghị định số 59/2023/NĐ-CP ngày", ("59/2023/NĐ-CP",)),
    ("Luật số 10/2022/QH15", ("10/2022/QH15",)),
    ("số 43/2013/QH 13 ngày", ("43/2013/QH13",)),
    ("Thông tư 13/2019/TT-BNV", ("13/2019/TT-BNV",)),
    ("346/QĐ-TTg và 866/QĐ-Tg", ("346/QĐ-TTg", "866/QĐ-TTg")),
    (
        "351/2017/UBTVQH14, 34/2007/PL-UBTVQH11, 1669/NQ-UBTVQH15",
        ("351/2017/UBTVQH14", "34/2007/PL-UBTVQH11", "1669/NQ-UBTVQH15"),
    ),
    ("55/2005/TTLT-BNV-VPCP", ("55/2005/TTLT-BNV-VPCP",)),
    ("146/2010/TTLT/BTC-BCA-BQP", ("146/2010/TTLT/BTC-BCA-BQP",)),
    ("72/2025/NQLT/UBTVQH15-CP- ĐCTUBTWMTTQVN", ("72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN",)),
    ("146/2025/NQ-HĐND", ("146/2025/NQ-HĐND",)),
    ("Công văn 570/UBND-NCPC", ("570/UBND-NCPC",)),
    ("Quyết định số 130/QĐ-BNN-PC", ("130/QĐ-BNN-PC",)),
    ("16/2013/TTLT-BYT-BNN&PTNT", ("16/2013/TTLT-BYT-BNN&PTNT",)),
    ("37-NQ/TW, 48-KL/TW, 05-HD/VPTW, 12-CTr/TU", ("37-NQ/TW", "48-KL/TW", "05-HD/VPTW", "12-CTr/TU")),
    ("Nghị quyết số 10 - NQ/TW", ("10-NQ/TW",)),
    ("Nghị quyết số 19-2017/NQ-CP", ("19-2017/NQ-CP",)),
    ("Nghị định số 97-CP của", ("97-CP",)),
    ("Nghị quyết số 66.13/2026/NQ-CP", ("66.13/2026/NQ-CP",)),
    ("Luật số 21-LCT/HDNN8", ("21-LCT/HDNN8",)),
    ("29 /2020/TT- BQP", ("29/2020/TT-BQP",)),
    ("05/1999/ NĐ-CP", ("05/1999/NĐ-CP",)),
    ("12/2020/TT-\nBYT", ("12/2020/TT-BYT",)),
    ("30/2020/NĐCP, 30/2020/ND-CP, 30/2020/NĐ-CPng", ("30/2020/NĐ-CP", "30/2020/NĐ-CP", "30/2020/NĐ-CP")),
    ("85/2017/nđ-cp", ("85/2017/NĐ-CP",)),
    ("04/1999/TT-BCA(C13)", ("04/1999/TT-BCA(C13)",)),
    ("30/2020/NĐ-CP1 và 80/2015/QH134", ("30/2020/NĐ-CP", "80/2015/QH13")),
    ("06/2020/TT-BCT.", ("06/2020/TT-BCT",)),
    ("số59/2023/NĐ-CPngày 14/8/2023", ("59/2023/NĐ-CP",)),
    ("l2/2O20/NĐ-CP", ("12/2020/NĐ-CP",)),
    ("Báo cáo số l44/BC-STP, Luật số 3I/2004/QH11", ("144/BC-STP", "31/2004/QH11")),
    ("19O/2025/QH15, 1l-CT/TU, I55-KL/TW", ("190/2025/QH15", "11-CT/TU", "155-KL/TW")),
    ("Nghị quyết số 12a/NQ-CP", ("12a/NQ-CP",)),
    ("khối II/UBND-VX, loại I/QĐ", ()),
    ("05/98/TT-BTP", ("05/98/TT-BTP",)),
    ("ngày 06/4/2023 của", ()),
    ("chiếm 1/2 số hộ, trực 24/7", ()),
    ("tỷ lệ 1/500", ()),
    ("QCVN 01:2023/BXD", ()),
    ("60 km/h, 5 kg/ha", ()),
)
"""Text → the numbers in it."""


def _symbol_at(text: str, at: int) -> tuple[str, int] | None:
    """The repaired symbol that begins at `at`, and where it ends."""
    m = _SYMBOL.match(text, at)
    if m is None:
        return None
    end, printed = m.end(), m[0]
    if m["small"]:
        kind, body = printed.split("-", 1)
        body = {"ttg": "TTg"}.get(body, body.upper())
        return f"{kind.upper()}-{body}", end
    if end < len(text) and text[end].isalnum():
        # A word in which no symbol can end: give back the last group, or all of it.
        cut = max(printed.rfind("-"), printed.rfind("–"), printed.rfind("/"), printed.rfind("."))
        whole = _KNOWN_BODY.match(printed, cut + 1)
        if whole is not None and text[at + whole.end()].islower():
            printed = printed[: whole.end()]  # the next word is glued to it: `NĐ-CPngày`
        elif cut <= 0:
            return None
        else:
            printed = printed[:cut].rstrip()
        end = at + len(printed)
    joined = "".join(printed.replace("–", "-").split())
    groups = re.split(r"([-/.])", joined)
    for i in range(0, len(groups), 2):
        group = groups[i]
        if group not in ("ND", "QD") or i == 0:
            group = _REPAIRS.get(group, group)
        if i and groups[0].upper() in _NO_SUBJECT:
            group = _AFTER_KIND.get(group, group)
        glued = _KNOWN_END.match(group)
        if glued and i + 1 >= len(groups):
            end -= len(group) - len(glued[1])
            group = glued[1]
        long = _QH.match(group)
        if long and i + 1 >= len(groups):
            end -= 1
            group = long[1] + long[2]
        groups[i] = group
    symbol = "".join(groups)
    # `15/KH-UBND - Phòng` or `TT-BTC. Sửa đổi`: a last group that is a capitalised word belongs to what follows.
    while True:
        cut = max(symbol.rfind("-"), symbol.rfind("."), symbol.rfind("/"))
        last = symbol[cut + 1 :]
        if cut <= 0 or len(last) < 2 or not last[1:].islower() or last in ("Tg",):
            break
        symbol = symbol[:cut]
        end = at + max(printed.rfind(c, 0, end - at) for c in "-–./")
        while end > at and text[end - 1].isspace():
            end -= 1
        printed = text[at:end]
    return (symbol, end) if symbol else None


def number_at(text: str, slash: int) -> CitedNumber | None:
    """The number whose symbol follows the slash at `slash`, or that has this slash in a Party symbol (`NQ/TW`)."""
    low = max(0, slash - 26)
    before = text[low:slash]
    m = _BEFORE.search(before)
    after = slash + 1
    while after < len(text) and text[after].isspace():
        after += 1
    if m is not None:
        found = _symbol_at(text, after)
        if found is None:
            return None
        symbol, end = found
        serial, year = m["serial"].translate(_DIGITS), m["year"]
        dashed = year is not None and "/" not in m[0][: m.start("year") - m.start()]
        known = kind_of_symbol(symbol) is not None
        if year and len(year) == 2 and (dashed or not known or int(year) < 45):
            return None
        number = f"{serial}{'-' if dashed else '/'}{year}/{symbol}" if year else f"{serial}/{symbol}"
        certain = known and (len(symbol) > 2 or year is not None)
        when = None if year is None else int(year) if len(year) == 4 else 1900 + int(year)
        return CitedNumber(low + m.start("serial"), end, number, symbol, when, certain)
    m = _MISREAD.search(before)
    if m is not None:
        found = _symbol_at(text, after)
        if found is None or kind_of_symbol(found[0]) is None:
            return None
        serial, year = m["serial"].translate(_DIGITS), (m["year"] or "").translate(_DIGITS)
        number = f"{serial}/{year}/{found[0]}" if year else f"{serial}/{found[0]}"
        return CitedNumber(low + m.start("serial"), found[1], number, found[0], int(year) if year else None, True)
    m = _PARTY.search(before)
    if m is not None and m["code"].upper() in CODES:
        found = _symbol_at(text, after)
        if found is None:
            return None
        body, end = found
        code = _REPAIRS.get(m["code"], m["code"])
        serial = m["serial"].translate(_DIGITS)
        return CitedNumber(low + m.start(), end, f"{serial}-{code}/{body}", f"{code}/{body}", None, True)
    return None


def numbers(text: str) -> Iterator[CitedNumber]:
    """All numbers of a text, in order; blank ones apart (see `blank_numbers`)."""
    at = 0
    old = _old_numbers(text)
    waiting = next(old, None)
    for m in _SLASH.finditer(text):
        if m.start() < at:
            continue
        found = number_at(text, m.start())
        if found is None or found.start < at:
            continue
        while waiting is not None and waiting.start < found.start:
            if waiting.end <= found.start:
                yield waiting
            waiting = next(old, None)
        at = found.end
        yield found
        while waiting is not None and waiting.start < at:
            waiting = next(old, None)
    while waiting is not None:
        yield waiting
        waiting = next(old, None)


def _old_numbers(text: str) -> Iterator[CitedNumber]:
    for m in _OLD.finditer(text):
        low = max(0, m.start() - 8)
        b = _OLD_BEFORE.search(text[low : m.start()])
        if b is not None:
            symbol = m[0][1:]
            yield CitedNumber(low + b.start(), m.end(), b[0].strip() + m[0], symbol, None, False)


def blank_numbers(text: str, low: str) -> Iterator[CitedNumber]:
    """Places where the number is left blank: `Kế hoạch số      /KH-UBND`. `low` is the text in small letters."""
    for m in _BLANK.finditer(text):
        window = max(0, m.start() - 70)
        b = _BLANK_BEFORE.search(low[window : m.start()])
        if b is None:
            continue
        found = _symbol_at(text, m.end())
        if found is None or kind_of_symbol(found[0]) is None:
            continue
        start = window + b.start()
        yield CitedNumber(start, found[1], None, found[0], int(m["year"]) if m["year"] else None, True)
