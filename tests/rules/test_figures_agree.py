"""Figures of the same thing, and of another thing that only looks the same: in one plan, and against the plan above."""

from time import process_time

import pytest

from phaply.align.figures import EXAMPLES, figures_in
from phaply.language import fold
from phaply.parse import parse
from phaply.readers.text import read_text
from phaply.rules.context import Context
from phaply.rules.examples import frames_of
from phaply.rules.loader import load_pack
from phaply.rules.runner import check
from phaply.rules.stated import stated_in

WARD = frames_of(load_pack("plan"))["ward"]
ABOVE = frames_of(load_pack("upstream"))["above"]


def filled(frame, **slots: str) -> str:
    text = frame.text
    for name, words in {**frame.slots, **slots}.items():
        text = text.replace("{" + name + "}", words)
    return text


def ward(aim: str, task: str) -> str:
    slots = "\n- Chủ trì: Công chức Văn phòng - thống kê.\n- Thời gian: Trước ngày 20/12/2023."
    return filled(WARD, aims=f"1. Mục tiêu\n\n{aim}", tasks=f"1. {task}{slots}")


def found(text: str, rule: str, *above: str) -> list[str]:
    plan = parse(read_text(text, name="phuong.txt", sha256="0"))
    upper = [parse(read_text(t, name=f"tren-{i}.txt", sha256=str(i))) for i, t in enumerate(above, 1)]
    return [f.outcome for f in check(plan, upstream=upper).findings if f.rule == rule]


@pytest.mark.parametrize(("text", "wanted"), EXAMPLES, ids=[t for t, _ in EXAMPLES])
def test_how_figures_are_written(text: str, wanted: tuple[tuple[float, float, str, str], ...]) -> None:
    assert tuple((f.low, f.high, f.sense, f.unit) for f in figures_in(fold(text))) == wanted


CONTRADICT = [
    ("Trên 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn.", "Bảo đảm trên 90% hồ sơ thủ tục hành chính được giải quyết đúng hạn", "fail"),
    ("Tỷ lệ hồ sơ trực tuyến toàn trình đạt 80%.", "Nâng tỷ lệ hồ sơ trực tuyến toàn trình đạt 70%", "fail"),
    ("Phấn đấu tỷ lệ hồ sơ trực tuyến toàn trình đạt 80%.", "Nâng tỷ lệ hồ sơ trực tuyến toàn trình đạt 70%", "review"),
    ("100% hộ gia đình ký cam kết phân loại rác tại nguồn.", "Vận động 90% hộ dân ký cam kết phân loại rác tại nguồn", "fail"),
    ("Tuyên truyền đến 100% hộ gia đình.", "Phổ biến đến 95% số hộ", "review"),
    ("Tổ chức 03 lớp tập huấn kỹ năng số cho đội dân phòng.", "Mở 02 lớp tập huấn kỹ năng số cho đội dân phòng", "fail"),
    ("Thành lập ít nhất 05 tổ liên gia tại khu chợ, bến xe.", "Thành lập 03 tổ liên gia tại khu chợ, bến xe", "fail"),
    ("Mỗi tổ dân phố có 01 đội xung kích trực đêm.", "Mỗi tổ dân phố thành lập 02 đội xung kích trực đêm", "fail"),
    ("Hỗ trợ mỗi hộ nghèo sửa nhà 40.000.000 đồng.", "Hỗ trợ hộ nghèo sửa nhà 50 triệu đồng/hộ", "fail"),
    ("Không quá 2% hồ sơ đất đai quá hạn.", "Giữ tỷ lệ hồ sơ đất đai quá hạn ở mức 5%", "fail"),
    ("Chó, mèo: tiêm phòng đạt 85% tổng đàn.", "Tiêm phòng cho chó, mèo đạt 80% tổng đàn", "fail"),
    ("Phát 1.500 tờ rơi hướng dẫn phân loại rác.", "Phát 1.200 tờ rơi hướng dẫn phân loại rác", "fail"),
    ("Khoảng 500 người được khám sàng lọc miễn phí.", "Khám sàng lọc miễn phí cho 300 người được", "review"),
]  # fmt: skip
AGREE = [
    ("Trên 90% hồ sơ thủ tục hành chính được giải quyết đúng hạn.", "Bảo đảm 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn"),
    ("100% hồ sơ được tiếp nhận trực tuyến.", "Bảo đảm 80% hồ sơ được tiếp nhận trực tuyến toàn trình"),
    ("Tỷ lệ hộ nghèo còn 2%.", "Giảm tỷ lệ hộ cận nghèo còn 4%"),
    ("Tổ chức 03 lớp tập huấn kỹ năng số cho đội dân phòng.", "Mở 02 lớp tập huấn kỹ năng số cho giáo viên"),
    ("Tổ chức 03 cuộc kiểm tra an toàn thực phẩm.", "Mỗi quý tổ chức 01 cuộc kiểm tra an toàn thực phẩm"),
    ("Mỗi tổ dân phố có 02 đội xung kích trực đêm.", "Thành lập 18 đội xung kích trực đêm"),
    ("Tổ chức 04 cuộc kiểm tra an toàn thực phẩm trong năm.", "Tháng 6 năm 2023 tổ chức 01 cuộc kiểm tra an toàn thực phẩm"),
    ("Năm 2023 có 60% hộ dùng nước sạch đô thị.", "Đến năm 2025 có 90% hộ dùng nước sạch đô thị"),
    ("Hỗ trợ sửa chữa 20 nhà tạm cho hộ nghèo.", "Hỗ trợ xây mới 05 nhà tạm cho hộ nghèo"),
    ("Trồng 500 cây xanh ở khuôn viên trường học.", "Trồng 200 cây xanh ở khuôn viên nhà văn hóa"),
    ("Kiểm tra 100% cơ sở kinh doanh khí đốt.", "Kiểm tra cơ sở kinh doanh khí đốt, trong đó ít nhất 30% kiểm tra đột xuất"),
    ("100% cơ sở kinh doanh khí đốt được kiểm tra.", "Kiểm tra 27 cơ sở kinh doanh khí đốt"),
    ("Giảm 5% số vụ va chạm giao thông.", "Tăng 10% số vụ va chạm giao thông được hòa giải"),
    ("Có 95% trẻ em trong độ tuổi được tiêm chủng.", "Có 90% trẻ em chưa tiêm chủng được nhắc lịch"),
    ("Khoảng 500 người được khám sàng lọc.", "Khám sàng lọc cho 490 người được"),
    ("Mở 02 lớp học bơi, 60 học sinh.", "Mở 02 lớp học bơi, mỗi lớp 30 học sinh"),
    ("Chó, mèo: tiêm phòng đạt 85% tổng đàn.", "Trâu, bò: tiêm phòng đạt 80% tổng đàn"),
    ("Mua 20 bộ quần áo bảo hộ lao động.", "Cấp 15 bộ quần áo đồng phục lao động"),
    ("Đội dân phòng số 1 có 10 người trực đêm.", "Đội dân phòng số 2 có 12 người trực đêm"),
    ("Từ 60% đến 70% hộ dùng nước sạch.", "Phấn đấu 65% hộ dùng nước sạch"),
]  # fmt: skip


@pytest.mark.parametrize(("aim", "task", "outcome"), CONTRADICT, ids=[a for a, _, _ in CONTRADICT])
def test_two_numbers_for_one_thing(aim: str, task: str, outcome: str) -> None:
    assert found(ward(aim, task), "PLAN-FIGURE-TWICE") == [outcome]


@pytest.mark.parametrize(("aim", "task"), AGREE, ids=[a for a, _ in AGREE])
def test_two_numbers_for_two_things(aim: str, task: str) -> None:
    assert found(ward(aim, task), "PLAN-FIGURE-TWICE") == []


LOWER = [
    # (the plan above, under its targets; the ward; outcome, None for no finding)
    ("100% hộ gia đình ký cam kết phân loại rác tại nguồn", "90% hộ gia đình ký cam kết phân loại rác tại nguồn.", "fail"),
    ("100% hộ gia đình ký cam kết phân loại rác tại nguồn", "Phấn đấu 90% hộ gia đình ký cam kết phân loại rác tại nguồn.", "review"),
    ("Phấn đấu 100% hộ gia đình ký cam kết phân loại rác tại nguồn", "90% hộ gia đình ký cam kết phân loại rác tại nguồn.", "review"),
    ("Mỗi phường mở ít nhất 02 lớp học bơi cho học sinh", "Mỗi phường mở 01 lớp học bơi cho học sinh.", "fail"),
    ("100% hộ gia đình ký cam kết phân loại rác tại nguồn", "100% hộ gia đình ký cam kết phân loại rác tại nguồn.", None),
    ("90% hộ gia đình ký cam kết phân loại rác tại nguồn", "100% hộ gia đình ký cam kết phân loại rác tại nguồn.", None),
    ("100% hộ gia đình ký cam kết phân loại rác tại nguồn", "90% hộ kinh doanh ký cam kết phân loại rác tại nguồn.", None),
    ("Mở 20 lớp học bơi cho học sinh", "Mở 02 lớp học bơi cho học sinh.", None),
    ("Đến năm 2025, 100% hộ gia đình ký cam kết phân loại rác", "Năm 2023, 60% hộ gia đình ký cam kết phân loại rác.", None),
    ("Tỷ lệ hộ nghèo 3%", "Tỷ lệ hộ nghèo 2%.", None),
]  # fmt: skip


@pytest.mark.parametrize(("above", "aim", "outcome"), LOWER, ids=[f"{a} | {b}" for a, b, _ in LOWER])
def test_lower_than_the_plan_above(above: str, aim: str, outcome: str | None) -> None:
    upper = filled(ABOVE, tasks=f"1. Chỉ tiêu\n\n{above}.\n\n2. Rà soát hồ sơ\n- Chủ trì: UBND các phường.")
    wanted = [outcome] if outcome else []
    assert found(ward(aim, "Rà soát hồ sơ"), "UP-FIGURE", upper) == wanted


def test_a_table_of_targets_with_a_column_of_units() -> None:
    table = (
        "\nPHỤ LỤC\nCHỈ TIÊU\n\n| TT | Chỉ tiêu | Đơn vị tính | Năm 2023 |\n|---|---|---|---|\n"
        "| 1 | Hộ gia đình phân loại rác tại nguồn | % | 85 |\n| 2 | Cây xanh trồng mới ở công viên | cây | 300 |\n"
    )
    text = filled(WARD, aims="1. Mục tiêu\n\n90% hộ gia đình phân loại rác tại nguồn.", annex=table)
    assert found(text, "PLAN-FIGURE-TWICE") == ["fail"]
    assert found(text.replace("| 85 |", "| 90 |"), "PLAN-FIGURE-TWICE") == []


WHOLE_AIMS = """\
1. Mục tiêu

a) Phấn đấu đến hết năm 2023, tỷ lệ hộ gia đình được hướng dẫn về an toàn điện đạt từ 95% trở lên.

b) Tổ chức ít nhất 04 buổi tuyên truyền lưu động tại các khu phố.

c) Vận động trên 85% hộ gia đình tự trang bị bình chữa cháy xách tay.

d) Mỗi khu phố có ít nhất 02 điểm lấy nước chữa cháy."""
WHOLE_TASKS = """\
1. Huấn luyện
a) Mở 02 lớp huấn luyện nghiệp vụ cho đội dân phòng, mỗi lớp 30 người, hoàn thành trước ngày 30/7/2023.
b) Vận động 80% hộ dân trang bị bình chữa cháy xách tay.
c) Hướng dẫn an toàn điện đến 97% hộ gia đình trên địa bàn phường.

2. Tuyên truyền
a) Phát thanh trên loa truyền thanh phường 02 lần/tuần.
b) Ra mắt mô hình “Tổ liên gia an toàn” tại khu phố 3 trước ngày 15/8/2023."""
WHOLE_ANNEX = """
PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ

| TT | Nội dung | Chủ trì | Thời gian | Sản phẩm |
|---|---|---|---|---|
| 1 | Tuyên truyền lưu động tại các khu phố | Công an phường | Quý II, III, IV | 03 buổi |
| 2 | Huấn luyện nghiệp vụ cho đội dân phòng | Công an phường | Trước ngày 30/9/2023 | 03 lớp |
| 3 | Ra mắt mô hình “Tổ liên gia an toàn” tại khu phố 3 | Công an phường | Trước ngày 30/8/2023 | Mô hình |
| 4 | Phát thanh trên loa truyền thanh | Công chức Văn hóa - xã hội | Cả năm | 01 lần/tuần |
| 5 | Làm điểm lấy nước chữa cháy tại khu phố 1 | Công an phường | Tháng 9/2023 | 01 điểm |
"""


def test_a_whole_plan_with_its_annexed_table() -> None:
    text = filled(WARD, aims=WHOLE_AIMS, tasks=WHOLE_TASKS, annex=WHOLE_ANNEX)
    plan = parse(read_text(text, name="a.txt", sha256="0"))
    told = [(f.rule, f.outcome, f.evidence[0].quote) for f in check(plan).findings if f.rule.endswith("-TWICE")]
    assert told == [
        ("PLAN-FIGURE-TWICE", "fail", "Vận động 80% hộ dân trang bị bình chữa cháy xách tay"),
        ("PLAN-FIGURE-TWICE", "review", "03 buổi"),
        ("PLAN-FIGURE-TWICE", "fail", "03 lớp"),
        ("PLAN-DEADLINE-TWICE", "fail", "Trước ngày 30/8/2023"),
        ("PLAN-FIGURE-TWICE", "fail", "01 lần/tuần"),
    ]


@pytest.mark.parametrize("piece", ["- Mở 02 lớp học bơi số {i} cho học sinh.\n", "90% hộ, ", "| {i} | % | 85 |\n"])
def test_many_figures_take_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        text = ward("Đạt 90% số hộ.", "".join(piece.replace("{i}", str(i)) for i in range(count)))
        ctx = Context(parse(read_text(text, name="a.txt", sha256="0")))
        start = process_time()
        stated_in(ctx)
        return process_time() - start

    assert min(seconds(3000) for _ in range(3)) < 2.5 * 3 * min(seconds(1000) for _ in range(3)) + 0.05
