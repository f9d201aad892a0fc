"""The walk over a plan that finds its tasks: sections by meaning, items by what stands under them, label lines by their place."""

import re
from collections.abc import Sequence

from phaply.language import Span
from phaply.parse.bodies import Body
from phaply.parse.model import Deadline, Header
from phaply.parse.reading import Reading
from phaply.parse.tables import Table
from phaply.parse.task_drafts import Draft
from phaply.parse.task_labels import Slots, label_line
from phaply.parse.task_paragraphs import Context, Paragraphs, trimmed
from phaply.parse.task_sections import Meaning, is_closing, leads_to_annex, meaning_of
from phaply.parse.task_tables import table_drafts
from phaply.parse.task_times import Times
from phaply.parse.task_tree import Item

__all__ = ["Walk"]

_LISTS = re.compile(r"(?:gồm(?: có)?|như sau|sau|sau đây|cụ thể|bao gồm|trong đó|nội dung)[ \n]?:?$")
_LONGEST_LABEL = 48  # letters before the colon of a label that the list does not know
_TITLES = frozenset({"annex", "chapter", "part", "section", "subsection"})


class Walk:
    """Reads the drafts of one document."""

    def __init__(
        self,
        reading: Reading,
        header: Header,
        bodies: Sequence[Body],
        tables: Sequence[Table],
        deadlines: Sequence[Deadline],
    ) -> None:
        self.text = reading.text
        self.folded = reading.folded
        self.plain = reading.bare
        self.paragraphs = Paragraphs(reading, bodies, decision=header.kind in ("QĐ", "NQ"))
        self.tables = {table.grid: table for table in tables}
        self.times = Times(reading.folded, header, deadlines)

    def drafts(self, root: Item) -> list[Draft]:
        """The drafts of the whole document, in order."""
        found: list[Draft] = []
        self.times.lift(root)
        has_nodes = any(item.kind == "node" for item in root.below)
        before_first = True
        context = Context()
        for item in root.below:
            if (time := self.times.heads(item)) is not None:
                context = context.at(time)
            elif item.kind == "node":
                before_first = False
                found += self._node(item, context)
                if (meaning := self._alone(item)) is not None:
                    context = Context(meaning, time=context.time)
            elif item.kind == "table":
                found += self._table(item, Context())
            elif not has_nodes and not before_first:
                found += self.paragraphs.drafts(item, context)
        if not has_nodes:
            found += [
                d
                for item in root.below
                if item.kind == "paragraph"
                for d in self.paragraphs.drafts(item, Context(article=True))
            ]
        return sorted(found, key=lambda d: (d.start, d.end))

    def _alone(self, item: Item) -> Meaning | None:
        """What a heading in capitals with nothing below it says of the items beside it: `* NỘI DUNG THỰC HIỆN`, `* Giao Phòng …:`."""
        start, end = trimmed(self.text, item.start, item.end)
        if item.below or not self.text[start:end].isupper():
            return None
        return meaning_of(self.plain, start, end)

    def _table(self, item: Item, context: Context) -> list[Draft]:
        if context.meaning == "form":
            return []
        table = self.tables.get(item.table) if item.table is not None else None
        return list(table_drafts(table)) if table is not None else []

    def _node(self, item: Item, context: Context) -> list[Draft]:
        """The drafts of a node and all below it."""
        node = item.node
        assert node is not None
        start, end = trimmed(self.text, item.start, item.end)
        meaning = read = meaning_of(self.plain, start, end)
        if node.kind == "annex" and meaning is None:
            meaning = self._annex_meaning(item)
        if context.meaning in ("aim", "basis", "form") and meaning in (None, "other", "work"):
            meaning = context.meaning
        if meaning == "past" and context.meaning in ("work", "duty", "report"):
            meaning = read = "other"  # `4. Đánh giá kết quả` among the tasks is one still to do
        if context.meaning == "past" and meaning in (None, "other", "work", "aim"):
            meaning = read = "past"
        if context.meaning == "other" and meaning is None:
            meaning = "other"
        if read == "aim" and node.kind != "roman" and self.paragraphs.duties.subject_at(start, end).told == "order":
            meaning = read = context.meaning  # `2. Yêu cầu: Hội A, Hội B kiểm kê …` asks somebody
        if meaning in ("aim", "basis", "form"):
            # Tables of tasks may still follow under a heading of aims that nothing closes.
            return [d for child in item.below for d in self._below_aims(child, Context(meaning))]
        own = meaning_of(self.plain, start, end) if node.kind == "annex" else read
        if not item.below and own in ("work", "duty", "report"):
            if self.text[start:end].isupper():
                return []
            own = None
        time = self.times.of_heading(start, end) if item.below else None
        inner = Context(
            meaning or context.meaning,
            context.bodies,
            context.supports,
            context.article or node.kind == "article",
            time or context.time,
        )
        capitals = node.kind == "roman" and self.text[start:end].isupper()
        agenda = time is not None and self.times.mere(start, end) is not None
        is_heading = own is not None or capitals or agenda or node.kind in _TITLES
        return self._group(item, inner, is_heading=is_heading)

    def _annex_meaning(self, item: Item) -> Meaning | None:
        for below in item.below[:2]:
            if below.kind == "paragraph":
                found = meaning_of(self.plain, *trimmed(self.text, below.start, below.end))
                if found is not None:
                    return found
        return None

    def _below_aims(self, item: Item, context: Context) -> list[Draft]:
        if item.kind == "node":
            return self._node(item, context)
        if item.kind == "table" and context.meaning == "aim":
            return self._table(item, context)
        return []

    def _group(self, item: Item, context: Context, is_heading: bool) -> list[Draft]:
        """A node that is a task, or heads tasks."""
        start, end = trimmed(self.text, item.start, item.end)
        entries, own_labels = self._entries(item)
        if is_heading and not entries and context.meaning in ("work", "duty", "report"):
            is_heading = item.node is not None and item.node.kind in _TITLES
        heading_bodies = self.paragraphs.duties.heading_bodies(start, end) if entries else ()
        head = self.paragraphs.duties.subject_at(start, end) if not is_heading and not heading_bodies else None
        inner = context
        if heading_bodies:
            inner = Context(
                context.meaning,
                heading_bodies,
                self.paragraphs.duties.supports(start, end, heading_bodies),
                context.article,
                context.time,
            )
        elif head is not None and head.told is not None and self.folded[end : end + 1] == ":" and entries:
            inner = Context(
                context.meaning,
                head.leads,
                self.paragraphs.duties.supports(start, end, head.leads),
                context.article,
                context.time,
            )
        below: list[Draft] = []
        strong = weak = 0
        pending: list[Draft] = []  # tasks that the next label lines hold for
        closed = False  # the last label lines have been given to them
        ahead: dict[str, Span] = {}
        tables = False
        for place, entry in enumerate(entries):
            if isinstance(entry, Slots):
                values = {k: v for k, v in entry.values.items() if k not in ("content", "note")}
                if pending:
                    for draft in pending:
                        self.paragraphs.fill(draft, values)
                elif below or strong or weak:
                    pass
                else:
                    ahead |= {slot: span for slot, span in values.items() if slot in ("lead", "support", "time")}
                closed = True
                continue
            if entry.kind == "table":
                found = self._table(entry, inner)
                tables = tables or bool(found)
                below += found
                continue
            if entry is not entries[-1] and (time := self.times.heads(entry)) is not None:
                inner = inner.at(time)
                continue
            if (told := self._leads_in(entry, entries[place + 1 :], inner)) is not None:
                inner = told
                continue
            found = self._node(entry, inner) if entry.kind == "node" else self.paragraphs.drafts(entry, inner)
            if (entry.kind == "node" and not entry.below) or entry.kind == "paragraph":
                if any(d.actors_named or d.slots for d in found) or self.paragraphs.says_to_do(entry):
                    strong += 1
                else:
                    weak += 1
            elif found:
                strong += 1
            else:
                weak += 1
            if found:
                if closed or not entry.bullet:
                    pending = []
                closed = False
                pending = [*pending, *found]
                for draft in found:
                    self.paragraphs.fill(draft, ahead)
                below += found
        if is_heading or heading_bodies:
            return below
        if entries and not below and self._heading_like(item) and all(self._in_annex(e) for e in entries):
            return []
        leads_on = self.folded[end : end + 1] == ":"
        finished = self.text[end : end + 1] in (".", ";") and bool(entries)
        says = self.paragraphs.says_to_do(item) or bool(own_labels)
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
                self.paragraphs.fill(draft, own_labels)
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
            if below.kind == "paragraph" and is_closing(self.plain, *trimmed(self.text, below.start, below.end)):
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

    def _leads_in(self, entry: Item, following: Sequence["Item | Slots"], context: Context) -> Context | None:
        """What a paragraph says for the items after it: `Các sở, ngành tập trung thực hiện các nhiệm vụ sau:`."""
        if entry.kind != "paragraph" or not following or context.meaning in ("aim", "basis", "form"):
            return None
        if not (isinstance(following[0], Item) and following[0].kind == "node"):
            return None
        start, end = trimmed(self.text, entry.start, entry.end)
        if self.folded[end : end + 1] != ":" or not self._lists(start, end):
            return None
        leads = self.paragraphs.duties.subject_at(start, end).leads
        supports = self.paragraphs.duties.supports(start, end, leads)
        return Context(
            context.meaning, leads or context.bodies, supports or context.supports, context.article, context.time
        )

    def _like_label(self, item: Item) -> bool:
        if item.kind == "table" or item.below:
            return False
        start, end = trimmed(self.text, item.start, item.end)
        colon = self.text.find(":", start, min(end, start + _LONGEST_LABEL))
        if colon < 0 or self.paragraphs.says_to_do_at(start, end) or self.paragraphs.says_to_do_at(colon + 2, end):
            return False
        return self.paragraphs.duties.subject_at(start, end).told is None

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
        start, end = trimmed(self.text, item.start, item.end, keep_end=True)
        slots = label_line(self.plain, start, end)
        if slots is None or any(slot in ("content", "note") or b <= a for slot, (a, b) in slots.values.items()):
            return None
        return slots

    def _label_line(self, item: Item) -> Slots | None:
        if item.kind == "table" or (item.below and item.kind == "node"):
            return None
        start, end = trimmed(self.text, item.start, item.end, keep_end=True)
        slots = label_line(self.plain, start, end)
        if (
            slots is not None
            and "note" in slots.values
            and self.paragraphs.duties.subject_at(start, end).told == "order"
        ):
            return None  # `Yêu cầu: Hội A kiểm kê …` asks somebody
        return slots

    def _own(self, item: Item, context: Context, labels: dict[str, Span]) -> list[Draft]:
        """The node's own words as a task, with the label lines under it."""
        drafts = self.paragraphs.drafts(item, context)
        for draft in drafts:
            self.paragraphs.fill(draft, labels)
        if not drafts and labels and context.meaning not in ("aim", "basis", "form"):
            start, end = trimmed(self.text, item.start, item.end)
            if end > start:
                draft = self.paragraphs.draft(start, end, item.path, context)
                self.paragraphs.fill(draft, labels)
                drafts = [draft]
        return drafts

    def _heading_like(self, item: Item) -> bool:
        return item.end - item.start < 120 and self.text[item.end - 1] not in ".;"

    def _in_annex(self, entry: "Item | Slots") -> bool:
        """True for a paragraph that leads to an annex, where the rows are the tasks."""
        if isinstance(entry, Slots) or entry.kind != "paragraph":
            return False
        return leads_to_annex(self.plain, *trimmed(self.text, entry.start, entry.end))

    def _lists(self, start: int, end: int) -> bool:
        return _LISTS.search(self.folded, max(start, end - 20), end) is not None
