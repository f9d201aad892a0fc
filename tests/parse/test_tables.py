"""Task tables: any columns, merged cells, groups, repeats, two header rows, pages; made-up contents."""

import pytest

from phaply.document import Block, Cell, Document
from phaply.language import EditMap
from phaply.parse import parse
from phaply.parse.model import Plan
from phaply.parse.reading import Reading
from phaply.parse.tables import read_tables
from phaply.readers.text import LineLocator, read_text

Spec = list[tuple[int, int, int, int, str]]
"""Cells of a table as (row, column, row span, column span, text)."""


def document(*tables: Spec, between: str = "") -> Document:
    """A document of these tables, as a Word reader gives it."""
    text, blocks = "", []
    for number, cells in enumerate(tables):
        if number and between:
            text += "\n" + between
            blocks.append(Block(len(text) - len(between), len(text)))
        for row, column, down, across, words in cells:
            text += "\n" if text else ""
            start = len(text)
            text += words
            blocks.append(Block(start, len(text), cell=Cell(number, row, column, down, across)))
    return Document("x.docx", "docx", "", text, tuple(blocks), text, (EditMap.identity(len(text)),), LineLocator(text))


def grid(*rows: str) -> Spec:
    return [(r, c, 1, 1, words.strip()) for r, row in enumerate(rows) for c, words in enumerate(row.split("|"))]


def told(plan: Plan) -> list[tuple[str, str, list[str], list[str], str | None]]:
    return [
        (
            t.path,
            " ".join(plan.text[t.start : t.end].split()[:2]),
            [p.name for p in t.lead],
            [p.name for p in t.support],
            t.output,
        )
        for t in plan.tasks
    ]


CASES: list[tuple[str, Document, list[tuple[str, str, list[str], list[str], str | None]]]] = [
    (
        "columns in any order",
        document(
            grid(
                "Thời hạn|Đơn vị phối hợp|Nội dung công việc|STT|Đơn vị chủ trì|Sản phẩm",
                "Tháng 3|Công an phường; Trạm Y tế|Lập danh sách hộ nghèo|1|Văn phòng phường|Danh sách",
                "Tháng 4||Phát tờ rơi|2|Hội Nông dân phường|",
            )
        ),
        [
            ("bang1.1", "Lập danh", ["Văn phòng phường"], ["Công an phường", "Trạm Y tế"], "Danh sách"),
            ("bang1.2", "Phát tờ", ["Hội Nông dân phường"], [], None),
        ],
    ),
    (
        "a cell merged down, group rows with Roman numbers, rows without a number",
        document(
            [
                *grid("TT|Nhiệm vụ|Chủ trì|Phối hợp|Thời gian"),
                (1, 0, 1, 5, "I. TUYÊN TRUYỀN"),
                *[(2, c, 1, 1, w) for c, w in enumerate(["", "Treo băng rôn", "", "Hội Phụ nữ", "Quý I"]) if c != 2],
                (2, 2, 2, 1, "Bộ phận văn hóa"),
                *[(3, c, 1, 1, w) for c, w in enumerate(["", "Viết bài", "", "", "Quý II"]) if c != 2],
                (4, 0, 1, 5, "II. KIỂM TRA"),
                *[(5, c, 1, 1, w) for c, w in enumerate(["1", "Kiểm tra chợ", "Công an phường", "nt", "nt"])],
                *[(6, c, 1, 1, w) for c, w in enumerate(["2", "Kiểm tra bến xe", "nt", "Dân phòng", "Quý III"])],
            ]
        ),
        [
            ("bang1.I.1", "Treo băng", ["Bộ phận văn hóa"], ["Hội Phụ nữ"], None),
            ("bang1.I.2", "Viết bài", ["Bộ phận văn hóa"], [], None),
            ("bang1.II.1", "Kiểm tra", ["Công an phường"], [], None),
            ("bang1.II.2", "Kiểm tra", ["Công an phường"], ["Dân phòng"], None),
        ],
    ),
    (
        "two header rows, numbered columns, sub-groups",
        document(
            [
                (0, 0, 2, 1, "TT"),
                (0, 1, 2, 1, "Nội dung công việc"),
                (0, 2, 1, 2, "Phân công"),
                (0, 4, 1, 2, "Thời gian"),
                (1, 2, 1, 1, "Chủ trì"),
                (1, 3, 1, 1, "Phối hợp"),
                (1, 4, 1, 1, "Bắt đầu"),
                (1, 5, 1, 1, "Kết thúc"),
                *[(2, c, 1, 1, f"({c + 1})") for c in range(6)],
                (3, 0, 1, 1, "1"),
                (3, 1, 1, 5, "Chuẩn bị"),
                *[
                    (4, c, 1, 1, w)
                    for c, w in enumerate(["1.1", "Soạn đề cương", "TTTH, BBT", "Phòng Tin học", "1/2024", "2/2024"])
                ],
                *[(5, c, 1, 1, w) for c, w in enumerate(["1.2", "Họp góp ý", "TTTH", "", "", "3/2024"])],
            ]
        ),
        [
            ("bang1.1.1", "Soạn đề", ["TTTH", "BBT"], ["Phòng Tin học"], None),
            ("bang1.1.2", "Họp góp", ["TTTH"], [], None),
        ],
    ),
    (
        "a table that goes on over a page, without and with its header again",
        document(
            grid("TT|Công việc|Người thực hiện", "1|Đo đạc|Tổ khảo sát", "2|Vẽ bản đồ|Tổ kỹ thuật"),
            grid("3|In ấn|Văn phòng phường"),
            grid("TT|Công việc|Người thực hiện", "4|Bàn giao|Tổ khảo sát"),
        ),
        [
            ("bang1.1", "Đo đạc", ["Tổ khảo sát"], [], None),
            ("bang1.2", "Vẽ bản", ["Tổ kỹ thuật"], [], None),
            ("bang1.3", "In ấn", ["Văn phòng phường"], [], None),
            ("bang1.4", "Bàn giao", ["Tổ khảo sát"], [], None),
        ],
    ),
    (
        "both roles in one cell",
        document(
            grid(
                "STT|Hoạt động|Phân công thực hiện|Tiến độ",
                "1|Mở lớp dạy bơi|Chủ trì: Đoàn Thanh niên phường; phối hợp: Trường THCS Hòa An|Tháng 6",
            )
        ),
        [("bang1.1", "Mở lớp", ["Đoàn Thanh niên phường"], ["Trường THCS Hòa An"], None)],
    ),
    (
        "tables of other matters hold no tasks",
        document(
            grid("STT|Họ và tên|Năm sinh|Địa chỉ", "1|Nguyễn Văn Bé|1960|Tổ 3"),
            grid("TT|Tên nhiệm vụ|Kết quả thực hiện|Tồn tại", "|||", "|||"),
            between="Danh sách kèm theo của các tổ dân phố năm nay gồm hai bảng khác nhau",
        ),
        [],
    ),
]


@pytest.mark.parametrize(("what", "source", "expected"), CASES, ids=[c[0] for c in CASES])
def test_tables(what: str, source: Document, expected: list[tuple[str, str, list[str], list[str], str | None]]) -> None:
    assert told(parse(source)) == expected


def test_markdown_table() -> None:
    text = (
        "KẾ HOẠCH\nTrồng cây\n\nI. NỘI DUNG\n\n| TT | Việc cần làm | Ai làm | Thời hạn |\n|---|---|---|---|\n"
        "| 1 | Đào hố | Tổ dân phố số 5 | 10/3/2024 |\n| 2 | Tưới nước | như trên | hằng ngày |\n"
    )
    plan = parse(read_text(text, name="x.md", sha256=""))
    assert [(t.path, [p.name for p in t.lead]) for t in plan.tasks] == [
        ("bang1.1", ["Tổ dân phố số 5"]),
        ("bang1.2", ["Tổ dân phố số 5"]),
    ]


def test_long_table() -> None:
    rows = [f"{i}|Dọn đoạn đường số {i}|Tổ dân phố số {i % 9 + 1}|Tháng {i % 12 + 1}" for i in range(1, 5001)]
    tables = read_tables(Reading(document(grid("TT|Nội dung|Chủ trì|Thời gian", *rows))))
    assert [len(t.rows) for t in tables] == [5000]
    assert tables[0].rows[-1].path == "bang1.5000"


@pytest.mark.parametrize("unit", ["Đơn vị tính", "ĐVT", "Đơn vị đo"])
def test_a_table_of_targets_holds_no_work(unit: str) -> None:
    targets = document(grid(f"TT|Chỉ tiêu|{unit}|Năm 2024", "1|Tỷ lệ hộ nghèo|%|1,2", "2|Cây xanh trồng mới|cây|500"))
    assert parse(targets).tasks == ()
