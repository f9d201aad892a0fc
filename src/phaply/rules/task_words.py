"""What a task says (nội dung công việc): its telling words, without who does it and when, worked out once for a plan."""

from bisect import bisect_left

from phaply.parse.model import Deadline, Task
from phaply.rules.context import Context
from phaply.rules.stated import telling

__all__ = ["said_in"]

_LONGEST = 400


def said_in(task: Task, ctx: Context) -> frozenset[str]:
    """The telling words of the beginning of a task."""
    words = ctx.told.get(id(task))
    if words is None:
        end = min(task.end, task.start + _LONGEST)
        times = ctx.plan.deadlines
        inside = range(bisect_left(times, task.start, key=_start), bisect_left(times, end, key=_start))
        cut = [(p.start, p.end) for p in (*task.lead, *task.support)]
        cut += [(times[i].start, times[i].end) for i in inside]
        words = ctx.told[id(task)] = frozenset(telling(ctx.folded, task.start, end, cut))
    return words


def _start(d: Deadline) -> int:
    return d.start
