"""`chain`: between the plans that a plan carries out, no level of government is skipped.

Only what is cited can be judged: where a document of the centre and the plan of the level directly above are named, and none of the level
between, somebody should look. `of: superior` asks instead that the body whose plan is carried out is among the recipients.
"""

import re
from collections.abc import Iterator
from typing import Literal

from phaply.align.identity import level_of
from phaply.language import fold
from phaply.parse.model import Citation
from phaply.rules.checks import Hit, Settings, check, not_applicable, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.levels import RANK

_CENTRAL = re.compile(r"(?:ttg|cp|/ubtvqh\d*|/qh\d*|tw|bnv|btp|btc|bct|bca|bqp|vpcp)$|-(?:b[a-zđ]{2,5})$")
_ISSUERS = (
    (
        "central",
        re.compile(r"thủ tướng|chính phủ|quốc hội|trung ương|^bộ |bộ trưởng|chủ tịch nước|bộ chính trị|ban bí thư"),
    ),
    ("province", re.compile(r"(?<!\w)tỉnh(?!\w)|thành ủy|tỉnh ủy|^sở ")),
    ("district", re.compile(r"(?<!\w)(?:quận|huyện|thị xã|quận ủy|huyện ủy)(?!\w)")),
    ("commune", re.compile(r"(?<!\w)(?:phường|xã|thị trấn|đặc khu)(?!\w)")),
    ("province", re.compile(r"(?<!\w)thành phố(?!\w)")),
)
_NAMES = {
    "vi": {"central": "trung ương", "province": "tỉnh, thành phố", "district": "quận, huyện", "commune": "xã, phường"},
    "en": {"central": "the centre", "province": "the province", "district": "the district", "commune": "the commune"},
}


class Chain(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `chain`."""

    of: Literal["levels", "superior"] = "levels"
    kinds: tuple[str, ...] = ("KH", "QĐ", "CT", "CTr", "NQ", "CV", "HD", "KL", "TB", "ĐA")
    """Kinds of document that are handed down from level to level."""


@check("chain", Chain)
def run(rule: Rule, settings: Chain, ctx: Context) -> Iterator[Hit]:
    """A Hit for the level that is missing, or for the superior that is not told."""
    if ctx.level is None:
        yield unknown(
            "Không nhận ra cấp của cơ quan ban hành." if ctx.lang != "en" else "The issuer's level was not recognised."
        )
        return
    if settings.of == "superior":
        yield from _superior(settings, ctx)
        return
    if ctx.districts is None:
        yield not_applicable(
            "Không rõ ngày ban hành so với 01/7/2025." if ctx.lang != "en" else "The date is not clear."
        )
        return
    levels = ["central", "province", *(["district"] if ctx.districts else []), "commune"]
    if ctx.level not in levels:
        return
    above = levels[: levels.index(ctx.level)]
    cited: dict[str, Citation] = {}
    for c in ctx.bases:
        level = level_of_citation(c, ctx)
        if level in above and c.kind in settings.kinds and not ctx.in_title(c.start):
            # A normative resolution or decision is a law of its place, no plan handed down.
            if c.kind in ("NQ", "QĐ") and re.search(r"/(?:19|20)\d\d/", c.number or ""):
                continue
            cited.setdefault(level, c)
    if not cited:
        return
    top, low = min(cited, key=lambda v: RANK[v]), max(cited, key=lambda v: RANK[v])
    names = _NAMES["en" if ctx.lang == "en" else "vi"]
    at_hand = {level_of(d, ctx.plan) for d in ctx.sources.documents}
    for level in above[above.index(top) + 1 : above.index(low)]:
        # Where the document of that level is at hand, it is named as missing itself.
        if level not in cited and level not in at_hand:
            values = {"level": names[level], "top": _quote(cited[top], ctx), "low": _quote(cited[low], ctx)}
            yield Hit(spans=((cited[low].start, cited[low].end), (cited[top].start, cited[top].end)), values=values)


def _quote(c: Citation, ctx: Context) -> str:
    return " ".join(ctx.text[c.start : c.end].split())


def _issuer(c: Citation, ctx: Context) -> str:
    if c.issuer:
        return fold(c.issuer)
    p = ctx.paragraph_at(c.start)
    stop = min(p.end if p else len(ctx.text), c.end + 90)
    m = re.compile(r"[ ,]{0,3}(?:của|do) ([^,;.:]{3,60})").match(ctx.folded, c.end, stop)
    return re.split(r" (?:về|ban hành|triển khai|phê duyệt|quy định)(?!\w)", m[1])[0] if m else ""


def level_of_citation(c: Citation, ctx: Context) -> str | None:
    """The level of the body that issued a cited document; None if the text does not tell."""
    if c.kind in ("HP", "BL", "L", "PL", "NĐ", "TT", "TTLT") or _CENTRAL.search(fold(c.number or "")):
        return "central"
    issuer = _issuer(c, ctx)
    for level, pattern in _ISSUERS:
        if pattern.search(issuer):
            if "thành phố" in issuer and level == "province" and _city_in_province(ctx):
                return "district"
            return level
    return None


def _city_in_province(ctx: Context) -> bool:
    """Whether `thành phố` in this plan is one under a province: a province is named, and no urban district."""
    return (
        re.search(r"(?<!\w)tỉnh(?!\w)", ctx.folded) is not None and re.search(r"(?<!\w)quận(?!\w)", ctx.folded) is None
    )


def _superior(settings: Chain, ctx: Context) -> Iterator[Hit]:
    header = ctx.header
    if not header.recipient_items:
        yield not_applicable("Không đọc được Nơi nhận." if ctx.lang != "en" else "No recipients were read.")
        return
    rank = RANK[ctx.level] if ctx.level else 0
    direct = [
        (c, level)
        for c in ctx.bases
        if c.role == "implements" and (level := level_of_citation(c, ctx)) and RANK[level] < rank
    ]
    if not direct:
        return
    c, level = max(direct, key=lambda pair: RANK[pair[1]])
    if level == "central":
        return
    if any(found.lack == "recipient" for found in ctx.coverage or ()):
        return  # the plan above itself asks for it: then that is said, with its words
    issuer = _issuer(c, ctx)
    told = fold("\n".join(r.text for r in header.recipient_items))
    words = {"province": "tỉnh|thành phố", "district": "quận|huyện|thị xã|thành phố"}[level]
    committee = r"(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|văn phòng|vp|phòng|sở|thường trực|tt|bcđ|ban chỉ đạo|lãnh đạo|cấp trên)"
    if re.search(rf"(?<!\w){committee}[^\n;]{{0,80}}?(?<!\w)(?:{words})(?!\w)", told) or "như trên" in told:
        return
    if level == "province" and re.search(r"(?<!\w)sở [^\W\d_]", told):
        return  # a Sở is of the province
    short = re.sub(r"^(?:ủy ban nhân dân|ubnd) ", "", issuer)
    if short and short in told:
        return
    span = header.spans.get("recipients") or (header.recipient_items[0].start, header.recipient_items[-1].end)
    shown = " ".join((c.issuer or issuer).split())
    yield Hit(spans=(span, (c.start, c.end)), values={"issuer": shown, "cited": _quote(c, ctx)})
