"""Label lines (Chủ trì: …, Thời gian: …) and what stands after each label, on a line of their own or inside an item."""

import re
from functools import cache

from msgspec import Struct

from phaply.language import Span, bare
from phaply.parse.lexicon import rows, trie

__all__ = ["Slots", "column_slot", "column_slots", "inline_labels", "label_line"]


class Slots(Struct, frozen=True):
    """The slots of a stretch of text: name → span of the value, and where the first label begins."""

    start: int
    values: dict[str, Span]


_LINES = {bare(row["phrase"]): row["slot"] for row in rows("labels") if row["where"] in ("line", "both")}
_COLUMNS = {bare(row["phrase"]): row["slot"] for row in rows("labels")}
_LABEL = trie(_LINES)
_LINE = re.compile(rf"({_LABEL})(?:[ \n]?\([^()\n]{{1,40}}\))?[ ]{{0,2}}:")
_BARE_TIME = re.compile(r"(thoi (?:gian|han)(?: (?:thuc hien|hoan thanh|to chuc|bao cao|xong))?)[ ]{1,2}(?=\S)")
_INLINE = re.compile(rf"(?:^|[.;,(\n–-])[ \n]{{0,2}}({_LABEL})(?:[ \n]?\([^()\n]{{1,40}}\))?[ ]{{0,2}}:")
_COLUMN = re.compile(rf"(?<![^\W_])(?:{trie(_COLUMNS)})(?![^\W_])")
_FAR = 4_000  # letters of a paragraph in which labels are looked for
_TRAIL = " \n.;,"
# Slots that only make sense with a label of their own line: "nội dung:" inside a sentence is a word like any other.
_INLINE_SLOTS = frozenset(
    {"lead", "support", "time", "start", "finish", "output", "form", "funding", "place", "members", "head"}
)


def label_line(plain: str, start: int, end: int) -> Slots | None:
    """The slots of a paragraph that begins with a label; `plain` is the text without marks (`Reading.bare`).

    A bare `Thời gian thực hiện trước ngày …`, without a colon, counts where the paragraph is short.
    """
    m = _LINE.match(plain, start, end)
    if m is None:
        if end - start < 160 and (m := _BARE_TIME.match(plain, start, end)) is not None:
            return Slots(start, {"time": _value(plain, m.end(), end)})
        return None
    first = _LINES[_words(m[1])]
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
    hits = [m for m in _INLINE.finditer(plain, start, min(end, start + _FAR)) if _LINES[_words(m[1])] in _INLINE_SLOTS]
    if not hits:
        return None
    values: dict[str, Span] = {}
    for i, m in enumerate(hits):
        stop = hits[i + 1].start() if i + 1 < len(hits) else end
        if plain[m.start()] == "(" or (i and plain[hits[0].start()] == "("):
            close = plain.find(")", m.end(), stop)
            depth = plain.count("(", m.end(), close) if close >= 0 else 0
            while depth and close >= 0:
                close = plain.find(")", close + 1, stop)
                depth -= 1
            stop = close if close >= 0 else stop
        values.setdefault(_LINES[_words(m[1])], _value(plain, m.end(), stop))
    return Slots(hits[0].start(), values)


def column_slot(header: str) -> str | None:
    """The slot of a column with this header, by the label in it that weighs most; None if it says nothing known."""
    plain = bare(" ".join(header.split())).strip(" .:*")
    if plain in _COLUMNS:
        return _COLUMNS[plain]
    found = [_COLUMNS[_words(m[0])] for m in _COLUMN.finditer(plain)]
    if not found or len(plain) > 90:
        return None
    return min(found, key=_RANK.index)


def column_slots(plain: str) -> list[str]:
    """The slots of the column names that follow one another in a line of text without marks."""
    return [_COLUMNS[_words(m[0])] for m in _COLUMN.finditer(plain)]


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


@cache
def _words(phrase: str) -> str:
    return " ".join(phrase.split())


def _value(plain: str, start: int, end: int) -> Span:
    while start < end and plain[start] in " \n:":
        start += 1
    while end > start and plain[end - 1] in _TRAIL:
        end -= 1
    return start, max(start, end)
