"""Duties and tasks in the ways that plans write them: owners in brackets, offices of the commune, headings, bare names, past days."""

import pytest

from phaply.align import cover
from phaply.align.model import Coverage
from phaply.align.receivers import receivers_in, sends_to
from phaply.parse import Plan, parse
from phaply.readers import read

ABOVE = """ỦY BAN NHÂN DÂN
TỈNH HẢI LÂM

Số: 36/KH-UBND
Hải Lâm, ngày 06 tháng 02 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

I. NHIỆM VỤ

{tasks}
"""
BELOW = """ỦY BAN NHÂN DÂN
XÃ KHÊ AN

Số: 12/KH-UBND
Khê An, ngày 06 tháng 3 năm 2026

KẾ HOẠCH
Chuyển đổi số năm 2026

Thực hiện Kế hoạch số 36/KH-UBND ngày 06 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Hải Lâm;

II. NHIỆM VỤ

{tasks}
"""


def plan(frame: str, tasks: str) -> Plan:
    return parse(read(frame.format(tasks=tasks).encode(), name="kh.txt"))


def covered(asked: str, given: str) -> tuple[Coverage, ...]:
    return cover(plan(BELOW, given), [plan(ABOVE, asked)])


def test_owners_in_brackets_part_a_duty() -> None:
    found = covered(
        "1. Mở lớp tập huấn cho Tổ công nghệ số (Sở Khoa học và Công nghệ, trong tháng 4/2026); "
        "lập danh sách học viên (UBND các xã, phường, trước ngày 31/3/2026).",
        "1. Lập danh sách học viên dự lớp tập huấn trước ngày 30/3/2026.",
    )
    assert [(c.addressed, c.status) for c in found] == [(False, "not-addressed"), (True, "covered")]
    assert found[1].obligation is not None and found[1].obligation.deadline is not None
    assert found[1].obligation.deadline.latest == "2026-03-31"


@pytest.mark.parametrize(
    ("owner", "addressed"),
    [
        ("Trung tâm Phục vụ hành chính công các xã, phường", True),
        ("UBND các xã, phường", True),
        ("Công an các xã, phường", False),
        ("Sở Nội vụ", False),
    ],
)
def test_offices_of_the_commune(owner: str, addressed: bool) -> None:
    (found,) = covered(f"1. {owner} số hóa hồ sơ khi tiếp nhận.", "1. Số hóa hồ sơ khi tiếp nhận.")
    assert found.addressed is addressed


def test_a_heading_speaks_for_its_bullets() -> None:
    (found,) = covered(
        "1. UBND các xã, phường số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực trước ngày 31/12/2026.",
        "1. Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực\n\n"
        "- Lĩnh vực hộ tịch: Văn phòng HĐND và UBND xã thực hiện, xong trước ngày 30/9/2026.\n\n"
        "- Lĩnh vực đất đai: Phòng Kinh tế thực hiện, xong trước ngày 30/11/2026.",
    )
    assert found.status == "covered" and not found.late


def test_one_round_of_two() -> None:
    found = covered(
        "1. UBND các xã, phường ra quân hướng dẫn người dân đợt 1 trước ngày 30/4/2026.\n\n"
        "2. UBND các xã, phường ra quân hướng dẫn người dân đợt 2 trước ngày 30/9/2026.",
        "1. Ra quân hướng dẫn người dân trước ngày 25/4/2026.",
    )
    assert [c.status for c in found] == ["covered", "missing"]


def test_a_report_of_another_period() -> None:
    found = covered(
        "1. UBND các xã, phường báo cáo kết quả 6 tháng đầu năm về Sở Nội vụ trước ngày 10/6/2026.\n\n"
        "2. UBND các xã, phường báo cáo kết quả năm về Sở Nội vụ trước ngày 10/12/2026.",
        "1. Báo cáo kết quả năm về Sở Nội vụ trước ngày 05/12/2026.",
    )
    assert [c.status for c in found] == ["missing", "covered"]


def test_days_of_the_past_bind_nobody() -> None:
    (found,) = covered(
        "1. UBND các xã, phường rà soát quy chế do cấp huyện ban hành trước ngày 01/7/2025, xong trước ngày 30/6/2026.",
        "1. Rà soát quy chế do cấp huyện ban hành trước ngày 01/7/2025.\n- Thời gian: Trước ngày 20/7/2026.",
    )
    assert found.status == "covered" and found.late


def test_the_bare_name_of_an_office() -> None:
    (body,) = receivers_in("Lập hồ sơ, gửi Sở 01 bản")
    assert body.core == "sở"
    assert sends_to("Lập hồ sơ, gửi Sở Văn hóa, Thể thao và Du lịch", body, ("xã",))
    assert not sends_to("Lập hồ sơ, lưu tại UBND xã", body, ("xã",))


@pytest.mark.parametrize(
    "words",
    [
        "đẩy mạnh chuyển đổi số của Sở Nội vụ",
        "hướng dẫn người dân nộp hồ sơ trực tuyến, Phòng Kinh tế theo dõi",
        "kiện toàn Ban Chỉ đạo chuyển đổi số do Chủ tịch UBND làm Trưởng ban",
    ],
)
def test_what_is_sent_to_nobody(words: str) -> None:
    assert receivers_in(words) == ()
