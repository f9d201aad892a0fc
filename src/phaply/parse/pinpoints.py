"""Places inside a document (điểm, khoản, Điều, Mục, Chương, Phần, Phụ lục) as structure: lists and ranges expanded.

Read backwards from the cited document's name: `điểm a, b và đ khoản 2, khoản 3 Điều 5` | `Luật …`; both orders are read
(`Điều 5 khoản 2 điểm a`). Letters run in the order of the Vietnamese alphabet (đ after d).
"""

import re

from msgspec import Struct

from phaply.language import letter_index, next_letter, roman_to_int, to_roman
from phaply.parse.model import Pinpoint

__all__ = ["EXAMPLES", "PinpointPhrase", "pinpoints_before", "read_pinpoints"]


class PinpointPhrase(Struct, frozen=True):
    """The phrase that begins at `start` and the places it names; annexes named alone are kept apart."""

    start: int
    places: tuple[Pinpoint, ...]
    annexes: tuple[str, ...] = ()


_LEVELS = ("điểm", "khoản", "điều", "mục", "chương", "phần", "phụ lục")
_FIELDS = {
    "điểm": "point",
    "tiết": "point",
    "khoản": "clause",
    "điều": "article",
    "mục": "section",
    "tiểu mục": "section",
}
_FIELDS |= {"chương": "chapter", "phần": "part", "phụ lục": "annex"}
_RANK = {"point": 0, "clause": 1, "article": 2, "section": 3, "chapter": 4, "part": 5, "annex": 6}
_MOST = 120  # places in one phrase; a longer range is a misreading

_WORD = r"(?:điểm|tiết|khoản|điều|tiểu mục|mục|chương|phần|phụ lục)"
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_VALUE = rf"(?:thứ\s(?:{'|'.join(_ORDINALS)})|\d{{1,3}}[a-zđ]?(?:\.\d{{1,2}})?|[ivxl]{{1,6}}|[a-zđ]\d{{0,2}})"
_S = r"\s{1,2}"
_JOIN = rf"(?:\s?,\s{{0,2}}(?:và{_S})?|\s?;\s{{0,2}}|{_S}(?:và|hoặc|đến|tới|và/hoặc){_S}|\s?[-–]\s?)"
_VALUES = rf"{_VALUE}(?![^\W_])(?:{_JOIN}(?:từ{_S})?{_VALUE}(?![^\W_])){{0,24}}"
_ITEM = rf"(?:(?:các|từ|những){_S})?{_WORD}{_S}(?:từ{_S})?{_VALUES}"
_PHRASE = re.compile(
    rf"(?<![^\W_])(?<!địa )(?<!thời )(?<!quan ){_ITEM}(?:(?:{_JOIN}|{_S}(?:của{_S})?){_ITEM}){{0,15}}$"
)
_TOKEN = re.compile(
    rf"(?P<word>{_WORD})(?![^\W_])|(?P<range>đến(?![^\W_])|tới(?![^\W_])|[-–])|(?P<value>{_VALUE})(?![^\W_])|\S"
)
_CONNECTOR = re.compile(r"(?:\s?,)?\s?(?:(?:của|tại|trong|thuộc)\s(?:các\s)?)?$")

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("điều 12 của ", "12"),
    ("theo quy định tại khoản 2 điều 5 ", "5.2"),
    ("điểm a khoản 2 điều 5 ", "5.2.a"),
    ("điểm a, b và đ khoản 2, khoản 3 điều 5 ", "5.2.a 5.2.b 5.2.đ 5.3"),
    ("khoản 1, 2 điều 5 và điều 7 ", "5.1 5.2 7"),
    ("các điều từ 5 đến 9 ", "5 6 7 8 9"),
    ("từ điều 5 đến điều 8 ", "5 6 7 8"),
    ("điểm c đến điểm e khoản 1 điều 3 ", "3.1.c 3.1.d 3.1.đ 3.1.e"),
    ("khoản 3, điều 4 ", "4.3"),
    ("điều 3, điều 5 ", "3 5"),
    ("điều 108, ", "108"),
    ("điều 41b ", "41b"),
    ("điều 5 khoản 2 điểm a ", "5.2.a"),
    ("điều 5, khoản 2, điểm a, b ", "5.2.a 5.2.b"),
    ("điểm a khoản 1 và khoản 3 điều 5; điều 7 và khoản 2 điều 9 ", "5.1.a 5.3 7 9.2"),
    ("khoản 1 điều 2 và khoản 2 điều 3 của ", "2.1 3.2"),
    ("mục 2 chương iii ", "iii/2"),
    ("chương ii ", "ii/"),
    ("phần thứ hai ", "2/"),
    ("phụ lục i ", "@i"),
    ("điểm a ", ""),
    ("thời điểm ", ""),
    ("địa điểm a, ", ""),
    ("nội dung của ", ""),
)
"""Text before a document's name → places, as `article.clause.point`, `chapter/section`, `@annex`."""


def pinpoints_before(folded: str, at: int, floor: int = 0) -> PinpointPhrase | None:
    """The pinpoint phrase that leads up to the document's name at `at`, not reaching back beyond `floor`."""
    low = max(floor, at - 260)
    connector = _CONNECTOR.search(folded, max(low, at - 16), at)
    end = connector.start() if connector is not None else at
    near = folded[max(low, end - 40) : end]
    if not any(level in near for level in _LEVELS):
        return None
    window = folded[low:end]
    m = _PHRASE.search(window)
    if m is None:
        return None
    places = read_pinpoints(m[0])
    if not places:
        return None
    annexes = tuple(p.annex for p in places if p.annex and p == Pinpoint(annex=p.annex))
    return PinpointPhrase(low + m.start(), tuple(p for p in places if p != Pinpoint(annex=p.annex)), annexes)


def read_pinpoints(phrase: str) -> tuple[Pinpoint, ...]:
    """The places of a phrase in small letters. Bare points without clause or article give nothing."""
    items = _items(phrase)
    if not items:
        return ()
    ranks = [_RANK[level] for level, _ in items]
    descending = ranks[-1] < max(ranks)
    places = _descend(items) if descending else _ascend(items)
    kept = [p for p in places if set(p) - {"point"}]
    return tuple(Pinpoint(**p) for p in kept[:_MOST])


def _items(phrase: str) -> list[tuple[str, list[str]]]:
    """The phrase as levels with their values, ranges expanded."""
    items: list[tuple[str, list[str]]] = []
    level, running = None, False
    for m in _TOKEN.finditer(phrase):
        if m["word"]:
            new = _FIELDS[m["word"]]
            # "điểm a đến điểm d", "từ Điều 5 đến Điều 9": the word is repeated inside one range.
            if not (running and new == level):
                level, running = new, False
                items.append((new, []))
        elif m["range"]:
            running = bool(items and items[-1][1])
        elif m["value"] and level is not None:
            values = items[-1][1]
            value = m["value"]
            if running and values:
                values.extend(_between(values[-1], value))
            elif len(values) < _MOST:
                values.append(_shape(level, value))
            running = False
    return [(name, values) for name, values in items if values]


def _shape(level: str, value: str) -> str:
    """Roman numbers in capitals, `thứ hai` as 2, all else small."""
    if value.startswith("thứ"):
        return str(_ORDINALS.index(value.split()[1]) + 1)
    return value.upper() if level in ("chapter", "part", "annex", "section") and roman_to_int(value) else value


def _between(first: str, last: str) -> list[str]:
    """The values after `first` up to `last`; only `last` if they make no range."""
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < _MOST:
        return [str(n) for n in range(int(first) + 1, int(last) + 1)]
    low, high = roman_to_int(first), roman_to_int(last)
    if low and high and 0 < high - low < _MOST and len(first + last) > 2:
        return [to_roman(n) for n in range(low + 1, high + 1)]
    a, b = letter_index(first), letter_index(last)
    if a is not None and b is not None and a < b:
        letters, letter = [], next_letter(first)
        while letter is not None and letter != last:
            letters.append(letter)
            letter = next_letter(letter)
        return [*letters, last]
    return [last]


def _ascend(items: list[tuple[str, list[str]]]) -> list[dict[str, str]]:
    """Small to large: every larger level closes the smaller ones before it that lack it."""
    done: list[dict[str, str]] = []
    open_: list[dict[str, str]] = []
    for level, values in items:
        rank = _RANK[level]
        # An annex holds sections, clauses and points, never articles.
        waiting = [p for p in open_ if all(_RANK[k] < rank for k in p) and not (level == "annex" and "article" in p)]
        if waiting:
            for place in waiting:
                place[level] = values[0]
            fresh = values[1:]
        else:
            fresh = values
        for value in fresh:
            place = {level: value}
            open_.append(place)
            done.append(place)
    return done


def _descend(items: list[tuple[str, list[str]]]) -> list[dict[str, str]]:
    """Large to small: every smaller level refines the larger one before it."""
    found: list[dict[str, str]] = []
    above: dict[str, str] = {}
    used = True
    for level, values in items:
        rank = _RANK[level]
        if any(_RANK[k] <= rank for k in above) and not used:
            found.append(dict(above))
        above = {k: v for k, v in above.items() if _RANK[k] > rank}
        for value in values[:-1]:
            found.append({**above, level: value})
        above[level] = values[-1]
        used = False
    if above:
        found.append(dict(above))
    return found
