"""`phaply acts find | show | import` as they are typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phaply.cli import app


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["acts", *args])


def test_find() -> None:
    result = run("find", "dân", "chủ", "cơ", "sở")
    found = [line.split(maxsplit=3) for line in result.stdout.splitlines()]
    assert result.exit_code == 0 and ["L", "10/2022/QH15", "2022-11-10", "Thực hiện dân chủ ở cơ sở"] in found
    assert len(run("find", "luật", "--limit", "3").stdout.splitlines()) <= 3
    nothing = run("find", "qwertyuiop")
    assert nothing.exit_code == 0 and nothing.stdout == "" and "Không tìm thấy" in nothing.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("10/2022/QH15", "Ngày ban hành: 2022-11-10"),
        ("346/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("30/2020/nđ-cp", "30/2020/NĐ-CP"),
        ("Luật Thực hiện dân chủ ở cơ sở", "10/2022/QH15"),
        ("34/2007/PL-UBTVQH11", "Hiện thay bằng: 10/2022/QH15"),
    ],
)
def test_show(name: str, said: str) -> None:
    result = run("show", name)
    assert result.exit_code == 0 and said in result.stdout


def test_show_on_a_day() -> None:
    assert "in-force" in run("show", "34/2007/PL-UBTVQH11", "--on", "30/6/2023").stdout
    assert "expired" in run("show", "34/2007/PL-UBTVQH11", "--on", "2023-07-01").stdout
    assert run("show", "34/2007/PL-UBTVQH11", "--on", "hôm nay").exit_code == 2
    assert run("show", "1/1/1").exit_code == 2


def test_import_then_find_and_show() -> None:
    Path("list.tsv").write_text(
        "kind\tnumber\ttitle\tissued\nQĐ\t07/2024/QĐ-UBND\tVề quy chế mẫu Hải Minh\t2024-02-01\n??\t\t\t\n",
        encoding="utf-8",
    )
    result = run("import", "list.tsv")
    assert result.exit_code == 0 and "thêm 1" in result.stderr and "dòng 3" in result.stderr
    assert "07/2024/QĐ-UBND" in run("find", "quy chế mẫu Hải Minh").stdout  # the usual folder, found by itself
    assert "2024-02-01" in run("show", "07/2024/QĐ-UBND", "--acts", "phaply-acts").stdout
    assert run("show", "07/2024/QĐ-UBND", "--acts", "nowhere").exit_code == 2
    assert run("import", "nowhere.tsv").exit_code == 2
    assert "1 unchanged" in run("import", "list.tsv", "--lang", "en").stderr


PLAN = """ỦY BAN NHÂN DÂN
PHƯỜNG HÒA AN

Số: 12/KH-UBND
Hòa An, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Công tác văn thư năm 2026

Căn cứ Quyết định số 07/2024/QĐ-UBND ngày 01 tháng 02 năm 2024 của Ủy ban nhân dân thành phố Hải Minh về quy chế mẫu;
"""


def told_of_the_own_act(*args: str) -> list[str]:
    result = CliRunner().invoke(app, ["check", "plan.txt", "-f", "json", "--fail-on", "never", *args])
    return [f["rule"] for f in json.loads(result.stdout)["findings"] if "hết hiệu lực" in f["message"]]


def test_check_uses_the_imported_acts() -> None:
    Path("plan.txt").write_text(PLAN, encoding="utf-8")
    row = "QĐ\t07/2024/QĐ-UBND\tVề quy chế mẫu Hải Minh\t2024-02-01\t2024-02-15\t2025-12-31\n"
    Path("list.tsv").write_text("kind\tnumber\ttitle\tissued\teffective\texpires\n" + row, encoding="utf-8")
    assert told_of_the_own_act() == []
    assert run("import", "list.tsv").exit_code == 0
    assert len(told_of_the_own_act()) == 1  # the folder beside
    Path("phaply-acts").rename("acts")
    assert told_of_the_own_act() == []
    Path("phaply.yaml").write_text("acts: acts\n", encoding="utf-8")
    assert len(told_of_the_own_act()) == 1
    Path("phaply.yaml").write_text("acts: nowhere\n", encoding="utf-8")
    broken = CliRunner().invoke(app, ["check", "plan.txt"])
    assert broken.exit_code == 2 and "acts: không có" in broken.stderr
