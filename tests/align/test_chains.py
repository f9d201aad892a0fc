"""Whole chains: the coverage of made-up plans against gold written by reading (tests/align/chains)."""

import json
from functools import cache
from pathlib import Path

import pytest

import phaply
from phaply.align import cover
from phaply.align.model import Coverage
from phaply.rules.model import Report

HERE = Path(__file__).parent / "chains"
GOLD = sorted(HERE.glob("*/*.gold.json"))
IDS = [f"{g.parent.name}/{g.name.removesuffix('.gold.json')}" for g in GOLD]


@cache
def plan_of(path: Path) -> phaply.Plan:
    return phaply.parse(phaply.read(path))


@cache
def checked(gold: Path) -> tuple[dict, Report]:
    data = json.loads(gold.read_text(encoding="utf-8"))
    plan = plan_of(gold.parent / gold.name.replace(".gold.json", ".txt"))
    upstream = [plan_of(gold.parent / name) for name in data["against"]]
    return data, phaply.check(plan, upstream=upstream)


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def found(data: dict, report: Report) -> list[tuple[dict, Coverage]]:
    pairs = []
    for o in data["obligations"]:
        quote = folded(o["quote"])
        c = next(c for c in report.coverage or () if c.source == o["upstream"] and quote in folded(c.quote))
        pairs.append((o, c))
    return pairs


@pytest.mark.parametrize("gold", GOLD, ids=IDS)
def test_addressees(gold: Path) -> None:
    wrong = [(o["quote"], c.why) for o, c in found(*checked(gold)) if o["addressed"] != c.addressed]
    assert wrong == []


@pytest.mark.parametrize("gold", GOLD, ids=IDS)
def test_status(gold: Path) -> None:
    wrong = [(o["path"], o["status"], c.status, c.why) for o, c in found(*checked(gold)) if o["status"] != c.status]
    assert wrong == []


@pytest.mark.parametrize("gold", GOLD, ids=IDS)
def test_flags(gold: Path) -> None:
    wrong = [
        (o["path"], o["late"], c.late, o["wrong_owner"], c.wrong_owner)
        for o, c in found(*checked(gold))
        if o["addressed"] and o["by"] and (o["late"] != c.late or (o["wrong_owner"] and not c.wrong_owner))
    ]
    assert wrong == []


@pytest.mark.parametrize("gold", GOLD, ids=IDS)
def test_the_answering_task_is_right(gold: Path) -> None:
    pairs = [(o, c) for o, c in found(*checked(gold)) if o["by"] and c.by]
    right = [o for o, c in pairs if {b["path"] for b in o["by"]} & {b.path for b in c.by}]
    assert len(right) >= 0.85 * len(pairs)


@pytest.mark.parametrize("gold", GOLD, ids=IDS)
def test_planted_defects_are_told(gold: Path) -> None:
    data, report = checked(gold)
    told = [folded(e.quote) for f in report.findings for e in (*f.evidence, *f.upstream)]
    lost = [
        p["quote"]
        for p in data["planted"]
        if not any(folded(p["quote"]) in t or t in folded(p["quote"]) for t in told if t)
    ]
    assert lost == []


@pytest.mark.parametrize("gold", [g for g in GOLD if not json.loads(g.read_text(encoding="utf-8"))["planted"]], ids=str)
def test_clean_plans_raise_no_alarm_from_above(gold: Path) -> None:
    _, report = checked(gold)
    loud = [
        (f.rule, f.message)
        for f in report.findings
        if f.rule.startswith("UP-") and f.outcome == "fail" and f.level != "note"
    ]
    assert loud == []


@pytest.mark.parametrize("gold", GOLD, ids=IDS)
def test_every_span_is_its_quote(gold: Path) -> None:
    _, report = checked(gold)
    plan = plan_of(gold.parent / gold.name.replace(".gold.json", ".txt"))
    for c in report.coverage or ():
        above = plan_of(gold.parent / c.source)
        assert c.start is not None and c.end is not None
        assert " ".join(above.text[c.start : c.end].split()) == c.quote
        for b in c.by:
            assert b.start is not None and b.end is not None
            assert " ".join(plan.text[b.start : b.end].split()) == b.quote


def test_one_duty_missing_against_several_is_one_finding() -> None:
    gold = HERE / "sot-xuat-huyet-2024" / "thi-tran-bai-sau.gold.json"
    _, report = checked(gold)
    for f in report.findings:
        if f.rule == "UP-DUTY-MISSING":
            assert len({u.source for u in f.upstream}) == len(f.upstream)
    assert len({f.fingerprint for f in report.findings}) == len(report.findings)


def test_the_same_input_gives_the_same_coverage() -> None:
    folder = HERE / "phong-chay-2025"
    plan, above = plan_of(folder / "xa-thuy-lam.txt"), plan_of(folder / "kh-thanh-pho.txt")
    assert cover(plan, [above]) == cover(plan, [above])
