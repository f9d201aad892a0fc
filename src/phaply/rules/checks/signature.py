"""`signature`: the lines above the signer's name, against who issues the document and what the signer is.

`collective`: a body that acts as a whole is signed for by `TM.`. `deputy`: a deputy signs `KT.`. `head`: `KT.` needs a deputy below it.
`form`: after `KT.`, `TL.`, `TUQ.`, `Q.` stands a post, after `TM.` a body. `name`: no academic or honorary title before the name.
"""

import re
from collections.abc import Iterator
from typing import Literal

from phaply.language import fold
from phaply.rules.checks import Hit, Settings, check, not_applicable, unknown
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.model import Fix

_MARK = re.compile(r"(?<!\w)(tm|kt|tuq|tl|q)(?=\.| |/|$)")
_DEPUTY = re.compile(r"(?<!\w)(?:phó|thứ trưởng|quyền)(?!\w)")
_BODY = re.compile(r"(?:ủy ban|ubnd|hội đồng|hđnd|ban |thường trực|đảng ủy|chi cục|sở |phòng |văn phòng)")
_TITLE = re.compile(
    r"(?<!\w)(?:gs|pgs|ts|ths|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ|cn|ks|kỹ sư|bs|bác sĩ|ckii|cki|luật sư|ngưt|nsưt|ttưt|giáo sư|phó giáo sư|cử nhân)"
    r"(?=[.\s/:])"
)

_RIGHT = {"t/m": "TM.", "k/m": "KT.", "k/t": "KT.", "t/l": "TL."}


class Signature(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `signature`."""

    find: Literal["collective", "deputy", "head", "form", "dot", "name"]


@check("signature", Signature)
def run(rule: Rule, settings: Signature, ctx: Context) -> Iterator[Hit]:
    """A Hit for what is wrong in the block."""
    signer = ctx.header.signer
    if signer is None or not (signer.title or signer.authority or signer.name):
        yield not_applicable("Không tìm thấy phần ký." if ctx.lang != "en" else "No signature was found.")
        return
    span = signer.spans.get("block") or signer.spans.get("title") or signer.spans.get("name")
    if span is None:
        return
    # The block as printed, without the signer's name: a name such as Phó Đức Chính is no post.
    name = signer.spans.get("name")
    stop = name[0] if name and span[0] <= name[0] else span[1]
    span = (_first_line(ctx, span[0]), span[1])
    block = ctx.folded[span[0] : stop]
    marks = {m[1] for m in _MARK.finditer(block)}
    title = fold(signer.title or "")
    if settings.find == "collective":
        yield from _collective(ctx, block, marks, title, span)
    elif settings.find == "deputy" and title and _DEPUTY.match(title) and not marks & {"kt", "tl", "tuq", "q"}:
        # A deputy chief of a department may sign by order (TL.) for the body above; without any mark he signs for nobody.
        if not title.startswith("quyền"):
            yield Hit(spans=(span,), values={"title": signer.title or ""})
    elif settings.find == "head" and title and "kt" in marks and not _DEPUTY.search(title):
        yield Hit(
            spans=(span,),
            outcome="review" if "\n" not in block.strip() else "fail",
            values={"title": signer.title or ""},
        )
    elif settings.find == "form":
        yield from _form(ctx, block, span)
    elif settings.find == "dot":
        for m in re.finditer(r"(?<![\w/])(?:(?:tm|kt|tuq|tl|q)(?= [^\W\d_])|[tk]/m(?!\w)|k/t(?!\w)|t/l(?!\w))", block):
            at, stop = span[0] + m.start(), span[0] + m.end()
            right = _RIGHT.get(m[0], f"{m[0].upper()}.")
            yield Hit(spans=((at, stop),), values={"mark": ctx.text[at:stop]}, fix=(Fix(at, stop, right),))
    elif settings.find == "name":
        if name is None:
            return
        # What stands on the name's own line before it, and the name as it was read.
        line = max(ctx.text.rfind("\n", span[0], name[0]) + 1, span[0])
        if before := _TITLE.search(ctx.folded, min(line, name[0]), name[1]):
            yield Hit(spans=((min(line, name[0]), name[1]),), values={"title": ctx.text[before.start() : before.end()]})


_MARKED_LINE = re.compile(r"(?:tm|kt|tuq|tl|q)(?:\.| (?=ủy|ubnd|chủ)|/)|[tk]/m|k/t|t/l")


def _first_line(ctx: Context, start: int) -> int:
    """Where the signature begins, with lines of authority above that the header did not take for its own."""
    for _ in range(3):
        before = ctx.folded.rfind("\n", 0, max(0, start - 1)) + 1
        if before >= start or not _MARKED_LINE.match(ctx.folded, before):
            return start
        start = before
    return start


def _collective(ctx: Context, block: str, marks: set[str], title: str, span: tuple[int, int]) -> Iterator[Hit]:
    if not ctx.committee or "tm" in marks or marks & {"tl", "tuq"}:
        return
    if not title:
        yield unknown(
            "Không đọc được chức vụ người ký." if ctx.lang != "en" else "The signer's post could not be read.", span
        )
    elif ctx.recognised:
        yield unknown("Văn bản được nhận dạng từ ảnh." if ctx.lang != "en" else "Recognised from a picture.", span)
    elif title.endswith("chủ tịch"):
        yield Hit(spans=(span,))


def _form(ctx: Context, block: str, span: tuple[int, int]) -> Iterator[Hit]:
    for m in re.finditer(r"(?<!\w)(tm|kt|tuq|tl|q)\. {0,3}([^\n]{2,80})", block):
        after = m[2].strip()
        wrong: re.Match[str] | None
        if m[1] == "tm":
            wrong = re.match(
                r"(?:phó )?(?:chủ tịch|giám đốc|trưởng phòng|chánh văn phòng|bộ trưởng|tổng giám đốc|hiệu trưởng)(?!\w)",
                after,
            )
        else:
            wrong = _BODY.match(after) if not after.startswith(("ban giám đốc",)) else None
            if m[1] == "kt" and after.startswith("phó "):
                wrong = re.match("phó ", after)
        if wrong:
            values = {"mark": m[1].upper() + ".", "after": ctx.text[span[0] + m.start(2) : span[0] + m.end(2)].strip()}
            yield Hit(spans=((span[0] + m.start(), span[0] + m.end()),), values=values)
