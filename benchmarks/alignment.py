"""What each part of the comparison of plans is worth: `python benchmarks/alignment.py [CHAIN_FOLDER…]`.

For every way to compare words: the share of obligations whose best task is the one that a reader named (`best task`), the share told
apart as done or missing with the best threshold for that way (`told apart`; so each way is shown at its best), and the time for one
plan against its chain. Below: the whole product, and greedy choice against assignment by scipy. Folders hold `NAME.gold.json` beside
`NAME.txt` as in `tests/align/chains`.
"""

import json
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import phaply
from phaply.align import concepts as words
from phaply.align import cover
from phaply.align.addressing import addressee_of
from phaply.align.concepts import bag_of
from phaply.align.items import Asked, Given
from phaply.align.matching import match
from phaply.align.obligations import addressed_to, asked_of
from phaply.align.similarity import Rarity
from phaply.parse import Plan

HERE = Path(__file__).resolve().parent.parent
DEFAULT = [HERE / "tests" / "align" / "chains", HERE.parent / "shared" / "chains" / "dev"]

Case = tuple[list[Asked], list[Given], list[tuple[str, set[str]]], Plan, list[Plan]]
Scores = list[list[float]]


def cases(folders: Sequence[Path]) -> list[Case]:
    """Every plan with gold: its addressed obligations, its tasks, and what a reader said of each obligation."""
    found = []
    for folder in folders:
        for file in sorted(folder.rglob("*.gold.json")):
            gold = json.loads(file.read_text(encoding="utf-8"))
            plan = phaply.parse(phaply.read(file.parent / file.name.replace(".gold.json", ".txt")))
            above = [phaply.parse(phaply.read(file.parent / name)) for name in gold["against"]]
            own, empty = addressee_of(plan), bag_of("")
            givens = [Given(plan, i, "", empty) for i in range(len(plan.tasks))]
            asked, said = [], []
            for u in above:
                for o, t, aside in asked_of(u):
                    told = next(
                        (
                            g
                            for g in gold["obligations"]
                            if g["upstream"] == o.source and _flat(g["quote"]) in _flat(o.quote)
                        ),
                        None,
                    )
                    paths = {b["path"] for b in told["by"]} if told else set()
                    if told and addressed_to(u, t, own)[0] == "yes" and paths != {""}:
                        asked.append(Asked(o, u, t, aside))
                        said.append((told["status"], paths))
            found.append((asked, givens, said, plan, above))
    return found


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


# --- ways to compare --------------------------------------------------------------------------------------------------
def product(asked: list[Asked], givens: list[Given], theme: str) -> Scores:
    """The product's own bags and rarity, task by task."""
    for g in givens:
        g._windows.clear()
        for kept in ("around", "single"):
            g.__dict__.pop(kept, None)
    for a in asked:
        for kept in ("bag", "first", "product"):
            a.__dict__.pop(kept, None)
    theme_bag = bag_of(theme)
    rarity = Rarity((*(a.bag for a in asked), *(g.window(0, len(g.clauses) - 1) for g in givens)), theme_bag)
    return [[match(a.bag, g, i, rarity).score for i, g in enumerate(givens)] for a in asked]


def tf_idf(tokens: Callable[[str], list[str]]) -> Callable[[list[Asked], list[Given], str], Scores]:
    """Cosine of TF-IDF vectors over any tokens; rarity among the items compared."""

    def scores(asked: list[Asked], givens: list[Given], theme: str) -> Scores:
        a = [Counter(tokens(x.words)) for x in asked]
        g = [Counter(tokens(x.text)) for x in givens]
        seen = Counter(t for c in (*a, *g) for t in c)
        n = len(a) + len(g)
        weigh = [{t: f * math.log((n + 1) / (seen[t] + 0.5)) for t, f in c.items()} for c in (*a, *g)]
        norms = [math.sqrt(sum(w * w for w in v.values())) or 1.0 for v in weigh]
        left, right = weigh[: len(a)], weigh[len(a) :]
        return [
            [sum(w * v.get(t, 0.0) for t, w in u.items()) / norms[i] / norms[len(a) + j] for j, v in enumerate(right)]
            for i, u in enumerate(left)
        ]

    return scores


def syllables(text: str) -> list[str]:
    """Syllables and pairs of neighbours."""
    single = phaply.language.words(text)
    return single + [f"{x} {y}" for x, y in pairwise(single)]


@lru_cache(maxsize=20_000)
def _segmented(text: str) -> tuple[str, ...]:
    from underthesea import word_tokenize

    return tuple(w.lower() for w in word_tokenize(text) if any(c.isalnum() for c in w))


@lru_cache(maxsize=20_000)
def _tagged(text: str) -> tuple[str, ...]:
    from underthesea import pos_tag

    return tuple(w.lower() for w, tag in pos_tag(text) if tag[0] in "NVA")


def with_underthesea(pieces: Callable[[str], Sequence[str]]) -> Callable[[list[Asked], list[Given], str], Scores]:
    """The product with the loose syllables outside its lists segmented into words by underthesea."""

    def loose(text: str, tokens: dict[str, float], factor: float) -> None:
        for word in pieces(text) if text.strip() else ():
            parts = [p for p in word.split() if p.isalpha() and p not in words._function_words()]
            if parts:
                tokens.setdefault("s:" + " ".join(parts), (0.8 if len(parts) > 1 else 0.3) * factor)

    def scores(asked: list[Asked], givens: list[Given], theme: str) -> Scores:
        usual = words._loose
        words._loose = loose
        words.bag_of.cache_clear()
        try:
            for a in asked:
                a.__dict__.pop("bag", None)
            return product(asked, givens, theme)
        finally:
            words._loose = usual
            words.bag_of.cache_clear()
            for a in asked:
                a.__dict__.pop("bag", None)

    return scores


def without_lists(asked: list[Asked], givens: list[Given], theme: str) -> Scores:
    """The product without its lists of concepts and verbs: syllables and pairs alone."""
    usual, phrases = words._known, words._phrases
    words._known = lambda: {}
    words._phrases = lambda: words.Phrases(())
    words.bag_of.cache_clear()
    try:
        for a in asked:
            a.__dict__.pop("bag", None)
        return product(asked, givens, theme)
    finally:
        words._known, words._phrases = usual, phrases
        words.bag_of.cache_clear()
        for a in asked:
            a.__dict__.pop("bag", None)


# --- figures ----------------------------------------------------------------------------------------------------------
def measure(name: str, way: Callable[[list[Asked], list[Given], str], Scores], data: list[Case]) -> None:
    """Print one line."""
    right = total = 0
    marks: list[tuple[float, bool]] = []
    spent = 0.0
    for asked, givens, said, plan, _ in data:
        started = time.perf_counter()
        table = way(asked, givens, plan.header.subject or "")
        spent += time.perf_counter() - started
        for row, (status, paths) in zip(table, said, strict=True):
            best = max(range(len(row)), key=lambda j: row[j]) if row else 0
            marks.append((row[best] if row else 0.0, status != "missing"))
            if paths:
                total += 1
                right += givens[best].task.path in paths
    cut = max((sum((s >= t) == done for s, done in marks) for t, _ in marks), default=0)
    print(
        f"{name:52}{right / max(1, total):9.3f}{cut / max(1, len(marks)):12.3f}{1000 * spent / max(1, len(data)):11.1f}"
    )


def assignment(data: list[Case]) -> None:
    """Greedy choice of the best task against one-to-one assignment by scipy."""
    try:
        from scipy.optimize import linear_sum_assignment
    except ImportError:
        print("scipy is not installed: pip install 'phaply[graph]'")
        return
    greedy = assigned = total = 0
    for asked, givens, said, plan, above in data:
        table = product(asked, givens, plan.header.subject or "")
        for u in above:  # an obligation is asked once in each document
            rows = [i for i, a in enumerate(asked) if a.obligation.source == u.document.name]
            if not rows or not givens:
                continue
            left, right = linear_sum_assignment([[-table[i][j] for j in range(len(givens))] for i in rows])
            chosen = {rows[a]: int(b) for a, b in zip(left, right, strict=True)}
            for i in rows:
                if said[i][1]:
                    total += 1
                    best = max(range(len(givens)), key=lambda j: table[i][j])
                    greedy += givens[best].task.path in said[i][1]
                    assigned += i in chosen and givens[chosen[i]].task.path in said[i][1]
    print(
        f"\nbest task, greedy {greedy / max(1, total):.3f}, one-to-one assignment (scipy) {assigned / max(1, total):.3f}"
    )


def main() -> None:
    """Print the table."""
    folders = [Path(a) for a in sys.argv[1:]] or [f for f in DEFAULT if f.is_dir()]
    data = cases(folders)
    print(f"{sum(len(c[0]) for c in data)} obligations of {len(data)} plans\n")
    print(f"{'way':52}{'best task':>9}{'told apart':>12}{'ms a plan':>11}")
    measure("TF-IDF, syllables and pairs", tf_idf(syllables), data)
    measure("syllables and pairs, rarity, clauses, no lists", without_lists, data)
    measure("concepts, verb classes, syllables and pairs (product)", product, data)
    try:
        import underthesea  # noqa: F401
    except ImportError:
        print("underthesea is not installed")
    else:
        _segmented("Khởi động bộ tách từ"), _tagged("Khởi động bộ gán nhãn")
        measure("TF-IDF, words of underthesea", tf_idf(lambda t: list(_segmented(t))), data)
        measure("TF-IDF, nouns, verbs, adjectives of underthesea", tf_idf(lambda t: list(_tagged(t))), data)
        _segmented.cache_clear(), _tagged.cache_clear()
        measure("product with words of underthesea", with_underthesea(_segmented), data)
        measure("product with words and parts of speech", with_underthesea(_tagged), data)
    assignment(data)
    started = time.perf_counter()
    for *_, plan, above in data:
        cover(plan, above)
    print(f"whole coverage, warm: {1000 * (time.perf_counter() - started) / max(1, len(data)):.1f} ms a plan")


if __name__ == "__main__":
    main()
