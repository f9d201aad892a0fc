"""The report as the contract's JSON (`phaply/report/1`)."""

from typing import Any

import msgspec

from phaply.align.model import Coverage
from phaply.rules.model import Finding, Report

__all__ = ["REPORT_SCHEMA", "report_to_json"]

REPORT_SCHEMA = "phaply/report/1"

Json = dict[str, Any]


def report_to_json(report: Report) -> Json:
    """The report as the contract's object. `coverage` is there only if something stood above the plan."""
    result: Json = {
        "schema": REPORT_SCHEMA,
        "source": dict(report.source),
        "as_of": report.as_of,
        "stage": report.stage,
        "summary": msgspec.to_builtins(report.summary),
        "findings": [_finding(f) for f in report.findings],
    }
    if report.coverage is not None:
        result["coverage"] = [_coverage(c) for c in report.coverage]
    result["not_checked"] = [{"rule": n.rule, "reason": n.reason} for n in report.not_checked]
    return result


def _finding(f: Finding) -> Json:
    return {
        "rule": f.rule,
        "outcome": f.outcome,
        "level": f.level,
        "title": f.title,
        "message": f.message,
        "path": f.path,
        "evidence": [{"start": e.start, "end": e.end, "quote": e.quote, "place": e.place} for e in f.evidence],
        "upstream": [
            {"source": u.source, "start": u.start, "end": u.end, "quote": u.quote, "path": u.path} for u in f.upstream
        ],
        "basis": f.basis and {"kind": f.basis.kind, "act": f.basis.act, "at": f.basis.at, "text": f.basis.text},
        "suggestion": f.suggestion,
        "confidence": f.confidence,
        "fingerprint": f.fingerprint,
    }


def _coverage(c: Coverage) -> Json:
    return {
        "source": c.source,
        "path": c.path,
        "quote": c.quote,
        "start": c.start,
        "end": c.end,
        "addressed": c.addressed,
        "status": c.status,
        "by": [{"path": b.path, "quote": b.quote, "score": round(b.score, 3)} for b in c.by],
        "late": c.late,
        "wrong_owner": c.wrong_owner,
        "why": c.why,
    }
