"""`forbidden`: the things that `each`, `where` and `unless` single out must not be there.

With `pattern`, the words it matches inside the thing (or inside its `field`) are what is wrong; outside other documents' names unless
`cited: true`. `case: true` matches the letters as printed.
"""

from collections.abc import Iterator

from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items, value
from phaply.rules.patterns import compile_pattern


class Forbidden(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `forbidden`."""

    field: str | None = None
    """The field whose place is shown; with `pattern`, the field that is searched."""
    pattern: str | None = None
    case: bool = False
    cited: bool = False
    gate: tuple[str, ...] = ()
    """Words of which the text must hold one for the pattern to be tried at all; they save time and change nothing."""
    once: bool = False
    """Report only the first match in each thing."""


@check("forbidden", Forbidden)
def run(rule: Rule, settings: Forbidden, ctx: Context) -> Iterator[Hit]:
    """A Hit for every thing, or for every match."""
    if settings.gate and not any(word in ctx.folded for word in settings.gate):
        return
    pattern = compile_pattern(settings.pattern, case=settings.case) if settings.pattern else None
    text = ctx.text if settings.case else ctx.folded
    for item in items(rule, ctx):
        span = (item.start, item.end)
        if settings.field:
            found = value(item, settings.field, ctx)
            if found.data is None or found.span is None:
                continue
            span = found.span
        if pattern is None:
            yield Hit(spans=(span,), path=item.path)
            continue
        for m in pattern.finditer(text, *span):
            if not settings.cited and ctx.is_cited(m.start(), m.end()):
                continue
            yield Hit(spans=(m.span(),), path=item.path or None, values={"found": ctx.text[m.start() : m.end()]})
            if settings.once:
                break
