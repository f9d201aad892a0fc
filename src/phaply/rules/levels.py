"""Levels of government in words (cấp chính quyền): what each calls its units, and when a level existed.

Units: Luật 77/2015/QH13, Điều 2 (until 2025); Luật 72/2025/QH15 (two levels: tỉnh, xã; đặc khu). Districts ended on 30/6/2025
(Nghị quyết 203/2025/QH15).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from phaply.language import Span, fold
from phaply.parse.lexicon import UPPER
from phaply.parse.model import Level

__all__ = ["DISTRICTS_END", "RANK", "UNIT_WORDS", "Unit", "level_of_unit", "name_of", "units_in"]

RANK: dict[str, int] = {"central": 0, "province": 1, "district": 2, "commune": 3, "residential": 4}
DISTRICTS_END = "2025-06-30"
"""Last day on which the district level existed."""

UNIT_WORDS: dict[str, tuple[str, ...]] = {
    "province": ("tỉnh", "thành phố"),
    "district": ("quận", "huyện", "thị xã", "thành phố"),
    "commune": ("phường", "xã", "thị trấn", "đặc khu"),
}
"""`thành phố` stands at two levels: directly under the centre, or under a province."""

_NAME = rf"(?:[{UPPER}][^\W\d_]{{0,8}}(?:[ '-][{UPPER}][^\W\d_]{{0,8}}){{0,4}}|\d{{1,2}}(?!\d|[/.]\d))"
_UNIT = re.compile(
    rf"(?<!\w)([Pp]hường|[Xx]ã|[Tt]hị trấn|[Đđ]ặc khu|[Qq]uận|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Tt]ỉnh) ({_NAME})(?!\w)"
)
_TAILS = ("hường ", "xã ", "Xã ", "hị trấn ", "ặc khu ", "uận ", "uyện ", "hị xã ", "hành phố ", "ỉnh ")
"""What `_UNIT` holds in front of a name: looking for each takes a tenth of trying the pattern everywhere."""


class Unit(Struct, frozen=True):
    """A named unit of administration (đơn vị hành chính): `phường Hòa An`."""

    start: int
    end: int
    word: str
    """What it is, folded: `phường`."""
    name: str
    """Its name, folded: `hòa an`."""


@lru_cache(maxsize=64)
def units_in(text: str) -> tuple[Unit, ...]:
    """The named units in a text, in order. Written in running text, where a name has capital initials."""
    found: list[Unit] = []
    end = 0
    for start in sorted({at - (tail[0] not in "xX") for tail in _TAILS for at in _places(tail, text)}):
        if start >= end and (m := _UNIT.match(text, start)) is not None:
            found.append(Unit(start, m.end(), fold(m[1]), fold(m[2])))
            end = m.end()
    return tuple(found)


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def level_of_unit(word: str) -> Level | None:
    """The level that a unit's word tells; None for `thành phố`, which needs more than its name."""
    if word in UNIT_WORDS["commune"]:
        return "commune"
    if word == "tỉnh":
        return "province"
    if word in ("quận", "huyện", "thị xã"):
        return "district"
    return None


_PRINTED = re.compile(r"(?<!\w)(phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh) +([^,;.()\n]{1,40})")


def name_of(printed: str) -> tuple[str, str] | None:
    """Word and name of the unit in an issuer's printed name, both folded: `ỦY BAN NHÂN DÂN PHƯỜNG HÒA AN` → `phường`, `hòa an`."""
    found = _PRINTED.search(fold(" ".join(printed.split())))
    return (found[1], found[2].strip()) if found else None


def inside(span: Span, spans: list[Span]) -> bool:
    """Whether a span touches one of `spans`."""
    return any(span[0] < e and s < span[1] for s, e in spans)
