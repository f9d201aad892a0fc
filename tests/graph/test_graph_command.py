"""`phaply graph` and `phaply parse -f akn` as they are typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from graph_texts import CITY, DISTRICT, WARD

from phaply.cli import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    plans = tmp_path / "plans"
    plans.mkdir()
    for name, text in (("a", CITY), ("b", DISTRICT), ("c", WARD)):
        (plans / f"{name}.txt").write_text(text, encoding="utf-8")
    return plans


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["graph", *args])


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "json", "html", "ttl", "jsonld"])
def test_every_format(folder: Path, suffix: str) -> None:
    result = run("plans", "-o", f"out.{suffix}")
    assert result.exit_code == 0 and result.stdout == "" and "3 văn bản đã đọc" in result.stderr
    assert Path(f"out.{suffix}").stat().st_size > 1000


def test_adding_and_asking(folder: Path) -> None:
    assert run("plans/a.txt", "plans/b.txt", "-o", "one.json").exit_code == 0
    result = run("plans", "--into", "one.json", "-o", "two.json", "--why", "45/KH-UBND", "346/QĐ-TTg")
    assert result.exit_code == 0 and "2 đã có sẵn" in result.stderr
    assert result.stdout.startswith("1. KH 45/KH-UBND") and result.stdout.count("thực hiện") == 3
    assert run("plans", "-o", "all.json").exit_code == 0
    assert Path("two.json").read_bytes() == Path("all.json").read_bytes()
    asked = run("--into", "all.json", "--why", "10/2022/QH15", "45/KH-UBND", "--lang", "en")
    assert "No path" in asked.stdout


def test_summary_and_a_past_day(folder: Path) -> None:
    result = run("plans", "--summary")
    assert "Chuỗi “thực hiện” dài nhất: KH 45/KH-UBND" in result.stdout
    assert "34/2007/PL-UBTVQH11: hết hiệu lực từ 2023-07-01 bởi L 10/2022/QH15" in result.stdout
    assert "(1 read" in run("plans", "--summary", "--at", "01/5/2023", "--lang", "en").stdout


def test_standard_output_is_json_alone(folder: Path) -> None:
    assert json.loads(run("plans", "-o", "-").stdout)["directed"] is True


def test_the_middle_of_the_picture(folder: Path) -> None:
    assert run("plans", "-o", "x.html", "--around", "346/QĐ-TTg").exit_code == 0
    assert "<h1>QĐ 346/QĐ-TTg</h1>" in Path("x.html").read_text(encoding="utf-8")


def test_unusual_columns(folder: Path) -> None:
    Path("c.jsonl").write_text(json.dumps({"w": CITY}) + "\n", encoding="utf-8")
    assert "1 văn bản đã đọc" in run("c.jsonl", "--columns", "text=w", "-o", "x.json").stderr
    assert run("c.jsonl", "-o", "x.json").exit_code == 3
    assert run("c.jsonl", "--columns", "w", "-o", "x.json").exit_code == 2


def test_one_broken_file_harms_no_other(folder: Path) -> None:
    (folder / "d.docx").write_bytes(b"\x00\x01\x02\x03")
    result = run("plans", "-o", "x.json")
    assert result.exit_code == 3 and "d.docx" in result.stderr and "3 văn bản đã đọc" in result.stderr
    assert Path("x.json").is_file()


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("plans",),
        ("plans", "-o", "x.docx"),
        ("nowhere", "-o", "x.json"),
        ("plans", "-o", "x.json", "--acts", "plans"),
    ],
)
def test_wrong_use(folder: Path, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2 and result.stderr.strip().count("\n") == 0 and not Path("x.json").exists()


def test_akoma_ntoso(folder: Path) -> None:
    result = CliRunner().invoke(app, ["parse", "plans/a.txt", "-f", "akn"])
    assert result.exit_code == 0 and result.stdout.startswith("<?xml") and "87/KH-UBND" in result.stdout
