"""The walk over a plan that finds its tasks: sections by meaning, items by what stands under them, label lines by their place."""

import re
from collections.abc import Sequence

from phaply.language import Span
from phaply.parse.bodies import Body
from phaply.parse.model import Header
from phaply.parse.reading import Reading
from phaply.parse.tables import Table
from phaply.parse.task_drafts import Draft
from phaply.parse.task_duties import Assignment, Duties
from phaply.parse.task_labels import Slots, inline_labels, label_line
from phaply.parse.task_sections import Meaning, is_closing, is_no_task, meaning_of
from phaply.parse.task_tables import table_drafts
from phaply.parse.task_tree import Item
from phaply.parse.verbs import begins_with_verb, has_verb

__all__ = ["Walk"]

_MARKS = " \n\t-–—+*•.,:;~_¬»«·'\"“”()[]|"
_LISTS = re.compile(r"(?:gồm(?: có)?|như sau|sau|sau đây|cụ thể|bao gồm|trong đó|nội dung)[ \n]?:?$")
_CAN = re.compile(
    r"(?:có thể|cần|phải|nên|sẽ|việc|tốt|hằng năm|hàng năm|hằng tháng|hàng tháng|hằng quý|hàng quý|định kỳ|thường xuyên|đồng thời|ngoài ra|bên cạnh đó|trước mắt|riêng|tiếp)[ \n,]{1,2}"
)
_SENTENCE = re.compile(r"[.;][ \n]{1,2}(?=[^\W_])")
_DUTY_WORDS = ("phối hợp với", "có trách nhiệm", "chịu trách nhiệm")
_LONGEST_LABEL = 48
_NEAR = 80  # letters in which a task without an actor comes to its verb
_LONG_PARAGRAPH = 20_000  # letters looked at for a change of actor
_LONG_SENTENCE = 1_500
_WORDS = re.compile(r"[^\W\d_]{2,}[ \n,]{1,3}[^\W\d_]{2}")
_TITLES = frozenset({"annex", "chapter", "part", "section", "subsection"})


class _Context:
    """What the headings above an item say."""

    __slots__ = ("article", "bodies", "meaning", "shape", "supports")

    def __init__(
        self,
        meaning: Meaning | None = None,
        bodies: tuple[Body, ...] = (),
        supports: tuple[Body, ...] = (),
        article: bool = False,
    ) -> None:
        self.meaning = meaning
        self.bodies = bodies
        self.supports = supports
        self.article = article


class Walk:
    """Reads the drafts of one document."""

    def __init__(
        self,
        reading: Reading,
        header: Header,
        bodies: Sequence[Body],
        tables: Sequence[Table],
    ) -> None:
        self.text = reading.text
        self.folded = reading.folded
        self.plain = reading.bare
        self.duties = Duties(reading.text, reading.folded, bodies)
        self.tables = {table.grid: table for table in tables}
        self.decision = header.kind in ("QĐ", "NQ")

    def drafts(self, root: Item) -> list[Draft]:
        """The drafts of the whole document, in order."""
        found: list[Draft] = []
        has_nodes = any(item.kind == "node" for item in root.below)
        before_first = True
        for item in root.below:
            if item.kind == "node":
                before_first = False
                found += self._node(item, _Context())
            elif item.kind == "table":
                found += self._table(item, _Context())
            elif not has_nodes and not before_first:
                found += self._leaf(item, _Context())
        if not has_nodes:
            found += [
                d for item in root.below if item.kind == "paragraph" for d in self._leaf(item, _Context(article=True))
            ]
        return sorted(found, key=lambda d: (d.start, d.end))

    def _table(self, item: Item, context: _Context) -> list[Draft]:
        if context.meaning == "form":
            return []
        table = self.tables.get(item.table) if item.table is not None else None
        return list(table_drafts(table)) if table is not None else []

    def _node(self, item: Item, context: _Context) -> list[Draft]:
        """The drafts of a node and all below it."""
        node = item.node
        assert node is not None
        start, end = self._trim(item.start, item.end)
        meaning = read = meaning_of(self.plain, start, end)
        if node.kind == "annex" and meaning is None:
            meaning = self._annex_meaning(item)
        if context.meaning in ("aim", "basis", "form") and meaning in (None, "other", "work"):
            meaning = context.meaning
        if context.meaning == "other" and meaning is None:
            meaning = "other"
        if meaning in ("aim", "basis", "form"):
            # Tables of tasks may still follow under a heading of aims that nothing closes.
            return [d for child in item.below for d in self._below_aims(child, _Context(meaning))]
        own = meaning_of(self.plain, start, end) if node.kind == "annex" else read
        if not item.below and own in ("work", "duty", "report"):
            own = None
        inner = _Context(
            meaning or context.meaning, context.bodies, context.supports, context.article or node.kind == "article"
        )
        return self._group(item, inner, is_heading=own is not None or node.kind in _TITLES)

    def _annex_meaning(self, item: Item) -> Meaning | None:
        for below in item.below[:2]:
            if below.kind == "paragraph":
                found = meaning_of(self.plain, *self._trim(below.start, below.end))
                if found is not None:
                    return found
        return None

    def _below_aims(self, item: Item, context: _Context) -> list[Draft]:
        if item.kind == "node":
            return self._node(item, context)
        if item.kind == "table" and context.meaning == "aim":
            return self._table(item, context)
        return []

    def _group(self, item: Item, context: _Context, is_heading: bool) -> list[Draft]:
        """A node that is a task, or heads tasks."""
        start, end = self._trim(item.start, item.end)
        entries, own_labels = self._entries(item)
        if is_heading and not entries and context.meaning in ("work", "duty", "report"):
            is_heading = item.node is not None and item.node.kind in _TITLES
        heading_bodies = self.duties.heading_bodies(start, end) if entries else ()
        head = self.duties.subject_at(start, end) if not is_heading and not heading_bodies else None
        inner = context
        if heading_bodies:
            inner = _Context(context.meaning, heading_bodies, (), context.article)
        elif head is not None and head.told is not None and self.folded[end : end + 1] == ":" and entries:
            inner = _Context(context.meaning, head.leads, self.duties.supports(start, end, head.leads), context.article)
        below: list[Draft] = []
        strong = weak = 0
        pending: list[Draft] = []
        ahead: dict[str, Span] = {}
        tables = False
        for entry in entries:
            if isinstance(entry, Slots):
                values = {k: v for k, v in entry.values.items() if k not in ("content", "note")}
                if pending:
                    for draft in pending:
                        self._fill(draft, values)
                elif below or strong or weak:
                    pass
                else:
                    ahead |= {slot: span for slot, span in values.items() if slot in ("lead", "support", "time")}
                self._mark_used(pending)
                continue
            if entry.kind == "table":
                found = self._table(entry, inner)
                tables = tables or bool(found)
                below += found
                continue
            found = self._node(entry, inner) if entry.kind == "node" else self._leaf(entry, inner)
            if (entry.kind == "node" and not entry.below) or entry.kind == "paragraph":
                if any(d.actors_named or d.slots for d in found) or self._says_to_do(entry):
                    strong += 1
                else:
                    weak += 1
            elif found:
                strong += 1
            else:
                weak += 1
            if found:
                if self._used(pending) or not entry.bullet:
                    pending = []
                pending = [*pending, *found]
                for draft in found:
                    self._fill(draft, ahead)
                below += found
        if is_heading or heading_bodies:
            return below
        leads_on = self.folded[end : end + 1] == ":"
        finished = self.text[end : end + 1] in (".", ";") and bool(entries)
        says = self._says_to_do(item) or bool(own_labels)
        if not entries or (own_labels and not strong):
            mine = self._own(item, context, own_labels)
            return [*mine, *below] if entries and tables else (mine or below)
        if says and not tables and (not strong or (strong < weak and (leads_on or self._lists(start, end)))):
            return self._own(item, context, own_labels)
        paragraphs_only = all(isinstance(e, Slots) or e.kind == "paragraph" for e in entries)
        if finished and paragraphs_only and not leads_on and not self._heading_like(item):
            # A whole sentence with unlabelled paragraphs after it stands beside them, not above them.
            return [*self._own(item, context, own_labels), *below]
        if own_labels:
            for draft in below:
                self._fill(draft, own_labels)
        return below

    def _entries(self, item: Item) -> tuple[list["Item | Slots"], dict[str, Span]]:
        """What stands under a node: items and label lines in order, and the label lines that hold for the node itself.

        Label lines without a label of their own, after the last of several bullets, belong to the group of bullets.
        """
        entries: list[Item | Slots] = []
        for below in item.below:
            if below.kind == "node" and below.below and (above := self._label_above(below)) is not None:
                entries.append(above)
                entries += below.below
                continue
            slots = self._label_line(below)
            if slots is not None:
                content = slots.values.get("content")
                if content is not None and content[1] > content[0]:
                    below.start = content[0]
                    entries.append(below)
                elif "note" not in slots.values:
                    numbered = below.node is not None and not below.bullet
                    entries.append(Slots(slots.start, slots.values, numbered))
                continue
            if below.kind == "paragraph" and is_closing(self.plain, *self._trim(below.start, below.end)):
                continue
            entries.append(below)
            if below.bullet and below.below:
                entries += self._hoisted(below)
        if any(isinstance(e, Slots) for e in entries):
            # Beside label lines, `Quy mô: …` is one more of them, with a name that the list does not know.
            entries = [e for e in entries if isinstance(e, Slots) or not self._like_label(e)]
        if any(isinstance(e, Item) for e in entries):
            entries = [e for e in entries if isinstance(e, Item) or not e.numbered]
        mine: dict[str, Span] = {}
        if not any(isinstance(e, Item) for e in entries):
            for entry in entries:
                if isinstance(entry, Slots):
                    for slot, span in entry.values.items():
                        mine.setdefault(slot, span)
            entries = []
        return entries, mine

    def _like_label(self, item: Item) -> bool:
        if item.kind == "table" or item.below:
            return False
        start, end = self._trim(item.start, item.end)
        colon = self.text.find(":", start, min(end, start + _LONGEST_LABEL))
        if colon < 0 or self._says_to_do_at(start, end) or self._says_to_do_at(colon + 2, end):
            return False
        return self.duties.subject_at(start, end).told is None

    def _hoisted(self, bullet: Item) -> list[Slots]:
        """The label lines among the unlabelled paragraphs after a bullet, taken out of it: they hold for its whole group."""
        if any(inner.kind != "paragraph" for inner in bullet.below):
            return []
        read = [(inner, self._label_line(inner)) for inner in bullet.below]
        lines = [slots for _, slots in read if slots is not None and "content" not in slots.values]
        if lines:
            bullet.below = [inner for inner, slots in read if slots is None or "content" in slots.values]
        return [slots for slots in lines if "note" not in slots.values]

    def _label_above(self, item: Item) -> Slots | None:
        """A label line that the outline took for a heading: `- Đơn vị chủ trì: …` with the items after it below."""
        start, end = self._trim(item.start, item.end, keep_end=True)
        slots = label_line(self.plain, start, end)
        if slots is None or any(slot in ("content", "note") or b <= a for slot, (a, b) in slots.values.items()):
            return None
        return slots

    def _label_line(self, item: Item) -> Slots | None:
        if item.kind == "table" or (item.below and item.kind == "node"):
            return None
        start, end = self._trim(item.start, item.end, keep_end=True)
        return label_line(self.plain, start, end)

    def _own(self, item: Item, context: _Context, labels: dict[str, Span]) -> list[Draft]:
        """The node's own words as a task, with the label lines under it."""
        drafts = self._leaf(item, context)
        for draft in drafts:
            self._fill(draft, labels)
        if not drafts and labels and context.meaning not in ("aim", "basis", "form"):
            start, end = self._trim(item.start, item.end)
            if end > start:
                draft = self._draft(start, end, item.path, context)
                self._fill(draft, labels)
                drafts = [draft]
        return drafts

    def _leaf(self, item: Item, context: _Context) -> list[Draft]:
        """The tasks of one paragraph: one, or one for each actor that its sentences name."""
        start, end = self._trim(item.start, item.end)
        if end <= start or context.meaning in ("aim", "basis", "form"):
            return []
        plain = self.plain
        if is_no_task(plain, start, end) or is_closing(plain, start, end):
            return []
        slots = inline_labels(plain, start, end)
        if slots is not None and slots.start > start:
            end = self._trim(start, slots.start)[1]
        path = item.path
        drafts = []
        for a, b, said in self._sentences(start, end, named=bool(context.bodies)):
            if said.answerable or (a > start and (is_no_task(plain, a, b) or is_closing(plain, a, b))):
                continue
            if not self._is_task(a, b, said, context, item, slots is not None):
                continue
            draft = self._draft(a, b, path, context, said)
            if slots is not None:
                self._fill(draft, slots.values)
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
            if other.told not in ("subject", "order-staff") or other.answerable:
                continue
            if semicolon and not begins_with_verb(self.folded, other.begin + 1, end):
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

    def _is_task(self, start: int, end: int, said: Assignment, context: _Context, item: Item, labelled: bool) -> bool:
        if labelled:
            return True
        if _WORDS.search(self.text, start, min(end, start + 60)) is None:
            return False
        if context.article or (self.decision and context.meaning is None):
            return said.told in ("subject", "order", "order-staff", "as-for")
        if context.meaning == "other":
            return (said.told in ("subject", "order-staff") and begins_with_verb(self.folded, said.begin + 1, end)) or (
                said.told == "order-staff"
            )
        if context.meaning in ("work", "duty", "report"):
            if said.told is not None or context.bodies:
                return True
            if self._says_to_do_at(start, end):
                return True
            return not self._mere_thing(start, end)
        return said.told is not None or self._says_to_do_at(start, end)

    def _mere_thing(self, start: int, end: int) -> bool:
        """True for a paragraph of a section of tasks that names a thing only: a heading left alone, a count, a theme."""
        if self.text[start] in "“\"'" or self.text[start].isdigit():
            return True
        colon = self.text.find(":", start, min(end, start + _LONGEST_LABEL))
        if colon >= 0 and not self._says_to_do_at(start, end):
            start = colon + 1
        return not has_verb(self.folded, start, min(end, start + _NEAR))

    def _draft(self, start: int, end: int, path: str, context: _Context, said: Assignment | None = None) -> Draft:
        draft = Draft(start, end, path)
        said = said or self.duties.subject_at(start, end)
        told = said.leads
        if said.told == "order" and context.bodies:
            told = ()
        draft.leads = told
        draft.begin = said.begin if told else start
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

    def _fill(self, draft: Draft, values: dict[str, Span]) -> None:
        if not values:
            return
        draft.fill({k: v for k, v in values.items() if k not in ("content", "note")})
        if draft.shape != "table":
            draft.shape = "labels"

    def _says_to_do(self, item: Item) -> bool:
        start, end = self._trim(item.start, item.end)
        if end <= start:
            return False
        if self.duties.subject_at(start, end).told is not None or self._says_to_do_at(start, end):
            return True
        return any(self.folded.find(words, start, end) >= 0 for words in _DUTY_WORDS)

    def _says_to_do_at(self, start: int, end: int) -> bool:
        at = start
        for _ in range(3):
            m = _CAN.match(self.folded, at, end)
            if m is None:
                break
            at = m.end()
        return begins_with_verb(self.folded, at, end)

    def _heading_like(self, item: Item) -> bool:
        return item.end - item.start < 120 and self.text[item.end - 1] not in ".;"

    def _lists(self, start: int, end: int) -> bool:
        return _LISTS.search(self.folded, max(start, end - 20), end) is not None

    def _used(self, pending: list[Draft]) -> bool:
        return bool(pending) and getattr(self, "_pending_used", None) == id(pending[0])

    def _mark_used(self, pending: list[Draft]) -> None:
        self._pending_used = id(pending[0]) if pending else None

    def _trim(self, start: int, end: int, *, keep_end: bool = False) -> Span:
        text = self.text
        while start < end and text[start] in _MARKS:
            start += 1
        while not keep_end and end > start and text[end - 1] in " \n\t.,:;/-–_|":
            end -= 1
        return start, end


def _joined(first: tuple[Body, ...], second: tuple[Body, ...]) -> tuple[Body, ...]:
    return first + tuple(body for body in second if body not in first)
