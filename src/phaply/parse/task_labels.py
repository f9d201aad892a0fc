"""Label lines (Chủ trì: …, Thời gian: …) and what stands after each label, on a line of their own or inside an item."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from phaply.language import Span, bare
from phaply.parse.label_words import composed_slot
from phaply.parse.lexicon import WORD, Phrases, rows

__all__ = ["Slots", "column_slot", "inline_labels", "label_line"]


class Slots(Struct, frozen=True):
    """The slots of a stretch of text: name → span of the value, and where the first label begins."""

    start: int
    values: dict[str, Span]
    numbered: bool = False
    """True for a label line that is a numbered item: a section of its own beside others (`2. Địa điểm: …`)."""


_LINES = {bare(row["phrase"]): row["slot"] for row in rows("labels") if row["where"] in ("line", "both")}
_COLUMNS = {bare(row["phrase"]): row["slot"] for row in rows("labels")}
_COLUMN_NAMES = Phrases(_COLUMNS)
_LINE = re.compile(r"([^:\n()]{2,48}?)[ ]{0,2}(?:\([^()\n]{1,40}\))?[ ]{0,2}:")
_FIRST_COLON = 96  # letters that `_LINE` may take
_BARE_TIME = re.compile(r"(thoi (?:gian|han)(?: (?:thuc hien|hoan thanh|to chuc|bao cao|xong))?)[ ]{1,2}(?=\S)")
_BEFORE_LABEL = re.compile(r"[.;,(\n–-][ \n]{0,2}(?=[^\W\d_])")
_FAR = 4_000  # letters of a paragraph in which labels are looked for
_LONGEST_HEADER = 90
_BRACKETS = re.compile(r"[()]")
_LONGEST_LABEL = 60
_TRAIL = " \n.;,"
# Slots that only make sense with a label of their own line: "nội dung:" inside a sentence is a word like any other.
_INLINE_SLOTS = frozenset(
    {"lead", "support", "time", "start", "finish", "output", "form", "funding", "place", "members", "head"}
)


def label_line(plain: str, start: int, end: int) -> Slots | None:
    """The slots of a paragraph that begins with a label; `plain` is the text without marks (`Reading.bare`).

    A bare `Thời gian thực hiện trước ngày …`, without a colon, counts where the paragraph is short.
    """
    m = _LINE.match(plain, start, end) if plain.find(":", start, min(end, start + _FIRST_COLON)) >= 0 else None
    first = _line_slot(m[1]) if m is not None else None
    if m is None or first is None:
        if end - start < 160 and (m := _BARE_TIME.match(plain, start, end)) is not None:
            return Slots(start, {"time": _value(plain, m.end(), end)})
        return None
    found = inline_labels(plain, m.end(), end)
    stop = found.start if found is not None else end
    values = {first: _value(plain, m.end(), stop)}
    if found is not None:
        for slot, span in found.values.items():
            values.setdefault(slot, span)
    return Slots(start, values)


def inline_labels(plain: str, start: int, end: int) -> Slots | None:
    """The slots of labels inside a paragraph: `(Chủ trì: …; Thời gian: …)`."""
    if plain.find(":", start, end) < 0:
        return None
    hits = list(_hits(plain, start, min(end, start + _FAR)))
    if not hits:
        return None
    values: dict[str, Span] = {}
    bracketed = plain[hits[0][0]] == "("
    for i, (begin, slot, stop) in enumerate(hits):
        limit = hits[i + 1][0] if i + 1 < len(hits) else end
        if bracketed or plain[begin] == "(":
            limit = _closing(plain, stop, limit)
        values.setdefault(slot, _value(plain, stop, limit))
    return Slots(hits[0][0], values)


def _hits(plain: str, start: int, end: int) -> Iterator[tuple[int, str, int]]:
    """Labels in the order of the text: where the mark before each stands, its slot, and where its value begins."""
    at = start
    while (colon := plain.find(":", at, end)) >= 0:
        low = max(at, colon - _LONGEST_LABEL)
        begins = [(m.start(), m.end()) for m in _BEFORE_LABEL.finditer(plain, low, colon)]
        if low == start:
            begins.insert(0, (start, start))
        for mark, begin in begins:
            words = plain[begin:colon]
            slot = _line_slot(words[: words.find("(")] if "(" in words else words)
            if slot in _INLINE_SLOTS:
                yield mark, slot, colon + 1
                break
        at = colon + 1


def _closing(plain: str, start: int, end: int) -> int:
    """Where the bracket closes that was open before `start`."""
    depth = 0
    for m in _BRACKETS.finditer(plain, start, end):
        depth += 1 if m[0] == "(" else -1
        if depth < 0:
            return m.start()
    return end


def column_slot(header: str) -> str | None:
    """The slot of a column with this header, by the label in it that weighs most; None if it says nothing known."""
    plain = bare(" ".join(header.split())).strip(" .:*")
    return _column_slot(plain) if len(plain) <= _LONGEST_HEADER else _COLUMNS.get(plain)


@lru_cache(maxsize=2048)
def _column_slot(plain: str) -> str | None:
    if plain in _COLUMNS:
        return _COLUMNS[plain]
    if (slot := composed_slot(plain)) is not None:
        return slot
    found = _column_slots(plain)
    return min(found, key=_RANK.index) if found else None


def _column_slots(plain: str) -> list[str]:
    """The slots of the column names that follow one another in a line of text without marks."""
    found: list[str] = []
    at = 0
    for m in WORD.finditer(plain):
        if m.start() >= at and (name := _COLUMN_NAMES.match(plain, m.start(), len(plain))) is not None:
            found.append(_COLUMNS[name[0]])
            at = name[1]
    return found


# "Người thực hiện & kết quả" is who, "Đơn vị phối hợp thực hiện" is support: what binds most comes first.
_RANK = [
    "support",
    "lead",
    "head",
    "start",
    "finish",
    "time",
    "output",
    "number",
    "content",
    "funding",
    "form",
    "place",
    "members",
    "note",
]


@lru_cache(maxsize=4096)
def _line_slot(label: str) -> str | None:
    phrase = " ".join(label.split())
    return _LINES.get(phrase) or composed_slot(phrase)


def _value(plain: str, start: int, end: int) -> Span:
    while start < end and plain[start] in " \n:":
        start += 1
    while end > start and plain[end - 1] in _TRAIL:
        end -= 1
    return start, max(start, end)
