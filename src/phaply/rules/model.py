"""Findings and the report: what a check says, with evidence on both sides and its basis."""

from typing import Literal

from msgspec import Struct

from phaply.align.model import Coverage

__all__ = [
    "Basis",
    "Evidence",
    "Finding",
    "Fix",
    "LevelName",
    "NotChecked",
    "Outcome",
    "Report",
    "Stage",
    "Summary",
    "UpstreamEvidence",
]

Outcome = Literal["fail", "review", "pass", "not-applicable", "error"]
LevelName = Literal["error", "warning", "note"]
Stage = Literal["draft", "issued"]


class Basis(Struct, frozen=True, omit_defaults=True):
    """Why a rule holds: a place in an act, the plan above, or good practice, which invents no legal basis."""

    kind: Literal["law", "upstream", "practice"]
    act: str | None = None
    at: str | None = None
    text: str | None = None
    """The clause's words."""


class Evidence(Struct, frozen=True):
    """The words of the plan that a finding stands on; for something missing, the place where it should stand.

    `start` and `end` are code points of `Document.text`, half open.
    """

    start: int
    end: int
    quote: str
    place: str = ""
    """For people: `dòng 12`, `trang 2`."""


class UpstreamEvidence(Struct, frozen=True):
    """The words of an upstream document that a finding rests on."""

    source: str
    start: int | None
    end: int | None
    quote: str
    path: str = ""


class Fix(Struct, frozen=True):
    """A deterministic repair (sửa máy móc): `Document.text[start:end]` becomes `new`. It is offered, never made in silence."""

    start: int
    end: int
    new: str


class Finding(Struct, frozen=True):
    """One thing to look at, with its evidence and its basis."""

    rule: str
    outcome: Outcome
    """`fail`; `review` where it takes a person to decide; `error` where the rule itself broke."""
    level: LevelName
    message: str
    path: str = ""
    """Path of the node in the outline (`II.1.a`), empty where it is about the whole."""
    evidence: tuple[Evidence, ...] = ()
    """The first is the place to mend, the others belong to it."""
    upstream: tuple[UpstreamEvidence, ...] = ()
    basis: Basis | None = None
    suggestion: str | None = None
    confidence: float = 1.0
    """From 0 to 1."""
    fingerprint: str = ""
    """16 hexadecimal digits that stay when the plan is numbered anew; what `phaply.yaml` suppresses by."""
    title: str = ""
    fix: tuple[Fix, ...] = ()
    """How a machine may mend it; empty where it takes a person to decide."""

    def _repr_html_(self) -> str:
        """For notebooks."""
        from phaply.rules.card import finding_card

        return finding_card(self)


class NotChecked(Struct, frozen=True):
    """A rule that could not be applied, and why."""

    rule: str
    reason: str


class Summary(Struct, frozen=True):
    """How many findings of each level failed, and how many are for review or suppressed."""

    error: int = 0
    warning: int = 0
    note: int = 0
    review: int = 0
    suppressed: int = 0


class Report(Struct, frozen=True):
    """All that one check says of one plan; as JSON it has `"schema": "phaply/report/1"`."""

    source: dict[str, object]
    """`name`, `format`, `sha256` of the file, `pages` (None where the format has none)."""
    as_of: str | None
    """The day (ISO) by which the plan was judged; None if it has no day and none was given."""
    stage: Stage
    summary: Summary
    findings: tuple[Finding, ...] = ()
    coverage: tuple[Coverage, ...] | None = None
    """None where nothing stood above."""
    not_checked: tuple[NotChecked, ...] = ()

    def _repr_html_(self) -> str:
        """For notebooks."""
        from phaply.rules.card import report_card

        return report_card(self)
