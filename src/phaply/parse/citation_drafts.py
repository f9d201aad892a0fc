"""A citation in the making: what is known of it before dates, roles and antecedents are."""

import msgspec

from phaply.language import Span

__all__ = ["LAWS", "Draft"]

LAWS = frozenset({"L", "BL", "PL", "HP"})
"""Kinds that are cited by name."""


class Draft(msgspec.Struct):
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
