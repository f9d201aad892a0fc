"""Clauses (mệnh đề): a task cut into the duties it merges, each with the time that binds it."""

import re
from collections.abc import Iterable

from msgspec import Struct

from phaply.align.concepts import one_thing
from phaply.language import Span, fold
from phaply.language.remembering import remembered
from phaply.parse.bodies import scan
from phaply.parse.model import Deadline, Plan, Task
from phaply.parse.verbs import begins_with_verb, verb_class

__all__ = ["Clause", "clauses_of", "plain"]

_BREAK = re.compile(r"[;.][ \n]{1,3}|,[ \n]{1,3}|[ \n](?:và|đồng thời)[ \n]")
_MATTER, _MATTER_LENGTH = re.compile(r"(?<!\w)(?:việc|để|nhằm) [^,;.\n]{2,40}$"), 48
"""What is checked (kiểm tra việc quản lý, bảo vệ di tích), and an aim (để tư vấn, phòng ngừa …), go on over a comma."""
_CAME_ABOUT, _PAST_LENGTH = (
    re.compile(
        r"(?<!\w)(?:do|được|đã)(?: [^\W\d_,;.]{1,14},?){0,10} (?:ban hành|thành lập|cấp|ký|phê duyệt|công nhận|xây dựng|xếp hạng) $"
    ),
    90,
)
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_LONG_ENOUGH = 18
"""A piece shorter than this (code points) is a verb that shares the object of the next: `soạn thảo, lấy ý kiến và ban hành Quy chế`."""
_LEADING = 24
"""A time that stands before this many code points is told of all that follows (`Trước ngày 20/6/2023: …`)."""
_BINDING = frozenset(("by", "within", "from", "recurring", "continuous"))
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY_WORDS = frozenset(
    word
    for words in (
        "giao chủ trì phối hợp với cùng và hoàn thành thực hiện xong trước kết thúc",
        "trong thời gian hạn từ đến hết do các là có trách nhiệm chịu ngày tổ chức",
    )
    for word in words.split()
)
"""A piece with only these words says who or when, and belongs to its neighbour."""


class Clause(Struct, frozen=True):
    """One duty of a task. Spans are those of the plan's text."""

    start: int
    end: int
    deadline: Deadline | None
    """Its own, else the one of its sentence, else the task's if it is not told of an earlier part."""


def clauses_of(plan: Plan, task: Task) -> tuple[Clause, ...]:
    """The clauses of a task in the order of the text; one where it says one thing."""
    times = [d for d in plan.deadlines if task.start <= d.start < task.end and _binds(d) and not _past(plan, d)]
    usual = plan.deadlines[task.deadline] if task.deadline is not None else None
    if usual is not None and usual.latest is not None and not task.start <= usual.start < task.end:
        # Beside a day that stands on its own, a period in the words says of what (6 tháng đầu năm), not until when.
        times = [d for d in times if d.type != "within"]
    found: list[Clause] = []
    for part in _parts(plan, task, times):
        later: Deadline | None = None
        of_part: list[Clause] = []
        # A time told of an earlier part is not this one's, unless the task begins with it.
        told = usual is not None and task.start + _LEADING <= usual.start < part[0][0]
        common = None if told else usual
        for start, end in reversed(part):
            own = _time_of([d for d in times if start <= d.start < end], usual)
            later = own or later
            of_part.append(Clause(start, end, later or common))
        found += reversed(of_part)
    return tuple(found)


def _parts(plan: Plan, task: Task, times: list[Deadline]) -> list[list[Span]]:
    """Sentences and their pieces; a piece that only says who or when is joined to the one it is about."""
    base = task.start
    names = tuple((p.start - base, p.end - base) for p in (*task.lead, *task.support))
    bound = tuple((d.start - base, d.end - base) for d in times)
    found = _pieces(plan.text[base : task.end], names, bound)
    return [[(base + start, base + end) for start, end in part] for part in found]


@remembered(1000, 4096)
def _pieces(text: str, names: tuple[Span, ...], times: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    """The same of the words of a task: thousands of plans of one campaign say much in the same words."""
    folded = fold(text)
    parts: list[list[Span]] = [[]]
    at = 0
    whole_names = _kept_whole(text, folded)
    for m in _BREAK.finditer(folded):
        mark = m[0][0]
        if any(a < m.start() < b for a, b in whole_names):
            continue
        if mark in ";.":
            parts[-1].append((at, m.start()))
            parts.append([])
            at = m.end()
        elif m.start() - at >= _LONG_ENOUGH and _new_duty(folded, m.start(), m.end()):
            parts[-1].append((at, m.start()))
            at = m.end()
    parts[-1].append((at, len(folded)))
    whole: list[list[Span]] = []
    for part in parts:
        joined: list[Span] = []
        waiting: int | None = None
        for start, end in part:
            cut = (*names, *((a, b) for a, b in times if start <= a < end))
            words = _WORD.findall(fold(_without(text, start, end, cut)))
            if waiting is not None:
                start, waiting = waiting, None
            if any(w not in _EMPTY_WORDS for w in words):
                joined.append((start, end))
            elif joined:
                joined[-1] = (joined[-1][0], end)
            else:
                waiting = start
        if waiting is not None and whole:
            last = whole[-1]
            last[-1] = (last[-1][0], part[-1][1])
        elif waiting is not None:
            joined.append((waiting, part[-1][1]))
        if joined:
            whole.append(joined)
    return tuple(tuple(part) for part in whole)


def _kept_whole(text: str, folded: str) -> list[Span]:
    """Where no clause ends: in brackets, and in the name of a body (Phòng Văn hóa và Thông tin)."""
    brackets = [m.span() for m in _BRACKETS.finditer(folded)]
    return brackets + [(b.start, b.end) for b in scan(text, folded)]


def _new_duty(folded: str, end: int, start: int) -> bool:
    """Whether a verb begins at `start` that is not one of a row of like verbs with one object (cần sửa đổi, thay thế)."""
    if not begins_with_verb(folded, start, len(folded)):
        return False
    if one_thing(folded, end, start) or _MATTER.search(folded, max(0, end - _MATTER_LENGTH), end):
        return False
    before, after = folded[max(0, end - 24) : end].split(), folded[start : start + 24].split()
    last = next((c for n in (2, 1) if len(before) >= n and (c := verb_class(" ".join(before[-n:])))), None)
    first = next((c for n in (2, 1) if len(after) >= n and (c := verb_class(" ".join(after[:n]).strip(",;.")))), None)
    return last is None or last != first


def _time_of(times: list[Deadline], usual: Deadline | None) -> Deadline | None:
    """The time of a piece that holds several: the one that the task is bound by, else the earliest day.

    How often a thing is done (02 buổi/tuần) is its time only where nothing says until when.
    """
    if usual is not None and usual in times:
        return usual
    ending = [d for d in times if d.latest is not None]
    if ending:
        return min(ending, key=lambda d: d.latest or "")
    if usual is not None and usual.latest is not None:
        return next((d for d in times if d.type == "duration"), None)
    return times[0] if times else None


def _past(plan: Plan, d: Deadline) -> bool:
    """Whether it tells when a thing came about that is dealt with (quy chế do cấp huyện ban hành trước ngày 01/7/2025)."""
    before = fold(plan.text[max(0, d.start - _PAST_LENGTH) : d.start])
    return _CAME_ABOUT.search(before) is not None


def _binds(d: Deadline) -> bool:
    """Whether it says when a thing is to be done, not how long it takes (lấy ý kiến ít nhất 20 ngày) or how often."""
    return d.type in _BINDING or (d.type == "duration" and d.after is not None)


def plain(plan: Plan, start: int, end: int, *, names: tuple[Span, ...] = (), times: bool = False) -> str:
    """The words of a span without `names` (who does it), and without its times unless `times`: what is to be done."""
    cut = list(names)
    if not times:
        cut += [(d.start, d.end) for d in plan.deadlines if start <= d.start < end and _binds(d)]
    return _without(plan.text, start, end, cut)


def _without(text: str, start: int, end: int, cut: Iterable[Span]) -> str:
    words, at = [], start
    for a, b in sorted(cut):
        if b <= at or a >= end:
            continue
        words.append(text[at : max(at, a)])
        at = b
    words.append(text[at:end] if at < end else "")
    return " , ".join(words)
