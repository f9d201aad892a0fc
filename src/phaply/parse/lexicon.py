"""Word lists shipped as data (`corpora/lexicon/`), and looking their phrases up in a text.

A list is a table: comment lines begin with `#`, the first other line names the columns. Phrases are looked up by their first word in
a dictionary, not by many large patterns: that costs nothing when the program starts.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from phaply.resources import shipped

__all__ = ["UPPER", "WORD", "Phrases", "rows", "trie"]

UPPER = "".join(c for c in map(chr, (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
"""Every capital letter a Vietnamese text may hold, for character classes."""
WORD = re.compile(r"[^\W_]+")
_SECOND = re.compile(r"[^\w]{1,4}([^\W_]+)")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `corpora/lexicon/NAME.tsv`, missing cells empty."""
    lines = shipped("corpora", "lexicon", f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("#")]
    head = table[0]
    return tuple({column: cells[i] if i < len(cells) else "" for i, column in enumerate(head)} for cells in table[1:])


class Phrases:
    """A set of phrases in small letters, looked up at a place of a folded text; the longest wins.

    A space in a phrase stands for one to three spaces or line ends.
    """

    __slots__ = ("_by_words", "_single")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._single: set[str] = set()
        self._by_words: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for phrase in set(phrases):
            first = WORD.match(phrase)
            if first is None:
                continue
            below = self._by_words.setdefault(first[0], {})
            second = WORD.search(phrase, first.end())
            if second is None:
                self._single.add(phrase)
            else:
                below.setdefault(second[0], []).append((phrase[first.end() :], phrase))
        for below in self._by_words.values():
            for options in below.values():
                options.sort(key=lambda option: (-len(option[0]), option[0]))

    @property
    def first_words(self) -> list[str]:
        """The words that the phrases begin with."""
        return sorted(self._by_words)

    def match(self, text: str, start: int, end: int) -> tuple[str, int] | None:
        """The phrase that begins at `start`, and where it ends; whole words only."""
        first = WORD.match(text, start, end)
        if first is None:
            return None
        below = self._by_words.get(first[0])
        if below is None:
            return None
        at = first.end()
        if below and (second := _SECOND.match(text, at, end)) is not None:
            options = below.get(second[1], [])
            gaps: bool | None = None  # whether more than single spaces stand there: looked at only if needed
            for rest, phrase in options:
                if text.startswith(rest, at):
                    stop = at + len(rest)
                    if stop <= end and not text[stop : stop + 1].isalnum():
                        return phrase, stop
                    continue
                if gaps is None:
                    window = text[at : at + len(options[0][0]) + 4]
                    gaps = "\n" in window or "  " in window
                if gaps and (over := _over_gaps(rest, text, at, end)) is not None:
                    return phrase, over
        return (first[0], at) if first[0] in self._single else None


def trie(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first, that costs about as much as a pattern for a few."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for letter in phrase:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _trie_pattern(root)


def _trie_pattern(node: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _trie_pattern(below) for letter, below in sorted(node.items()) if letter]
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{pattern})?" if "" in node else pattern


def _over_gaps(rest: str, text: str, at: int, end: int) -> int | None:
    """Where `rest` ends if it stands at `at` with line ends or more spaces between its words."""
    for i, piece in enumerate(rest.split(" ")):
        if i:
            gap = at
            while at < end and at - gap < 3 and text[at] in " \n":
                at += 1
            if at == gap:
                return None
        if not text.startswith(piece, at):
            return None
        at += len(piece)
    return at if at <= end and not text[at : at + 1].isalnum() else None
