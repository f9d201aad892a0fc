"""Labels of items (số thứ tự của phần, chương, mục, điều, khoản, điểm, gạch đầu dòng): recognised at the start of a paragraph.

The forms are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.6.đ, with the variants that offices use besides
(`1/`, `1-`, `(1)`, `a.`, `A.`, `+`, `•`) and what recognition from pictures makes of them (`l.`, `~`, a full stop for a dash).
"""

import re
from collections.abc import Callable

from msgspec import Struct

from phaply.language import letter_index, roman_to_int
from phaply.parse.model import NodeKind

__all__ = ["BULLET", "LABEL_EXAMPLES", "Label", "read_label"]

ANNEX, FORM, PART, CHAPTER, SECTION, SUBSECTION, ARTICLE, CAPITAL, NUMBER, DOTTED = range(10)
POINT = 18  # below every depth of dotted number
BULLET = 19


class Label(Struct, frozen=True, gc=False):
    """A label at the start of a paragraph: `text[start:end]`, the words begin at `body`."""

    start: int
    end: int
    body: int
    kind: NodeKind
    tier: int
    """Its usual rank: a smaller tier stands above a greater one; within a tier the order of appearance decides."""
    style: str
    """Labels of one style are siblings: `1.`, `1)`, `I.`, `a)`, `-`, …"""
    value: int | None
    """From 1; None where the label counts nothing (a dash, `aa)`, `PHỤ LỤC` alone)."""
    path: str
    parts: tuple[int, ...] = ()
    """All numbers of a dotted label: `1.2.` → (1, 2)."""
    doubt: bool = False
    """True if it may as well be words of a sentence broken here; it counts only where its number is expected."""


_UPPER = "A-ZÀ-ÃÈ-ÊÌ-ÍÒ-ÕÙ-ÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,2}(?!\d)){0,7})( ?(?:\.\)|[.)/])| ?[-–—])?( {0,8})")
_BRACKET = re.compile(r"\(([0-9]{1,2}|[ivx]{1,4}|[a-zđ])\) {0,8}")
_ROMAN = re.compile(rf"(?!V ?/ ?[Vv]\b)([IVXLCl1]{{1,7}})(?:( ?[.)])|( ?/(?= |[{_UPPER}])| ?[-–—:](?= )))( {{0,8}})")
_LETTER = re.compile(
    rf"([{_UPPER}]|i{{1,3}}(?![a-z])|iv|vi{{1,3}}|ix|[a-zđ][a-zđ1-9]?) ?(\)|\.(?= |[{_UPPER}][^.])|/(?= |[{_UPPER}]))"
    r"(?=.)( {0,8})"
)
_DASH = re.compile(r"[-–—−](?: ?[-–—−](?![-–—−]))? {0,8}(?=[^-–—−=_* ])")
_SIGN = re.compile(r"([+*•●○▪■◦►✓✔➢❖]) {0,8}(?=[^-–—=_*+. ])")
_ODD_SIGN = re.compile(rf"([.~_o§Øü→⇒\ue000-\uf8ff]|__+|[hklmnrt](?= [{_UPPER}][^{_UPPER}])) {{1,8}}(?=[{_UPPER}\"“])")

_ORDINALS = {
    word: i
    for i, word in enumerate(
        ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), 1
    )
}


def _spaced(word: str) -> str:
    """The word in small letters or capitals, also with stray spaces between its letters (`Đi ều`, `C hương`)."""
    return "|".join(" ?".join(w.replace(" ", "")) for w in (word, word.upper()))


_UNITS: tuple[tuple[str, NodeKind, int, str], ...] = (
    ("Phần", "part", PART, "Phần"),
    ("Chương", "chapter", CHAPTER, "Chương"),
    ("Mục", "section", SECTION, "Mục"),
    ("Tiểu mục", "subsection", SUBSECTION, "Tiểu mục"),
    ("Điều", "article", ARTICLE, "Điều"),
    ("Diều", "article", ARTICLE, "Điều"),
    ("Điêu", "article", ARTICLE, "Điều"),
    ("Part", "part", PART, "Part"),
    ("Chapter", "chapter", CHAPTER, "Chapter"),
    ("Section", "section", SECTION, "Section"),
    ("Article", "article", ARTICLE, "Article"),
)
_UNIT_OF = {form.upper().replace(" ", ""): (kind, tier, name) for form, kind, tier, name in _UNITS}
_UNIT = re.compile(
    "("
    + "|".join(_spaced(form) for form, *_ in _UNITS)
    + r") {0,4}(?:(?:thứ|THỨ) {1,3}(\w{2,5}(?: (?:một|hai|MỘT|HAI))?)|(\d(?: ?\d){0,3})([a-zđ]{0,2}|[A-Z])(?!\w)|([A-EGHK])(?= {0,3}[.:)])|([IVXLCDM]{1,8})(?!\w))"
    r"( {0,3}[.:)/]| {1,3}[-–—](?= )|(?= {0,40}$)|(?= *\())?( {0,8})"
)
_ANNEX = re.compile(
    r"(PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|Appendix|APPENDIX|Annex|ANNEX)(?: {1,3}(?:số |SỐ )? {0,3}(\d{1,3}[A-Za-z]?|[IVXLC]{1,7}|[A-Z])(?!\w))?"
    r"( {0,3}[.:]| {0,3}[-–—](?= )|(?= {0,40}$)|(?= {0,3}\())?( {0,8})"
)
_FORM = re.compile(
    r"(Biểu mẫu|BIỂU MẪU|Biểu|BIỂU|Mẫu|MẪU)(?: {1,3}(?:số|SỐ))?[ :]{1,3}(\d{1,3}[A-Za-z]?(?:[-./]\w{1,9}){0,3}|[IVX]{1,6})(?!\w)"
    r"( {0,3}[.:]|(?= {0,40}$)|(?= {0,3}\())( {0,8})"
)
_LAW_KINDS = ("Luật", "Nghị", "Thông", "Quyết", "Bộ", "Pháp", "Hiến", "Hiệp", "Quy")


def _number(text: str, start: int, end: int) -> Label | None:
    m = _NUMBER.match(text, start, end)
    if m is None or m.end() >= end:
        return None
    printed, mark, gap = m.groups()
    after = text[m.end()]
    mark = mark.strip() if mark else ""
    parts = tuple(map(int, printed.split(".")))
    if not mark and (len(parts) == 1 or not gap or not after.isupper()):
        return None
    if mark in ("-", "–", "—", "/") and not (
        after.isupper() if gap or mark != "/" else text[m.end() : m.end() + 2].istitle()
    ):
        return None
    digits = after.isdigit()
    if digits and not gap:
        return None
    if not (after.isalpha() or digits or after in "\"“”‘'([…-–+<>≥≤%"):
        return None
    stop = m.start() + len(m[0].rstrip())
    if len(parts) > 1:
        return Label(
            start, stop, m.end(), "number", DOTTED + len(parts) - 2, f"1.{len(parts)}", parts[-1], printed, parts
        )
    style = "1)" if mark.endswith(")") else "1" + mark.replace("–", "-").replace("—", "-")
    tier = POINT if style == "1)" else NUMBER
    return Label(start, stop, m.end(), "number", tier, style, parts[0], printed, parts, digits or parts[0] > 200)


_MISREAD = re.compile(
    rf"(?=[\d.]{{0,24}}l[. )])(\d{{1,3}}|l)((?:\.(?:\d{{1,2}}|l)){{1,4}})(?: ?[.)])?( {{1,8}})(?=[{_UPPER}])"
)


def _misread_number(text: str, start: int, end: int) -> Label | None:
    """A dotted number in which recognition took a 1 for a small l: `1.l. Tuyên truyền`, `l.2. Kiểm tra`."""
    m = _MISREAD.match(text, start, end)
    if m is None or m.end() >= end:
        return None
    printed = (m[1] + m[2]).replace("l", "1")
    parts = tuple(map(int, printed.split(".")))
    stop = start + len(m[0].rstrip())
    return Label(start, stop, m.end(), "number", DOTTED + len(parts) - 2, f"1.{len(parts)}", parts[-1], printed, parts)


def _bracket(text: str, start: int, end: int) -> Label | None:
    m = _BRACKET.match(text, start, end)
    if m is None or m.end() >= end:
        return None
    inside, stop = m[1], start + len(m[1]) + 2
    if inside.isdigit():
        return Label(start, stop, m.end(), "number", POINT, "(1)", int(inside), inside)
    if len(inside) > 1 or inside == "i":
        value = roman_to_int(inside)
        return None if value is None else Label(start, stop, m.end(), "roman", POINT, "(i)", value, inside)
    value = letter_index(inside)
    return Label(start, stop, m.end(), "letter", POINT, "(a)", None if value is None else value + 1, inside)


def _dash(text: str, start: int, end: int) -> Label | None:
    m = _DASH.match(text, start, end)
    if m is None or m.end() >= end:
        return None
    return Label(start, start + 1, m.end(), "bullet", BULLET, "-", None, "-")


def _sign(text: str, start: int, end: int) -> Label | None:
    m = _SIGN.match(text, start, end)
    if m is None or m.end() >= end or (m[1] == "+" and text[start + 1].isdigit()):
        return None
    return Label(start, start + 1, m.end(), "bullet", BULLET, m[1], None, "-")


def _odd_sign(text: str, start: int, end: int) -> Label | None:
    m = _ODD_SIGN.match(text, start, end)
    if m is None:
        return None
    # Recognition from pictures reads a dash as a stop, a wave, a low line or a stray letter.
    style = "-" if m[1][0] in ".~_hklmnrt" else m[1]
    return Label(start, m.end(1), m.end(), "bullet", BULLET, style, None, "-")


def _unit(text: str, start: int, end: int) -> Label | None:
    m = _UNIT.match(text, start, end)
    if m is None:
        return None
    word, ordinal, arabic, suffix, letter, roman, mark, gap = m.groups()
    kind, tier, name = _UNIT_OF[word.upper().replace(" ", "")]
    if ordinal is not None:
        value = _ORDINALS.get(" ".join(ordinal.lower().split()))
        printed = f"{name} thứ {ordinal.lower()}"
        if value is None:
            return None
    elif arabic is not None:
        arabic = arabic.replace(" ", "")
        value, printed = int(arabic), f"{name} {arabic}{suffix}"
    elif letter is not None:  # Mục A, Phần B: C and D count letters too, never a hundred
        value, printed = ord(letter) - 64, f"{name} {letter}"
    else:
        value, printed = roman_to_int(roman), f"{name} {roman}"
        if value is None:
            return None
    doubt = False
    if mark is None:
        # `Điều 5 Phạm vi` may be a heading, `Điều 5 Luật này` and `Điều 5 và` never.
        rest = text[m.end() : m.end() + 8]
        if not gap or not rest[:1].isupper() or rest.startswith(_LAW_KINDS):
            return None
        doubt = not (word.isupper() or rest[:4].isupper())
    stop = m.start() + len(m[0].rstrip())
    # `Điều 5a` stands between 5 and 6: it counts as neither.
    return Label(start, stop, m.end(), kind, tier, name, None if suffix else value, printed, (), doubt)


def _annex(text: str, start: int, end: int) -> Label | None:
    m = _ANNEX.match(text, start, end)
    if m is None:
        return None
    word, number, mark, _ = m.groups()
    rest = text[m.end() : end]
    if mark is None and not (word.isupper() and rest[:60].isupper()):
        return None
    if not word.isupper() and (rest.endswith((";", ".", ",")) or (number is None and rest)):
        return None
    value = None
    if number is not None:
        value = int(number) if number.isdigit() else roman_to_int(number)
    name = word.capitalize() + (f" {number}" if number else "")
    return Label(start, m.start() + len(m[0].rstrip()), m.end(), "annex", ANNEX, "Phụ lục", value, name)


def _form(text: str, start: int, end: int) -> Label | None:
    m = _FORM.match(text, start, end)
    if m is None or text.endswith((";", ".", ","), m.end(), end):
        return None
    value = int(m[2]) if m[2].isdigit() else roman_to_int(m[2])
    name = f"{m[1].capitalize()} {m[2]}"
    return Label(start, m.start() + len(m[0].rstrip()), m.end(), "annex", FORM, m[1].capitalize(), value, name)


def _roman(text: str, start: int, end: int) -> Label | None:
    m = _ROMAN.match(text, start, end)
    if m is None or m.end() >= end:
        return None
    printed = m[1].replace("l", "I").replace("1", "I")
    value = roman_to_int(printed)
    if value is None or printed == "C" or m[1] == "1" or (m[1].isdigit() and not m[2]):
        return None
    after = text[m.end()]
    if not (after.isalpha() or after in '"“([') or (not m[4] and not after.isupper()):
        return None
    # A small l may be the letter: it counts as a number only where one is expected.
    doubt = m[1] == "l"
    if doubt and (m[2] is None or m[2].strip() != "." or not after.isupper()):
        return None
    stop = m.start() + len(m[0].rstrip())
    return Label(start, stop, m.end(), "roman", CAPITAL, "I", value, printed, (), doubt)


def _letter(text: str, start: int, end: int) -> Label | None:
    m = _LETTER.match(text, start, end)
    if m is None or m.end() >= end:
        return None
    printed, mark = m[1], m[2]
    after = text[m.end()]
    if not (after.isalnum() or after in "\"“”‘'([…-–+<>≥≤%"):
        return None
    stop = m.end(2)
    if printed == "Đ" and mark == ")":
        printed = "đ"
    if printed.isupper():
        if mark == ")" or not after.isalpha() or (mark == "/" and m.end() == stop):
            return None
        value = ord(printed) - 64 if printed.isascii() else None
        return Label(start, stop, m.end(), "letter", CAPITAL, "A", value, printed, (), True)
    if mark != ")" and not after.isalpha():
        return None
    index = letter_index(printed) if len(printed) == 1 else None
    return Label(
        start,
        stop,
        m.end(),
        "letter",
        POINT,
        "a" + mark,
        None if index is None else index + 1,
        printed,
        (),
        mark != ")",
    )


def _first_of(*readers: Callable[[str, int, int], Label | None]) -> Callable[[str, int, int], Label | None]:
    def read(text: str, start: int, end: int) -> Label | None:
        for reader in readers:
            if (label := reader(text, start, end)) is not None:
                return label
        return None

    return read


_READERS: dict[str, Callable[[str, int, int], Label | None]] = dict.fromkeys("abcdđeghiklmnpqrstuvxyfjwz", _letter)
_READERS |= dict.fromkeys("ABDĐEFGHJKMNOPQRSTUWYZ", _letter)
_READERS |= dict.fromkeys("023456789", _first_of(_misread_number, _number))
_READERS |= dict.fromkeys("-–—−", _dash)
_READERS |= dict.fromkeys("+*•●○▪■◦►✓✔➢❖", _sign)
_READERS |= dict.fromkeys([*".~_§Øü→⇒", *map(chr, range(0xF000, 0xF100))], _odd_sign)
_READERS |= dict.fromkeys("hkmnrt", _first_of(_letter, _odd_sign))
_READERS |= {
    "(": _bracket,
    "o": _first_of(_letter, _odd_sign),
    "I": _roman,
    "V": _first_of(_roman, _letter),
    "X": _first_of(_roman, _letter),
    "L": _first_of(_roman, _letter),
    "l": _first_of(_misread_number, _roman, _letter, _odd_sign),
    "1": _first_of(_misread_number, _number, _roman),
    "P": _first_of(_annex, _unit, _letter),
    "C": _first_of(_unit, _letter),
    "M": _first_of(_unit, _form, _letter),
    "T": _first_of(_unit, _letter),
    "Đ": _first_of(_unit, _letter),
    "D": _first_of(_unit, _letter),
    "A": _first_of(_unit, _annex, _letter),
    "S": _first_of(_unit, _letter),
    "B": _first_of(_form, _letter),
}


def read_label(text: str, start: int, end: int) -> Label | None:
    """The label of the paragraph `text[start:end]`, None if it has none."""
    if start >= end:
        return None
    reader = _READERS.get(text[start])
    return None if reader is None else reader(text, start, end)


LABEL_EXAMPLES: tuple[tuple[str, str | None, str], ...] = (
    ("I. MỤC ĐÍCH, YÊU CẦU", "roman", "I"),
    ("I.MỤC ĐÍCH", "roman", "I"),
    ("II/ NỘI DUNG", "roman", "II"),
    ("III- TỔ CHỨC THỰC HIỆN", "roman", "III"),
    ("IV - KINH PHÍ", "roman", "IV"),
    ("V) Chế độ báo cáo", "roman", "V"),
    ("Il. NỘI DUNG", "roman", "II"),
    ("l. Mục đích", "roman", "I"),
    ("1.l. Tuyên truyền", "number", "1.1"),
    ("l.2. Tuyên truyền", "number", "1.2"),
    ("2.l.1. Tuyên truyền", "number", "2.1.1"),
    ("l.2 lít", None, ""),
    ("1.lập danh mục", "number", "1"),
    ("1. Mục đích", "number", "1"),
    ("01. Rà soát văn bản", "number", "01"),
    ("1.Mục đích", "number", "1"),
    ("2 . Yêu cầu", "number", "2"),
    ("1/ Mục đích", "number", "1"),
    ("1- Mục đích", "number", "1"),
    ("1) một việc", "number", "1"),
    ("(1) một việc", "number", "1"),
    ("1.1. Tuyên truyền", "number", "1.1"),
    ("1.1 Tuyên truyền", "number", "1.1"),
    ("2.10.3. Tuyên truyền", "number", "2.10.3"),
    ("3. 05 hội nghị cấp phường", "number", "3"),
    ("4. “Tuần lễ pháp luật”", "number", "4"),
    ("a) Tổ chức hội nghị", "letter", "a"),
    ("đ) Tổ chức hội nghị", "letter", "đ"),
    ("Đ) Tổ chức hội nghị", "letter", "đ"),
    ("a. Tổ chức hội nghị", "letter", "a"),
    ("a/ Tổ chức hội nghị", "letter", "a"),
    ("aa) Tổ chức hội nghị", "letter", "aa"),
    ("A. PHẦN CHUNG", "letter", "A"),
    ("(b) Tổ chức hội nghị", "letter", "b"),
    ("(iv) Tổ chức hội nghị", "roman", "iv"),
    ("- Tổ chức hội nghị", "bullet", "-"),
    ("-Tổ chức hội nghị", "bullet", "-"),
    ("– Tổ chức hội nghị", "bullet", "-"),
    ("- - Tổ chức hội nghị", "bullet", "-"),
    ("+ Cấp phường", "bullet", "-"),
    ("* Đối với tổ dân phố", "bullet", "-"),
    ("• Đối với tổ dân phố", "bullet", "-"),
    ("o Đối với tổ dân phố", "bullet", "-"),
    ("~ Tăng cường kiểm tra", "bullet", "-"),
    (". Tăng cường kiểm tra", "bullet", "-"),
    ("h Tổ chức hội nghị", "bullet", "-"),
    ("Điều 5. Hiệu lực", "article", "Điều 5"),
    ("Điều 5: Hiệu lực", "article", "Điều 5"),
    ("Điều 41b. Hồ sơ", "article", "Điều 41b"),
    ("Điều 5", "article", "Điều 5"),
    ("Đi ều 1 3. Hiệu lực", "article", "Điều 13"),
    ("Article 7. Scope", "article", "Article 7"),
    ("Chương II", "chapter", "Chương II"),
    ("CHƯƠNG 2. TỔ CHỨC", "chapter", "Chương 2"),
    ("Mục 1", "section", "Mục 1"),
    ("Mục B. Tuyên truyền", "section", "Mục B"),
    ("PHẦN C: NHIỆM VỤ", "part", "Phần C"),
    ("Mục A của Kế hoạch", None, ""),
    ("Tiểu mục 2", "subsection", "Tiểu mục 2"),
    ("Phần thứ nhất", "part", "Phần thứ nhất"),
    ("Phần I", "part", "Phần I"),
    ("PHẦN II: NHIỆM VỤ", "part", "Phần II"),
    ("PHỤ LỤC", "annex", "Phụ lục"),
    ("Phụ lục II", "annex", "Phụ lục II"),
    ("PHỤ LỤC 1: DANH MỤC NHIỆM VỤ", "annex", "Phụ lục 1"),
    ("Phụ lục số 01:", "annex", "Phụ lục 01"),
    ("Biểu 01: BÁO CÁO TIẾN ĐỘ", "annex", "Biểu 01"),
    ("Mẫu số 02", "annex", "Mẫu 02"),
    ("30/6/2023 là ngày cuối cùng", None, ""),
    ("10 ngày kể từ ngày nhận", None, ""),
    ("2.500 triệu đồng", None, ""),
    ("1.5 triệu đồng", None, ""),
    ("1,5 triệu đồng", None, ""),
    ("2023. Trong năm", None, ""),
    ("2021 - 2025", None, ""),
    ("10-15 ngày", None, ""),
    ("15/KH-UBND ngày 12/5/2023", None, ""),
    ("7h30 khai mạc", None, ""),
    ("V/v tổ chức hội nghị", None, ""),
    ("V/V TỔ CHỨC HỘI NGHỊ", None, ""),
    ("VI PHẠM HÀNH CHÍNH", None, ""),
    ("C. Mác", "letter", "C"),
    ("TP. Hải Minh", None, ""),
    ("tại Hải Minh", None, ""),
    ("n HS", None, ""),
    ("T/M ỦY BAN NHÂN DÂN", None, ""),
    ("KT. CHỦ TỊCH", None, ""),
    ("Mục đích của Kế hoạch", None, ""),
    ("Mục tiêu", None, ""),
    ("Phần mềm quản lý", None, ""),
    ("Chương trình số 5", None, ""),
    ("Điều 5 của Luật quy định", None, ""),
    ("Điều 5 Luật Đất đai", None, ""),
    ("Điều kiện thực hiện", None, ""),
    ("Phụ lục kèm theo Kế hoạch này", None, ""),
    ("Phụ lục I: Danh mục nhiệm vụ;", None, ""),
    ("Biểu mẫu báo cáo", None, ""),
    ("---------", None, ""),
    ("-", None, ""),
    ("+84 912 000 000", None, ""),
    ("", None, ""),
)
"""First line of a paragraph, the kind of its label (None: it has none), and the label as a path names it."""
