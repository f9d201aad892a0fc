"""Places where another document is cited: numbers with what leads up to them, laws by name, blanks."""

import re
from bisect import bisect_right

from phaply.language import bare
from phaply.parse.citation_dates import date_after
from phaply.parse.citation_drafts import LAWS, Draft
from phaply.parse.citation_kinds import ABBREVIATIONS, KIND_NAMES, VERB_LIKE, WEAK, kind_of_symbol, kind_of_words
from phaply.parse.citation_names import CitedName, is_bill, law_list_at, law_name_at, name_anchors
from phaply.parse.citation_numbers import CitedNumber, blank_numbers, numbers
from phaply.parse.model import Header
from phaply.parse.pinpoints import pinpoints_before
from phaply.parse.reading import Reading
from phaply.parse.unnumbered_citations import articles_of, congress_resolutions, constitutions, short_numbers

__all__ = ["find_candidates"]

_SO = re.compile(r"(?<![a-z])so\s{0,2}(?:so\s{0,2})?[:.]?\s{0,4}$")
_CITES = re.compile(r"(?:^|[;,(\n]|(?<![a-z])(?:tai|theo|va|cac|cua|hoac))\s{0,3}$")
_OF_SOMEBODY = re.compile(
    r"(?P<kind>[a-z]+(?: [a-z]+){0,3}) (?:cua|giua|lien nganh|hanh dong|chi dao|trung uong|tw) [^.;:,()\d\"]{0,80}$"
)
_NO_DOCUMENT = re.compile(
    r"(?:mau|bieu|bieu mau|phieu|ma|tai khoan|giay phep|giay chung nhan|chung chi|hop dong|bang|qcvn|tcvn|mau so|ho so|to khai|hoa don|don|bien lai)\s{0,2}(?:so)?\s?[:.]?\s?$"
)
_NUMBER_AFTER_NAME = re.compile(r"(?:\s{1,3}năm\s\d{4})?[\s,]{0,3}\(?\s?(?:(?:luật\s)?số\s{0,3}:?)?\s{0,3}")
_ATTACHED = re.compile(r"(?:kèm theo|đính kèm)\s{1,2}[(\"“]?$")
_BRACKETED = re.compile(r"\s?\([^()]{1,40}\)")
_CONNECT = re.compile(r"\s{0,3}(?:,|và|, và|;|hoặc)\s{0,3}(?:các\s)?$")
_SOME_NAME = re.compile(r"\s{1,2}[“\"'(]?[A-ZĐÂÊÔƠƯĂ]")


def find_candidates(reading: Reading, header: Header) -> tuple[list[Draft], list[tuple[int, str]]]:
    """All candidates in order, disjoint; and where a document was plainly cited but not understood."""
    text, folded = reading.text, reading.folded
    blocked: list[tuple[int, str]] = []
    own = {header.number} if header.number else set()
    by_number: dict[int, tuple[CitedNumber, Draft]] = {}
    for number in numbers(text):
        draft = _numbered(text, folded, number, own)
        if draft is not None:
            by_number[number.start] = (number, draft)
    drafts: list[Draft] = []
    bill_end = law_end = -1
    for anchor in name_anchors(folded):
        if anchor[0] < law_end:
            continue
        name = law_name_at(text, folded, anchor)
        listed = law_list_at(text, folded, anchor)
        if listed:
            drafts.extend(_named(text, folded, item, by_number) for item in listed)
            law_end = listed[-1].end
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
        law_end = name.end
    drafts.extend(draft for _, draft in by_number.values())
    for number in blank_numbers(text, reading.low):
        draft = _blank(folded, number)
        if draft is not None:
            drafts.append(draft)
    drafts.extend(congress_resolutions(text, folded))
    drafts.extend(constitutions(text, folded))
    drafts.extend(short_numbers(text, folded))
    drafts.extend(articles_of(text, folded))
    drafts.sort(key=lambda d: (d.start, -d.end))
    kept: list[Draft] = []
    for draft in drafts:
        if kept and draft.start < kept[-1].end:
            continue
        if "\n" in text[draft.start : draft.end] and _over_cells(reading, draft):
            continue
        if draft.number and _is_own(folded, draft, header, own):
            continue
        kept.append(draft)
    return kept, blocked


def _over_cells(reading: Reading, draft: Draft) -> bool:
    """Whether a candidate begins in one cell of a table and ends elsewhere: a product and the next row's number are no citation."""
    blocks = reading.blocks
    first = blocks[bisect_right(blocks, draft.start, key=lambda b: b.start) - 1]
    last = blocks[bisect_right(blocks, draft.end - 1, key=lambda b: b.start) - 1]
    return first is not last and (first.cell is not None or last.cell is not None) and first.cell != last.cell


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
    apart = _OF_SOMEBODY.search(stem) if so is not None else None
    if apart is not None:
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


def _numbered(text: str, folded: str, number: CitedNumber, own: set[str]) -> Draft | None:
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
        return Draft(start, number.end, by_symbol or "CV", number.number, number.year, symbol=number.symbol)
    start, kind, doubtful, weak = before
    if kind in LAWS and start < 1500 and (start == 0 or text[start - 1] == "\n") and so is not None and ":" in so[0]:
        own.add(number.number or "")  # the head of the law itself: "Luật số: 43/2019/QH14"
        return None
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
    return Draft(start, number.end, kind, number.number, number.year, symbol=number.symbol)


def _named(text: str, folded: str, name: CitedName, by_number: dict[int, tuple[CitedNumber, Draft]]) -> Draft:
    """A draft of a law by name, with the number that follows it."""
    title = " ".join(_BRACKETED.sub("", text[name.name_start : name.end]).split()).strip(" ,")
    draft = Draft(name.start, name.end, name.kind, title=title, title_span=(name.name_start, name.end))
    lead = _NUMBER_AFTER_NAME.match(folded, name.end)
    if lead is not None:
        found = by_number.pop(lead.end(), None)
        if found is not None:
            number, _ = found
            draft.end, draft.number, draft.year, draft.symbol = number.end, number.number, number.year, number.symbol
    return draft


def _bare_law(text: str, folded: str, anchor: tuple[int, int, str]) -> Draft | None:
    """`Điều 12 của Luật`: a bare word counts where a pinpoint hangs on it."""
    start, end, kind = anchor
    if re.match(r"\s{1,2}(?:này|số)", folded[end : end + 6]) or text[end : end + 1].isalnum():
        return None
    if not any(level in folded[max(0, start - 24) : start] for level in ("điều ", "khoản ", "chương ", "mục ")):
        return None
    if pinpoints_before(folded, start) is None:
        return None
    return Draft(start, end, kind, bare_word=True)


def _blank(folded: str, number: CitedNumber) -> Draft | None:
    """`Kế hoạch số      /KH-UBND`; not the document's own number, nor its own annex naming it."""
    low = max(0, number.start - 60)
    stem = bare(folded[low : number.start]).rstrip(" (")
    found = kind_of_words(stem.replace("\n", " "))
    if found is None:
        return None
    start = low + _start_of_words(stem, found[1].count(" ") + 1)
    if _ATTACHED.search(folded, max(0, start - 30), start):
        return None
    return Draft(start, number.end, found[0], year=number.year, symbol=number.symbol)


def _is_own(folded: str, draft: Draft, header: Header, own: set[str]) -> bool:
    """True if the document names itself: "(Kèm theo Kế hoạch số 12/KH-UBND …)" in its annex."""
    if draft.number not in own:
        return False
    if _ATTACHED.search(folded, max(0, draft.start - 30), draft.start):
        return True
    date = date_after(folded, draft.end)
    return date is None or date.date is None or date.date == header.date
