"""The runner: outcomes kept apart, order, fingerprints, suppressions; one broken rule stops no other."""

from pathlib import Path

import msgspec
import pytest

from phaply.errors import RuleError
from phaply.parse import Plan, parse
from phaply.readers.text import read_text
from phaply.rules import check, load_packs
from phaply.rules.checks import Hit, Settings, find_check
from phaply.rules.checks import check as register
from phaply.rules.config import Config, Suppression, baseline, load_config
from phaply.rules.context import Context
from phaply.rules.definition import Override, Pack
from phaply.rules.examples import frames_of

PACKS = load_packs(["nd30", "plan"])
FRAMES = frames_of()


def text_of(**slots: str) -> str:
    frame = FRAMES["ward"]
    text = frame.text
    for name, words in {**frame.slots, **slots}.items():
        text = text.replace("{" + name + "}", words.strip("\n"))
    return text


def plan_of(text: str, name: str = "kh.txt") -> Plan:
    return parse(read_text(text, name=name, sha256="0" * 64))


FAULTY = {
    "number": "Số:      /KH-UBND",
    "aims": "1. Mục đích\n\na) Đưa công tác văn thư vào nền nếp.\n\nc) Nâng cao trách nhiệm của các phường.",
    "recipients": "Nơi nhận:\n- UBND quận Lâm Thủy;\n- Các công chức chuyên môn phường;\n- Lưu: VT",
}


def test_the_clean_frame_is_clean() -> None:
    report = check(plan_of(text_of()), packs=PACKS)
    assert [f.rule for f in report.findings] == []
    assert report.summary.error == report.summary.warning == 0
    assert report.as_of == "2023-06-05"


def test_findings_stand_in_order_and_quote_the_text() -> None:
    plan = plan_of(text_of(**FAULTY))
    report = check(plan, packs=PACKS)
    rules = [f.rule for f in report.findings]
    assert {"ND30-NUMBER-BLANK", "ND30-OUTLINE-ORDER", "PLAN-LEFTOVER-LEVEL", "ND30-RECIPIENTS-END"} <= set(rules)
    starts = [f.evidence[0].start for f in report.findings]
    assert starts == sorted(starts)
    for f in report.findings:
        for e in f.evidence:
            assert plan.text[e.start : e.end] == e.quote
            assert e.place.startswith("dòng ")


def test_the_same_input_gives_the_same_bytes() -> None:
    once, again = (msgspec.json.encode(check(plan_of(text_of(**FAULTY)), packs=PACKS)) for _ in range(2))
    assert once == again


def test_english() -> None:
    report = check(plan_of(text_of(**FAULTY)), packs=PACKS, lang="en")
    messages = {f.rule: f.message for f in report.findings}
    assert messages["ND30-OUTLINE-ORDER"] == "“c)” follows “a)”; “b)” was due."
    assert all(e.place.startswith("line ") for f in report.findings for e in f.evidence)


def test_stage_changes_a_level() -> None:
    plan = plan_of(text_of(number="Số:      /KH-UBND"))
    levels = {s: check(plan, packs=PACKS, stage=s).findings[0].level for s in ("draft", "issued")}  # type: ignore[arg-type]
    assert levels == {"draft": "warning", "issued": "error"}


def test_fingerprints_survive_renumbering() -> None:
    before = check(plan_of(text_of(**FAULTY)), packs=PACKS)
    moved = text_of(**FAULTY).replace("1. Mục đích", "3. Mục đích").replace("I. MỤC ĐÍCH", "II. MỤC ĐÍCH")
    after = check(plan_of("\n\n" + moved), packs=PACKS)
    marks = [{f.fingerprint for f in r.findings if f.rule == "PLAN-LEFTOVER-LEVEL"} for r in (before, after)]
    assert marks[0] == marks[1] and len(marks[0]) == 1


def test_equal_words_have_fingerprints_of_their_own() -> None:
    closing = "Báo cáo trong trong tháng; kiểm tra trong trong năm./."
    found = [f for f in check(plan_of(text_of(closing=closing)), packs=PACKS).findings if f.rule == "PLAN-DOUBLED-WORD"]
    assert len({f.fingerprint for f in found}) == len(found) == 2


class Broken(Settings, frozen=True, forbid_unknown_fields=True):
    """No settings."""


def _broken_pack() -> Pack:
    if find_check("python:test-broken") is None:

        @register("python:test-broken", Broken)
        def run(rule, settings, ctx):  # type: ignore[no-untyped-def]
            yield Hit(spans=((0, 1),))
            raise ZeroDivisionError("chia cho không")

    pack = PACKS[1]
    rule = pack.rules[0]
    bad = msgspec.structs.replace(
        rule, kind="python:test-broken", check=Broken(), head=msgspec.structs.replace(rule.head, id="AAA-BROKEN")
    )
    return msgspec.structs.replace(pack, rules=(bad, *pack.rules))


def test_a_broken_rule_stops_no_other() -> None:
    report = check(plan_of(text_of(**FAULTY)), packs=[PACKS[0], _broken_pack()])
    errors = [f for f in report.findings if f.outcome == "error"]
    assert [f.rule for f in errors] == ["AAA-BROKEN"]
    assert "chia cho không" in errors[0].message
    assert {"PLAN-LEFTOVER-LEVEL", "ND30-NUMBER-BLANK"} <= {f.rule for f in report.findings}
    assert report.summary == check(plan_of(text_of(**FAULTY)), packs=PACKS).summary, "no defect of the plan"


def test_unknown_is_not_pass() -> None:
    report = check(plan_of(text_of()), packs=PACKS)
    reasons = {n.rule: n.reason for n in report.not_checked}
    assert reasons.get("ND30-LAYOUT-MARGINS")
    nothing = check(plan_of("Thư gửi bạn.\n\nTrời hôm nay đẹp."), packs=PACKS)
    assert {"PLAN-TASK-OWNER", "PLAN-DEADLINE-MISSING"} <= {n.rule for n in nothing.not_checked}
    assert not [f for f in nothing.findings if f.outcome == "fail" and f.level != "note"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "a", "| | |\n|---|", "Số:", "____" * 500, "(" * 3000, "1. " * 2000]
)
def test_any_text_is_checked(text: str) -> None:
    report = check(plan_of(text), packs=PACKS)
    assert not [f for f in report.findings if f.outcome == "error"]


def test_as_of_takes_the_place_of_the_plan_s_day() -> None:
    plan = plan_of(text_of())
    then = check(plan, packs=PACKS, as_of="2025-09-01")
    assert then.as_of == "2025-09-01"
    assert any(f.rule == "PLAN-ENDED-LEVEL" for f in then.findings)


def test_misread_texts_fail_nothing() -> None:
    text = text_of(**FAULTY).replace("thực hiện", "thưc hi§n¬ ˆ", 3)
    plan = plan_of(text)
    assert Context(plan).recognised
    assert all(f.outcome == "review" for f in check(plan, packs=PACKS).findings)


# --- phaply.yaml ------------------------------------------------------------------------------------------------------
def test_suppressions() -> None:
    plan = plan_of(text_of(**FAULTY))
    found = next(f for f in check(plan, packs=PACKS).findings if f.rule == "ND30-OUTLINE-ORDER")
    kept = Suppression(found.rule, found.fingerprint, "Mục b đã bỏ theo ý kiến họp", "Đỗ Minh Khuê")
    report = check(plan, packs=PACKS, config=Config(suppress=(kept,)))
    assert report.summary.suppressed == 1
    assert found.rule not in {f.rule for f in report.findings}


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (Suppression("ND30-OUTLINE-ORDER", "feedfeedfeedfeed", "r", "w"), "SUPPRESSION-UNUSED"),
        (Suppression("ND30-OUTLINE-ORDER", "feedfeedfeedfeed", "r", "w", until="2023-01-01"), "SUPPRESSION-EXPIRED"),
        (Suppression("ND30-OUTLINE-ORDER", "feedfeedfeedfeed", "r", "w", file="other-*.docx"), None),
    ],
)
def test_unused_and_expired_suppressions_are_notes(entry: Suppression, rule: str | None) -> None:
    report = check(plan_of(text_of(**FAULTY)), packs=PACKS, config=Config(suppress=(entry,)), today="2024-01-01")
    notes = [f for f in report.findings if f.rule.startswith("SUPPRESSION")]
    assert [f.rule for f in notes] == ([rule] if rule else [])
    assert all(f.level == "note" for f in notes)


def test_expired_suppressions_hide_nothing() -> None:
    plan = plan_of(text_of(**FAULTY))
    found = next(f for f in check(plan, packs=PACKS).findings if f.rule == "ND30-OUTLINE-ORDER")
    entry = Suppression(found.rule, found.fingerprint, "r", "w", until="2023-01-01")
    report = check(plan, packs=PACKS, config=Config(suppress=(entry,)), today="2024-01-01")
    assert found.rule in {f.rule for f in report.findings}


def test_a_baseline_silences_all_that_is_there() -> None:
    plan = plan_of(text_of(**FAULTY))
    first = check(plan, packs=PACKS)
    entries = tuple(msgspec.convert(e, Suppression) for e in baseline(first, "Có từ trước", "Văn thư"))
    again = check(plan, packs=PACKS, config=Config(suppress=entries))
    assert again.findings == ()
    assert again.summary.suppressed == len(first.findings)


def test_levels_are_the_office_s_choice() -> None:
    config = Config(rules={"ND30-OUTLINE-ORDER": Override(level="error"), "ND30-NUMBER-BLANK": Override(enabled=False)})
    report = check(plan_of(text_of(**FAULTY)), packs=PACKS, config=config)
    levels = {f.rule: f.level for f in report.findings}
    assert levels["ND30-OUTLINE-ORDER"] == "error" and "ND30-NUMBER-BLANK" not in levels


GOOD = """packs: [nd30, plan]
rules:
  ND30-CLOSING: {enabled: false}
suppress:
  - {rule: ND30-OUTLINE-ORDER, fingerprint: "0123456789abcdef", reason: "vì", who: "ai", until: 2026-12-31}
"""


def test_config_file(tmp_path: Path) -> None:
    file = tmp_path / "phaply.yaml"
    file.write_text(GOOD, encoding="utf-8")
    config = load_config(file)
    assert config.packs == ("nd30", "plan") and config.suppress[0].until == "2026-12-31"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("rules:", "rule:", 2),
        ("until: 2026-12-31", "until: cuối năm", 5),
        ('reason: "vì"', 'reason: ""', 5),
        (', who: "ai"', "", 5),
        ("enabled: false", "enabled: maybe", 3),
        ("packs: [nd30, plan]", "packs: [nd30, plan", 2),
    ],
)
def test_broken_config(tmp_path: Path, old: str, new: str, line: int) -> None:
    file = tmp_path / "phaply.yaml"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError, match=rf"phaply.yaml:{line}:"):
        load_config(file)


def test_a_rule_says_only_so_much() -> None:
    report = check(plan_of(text_of(closing="Việc việc của của phường. " * 2000)), packs=PACKS)
    doubled = [f for f in report.findings if f.rule == "PLAN-DOUBLED-WORD"]
    assert len(doubled) == 300
    assert [n for n in report.not_checked if n.rule == "PLAN-DOUBLED-WORD"]


def test_the_library_is_a_folder_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "above").mkdir()
    file = tmp_path / "phaply.yaml"
    file.write_text("library: above\n", encoding="utf-8")
    assert load_config(file).library == str(tmp_path.resolve() / "above")
    file.write_text("packs: [plan]\nlibrary: nowhere\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"phaply\.yaml.*2.*nowhere"):
        load_config(file)
