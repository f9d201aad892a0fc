"""Labels at the start of a paragraph: the table beside the patterns, and what always holds of a label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phaply.parse.labels import LABEL_EXAMPLES, read_label


@pytest.mark.parametrize(("line", "kind", "path"), LABEL_EXAMPLES)
def test_examples(line: str, kind: str | None, path: str) -> None:
    label = read_label(line, 0, len(line))
    assert (label.kind if label else None, label.path if label else "") == (kind, path)


@pytest.mark.parametrize(("line", "kind"), [(line, kind) for line, kind, _ in LABEL_EXAMPLES if kind])
def test_label_is_read_in_place(line: str, kind: str) -> None:
    text = f"Dòng trước.\n{line}\nDòng sau"
    label = read_label(text, 12, 12 + len(line))
    assert label is not None
    assert label.kind == kind
    assert 12 == label.start < label.end <= label.body <= 12 + len(line)
    assert text[label.start : label.end].strip() == text[label.start : label.end]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("II.  NỘI DUNG", "II."),
        ("a) x", "a)"),
        ("Điều 5. Tên", "Điều 5."),
        ("-  Một", "-"),
        ("1.2.  Hai", "1.2."),
        ("1- Một", "1-"),
    ],
)
def test_printed_label(line: str, printed: str) -> None:
    label = read_label(line, 0, len(line))
    assert label is not None and line[label.start : label.end] == printed


@given(st.text(alphabet="IVXl1 2.a)b/-–+(Điều Mục.Phụ lục số:\n“_*", max_size=40))
def test_never_fails_and_stays_inside(line: str) -> None:
    label = read_label(line, 0, len(line))
    if label is not None:
        assert 0 == label.start < label.end <= label.body <= len(line)
