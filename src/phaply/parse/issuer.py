"""Issuing body (cơ quan ban hành) and the body above it (cơ quan chủ quản), from the lines of the header; its level of government.

Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.2: the body above stands over the issuer; a long name takes several lines.
"""

import re
from collections.abc import Sequence
from functools import cache

from phaply.language import Span, bare, fold
from phaply.parse.lexicon import rows
from phaply.parse.model import Level

__all__ = ["begins_name", "group_names", "is_body", "is_unfinished", "level_of", "level_of_text", "mend"]

_SPACES = re.compile(r"\s+")
_UNIT = re.compile(
    r"\b(tỉnh|thành phố|tp|quận|huyện|thị xã|thị trấn|phường|xã(?! hội)|đặc khu)\b(?! (?:ủy|hội|nhân dân))[ .]{0,3}(\w+)?"
)
_LEVELS: dict[str, Level] = {
    "tỉnh": "province",
    "quận": "district",
    "huyện": "district",
    "thị xã": "district",
    "phường": "commune",
    "xã": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}
CITIES = frozenset({"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ", "huế"})
"""Cities under the centre (Huế since 2025-01-01 by Nghị quyết 175/2024/QH15)."""


@cache
def _heads() -> dict[str, tuple[str, bool]]:
    """Phrase → level, open. Phrases of several words are known without their marks, too: misread headers."""
    table: dict[str, tuple[str, bool]] = {}
    for row in rows("issuers"):
        phrase, value = fold(row["phrase"]), (row["level"], row["open"] == "open")
        table[phrase] = value
        if " " in phrase:
            table.setdefault(bare(phrase), value)
    return table


@cache
def _longest_head() -> int:
    return max(len(h.split()) for h in _heads())


def _head(name: str) -> tuple[str, str, bool] | None:
    """The lexicon's longest phrase that begins the name: phrase, level, open."""
    words = re.findall(r"\w+", fold(name))
    heads = _heads()
    for n in range(min(len(words), _longest_head()), 0, -1):
        phrase = " ".join(words[:n])
        found = heads.get(phrase) or (heads.get(bare(phrase)) if n > 1 else None)
        if found is not None:
            return phrase, *found
    return None


_VOWEL = re.compile(r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")
_INITIAL = re.compile(r"b|ch?|d|đ|gh?|h|kh?|l|m|n(?:gh?|h)?|ph?|r|s|t[hr]?|v|x")
_FINAL = re.compile(r"ch?|m|n[gh]?|p|t")


def mend(name: str) -> str:
    """The name on one line, syllables joined that a converter cut apart (`B Ộ NỘI VỤ`, `CH Í NH PHỦ`)."""
    mended: list[str] = []
    cut = False  # the last word was put together of pieces
    for word in name.split():
        small, last = fold(word), fold(mended[-1]) if mended else ""
        if (_INITIAL.fullmatch(last) and _VOWEL.match(small)) or (cut and _FINAL.fullmatch(small)):
            mended[-1] += word
            cut = True
        else:
            mended.append(word)
            cut = False
    return " ".join(mended)


def is_body(line: str) -> bool:
    """Whether a line of the header can be (part of) a body's name: capitals, or a known beginning."""
    letters = [c for c in line if c.isalpha()]
    if len(letters) < 2 or len(line) > 120:
        return False
    capitals = sum(c.isupper() for c in letters)
    return capitals >= 0.7 * len(letters) or (line[:1].isupper() and len(line) <= 60 and _head(line) is not None)


def begins_name(line: str) -> bool:
    """Whether the line begins with words that begin a body's name."""
    return _head(line) is not None


def is_unfinished(name: str) -> bool:
    """Whether the words are no full name: `ỦY BAN NHÂN DÂN` of which unit?"""
    head = _head(name)
    return head is not None and head[2] and len(re.findall(r"\w+", name)) == len(head[0].split())


def group_names(lines: Sequence[tuple[Span, str]]) -> list[list[tuple[Span, str]]]:
    """The lines, grouped to names: a line that begins no name of its own goes on with the one above it."""
    groups: list[list[tuple[Span, str]]] = []
    for line in lines:
        if groups and _continues(" ".join(t for _, t in groups[-1]), line[1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(name: str, line: str) -> bool:
    plain = fold(line).strip()
    unit = _UNIT.match(plain)
    if is_unfinished(name):
        return True  # the words so far are no full name: ỦY BAN NHÂN DÂN / PHƯỜNG …
    if unit is not None:
        # A unit below a name that has one already is a body of its own in short (UBND HUYỆN … / XÃ …).
        return _UNIT.search(fold(name)) is None
    if re.match(r"(phòng,? chống|tổ chức|hội nhập|ban hành)\b", plain):
        return True
    return _head(line) is None


def level_of(issuer: str, parent: str | None, recipients: Sequence[str], date: str | None) -> Level | None:
    """The issuer's level of government; None where its words do not tell."""
    head = _head(issuer)
    how = head[1] if head is not None else "parent"
    if how in ("central", "province", "district", "commune"):
        return how  # type: ignore[return-value]
    own = _level_of_unit(issuer, parent, recipients, date)
    if own is not None or parent is None:
        return own
    return level_of(parent, None, recipients, date)


def _level_of_unit(name: str, parent: str | None, recipients: Sequence[str], date: str | None) -> Level | None:
    plain = _SPACES.sub(" ", fold(name))
    units = list(_UNIT.finditer(plain))
    if not units:
        return None
    # The smallest unit stands last (UBND PHƯỜNG …, QUẬN …) or first (PHƯỜNG … QUẬN …): the lowest level of all counts.
    order = ("province", "district", "commune")
    found: list[Level] = []
    for m in units:
        word = m[1]
        if word in ("thành phố", "tp"):
            level = _city(plain[m.start(2) :] if m[2] else "", parent, recipients, date)
            if level is not None:
                found.append(level)
        else:
            found.append(_LEVELS[word])
    return max(found, key=order.index, default=None)


def _city(name: str, parent: str | None, recipients: Sequence[str], date: str | None) -> Level | None:
    """A city is under the centre or under a province; its name, the body above or the recipients tell which."""
    if any(name.startswith(city) for city in CITIES):
        return "province"
    if parent is not None and re.search(r"\btỉnh\b", fold(parent)):
        return "district"
    if date is not None and date[:7] >= "2025-07" and not date.startswith("XX"):
        return "province"  # Luật 72/2025/QH15: no cities under a province since 2025-07-01
    plain = " ; ".join(map(fold, recipients))
    if re.search(r"\b(?:ubnd|ủy ban nhân dân|hđnd|sở [^;]{2,40}|mttq[^;]{0,20}) tỉnh\b|\btỉnh ủy\b", plain):
        return "district"
    if re.search(
        r"\b(?:các sở|sở nội vụ|sở, (?:ban|ngành)|chính phủ|bộ \w+|(?:các )?quận, huyện|quận ủy|huyện ủy)\b", plain
    ):
        return "province"
    return None


_ENACTS = re.compile(
    r"(?:^|\n|[,;] )(?:ủy ban nhân dân|ubnd)(?: \(ubnd\))? (tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn|đặc khu)"
    r"( [^;,.\n]{0,50}?)? (?:ban hành|xây dựng) (?:kế hoạch|chương trình|phương án|đề án|quyết định)"
)


def level_of_text(text: str, recipients: Sequence[str], date: str | None) -> Level | None:
    """The level of the committee that enacts the text (`Ủy ban nhân dân phường ban hành Kế hoạch …`), where no header names it."""
    m = _ENACTS.search(fold(text))
    if m is None:
        return None
    return _level_of_unit(f"ubnd {m[1]}{m[2] or ''}", None, recipients, date)
