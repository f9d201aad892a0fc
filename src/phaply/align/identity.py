"""Which upstream document a citation means (đối chiếu căn cứ): by number, issuer and date, each of which may be wrong in the citation."""

import re

from msgspec import Struct

from phaply.acts.keys import number_key, same_issuer
from phaply.align.library import UpstreamRecord
from phaply.language import fold
from phaply.parse.model import Citation, Level, Plan

__all__ = ["Identity", "Likeness", "Upstream", "identity_of", "level_of", "likeness", "name_of", "same_body", "younger"]

_PROVINCE = re.compile(r"(?<!\w)(?:ubnd|ủy ban nhân dân|trên địa bàn) tỉnh(?!\w)")
_URBAN_DISTRICT = re.compile(r"(?<!\w)quận(?!\w)")
Upstream = Plan | UpstreamRecord
"""A document above: read from its text, or known as data."""


class Identity(Struct, frozen=True):
    """What tells a document from others."""

    kind: str | None
    number: str | None
    issuer: str | None
    date: str | None
    """ISO, complete, else None."""
    title: str | None


class Likeness(Struct, frozen=True):
    """What of a document's identity a citation has right (True), wrong (False), or does not say (None)."""

    number: bool | None
    issuer: bool | None
    date: bool | None
    subject: bool | None = None
    """Whether the words after the number are the document's own title."""

    @property
    def same(self) -> bool:
        """Surely this document, with nothing wrong."""
        return self.number is True and self.issuer is not False and self.date is not False

    @property
    def meant(self) -> bool:
        """This document is meant, although one thing about it is wrong: all the rest must speak for it."""
        if self.number is True:
            if self.issuer is False:
                return self.date is True and self.subject is True
            return self.issuer is True or self.date is True or self.subject is True
        if self.number is False:
            return self.issuer is True and self.date is True and self.subject is not False
        return self.issuer is True and (self.date is True or self.subject is True)


def identity_of(document: Upstream) -> Identity:
    """The identity that a document prints."""
    h = document.header
    date = h.date if h.date and "X" not in h.date else None
    if isinstance(document, Plan):
        return Identity(document.header.kind, h.number, h.issuer, date, document.header.subject)
    return Identity(h.kind, h.number, h.issuer, date, document.header.title)


def name_of(document: Upstream) -> str:
    """How findings and coverage name a document."""
    if isinstance(document, Plan):
        return document.document.name
    h = document.header
    return f"{h.number} ({h.issuer}, {h.date})"


def level_of(document: Upstream, below: Plan) -> Level | None:
    """The level of a document's issuer; a city is a province's equal where there are urban districts under it."""
    if document.header.level is not None or not isinstance(document, Plan):
        return document.header.level
    issuer = fold(document.header.issuer or "")
    if "thành phố" not in issuer:
        return None
    both = f"{fold(document.text[:20_000])} {fold(below.text[:20_000])}"
    under_province = _PROVINCE.search(both) is not None and _URBAN_DISTRICT.search(both) is None
    return "district" if under_province else "province"


def younger(above: Upstream, plan: Plan) -> bool:
    """Whether a document was surely issued after the plan."""
    theirs, ours = above.header.date, plan.header.date
    if not theirs or not ours or theirs.startswith("XX") or ours.startswith("XX"):
        return False
    first = "-".join(p.replace("XX", "01") for p in theirs.split("-"))
    return first > "-".join(p.replace("XX", "31") for p in ours.split("-"))


def likeness(citation: Citation, plan: Plan, document: Identity) -> Likeness | None:
    """How a citation of `plan` agrees with a document; None where the kinds differ."""
    if citation.kind != document.kind:
        return None
    number = date = issuer = None
    if citation.number and document.number:
        number = number_key(citation.number) == number_key(document.number)
    if citation.date and "X" not in citation.date and document.date:
        date = citation.date == document.date
    if citation.issuer and document.issuer:
        issuer = same_body(citation.issuer, document.issuer)
    elif number and document.number and not re.search(r"(?:UBND|HĐND)$", document.number.upper()):
        issuer = True  # QĐ-TTg: the symbol names who issued it
    return Likeness(number, issuer, date, _same_subject(citation, plan, document.title))


def same_body(a: str, b: str) -> bool:
    """Whether two printed names are one body; a name without its unit (UBND quận) agrees with the full one."""
    if same_issuer(a, b):
        return True
    one, two = _flat(a), _flat(b)
    return one == two or one.startswith(two + " ") or two.startswith(one + " ")


def _flat(name: str) -> str:
    words = re.sub(r"[\s–—−-]+", " ", fold(name)).strip()
    return words.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")


def _same_subject(citation: Citation, plan: Plan, title: str | None) -> bool | None:
    """Whether what stands after the citation is the document's title; None where nothing stands there."""
    if not title:
        return None
    after = fold(" ".join(plan.text[citation.end : citation.end + 500].split("\n")[0].split()))
    wanted = _WORD.findall(fold(title))
    if not wanted or len(after) < 12:
        return None
    words = set(_WORD.findall(after))
    share = sum(w in words for w in wanted) / len(wanted)
    if share >= 0.8:
        return True
    return False if re.search(r"(?<!\w)(?:về|ban hành|triển khai)(?!\w)", after) and share < 0.4 else None


_WORD = re.compile(r"[^\W\d_]+")
