"""Plan, Finding and Report in a notebook: what they show, and that nothing of a document becomes markup."""

from pathlib import Path

import lxml.html

import phaply
from phaply.parse import parse
from phaply.readers.text import read_text
from phaply.rules import check
from phaply.rules.model import Basis, Evidence, Finding

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "samples" / "ke-hoach-phuong-hoa-an.txt"
EVIL = "<script>alert(1)</script>"


def words(card: str) -> str:
    return " ".join(lxml.html.fromstring(card).text_content().split())


def test_plan() -> None:
    plan = phaply.parse(phaply.read(SAMPLE))
    shown = words(plan._repr_html_())
    assert plan.header.number is not None
    assert plan.header.number in shown
    assert f"{len(plan.tasks)} nhiệm vụ" in shown
    assert plan.tasks[0].lead[0].name in shown


def test_report_and_findings() -> None:
    report = check(phaply.parse(phaply.read(SAMPLE)))
    shown = words(report._repr_html_())
    assert f"{report.summary.error} lỗi" in shown
    finding = Finding(
        rule="X-1", outcome="fail", level="warning", message="Thiếu chủ trì.", evidence=(Evidence(0, 1, "a", "dòng 3"),),
        basis=Basis("law", act="30/2020/NĐ-CP", at="Điều 8"), suggestion="- Chủ trì: …",
    )  # fmt: skip
    shown = words(finding._repr_html_())
    for piece in ("Cảnh báo X-1: Thiếu chủ trì.", "dòng 3", "“a”", "Điều 8 30/2020/NĐ-CP", "- Chủ trì: …"):
        assert piece in shown


def test_nothing_becomes_markup() -> None:
    text = f"KẾ HOẠCH\nVề {EVIL}\nCăn cứ Luật {EVIL};\nII. NHIỆM VỤ\n1. Rà soát {EVIL} của phường\n- Chủ trì: {EVIL}\n"
    plan = parse(read_text(text, name=EVIL, sha256=""))
    finding = Finding(EVIL, "review", "note", EVIL, evidence=(Evidence(0, 1, EVIL, EVIL),), suggestion=EVIL)
    for card in (plan._repr_html_(), finding._repr_html_(), check(plan)._repr_html_()):
        assert "<script" not in card


def test_a_long_plan_stays_small() -> None:
    text = "KẾ HOẠCH\nII. NHIỆM VỤ\n" + "".join(f"{i}. Rà soát hồ sơ {'rất dài ' * 200}\n" for i in range(1, 300))
    assert len(parse(read_text(text, name="-", sha256=""))._repr_html_()) < 12_000
