"""Laws as data (luật, nghị định): the records of `corpora/upstream/` that a rule file names, and when they bind a plan."""

from functools import lru_cache

from phaply.align.library import Period, UpstreamRecord, load_upstream
from phaply.align.model import Obligation
from phaply.language import fold
from phaply.rules.context import Context

__all__ = ["binds", "limit_of", "record_named"]


@lru_cache(maxsize=1)
def _records() -> dict[str, UpstreamRecord]:
    return {r.name: r for r in load_upstream()}


def record_named(name: str) -> UpstreamRecord:
    """The record of that file name. Raises LookupError if there is none."""
    if name not in _records():
        raise LookupError(f"corpora/upstream/{name}.yaml")
    return _records()[name]


def limit_of(record: UpstreamRecord, path: str) -> tuple[Obligation, Period | None]:
    """The obligation at a place of the law and the limit that goes with it. Raises LookupError if there is none."""
    found = next((o for o in record.obligations if o.path == path), None)
    if found is None:
        raise LookupError(f"{record.name}: {path}")
    return found, record.period(path)


def binds(record: UpstreamRecord, path: str, ctx: Context) -> bool | None:
    """Whether a place of the law binds the plan: on its own day, or because the plan prepares for it. None if the day is unknown.

    Between its passing and its effect a law binds only those plans that name it in their subject or their bases.
    """
    span = ctx.date_range
    if span is None:
        return None
    if span[0] > record.ends.get(path, "9999-12-31") or span[1] < record.header.date:
        return False
    if span[0] >= record.effective.get(path, record.header.date):
        return True
    name = fold(f"luật {record.header.title}" if record.header.kind == "L" else record.header.number)
    return name in ctx.subject or any(name in p.folded for p in ctx.preamble)
