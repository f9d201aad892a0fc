"""Kinds of check: a small closed set, one module each, and functions of other packages as `python:NAME`.

A check is a generator `run(rule, settings, context)` that yields a Hit for everything worth saying. It never decides the level
or the wording: those stand in the rule file.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from msgspec import Struct

from phaply.language import Span
from phaply.rules.model import Fix, UpstreamEvidence

if TYPE_CHECKING:
    from phaply.rules.context import Context
    from phaply.rules.definition import Rule

__all__ = [
    "BUILT_IN",
    "PYTHON",
    "Check",
    "Hit",
    "Settings",
    "check",
    "find_check",
    "kinds",
    "not_applicable",
    "unknown",
]

BUILT_IN = (
    "abbreviations",
    "aliases",
    "authority",
    "calendar",
    "capitals",
    "chain",
    "cites",
    "compare",
    "completeness",
    "covers",
    "doubled",
    "duplicates",
    "duties",
    "end_marks",
    "forbidden",
    "in_force",
    "law_duties",
    "known_acts",
    "layout",
    "leads",
    "level_fits",
    "level_wording",
    "mixed",
    "pattern",
    "peers",
    "periods",
    "promises",
    "recipients",
    "required",
    "sections",
    "sequence",
    "signature",
    "symbol",
    "terms",
    "totals",
    "units",
)
"""One module of this folder per kind."""
PYTHON = {
    "aim-date": "aim_date",
    "basis-order": "basis_order",
    "brackets": "brackets",
    "deadlines-agree": "deadlines_agree",
    "figures": "figures",
    "figures-above": "figures",
    "own-name": "own_name",
    "place-fits": "place",
    "subject-year": "subject_year",
    "unit-count": "unit_count",
}
"""Registered functions that come with phaply: `python:NAME` → module."""


class Hit(Struct, frozen=True):
    """What a check saw at one place. `unknown` and `not-applicable` carry the reason; the rule file says what unknown means."""

    spans: tuple[Span, ...] = ()
    outcome: Literal["fail", "review", "unknown", "not-applicable"] = "fail"
    values: dict[str, str] = {}
    """For the placeholders of the message."""
    path: str | None = None
    upstream: tuple[UpstreamEvidence, ...] = ()
    confidence: float = 1.0
    reason: str = ""
    fix: tuple[Fix, ...] = ()
    """The repair, where the check knows it; it counts only if the rule file says `fix: check`."""
    field: Span | None = None
    """Where the rule file's replacements apply; None for the first span."""


class Settings(Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """What a rule file may say under `check`, besides `kind`.

    Settings equal themselves alone, so that what a check makes of them can be kept by them from plan to plan (`lru_cache`).
    """


S = TypeVar("S", bound=Settings)
Run = Callable[["Rule", Any, "Context"], Iterator[Hit]]


class Check(Struct, frozen=True):
    """A kind of check: its name, its settings, its function."""

    kind: str
    settings: type[Any]
    run: Run


_KNOWN: dict[str, Check] = {}


def check(kind: str, settings: type[S]) -> Callable[[Callable[["Rule", S, "Context"], Iterator[Hit]]], Run]:
    """Register a function as the kind of check `kind`."""

    def register(run: Callable[["Rule", S, "Context"], Iterator[Hit]]) -> Run:
        if kind in _KNOWN:
            raise ValueError(f"two checks of kind {kind}")
        _KNOWN[kind] = Check(kind, settings, run)
        return run

    return register


def find_check(kind: str) -> Check | None:
    """The kind of check, loaded when first asked for; `python:NAME` looks at the entry points `phaply.checks`."""
    found = _KNOWN.get(kind)
    if found is not None:
        return found
    if kind in BUILT_IN:
        import_module(f"{__name__}.{kind}")
        return _KNOWN.get(kind)
    if kind.startswith("python:"):
        name = kind.removeprefix("python:")
        if name in PYTHON:
            import_module(f"{__name__}.{PYTHON[name]}")
            return _KNOWN.get(kind)
        for entry in entry_points(group="phaply.checks"):
            if entry.name == name:
                loaded = entry.load()
                return _KNOWN.setdefault(kind, loaded if isinstance(loaded, Check) else Check(kind, dict, loaded))
    return None


def kinds() -> dict[str, Check]:
    """All built-in kinds by name."""
    return {kind: found for kind in BUILT_IN if (found := find_check(kind)) is not None}


def unknown(reason: str, *spans: Span) -> Hit:
    """A Hit that says: what this needs is not there, so it is not passed."""
    return Hit(spans=spans, outcome="unknown", reason=reason)


def not_applicable(reason: str) -> Hit:
    """A Hit that says: there is nothing here that the rule is about, although one might expect it."""
    return Hit(outcome="not-applicable", reason=reason)
