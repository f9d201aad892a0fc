"""`calendar`: days that no calendar has (31/6, 29/2/2023), deadlines on a Sunday, weekdays that do not belong to their date."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from phaply.parse.dates import read_date
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.checks.weekdays import DAYS, falls_on, named_days
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items

# A candidate begins with a day of its own: no part of a number, a ratio or a longer fraction.
_CANDIDATES = (
    re.compile(r"ngày {0,2}(?=\d{1,2} {0,2}(?:[/.-]|tháng))"),
    re.compile(r"[0-9](?<![\w/.,-][0-9])\d?[/.-]\d{1,2}[/.-]\d{4}(?!\d)"),
)


class Calendar(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `calendar`."""

    find: Literal["impossible", "sunday", "weekday"] = "impossible"


@check("calendar", Calendar)
def run(rule: Rule, settings: Calendar, ctx: Context) -> Iterator[Hit]:
    """A Hit for every such day."""
    if settings.find == "sunday":
        yield from _sundays(rule, ctx)
        return
    if settings.find == "weekday":
        yield from _weekdays(ctx)
        return
    at = -1
    for start in sorted(m.start() for candidate in _CANDIDATES for m in candidate.finditer(ctx.folded)):
        if start < at:
            continue
        found = read_date(ctx.folded, start, min(len(ctx.folded), start + 60))
        if found is None or found.day is None or found.month is None:
            continue
        day, month, year = found.day, found.month, found.year
        # Without a year, 29/2 may be right.
        if _exists(day, month, year if year is not None else 2024):
            continue
        at = found.end
        values = {"day": f"{day}/{month}" + (f"/{year}" if year else "")}
        yield Hit(spans=((start, found.end),), values=values)


def _exists(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _sundays(rule: Rule, ctx: Context) -> Iterator[Hit]:
    for item in items(rule, ctx):
        d = item.of
        if d.type != "by" or d.to is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", d.to):
            continue
        if date.fromisoformat(d.to).weekday() == 6:
            yield Hit(
                spans=((d.start, d.end),),
                path=item.path,
                values={"day": "/".join(str(int(p)) for p in reversed(d.to.split("-")))},
            )


def _weekdays(ctx: Context) -> Iterator[Hit]:
    """Dates beside another weekday than theirs; one without a year must be wrong in the plan's year and in the next."""
    issued = ctx.issue_range
    for named in named_days(ctx):
        first = named.date.year or (int(issued[0][:4]) if issued else None)
        if first is None:
            continue
        right = falls_on(named.date, first)
        if right is None or right == named.weekday:
            continue
        if named.date.year is None and falls_on(named.date, first + 1) in (None, named.weekday):
            continue
        yield Hit(
            spans=((named.start, named.end),),
            outcome="fail" if named.date.year else "review",
            values={
                "day": f"{named.date.day}/{named.date.month}/{first}",
                "printed": DAYS[named.weekday],
                "right": DAYS[right],
            },
        )
