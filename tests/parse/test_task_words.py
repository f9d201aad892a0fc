"""The word lists behind tasks: headings, closing formulas, orders, labels, columns, verbs; each table is read here."""

import pytest

from phaply.language import bare, fold
from phaply.parse.label_words import LABEL_EXAMPLES, composed_slot
from phaply.parse.lexicon import rows
from phaply.parse.task_duties import _ORDER, ORDER_EXAMPLES
from phaply.parse.task_labels import column_slot, inline_labels, label_line
from phaply.parse.task_sections import ANNEXED_EXAMPLES, CLOSING_EXAMPLES, is_closing, is_no_task, meaning_of
from phaply.parse.verbs import action_and_object, verb_class


@pytest.mark.parametrize(("text", "annexed"), ANNEXED_EXAMPLES)
def test_sentences_that_lead_to_an_annex(text: str, annexed: bool) -> None:
    assert is_no_task(bare(text), 0, len(text)) is annexed


@pytest.mark.parametrize(("text", "closing"), CLOSING_EXAMPLES)
def test_closing_formulas(text: str, closing: bool) -> None:
    assert is_closing(bare(text), 0, len(text)) is closing


@pytest.mark.parametrize(("label", "slot"), LABEL_EXAMPLES)
def test_composed_labels(label: str, slot: str | None) -> None:
    assert composed_slot(bare(label)) == slot


@pytest.mark.parametrize(("text", "order"), ORDER_EXAMPLES)
def test_orders(text: str, order: bool) -> None:
    assert (_ORDER.match(text) is not None) is order


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "aim"),
        ("Mục đích - yêu cầu:", "aim"),
        ("Yêu cầu", "aim"),
        ("Yêu cầu các đơn vị báo cáo", None),
        ("Mục tiêu cụ thể đến năm 2025", "aim"),
        ("NỘI DUNG THỰC HIỆN", "work"),
        ("Nhiệm vụ trọng tâm", "work"),
        ("TỔ CHỨC THỰC HIỆN", "duty"),
        ("Tổ chức thực hiện tốt việc trực ban", None),
        ("CHẾ ĐỘ BÁO CÁO", "report"),
        ("Báo cáo kết quả thực hiện", None),
        ("KINH PHÍ THỰC HIỆN", "other"),
        ("Tỗ chức thực hiện", "duty"),  # misread marks
        ("Vêu cầu", "aim"),  # a misread letter
        ("Đề cương báo cáo kết quả quý", "form"),
    ],
)
def test_meanings_of_headings(heading: str, meaning: str | None) -> None:
    assert meaning_of(bare(heading), 0, len(heading)) == meaning


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Chủ trì: Công an xã.", {"lead": "Công an xã"}),
        ("Đơn vị chủ trì: A; Đơn vị phối hợp: B, C", {"lead": "A", "support": "B, C"}),
        ("Thời gian thực hiện: Quý I/2024; sản phẩm: Báo cáo.", {"time": "Quý I/2024", "output": "Báo cáo"}),
        ("Thời gian hoàn thành trước ngày 05/3/2024", {"time": "trước ngày 05/3/2024"}),
        ("Kinh phí (dự kiến): 5 triệu đồng", {"funding": "5 triệu đồng"}),
        ("Đối với ngành y tế: chuẩn bị thuốc", None),
        ("Công an xã: tuần tra", None),
    ],
)
def test_label_lines(line: str, values: dict[str, str] | None) -> None:
    found = label_line(bare(line), 0, len(line))
    assert (found and {slot: line[a:b] for slot, (a, b) in found.values.items()}) == values


def test_labels_inside_a_paragraph() -> None:
    text = "Lập kế hoạch (Chủ trì: Phòng Y tế (PYT); Thời gian: tháng 5). Xong."
    found = inline_labels(bare(text), 0, len(text))
    assert found is not None
    assert {slot: text[a:b] for slot, (a, b) in found.values.items()} == {"lead": "Phòng Y tế (PYT)", "time": "tháng 5"}
    assert inline_labels(bare("Phát động chủ đề: Chung tay vì sức khỏe"), 0, 39) is None


@pytest.mark.parametrize(
    ("header", "slot"),
    [
        ("STT", "number"),
        ("Nội dung công việc", "content"),
        ("Sở, ngành chủ trì tham mưu", "lead"),
        ("Đơn vị phối hợp thực hiện", "support"),
        ("Người thực hiện & kết quả", "lead"),
        ("Thời gian hoàn thành", "time"),
        ("Sản phẩm/kết quả đầu ra", "output"),
        ("Đơn vị", "lead"),
        ("Đơn vị tính", "note"),
        ("ĐVT", "note"),
        ("Họ và tên", None),
    ],
)
def test_columns(header: str, slot: str | None) -> None:
    assert column_slot(header) == slot


@pytest.mark.parametrize(
    ("text", "action", "object_"),
    [
        ("Tăng cường tuyên truyền, phổ biến Luật.", "tuyên truyền, phổ biến", "luật"),
        ("chủ trì, phối hợp với công an rà soát hộ khẩu", "rà soát", "hộ khẩu"),
        ("Cục dự phòng kiểm tra kho", "kiểm tra", "kho"),
    ],
)
def test_action_and_object(text: str, action: str, object_: str) -> None:
    folded = fold(text)
    found = action_and_object(folded, 0, len(folded))
    assert found is not None
    assert (folded[slice(*found[0])], folded[slice(*found[1])]) == (action, object_)


def test_effect_and_reference_are_no_tasks() -> None:
    for text in (
        "Chánh Văn phòng Bộ chịu trách nhiệm thi hành Quyết định này",
        "Quyết định này có hiệu lực từ ngày ký",
    ):
        assert is_no_task(bare(text), 0, len(text))
    assert not is_no_task("chiu trach nhiem cap the", 0, 24)


def test_lists_are_sound() -> None:
    verbs = [row["verb"] for row in rows("verbs")]
    assert len(verbs) > 250
    assert all(row["class"] for row in rows("verbs"))
    assert verb_class("Rà soát") == "review"
    assert {row["where"] for row in rows("labels")} == {"line", "column", "both"}
    for name in ("labels", "sections"):
        phrases = [next(iter(row.values())) for row in rows(name)]
        assert len(phrases) == len(set(phrases)), name
