"""Rounds, reporting periods and rows of days, as plans write them."""

import pytest

from phaply.align.occasions import later_in, left_out, periods_in, rounds_in, series_in, several_rounds, term_in
from phaply.parse import Plan, parse
from phaply.readers import read

ROUNDS = [
    ("Đợt 2: tổ chức ra quân", {2}),
    ("lần thứ hai trong tháng 11", {2}),
    ("vòng thứ nhất", {1}),
    ("đợt I", {1}),
    ("tiêm phòng đợt 1/2024", {1}),
    ("đợt 1: tháng 3; đợt 2: tháng 9", {1, 2}),
    ("02 đợt ra quân", set()),
    ("đợt cao điểm", set()),
    ("tổ chức 2 lần/năm", set()),
    ("ít nhất 02 lần trong năm", set()),
    ("kỳ 1 lần", set()),
]


@pytest.mark.parametrize(("text", "rounds"), ROUNDS, ids=[r[0] for r in ROUNDS])
def test_rounds(text: str, rounds: set[int]) -> None:
    assert rounds_in(text) == rounds


@pytest.mark.parametrize("text", ["02 đợt ra quân", "mỗi quý 01 lần", "thường xuyên kiểm tra", "lần 1, lần 2"])
def test_several_rounds(text: str) -> None:
    assert several_rounds(text)


@pytest.mark.parametrize(
    "text", ["Đợt 2: tổ chức ra quân", "01 lần", "lần thứ hai trong tháng 11", "ra quân trước ngày 30/6"]
)
def test_one_round_is_not_several(text: str) -> None:
    assert not several_rounds(text)


PERIODS = [
    ("Báo cáo kết quả 6 tháng đầu năm về UBND quận", {"half"}),
    ("Báo cáo kết quả năm 2023", {"year"}),
    ("tổng hợp kết quả thực hiện cả năm", {"year"}),
    ("thống kê định kỳ 06 tháng và hằng năm", {"half", "year"}),
    ("tổng hợp báo cáo quý gửi Sở Nội vụ", {"quarter"}),
    ("báo cáo đợt cao điểm", {"campaign"}),
    ("Báo cáo kết quả về UBND quận", set()),
    ("Kế hoạch năm 2023", set()),
]


@pytest.mark.parametrize(("text", "periods"), PERIODS, ids=[r[0] for r in PERIODS])
def test_periods(text: str, periods: set[str]) -> None:
    assert periods_in(text) == periods


def plan_with(task: str) -> Plan:
    text = f"""ỦY BAN NHÂN DÂN
XÃ KHÊ LÂM

Số: 12/KH-UBND
Khê Lâm, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Tiêm phòng gia súc năm 2024

I. NHIỆM VỤ

1. {task}
"""
    return parse(read(text.encode(), name="x.txt"))


def test_a_series_is_read_round_by_round() -> None:
    plan = plan_with("Báo cáo kết quả tiêm phòng đợt 1 trước ngày 10/5/2024, đợt 2 trước ngày 10/11/2024.")
    series = series_in(plan, plan.tasks[0].start, plan.tasks[0].end)
    assert series is not None
    assert series.rounds == (1, 2)
    assert [t.latest for t in series.times] == ["2024-05-10", "2024-11-10"]


def test_a_round_told_after_its_day() -> None:
    plan = plan_with("Cung ứng vắc xin trước ngày 15/3/2024 (đợt 1) và trước ngày 01/9/2024 (đợt 2).")
    series = series_in(plan, plan.tasks[0].start, plan.tasks[0].end)
    assert series is not None and series.rounds == (1, 2)


def test_two_duties_are_no_series() -> None:
    plan = plan_with("Lập danh sách trước ngày 15/3/2024, tổ chức tiêm phòng trước ngày 30/4/2024.")
    assert series_in(plan, plan.tasks[0].start, plan.tasks[0].end) is None


def test_later_round_by_round() -> None:
    asked = plan_with("Báo cáo kết quả đợt 1 trước ngày 10/5/2024, đợt 2 trước ngày 10/11/2024.")
    given = plan_with("Báo cáo kết quả đợt 2 trước ngày 15/11/2024, đợt 1 trước ngày 10/5/2024.")
    theirs = series_in(asked, asked.tasks[0].start, asked.tasks[0].end)
    ours = series_in(given, given.tasks[0].start, given.tasks[0].end)
    assert theirs is not None and ours is not None
    pair = later_in(ours, theirs)
    assert pair is not None and (pair[0].latest, pair[1].latest) == ("2024-11-15", "2024-11-10")
    assert later_in(theirs, theirs) is None


def test_what_is_left_out() -> None:
    asked = plan_with("Cập nhật sổ quản lý chó, mèo trước ngày 30/6/2024 và trước ngày 15/12/2024.")
    once = plan_with("Cập nhật sổ quản lý chó, mèo trước ngày 30/6/2024.")
    words = asked.text[asked.tasks[0].start : asked.tasks[0].end]
    told = once.text[once.tasks[0].start : once.tasks[0].end]
    assert left_out(asked, asked.tasks[0], words, told, "", once.deadlines) == "chưa có lần sau (15/12/2024)"
    assert left_out(asked, asked.tasks[0], words, words, "", asked.deadlines) is None
    assert left_out(None, None, "đợt 1 và đợt 2", "tiêm đợt 1", "", ()) == "chưa có đợt 2"
    assert left_out(None, None, "đợt 1 và đợt 2", "tiêm đợt 1", "tiêm đợt 2", ()) is None


def test_the_one_term_of_a_task() -> None:
    plan = plan_with("Trả lời kiến nghị trong thời hạn 05 ngày làm việc kể từ ngày tiếp nhận.")
    term = term_in(plan, plan.tasks[0])
    assert term is not None and term.duration == "P5D" and term.working_days
