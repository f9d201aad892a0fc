"""`duties`: a kind of duty that a plan needs (reporting, monitoring) is there, and says when.

`find: none` no paragraph of the content speaks of it. `find: undated` all that do lack a time.
"""

from collections.abc import Iterator
from typing import Literal

from phaply.rules.checks import Hit, Settings, check, not_applicable
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.patterns import compile_pattern


class Duties(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `duties`."""

    pattern: str
    """Words by which the duty is known, folded."""
    find: Literal["none", "undated"]
    not_pattern: str | None = None
    """Paragraphs with these words speak of something else (requests to report difficulties)."""
    skip_headings_pattern: str | None = None
    """Parts of the plan that order nothing (purposes, requirements)."""


@check("duties", Duties)
def run(rule: Rule, settings: Duties, ctx: Context) -> Iterator[Hit]:
    """At most one Hit."""
    if not ctx.plan.tasks:
        yield not_applicable("Không tìm thấy nhiệm vụ nào." if ctx.lang != "en" else "No tasks were found.")
        return
    pattern = compile_pattern(settings.pattern)
    never = compile_pattern(settings.not_pattern) if settings.not_pattern else None
    closed = compile_pattern(settings.skip_headings_pattern) if settings.skip_headings_pattern else None
    undated = []
    found = False
    for start, end, dated in ctx.stretches:
        words = ctx.folded[start:end]
        if not pattern.search(words) or (never is not None and never.search(words)):
            continue
        if closed is not None and ctx.is_under(start, closed):
            continue
        found = True
        if dated:
            return
        undated.append((start, end))
    if settings.find == "undated" and undated:
        yield Hit(spans=tuple(undated[:3]))
    elif settings.find == "none" and not found:
        last = ctx.plan.outline[-1] if ctx.plan.outline else None
        where = (last.start, last.head_end) if last else (ctx.body_start, ctx.body_start)
        yield Hit(spans=(where,))
