"""Every shipped rule: loads in full, catches its bad examples, leaves its good ones alone, says where it comes from."""

import re
from pathlib import Path

import jsonschema
import pytest

from phaply.resources import shipped
from phaply.rules.checks import BUILT_IN, kinds
from phaply.rules.definition import Pack
from phaply.rules.documentation import pages
from phaply.rules.examples import frames_of, try_example
from phaply.rules.loader import load_pack, rules_of, shipped_packs
from phaply.rules.schema import rule_schema, schema_text
from phaply.rules.source import read_mapping

PACKS = [load_pack(name, strict=True) for name in shipped_packs()]
RULES = [(pack, rule) for pack in PACKS for rule in pack.rules]
IDS = [rule.id for _, rule in RULES]


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=IDS)
def test_examples(pack: Pack, rule) -> None:
    frames = frames_of(pack)
    for expected in ("bad", "good"):
        for example in getattr(rule.file.examples, expected):
            problem, _ = try_example(rule, example, expected, frames)
            assert problem is None, f"{rule.id}: {problem}"


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=IDS)
def test_every_rule_says_where_it_comes_from(pack: Pack, rule) -> None:
    file = rule.file
    assert file.title.en and file.message.en, "both languages"
    if file.basis.kind == "law":
        assert file.basis.act and file.basis.at, "a law is named with its place"
    else:
        assert file.basis.act is None, "good practice invents no legal basis"
    # The placeholders of both languages are the same, so that no sentence shows a bare {name}.
    names = [set(re.findall(r"\{(\w+)\}", words)) for words in (file.message.vi, file.message.en)]
    assert names[0] == names[1]


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=IDS)
def test_messages_have_no_open_placeholder(pack: Pack, rule) -> None:
    frames = frames_of(pack)
    for example in rule.file.examples.bad:
        _, findings = try_example(rule, example, "bad", frames)
        for finding in findings:
            assert not re.search(r"\{\w+\}", finding.message + (finding.suggestion or ""))


def test_ids_are_one_each() -> None:
    assert len(rules_of(PACKS)) == len({r.id for _, r in RULES})


def test_every_kind_of_check_is_registered_and_used() -> None:
    assert set(kinds()) == set(BUILT_IN)
    assert set(BUILT_IN) - {"covers", "cites"} <= {rule.kind for _, rule in RULES}


def test_schema_is_current() -> None:
    file = shipped("rules", "rule.schema.json")
    assert file.read_text(encoding="utf-8") == schema_text(), "run: python -m phaply.rules.schema"


def test_schema_accepts_every_shipped_rule() -> None:
    validator = jsonschema.Draft202012Validator(rule_schema())
    for _, rule in RULES:
        data = read_mapping(Path(rule.path).read_text(encoding="utf-8"), rule.path)
        assert [e.message for e in validator.iter_errors(data)] == [], rule.id


@pytest.mark.parametrize(
    "change",
    [{"levle": "note"}, {"level": "fatal"}, {"check": {"kind": "required"}}, {"check": {"kind": "nosuch"}}],
)
def test_schema_refuses_what_the_loader_refuses(change: dict[str, object]) -> None:
    _, rule = RULES[0]
    data = read_mapping(Path(rule.path).read_text(encoding="utf-8"), rule.path) | change
    assert list(jsonschema.Draft202012Validator(rule_schema()).iter_errors(data))


def test_no_real_unit_names_in_examples() -> None:
    """Fixtures are about fictional units."""
    for _, rule in RULES:
        text = Path(rule.path).read_text(encoding="utf-8")
        assert not re.search(r"Ngô Quyền|Lạc Viên|Hải Phòng|Lào Cai|Hà Nội", text), rule.id


def test_pages_are_current() -> None:
    """`docs/rules` is what the rule files say."""
    folder = Path(__file__).parents[2] / "docs" / "rules"
    made = pages(PACKS)
    assert {p.name for p in folder.glob("*.md")} == set(made), "run: phaply rules docs -o docs/rules"
    stale = [name for name, text in made.items() if (folder / name).read_text(encoding="utf-8") != text]
    assert not stale, "run: phaply rules docs -o docs/rules"


def test_messages_begin_with_a_capital() -> None:
    """Also where they begin with a name of the plan that does not."""
    for pack, rule in RULES:
        for example in rule.file.examples.bad[:1]:
            _, findings = try_example(rule, example, "bad", frames_of(pack))
            for finding in findings:
                assert not finding.message[:1].islower(), finding.message
