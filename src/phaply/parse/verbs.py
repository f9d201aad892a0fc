"""Administrative verbs (động từ hành chính): what an action is, and where a name in running text ends."""

import re
from functools import cache

from phaply.parse.lexicon import GAP, rows, tone_variants, trie

__all__ = ["STOP", "action_and_object", "begins_with_verb", "verb_class"]

_CLASSES: dict[str, str] = {row["verb"]: row["class"] for row in rows("verbs")}
STOP = trie(variant for verb in _CLASSES for variant in tone_variants(verb))
"""Small letters only: a verb inside a name (Phòng Quản lý …) begins with a capital and ends no name."""
_ACTIONS = [verb for verb, kind in _CLASSES.items() if kind not in ("function", "modal")]
_MANNERS = [verb for verb, kind in _CLASSES.items() if kind == "manner"]
_VERB = re.compile(rf"(?:{trie(_ACTIONS)})(?![^\W_])")
_MANNER = re.compile(rf"(?:{trie(_MANNERS)})(?![^\W_])[ \n,]{{1,3}}")
_AND = re.compile(rf"(?:,{GAP}|{GAP}và{GAP}|{GAP}hoặc{GAP}|{GAP})(?:{trie(_ACTIONS)})(?![^\W_])")
_COORDINATION = re.compile(r"phối hợp|kết hợp|chủ trì")


@cache
def verb_class(verb: str) -> str | None:
    """The class of a verb of the list: `issue`, `review`, `report`, …; None if it is not there."""
    return _CLASSES.get(verb)


def begins_with_verb(folded: str, start: int, end: int) -> bool:
    """True if `folded[start:end]` begins with a verb of the list."""
    return _VERB.match(folded, start, end) is not None


def action_and_object(folded: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The spans of the governing verb phrase and of what it governs, from the first verb of `folded[start:end]` on.

    Words of manner (tăng cường, tiếp tục) and of coordination (chủ trì, phối hợp với …) are passed over where a verb follows them.
    """
    first: tuple[int, int] | None = None
    at = start
    for m in _words_then_verbs(folded, start, end):
        if m.start() < at:
            continue
        manner = _MANNER.match(folded, m.start(), end)
        if manner is not None or _COORDINATION.match(m[0]):
            first = first or m.span()
            continue
        stop = m.end()
        while (more := _AND.match(folded, stop, end)) is not None and more.end() - m.start() < 80:
            stop = more.end()
        return (m.start(), stop), _trim(folded, stop, end)
    return None if first is None else (first, _trim(folded, first[1], end))


_FIND = re.compile(rf"(?<![^\W_])(?:{trie(_ACTIONS)})(?![^\W_])")


def _words_then_verbs(folded: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_FIND.finditer(folded, start, min(end, start + 400)))


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in " \n,:;":
        start += 1
    while end > start and folded[end - 1] in " \n,;./":
        end -= 1
    return start, end
