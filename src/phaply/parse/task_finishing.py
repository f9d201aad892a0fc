"""From drafts to tasks: names of label lines and cells become parties, times become deadlines, names become actors."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from phaply.language import Span
from phaply.parse.actors import Actors
from phaply.parse.bodies import Body, body_at, split_list
from phaply.parse.lexicon import UPPER
from phaply.parse.model import Actor, Citation, Deadline, Header, Party, Task
from phaply.parse.reading import Reading
from phaply.parse.task_drafts import Draft
from phaply.parse.task_labels import label_line
from phaply.parse.verbs import action_and_object, begins_with_verb

__all__ = ["Finisher"]

_JOINING = re.compile(
    r"[;.\n][ \n]?(?:chủ[ \n]trì,?[ \n])?phối[ \n]hợp(?:[ \n]thực[ \n]hiện)?(?:[ \n](?:cùng|với)){0,2}[ :]{1,2}"
    r"|[, ]{1,2}(?:chủ[ \n]trì,?[ \n])?phối[ \n]hợp[ \n](?:chặt[ \n]chẽ[ \n])?(?:cùng[ \n]với|cùng|với)[ \n]"
)
_DOING = re.compile(
    r"[ \n](?:chủ[ \n]trì|tham[ \n]mưu|thực[ \n]hiện|phụ[ \n]trách|chịu[ \n]trách[ \n]nhiệm)[^,;\n]{0,60}$"
)
_ORDERED = re.compile(r"(?:giao(?:[ \n]cho)?|đề[ \n]nghị|phân[ \n]công|do|là|gồm)[ \n:]{1,2}")
_NEW_LINE = re.compile(rf"[ ;.,]{{0,3}}\n[-+•*– ]{{0,3}}(?=[{UPPER}])")
_TIMES = ("time", "start", "finish")
# Which of several times in one place binds the task: a day before a span, a span before an interval, all before a manner.
_WEIGHT = {
    "by": 0,
    "within": 1,
    "from": 2,
    "duration": 4,
    "recurring": 3,
    "event": 5,
    "external": 6,
    "continuous": 7,
    "none": 8,
}
_CLAUSE_END = re.compile(r"[;.][ \n]|,[ \n](?:đồng[ \n]thời[ \n]|và[ \n])?")
_FINISHES = re.compile(r"(?:hoàn[ \n]thành|xong|kết[ \n]thúc)(?![^\W_])")
_NOBODY = frozenset({"", "-", "không", "x", "nt", "…", "...", "tt"})
_SLOT_NAMES = ("lead", "support", "time", "output", "form", "funding", "place", "members", "head", "start", "finish")


def _binds(deadline: Deadline) -> bool:
    """True for a time by which the work can be seen to be done; a mere interval (hằng tháng đôn đốc) only says how."""
    kind = deadline.type
    return (
        kind in ("by", "within", "from")
        or (kind == "duration" and deadline.after is not None)
        or (kind == "recurring" and deadline.to is not None)
    )


class Finisher:
    """Turns drafts into tasks and gathers the actors of the whole document."""

    def __init__(
        self,
        reading: Reading,
        header: Header,
        bodies: Sequence[Body],
        citations: Sequence[Citation],
        deadlines: Sequence[Deadline],
    ) -> None:
        self.reading = reading
        self.header = header
        self.text = reading.text
        self.folded = reading.folded
        self.bodies = bodies
        self.citations = citations
        self.deadlines = deadlines
        self._starts = [d.start for d in deadlines]
        self._split: dict[Span, tuple[tuple[Body, ...], tuple[Body, ...]]] = {}

    def finish(self, drafts: Sequence[Draft]) -> tuple[tuple[Task, ...], tuple[Actor, ...]]:
        """The tasks, and every actor that they or the rest of the text name."""
        who = [self._who(draft) for draft in drafts]
        actors = Actors(self.reading, self.header, self._mentions([b for leads, more in who for b in (*leads, *more)]))
        tasks = tuple(
            self._task(draft, leads, supports, actors) for draft, (leads, supports) in zip(drafts, who, strict=True)
        )
        return tasks, actors.done()

    def _mentions(self, parties: Sequence[Body]) -> list[Body]:
        """All names in order: those of tasks as read there, the others where they overlap none of these and no title of an act."""
        taken = sorted({(b.start, b.end) for b in parties})
        starts = [a for a, _ in taken]
        by_span = {(b.start, b.end): b for b in parties}
        titles = sorted(span for c in self.citations for span in ((c.start, c.end), c.title_span) if span is not None)
        title_starts = [a for a, _ in titles]
        found = list(by_span.values())
        for body in self.bodies:
            i = bisect_left(starts, body.end)
            if i and taken[i - 1][1] > body.start:
                continue
            j = bisect_left(title_starts, body.start + 1)
            if j and titles[j - 1][1] > body.start:
                continue
            found.append(body)
        return sorted(found, key=lambda b: (b.start, b.end))

    def _who(self, draft: Draft) -> tuple[tuple[Body, ...], tuple[Body, ...]]:
        leads: list[Body] = []
        supports: list[Body] = []
        for span in draft.slots.get("lead", ()):
            first, joining = self._names(span)
            leads += first
            supports += joining
        for span in draft.slots.get("support", ()):
            first, joining = self._names(span)
            supports += [*first, *joining]
        if not leads:
            leads = list(draft.leads or draft.heading_leads)
        if draft.shape != "table":
            names = {self.folded[b.start : b.end] for b in (*leads, *supports)}
            supports += [b for b in draft.supports if self.folded[b.start : b.end] not in names]
        return tuple(dict.fromkeys(leads)), tuple(dict.fromkeys(supports))

    def _names(self, span: Span) -> tuple[tuple[Body, ...], tuple[Body, ...]]:
        known = self._split.get(span)
        if known is not None:
            return known
        start, end = span
        joining: tuple[Body, ...] = ()
        inner = label_line(self.reading.bare, start, end)
        if inner is not None and "lead" in inner.values:
            start, end = inner.values["lead"]
            if "support" in inner.values:
                joining = split_list(self.text, self.folded, *inner.values["support"])
        elif self.folded.find("hợp", start, end) >= 0 and (m := _JOINING.search(self.folded, start, end)) is not None:
            joining = split_list(self.text, self.folded, m.end(), end)
            end = m.start()
        if (m := _ORDERED.match(self.folded, start, end)) is not None:
            start = m.end()
        doing = _DOING.search(self.folded, start, end)
        if doing is not None and (first := body_at(self.text, self.folded, start, end)) is not None:
            # "Đơn vị chủ trì soạn thảo" is the name of a group, "Phòng Nội vụ chủ trì" a name and what it does.
            end = doing.start() if first.head is not None and first.head.tail != "group" else end
        leads = split_list(self.text, self.folded, start, end)
        found = (self._real(leads), self._real(joining))
        self._split[span] = found
        return found

    def _real(self, bodies: Sequence[Body]) -> tuple[Body, ...]:
        return tuple(
            b for b in bodies if self.folded[b.start : b.end].strip(" .") not in _NOBODY and b.end - b.start < 400
        )

    def _task(self, draft: Draft, leads: Sequence[Body], supports: Sequence[Body], actors: Actors) -> Task:
        slots = {
            slot: next((s for s in spans if s[1] > s[0]), spans[0])
            for slot, spans in draft.slots.items()
            if slot in _SLOT_NAMES and spans
        }
        deadline, span = self._deadline(draft)
        found = action_and_object(self.folded, draft.begin, draft.end, [(b.start, b.end) for b in draft.supports])
        output = [s for s in draft.slots.get("output", ()) if s[1] > s[0]]
        return Task(
            start=draft.start,
            end=draft.end,
            path=draft.path,
            lead=tuple(self._party(b, actors) for b in leads),
            support=tuple(self._party(b, actors) for b in supports),
            deadline=deadline,
            output="; ".join(self._lines(s) for s in output) or None,
            action=self._words(found[0]).lower() if found else None,
            object=(self._words(found[1]) or None) if found else None,
            form=self._slot(draft, "form"),
            funding=self._slot(draft, "funding"),
            shape=draft.shape,
            lead_labelled="lead" in draft.slots,
            deadline_span=span,
            output_span=output[0] if output else None,
            slots=slots,
        )

    def _party(self, body: Body, actors: Actors) -> Party:
        return Party(self._words((body.start, body.end)), body.start, body.end, actors.index(body))

    def _slot(self, draft: Draft, slot: str) -> str | None:
        spans = draft.slots.get(slot)
        return next((w for s in spans if (w := self._words(s))), None) if spans else None

    def _words(self, span: Span) -> str:
        words = self.text[span[0] : span[1]]
        return " ".join(words.split()) if "\n" in words or "  " in words else words.strip()

    def _lines(self, span: Span) -> str:
        """The paragraphs of a cell as one line: a new product begins with a capital."""
        return " ".join(_NEW_LINE.sub("; ", self.text[span[0] : span[1]]).split())

    def _deadline(self, draft: Draft) -> tuple[int | None, Span | None]:
        """The deadline that binds the task, and the time slot: that of its label or cells, else the one in its words."""
        spans = [s for slot in _TIMES for s in draft.slots.get(slot, ()) if s[1] > s[0]]
        slot = (spans[0][0], max(s[1] for s in spans)) if spans else None
        for start, end in [*([slot] if slot and slot[1] >= slot[0] else []), *spans]:
            found = self._weightiest(start, end)
            if found is not None:
                return found, slot
        if slot is None or draft.shape != "table":
            found = self._of_first_clause(draft)
            if found is None and draft.heading_time is not None:
                found = self._weightiest(*draft.heading_time)
            if found is not None:
                return found, slot
        return None, slot

    def _of_first_clause(self, draft: Draft) -> int | None:
        """The deadline of the first thing to be done, where each of several has its own: `lập … trước ngày 15/3; báo cáo … hằng năm`."""
        inside = self._inside(draft.start, draft.end)
        if len(inside) < 2:
            return inside[0] if inside else None
        at = draft.start
        for m in _CLAUSE_END.finditer(self.folded, draft.start, draft.begin):
            at = at if m[0][0] == "," else m.end()
        repeats = False
        next_one = next((n for n, i in enumerate(inside) if self.deadlines[i].start >= at), len(inside))
        while next_one < len(inside):
            at, clause = self._clause_end(at, draft.end), []
            while next_one < len(inside) and self.deadlines[inside[next_one]].start < at:
                clause.append(inside[next_one])
                next_one += 1
            binding = [i for i in clause if _binds(self.deadlines[i])]
            if repeats:  # after `họp hằng quý`, `gửi biên bản trong 03 ngày sau khi họp` counts from each meeting
                binding = [i for i in binding if self.deadlines[i].type != "duration"]
            if binding:
                return self._best(binding)
            repeats = repeats or any(self.deadlines[i].type == "recurring" for i in clause)
        return self._best(inside)

    def _clause_end(self, start: int, end: int) -> int:
        """Where another thing to be done begins: after a mark, or after a comma with a verb."""
        for m in _CLAUSE_END.finditer(self.folded, start, end):
            if m[0][0] != ",":
                return m.end()
            if begins_with_verb(self.folded, m.end(), end) and _FINISHES.match(self.folded, m.end(), end) is None:
                return m.end()
        return end

    def _weightiest(self, start: int, end: int) -> int | None:
        inside = self._inside(start, end)
        return self._best(inside) if inside else None

    def _inside(self, start: int, end: int) -> list[int]:
        """The deadlines of a stretch of text, by their index."""
        i = bisect_left(self._starts, start)
        while i and self.deadlines[i - 1].end > start:
            i -= 1
        stop = bisect_left(self._starts, end)
        return list(range(i, stop))

    def _best(self, indices: Sequence[int]) -> int:
        return min(indices, key=lambda i: (_WEIGHT[self.deadlines[i].type], i))
