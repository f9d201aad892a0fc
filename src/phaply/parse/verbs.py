"""Administrative verbs (động từ hành chính): what an action is, and where a name in running text ends."""

import re
from collections.abc import Sequence
from functools import lru_cache

from phaply.language import Span, fold
from phaply.parse.lexicon import WORD, Phrases, rows

__all__ = [
    "NOUN_FIRST",
    "STOP_FIRST",
    "action_and_object",
    "begins_with_verb",
    "has_verb",
    "naming_verb",
    "noun_at",
    "stops_name",
    "verb_class",
    "verb_end",
]

_CLASSES: dict[str, str] = {fold(row["verb"]): row["class"] for row in rows("verbs") if row["class"] != "noun"}
_NOUNS = Phrases(fold(row["verb"]) for row in rows("verbs") if row["class"] == "noun")
_STOPS = Phrases(_CLASSES)
STOP_FIRST = frozenset(_STOPS.first_words)
NOUN_FIRST = frozenset(_NOUNS.first_words)
"""First words of all that `stops_name` knows: a cheap test before it."""
_ACTIONS = Phrases(verb for verb, kind in _CLASSES.items() if kind not in ("function", "modal"))
_FIRST = frozenset(_ACTIONS.first_words) | NOUN_FIRST
_NOT_NAMING = frozenset(
    {"lead", "coordinate", "manner", "modal", "function", "assign", "submit", "report", "direct", "organise"}
)
_NAMING = Phrases(verb for verb, kind in _CLASSES.items() if kind not in _NOT_NAMING or verb == "quản lý")
_DOER = re.compile(r"[ \n]viên(?![^\W_]|[ \n]chức)")
_AND = re.compile(r",[ \n]{1,3}|[ \n]{1,3}(?:(?:và|hoặc)[ \n]{1,3})?")
_COORDINATION = ("phối hợp", "kết hợp", "chủ trì")
_WITHIN = 400  # letters in which the governing verb is looked for
_LONGEST = 80


def _verb_at(verbs: Phrases, folded: str, start: int, end: int) -> tuple[str, int] | None:
    """The verb at `start`; none in the name of those who do it (vận động viên, báo cáo viên)."""
    found = verbs.match(folded, start, end)
    if found is None or (folded.startswith("viên", found[1] + 1) and _DOER.match(folded, found[1])):
        return None
    return found


def verb_class(verb: str) -> str | None:
    """The class of a verb of the list: `issue`, `review`, `report`, …; None if it is not there."""
    return _CLASSES.get(fold(verb))


def begins_with_verb(folded: str, start: int, end: int) -> bool:
    """True if `folded[start:end]` begins with a verb of the list."""
    return _verb_at(_ACTIONS, folded, start, end) is not None


def verb_end(folded: str, start: int, end: int) -> int | None:
    """Where the verb of the list ends that begins at `start`."""
    found = _verb_at(_ACTIONS, folded, start, end)
    return None if found is None else found[1]


def stops_name(folded: str, start: int, end: int) -> bool:
    """True if a name in running text ends before the word at `start`: a verb, or a word that only joins.

    Ask it of small letters only: a verb inside a name (Phòng Quản lý …) begins with a capital.
    """
    return _verb_at(_STOPS, folded, start, end) is not None


def noun_at(folded: str, start: int, end: int) -> int | None:
    """The end of a noun at `start` that holds a verb and is none (dự phòng, thi hành án)."""
    found = _NOUNS.match(folded, start, end)
    return found[1] if found is not None else None


def naming_verb(folded: str, start: int, end: int) -> int | None:
    """The end of a verb that a body is named by (Tổ thẩm định, Phòng quản lý đô thị) and that begins at `start`."""
    found = _NAMING.match(folded, start, end)
    return found[1] if found is not None else None


def has_verb(folded: str, start: int, end: int) -> bool:
    """True if a verb of the list stands anywhere in `folded[start:end]`."""
    words = WORD.finditer(folded, start, end)
    return any(m[0] in _FIRST and _verb_at(_ACTIONS, folded, m.start(), end) is not None for m in words)


def action_and_object(folded: str, start: int, end: int, names: Sequence[Span] = ()) -> tuple[Span, Span] | None:
    """The spans of the governing verb phrase and of what it governs, from the first verb of `folded[start:end]` on.

    Words of manner (tăng cường, tiếp tục) and of coordination (chủ trì, phối hợp với …) are passed over where a verb follows
    them; verbs inside `names` are no verbs (Công chức Văn phòng - thống kê).
    """
    # The letter after the end tells whether the last word is whole.
    found = _action_in(folded[start : end + 1], end - start, tuple([(a - start, b - start) for a, b in names]))
    if found is None:
        return None
    (a, b), (c, d) = found
    return (start + a, start + b), (start + c, start + d)


@lru_cache(maxsize=2048)
def _action_in(folded: str, end: int, names: tuple[Span, ...]) -> tuple[Span, Span] | None:
    start = 0
    first: Span | None = None
    at = start
    for m in WORD.finditer(folded, start, min(end, start + _WITHIN)):
        begin = m.start()
        if begin < at or m[0] not in _FIRST:
            continue
        if m[0] in NOUN_FIRST and begin > start and (noun := _NOUNS.match(folded, begin, end)) is not None:
            at = noun[1]
            continue
        found = _verb_at(_ACTIONS, folded, begin, end)
        if found is None:
            continue
        verb, stop = found
        if any(a <= begin < b for a, b in names):
            continue
        if verb.startswith(_COORDINATION) or _CLASSES[verb] == "manner":
            first, at = first or (begin, stop), stop
            continue
        while stop - begin < _LONGEST and (gap := _AND.match(folded, stop, end)) is not None:
            word = WORD.match(folded, gap.end(), end)
            more = _verb_at(_ACTIONS, folded, gap.end(), end) if word is not None and word[0] in _FIRST else None
            if more is None or more[1] - begin >= _LONGEST:
                break
            stop = more[1]
        return (begin, stop), _trim(folded, stop, end)
    return None if first is None else (first, _trim(folded, first[1], end))


def _trim(folded: str, start: int, end: int) -> Span:
    while start < end and folded[start] in " \n,:;":
        start += 1
    while end > start and folded[end - 1] in " \n,;./":
        end -= 1
    return start, end
