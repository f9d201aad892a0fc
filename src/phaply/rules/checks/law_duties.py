"""`law_duties`: what a law asks of the plan's body, place by place, and no task of the plan does.

A plan need not repeat the law; so there is one Hit for all that is missing, for somebody to look at, and it quotes every place.
"""

from collections.abc import Iterator

from phaply.align.placing import section_for
from phaply.rules.checks import Hit, Settings, check, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.items import is_about
from phaply.rules.laws import binds, record_named
from phaply.rules.model import UpstreamEvidence


class LawDuties(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `law_duties`."""

    record: str
    """The file of the law in `corpora/upstream`, without its ending."""
    paths: tuple[str, ...]
    """The places looked at, as the record names them."""
    alone: bool = False
    """Only where no plan above was compared: those hand down what is to be done first."""


@check("law_duties", LawDuties)
def run(rule: Rule, settings: LawDuties, ctx: Context) -> Iterator[Hit]:
    """At most one Hit: the places of the law that the plan does not speak of."""
    if not is_about(rule, ctx) or not ctx.plan.tasks or (settings.alone and ctx.coverage is not None):
        return
    record = record_named(settings.record)
    said = {path: binds(record, path, ctx) for path in settings.paths}
    if None in said.values():
        yield unknown("Văn bản không ghi ngày ban hành." if ctx.lang != "en" else "The plan has no date of issue.")
        return
    found = [
        c for c in ctx.duties_of(record, settings.paths) if said.get(c.path) and c.addressed and c.status == "missing"
    ]
    if not found:
        return
    where = section_for(ctx.plan, found[0]) or (ctx.body_start, ctx.body_start)
    duties = "; ".join(f"{c.quote[:1].lower()}{c.quote[1:]} ({c.path.split(' (')[0]})" for c in found)
    upstream = tuple(UpstreamEvidence(c.source, None, None, c.quote, c.path) for c in found)
    yield Hit(spans=(where,), values={"duties": duties, "count": str(len(found))}, upstream=upstream)
