"""The names of known laws (`corpora/lexicon/law_names.tsv`), matched by syllable, marks and punctuation aside."""

import re
from functools import lru_cache

from msgspec import Struct

from phaply.language import bare, fold
from phaply.resources import shipped

__all__ = ["SYLLABLE", "Walk", "reordered_end", "walk_known"]

SYLLABLE = re.compile(r"[^\W_]+")
_GAP = re.compile(r"\s?\([A-Z&Đ]{2,8}\)[,]?\s{1,2}|[\s,\-–/]{1,4}")
_END = ""  # key of a trie node at which a known name ends


class Walk(Struct, frozen=True):
    """How far the text goes along with known names: the longest whole one, and the furthest common beginning."""

    best: int
    """Where the longest whole name ends, 0 if none does."""
    best_steps: int
    end: int
    steps: int
    """Syllables gone along with."""


@lru_cache(maxsize=1)
def _known_names() -> dict[str, object]:
    """A trie of bare syllables; its leaves hold the folded names, so that `Giá` is not taken for `gia`."""
    root: dict[str, object] = {}
    for line in shipped("corpora", "lexicon", "law_names.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        _, name, *_ = line.split("\t")
        syllables = SYLLABLE.findall(fold(name))
        node = root
        for syllable in syllables:
            child = node.setdefault(bare(syllable), {})
            assert isinstance(child, dict)
            node = child
        node[_END] = tuple(syllables)
    return root


@lru_cache(maxsize=1)
def _by_beginning() -> dict[tuple[str, str], list[frozenset[str]]]:
    """The bare syllables of each long known name, by its first two: a name may be cited with its parts in another order."""
    found: dict[tuple[str, str], list[frozenset[str]]] = {}
    for line in shipped("corpora", "lexicon", "law_names.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            syllables = SYLLABLE.findall(bare(line.split("\t")[1]))
            if len(syllables) >= 6:
                found.setdefault((syllables[0], syllables[1]), []).append(frozenset(syllables))
    return found


def reordered_end(text: str, folded: str, at: int, beyond: int) -> int | None:
    """The end of a known name said in another order (`… và cứu hộ, cứu nạn`), if it reaches beyond `beyond`."""
    head = SYLLABLE.match(folded, at)
    second = SYLLABLE.match(folded, head.end() + 1) if head else None
    if head is None or second is None:
        return None
    best: int | None = None
    for name in _by_beginning().get((bare(head[0]), bare(second[0])), ()):
        end, here, seen = at, at, set()
        while (m := SYLLABLE.match(folded, here)) is not None and bare(m[0]) in name:
            end = m.end()
            seen.add(bare(m[0]))
            gap = _GAP.match(text, end)
            if gap is None:
                break
            here = gap.end()
        if len(seen) >= len(name) - 1 and end > max(beyond, best or 0):
            best = end
    return best


def walk_known(text: str, folded: str, at: int) -> Walk:
    """The walk from `at`."""
    node: dict[str, object] = _known_names()
    best, end, steps, best_steps = 0, at, 0, 0
    spoken: list[str] = []
    here = at
    while (m := SYLLABLE.match(folded, here)) is not None:
        child = node.get(bare(m[0]))
        if isinstance(child, dict):
            node = child
            spoken.append(m[0])
            steps += 1
        elif 2 <= m.end() - m.start() <= 6 and text[m.start() : m.end()].isupper():
            path = _spelt_out(node, bare(m[0]))
            if path is None:
                break
            node = path[-1][1]
            spoken.extend(syllable for syllable, _ in path)
            steps += len(path)
        else:
            break
        end = m.end()
        whole = node.get(_END)
        # In a short name not every mark may be wrong: "Giá" is no "gia".
        if isinstance(whole, tuple) and (len(whole) > 2 or any(a == b for a, b in zip(whole, spoken, strict=True))):
            best, best_steps = end, steps
        gap = _GAP.match(text, end)
        if gap is None:
            break
        here = gap.end()
    return Walk(best, best_steps, end, steps)


def _spelt_out(node: dict[str, object], letters: str) -> list[tuple[str, dict[str, object]]] | None:
    """The syllables below a node whose initials an abbreviation is made of: `ANTT` → an ninh trật tự."""
    if not letters:
        return []
    for syllable, child in node.items():
        if syllable and syllable[0] == letters[0] and isinstance(child, dict):
            rest = _spelt_out(child, letters[1:])
            if rest is not None:
                return [(syllable, child), *rest]
    return None
