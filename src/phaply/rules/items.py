"""What a rule looks at one by one, and the fields it may name: the words of `each`, `where`, `field` in rule files."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from phaply.language import Span, fold
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.patterns import compile_pattern

__all__ = ["FIELDS", "Item", "Value", "fields_of", "is_about", "items", "value"]


class Item(Struct, frozen=True):
    """One thing of the plan: its span, its path in the outline, and the object itself."""

    kind: str
    start: int
    end: int
    path: str
    of: Any


class Value(Struct, frozen=True):
    """A field's value and where it stands. `blank`: its place is there but nothing is written in it."""

    data: Any = None
    span: Span | None = None
    blank: bool = False
    printed: bool = False
    """Whether `data` is letter for letter what stands at `span`."""


def items(rule: Rule, ctx: Context) -> Iterable[Item]:
    """The things that a rule is about, after its `where` and `unless`."""
    head = rule.head
    if not head.where and not head.unless:
        return _all(head.each, ctx)
    kinds, where, unless = _filters(rule)
    things = _nodes(ctx, kinds) if kinds is not None else _all(head.each, ctx)
    return (item for item in things if _passes(item, ctx, where, unless))


def _passes(item: Item, ctx: Context, where: Iterable["_Wanted"], unless: Iterable["_Wanted"]) -> bool:
    for wanted in where:
        if not wanted.by(item, ctx):
            return False
    for wanted in unless:  # noqa: SIM110  (asked for every thing of every rule: plain loops are twice as fast)
        if wanted.by(item, ctx):
            return False
    return True


def is_about(rule: Rule, ctx: Context) -> bool:
    """Whether there is anything that a rule is about."""
    return any(True for _ in items(rule, ctx))


class _Wanted:
    """One line of a filter: how the field is read, and what it may be."""

    __slots__ = ("_options", "_read")

    def __init__(self, each: str, field: str, want: Any) -> None:
        self._read = _reader(each, field)
        self._options = [
            compile_pattern(o[1:]) if isinstance(o, str) and o.startswith("~") else o
            for o in (want if isinstance(want, list) else [want])
        ]

    def by(self, item: Item, ctx: Context) -> bool:
        """Whether a thing has one of the wanted values."""
        have = self._read(item, ctx)
        data = have.data
        for option in self._options:
            if isinstance(option, re.Pattern):
                if isinstance(data, str):
                    folded = ctx.folded[slice(*have.span)] if have.printed and have.span else fold(data)
                    if option.search(folded):
                        return True
            elif isinstance(option, bool):
                if bool(data) is option:
                    return True
            elif data == option:
                return True
        return False


@lru_cache(maxsize=1024)
def _filters(rule: Rule) -> tuple[tuple[Any, ...] | None, tuple[_Wanted, ...], tuple[_Wanted, ...]]:
    """The kinds of node that a rule is limited to (None: it is not), its `where`, its `unless`."""
    head = rule.head
    kinds = head.where.get("kind") if head.each == "node" else None
    return (
        (kinds,) if isinstance(kinds, str) else tuple(kinds) if isinstance(kinds, list) else None,
        tuple(_Wanted(head.each, field, want) for field, want in head.where.items()),
        tuple(_Wanted(head.each, field, want) for field, want in head.unless.items()),
    )


def _all(each: str, ctx: Context) -> tuple[Item, ...]:
    """All things of a kind, made once for a plan."""
    found: tuple[Item, ...] | None = ctx.things.get(each)
    if found is None:
        found = ctx.things[each] = tuple(_made(each, ctx))
    return found


def _made(each: str, ctx: Context) -> Iterator[Item]:
    plan = ctx.plan
    if each == "document":
        yield Item("document", 0, len(plan.text), "", plan)
    elif each in ("citation", "basis"):
        for c in plan.citations if each == "citation" else ctx.bases:
            yield Item(each, c.start, c.end, ctx.path_at(c.start), c)
    elif each == "task":
        for t in plan.tasks:
            yield Item(each, t.start, t.end, t.path, t)
    elif each == "deadline":
        for d in plan.deadlines:
            yield Item(each, d.start, d.end, ctx.path_at(d.start), d)
    elif each == "node":
        yield from _nodes(ctx, None)
    elif each == "recipient":
        for r in plan.header.recipient_items:
            yield Item(each, r.start, r.end, "", r)
    elif each == "definition":
        for short in plan.definitions:
            yield Item(each, short.start, short.end, ctx.path_at(short.start), short)
    elif each in ("block", "basis_line"):
        for p in ctx.paragraphs if each == "block" else ctx.basis_lines:
            yield Item(each, p.start, p.end, ctx.path_at(p.start), p)


def _nodes(ctx: Context, kinds: Sequence[Any] | None) -> Iterator[Item]:
    for n in ctx.nodes_of(kinds) if kinds is not None else (n for n, _ in ctx.nodes):
        yield Item("node", n.start, n.head_end, n.path, n)


def _header(name: str) -> Callable[[Item, Context], Value]:
    def read(item: Item, ctx: Context) -> Value:
        data = getattr(ctx.header, name, None)
        span = ctx.header.spans.get(name)
        return Value(data or None, span, blank=not data and span is not None)

    return read


def _signer(name: str) -> Callable[[Item, Context], Value]:
    def read(item: Item, ctx: Context) -> Value:
        signer = ctx.header.signer
        if signer is None:
            return Value()
        data = getattr(signer, name, None)
        return Value(data, signer.spans.get(name) or signer.spans.get("block"))

    return read


def _span_of(name: str) -> Callable[[Item, Context], Value]:
    def read(item: Item, ctx: Context) -> Value:
        span = ctx.header.spans.get(name)
        return Value(ctx.quote(span) if span else None, span)

    return read


def _attribute(name: str, span: str | None = None) -> Callable[[Item, Context], Value]:
    def read(item: Item, ctx: Context) -> Value:
        where = getattr(item.of, span, None) if span else None
        data = getattr(item.of, name)
        return Value(None if data in ((), "") else data, where or (item.start, item.end))

    return read


def _slot(name: str) -> Callable[[Item, Context], Value]:
    """A label line or cell of a task: blank if it is there and empty."""

    def read(item: Item, ctx: Context) -> Value:
        span = item.of.slots.get(name)
        words = ctx.quote(span).strip() if span else None
        return Value(words or None, span, blank=span is not None and not words)

    return read


def _printed(item: Item, ctx: Context) -> Value:
    return Value(ctx.text[item.start : item.end], (item.start, item.end), printed=True)


def _paragraph(item: Item, ctx: Context) -> Value:
    p = ctx.paragraph_at(item.start)
    return Value(ctx.quote((p.start, p.end)), (p.start, p.end), printed=True) if p else Value()


def _heading(item: Item, ctx: Context) -> Value:
    line = ctx.lineage(item.start)
    if not line:
        return Value()
    key = (line[-1].start, len(line))
    kept = ctx.headings.get(key)
    if kept is None:
        said = " / ".join(n.heading for n in line)
        kept = ctx.headings[key] = Value(said or None, (line[0].start, line[0].head_end))
    return kept


def _task_deadline(item: Item, ctx: Context) -> Value:
    i = item.of.deadline
    if i is None:
        return Value(None, item.of.deadline_span, blank=item.of.deadline_span is not None)
    d = ctx.plan.deadlines[i]
    return Value(d.type, (d.start, d.end))


def _recipients(item: Item, ctx: Context) -> Value:
    found = ctx.header.recipients
    span = ctx.header.spans.get("recipients")
    return Value(found or None, span, blank=span is not None and not found)


def _body_text(item: Item, ctx: Context) -> Value:
    return Value(ctx.text[ctx.body_start : ctx.body_end], (ctx.body_start, ctx.body_end), printed=True)


def _content(item: Item, ctx: Context) -> Value:
    """The body with the preamble before it."""
    start = ctx.preamble[0].start if ctx.preamble else ctx.body_start
    return Value(ctx.text[start : ctx.body_end], (start, ctx.body_end), printed=True)


def _place_and_date(item: Item, ctx: Context) -> Value:
    place, date = ctx.header.spans.get("place"), ctx.header.spans.get("date")
    if place is None or date is None or place[0] >= date[0] or not ctx.header.place:
        return Value()
    span = (place[0], max(place[1], date[1]))
    return Value(ctx.quote(span), span)


def _basis_lines(item: Item, ctx: Context) -> Value:
    lines = ctx.basis_lines
    return Value(len(lines) or None, (lines[0].start, lines[-1].end) if lines else None)


def _closing(item: Item, ctx: Context) -> Value:
    p = ctx.closing
    return Value(ctx.quote((p.start, p.end)), (p.start, p.end), printed=True) if p else Value()


def _last_recipient(item: Item, ctx: Context) -> Value:
    found = ctx.header.recipient_items
    if not found:
        return Value(None, ctx.header.spans.get("recipients"))
    return Value(found[-1].text, (found[-1].start, found[-1].end))


def _deadline_of(name: str) -> Callable[[Item, Context], Value]:
    def read(item: Item, ctx: Context) -> Value:
        if item.kind == "task":
            i = item.of.deadline
            if i is None:
                return Value()
            d = ctx.plan.deadlines[i]
        else:
            d = item.of
        return Value(getattr(d, name), (d.start, d.end))

    return read


def _label(item: Item, ctx: Context) -> Value:
    return Value(item.of.label, (item.start, item.of.body_start))


_OPENING = 500
"""Code points of a node's beginning that its `opening` holds."""
_COMMON: dict[str, Callable[[Item, Context], Value]] = {
    "text": _printed,
    "paragraph": _paragraph,
    "headings": _heading,
}
FIELDS: dict[str, dict[str, Callable[[Item, Context], Value]]] = {
    "document": {
        **{
            name: _header(name)
            for name in ("kind", "number", "symbol", "issuer", "parent", "place", "date", "subject", "level")
        },
        "number.printed": _span_of("number"),
        "date.printed": _span_of("date"),
        "place.printed": _place_and_date,
        "kind.printed": _span_of("kind"),
        "issuer.printed": _span_of("issuer"),
        "subject.printed": _span_of("subject"),
        "nation": _span_of("nation"),
        "motto": _span_of("motto"),
        "signer.name": _signer("name"),
        "signer.title": _signer("title"),
        "signer.authority": _signer("authority"),
        "signer": lambda item, ctx: Value(
            ctx.header.signer, ctx.header.signer.spans.get("block") if ctx.header.signer else None
        ),
        "recipients": _recipients,
        "recipients.last": _last_recipient,
        "body": _body_text,
        "content": _content,
        "bases": _basis_lines,
        "closing": _closing,
        "text": _printed,
    },
    "citation": {
        **_COMMON,
        **{
            n: _attribute(n)
            for n in ("kind", "number", "date", "year", "role", "relation", "act", "resolved_by", "pinpoint")
        },
        "issuer": _attribute("issuer", "issuer_span"),
        "title": _attribute("title", "title_span"),
        "title.printed": lambda item, ctx: Value(
            ctx.quote(item.of.title_span) if item.of.title_span else item.of.title, item.of.title_span
        ),
    },
    "task": {
        **_COMMON,
        **{
            n: _attribute(n)
            for n in ("lead", "support", "output", "action", "object", "form", "funding", "shape", "lead_labelled")
        },
        **{f"slot.{n}": _slot(n) for n in ("lead", "support", "time", "output", "form", "funding")},
        "deadline": _task_deadline,
        "path": lambda item, ctx: Value(item.path, (item.start, item.end)),
        **{f"deadline.{n}": _deadline_of(n) for n in ("latest", "earliest", "tentative", "type", "after")},
    },
    "deadline": {
        **_COMMON,
        **{n: _attribute(n) for n in ("type", "recurrence", "duration", "after", "tentative", "working_days")},
        **{n: _deadline_of(n) for n in ("latest", "earliest")},
    },
    "node": {
        **_COMMON,
        **{n: _attribute(n) for n in ("kind", "depth", "heading")},
        "label": _label,
        "opening": lambda item, ctx: Value(ctx.text[item.start : item.start + _OPENING], (item.start, item.end)),
    },
    "recipient": dict(_COMMON),
    "definition": {**_COMMON, **{n: _attribute(n) for n in ("short", "long", "citation")}},
    "block": {**_COMMON},
    "basis_line": {**_COMMON},
}
FIELDS["basis"] = FIELDS["citation"]


def fields_of(each: str) -> tuple[str, ...]:
    """The names that a rule over `each` may use."""
    return tuple(FIELDS[each])


def _reader(each: str, field: str) -> Callable[[Item, Context], Value]:
    if field.startswith("document."):
        return FIELDS["document"][field.removeprefix("document.")]
    return FIELDS[each][field]


def value(item: Item, field: str, ctx: Context) -> Value:
    """A field of a thing. Names that begin with `document.` look at the whole plan. Raises KeyError for an unknown name."""
    return _reader(item.kind, field)(item, ctx)
