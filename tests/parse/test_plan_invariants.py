"""What holds of every Plan, whatever the text: it is made, its spans and indices are valid, and it says the same each time."""

import json
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phaply.contract import encode, plan_to_json
from phaply.language import lower, repair
from phaply.parse import Plan, parse
from phaply.parse.model import Node
from phaply.readers.text import read_text

FRAGMENTS = (
    "ỦY BAN NHÂN DÂN", "PHƯỜNG HÒA AN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    "Số:      /KH-UBND", "Số: 15/KH-UBND", "Hòa An, ngày 12 tháng 5 năm 2023", "Hòa An, ngày     tháng     năm 2023", "KẾ HOẠCH",
    "Triển khai thi hành Luật Thực hiện dân chủ ở cơ sở", "Căn cứ Luật Thực hiện dân chủ ở cơ sở năm 2022;",
    "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;", "Thực hiện Kế hoạch số 45/KH-UBND ngày 05/5/2023 của UBND quận Lâm Thủy,",
    "(sau đây gọi tắt là Luật)", "điểm a, b khoản 2, khoản 3 Điều 5 Luật Đất đai năm 2013", "I. MỤC ĐÍCH, YÊU CẦU", "II. NỘI DUNG", "1. Tuyên truyền",
    "a) Tổ chức hội nghị", "đ) Niêm yết", "- Chủ trì: Công chức Tư pháp - hộ tịch.", "- Phối hợp:", "- Thời gian: Quý III năm 2023 (sau khi có hướng dẫn)",
    "- Thời gian hoàn thành: trước ngày 31/6/2023", "- Sản phẩm: Báo cáo", "Thời hạn:", "định kỳ 6 tháng, hằng năm (trước ngày 15/12)",
    "trong thời hạn 05 ngày làm việc kể từ ngày ký", "chậm nhất là", "trước ngày", "từ ngày 15 đến", "05 ngày trước ngày 20/6/2023",
    "| TT | Nội dung | Chủ trì | Thời gian |", "|---|---|---|---|", "| 1 | Rà soát quy ước | UBND phường | 5/2023 |", "| | | nt | |", "| A |",
    "III. TỔ CHỨC THỰC HIỆN", "Giao công chức Văn hóa - xã hội chủ trì, phối hợp với các đoàn thể", "Đề nghị Ủy ban Mặt trận Tổ quốc phường phối hợp.",
    "Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn A", "PHỤ LỤC", "Điều 1.", "Chương II", "QUYẾT ĐỊNH:",
    "**đậm**", "## ", "____", "((((", "”“", "…………", "./.", "  ", "\t", "\u00a0", "\u00ad", "Ðiều 5", "hoà", "thuỷ", "e\u0302\u0301", "\ufeff", "İ", "ß", "ﬁ", "\U0001f600",
)  # fmt: skip
PIECES = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12))
TEXTS = st.lists(
    st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\n\n", "; ", ", ", ". ", "|", "\r\n"])), max_size=40
).map(lambda parts: "".join(piece + gap for piece, gap in parts))
SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plan_of(text: str) -> Plan:
    return parse(read_text(text, name="x.txt", sha256=""))


def nodes(roots: tuple[Node, ...]) -> Iterator[Node]:
    for node in roots:
        yield node
        yield from nodes(node.children)


def spans(plan: Plan) -> Iterator[tuple[str, int, int]]:
    for node in nodes(plan.outline):
        yield "node", node.start, node.end
        yield "head", node.body_start, node.head_end
    for c in plan.citations:
        yield "citation", c.start, c.end
        for span in (c.issuer_span, c.title_span):
            if span:
                yield "citation part", *span
    for d in plan.definitions:
        yield "definition", d.start, d.end
    for task in plan.tasks:
        yield "task", task.start, task.end
        yield from (("party", p.start, p.end) for p in (*task.lead, *task.support))
        yield from (("slot " + name, *span) for name, span in task.slots.items())
        for span in (task.deadline_span, task.output_span):
            if span:
                yield "task part", *span
    for actor in plan.actors:
        yield from (("actor", *span) for span in actor.mentions)
    for deadline in plan.deadlines:
        yield "deadline", deadline.start, deadline.end
    for diagnostic in plan.diagnostics:
        yield "diagnostic", diagnostic.start, diagnostic.end
    for name, span in plan.header.spans.items():
        yield "header " + name, *span
    for recipient in plan.header.recipient_items:
        yield "recipient", recipient.start, recipient.end
    if plan.header.signer:
        for name, span in plan.header.signer.spans.items():
            yield "signer " + name, *span


@SOME
@given(TEXTS)
def test_spans_lie_in_the_text_and_indices_point_somewhere(text: str) -> None:
    plan = plan_of(text)
    for what, start, end in spans(plan):
        assert 0 <= start <= end <= len(plan.text), (what, start, end)
    for task in plan.tasks:
        assert task.deadline is None or 0 <= task.deadline < len(plan.deadlines)
        assert all(0 <= p.actor < len(plan.actors) for p in (*task.lead, *task.support))
    for definition in plan.definitions:
        assert definition.citation is None or 0 <= definition.citation < len(plan.citations)
    for several in (plan.citations, plan.deadlines):
        starts = [item.start for item in several]
        assert starts == sorted(starts)
    for c in plan.citations:
        assert c.start < c.end


@SOME
@given(TEXTS)
def test_deadlines_are_words_and_stand_apart(text: str) -> None:
    plan = plan_of(text)
    for one, other in zip(plan.deadlines, plan.deadlines[1:], strict=False):
        assert one.end <= other.start
    for d in plan.deadlines:
        assert d.start < d.end
        words = plan.text[d.start : d.end]
        assert words == words.strip()
        assert d.from_ is None or d.to is None or d.from_ <= d.to or d.type == "recurring", words


def nodes_inside(parent: Node) -> None:
    for child in parent.children:
        assert parent.start <= child.start <= child.end <= parent.end
        assert child.depth > parent.depth
        nodes_inside(child)


@SOME
@given(TEXTS)
def test_outline_is_a_tree(text: str) -> None:
    for root in plan_of(text).outline:
        nodes_inside(root)


def plain(text: str) -> str:
    """Letters and digits alone, so that marks of Markdown and rewrapped spaces do not count."""
    return "".join(c for c in lower(unicodedata.normalize("NFC", repair(text)[0])) if c.isalnum())


@SOME
@given(TEXTS)
def test_every_span_leads_back_to_the_same_words(text: str) -> None:
    plan = plan_of(text)
    document = plan.document
    for what, start, end in spans(plan):
        if start == end:
            continue  # a place, no words
        raw = "".join(document.raw[a:b] for a, b in document.raw_spans(start, end))
        assert plain(raw) == plain(plan.text[start:end]), what
        assert document.source((start, end)) is not None


@SOME
@given(TEXTS)
def test_same_text_same_bytes(text: str) -> None:
    first, second = encode(plan_to_json(plan_of(text))), encode(plan_to_json(plan_of(text)))
    assert first == second
    assert json.loads(first)["schema"] == "phaply/plan/1"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "\ufeff", "Hello, world.", "a" * 10_000, "|" * 2_000, "(" * 2_000, "I.\n" * 500, "ngày " * 1_000],
)
def test_any_text_gives_a_plan(text: str) -> None:
    plan = plan_of(text)
    assert plan.text == plan.document.text
