"""One plan's line in a shard: what its report and its plan say, flat enough for tables, without the text itself."""

from typing import Any
from zlib import crc32

import msgspec

from phaply.acts.registry import Registry
from phaply.acts.resolve import resolve
from phaply.acts.status import status
from phaply.audit.model import FailureKind, Place, Tally
from phaply.language import Span, fold
from phaply.parse import Citation, Plan, Task
from phaply.rules.levels import name_of
from phaply.rules.model import Finding, Report

__all__ = ["EMPTY", "SKETCH", "failure_line", "plan_line", "sketch", "unit_of"]

SKETCH = 64
"""Numbers in the sketch of a text."""
EMPTY = 2**32 // SKETCH
"""Stands in the sketch for a bin that no run of words fell into."""
_QUOTE = 240

Json = dict[str, Any]


def plan_line(place: Place, plan: Plan, report: Report, acts: Registry) -> tuple[bytes, Tally]:
    """The line of a plan that was checked, and what it adds to the tally."""
    header, counts = plan.header, report.summary
    row: Json = {
        "file": place.file,
        "sha256": plan.document.sha256,
        "failure": None,
        "plan": {
            "format": plan.document.format,
            "pages": plan.document.pages,
            "characters": len(plan.text),
            "kind": header.kind,
            "number": header.number,
            "symbol": header.symbol,
            "issuer": header.issuer,
            "parent": header.parent,
            "level": header.level,
            "unit": unit_of(header.issuer),
            "place": header.place,
            "date": header.date,
            "subject": header.subject,
            "signer": header.signer.name if header.signer else None,
            "as_of": report.as_of,
            "errors": counts.error,
            "warnings": counts.warning,
            "notes": counts.note,
            "reviews": counts.review,
            "suppressed": counts.suppressed,
            "sketch": sketch(plan.text),
        },
        "findings": [_finding(f) for f in report.findings if f.outcome in ("fail", "review", "error")],
        "coverage": [
            {
                "source": c.source,
                "path": c.path,
                "quote": _short(c.quote),
                "start_at": c.start,
                "duty": c.duty,
                "status": c.status,
                "late": c.late,
                "wrong_owner": c.wrong_owner,
                "by_path": c.by[0].path if c.by else None,
                "by_quote": _short(c.by[0].quote) if c.by else None,
                "score": round(c.by[0].score, 3) if c.by else None,
                "why": c.why,
            }
            for c in report.coverage or ()
            if c.addressed
        ],
        "tasks": [_task(t, plan) for t in plan.tasks],
        "citations": [_citation(c, report.as_of, acts) for c in plan.citations],
    }
    tally = Tally(1, 0, 0, counts.error, counts.warning, counts.note, counts.review)
    return msgspec.json.encode(row) + b"\n", tally


def failure_line(place: Place, sha256: str | None, kind: FailureKind, message: str) -> tuple[bytes, Tally]:
    """The line of a file that gave no result."""
    row: Json = {"file": place.file, "sha256": sha256, "failure": {"kind": kind, "message": message}, "plan": None}
    row |= {"findings": [], "coverage": [], "tasks": [], "citations": []}
    return msgspec.json.encode(row) + b"\n", Tally(files=1, failures=1)


def unit_of(issuer: str | None) -> str | None:
    """The unit of an issuer's printed name (`phường hòa an`), folded, by which it is found in a list of units."""
    found = name_of(issuer) if issuer else None
    return f"{found[0]} {found[1]}" if found and found[1] else None


def sketch(text: str) -> list[int]:
    """The least hash of the runs of four words, in each of 64 bins: the share of bins in which two texts agree is the share of runs
    that they have in common (one permutation hashing; Li, Owen, Zhang 2012).
    """
    said = fold(text).split()
    runs = set(map(" ".join, zip(said, said[1:], said[2:], said[3:], strict=False))) or {" ".join(said)}
    least = [EMPTY] * SKETCH
    for code in map(crc32, map(str.encode, runs)):
        rest = code // SKETCH
        if rest < least[code % SKETCH]:
            least[code % SKETCH] = rest
    return least


def _finding(f: Finding) -> Json:
    first = f.evidence[0] if f.evidence else None
    above = f.upstream[0] if f.upstream else None
    return {
        "rule": f.rule,
        "outcome": f.outcome,
        "level": f.level,
        "title": f.title,
        "message": f.message,
        "path": f.path,
        "start_at": first.start if first else None,
        "end_at": first.end if first else None,
        "quote": _short(first.quote) if first else None,
        "place": first.place if first else None,
        "upstream": above.source if above else None,
        "upstream_path": above.path if above else None,
        "upstream_quote": _short(above.quote) if above else None,
        "basis": f.basis.kind if f.basis else None,
        "basis_act": f.basis.act if f.basis else None,
        "basis_at": f.basis.at if f.basis else None,
        "suggestion": f.suggestion,
        "confidence": round(f.confidence, 3),
        "fingerprint": f.fingerprint,
    }


def _task(t: Task, plan: Plan) -> Json:
    deadline = plan.deadlines[t.deadline] if t.deadline is not None else None
    return {
        "path": t.path,
        "start_at": t.start,
        "end_at": t.end,
        "words": _short(plan.text[t.start : t.end]),
        "lead": "; ".join(p.name for p in t.lead) or None,
        "support": "; ".join(p.name for p in t.support) or None,
        "type": deadline.type if deadline else None,
        "due_words": _span(plan, (deadline.start, deadline.end)) if deadline else None,
        "due_from": deadline.earliest if deadline else None,
        "due": deadline.latest if deadline else None,
        "recurrence": deadline.recurrence if deadline else None,
        "tentative": deadline.tentative if deadline else False,
        "output": t.output,
    }


def _citation(c: Citation, day: str | None, acts: Registry) -> Json:
    whole = day if day and len(day) == 10 and "X" not in day else None
    known = resolve(c, acts, whole).act
    held = status(known, whole) if known is not None and whole else None
    return {
        "start_at": c.start,
        "end_at": c.end,
        "kind": c.kind,
        "number": c.number,
        "date": c.date,
        "title": c.title,
        "issuer": c.issuer,
        "role": c.role,
        "act": known.key if known is not None else c.act,
        "resolved_by": c.resolved_by,
        "status": held.status if held else None,
        "status_reason": held.reason if held else None,
        "status_verified": held.verified if held else None,
    }


def _span(plan: Plan, span: Span) -> str:
    return _short(plan.text[span[0] : span[1]])


def _short(text: str) -> str:
    text = " ".join(text[: 2 * _QUOTE].split())
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1].rstrip() + "…"
