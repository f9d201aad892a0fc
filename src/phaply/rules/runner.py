"""Run rules over a plan: every rule for itself, findings sorted by place and rule, and what was not checked with its reason."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from phaply.acts.registry import registry, registry_with
from phaply.align.coverage import cover
from phaply.align.model import Coverage, Unread
from phaply.align.sources import gather
from phaply.errors import RuleError
from phaply.language import Span
from phaply.parse.model import Plan
from phaply.rules.checks import Hit, find_check
from phaply.rules.config import Config, Suppression
from phaply.rules.context import Context
from phaply.rules.definition import EVERYTHING, Applies, Pack, Rule
from phaply.rules.fingerprint import fingerprint
from phaply.rules.fixes import fixes_of
from phaply.rules.loader import load_packs, override, rules_of
from phaply.rules.model import Evidence, Finding, NotChecked, Report, Stage, Summary

__all__ = ["check", "run_rule", "select"]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LONGEST_QUOTE = 400
_MOST = 300
"""Findings of one rule in one plan: nobody reads more, and a hostile text must not cost more."""


def check(
    plan: Plan,
    *,
    packs: Sequence[str | Path | Pack] | None = None,
    as_of: str | None = None,
    stage: Stage = "draft",
    upstream: Sequence[Plan | Unread] = (),
    coverage: Sequence[Coverage] | None = None,
    library: str | Path | None = None,
    acts: Any = registry,
    lang: str = "vi",
    config: Config | None = None,
    today: str | None = None,
) -> Report:
    """What the rule packs say of a plan (kiểm tra), each finding with the words it stands on and its basis.

    A rule that lacks what it needs is no pass: it stands in `Report.not_checked` with the reason.

    Args:
        plan: The plan to check.
        packs: Ids of shipped packs (`nd30`, `plan`, `upstream`, `law-10-2022`), folders, or packs already loaded; None for those that
            `config` names, else the default ones.
        as_of: The day (ISO) to judge by, in place of the plan's own.
        stage: `draft` or `issued`: some rules are stricter with what is issued.
        upstream: The documents above it (văn bản cấp trên).
        coverage: How the plan answers the duties above it, where that is known already; None to find out.
        library: A folder in which the documents that it cites are looked for.
        acts: The registry of known acts, or a function that loads it; None for none. If `config` names a folder of acts, those too.
        lang: Language of titles, messages and reasons, `vi` or `en`.
        config: What `phaply.yaml` says: packs, levels, suppressions. It is not looked for.
        today: The day (ISO) by which suppressions run out; None lets them all live.

    Returns:
        Findings sorted by place and rule, coverage (None where nothing stood above), and what was not checked.

    Raises:
        RuleError: A pack is broken or not there; the sentence names file and line.
    """
    config = config or Config()
    rules = select(packs if packs is not None else config.packs, config)
    above = gather(plan, upstream, library)
    if coverage is None and (above.given or above.documents):
        coverage = cover(plan, above.documents)
    if config.acts is not None and acts is registry:
        acts = registry_with(config.acts)
    ctx = Context(plan, as_of=as_of, stage=stage, sources=above, coverage=coverage, acts=acts, lang=lang)
    findings: list[Finding] = []
    skipped: list[NotChecked] = [NotChecked("UPSTREAM", note.text(lang)) for note in above.notes]
    for group in _alike(rules):
        _run_group(group, ctx, findings, skipped)
    findings = _numbered(findings)
    findings, suppressed, notes = _suppress(findings, config.suppress, today, ctx)
    findings = sorted((*findings, *notes), key=_place)
    # Rules that broke (outcome `error`) are no defects of the plan and count nowhere.
    count = Counter(f.level if f.outcome == "fail" else f.outcome for f in findings if f.outcome != "error")
    return Report(
        source={
            "name": plan.document.name,
            "format": plan.document.format,
            "sha256": plan.document.sha256,
            "pages": plan.document.pages,
        },
        as_of=ctx.as_of,
        stage=stage,
        summary=Summary(count["error"], count["warning"], count["note"], count["review"], suppressed),
        findings=tuple(findings),
        coverage=ctx.coverage,
        not_checked=tuple(sorted(skipped, key=lambda n: (n.rule, n.reason))),
    )


def select(packs: Sequence[str | Path | Pack] | None, config: Config) -> tuple[Rule, ...]:
    """The rules of these packs, with what `phaply.yaml` changes of them."""
    loaded = [p for p in packs or () if isinstance(p, Pack)]
    names = None if packs is None else [p for p in packs if not isinstance(p, Pack)]
    rules = rules_of((*loaded, *(load_packs(names) if names is None or names else ())))
    if not config.rules:
        return rules
    unknown = sorted(set(config.rules) - {r.id for r in rules})
    if unknown and packs is None:
        raise RuleError(
            f"phaply.yaml đặt lại quy tắc không có: {', '.join(unknown)}.",
            f"phaply.yaml changes rules that do not exist: {', '.join(unknown)}.",
        )
    return tuple(override(r, config.rules.get(r.id)) for r in rules)


@lru_cache(maxsize=4)
def _alike(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], ...]:
    """The rules that are switched on, those together that are about the same documents: whether they are is asked once for a plan."""
    groups: dict[tuple[Applies, Applies], list[Rule]] = {}
    for rule in rules:
        if rule.enabled:
            groups.setdefault((rule.scope, rule.head.applies), []).append(rule)
    return tuple(tuple(group) for group in groups.values())


def run_rule(rule: Rule, ctx: Context) -> tuple[list[Finding], list[NotChecked]]:
    """The findings of one rule, and why it was not checked where it was not. Never raises: a rule's own error is a finding `error`."""
    findings: list[Finding] = []
    skipped: list[NotChecked] = []
    _run_group((rule,), ctx, findings, skipped)
    return findings, skipped


def _run_group(rules: Sequence[Rule], ctx: Context, findings: list[Finding], skipped: list[NotChecked]) -> None:
    """Run rules that are about the same documents, and add what they find."""
    try:
        reason = _not_about(rules[0].scope, ctx)
        if reason is None:
            reason = _not_about(rules[0].head.applies, ctx)
    except Exception as error:  # as below
        findings += [_broken(rule, error, ctx) for rule in rules]
        return
    if reason is None:
        for rule in rules:
            try:
                found = _run(rule, ctx, skipped)
            except Exception as error:  # a rule must never stop the others, whatever is wrong with it
                found = [_broken(rule, error, ctx)]
            findings += found
    elif reason:
        skipped += [NotChecked(rule.id, reason) for rule in rules]


def _broken(rule: Rule, error: Exception, ctx: Context) -> Finding:
    broke = f"Quy tắc {rule.id} bị lỗi: {type(error).__name__}: {error}"
    if ctx.lang == "en":
        broke = f"Rule {rule.id} broke: {type(error).__name__}: {error}"
    return Finding(rule=rule.id, outcome="error", level=rule.level, message=broke, title=rule.file.title.text(ctx.lang))


def _run(rule: Rule, ctx: Context, skipped: list[NotChecked]) -> Sequence[Finding]:
    """The findings of a rule that is about this plan; why it was not checked where it was not is added to `skipped`."""
    check = find_check(rule.kind)
    if check is None:
        raise LookupError(rule.kind)
    findings: list[Finding] = []
    reasons: dict[str, None] = {}
    for hit in check.run(rule, rule.check, ctx):
        if hit.outcome == "not-applicable" or (hit.outcome == "unknown" and rule.head.when_unknown == "not-applicable"):
            reasons[hit.reason] = None
        elif len(findings) == _MOST:
            many = f"Chỉ nêu {_MOST} chỗ đầu tiên." if ctx.lang != "en" else f"Only the first {_MOST} places are told."
            reasons[many] = None
            break
        else:
            findings.append(_finding(rule, hit, ctx))
    if reasons:
        skipped += [NotChecked(rule.id, reason) for reason in reasons]
    return findings


def _finding(rule: Rule, hit: Hit, ctx: Context) -> Finding:
    # What was misread is no defect: on recognised texts nothing is surer than worth a look.
    outcome = rule.outcome if hit.outcome == "fail" and not ctx.recognised else "review"
    evidence = tuple(_evidence(span, ctx) for span in hit.spans)
    start = hit.spans[0][0] if hit.spans else None
    path = hit.path if hit.path is not None else ctx.path_at(start) if start is not None else ""
    values = {"path": path or _whole(ctx), "quote": _shown(evidence), **hit.values}
    message = _fill(rule.file.message.text(ctx.lang), values)
    message = message[:1].upper() + message[1:]
    if hit.outcome == "unknown" and hit.reason:
        message = f"{message} ({hit.reason})"
    return Finding(
        rule=rule.id,
        outcome=outcome,
        level=rule.head.stage_levels.get(ctx.stage, rule.level),
        message=message,
        path=path,
        evidence=evidence,
        upstream=hit.upstream,
        basis=rule.file.basis,
        suggestion=_fill(rule.file.suggest.text(ctx.lang), values) if rule.file.suggest else None,
        confidence=hit.confidence,
        fingerprint=fingerprint(rule.id, start, hit.spans[0][1] if hit.spans else None, ctx),
        title=rule.file.title.text(ctx.lang),
        fix=fixes_of(rule.file.fix, hit, ctx) if outcome == "fail" and rule.file.fix else (),
    )


def _whole(ctx: Context) -> str:
    return "the plan" if ctx.lang == "en" else "văn bản"


def _shown(evidence: tuple[Evidence, ...]) -> str:
    quote = " ".join(evidence[0].quote.split()) if evidence else ""
    return quote if len(quote) <= 80 else quote[:77].rstrip() + "…"


def _fill(template: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda m: values.get(m[1], m[0]), template)


def _evidence(span: Span, ctx: Context) -> Evidence:
    start, end = span
    end = min(end, start + _LONGEST_QUOTE)
    return Evidence(start, end, ctx.text[start:end], ctx.document.describe(start, end, ctx.lang))


def _not_about(applies: Applies, ctx: Context) -> str | None:
    """None if the rule is about this document; else why not: empty where that is plain, a sentence where something is unknown."""
    if applies is EVERYTHING:
        return None
    vi = ctx.lang != "en"
    if applies.stage is not None and applies.stage != ctx.stage:
        return ""
    if applies.kinds:
        if ctx.header.kind is None:
            return "Không nhận ra tên loại văn bản." if vi else "The kind of document was not recognised."
        if ctx.header.kind not in applies.kinds:
            return ""
    if applies.issuer_levels:
        if ctx.level is None:
            return "Không nhận ra cấp của cơ quan ban hành." if vi else "The issuer's level was not recognised."
        if ctx.level not in applies.issuer_levels:
            return ""
    if (applies.issuers or applies.not_issuers) and not ctx.issuer:
        return "Không nhận ra cơ quan ban hành." if vi else "The issuer was not recognised."
    if applies.issuers and not any(w in ctx.issuer for w in applies.issuers):
        return ""
    if applies.not_issuers and any(w in ctx.issuer for w in applies.not_issuers):
        return ""
    if applies.subjects and not any(w in ctx.subject for w in applies.subjects):
        return ""
    if applies.normative is not None and applies.normative != ctx.normative:
        return ""
    if applies.party is not None and applies.party != ctx.party:
        return ""
    if applies.formats and ctx.document.format not in applies.formats:
        return "Định dạng tệp không cho biết điều này." if vi else "The file's format does not tell this."
    if applies.recognised is not None and applies.recognised != ctx.recognised:
        return "Chữ được nhận dạng từ ảnh nên không chắc." if vi else "The text was recognised from a picture."
    span = ctx.date_range
    if span is not None and ((applies.from_ and span[1] < applies.from_) or (applies.to and span[0] > applies.to)):
        return ""
    return None


def _numbered(findings: list[Finding]) -> list[Finding]:
    """Equal fingerprints (the same words twice under the same heading) get a running number, so that each can be suppressed alone."""
    seen: Counter[str] = Counter()
    result = []
    for f in sorted(findings, key=_place):
        seen[f.fingerprint] += 1
        if f.fingerprint and seen[f.fingerprint] > 1:
            f = msgspec.structs.replace(f, fingerprint=f"{f.fingerprint}-{seen[f.fingerprint]}")
        result.append(f)
    return result


def _place(finding: Finding) -> tuple[int, int, str, str]:
    first = finding.evidence[0] if finding.evidence else None
    return (first.start if first else -1, first.end if first else -1, finding.rule, finding.message)


def _suppress(
    findings: list[Finding], entries: Sequence[Suppression], day: str | None, ctx: Context
) -> tuple[list[Finding], int, list[Finding]]:
    """What is left, how many were suppressed, and notes on suppressions that have run out or are no longer needed."""
    if not entries:
        return findings, 0, []
    mine = [e for e in entries if e.fits(ctx.document.name)]
    alive = [e for e in mine if e.until is None or day is None or day <= e.until]
    keys = {(e.rule, e.fingerprint) for e in alive}
    kept = [f for f in findings if (f.rule, f.fingerprint) not in keys]
    seen = {(f.rule, f.fingerprint) for f in findings}
    notes = []
    for entry in mine:
        if entry not in alive:
            notes.append(_note("SUPPRESSION-EXPIRED", entry, ctx))
        elif (entry.rule, entry.fingerprint) not in seen:
            notes.append(_note("SUPPRESSION-UNUSED", entry, ctx))
    return kept, len(findings) - len(kept), notes


_NOTES = {
    ("SUPPRESSION-EXPIRED", "vi"): "phaply.yaml: việc bỏ qua {rule} ({fingerprint}) chỉ có hiệu lực đến {until}.",
    ("SUPPRESSION-EXPIRED", "en"): "phaply.yaml: the suppression of {rule} ({fingerprint}) ended on {until}.",
    ("SUPPRESSION-UNUSED", "vi"): "phaply.yaml: không còn gì để bỏ qua cho {rule} ({fingerprint}); nên xóa dòng này.",
    (
        "SUPPRESSION-UNUSED",
        "en",
    ): "phaply.yaml: the suppression of {rule} ({fingerprint}) is no longer used; remove it.",
}


def _note(name: str, entry: Suppression, ctx: Context) -> Finding:
    lang = "en" if ctx.lang == "en" else "vi"
    values = {"rule": entry.rule, "fingerprint": entry.fingerprint, "until": entry.until or ""}
    return Finding(rule=name, outcome="fail", level="note", message=_fill(_NOTES[name, lang], values))
