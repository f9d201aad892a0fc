"""Short forms (từ viết tắt, dẫn chiếu rút gọn): what a text defines, and what later words point back to.

One resolver. A reference is resolved by a definition ("sau đây gọi tắt là Luật"), by its antecedent ("Nghị định nêu trên"), or is the
document itself ("Luật này", "khoản 1 Điều này"). A candidate that was not understood blocks the chain: better unresolved than wrong.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from phaply.language import bare
from phaply.parse.citation_kinds import KIND_NAMES
from phaply.parse.model import Definition, Pinpoint
from phaply.parse.pinpoints import pinpoints_before

__all__ = [
    "DEFINITION_EXAMPLES",
    "Antecedent",
    "Antecedents",
    "Reference",
    "find_definitions",
    "find_references",
]


class Antecedent(Struct, frozen=True):
    """A place that a later short form may mean: a citation, or one that was not understood (`index` None)."""

    start: int
    end: int
    kind: str
    number: str | None
    index: int | None
    name: str = ""
    """What it is called (title or number), for telling whether two are one document."""


class Reference(Struct, frozen=True):
    """A short form in the text: what it points to and how that was found out.

    `method`: `definition`, `antecedent`, `self` (this document), `unresolved`.
    """

    start: int
    end: int
    kind: str | None
    method: Literal["definition", "antecedent", "self", "unresolved"]
    citation: int | None = None
    pinpoints: tuple[Pinpoint, ...] = ()


_NEAR = 600  # code points within which the nearest document of a kind is what a bare word means
_DEFINES = re.compile(
    r"(?:sau đây gọi|gọi tắt|viết tắt|gọi chung)(?:\s{1,2}(?:tắt|chung|là|thành|viết tắt)){0,3}\s{0,2}:?\s{1,2}[\"“]?(?P<short>[^()\n;:.,\"”]{1,80})"
)
_GATES = ("gọi tắt", "viết tắt", "gọi chung", "sau đây gọi")
_BRACKET = re.compile(r"\((?=[A-ZĐ]{2})(?P<short>[A-ZĐ][A-ZĐ&]{1,9})\)")
_SYLLABLE = re.compile(r"[^\W\d_]+")
_KIND_START = sorted(((bare(name), kind) for name, kind in KIND_NAMES.items()), key=lambda item: -len(item[0]))
_SENTENCE = re.compile(r"[;.:\n()“”\"]")
_BEFORE_LONG = re.compile(r",\s(?=\S*[A-ZĐ])|\s(?:của|do|gửi|giao)\s")
_SPELT = {
    "ubnd": "ủy ban|uỷ ban",
    "hđnd": "hội đồng",
    "ubmttq": "ủy ban|uỷ ban",
    "mttq": "mặt trận",
    "bcđ": "ban chỉ đạo",
}
_CHANGED_BY = re.compile(r"(?:được|bị|đã)\s{1,2}(?:được\s)?(?:sửa|bổ|thay|bãi)[^.;]{0,60}(?:bởi|theo|tại|bằng)\s{1,2}$")

DEFINITION_EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Luật Đất đai (sau đây gọi tắt là Luật) được", ("Luật",)),
    ("Chỉ thị số 11-CT/TU ngày 04/01/2026 (viết tắt là Chỉ thị 11), Ủy ban", ("Chỉ thị 11",)),
    ("Ủy ban nhân dân phường Hòa An (gọi tắt là UBND phường).", ("UBND phường",)),
    ("các xã, phường (sau đây gọi chung là cấp xã)", ("cấp xã",)),
    ("(sau đây viết tắt là Nghị định số 105/2025/NĐ-CP)", ("Nghị định số 105/2025/NĐ-CP",)),
    ("Ủy ban nhân dân (UBND) phường", ("UBND",)),
    ("phòng cháy, chữa cháy (PCCC) và cứu nạn, cứu hộ (CNCH)", ("PCCC", "CNCH")),
    ("(sau đây gọi là Luật Phòng, chống ma túy)", ("Luật Phòng, chống ma túy",)),
    ("không viết tắt trong văn bản", ()),
    ("thành phố Hải Minh (HN)", ()),
)
"""Text → the short forms it defines."""


def kind_at_start(text: str) -> str | None:
    """The kind whose name begins a short form: `Nghị định 105` → NĐ."""
    plain = bare(text)
    for name, kind in _KIND_START:
        if plain.startswith(name) and not plain[len(name) : len(name) + 1].isalpha():
            return kind
    return None


def find_definitions(text: str, folded: str, antecedents: Sequence[Antecedent]) -> list[Definition]:
    """The short forms that the text defines, in order, with the citation or the words each stands for."""
    found: list[Definition] = []
    ends = [a.end for a in antecedents]
    spans = {a.index: (a.start, a.end) for a in antecedents}
    if any(gate in folded for gate in _GATES):
        for m in _DEFINES.finditer(folded):
            start, end = m.span("short")
            while end > start and text[end - 1].isspace():
                end -= 1
            if end == start or not (m.start() and text[m.start() - 1] in " (,\n–-"):
                continue
            bracket = text.rfind("(", max(0, m.start() - 24), m.start())
            opening = bracket if bracket >= 0 else m.start()
            if (
                bracket < 0
                and not folded.startswith("sau đây", max(0, m.start() - 8), m.start())
                and not m[0].startswith("sau đây")
            ):
                continue
            if bracket >= 0 and (close := text.find(")", start, start + 120)) > 0:
                # Inside brackets a comma does not end it: "(sau đây gọi là Luật Phòng, chống ma túy)".
                inner = re.compile(r"[;\n\"”]|,? (?:hoặc|sau đây)").search(text, start, close)
                end = inner.start() if inner is not None else close
                while end > start and text[end - 1].isspace():
                    end -= 1
            short = text[start:end]
            index = _meant(text, folded, opening, short, antecedents, ends)
            long_span = spans[index] if index is not None else _long_before(text, opening, short)
            found.append(Definition(start, end, short, index, text[slice(*long_span)] or None, long_span))
    for b in _BRACKET.finditer(text):
        span = _initials_before(text, b.start(), b["short"])
        if span is not None:
            found.append(Definition(b.start("short"), b.end("short"), b["short"], None, text[slice(*span)], span))
    return sorted(found, key=lambda d: d.start)


def _meant(
    text: str, folded: str, opening: int, short: str, antecedents: Sequence[Antecedent], ends: Sequence[int]
) -> int | None:
    """The citation that the bracket at `opening` gives a short form to."""
    kind = kind_at_start(short)
    number = re.search(r"\d{1,6}(?:/(?:19|20)\d\d)?", short)
    words = bare(short)
    nearest: int | None = None
    changing = False
    i = bisect_left(ends, opening + 1) - 1
    while i >= 0 and opening - antecedents[i].end < 700:
        candidate = antecedents[i]
        between = text[candidate.end : opening]
        if ";" in between or re.search(r"[.:]\s", between):
            break
        if kind is None:
            # `Bộ luật Hình sự (viết tắt là BLHS)`: only right after the name.
            return candidate.index if len(between.strip()) < 2 else None
        if candidate.kind == kind:
            if number is not None and not (candidate.number or "").lstrip("0").startswith(number[0].lstrip("0")):
                i -= 1
                continue
            if number is not None or (candidate.name and candidate.name in words):
                return candidate.index
            # "Luật A được sửa đổi bởi Luật B (sau đây gọi tắt là Luật)" speaks of A.
            low = max(0, candidate.start - 90)
            changed = _CHANGED_BY.search(folded, low, candidate.start) is not None
            if nearest is None or changing:
                nearest = candidate.index
            if not changed:
                changing = False
                if len(words.split()) < 3:
                    return nearest
            else:
                changing = True
        i -= 1
    return nearest


def _long_before(text: str, opening: int, short: str) -> tuple[int, int]:
    """The words that a short form stands for: from its own first word on, if it stands before it in the sentence."""
    low = max(0, opening - 200)
    start = low
    for m in _SENTENCE.finditer(text, low, opening):
        start = m.end()
    first = short.split()[0].lower()
    sought = re.compile(
        rf"(?<![^\W_])(?:{re.escape(first)}|{_SPELT.get(first, re.escape(first))})(?![^\W_])", re.IGNORECASE
    )
    own = [m.start() for m in sought.finditer(text, start, opening)]
    if own:
        start = own[-1]
    else:
        for m in _BEFORE_LONG.finditer(text, start, opening):
            start = m.end()
    end = opening
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",-–"):
        start += 1
    return start, end


def _initials_before(text: str, bracket: int, short: str) -> tuple[int, int] | None:
    """The words before a bracketed abbreviation whose initials it is made of; `và` may be left out."""
    wanted = bare(short.replace("&", ""))
    low = max(0, bracket - 12 * len(wanted) - 12)
    syllables = list(_SYLLABLE.finditer(text, low, bracket))
    i, k = len(syllables) - 1, len(wanted) - 1
    while i >= 0 and k >= 0:
        word = bare(syllables[i][0])
        if word[0] == wanted[k]:
            k -= 1
        elif word not in ("va", "cua"):
            return None
        i -= 1
    return None if k >= 0 else (syllables[i + 1].start(), syllables[-1].end())


class Antecedents:
    """The antecedents of a text, ordered, with the look-ups that resolving needs."""

    def __init__(self, found: Sequence[Antecedent], definitions: Sequence[Definition] = ()) -> None:
        self.by_serial: dict[tuple[str, str], list[Antecedent]] = {}
        self.by_kind: dict[str, list[Antecedent]] = {}
        self.by_word: dict[str, list[Definition]] = {}
        for a in found:
            self.by_kind.setdefault(a.kind, []).append(a)
            head = re.match(r"\d+[a-zđ]?", a.number.lower()) if a.number and a.index is not None else None
            if head is not None and a.number is not None:
                serial = head[0].lstrip("0")
                self.by_serial.setdefault((a.kind, serial), []).append(a)
                year = re.match(r"/((?:19|20)\d\d)/", a.number[head.end() :])
                if year is not None:
                    self.by_serial.setdefault((a.kind, f"{serial}/{year[1]}"), []).append(a)
        for d in definitions:
            if d.citation is not None:
                self.by_word.setdefault(bare(d.short), []).append(d)

    def number(self, kind: str, serial: str, at: int) -> tuple[str, int] | None:
        """The full number of `Chỉ thị 11` at `at`: that of the nearest document before it of that kind and serial number,
        or of the only one after it. None if the text gives none.
        """
        same = self.by_serial.get((kind, serial.lstrip("0").lower()), [])
        i = bisect_left(same, at, key=lambda a: a.start)
        if i:
            chosen = same[i - 1]
        elif same and all(a.number == same[0].number for a in same[:50]):
            chosen = same[0]
        else:
            return None
        assert chosen.number is not None and chosen.index is not None
        return chosen.number, chosen.index

    def word(self, kind: str, word: str, at: int) -> tuple[int, Literal["definition", "antecedent"]] | None:
        """What a bare `Luật` or `Nghị định nêu trên` at `at` means.

        A definition of that very word goes first; then the nearest citation of the kind before it, unless that one was not
        understood.
        """
        defined = self.by_word.get(bare(word), [])
        i = bisect_left(defined, at, key=lambda d: d.start)
        if i:
            citation = defined[i - 1].citation
            assert citation is not None
            return citation, "definition"
        same = self.by_kind.get(kind, [])
        i = bisect_right(same, at, key=lambda a: a.end)
        if not i or same[i - 1].index is None:
            return None
        # From afar only if no other document could be meant: an unsure antecedent is worse than none.
        if at - same[i - 1].end > _NEAR and any(a.name != same[i - 1].name for a in same[max(0, i - 30) : i]):
            return None
        index = same[i - 1].index
        assert index is not None
        return index, "antecedent"


_BACK = re.compile(
    r"(?P<kind>bộ luật|luật|pháp lệnh|nghị định|nghị quyết|quyết định|thông tư liên tịch|thông tư|chỉ thị|kế hoạch|chương trình|đề án|công văn|hướng dẫn|quy chế|quy định|điều|khoản|điểm|mục|chương)"
    r"\s{1,2}(?P<how>này|(?:nêu|nói|đã nêu)\s{1,2}trên|trên(?=\s?[,.;)]|$)|đó)(?![^\W_])"
)
_INNER = {"điều": "article", "khoản": "clause", "điểm": "point", "mục": "section", "chương": "chapter"}
_BARE_NAME = {name.lower(): kind for name, kind in KIND_NAMES.items()}


def find_references(
    text: str, folded: str, antecedents: Sequence[Antecedent], definitions: Sequence[Definition]
) -> tuple[Reference, ...]:
    """All short forms that point back without a number: `Luật này`, `Nghị định nêu trên`, `khoản 1 Điều này`, and defined words."""
    found: list[Reference] = []
    known = Antecedents(antecedents, definitions)
    for m in _BACK.finditer(folded):
        if m.start() and folded[m.start() - 1].isalnum():
            continue
        word, how = m["kind"], m["how"]
        phrase = pinpoints_before(folded, m.start())
        start = phrase.start if phrase else m.start()
        places = phrase.places if phrase else ()
        if word in _INNER:
            if how == "này":
                found.append(Reference(start, m.end(), None, "self", None, places))
            continue
        kind = _BARE_NAME[word]
        if how == "này":
            found.append(Reference(start, m.end(), kind, "self", None, places))
            continue
        meant = known.word(kind, text[m.start() : m.end("kind")], m.start())
        if meant is None:
            found.append(Reference(start, m.end(), kind, "unresolved", None, places))
        else:
            found.append(Reference(start, m.end(), kind, meant[1], meant[0], places))
    found.extend(_defined_words(text, folded, antecedents, definitions, {r.end for r in found}))
    return tuple(sorted(found, key=lambda r: (r.start, r.end)))


def _defined_words(
    text: str, folded: str, antecedents: Sequence[Antecedent], definitions: Sequence[Definition], taken: set[int]
) -> list[Reference]:
    """Where the words that stand for a citation occur after their definition."""
    meaning = {d.short: d for d in definitions if d.citation is not None}
    if not meaning:
        return []
    found = []
    spans = [(a.start, a.end) for a in antecedents]
    longest = sorted(meaning, key=len, reverse=True)[:50]
    pattern = re.compile(r"(?<![^\W_])(?:" + "|".join(re.escape(short) for short in longest) + r")(?![^\W_])")
    for m in pattern.finditer(text):
        d = meaning[m[0]]
        if m.start() < d.end or re.match(r"\s(?:này|nêu trên|nói trên|trên|đó|số\s)", folded[m.end() : m.end() + 10]):
            continue
        inside = bisect_left(spans, (m.start() + 1, 0)) - 1
        if inside >= 0 and spans[inside][1] > m.start():
            continue
        if m.end() not in taken:
            found.append(Reference(m.start(), m.end(), kind_at_start(d.short), "definition", d.citation))
    return found
