"""One table printed in every form that text knows, columns in any order, with sections, blanks and cells too many: read the same."""

import random
import textwrap
from collections.abc import Callable

import pytest

from phaply.parse import parse
from phaply.parse.model import Plan
from phaply.readers.text import read_text

TITLES = {
    "number": ("TT", "STT", "Số TT"),
    "work": ("Nội dung công việc", "Nhiệm vụ", "Công việc", "Hoạt động"),
    "lead": ("Đơn vị chủ trì", "Cơ quan chủ trì", "Đơn vị thực hiện"),
    "support": ("Đơn vị phối hợp", "Phối hợp"),
    "time": ("Thời gian thực hiện", "Thời hạn hoàn thành", "Tiến độ"),
    "output": ("Sản phẩm", "Kết quả"),
}
WORKS = (
    "Rà soát văn bản quy phạm pháp luật thuộc lĩnh vực quản lý",
    "Tập huấn nghiệp vụ cho công chức cấp xã",
    "Kiểm tra việc chấp hành quy định về an toàn thực phẩm tại các bếp ăn",
    "Xây dựng kế hoạch truyền thông năm 2026",
    "Lập danh sách hộ nghèo, hộ cận nghèo",
    "Tổng kết, đánh giá kết quả thực hiện",
)
LEADS = ("Phòng Tư pháp", "Văn phòng HĐND và UBND", "Phòng Tài chính - Kế hoạch", "Trạm Y tế")
SUPPORTS = ("Sở Tài chính", "Các phòng, ban liên quan", "Công an tỉnh")
TIMES = ("Quý I/2026", "Trước ngày 15/6/2026", "Thường xuyên", "Từ tháng 4 đến tháng 9/2026")
OUTPUTS = ("Báo cáo", "Tờ trình, dự thảo Quyết định", "")
SECTIONS = (("I", "CÔNG TÁC TUYÊN TRUYỀN"), ("II", "KIỂM TRA, GIÁM SÁT"))

Row = tuple[str, str] | list[str]
"""A section with its number, or the cells of a row."""
Form = Callable[[random.Random, list[str], list[Row]], str]


def cells(rng: random.Random, titles: list[str], rows: list[Row]) -> str:
    """A cell a line, each ended by a bar; now and then an empty cell too many, or a section without its empty cells."""
    strays, short = rng.random() < 0.5, rng.random() < 0.3
    found = [*titles, ""] if strays else [*titles]
    for row in rows:
        found += row if isinstance(row, list) else [*row, *([""] * (0 if short else len(titles) - 2))]
        if strays and titles[0] in TITLES["number"] and rng.random() < 0.2:
            found.append("")
    return "\n | ".join(found) + "\n | "


def _whole(titles: list[str], rows: list[Row]) -> list[list[str]]:
    return [titles, *(row if isinstance(row, list) else [*row, *[""] * (len(titles) - 2)] for row in rows)]


def markdown(rng: random.Random, titles: list[str], rows: list[Row]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in _whole(titles, rows)]
    return "\n".join([lines[0], "|" + "---|" * len(titles), *lines[1:]])


def tabs(rng: random.Random, titles: list[str], rows: list[Row]) -> str:
    return "\n".join("\t".join(row) for row in _whole(titles, rows))


def art(rng: random.Random, titles: list[str], rows: list[Row]) -> str:
    """Lines of equal length with wrapped cells, with lines between the rows or without."""
    widths = [5 if title in TITLES["number"] else rng.randint(18, 34) for title in titles]
    ruler = "+" + "+".join("-" * width for width in widths) + "+" if rng.random() < 0.4 else None
    lines = [ruler] if ruler else []
    for row in [titles, *rows]:
        if isinstance(row, tuple):
            lines.append("|" + ". ".join(row).ljust(sum(widths) + len(widths) - 1) + "|")
        else:
            wrapped = [textwrap.wrap(cell, width - 1) or [""] for cell, width in zip(row, widths, strict=True)]
            for n in range(max(map(len, wrapped))):
                parts = [(cell[n] if n < len(cell) else "").ljust(w) for cell, w in zip(wrapped, widths, strict=True)]
                lines.append("|" + "|".join(parts) + "|")
        if ruler:
            lines.append(ruler)
    return "\n".join(lines)


@pytest.mark.parametrize("form", [cells, markdown, tabs, art])
@pytest.mark.parametrize("seed", range(24))
def test_a_table_in_every_form(form: Form, seed: int) -> None:
    rng = random.Random(seed)
    columns = ["work", "lead", "support", "time", *(["output"] if rng.random() < 0.6 else [])]
    if rng.random() < 0.35:
        rng.shuffle(columns)
    numbered = rng.random() < 0.8
    columns = ["number", *columns] if numbered else columns
    rows: list[Row] = []
    expected = []
    for n, work in enumerate(WORKS[: rng.randint(3, 6)]):
        if numbered and seed % 2 and n in (0, 2):
            rows.append(SECTIONS[n // 2])
        row = {"number": str(n + 1), "work": work, "lead": rng.choice(LEADS), "support": rng.choice(SUPPORTS)}
        row |= {"time": rng.choice(TIMES), "output": rng.choice(OUTPUTS)}
        rows.append([row[column] for column in columns])
        expected.append((work, row["lead"], row["support"], row["time"]))
    table = form(rng, [rng.choice(TITLES[column]) for column in columns], rows)
    raw = f"KẾ HOẠCH\nCông tác năm 2026\n\nI. NỘI DUNG\n\nCác nhiệm vụ theo Phụ lục kèm theo.\n\nPHỤ LỤC\nPHÂN CÔNG\n\n{table}\n"
    plan = parse(read_text(raw, name="x.txt", sha256="0"))
    found = [
        (
            " ".join(plan.text[task.start : task.end].split()),
            "; ".join(party.name for party in task.lead),
            "; ".join(party.name for party in task.support),
            _words(plan, task.deadline),
        )
        for task in plan.tasks
        if task.path.startswith("bang")
    ]
    assert found == expected


def _words(plan: Plan, index: int | None) -> str:
    return "" if index is None else plan.text[plan.deadlines[index].start : plan.deadlines[index].end]
