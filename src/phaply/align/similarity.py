"""How far a task answers an obligation, from what both name."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from phaply.align.concepts import Bag
from phaply.parse.verbs import verb_class as _verb_class

__all__ = ["Rarity", "answer", "verbs_given"]

_SAME_CLASS = 0.65
_AROUND = 0.6
_NEAR: dict[frozenset[str], float] = {
    frozenset(pair): value
    for *pair, value in (
        ("communicate", "organise", 0.5),
        ("communicate", "train", 0.3),
        ("communicate", "publish", 0.3),
        ("communicate", "integrate", 0.4),
        ("communicate", "distribute", 0.3),
        ("communicate", "compile", 0.3),
        ("compile", "issue", 0.5),
        ("compile", "submit", 0.4),
        ("issue", "submit", 0.5),
        ("issue", "approve", 0.5),
        ("submit", "advise", 0.4),
        ("submit", "report", 0.5),
        ("submit", "notify", 0.6),
        ("report", "notify", 0.4),
        ("distribute", "submit", 0.4),
        ("distribute", "receive", 0.3),
        ("assign", "ensure", 0.4),
        ("assign", "build", 0.4),
        ("assign", "liaise", 0.5),
        ("ensure", "build", 0.4),
        ("fund", "assign", 0.5),
        ("fund", "ensure", 0.4),
        ("review", "inspect", 0.3),
        ("review", "amend", 0.3),
        ("inspect", "monitor", 0.4),
        ("publish", "build", 0.3),
        ("organise", "implement", 0.4),
        ("guide", "communicate", 0.5),
        ("guide", "train", 0.4),
        ("guide", "support", 0.4),
        ("field", "health", 0.4),
        ("field", "organise", 0.4),
        ("procure", "build", 0.4),
        ("procure", "fund", 0.4),
        ("digitise", "compile", 0.3),
        ("record", "compile", 0.3),
        ("review", "compile", 0.3),
        ("review", "report", 0.3),
        ("prevent", "handle", 0.4),
        ("consult", "organise", 0.4),
        ("support", "distribute", 0.3),
    )
}
"""Classes of verbs that are near but not the same, and how near (chosen by hand, checked on the plan chains)."""

_IMPLIED: dict[str, str] = {
    "c:broadcast": "communicate",
    "c:press": "communicate",
    "c:website": "publish",
    "c:social-media": "communicate",
    "c:leaflet": "communicate",
    "c:banner": "communicate",
    "c:meeting": "organise",
    "c:training": "train",
    "c:contest": "organise",
    "c:campaign": "organise",
    "c:report": "report",
    "c:inspection-team": "inspect",
    "c:notice-board": "publish",
    "c:opinion": "consult",
}
"""Things that say what is done with them, whatever the verb: what is on the loudspeaker is made known."""


class Rarity:
    """How telling each token is among the items compared: a word of the common theme tells little."""

    def __init__(self, bags: Iterable[Bag], theme: Bag) -> None:
        self._seen: Counter[str] = Counter()
        self._count = 0
        for bag in bags:
            self._count += 1
            self._seen.update(bag.tokens.keys())
        self._theme = theme.tokens

    def __call__(self, token: str) -> float:
        """Between 0 (in every item) and 1 (in one)."""
        rare = math.log((self._count + 1) / (self._seen[token] + 0.5)) / math.log((self._count + 1) / 0.5)
        return max(0.05, rare) * (0.3 if token in self._theme else 1.0)


def answer(asked: Bag, given: Bag, rarity: Rarity, around: Bag | None = None) -> tuple[float, Mapping[str, float]]:
    """The share of what is asked that is given (0 … 1), and the weight of each token of it that is missing.

    `around`: what stands above the given words (headings) or beside them (the product), which they may leave unsaid.
    """
    total = found = 0.0
    missing: dict[str, float] = {}
    for token, weight in asked.tokens.items():
        weight *= rarity(token)
        hit = _nearest(token, given)
        if around is not None and hit < _AROUND and token in around.tokens:
            hit = _AROUND
        total += weight
        found += weight * hit
        if hit < 0.5:
            missing[token] = weight * (1 - hit)
    return (found / total if total else 0.0), missing


@cache
def verb_class(verb: str) -> str | None:
    return _verb_class(verb)


def _nearest(token: str, given: Bag) -> float:
    if token in given.tokens:
        return 1.0
    if not token.startswith("v:"):
        return 0.0
    kind = verb_class(token[2:])
    if kind is None:
        return 0.0
    best = 0.0
    for other in _classes(given):
        if other == kind:
            return _SAME_CLASS
        best = max(best, _NEAR.get(frozenset((kind, other)), 0.0))
    return best


def _classes(bag: Bag) -> set[str]:
    found = {c for verb in bag.verbs if (c := verb_class(verb)) is not None}
    found.update(_IMPLIED[t] for t in _IMPLIED.keys() & bag.tokens.keys())
    return found


def verbs_given(asked: Bag, given: Bag) -> float:
    """The share of what is asked to be done, by its verbs alone, that is done (0 … 1); 1 where no verb is asked."""
    verbs = {t: w for t, w in asked.tokens.items() if t.startswith("v:")}
    total = sum(verbs.values())
    return sum(w * _nearest(t, given) for t, w in verbs.items()) / total if total else 1.0
