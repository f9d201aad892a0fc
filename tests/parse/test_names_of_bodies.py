"""Names of bodies of every level and kind, as subject, after `phối hợp với` and as heading: each is found whole."""

import pytest

from phaply.parse import parse
from phaply.parse.model import Plan
from phaply.readers.text import read_text

NAMES = (
    "Bộ Ngoại giao",
    "Bộ Dân tộc và Tôn giáo",
    "Bộ Nông nghiệp và Môi trường",
    "Bộ Khoa học và Công nghệ",
    "Bộ Quốc phòng",
    "Bộ Công an",
    "Bộ Tư pháp",
    "Bộ Xây dựng",
    "Bộ Công Thương",
    "Bộ Y tế",
    "Bộ Nội vụ",
    "Bộ Tài chính",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ Lao động - Thương binh và Xã hội",
    "Bộ Thông tin và Truyền thông",
    "Bộ Kế hoạch và Đầu tư",
    "Bộ Tài nguyên và Môi trường",
    "Ngân hàng Nhà nước Việt Nam",
    "Thanh tra Chính phủ",
    "Văn phòng Chính phủ",
    "Bảo hiểm xã hội Việt Nam",
    "Kiểm toán Nhà nước",
    "Tòa án nhân dân tối cao",
    "Viện kiểm sát nhân dân tối cao",
    "Đài Tiếng nói Việt Nam",
    "Đài Truyền hình Việt Nam",
    "Thông tấn xã Việt Nam",
    "Viện Hàn lâm Khoa học xã hội Việt Nam",
    "Ban Tổ chức Trung ương",
    "Ban Tuyên giáo và Dân vận Trung ương",
    "Liên đoàn Thương mại và Công nghiệp Việt Nam",
    "Hội Nông dân Việt Nam",
    "Trung ương Đoàn TNCS Hồ Chí Minh",
    "Tổng Liên đoàn Lao động Việt Nam",
    "Tổng cục Thuế",
    "Cục Hải quan",
    "Cục Quản lý môi trường y tế",
    "Vụ Tổ chức cán bộ",
    "Vụ Kế hoạch - Tài chính",
    "Vụ Pháp chế",
    "Sở Du lịch",
    "Sở Ngoại vụ",
    "Sở Giao thông vận tải",
    "Sở Quy hoạch - Kiến trúc",
    "Sở Văn hóa và Thể thao",
    "Sở Dân tộc và Tôn giáo",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Lao động - Thương binh và Xã hội",
    "Ban Dân tộc",
    "Ban Quản lý Khu kinh tế",
    "Ban Quản lý các khu công nghiệp tỉnh",
    "Thanh tra tỉnh",
    "Công an tỉnh",
    "Bộ Chỉ huy Quân sự tỉnh",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    "Cục Thuế tỉnh",
    "Cục Thống kê",
    "Kho bạc Nhà nước tỉnh",
    "Ngân hàng Chính sách xã hội tỉnh",
    "Bảo hiểm xã hội tỉnh",
    "Đài Phát thanh và Truyền hình tỉnh",
    "Báo và Đài Phát thanh, Truyền hình tỉnh",
    "Cổng Thông tin điện tử tỉnh",
    "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh",
    "Trung tâm Khuyến nông",
    "Trung tâm Phục vụ hành chính công tỉnh",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
    "Văn phòng UBND tỉnh",
    "Văn phòng Tỉnh ủy",
    "Ban Tổ chức Tỉnh ủy",
    "Ban Nội chính Tỉnh ủy",
    "Ban Thường vụ Tỉnh đoàn",
    "Tỉnh đoàn",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Hội Cựu chiến binh tỉnh",
    "Hội Khuyến học tỉnh",
    "Liên đoàn Lao động tỉnh",
    "Liên minh Hợp tác xã tỉnh",
    "Hiệp hội Doanh nghiệp tỉnh",
    "Tòa án nhân dân tỉnh",
    "Viện kiểm sát nhân dân tỉnh",
    "Cục Thi hành án dân sự tỉnh",
    "Chi cục Kiểm lâm",
    "Chi cục Chăn nuôi và Thú y",
    "Chi cục Thuế khu vực",
    "Đội Quản lý thị trường số 3",
    "Trường Chính trị tỉnh",
    "Trường Đại học Sông Lam",
    "Bệnh viện Đa khoa tỉnh",
    "Trung tâm Y tế huyện",
    "Phòng Kinh tế và Hạ tầng",
    "Phòng Quản lý đô thị",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Văn hóa, Khoa học và Thông tin",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Phòng Tài nguyên và Môi trường",
    "Phòng Tài chính - Kế hoạch",
    "Hạt Kiểm lâm",
    "Ban Chỉ huy Quân sự xã",
    "Công an xã",
    "Trung tâm Dịch vụ tổng hợp xã",
    "Trung tâm Phục vụ hành chính công xã",
    "Công chức Địa chính - Xây dựng",
    "Công chức Tài chính - Kế toán",
    "Ban Văn hóa xã",
    "Đoàn Thanh niên",
    "Đoàn TNCS Hồ Chí Minh xã",
    "Hội Nông dân xã",
    "Ban Công tác Mặt trận thôn",
    "Tổ công nghệ số cộng đồng",
    "Ban Thanh tra nhân dân",
    "Ban Giám hiệu",
    "Tổ chuyên môn",
    "Hội đồng thi đua - khen thưởng",
    "Điện lực huyện",
    "Công ty Điện lực",
    "VNPT tỉnh",
    "Viettel tỉnh",
    "Bưu điện tỉnh",
    "Công ty Cổ phần Môi trường đô thị",
    "Hợp tác xã nông nghiệp",
    "Các cơ quan, đơn vị, địa phương",
    "Các sở, ban, ngành",
    "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
    "Các doanh nghiệp viễn thông",
    "Các tổ chức chính trị - xã hội",
    "UBND các huyện, thành phố",
    "UBND các xã, phường, đặc khu",
    "UBND cấp xã",
    "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương",
    "Thủ trưởng các cơ quan, đơn vị",
    "Chủ tịch UBND các xã, phường",
    "Giám đốc Sở Nội vụ",
    "Chánh Văn phòng UBND tỉnh",
    "Trưởng phòng Nội vụ",
    "Hiệu trưởng các trường học",
    "Bí thư chi bộ",
    "Các chi bộ trực thuộc",
    "Các chi, đảng bộ trực thuộc",
    "Đảng ủy các cơ quan Đảng tỉnh",
    "Giáo viên chủ nhiệm",
    "Tổ trưởng chuyên môn",
    "Nhân viên y tế",
    "Kế toán",
    "Các bệnh viện",
    "Các tổ dân phố",
    "Chi cục Hải quan khu vực III",
    "Tòa án nhân dân khu vực 4",
    "Ban Tuyên giáo Huyện ủy",
    "Trung ương Hội Chữ thập đỏ Việt Nam",
    "Vụ Kế hoạch, Tài chính",
    "Phòng Giám sát, thẩm định và xử lý sau thanh tra",
    "Tổ Tiếp nhận, phân loại và xử lý đơn thư",
    "Phòng Quản lý, cấp phép và kiểm tra sau cấp phép",
    "Rà soát viên",
    "Tuyên truyền viên xã",
    "Báo cáo viên pháp luật cấp huyện",
    "Ban Quản lý các dự án đầu tư xây dựng",
)
_HEAD = """ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
Số: 1/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sông Lam, ngày 02 tháng 01 năm 2024
KẾ HOẠCH
Kiểm tra tên cơ quan
II. NHIỆM VỤ
"""


def _plan(body: str) -> Plan:
    return parse(read_text(f"{_HEAD}{body}\n", name="plan.txt", sha256=""))


@pytest.mark.parametrize("name", NAMES)
def test_subject_and_support(name: str) -> None:
    other = name[:1].lower() + name[1:] if name.startswith("Các ") else name
    plan = _plan(
        f"1. {name} chủ trì, phối hợp với Trạm Y tế xã xây dựng báo cáo.\n"
        f"2. Trạm Y tế xã chủ trì, phối hợp với {other} tổ chức hội nghị."
    )
    assert [[p.name for p in t.lead] for t in plan.tasks] == [[name], ["Trạm Y tế xã"]]
    assert [[p.name for p in t.support] for t in plan.tasks] == [["Trạm Y tế xã"], [other]]


@pytest.mark.parametrize("name", NAMES)
def test_heading(name: str) -> None:
    plan = _plan(f"1. {name}\n- Xây dựng kế hoạch thực hiện.\n- Báo cáo kết quả.\n2. Trạm Y tế xã\n- Lập danh sách.")
    assert [[p.name for p in t.lead] for t in plan.tasks] == [[name], [name], ["Trạm Y tế xã"]]


@pytest.mark.parametrize("words", ["phôi hợp với", "phối họp vơi", "phối hơp với"])
def test_support_after_words_with_marks_misread(words: str) -> None:
    plan = _plan(f"1. Phòng Nội vụ chủ trì, {words} Trạm Y tế xã lập danh sách.")
    assert [[p.name for p in t.support] for t in plan.tasks] == [["Trạm Y tế xã"]]


def test_supports_of_a_heading_hold_for_its_items() -> None:
    plan = _plan(
        "1. Phòng Nội vụ chủ trì, phối hợp với các phòng, ban liên quan:\n- Lập danh sách.\n- Tổng hợp kết quả.\n2. Công an xã\n- Giữ gìn trật tự."
    )
    assert [[p.name for p in t.support] for t in plan.tasks] == [["các phòng, ban liên quan"]] * 2 + [[]]


SENTENCES: list[tuple[str, list[list[str]]]] = [
    (
        "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ, Chủ tịch UBND các tỉnh tập trung chỉ đạo thực hiện.",
        [["Bộ trưởng", "Thủ trưởng cơ quan ngang bộ", "cơ quan thuộc Chính phủ", "Chủ tịch UBND các tỉnh"]],
    ),
    (
        "Giao các sở: Nội vụ, Giáo dục và Đào tạo và Văn phòng UBND tỉnh theo dõi.",
        [["các sở: Nội vụ, Giáo dục và Đào tạo", "Văn phòng UBND tỉnh"]],
    ),
    (
        "Giám đốc các Sở: Tài chính, Nội vụ; Chủ tịch UBND các xã lập danh sách.",
        [["Giám đốc các Sở: Tài chính, Nội vụ", "Chủ tịch UBND các xã"]],
    ),
    (
        "Yêu cầu: Hội Làm vườn tỉnh, Hội Sinh vật cảnh tỉnh kiểm kê tài sản.",
        [["Hội Làm vườn tỉnh", "Hội Sinh vật cảnh tỉnh"]],
    ),
    ("Trên cơ sở Kế hoạch này, các bộ theo nhiệm vụ được giao tổ chức triển khai.", [["các bộ"]]),
    (
        "Trong thời gian 03 tháng kể từ ngày ban hành Kế hoạch này, các hội hoàn thành việc thanh toán nợ.",
        [["các hội"]],
    ),
    ("Rà soát thủ tục cấp phép (UBND các xã thực hiện thường xuyên).", [["UBND các xã"]]),
    ("Thầy Lê Văn An phụ trách chuyên môn.", [["Thầy Lê Văn An"]]),
    ("Cấp phát thuốc cho người dân.", [[]]),
    ("Kiểm tra viên chức vi phạm kỷ luật.", [[]]),
    ("Thanh tra việc mua sắm tài sản công.", [[]]),
    ("Thanh tra Sở lập danh sách cơ sở vi phạm.", [["Thanh tra Sở"]]),
    ("Điều tra viên phỏng vấn chủ hộ, ghi phiếu.", [["Điều tra viên"]]),
    ("Cán bộ, đảng viên xây dựng bản cam kết.", [["Cán bộ, đảng viên"]]),
    ("Phối hợp với Công an xã, tổ chức kiểm tra các chốt.", [[]]),
]


@pytest.mark.parametrize(("sentence", "leads"), SENTENCES)
def test_sentences(sentence: str, leads: list[list[str]]) -> None:
    plan = _plan(f"1. {sentence}\n2. Lập danh sách hộ dân.")
    assert [[p.name for p in t.lead] for t in plan.tasks[:-1]] == leads


def test_a_paragraph_leads_in_the_items_after_it() -> None:
    plan = _plan(
        "Các sở, ngành và UBND các xã tập trung thực hiện các nhiệm vụ sau:\n1. Rà soát thủ tục.\n2. Công khai kết quả."
    )
    assert [[p.name for p in t.lead] for t in plan.tasks] == [["Các sở, ngành", "UBND các xã"]] * 2
