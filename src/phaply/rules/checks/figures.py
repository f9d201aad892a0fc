"""`python:figures` and `python:figures-above`: figures of the same thing agree, inside the plan and with the plans above.

Told as sure only where unit, words, scope and years are the same, nothing is only striven for, and no list of parts may explain it.
More than the plans above ask is no fault.
"""

from collections.abc import Iterator, Sequence

from phaply.align.addressing import addressee_of, is_addressed
from phaply.align.identity import name_of, younger
from phaply.align.prepared import Prepared
from phaply.parse.model import Plan
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.figure_likeness import alike, contradicts, falls_short, theme_of
from phaply.rules.levels import UNIT_WORDS
from phaply.rules.model import UpstreamEvidence
from phaply.rules.stated import Stated, stated_in

_VARIANTS = 3
"""So many numbers for the same words are a list of parts that the words do not tell apart."""
_ALL = 100.0
"""What is asked of all is asked of everybody: no unit may do less, as it may below an average."""


class Figures(Settings, frozen=True, forbid_unknown_fields=True):
    """No settings."""


@check("python:figures", Figures)
def run(rule: Rule, settings: Figures, ctx: Context) -> Iterator[Hit]:
    """A Hit for every figure that contradicts an earlier one, at both."""
    found = _without_lists(stated_in(ctx))
    theme = theme_of(ctx)
    for i, later in enumerate(found):
        for earlier in found[:i]:
            if earlier.figure.unit != later.figure.unit or not contradicts(earlier.figure, later.figure):
                continue
            if earlier.paragraph == later.paragraph or (later.cell is not None and earlier.cell == later.cell):
                continue
            likeness = alike(earlier, later, theme)
            if likeness is None:
                continue
            sure = likeness.sure and not earlier.aim and not later.aim
            yield Hit(
                spans=_trimmed(ctx, later, earlier),
                outcome="fail" if sure else "review",
                values={
                    "number": later.figure.words(ctx.text),
                    "other": earlier.figure.words(ctx.text),
                    "first": _short(ctx, earlier),
                    "second": _short(ctx, later),
                },
                confidence=0.85 if sure else 0.6,
            )
            break


@check("python:figures-above", Figures)
def above(rule: Rule, settings: Figures, ctx: Context) -> Iterator[Hit]:
    """A Hit for every target of a plan above that this plan sets lower, at the figure and with the words above."""
    plans = [d for d in ctx.sources.documents if isinstance(d, Plan)]
    if not plans:
        return
    ours = [s for s in _without_lists(stated_in(ctx)) if not s.part]
    own_theme = theme_of(ctx)
    told: set[int] = set()
    for plan in reversed(plans):
        upper, stated, its_theme = _upper(plan)
        theme = own_theme | its_theme
        for asked in stated:
            binding = _binding(asked, upper, ctx)
            if binding is None:
                continue
            same = [(s, likeness) for s in ours if (likeness := alike(_unowned(asked), _unowned(s), theme)) is not None]
            if not same or any(not falls_short(asked, s) for s, _ in same):
                continue
            s, likeness = same[0]
            if s.start in told:
                continue
            told.add(s.start)
            sure = likeness.sure and binding and not s.aim and not asked.aim and not younger(plan, ctx.plan)
            quote = _short(upper, asked)
            yield Hit(
                spans=_trimmed(ctx, s),
                outcome="fail" if sure else "review",
                values={
                    "number": s.figure.words(ctx.text),
                    "other": asked.figure.words(upper.text),
                    "first": quote,
                    "second": _short(ctx, s),
                    "source": plan.header.number or name_of(plan),
                },
                upstream=(UpstreamEvidence(name_of(plan), asked.start, asked.end, quote, upper.path_at(asked.start)),),
                confidence=0.8 if sure else 0.6,
            )


@Prepared
def _upper(plan: Plan) -> tuple[Context, list[Stated], frozenset[str]]:
    """A plan above with its figures and its theme."""
    upper = Context(plan)
    return upper, _without_lists(stated_in(upper)), theme_of(upper)


def _binding(asked: Stated, upper: Context, ctx: Context) -> bool | None:
    """Whether a figure of a plan above surely binds this plan; None where it does not, or is told elsewhere.

    What is asked of a share of all is an average of all units, unless it is all, or asked of each of them.
    """
    if asked.part:
        return None
    own = addressee_of(ctx.plan)
    words = UNIT_WORDS.get(ctx.level or "", ())
    of_each = bool(asked.scope & set(words)) or any(w in asked.words for w in words)
    if asked.task is not None:
        task = upper.plan.tasks[asked.task]
        # The duties that are given to this plan are compared as duties.
        known = [c for c in ctx.coverage or () if c.source == name_of(upper.plan) and c.start == task.start]
        if any(c.addressed and c.lack == "number" for c in known):
            return None
        given = any(is_addressed(p.name, None, own, upper.header.level) == "yes" for p in task.lead)
        if task.lead and not given:
            return None
        of_each = of_each or given
    if of_each:
        return True
    if asked.figure.unit != "%":
        return None
    return asked.figure.low >= _ALL


def _unowned(s: Stated) -> Stated:
    """The same without its owners and its task: those of two plans are never the same."""
    return Stated(
        **{name: getattr(s, name) for name in Stated.__struct_fields__ if name not in ("owners", "task")},
        owners=frozenset(),
        task=None,
    )


def _without_lists(found: Sequence[Stated]) -> list[Stated]:
    """Without those of which the same words give three numbers or more."""
    values: dict[tuple[object, ...], set[tuple[float, float]]] = {}
    for s in found:
        values.setdefault((s.figure.unit, s.words, s.scope), set()).add((s.figure.low, s.figure.high))
    return [s for s in found if len(values[s.figure.unit, s.words, s.scope]) < _VARIANTS]


def _trimmed(ctx: Context, *stated: Stated) -> tuple[tuple[int, int], ...]:
    spans = []
    for s in stated:
        words = ctx.text[s.start : s.end]
        start = s.start + len(words) - len(words.lstrip(" \n-–+•*|,;"))
        spans.append((start, max(start, s.start + len(words.rstrip(" \n,;.:|(")))))
    return tuple(spans)


def _short(ctx: Context, s: Stated) -> str:
    ((start, end),) = _trimmed(ctx, s)
    words = " ".join(ctx.text[start:end].split())
    return words if len(words) <= 110 else words[:107].rstrip() + "…"
