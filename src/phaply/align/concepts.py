"""Concepts (khái niệm): the words of a task, brought to what they name, so that two plans can be compared.

A text becomes a bag of tokens: concepts of `corpora/lexicon/concepts.tsv` (`c:leaflet`), administrative verbs with their class
(`v:phát`), and the syllables left over, singly and in neighbouring pairs (`s:quy`, `s:quy chế`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from phaply.language import fold
from phaply.parse.lexicon import Phrases, rows
from phaply.parse.verbs import begins_with_verb, verb_class

__all__ = ["SENDING", "Bag", "bag_of", "class_of", "classes_of", "label", "one_thing"]


class Bag(Struct, frozen=True, eq=False):
    """What a text names: concepts and loose words with their own weight, and verbs. A bag equals itself alone."""

    tokens: dict[str, float]
    """Token → weight between 0 and 1 before the token's rarity is taken into account."""
    classes: frozenset[str]
    """What is done: the classes of its verbs, and of what its things imply."""
    printed: dict[str, frozenset[str]] = {}
    """Token of a thing → the syllables it was printed with."""
    syllables: frozenset[str] = frozenset()
    """All syllables that tell something."""


SENDING = ("submit", "notify", "report")
"""Classes of verbs by which something goes to somebody."""
_NO_ACTION = frozenset(("function", "modal", "manner", "lead", "coordinate"))
"""Classes of the verb list that say nothing of what is done."""

_LIGHT_VERBS = frozenset(
    ("tổ chức", "thực hiện", "triển khai", "thi hành", "tiến hành", "hoàn thành", "tổ chức thực hiện")
)
_LIGHT = 0.45
"""Verbs that any task may begin with."""


@cache
def _known() -> dict[str, tuple[str, float]]:
    """Phrase, folded → its token and weight."""
    known: dict[str, tuple[str, float]] = {}
    for row in rows("concepts"):
        for phrase in fold(row["words"]).split(";"):
            token = row["concept"] if row["concept"].startswith("v:") else f"c:{row['concept']}"
            known[phrase.strip()] = (token, float(row["weight"]))
    for row in rows("verbs"):
        verb, kind = fold(row["verb"]), row["class"]
        if kind == "noun":
            known.setdefault(verb, (f"s:{verb}", 0.6))
        elif kind not in _NO_ACTION:
            known.setdefault(verb, (f"v:{verb}", _LIGHT if verb in _LIGHT_VERBS else 1.0))
    return known


@cache
def _phrases() -> Phrases:
    return Phrases(_known())


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("function_words"))


_TURN = re.compile(
    r"(?P<manner>,? (?:bảo đảm|đảm bảo|để|nhằm|bằng|theo|phục vụ|qua|thông qua|trong đó|phù hợp|trên cơ sở|sau khi|trước khi|trong khi)(?![^\W_])|\()"
    r"|(?P<matter> việc(?![^\W_]))"
    r"|(?P<place> (?:tại|ở)(?![^\W_]))"
    r"|(?P<audience> (?:cho|đến|tới|đối với)(?![^\W_]))"
    r"|(?P<again>[;.] |, (?:và )?(?=\w))"
)
"""Where a task turns from what is done to how, where and for whom, and where it begins anew."""
_NEXT = 0.8
"""What is done after the first thing (…, lập danh mục, gửi …) counts a little less."""
_ASIDE = 0.4
_FACTORS = {"manner": 0.4, "place": 0.55, "audience": 0.7, "matter": 0.79}
"""What is checked or reported (kiểm tra việc chấp hành …) is no work of its own: its verbs count aside, its things nearly in full."""
_SYLLABLE = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")
_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?:vào|các) ){0,2}(?:(?:buổi )?(?:sáng|chiều|tối) )?(?:ngày )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?!\w)"
)
"""A time (sáng thứ Bảy), whose words name no thing."""
_FIRST_WORDS, _FIRST_VERB = 12, 5
"""A turn before this many code points stands in the verb phrase itself (`Qua hệ thống …`)."""


def one_thing(folded: str, end: int, start: int) -> bool:
    """Whether what stands on both sides of `end`–`start` is one thing of the list (`phản ánh, kiến nghị`)."""
    words = [m.start() + max(0, end - 40) for m in _SYLLABLE.finditer(folded[max(0, end - 40) : end])]
    return any((m := _phrases().match(folded, at, len(folded))) is not None and m[1] > start for at in words[-4:])


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


@cache
def class_of(verb: str) -> str | None:
    """The class of a verb of the list."""
    return verb_class(verb)


def classes_of(tokens: Iterable[str]) -> frozenset[str]:
    """What is done: the classes of the verbs among tokens, and of what the things among them imply."""
    found = {class_of(t[2:]) if t[0] == "v" else _IMPLIED.get(t) for t in tokens}
    return frozenset(kind for kind in found if kind is not None)


@lru_cache(maxsize=20_000)
def bag_of(text: str) -> Bag:
    """The bag of a task's words, kept for the next text alike (thousands of plans of one district repeat each other).

    Numbers and dates are left out: they are compared as what they are.
    """
    folded = _WEEKDAY.sub(" , ", _SPACES.sub(" ", fold(text)))
    known, phrases = _known(), _phrases()
    tokens: dict[str, float] = {}
    printed: dict[str, frozenset[str]] = {}
    turns = [*_turns(folded), (len(folded) + 1, 1.0)]
    at = turn = loose = 0
    factor = 1.0
    for word in _SYLLABLE.finditer(folded):
        if word.start() < at:
            continue
        while turns[turn][0] <= word.start():
            _loose(folded[loose : word.start()], tokens, factor)
            loose, factor, turn = word.start(), turns[turn][1], turn + 1
        found = phrases.match(folded, word.start(), len(folded))
        if found is None:
            continue
        _loose(folded[loose : word.start()], tokens, factor)
        phrase, at = found
        loose = at
        token, weight = known[phrase]
        if token[0] == "v" and factor < _NEXT:
            weight *= _ASIDE  # a verb that tells which people or which place (công chức tham mưu …)
        tokens[token] = max(weight * factor, tokens.get(token, 0.0))
        if token[0] != "v":
            printed.setdefault(token, frozenset(phrase.split()) - _function_words())
    _loose(folded[loose:], tokens, factor)
    said = frozenset(s for s in _SYLLABLE.findall(folded) if len(s) > 1) - _function_words()
    return Bag(tokens, classes_of(tokens), printed, said)


def _turns(folded: str) -> Iterator[tuple[int, float]]:
    """Offsets from which words count with another factor."""
    for m in _TURN.finditer(folded):
        if m.start() < (_FIRST_VERB if m.lastgroup in ("audience", "matter") else _FIRST_WORDS):
            continue
        if m.lastgroup == "again":
            mark = folded[m.start()]
            if mark != ",":
                yield m.end(), 1.0
            elif begins_with_verb(folded, m.end(), len(folded)):
                yield m.end(), _NEXT
        else:
            yield m.start(), _FACTORS[m.lastgroup or "manner"]


def _loose(text: str, tokens: dict[str, float], factor: float) -> None:
    """Add the syllables of a stretch without known phrases, and the pairs of neighbours, which often are one word.

    Of a run of k syllables about k/2 pairs are words and the others are not, so all share the weight of k/2.
    """
    ignored = _function_words()
    run: list[str] = []
    for m in _SYLLABLE.finditer(text):
        syllable = m[0]
        if syllable in ignored or not syllable.isalpha() or len(syllable) < 2:
            _pairs(run, tokens, factor)
            run = []
            continue
        tokens.setdefault(f"s:{syllable}", 0.2 * factor)
        run.append(syllable)
    _pairs(run, tokens, factor)


def _pairs(run: list[str], tokens: dict[str, float], factor: float) -> None:
    if len(run) < 2:
        return
    weight = 0.6 * factor * (len(run) / 2) / (len(run) - 1)
    for pair in pairwise(run):
        tokens.setdefault(f"s:{' '.join(pair)}", weight)


@cache
def _labels() -> dict[str, str]:
    return {f"c:{row['concept']}": row["words"].split(";")[0].strip() for row in rows("concepts")}


def label(token: str) -> str:
    """A token in words for people: `c:leaflet` → `tờ gấp`."""
    return _labels().get(token, token[2:])
