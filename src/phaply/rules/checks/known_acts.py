"""`known_acts`: what the registry of known acts says of a cited number: not there, another title, not yet in force on the plan's day.

The registry is never complete: what is not in it is only told, never an error.
"""

import re
from collections.abc import Iterator
from typing import Literal

from phaply.acts.keys import is_unique
from phaply.acts.resolve import resolve
from phaply.acts.status import status
from phaply.language import fold, words
from phaply.parse.model import Citation
from phaply.rules.checks import Hit, Settings, check, not_applicable
from phaply.rules.checks.compare import shown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items

_TITLE = re.compile(
    r"[^.;:\n]{0,90}?(?<!\w)(?:về việc|về|quy định chi tiết|quy định|hướng dẫn|sửa đổi, bổ sung|ban hành)(?!\w)([^.;\n]{10,240})"
)
_LEAST_WORDS = 4
_LEAST_SHARE = 0.35


class KnownActs(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `known_acts`."""

    find: Literal["unknown", "title", "not-yet"]
    numbers_pattern: str = "."
    """Only numbers in which this is found, folded."""


@check("known_acts", KnownActs)
def run(rule: Rule, settings: KnownActs, ctx: Context) -> Iterator[Hit]:
    """A Hit for every cited act of which that is so, once for each number."""
    if ctx.acts is None:
        yield not_applicable("Không có danh mục văn bản." if ctx.lang != "en" else "There is no registry of acts.")
        return
    numbers = re.compile(settings.numbers_pattern)
    day = ctx.as_of
    seen: set[str] = set()
    for item in items(rule, ctx):
        c: Citation = item.of
        number = c.number or ""
        if settings.find != "not-yet" and not (number and is_unique(number) and numbers.search(fold(number))):
            continue
        key = fold(number or c.title or "")
        if key in seen:
            continue
        found = resolve(c, ctx.acts, day)
        values = {"cited": " ".join(ctx.text[c.start : c.end].split())}
        if settings.find == "unknown":
            if found.candidates or found.act:
                continue
        elif found.act is None:
            continue
        elif settings.find == "title":
            if not found.act.title or _same_title(c, found.act.title, ctx):
                continue
            values["title"] = found.act.title
        else:
            if day is None or status(found.act, day).status != "not-yet" or not found.act.effective:
                continue
            if _about(found.act.title or "", ctx):
                continue  # a plan to carry it out is made before it is in force
            values |= {"from": shown(found.act.effective), "title": found.act.title or ""}
        seen.add(key)
        yield Hit(spans=((c.start, c.end),), outcome="fail", values=values)


def _same_title(c: Citation, title: str, ctx: Context) -> bool:
    """Whether the words behind the number may be the act's title; nothing there, or too little, is no contradiction."""
    line_end = ctx.text.find("\n", c.end)
    m = _TITLE.match(ctx.folded, c.end, min(line_end if line_end >= 0 else len(ctx.text), c.end + 330))
    if m is None:
        return True
    said, known = words(m[0]), set(words(title))
    own = [w for w in said if not w.isdigit()]
    telling = [w for w in words(title) if len(w) > 1]
    if len(own) < _LEAST_WORDS or len(telling) < _LEAST_WORDS:
        return True
    return sum(w in set(said) for w in known) >= _LEAST_SHARE * len(known)


def _about(title: str, ctx: Context) -> bool:
    told = set(words(f"{ctx.header.subject or ''} {ctx.text[ctx.body_start : ctx.body_start + 1500]}"))
    telling = words(title)
    return bool(telling) and sum(w in told for w in telling) >= 0.8 * len(telling)
