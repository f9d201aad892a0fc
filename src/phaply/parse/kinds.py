"""Kinds of document (tên loại văn bản) by their names and abbreviations (`corpora/lexicon/kinds.tsv`)."""

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache

from msgspec import Struct

from phaply.language import bare, fold
from phaply.parse.lexicon import rows

__all__ = ["Kind", "kind_of_symbol", "kinds", "misread_title", "title_kind"]


class Kind(Struct, frozen=True):
    """A kind: abbreviation (KH), name in small letters (kế hoạch), group (administrative, normative, party, copy, other)."""

    abbreviation: str
    name: str
    group: str
    english: str = ""


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, as the table lists them."""
    return tuple(Kind(r["abbreviation"], fold(r["name"]), r["group"], r["english"]) for r in rows("kinds"))


@cache
def _by_letters() -> dict[str, Kind]:
    """Letters of the name, with their marks and without, no spaces → kind."""
    table: dict[str, Kind] = {}
    for kind in kinds():
        for name in (kind.name, kind.english.lower()):
            if name:
                table.setdefault(name.replace(" ", ""), kind)
                table.setdefault(bare(name).replace(" ", ""), kind)
    return table


@cache
def _title_start() -> re.Pattern[str]:
    names = sorted((k.name for k in kinds() if " " in k.name), key=len, reverse=True)
    return re.compile("(" + "|".join(n.replace(" ", " {1,3}") for n in names) + r")(?= {0,3}[:\-]? {0,3}(\w))")


_LETTERS = re.compile(r"[^\W\d_]+")
_UNITS = ("phường", "xã", "huyện", "quận", "tỉnh")


def title_kind(line: str) -> tuple[Kind, int] | None:
    """The kind whose name the line is (`KẾ HOẠCH`, `: KÉ HOẠCH -`) or begins with in capitals, and where the name ends in it."""
    return _title_kind(line) if 3 <= len(line) <= 400 else None


@lru_cache(maxsize=2048)
def _title_kind(line: str) -> tuple[Kind, int] | None:
    head = line[:60]
    if line.endswith(")") and "(" in head:
        head = head[: head.index("(")]
    if len(line) <= 60 and head.isupper():
        letters = fold("".join(_LETTERS.findall(head)))
        # Without marks PHƯỜNG AN would be PHƯƠNG ÁN: marks may only be wrong where they name nothing else.
        kind = _by_letters().get(letters)
        if kind is None and not letters.startswith(_UNITS):
            kind = _by_letters().get(bare(letters))
        if kind is not None:
            return kind, len(line)
    start = len(head) - len(head.lstrip(" :.-*'\"“"))
    m = _title_start().match(fold(head), start)
    if m is not None and head[start : m.end()].isupper():
        return _by_letters()[re.sub(" +", "", m[1])], m.end()
    return None


def kind_of_symbol(symbol: str) -> Kind | None:
    """The kind that a symbol names first: `KH-UBND` → KH, `KH/ĐU` → KH; None for a công văn's (`UBND-VP`)."""
    first = re.split(r"[-/]", symbol.strip(), maxsplit=1)[0]
    if re.fullmatch(r"QH\d+", first):
        return None
    return next((k for k in kinds() if k.abbreviation == first), None)


def misread_title(line: str, kind: Kind) -> bool:
    """Whether a short line in capitals is the kind's name with letters misread (`KẾ HOACII`)."""
    if not 4 <= len(line) <= 40 or line[:30].upper() != line[:30]:
        return False
    letters = bare("".join(_LETTERS.findall(line)))
    return SequenceMatcher(None, letters, bare(kind.name).replace(" ", "")).ratio() >= 0.75
