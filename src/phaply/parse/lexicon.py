"""Word lists shipped as data (`corpora/lexicon/`), and the patterns made of them.

A list is a table: comment lines begin with `#`, the first other line names the columns. Patterns are tries, so that a list of
hundreds of phrases costs about as much as a few.
"""

import re
from collections.abc import Iterable
from functools import cache

from phaply.language import fold
from phaply.resources import shipped

__all__ = ["GAP", "UPPER", "rows", "tone_variants", "trie"]

GAP = r"[ \n]{1,3}"
"""What may stand between two words of a phrase: a space, or the line end of a broken line."""
UPPER = "".join(c for c in map(chr, (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
"""Every capital letter a Vietnamese text may hold, for character classes."""
_NEW_TONES = tuple(
    (old, new)
    for olds, news in (
        ("òa óa ỏa õa ọa", "oà oá oả oã oạ"),
        ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
        ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `corpora/lexicon/NAME.tsv`, missing cells empty."""
    lines = shipped("corpora", "lexicon", f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    head = table[0]
    return tuple({column: cells[i] if i < len(cells) else "" for i, column in enumerate(head)} for cells in table[1:])


def tone_variants(phrase: str) -> list[str]:
    """The phrase with its tone marks placed the older and the newer way, for patterns on text that was not folded."""
    found = [fold(phrase)]
    for old, new in _NEW_TONES:
        found += [re.sub(rf"{old}(?!\w)", new, f) for f in found if old in f]
    return list(dict.fromkeys(found))


def trie(phrases: Iterable[str]) -> str:
    """A pattern that matches the longest of the phrases first; a space in a phrase matches `GAP`."""
    root: dict[str, dict[str, object]] = {}
    for phrase in phrases:
        node = root
        for letter in phrase:
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, dict[str, object]]) -> str:
    branches = []
    for letter in sorted(key for key in node if key):
        below: dict[str, dict[str, object]] = node[letter]  # type: ignore[assignment]
        branches.append((GAP if letter == " " else re.escape(letter)) + _pattern(below))
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
    if "" not in node:
        return pattern
    return f"(?:{pattern})?"
