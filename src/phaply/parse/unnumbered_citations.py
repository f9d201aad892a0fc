"""Citations without a full number: Party congresses, the constitution, kind and serial number alone, a bare word after a pinpoint."""

import re
from collections.abc import Iterator

from phaply.parse.citation_drafts import Draft
from phaply.parse.citation_kinds import CAPITALISED, KIND_NAMES

__all__ = ["articles_of", "congress_resolutions", "constitutions", "short_numbers"]

_SERIAL = r"(?P<serial>\d{1,4}[a-zđ]?(?:/(?:19|20)\d\d)?)(?![^\W_])"
_SHORT_NUMBERS = tuple(
    (KIND_NAMES[name], name, re.compile(rf"{name}\s{{1,2}}(?:số\s{{1,2}})?{_SERIAL}")) for name in CAPITALISED
)
_IN_CAPITALS = tuple(
    (KIND_NAMES[name], name.upper(), re.compile(rf"{name.upper()}\s{{1,2}}SỐ\s{{1,2}}{_SERIAL}"))
    for name in CAPITALISED
)
_LONGER = re.compile(r"\s?[/–]\s?[\dA-ZĐ]|\s\d\s?/|\s?-\s?[A-ZĐ0-9]|[.,]\d|%")  # a full number, a date, a share
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT_NEXT = re.compile(
    r"\s{1,2}(?:năm|tháng|ngày(?!\s{1,2}\d)|tuần|quý|người|điểm|nội dung|nhiệm vụ|mục tiêu|giải pháp|xã|phường|huyện|tỉnh|hộ|triệu|tỷ|đồng|cơ quan|đơn vị|văn bản|bước|giai đoạn|lần|buổi|lớp|đợt|chỉ tiêu|thành viên|công trình|dự án|nhóm|loại|cuộc|đồng chí|trường hợp)"
)
_COUNT = r"(?:[ivxl]{1,6}|\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?![^\W_])"
_CONGRESS = re.compile(
    r"nghị\s{1,2}quyết\s{1,2}(?:của\s)?(?=(?:các\s)?(?:đại\s{1,2}hội|trung\s{1,2}ương|tw|hội\s{1,2}nghị))"
    rf"(?P<title>[^.;:()\"“]{{0,170}}?(?:\(khóa [ivx]+\)|(?:lần\sthứ|khóa|trung\sương|tw|đại\shội)\s{{1,2}}{_COUNT}(?:\s\(?khóa\s[ivx]{{1,6}}(?:,\s[ivx]{{1,6}}){{0,2}}\)?)?))"
)
_OF_COMMITTEE = re.compile(
    r"(?:\s\(?khóa\s[ivx]{1,6}\)?)?(?:\s(?:của\s)?(?:ban\schấp\shành|bch)[^.;:,()\n]{0,40}?)?\s\(?khóa\s[ivx]{1,6}(?![^\W_])\)?"
)
_CONSTITUTION = re.compile(
    r"hiến pháp(?P<name>\s{1,2}nước cộng hòa xã hội chủ nghĩa việt nam|\s{1,2}nước chxhcn việt nam)?(?=(?P<year>,?\s{1,2}\(?năm\s{1,2}(?:19|20)\d\d)?)"
)
_ARTICLE_OF = re.compile(
    r"điều (?=\d)(?:\d{1,3}[a-zđ]?(?:, | và |,)?){1,8}\s{0,2},?\s{0,2}(?:của\s{1,2})?(?P<kind>nghị định|thông tư liên tịch|thông tư|nghị quyết|quyết định|chỉ thị|pháp lệnh)(?![^\W_])(?!\s{1,2}(?:này|nay|số|liên|\d|quy định|hướng dẫn|về|của|sửa|ban hành|thay|phê))"
)


def congress_resolutions(text: str, folded: str) -> list[Draft]:
    """Resolutions of Party congresses and plenums, singled out by their count."""
    found = []
    for m in _CONGRESS.finditer(folded):
        if re.search(r"nghị\squyết|số\s\d", m["title"]) or not text[m.start()].isupper():
            continue
        start, end = m.span("title")
        committee = _OF_COMMITTEE.match(folded, end)
        if committee is not None:
            end = committee.end()
        found.append(Draft(m.start(), end, "NQ", title=re.sub(r"\s+", " ", text[start:end]), title_span=(start, end)))
    return found


def constitutions(text: str, folded: str) -> list[Draft]:
    """Hiến pháp with its year or its full name, in a basis line, or with a pinpoint."""
    found = []
    for m in _CONSTITUTION.finditer(folded):
        if not text[m.start()].isupper():
            continue
        if (
            m["year"]
            or m["name"]
            or re.search(r"căn\scứ\s$|điều\s\d{1,3},?\s(?:của\s)?$", folded[max(0, m.start() - 14) : m.start()])
        ):
            title = text[m.start("name") : m.end("name")].strip() if m["name"] else None
            found.append(Draft(m.start(), m.end(), "HP", title=title))
    return found


def _after(name: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begins with `name`: looking for the name alone is ten times as fast."""
    at = text.find(name)
    while at >= 0:
        m = pattern.match(text, at)
        if m is not None:
            yield m
        at = text.find(name, m.end() if m is not None else at + len(name))


def short_numbers(text: str, folded: str) -> list[Draft]:
    """`Chỉ thị 11`, `Đề án số 08`: kind and serial number alone."""
    found = []
    # In capitals only with "SỐ": a heading may well number its own parts.
    for kind, name, pattern in (*_SHORT_NUMBERS, *(_IN_CAPITALS if " SỐ " in text else ())):
        for m in _after(name, pattern, text):
            serial = m["serial"]
            plainly = "/" in serial or " số " in folded[m.start() : m.end()]
            if _LONGER.match(text, m.end()):
                continue
            if not plainly and (kind in ("CV", "L") or _YEAR.fullmatch(serial) or _UNIT_NEXT.match(folded, m.end())):
                continue
            year = int(serial[-4:]) if "/" in serial else None
            found.append(Draft(m.start(), m.end(), kind, year=year, serial=serial))
    return found


def articles_of(text: str, folded: str) -> list[Draft]:
    """`Điều 5 Nghị định nêu trên`: kinds without a number after a pinpoint."""
    found = []
    for m in _ARTICLE_OF.finditer(folded):
        kind = KIND_NAMES.get(text[m.start("kind") : m.end()].capitalize())
        if kind is not None and text[m.start("kind")].isupper():
            found.append(Draft(m.start("kind"), m.end(), kind, bare_word=True))
    return found
