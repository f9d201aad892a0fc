"""`level_wording`: words that belong to another level of government, left from the plan that was copied.

In the phrases of the rule file `{own}` stands for the units of the issuer's level (phường, xã, …), `{upper}` for those of the levels above.
Names and titles of other documents are left alone, and so is what an `allow` pattern finds just before or after.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from phaply.parse.model import Level
from phaply.rules.checks import Hit, Settings, check, not_applicable, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.levels import RANK, UNIT_WORDS
from phaply.rules.patterns import compile_pattern


class Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    """Words, and at which issuers' levels and until when they are out of place."""

    pattern: str
    levels: tuple[Level, ...] = ()
    gate: tuple[str, ...] = ()
    """Words of which the text must hold one for the pattern to be tried at all; they save time and change nothing."""
    sure: bool = True
    """False: somebody should look."""
    allow_before_pattern: str | None = None
    allow_after_pattern: str | None = None
    districts: bool | None = None
    """True: only while there are districts; False: only after they ended."""


class LevelWording(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `level_wording`."""

    phrases: tuple[Phrase, ...]


@check("level_wording", LevelWording)
def run(rule: Rule, settings: LevelWording, ctx: Context) -> Iterator[Hit]:
    """A Hit for every phrase of another level in the body of the plan."""
    if ctx.level is None:
        yield unknown(
            "Không nhận ra cấp của cơ quan ban hành." if ctx.lang != "en" else "The issuer's level was not recognised."
        )
        return
    if not ctx.plan.outline:
        yield not_applicable("Không tìm thấy nội dung kế hoạch." if ctx.lang != "en" else "No content was found.")
        return
    seen: set[int] = set()
    folded = ctx.folded
    for phrase, pattern in _phrases(settings, ctx.level, ctx.districts):
        if phrase.gate and not any(word in folded for word in phrase.gate):
            continue
        before = compile_pattern(phrase.allow_before_pattern) if phrase.allow_before_pattern else None
        after = compile_pattern(phrase.allow_after_pattern) if phrase.allow_after_pattern else None
        for m in pattern.finditer(ctx.folded, ctx.body_start, ctx.body_end):
            start, end = m.span()
            if ctx.is_cited(start, end) or not seen.isdisjoint(range(start, end)):
                continue
            if before and before.search(ctx.folded, max(0, start - 50), start):
                continue
            if after and after.match(ctx.folded, end, end + 50):
                continue
            seen.update(range(start, end))
            yield Hit(spans=((start, end),), outcome="fail" if phrase.sure else "review")


@lru_cache(maxsize=64)
def _phrases(
    settings: LevelWording, level: Level, districts: bool | None
) -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    """The phrases that are out of place at a level, while there are districts or not."""
    return tuple(
        (phrase, compile_pattern(_expand(phrase.pattern, level)))
        for phrase in settings.phrases
        if (not phrase.levels or level in phrase.levels) and (phrase.districts is None or phrase.districts is districts)
    )


def _expand(pattern: str, level: str) -> str:
    own = "|".join(w for w in UNIT_WORDS.get(level, ()) if w != "thành phố" or level == "province")
    upper = "|".join(dict.fromkeys(w for name, words in UNIT_WORDS.items() if RANK[name] < RANK[level] for w in words))
    return pattern.replace("{own}", f"(?:{own or '(?!)'})").replace("{upper}", f"(?:{upper or '(?!)'})")
