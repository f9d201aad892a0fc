"""Tokenizers that keep every character: Vietnamese syllables (âm tiết, tiếng), or underthesea's words (từ) put back on the text."""

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from phaply.language import fold

__all__ = ["SYLLABLES", "WORDS", "SyllableTokenizer", "WordTokenizer", "make_syllables", "make_words"]

SYLLABLES = "phaply.syllables.v1"
WORDS = "phaply.words.v1"

_TONES = "\u0300-\u036f"
"""Tone marks and others that stand alone in a decomposed text."""
_PIECE = re.compile(
    rf"("
    rf"[^\W_]+(?:[{_TONES}]+[^\W_]*){{0,60}}"  # letters and digits
    rf"|_{{1,64}}|\.{{2,64}}"  # blanks to fill in
    rf"|\n{{1,64}}|[^\S\n]{{1,64}}"  # white space that is more than one blank between two tokens
    rf"|."
    rf")([ ]?)",
    re.DOTALL,
)
"""A token and the blank after it. Every other sign is a token of its own, so that spans of the core begin and end at tokens."""
EXAMPLES: dict[str, list[str]] = {
    "Số 12/KH-UBND, ngày 05/4/2024": ["Số", "12", "/", "KH", "-", "UBND", ",", "ngày", "05", "/", "4", "/", "2024"],
    "  a)  Ủy ban\n\nnhân dân": ["  ", "a", ")", " ", "Ủy", "ban", "\n\n", "nhân", "dân"],
    "ngày ... tháng ____": ["ngày", "...", "tháng", "____"],
    "u\u031b\u0309 ban": ["u\u031b\u0309", "ban"],
    "": [],
}
"""Text → the words of its tokens (a blank after a token belongs to the token before)."""


class SyllableTokenizer(DummyTokenizer):
    """Syllables, numbers and single signs; `doc.text == text` for any text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of a text."""
        pieces = _PIECE.findall(text)
        return Doc(self.vocab, words=[word for word, _ in pieces], spaces=[blank == " " for _, blank in pieces])

    def __reduce__(self) -> tuple[type["SyllableTokenizer"], tuple[Vocab]]:
        return type(self), (self.vocab,)


class WordTokenizer(DummyTokenizer):
    """The words of underthesea, each put back where it stands; `doc.text == text` for any text.

    underthesea rewrites what it reads (`Uỷ` → `Ủy`, `346/QĐ` → `346 / QĐ`); a line whose words cannot be found again letter by
    letter is cut into syllables.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of a text."""
        words: list[str] = []
        blanks: list[bool] = []
        end = 0
        for start, stop in _word_spans(text):
            _space(text[end:start], words, blanks)
            words.append(text[start:stop])
            blanks.append(False)
            end = stop
        _space(text[end:], words, blanks)
        return Doc(self.vocab, words=words, spaces=blanks)

    def __reduce__(self) -> tuple[type["WordTokenizer"], tuple[Vocab]]:
        return type(self), (self.vocab,)


def _space(between: str, words: list[str], blanks: list[bool]) -> None:
    """The white space between two words: a single blank belongs to the word before, the rest is a token."""
    if between.startswith(" ") and words and not blanks[-1]:
        blanks[-1] = True
        between = between[1:]
    if between:
        words.append(between)
        blanks.append(False)


def _word_spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the words of a text, without white space around them."""
    from underthesea import word_tokenize

    for line in re.finditer(r"[^\n]+", text):
        begin, words = line.start(), line[0]
        if words.isspace():
            continue
        spans = align_words(words, word_tokenize(words))
        if spans is None:
            spans = [m.span(1) for m in _PIECE.finditer(words) if not m[1].isspace()]
        for start, stop in spans:
            yield begin + start, begin + stop


def align_words(text: str, words: list[str]) -> list[tuple[int, int]] | None:
    """The spans in `text` of words that were made of it, white space aside; None if they are not its letters in its order."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    bare = [word for word in ("".join(fold(w).split()) for w in words) if word]
    # Folded before the white space goes: where a tone mark stands depends on whether the syllable ends there.
    if "".join(fold(text).split()) != "".join(bare):
        return None
    spans = []
    at = 0
    for word in bare:
        spans.append((places[at], places[at + len(word) - 1] + 1))
        at += len(word)
    return spans


def make_syllables() -> Callable[[Language], SyllableTokenizer]:
    """For a pipeline's config: `@tokenizers = "phaply.syllables.v1"`."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)


def make_words() -> Callable[[Language], WordTokenizer]:
    """For a pipeline's config: `@tokenizers = "phaply.words.v1"`."""
    return lambda nlp: WordTokenizer(nlp.vocab)


registry.tokenizers.register(SYLLABLES, func=make_syllables)
registry.tokenizers.register(WORDS, func=make_words)
