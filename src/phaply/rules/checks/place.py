"""`python:place-fits`: the place before the date is the name of the issuer's own unit (địa danh)."""

from collections.abc import Iterator

from phaply.language import bare, fold
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule


class PlaceFits(Settings, frozen=True, forbid_unknown_fields=True):
    """No settings."""


@check("python:place-fits", PlaceFits)
def run(rule: Rule, settings: PlaceFits, ctx: Context) -> Iterator[Hit]:
    """A Hit if place and unit share no name."""
    place, unit, span = ctx.header.place, ctx.unit, ctx.header.spans.get("place") or ctx.header.spans.get("date")
    if not place or unit is None or not unit[1] or not ctx.header.issuer or span is None:
        return
    name = bare(fold(place)).removeprefix(bare(unit[0])).strip(" ,.")
    own = bare(unit[1])
    if name and name not in own and own not in name:
        yield Hit(spans=(span,), values={"unit": f"{unit[0]} {' '.join(w.capitalize() for w in unit[1].split())}"})
