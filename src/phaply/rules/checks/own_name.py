"""`python:own-name`: where a plan names itself again (enacting sentence, closing sentence, headings) it is the plan of its subject.

A law, or a document's number, that stands there and not in the subject is left from another plan; so is another year. Where the words are
others altogether somebody should look.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from phaply.acts.names import name_key
from phaply.language import Span, words
from phaply.parse.lexicon import rows
from phaply.parse.model import Citation
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.levels import units_in

_CLOSING = re.compile(
    r"(?<!\w)trên đây là[ \n](?:(?:toàn bộ|nội dung)[ \n]){0,2}(?:bản[ \n])?(kế hoạch|chương trình|phương án|đề án)(?!\w)"
)
_ENACTING = re.compile(r"(?<!\w)(?:ban hành|xây dựng|triển khai)[ \n](kế hoạch|chương trình|phương án)(?!\w)")
_STOP = re.compile(
    r"[.;:]|\n\n|,[ \n](?:yêu cầu|đề nghị|giao|căn cứ|ủy ban|ubnd|các |trong quá|cụ thể|gồm|kính)|(?<!\w)(?:như sau|với (?:các |những )?nội dung|sau đây|cụ thể)(?!\w)"
)
_HEADING = re.compile(r"(?<!\w)(?:triển khai|thi hành|thực hiện)(?!\w)")
_YEAR = re.compile(r"(?<!\w)năm ((?:19|20)\d\d)(?![\d/])|(?<!\w)((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)(?!\w)")
_EMPTY_WORDS = """
triển khai thực hiện thi hành tổ chức công tác kế hoạch chương trình phương án đề án ban hành năm giai đoạn địa bàn nội dung một số nhiệm vụ đợt
phường xã thị trấn đặc khu quận huyện tỉnh thành phố ủy ban nhân dân ubnd hđnd sở phòng đơn vị cơ quan này
"""
"""Words of any plan's name."""
_CAPITALS = re.compile(r"[^\W\d_]{3,}")
_MOST_BESIDE = 20
_LAST = 2_000
_LONGEST = 400
_LEAST = 4
"""Telling words of a name that are compared at all."""
_SHARE = 0.3
_LAWS = ("L", "BL", "PL", "HP")


class OwnName(Settings, frozen=True, forbid_unknown_fields=True):
    """No settings."""


class _Name(Struct, frozen=True):
    """A place where the plan is named: the words, the documents and the years in it."""

    span: Span
    cited: tuple[Citation, ...]
    years: frozenset[str]


@check("python:own-name", OwnName)
def run(rule: Rule, settings: OwnName, ctx: Context) -> Iterator[Hit]:
    """A Hit for every place that names another law, number, year, or something else altogether."""
    subject = ctx.header.spans.get("subject")
    if subject is None or not ctx.header.subject:
        return
    own = _name(subject, ctx)
    known = _keys(own.cited)
    enacting, closing = _enacting(ctx), _closing(ctx)
    for place in (enacting, closing):
        if place is None:
            continue
        hit = _other_document(place, known, ctx) or _other_year(place, own, ctx)
        if hit is None and place is closing:
            hit = _other_words(place, own, ctx)
        if hit is not None:
            yield hit
        elif place is enacting:
            known |= _keys(place.cited)
    if any(kind in _LAWS for kind, _ in known):
        yield from _headings(known, ctx)


def _enacting(ctx: Context) -> _Name | None:
    p = ctx.enacting
    if p is None:
        return None
    found = [m for m in _ENACTING.finditer(ctx.folded, p.start, p.end) if not ctx.is_cited(m.start(1), m.end(1))]
    return _name(_until_stop(found[-1].end(), p.end, ctx), ctx) if found else None


def _closing(ctx: Context) -> _Name | None:
    start = max(ctx.body_start, ctx.body_end - _LAST)
    found = list(_CLOSING.finditer(ctx.folded, start, ctx.body_end))
    return _name(_until_stop(found[-1].end(), ctx.body_end, ctx), ctx) if found else None


def _until_stop(start: int, end: int, ctx: Context) -> Span:
    end = min(end, start + _LONGEST)
    stop = _STOP.search(ctx.folded, start, end)
    return start, stop.start() if stop else end


def _name(span: Span, ctx: Context) -> _Name:
    cited = tuple(c for c in ctx.plan.citations if span[0] <= c.start < span[1])
    years: set[str] = set()
    for m in _YEAR.finditer(ctx.folded, *span):
        if not any(c.start <= m.start() < c.end for c in cited if _key(c) is not None):
            years |= {m[1]} if m[1] else set(map(str, range(int(m[2]), int(m[3]) + 1)))
    return _Name(span, cited, frozenset(years))


def _key(c: Citation) -> tuple[str, tuple[str, ...]] | None:
    if c.kind in _LAWS:
        return (c.kind, name_key(c.title)) if c.title else None
    return (c.kind, tuple(words(c.number))) if c.number else None


def _keys(cited: tuple[Citation, ...]) -> set[tuple[str, tuple[str, ...]]]:
    return {key for c in cited if (key := _key(c)) is not None}


def _other(c: Citation, known: set[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether a document is of a kind that the subject names, and none of those; a law's name may be cut short or told in full."""
    key = _key(c)
    if key is None:
        return False
    same = [other for kind, other in known if kind == key[0]]
    if key[0] not in _LAWS:
        return bool(same) and not any(key[1][:1] == other[:1] for other in same)
    return bool(same) and not any(_like(key[1], other) for other in same)


def _like(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shared = len(set(one) & set(other))
    return bool(shared) and shared >= 0.6 * min(len(set(one)), len(set(other)))


def _hit(span: Span, ctx: Context, outcome: str = "fail") -> Hit:
    start, end = span
    said = ctx.text[start:end]
    start += len(said) - len(said.lstrip())
    end -= len(said) - len(said.rstrip())
    own = " ".join((ctx.header.subject or "").split())
    return Hit(
        spans=((start, end),),
        outcome="fail" if outcome == "fail" else "review",
        values={"said": " ".join(ctx.text[start:end].split()), "subject": own if len(own) <= 110 else own[:107] + "…"},
    )


def _other_document(place: _Name, known: set[tuple[str, tuple[str, ...]]], ctx: Context) -> Hit | None:
    if any(not _other(c, known) for c in place.cited if _key(c) is not None):
        return None  # beside the own one others may be named
    wrong = next((c for c in place.cited if _other(c, known)), None)
    return _hit((wrong.start, wrong.end), ctx) if wrong is not None else None


def _other_year(place: _Name, own: _Name, ctx: Context) -> Hit | None:
    if place.years and own.years and not place.years & own.years:
        m = next(_YEAR.finditer(ctx.folded, *place.span))
        return _hit(m.span(), ctx)
    return None


def _other_words(place: _Name, own: _Name, ctx: Context) -> Hit | None:
    """Whether the closing sentence's name of the plan has next to nothing of its subject, of what it enacts, and of its bases."""
    said = _telling(place.span, ctx)
    first = ctx.preamble[0].start if ctx.preamble else own.span[1]
    told = set(words(ctx.text[own.span[0] : own.span[1]])) | set(words(ctx.text[first : ctx.body_start]))
    short = {w for d in ctx.plan.definitions for w in words(d.short)}
    said = [w for w in said if w not in short and not w.isdigit()]
    shortened = [
        w for w in _CAPITALS.findall(ctx.text[slice(*place.span)]) if w.isupper() and w.lower() not in _EMPTY_WORDS
    ]
    if len(said) < _LEAST or shortened:
        return None  # what an abbreviation says is not known
    shared = sum(w in told for w in said)
    return _hit(place.span, ctx, "review") if shared < _SHARE * len(said) else None


def _telling(span: Span, ctx: Context) -> list[str]:
    cut = [(u.start + span[0], u.end + span[0]) for u in units_in(ctx.text[span[0] : span[1]])]
    text, at = "", span[0]
    for start, end in cut:
        text, at = text + ctx.text[at:start] + " ", end
    empty = set(_EMPTY_WORDS.split()) | {next(iter(row.values())) for row in rows("function_words")}
    return [w for w in words(text + ctx.text[at : span[1]]) if w not in empty]


def _headings(known: set[tuple[str, tuple[str, ...]]], ctx: Context) -> Iterator[Hit]:
    """Headings of parts that carry out another law than the plan does."""
    based = known | _keys(ctx.bases)
    cited = sorted(ctx.plan.citations, key=_start)
    for c in cited:
        if c.kind not in _LAWS or not _other(c, known) or not _other(c, based):
            continue
        line = ctx.lineage(c.start)
        heading = line[-1] if line else None
        if heading is None or heading.kind not in ("part", "chapter", "roman", "number") or c.end > heading.head_end:
            continue
        if not heading.children or not _HEADING.search(ctx.folded, heading.body_start, c.start):
            continue
        beside = cited[bisect_left(cited, heading.start, key=_start) : bisect_left(cited, heading.head_end, key=_start)]
        if all(_key(o) is None or _other(o, known) for o in beside[:_MOST_BESIDE]):
            yield _hit((c.start, c.end), ctx, "review")


def _start(c: Citation) -> int:
    return c.start
