"""Repair of characters: composed letters (NFC), look-alikes, no-break and invisible spaces, line ends.

One pass, with the way back. Words are never changed: tone marks stay where their writer put them (see `folding`).
"""

import re
import unicodedata
from collections import Counter

from phaply.language.edits import EditMap, replace_spans

__all__ = ["repair"]

_LOOK_ALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
)
_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
_KNOWN = _LOOK_ALIKES | _SPACES | _LINE_ENDS | _LIGATURES
_ODD = re.compile(
    r"\r\n|["
    + "".join(_LOOK_ALIKES | _LIGATURES)
    + r"\t\r\x0b\x0c\x85\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
    r"|[" + _INVISIBLE + r"\x00-\x08\x0e-\x1f\x7f]"
)


def repair(raw: str) -> tuple[str, EditMap, Counter[str]]:
    """The repaired text, the way back, and how often each kind of repair was needed.

    Kinds: `look-alike-letter`, `decomposed-letter`, `invisible-character`, `ligature`. Spaces and line ends are not counted.
    The result is in NFC, holds no line end but `\\n` and no tab.
    """
    composed = unicodedata.is_normalized("NFC", raw)
    if composed and _ODD.search(raw) is None:
        return raw, EditMap.identity(len(raw)), Counter()
    seen: Counter[str] = Counter()
    edits: list[tuple[int, int, str]] = []
    for m in _ODD.finditer(raw):
        old = m[0]
        new = _KNOWN.get(old, "")
        if old in _LOOK_ALIKES:
            seen["look-alike-letter"] += 1
        elif old in _LIGATURES:
            seen["ligature"] += 1
        elif not new:
            seen["invisible-character"] += 1
        edits.append((m.start(), m.end(), new))
    if not composed:
        taken = {start for start, _, _ in edits}
        for start, end in _decomposed(raw):
            if start in taken:
                continue
            edits.append((start, end, unicodedata.normalize("NFC", raw[start:end])))
            seen["decomposed-letter"] += 1
        edits.sort()
    text, way = replace_spans(raw, edits)
    return text, way, seen


def _decomposed(raw: str) -> list[tuple[int, int]]:
    """The spans that NFC changes: combining sequences and the few single characters that have a canonical other form."""
    found = []
    for m in re.finditer(
        r"[^\u0300-\u036f\n]?[\u0300-\u036f]+|[\u2126\u212a\u212b\u0340\u0341\u0343\u0344\u0374\u037e\u0387\u1f71-\u1fff\uf900-\ufaff]",
        raw,
    ):
        if not unicodedata.is_normalized("NFC", m[0]):
            found.append((m.start(), m.end()))
    return found
