"""`pattern`: a field, where it is there, must match (`must`) or must not match (`must_not`); folded unless `case: true`."""

from collections.abc import Iterator

from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items, value
from phaply.rules.patterns import compile_pattern


class Pattern(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `pattern`."""

    field: str
    must_pattern: str | None = None
    """Must match from the field's beginning to its end."""
    must_not_pattern: str | None = None
    """Must be found nowhere in the field; what it finds is shown."""
    case: bool = False


@check("pattern", Pattern)
def run(rule: Rule, settings: Pattern, ctx: Context) -> Iterator[Hit]:
    """A Hit for every field that is not as it must be. Blank and missing fields are for `required`."""
    must = compile_pattern(settings.must_pattern, case=settings.case) if settings.must_pattern else None
    never = compile_pattern(settings.must_not_pattern, case=settings.case) if settings.must_not_pattern else None
    text = ctx.text if settings.case else ctx.folded
    for item in items(rule, ctx):
        found = value(item, settings.field, ctx)
        if not found.data or found.span is None or found.span[0] >= found.span[1]:
            continue
        start, end = found.span
        words = text[start:end]
        if must is not None and must.fullmatch(words) is None:
            yield Hit(spans=(found.span,), path=item.path or None, field=found.span)
        elif never is not None and (m := never.search(words)):
            span = (start + m.start(), start + m.end()) if m.end() > m.start() else found.span
            yield Hit(spans=(span,), path=item.path or None, field=found.span)
