"""Who is told where the sentence begins with when or how often."""

import pytest

from phaply.parse import parse
from phaply.readers import read

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN KHÊ LÂM
Số: 1/KH-UBND
Khê Lâm, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Tiêm phòng gia súc năm 2024

I. NHIỆM VỤ

1. """
LEADS = [
    ("Hằng tháng UBND các xã tiêm bổ sung cho đàn gia súc.", ["UBND các xã"]),
    ("Ngoài hai đợt chính, hằng quý UBND các xã, thị trấn tiêm bổ sung.", ["UBND các xã, thị trấn"]),
    ("Trong thời gian của mỗi đợt tiêm phòng, UBND cấp xã thông báo lịch tiêm.", ["UBND cấp xã"]),
    ("Trước mỗi đợt kiểm tra, Phòng Nội vụ thông báo lịch.", ["Phòng Nội vụ"]),
    ("Định kỳ hằng quý, Phòng Nội vụ tổng hợp, báo cáo.", ["Phòng Nội vụ"]),
    ("Hằng tháng theo dõi, báo cáo UBND xã kết quả.", []),
    ("Trong tháng 5 tổ chức kiểm tra, UBND xã báo cáo kết quả.", []),
    ("Trong thời gian chờ kết quả, báo cáo UBND xã xem xét.", []),
]


@pytest.mark.parametrize(("sentence", "leads"), LEADS, ids=[s for s, _ in LEADS])
def test_leads(sentence: str, leads: list[str]) -> None:
    plan = parse(read(f"{HEAD}{sentence}\n".encode(), name="x.txt"))
    assert [[p.name for p in t.lead] for t in plan.tasks] == [leads]
