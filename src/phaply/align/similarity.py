"""How far a task answers an obligation, from what both name."""

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from phaply.align.concepts import Bag, class_of

__all__ = ["Rarity", "answer", "verbs_given"]

_SAME_CLASS = 0.65
_AROUND = 0.6
_IN_OTHER_WORDS, _HALF = 0.6, 0.5
"""What a thing counts whose syllables stand in another thing's name (tiêm phòng dại, tiêm dại), by their share, from a half on."""
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
        self._all = math.log((self._count + 1) / 0.5)
        self._theme = theme.tokens
        self._known: dict[str, float] = {}
        self.cores: dict[Bag, frozenset[str]] = {}
        """What a duty is about (see `matching`), kept as long as the rarities hold."""
        self._weighed: dict[Bag, tuple[list[_Weighed], float]] = {}

    def __call__(self, token: str) -> float:
        """Between 0 (in every item) and 1 (in one)."""
        found = self._known.get(token)
        if found is None:
            rare = math.log((self._count + 1) / (self._seen[token] + 0.5)) / self._all
            found = self._known[token] = max(0.05, rare) * (0.3 if token in self._theme else 1.0)
        return found

    def count(self, token: str) -> int:
        """In how many of the items it stands."""
        return self._seen[token]

    def weights(self, bag: Bag) -> "tuple[list[_Weighed], float]":
        """The tokens of a bag, each with its weight times its rarity and with what is done by it, and the sum of the weights."""
        kept = self._weighed.get(bag)
        if kept is None:
            weighed = [(token, weight * self(token) * share, kind) for token, weight, share, kind in _shares(bag)]
            kept = self._weighed[bag] = weighed, sum([weight for _, weight, _ in weighed])
        return kept


_Weighed = tuple[str, float, str | None]


@lru_cache(maxsize=4096)
def _shares(bag: Bag) -> tuple[tuple[str, float, float, str | None], ...]:
    """Each token with its own weight, its share among like verbs, and the class of what is done by it (None: nothing)."""
    classes = {t: class_of(t[2:]) for t in bag.tokens}
    rows = Counter(classes[t] or t for t in bag.tokens if t[0] == "v")
    return tuple(
        (t, w, _share(rows[classes[t] or t]), classes[t] if t[0] == "v" else _DONE_AS.get(t))
        for t, w in bag.tokens.items()
    )


def _share(count: int) -> float:
    """What each of a row of like verbs counts (sửa đổi, bổ sung, thay thế): together not much more than one."""
    return 1.0 if count < 2 else (1 + _MORE * (count - 1)) / count


def answer(asked: Bag, given: Bag, rarity: Rarity, around: Bag | None = None) -> float:
    """The share of what is asked that is given (0 … 1).

    `around`: what stands above the given words (headings) or beside them (the product), which they may leave unsaid.
    """
    weighed, total = rarity.weights(asked)
    if not total:
        return 0.0
    tokens, done = given.tokens, given.classes
    beside = around.tokens if around is not None else {}
    found = 0.0
    for token, weight, kind in weighed:
        if token in tokens:
            found += weight
            continue
        hit = _near(kind, done) if kind is not None else 0.0
        if hit < _AROUND and token in beside:
            hit = _AROUND
        if hit < _IN_OTHER_WORDS and (printed := asked.printed.get(token)):
            shared = len(printed & given.syllables) / len(printed)
            if shared >= _HALF:
                hit = max(hit, _IN_OTHER_WORDS * shared)
        found += weight * hit
    return found / total


@lru_cache(maxsize=20_000)
def _near(kind: str, done: frozenset[str]) -> float:
    """How near the nearest thing done is to one of a class that is asked."""
    if kind in done:
        return _SAME_CLASS
    near = _NEAR_TO.get(kind)
    return max((near.get(other, 0.0) for other in done), default=0.0) if near else 0.0


def verbs_given(asked: Bag, given: Bag) -> float:
    """The share of what is asked to be done, by its verbs alone, that is done (0 … 1); 1 where no verb is asked."""
    verbs = {t: w for t, w in asked.tokens.items() if t.startswith("v:")}
    total = sum(verbs.values())
    if not total:
        return 1.0
    kinds = {t: class_of(t[2:]) for t in verbs}
    given_by = (
        w * (1.0 if t in given.tokens else _near(kind, given.classes) if (kind := kinds[t]) is not None else 0.0)
        for t, w in verbs.items()
    )
    return sum(given_by) / total
