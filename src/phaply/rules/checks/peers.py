"""`peers`: what most tasks of a section name, each of them should name (who leads, by when, the product).

`report: one` speaks of the odd ones out, where at least `share` of the section's other tasks name it, or where the label or the cell for
it is there and empty. `report: section` speaks once of a section where fewer do; it never knows, so it is for `review`.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from phaply.language import fold
from phaply.parse.model import Task
from phaply.parse.verbs import begins_with_verb
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items
from phaply.rules.patterns import compile_pattern

_COMMITTEE = re.compile(
    r"(?:ủy ban nhân dân|ubnd)(?: (?:phường|xã|thị trấn|quận|huyện|tỉnh|thành phố|thị xã|đặc khu))?(?: .{1,30})?"
)
_ITS_NAME = re.compile(r"^(?:ủy ban nhân dân|ubnd) ?")
_FEWEST = 6
"""Words of a paragraph that can be a task."""
_NO_WORK = re.compile(
    r"(?:thời gian|thời hạn|kinh phí|địa điểm|thành phần|hình thức|kế hoạch|trên đây|căn cứ|mục tiêu|chỉ tiêu|lưu ý|ghi chú|đề nghị|trường hợp|nếu|khi|các|những|đến|tính đến|từ|trong)(?!\w)"
)
"""How paragraphs begin that tell of work and give none."""
_BY_EVENT = re.compile(
    r"(?<!\w)(?:(?:trước|sau|từ|kể từ) (?:ngày )?(?:khi|bắt đầu|khai mạc|diễn ra|kết thúc)|trong (?:suốt )?(?:thời gian(?! (?:sớm|nhanh|ngắn|gần|tới|qua|sắp|quy định|thích hợp))|đợt))(?!\w)"
)
"""A time told by what happens then."""
_HELPS = re.compile(r"phối hợp(?! với)|cùng phối hợp")
_MOST_LEADS = 60
_OPENING = 240
"""Code points of a task in which its lead may follow what stands in front."""
_SLOT = {"lead": "lead", "deadline": "time", "output": "output"}


class Peers(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `peers`."""

    field: Literal["lead", "deadline", "output"]
    report: Literal["one", "section"] = "one"
    share: float = 0.5
    least: int = 2
    """Sections with fewer tasks have no custom of their own; only empty labels and cells count there."""
    skip_headings_pattern: str | None = None
    """Sections under a heading like this are left out."""
    skip_pattern: str | None = None
    """Tasks that begin like this are left out, and do not count as peers (requests to other bodies)."""


@check("peers", Peers)
def run(rule: Rule, settings: Peers, ctx: Context) -> Iterator[Hit]:
    """Hits for the tasks, or for the sections, that lack the field."""
    tasks = [item.of for item in items(rule, ctx)]
    key = (_groups, settings.skip_pattern, settings.skip_headings_pattern, tuple(map(id, tasks)))
    groups: list[list[Task]] | None = ctx.kept.get(key)
    if groups is None:
        groups = ctx.kept[key] = _groups(tasks, settings, ctx)
    if settings.report == "section":
        yield from _sections(groups, settings, ctx)
        return
    named = Counter(fold(p.name) for t in tasks for p in t.lead)
    leads = frozenset(name for name, _ in named.most_common(_MOST_LEADS))
    for group in groups:
        have = sum(_present(t, settings.field, ctx) for t in group)
        for task in group:
            if _present(task, settings.field, ctx):
                continue
            slot = task.slots.get(_SLOT[settings.field])
            empty = slot is not None and not ctx.quote(slot).strip()
            custom = len(group) >= settings.least and have >= settings.share * (len(group) - 1) and have > 0
            if slot is not None and not empty:
                continue  # something is written there; whether it can be read is another rule's matter
            if empty or (custom and not _told_around(task, settings.field, leads, ctx)):
                # In running text the reader may have missed what a label line or a cell cannot hide.
                sure = empty or task.shape in ("labels", "table") or bool(task.slots)
                outcome: Literal["fail", "review"] = "fail" if sure else "review"
                values = _values(task.start, task.end, ctx)
                yield Hit(spans=((task.start, task.end),), outcome=outcome, path=task.path, values=values)
    if settings.field == "lead":
        yield from _unread(groups, leads, ctx)


def _unread(groups: Sequence[Sequence[Task]], leads: frozenset[str], ctx: Context) -> Iterator[Hit]:
    """Paragraphs among tasks, each with its lead, that bind nobody to a day: work that was not read as such."""
    starts = sorted((t.start, t.end) for t in ctx.plan.tasks)
    for group in groups:
        told = [t for t in group if t.shape in ("running", "duty") and not t.slots]
        by_node: dict[int, list[Task]] = {}
        for t in told:
            if line := ctx.lineage(t.start):
                by_node.setdefault(line[-1].start, []).append(t)
        for tasks in by_node.values():
            if len(tasks) < 2 or not all(_present(t, "lead", ctx) for t in tasks):
                continue
            node = ctx.lineage(tasks[0].start)[-1]
            for p in ctx.paragraphs_in(node.head_end + 1, node.end):
                i = bisect_left(starts, (p.end, 0)) - 1
                free = i < 0 or starts[i][1] <= p.start
                if not free or p.block.cell is not None or not ctx.timed(p.start, p.end, dated=True):
                    continue
                line = ctx.lineage(p.start)
                words = p.folded.split()
                if line[-1] is not node or len(words) < _FEWEST or ":" in p.folded[:40] or _NO_WORK.match(p.folded):
                    continue
                if not any(lead in p.folded for lead in leads):
                    yield Hit(
                        spans=((p.start, p.end),), outcome="review", path=node.path, values=_values(p.start, p.end, ctx)
                    )


def _sections(groups: Sequence[Sequence[Task]], settings: Peers, ctx: Context) -> Iterator[Hit]:
    for group in groups:
        without = [t for t in group if not _present(t, settings.field, ctx) and _SLOT[settings.field] not in t.slots]
        have = len(group) - len(without)
        custom = have > 0 and have >= settings.share * (len(group) - 1)
        if not without or custom or len(group) < settings.least or _elsewhere(group, groups, settings, ctx):
            continue
        line = ctx.lineage(group[0].start)
        spans = tuple((t.start, t.end) for t in without[:5])
        values = {"count": str(len(without)), "all": str(len(group)), "section": line[0].label.strip() if line else ""}
        yield Hit(spans=spans, path=line[0].path if line else "", values=values)


def _elsewhere(group: Sequence[Task], groups: Sequence[Sequence[Task]], settings: Peers, ctx: Context) -> bool:
    """Whether another section or table says it for most of its tasks: then this one is read together with that."""
    for other in groups:
        have = sum(_present(t, settings.field, ctx) for t in other)
        if other is not group and have >= 3 and have >= 0.6 * len(other):
            return True
    return False


def _groups(tasks: Sequence[Task], settings: Peers, ctx: Context) -> list[list[Task]]:
    """Tasks of one table, or of one part at the top of the outline."""
    skip = compile_pattern(settings.skip_pattern) if settings.skip_pattern else None
    closed = compile_pattern(settings.skip_headings_pattern) if settings.skip_headings_pattern else None
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if closed is not None and ctx.is_under(task.start, closed):
            continue
        if skip is not None and skip.match(ctx.folded, task.start, task.end):
            continue
        part = task.path.partition(".")[0] + ("|" if task.shape == "table" else "")
        found.setdefault(part, []).append(task)
    return list(found.values())


def _present(task: Task, field: str, ctx: Context) -> bool:
    if field == "deadline":
        return task.deadline is not None
    if field == "output":
        return bool(task.output)
    # The body that issues the plan, named whole, is nobody in particular: somebody inside it must do the work.
    return any(not (ctx.committee and _is_self(fold(party.name), ctx.unit)) for party in task.lead)


def _told_around(task: Task, field: str, leads: frozenset[str], ctx: Context) -> bool:
    """Whether the words around a task say it, though no slot of its own does.

    A time beside the lead (`Thực hiện: công chức …, xong trước ngày …`) or in the heading over the item is the item's time; a lead that
    other tasks have too does the work where it follows what stands in front (`Từ ngày …, nhân viên thú y xã tiêm …`).
    """
    if field == "deadline":
        spans = ((task.start, task.end), *task.slots.values())
        if any(ctx.timed(*span) or _BY_EVENT.search(ctx.folded, *span) for span in spans):
            return True
        above = [n for n in ctx.lineage(task.start) if n.kind in ("number", "letter") and n.head_end <= task.start]
        return any(ctx.timed(n.start, n.head_end, dated=True) for n in above)
    if field == "lead" and not task.slots:
        words = " ".join(ctx.folded[task.start : min(task.end, task.start + _OPENING)].split())
        # `Danh sách do Phòng … lập`, but not `Phát tờ rơi do Phòng … in`.
        marks = (",", ":", ";") if begins_with_verb(ctx.folded, task.start, task.end) else (",", ":", ";", " do")
        return any(
            (at := words.find(f"{mark} {lead} ")) >= 0 and not _HELPS.match(words, at + len(mark + lead) + 2)
            for lead in leads
            if len(lead) > 5
            for mark in marks
        )
    return False


def _is_self(words: str, own: tuple[str, str] | None) -> bool:
    if not _COMMITTEE.fullmatch(words):
        return False
    rest = _ITS_NAME.sub("", words)
    if not rest:
        return True
    return own is not None and rest in (own[0], f"{own[0]} {own[1]}".strip())


def _values(start: int, end: int, ctx: Context) -> dict[str, str]:
    words = " ".join(ctx.text[start:end].split())
    return {"task": words if len(words) <= 80 else words[:77].rstrip() + "…"}
