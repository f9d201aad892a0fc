"""The tokenizers: nothing of a text is lost, whatever it holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy", reason="spaCy is not installed (extra nlp)")

from phaply.nlp.tokenizers import EXAMPLES, SyllableTokenizer, WordTokenizer, align_words  # noqa: E402

VOCAB = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}}).vocab
TOKENIZERS = {"syllables": SyllableTokenizer(VOCAB), "words": WordTokenizer(VOCAB)}
ODD = st.text(alphabet=st.sampled_from("aăÂđỷuy\u0301\u0309 \t\n\r\xa0\u200b._-/,1234“”\ufffd😀"), max_size=60)


@pytest.mark.parametrize(("text", "words"), EXAMPLES.items())
def test_syllables(text: str, words: list[str]) -> None:
    assert [t.text for t in TOKENIZERS["syllables"](text)] == words


@pytest.mark.parametrize("text", ["Uỷ ban nhân dân thành phố", "UỶ BAN 346/QĐ  thành phố\n\n thành phố "])
def test_words(text: str) -> None:
    doc = TOKENIZERS["words"](text)
    assert "thành phố" in [t.text for t in doc]
    assert doc.text == text


@pytest.mark.parametrize(
    ("text", "words", "spans"),
    [
        ("Uỷ ban 346/QĐ", ["Ủy ban", "346", "/", "QĐ"], [(0, 6), (7, 10), (10, 11), (11, 13)]),
        ("a  b", ["a b"], [(0, 4)]),
        ("abc", ["ab"], None),  # a letter was lost
        ("abc", ["abd"], None),  # a letter was changed
        ("", [], []),
    ],
)
def test_words_are_put_back(text: str, words: list[str], spans: list[tuple[int, int]] | None) -> None:
    assert align_words(text, words) == spans


@pytest.mark.parametrize("name", TOKENIZERS)
@settings(max_examples=150, deadline=None)
@given(text=ODD)
def test_nothing_is_lost(name: str, text: str) -> None:
    assert TOKENIZERS[name](text).text == text


@pytest.mark.parametrize(
    "text", ["_" * 200_000, " " * 200_000, "a\u0301" * 100_000, "1" * 200_000, "\n" * 200_000, "(" * 200_000]
)
def test_long_runs(text: str) -> None:
    assert TOKENIZERS["syllables"](text).text == text
