"""phaply inside spaCy: `nlp.add_pipe("phaply")`, its parts, and tokenizers that keep every character.

>>> import phaply.nlp
>>> nlp = phaply.nlp.blank()                               # doctest: +SKIP
>>> doc = nlp(text)                                        # doctest: +SKIP
>>> doc.spans["citations"], doc._.plan                     # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Literal

from phaply.errors import UsageError

try:
    import spacy
except ImportError as error:
    raise UsageError(
        "Cần thêm spaCy: pip install 'phaply[nlp]'.", "spaCy is needed: pip install 'phaply[nlp]'."
    ) from error

from phaply.nlp.components import PARTS, Annotator, add_extensions
from phaply.nlp.tokenizers import SYLLABLES, WORDS, SyllableTokenizer, WordTokenizer

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["PARTS", "Annotator", "SyllableTokenizer", "WordTokenizer", "add_extensions", "blank"]


def blank(tokens: Literal["syllables", "words"] = "syllables", *, max_length: int = 1_000_000) -> "Language":
    """A Vietnamese pipeline with `phaply` in it. `tokens`: syllables, or underthesea's words (some hundred times slower).

    `max_length`: so many characters a text may have; spaCy raises ValueError (E088) for a longer one.
    """
    chosen = {"syllables": SYLLABLES, "words": WORDS}.get(tokens)
    if chosen is None:
        raise UsageError(f"“{tokens}” phải là syllables hoặc words.", f"{tokens!r} must be either syllables or words.")
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": chosen}}})
    nlp.max_length = max_length
    nlp.add_pipe("phaply")
    return nlp
