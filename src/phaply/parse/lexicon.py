"""Word lists shipped as data (`corpora/lexicon/`), and looking their phrases up in a text.

A list is a table: comment lines begin with `#`, the first other line names the columns. Phrases are found by their first word in a
dictionary, not by one large pattern: that costs nothing when the program starts.
"""

import re
from collections.abc import Iterable
from functools import cache

from phaply.resources import shipped

__all__ = ["UPPER", "WORD", "Phrases", "rows"]

UPPER = "".join(c for c in map(chr, (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
"""Every capital letter a Vietnamese text may hold, for character classes."""
WORD = re.compile(r"[^\W_]+")


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

    __slots__ = ("_by_first", "_longest")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        self._longest = 0
        for phrase in set(phrases):
            first = WORD.match(phrase)
            if first is not None:
                self._by_first.setdefault(first[0], []).append((phrase[first.end() :], phrase))
                self._longest = max(self._longest, len(phrase))
        for options in self._by_first.values():
            options.sort(key=lambda option: (-len(option[0]), option[0]))

    @property
    def first_words(self) -> list[str]:
        """The words that the phrases begin with."""
        return sorted(self._by_first)

    def match(self, text: str, start: int, end: int) -> tuple[str, int] | None:
        """The phrase that begins at `start`, and where it ends; whole words only."""
        first = WORD.match(text, start, end)
        if first is None:
            return None
        options = self._by_first.get(first[0])
        if options is None:
            return None
        at = first.end()
        if len(options) > 1 or options[0][0]:
            window = text[at : at + self._longest + 12]
            if "\n" in window or "  " in window:
                return _over_gaps(options, text, at, end)
        for rest, phrase in options:
            stop = at + len(rest)
            if stop <= end and text.startswith(rest, at) and not text[stop : stop + 1].isalnum():
                return phrase, stop
        return None


def _over_gaps(options: list[tuple[str, str]], text: str, at: int, end: int) -> tuple[str, int] | None:
    for rest, phrase in options:
        stop = at
        for piece in re.split(r"( )", rest):
            if piece == " ":
                gap = stop
                while stop < end and stop - gap < 3 and text[stop] in " \n":
                    stop += 1
                if stop == gap:
                    break
            elif text.startswith(piece, stop):
                stop += len(piece)
            else:
                break
        else:
            if stop <= end and not text[stop : stop + 1].isalnum():
                return phrase, stop
    return None
