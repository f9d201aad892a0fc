"""Deterministic repairs: what a rule file's replacements make of the words that a check found."""

from collections.abc import Iterable

from phaply.rules.checks import Hit
from phaply.rules.context import Context
from phaply.rules.definition import Replacement
from phaply.rules.model import Fix
from phaply.rules.patterns import compile_pattern

__all__ = ["fixes_of", "trimmed"]


def fixes_of(how: str | tuple[Replacement, ...], hit: Hit, ctx: Context) -> tuple[Fix, ...]:
    """The repairs of one hit as the rule file says (`fix`), as small as they can be, in the order of the text."""
    if isinstance(how, str):
        return _tidy(hit.fix, ctx)
    span = hit.field or (hit.spans[0] if hit.spans else None)
    if not how or span is None:
        return ()
    found = []
    for replacement in how:
        for m in compile_pattern(replacement.pattern).finditer(ctx.folded[slice(*span)]):
            start, end = span[0] + m.start(1), span[0] + m.end(1)
            found.append(Fix(start, end, replacement.to.replace("{old}", ctx.text[start:end])))
    return _tidy(found, ctx)


def _tidy(fixes: Iterable[Fix], ctx: Context) -> tuple[Fix, ...]:
    """Without what changes nothing and what overlaps an earlier one."""
    result: list[Fix] = []
    for fix in sorted((trimmed(f, ctx.text) for f in fixes), key=lambda f: (f.start, f.end)):
        if fix.start == fix.end and not fix.new:
            continue
        if result and (fix.start < result[-1].end or fix.start == result[-1].start):
            continue
        result.append(fix)
    return tuple(result)


def trimmed(fix: Fix, text: str) -> Fix:
    """The same repair without the letters that stay as they are at both ends."""
    old, new = text[fix.start : fix.end], fix.new
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Fix(fix.start + head, fix.end - tail, new[head : len(new) - tail])
