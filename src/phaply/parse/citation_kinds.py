"""Kinds of documents (loại văn bản): their names in running text and their codes in a number's symbol (ký hiệu), as data.

Abbreviations follow Nghị định 30/2020/NĐ-CP, Phụ lục III, and the laws on legal documents; kinds without an official
abbreviation (hiến pháp, bộ luật, luật, pháp lệnh, công văn …) carry the usual one.
"""

from phaply.language import bare

__all__ = [
    "ABBREVIATIONS",
    "CAPITALISED",
    "CODES",
    "KIND_NAMES",
    "VERB_LIKE",
    "WEAK",
    "kind_of_symbol",
    "kind_of_words",
]

KIND_NAMES: dict[str, str] = {
    "Hiến pháp": "HP",
    "Bộ luật": "BL",
    "Luật": "L",
    "Pháp lệnh": "PL",
    "Lệnh": "Lệnh",
    "Sắc lệnh": "SL",
    "Nghị quyết": "NQ",
    "Nghị quyết liên tịch": "NQLT",
    "Nghị định": "NĐ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Thông tư": "TT",
    "Thông tư liên tịch": "TTLT",
    "Thông tư liên bộ": "TTLT",
    "Thông tư số liên tịch": "TTLT",
    "Thông tư liên ngành": "TTLT",
    "Thông tri": "TTri",
    "Thông báo": "TB",
    "Thông báo kết luận": "TB",
    "Thông cáo": "TC",
    "Kết luận": "KL",
    "Quy chế": "QC",
    "Quy chế phối hợp": "QC",
    "Quy định": "QyĐ",
    "Điều lệ": "ĐL",
    "Hướng dẫn": "HD",
    "Hướng dẫn liên ngành": "HD",
    "Hướng dẫn liên tịch": "HD",
    "Kế hoạch": "KH",
    "Kế hoạch hành động": "KH",
    "Kế hoạch liên tịch": "KH",
    "Kế hoạch liên ngành": "KH",
    "Kế hoạch phối hợp": "KH",
    "Chương trình": "CTr",
    "Chương trình hành động": "CTr",
    "Chương trình công tác": "CTr",
    "Chương trình phối hợp": "CTr",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Tờ trình": "TTr",
    "Công điện": "CĐ",
    "Công văn": "CV",
    "Công văn hướng dẫn": "CV",
    "Văn bản": "CV",
    "Văn bản hợp nhất": "VBHN",
    "Biên bản": "BB",
    "Giấy mời": "GM",
    "Phiếu chuyển": "PC",
}
"""Name → abbreviation. `Văn bản số …` with the symbol of a công văn counts as one (GUIDE)."""

WEAK = frozenset({"van ban"})
"""Names that say nothing of the kind: the symbol goes before them."""

VERB_LIKE = frozenset(
    bare(name)
    for name in ("Hướng dẫn", "Quy định", "Báo cáo", "Thông báo", "Quyết định", "Kết luận", "Đề án", "Dự án", "Lệnh")
)
"""Names that are ordinary words too: written small before a number of another kind they are not its name."""

ABBREVIATIONS: dict[str, str] = {
    "NĐ": "NĐ",
    "QĐ": "QĐ",
    "NQ": "NQ",
    "TT": "TT",
    "TTLT": "TTLT",
    "CT": "CT",
    "KH": "KH",
    "CV": "CV",
    "VB": "CV",
    "TB": "TB",
    "HD": "HD",
    "KL": "KL",
    "BC": "BC",
    "TTr": "TTr",
    "CTr": "CTr",
    "ĐA": "ĐA",
}
"""Kinds as hurried writers shorten them: `QĐ số 346/QĐ-TTg`, `CV số 77/PTP`."""

CODES: dict[str, str] = {
    "NĐ": "NĐ",
    "QĐ": "QĐ",
    "NQ": "NQ",
    "NQLT": "NQLT",
    "TT": "TT",
    "TTLT": "TTLT",
    "TTLB": "TTLT",
    "TTLN": "TTLT",
    "CT": "CT",
    "KH": "KH",
    "KHLT": "KH",
    "KHLN": "KH",
    "KHPH": "KH",
    "KHHĐ": "KH",
    "CTR": "CTr",
    "CTRHĐ": "CTr",
    "CTHĐ": "CTr",
    "CTPH": "CTr",
    "CTRPH": "CTr",
    "ĐA": "ĐA",
    "DA": "DA",
    "PA": "PA",
    "HD": "HD",
    "HDLN": "HD",
    "HDLT": "HD",
    "TB": "TB",
    "TBKL": "TB",
    "KL": "KL",
    "TTR": "TTr",
    "BC": "BC",
    "CĐ": "CĐ",
    "QC": "QC",
    "QCPH": "QC",
    "QYĐ": "QyĐ",
    "QĐI": "QyĐ",
    "VBHN": "VBHN",
    "GM": "GM",
    "BB": "BB",
    "CV": "CV",
    "PL": "PL",
    "LCT": "L",
    "L": "Lệnh",
    "SL": "SL",
    "ĐL": "ĐL",
}
"""First group of a symbol, in capitals → abbreviation of the kind."""

CAPITALISED = (
    "Chỉ thị",
    "Nghị quyết",
    "Nghị định",
    "Quyết định",
    "Thông tư liên tịch",
    "Thông tư",
    "Kết luận",
    "Kế hoạch",
    "Chương trình",
    "Đề án",
    "Hướng dẫn",
    "Thông báo",
    "Công điện",
    "Công văn",
    "Tờ trình",
    "Quy định",
    "Luật",
)
"""Kinds that are cited by kind and serial number alone (`Chỉ thị 11`, `Đề án số 08`)."""

_BY_WORDS = {bare(name): (abbreviation, bare(name)) for name, abbreviation in KIND_NAMES.items()}
_LENGTHS = sorted({name.count(" ") + 1 for name in _BY_WORDS}, reverse=True)


def kind_of_words(tail: str) -> tuple[str, str] | None:
    """The kind whose name ends the text `tail` (bare): abbreviation and bare name, the longest name first."""
    words = tail.split()
    for n in _LENGTHS:
        if len(words) >= n:
            last = words[-n:]
            # An opening bracket or quotation mark may stick to the name: `(Nghị định`.
            last[0] = last[0].lstrip("(\"“'[-–+*|:;.,")
            found = _BY_WORDS.get(" ".join(last))
            if found:
                return found
    return None


def kind_of_symbol(symbol: str) -> str | None:
    """The kind that a symbol names: `QĐ-TTg` → QĐ, `QH15` → L, `UBTVQH14` → NQ; None for `UBND-VP`."""
    first = symbol.replace("/", "-").split("-", 1)[0].split(".", 1)[0].upper()
    if first in CODES:
        return CODES[first]
    if first.startswith("QH") and first[2:].isdigit():
        return "L"
    if first.startswith("UBTVQH"):
        return "NQ"
    return None
