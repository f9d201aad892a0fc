"""Letters of PDF fonts that declare a wrong encoding: Windows letters shown as those of the Macintosh (`ng‡y` for `ngày`)."""

import re
from collections.abc import Sequence

from phaply.language.syllables import is_syllable
from phaply.readers.pdf_page import Page

__all__ = ["mend_fonts", "mend_word"]


def _table() -> dict[int, str]:
    found = {}
    for value in range(0x80, 0x100):
        meant, shown = bytes([value]).decode("cp1252", "replace"), bytes([value]).decode("mac_roman")
        if meant.isalpha() and meant != shown:
            found[ord(shown)] = meant
    return found


_MEANT = _table()
# Signs that stand in no Vietnamese word, and small-letter words that go on in a capital.
_SIGN = re.compile(r"[‡·‚„ËÏÛı˘˙˝](?!$)|[‡·‚„ËÏÛı˘˙˝]$|(?<=[a-zđ])[ÈÍÌÚÙÎÓÔ]|[‘’“”¡¬√](?=[^\W\d_]{1,6}$)")
_EDGES = re.compile(r"^([(\[\"“'/-]*)(.*?)([)\]\"”',.;:/!?-]*)$", re.DOTALL)
_ENOUGH = 5
"""So many words must come out right before a document's fonts are distrusted."""


def mend_word(word: str) -> str:
    """The word as it was meant, or as it is if that makes no syllable. As long as before."""
    if _SIGN.search(word) is None:
        return word
    parts = []
    for part in re.split(r"(-)", word):
        m = _EDGES.match(part)
        core = m[2] if m else part
        meant = core.translate(_MEANT)
        parts.append((m[1] + meant + m[3]) if m and len(core) > 1 and meant != core and is_syllable(meant) else part)
    return "".join(parts)


def mend_fonts(pages: Sequence[Page]) -> int:
    """Mend the words of a document in place; how many were mended."""
    found = []
    for page in pages:
        for fragment in page.fragments:
            for word in fragment.words:
                if not word.text.isascii() and (mended := mend_word(word.text)) != word.text:
                    found.append((word, mended))
    if len(found) < _ENOUGH:
        return 0
    for word, mended in found:
        word.text = mended
    return len(found)
