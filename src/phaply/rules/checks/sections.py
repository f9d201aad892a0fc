"""`sections`: a part that plans usually have is there: by its heading, or by what any paragraph of the content says."""

from collections.abc import Iterator

from phaply.rules.checks import Hit, Settings, check, not_applicable
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.patterns import compile_pattern


class Sections(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `sections`."""

    heading_pattern: str | None = None
    text_pattern: str | None = None


@check("sections", Sections)
def run(rule: Rule, settings: Sections, ctx: Context) -> Iterator[Hit]:
    """One Hit if neither is found."""
    nodes = ctx.nodes
    if not nodes:
        yield not_applicable("Không nhận ra bố cục." if ctx.lang != "en" else "No outline was recognised.")
        return
    if settings.heading_pattern:
        heading = compile_pattern(settings.heading_pattern)
        if any(heading.search(ctx.folded, n.start, n.head_end) for n, above in nodes if len(above) < 2):
            return
    if settings.text_pattern and compile_pattern(settings.text_pattern).search(
        ctx.folded, ctx.body_start, ctx.body_end
    ):
        return
    first = nodes[0][0]
    yield Hit(spans=((first.start, first.head_end),), path="")
