"""`sequence`: labels in order.

`order`: siblings of one style follow each other (1, 2, 3; I, II; a, b, c, d, đ, e). `alphabet`: no letters that label no point.
`marks`: siblings of one style carry the same mark. `levels`: no level of the outline is skipped. `rows`: the numbers of a table's rows.
`single`: an item that stands alone under its heading.
`annexes`: two annexes or more carry Roman numbers.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from phaply.language import POINT_LETTERS, letter_index, roman_to_int, to_roman
from phaply.language.remembering import remembered
from phaply.parse.model import Node
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.model import Fix

_PARTS = re.compile(r"^(?P<word>[^\W\d_]{2,10} +)?(?P<value>[^\W_]+(?:\.\d+)*)(?P<mark>[.)/:]*)$")
_POINT = re.compile(r"([^\W\d_])[.)/:]?\s*$")
_ORDERED = ("part", "chapter", "section", "subsection", "article", "roman", "number", "letter", "annex")


class Sequence_(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `sequence`."""

    of: Literal["order", "alphabet", "marks", "levels", "rows", "single", "annexes"] = "order"
    kinds: tuple[str, ...] = _ORDERED
    mark: str | None = None
    """With `marks`: the mark that these labels must carry."""
    wrong: tuple[str, ...] = ()
    """With `mark`: only these are reported (empty: any other)."""


@check("sequence", Sequence_)
def run(rule: Rule, settings: Sequence_, ctx: Context) -> Iterator[Hit]:
    """Hits over all groups of siblings."""
    yield from _RUNS[settings.of](settings, ctx)


def _groups(ctx: Context) -> Iterator[tuple[Node | None, Sequence[Node]]]:
    yield None, ctx.plan.outline
    for node, _ in ctx.nodes:
        if node.children:
            yield node, node.children


def _value(node: Node) -> int | None:
    """The number that a label counts to, from 1; None if it counts nothing or is out of the ordinary (`1a`, `II.1`)."""
    return _count(node.label, node.kind)


@remembered(40)
def _count(label: str, kind: str) -> int | None:
    parts = _PARTS.match(label.strip())
    if parts is None:
        return None
    text = parts["value"]
    if kind == "letter":
        rank = letter_index(text) if len(text) == 1 else None
        return None if rank is None else rank + 1
    if text.isdecimal():
        return int(text)
    if "." in text:  # 1.1, 1.2: the last number counts
        last = text.rsplit(".", 1)[1]
        return int(last) if last.isdecimal() else None
    return roman_to_int(text) if kind in ("roman", "part", "chapter", "annex") else None


def _order(settings: Sequence_, ctx: Context) -> Iterator[Hit]:
    for _, siblings in _groups(ctx):
        last: dict[str, tuple[int, Node]] = {}
        for node in siblings:
            if node.kind not in settings.kinds:
                continue
            count = _value(node)
            if count is None:
                continue
            style = f"{node.kind}{'.' in node.label.rstrip('.')}"
            before = last.get(style)
            last[style] = (count, node)
            if before is None or count == before[0] + 1 or (count == 1 and before[0] > 1):
                continue
            if node.kind == "article":
                continue
            values = {"label": node.label, "before": before[1].label, "expected": _shown(before[0] + 1, node)}
            spans = ((node.start, node.head_end), (before[1].start, before[1].head_end))
            yield Hit(spans=spans, path=node.path, values=values, fix=_lettered(siblings, node))


def _shown(count: int, node: Node) -> str:
    mark = node.label.strip()[-1:] if node.label.strip()[-1:] in ".)" else ""
    if node.kind == "letter":
        return (POINT_LETTERS[count - 1] if count <= len(POINT_LETTERS) else "?") + mark
    if node.kind == "roman":
        return to_roman(count) + mark
    above = node.label.strip().rstrip(".)/:").rpartition(".")[0]
    return (f"{above}." if above else "") + str(count) + mark


def _lettered(siblings: Sequence[Node], wrong: Node) -> tuple[Fix, ...]:
    """The letters of the points from `wrong` on, in the order of the alphabet; nothing where a person must decide."""
    points = [n for n in siblings if n.kind == "letter"]
    firsts = [i for i, n in enumerate(points) if n.start <= wrong.start and _value(n) == 1]
    if wrong.kind != "letter" or not firsts:
        return ()
    fixes: list[Fix] = []
    for i, node in enumerate(points[firsts[-1] :]):
        m = _POINT.match(node.label)
        if m is None or i >= len(POINT_LETTERS) or m[1].isupper():
            return ()
        if i and _value(node) == 1:
            break  # another list begins
        if node.start >= wrong.start and m[1] != POINT_LETTERS[i]:
            fixes.append(Fix(node.start, node.start + 1, POINT_LETTERS[i]))
    return tuple(fixes)


def _alphabet(settings: Sequence_, ctx: Context) -> Iterator[Hit]:
    around = {n.start: siblings for _, siblings in _groups(ctx) for n in siblings if n.kind == "letter"}
    for node, _ in ctx.nodes:
        letter = node.label.strip().rstrip(".)/:")
        if node.kind == "letter" and len(letter) == 1 and letter.isalpha() and letter_index(letter) is None:
            yield Hit(
                spans=((node.start, node.body_start),),
                path=node.path,
                values={"label": node.label},
                fix=_lettered(around[node.start], node),
            )


def _mark(node: Node) -> str:
    return _mark_of(node.label)


@remembered(40)
def _mark_of(label: str) -> str:
    parts = _PARTS.match(label.strip())
    return parts["mark"] if parts else ""


def _marked(node: Node, mark: str) -> tuple[Fix, ...]:
    label = node.label.rstrip()
    start, end = node.start + len(label.rstrip(".)/:")), node.start + len(label)
    return (Fix(start, end, mark),) if start > node.start else ()


def _marks(settings: Sequence_, ctx: Context) -> Iterator[Hit]:
    if settings.mark is not None:
        yield from _wrong_marks(settings, ctx)
        return
    for _, siblings in _groups(ctx):
        first: dict[str, Node] = {}
        for node in siblings:
            if node.kind not in settings.kinds:
                continue
            before = first.setdefault(node.kind, node)
            if _mark(before) != _mark(node):
                values = {"label": node.label.strip(), "before": before.label.strip()}
                spans = ((node.start, node.head_end), (before.start, before.head_end))
                yield Hit(spans=spans, path=node.path, values=values)


def _wrong_marks(settings: Sequence_, ctx: Context) -> Iterator[Hit]:
    """One Hit for the whole text: a writer's habit, not a slip of each label. A., B. count parts and are left alone."""
    found = [
        n
        for n, _ in ctx.nodes
        if n.kind in settings.kinds
        and _mark(n) != settings.mark
        and (not settings.wrong or _mark(n) in settings.wrong)
        and not (n.kind == "letter" and n.label.strip()[:1].isupper())
    ]
    if found:
        spans = tuple((n.start, n.head_end) for n in found[:5])
        values = {"label": found[0].label.strip(), "count": str(len(found))}
        fix = tuple(f for n in found for f in _marked(n, settings.mark)) if settings.mark else ()
        yield Hit(spans=spans, path=found[0].path, values=values, fix=fix)


def _levels(settings: Sequence_, ctx: Context) -> Iterator[Hit]:
    for node, above in ctx.nodes:
        if node.kind == "letter" and above and above[-1].kind == "roman" and above[-1].children[0] is node:
            yield Hit(
                spans=((node.start, node.head_end),),
                path=node.path,
                values={"label": node.label, "above": above[-1].label},
            )


def _single(settings: Sequence_, ctx: Context) -> Iterator[Hit]:
    for parent, siblings in _groups(ctx):
        marked = [n for n in siblings if n.kind in settings.kinds]
        if parent is not None and len(marked) == 1 and _value(marked[0]) == 1:
            node = marked[0]
            yield Hit(spans=((node.start, node.head_end),), path=node.path, values={"label": node.label})


_ROW = re.compile(r"(\d{1,3})(?:([a-zđ])(?!\w)[^\n]{0,20})?$")


def _rows(settings: Sequence_, ctx: Context) -> Iterator[Hit]:
    """The first column of every data table whose cells are mostly whole numbers."""
    tables: dict[int, list[tuple[int, int, int, str]]] = {}
    beside: dict[tuple[int, int], int] = {}
    """Table and row → where the cell beside the number ends: a number alone shows nobody which row it is."""
    for b in ctx.document.blocks:
        if b.cell is not None and b.cell.column == 1 and b.end > b.start:
            beside[b.cell.table, b.cell.row] = b.end
        if b.cell is not None and not b.cell.layout and b.cell.column == 0 and b.end > b.start:
            tables.setdefault(b.cell.table, []).append(
                (b.cell.row, b.start, b.end, ctx.text[b.start : b.end].strip(" .)"))
            )
    for table, cells in tables.items():
        # "5a, 5b" counts as 5, and repeats nothing.
        numbers = [
            (int(m[1]), s, max(e, beside.get((table, row), e)), bool(m[2]))
            for row, s, e, t in cells
            if (m := _ROW.match(t))
        ]
        if len(numbers) < 3 or len(numbers) < 0.6 * len(cells):
            continue
        for (before, bs, be, _), (count, start, end, lettered) in pairwise(numbers):
            if count not in (before + 1, 1) and not (lettered and count == before):
                values = {"label": str(count), "before": str(before), "expected": str(before + 1)}
                yield Hit(spans=((start, end), (bs, be)), values=values)


def _annexes(settings: Sequence_, ctx: Context) -> Iterator[Hit]:
    """Annexes with Arabic numbers, where there are two or more."""
    found = [n for n, _ in ctx.nodes if n.kind == "annex"]
    if len(found) < 2:
        return
    for node in found:
        if re.match(r"phụ lục *(?:số *)?\d", node.label.strip().lower()):
            yield Hit(spans=((node.start, node.body_start),), path=node.path, values={"label": node.label.strip()})


_RUNS = {
    "order": _order,
    "alphabet": _alphabet,
    "marks": _marks,
    "levels": _levels,
    "rows": _rows,
    "single": _single,
    "annexes": _annexes,
}
