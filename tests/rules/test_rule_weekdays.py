"""Weekdays beside dates: which words claim one, and which dates are told."""

import pytest

from phaply.parse import parse
from phaply.readers.text import read_text
from phaply.rules.checks.weekdays import EXAMPLES, falls_on, named_days
from phaply.rules.context import Context


@pytest.mark.parametrize(("words", "weekday"), EXAMPLES, ids=[words for words, _ in EXAMPLES])
def test_weekdays(words: str, weekday: int | None) -> None:
    text = f"Tổ chức họp {words}"
    ctx = Context(parse(read_text(text, name="kh.txt", sha256="0" * 64)))
    found = list(named_days(ctx))
    assert [n.weekday for n in found] == ([] if weekday is None else [weekday])
    for named in found:
        assert named.start < named.end <= len(text)
        assert falls_on(named.date, 2024) is not None
