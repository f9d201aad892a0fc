"""Cells one after another put into rows: numbers, sections, headings of two rows, cells too many or too few."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaply.readers.cell_rows import PLACE_EXAMPLES, place_cells


def shown(words: list[str]) -> str:
    """Rows parted by ` / `, cells by `|`."""
    rows: dict[int, dict[int, str]] = {}
    for word, (row, column, covered) in zip(words, place_cells(words), strict=True):
        if word:
            rows.setdefault(row, {})[column] = word + (f"+{covered - 1}" if covered > 1 else "")
    lines = []
    for row in sorted(rows):
        cells, at = [], 0
        for column, word in sorted(rows[row].items()):
            cells += [""] * (column - at) + [word]
            at = column + 1 + (int(word[-1]) if "+" in word else 0)
        lines.append("|".join(cells))
    return " / ".join(lines)


@pytest.mark.parametrize(("cells", "rows"), PLACE_EXAMPLES)
def test_cells_find_their_rows(cells: str, rows: str) -> None:
    assert shown(cells.split("|")) == rows


@given(
    st.lists(
        st.sampled_from(["", "1", "2", "3", "I", "II", "(1)", "(2)", "TT", "Nội dung", "văn bản"]),
        min_size=1,
        max_size=80,
    )
)
def test_every_cell_has_one_place_in_order(words: list[str]) -> None:
    places = place_cells(words)
    assert len(places) == len(words)
    assert [row for row, _, _ in places] == sorted(row for row, _, _ in places)
    assert all(column >= 0 and covered >= 1 for _, column, covered in places)


def test_many_cells_take_time_in_proportion() -> None:
    def seconds(words: list[str]) -> float:
        begin = time.process_time()
        place_cells(words)
        return time.process_time() - begin

    for word in ("", "1", "I", "(1)", "văn bản"):
        small = max(min(seconds([word] * 2_000) for _ in range(3)), 1e-4)
        assert min(seconds([word] * 8_000) for _ in range(3)) < 10 * small
