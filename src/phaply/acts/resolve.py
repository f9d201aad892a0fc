"""Which known act a citation means (giải quyết viện dẫn), with the way it was found and who else was possible."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from phaply.acts.keys import is_unique, issuer_of, tidy_number, year_of
from phaply.acts.model import Act
from phaply.acts.registry import NAMED_KINDS, Registry
from phaply.acts.status import status

if TYPE_CHECKING:  # the parsers are not needed to look an act up
    from phaply.parse.model import Citation

__all__ = ["How", "Resolution", "resolve"]

How = Literal["number", "number-issuer", "name-date", "name-year", "name", "title"]
_LONGEST = 400
"""Code points of names that are looked up again."""
_HOLDS = ("in-force", "partly")


class Resolution(Struct, frozen=True):
    """The act a citation means, None where that is not sure; `candidates` are all known acts it may mean."""

    act: Act | None = None
    how: How | None = None
    candidates: tuple[Act, ...] = ()


def resolve(citation: "Citation", registry: Registry, on: date | str | None = None) -> Resolution:
    """The known act of a citation.

    By number where it has one. A number without a year inside (`346/QĐ-TTg`) runs anew every year at every issuer (Nghị định
    30/2020/NĐ-CP, Điều 15): issuer and year must be known; a different day of that year is then a slip in the citation, and
    still that act. Laws without a number by name: of the year or date cited, else the one that held `on` the day (of the plan);
    where an older law of the name holds and a newer is passed but not yet in force, nobody can tell, and no act is given.
    """
    day = on.isoformat() if isinstance(on, date) else on
    cited = _Cited(citation.kind, citation.number, citation.title, citation.issuer, citation.date, citation.year)
    # A text cannot fill the memory with names that nothing bears.
    short = len(citation.title or "") + len(citation.issuer or "") + len(citation.number or "") <= _LONGEST
    return _known(cited, registry, day) if short else _found(cited, registry, day)


class _Cited(Struct, frozen=True):
    """What of a citation tells which act it means."""

    kind: str
    number: str | None
    title: str | None
    issuer: str | None
    date: str | None
    year: int | None


def _found(cited: _Cited, registry: Registry, day: str | None) -> Resolution:
    if cited.number:
        return _by_number(cited, registry)
    if cited.kind in NAMED_KINDS:
        return _by_name(cited, registry, day)
    return _by_title(cited, registry)


_known = lru_cache(maxsize=4096)(_found)
"""The plans of one campaign cite the same acts in the same words."""


def _by_number(cited: _Cited, registry: Registry) -> Resolution:
    number = tidy_number(cited.number or "")
    if is_unique(number):
        found = registry.by_number(number)
        fitting = tuple(a for a in found if a.kind == cited.kind) or found
        return Resolution(fitting[0] if len(fitting) == 1 else None, "number" if len(fitting) == 1 else None, found)
    issuer = cited.issuer or issuer_of(cited.kind, number)
    found = registry.by_number_and_issuer(number, issuer, None)
    found = tuple(a for a in found if a.kind == cited.kind) or found
    year = _year(cited)
    fitting = tuple(a for a in found if year is not None and a.issued is not None and int(a.issued[:4]) == year)
    # Bodies of the Party's centre share the ending /TW, and one year has one document of a kind and number.
    central = number.endswith("/TW")
    if len(fitting) != 1 or (issuer is None and not central):
        return Resolution(None, None, found)
    return Resolution(fitting[0], "number-issuer", found)


def _by_name(cited: _Cited, registry: Registry, day: str | None) -> Resolution:
    found = registry.by_name(cited.title or "", cited.kind)
    if not found:
        return Resolution()
    if cited.date and "X" not in cited.date:
        exact = [a for a in found if a.issued == cited.date]
        if len(exact) == 1:
            return Resolution(exact[0], "name-date", found)
    year = _year(cited)
    if year is not None:
        of_year = [a for a in found if a.issued and int(a.issued[:4]) == year]
        act = of_year[0] if len(of_year) == 1 else None
        return Resolution(act, "name-year" if act else None, found)
    if len(found) == 1:
        return Resolution(found[0], "name", found)
    if day is None:
        return Resolution(None, None, found)
    known = [a for a in found if not a.issued or a.issued <= day]
    holding = [a for a in known if status(a, day).status in _HOLDS]
    coming = [a for a in known if status(a, day).status == "not-yet"]
    act = holding[0] if len(holding) == 1 and not coming else None
    return Resolution(act, "name" if act else None, found)


def _by_title(cited: _Cited, registry: Registry) -> Resolution:
    if not cited.title:
        return Resolution()
    found = registry.by_title(cited.title, cited.kind)
    year = _year(cited)
    fitting = [a for a in found if year in (None, year_of(a.number), int(a.issued[:4]) if a.issued else None)]
    return Resolution(fitting[0], "title", found) if len(fitting) == 1 else Resolution(None, None, found)


def _year(cited: _Cited) -> int | None:
    if cited.year is not None:
        return cited.year
    head = (cited.date or "")[:4]
    return int(head) if head.isdigit() else None
