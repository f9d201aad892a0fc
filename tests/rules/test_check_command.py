"""`phaply check` and `phaply rules`: formats, exit codes, several files, several values after one option."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from phaply.cli import app
from phaply.rules.examples import frames_of

FRAME = frames_of()["ward"]


def text_of(**slots: str) -> str:
    text = FRAME.text
    for name, words in {**FRAME.slots, **slots}.items():
        text = text.replace("{" + name + "}", words.strip("\n"))
    return text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "clean.txt").write_text(text_of(), encoding="utf-8")
    faulty = text_of(number="Số:     /KH-UBND", signature="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nVũ Quang Lê")
    (tmp_path / "faulty.txt").write_text(faulty, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str, code: int) -> str:
    result = CliRunner().invoke(app, list(args), prog_name="phaply")
    assert result.exit_code == code, result.output + result.stderr
    assert "Traceback" not in result.output + result.stderr
    return result.stdout


def test_json_follows_the_contract(folder: Path) -> None:
    report = json.loads(run("check", "faulty.txt", "-f", "json", code=1))
    assert report["schema"] == "phaply/report/1"
    assert set(report) >= {"source", "as_of", "stage", "summary", "findings", "not_checked"}
    assert set(report["summary"]) == {"error", "warning", "note", "review", "suppressed"}
    assert report["source"]["name"] == "faulty.txt" and report["as_of"] == "2023-06-05" and report["stage"] == "draft"
    text = (folder / "faulty.txt").read_text(encoding="utf-8")
    for f in report["findings"]:
        assert set(f) >= {
            "rule", "outcome", "level", "message", "path", "evidence", "upstream", "basis", "suggestion", "confidence", "fingerprint",
        }  # fmt: skip
        for e in f["evidence"]:
            assert set(e) == {"start", "end", "quote", "place"}
            assert " ".join(e["quote"].split()) in " ".join(text.split())
    assert {n["rule"] for n in report["not_checked"]} >= {"ND30-LAYOUT-FONT"}
    assert "coverage" not in report, "only with --against"


@pytest.mark.parametrize(
    ("fail_on", "file", "code"),
    [
        ("error", "faulty.txt", 1),
        ("never", "faulty.txt", 0),
        ("note", "clean.txt", 0),
        ("warning", "faulty.txt", 1),
    ],
)
def test_exit_codes(folder: Path, fail_on: str, file: str, code: int) -> None:
    run("check", file, "--fail-on", fail_on, "-f", "json", code=code)


def test_an_unreadable_file_stops_no_other(folder: Path) -> None:
    result = CliRunner().invoke(app, ["check", "missing.txt", "clean.txt", "-f", "jsonl"])
    assert result.exit_code == 3
    assert "missing.txt" in result.stderr
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["source"]["name"] for r in lines] == ["clean.txt"]


@pytest.mark.parametrize(
    "args",
    [
        ("check",),
        ("check", "clean.txt", "--rules", "no-such-pack"),
        ("check", "clean.txt", "--as-of", "mai"),
        ("check", "clean.txt", "--stage", "old"),
        ("check", "clean.txt", "--config", "missing.yaml"),
        ("check", "clean.txt", "faulty.txt", "-f", "html"),
        ("rules", "show", "NO-SUCH-RULE"),
        ("rules", "test", "no-such-folder"),
    ],
)
def test_wrong_use(folder: Path, args: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, list(args))
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_options_take_all_values_that_follow(folder: Path) -> None:
    (folder / "above.txt").write_text(text_of(), encoding="utf-8")
    out = run("check", "faulty.txt", "--rules", "nd30", "plan", "--stage", "issued", "-f", "json", code=1)
    assert {f["level"] for f in json.loads(out)["findings"] if f["rule"] == "ND30-NUMBER-BLANK"} == {"error"}
    only = json.loads(run("check", "faulty.txt", "-f", "json", "--fail-on", "never", "--rules", "plan", code=0))
    assert not [f for f in only["findings"] if f["rule"].startswith("ND30")]


def test_as_of(folder: Path) -> None:
    for day in ("2025-09-01", "1/9/2025"):
        assert (
            json.loads(run("check", "clean.txt", "--as-of", day, "-f", "json", "--fail-on", "never", code=0))["as_of"]
            == "2025-09-01"
        )


def test_config_beside_the_plans(folder: Path) -> None:
    (folder / "phaply.yaml").write_text("rules:\n  ND30-SIGN-COLLECTIVE: {level: note}\n", encoding="utf-8")
    report = json.loads(run("check", "faulty.txt", "-f", "json", code=0))
    assert report["summary"]["error"] == 0
    (folder / "phaply.yaml").write_text("rulez: {}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "faulty.txt"])
    assert result.exit_code == 2 and "phaply.yaml:1" in result.stderr


def test_several_files_in_one_folder(folder: Path) -> None:
    run("check", "clean.txt", "faulty.txt", "-f", "junit", "-o", "out", "--fail-on", "never", code=0)
    assert sorted(p.name for p in (folder / "out").iterdir()) == ["clean.xml", "faulty.xml"]


def test_standard_input(folder: Path) -> None:
    result = CliRunner().invoke(app, ["check", "-", "-f", "json"], input=(folder / "clean.txt").read_bytes())
    assert result.exit_code == 0 and json.loads(result.stdout)["summary"]["error"] == 0


def test_terminal(folder: Path) -> None:
    out = run("check", "faulty.txt", code=1)
    assert "TM. ỦY BAN NHÂN DÂN" in out and "30/2020/NĐ-CP" in out


def test_rules_list_and_show(folder: Path) -> None:
    listing = run("rules", "list", code=0)
    assert "ND30-NUMBER-BLANK" in listing and "PLAN-TASK-OWNER" in listing
    page = run("rules", "show", "nd30-sign-collective", code=0)
    assert "II.7.b" in page and "## Vì sao" in page and "KT. CHỦ TỊCH" in page


def test_rules_docs(folder: Path) -> None:
    run("rules", "docs", "-o", "pages", code=0)
    index = (folder / "pages" / "index.md").read_text(encoding="utf-8")
    names = {p.name for p in (folder / "pages").iterdir()}
    assert "ND30-BASIS-END.md" in names
    for name in names - {"index.md"}:
        assert f"]({name})" in index


def test_rules_test(folder: Path) -> None:
    assert "0 ví dụ chưa đúng" in run("rules", "test", "nd30", code=0)
    pack = folder / "mine"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: mine\ntitle: {vi: Của tôi}\n", encoding="utf-8")
    rule = """id: MINE-1
version: 1
title: {vi: Có tên loại, en: The kind is there}
level: warning
basis: {kind: practice}
check: {kind: required, field: kind}
message: {vi: Thiếu tên loại., en: The kind is missing.}
since: "0.1"
examples:
  bad: [{text: "KẾ HOẠCH\\nTrồng cây năm 2023"}]
  good: [{frame: ward}]
"""
    (pack / "MINE-1.yaml").write_text(rule, encoding="utf-8")
    result = CliRunner().invoke(app, ["rules", "test", "mine"])
    assert result.exit_code == 2, "an example that does not fail"
    assert "MINE-1.yaml:10" in result.output + result.stderr
    result = CliRunner().invoke(app, ["rules", "test", str(pack / "MINE-1.yaml")])
    assert result.exit_code == 2
