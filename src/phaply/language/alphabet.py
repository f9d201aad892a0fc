"""The Vietnamese alphabet as item labels use it, and Roman numbers.

Points (điểm) are lettered in the order of the Vietnamese alphabet without the letters that carry a mark of their own, except đ
(Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6.d; the order as Luật 10/2022/QH15, Điều 12, uses it).
"""

__all__ = ["POINT_LETTERS", "letter_index", "next_letter", "roman_to_int", "to_roman"]

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_INDEX = {letter: i for i, letter in enumerate(POINT_LETTERS)}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_PARTS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def letter_index(letter: str) -> int | None:
    """The rank of a point letter from 0 (a=0, đ=4, e=5), None for letters that label no point (f, j, w, z)."""
    return _INDEX.get(letter.lower())


def next_letter(letter: str) -> str | None:
    """The letter that follows in the order of points: d → đ → e → g; None after y or for a foreign letter."""
    i = _INDEX.get(letter.lower())
    return None if i is None or i + 1 == len(POINT_LETTERS) else POINT_LETTERS[i + 1]


def roman_to_int(text: str) -> int | None:
    """The value of a well-formed Roman number in either case, None for anything else."""
    total, last = 0, 0
    for letter in reversed(text.lower()):
        value = _ROMAN.get(letter)
        if value is None:
            return None
        total += value if value >= last else -value
        last = max(last, value)
    return total if 0 < total < 4000 and to_roman(total) == text.upper() else None


def to_roman(value: int) -> str:
    """The Roman number of 1 … 3999 in capitals."""
    if not 0 < value < 4000:
        raise ValueError(f"no Roman number for {value}")
    parts = []
    for size, letters in _ROMAN_PARTS:
        count, value = divmod(value, size)
        parts.append(letters * count)
    return "".join(parts)
