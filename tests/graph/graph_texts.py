"""Plans of fictional units for the tests of the graph, and the readings that the tests share."""

from phaply.corpus import Entry, Facts
from phaply.readers import read

__all__ = ["CITY", "DECISION", "DISTRICT", "WARD", "entry"]


def _plan(parent: str, unit: str, number: str, place: str, date: str, subject: str, body: str, chief: str) -> str:
    return f"""{parent}
{unit}
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}
{place}, {date}

KẾ HOẠCH
{subject}

{body}

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
{chief}
"""


CITY = _plan(
    "",
    "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI MINH",
    "87/KH-UBND",
    "Hải Minh",
    "ngày 20 tháng 4 năm 2023",
    "Triển khai thi hành Luật Thực hiện dân chủ ở cơ sở",
    """Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;
Thực hiện Quyết định số 346/QĐ-TTg ngày 06 tháng 4 năm 2023 của Thủ tướng Chính phủ, Ủy ban nhân dân thành phố ban hành Kế hoạch như sau:
I. NỘI DUNG
1. Sở Tư pháp chủ trì tổ chức hội nghị phổ biến Luật trước ngày 30/6/2023.
2. Ủy ban nhân dân các quận ban hành kế hoạch của quận trước ngày 15/5/2023.""",
    "Phạm Văn Đông",
)
DISTRICT = _plan(
    "THÀNH PHỐ HẢI MINH",
    "ỦY BAN NHÂN DÂN QUẬN LÂM THỦY",
    "129/KH-UBND",
    "Lâm Thủy",
    "ngày 12 tháng 5 năm 2023",
    "Triển khai thi hành Luật Thực hiện dân chủ ở cơ sở",
    """Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022;
Thực hiện Kế hoạch số 87/KH-UBND ngày 20 tháng 4 năm 2023 của Ủy ban nhân dân thành phố Hải Minh, Ủy ban nhân dân quận ban hành Kế hoạch như sau:
I. NỘI DUNG
1. Phòng Tư pháp chủ trì, phối hợp với Phòng Nội vụ tổ chức hội nghị phổ biến Luật trước ngày 30/6/2023.
2. Rà soát theo khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP.""",
    "Trần Thị Sen",
)
WARD = _plan(
    "QUẬN LÂM THỦY",
    "ỦY BAN NHÂN DÂN PHƯỜNG HÒA AN",
    "45/KH-UBND",
    "Hòa An",
    "ngày 05 tháng 7 năm 2023",
    "Triển khai thi hành Luật Thực hiện dân chủ ở cơ sở",
    """Căn cứ Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn ngày 20 tháng 4 năm 2007;
Thực hiện Kế hoạch số 129/KH-UBND ngày 12 tháng 5 năm 2023 của UBND quận, Ủy ban nhân dân phường ban hành Kế hoạch như sau:
I. NỘI DUNG
1. Công chức Tư pháp - Hộ tịch tuyên truyền Luật trước ngày 30/9/2023.
2. Nghị định số 64/2018/NĐ-CP được sửa đổi bởi Nghị định số 05/2023/NĐ-CP.
3. Xem Kế hoạch số 12/KH-UBND.""",
    "Lê Văn Bình",
)
DECISION = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HẢI MINH
-------
Số: 09/2023/QĐ-UBND

QUYẾT ĐỊNH
Về việc ban hành Quy chế mẫu

Điều 1. Ban hành Quy chế mẫu.
Điều 2. Quyết định này thay thế Quyết định số 04/2019/QĐ-UBND ngày 02 tháng 3 năm 2019 của Ủy ban nhân dân thành phố Hải Minh.
"""


def entry(name: str, text: str, facts: Facts = Facts()) -> Entry:  # noqa: B008  (frozen)
    """A text as a corpus gives it."""
    return Entry(name, f"{name}:1", read(text.encode("utf-8"), name=name), facts)
