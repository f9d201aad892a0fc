"""Vietnamese itself: alphabet, letters and their look-alikes, tone marks, legacy encodings, words."""

from phaply.language.alphabet import POINT_LETTERS, letter_index, next_letter, roman_to_int, to_roman
from phaply.language.characters import repair
from phaply.language.edits import EditMap, Rewriter, Span, replace_spans, substitute
from phaply.language.folding import bare, fold, lower, settle_tones, strip_marks, words

__all__ = [
    "POINT_LETTERS",
    "EditMap",
    "Rewriter",
    "Span",
    "bare",
    "fold",
    "letter_index",
    "lower",
    "next_letter",
    "repair",
    "replace_spans",
    "roman_to_int",
    "settle_tones",
    "strip_marks",
    "substitute",
    "to_roman",
    "words",
]
