"""Rows of a table in text that only go on with the cells above them, and rows of their own under a number merged down."""

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
