"""Definitions and what points back to them; better unresolved than wrong."""

import pytest

from phaply.parse.citations import parse_citations, parse_references
from phaply.parse.model import Header
from phaply.parse.reading import Reading
from phaply.parse.short_forms import DEFINITION_EXAMPLES
from phaply.readers.text import read_text


def reading_of(text: str) -> Reading:
    return Reading(read_text(text, name="-", sha256=""))


@pytest.mark.parametrize(("text", "expected"), DEFINITION_EXAMPLES)
def test_definitions(text: str, expected: tuple[str, ...]) -> None:
    reading = reading_of(text)
    _, found = parse_citations(reading, Header(), ())
    assert tuple(d.short for d in found) == expected
    assert all(reading.text[d.start : d.end] == d.short for d in found)


def test_what_a_short_form_stands_for() -> None:
    reading = reading_of(
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024 về thi hành Luật Đất đai (sau đây gọi tắt là Luật) của Ủy ban nhân dân quận Lâm Thủy (gọi tắt là UBND quận)."
    )
    citations, (law, body) = parse_citations(reading, Header(), ())
    assert (law.citation, law.long) == (1, "Luật Đất đai")
    assert citations[1].title == "Đất đai"
    assert (body.citation, body.long) == (None, "Ủy ban nhân dân quận Lâm Thủy")
    # The kind decides, not the nearest document.
    reading = reading_of("Nghị định số 105/2025/NĐ-CP quy định chi tiết Luật Đất đai (viết tắt là Nghị định 105)")
    citations, (decree,) = parse_citations(reading, Header(), ())
    assert decree.citation == 0
    assert citations[2].number == "105/2025/NĐ-CP"
    assert citations[2].resolved_by == "definition"


def test_the_number_decides_and_the_changed_law_is_meant() -> None:
    text = "Thông tư số 69/2022/TT-BTC được sửa đổi bởi Thông tư số 85/2024/TT-BTC (sau đây gọi là Thông tư số 69/2022/TT-BTC)"
    _, (d,) = parse_citations(reading_of(text), Header(), ())
    assert d.citation == 0
    text = "Luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15 (sau đây gọi tắt là Luật)"
    _, (d,) = parse_citations(reading_of(text), Header(), ())
    assert d.citation == 0


# text → number or title, and method, of the last citation
RESOLVED: tuple[tuple[str, tuple[str | None, str | None, str | None]], ...] = (
    ("Luật Đất đai (sau đây gọi tắt là Luật). Điều 12 của Luật", (None, "Đất đai", "definition")),
    ("Theo Luật Nhà ở năm 2023. Điều 12 của Luật", (None, "Nhà ở", "antecedent")),
    ("Theo Nghị định số 59/2023/NĐ-CP; khoản 1 Điều 3 Nghị định nêu trên", ("59/2023/NĐ-CP", None, "antecedent")),
    ("Nghị quyết số 35-NQ/TU ngày 29/12/2025. Theo Nghị quyết 35", ("35-NQ/TU", None, "antecedent")),
    # Nothing of that kind before.
    ("Theo Nghị định số 59/2023/NĐ-CP; khoản 1 Điều 3 Thông tư nêu trên", (None, None, None)),
    ("Theo Luật Nhà ở. Điều 12 của Bộ luật", (None, None, None)),
    # A number that nothing in the text explains stays as printed.
    ("Nghị quyết số 35-NQ/TU. Theo Nghị quyết 36", ("36", None, None)),
    # From afar, with two laws that could be meant.
    ("Luật Nhà ở. Luật Đất đai." + " Nội dung khác." * 60 + " Điều 12 của Luật", (None, None, None)),
)


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_resolving(text: str, expected: tuple[str | None, str | None, str | None]) -> None:
    citations, _ = parse_citations(reading_of(text), Header(), ())
    last = citations[-1]
    assert (last.number, last.title, last.resolved_by) == expected


def test_a_law_that_was_not_understood_blocks_the_chain() -> None:
    citations, _ = parse_citations(reading_of("Luật Nhà ở và Luật “Z9”. Điều 12 của Luật"), Header(), ())
    assert citations[0].title == "Nhà ở"
    assert citations[-1].title is None


def test_this_document_is_no_citation() -> None:
    citations, _ = parse_citations(
        reading_of("khoản 1 Điều 5 Nghị định này; khoản 2 Điều này; Điều 6 Luật này"), Header(), ()
    )
    assert citations == ()


def test_references() -> None:
    reading = reading_of(
        "Theo Quyết định số 346/QĐ-TTg và Luật Đất đai (sau đây gọi tắt là Luật): khoản 1 Điều này, Điều 5 Kế hoạch này, Quyết định nêu trên, Chỉ thị nêu trên, thi hành Luật."
    )
    citations, definitions = parse_citations(reading, Header(), ())
    found = [
        (reading.text[r.start : r.end], r.method, r.citation) for r in parse_references(reading, citations, definitions)
    ]
    assert found == [
        ("khoản 1 Điều này", "self", None),
        ("Điều 5 Kế hoạch này", "self", None),
        ("Quyết định nêu trên", "antecedent", 0),
        ("Chỉ thị nêu trên", "unresolved", None),
        ("Luật", "definition", 1),
    ]
