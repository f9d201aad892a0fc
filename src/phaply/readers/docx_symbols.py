"""Symbol fonts of Word: the private characters of Symbol and Wingdings as Unicode."""

__all__ = ["symbol"]

# Symbol, the part that office texts use (Adobe Symbol encoding).
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑",
    0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xBE: "—", 0xD7: "·", 0xDE: "⇒",
}  # fmt: skip

# Wingdings (Microsoft's table of 1992 as Unicode 7 took it over).
_WINGDINGS = {
    0x20: " ", 0x21: "🖉", 0x28: "🕿", 0x29: "✆", 0x2A: "🖂", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "🞐",
    0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA0: "▪", 0xA7: "▪",
    0xA8: "◻", 0xD8: "➢", 0xE0: "➔", 0xDF: "🡐", 0xE8: "🡒", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol(char: str, font: str | None) -> str:
    """What a character of a symbol font shows: itself outside such fonts, `•` where the table has no better."""
    code = ord(char)
    private = 0xF000 <= code <= 0xF0FF
    name = (font or "").lower()
    if name.startswith("wingdings"):
        table = _WINGDINGS
    elif name.startswith("symbol") or private:
        table = _SYMBOL
    else:
        return char
    if private:
        code -= 0xF000
    elif code > 0xFF:
        return char
    if code in table:
        return table[code]
    if table is _SYMBOL and 0x20 <= code < 0x7F and not name.startswith("webdings"):
        return chr(code)
    return "•" if private or table is _WINGDINGS else char
