"""Duties (nhiệm vụ chung): the same thing asked by several documents above is one duty."""

from collections.abc import Sequence

from phaply.align.concepts import Bag
from phaply.align.items import Asked
from phaply.align.similarity import Rarity, answer

__all__ = ["numbered"]

_SHOWN = 3
"""The first members stand for their group: time grows with the documents, not with their square."""
_SAME = 0.6
_SAME_LEAST = 0.42
"""Two obligations are one duty if one holds most of the other, and the other not much less (a district adds details)."""


def numbered(asked: Sequence[Asked], rarity: Rarity) -> dict[int, int]:
    """`id` of every obligation → a number that those of the same duty share. Obligations of one document are never one duty."""
    groups: list[tuple[list[Asked], set[str]]] = []
    for a in asked:
        likest, likeness = None, 0.0
        for group in groups:
            if a.obligation.source in group[1]:
                continue
            found = max(_alike(a, o, rarity) for o in group[0][:_SHOWN])
            if found > likeness:
                likest, likeness = group, found
        if likest is None:
            groups.append(([a], {a.obligation.source}))
        else:
            likest[0].append(a)
            likest[1].add(a.obligation.source)
    return {id(a): n for n, (group, _) in enumerate(groups) for a in group}


def _alike(a: Asked, b: Asked, rarity: Rarity) -> float:
    """How alike two obligations are, or the things that each says first; 0 where they are not one duty."""
    return max(_both(a.bag, b.bag, rarity), _both(a.first, b.first, rarity))


def _both(a: Bag, b: Bag, rarity: Rarity) -> float:
    one, other = answer(a, b, rarity), answer(b, a, rarity)
    return one + other if max(one, other) >= _SAME and min(one, other) >= _SAME_LEAST else 0.0
