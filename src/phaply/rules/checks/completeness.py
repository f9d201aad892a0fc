"""`completeness`: what the citation of a document must say, except laws and ordinances.

`of: bases` looks at the legal bases, `of: first` at the first mention of a document elsewhere, `of: later` at mentions that say again what
was said before.
"""

import re
from collections.abc import Iterator
from typing import Literal

from phaply.parse.model import Citation
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_PARTS = Literal["number", "date", "issuer", "title"]


class Completeness(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `completeness`."""

    of: Literal["bases", "first", "later"]
    part: _PARTS
    exempt: tuple[str, ...] = ("HP", "BL", "L", "PL")
    """Kinds that are cited by name alone."""
    only: tuple[str, ...] = ()
    """If given, only these kinds."""


@check("completeness", Completeness)
def run(rule: Rule, settings: Completeness, ctx: Context) -> Iterator[Hit]:
    """A Hit for every citation that lacks the part (or, for `later`, repeats it)."""
    if settings.of == "bases":
        if settings.part == "number":
            yield from _unnumbered(settings, ctx)
        for c in ctx.bases:
            if (
                _wanted(c, settings, ctx.text[c.start : c.end])
                and not _has(c, settings.part, ctx)
                and not ctx.in_title(c.start)
            ):
                yield Hit(spans=((c.start, c.end),), values=_values(c, ctx))
        return
    full: set[str] = set()
    again: dict[str, list[Citation]] = {}
    for c in ctx.plan.citations:
        if not c.number:
            continue
        key = c.number
        known = key in full
        full.add(key)
        if (
            not _wanted(c, settings, ctx.text[c.start : c.end])
            or c.role != "mention"
            or ctx.in_title(c.start)
            or ctx.in_basis_line(c.start)
        ):
            continue
        if settings.of == "first" and not known and not _has(c, settings.part, ctx):
            yield Hit(spans=((c.start, c.end),), values=_values(c, ctx))
        elif settings.of == "later" and known and c.start >= ctx.body_start and _has(c, settings.part, ctx):
            again.setdefault(key, []).append(c)
    for cited in again.values():
        yield Hit(
            spans=tuple((c.start, c.end) for c in cited), values={**_values(cited[0], ctx), "count": str(len(cited))}
        )


_UNNUMBERED = re.compile(
    r"[-–• ]{0,4}(?:căn cứ|thực hiện) (?:nghị định|quyết định|thông tư|kế hoạch|chỉ thị|nghị quyết|công văn|hướng dẫn|thông báo)"
    r"(?= (?:ngày|của|về|phê duyệt) )"
)


def _unnumbered(settings: Completeness, ctx: Context) -> Iterator[Hit]:
    """Lines that name a basis by its kind alone: nobody can tell which document is meant, so they hold no citation."""
    for p in ctx.basis_lines:
        m = _UNNUMBERED.match(p.folded)
        if m is None or re.search(r"\d/|đại hội|số ", p.folded):
            continue
        if not any(p.start <= c.start < p.end and c.kind not in settings.exempt for c in ctx.plan.citations):
            yield Hit(spans=((p.start, p.end),), values={"cited": " ".join(ctx.text[p.start : p.end].split())[:80]})


_SHORT = re.compile(r"(?!.*năm)\D{2,30}\d{1,4}$", re.S)
"""`Đề án số 08`: the number without its symbol, as a text calls what it named before."""


def _wanted(c: Citation, settings: Completeness, printed: str) -> bool:
    if c.number and not re.search(r"[-/]", c.number):
        return False  # a short form (Chỉ thị 11), not the document's number
    if _SHORT.match(printed):
        return False
    return c.kind not in settings.exempt and (not settings.only or c.kind in settings.only)


def _has(c: Citation, part: str, ctx: Context) -> bool:
    if part == "number":
        return c.number is not None
    if part == "date":
        return c.date is not None or _dated(c, ctx)
    if part == "issuer":
        # The number of a law of the Assembly or a decree of the Government tells its issuer; what counts is the printed name.
        return c.issuer_span is not None or c.issuer is not None or _follows(c, ctx, r"(?:của|do) ")
    return (
        c.title is not None
        or c.title_span is not None
        or _follows(
            c,
            ctx,
            r"(?:.{0,120}?)(?:về|ban hành|phê duyệt|quy định|hướng dẫn|triển khai|thực hiện|sửa đổi|thi hành|tổ chức)(?!\w)",
        )
    )


def _dated(c: Citation, ctx: Context) -> bool:
    """A date that stands right after the name, outside the citation's own words."""
    return _follows(c, ctx, r"[ ,(]{0,3}ngày {0,2}\d")


def _follows(c: Citation, ctx: Context, pattern: str) -> bool:
    p = ctx.paragraph_at(c.start)
    stop = min(p.end if p else len(ctx.text), c.end + 240)
    return re.compile(rf"[ ,]{{0,3}}{pattern}").match(ctx.folded, c.end, stop) is not None


def _values(c: Citation, ctx: Context) -> dict[str, str]:
    return {"cited": " ".join(ctx.text[c.start : c.end].split()), "kind": c.kind, "number": c.number or ""}
