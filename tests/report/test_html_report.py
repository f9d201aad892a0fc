"""The HTML report: whole and safe, whatever the plan holds; marks, numbers and findings lead to each other."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html as lxml_html

from phaply.align.model import Cover, Coverage
from phaply.parse import Plan, parse
from phaply.readers import read
from phaply.report.basis_chain import basis_chain_svg
from phaply.report.html import render_html
from phaply.report.paper import Mark, paper_html
from phaply.report.timeline import timeline_svg
from phaply.report.wording import (
    act_name,
    basis_text,
    day_text,
    pack_word,
    path_text,
    place_in_act,
    sentence,
)
from phaply.rules import check
from phaply.rules.model import Basis, Evidence, Finding, NotChecked, Report, Summary

SAMPLES = Path(__file__).parents[2] / "corpora" / "samples"
HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>]]>"

TEXT = """ỦY BAN NHÂN DÂN
PHƯỜNG HÒA AN

Số: 15/KH-UBND

Hòa An, ngày 12 tháng 5 năm 2023

KẾ HOẠCH
Công tác văn thư năm 2023

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

Thực hiện Kế hoạch số 87/KH-UBND ngày 12 tháng 4 năm 2023 của Ủy ban nhân dân quận Lâm Thủy.

II. NỘI DUNG

1. Tập huấn công tác văn thư.
- Chủ trì: Công chức Văn phòng - thống kê.
- Thời gian: Từ ngày 01/6/2023 đến hết ngày 30/6/2023.

2. Rà soát danh mục hồ sơ.
- Chủ trì: Công chức Văn phòng - thống kê.
- Thời gian: Trước ngày 15/8/2023.
"""


def plan_of(text: str, name: str = "kh.txt") -> Plan:
    return parse(read(text.encode(), name=name))


def finding(plan: Plan, quote: str, rule: str = "PLAN-X", **more: object) -> Finding:
    start = plan.text.index(quote)
    values: dict[str, object] = {
        "rule": rule,
        "outcome": "fail",
        "level": "warning",
        "message": f"“{quote}” cần xem.",
        "evidence": (Evidence(start, start + len(quote), quote, "dòng 1"),),
        "basis": Basis("practice"),
    }
    return Finding(**{**values, **more})  # type: ignore[arg-type]


def report_of(plan: Plan, findings: Sequence[Finding], coverage: tuple[Coverage, ...] | None = None) -> Report:
    return Report(
        {"name": plan.document.name}, "2023-05-12", "draft", Summary(warning=len(findings)), tuple(findings), coverage
    )


def tree_of(text: str) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(text)


@pytest.fixture(scope="module")
def sample() -> tuple[Plan, Report]:
    plan = parse(read(SAMPLES / "du-thao-phuong-tan-le.docx"))
    above = parse(read(SAMPLES / "ke-hoach-quan-lam-thuy.txt"))
    return plan, check(plan, upstream=[above])


def test_every_finding_and_its_words_lead_to_each_other(sample: tuple[Plan, Report]) -> None:
    plan, report = sample
    tree = tree_of(render_html(report, plan))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for target in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        assert target[1:] in ids, target
    shown = [f for f in report.findings if f.outcome in ("fail", "review", "error")]
    assert len(tree.xpath("//li[contains(@class, 'finding')]")) == len(shown)
    for n in range(1, len(shown) + 1):
        assert tree.xpath(f"//a[@id='w{n}']") and tree.xpath(f"//a[contains(@class, 'ref') and @href='#f{n}']")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_loaded_or_run(sample: tuple[Plan, Report], lang: str) -> None:
    plan, report = sample
    text = render_html(report, plan, lang)
    assert "<script" not in text and not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import", text)
    assert text == render_html(report, plan, lang)


def test_words_of_the_plan_are_all_there(sample: tuple[Plan, Report]) -> None:
    plan, report = sample
    paper = tree_of(render_html(report, plan)).xpath("//div[@class='paper']")[0]
    for numbers in paper.xpath(".//span[@class='refs']"):
        numbers.drop_tree()
    said = "".join(paper.text_content().split())
    assert said == "".join("".join(plan.text[b.start : b.end] for b in plan.document.body()).split())


def test_hostile_words_are_escaped_everywhere() -> None:
    text = TEXT.replace("HÒA AN", f"HÒA AN {HOSTILE}").replace("văn thư năm", f"văn thư {HOSTILE} năm")
    text = text.replace("15/KH-UBND", f"15{HOSTILE}/KH-UBND").replace("Tập huấn", f"Tập huấn {HOSTILE}")
    plan = plan_of(text, f"{HOSTILE}.txt")
    found = finding(
        plan,
        "Tập huấn",
        message=HOSTILE,
        path=HOSTILE,
        suggestion=HOSTILE,
        rule=f"X{HOSTILE}-1",
        basis=Basis("law", HOSTILE, HOSTILE, HOSTILE),
    )
    covered = Coverage(HOSTILE, HOSTILE, HOSTILE, True, "partly", (Cover(HOSTILE, HOSTILE, 0.5),), why=HOSTILE)
    report = Report({}, None, "draft", Summary(), (found,), (covered,), (NotChecked(HOSTILE, HOSTILE),))
    for lang in ("vi", "en"):
        page = render_html(report, plan, lang)
        assert "<script" not in page and "<img" not in page and "onerror=alert(2)&gt;" in page
        assert not tree_of(page).xpath("//script | //img | //@onerror")


def test_several_findings_on_the_same_words_all_show() -> None:
    plan = plan_of(TEXT)
    found = [
        finding(plan, "danh mục hồ sơ", level="note"),
        finding(plan, "mục hồ sơ", rule="ND30-Y", level="error"),
        finding(plan, "Rà soát danh mục", rule="UP-Z", outcome="review"),
    ]
    tree = tree_of(render_html(report_of(plan, found), plan))
    words = [(a.get("class"), a.text_content()) for a in tree.xpath("//a[contains(@class, 'mark')]")]
    assert words == [
        ("mark review", "Rà soát "),
        ("mark note", "danh "),
        ("mark error", "mục"),
        ("mark error", " hồ sơ"),
    ]
    assert sorted(tree.xpath("//a[contains(@class, 'ref')]/text()")) == ["1", "2", "3"]


def test_something_missing_is_shown_at_its_place() -> None:
    plan = plan_of(TEXT)
    found = finding(plan, "II. NỘI DUNG", rule="UP-DUTY-MISSING", level="error")
    tree = tree_of(render_html(report_of(plan, [found]), plan))
    assert not tree.xpath("//a[contains(@class, 'mark')]")
    assert tree.xpath("//a[@class='ref error pack-1 absent']/text()") == ["1"]
    assert "Nên bổ sung tại" in tree.xpath("//li[@id='f1']")[0].text_content()


def test_many_reviews_are_folded_below_what_is_to_be_mended() -> None:
    plan = plan_of(TEXT)
    reviews = [finding(plan, "Tập huấn", rule=f"PLAN-{i}", outcome="review") for i in range(9)]
    tree = tree_of(render_html(report_of(plan, [*reviews, finding(plan, "Rà soát")]), plan))
    assert len(tree.xpath("//details[@class='folded']//li[contains(@class, 'finding')]")) == 9
    assert tree.xpath("//section[@id='findings']/ol/li/@id") == ["f1"]
    few = tree_of(render_html(report_of(plan, reviews[:3]), plan))
    assert not few.xpath("//details[@class='folded']")


def test_a_basis_is_said_once_for_a_rule() -> None:
    plan = plan_of(TEXT)
    basis = Basis("law", "30/2020/NĐ-CP", "Phụ lục I, Phần I, II.6.a")
    found = [finding(plan, "Tập huấn", basis=basis), finding(plan, "Rà soát", basis=basis)]
    tree = tree_of(render_html(report_of(plan, found), plan))
    first, second = (tree.xpath(f"//li[@id='{i}']")[0].text_content() for i in ("f1", "f2"))
    assert "Nghị định số 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm a" in first
    assert "Căn cứ như mục 1" in second and "Nghị định" not in second


def test_an_empty_report() -> None:
    plan = plan_of("x")
    page = render_html(report_of(plan, []), plan)
    assert "Không phát hiện điều cần sửa" in page and "<svg" not in page and 'id="coverage"' not in page


def test_coverage_binds_both_texts() -> None:
    plan = plan_of(TEXT)
    coverage = (
        Coverage("a.txt", "II.1", "Tập huấn", True, "covered", (Cover("II.1", "Tập huấn văn thư", 0.9),), late=True),
        Coverage("a.txt", "II.2", "Chỉnh lý", True, "missing", why="không có nhiệm vụ nào"),
        Coverage("a.txt", "II.3", "Việc của Sở", False, "not-addressed"),
    )
    tree = tree_of(render_html(report_of(plan, [], coverage), plan))
    assert [li.get("class") for li in tree.xpath("//ol[@class='pairs']/li")] == ["pair covered late", "pair missing"]
    assert "Không có nhiệm vụ nào" in tree.xpath("//li[@class='pair missing']")[0].text_content()
    assert "1 nhiệm vụ giao cơ quan, cấp khác" in tree.xpath("//section[@id='coverage']")[0].text_content()


def test_timeline_and_chain() -> None:
    plan = plan_of(TEXT)
    svg = timeline_svg(plan)
    assert svg.count("<circle") == 2 and svg.count("<rect") == 1 and "30/6" in svg and "15/8" in svg
    assert timeline_svg(plan, late={0}).count("late") > 0
    chain = basis_chain_svg(plan)
    assert "Nghị định 30/2020/NĐ-CP" in chain and "Kế hoạch 87/KH-UBND" in chain and "Kế hoạch 15/KH-UBND" in chain
    for drawn in (svg, chain):
        lxml_html.fragment_fromstring(drawn)
    assert timeline_svg(plan_of("x")) == "" and basis_chain_svg(plan_of("x")) == ""


def test_marks_at_the_borders_of_blocks() -> None:
    plan = plan_of(TEXT)
    everything = Mark(0, len(plan.text), 1, "error")
    page = paper_html(plan, [everything, Mark(0, 1, 2, "note"), Mark(5, 5, 3, "note")])
    assert page.count('id="w1"') == 1 and page.count('class="ref error') == 1 and 'id="w3"' not in page


ACTS = [
    ("30/2020/NĐ-CP", "Nghị định số 30/2020/NĐ-CP", "Decree No. 30/2020/NĐ-CP"),
    ("72/2025/QH15", "Luật số 72/2025/QH15", "Law No. 72/2025/QH15"),
    ("01/2024/TT-BNV", "Thông tư số 01/2024/TT-BNV", "Circular No. 01/2024/TT-BNV"),
    ("Luật Căn cước", "Luật Căn cước", "Luật Căn cước"),
]


@pytest.mark.parametrize(("act", "vi", "en"), ACTS)
def test_names_of_acts(act: str, vi: str, en: str) -> None:
    assert act_name(act) == vi and act_name(act, "en") == en


PLACES = [
    (
        "Phụ lục I, Phần I, II.6.a",
        "Phụ lục I, Phần I, Mục II, khoản 6, điểm a",
        "Annex I, Part I, Section II, clause 6, point a",
    ),
    ("Phụ lục I, Phần I, II.9.b, II.9.c", "Phụ lục I, Phần I, Mục II, khoản 9, điểm b, điểm c", None),
    ("Phụ lục I, Phần I, II.6.đ", "Phụ lục I, Phần I, Mục II, khoản 6, điểm đ", None),
    ("Phụ lục II, IV", "Phụ lục II, Mục IV", "Annex II, Section IV"),
    (
        "Phụ lục I, Phần I, II.3.b; Phụ lục III, Mục I",
        "Phụ lục I, Phần I, Mục II, khoản 3, điểm b; Phụ lục III, Mục I",
        None,
    ),
    ("Điều 1", "Điều 1", "Article 1"),
    ("Phụ lục III, Mẫu 1.4", "Phụ lục III, Mẫu 1.4", "Annex III, Form 1.4"),
]


@pytest.mark.parametrize(("at", "vi", "en"), PLACES)
def test_places_in_acts(at: str, vi: str, en: str | None) -> None:
    assert place_in_act(at) == vi
    if en is not None:
        assert place_in_act(at, "en") == en


def test_basis_of_practice_invents_no_law() -> None:
    plan = plan_of(TEXT)
    assert "không phải quy định bắt buộc" in basis_text(finding(plan, "Tập huấn"))
    assert basis_text(finding(plan, "Tập huấn", basis=Basis("upstream", None, None))) == "Văn bản cấp trên"


SENTENCES = [
    ("nhiệm vụ bang1.6 chưa có thời hạn", "Nhiệm vụ bảng 1, dòng 6 chưa có thời hạn"),
    ("“a” sai", "“a” sai"),
    ("Nhiệm vụ II.2.- chưa có", "Nhiệm vụ II.2 (gạch đầu dòng) chưa có"),
    ("hạn 2023-06-30.", "Hạn 30/6/2023."),
    ("đ", "Đ"),
    ("", ""),
    ("Số 01-2023-06-30-x", "Số 01-2023-06-30-x"),
]


@pytest.mark.parametrize(("text", "said"), SENTENCES)
def test_sentences(text: str, said: str) -> None:
    assert sentence(text) == said


def test_small_words() -> None:
    assert (
        path_text("bang2") == "bảng 2"
        and path_text("bang2.3", "en") == "table 2, row 3"
        and path_text("II.1.a") == "II.1.a"
    )
    assert day_text("2024-02-05") == "05/02/2024" and day_text("2024-12-05") == "05/12/2024" and day_text("XX") == "XX"
    assert pack_word("ND30") == "Thể thức, trình bày" and pack_word("OUR") == "OUR"
