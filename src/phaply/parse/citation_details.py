"""What follows a cited number or name: its date, who issued it, its summary."""

import re

from phaply.parse.citation_dates import date_after
from phaply.parse.citation_drafts import LAWS, Draft
from phaply.parse.citation_issuers import issuer_after, may_issue, title_after
from phaply.parse.law_lexicon import walk_known

__all__ = ["add_date_after_title", "add_details"]

_TAIL_DATE = re.compile(
    r"[^\s;:]\s{1,2}ngày\s{1,2}(?P<d>\d{1,2})(?:\s?[/\-.]\s?|\s{1,2}tháng\s{1,2})(?P<m>\d{1,2})(?:\s?[/\-.]\s?|\s{1,2}năm\s{1,2})(?P<y>(?:19|20)\d\d)\s{1,2}của\s"
)
_NOT_ITS_TITLE = re.compile(
    r"[;.]\s{1,3}(?:căn cứ|thực hiện|xét|theo)(?![^\W_])|\.\s{0,3}\n|\n\s{0,4}(?:[-–+*•]|\d{1,2}[.)]|[ivx]{1,4}[.)]|[a-zđ]\))|, có hiệu lực"
)
_LAST = re.compile(r"[^.;:,()\n]{2,90}(?:, có hiệu lực|[.;]?\s{0,3}$)")
_PLAIN_YEAR = re.compile(r"\s\(?(?P<y>(?:19|20)\d\d)(?![\d/\-–])")
_REWORKED = re.compile(r"\s?\(sửa đổi\)(?=,?\s(?:số|ngày|năm)\s)")
_NAMED = re.compile(r"\s{1,3}(?:của quốc hội\s)?(?:về\s)?(?:luật\s)?")
_FAR = 1200  # code points after a number within which its own date may follow its title


def add_details(text: str, folded: str, draft: Draft, limit: int) -> None:
    """What follows a number or name: its date, its issuer, a date after the issuer, its summary."""
    if draft.bare_word:
        return
    reworked = _REWORKED.match(folded, draft.end) if draft.kind in LAWS else None
    date = date_after(folded, reworked.end() if reworked else draft.end)
    if date is not None and date.end <= limit:
        draft.end = date.end
        draft.date = date.date
        draft.year = date.year
    elif draft.kind in LAWS and draft.number is None and (year := _PLAIN_YEAR.match(text, draft.end)) is not None:
        draft.end, draft.year = year.end("y"), int(year["y"])
    at = draft.end
    if at < len(text) and text[at] in ")":
        at += 1
    issuer = issuer_after(text, folded, at, joint=draft.kind in ("TTLT", "NQLT"))
    if (
        issuer is not None
        and issuer[1] <= limit
        and (draft.kind not in LAWS or may_issue(folded, issuer[0], draft.kind, None))
    ):
        draft.issuer_span = issuer
        at = issuer[1]
        if draft.date is None and draft.kind not in LAWS:
            date = date_after(folded, at)
            if (
                date is not None
                and date.date is not None
                and date.end <= limit
                and " và " not in folded[draft.end : at]
            ):
                draft.end = at = date.end
                draft.date, draft.year = date.date, date.year
    if draft.kind in LAWS and draft.number is not None and draft.title is None:
        lead = _NAMED.match(folded, at)
        walk = walk_known(text, folded, lead.end()) if lead is not None else None
        if lead is not None and walk is not None and 0 < walk.best <= limit:
            draft.title_span = (lead.end(), walk.best)
            draft.title = " ".join(text[lead.end() : walk.best].split())
    if draft.title is None and draft.number is not None:
        draft.title_span = title_after(text, folded, at)


def add_date_after_title(folded: str, drafts: list[Draft], i: int) -> None:
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
