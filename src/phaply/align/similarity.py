"""How far a task answers an obligation, from what both name."""

import math
from collections import Counter
from collections.abc import Iterable

from phaply.align.concepts import Bag, class_of

__all__ = ["Rarity", "answer", "verbs_given"]

_SAME_CLASS = 0.65
_AROUND = 0.6
_MORE = 0.3
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
_DONE_AS = {"c:training": "train", "c:report": "report", "c:opinion": "consult", "c:digitising": "digitise"}
"""Things that are actions by another name: a verb of the class does them (mở lớp = tập huấn)."""
_NEAR_TO: dict[str, dict[str, float]] = {}
for _pair, _value in _NEAR.items():
    for _kind in _pair:
        _NEAR_TO.setdefault(_kind, {}).update({other: _value for other in _pair if other != _kind})


class Rarity:
    """How telling each token is among the items compared: a word of the common theme tells little."""

    def __init__(self, bags: Iterable[Bag], theme: Bag) -> None:
        self._seen: Counter[str] = Counter()
        self._count = 0
        for bag in bags:
            self._count += 1
            self._seen.update(bag.tokens.keys())
        self._theme = theme.tokens
        self._known: dict[str, float] = {}
        self._weighed: dict[int, tuple[Bag, dict[str, float], float]] = {}

    def __call__(self, token: str) -> float:
        """Between 0 (in every item) and 1 (in one)."""
        found = self._known.get(token)
        if found is None:
            rare = math.log((self._count + 1) / (self._seen[token] + 0.5)) / math.log((self._count + 1) / 0.5)
            found = self._known[token] = max(0.05, rare) * (0.3 if token in self._theme else 1.0)
        return found

    def weights(self, bag: Bag) -> tuple[dict[str, float], float]:
        """The tokens of a bag, each with its weight times its rarity, and their sum."""
        kept = self._weighed.get(id(bag))
        if kept is None:
            rows = Counter(class_of(t[2:]) or t for t in bag.tokens if t[0] == "v")
            weights = {t: w * self(t) * _share(rows[class_of(t[2:]) or t]) for t, w in bag.tokens.items()}
            kept = self._weighed[id(bag)] = bag, weights, sum(weights.values())
        return kept[1], kept[2]


def _share(count: int) -> float:
    """What each of a row of like verbs counts (sửa đổi, bổ sung, thay thế): together not much more than one."""
    return 1.0 if count < 2 else (1 + _MORE * (count - 1)) / count


def answer(asked: Bag, given: Bag, rarity: Rarity, around: Bag | None = None) -> float:
    """The share of what is asked that is given (0 … 1).

    `around`: what stands above the given words (headings) or beside them (the product), which they may leave unsaid.
    """
    weights, total = rarity.weights(asked)
    found = 0.0
    for token, weight in weights.items():
        hit = 1.0 if token in given.tokens else _near(token, given)
        if around is not None and hit < _AROUND and token in around.tokens:
            hit = _AROUND
        found += weight * hit
    return found / total if total else 0.0


def _near(token: str, given: Bag) -> float:
    """How near the nearest thing done in `given` is to one that it does not name."""
    kind = class_of(token[2:]) if token[0] == "v" else _DONE_AS.get(token)
    if kind is None:
        return 0.0
    if kind in given.classes:
        return _SAME_CLASS
    near = _NEAR_TO.get(kind)
    return max((near.get(other, 0.0) for other in given.classes), default=0.0) if near else 0.0


def verbs_given(asked: Bag, given: Bag) -> float:
    """The share of what is asked to be done, by its verbs alone, that is done (0 … 1); 1 where no verb is asked."""
    verbs = {t: w for t, w in asked.tokens.items() if t.startswith("v:")}
    total = sum(verbs.values())
    if not total:
        return 1.0
    return sum(w * (1.0 if t in given.tokens else _near(t, given)) for t, w in verbs.items()) / total
