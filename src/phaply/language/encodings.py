"""Encodings of Vietnamese text: Unicode, and those before it, told apart by whether syllables come out.

Standard library and own tables only (`legacy_tables`).
"""

import codecs
import re
import unicodedata
from typing import Literal

from phaply.language.edits import EditMap, substitute
from phaply.language.legacy_tables import (
    TCVN3_HIGH,
    VIQR_BASES,
    VIQR_TONES,
    VISCII_HIGH,
    VISCII_LOW,
    VNI_SINGLES,
    vni_pairs,
)
from phaply.language.syllables import is_syllable, syllable_share

__all__ = [
    "ENCODING_NAMES",
    "LegacyEncoding",
    "decode",
    "encode_tcvn3",
    "encode_viscii",
    "encode_vni",
    "font_encoding",
    "tcvn3_to_unicode",
    "utf16_without_mark",
    "viqr_to_unicode",
    "viscii_to_unicode",
    "vni_to_unicode",
]

LegacyEncoding = Literal["tcvn3", "tcvn3-capitals", "vni"]

ENCODING_NAMES = {
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI-Windows",
    "viscii": "VISCII",
    "viqr": "VIQR",
    "cp1258": "Windows-1258",
    "cp1252": "Windows-1252",
    "utf-8-twice": "UTF-8 bị mã hóa hai lần",
}
"""Names for people of the encodings that are worth a word."""

_SAMPLE = 60_000
_CP1252 = bytes(range(0x80, 0x100)).decode("cp1252", "replace")


def _pairs(high: str) -> dict[int, str]:
    """The bytes 0x80 … 0xFF, as Latin-1 and as Windows-1252 show them, → letters."""
    table = {0x80 + i: letter for i, letter in enumerate(high)}
    for i, shown in enumerate(_CP1252):
        if shown != "\ufffd":
            table[ord(shown)] = high[i]
    return table


_TCVN3 = _pairs(TCVN3_HIGH)
_VISCII = _pairs(VISCII_HIGH) | VISCII_LOW
_VNI = {pair: unicodedata.normalize("NFC", letter) for pair, letter in vni_pairs().items()}
_VNI_LETTER = re.compile(f"[aeouyôöAEOUYÔÖ][{''.join(sorted({pair[1] for pair in _VNI}))}]|[{''.join(VNI_SINGLES)}]")
_VIQR_LETTER = re.compile(r"[dD][dD]|[aeiouyAEIOUY](?:[(^+*](?:['`?~.])?|['`?~.])|\\(?=[.?'`~(^+*\\dD])")
_ASCII_CAPITALS = re.compile(r"[A-Z]")
_ASCII_SMALL = re.compile(r"[a-z]")
_WORD = re.compile(r"[^\W\d_]+")

_TCVN3_FONT = re.compile(r"\.vn[a-z0-9 ]*", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni[- ]", re.IGNORECASE)


def font_encoding(font: str) -> LegacyEncoding | None:
    """The encoding that a font's name tells: `.VnTime` → tcvn3, `.VnTimeH` → tcvn3-capitals, `VNI-Times` → vni."""
    font = font.strip().strip("\"'")
    if _TCVN3_FONT.match(font):
        return "tcvn3-capitals" if font.rstrip("0123456789 ").endswith("H") else "tcvn3"
    return "vni" if _VNI_FONT.match(font) else None


def tcvn3_to_unicode(text: str, capitals: bool = False) -> str:
    """TCVN3 text, shown as Latin-1 or Windows-1252 → Vietnamese; as many code points as before, not yet in NFC.

    `capitals`: the font is a capitals font (`.VnTimeH`), every letter prints as a capital.
    """
    text = text.translate(_TCVN3)
    return text.upper() if capitals and len(text.upper()) == len(text) else text


def viscii_to_unicode(text: str) -> str:
    """VISCII text, shown as Latin-1 or Windows-1252 → Vietnamese, as many code points as before."""
    return text.translate(_VISCII)


def vni_to_unicode(text: str) -> tuple[str, EditMap]:
    """VNI-Windows text, shown as Windows-1252 → Vietnamese, and the way back."""
    return substitute(text, _VNI_LETTER, _vni_letter)


def _vni_letter(m: re.Match[str]) -> str | None:
    found = m[0]
    if len(found) == 1:
        return VNI_SINGLES[found]
    letter = _VNI.get(found)
    if letter is None:  # two letters that make no pair: each by itself
        letter = VNI_SINGLES.get(found[0], found[0]) + VNI_SINGLES.get(found[1], found[1])
    return letter


def viqr_to_unicode(text: str) -> tuple[str, EditMap]:
    """VIQR text → Vietnamese, and the way back. A full stop or question mark that ends a sentence stays one."""
    return substitute(text, _VIQR_LETTER, _viqr_letter)


def _viqr_letter(m: re.Match[str]) -> str | None:
    found = m[0]
    if found == "\\":
        return ""
    if found[0] in "dD":
        return "Đ" if found[0] == "D" else "đ"
    kept = ""
    if found[-1] in ".?'":
        following = m.string[m.end() : m.end() + 2]
        if (
            not following
            or following[0] in "\r\n"
            or (following[0] == " " and (len(following) == 1 or following[1].isupper()))
        ):
            kept, found = found[-1], found[:-1]
    marks = "".join(VIQR_BASES.get(sign) or VIQR_TONES[sign] for sign in found[1:])
    return unicodedata.normalize("NFC", found[0] + marks) + kept


def decode(data: bytes) -> tuple[str, str, list[tuple[str, str]]]:
    """The text of a file's bytes, the encoding, and what is worth saying: pairs of a code and a Vietnamese sentence.

    Never fails. UTF-8 and UTF-16 (with or without mark) first; then the encodings before Unicode by the share of Vietnamese
    syllables that each makes; Windows-1252 last.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _told(data[len(mark) :].decode(encoding, "replace"), encoding)
    wide = utf16_without_mark(data)
    if wide is not None:
        return _told(data.decode(wide, "replace"), wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        if _mostly_utf8(data, text):
            return _told(text, "utf-8")
        return _legacy(data)
    return _mend(text)


def _told(text: str, encoding: str) -> tuple[str, str, list[tuple[str, str]]]:
    broken = text.count("\ufffd")
    if not broken:
        return text, encoding, []
    return text, encoding, [("broken-bytes", f"Có {broken} chỗ trong tệp không đọc được theo mã {encoding.upper()}.")]


def utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark, told by the high bytes of Vietnamese letters."""
    sample = data[: 4096 if len(data) % 2 == 0 or len(data) > 4096 else len(data) - 1]
    if len(sample) < 8 or 0 not in sample:
        return None
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        known = sum(high.count(value) for value in (0x00, 0x01, 0x1E, 0x20))
        if known >= 0.97 * len(high) and high.count(0) >= 0.4 * len(high) and low.count(0) <= 0.02 * len(low):
            return encoding
    return None


def _mostly_utf8(data: bytes, text: str) -> bool:
    """Whether bytes with some faults are UTF-8 all the same: most of the letters beyond ASCII came out."""
    bad = text.count("\ufffd")
    good = sum(1 for c in text[:_SAMPLE] if c > "\x7f") - text[:_SAMPLE].count("\ufffd")
    bad_here = text[:_SAMPLE].count("\ufffd")
    return bad <= 1 or good > 8 * bad_here


def _sample(data: bytes) -> bytes:
    """A part of the data with letters beyond ASCII."""
    first = next((m.start() for m in re.finditer(rb"[\x80-\xff]", data)), 0)
    return data[max(0, first - 200) : first + _SAMPLE]


def _legacy(data: bytes) -> tuple[str, str, list[tuple[str, str]]]:
    sample = _sample(data)
    shown = sample.decode("cp1252", "replace")
    latin = sample.decode("latin-1")
    candidates = {
        "tcvn3": unicodedata.normalize("NFC", tcvn3_to_unicode(latin)),
        "vni": vni_to_unicode(shown)[0],
        "viscii": viscii_to_unicode(latin),
        "cp1258": unicodedata.normalize("NFC", sample.decode("cp1258", "replace")),
    }
    best, share = "cp1252", 0.0
    for name, text in candidates.items():
        got, count = syllable_share(text)
        # Words count too: a wrong encoding cuts words at its signs.
        got -= sum(text.count(c) for c in "\ufffd¶µ·¸¹¨©") / max(1, count) * 0.2
        if got > share + 0.02:
            best, share = name, got
    if share < 0.5:
        best = "cp1252"
    if best == "tcvn3":
        text = _tcvn3_case(tcvn3_to_unicode(data.decode("latin-1")))
    elif best == "vni":
        text = vni_to_unicode(data.decode("cp1252", "replace"))[0]
    elif best == "viscii":
        text = viscii_to_unicode(data.decode("latin-1"))
    else:
        text = data.decode(best, "replace")
    return text, best, [_legacy_note(best)]


def _legacy_note(encoding: str) -> tuple[str, str]:
    name = ENCODING_NAMES[encoding]
    return "legacy-encoding", f"Tệp dùng bảng mã {name}, không phải Unicode; đã chuyển sang Unicode khi đọc."


_TWICE = re.compile(r"(?:[ÃÂÄÆ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|á[º»]|â€)")
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")
_TCVN3_SIGNS = re.compile(r"[µ¶·¸¹¨©ª«¬®]")
_VNI_SIGNS = re.compile(r"[aeouAEOU][ùøûõïâáàåãäéèúüëÙØÛÕÏÂÁÀÅÃÄÉÈÚÜË]|[ôö][ùøûõï]")
_VIQR_SIGNS = re.compile(r"[aeo]\^|[ou]\+|a\(|\bdd|[aeiouy][`~](?=\w)|[aeiouy]['?.](?=[a-z])")


def _mend(text: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Good UTF-8 whose letters are nonetheless those of an encoding before it, as converters leave them."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        signs = sum(1 for _ in _VIQR_SIGNS.finditer(sample))
        if signs >= 8 and signs * 12 > len(sample.split()):
            mended = viqr_to_unicode(text)[0]
            share, count = syllable_share(mended[:_SAMPLE])
            if share >= 0.8 and count >= 8:
                return mended, "viqr", [_legacy_note("viqr")]
        return text, "utf-8", []
    if _VIETNAMESE.search(sample):
        return text, "utf-8", []  # letters that no other encoding's bytes show
    if len(_TWICE.findall(sample)) >= 3:
        try:
            mended = _twice(text)
        except UnicodeError:
            mended = text
        if mended is not text and syllable_share(mended[:_SAMPLE])[0] > syllable_share(sample)[0] + 0.2:
            return mended, "utf-8-twice", [_legacy_note("utf-8-twice")]
    tcvn3, vni = len(_TCVN3_SIGNS.findall(sample)), len(_VNI_SIGNS.findall(sample))
    if max(tcvn3, vni) >= 5:
        share, _ = syllable_share(sample)
        if share < 0.7:
            if tcvn3 >= 5 and syllable_share(unicodedata.normalize("NFC", tcvn3_to_unicode(sample)))[0] >= max(
                0.75, share + 0.2
            ):
                return _tcvn3_case(tcvn3_to_unicode(text)), "tcvn3", [_legacy_note("tcvn3")]
            if vni >= 5 and syllable_share(vni_to_unicode(sample)[0])[0] >= max(0.75, share + 0.2):
                return vni_to_unicode(text)[0], "vni", [_legacy_note("vni")]
    return text, "utf-8", []


def _twice(text: str) -> str:
    """Undo UTF-8 read as Windows-1252 and written as UTF-8 again (bytes without a Windows letter stand as themselves)."""
    return bytes(_BYTE_OF[c] if c in _BYTE_OF else ord(c) for c in _only_bytes(text)).decode("utf-8")


_BYTE_OF = {shown: 0x80 + i for i, shown in enumerate(_CP1252) if shown != "\ufffd"}


def _only_bytes(text: str) -> str:
    if any(ord(c) > 0xFF and c not in _BYTE_OF for c in set(text)):
        raise UnicodeError("not one byte a letter")
    return text


def _tcvn3_case(text: str) -> str:
    """Capitals that only the font showed: a word, or a line, whose plain letters are all capitals is all capitals."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line.isascii() or len(line) > 4000:
            continue
        capitals, small = len(_ASCII_CAPITALS.findall(line)), len(_ASCII_SMALL.findall(line))
        if capitals >= 4 and capitals > 9 * small:
            lines[i] = line.upper() if len(line.upper()) == len(line) else line
        elif capitals >= 2:
            lines[i] = _WORD.sub(_upper_word, line)
    return "\n".join(lines)


def _upper_word(m: re.Match[str]) -> str:
    word = m[0]
    plain = [c for c in word if c.isascii()]
    if len(plain) >= 2 and len(plain) < len(word) and all(c.isupper() for c in plain) and is_syllable(word):
        return word.upper()
    return word


# --- writing, for tests and for showing ---------------------------------------------------------------------------------

_TCVN3_BYTES = {letter: 0x80 + i for i, letter in enumerate(TCVN3_HIGH)}
_VISCII_BYTES = {letter: 0x80 + i for i, letter in enumerate(VISCII_HIGH)} | {v: k for k, v in VISCII_LOW.items()}
_VNI_WRITTEN = {letter: pair for pair, letter in reversed(_VNI.items())} | {v: k for k, v in VNI_SINGLES.items()}


def encode_tcvn3(text: str) -> bytes:
    """The bytes of NFC text in TCVN 5712; `?` for what it lacks."""
    return bytes(_TCVN3_BYTES.get(c, ord(c) if c < "\x80" else 0x3F) for c in text)


def encode_viscii(text: str) -> bytes:
    """The bytes of NFC text in VISCII; `?` for what it lacks."""
    return bytes(_VISCII_BYTES.get(c, ord(c) if c < "\x80" else 0x3F) for c in text)


def encode_vni(text: str) -> bytes:
    """The bytes of NFC text in VNI-Windows; `?` for what it lacks."""
    return "".join(_VNI_WRITTEN.get(c, c if c < "\x80" else "?") for c in text).encode("cp1252", "replace")
