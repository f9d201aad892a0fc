"""Actors (cơ quan, đơn vị, chức danh): the bodies that a plan names, each once, under one name, with its level.

Variants of one body are one actor: letters' case, dashes, tone marks, abbreviations (UBND, HĐND, and those that the text itself
brackets after a name), and the issuer's own place, added or left out.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from phaply.language import Span, fold
from phaply.parse.bodies import Body, Head
from phaply.parse.lexicon import UPPER, rows
from phaply.parse.model import Actor, Header, Level
from phaply.parse.reading import Reading

__all__ = ["Actors", "level_of"]

_PLACE_LEVELS: dict[str, Level] = {
    "tổ dân phố": "residential",
    "khu dân cư": "residential",
    "khu phố": "residential",
    "thôn": "residential",
    "cấp xã": "commune",
    "cấp huyện": "district",
    "cấp tỉnh": "province",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
    "xã": "commune",
    "quận": "district",
    "huyện": "district",
    "thị xã": "district",
    "tỉnh": "province",
    "trung ương": "central",
}
# "Xã hội" and "nông thôn" are no places.
_PLACES = re.compile(rf"(?<![^\W_])(?<!nông )(?:{'|'.join(_PLACE_LEVELS)})(?![^\W_])(?! hội)")
_EXPANSIONS = {row["phrase"]: row["expands"] for row in rows("actors") if row["expands"] and " " not in row["phrase"]}
_EXPANSIONS |= {"tdp": "tổ dân phố", "đu": "đảng ủy"}
_TOKEN = re.compile(r"[^\W_]+")
_QUANTIFIERS = ("tất cả các", "các", "những", "mọi", "toàn thể", "toàn bộ", "từng", "mỗi", "một số")
_MANY = re.compile(r"(?<!\w)(?:các|cấp (?:xã|huyện|tỉnh)|từng|mọi)(?!\w)|xã, phường")
_BRACKET = re.compile(rf"[ \n]\(([{UPPER}]{{2,8}})\)")
_POSTS = ("công chức ", "bộ phận ", "cán bộ ", "viên chức ")
_HONORIFICS = ("đồng chí ", "ông ", "bà ", "thầy ", "cô ", "anh ", "chị ")
_WITH_POST = re.compile(r"(?:[ ][-–]|,)[ ]([^,]{3,80})")
"""The post after a person's name: Thầy Lê Văn An – Hiệu trưởng."""
_BY_ISSUER: dict[Level, tuple[str, ...]] = {
    "commune": (" phường", " xã"),
    "district": (" quận", " huyện", " thị xã"),
    "province": (" tỉnh",),
}
_LEVEL_WORDS = (" quận", " huyện", " thị xã", " phường", " xã", " tỉnh")


@lru_cache(maxsize=2048)
def level_of(
    name: str, head: Head | None, issuer: Level | None, *, city: Level = "province", districts: bool = True
) -> Level | None:
    """The level of a body: its own where the lexicon knows it, else that of the place it names, else its issuer's.

    None for bodies of every level (HĐND các cấp). `city` is the level of a `thành phố` that is not further described; with `districts` (until 30/6/2025) a `Phòng` that a
    commune names belongs to the district.
    """
    if head is not None and head.level is not None:
        return cast(Level, head.level)
    folded = fold(name)
    places = _PLACES.findall(folded)
    if places:
        return "province" if "trực thuộc trung ương" in folded else _PLACE_LEVELS[places[-1]]
    if "các cấp" in folded:
        return None
    if "thành phố" in folded:
        return city
    if districts and head is not None and head.kind == "department" and issuer == "commune":
        return "district"
    return issuer


class Actors:
    """The actors met so far; `add` gives each body its index."""

    def __init__(self, reading: Reading, header: Header, bodies: Iterable[Body] = ()) -> None:
        self.text = reading.text
        self.folded = reading.folded
        self.issuer = header.level
        self.districts = not header.date or header.date[:7] < "2025-07"
        self.city: Level = "district" if " tỉnh " in reading.folded and "quận" not in reading.folded else "province"
        self._issuer_words = " ".join(_TOKEN.findall(fold(header.issuer or "")))
        self._places: dict[str, str] = {}  # `quận lâm thủy` → `quận`, where only one quận is named
        self._own_levels = _BY_ISSUER.get(self.issuer, ()) if self.issuer else ()
        self._keys: dict[str, int] = {}
        self._cache: dict[tuple[str, Head | None], str] = {}
        self._aliases: dict[str, str] = {}
        self._names: list[list[str]] = []
        self._indices: dict[Span, int] = {}
        self._heads: list[Head | None] = []
        self._mentions: list[list[Span]] = []
        self._many: list[bool] = []
        bodies = list(bodies)
        self._know_places(bodies)
        if "(" in self.text:
            for body in bodies:
                name = self.text[body.start : body.end]
                m = _BRACKET.match(self.text, body.end) or _BRACKET.search(name)
                if m is not None and m[1].lower() not in _EXPANSIONS:
                    self._aliases.setdefault(m[1], name if m.string is self.text else name[: m.start()])
        for body in bodies:
            self.add(body)

    def _know_places(self, bodies: Iterable[Body]) -> None:
        """The issuer's own place, and those of which the text names one of a kind: their name may be left out."""
        found: dict[str, set[str]] = {}
        own = _ISSUER_PLACE.search(self._issuer_words)
        if own is not None:
            found[own[1]] = {own[0]}
        for body in bodies:
            place = _place_in(self.text[body.start : body.end])
            if place is not None and (own is None or own[1] != place[0]):
                found.setdefault(place[0], set()).add(place[1])
        for kind, places in found.items():
            if len(places) == 1:
                self._places[places.pop()] = kind

    def add(self, body: Body) -> int:
        """The index of the actor that `body` names; the mention is kept."""
        name = self.text[body.start : body.end]
        known = (name, body.head)
        key = self._cache.get(known)
        if key is None:
            key = self._cache[known] = self.key(name, body.head, self.folded[body.start : body.end])
        index = self._keys.get(key)
        if index is None:
            index = self._keys[key] = len(self._names)
            self._names.append([])
            self._heads.append(body.head)
            self._mentions.append([])
            self._many.append(body.quantified or _is_many(self.folded[body.start : body.end], body.head))
        elif self._heads[index] is None:
            self._heads[index] = body.head
        self._names[index].append(name)
        self._mentions[index].append((body.start, body.end))
        self._indices[body.start, body.end] = index
        return index

    def index(self, body: Body) -> int:
        """The index of the actor that `body`, added before or not, names."""
        found = self._indices.get((body.start, body.end))
        return self.add(body) if found is None else found

    def key(self, name: str, head: Head | None, folded: str | None = None) -> str:
        """What two names of one body share."""
        if name in self._aliases:
            name, folded = self._aliases[name], None
        words = _key_words(fold(name) if folded is None else folded, head)
        for place, kind in self._places.items():
            if words.endswith(place):
                words = words[: -len(place)] + kind
        # Phòng Nội vụ and Phòng Nội vụ quận are one; of other bodies only the issuer's own level may be left out.
        own = _LEVEL_WORDS if head is not None and head.kind == "department" else self._own_levels
        if words.endswith(own):
            shorter = words.rpartition(" thị xã")[0] if words.endswith(" thị xã") else words.rpartition(" ")[0]
            if not shorter.endswith(" các"):
                words = shorter
        if head is not None and head.level == "residential":
            words = words.replace("các ", "")
        if words in ("chủ tịch", "phó chủ tịch") and "ủy ban nhân dân" in self._issuer_words:
            words += " ủy ban nhân dân"
        return words

    def done(self) -> tuple[Actor, ...]:
        """The actors in the order of their first mention."""
        found = []
        for names, head, mentions, many in zip(self._names, self._heads, self._mentions, self._many, strict=True):
            name = self._canonical(names)
            found.append(
                Actor(
                    name=name,
                    level=level_of(name, head, self.issuer, city=self.city, districts=self.districts),
                    kind=head.kind if head is not None else None,
                    collective=many,
                    person=head is not None and head.kind in ("official", "person"),
                    mentions=tuple(sorted(set(mentions))),
                )
            )
        return tuple(found)

    def _canonical(self, names: list[str]) -> str:
        """The fullest of the printed forms, the most frequent of equals, abbreviations written out."""
        counts = Counter(names) if len(set(names)) > 1 else {names[0]: 1}
        forms = [(_spelled_out(self._aliases.get(n, n)), count) for n, count in counts.items()]
        name = (
            max(forms, key=lambda form: (not form[0].isupper(), len(form[0]), form[1], form[0]))[0]
            if len(forms) > 1
            else forms[0][0]
        )
        if name.isupper() and " " in name:
            name = name.lower()  # only printed in capitals: the signature
        return name[:1].upper() + name[1:]


@lru_cache(maxsize=2048)
def _key_words(words: str, head: Head | None) -> str:
    """A folded name with its abbreviations written out, brackets and marks dropped."""
    if "(" in words:
        words = _without_bracket(words)
    if head is not None and head.expands and words.startswith(head.phrase):
        words = head.expands + words[len(head.phrase) :]
    if words.startswith(_HONORIFICS) and (post := _WITH_POST.search(words)) is not None:
        words = post[1]
    words = " ".join([_EXPANSIONS.get(t, t) for t in _TOKEN.findall(words)])
    if words.startswith(_POSTS) and words.count(" ") > 2:
        words = "công chức " + words.split(" ", 2)[2]
    return words


_NAMED_PLACE = re.compile(
    rf"(?<!\w)([Tt]ỉnh|[Tt]hành phố|[Qq]uận|[Hh]uyện|[Tt]hị xã) [{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{0,4}}$"
)


@lru_cache(maxsize=2048)
def _place_in(name: str) -> tuple[str, str] | None:
    """The kind and the folded words of the place that a name ends with."""
    m = _NAMED_PLACE.search(name)
    return (m[1].lower(), " ".join(_TOKEN.findall(fold(m[0])))) if m is not None else None


_ISSUER_PLACE = re.compile(r"(phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh) .{2,40}$")
_CAPITALS = {"ubnd": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân", "tdp": "tổ dân phố", "bhxh": "Bảo hiểm xã hội"}
_CAPITALS |= {
    "ubmttq": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "mttq": "Mặt trận Tổ quốc",
    "bchqs": "Ban Chỉ huy Quân sự",
    "pct": "Phó Chủ tịch",
}
_SHORT = re.compile(r"(?<!\w)(?:UBND|HĐND|TDP|BHXH|UBMTTQ|MTTQ|BCHQS|PCT)(?!\w)")


@lru_cache(maxsize=2048)
def _spelled_out(name: str) -> str:
    if "\n" in name or "  " in name:
        name = " ".join(name.split())
    if " (" in name:
        name = _without_bracket(name)
    name = _SHORT.sub(lambda m: _CAPITALS[m[0].lower()], name)
    return name.replace("Việt Nam Việt Nam", "Việt Nam")


def _without_bracket(name: str) -> str:
    at = name.find(" (")
    return name if at < 0 else name[:at] + name[name.find(")", at) + 1 :] if ")" in name[at:] else name[:at]


@lru_cache(maxsize=2048)
def _is_many(folded: str, head: Head | None) -> bool:
    return _MANY.search(folded) is not None or (head is not None and head.tail == "group")
