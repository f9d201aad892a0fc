"""Repair of characters: what changes, what stays, the way back."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaply.language import repair


@pytest.mark.parametrize(
    ("raw", "text", "kinds"),
    [
        ("Kế hoạch số 12/KH-UBND", "Kế hoạch số 12/KH-UBND", {}),
        ("QÐ-UBND, ðiều 5", "QĐ-UBND, điều 5", {"look-alike-letter": 2}),
        ("Quy\u0301 I", "Quý I", {"decomposed-letter": 1}),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt", {"decomposed-letter": 2}),
        ("to\u0340 gio\u0341", "tò gió", {"decomposed-letter": 2}),
        ("\u1ebd\u0303a", "\u1ebd\u0303a", {}),
        ("ph\u00adương án", "phương án", {"invisible-character": 1}),
        ("a\u200b\u0301", "á", {"invisible-character": 1, "decomposed-letter": 1}),
        ("số\u00a012\t\u2009x", "số 12  x", {}),
        ("một\r\nhai\rba\x0bbốn", "một\nhai\nba\nbốn", {}),
        ("ﬁle ﬀ", "file ff", {"ligature": 2}),
        ("Кế hoạch của ТTg", "Kế hoạch của TTg", {"look-alike-letter": 2}),
        ("Ủy bаn nhân dân", "Ủy ban nhân dân", {"look-alike-letter": 1}),
        ("Μục tiêu", "Mục tiêu", {"look-alike-letter": 1}),
        ("Кремль и план", "Кремль и план", {}),
        ("α = 5, Ω", "α = 5, Ω", {}),
        ("À la carte, naïve", "À la carte, naïve", {}),
    ],
)
def test_repair(raw: str, text: str, kinds: dict[str, int]) -> None:
    got, way, seen = repair(raw)
    assert got == text
    assert dict(seen) == kinds
    assert way.length == len(text)
    assert set(seen.first) == set(kinds)


def test_first_places_are_raw_offsets() -> None:
    _, _, seen = repair("abc QÐ và \u200bÐ")
    assert seen.first == {"look-alike-letter": 5, "invisible-character": 10}


ODD = st.text(
    alphabet="aeoĐÐðKКеаΑ \u00a0\t\r\n\u0300\u0301\u0302\u0309\u0323\u0340\u0341\u00ad\u200b\ufeffﬁế\u1ee7Å\u212b",
    max_size=60,
)


@settings(max_examples=400)
@given(st.one_of(ODD, st.text(max_size=60)))
def test_repair_always_gives_composed_text_with_a_way_back(raw: str) -> None:
    text, way, _ = repair(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("\t\r\x0b\x0c\u00a0\u200b\u00adÐð")
    assert way.length == len(text)
    assert repair(text)[0] == text
    for i, char in enumerate(text):
        spans = way.sources(i, i + 1)
        assert spans, (text, i)
        source = "".join(raw[a:b] for a, b in spans)
        if char.isascii() and char.isalnum() and source.isascii():
            assert char in source


def test_other_scripts_are_composed_too() -> None:
    assert repair("가 và é\u0301")[0] == unicodedata.normalize("NFC", "가 và é\u0301")
