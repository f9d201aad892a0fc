"""What identifies an act: its kind (tên loại), its number and symbol (số, ký hiệu), its key."""

import re
import unicodedata

from phaply.language import bare, fold, words
from phaply.language.remembering import remembered

__all__ = [
    "ISSUERS",
    "KINDS",
    "is_unique",
    "issuer_key",
    "issuer_of",
    "key_of",
    "kind_of",
    "number_key",
    "same_issuer",
    "tidy_number",
    "year_of",
]

KINDS = {
    "hiến pháp": "HP",
    "bộ luật": "BL",
    "luật": "L",
    "pháp lệnh": "PL",
    "lệnh": "LNH",
    "sắc lệnh": "SL",
    "sắc luật": "SLT",
    "nghị quyết liên tịch": "NQLT",
    "nghị quyết": "NQ",
    "nghị định": "NĐ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "thông tư liên tịch": "TTLT",
    "thông tư liên bộ": "TTLT",
    "thông tư": "TT",
    "thông báo": "TB",
    "thông cáo": "TC",
    "quy chế": "QC",
    "quy định": "QyĐ",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "phương án": "PA",
    "đề án": "ĐA",
    "dự án": "DA",
    "báo cáo": "BC",
    "biên bản": "BB",
    "tờ trình": "TTr",
    "kết luận": "KL",
    "công điện": "CĐ",
    "công văn": "CV",
}
"""Full name of a kind, folded → abbreviation (Nghị định 30/2020/NĐ-CP, Phụ lục III; normative kinds by custom)."""

ISSUERS = {"L": "Quốc hội", "BL": "Quốc hội", "HP": "Quốc hội", "PL": "Ủy ban thường vụ Quốc hội", "NĐ": "Chính phủ"}
"""Who alone issues a kind (Luật 64/2025/QH15, Điều 4 and the laws before it)."""

_NOT_UNIQUE = ("UBND", "HĐND")
_YEAR_INSIDE = re.compile(r"^\d{1,5}[a-z]?/((?:19|20)\d\d)/")
_ABBREVIATIONS = set(KINDS.values())
# A head of a body issues in its name: "Bộ trưởng Bộ Tư pháp" and "Bộ Tư pháp" are one issuer.
_HEAD = re.compile(
    r"^(?:quyền )?(?:bộ trưởng|chủ nhiệm|tổng thanh tra|thống đốc|chánh án|viện trưởng|tổng kiểm toán)\s+"
)
_SHORT_BODIES = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "ttg": "thủ tướng chính phủ"}


def kind_of(name: str) -> str | None:
    """The abbreviation of a kind given in full or already abbreviated; None for what is no kind."""
    if name in _ABBREVIATIONS:
        return name
    return KINDS.get(" ".join(fold(unicodedata.normalize("NFC", name)).split()))


def tidy_number(number: str) -> str:
    """Number and symbol as they should be written: NFC, no spaces, no stray marks, Đ for its look-alikes, capitals repaired."""
    text = unicodedata.normalize("NFC", number).replace("Ð", "Đ").replace("ð", "đ")
    text = re.sub(r"\s+", "", text).strip("\"'.,;:“”‘’")
    if text.islower() and "/" in text:
        text = text.upper()
    if text.endswith("-TTG"):
        text = text[:-1] + "g"
    text = re.sub(r"(?<=[/\-])N[DĐ]-?CP$", "NĐ-CP", text)
    return re.sub(r"(?<=[/\-])QD-", "QĐ-", text)


@remembered(60)
def number_key(number: str) -> str:
    """A number for comparing: without marks, capitals, spaces or leading zeros: `06 /QÐ-TTg` and `6/QĐ-TTg` are one."""
    return bare(re.sub(r"\s+", "", unicodedata.normalize("NFC", number))).lstrip("0")


def year_of(number: str | None) -> int | None:
    """The year inside a number (`10/2022/QH15` → 2022), None if it has none."""
    m = _YEAR_INSIDE.match(number) if number else None
    return int(m[1]) if m else None


@remembered(60)
def is_unique(number: str) -> bool:
    """True if the number alone singles the document out: a year inside, and not one of the many committees and councils."""
    return _YEAR_INSIDE.match(number) is not None and not any(body in number for body in _NOT_UNIQUE)


def key_of(kind: str, number: str | None, issuer: str | None, issued: str | None) -> str:
    """The key of an act: its number where that is unique, else `number|issuer|date` (`kind|issuer|date` without a number).

    The National Assembly has given a law and a resolution the same number (18/2008/QH12, 24/2008/QH12): a resolution whose
    number does not say that it is one has its kind after the number.
    """
    if number and is_unique(number):
        return f"{number}|NQ" if kind == "NQ" and re.search(r"/Q[HK]\d+$", number) else number
    return "|".join((number or kind, issuer or "", issued or ""))


def issuer_of(kind: str, number: str | None) -> str | None:
    """The issuer that the kind or the symbol gives away, None where it does not."""
    if kind in ISSUERS:
        return ISSUERS[kind]
    if not number:
        return None
    if number.endswith("-TTg"):
        return "Thủ tướng Chính phủ"
    if re.search(r"[/-]CP$", number) and kind in ("NQ", "CT", "QĐ"):
        return "Chính phủ"
    if re.search(r"UBTVQH\d+$", number):
        return "Ủy ban thường vụ Quốc hội"
    if re.search(r"/QH\d+$", number):
        return "Quốc hội"
    return None


def same_issuer(one: str, other: str) -> bool:
    """True if both names mean one body, as far as the names tell: UBND = Ủy ban nhân dân, a minister = the ministry."""
    return _issuer_words(one) == _issuer_words(other)


def issuer_key(name: str) -> str:
    """An issuer's name for comparing and for keys: small letters, short forms spelt out, a head named by its body."""
    return " ".join(_issuer_words(name))


def _issuer_words(name: str) -> list[str]:
    folded = _HEAD.sub("", " ".join(words(name)))
    found = []
    for word in folded.split():
        found.extend(_SHORT_BODIES.get(word, word).split())
    return found
