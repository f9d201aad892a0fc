"""What is compared: an obligation and a task, each with its clauses, its words as bags, and what stands around it."""

import re
from functools import cached_property

from phaply.align.clauses import Clause, clauses_of, plain
from phaply.align.concepts import Bag, bag_of, class_of
from phaply.align.model import Obligation
from phaply.align.occasions import period_of, periods_in
from phaply.align.receivers import receiver_spans
from phaply.language import Span, fold
from phaply.parse.model import Deadline, Node, Plan, Task

__all__ = ["Asked", "Given", "headings", "merged", "reports"]

_OTHER_HALF = 0.5
_REQUEST = re.compile(r"(?:kính )?(?:đề nghị|mời)(?!\w)")
_REPORT = re.compile(
    r"(?:(?:gửi|nộp|trình)(?:[ ,]{1,4}[^\W\d_]{1,12}){0,8}[ ,]{1,4}|(?:tổng hợp|định kỳ|xây dựng|dự thảo|soạn|lập|gửi|trình),? (?:và )?)?báo cáo(?!\w)"
)
_ASSIGNED = "phân công ; cử"
_WITHOUT_CONTENT = frozenset((None, "implement", "organise", "coordinate", "lead", "ensure"))
"""Classes of verbs that say that something is done, not what."""


class Given:
    """A task of the checked plan."""

    def __init__(
        self, plan: Plan, index: int, above: str, theme: Bag, under: str = "", task: Task | None = None
    ) -> None:
        self.plan = plan
        self.index = index
        self.theme = theme
        self.task: Task = task or plan.tasks[index]
        self.above = above
        self.under = under
        """The heading right above it, which says what is to be done where the task only says by whom, where and when."""
        self.clauses = clauses_of(plan, self.task)
        self._windows: dict[tuple[int, int], Bag] = {}

    @cached_property
    def around(self) -> Bag:
        """What it need not say: the theme of the plan, the headings above it, its product, its form, that somebody is given it."""
        given_to = _ASSIGNED if self.task.lead else None
        said = bag_of(" ; ".join(filter(None, (self.above, self.task.output, self.task.form, given_to))))
        return merged([said, self.theme])

    def window(self, first: int, last: int) -> Bag:
        """The bag of clauses `first` to `last`, both inclusive."""
        key = (first, last)
        if key not in self._windows:
            self._windows[key] = merged([self._clause(i) for i in range(first, last + 1)])
        return self._windows[key]

    @cached_property
    def single(self) -> list[Bag]:
        """The bag of each clause."""
        return [self.window(i, i) for i in range(len(self.clauses))]

    def _clause(self, i: int) -> Bag:
        c = self.clauses[i]
        own = bag_of(plain(self.plan, c.start, c.end, names=_names(self.task)))
        if not self.under or any(class_of(t[2:]) not in _WITHOUT_CONTENT for t in own.tokens if t[0] == "v"):
            return own
        return merged([own, bag_of(self.under)])

    @cached_property
    def request(self) -> bool:
        """Whether it asks another body instead of ordering (Đề nghị …)."""
        return _REQUEST.match(fold(self.text[:40])) is not None

    @cached_property
    def text(self) -> str:
        """All its words, in one line."""
        return " ".join(self.plan.text[self.task.start : self.task.end].split())

    def periods(self, first: int, last: int) -> frozenset[str]:
        """The periods that a stretch of clauses reports on; those of the whole task where it names none. Empty if it reports nothing."""
        if not reports(self.window(first, last)):
            return frozenset()
        usual = self.plan.deadlines[self.task.deadline] if self.task.deadline is not None else None
        return periods_in(self.quote(first, last)) or periods_in(self.text) or period_of(usual)

    def times(self, first: int, last: int) -> list[Deadline]:
        """The times in a stretch of clauses, and those of the task's time slot."""
        spans = [(self.clauses[first].start, self.clauses[last].end)]
        if self.task.deadline_span is not None:
            spans.append(self.task.deadline_span)
        return [d for d in self.plan.deadlines if any(a <= d.start < b for a, b in spans)]

    @cached_property
    def all_periods(self) -> frozenset[str]:
        """All periods that the task reports on."""
        return self.periods(0, len(self.clauses) - 1) | periods_in(self.text) if self.clauses else frozenset()

    def quote(self, first: int, last: int) -> str:
        """The words of a stretch of clauses."""
        text = self.plan.text[self.clauses[first].start : self.clauses[last].end]
        return " ".join(text.split())


class Asked:
    """An obligation that is addressed to the checked plan's body."""

    def __init__(
        self, obligation: Obligation, plan: Plan | None = None, task: Task | None = None, aside: str = ""
    ) -> None:
        self.obligation = obligation
        self.plan = plan
        self.task = task
        self.aside = aside
        """The words of the other half of its task, which goes to another body."""
        self.clauses: tuple[Clause, ...] = clauses_of(plan, task) if plan is not None and task is not None else ()

    @cached_property
    def words(self) -> str:
        """What is to be done, without times, addressees, and whom it is sent to."""
        if self.plan is None or self.task is None:
            return self.obligation.quote
        return plain(self.plan, self.task.start, self.task.end, names=self._aside)

    @cached_property
    def _aside(self) -> tuple[Span, ...]:
        """Who does it, and who gets it: bodies are compared as bodies."""
        assert self.plan is not None and self.task is not None
        start = self.task.start
        sent = receiver_spans(self.plan.text[start : self.task.end])
        return (*_names(self.task), *((start + a, start + b) for a, b in sent))

    @cached_property
    def full(self) -> str:
        """Its words with its times, without who does it."""
        if self.plan is None or self.task is None:
            return self.obligation.quote
        return plain(self.plan, self.task.start, self.task.end, names=_names(self.task), times=True)

    @cached_property
    def bag(self) -> Bag:
        """The bag of its words; a half of a task is about what the other half says too."""
        own = bag_of(self.words)
        if not self.aside:
            return own
        tokens = {t: w * _OTHER_HALF for t, w in bag_of(self.aside).tokens.items()}
        return Bag({**tokens, **own.tokens}, own.classes, own.printed, own.syllables)

    @property
    def dated(self) -> bool:
        """Whether it is to be done by a day."""
        d = self.obligation.deadline
        return d is not None and d.latest is not None and not d.recurrence

    @cached_property
    def first_is_report(self) -> bool:
        """Whether it asks for a report before all else (Báo cáo kết quả năm về UBND quận)."""
        return _REPORT.match(fold(self.words).lstrip(" ,;.-")) is not None

    @cached_property
    def first(self) -> Bag:
        """The bag of its first clause: the thing itself, before what is to be written, sent or reported of it."""
        return bag_of(self.part(self.clauses[0])) if len(self.clauses) > 1 else self.bag

    @cached_property
    def periods(self) -> frozenset[str]:
        """The periods that it asks reports for; empty if it asks for none."""
        if not reports(self.bag):
            return frozenset()
        return periods_in(self.full) or period_of(self.obligation.deadline)

    @cached_property
    def product(self) -> Bag | None:
        """The bag of the product asked for."""
        return bag_of(self.obligation.output) if self.obligation.output else None

    def part(self, clause: Clause) -> str:
        """The words of one of its clauses."""
        assert self.plan is not None and self.task is not None
        return plain(self.plan, clause.start, clause.end, names=self._aside)

    def part_in_full(self, clause: Clause) -> str:
        """The same with whom it is sent to."""
        assert self.plan is not None and self.task is not None
        return plain(self.plan, clause.start, clause.end, names=_names(self.task))


def reports(bag: Bag) -> bool:
    """Whether something is reported."""
    return "c:report" in bag.tokens or "report" in bag.classes


def _names(task: Task) -> tuple[Span, ...]:
    return tuple((p.start, p.end) for p in (*task.lead, *task.support))


def merged(bags: list[Bag]) -> Bag:
    """One bag with all that several name."""
    if len(bags) == 1:
        return bags[0]
    tokens: dict[str, float] = {}
    for bag in bags:
        for token, weight in bag.tokens.items():
            tokens[token] = max(weight, tokens.get(token, 0.0))
    printed = {token: said for bag in bags for token, said in bag.printed.items()}
    return Bag(
        tokens,
        frozenset(kind for bag in bags for kind in bag.classes),
        printed,
        frozenset(s for bag in bags for s in bag.syllables),
    )


def headings(plan: Plan) -> dict[str, str]:
    """Path of every node → the headings from the second level down to the one above it."""
    found: dict[str, str] = {}
    stack: list[tuple[Node, str, int]] = [(n, "", 0) for n in reversed(plan.outline)]
    while stack:
        node, above, depth = stack.pop()
        found.setdefault(node.path, above)
        # The top level names the kind of section (NHIỆM VỤ, TỔ CHỨC THỰC HIỆN), nothing of what is to be done.
        below = above if depth == 0 else f"{above} ; {node.heading[:200]}".strip(" ;")
        stack += [(c, below, depth + 1) for c in reversed(node.children)]
    return found
