"""Concepts (khái niệm): the words of a task, brought to what they name, so that two plans can be compared.

A text becomes a bag of tokens: concepts of `corpora/lexicon/concepts.tsv` (`c:leaflet`), administrative verbs with their class
(`v:phát`), and the syllables left over, singly and in neighbouring pairs (`s:quy`, `s:quy chế`).
"""

import re
from functools import cache

from msgspec import Struct

from phaply.language import fold
from phaply.parse.lexicon import rows, trie
from phaply.parse.verbs import verb_class

__all__ = ["Bag", "bag_of"]


class Bag(Struct, frozen=True):
    """What a text names: concepts and loose words with their own weight, and verbs."""

    tokens: dict[str, float]
    """Token → weight between 0 and 1 before the token's rarity is taken into account."""
    verbs: frozenset[str]


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, tuple[str, float]]]:
    known: dict[str, tuple[str, float]] = {}
    for row in rows("concepts"):
        for phrase in row["words"].split(";"):
            known[fold(phrase.strip())] = (f"c:{row['concept']}", float(row["weight"]))
    for row in rows("verbs"):
        if row["class"] not in ("function", "modal", "manner", "lead", "coordinate"):
            known.setdefault(fold(row["verb"]), (f"v:{fold(row['verb'])}", 1.0))
    return re.compile(rf"(?<![^\W_])(?:{trie(known)})(?![^\W_])"), known


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("function_words"))


_MODIFIER = re.compile(r",? (?:bảo đảm|đảm bảo|để|nhằm|bằng|theo|phục vụ|qua|trong đó|phù hợp)(?![^\W_])|\(")
"""From here on a task says how or what for, no longer what."""
_MODIFIED = 0.4
_SYLLABLE = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")


def bag_of(text: str) -> Bag:
    """The bag of a task's words. Numbers and dates are left out: they are compared as what they are."""
    pattern, known = _lexicon()
    folded = _SPACES.sub(" ", fold(text))
    tokens: dict[str, float] = {}
    verbs: set[str] = set()
    at = 0
    core = _MODIFIER.search(folded)
    core_end = core.start() if core and core.start() > 12 else len(folded)
    for m in pattern.finditer(folded):
        _loose(folded[at : m.start()], tokens, 1.0 if at < core_end else _MODIFIED)
        token, weight = known[m[0]]
        if m.start() >= core_end:
            weight *= _MODIFIED
        tokens[token] = max(weight, tokens.get(token, 0.0))
        if token.startswith("v:"):
            verbs.add(m[0])
        at = m.end()
    _loose(folded[at:], tokens, 1.0 if at < core_end else _MODIFIED)
    return Bag(tokens, frozenset(verbs))


def _loose(text: str, tokens: dict[str, float], factor: float) -> None:
    """Add the syllables of a stretch without known phrases, and the pairs of neighbours, which often are one word."""
    ignored, before = _function_words(), ""
    for m in _SYLLABLE.finditer(text):
        syllable = m[0]
        if syllable in ignored or not syllable.isalpha() or len(syllable) < 2:
            before = ""
            continue
        tokens.setdefault(f"s:{syllable}", 0.2 * factor)
        if before:
            tokens.setdefault(f"s:{before} {syllable}", 0.6 * factor)
        before = syllable


def classes(bag: Bag) -> frozenset[str]:
    """The classes of the bag's verbs: `communicate`, `issue`, `review`, …"""
    return frozenset(kind for verb in bag.verbs if (kind := verb_class(verb)) is not None)
