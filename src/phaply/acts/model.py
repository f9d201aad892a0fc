"""Act: a known document (law, decree, decision, plan) and what time did to it."""

from typing import Literal

from msgspec import Struct

__all__ = ["Act", "Change", "ChangeKind", "Status"]

Status = Literal["not-yet", "in-force", "partly", "expired", "unknown"]
ChangeKind = Literal["amends", "supplements", "repeals", "replaces", "suspends", "corrects"]


class Change(Struct, frozen=True):
    """An event in the life of an act: who amended, replaced or repealed it, from when."""

    by: str
    """Key of the later act; empty where only the end is known and not what ended it."""
    kind: ChangeKind
    effective: str | None = None
    """ISO date from which the change holds."""
    partial: bool = False
    source: str | None = None
    verified: bool = True


class Act(Struct, frozen=True):
    """A known document. The key is its number where the number is unique (a year inside), else `number|issuer|date`."""

    key: str
    kind: str
    """Abbreviation: HP, BL, L, PL, NQ, NĐ, QĐ, CT, TT, TTLT, KH, …"""
    number: str | None
    title: str | None
    """Without the kind's name: `Thực hiện dân chủ ở cơ sở` for the law of 2022."""
    issuer: str | None = None
    issued: str | None = None
    """ISO date."""
    effective: str | None = None
    expires: str | None = None
    """ISO date of the first day on which it no longer holds."""
    changes: tuple[Change, ...] = ()
    source: str | None = None
    """Where these facts were seen."""
    verified: bool = True
