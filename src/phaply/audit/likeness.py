"""Near-equal plans: groups of plans whose sketches agree, found without comparing each with each."""

from array import array
from collections.abc import Iterable

from phaply.audit.records import EMPTY, SKETCH

__all__ = ["LIKE", "groups_of", "likeness"]

LIKE = 0.8
"""From this share of common runs of four words on, two plans count as near-equal: plans of one form for one law share half."""
_ROWS = 8
"""Numbers in a band. Two texts alike by 0.8 agree in a whole band of 8 out of 64 with 77 %, by 0.9 with 99 %."""


def likeness(a: "array[int]", b: "array[int]") -> float:
    """The share of runs of words that two texts have in common, as their sketches tell."""
    filled = same = 0
    for x, y in zip(a, b, strict=True):
        if x != EMPTY or y != EMPTY:
            filled += 1
            same += x == y
    return same / filled if filled else 0.0


def groups_of(sketches: Iterable[tuple[int, Iterable[int]]]) -> list[list[int]]:
    """Groups of two or more plans, the largest first, each in order. A plan is compared with the first of each bucket only, so the work
    grows with the number of plans also where thousands are alike.
    """
    kept: dict[int, array[int]] = {}
    above: dict[int, int] = {}
    buckets: dict[tuple[int, bytes], int] = {}

    def top(one: int) -> int:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for one, numbers in sketches:
        sketch = array("I", numbers)
        kept[one], above[one] = sketch, one
        raw = sketch.tobytes()
        width = _ROWS * sketch.itemsize
        for band in range(SKETCH // _ROWS):
            first = buckets.setdefault((band, raw[band * width : (band + 1) * width]), one)
            if first != one and top(first) != top(one) and likeness(kept[first], sketch) >= LIKE:
                above[max(top(first), top(one))] = min(top(first), top(one))
    groups: dict[int, list[int]] = {}
    for one in above:
        groups.setdefault(top(one), []).append(one)
    return sorted((sorted(g) for g in groups.values() if len(g) > 1), key=lambda g: (-len(g), g))
