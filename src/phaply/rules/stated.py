"""Stated figures (chỉ tiêu, số lượng đã nêu): every figure of a plan with what it is a figure of, whose, when, and of how many.

Words that any target is said with are left aside (`corpora/lexicon/target_words.tsv`), so that what is left tells what it is of.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from weakref import WeakKeyDictionary

from msgspec import Struct

from phaply.align.figures import Figure, figures_in, figures_of, value_of
from phaply.document import Block
from phaply.language import Span
from phaply.language.remembering import remembered
from phaply.parse.lexicon import Phrases, rows
from phaply.parse.model import Deadline
from phaply.parse.verbs import begins_with_verb
from phaply.rules.context import Context

__all__ = ["Stated", "stated_in", "telling"]

_MOST = 400
"""Figures of one plan that are looked at: a table of statistics is no row of targets."""
_LONGEST = 400
_BREAK = re.compile(r"[;.][ \n]|(?<=[^\n;.:]{40}):[ \n]|\n|[()|]")
"""A few words before a colon say what the figure after it is of (`Chó, mèo: đạt 85% tổng đàn`); many are a sentence that leads on."""
_COMMA = re.compile(r",[ \n]|[ \n]và[ \n]")
_WORD = re.compile(r"[^\W_]+")
_YEARS = re.compile(r"(?<!\w)((?:19|20)\d\d)(?: ?[-–] ?((?:19|20)\d\d))?(?!\w)")
_YEAR_WORDS = re.compile(
    r"(?<!\w)(?:giai đoạn|năm|trong năm|đến năm|cuối năm|hết năm)[ \n](?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?(?!\w)"
)
_EACH = r"(?: ?/ ?(?:01 |một |1 )?|(?<!\w)(?:mỗi|từng|hằng|hàng|trong một|trong 01)[ \n](?:một |01 )?)"
_PERIODS = {"tháng": "P1M", "tuần": "P1W", "quý": "P3M", "ngày": "P1D", "năm": "P1Y"}
_YEARLY = "P1Y"
"""`02 lần/năm` in a plan of one year is 02 lần."""
_AIM = re.compile(r"(?<!\w)(?:phấn đấu|dự kiến|khuyến khích|mong muốn|hướng tới)(?!\w)")
_PART = re.compile(r"(?<!\w)(?:trong đó|riêng|bước đầu|trước mắt)(?!\w)")
"""A figure of a part of what was told before: of what part, the words need not say."""
_FOR = re.compile(r"(?<!\w)(?:để|bảo đảm|đảm bảo|phấn đấu|nhằm)(?: có)?[ \n]$")
"""Before a share of somebody (… để 80% số hộ …): what stands before is how it is reached."""
_LOOK_BACK = 24
_UNIT_COLUMN = re.compile(r"(?:đơn vị(?: tính)?|đvt)\W*$")
_UNIT_OF_ROW = re.compile(r"(?:tỷ lệ )?%|phần trăm")
_SAME = (("tuyên truyền", "phổ biến", "truyền thông", "quán triệt"), ("tập huấn", "bồi dưỡng", "hướng dẫn nghiệp vụ"))
"""Verbs that say the same of what is counted."""
_OTHERS = ("bảo hộ", "hộ tịch", "hộ khẩu", "hộ chiếu", "cứu hộ", "ủng hộ")
"""Words that hold a unit and are none."""
_BESIDE = 6
"""More figures in one breath are a row of statistics."""
_LEAST = 2
"""Telling words without which the words around say what a figure is of."""
_DATED = ("by", "within", "from")


class Stated(Struct, frozen=True):
    """A figure with what is told of it."""

    figure: Figure
    start: int
    end: int
    """The piece of the sentence, or the cell, that holds it."""
    words: frozenset[str]
    """What it is a figure of."""
    around: frozenset[str]
    """What the headings above and the task around it say."""
    scope: frozenset[str]
    """Per what: mỗi thôn, hằng quý."""
    years: frozenset[str]
    times: tuple[Deadline, ...]
    owners: frozenset[int]
    aim: bool
    """Whether it is only striven for (phấn đấu), expected (dự kiến), or about."""
    part: bool
    paragraph: int
    task: int | None
    cell: tuple[int, int] | None
    """Table and row."""


_KEPT: WeakKeyDictionary[Context, list[Stated]] = WeakKeyDictionary()


def stated_in(ctx: Context) -> list[Stated]:
    """The figures of a plan's content, in the order of the text; those inside other documents' names are left out.

    Kept as long as its context: several rules ask for them.
    """
    if ctx not in _KEPT:
        _KEPT[ctx] = _read(ctx)
    return _KEPT[ctx]


def _read(ctx: Context) -> list[Stated]:
    reader = _Reader(ctx)
    found: list[Stated] = []
    for start, end, figures in reader.pieces():
        for figure in figures:
            found.append(reader.stated(start, end, figure, figures))
            if len(found) >= _MOST:
                return found
    return found


class _Reader:
    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.text = ctx.folded
        self.tasks = sorted((t.start, i) for i, t in enumerate(ctx.plan.tasks))
        self.slots = sorted((a, b, i) for i, t in enumerate(ctx.plan.tasks) for a, b in t.slots.values())
        self.times = [d.start for d in ctx.plan.deadlines]
        self._headed: dict[int, frozenset[str]] = {}
        self._told: dict[int, frozenset[str]] = {}
        self.rows: dict[tuple[int, int], list[Block]] = {}
        for b in ctx.document.blocks:
            if b.cell is not None and not b.cell.layout and b.start >= ctx.body_start:
                self.rows.setdefault((b.cell.table, b.cell.row), []).append(b)
        self.own_years = frozenset(_years(ctx.subject)) or (
            frozenset((ctx.header.date[:4],)) if ctx.header.date and ctx.header.date[:4].isdigit() else frozenset()
        )

    # --- where ----------------------------------------------------------------------------------------------------
    def pieces(self) -> Iterator[tuple[int, int, list[Figure]]]:
        """The pieces of sentences that hold figures, each with them."""
        read = figures_of(self.text, self.ctx.body_start, len(self.text))
        found = islice((f for f in read if not self.ctx.is_cited(f.start, f.end)), _MOST)
        by_paragraph: dict[int, list[Figure]] = {}
        for f in found:
            p = self.ctx.paragraph_at(f.start)
            if p is not None and f.end <= p.end:
                by_paragraph.setdefault(p.start, []).append(f)
        for start, figures in by_paragraph.items():
            p = self.ctx.paragraph_at(start)
            if p is not None:
                yield from self._split(p.start, p.end, figures)
        yield from self._unit_columns()

    def _split(self, start: int, end: int, figures: list[Figure]) -> Iterator[tuple[int, int, list[Figure]]]:
        cuts = [start, *(m.end() for m in _BREAK.finditer(self.text, start, end)), end]
        sentences: dict[int, list[Figure]] = {}
        for f in figures:
            sentences.setdefault(bisect_right(cuts, f.start) - 1, []).append(f)
        for i, inside in sentences.items():
            a, b = cuts[i], cuts[min(i + 1, len(cuts) - 1)]
            first = 0
            for k, f in enumerate(inside):
                last = k + 1 == len(inside)
                comma = None if last else self._last_comma(f.end, inside[k + 1].start)
                if not last and comma is None:
                    continue
                stop = b if comma is None else comma
                if k + 1 - first <= _BESIDE:
                    yield *self._clause(a, stop, inside[first : k + 1]), inside[first : k + 1]
                a, first = stop, k + 1

    def _last_comma(self, start: int, end: int) -> int | None:
        """Where the words after the last comma between two figures begin."""
        at = None
        for m in _COMMA.finditer(self.text, start, end):
            at = m.end()
        return at

    def _clause(self, start: int, end: int, figures: list[Figure]) -> Span:
        """The piece without the duties before and after it (…, lập biên bản, kiến nghị xử lý)."""
        first = figures[0]
        for m in _COMMA.finditer(self.text, start, first.start):
            if begins_with_verb(self.text, m.end(), first.start):
                start = m.end()
        if first.unit == "%" and _FOR.search(self.text[max(start, first.opening - _LOOK_BACK) : first.opening]):
            start = first.opening
        for m in _COMMA.finditer(self.text, figures[-1].end, end):
            if begins_with_verb(self.text, m.end(), end):
                end = m.start()
                break
        return start, min(end, figures[-1].end + _LONGEST)

    def _unit_columns(self) -> Iterator[tuple[int, int, list[Figure]]]:
        """Rows of a table of targets whose unit has a column of its own, and one number."""
        heads: dict[int, tuple[int, int]] = {}
        for (table, row), cells in self.rows.items():
            if table not in heads and row <= 2:
                for b in cells:
                    if b.cell and b.end - b.start < 30 and _UNIT_COLUMN.match(self.text[b.start : b.end].strip()):
                        heads[table] = row, b.cell.column
        for (table, row), cells in self.rows.items():
            if table not in heads or row <= heads[table][0]:
                continue
            units = [b for b in cells if b.cell and b.cell.column == heads[table][1]]
            numbers = [
                b for b in cells if b not in units and b.cell and b.cell.column > heads[table][1] and self._number(b)
            ]
            if len(units) != 1 or len(numbers) != 1:
                continue
            unit = self.text[units[0].start : units[0].end].strip()
            unit = "%" if _UNIT_OF_ROW.fullmatch(unit) else next((f.unit for f in figures_in(f"9 {unit}")), "")
            value = self._number(numbers[0])
            if unit and value is not None:
                b = numbers[0]
                yield (
                    self._row_start(cells, b),
                    b.end,
                    [Figure(b.start, b.end, value, value, "exact", unit, b.start, b.end)],
                )

    def _number(self, b: Block) -> float | None:
        words = self.text[b.start : b.end].strip()
        return (
            value_of(words)
            if re.fullmatch(r"\d{1,3}(?:\.\d{3}){0,4}(?:,\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?", words)
            else None
        )

    # --- what -----------------------------------------------------------------------------------------------------
    def stated(self, start: int, end: int, figure: Figure, beside: list[Figure]) -> Stated:
        """One figure with what is told of it."""
        plan = self.ctx.plan
        p = self.ctx.paragraph_at(start)
        cell = (p.block.cell.table, p.block.cell.row) if p and p.block.cell and not p.block.cell.layout else None
        index = self._task_at(figure.start, cell)
        task = plan.tasks[index] if index is not None else None
        times = [d for d in self._deadlines(start, end) if d.type != "none"]
        parties = [a for t in ((task,) if task else ()) for a in (*t.lead, *t.support)]
        cut = [(f.opening, f.closing) for f in beside]
        cut += [(d.start, d.end) for d in times]
        cut += [(a.start, a.end) for a in parties if start <= a.start < end]
        cut += [m.span() for m in _YEAR_WORDS.finditer(self.text, start, end)]
        each = list(_scope().finditer(self.text, start, end))
        cut += [m.span() for m in each]
        words = telling(self.text, start, end, cut)
        around = self._headings(start)
        if task is not None:
            told = self._of_task(index or 0)
            if len(words) < _LEAST:
                words |= told
            else:
                around |= told
        if cell is not None and sum(not w.isdigit() for w in words) < _LEAST:
            words = self._row_name(cell, start)
        if not times and task is not None and task.deadline is not None:
            times = [plan.deadlines[task.deadline]]
        years = {y for d in times for y in _years(f"{d.from_ or ''} {d.to or ''}".replace("-", " "))}
        years |= set(_years(self.text[start:end])) or set(self._years_above(start)) if not years else set()
        scope = {_PERIODS.get(m[1]) or _same().get(m[1], "").removeprefix("n:") or m[1] for m in each}
        scope |= {d.recurrence for d in times if d.recurrence}
        scope -= {_YEARLY, figure.unit}
        said = self.text[max(0, start - _LOOK_BACK) : end]
        return Stated(
            figure=figure,
            start=start,
            end=end,
            words=frozenset(words),
            around=frozenset(around),
            scope=frozenset(scope),
            years=frozenset(years) or self.own_years,
            times=tuple(d for d in times if d.type in _DATED),
            owners=frozenset(a.actor for a in task.lead) if task else frozenset(),
            aim=figure.sense == "about" or _AIM.search(said) is not None,
            part=_PART.search(said) is not None,
            paragraph=p.start if p else start,
            task=index,
            cell=cell,
        )

    def _task_at(self, offset: int, cell: tuple[int, int] | None) -> int | None:
        """The task whose words, label lines or row hold an offset."""
        tasks = self.ctx.plan.tasks
        at = bisect_right(self.tasks, (offset, len(tasks))) - 1
        if at >= 0 and offset < tasks[self.tasks[at][1]].end:
            return self.tasks[at][1]
        at = bisect_right(self.slots, (offset, len(self.text) + 1, 0)) - 1
        if at >= 0 and offset < self.slots[at][1]:
            return self.slots[at][2]
        for b in self.rows.get(cell, ()) if cell is not None else ():
            at = bisect_left(self.tasks, (b.start, -1))
            if at < len(self.tasks) and self.tasks[at][0] < b.end:
                return self.tasks[at][1]
        return None

    def _of_task(self, index: int) -> frozenset[str]:
        """The words of a task, without who, when and how many."""
        if index not in self._told:
            plan = self.ctx.plan
            task = plan.tasks[index]
            end = min(task.end, task.start + _LONGEST)
            cut = [(a.start, a.end) for a in (*task.lead, *task.support)]
            cut += [(d.start, d.end) for d in self._deadlines(task.start, end)]
            cut += [(f.opening, f.closing) for f in figures_in(self.text, task.start, end)]
            self._told[index] = frozenset(telling(self.text, task.start, end, cut))
        return self._told[index]

    def _deadlines(self, start: int, end: int) -> list[Deadline]:
        found = self.ctx.plan.deadlines
        return list(found[bisect_left(self.times, start) : bisect_left(self.times, end)])

    def _headings(self, offset: int) -> set[str]:
        found: set[str] = set()
        for node in self.ctx.lineage(offset)[:-1]:
            if node.kind != "bullet" and node.head_end - node.body_start < _LONGEST:
                if node.start not in self._headed:
                    self._headed[node.start] = frozenset(telling(self.text, node.body_start, node.head_end))
                found |= self._headed[node.start]
        return found

    def _years_above(self, offset: int) -> list[str]:
        for node in reversed(self.ctx.lineage(offset)[:-1]):
            if found := _years(self.text[node.body_start : min(node.head_end, node.body_start + _LONGEST)]):
                return found
        return []

    def _row_start(self, cells: list[Block], number: Block) -> int:
        """Where the cell begins that says what the number is of; the number's own beginning where none does."""
        named = (b.start for b in cells if b.end <= number.start and len(telling(self.text, b.start, b.end)) >= _LEAST)
        return next(named, number.start)

    def _row_name(self, cell: tuple[int, int], offset: int) -> set[str]:
        """The words of the row's first cell that has some."""
        for b in self.rows.get(cell, ()):
            if b.end <= offset and b.end - b.start < _LONGEST:
                found = telling(self.text, b.start, b.end)
                if len(found) >= _LEAST:
                    return found
        return set()


def telling(folded: str, start: int, end: int, cut: Iterable[Span] = ()) -> set[str]:
    """The words of a stretch of folded text that say what it is about, without the spans `cut`."""
    found: set[str] = set()
    at = start
    for a, b in [*sorted(cut), (end, end)]:
        stop = min(a, end)
        if at < stop:
            # The sign behind tells whether the last word goes on.
            found |= _said(folded[at : stop + 1], stop - at)
        at = max(at, b)
    return found


@remembered(400)
def _said(folded: str, end: int) -> frozenset[str]:
    """The telling words before `end`."""
    found: set[str] = set()
    phrases, same = _phrases(), _same()
    at = 0
    while (m := _WORD.search(folded, at, end)) is not None:
        known = phrases.match(folded, m.start(), end)
        if known is None:
            found.add(m[0])
        elif name := same[known[0]]:
            found.add(name)
        at = known[1] if known is not None else m.end()
    return frozenset(found)


@cache
def _same() -> dict[str, str]:
    """Phrase → what all its like are called: verbs of a kind, and what is counted (hộ dân, hộ gia đình); empty for what says nothing."""
    counted = {
        w.strip(): f"n:{row['unit']}" for row in rows("counted") for w in row["words"].split(";") if " " in w.strip()
    }
    light = {w.strip(): "" for row in rows("target_words") for w in row["words"].split(";")}
    return (
        counted
        | {"hộ": "n:hộ"}
        | {word: word for word in _OTHERS}
        | light
        | {verb: f"v:{verbs[0]}" for verbs in _SAME for verb in verbs}
    )


@cache
def _scope() -> re.Pattern[str]:
    """Per what: `mỗi tổ dân phố`, `/hộ`, `hằng quý`."""
    counted = [w.strip() for row in rows("counted") for w in row["words"].split(";")]
    known = "|".join(re.escape(w) for w in sorted(counted, key=len, reverse=True) if " " in w)
    return re.compile(rf"{_EACH}((?:{known})(?!\w)|[^\W\d_]+)")


@cache
def _phrases() -> Phrases:
    return Phrases(_same())


def _years(text: str) -> list[str]:
    return [y for m in _YEARS.finditer(text) for y in m.groups() if y]
