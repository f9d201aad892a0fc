"""Matching (ghép): how far each task answers each obligation, and with which of its clauses."""

from collections.abc import Sequence

from msgspec import Struct

from phaply.align.concepts import Bag
from phaply.align.items import Given, merged
from phaply.align.similarity import Rarity, answer

__all__ = [
    "ALSO",
    "COVERED",
    "LIKE_WORK",
    "MISSING",
    "PART_DONE",
    "Match",
    "best_of",
    "core_of",
    "match",
    "names_a_thing",
    "together",
]

COVERED, MISSING = 0.50, 0.44
"""From the one on a duty is done; under the other no words say so (measured on plan chains: docs/alignment.md)."""
PART_DONE = 0.60
"""A clause of a duty that scores this is done by itself."""
LIKE_WORK = 0.5
"""The share of what is asked to be done that a task must do to be of the same kind of work."""
ALSO = 0.85
"""The share of the best score from which another task does the same."""
TELLING = 0.35
"""The weight from which a thing tells what a text is about."""
_WORTH_A_CLAUSE = 0.06
"""A further clause joins the answer only if it raises the score by this."""
_WORTH_A_TASK = 0.10
_THING = 0.59
_PRODUCTS = frozenset(
    f"c:{name}"
    for name in ("list", "report", "plan-document", "meeting", "proposal", "legal-document", "news-item", "resolution")
)
"""Things that any duty may end in; what it is about is the rest."""
_SHARE_OF_A_HELPER = 0.33
"""A further task must by itself answer this much, and this share of what the best one does."""
_BESIDE_THE_BEST = 0.45


class Match(Struct, frozen=True):
    """One task as an answer: how much of what is asked it gives, and by which clauses."""

    score: float
    given: int
    """Index into the givens."""
    first: int
    last: int
    main: int = 0
    """The clause among them that gives most by itself."""


def match(asked: Bag, given: Given, index: int, rarity: Rarity) -> Match:
    """The best stretch of clauses of a task: the best one, and its neighbours as far as they add to it."""
    count = len(given.clauses)
    around = given.around
    scores = [answer(asked, clause, rarity, around) for clause in given.single]
    if count < 2:
        return Match(scores[0] if scores else 0.0, index, 0, 0)
    best = max(range(count), key=lambda i: scores[i])
    first = last = best
    score = scores[best]
    grown = True
    while grown:
        grown = False
        for a, b in ((first - 1, last), (first, last + 1)):
            if a < 0 or b >= count:
                continue
            wider = answer(asked, given.window(a, b), rarity, around)
            if wider >= score + _WORTH_A_CLAUSE:
                first, last, score, grown = a, b, wider, True
                break
    # A neighbour's neighbour may add what the neighbour does not.
    if count > 2 and last - first + 1 < count:
        whole = answer(asked, given.window(0, count - 1), rarity, around)
        if whole >= score + 2 * _WORTH_A_CLAUSE:
            return Match(whole, index, 0, count - 1, best)
    return Match(score, index, first, last, best)


def best_of(asked: Bag, givens: Sequence[Given], rarity: Rarity) -> list[Match]:
    """All tasks as answers, best first; equal ones in the order of the plan."""
    found = [match(asked, g, i, rarity) for i, g in enumerate(givens)]
    return sorted(found, key=lambda m: (-m.score, m.given))


def together(
    asked: Bag, ranked: Sequence[Match], givens: Sequence[Given], rarity: Rarity
) -> tuple[float, list[Match], Bag]:
    """The best answer and the tasks that add to it, with their common score and bag."""
    chosen = [ranked[0]]
    bag = givens[ranked[0].given].window(ranked[0].first, ranked[0].last)
    around = givens[ranked[0].given].around
    score = ranked[0].score
    core = core_of(asked, rarity)
    for m in ranked[1:6]:
        if m.score < max(_SHARE_OF_A_HELPER, _BESIDE_THE_BEST * ranked[0].score) or len(chosen) == 3 or not core:
            break
        window = givens[m.given].window(m.first, m.last)
        if 2 * len(core & window.tokens.keys()) < len(core):
            continue
        wider = merged([bag, window])
        total = answer(asked, wider, rarity, around)
        if total >= score + _WORTH_A_TASK:
            chosen.append(m)
            bag, score = wider, total
    return score, chosen, bag


def names_a_thing(bag: Bag) -> bool:
    """Whether a text names anything beside what is done and its product (Kiểm tra, sơ kết, báo cáo names nothing)."""
    return any(w >= _THING and not t.startswith("v:") and t not in _PRODUCTS for t, w in bag.tokens.items())


def core_of(asked: Bag, rarity: Rarity) -> frozenset[str]:
    """The things that the duty is about: the heaviest that are no verbs, no places and no people addressed."""
    core = rarity.cores.get(asked)
    if core is None:
        core = rarity.cores[asked] = _core_of(asked, rarity)
    return core


def _core_of(asked: Bag, rarity: Rarity) -> frozenset[str]:
    things = {t: w * rarity(t) for t, w in asked.tokens.items() if not t.startswith("v:") and w >= _THING}
    things = {t: w for t, w in things.items() if t not in _PRODUCTS} or things
    heaviest = max(things.values(), default=0.0)
    return frozenset(t for t, w in things.items() if w >= 0.6 * heaviest)
