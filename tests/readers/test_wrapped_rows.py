"""Rows of a table in text that only go on with the cells above them, and rows of their own under a number merged down."""

from time import process_time

import pytest

from phaply.parse import parse
from phaply.readers.tables_text import WRAPPED_EXAMPLES
from phaply.readers.text import read_text


def cells(text: str) -> dict[tuple[int, int], str]:
    document = read_text(text, name="a.txt", sha256="0")
    found: dict[tuple[int, int], str] = {}
    for b in document.blocks:
        if b.cell is not None:
            at = b.cell.row, b.cell.column
            found[at] = " / ".join(filter(None, (found.get(at), document.text[b.start : b.end])))
    return found


@pytest.mark.parametrize(
    ("above", "below", "goes_on"), WRAPPED_EXAMPLES, ids=[f"{a} | {b}" for a, b, _ in WRAPPED_EXAMPLES]
)
def test_a_cell_that_goes_on(above: str, below: str, goes_on: bool) -> None:
    found = cells(f"| TT | Nội dung |\n|---|---|\n| 1 | {above} |\n|   | {below} |\n| 2 | Việc khác |\n")
    assert (found[1, 1] == f"{above} {below}") is goes_on
    assert ((2, 0) in found) is goes_on


def test_rows_of_their_own_stay() -> None:
    text = (
        "| TT | Nội dung | Chủ trì | Thời hạn |\n|---|---|---|---|\n"
        "| 1 | Công tác văn thư | | |\n"
        "| | Rà soát hồ sơ | Công chức Văn phòng | 20/6/2023 |\n"
        "| | lập danh mục hồ sơ | Công chức Tư pháp | 30/6/2023 |\n"
    )
    assert {row for row, _ in cells(text)} == {0, 1, 2, 3}


def test_a_row_of_three_lines() -> None:
    text = (
        "| TT | Nội dung | Chủ trì | Thời hạn |\n|----|----|----|----|\n"
        "| 1  | Rà soát, lập danh mục | Công chức Văn phòng - | Trước ngày |\n"
        "|    | hồ sơ năm 2023 của    | thống kê              | 20/6/2023  |\n"
        "|    | các bộ phận           |                       |            |\n"
        "| 2  | Chỉnh lý tài liệu     | Công chức Tư pháp     | Quý IV     |\n"
    )
    found = cells(text)
    assert found[1, 1] == "Rà soát, lập danh mục hồ sơ năm 2023 của các bộ phận"
    assert found[1, 2] == "Công chức Văn phòng - thống kê"
    assert found[1, 3] == "Trước ngày 20/6/2023"
    assert found[2, 0] == "2"
    plan = parse(read_text(f"KẾ HOẠCH\nCông tác văn thư\n\nI. NHIỆM VỤ\n\n{text}", name="a.txt", sha256="0"))
    assert [t.path for t in plan.tasks] == ["bang1.1", "bang1.2"]


HEAD = "TT    Nội dung công việc               Đơn vị chủ trì           Thời hạn\n"
LAYOUTS = {
    "numbers": HEAD
    + "1     Rà soát, lập danh mục hồ sơ      Công chức Văn phòng -    Trước ngày\n"
    + "      năm 2023 của các bộ phận         thống kê                 20/6/2023\n"
    + "2     Chỉnh lý tài liệu tồn đọng       Công chức Tư pháp -      Trước ngày\n"
    + "      trong kho lưu trữ                hộ tịch                  31/10/2023\n",
    "titles in capitals, in the middle": "STT           NỘI DUNG                     CHỦ TRÌ              THỜI GIAN\n"
    + " 1    Rà soát, lập danh mục hồ sơ      Công chức Văn phòng -    Trước ngày\n"
    + "      năm 2023 của các bộ phận         thống kê                 20/6/2023\n\n"
    + " 2    Chỉnh lý tài liệu tồn đọng       Công chức Tư pháp -      Trước ngày\n"
    + "      trong kho lưu trữ                hộ tịch                  31/10/2023\n",
    "numbers in the middle of the row": HEAD
    + "                                       Công chức Văn phòng -    Trước ngày\n"
    + "1     Rà soát, lập danh mục hồ sơ      thống kê                 20/6/2023\n"
    + "      năm 2023 của các bộ phận\n"
    + "                                       Công chức Tư pháp -      Trước ngày\n"
    + "2     Chỉnh lý tài liệu tồn đọng       hộ tịch                  31/10/2023\n"
    + "      trong kho lưu trữ\n",
    "no numbers": HEAD.replace("TT    ", "")
    + "Rà soát, lập danh mục hồ sơ      Công chức Văn phòng      Trước ngày\n"
    + "năm 2023 của các bộ phận         - thống kê               20/6/2023\n"
    + "Chỉnh lý tài liệu tồn đọng       Công chức Tư pháp -      Trước ngày\n"
    + "trong kho lưu trữ                hộ tịch                  31/10/2023\n",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_columns_kept_by_spaces(name: str) -> None:
    text = (
        "KẾ HOẠCH\nCông tác văn thư, lưu trữ năm 2023\n\nI. NHIỆM VỤ\n\n"
        f"{LAYOUTS[name]}\nII. TỔ CHỨC THỰC HIỆN\n\n1. Công chức Văn phòng - thống kê theo dõi việc thực hiện.\n"
    )
    plan = parse(read_text(text, name="a.txt", sha256="0"))
    told = [
        (" ".join(plan.text[t.start : t.end].split()), t.lead[0].name, t.deadline and plan.deadlines[t.deadline].to)
        for t in plan.tasks
        if t.path.startswith("bang1")
    ]
    days = [plan.deadlines[t.deadline].to for t in plan.tasks if t.deadline is not None]
    assert [t[:2] for t in told] == [
        ("Rà soát, lập danh mục hồ sơ năm 2023 của các bộ phận", "Công chức Văn phòng - thống kê"),
        ("Chỉnh lý tài liệu tồn đọng trong kho lưu trữ", "Công chức Tư pháp - hộ tịch"),
    ]
    assert days == ["2023-06-20", "2023-10-31"]
    assert plan.tasks[-1].path == "II.1"


@pytest.mark.parametrize(
    "text",
    [
        "Nội dung  một  hai ba\nkhông phải bảng\n",
        "Nội dung thực hiện   các   việc sau đây: rà soát hồ sơ, lập danh mục hồ sơ của các bộ phận năm 2023\n1. Rà soát.\n2. Lập.\n",
        HEAD + "Các công chức rà soát hồ sơ của bộ phận mình, lập danh mục hồ sơ, nộp vào lưu trữ cơ quan\n",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert cells(text) == {}


@pytest.mark.parametrize("line", [HEAD, "Nội dung   chủ trì   thời hạn\n", "a   b   c   d\n"])
def test_many_headings_take_linear_time(line: str) -> None:
    def seconds(count: int) -> float:
        start = process_time()
        read_text(line * count, name="a.txt", sha256="0")
        return process_time() - start

    assert min(seconds(6000) for _ in range(3)) < 2.5 * 3 * min(seconds(2000) for _ in range(3)) + 0.05


def test_a_date_broken_between_its_numbers() -> None:
    text = "KẾ HOẠCH\nCông tác văn thư năm 2023\n\nI. NHIỆM VỤ\n\n- Báo cáo kết quả trước ngày 15 tháng\n10 năm 2023.\n- Rà soát hồ sơ.\n"
    plan = parse(read_text(text, name="a.txt", sha256="0"))
    assert [d.to for d in plan.deadlines] == ["2023-10-15"]
