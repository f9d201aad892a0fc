"""Views of a text for comparing: every one as long as the text itself, so that its offsets are the text's offsets.

Texts are expected in NFC. Tone marks stand in two ways over `oa`, `oe`, `uy` in open syllables (`hòa` and `hoà`, `thủy` and
`thuỷ`); both are right, one document often mixes them, so the views write the older way (`hòa`).
"""

import re
import unicodedata

__all__ = ["bare", "fold", "lower", "words"]

_NEW_TONES = re.compile(r"o[àáảãạèéẻẽẹ](?![^\W\d_])|(?<!q)u[ỳýỷỹỵ](?![^\W\d_])")
_GATE = re.compile(r"o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")
_MARKS = {"à": "a", "á": "a", "ả": "a", "ã": "a", "ạ": "a", "è": "e", "é": "e", "ẻ": "e", "ẽ": "e", "ẹ": "e"}
_MARKS |= {"ỳ": "y", "ý": "y", "ỷ": "y", "ỹ": "y", "ỵ": "y"}
_TONED = {"o": dict(zip("àáảãạèéẻẽẹ", "òóỏõọòóỏõọ", strict=True)), "u": dict(zip("ỳýỷỹỵ", "ùúủũụ", strict=True))}


def _base_letters() -> dict[int, str]:
    """Every Latin letter with marks → its plain letter, for `str.translate`."""
    table = {ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if plain.isascii() and plain.isalpha():
            table.setdefault(code, plain)
    # Dashes of every kind compare as one.
    table |= dict.fromkeys((8208, 8209, 8210, 8211, 8212, 8213, 8722), "-")
    return table


_BASE = _base_letters()


def lower(text: str) -> str:
    """Small letters, as many code points as `text` (a few foreign capitals would grow; they stay)."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(s if len(s := c.lower()) == 1 else c for c in text)


def fold(text: str) -> str:
    """Small letters with the tone marks placed the older way: `UỶ BAN` and `Ủy ban` fold to `ủy ban`. Length kept."""
    small = lower(text)
    if _GATE.search(small) is None:
        return small
    return _NEW_TONES.sub(lambda m: _TONED[m[0][0]][m[0][1]] + _MARKS[m[0][1]], small)


def bare(text: str) -> str:
    """Small letters without any marks: `Ủy ban` → `uy ban`. Length kept.

    For texts recognised from pictures, where marks are often wrong; clean texts compare better by `fold`.
    """
    return lower(text.translate(_BASE))


_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The syllables and numbers of a text, folded, punctuation dropped: for comparing names."""
    return _WORD.findall(fold(unicodedata.normalize("NFC", text)))
