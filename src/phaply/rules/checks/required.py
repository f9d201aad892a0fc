"""`required`: a field must be there.

`blank`: only a place left empty counts (`Số:      /KH-UBND`). `missing`: only a place that is not there at all. Where the reading may
have lost the page's head or foot (plain text, recognised pictures), `lossy: unknown` makes a missing field unknown, not failed.
"""

from collections.abc import Iterator
from typing import Literal

from phaply.rules.checks import Hit, Settings, check, not_applicable
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import items, value


class Required(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `required`."""

    field: str
    when: Literal["any", "blank", "missing"] = "any"
    lossy: Literal["fail", "unknown"] = "fail"
    anchor: str | None = None
    """The field at whose place a missing one is reported."""
    needs: str | None = None
    """Another field without which this one is not asked for."""


@check("required", Required)
def run(rule: Rule, settings: Required, ctx: Context) -> Iterator[Hit]:
    """A Hit for every thing that lacks the field."""
    for item in items(rule, ctx):
        if settings.needs and value(item, settings.needs, ctx).data is None:
            yield not_applicable(
                f"Không có {settings.needs}." if ctx.lang != "en" else f"There is no {settings.needs}."
            )
            continue
        found = value(item, settings.field, ctx)
        if found.data is not None and not found.blank:
            continue
        if settings.when != "any" and found.blank != (settings.when == "blank"):
            continue
        span = found.span if found.blank else None
        if span is None and settings.anchor:
            span = value(item, settings.anchor, ctx).span
        if span is None:
            span = found.span or ((item.start, item.end) if item.kind != "document" else _head(ctx))
        if not found.blank and settings.lossy == "unknown" and ctx.lossy:
            lost = (
                "Bản đọc được có thể đã mất phần này." if ctx.lang != "en" else "The reading may have lost this part."
            )
            yield Hit(spans=(span,), outcome="unknown", path=item.path, reason=lost)
        else:
            yield Hit(spans=(span,), path=item.path)


def _head(ctx: Context) -> tuple[int, int]:
    """The first line of the text: where the head of a document stands."""
    first = ctx.paragraphs[0] if ctx.paragraphs else None
    return (first.start, first.end) if first else (0, 0)
