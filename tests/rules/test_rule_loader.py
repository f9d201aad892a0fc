"""Broken rule files: file, line, what is wrong, in one sentence; packs that extend, override and take parameters."""

from pathlib import Path

import msgspec
import pytest

from phaply.errors import RuleError
from phaply.rules.loader import load_pack, load_packs, rules_of
from phaply.rules.patterns import compile_pattern, danger
from phaply.rules.source import read_mapping

PACK = """id: mine
title: {vi: Của tôi}
parameters: {words: [mới]}
"""
RULE = """id: MINE-1
version: 1
title: {vi: Có tên loại, en: The kind is there}
level: warning
basis: {kind: practice}
check: {kind: required, field: kind}
message: {vi: Thiếu tên loại., en: The kind is missing.}
since: "0.1"
examples:
  bad: [{text: Không phải kế hoạch}]
  good: [{text: "KẾ HOẠCH\\nTrồng cây năm 2023"}]
"""


def write(folder: Path, rule: str = RULE, pack: str = PACK, name: str = "MINE-1") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(pack, encoding="utf-8")
    (folder / f"{name}.yaml").write_text(rule, encoding="utf-8")
    return folder


def test_a_good_pack_loads(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path / "mine"))
    assert [r.id for r in pack.rules] == ["MINE-1"]
    assert pack.rules[0].check.field == "kind"


BROKEN = [
    # (what is replaced, by what, line, words of the sentence)
    ("level: warning", "levle: warning", 4, "levle"),
    ("level: warning", "level: fatal", 4, "fatal"),
    ("version: 1", "version: one", 2, "int"),
    ("field: kind}", "field: kind, colour: red}", 6, "colour"),
    ("field: kind}", "feld: kind}", 6, "feld"),
    ("kind: required", "kind: nosuch", 6, "nosuch"),
    ("since:", "version: 2\nsince:", 8, "version"),
    ("basis: {kind: practice}", "basis: {kind: custom}", 5, "custom"),
    ("message: {vi: Thiếu tên loại., en: The kind is missing.}", "", 1, "message"),
    ("id: MINE-1", "id: MINE-2", 1, "MINE-2"),
    ("title: {vi:", "title: {vi", 3, ""),
    ("field: kind}", "field: $kinds}", 6, "$kinds"),
    ("check: {kind: required, field: kind}", 'check: {kind: forbidden, pattern: "(a+)+b"}', 6, "catastrophic"),
    ("check: {kind: required, field: kind}", 'check: {kind: forbidden, pattern: "(a"}', 6, "invalid"),
    ("check: {kind: required, field: kind}", 'where: {kind: "~(x*)*"}\ncheck: {kind: forbidden}', 6, "catastrophic"),
    ('  good: [{text: "KẾ HOẠCH\\nTrồng cây năm 2023"}]\n', "", 9, "good"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), BROKEN, ids=[f"{n[:24]}" for _, n, _, _ in BROKEN])
def test_broken_rule_files(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in RULE
    folder = write(tmp_path / "mine", RULE.replace(old, new))
    with pytest.raises(RuleError) as caught:
        load_pack(folder)
    for sentence in (caught.value.vi, caught.value.en):
        assert f"MINE-1.yaml:{line}:" in sentence
        assert words in sentence
        assert "\n" not in sentence
    assert caught.value.exit_code == 2


def test_two_rules_of_one_id(tmp_path: Path) -> None:
    base = write(tmp_path / "base", pack=PACK.replace("mine", "base"))
    folder = write(tmp_path / "mine", pack=PACK + f"extends: [{base.name}]\n")
    with pytest.raises(RuleError, match="MINE-1"):
        load_pack(folder)


def test_packs_that_extend_each_other(tmp_path: Path) -> None:
    write(tmp_path / "a", pack="id: a\ntitle: {vi: A}\nextends: [b]\n")
    write(
        tmp_path / "b",
        pack="id: b\ntitle: {vi: B}\nextends: [a]\n",
        rule=RULE.replace("MINE-1", "MINE-2"),
        name="MINE-2",
    )
    with pytest.raises(RuleError, match=r"a → b → a") as caught:
        load_pack(tmp_path / "a")
    assert "pack.yaml:3" in caught.value.vi


def test_extend_and_override(tmp_path: Path) -> None:
    write(tmp_path / "base", pack="id: base\ntitle: {vi: Gốc}\n")
    folder = tmp_path / "mine"
    folder.mkdir()
    text = "id: mine\ntitle: {vi: Của tôi}\nextends: [base]\noverrides:\n  MINE-1: {level: error, outcome: review}\n"
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    rule = load_pack(folder).rules[0]
    assert (rule.level, rule.outcome, rule.pack) == ("error", "review", "base")
    both = rules_of(load_packs([tmp_path / "base", folder]))
    assert [r.level for r in both] == ["error"], "the pack named later has the last word"


def test_override_of_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "mine", pack=PACK + "overrides:\n  MINE-9: {level: note}\n")
    with pytest.raises(RuleError, match=r"pack.yaml:5.*MINE-9"):
        load_pack(folder)


def test_parameters(tmp_path: Path) -> None:
    rule = RULE.replace("{kind: required, field: kind}", "{kind: doubled, qualifiers: $words, verbs: [làm]}")
    assert load_pack(write(tmp_path / "mine", rule)).rules[0].check.qualifiers == ("mới",)


def test_unknown_pack() -> None:
    with pytest.raises(RuleError, match="nd30"):
        load_pack("no-such-pack")


@pytest.mark.parametrize(
    ("pattern", "fine"),
    [
        (r"các (?:xã|phường)", True),
        (r"a{1,8}(?:b+){0,8}", True),
        (r"(?:\w+ ){0,6}mới", True),
        (r"(?:a|b)*", True),
        (r"(a+)+", False),
        (r"(?:x*y*)*", False),
        (r"(?:\w+\s*){1,40}", False),
        (r"(?:(?:a|aa)+)+", False),
        ("a" * 2001, False),
        ("(", False),
    ],
)
def test_dangerous_patterns(pattern: str, fine: bool) -> None:
    assert (danger(pattern) is None) is fine


def test_patterns_match_folded_text() -> None:
    assert compile_pattern("Uỷ ban").pattern == "ủy ban"
    assert compile_pattern(r"\S\W\D", case=False).pattern == r"\S\W\D"
    assert compile_pattern("Điều", case=True).pattern == "Điều"


def test_yaml_values() -> None:
    text = "a: 2020-03-05\nb: 12\nc: 'true'\nd: true\ne: ~\nf: 0.5\ng: 007\nh: [x, 1]\n"
    assert read_mapping(text, "x") == {
        "a": "2020-03-05", "b": 12, "c": "true", "d": True, "e": None, "f": 0.5, "g": "007", "h": ["x", 1],
    }  # fmt: skip


def test_fast_and_full_loading_agree() -> None:
    for name in ("nd30", "plan"):
        fast, full = load_pack(name), load_pack(name, strict=True)
        for a, b in zip(fast.rules, full.rules, strict=True):
            assert (a.id, a.level, a.scope, a.file) == (b.id, b.level, b.scope, b.file)
            assert type(a.check) is type(b.check)  # settings equal themselves alone: their fields are compared
            assert msgspec.structs.asdict(a.check) == msgspec.structs.asdict(b.check)
            assert {f: getattr(a.head, f) for f in a.head.__struct_fields__} == {
                f: getattr(b.head, f) for f in a.head.__struct_fields__
            }


def test_a_pack_sets_the_parameters_of_the_one_it_extends(tmp_path: Path) -> None:
    rule = RULE.replace("{kind: required, field: kind}", "{kind: doubled, qualifiers: $words, verbs: [làm]}")
    write(tmp_path / "base", rule, PACK.replace("mine", "base"))
    (tmp_path / "mine").mkdir()
    text = "id: mine\ntitle: {vi: M}\nextends: [base]\nparameters: {words: [thêm]}\n"
    (tmp_path / "mine" / "pack.yaml").write_text(text, encoding="utf-8")
    assert load_pack(tmp_path / "mine").rules[0].check.qualifiers == ("thêm",)
