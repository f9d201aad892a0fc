"""Which node a document is (định danh văn bản): by its key, through the registry of known acts where that is sure."""

import re
from typing import Any

from msgspec import Struct

from phaply.acts import Act, Registry, resolve, status
from phaply.acts.keys import is_unique, issuer_key, issuer_of, tidy_number
from phaply.corpus.model import Facts
from phaply.language import words
from phaply.parse import Citation, Plan

__all__ = ["Named", "document_key", "name_citation", "name_plan"]

_LAST_DAY = "9999-12-31"
_SERIAL = re.compile(r"\d{1,5}(?=[a-zđ]?/)")
_LAWS = ("HP", "BL", "L", "PL")


class Named(Struct, frozen=True):
    """A node's id and what is known of the document; `weak` where a part of its identity is not printed."""

    node: str
    data: dict[str, Any]
    weak: bool = False


def document_key(
    kind: str | None,
    number: str | None,
    issuer: str | None,
    date: str | None,
    title: str | None = None,
    year: int | None = None,
) -> str:
    """The key of a document: its number where that is unique, else number, issuer and date; a name for what has no number."""
    if number:
        tidy = _SERIAL.sub(lambda m: m[0].lstrip("0").zfill(2), tidy_number(number), count=1)
        if is_unique(tidy):
            return tidy
        issuer = issuer or issuer_of(kind or "", tidy)
        return "|".join((tidy, issuer_key(issuer or ""), date or (str(year) if year else "")))
    return "|".join((kind or "", " ".join(words(title or "")), str(year or (date or "")[:4])))


def name_citation(citation: Citation, registry: Registry, day: str | None, citing: str) -> Named:
    """The node of a cited document; `day` is the citing document's date, by which laws without a number are told apart.

    A number that many documents bear, printed without issuer or year, singles nothing out: it is a node of `citing` alone.
    """
    act = resolve(citation, registry, day).act
    if act is not None:
        return Named("doc:" + act.key, {**_data(citation.kind), **_of_act(act)})
    kind, number, issuer, date = citation.kind, citation.number, citation.issuer, citation.date
    key = document_key(kind, number, issuer, date, citation.title, citation.year)
    data = _data(kind, number, date or _year(citation.year), issuer, citation.title)
    weak = number is not None and not is_unique(tidy_number(number))
    if weak and not ((issuer or issuer_of(kind, tidy_number(number or ""))) and (date or citation.year)):
        key += f"|{citing.removeprefix('doc:')}"
    return Named("doc:" + key, data, weak)


def name_plan(plan: Plan, facts: Facts, registry: Registry) -> Named:
    """The node of a document that was read: by its own header, else by what its collection says of it, else by its text."""
    header = plan.header
    kind, number = header.kind or facts.kind, header.number or facts.number
    if facts.number and facts.kind and facts.title and facts.number in facts.title:
        # The collection's title is the very name; the header of a translation was not made to be read by us.
        kind, number = facts.kind, facts.number
    issued = header.date if header.date and "X" not in header.date else None
    issued = issued or facts.issued
    issuer, title = header.issuer or facts.issuer, header.subject or facts.title
    known = Citation(0, 0, kind or "", number, issued, title=title, issuer=issuer)
    act = None
    if number or (kind in _LAWS and issued):
        act = resolve(known, registry).act
    data = {**_data(kind, number, issued or header.date, issuer, title), "read": True}
    data |= {"level": header.level or "", "source": plan.document.name, "sha256": plan.document.sha256}
    if act is not None:
        data |= {k: v for k, v in _of_act(act).items() if v and not data.get(k)}
    data["effective"] = facts.effective or data["effective"]
    data["status"] = facts.status or ""
    if act is not None:
        return Named("doc:" + act.key, data)
    key = document_key(kind, number, issuer, issued, title)
    whole = number is not None and (is_unique(tidy_number(number)) or (issuer is not None and issued is not None))
    # A draft without number and date: many a unit has one of the same title.
    return Named(f"doc:{key}" if whole else f"doc:{key}|{plan.document.sha256[:12]}", data)


def _data(
    kind: str | None,
    number: str | None = None,
    date: str | None = None,
    issuer: str | None = None,
    title: str | None = None,
) -> dict[str, Any]:
    return {
        "kind": "document",
        "type": kind or "",
        "number": tidy_number(number) if number else "",
        "date": date or "",
        "issuer": issuer or "",
        "title": title or "",
        "read": False,
        "known": False,
        "effective": "",
        "ended": "",
        "ended_by": "",
        "replaced_by": "",
        "sure": True,
    }


def _of_act(act: Act) -> dict[str, Any]:
    """What the registry knows; `ended` is the first day on which the act no longer held, empty also where that day is not known."""
    last = status(act, _LAST_DAY)
    over = last.status in ("expired", "unknown")
    replaced = next((c for c in act.changes if c.kind == "replaces" and not c.partial and c.by), None)
    return {
        "type": act.kind,
        "number": act.number or "",
        "date": act.issued or "",
        "issuer": act.issuer or "",
        "title": act.title or "",
        "known": True,
        "effective": act.effective or "",
        "ended": (last.since or "") if last.status == "expired" else "",
        "ended_by": f"doc:{last.by}" if over and last.by else "",
        "replaced_by": f"doc:{replaced.by}" if replaced else "",
        "sure": last.verified if over else act.verified,
    }


def _year(year: int | None) -> str:
    return str(year) if year else ""
