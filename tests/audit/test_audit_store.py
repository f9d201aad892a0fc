"""Tables, questions, exports, dashboard: what is made of a finished audit."""

import csv
import json
import re
import shutil
import zipfile
from array import array
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phaply.audit import audit
from phaply.audit.figures import read_units, unit_shown
from phaply.audit.likeness import groups_of, likeness
from phaply.audit.records import EMPTY, SKETCH, sketch, unit_of
from phaply.audit.reporting import report, report_of_plan
from phaply.audit.store import TABLES, build_store, export, query
from phaply.cli import app
from phaply.errors import UsageError

pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def done(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished audit against the district plan, one broken file in it."""
    folder = tmp_path_factory.mktemp("store")
    shutil.copytree(generated / "plans", folder / "plans")
    (folder / "plans" / "dan-chu" / "<b>broken.docx").write_bytes(b"PK\x03\x04")
    audit([str(folder / "plans")], folder / "out", against=[str(generated / "upstream" / "dan-chu.txt")])
    return folder / "out"


def rows(out: Path, sql: str) -> list[tuple[object, ...]]:
    return query(out, sql)[1]


def test_the_tables_hold_what_the_shards_hold(done: Path) -> None:
    counts = {}
    for path in (done / "shards").glob("*.ndjson"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for name in ("findings", "coverage", "tasks", "citations"):
                counts[name] = counts.get(name, 0) + len(row.get(name, ()))
    assert {name: rows(done, f"SELECT count(*) FROM {name}")[0][0] for name in counts} == counts
    assert all(counts.values())
    assert rows(done, "SELECT count(*), count(DISTINCT file) FROM plans") == [(30, 30)]
    assert rows(done, "SELECT file, kind FROM failures") == [("plans/dan-chu/<b>broken.docx", "unreadable")]
    for name, columns in TABLES.items():
        assert query(done, f"SELECT * FROM {name} LIMIT 0")[0] == list(columns)
        for column in columns:
            if column not in ("pages", "parent", "recurrence", "by_path", "suggestion", "sha256", "due_from"):
                assert rows(done, f'SELECT count("{column}") > 0 FROM {name}') == [(True,)], (name, column)


def test_coverage_is_what_the_generator_planted(done: Path, generated: Path) -> None:
    """Nobody is blamed for a duty that the plan holds, and nearly every duty left out is told."""
    truth = [json.loads(line) for line in (generated / "truth.ndjson").read_text(encoding="utf-8").splitlines()]
    found = {(f, p): s for f, p, s in rows(done, "SELECT file, path, status FROM coverage")}
    known = {(t["file"], path): status for t in truth for path, status in t["coverage"].items()}
    assert not [key for key, status in known.items() if status == "covered" and found[key] == "missing"]
    left_out = [key for key, status in known.items() if status == "missing"]
    assert sum(found[key] == "missing" for key in left_out) >= 0.5 * len(left_out) > 0


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE plans",
        "INSERT INTO made_of VALUES ('x')",
        "COPY plans TO 'x.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "ATTACH 'x.duckdb'",
        "SET enable_external_access = true",
        "SELEC",
    ],
)
def test_a_question_can_change_and_read_nothing_else(done: Path, tmp_path: Path, sql: str) -> None:
    with pytest.raises(UsageError, match="Câu hỏi chưa đúng"):
        query(done, sql)


def test_the_store_is_made_anew_only_when_the_shards_change(generated: Path, tmp_path: Path) -> None:
    plans = tmp_path / "in"
    plans.mkdir()
    first, second = sorted((generated / "plans" / "dan-chu").iterdir())[:2]
    shutil.copy(first, plans)
    audit([str(plans)], tmp_path / "out", workers=1)
    made = build_store(tmp_path / "out").stat().st_mtime_ns
    assert build_store(tmp_path / "out").stat().st_mtime_ns == made
    shutil.copy(second, plans)
    audit([str(plans)], tmp_path / "out", workers=1)
    assert rows(tmp_path / "out", "SELECT count(*) FROM plans") == [(2,)]
    (tmp_path / "out" / "audit.duckdb").write_bytes(b"no database")
    assert rows(tmp_path / "out", "SELECT count(*) FROM plans") == [(2,)]


def test_exports(done: Path, tmp_path: Path) -> None:
    made = export(done, "csv", tmp_path / "it's csv")
    assert sorted(p.name for p in made) == sorted(f"{name}.csv" for name in TABLES)
    with (tmp_path / "it's csv" / "plans.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 30
    for path in export(done, "parquet", tmp_path / "parquet"):
        assert path.read_bytes()[:4] == b"PAR1"


def test_no_result_is_said(tmp_path: Path) -> None:
    for work in (build_store, report):
        with pytest.raises(UsageError, match="chưa có kết quả"):
            work(tmp_path)


def test_the_dashboard(done: Path, generated: Path) -> None:
    page = report(done, units=generated / "units.txt", reports=3, today="2023-06-01").read_text(encoding="utf-8")
    assert not re.search(r"<script|(?:src|href)\s*=\s*[\"']?(?:https?:)?//|@import|url\(", page)
    assert "<b>broken" not in page  # what stands in names is shown, not run
    assert "&lt;b&gt;broken.docx" in page
    assert page.count('<td class="m">') == rows(done, "SELECT count(*) FROM coverage WHERE status = 'missing'")[0][0]
    links = set(re.findall(r'href="reports/([0-9a-f]+\.html)"', page))
    assert links == {p.name for p in (done / "reports").iterdir()}
    assert len(links) == 3
    without = re.findall(r"<li>(phường [^<]+)</li>", page)
    assert len(without) == 3  # the list names three more than there are plans
    with zipfile.ZipFile(done / "dashboard.xlsx") as book:
        assert book.testzip() is None
        assert len([n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]) == 10


def test_the_dashboard_in_english(done: Path) -> None:
    page = report(done, reports=0, lang="en", today="2023-06-01").read_text(encoding="utf-8")
    assert "Audit of plans" in page
    assert "Rà soát kế hoạch" not in page
    assert "No list of units was given" in page


def test_a_report_on_demand(done: Path) -> None:
    (file,) = rows(done, "SELECT file FROM plans ORDER BY errors DESC, file LIMIT 1")[0]
    path = report_of_plan(done, str(file))
    assert "<!doctype html>" in path.read_text(encoding="utf-8").lower()
    with pytest.raises(UsageError, match="không có kế hoạch"):
        report_of_plan(done, "no/such.txt")


def test_copied_plans_are_grouped(done: Path, generated: Path) -> None:
    """Every twenty-fifth generated plan is a copy in which the other ward's name is left."""
    text = report(done, reports=0, today="2023-06-01").read_text(encoding="utf-8")
    alike = text[text.index('<section id="alike"') : text.index('<section id="failures"')]
    truth = [json.loads(line) for line in (generated / "truth.ndjson").read_text(encoding="utf-8").splitlines()]
    assert truth[24]["unit"] in alike
    assert truth[23]["unit"] in alike
    assert "có trong nhóm này" in alike


UNITS = [
    ("ỦY BAN NHÂN DÂN PHƯỜNG HÒA AN", "phường hòa an", "phường Hòa An"),
    ("Uỷ ban nhân dân xã Tân Lễ", "xã tân lễ", "xã Tân Lễ"),
    ("UBND thị trấn Hoà Trúc", "thị trấn hòa trúc", "thị trấn Hòa Trúc"),
    ("phường 12", "phường 12", "phường 12"),
    ("ỦY BAN NHÂN DÂN", None, "–"),
    (None, None, "–"),
]


@pytest.mark.parametrize(("issuer", "unit", "shown"), UNITS)
def test_units(issuer: str | None, unit: str | None, shown: str) -> None:
    assert unit_of(issuer) == unit
    assert unit_shown(unit) == shown


def test_a_list_of_units(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text(
        '\ufeff# wards\nphường A;quận X\n"phường B"\tquận X\n\nphường A\n', encoding="utf-8"
    )
    assert read_units(tmp_path / "l.csv") == ["phường A", "phường B"]
    with pytest.raises(UsageError, match="nowhere"):
        read_units(tmp_path / "nowhere")


def test_sketches_tell_how_much_two_texts_share() -> None:
    words = [f"w{n}" for n in range(2000)]
    for changed in (0, 100, 400, 1000, 2000):
        other = words[changed:] + [f"v{n}" for n in range(changed)]
        share = (2000 - changed - 3) / (2000 + changed - 3)
        a, b = (array("I", sketch(" ".join(w))) for w in (words, other))
        assert abs(likeness(a, b) - max(0.0, share)) < 0.17
    assert sketch("") == sketch("")
    assert len(sketch("một")) == SKETCH
    assert sketch("một").count(EMPTY) == SKETCH - 1


def test_groups_do_not_depend_on_the_order() -> None:
    base = " ".join(f"w{n}" for n in range(500))
    texts = [base, base + " end", base.replace("w7 ", "x "), *(" ".join(f"{c}{n}" for n in range(500)) for c in "abc")]
    assert groups_of((n, sketch(t)) for n, t in enumerate(texts)) == [[0, 1, 2]]
    assert groups_of((5 - n, sketch(t)) for n, t in enumerate(texts)) == [[3, 4, 5]]
    assert groups_of((n, sketch(base)) for n in range(3000)) == [list(range(3000))]


def phaply(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_the_command(generated: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    above = generated / "upstream" / "dan-chu.txt"
    result = phaply(
        "audit",
        generated / "plans",
        "--against",
        above,
        "-o",
        out,
        "--reports",
        "1",
        "--progress",
        "json",
        "--lang",
        "en",
    )
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    states = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
    assert states[-1]["files"] == states[-1]["total"] == 30
    assert "30 files (30 new)" in result.stderr
    assert (out / "dashboard.html").is_file()
    asked = phaply("audit", "query", out, "SELECT count(*) AS n FROM plans", "-f", "json")
    assert json.loads(asked.stdout) == {"n": 30}
    assert phaply("audit", "query", out, "SELECT count(*) AS n FROM plans", "-f", "csv").stdout == "n\n30\n"
    assert "30" in phaply("audit", "query", out, "SELECT count(*) AS n FROM plans").stdout
    same = ("audit", "-o", out, generated / "plans", "--against", above, "--lang", "en")
    again = phaply(*same, "--quiet")
    assert (again.exit_code, again.output) == (0, "")
    again = phaply(*same, "--fail-on", "error")
    assert again.exit_code == 1
    assert "30 files (0 new)" in again.stderr
    assert str(out / "dashboard.html") in phaply("audit", "report", out, "--reports", "0").stdout
    assert "plans.csv" in phaply("audit", "export", out, tmp_path / "ex", "-f", "csv").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["FOLDER"], "thiếu"),
        (["./nowhere", "-o", "OUT"], "Không tìm thấy"),
        (["FOLDER", "-o", "OUT", "--units", "nowhere"], "nowhere"),
        (["FOLDER", "-o", "OUT", "--timeout", "0"], "--timeout"),
        (["FOLDER", "-o", "OUT", "--rules", "nowhere"], "nowhere"),
        (["query", "OUT", "SELECT 1"], "chưa có kết quả"),
    ],
)
def test_wrong_use_is_one_sentence(generated: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    stands = {"FOLDER": generated / "plans", "OUT": tmp_path / "out"}
    result = phaply("audit", *(stands.get(a, a) for a in arguments))
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_folder_named_like_a_word_of_the_command(
    generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report").mkdir()
    shutil.copy(generated / "upstream" / "dan-chu.txt", tmp_path / "report")
    monkeypatch.chdir(tmp_path)
    assert phaply("audit", "./report", "-o", "out", "--reports", "0", "--quiet").exit_code == 0


def test_help_tells_both_forms() -> None:
    said = phaply("audit", "--help").stdout
    for word in ("--against", "--cluster", "FOLDER...", "query", "report", "export"):
        assert word in said
