"""Task tables as plain text prints them: Markdown, art, tabs, a cell a line; merged cells, wrapped rows, headings again; made-up contents."""

import pytest

from phaply.document import Document
from phaply.parse import parse
from phaply.parse.inspections import INSPECTED_EXAMPLES, names_inspected
from phaply.readers.text import read_text

Told = list[tuple[str, str, list[str], list[str], str | None]]


def told(document: Document) -> Told:
    plan = parse(document)
    return [
        (
            t.path,
            plan.text[t.start : t.end].replace("\n", " / "),
            [p.name for p in t.lead],
            [p.name for p in t.support],
            None
            if t.deadline is None
            else plan.text[plan.deadlines[t.deadline].start : plan.deadlines[t.deadline].end],
        )
        for t in plan.tasks
    ]


CASES: dict[str, tuple[str, Told]] = {
    "a cell a line: sections, a lead merged down, two tables that meet": (
        "TT\n | Nhiệm vụ\n | Đơn vị chủ trì\n | Đơn vị phối hợp\n | Thời gian\n | \n | I\n | TUYÊN TRUYỀN\n | \n | \n | \n"
        " | 1\n | Phát tin trên loa truyền thanh\n | Bộ phận văn hóa\n | Các tổ dân phố\n | Hằng tuần\n"
        " | 2\n | Treo băng rôn tại chợ\n | \n | Hội Phụ nữ phường\n | Tháng 3/2026\n | \n | II\n | KIỂM TRA\n | \n | \n | \n"
        " | 3\n | Kiểm tra bếp ăn trường học\n | Trạm Y tế phường\n | \n | Quý II/2026\n"
        " | 4\n | Tổng hợp kết quả\n | Văn phòng\n | Trạm Y tế phường\n | Tháng 12/2026\n | \n",
        [
            ("bang1.I.1", "Phát tin trên loa truyền thanh", ["Bộ phận văn hóa"], ["Các tổ dân phố"], "Hằng tuần"),
            ("bang1.I.2", "Treo băng rôn tại chợ", ["Bộ phận văn hóa"], ["Hội Phụ nữ phường"], "Tháng 3/2026"),
            ("bang1.II.3", "Kiểm tra bếp ăn trường học", ["Trạm Y tế phường"], [], "Quý II/2026"),
            ("bang1.II.4", "Tổng hợp kết quả", ["Văn phòng"], ["Trạm Y tế phường"], "Tháng 12/2026"),
        ],
    ),
    "Markdown: the lead first, no numbers, merged cells blank": (
        "| Đơn vị thực hiện | Công việc | Hạn hoàn thành |\n|---|---|---|\n"
        "| Phòng Nội vụ | Rà soát vị trí việc làm | 30/6/2026 |\n| | Trình phê duyệt đề án | 15/7/2026 |\n"
        "| Phòng Tài chính - Kế hoạch | Cấp kinh phí | Quý III/2026 |\n",
        [
            ("bang1.1", "Rà soát vị trí việc làm", ["Phòng Nội vụ"], [], "30/6/2026"),
            ("bang1.2", "Trình phê duyệt đề án", ["Phòng Nội vụ"], [], "15/7/2026"),
            ("bang1.3", "Cấp kinh phí", ["Phòng Tài chính - Kế hoạch"], [], "Quý III/2026"),
        ],
    ),
    "art: an inspection, wrapped cells, the headings again on the next page": (
        "|STT|Đơn vị được kiểm tra |Nội dung kiểm tra      |Thời gian  |Đơn vị chủ trì   |\n"
        "|A. KIỂM TRA THEO KẾ HOẠCH                                                      |\n"
        "|1  |Trường THCS Hòa An   |Việc thu, chi các khoản|Tháng 4    |Phòng Giáo dục và|\n"
        "|   |                     |đóng góp tự nguyện     |           |Đào tạo          |\n"
        "|STT|Đơn vị được kiểm tra |Nội dung kiểm tra      |Thời gian  |Đơn vị chủ trì   |\n"
        "|2  |UBND phường Hòa An   |Giải quyết thủ tục hành|Tháng 5    |Phòng Nội vụ     |\n"
        "|   |                     |chính                  |           |                 |\n",
        [
            (
                "bang1.A.1",
                "Trường THCS Hòa An / Việc thu, chi các khoản đóng góp tự nguyện",
                ["Phòng Giáo dục và Đào tạo"],
                [],
                "Tháng 4",
            ),
            ("bang1.A.2", "UBND phường Hòa An / Giải quyết thủ tục hành chính", ["Phòng Nội vụ"], [], "Tháng 5"),
        ],
    ),
    "tabs, headings in two rows": (
        "TT\tNội dung công việc\tPhân công\t\tThời gian\n\t\tChủ trì\tPhối hợp\t\n"
        "1\tLập danh sách hộ kinh doanh\tPhòng Kinh tế\tCông an phường\tTháng 2/2026\n"
        "2\tTổ chức ký cam kết\tBan Quản lý chợ\t\tTháng 3/2026\n",
        [
            ("bang1.1", "Lập danh sách hộ kinh doanh", ["Phòng Kinh tế"], ["Công an phường"], "Tháng 2/2026"),
            ("bang1.2", "Tổ chức ký cam kết", ["Ban Quản lý chợ"], [], "Tháng 3/2026"),
        ],
    ),
    "a cell a line: headings in two rows, no numbers": (
        "Nội dung công việc\n | Cơ quan thực hiện\n | Thời gian\n | Kết quả\n"
        " | Điều tra giá đất\n | Phòng Nông nghiệp\n | Quý I\n | Báo cáo\n | Lập bảng giá đất\n | Phòng Tư pháp\n | Quý II\n | \n",
        [
            ("bang1.1", "Điều tra giá đất", ["Phòng Nông nghiệp"], [], "Quý I"),
            ("bang1.2", "Lập bảng giá đất", ["Phòng Tư pháp"], [], "Quý II"),
        ],
    ),
    "a lead left out where little else is said": (
        "| TT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Rà soát hồ sơ | Văn phòng | Quý I |\n"
        "| 2 | Lập danh sách | | Quý II |\n",
        [
            ("bang1.1", "Rà soát hồ sơ", ["Văn phòng"], [], "Quý I"),
            ("bang1.2", "Lập danh sách", [], [], "Quý II"),
        ],
    ),
    "a lead column mostly blank says nothing of the rows below": (
        "| TT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Họp giao ban | Văn phòng | Hằng tuần |\n"
        "| 2 | Đi cơ sở | | Hằng tháng |\n| 3 | Tiếp dân | | Thứ Năm |\n| 4 | Sơ kết | Văn phòng | Tháng 6 |\n| 5 | Nghỉ lễ | | Tháng 9 |\n",
        [
            ("bang1.1", "Họp giao ban", ["Văn phòng"], [], "Hằng tuần"),
            ("bang1.2", "Đi cơ sở", [], [], "Hằng tháng"),
            ("bang1.3", "Tiếp dân", [], [], None),
            ("bang1.4", "Sơ kết", ["Văn phòng"], [], "Tháng 6"),
            ("bang1.5", "Nghỉ lễ", [], [], "Tháng 9"),
        ],
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_printed_tables(what: str) -> None:
    table, expected = CASES[what]
    raw = f"KẾ HOẠCH\nCông tác năm 2026\n\nI. NỘI DUNG\n\nCác nhiệm vụ cụ thể như sau.\n\n{table}\n"
    found = [task for task in told(read_text(raw, name="x.txt", sha256="0")) if task[0].startswith("bang")]
    assert found == expected


@pytest.mark.parametrize(("title", "inspected"), INSPECTED_EXAMPLES)
def test_columns_of_the_inspected(title: str, inspected: bool) -> None:
    assert names_inspected(title) is inspected
