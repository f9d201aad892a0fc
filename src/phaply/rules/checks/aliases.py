"""`aliases`: one body under several names (Công chức Văn phòng - thống kê, bộ phận Văn phòng – Thống kê)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from phaply.language import fold
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_DASH = re.compile(r"\s*[-–—−]\s*")
_SPACES = re.compile(r"\s+")


class Aliases(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `aliases`."""

    heads: tuple[str, ...]
    """First words that may vary while the body is the same (công chức, bộ phận, cán bộ)."""
    find: str = "name"
    """`name`: other first words; `letters`: other capitals or dashes."""


def _names(ctx: Context) -> dict[str, tuple[int, int]]:
    """Every name of a body with work, as printed but for spaces and its own unit, and where it stands first."""
    own = None
    if ctx.unit:
        own = re.compile(rf" {ctx.unit[0]}(?: {re.escape(ctx.unit[1])})?$")
    found: dict[str, tuple[int, int]] = {}
    for task in ctx.plan.tasks:
        for party in (*task.lead, *task.support):
            found.setdefault(party.name, (party.start, party.end))
    result: dict[str, tuple[int, int]] = {}
    for name, span in found.items():
        printed = _SPACES.sub(" ", name).strip()
        if own is not None and (m := own.search(fold(printed))):
            printed = printed[: m.start()]
        result.setdefault(printed, span)
    return result


def _head_of(printed: str, heads: re.Pattern[str]) -> tuple[str, str]:
    """The name without its first word, and that word."""
    key = _DASH.sub("-", fold(printed))
    m = heads.match(key)
    rest = key[m.end() :] if m else ""
    return (rest, m[0].strip()) if m and len(rest.split()) >= 2 else (key, "")


def _letters_of(printed: str, heads: re.Pattern[str]) -> tuple[str, str]:
    """The name folded, and as printed but for a capital that its place in the sentence may have asked for."""
    return _DASH.sub("-", fold(printed)), _shape(printed[:1].lower() + printed[1:])


@lru_cache(maxsize=4096)
def _shape(letters: str) -> str:
    """Which letters are capitals, and every other sign."""
    return "".join("A" if c.isupper() else "a" if c.isalpha() else c for c in letters)


@lru_cache(maxsize=64)
def _heads(settings: Aliases) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(re.escape(h) for h in settings.heads)}) ")


@check("aliases", Aliases)
def run(rule: Rule, settings: Aliases, ctx: Context) -> Iterator[Hit]:
    """A Hit for every body that is named in more than one way, at its first two names."""
    forms: dict[str, dict[str, tuple[int, int]]] = {}
    form = _head_of if settings.find == "name" else _letters_of
    heads = _heads(settings)
    names_of_all = ctx.kept.get(_names)
    if names_of_all is None:
        names_of_all = ctx.kept[_names] = _names(ctx)
    for printed, span in names_of_all.items():
        key, shape = form(printed, heads)
        if shape:
            forms.setdefault(key, {}).setdefault(shape, span)
    for names in forms.values():
        if len(names) < 2:
            continue
        spans = tuple(names.values())[:3]
        quotes = [_SPACES.sub(" ", ctx.text[s:e]) for s, e in spans]
        yield Hit(spans=spans, values={"names": "; ".join(f"“{q}”" for q in quotes)})
