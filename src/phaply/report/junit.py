"""Findings as JUnit XML, for build servers: one test case a finding; what could not be checked is skipped with its reason."""

from lxml import etree

from phaply.parse import Plan
from phaply.report.wording import basis_text
from phaply.rules.model import Report

__all__ = ["render_junit"]


def render_junit(report: Report, plan: Plan, lang: str = "vi") -> str:
    """One suite for one document."""
    failed = [f for f in report.findings if f.outcome == "fail"]
    broken = [f for f in report.findings if f.outcome == "error"]
    others = [f for f in report.findings if f.outcome == "review"]
    count = len(failed) + len(broken) + len(others) + len(report.not_checked)
    suite = etree.Element(
        "testsuite",
        name=plan.document.name,
        tests=str(count),
        failures=str(len(failed)),
        errors=str(len(broken)),
        skipped=str(len(others) + len(report.not_checked)),
    )
    for finding in (*failed, *broken, *others):
        case = etree.SubElement(
            suite,
            "testcase",
            classname=finding.rule,
            name=_clean(" ".join(p for p in (finding.path, finding.message) if p)),
        )
        tag = {"fail": "failure", "error": "error"}.get(finding.outcome, "skipped")
        node = etree.SubElement(case, tag, message=_clean(finding.message))
        if tag != "skipped":
            node.set("type", finding.level)
        lines = [f"{e.place}: {e.quote}" if e.place else e.quote for e in finding.evidence]
        lines += [f"{u.source} {u.path}: {u.quote}" for u in finding.upstream]
        lines += [finding.suggestion or "", basis_text(finding, lang)]
        node.text = _clean("\n".join(line for line in lines if line))
    for skipped in report.not_checked:
        case = etree.SubElement(suite, "testcase", classname=skipped.rule, name=skipped.rule)
        etree.SubElement(case, "skipped", message=_clean(skipped.reason))
    root = etree.Element("testsuites")
    root.append(suite)
    return str(etree.tostring(root, encoding="unicode", pretty_print=True))


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")
