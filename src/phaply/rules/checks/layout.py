"""`layout`: how a component is printed, against the limits of the rule file: paper and margins in mm, type in points, indents in cm.

What the file's format does not tell is not passed: the rule is then not checked.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct, field

from phaply.document import Block, PageSetup, RunFormat
from phaply.language import Span
from phaply.rules.checks import Hit, Settings, check, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule

COMPONENTS = (
    "nation",
    "motto",
    "parent",
    "issuer",
    "number",
    "place",
    "kind",
    "subject",
    "bases",
    "body",
    "authority",
    "signer",
    "recipients_word",
    "recipients",
    "annex",
    "all",
)
_POINTS_PER_CM = 72 / 2.54
_NEAR_CM = 0.06
_NEAR_MM = 0.6


class Layout(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `layout`. Ranges are [least, most]."""

    component: Literal[
        "page",
        "page_number",
        "nation",
        "motto",
        "parent",
        "issuer",
        "number",
        "place",
        "kind",
        "subject",
        "bases",
        "body",
        "authority",
        "signer",
        "recipients_word",
        "recipients",
        "annex",
        "all",
    ]
    font: tuple[str, ...] = ()
    size: tuple[float, float] | None = None
    bold: bool | None = None
    italic: bool | None = None
    color: tuple[str, ...] = ()
    align: tuple[str, ...] = ()
    indent: tuple[float, ...] = ()
    """First-line indents in cm, any of these."""
    space: float | None = None
    """Least gap between paragraphs in points."""
    share: float = 0.0
    """More than this share of the paragraphs must be otherwise, and more than one."""
    line: tuple[float, float] | None = None
    """Line pitch as a multiple of single spacing."""
    paper: tuple[float, float] | None = None
    """Width and height in mm, either way round."""
    margins: dict[str, tuple[float, float]] = field(default_factory=dict)
    """top, bottom, left, right → range in mm."""
    first_page: bool | None = None
    """Whether the first page shows its number."""
    position: Literal["header", "footer"] | None = None


class Place(Struct, frozen=True):
    """A stretch of text with its block."""

    span: Span
    block: Block


@check("layout", Layout)
def run(rule: Rule, settings: Layout, ctx: Context) -> Iterator[Hit]:
    """One Hit per component that is printed otherwise."""
    if settings.component in ("page", "page_number"):
        yield from _page(settings, ctx)
        return
    if not ctx.laid_out:
        yield _untold(ctx)
        return
    found = places(settings.component, ctx)
    if not found:
        yield unknown("Không tìm thấy thành phần này." if ctx.lang != "en" else "This component was not found.")
        return
    wrong: dict[Span, str] = {}
    known = False
    for place in found:
        for have in _differences(settings, place, ctx):
            if have is None:
                continue
            known = True
            if have:
                wrong.setdefault(place.span, have)
    if wrong and (settings.share == 0 or len(wrong) > max(1, settings.share * len(found))):
        have = Counter(wrong.values()).most_common(1)[0][0]
        yield Hit(spans=tuple(wrong)[:5], values={"have": have, "count": str(len(wrong)), "all": str(len(found))})
    elif not known and not wrong:
        yield _untold(ctx)


def _untold(ctx: Context) -> Hit:
    return unknown(
        "Định dạng tệp không cho biết cách trình bày."
        if ctx.lang != "en"
        else "The file's format does not tell its layout."
    )


def places(component: str, ctx: Context) -> list[Place]:
    """The stretches of a component, with their blocks."""
    spans: list[Span] = []
    header, signer = ctx.header, ctx.header.signer
    if component == "place":
        spans = [header.spans["date"]] if "date" in header.spans else []
    elif component in ("nation", "motto", "parent", "issuer", "number", "kind", "subject"):
        spans = [header.spans[component]] if component in header.spans else []
    elif component == "bases":
        spans = [(p.start, p.end) for p in ctx.basis_lines]
    elif component == "authority" and signer:
        spans = [signer.spans[k] for k in ("authority", "title") if k in signer.spans]
    elif component == "signer" and signer:
        spans = [signer.spans["name"]] if "name" in signer.spans else []
    elif component == "recipients":
        spans = [(r.start, r.end) for r in header.recipient_items]
    elif component == "recipients_word":
        first = header.recipient_items[0].start if header.recipient_items else ctx.body_end
        spans = [
            (p.start, min(p.end, p.start + 9))
            for p in ctx.paragraphs_in(max(0, first - 200), first + 1)
            if p.folded.startswith("nơi nhận")
        ]
    elif component == "annex":
        spans = [(n.start, n.head_end) for n, _ in ctx.nodes if n.kind == "annex"]
    elif component == "all":
        return [Place((b.start, b.end), b) for b in ctx.document.body() if b.end > b.start]
    elif component == "body":
        heads = {n.start for n, _ in ctx.nodes if n.kind in ("roman", "part", "chapter", "section", "annex")}
        return [
            Place((p.start, p.end), p.block)
            for p in ctx.paragraphs_in(ctx.body_start, ctx.body_end)
            if p.block.cell is None and p.start not in heads and p.end - p.start > 40
        ]
    blocks = ctx.document.blocks
    return [Place(s, b) for s in spans for b in blocks if b.start < s[1] and s[0] < b.end]


def _differences(settings: Layout, place: Place, ctx: Context) -> Iterator[str | None]:
    """For each limit: empty if kept, words if not, None if unknown."""
    runs = [r for r in place.block.runs if r.start < place.span[1] and place.span[0] < r.end]
    if settings.font:
        yield _runs(runs, place, lambda r: r.font, lambda v: str(v).startswith(settings.font), lambda v: f"phông {v}")
    if settings.size:
        low, high = settings.size
        yield _runs(runs, place, lambda r: r.size, lambda v: low <= v <= high, lambda v: f"cỡ {v:g}")
    if settings.bold is not None:
        yield _runs(runs, place, lambda r: r.bold, lambda v: v is settings.bold, lambda v: "đậm" if v else "không đậm")
    if settings.italic is not None:
        yield _runs(
            runs, place, lambda r: r.italic, lambda v: v is settings.italic, lambda v: "nghiêng" if v else "đứng"
        )
    if settings.color:
        yield _runs(runs, place, lambda r: r.color, lambda v: str(v).upper() in settings.color, lambda v: f"màu {v}")
    f = place.block.format
    if settings.align:
        yield None if f is None or f.align is None else "" if f.align in settings.align else _ALIGN[f.align]
    if settings.indent:
        # An automatic number is indented by its list.
        first = None if f is None or place.block.label else f.indent_first
        if first is None:
            yield None
        else:
            cm = (first + 0) / _POINTS_PER_CM
            yield (
                ""
                if any(abs(cm - want) <= _NEAR_CM for want in settings.indent)
                else f"lùi {cm:.2f} cm".replace(".", ",")
            )
    if settings.space is not None:
        if f is None or (f.space_before is None and f.space_after is None):
            yield None
        else:
            gap = max(f.space_before or 0.0, f.space_after or 0.0, (f.space_before or 0.0) + (f.space_after or 0.0))
            yield "" if gap >= settings.space - 0.01 else f"cách đoạn {gap:g} pt"
    if settings.line is not None:
        if f is None or f.line_spacing is None:
            yield None
        else:
            ok = settings.line[0] - 0.01 <= f.line_spacing <= settings.line[1] + 0.01
            yield "" if ok else f"giãn dòng {f.line_spacing:g}".replace(".", ",")


_ALIGN = {"left": "căn trái", "center": "căn giữa", "right": "căn phải", "justify": "căn đều hai lề"}


def _runs(
    runs: Sequence[RunFormat],
    place: Place,
    read: Callable[[RunFormat], Any],
    fits: Callable[[Any], bool],
    words: Callable[[Any], str],
) -> str | None:
    """The limit holds if most letters keep it: a footnote mark or one odd space is no fault."""
    right = wrong = 0
    seen: Counter[str] = Counter()
    for r in runs:
        value = read(r)
        length = min(r.end, place.span[1]) - max(r.start, place.span[0])
        if value is None or length <= 0:
            continue
        if fits(value):
            right += length
        else:
            wrong += length
            seen[words(value)] += length
    if right + wrong == 0:
        return None
    return seen.most_common(1)[0][0] if wrong > right else ""


def _page(settings: Layout, ctx: Context) -> Iterator[Hit]:
    setups = ctx.document.page_setup
    if not setups:
        yield unknown(
            "Định dạng tệp không cho biết trang giấy."
            if ctx.lang != "en"
            else "The file's format does not tell its pages."
        )
        return
    for i, page in enumerate(setups):
        found = (
            list(_number(settings, page, first=i == 0))
            if settings.component == "page_number"
            else list(_paper(settings, page))
        )
        if found:
            start = min(page.start, max(0, len(ctx.text) - 1))
            p = ctx.paragraph_at(start) or (ctx.paragraphs[0] if ctx.paragraphs else None)
            span = (p.start, p.end) if p else (0, 0)
            yield Hit(spans=(span,), path="", values={"have": "; ".join(found)})
            return


def _paper(settings: Layout, page: PageSetup) -> Iterator[str]:
    if settings.paper and page.width and page.height:
        have, want = sorted((page.width, page.height)), sorted(settings.paper)
        if any(abs(h - w) > 2 for h, w in zip(have, want, strict=True)):
            yield f"giấy {page.width:.0f} × {page.height:.0f} mm"
    if page.width and page.height and page.width > page.height:
        return  # turned for a wide table: its sides are others
    for side, (low, high) in settings.margins.items():
        value = getattr(page, side)
        if value is not None and not low - _NEAR_MM <= value <= high + _NEAR_MM:
            yield f"lề {_SIDES[side]} {value:.1f} mm".replace(".", ",")


_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}


def _number(settings: Layout, page: PageSetup, *, first: bool) -> Iterator[str]:
    number = page.number
    if number is None:
        return
    if settings.position and number.position != settings.position:
        yield "số trang ở lề dưới" if number.position == "footer" else "số trang ở lề trên"
    if settings.align and number.align and number.align not in settings.align:
        yield f"số trang {_ALIGN[number.align]}"
    if settings.size and number.size is not None and not settings.size[0] <= number.size <= settings.size[1]:
        yield f"số trang cỡ {number.size:g}"
    if first and settings.first_page is False and number.on_first_page:
        yield "trang thứ nhất có hiện số trang"
