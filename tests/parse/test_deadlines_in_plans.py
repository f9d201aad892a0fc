"""Deadlines in whole plans: years, time slots, columns for time, what belongs to citations and headings."""

import pytest

from phaply.parse import Plan, parse
from phaply.readers.text import read_text

HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG HÒA AN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/KH-UBND

Hòa An, ngày {day} tháng {month} năm {year}

KẾ HOẠCH
{subject}

Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ quy định chi tiết một số điều của Luật Thực hiện dân chủ ở cơ sở;

Thực hiện Kế hoạch số 45/KH-UBND ngày 05/5/2023 của UBND quận Lâm Thủy về việc triển khai thi hành Luật trong năm 2023,

"""


def plan(
    body: str, *, day: str = "20", month: str = "8", year: str = "2023", subject: str = "Triển khai thi hành Luật"
) -> Plan:
    return parse(
        read_text(HEAD.format(day=day, month=month, year=year, subject=subject) + body, name="x.txt", sha256="")
    )


def found(plan: Plan) -> list[tuple[str, str, str | None, str | None]]:
    return [(plan.text[d.start : d.end].replace("\n", " "), d.type, d.from_, d.to) for d in plan.deadlines]


def test_dates_of_header_basis_and_titles_are_no_deadlines() -> None:
    assert found(plan("I. NỘI DUNG\n1. Tổ chức hội nghị.")) == []


@pytest.mark.parametrize(
    ("subject", "issued", "expected"),
    [
        ("Triển khai thi hành Luật", ("20", "8", "2023"), "2023-09-15"),
        ("Công tác tư pháp năm 2024", ("25", "12", "2023"), "2024-09-15"),
        ("Tổng kết công tác năm 2022", ("10", "01", "2023"), "2023-09-15"),
        ("Triển khai thi hành Luật", ("   ", "   ", "2023"), "2023-09-15"),
    ],
)
def test_year_is_the_plans_own(subject: str, issued: tuple[str, str, str], expected: str) -> None:
    day, month, year = issued
    made = plan("I. NỘI DUNG\n1. Gửi báo cáo trước ngày 15/9.", day=day, month=month, year=year, subject=subject)
    assert found(made) == [("trước ngày 15/9", "by", None, expected)]


def test_nearest_heading_gives_the_year() -> None:
    body = "I. NHIỆM VỤ NĂM 2023\n1. Họp dân trước ngày 15/9.\nII. NHIỆM VỤ NĂM 2024\n1. Họp dân trước ngày 15/3."
    assert found(plan(body)) == [
        ("trước ngày 15/9", "by", None, "2023-09-15"),
        ("trước ngày 15/3", "by", None, "2024-03-15"),
    ]


def test_no_year_anywhere_stays_unknown() -> None:
    made = parse(read_text("- Thời gian: trước ngày 15/9.", name="x", sha256=""))
    assert found(made) == [("trước ngày 15/9", "by", None, None)]


def test_impossible_date_is_told() -> None:
    made = plan("I. NỘI DUNG\n1. Gửi báo cáo trước ngày 31/9/2023.\n2. Họp ngày 29/02/2024.\n3. Xong trước ngày 29/02.")
    assert [(q, t) for q, _, _, t in found(made)] == [
        ("trước ngày 31/9/2023", None),
        ("ngày 29/02/2024", "2024-02-29"),
        ("trước ngày 29/02", None),
    ]
    told = [made.text[d.start : d.end] for d in made.diagnostics if d.code == "impossible-date"]
    assert told == ["trước ngày 31/9/2023", "trước ngày 29/02"]


def test_column_for_time() -> None:
    body = """II. PHÂN CÔNG
| TT | Nội dung | Chủ trì | Thời gian hoàn thành | Sản phẩm |
|---|---|---|---|---|
| 1 | Rà soát quy ước năm 2022 | Công chức Tư pháp | 30/9/2023 | Danh mục 2/2023 |
| 2 | Tuyên truyền | Công chức Văn hóa | Quý IV | Tin, bài |
| 3 | Tập huấn | Công chức Văn phòng | 10/2023 | Lớp |
| 4 | Kiểm tra | Công chức Văn phòng | Theo yêu cầu của quận | |
| 5 | Trực | Công an | Kịp thời | |
| 6 | Họp | Văn phòng | | |
"""
    assert found(plan(body)) == [
        ("30/9/2023", "by", None, "2023-09-30"),
        ("Quý IV", "within", "2023-10-01", "2023-12-31"),
        ("10/2023", "within", "2023-10-01", "2023-10-31"),
        ("Theo yêu cầu của quận", "external", None, None),
        ("Kịp thời", "none", None, None),
    ]


def test_start_and_finish_columns_make_one_period() -> None:
    body = """II. PHÂN CÔNG
| TT | Nội dung | Bắt đầu | Hoàn thành | Ghi chú |
|---|---|---|---|---|
| 1 | Soạn thảo | 9/2023 | 11/2023 | |
| 2 | Lấy ý kiến | | 12/2023 | |
| 3 | Theo dõi | 01/9/2023 | | |
| 4 | Ban hành | 01/12/2023 | 15/12/2023 | |
"""
    assert [row[1:] for row in found(plan(body))] == [
        ("within", "2023-09-01", "2023-11-30"),
        ("by", None, "2023-12-31"),
        ("from", "2023-09-01", None),
        ("within", "2023-12-01", "2023-12-15"),
    ]


def test_table_printed_without_cells() -> None:
    body = """1. Mua sắm:
STT Công việc Thời gian Người thực hiện
_ _ kết quả
01 Lập danh mục |01/9/2023 - 05/9/2023 Văn phòng
02 Thực hiện hợp đồng. 18 tháng Các tổ dân phố
Cử người có kinh nghiệm 18 tháng công tác
2. Kiểm tra
Thực hiện hợp đồng. 18 tháng Các tổ
"""
    assert [q for q, *_ in found(plan(body))] == ["01/9/2023 - 05/9/2023", "18 tháng"]


def test_section_on_time_alone() -> None:
    body = "II. THỜI GIAN\nTừ ngày 01/9/2023 đến ngày 30/9/2023\nIII. NỘI DUNG\n1. Treo băng rôn trong thời gian diễn ra Tháng cao điểm."
    assert found(plan(body)) == [
        ("Từ ngày 01/9/2023 đến ngày 30/9/2023", "within", "2023-09-01", "2023-09-30"),
        ("trong thời gian diễn ra Tháng cao điểm", "within", "2023-09-01", "2023-09-30"),
    ]


def test_slot_ends_before_the_next_label() -> None:
    body = "II. NỘI DUNG\n1. Họp dân.\n- Thời gian: 8 giờ 00, ngày 15/9/2023; Địa điểm: Nhà văn hóa số 2/2015."
    assert found(plan(body)) == [("ngày 15/9/2023", "within", "2023-09-15", "2023-09-15")]


def test_from_now_on_begins_with_the_plan() -> None:
    assert found(plan("I. NỘI DUNG\n1. Tập trung từ nay đến hết năm 2023.")) == [
        ("từ nay đến hết năm 2023", "within", "2023-08-20", "2023-12-31")
    ]
    assert found(plan("I. NỘI DUNG\n1. Tập trung từ nay đến hết năm 2023.", day="   ")) == [
        ("từ nay đến hết năm 2023", "within", None, "2023-12-31")
    ]


def test_closing_formula_and_past_are_left_out() -> None:
    body = (
        "I. NỘI DUNG\n1. Hội nghị ngày 10/5/2023 kết luận như trên.\nTrên đây là Kế hoạch triển khai trong năm 2023./."
    )
    assert found(plan(body)) == []


def test_linear_in_a_long_row_of_dates() -> None:
    made = plan("I. NỘI DUNG\n1. " + "họp ngày 15/9/2023; " * 2_000)
    assert len(made.deadlines) == 2_000
