"""Likeness of plain words."""

import pytest

from phaply.align.wordwise import Wordwise


def test_likeness_is_cosine() -> None:
    likeness = Wordwise(["lập sổ theo dõi tiêm phòng"], ["Lập sổ theo dõi tiêm phòng.", "mở lớp tập huấn", ""]).row(0)
    assert likeness[0] == pytest.approx(1.0)
    assert likeness[1:] == [0.0, 0.0]


def test_a_rare_term_tells_more_than_a_common_one() -> None:
    given = ["báo cáo kết quả", "báo cáo tiến độ", "báo cáo tiêm phòng dại"]
    likeness = Wordwise(["báo cáo tiêm phòng"], given).row(0)
    assert likeness[2] > likeness[0] and likeness[2] > likeness[1]
    assert all(0.0 <= value <= 1.0 for value in likeness)
