"""Administrative verbs (động từ hành chính): what an action is, and where a name in running text ends."""

import re
from collections.abc import Sequence
from functools import cache

from phaply.language import Span
from phaply.parse.lexicon import GAP, rows, tone_variants, trie

__all__ = ["NAMING", "STOP", "action_and_object", "begins_with_verb", "has_verb", "verb_class"]

_CLASSES: dict[str, str] = {row["verb"]: row["class"] for row in rows("verbs")}
STOP = trie(variant for verb in _CLASSES for variant in tone_variants(verb))
"""Small letters only: a verb inside a name (Phòng Quản lý …) begins with a capital and ends no name."""
_NOT_NAMING = frozenset(
    {"lead", "coordinate", "manner", "modal", "function", "assign", "submit", "report", "direct", "organise"}
)
NAMING = trie(
    v for verb, kind in _CLASSES.items() if kind not in _NOT_NAMING or verb == "quản lý" for v in tone_variants(verb)
)
"""Verbs that a body is named by: Tổ thẩm định, Phòng quản lý đô thị."""
_ACTIONS = [verb for verb, kind in _CLASSES.items() if kind not in ("function", "modal")]
_MANNERS = [verb for verb, kind in _CLASSES.items() if kind == "manner"]
_VERB = re.compile(rf"(?:{trie(_ACTIONS)})(?![^\W_])")
_MANNER = re.compile(rf"(?:{trie(_MANNERS)})(?![^\W_])[ \n,]{{1,3}}")
_AND = re.compile(rf"(?:,{GAP}|{GAP}và{GAP}|{GAP}hoặc{GAP}|{GAP})(?:{trie(_ACTIONS)})(?![^\W_])")
_FIND = re.compile(rf"[ \n(,;:./–-]({trie(_ACTIONS)})(?![^\W_])")
_COORDINATION = re.compile(r"phối hợp|kết hợp|chủ trì")


@cache
def verb_class(verb: str) -> str | None:
    """The class of a verb of the list: `issue`, `review`, `report`, …; None if it is not there."""
    return _CLASSES.get(verb)


def begins_with_verb(folded: str, start: int, end: int) -> bool:
    """True if `folded[start:end]` begins with a verb of the list."""
    return _VERB.match(folded, start, end) is not None


def has_verb(folded: str, start: int, end: int) -> bool:
    """True if a verb of the list stands anywhere in `folded[start:end]`."""
    return _FIND.search(folded, start, end) is not None


def action_and_object(folded: str, start: int, end: int, names: Sequence[Span] = ()) -> tuple[Span, Span] | None:
    """The spans of the governing verb phrase and of what it governs, from the first verb of `folded[start:end]` on.

    Words of manner (tăng cường, tiếp tục) and of coordination (chủ trì, phối hợp với …) are passed over where a verb follows
    them; verbs inside `names` are no verbs (Công chức Văn phòng - thống kê).
    """
    first: Span | None = None
    limit = min(end, start + 400)
    m, group = _VERB.match(folded, start, limit), 0
    if m is None:
        m, group = _FIND.search(folded, start, limit), 1
    while m is not None:
        begin, stop = m.span(group)
        manner = _MANNER.match(folded, begin, end)
        if any(a <= begin < b for a, b in names):
            pass
        elif manner is not None or _COORDINATION.match(folded, begin) is not None:
            first = first or (begin, stop)
            stop = manner.end() - 1 if manner is not None else stop
        else:
            while (more := _AND.match(folded, stop, end)) is not None and more.end() - begin < 80:
                stop = more.end()
            return (begin, stop), _trim(folded, stop, end)
        m, group = _FIND.search(folded, stop, limit), 1
    return None if first is None else (first, _trim(folded, first[1], end))


def _trim(folded: str, start: int, end: int) -> Span:
    while start < end and folded[start] in " \n,:;":
        start += 1
    while end > start and folded[end - 1] in " \n,;./":
        end -= 1
    return start, end
