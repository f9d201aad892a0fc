"""`doubled`: one word printed twice in a row ("trong trong"), or a qualifier said twice of one thing ("ban hành mới … mới").

Vietnamese doubles words on purpose (thường thường, xanh xanh, người người): the rule file lists those.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress, count
from operator import eq
from typing import Literal

from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_TWICE = re.compile(r"(?<![\w\-–/])([^\W\d_]{2,8})[ \n]{1,3}(\1)(?![\w\-–/])")


_PAIR_TWICE = re.compile(r"(?<![\w\-–/])([^\W\d_]{1,8} [^\W\d_]{1,8}) (\1)(?![\w\-–/])")


class Doubled(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `doubled`."""

    allow: tuple[str, ...] = ()
    """Words that may stand twice."""
    compounds: tuple[str, ...] = ()
    """Two-word terms whose last word may be followed by a term that begins with it."""
    sure: tuple[str, ...] = ()
    """Words that never end one term and begin the next; the others are for review."""
    two_senses: tuple[str, ...] = ()
    """Words of two syllables that may follow themselves: as a name and then as a verb (`các tổ chức tổ chức hội nghị`)."""
    qualifiers: tuple[str, ...] = ()
    """Words that say the same thing twice when they stand after a verb and again after its object."""
    verbs: tuple[str, ...] = ()
    within: int = 6
    """At most so many words between the two."""


@check("doubled", Doubled)
def run(rule: Rule, settings: Doubled, ctx: Context) -> Iterator[Hit]:
    """A Hit for every doubled word or qualifier."""
    if settings.qualifiers:
        for start, end in _twice(settings, ctx):
            for m in _qualifiers(settings).finditer(ctx.folded, start, end):
                yield Hit(spans=(m.span(),), values={"word": m[1]})
        return
    tokens = ctx.folded.split()
    if _any_pair_twice(tokens):
        for m in _PAIR_TWICE.finditer(ctx.folded):
            first, second = m[1].split()
            if m[1] not in settings.two_senses and first != second and _same_case(ctx, m):
                yield Hit(spans=(m.span(),), values={"word": ctx.text[m.start(2) : m.end(2)]})
    sure = set(settings.sure)
    allowed, compounds = set(settings.allow), set(settings.compounds)
    if not _any_twice(tokens):
        return
    for m in _TWICE.finditer(ctx.folded):
        word = m[1]
        if word in allowed or "\n" in m[0]:
            continue
        first, second = ctx.text[m.start(1) : m.end(1)], ctx.text[m.start(2) : m.end(2)]
        # "xã Xã Đàn", "Ban ban hành": the second word begins a name, or one of them ends one.
        if first != second and not (
            first[0].isupper() and first[1:].islower() and second.islower() and _starts(ctx, m.start())
        ):
            continue
        if word in sure:
            before = _BEFORE.search(ctx.folded, max(0, m.start() - 10), m.start())
            if before is not None and f"{before[1]} {word}" in compounds:
                continue  # "theo các bước tiếp theo theo quy định"
        elif _joins_two(ctx, m.start(), m.end()):
            continue
        outcome: Literal["fail", "review"] = "fail" if word in sure else "review"
        yield Hit(spans=(m.span(),), outcome=outcome, values={"word": ctx.text[m.start(2) : m.end(2)]})


@lru_cache(maxsize=64)
def _qualifiers(settings: Doubled) -> re.Pattern[str]:
    verbs = "|".join(re.escape(v) for v in settings.verbs)
    words = "|".join(re.escape(q) for q in settings.qualifiers)
    return re.compile(rf"(?<!\w)(?:{verbs}) ({words})(?: [^\W\d_]{{1,8}}){{1,{min(settings.within, 12)}}}? (\1)(?!\w)")


def _same_case(ctx: Context, m: re.Match[str]) -> bool:
    """Whether both are written alike, the capital of a sentence's beginning aside: else the second begins a name."""
    first, second = ctx.text[m.start(1) : m.end(1)], ctx.text[m.start(2) : m.end(2)]
    return first == second or (first[1:] == second[1:] and second.islower() and _starts(ctx, m.start()))


def _any_pair_twice(words: list[str]) -> bool:
    again = compress(count(), map(eq, words, words[2:]))
    return any(words[i + 3].startswith(words[i + 1]) for i in again if i + 3 < len(words))


_MARKS = "\"“”‘’'()[]{}.,;:!?…*|>#<«»"


def _any_twice(words: list[str]) -> bool:
    """Whether any word is followed by itself, marks aside: most texts hold none, and then no pattern need be tried."""
    following = words[1:]
    again = compress(zip(words, following, strict=False), map(str.startswith, following, words))
    if any(_twice_told(one, other) for one, other in again):
        return True
    return any(_twice_told(one, other) for one, other in zip(words, following, strict=False) if one[0] in _MARKS)


def _twice_told(one: str, other: str) -> bool:
    word = one.lstrip(_MARKS)
    return len(word) >= 2 and other.startswith(word) and not other[len(word) :][:1].isalpha()


def _twice(settings: Doubled, ctx: Context) -> Iterator[tuple[int, int]]:
    """The stretches of the body where a qualifier stands twice, near enough, with the verb before it."""
    found: list[tuple[int, int]] = []
    reach = 9 * min(settings.within, 12) + 1
    longest = max((len(v) for v in settings.verbs), default=0) + 2
    for word in settings.qualifiers:
        last = -reach
        at = ctx.folded.find(f" {word}", ctx.body_start, ctx.body_end)
        while at >= 0:
            if at - last <= reach + len(word):
                found.append((max(ctx.body_start, last - longest), min(ctx.body_end, at + len(word) + 2)))
            last = at
            at = ctx.folded.find(f" {word}", at + 1, ctx.body_end)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return iter(merged)


def _starts(ctx: Context, at: int) -> bool:
    p = ctx.paragraph_at(at)
    return p is not None and at == p.start


_BEFORE = re.compile(r"([^\W\d_]{1,8}) $")
_AFTER = re.compile(r" [^\W\d_]")


def _joins_two(ctx: Context, start: int, end: int) -> bool:
    """Whether words stand on both sides: then the first may end one term and the second begin the next (`hành vi vi phạm`)."""
    return (
        _BEFORE.search(ctx.folded, max(0, start - 10), start) is not None and _AFTER.match(ctx.folded, end) is not None
    )
