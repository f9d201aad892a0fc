"""Rows of lists of acts as they come, damage and all, put right: numbers cut in two, titles that repeat kind, number and date.

The list of the codification (pháp điển) was made from running text, `TITLE ngày D của ISSUER`; where the title itself holds a
date, its second half has slipped into the issuer's column. Everything here is undone from the row alone.
"""

import re
import unicodedata
from datetime import date

from phaply.acts.keys import issuer_of, key_of, kind_of, tidy_number, year_of
from phaply.acts.model import Act

__all__ = ["iso_date", "repaired", "tidy_issuer", "tidy_title"]

_WHOLE_NUMBER = re.compile(r"^\d+[A-Za-z]?(?:/\d{4})?[/-][\w&/()Ư.-]*[\w)]$")
_HEAD_OF_TITLE = re.compile(r"^\s?((?:/\d{4})?[/-]\s?[\w&/-]+|\d+/\d{4}/[\w&-]+|[A-ZĐ][\w&-]*)\s+(?=\S)")
_SLIPPED = re.compile(r"^(.*)\bngày (\d{1,2}/\d{1,2}/\d{4}) của (.{2,400})$", re.S)
_TITLE_IN_ISSUER = re.compile(r"^(\S.{2,150}?) ((?:Quy định|Hướng dẫn|Ban hành|Sửa đổi|Về việc)\s.+)$", re.S)
_DAY = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")
_DATE_WORDS = r"ngày\s+\d{1,2}(?:\s+tháng\s+|/)\d{1,2}(?:\s+năm\s+|/)\d{4}"
_NO_WAY_BACK = "1997-01-01"
"""From the first law on making law, an act that holds before its issue is nearly always a slip of the list (January of the wrong year)."""
_OFFICES = r"(?:Bộ trưởng|Thống đốc|Chánh án|Viện trưởng|Tổng Thanh tra|Chủ nhiệm)?\s*"
_FIRST_TIMES = re.compile(r"^(?:luật|luât)\s+sư\b")
_TYPES = "Thông tư liên tịch|Thông tư|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Pháp lệnh|Bộ [Ll]uật|Lu[ậâ]t|Chỉ thị"
_REPEATED = re.compile(rf"^(?:{_TYPES}|số)\s+(?=\S)")


def iso_date(value: str | None) -> str | None:
    """An ISO date from `2023-04-06`, `06/04/2023` or `6-4-2023`; None for a blank or a day that does not exist."""
    value = (value or "").strip()
    m = _DAY.match(value)
    try:
        return (date(int(m[3]), int(m[2]), int(m[1])) if m else date.fromisoformat(value[:10])).isoformat()
    except ValueError:
        return None


def tidy_issuer(name: str) -> str:
    """An issuer's name in one spelling: NFC, older tone marks, no trailing marks, `Bộ Công Thương` however it was typed."""
    text = " ".join(unicodedata.normalize("NFC", name).replace("Ð", "Đ").split()).strip(" .,;")
    for old, new in _SPELLINGS:
        text = text.replace(old, new)
    return text


_SPELLINGS = (
    ("Uỷ", "Ủy"),
    ("Toà án", "Tòa án"),
    ("Văn hoá", "Văn hóa"),
    ("Bộ công thương", "Bộ Công Thương"),
    ("Bộ Công thương", "Bộ Công Thương"),
    ("Giáo Dục và Đào Tạo", "Giáo dục và Đào tạo"),
    ("Thương Binh", "Thương binh"),
    ("Văn hóa - Thể thao và Du lịch", "Văn hóa, Thể thao và Du lịch"),
    ("Ủy ban Thường vụ Quốc hội", "Ủy ban thường vụ Quốc hội"),
    ("Ngân hàng Nhà nước Việt Nam", "Ngân hàng Nhà nước"),
    ("Ngân hàng Nhà nước", "Ngân hàng Nhà nước Việt Nam"),
)


def tidy_title(title: str, number: str | None, issuer: str | None) -> str:
    """A title without the kind's name, and without the number, date and issuer that some lists repeat in it."""
    text = " ".join(unicodedata.normalize("NFC", title).replace("Ð", "Đ").split()).strip()
    text = re.sub(r"^\(\d\)\s*", "", text).rstrip(" .;")
    if _FIRST_TIMES.match(text.lower()):
        return text
    m = _REPEATED.match(text)
    if m:
        rest = text[m.end() :]
        own = re.match(r"(?:số\s*:?\s*)?(\d+[\w/&-]*)\s*", rest)
        if own is None:
            text = rest
        elif number and tidy_number(own[1]) == number:
            rest = re.sub(rf"^{_DATE_WORDS}\s*", "", rest[own.end() :])
            said = re.match(rf"của\s+{_OFFICES}(?:{re.escape(issuer)})\s*", rest, re.I) if issuer else None
            text = rest[said.end() :] if said else rest
    return text[:1].upper() + text[1:]


def repaired(cells: dict[str, str], source: str | None) -> Act | None:
    """The act that a row means, or None for a row that names no kind or neither number nor title.

    `cells`: any of kind, number, title, issued, issuer, effective, expires, source, verified.
    """
    kind = kind_of(cells.get("kind", ""))
    number, title = cells.get("number", "").strip(" '\""), cells.get("title", "").strip()
    issuer, issued = cells.get("issuer", "").strip(), iso_date(cells.get("issued"))
    if number.lower() in ("không", "không số", "kxđ"):
        number, title = "", re.sub(r"^số\s+", "", title)
    number, title = _rejoined(number, title)
    slipped = _SLIPPED.match(issuer)
    if slipped:
        cut = f" ngày {_in_words(issued)}" if issued else ""
        title = f"{title}{cut} của {slipped[1].rstrip(' .')}"
        issued, issuer = iso_date(slipped[2]), slipped[3]
    if not title and (m := _TITLE_IN_ISSUER.match(issuer)):
        issuer, title = m[1], m[2]
    number = tidy_number(number)
    issuer = tidy_issuer(issuer) or ((kind and issuer_of(kind, number)) or "")
    title = tidy_title(title, number, issuer)
    if kind is None or not (number or title):
        return None
    effective = iso_date(cells.get("effective"))
    if issued and effective and effective < issued and issued >= _NO_WAY_BACK:
        effective = None
    stated = year_of(number)
    # A year in the number that is not the year of issue: one of them is misprinted (a number of December may be dated January).
    doubtful = bool(stated and issued and not 0 <= int(issued[:4]) - stated <= (1 if issued[5:7] == "01" else 0))
    return Act(
        key=key_of(kind, number or None, issuer or None, None if doubtful else issued),
        kind=kind,
        number=number or None,
        title=title or None,
        issuer=issuer or None,
        issued=None if doubtful else issued,
        effective=effective,
        expires=iso_date(cells.get("expires")),
        source=cells.get("source") or source,
        verified=not doubtful and cells.get("verified", "").lower() not in ("false", "0", "no"),
    )


def _rejoined(number: str, title: str) -> tuple[str, str]:
    """Number and title where the number's tail stands at the head of the title (`02` + `/2018/TT-BTC Quy định …`)."""
    whole = _WHOLE_NUMBER.match(number) and not title.startswith("-")
    if whole and not re.match(r"^\d+[A-Za-z]?/\d{4}$", number):
        return number, title
    m = _HEAD_OF_TITLE.match(title)
    if number and m:
        tail = m[1].replace(" ", "")
        if not number[0].isdigit() and tail[0].isdigit():
            return tail, title[m.end() :]
        if number[0].isdigit() and (tail[0] in "/-" or number[-1] in "/-"):
            return number + tail, title[m.end() :]
    return number, title


def _in_words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number} tháng {month} năm {year}"
