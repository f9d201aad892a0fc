"""Findings as SARIF 2.1.0, for code-scanning tools: upstream evidence as related locations, reviews as `kind: review`."""

import json
from typing import Any

from phaply import __version__
from phaply.document import TextPlace
from phaply.parse import Plan
from phaply.report.wording import basis_text
from phaply.rules.model import Finding, Report

__all__ = ["render_sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_KIND = {"fail": "fail", "review": "review", "pass": "pass", "not-applicable": "notApplicable", "error": "open"}


def render_sarif(report: Report, plan: Plan, lang: str = "vi") -> str:
    """One run over one document. Offsets (`charOffset`) count code points of the normalised text of `phaply parse`."""
    rules: dict[str, dict[str, Any]] = {}
    for finding in report.findings:
        rules.setdefault(finding.rule, _rule(finding, lang))
    order = {rule: i for i, rule in enumerate(rules)}
    results = [_result(finding, plan, order[finding.rule]) for finding in report.findings if finding.outcome != "pass"]
    run = {
        "tool": {"driver": {"name": "phaply", "version": __version__, "rules": list(rules.values())}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": plan.document.name}, "hashes": {"sha-256": plan.document.sha256}}],
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "shortDescription": {"text": finding.title or finding.rule},
        "help": {"text": basis_text(finding, lang)},
        "defaultConfiguration": {"level": finding.level},
    }


def _result(finding: Finding, plan: Plan, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": _KIND[finding.outcome],
        # The standard allows a level only where a result failed.
        "level": finding.level if finding.outcome == "fail" else "none",
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": plan.document.name, "index": 0},
                    "region": _region(plan, e.start, e.end),
                },
                "logicalLocations": [{"fullyQualifiedName": finding.path}] if finding.path else [],
                "message": {"text": e.quote or finding.message},
            }
            for e in finding.evidence
        ],
        "partialFingerprints": {"phaply/1": finding.fingerprint},
    }
    if finding.upstream:
        result["relatedLocations"] = [
            {
                "id": i,
                "physicalLocation": {
                    "artifactLocation": {"uri": u.source},
                    **(
                        {"region": {"charOffset": u.start, "charLength": max(0, (u.end or 0) - u.start)}}
                        if u.start is not None
                        else {}
                    ),
                },
                "message": {"text": u.quote},
            }
            for i, u in enumerate(finding.upstream)
        ]
    if finding.suggestion:
        result["properties"] = {"suggestion": finding.suggestion}
    return result


def _region(plan: Plan, start: int, end: int) -> dict[str, int]:
    region = {"charOffset": start, "charLength": end - start}
    places = plan.document.source((start, end))
    if places and isinstance(places[0], TextPlace):
        first, last = places[0], places[-1]
        region |= {"startLine": first.line, "startColumn": first.column}
        if isinstance(last, TextPlace):
            region |= {"endLine": last.end_line, "endColumn": last.end_column}
    return region
