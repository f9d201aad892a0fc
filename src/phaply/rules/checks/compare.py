"""`compare`: two dates must stand in an order: a field against another field, the plan's day, or a day written in the rule.

Dates with a blank part are compared by the days they can mean: only what holds for all of them fails.
"""

import re
from collections.abc import Iterator
from typing import Literal

from phaply.rules.checks import Hit, Settings, check, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items, value

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Compare(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `compare`. `fails`: what must not hold between left and right."""

    left: str
    fails: Literal["before", "after"]
    right: str
    """A field, `issued` for the plan's own day, or a day such as `2025-07-01`."""
    many: int = 0
    """From so many on (0: never) it is the plan's way of telling its whole course, past steps too: said once, for review."""


@check("compare", Compare)
def run(rule: Rule, settings: Compare, ctx: Context) -> Iterator[Hit]:
    """A Hit for every thing whose date is on the wrong side."""
    hits = list(_hits(rule, settings, ctx))
    if settings.many and len(hits) >= settings.many:
        spans = tuple(h.spans[0] for h in hits[:12])
        yield Hit(spans=spans, outcome="review", path=hits[0].path, values=hits[0].values)
    else:
        yield from hits


def _hits(rule: Rule, settings: Compare, ctx: Context) -> Iterator[Hit]:
    for item in items(rule, ctx):
        left = value(item, settings.left, ctx)
        day = left.data
        if not isinstance(day, str) or not _DAY.fullmatch(day):
            continue
        if settings.right == "issued":
            span = ctx.issue_range
            if span is None:
                yield unknown(
                    "Văn bản không ghi ngày ban hành." if ctx.lang != "en" else "The plan has no date of issue."
                )
                return
            first, last = span
        elif _DAY.fullmatch(settings.right):
            first = last = settings.right
        else:
            right = value(item, settings.right, ctx).data
            if not isinstance(right, str) or not _DAY.fullmatch(right):
                continue
            first = last = right
        if (settings.fails == "before" and day < first) or (settings.fails == "after" and day > last):
            values = {"left": shown(day), "right": shown(first if settings.fails == "before" else last)}
            yield Hit(spans=(left.span or (item.start, item.end),), path=item.path or None, values=values)


def shown(day: str) -> str:
    """An ISO day as Vietnamese texts print it: 15/5/2023."""
    year, month, date = day.split("-")
    return f"{int(date)}/{int(month)}/{year}"
