"""`promises`: what the plan asks of itself in its purposes and requirements, its tasks keep (rõ người, rõ việc, rõ thời hạn)."""

from collections.abc import Iterator
from typing import Literal

from phaply.parse.model import Task
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items
from phaply.rules.patterns import compile_pattern


class Promises(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `promises`."""

    promise_pattern: str
    """The words of the promise, folded."""
    headings_pattern: str
    """The parts of the plan that promise."""
    tasks_pattern: str
    """The parts whose tasks must keep it."""
    field: Literal["deadline", "lead"]
    share: float = 0.4
    """Broken if more than this share of the tasks do not keep it."""
    least: int = 3


@check("promises", Promises)
def run(rule: Rule, settings: Promises, ctx: Context) -> Iterator[Hit]:
    """At most one Hit: the promise, and the tasks that do not keep it."""
    promise = compile_pattern(settings.promise_pattern)
    heading, bound = compile_pattern(settings.headings_pattern), compile_pattern(settings.tasks_pattern)
    said = next(
        (
            m.span()
            for p in ctx.paragraphs_in(ctx.body_start, ctx.body_end)
            if (m := promise.search(ctx.folded, p.start, p.end)) and ctx.is_under(p.start, heading)
        ),
        None,
    )
    if said is None:
        return
    tasks = [i.of for i in items(rule, ctx) if ctx.is_under(i.start, bound)]
    broken = [t for t in tasks if not _kept(t, settings.field, ctx)]
    if len(tasks) >= settings.least and len(broken) > settings.share * len(tasks):
        spans = (said, *((t.start, t.end) for t in broken[:4]))
        yield Hit(spans=spans, values={"count": str(len(broken)), "all": str(len(tasks))})


def _kept(task: Task, field: str, ctx: Context) -> bool:
    if field == "lead":
        return bool(task.lead)
    if task.deadline is None:
        return False
    d = ctx.plan.deadlines[task.deadline]
    return not d.tentative and (d.latest is not None or d.type in ("recurring", "duration") or d.recurrence is not None)
