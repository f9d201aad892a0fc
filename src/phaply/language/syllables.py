"""The Vietnamese syllable (âm tiết): whether a word can be one. For telling encodings apart, not for spelling."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["is_syllable", "syllable_share"]

_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
_RIME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|"
    "e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|êng|ênh|êp|êt|êu|"
    "i|ia|ich|im|in|inh|ip|it|iu|iêc|iêm|iên|iêng|iêp|iêt|iêu|"
    "o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet|oi|om|on|ong|oong|ooc|op|ot|"
    "ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|"
    "u|ua|uân|uâng|uât|uây|uc|ue|uê|uêch|uên|uênh|ui|um|un|ung|uơ|up|ut|uy|uya|uych|uyn|uynh|uyp|uyt|uyu|uyên|uyêt|"
    "uôc|uôi|uôm|uôn|uông|uôt|ư|ưa|ưc|ưi|ưm|ưn|ưng|ưp|ưt|ưu|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu|"
    "y|yêm|yên|yêng|yêt|yêu|ê|et"
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{_RIME})")
_STOPPED = re.compile(r"(?:ch|[ptc])$")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word, in any case and in NFC, has the build of a Vietnamese syllable."""
    if not word or len(word) > 7:
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(parts)
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", _TONES.sub("", parts))
    if _SYLLABLE.fullmatch(plain) is None:
        return False
    return not _STOPPED.search(plain) or not tones or tones[0] in "\u0301\u0323"


def syllable_share(text: str) -> tuple[float, int]:
    """Of the words with a letter beyond ASCII, the share that are syllables; and how many such words there are.

    A word that mixes capitals and small letters without order (`CéNG`) is judged without its case.
    """
    words = [w for w in _WORD.findall(text) if not w.isascii()]
    if not words:
        return 0.0, 0
    return sum(is_syllable(w) for w in words) / len(words), len(words)
