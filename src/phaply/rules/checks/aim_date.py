"""`python:aim-date`: what prepares for a day that the aims name (… để bảo đảm từ ngày 01/7/2023 Luật được thực hiện …) is done by then.

Only work that a day can wait for is looked at (`tasks_pattern`); an open or unknown time says nothing.
"""

import re
from collections.abc import Iterator

from phaply.parse.dates import read_date
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.checks.compare import shown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items
from phaply.rules.patterns import compile_pattern

_AIM = re.compile(r"(?:bảo đảm|đảm bảo|sẵn sàng|để|nhằm)[^.;\n]{0,20} (?:từ|kể từ|trước|đến) (?:hết )?(?=ngày {0,2}\d)")
_DONE = re.compile(r"[^.;\n]{0,160}(?:thực hiện|thi hành|áp dụng|hoàn thành|hoạt động|vận hành|triển khai)(?!\w)")


class AimDate(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `aim-date`."""

    headings_pattern: str
    """The parts of the plan that set aims."""
    tasks_pattern: str
    """Beginnings of tasks that prepare for the day."""


@check("python:aim-date", AimDate)
def run(rule: Rule, settings: AimDate, ctx: Context) -> Iterator[Hit]:
    """At most one Hit: the aim, and the tasks that are over only after its day."""
    if "ngày" not in ctx.folded:
        return
    heading, prepares = compile_pattern(settings.headings_pattern), compile_pattern(settings.tasks_pattern)
    for m in _AIM.finditer(ctx.folded, ctx.body_start, ctx.body_end):
        day = read_date(ctx.folded, m.end(), min(len(ctx.folded), m.end() + 60))
        if day is None or not day.iso or "X" in day.iso or not _DONE.match(ctx.folded, day.end):
            continue
        if not ctx.is_under(m.start(), heading):
            continue
        late = []
        for item in items(rule, ctx):
            task = item.of
            if task.deadline is None or not prepares.match(ctx.folded, task.start, task.end):
                continue
            latest = ctx.plan.deadlines[task.deadline].latest
            if latest and re.fullmatch(r"\d{4}-\d\d-\d\d", latest) and latest > day.iso:
                late.append(task)
        if late:
            spans = ((m.start(), day.end), *((t.start, t.end) for t in late[:4]))
            paths = ", ".join(dict.fromkeys(t.path for t in late))
            yield Hit(spans=spans, values={"day": shown(day.iso), "paths": paths, "count": str(len(late))})
        return
