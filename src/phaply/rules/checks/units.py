"""`units`: the name of another unit of the issuer's own level (another ward in a ward's plan): often left from a copied plan."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from phaply.language import fold
from phaply.parse.lexicon import UPPER, rows
from phaply.rules.checks import Hit, Settings, check, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.levels import UNIT_WORDS, Unit, units_in
from phaply.rules.patterns import compile_pattern

_NEXT = re.compile(rf" [^\W\d_{UPPER}]")
_OFFICE = re.compile(r"(?<!\w)(?:chủ tịch|công chức|bí thư|trưởng|cán bộ|đồng chí|ông|bà)(?!\w)[^.;:\n]{0,50}$")
_OWNED = re.compile(r"[,.;:()\n]|(?<!\w)(?:của|trên địa bàn|thuộc|và)(?!\w)")
_SENTENCE = re.compile(r"[.;\n]")


class Units(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `units`."""

    allow_pattern: str
    """Words in the same sentence with which another unit's name is in its place."""
    part_pattern: str | None = None
    """Words just before a unit's name that make it part of another name (chợ phường X); elsewhere in the sentence they leave doubt."""
    of: Literal["own", "above"] = "own"
    """`above`: another unit beside the one whose plan is carried out (another district's name)."""
    not_names: tuple[str, ...] = ()
    """Words that begin with a capital after `xã` or `phường` and name no unit."""


@check("units", Units)
def run(rule: Rule, settings: Units, ctx: Context) -> Iterator[Hit]:
    """A Hit for every name of another unit in the body."""
    if ctx.level is None or ctx.unit is None or not ctx.unit[1]:
        yield unknown(
            "Không rõ tên đơn vị hành chính của cơ quan ban hành."
            if ctx.lang != "en"
            else "The issuer's own unit is not known."
        )
        return
    words: tuple[str, ...] = UNIT_WORDS.get(ctx.level, ())
    allow = compile_pattern(settings.allow_pattern)
    part = compile_pattern(settings.part_pattern) if settings.part_pattern else None
    kind, own = ctx.unit
    if settings.of == "above":
        above = _above(ctx)
        if above is None:
            return
        kind, own = above
        words = (kind,)
    # The subject and the preamble too: a copied plan keeps its old name there first.
    first = min(s[0] for s in ((ctx.body_start, 0), ctx.header.spans.get("subject", (ctx.body_start, 0))))
    for unit in units_in(ctx.text):
        if unit.word not in words or unit.word == "thành phố" or unit.start < first or unit.start >= ctx.body_end:
            continue
        if unit.name in settings.not_names or _same(unit, own) or ctx.is_cited(unit.start, unit.end):
            continue
        # One capital alone, before a small letter, is a word of its own: "xã Nông thôn mới".
        # A number after a small letter counts what follows: "đài truyền thanh phường 02 buổi".
        bare = " " not in unit.name and not (unit.name.isdigit() and ctx.text[unit.start].isupper())
        if bare and _NEXT.match(ctx.text, unit.end):
            continue
        holder, sentence = _holder(unit, ctx), _sentence(unit, ctx)
        if holder == "person" or allow.search(sentence):
            continue
        if part is not None and part.search(_just_before(unit, ctx)):
            continue
        doubt = holder == "either" or (part is not None and part.search(sentence) is not None)
        yield Hit(
            spans=((unit.start, unit.end),),
            outcome="review" if doubt else "fail",
            values={"unit": ctx.text[unit.start : unit.end], "own": f"{kind} {_shown(own)}"},
        )


def _holder(unit: Unit, ctx: Context) -> Literal["person", "either", "unit"]:
    """Whether the name is that of who holds an office of the own unit (Phó Chủ tịch UBND xã Nguyễn …).

    People seldom have names of two syllables only, and units seldom longer ones that begin with a surname.
    """
    first, _, rest = unit.name.partition(" ")
    before = ctx.folded[max(0, unit.start - 60) : unit.start]
    if not rest or first not in _surnames() or _OFFICE.search(before) is None:
        return "unit"
    signer = ctx.header.signer
    if " " in rest or (signer is not None and fold(signer.name or "").endswith(unit.name)):
        return "person"
    return "either"


@cache
def _surnames() -> frozenset[str]:
    return frozenset(fold(next(iter(row.values()))) for row in rows("surnames"))


def _same(unit: Unit, own: str) -> bool:
    name = unit.name
    return (
        name == own
        or own.startswith(name + " ")
        or name.startswith(own + " ")
        or (name.isdigit() and own.lstrip("0") == name.lstrip("0"))
    )


def _shown(name: str) -> str:
    return " ".join(w.capitalize() for w in name.split())


def _above(ctx: Context) -> tuple[str, str] | None:
    """Word and name of the unit directly above: the issuer of the plan that is carried out; None if two are named."""
    found = {
        (u.word, u.name)
        for c in ctx.bases
        if c.role == "implements" and c.issuer
        for u in units_in(c.issuer)
        if u.word in ("quận", "huyện", "thị xã")
    }
    return found.pop() if len(found) == 1 else None


def _just_before(unit: Unit, ctx: Context) -> str:
    """The words that a unit's name belongs to, back to what parts or owns them."""
    words = ctx.folded[max(0, unit.start - 45) : unit.start]
    return _OWNED.split(words)[-1]


def _sentence(unit: Unit, ctx: Context) -> str:
    start = 0
    for m in _SENTENCE.finditer(ctx.folded, max(0, unit.start - 200), unit.start):
        start = m.end()
    start = max(start, unit.start - 200)
    stop = _SENTENCE.search(ctx.folded, unit.end, unit.end + 120)
    return ctx.folded[start : stop.start() if stop else unit.end + 120]
