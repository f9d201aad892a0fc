"""Citations of other documents (căn cứ, viện dẫn) with pinpoints, and the short forms that a text defines."""

import re
from collections.abc import Sequence

import msgspec

from phaply.language import Span, bare
from phaply.parse.citation_dates import date_after
from phaply.parse.citation_issuers import issuer_after, may_issue, title_after
from phaply.parse.citation_kinds import (
    ABBREVIATIONS,
    CAPITALISED,
    KIND_NAMES,
    VERB_LIKE,
    WEAK,
    kind_of_symbol,
    kind_of_words,
)
from phaply.parse.citation_names import CitedName, is_bill, law_list_at, law_name_at, name_anchors
from phaply.parse.citation_numbers import CitedNumber, blank_numbers, numbers
from phaply.parse.citation_roles import assign_roles, invocations
from phaply.parse.model import Citation, Definition, Header, Node, Pinpoint, Relation, Role
from phaply.parse.pinpoints import pinpoints_before
from phaply.parse.reading import Reading
from phaply.parse.relations import relation_before, relation_passive
from phaply.parse.short_forms import (
    Antecedent,
    Antecedents,
    Reference,
    find_definitions,
    find_references,
)

__all__ = ["parse_citations", "parse_references"]


class _Draft(msgspec.Struct):
    """A citation in the making: `start`–`end` from the kind's word to the number or name."""

    start: int
    end: int
    kind: str
    number: str | None = None
    year: int | None = None
    title: str | None = None
    title_span: Span | None = None
    date: str | None = None
    issuer_span: Span | None = None
    symbol: str | None = None
    serial: str | None = None
    bare_word: bool = False
    index: int | None = None
    resolved_by: str | None = None
    name_end: int = 0
    """Where the number or name ends, before any date."""


_LAWS = frozenset({"L", "BL", "PL", "HP"})
_SO = re.compile(r"(?<![a-z])so\s{0,2}(?:so\s{0,2})?[:.]?\s{0,4}$")
_CITES = re.compile(r"(?:^|[;,(\n]|(?<![a-z])(?:tai|theo|va|cac|cua|hoac))\s{0,3}$")
_OF_SOMEBODY = re.compile(
    r"(?P<kind>[a-z]+(?: [a-z]+){0,3}) (?:cua|giua|lien nganh|hanh dong|chi dao|trung uong|tw) [^.;:,()\d\"]{0,80}$"
)
_NO_DOCUMENT = re.compile(
    r"(?:mau|bieu|bieu mau|phieu|ma|tai khoan|giay phep|giay chung nhan|chung chi|hop dong|bang|qcvn|tcvn|mau so|ho so|to khai|hoa don|don|bien lai)\s{0,2}(?:so)?\s?[:.]?\s?$"
)
_NUMBER_AFTER_NAME = re.compile(r"[\s,]{0,3}\(?\s?(?:(?:luật\s)?số\s{0,3}:?)?\s{0,3}")
_SHORT_NUMBERS = tuple(
    (
        KIND_NAMES[name],
        re.compile(
            rf"{name} (?:số )?(\d{{1,4}}[a-zđ]?(?:/(?:19|20)\d\d)?)(?![^\W_])(?!\s?[/–]\s?[\dA-ZĐ]|\s\d\s?/|-[A-ZĐ0-9]|[.,]\d|%)"
        ),
    )
    for name in CAPITALISED
)
_UNIT_NEXT = re.compile(
    r"\s{1,2}(?:năm|tháng|ngày(?!\s{1,2}\d)|tuần|quý|người|điểm|nội dung|nhiệm vụ|mục tiêu|giải pháp|xã|phường|huyện|tỉnh|hộ|triệu|tỷ|đồng|cơ quan|đơn vị|văn bản|bước|giai đoạn|lần|buổi|lớp|đợt|chỉ tiêu|thành viên|công trình|dự án|nhóm|loại|cuộc|đồng chí|trường hợp)"
)
_CONGRESS = re.compile(
    r"nghị quyết (?:của )?(?=(?:các )?(?:đại hội|trung ương|tw|hội nghị))(?P<title>[^.;:()\n\"“]{0,170}?(?:\(khóa [ivx]+\)|(?:lần thứ|khóa|trung ương|tw|đại hội)\s{1,2}(?:[ivxl]{1,6}|\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?![^\W_])(?:\s(?:\(?khóa [ivx]{1,6}\)?))?))"
)
_OF_COMMITTEE = re.compile(
    r"(?:\s\(?khóa\s[ivx]{1,6}\)?)?(?:\s(?:của\s)?(?:ban\schấp\shành|bch)[^.;:,()\n]{0,40}?)?\s\(?khóa\s[ivx]{1,6}(?![^\W_])\)?"
)
_CONGRESS_WRAPPED = re.compile(
    _CONGRESS.pattern.replace(r"()\n", "()").replace("nghị quyết ", r"nghị\squyết\s").replace("đại hội", r"đại\shội")
)
_CONSTITUTION = re.compile(
    r"hiến pháp(?P<name>\s{1,2}nước cộng hòa xã hội chủ nghĩa việt nam|\s{1,2}nước chxhcn việt nam)?(?=(?P<year>,?\s{1,2}\(?năm\s{1,2}(?:19|20)\d\d)?)"
)
_ARTICLE_OF = re.compile(
    r"điều (?=\d)(?:\d{1,3}[a-zđ]?(?:, | và |,)?){1,8}\s{0,2},?\s{0,2}(?:của\s{1,2})?(?P<kind>nghị định|thông tư liên tịch|thông tư|nghị quyết|quyết định|chỉ thị|pháp lệnh)(?![^\W_])(?!\s{1,2}(?:này|nay|số|liên|\d|quy định|hướng dẫn|về|của|sửa|ban hành|thay|phê))"
)
_ATTACHED = re.compile(r"(?:kèm theo|đính kèm)\s{1,2}[(\"“]?$")
_TAIL_DATE = re.compile(
    r"[^\s;:]\s{1,2}ngày\s{1,2}(?P<d>\d{1,2})(?:\s?[/\-.]\s?|\s{1,2}tháng\s{1,2})(?P<m>\d{1,2})(?:\s?[/\-.]\s?|\s{1,2}năm\s{1,2})(?P<y>(?:19|20)\d\d)\s{1,2}của\s"
)
_BRACKETED = re.compile(r"\s?\([^()]{1,40}\)")
_CONNECT = re.compile(r"\s{0,3}(?:,|và|, và|;|hoặc)\s{0,3}(?:các\s)?$")
_ITS_TITLE = re.compile(
    r"[\s,]{0,3}(?:(?:về|v/v|ban hành|phê duyệt|quy định|hướng dẫn|công bố|kèm theo|chi tiết)(?![^\W_])[^.;]{0,240})?"
)
_NOT_ITS_TITLE = re.compile(
    r"[;.]\s{1,3}(?:căn cứ|thực hiện|xét|theo)(?![^\W_])|\.\s{0,3}\n|\n\s{0,4}(?:[-–+*•]|\d{1,2}[.)]|[ivx]{1,4}[.)]|[a-zđ]\))|, có hiệu lực"
)
_LAST = re.compile(r"[^.;:,()\n]{2,90}(?:, có hiệu lực|[.;]?\s{0,3}$)")
_AND = re.compile(r"\s{0,3}(?:,|và|, và|hoặc)\s{0,3}(?:các\s)?")
_PLAIN_YEAR = re.compile(r"\s(?P<y>(?:19|20)\d\d)(?![\d/\-–])")
_SOME_NAME = re.compile(r"\s{1,2}[“\"'(]?[A-ZĐÂÊÔƠƯĂ]")
_REWORKED = re.compile(r"\s?\(sửa đổi\)(?=,?\s(?:số|ngày|năm)\s)")
_FAR = 1200  # code points after a number within which its own date may follow its title


def parse_citations(
    reading: Reading, header: Header, outline: Sequence[Node]
) -> tuple[tuple[Citation, ...], tuple[Definition, ...]]:
    """Citations and definitions, each in the order of the text."""
    drafts, blocked = _collect(reading, header)
    return _finish(reading, header, drafts, blocked)


def parse_references(
    reading: Reading, citations: Sequence[Citation], definitions: Sequence[Definition]
) -> tuple[Reference, ...]:
    """Short forms that point back: `Luật này`, `Quyết định nêu trên`, `khoản 1 Điều này`, defined words."""
    known = [
        Antecedent(c.start, c.end, c.kind, c.number, i, bare(c.title or c.number or ""))
        for i, c in enumerate(citations)
        if c.number or c.title
    ]
    return find_references(reading.text, reading.folded, known, definitions)


def _collect(reading: Reading, header: Header) -> tuple[list[_Draft], list[tuple[int, str]]]:
    """All candidates in order, disjoint; and where a document was plainly cited but not understood."""
    text, folded = reading.text, reading.folded
    blocked: list[tuple[int, str]] = []
    own = {header.number} if header.number else set()
    by_number: dict[int, tuple[CitedNumber, _Draft]] = {}
    for number in numbers(text):
        draft = _numbered(text, folded, number, own)
        if draft is not None:
            by_number[number.start] = (number, draft)
    drafts: list[_Draft] = []
    bill_end = -1
    for anchor in name_anchors(folded):
        name = law_name_at(text, folded, anchor)
        listed = law_list_at(text, folded, anchor)
        if listed:
            drafts.extend(_named(text, folded, item, by_number) for item in listed)
            continue
        if name is None:
            if text[anchor[0]].isupper():
                draft = _bare_law(text, folded, anchor)
                if draft is not None:
                    drafts.append(draft)
                elif _SOME_NAME.match(text, anchor[1]):
                    blocked.append((anchor[0], anchor[2]))
            if is_bill(folded, anchor[0]):
                skipped = law_name_at(text, folded, (anchor[1], anchor[1], anchor[2]))
                bill_end = skipped.end if skipped else anchor[1]
            continue
        if bill_end >= 0 and _CONNECT.fullmatch(folded, bill_end, name.start):
            bill_end = name.end
            continue
        drafts.append(_named(text, folded, name, by_number))
    drafts.extend(draft for _, draft in by_number.values())
    for number in blank_numbers(text, reading.low):
        draft = _blank(folded, number)
        if draft is not None:
            drafts.append(draft)
    drafts.extend(_congress(text, folded))
    drafts.extend(_constitution(text, folded))
    drafts.extend(_short_numbers(text, folded))
    drafts.extend(_articles_of(text, folded))
    drafts.sort(key=lambda d: (d.start, -d.end))
    kept: list[_Draft] = []
    for draft in drafts:
        if kept and draft.start < kept[-1].end:
            continue
        if draft.number and _is_own(folded, draft, header, own):
            continue
        kept.append(draft)
    return kept, blocked


def _kind_before(text: str, folded: str, at: int) -> tuple[int, str, bool, bool] | None:
    """The kind's name that leads up to a number at `at`: its start, kind, whether it is written small and verb-like, whether weak."""
    low = max(0, at - 120)
    tail = bare(folded[low:at]).replace("\n", " ")
    so = _SO.search(tail)
    stem = tail[: so.start()] if so else tail
    stem = stem.rstrip(" (:,")
    found = kind_of_words(stem[-50:])
    if found is not None:
        # Words may be apart by more than one space.
        start = low + _start_of_words(stem, found[1].count(" ") + 1)
        twice = _SO.search(stem[: start - low])
        if twice is not None and stem[: twice.start()].rstrip().endswith(found[1]):
            start = low + _start_of_words(stem[: twice.start()], found[1].count(" ") + 1)
        small = text[start].islower()
        return start, found[0], small and found[1] in VERB_LIKE, found[1] in WEAK
    last = low + _start_of_words(stem, 1)
    short = ABBREVIATIONS.get(text[last : low + len(stem)])
    if short is not None:
        return last, short, False, False
    apart = _OF_SOMEBODY.search(stem)
    if apart is not None and so is not None:
        found = kind_of_words(apart["kind"])
        if found is not None:
            end = apart.end("kind")
            start = low + _start_of_words(stem[:end], found[1].count(" ") + 1)
            if text[start].isupper():
                return start, found[0], False, True
    return None


def _start_of_words(stem: str, count: int) -> int:
    """Where the last `count` words of `stem` begin, an opening bracket left out."""
    at = len(stem)
    for _ in range(count):
        while at > 0 and stem[at - 1].isspace():
            at -= 1
        while at > 0 and stem[at - 1].isalnum():
            at -= 1
    return at


def _numbered(text: str, folded: str, number: CitedNumber, own: set[str]) -> _Draft | None:
    """A draft of a number, if what leads up to it shows that a document is cited."""
    before = _kind_before(text, folded, number.start)
    by_symbol = kind_of_symbol(number.symbol)
    low = max(0, number.start - 40)
    tail = bare(folded[low : number.start])
    so = _SO.search(tail)
    if before is None:
        if (_NO_DOCUMENT.search(tail) and not (number.certain and number.year)) or (
            number.start and text[number.start - 1] in ":°"
        ):
            return None
        if so is not None:
            lead = tail[: so.start()].rstrip(" ")
            line_start = not lead or lead[-1] in "\n|*" or (so.start() == 0 and low == 0)
            if ":" in so[0] or (line_start and number.start < 1500 and not own):
                if number.number and number.start < 3000 and not own:
                    own.add(number.number)
                return None
        # `số 570/UBND-NCPC` without a name is a công văn; anything else may be any kind of number.
        if not number.certain and (
            so is None
            or number.year is not None
            or not re.match(r"[A-ZĐ&]{2,}-", number.symbol)
            or not _CITES.search(tail, 0, so.start())
        ):
            return None
        start = low + so.start() if so else number.start
        return _Draft(start, number.end, by_symbol or "CV", number.number, number.year, symbol=number.symbol)
    start, kind, doubtful, weak = before
    if (doubtful or weak) and by_symbol is not None:
        kind = by_symbol
        if doubtful and kind_of_symbol(number.symbol) != KIND_NAMES.get(text[start:].split(" ")[0], kind):
            start = low + so.start() if so else number.start
    elif doubtful and not number.certain:
        return None
    if kind == "NQ" and number.symbol.upper().startswith("NQLT"):
        kind = "NQLT"
    if kind == "TT" and number.symbol.upper().startswith("TTLT"):
        kind = "TTLT"
    return _Draft(start, number.end, kind, number.number, number.year, symbol=number.symbol)


def _named(text: str, folded: str, name: CitedName, by_number: dict[int, tuple[CitedNumber, _Draft]]) -> _Draft:
    """A draft of a law by name, with the number that follows it."""
    title = re.sub(r"\s+", " ", _BRACKETED.sub("", text[name.name_start : name.end])).strip(" ,")
    draft = _Draft(name.start, name.end, name.kind, title=title, title_span=(name.name_start, name.end))
    lead = _NUMBER_AFTER_NAME.match(folded, name.end)
    if lead is not None:
        found = by_number.pop(lead.end(), None)
        if found is not None:
            number, _ = found
            draft.end, draft.number, draft.year, draft.symbol = number.end, number.number, number.year, number.symbol
    return draft


def _bare_law(text: str, folded: str, anchor: tuple[int, int, str]) -> _Draft | None:
    """`Điều 12 của Luật`: a bare word counts where a pinpoint hangs on it."""
    start, end, kind = anchor
    if re.match(r"\s{1,2}(?:này|số)", folded[end : end + 6]) or text[end : end + 1].isalnum():
        return None
    if not any(level in folded[max(0, start - 24) : start] for level in ("điều ", "khoản ", "chương ", "mục ")):
        return None
    if pinpoints_before(folded, start) is None:
        return None
    return _Draft(start, end, kind, bare_word=True)


def _articles_of(text: str, folded: str) -> list[_Draft]:
    """`Điều 5 Nghị định nêu trên`: kinds without a number after a pinpoint."""
    return [
        _Draft(m.start("kind"), m.end(), KIND_NAMES[text[m.start("kind") : m.end()].capitalize()], bare_word=True)
        for m in _ARTICLE_OF.finditer(folded)
        if text[m.start("kind")].isupper() and text[m.start("kind") : m.end()].capitalize() in KIND_NAMES
    ]


def _blank(folded: str, number: CitedNumber) -> _Draft | None:
    """`Kế hoạch số      /KH-UBND`; not the document's own number, nor its own annex naming it."""
    low = max(0, number.start - 60)
    stem = bare(folded[low : number.start]).rstrip(" (")
    found = kind_of_words(stem.replace("\n", " "))
    if found is None:
        return None
    start = low + _start_of_words(stem, found[1].count(" ") + 1)
    if _ATTACHED.search(folded, max(0, start - 30), start):
        return None
    return _Draft(start, number.end, found[0], year=number.year, symbol=number.symbol)


def _congress(text: str, folded: str) -> list[_Draft]:
    """Resolutions of Party congresses and plenums, singled out by their count."""
    found = []
    for m in _CONGRESS_WRAPPED.finditer(folded):
        if re.search(r"nghị\squyết|số\s\d", m["title"]) or not text[m.start()].isupper():
            continue
        start, end = m.span("title")
        committee = _OF_COMMITTEE.match(folded, end)
        if committee is not None:
            end = committee.end()
        found.append(_Draft(m.start(), end, "NQ", title=re.sub(r"\s+", " ", text[start:end]), title_span=(start, end)))
    return found


def _constitution(text: str, folded: str) -> list[_Draft]:
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
            found.append(_Draft(m.start(), m.end(), "HP", title=title))
    return found


def _short_numbers(text: str, folded: str) -> list[_Draft]:
    """`Chỉ thị 11`, `Đề án số 08`: kind and serial number alone."""
    found = []
    for kind, pattern in _SHORT_NUMBERS:
        for m in pattern.finditer(text):
            serial = m[1]
            plainly = " số " in m[0] or "/" in serial
            if not plainly and (
                re.fullmatch(r"(?:19|20)\d\d", serial) or _UNIT_NEXT.match(folded, m.end()) or kind == "CV"
            ):
                continue
            year = int(serial[-4:]) if "/" in serial else None
            found.append(_Draft(m.start(), m.end(), kind, year=year, serial=serial))
    return found


def _is_own(folded: str, draft: _Draft, header: Header, own: set[str]) -> bool:
    """True if the document names itself: "(Kèm theo Kế hoạch số 12/KH-UBND …)" in its annex."""
    if draft.number not in own:
        return False
    if _ATTACHED.search(folded, max(0, draft.start - 30), draft.start):
        return True
    date = date_after(folded, draft.end)
    return date is None or date.date is None or date.date == header.date


def _finish(
    reading: Reading, header: Header, drafts: list[_Draft], blocked: list[tuple[int, str]]
) -> tuple[tuple[Citation, ...], tuple[Definition, ...]]:
    text, folded = reading.text, reading.folded
    size = len(text)
    starts = [d.start for d in drafts] + [size]
    for i, draft in enumerate(drafts):
        draft.name_end = draft.end
        _date_and_issuer(text, folded, draft, starts[i + 1])
    for i, draft in enumerate(drafts):
        if draft.date is None and draft.number is not None and draft.end == draft.name_end:
            _date_after_title(folded, drafts, i)
    antecedents = [
        Antecedent(d.start, d.end, d.kind, d.number, i, bare(d.title or d.number or ""))
        for i, d in enumerate(drafts)
        if d.number is not None or d.title is not None
    ]
    known = sorted(
        [*antecedents, *(Antecedent(at, at + 1, kind, None, None) for at, kind in blocked)], key=lambda a: a.start
    )
    definitions = find_definitions(text, folded, antecedents)
    lookup = Antecedents(known, definitions)
    defined = {(d.citation, bare(d.short)) for d in definitions}
    for draft in drafts:
        if draft.serial is not None:
            full = lookup.number(draft.kind, draft.serial, draft.start)
            draft.number = full[0] if full else draft.serial
            if full:
                source = drafts[full[1]]
                draft.symbol, draft.index = source.symbol, full[1]
                word = bare(text[draft.start : draft.end])
                draft.resolved_by = "definition" if (full[1], word) in defined else "antecedent"
                if draft.year is None and draft.date is None and full[0].count("/") > 1:
                    draft.year = source.year
        elif draft.bare_word:
            meant = lookup.word(draft.kind, text[draft.start : draft.end], draft.start)
            if meant is not None:
                source = drafts[meant[0]]
                draft.number, draft.title, draft.index, draft.resolved_by = (
                    source.number,
                    source.title,
                    meant[0],
                    meant[1],
                )
                draft.kind, draft.symbol = source.kind, source.symbol
    citations = _assemble(reading, header, drafts)
    return citations, tuple(definitions)


def _date_and_issuer(text: str, folded: str, draft: _Draft, limit: int) -> None:
    """What follows a number or name: its date, its issuer, a date after the issuer, its summary."""
    if draft.bare_word:
        return
    reworked = _REWORKED.match(folded, draft.end) if draft.kind in _LAWS else None
    date = date_after(folded, reworked.end() if reworked else draft.end)
    if date is not None and date.end <= limit:
        draft.end = date.end
        draft.date = date.date
        draft.year = date.year
    elif draft.kind in _LAWS and draft.number is None and (year := _PLAIN_YEAR.match(text, draft.end)) is not None:
        draft.end, draft.year = year.end(), int(year["y"])
    at = draft.end
    if at < len(text) and text[at] in ")":
        at += 1
    issuer = issuer_after(text, folded, at, joint=draft.kind in ("TTLT", "NQLT"))
    if (
        issuer is not None
        and issuer[1] <= limit
        and (draft.kind not in _LAWS or may_issue(folded, issuer[0], draft.kind, None))
    ):
        draft.issuer_span = issuer
        at = issuer[1]
        if draft.date is None and draft.kind not in _LAWS:
            date = date_after(folded, at)
            if (
                date is not None
                and date.date is not None
                and date.end <= limit
                and " và " not in folded[draft.end : at]
            ):
                draft.end = at = date.end
                draft.date, draft.year = date.date, date.year
    if draft.title is None and draft.number is not None:
        draft.title_span = title_after(text, folded, at)


def _date_after_title(folded: str, drafts: list[_Draft], i: int) -> None:
    """`Thông tư số 5/2020/TT-BYT quy định … ngày 01/3/2020 của Bộ Y tế`: the date stands behind the summary.

    Its year must be the number's, and the body after it one that issues this kind. A date that directly follows a document
    named in the summary is that document's, unless the body after it cannot have issued that one, or that one is a law
    named without a number, of which the outer one's year says nothing.
    """
    draft = drafts[i]
    end = min(len(folded), draft.end + _FAR)
    stop = _NOT_ITS_TITLE.search(folded, draft.end, end)
    end = stop.start() + 12 if stop else end
    inside = [d for d in drafts[i + 1 : i + 10] if d.start < end]
    for m in _TAIL_DATE.finditer(folded, draft.end, end):
        at = m.start("d")
        day, month, year = int(m["d"]), int(m["m"]), int(m["y"])
        if not (1 <= day <= 31 and 1 <= month <= 12) or not may_issue(folded, m.end(), draft.kind, draft.symbol):
            continue
        # Another year may be a misprint, but only where nothing else can follow: "ngày 22/12/2024 của Bộ …, có hiệu lực".
        if (draft.year != year or draft.year is None) and not _LAST.match(folded, m.end()):
            continue
        owner = next((d for d in inside if d.start <= at < d.end and d.date is not None), None)
        if owner is not None:
            numbered_year = re.search(r"[/-]((?:19|20)\d\d)/", owner.number) if owner.number else None
            its = may_issue(folded, m.end(), owner.kind, owner.symbol)
            if numbered_year is not None:
                its = its and int(numbered_year[1]) == year
            elif owner.number is None:
                its = its and "QH" not in (draft.symbol or "")
            if its or (draft.year is not None and draft.year != year):
                continue
            owner.end, owner.date = owner.name_end, None
            owner.year = int(numbered_year[1]) if numbered_year else None
            owner.issuer_span = None
        draft.date, draft.year = f"{year}-{month:02d}-{day:02d}", year
        return


def _assemble(reading: Reading, header: Header, drafts: list[_Draft]) -> tuple[Citation, ...]:
    text, folded = reading.text, reading.folded
    spans: list[tuple[int, int, bool]] = []
    pins: list[tuple[Pinpoint, ...]] = []
    annexes: list[tuple[str, ...]] = []
    floor = 0
    for draft in drafts:
        phrase = pinpoints_before(folded, draft.start, floor)
        start = phrase.start if phrase and phrase.places else draft.start
        pins.append(phrase.places if phrase else ())
        annexes.append(phrase.annexes if phrase else ())
        spans.append((start, draft.end, draft.number is not None))
        floor = draft.end
    found = invocations(reading, header)
    roles = assign_roles(folded, found, spans)
    stated: list[tuple[Relation, ...]] = [() for _ in drafts]
    by: list[tuple[int, ...]] = [() for _ in drafts]
    on: list[int | None] = [None for _ in drafts]
    _relate(folded, drafts, spans, stated, by, on)
    citations = []
    for i, draft in enumerate(drafts):
        relations = stated[i]
        if roles[i] != "mention":
            # The line itself invokes it; nothing that stands before it in the line does.
            relations, by[i] = ("implements",) if roles[i] == "implements" else (), ()
        issuer = draft.issuer_span
        dated = draft.number is not None and draft.number.count("/") + draft.number.count("-") > 1
        act = (
            draft.number
            if draft.number and re.match(r"\d+[A-ZĐa-zđ]?[/-](?:19|20)\d\d/", draft.number) and dated
            else None
        )
        citations.append(
            Citation(
                start=spans[i][0],
                end=draft.end,
                kind=draft.kind,
                number=draft.number,
                date=draft.date,
                year=draft.year,
                title=draft.title,
                issuer=re.sub(r"\s+", " ", text[slice(*issuer)]) if issuer else None,
                pinpoint=pins[i],
                role=roles[i],
                relation=relations[0] if relations else None,
                act=act,
                resolved_by=draft.resolved_by or ("number" if act else None),
                name_start=draft.start,
                issuer_span=issuer,
                title_span=_own_title(draft.title_span, i, spans, roles, folded),
                relations=relations,
                relation_by=by[i],
                annexes=annexes[i],
                relation_on=on[i],
            )
        )
    return tuple(citations)


def _own_title(
    title: Span | None, i: int, spans: Sequence[tuple[int, int, bool]], roles: Sequence[Role], folded: str
) -> Span | None:
    """The summary without a document that the same line invokes after it ("… và Đề án số 08")."""
    j = i + 1
    while title is not None and j < len(spans) and spans[j][0] < title[1]:
        if roles[j] != "mention":
            joint = _CONNECT.search(folded, title[0], spans[j][0])
            return (title[0], joint.start()) if joint is not None and joint.start() - title[0] >= 8 else None
        j += 1
    return title


def _issuer_end(draft: _Draft) -> int:
    return draft.issuer_span[1] if draft.issuer_span else draft.end


def _what_it_can_change(drafts: Sequence[_Draft], i: int, actor: _Draft) -> int:
    """The citation that "được sửa đổi bởi Nghị định …" speaks of: no decree changes a law, so behind
    "Nghị định A quy định chi tiết Luật B, được sửa đổi bởi Nghị định C" it is A.
    """
    if drafts[i].kind in _LAWS and actor.kind not in _LAWS and "QH" not in (actor.symbol or ""):
        for j in range(i - 1, max(-1, i - 4), -1):
            if drafts[j].kind == actor.kind:
                return j
    return i


def _relate(
    folded: str,
    drafts: Sequence[_Draft],
    spans: Sequence[tuple[int, int, bool]],
    stated: list[tuple[Relation, ...]],
    by: list[tuple[int, ...]],
    on: list[int | None],
) -> None:
    """Fill in what is done to each document and by which."""
    for i, (start, end, _) in enumerate(spans):
        floor = spans[i - 1][1] if i else 0
        if not stated[i]:
            said = relation_before(folded, start, floor)
            if said is not None:
                stated[i] = said.relations
                if i and _ITS_TITLE.fullmatch(folded, _issuer_end(drafts[i - 1]), said.at):
                    by[i] = (i - 1,)
            elif (
                i
                and stated[i - 1]
                and on[i - 1] is None
                and _CONNECT.fullmatch(folded, _issuer_end(drafts[i - 1]), start)
            ):
                # Coordination: "thay thế Quyết định số A và Quyết định số B".
                stated[i], by[i] = stated[i - 1], by[i - 1]
        following = spans[i + 1][0] if i + 1 < len(spans) else len(folded)
        passive = relation_passive(folded, end, following)
        if passive is None:
            continue
        relations, by_next = passive
        if by_next and i + 1 < len(drafts):
            actors = [i + 1]
            done = _what_it_can_change(drafts, i, drafts[i + 1])
            j = i + 2
            while j < len(drafts):
                gap = folded[spans[j - 1][1] : spans[j][0]]
                if not re.fullmatch(r"(?:\.?,?\s?có hiệu lực[^;()]{0,80})?\s?(?:;|,|và|, và)\s{1,2}", gap):
                    break
                actors.append(j)
                j += 1
            stated[done], by[done] = relations, tuple(actors)
            for a in actors:
                stated[a], on[a] = relations, done
        elif not stated[i]:
            stated[i] = relations
