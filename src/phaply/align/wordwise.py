"""Wordwise likeness (giống nhau về chữ): cosine of TF-IDF vectors over syllables and their pairs.

It knows nothing of concepts and verbs, and errs elsewhere than they do: together they find the task that is meant more often than either
(benchmarks/alignment.py).
"""

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from phaply.language import words

__all__ = ["Wordwise"]


@lru_cache(maxsize=20_000)
def _terms(text: str) -> dict[str, int]:
    syllables = words(text)
    return Counter([*syllables, *(f"{a} {b}" for a, b in pairwise(syllables))])


class Wordwise:
    """The likeness of every asked text to every given one; how rare a term is, is told by all of them."""

    def __init__(self, asked: Sequence[str], given: Sequence[str]) -> None:
        counts = [_terms(text) for text in (*asked, *given)]
        seen = Counter(term for count in counts for term in count)
        rarity = {term: math.log((len(counts) + 1) / (n + 0.5)) for term, n in seen.items()}
        vectors = [_unit({term: n * rarity[term] for term, n in count.items()}) for count in counts]
        self._asked, self._given = vectors[: len(asked)], vectors[len(asked) :]

    def row(self, i: int) -> list[float]:
        """The likeness (0 … 1) of the asked text `i` to each given one."""
        mine = self._asked[i].items()
        return [sum([weight * other[term] for term, weight in mine if term in other]) for other in self._given]


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum([w * w for w in vector.values()])) or 1.0
    return {term: w / length for term, w in vector.items()}
