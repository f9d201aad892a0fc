"""Dates in every written form → ISO."""

import pytest

from phaply.language import fold
from phaply.parse.dates import EXAMPLES, day_before, iso, last_day, read_date


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_written_date(text: str, expected: str | None) -> None:
    read = read_date(fold(text), 0)
    assert read is not None
    assert (read.start, read.end, read.iso) == (0, len(text), expected)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("30/6", (30, 6, None)),
        ("ngày 16/12, các đơn vị", (16, 12, None)),
        ("31/6/2023", (31, 6, 2023)),
        ("ngày 9 tháng 7", (9, 7, None)),
        ("01/7/2023-15/7/2023", (1, 7, 2023)),
    ],
)
def test_parts_without_a_calendar_day(text: str, parts: tuple[int, int, int | None]) -> None:
    read = read_date(fold(text), 0)
    assert read is not None
    assert (read.day, read.month, read.year) == parts


@pytest.mark.parametrize(
    "text",
    [
        "24/01/20145",
        "45/6/2023",
        "12/13",
        "346/QĐ-TTg",
        "1/500",
        "ngày làm việc",
        "5",
        "",
        "tháng 6/2023",
        "ngay sau khi",
    ],
)
def test_no_date(text: str) -> None:
    assert read_date(fold(text), 0) is None


def test_calendar() -> None:
    assert iso(2024, 2, 29) == "2024-02-29"
    assert iso(2023, 2, 29) is None
    assert [last_day(2023, m) for m in (2, 6, 12)] == [28, 30, 31]
    assert last_day(2024, 2) == 29
    assert day_before("2023-06-01") == "2023-05-31"
