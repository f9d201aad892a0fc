"""The terminal report: any width, no trailing spaces, marks that fit, many findings of one rule together."""

import io
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from phaply.parse import Plan, parse
from phaply.readers import read
from phaply.report.terminal import print_report, render_terminal, show_reports
from phaply.rules import check
from phaply.rules.model import Basis, Evidence, Finding, Report, Summary

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"


@pytest.fixture(scope="module")
def sample() -> tuple[Plan, Report]:
    plan = parse(read(SAMPLES / "du-thao-phuong-tan-le.docx"))
    return plan, check(plan, upstream=[parse(read(SAMPLES / "ke-hoach-quan-lam-thuy.txt"))])


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit(sample: tuple[Plan, Report], width: int, lang: str) -> None:
    plan, report = sample
    lines = render_terminal(report, plan, lang, width).split("\n")
    assert max(cell_len(line) for line in lines) <= width
    assert not [line for line in lines if line != line.rstrip()]
    assert "\x1b" not in "".join(lines)


def test_carets_stand_under_the_words(sample: tuple[Plan, Report]) -> None:
    plan, report = sample
    lines = render_terminal(report, plan, width=100).split("\n")
    marked = [(lines[i - 1], line) for i, line in enumerate(lines) if line and not line.strip("^ ")]
    assert len(marked) > 5
    quotes = {e.quote.strip() for f in report.findings for e in f.evidence}
    for above, carets in marked:
        start = len(carets) - len(carets.lstrip())
        assert above[start : len(carets)] in quotes


def report_of(plan: Plan, quote: str, count: int, rule: str = "PLAN-RECIPIENT-MISSING") -> Report:
    start = plan.text.index(quote)
    found = [
        Finding(
            rule=rule,
            outcome="fail",
            level="warning",
            message=f"cơ quan {i} không có trong nơi nhận.",
            evidence=(Evidence(start, start + len(quote), quote, f"dòng {i}"),),
            basis=Basis("practice"),
            suggestion="Thêm vào “Nơi nhận”.",
            title="Ai được giao việc thì có trong nơi nhận",
        )
        for i in range(1, count + 1)
    ]
    return Report({}, "2024-06-01", "draft", Summary(warning=count), tuple(found))


def test_many_of_one_rule_share_title_and_reasons(sample: tuple[Plan, Report]) -> None:
    plan, _ = sample
    text = render_terminal(report_of(plan, "Nơi nhận:", 5), plan)
    assert "! Ai được giao việc thì có trong nơi nhận (5 chỗ)" in text
    assert text.count("Gợi ý:") == 1 and text.count("[PLAN-RECIPIENT-MISSING]") == 1
    assert "    - dòng 3: Cơ quan 3 không có trong nơi nhận." in text
    two = render_terminal(report_of(plan, "Nơi nhận:", 2), plan)
    assert two.count("Gợi ý:") == 2 and "! Cơ quan 1 không có" in two


def test_day_and_basis_in_words(sample: tuple[Plan, Report]) -> None:
    plan, report = sample
    assert "Xét theo ngày 01/6/2024" in render_terminal(report_of(plan, "Nơi nhận:", 1), plan)
    assert "Nghị định số 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II" in render_terminal(report, plan)


def test_words_on_a_very_long_line() -> None:
    plan = parse(read(("Phòng Nội vụ " * 5000 + "ở đây " + "và nữa " * 5000).encode(), name="a.txt"))
    text = render_terminal(report_of(plan, "ở đây", 1), plan, width=80)
    line = next(line for line in text.split("\n") if line.startswith("  │"))
    assert "…" in line and "ở đây" in line and cell_len(line) <= 80


def test_colours_and_no_color(sample: tuple[Plan, Report], monkeypatch: pytest.MonkeyPatch) -> None:
    plan, report = sample

    def printed() -> str:
        out = io.StringIO()
        print_report(report, plan, Console(file=out, width=80, force_terminal=True, color_system="standard"))
        return out.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;31m" in printed()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" not in printed() and "^^^" in printed()


def test_a_console_that_lacks_letters(sample: tuple[Plan, Report], monkeypatch: pytest.MonkeyPatch) -> None:
    plan, report = sample
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252", errors="replace")
    monkeypatch.setattr(sys, "stdout", stream)
    show_reports([(report, plan), (report, plan)])
    stream.flush()
    assert raw.getvalue().count(b"du-thao-phuong-tan-le.docx") == 2


def test_columns_of_the_environment(sample: tuple[Plan, Report], monkeypatch: pytest.MonkeyPatch) -> None:
    plan, report = sample
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(cell_len, render_terminal(report, plan).split("\n"))) <= 50
    monkeypatch.setenv("COLUMNS", "wide")
    assert 80 < max(map(cell_len, render_terminal(report, plan).split("\n"))) <= 100
