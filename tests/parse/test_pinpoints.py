"""Places inside a document: lists, ranges, both orders."""

import time

import pytest

from phaply.parse.model import Pinpoint
from phaply.parse.pinpoints import EXAMPLES, pinpoints_before, read_pinpoints


def said(p: Pinpoint) -> str:
    if p.annex:
        return "@" + p.annex.lower()
    if p.article or p.clause or p.point:
        return ".".join(v for v in (p.article, p.clause, p.point) if v)
    return f"{(p.chapter or p.part or '').lower()}/{p.section or ''}"


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_examples(text: str, expected: str) -> None:
    phrase = pinpoints_before(text, len(text))
    places = [said(p) for p in phrase.places] + ["@" + a.lower() for a in phrase.annexes] if phrase else []
    assert " ".join(places) == expected


def test_letters_run_in_the_vietnamese_order() -> None:
    assert [p.point for p in read_pinpoints("từ điểm c đến điểm g khoản 1 điều 2")] == ["c", "d", "đ", "e", "g"]


def test_roman_numbers_keep_their_capitals() -> None:
    assert read_pinpoints("mục 2 chương iii") == (Pinpoint(section="2", chapter="III"),)
    assert [p.chapter for p in read_pinpoints("chương ii đến chương iv")] == ["II", "III", "IV"]


def test_annexes_do_not_swallow_articles() -> None:
    assert read_pinpoints("điều 5 và phụ lục i") == (Pinpoint(article="5"), Pinpoint(annex="I"))
    assert read_pinpoints("mục 2 phụ lục i") == (Pinpoint(section="2", annex="I"),)


def test_an_absurd_range_is_not_expanded() -> None:
    assert [p.article for p in read_pinpoints("điều 9 đến điều 3")] == ["9", "3"]


def test_the_phrase_stops_at_the_floor() -> None:
    text = "điều 5 luật a và điều 6 "
    phrase = pinpoints_before(text, len(text), 13)
    assert phrase is not None
    assert [p.article for p in phrase.places] == ["6"]


def test_long_phrases_are_linear() -> None:
    text = "khoản 1 điều 2, " * 20_000
    start = time.perf_counter()
    for _ in range(50):
        pinpoints_before(text, len(text))
    assert time.perf_counter() - start < 1
