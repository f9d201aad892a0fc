"""The tasks of one paragraph: whether it tells somebody to do something, whom, and where its sentences change the actor."""

import re
from collections.abc import Sequence

from phaply.language import Span
from phaply.parse.bodies import Body
from phaply.parse.reading import Reading
from phaply.parse.task_drafts import Draft
from phaply.parse.task_duties import Assignment, Duties
from phaply.parse.task_labels import inline_labels
from phaply.parse.task_sections import Meaning, is_closing, is_no_task
from phaply.parse.task_tree import Item
from phaply.parse.verbs import begins_with_verb, has_verb

__all__ = ["Context", "Paragraphs", "trimmed"]

_MARKS = " \n\t-–—+*•.,:;~_¬»«·'\"“”()[]|"
_CAN = re.compile(
    r"(?:có thể|cần|phải|nên|sẽ|việc|tốt|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng quý|hàng quý|định kỳ|thường xuyên|đồng thời|ngoài ra|bên cạnh đó|trước mắt|riêng|tiếp)[ \n,]{1,2}"
)
_SENTENCE = re.compile(r"[.;][ \n]{1,2}(?=[^\W_])")
_DUTY_WORDS = ("phối hợp với", "có trách nhiệm", "chịu trách nhiệm")
_NEAR = 80  # letters in which a task without an actor comes to its verb
_LONG_PARAGRAPH = 20_000  # letters looked at for a change of actor
_LONG_SENTENCE = 1_500
_WORDS = re.compile(r"[^\W\d_]{2,}[ \n,]{1,3}[^\W\d_]{2}")


class Context:
    """What the headings above an item say."""

    __slots__ = ("article", "bodies", "meaning", "supports", "time")

    def __init__(
        self,
        meaning: Meaning | None = None,
        bodies: tuple[Body, ...] = (),
        supports: tuple[Body, ...] = (),
        article: bool = False,
        time: Span | None = None,
    ) -> None:
        self.meaning = meaning
        self.bodies = bodies
        self.supports = supports
        self.article = article
        self.time = time  # what a heading that is nothing but a time says: Tháng 9/2025

    def at(self, time: Span | None) -> "Context":
        """The same below another heading of time."""
        return Context(self.meaning, self.bodies, self.supports, self.article, time)


class Paragraphs:
    """Reads paragraphs as tasks."""

    def __init__(self, reading: Reading, bodies: Sequence[Body], *, decision: bool) -> None:
        self.text = reading.text
        self.folded = reading.folded
        self.plain = reading.bare
        self.duties = Duties(reading.text, reading.folded, bodies)
        self.decision = decision

    def drafts(self, item: Item, context: Context) -> list[Draft]:
        """The tasks of one paragraph: one, or one for each actor that its sentences name."""
        start, end = trimmed(self.text, item.start, item.end)
        if end <= start or context.meaning in ("aim", "basis", "form"):
            return []
        plain = self.plain
        if is_no_task(plain, start, end) or is_closing(plain, start, end):
            return []
        slots = inline_labels(plain, start, end)
        if slots is not None and slots.start > start:
            end = trimmed(self.text, start, slots.start)[1]
        path = item.path
        drafts = []
        for a, b, said in self._sentences(start, end, named=bool(context.bodies)):
            if said.told is None and a == start and context.meaning in ("duty", "work"):
                said = self.duties.before_colon(a, b) or said
            if said.answerable or (a > start and (is_no_task(plain, a, b) or is_closing(plain, a, b))):
                continue
            if not self._is_task(a, b, said, context, item, slots is not None):
                continue
            draft = self.draft(a, b, path, context, said)
            if slots is not None:
                self.fill(draft, slots.values)
            drafts.append(draft)
        return drafts

    def _sentences(self, start: int, end: int, *, named: bool) -> list[tuple[int, int, Assignment]]:
        """The paragraph, cut where a sentence names another actor as its subject.

        With no actor before (`named`: the heading names one), the first that is named later is the paragraph's own.
        """
        found: list[tuple[int, int, Assignment]] = []
        text, duties = self.text, self.duties
        said, at = duties.subject_at(start, end), start
        depth, counted = 0, start
        for m in _SENTENCE.finditer(text, start, min(end, start + _LONG_PARAGRAPH)):
            nxt = m.end()
            semicolon, before = text[m.start()] == ";", text[m.start() - 1]
            if not (before.isalnum() or before in ')%”"'):
                continue
            if (semicolon and said.told is None) or not duties.may_begin(nxt):
                continue
            depth += text.count("(", counted, nxt) - text.count(")", counted, nxt)
            counted = nxt
            if depth > 0:
                continue
            other = duties.subject_at(nxt, min(end, nxt + _LONG_SENTENCE))
            if other.told not in ("subject", "order-staff", "order") or other.answerable:
                continue
            if (semicolon or other.told == "order") and not begins_with_verb(self.folded, other.begin + 1, end):
                continue
            names = {self.folded[b.start : b.end] for b in other.leads}
            if names & {self.folded[b.start : b.end] for b in said.leads}:
                continue
            if said.told is None and not named:
                said = other
                continue
            found.append((at, m.start(), said if found else duties.subject_at(at, m.start())))
            at, said = nxt, other
        found.append((at, end, said))
        return found

    def _is_task(self, start: int, end: int, said: Assignment, context: Context, item: Item, labelled: bool) -> bool:
        if context.meaning == "past":  # what was done, and what was wrong with it; a later order is for now
            return said.told == "order-staff"
        if labelled:
            return True
        if _WORDS.search(self.text, start, min(end, start + 60)) is None:
            return False
        if context.meaning is None and said.told == "subject" and self.folded.startswith(" đã ", said.begin):
            return False  # what was done
        if (context.article and context.meaning != "duty") or (self.decision and context.meaning is None):
            return bool(context.bodies) or said.told in ("subject", "order", "order-staff", "as-for")
        if context.time is not None and context.meaning != "other":
            return True  # an agenda: what stands below its time is done then
        if context.meaning == "other":
            if context.time is not None and self.says_to_do_at(start, end):
                return True
            return (said.told in ("subject", "order-staff") and begins_with_verb(self.folded, said.begin + 1, end)) or (
                said.told == "order-staff"
            )
        if context.meaning in ("work", "duty", "report"):
            if said.told is not None or context.bodies:
                return True
            if self.says_to_do_at(start, end):
                return True
            return not self._mere_thing(start, end)
        if said.told is not None or self.says_to_do_at(start, end):
            return True
        return bool(context.bodies) and self.folded.startswith("là ", start)  # Là cơ quan đầu mối …

    def _mere_thing(self, start: int, end: int) -> bool:
        """True for a paragraph of a section of tasks that names a thing only: a heading left alone, a count, a theme."""
        if self.text[start] in "“\"'" or self.text[start].isdigit():
            return True
        colon = self.text.find(":", start, min(end, start + 2 * _NEAR))
        if colon >= 0 and not self.says_to_do_at(start, end):
            start = colon + 1
        near = _NEAR if end - start <= 2 * _NEAR else 3 * _NEAR  # a long sentence comes late to its verb
        return not has_verb(self.folded, start, min(end, start + near))

    def draft(self, start: int, end: int, path: str, context: Context, said: Assignment | None = None) -> Draft:
        draft = Draft(start, end, path)
        said = said or self.duties.subject_at(start, end)
        told = said.leads
        if said.told == "order" and context.bodies:
            told = ()
        draft.leads = told
        draft.begin = said.begin if told else start
        draft.heading_time = context.time
        draft.actors_named = said.told is not None
        draft.supports = self.duties.supports(start, end, said.leads)
        if not told:
            draft.heading_leads = context.bodies
            if context.bodies:
                draft.shape = "duty"
                draft.supports = _joined(draft.supports, context.supports)
        elif said.told in ("order", "order-staff", "as-for"):
            draft.shape = "duty"
        return draft

    def fill(self, draft: Draft, values: dict[str, Span]) -> None:
        if not values:
            return
        draft.fill({k: v for k, v in values.items() if k not in ("content", "note")})
        if draft.shape != "table":
            draft.shape = "labels"

    def says_to_do(self, item: Item) -> bool:
        start, end = trimmed(self.text, item.start, item.end)
        if end <= start:
            return False
        if self.duties.subject_at(start, end).told is not None or self.says_to_do_at(start, end):
            return True
        return any(self.folded.find(words, start, end) >= 0 for words in _DUTY_WORDS)

    def says_to_do_at(self, start: int, end: int) -> bool:
        at = start
        for _ in range(3):
            m = _CAN.match(self.folded, at, end)
            if m is None:
                break
            at = m.end()
        return begins_with_verb(self.folded, at, end)


def trimmed(text: str, start: int, end: int, *, keep_end: bool = False) -> Span:
    """The span without the marks around it; `keep_end` leaves those at its end."""
    while start < end and text[start] in _MARKS:
        start += 1
    while not keep_end and end > start and text[end - 1] in " \n\t.,:;/-–_|":
        end -= 1
    return start, end


def _joined(first: tuple[Body, ...], second: tuple[Body, ...]) -> tuple[Body, ...]:
    return first + tuple(body for body in second if body not in first)
