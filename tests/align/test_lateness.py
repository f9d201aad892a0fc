"""Later or not: interval against interval; what cannot be compared is None."""

import pytest

from phaply.align.lateness import later, less_often
from phaply.parse import Deadline


def d(kind: str = "by", **fields: object) -> Deadline:
    return Deadline(0, 1, kind, **fields)  # type: ignore[arg-type]


CASES = [
    (d(to="2024-06-30"), d(to="2024-06-30"), False),  # the same day is not late
    (d(to="2024-07-01"), d(to="2024-06-30"), True),
    (d("within", from_="2024-07-01", to="2024-09-30"), d(to="2024-09-30"), False),  # a quarter ends on its last day
    (d("duration", duration="P3D", working_days=True), d("duration", duration="P5D", working_days=True), False),
    (d("duration", duration="P7D", working_days=True), d("duration", duration="P5D"), True),
    (d("duration", duration="P5D"), d("duration", duration="P5D", working_days=True), False),
    (d("recurring", recurrence="P1M"), d(to="2024-06-30"), None),
    (d("external"), d(to="2024-06-30"), None),
    (d("recurring", to="--12-15"), d(to="2024-12-10"), None),
    (d("recurring", to="--12-15"), d("recurring", to="--12-10"), True),
    (None, d(to="2024-06-30"), None),
    (d(to="2024-06-30"), None, None),
]


@pytest.mark.parametrize(("own", "asked", "expected"), CASES)
def test_later(own: Deadline | None, asked: Deadline | None, expected: bool | None) -> None:
    assert later(own, asked) is expected


def test_less_often() -> None:
    month, quarter = d("recurring", recurrence="P1M"), d("recurring", recurrence="P3M")
    assert less_often(quarter, month) is True
    assert less_often(month, quarter) is False
    assert less_often(month, d(to="2024-06-30")) is None
