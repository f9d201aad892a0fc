"""Pages' numbers and running lines in a text without page marks."""

import time

import pytest

from phaply.readers.page_breaks import BREAK_EXAMPLES, page_breaks
from phaply.readers.text import read_text


def lines_of(text: str) -> tuple[list[int], list[int]]:
    starts, ends, at = [], [], 0
    for line in text.split("\n"):
        starts.append(at)
        ends.append(at + len(line))
        at += len(line) + 1
    return starts, ends


@pytest.mark.parametrize(("text", "breaks"), BREAK_EXAMPLES)
def test_what_stands_between_pages(text: str, breaks: str) -> None:
    starts, ends = lines_of(text)
    found = [text[starts[n] : ends[n]] for n in sorted(page_breaks(text, starts, ends))]
    assert "|".join(found) == breaks


def test_the_sentence_goes_on_over_the_page() -> None:
    raw = "a) Văn phòng lập danh\n\n2\n\nKẾ HOẠCH GIẢM NGHÈO - XÃ HÒA AN\n\nsách các hộ trước ngày 15/3/2026.\n\nb) Tổng hợp.\n"
    document = read_text(raw, name="x.txt", sha256="0")
    found = [document.text[b.start : b.end] for b in document.blocks]
    assert found == ["a) Văn phòng lập danh sách các hộ trước ngày 15/3/2026.", "b) Tổng hợp."]
    assert any(d.code == "page-furniture" for d in document.diagnostics)


def test_many_numbers_take_time_in_proportion() -> None:
    def seconds(size: int) -> float:
        text = "2\n\nPhòng Tư pháp quận Lâm Thủy\n\n" * size
        starts, ends = lines_of(text)
        begin = time.process_time()
        page_breaks(text, starts, ends)
        return time.process_time() - begin

    small = max(min(seconds(500) for _ in range(3)), 1e-3)
    assert min(seconds(2_000) for _ in range(3)) < 10 * small
