"""Tables of the Vietnamese encodings before Unicode, as data.

- TCVN3: TCVN 5712:1993 (ABC), fonts `.VnTime`; the capitals with tone marks are a font of their own (`.VnTimeH`).
- VISCII: RFC 1456. VIQR: RFC 1456, mnemonic.
- VNI: VNI-Windows, two bytes for most marked letters, fonts `VNI-Times`.
"""

__all__ = [
    "TCVN3_HIGH",
    "VIQR_BASES",
    "VIQR_TONES",
    "VISCII_HIGH",
    "VISCII_LOW",
    "VNI_MARKS",
    "VNI_SINGLES",
    "vni_pairs",
]

TCVN3_HIGH = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ"  # 80
    "ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"  # 90
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"  # A0
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"  # B0
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"  # C0
    "éẹềểễếệìỉỄẾỒĩíịò"  # D0
    "Ổỏõóọồổỗốộờởỡớợù"  # E0
    "ỖủũúụừửữứựỳỷỹýỵỐ"  # F0
)
"""The letters of the bytes 0x80 … 0xFF in TCVN 5712."""

VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"  # 80
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"  # 90
    "Õắằặấầẩậẽẹếềểễệố"  # A0
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"  # B0
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"  # C0
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"  # D0
    "àáâãảăữẫèéêẻìíĩỉ"  # E0
    "đựòóôõỏọụùúũủýợỮ"  # F0
)
"""The letters of the bytes 0x80 … 0xFF in VISCII."""

VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
"""The six capitals that VISCII keeps in the place of control characters."""

VNI_SINGLES = {
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "ñ": "đ",
    "ô": "ơ",
    "ö": "ư",
    "Í": "Í",
    "Ì": "Ì",
    "Æ": "Ỉ",
    "Ó": "Ĩ",
    "Ò": "Ị",
    "Î": "Ỵ",
    "Ñ": "Đ",
    "Ô": "Ơ",
    "Ö": "Ư",
}
"""Letters of one byte in VNI-Windows, as Windows-1252 shows them."""

VNI_MARKS = {
    "": "\u0301\u0300\u0309\u0303\u0323",
    "\u0302": "\u0301\u0300\u0309\u0303\u0323",
    "\u0306": "\u0301\u0300\u0309\u0303\u0323",
}
_VNI_MARK_LETTERS = {"": "ùøûõï", "\u0302": "áàåãä", "\u0306": "éèúüë"}
_VNI_SHAPES = {"\u0302": "â", "\u0306": "ê"}


def vni_pairs() -> dict[str, str]:
    """Two characters of VNI-Windows, as Windows-1252 shows them, → the letter in decomposed form, to be put into NFC."""
    found: dict[str, str] = {}
    for base in "aeouyAEOUYôöÔÖ":
        letter = {"ô": "ơ", "ö": "ư", "Ô": "Ơ", "Ö": "Ư"}.get(base, base)
        for shape, marks in _VNI_MARK_LETTERS.items():
            if (shape == "\u0302" and base not in "aeoAEO") or (shape == "\u0306" and base not in "aA"):
                continue
            if shape:
                for sign in (_VNI_SHAPES[shape], _VNI_SHAPES[shape].upper()):
                    found[base + sign] = letter + shape
            for sign, tone in zip(marks, VNI_MARKS[shape], strict=True):
                for written in (sign, sign.upper()):
                    found[base + written] = letter + shape + tone
    return found


VIQR_BASES = {"(": "\u0306", "^": "\u0302", "+": "\u031b", "*": "\u031b"}
VIQR_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
