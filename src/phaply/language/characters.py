"""Repair of characters: composed letters (NFC), look-alikes, no-break and invisible spaces, line ends.

One pass, with the way back. Words are never changed: tone marks stay where their writer put them (see `folding`).
"""

import re
import unicodedata
from collections import Counter

from phaply.language.edits import EditMap, replace_spans

__all__ = ["LOOK_ALIKES", "REPAIR_MESSAGES", "Repairs", "repair"]

_ETH = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
)
_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f"
_KNOWN = _ETH | _SPACES | _LINE_ENDS | _LIGATURES

# Letters of other alphabets that print like Latin ones; they stand in a Latin word by a slip of the keyboard or of OCR.
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухѵԁһ", "ABESIJKMHOPCTYXaesijopcyxvdh", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονι", "ABEZHIKMNOPTYXaovi", strict=True))
_STRANGERS = _CYRILLIC | _GREEK
LOOK_ALIKES = _ETH | _STRANGERS
"""Letters that only look right (`Ð`), and the letter that is meant; `repair` changes those of other alphabets in Latin words alone."""
# Tone marks of U+0340/0341 have other canonical forms; some fonts use these spacing or modifier forms.
_MARKS = {"\u0340": "\u0300", "\u0341": "\u0301"}

_ODD_ONES = (
    "".join(_ETH | _LIGATURES) + r"\t\r\x0b\x0c\x85\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
    + _INVISIBLE + r"\x00-\x08\x0e-\x1f\x7f"
)  # fmt: skip
_ODD = re.compile(f"[{_ODD_ONES}](?:(?<=\\r)\\n)?")
_STRANGE = re.compile(f"[{''.join(_STRANGERS)}]")
_ODD_OR_STRANGE = re.compile(f"[{_ODD_ONES}{''.join(_STRANGERS)}]")
# A run that holds both a Latin letter and a stranger: bounded, so that a long foreign text costs little.
_MIXED_WORD = re.compile(r"[^\W\d_]{1,40}")
_COMPOSABLE = re.compile(
    "[\u0300-\u036f]{1,30}|[\u2126\u212a\u212b\u0340\u0341\u0343\u0344\u0374\u037e\u0387\u1f71-\u1fff\uf900-\ufaff]"
)
_FOREIGN = re.compile(r"[^\n]?[^\x00-\x7f]{1,2000}")  # other scripts compose too

REPAIR_MESSAGES = {
    "look-alike-letter": "Có {n} chữ cái bị thay bằng ký tự giống hình của bảng chữ khác; đã sửa khi đọc.",
    "decomposed-letter": "Có {n} chữ dùng dấu tổ hợp (Unicode tổ hợp); đã ghép thành chữ dựng sẵn khi đọc.",
    "invisible-character": "Có {n} ký tự không nhìn thấy nằm trong văn bản; đã bỏ khi đọc.",
    "ligature": "Có {n} chữ ghép (ﬁ, ﬂ, …); đã tách thành chữ thường khi đọc.",
}
"""One Vietnamese sentence per kind of repair; `{n}` is how often."""


class Repairs(Counter[str]):
    """How often each kind of repair was needed; `first` tells where in the raw text it was needed first."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, int] = {}

    def note(self, kind: str, at: int) -> None:
        """Count one repair of `kind` at a raw offset."""
        self[kind] += 1
        if at < self.first.get(kind, at + 1):
            self.first[kind] = at


def repair(raw: str) -> tuple[str, EditMap, Repairs]:
    """The repaired text, the way back, and how often each kind of repair was needed.

    Kinds: `look-alike-letter`, `decomposed-letter`, `invisible-character`, `ligature`. Spaces and line ends are not counted.
    The result is in NFC, holds no line end but `\\n` and no tab.
    """
    seen = Repairs()
    composed = unicodedata.is_normalized("NFC", raw)
    if composed and _ODD_OR_STRANGE.search(raw) is None:
        return raw, EditMap.identity(len(raw)), seen
    strange = not raw.isascii() and _STRANGE.search(raw) is not None
    edits: list[tuple[int, int, str]] = []
    for m in _ODD.finditer(raw):
        old = m[0]
        new = _KNOWN.get(old, "")
        if old in _ETH:
            seen.note("look-alike-letter", m.start())
        elif old in _LIGATURES:
            seen.note("ligature", m.start())
        elif not new:
            seen.note("invisible-character", m.start())
        edits.append((m.start(), m.end(), new))
    text, way = replace_spans(raw, edits)
    # What the first step left or brought together: letters of other alphabets, then marks to compose. A letter put right
    # may join the mark behind it, so look twice.
    for _ in range(4):
        spans: list[tuple[int, int, str]] = []
        kind = "look-alike-letter"
        if strange:
            spans = [(at, at + 1, _STRANGERS[text[at]]) for at in _strangers(text)]
        if not spans and not unicodedata.is_normalized("NFC", text):
            kind = "decomposed-letter"
            spans = _decomposed(text) or [
                (m.start(), m.end(), new)
                for m in _FOREIGN.finditer(text)
                if (new := unicodedata.normalize("NFC", m[0])) != m[0]
            ]
        if not spans:
            break
        edits = _merged(edits, way, spans, seen, kind)
        text, way = replace_spans(raw, edits)
    return text, way, seen


def _decomposed(text: str) -> list[tuple[int, int, str]]:
    """The letters with marks of their own, and the few single characters, that NFC changes."""
    found: list[tuple[int, int, str]] = []
    for m in _COMPOSABLE.finditer(text):
        start = m.start()
        if start and text[start] <= "\u036f" and text[start - 1] != "\n":
            start -= 1  # the letter that bears the marks
        old = text[start : m.end()]
        new = unicodedata.normalize("NFC", old)
        if new != old and (not found or start >= found[-1][1]):
            found.append((start, m.end(), new))
    return found


def _merged(
    edits: list[tuple[int, int, str]], way: EditMap, spans: list[tuple[int, int, str]], seen: Repairs, kind: str
) -> list[tuple[int, int, str]]:
    """Edits of the raw text with those of a second step, lifted back onto it; a later one swallows those inside it."""
    merged: list[tuple[int, int, str]] = []
    i = 0
    for start, end, new in spans:
        sources = way.sources(start, end)
        if not sources:
            continue
        a, b = sources[0][0], sources[-1][1]
        seen.note(kind, a)
        while i < len(edits) and edits[i][1] <= a:
            merged.append(edits[i])
            i += 1
        while i < len(edits) and edits[i][0] < b:
            i += 1
        merged.append((a, b, new))
    merged.extend(edits[i:])
    return merged


def _strangers(raw: str) -> list[int]:
    """Where a Cyrillic or Greek look-alike stands in a word that is otherwise Latin, or stands for one letter in it."""
    found: list[int] = []
    done = 0
    for m in _STRANGE.finditer(raw):
        if m.start() < done:
            continue
        start = m.start()
        while start > max(done, m.start() - 40) and raw[start - 1].isalpha():
            start -= 1
        word = _MIXED_WORD.match(raw, start)
        assert word is not None
        done = max(word.end(), m.end())
        letters = word[0]
        latin = sum(1 for c in letters if c <= "\u024f" or "\u1e00" <= c <= "\u1eff" or "\u0300" <= c <= "\u036f")
        if latin and all(c in _STRANGERS or c <= "\u024f" or "\u1e00" <= c <= "\u1eff" for c in letters):
            found.extend(start + i for i, c in enumerate(letters) if c in _STRANGERS)
    return found
