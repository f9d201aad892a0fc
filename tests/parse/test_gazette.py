"""The official gazette prints a running line on every page: it is no place, no date, no deadline, and no words of a task."""

import pytest

from phaply.document.running import RUNNING_EXAMPLES, is_running_line
from phaply.parse import Plan, parse
from phaply.readers.html import read_html
from phaply.readers.text import read_text

TEXT = """\
                         CÔNG BÁO/Số 15 + 16/Ngày 20-01-2023                          3

PHẦN VĂN BẢN KHÁC

ỦY BAN NHÂN DÂN TỈNH TRƯỜNG MINH

ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH TRƯỜNG MINH                        Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND                     Trường Minh, ngày 10 tháng 01 năm 2023

                              KẾ HOẠCH
                 Công tác văn thư, lưu trữ năm 2023

I. NHIỆM VỤ

1. Rà soát, lập danh mục hồ sơ của các cơ quan, tổ chức thuộc nguồn nộp lưu vào lưu

4                        CÔNG BÁO/Số 15 + 16/Ngày 20-01-2023

trữ lịch sử tỉnh
- Chủ trì: Sở Nội vụ.
- Thời gian: Trước ngày 30/6/2023.
                         CÔNG BÁO/Số 15 + 16/Ngày 20-01-2023                          5

2. Chỉnh lý tài liệu tồn đọng
- Chủ trì: Sở Nội vụ.
- Thời gian: Trước ngày 31/10/2023.
"""


def of_paragraphs(text: str) -> Plan:
    """As a converter leaves it: the running line is a paragraph."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    body = "".join(f"<p>{line}</p>" for line in lines if line)
    return parse(read_html(f"<html><body>{body}</body></html>".encode(), name="a.html", sha256="0"))


@pytest.mark.parametrize(("line", "running"), RUNNING_EXAMPLES)
def test_running_lines(line: str, running: bool) -> None:
    assert is_running_line(line) is running


@pytest.mark.parametrize("read", ["text", "paragraphs"])
def test_the_gazette_leaves_nothing_in_the_plan(read: str) -> None:
    plan = parse(read_text(TEXT, name="a.txt", sha256="0")) if read == "text" else of_paragraphs(TEXT)
    h = plan.header
    assert (h.place, h.date, h.number) == ("Trường Minh", "2023-01-10", "12/KH-UBND")
    assert (h.issuer, h.parent) == ("ỦY BAN NHÂN DÂN TỈNH TRƯỜNG MINH", None)
    assert [(t.path, t.lead[0].name) for t in plan.tasks] == [("I.1", "Sở Nội vụ"), ("I.2", "Sở Nội vụ")]
    assert [(d.type, d.to) for d in plan.deadlines] == [("by", "2023-06-30"), ("by", "2023-10-31")]
    assert "CÔNG BÁO" not in plan.text[plan.tasks[0].start : plan.tasks[0].end]


def test_a_receiver_is_no_running_line() -> None:
    plan = parse(read_text(TEXT + "\nNơi nhận:\n- Công báo tỉnh;\n- Lưu: VT.\n", name="a.txt", sha256="0"))
    assert plan.header.recipients == ("Công báo tỉnh", "Lưu: VT")
