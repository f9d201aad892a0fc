"""The command `phaply parse`: what goes where, exit codes, and how quickly help answers."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from phaply.cli import app

PLAN = """Số: 15/KH-UBND
Hòa An, ngày 12 tháng 5 năm 2023

KẾ HOẠCH
Triển khai thi hành Luật Thực hiện dân chủ ở cơ sở

Căn cứ Luật Thực hiện dân chủ ở cơ sở năm 2022;

II. NỘI DUNG

1. Tổ chức hội nghị phổ biến Luật.
- Chủ trì: Công chức Tư pháp - hộ tịch.
- Thời gian: Quý III năm 2023.
"""


class Done(NamedTuple):
    returncode: int
    stdout: bytes
    stderr: bytes


def phaply(*arguments: str, given: bytes = b"") -> Done:
    """The command in this process."""
    result = CliRunner().invoke(app, list(arguments), input=given)
    return Done(result.exit_code, result.stdout_bytes, result.stderr_bytes)


def phaply_apart(*arguments: str, given: bytes = b"", encoding: str) -> Done:
    """The command in a process of its own, whose console has another encoding."""
    done = subprocess.run(
        [sys.executable, "-c", "from phaply.cli import main; main()", *arguments],
        input=given,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "kế hoạch.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file


def test_json_has_every_part_of_the_contract(plan: Path) -> None:
    done = phaply("parse", "-f", "json", str(plan))
    assert (done.returncode, done.stderr) == (0, b"")
    value = json.loads(done.stdout)
    assert value["schema"] == "phaply/plan/1"
    assert set(value) >= {
        "source",
        "text",
        "header",
        "outline",
        "definitions",
        "citations",
        "tasks",
        "actors",
        "deadlines",
        "diagnostics",
    }
    assert set(value["source"]) >= {"name", "format", "sha256", "pages"}
    assert set(value["header"]) >= {
        "kind",
        "number",
        "symbol",
        "issuer",
        "parent",
        "place",
        "date",
        "subject",
        "signer",
        "recipients",
    }
    (deadline,) = value["deadlines"]
    assert value["text"][deadline["start"] : deadline["end"]] == "Quý III năm 2023"
    assert (deadline["type"], deadline["from"], deadline["to"]) == ("within", "2023-07-01", "2023-09-30")
    assert set(deadline) >= {"recurrence", "duration", "working_days", "after", "tentative"}
    assert {"start", "end", "path", "label", "depth", "heading", "children"} <= set(value["outline"][0])


def test_utf8_whatever_the_console(plan: Path) -> None:
    data = plan.read_bytes()
    apart = phaply_apart("parse", "-", given=data, encoding="cp1252")
    assert apart.stdout == phaply("parse", "-", given=data).stdout
    assert phaply_apart("parse", "không-có.txt", encoding="cp1252").stderr.decode("utf-8").strip()


def test_standard_input(plan: Path) -> None:
    by_pipe = json.loads(phaply("parse", "-", given=plan.read_bytes()).stdout)
    by_name = json.loads(phaply("parse", str(plan)).stdout)
    assert by_pipe["text"] == by_name["text"]
    assert by_pipe["source"]["sha256"] == by_name["source"]["sha256"]


def test_output_file_is_whole_or_not_there(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = phaply("parse", str(plan), "-o", str(out))
    assert (done.returncode, done.stdout) == (0, b"")
    assert json.loads(out.read_bytes())["schema"] == "phaply/plan/1"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([plan.name, out.name])


def test_tree_for_people(plan: Path) -> None:
    told = phaply("parse", "-f", "tree", str(plan)).stdout.decode("utf-8")
    assert "15/KH-UBND" in told
    assert "Quý III năm 2023 (2023-07-01…2023-09-30)" in told
    assert "Deadlines" in phaply("parse", "-f", "tree", "--lang", "en", str(plan)).stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("parse", "không-có.txt"), 3),
        (("parse", "."), 3),
        (("parse",), 2),
        (("parse", "-f", "xml", "x.txt"), 2),
        (("parse", "--sai", "x.txt"), 2),
        (("không-có-lệnh",), 2),
    ],
)
def test_failures_are_one_sentence(arguments: tuple[str, ...], code: int) -> None:
    done = phaply(*arguments)
    told = done.stderr.decode("utf-8")
    assert done.returncode == code
    assert done.stdout == b""
    assert len(told.strip().splitlines()) == 1
    assert "Traceback" not in told


def test_output_that_cannot_be_written(plan: Path, tmp_path: Path) -> None:
    done = phaply("parse", str(plan), "-o", str(tmp_path / "không có" / "out.json"))
    assert done.returncode == 2
    assert len(done.stderr.decode("utf-8").strip().splitlines()) == 1


def test_english_on_request() -> None:
    english = phaply("parse", "--lang", "en", "missing.txt").stderr.decode("utf-8")
    assert english.isascii()
    assert english != phaply("parse", "missing.txt").stderr.decode("utf-8")


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from phaply.cli import app; app.main(['--help'], standalone_mode=False); print(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    loaded = set(done.stderr.decode("utf-8").split())
    assert "parse" in done.stdout.decode("utf-8")
    assert not loaded & {
        "lxml",
        "networkx",
        "underthesea",
        "yaml",
        "rich",
        "jinja2",
        "msgspec",
        "phaply.parse",
        "phaply.readers",
    }
