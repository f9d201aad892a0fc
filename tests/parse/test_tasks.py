"""Tasks: every shape in which a plan tells somebody to do something, on made-up texts about fictional units."""

import pytest

from phaply.parse import parse
from phaply.parse.model import Plan
from phaply.readers.text import read_text

HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG HÒA AN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND

Hòa An, ngày 10 tháng 02 năm 2024

KẾ HOẠCH
Cải cách hành chính năm 2024

Thực hiện Kế hoạch số 45/KH-UBND ngày 22 tháng 01 năm 2024 của Ủy ban nhân dân quận Lâm Thủy, Ủy ban nhân dân phường Hòa An ban hành Kế hoạch như sau:

"""
TAIL = """

Nơi nhận:
- UBND quận Lâm Thủy;
- Công an phường;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Ánh
"""


def plan_of(body: str, head: str = HEAD, tail: str = TAIL) -> Plan:
    return parse(read_text(head + body.strip("\n") + tail, name="x.txt", sha256=""))


def told(plan: Plan) -> list[tuple[str, str, list[str], list[str]]]:
    return [
        (
            t.path,
            " ".join(plan.text[t.start : t.end].split()[:3]),
            [p.name for p in t.lead],
            [p.name for p in t.support],
        )
        for t in plan.tasks
    ]


CASES: list[tuple[str, str, list[tuple[str, str, list[str], list[str]]]]] = [
    (
        "label lines under lettered items",
        """
II. NỘI DUNG

1. Tuyên truyền

a) Tổ chức hội nghị phổ biến bộ thủ tục hành chính mới cho Nhân dân.
- Chủ trì: Công chức Văn phòng - thống kê.
- Phối hợp: Công an phường; các tổ dân phố.
- Thời gian: Trước ngày 30/4/2024.
- Sản phẩm: Hội nghị.

b) Niêm yết bộ thủ tục hành chính tại nhà văn hóa.
- Đơn vị thực hiện: Bộ phận Tiếp nhận và trả kết quả.
""",
        [
            ("II.1.a", "Tổ chức hội", ["Công chức Văn phòng - thống kê"], ["Công an phường", "các tổ dân phố"]),
            ("II.1.b", "Niêm yết bộ", ["Bộ phận Tiếp nhận và trả kết quả"], []),
        ],
    ),
    (
        "a heading with label lines of its own is the task",
        """
II. NỘI DUNG

1. Lập danh sách hộ gia đình có công
- Chủ trì: Công chức Văn hóa - xã hội.
- Thời hạn: 15/3/2024.

2. Sửa chữa trụ sở
- Chủ trì: Công chức Địa chính - xây dựng.
""",
        [
            ("II.1", "Lập danh sách", ["Công chức Văn hóa - xã hội"], []),
            ("II.2", "Sửa chữa trụ", ["Công chức Địa chính - xây dựng"], []),
        ],
    ),
    (
        "label lines after a group of bullets hold for each of them",
        """
II. NHIỆM VỤ

1. Công tác kiểm tra

- Kiểm tra các hộ kinh doanh ăn uống.
- Rà soát giấy phép của các cơ sở lưu trú.

Đơn vị chủ trì: Công an phường; Đơn vị phối hợp: Trạm Y tế phường.

2. Công tác khen thưởng

- Biểu dương các hộ chấp hành tốt.

Đơn vị chủ trì: Văn phòng HĐND và UBND phường.
""",
        [
            ("II.1.-", "Kiểm tra các", ["Công an phường"], ["Trạm Y tế phường"]),
            ("II.1.-", "Rà soát giấy", ["Công an phường"], ["Trạm Y tế phường"]),
            ("II.2.-", "Biểu dương các", ["Văn phòng HĐND và UBND phường"], []),
        ],
    ),
    (
        "slots in brackets inside the item",
        """
II. NỘI DUNG

1. Xây dựng kế hoạch phòng, chống thiên tai (Chủ trì: Ban Chỉ huy Quân sự phường; Thời gian: trước ngày 15/5/2024).

2. Diễn tập phương án cứu hộ tại bến sông. Thời gian thực hiện: tháng 6/2024.
""",
        [
            ("II.1", "Xây dựng kế", ["Ban Chỉ huy Quân sự phường"], []),
            ("II.2", "Diễn tập phương", [], []),
        ],
    ),
    (
        "duties under an agency's heading",
        """
III. TỔ CHỨC THỰC HIỆN

1. Công an phường
- Chủ trì, phối hợp với Ban Chỉ huy Quân sự phường tuần tra ban đêm.
- Báo cáo kết quả trước ngày 20 hằng tháng.

2. Trạm Y tế phường: Chuẩn bị thuốc, vật tư phục vụ cấp cứu.

3. Trách nhiệm của các tổ dân phố
a) Vận động người dân treo cờ.
b) Phối hợp với Hội Phụ nữ phường tổng vệ sinh vào sáng thứ Bảy.
""",
        [
            ("III.1.-", "Chủ trì, phối", ["Công an phường"], ["Ban Chỉ huy Quân sự phường"]),
            ("III.1.-", "Báo cáo kết", ["Công an phường"], []),
            ("III.2", "Trạm Y tế", ["Trạm Y tế phường"], []),
            ("III.3.a", "Vận động người", ["các tổ dân phố"], []),
            ("III.3.b", "Phối hợp với", ["các tổ dân phố"], ["Hội Phụ nữ phường"]),
        ],
    ),
    (
        "orders and requests in running text",
        """
III. TỔ CHỨC THỰC HIỆN

1. Giao công chức Tài chính - kế toán chủ trì, phối hợp với Kho bạc Nhà nước quận tham mưu bố trí kinh phí trước ngày 01/4/2024.

2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường, Đoàn Thanh niên phường phối hợp tuyên truyền.

3. Yêu cầu Trưởng các khu phố lập danh sách gửi về UBND phường.

4. Hiệu trưởng các trường học trên địa bàn có trách nhiệm tổ chức ngoại khóa cho học sinh.

5. Hằng tháng, Công an phường tổng hợp, báo cáo Chủ tịch UBND phường.
""",
        [
            ("III.1", "Giao công chức", ["công chức Tài chính - kế toán"], ["Kho bạc Nhà nước quận"]),
            ("III.2", "Đề nghị Ủy", ["Ủy ban Mặt trận Tổ quốc Việt Nam phường", "Đoàn Thanh niên phường"], []),
            ("III.3", "Yêu cầu Trưởng", ["Trưởng các khu phố"], []),
            ("III.4", "Hiệu trưởng các", ["Hiệu trưởng các trường học trên địa bàn"], []),
            ("III.5", "Hằng tháng, Công", ["Công an phường"], []),
        ],
    ),
    (
        "actors that change inside a paragraph",
        """
III. TỔ CHỨC THỰC HIỆN

Các tổ dân phố gửi báo cáo về Văn phòng HĐND và UBND phường trước ngày 10 hằng tháng. Văn phòng HĐND và UBND phường tổng hợp, trình Chủ tịch UBND phường.
""",
        [
            ("III", "Các tổ dân", ["Các tổ dân phố"], []),
            ("III", "Văn phòng HĐND", ["Văn phòng HĐND và UBND phường"], []),
        ],
    ),
    (
        "purposes, targets, funding without an actor and closing formulas are no tasks",
        """
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao chất lượng phục vụ người dân.
2. Bảo đảm tiến độ, tiết kiệm.

II. CHỈ TIÊU
- Tiếp nhận 100% hồ sơ trực tuyến.

III. NỘI DUNG
1. Rà soát thủ tục hành chính.

IV. KINH PHÍ THỰC HIỆN
Kinh phí thực hiện từ ngân sách phường theo quy định.

Trên đây là Kế hoạch cải cách hành chính năm 2024; trong quá trình thực hiện nếu có vướng mắc, các bộ phận báo cáo UBND phường./.
""",
        [("III.1", "Rà soát thủ", [], [])],
    ),
    (
        "an item that lists mere things is one task",
        """
II. NỘI DUNG

1. Công chức Tư pháp - hộ tịch lập hồ sơ gồm:
- Tờ trình của UBND phường;
- Dự thảo quyết định;
- Bảng tổng hợp ý kiến.

2. Tổ chức lễ ra quân:
- Treo băng rôn tại cổng chợ;
- Phát tờ rơi cho tiểu thương.
""",
        [
            ("II.1", "Công chức Tư", ["Công chức Tư pháp - hộ tịch"], []),
            ("II.2.-", "Treo băng rôn", [], []),
            ("II.2.-", "Phát tờ rơi", [], []),
        ],
    ),
    (
        "the heading's labels before the items hold for all of them",
        """
II. NHIỆM VỤ

1. Vệ sinh môi trường
- Đơn vị chủ trì: Hội Cựu chiến binh phường.
+ Thu gom rác tại bờ sông.
+ Trồng cây dọc đường liên tổ.
""",
        [
            ("II.1.-.-", "Thu gom rác", ["Hội Cựu chiến binh phường"], []),
            ("II.1.-.-", "Trồng cây dọc", ["Hội Cựu chiến binh phường"], []),
        ],
    ),
    (
        "who leads said after the work, or after a title with a colon",
        """
II. NỘI DUNG

1. Rà soát hồ sơ hộ nghèo (Công chức Văn hóa - xã hội chủ trì, Hội Phụ nữ phường phối hợp).

2. Biên soạn sổ tay do Trạm Y tế phường chủ trì thực hiện.

3. Chế độ báo cáo: Các tổ dân phố báo cáo kết quả về UBND phường trước ngày 20 hằng tháng.

4. Thực hiện theo hướng dẫn của quận. Giao Công an phường lập danh sách.
""",
        [
            ("II.1", "Rà soát hồ", ["Công chức Văn hóa - xã hội"], ["Hội Phụ nữ phường"]),
            ("II.2", "Biên soạn sổ", ["Trạm Y tế phường"], []),
            ("II.3", "Chế độ báo", ["Các tổ dân phố"], []),
            ("II.4", "Thực hiện theo", ["Công an phường"], []),
        ],
    ),
    (
        "things, references and counts among tasks are none",
        """
III. TỔ CHỨC THỰC HIỆN
(Có Phụ lục phân công kèm theo)
1. Giao đồng chí Lê Văn Bình, cán bộ văn thư, lưu trữ hồ sơ.
2. Trạm Y tế phường chịu trách nhiệm trước Chủ tịch UBND phường.
3. Các môn thi: kéo co, bóng chuyền.
4. Công an phường - cơ quan thường trực Ban Chỉ đạo đôn đốc các tổ dân phố.
""",
        [
            ("III.1", "Giao đồng chí", ["đồng chí Lê Văn Bình"], []),
            ("III.4", "Công an phường", ["Công an phường"], []),
        ],
    ),
    (
        "what was done is no task; several bodies before a colon; halves for two bodies",
        """
I. ĐÁNH GIÁ KẾT QUẢ NĂM 2023
1. Kết quả đạt được
Trong năm 2023, UBND phường đã chỉ đạo các tổ dân phố củng cố tổ hòa giải.
II. NHIỆM VỤ NĂM 2024
1. Phòng Tài chính hướng dẫn thủ tục; Phòng Kinh tế lựa chọn mô hình, báo cáo kết quả.
2. Phòng Kinh tế; Phòng Tài nguyên và Môi trường: Theo chức năng, nhiệm vụ được giao, phối hợp với Phòng Tài chính lập hồ sơ.

Yêu cầu các tổ dân phố tổ chức triển khai thực hiện Kế hoạch này./.
""",
        [
            ("II.1", "Phòng Tài chính", ["Phòng Tài chính"], []),
            ("II.1", "Phòng Kinh tế", ["Phòng Kinh tế"], []),
            ("II.2", "Phòng Kinh tế;", ["Phòng Kinh tế", "Phòng Tài nguyên và Môi trường"], ["Phòng Tài chính"]),
        ],
    ),
    (
        "roman sections of other names and order",
        """
A. TÌNH HÌNH
1. Công tác tuyên truyền đã được triển khai.
B. NHIỆM VỤ TRỌNG TÂM
1. Đẩy mạnh tuyên truyền trên mạng xã hội.
C. PHÂN CÔNG THỰC HIỆN
1. Đ/c Phó Chủ tịch UBND phường phụ trách văn xã trực tiếp chỉ đạo.
2. Ban chỉ đạo phường: đôn đốc các tổ dân phố.
""",
        [
            ("B.1", "Đẩy mạnh tuyên", [], []),
            ("C.1", "Đ/c Phó Chủ", ["Phó Chủ tịch UBND phường"], []),
            ("C.2", "Ban chỉ đạo", ["Ban chỉ đạo phường"], []),
        ],
    ),
    (
        "headings whose work stands in an annex",
        """
I. NỘI DUNG
1. Kiểm tra theo kế hoạch
Các cuộc kiểm tra thực hiện theo Biểu kèm theo Kế hoạch này.
2. Kiểm tra đột xuất
Thanh tra tỉnh kiểm tra khi phát hiện vi phạm.
3. Tuyên truyền
Phát tờ rơi theo mẫu kèm theo.
""",
        [
            ("I.2", "Thanh tra tỉnh", ["Thanh tra tỉnh"], []),
            ("I.3", "Phát tờ rơi", [], []),
        ],
    ),
]


@pytest.mark.parametrize(("what", "body", "expected"), CASES, ids=[c[0] for c in CASES])
def test_shapes(what: str, body: str, expected: list[tuple[str, str, list[str], list[str]]]) -> None:
    assert told(plan_of(body)) == expected
