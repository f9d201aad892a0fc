"""`end_marks`: each line of a list ends with `;` and the last with `.`: the legal bases, or the recipients."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from phaply.language import Span
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.model import Fix

_DRAFTER = re.compile(r"\.\s{0,3}[^\W_]{1,12}(?: ?\(\d{1,3}\))?\s*$")
"""The drafter's mark and the number of copies after the full stop (Phụ lục I, Phần I, III.3)."""


class EndMarks(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `end_marks`."""

    of: Literal["bases", "recipients"]
    which: Literal["inner", "last"] = "inner"
    mark: str = ";"


@check("end_marks", EndMarks)
def run(rule: Rule, settings: EndMarks, ctx: Context) -> Iterator[Hit]:
    """A Hit for every line with the wrong end."""
    lines: Sequence[Span]
    if settings.of == "bases":
        lines = [(p.start, p.end) for p in ctx.basis_lines]
        # A basis that runs on into the sentence which enacts the plan is no line of its own.
        if len(lines) < 1 or ctx.enacting is None:
            return
    else:
        lines = [_with_mark(ctx, r.start, r.end) for r in ctx.header.recipient_items]
    chosen = lines[-1:] if settings.which == "last" else lines[:-1]
    for start, end in chosen:
        line = ctx.text[start:end].rstrip()
        if not line or line.endswith(settings.mark):
            continue
        if settings.of == "recipients" and settings.which == "last" and _DRAFTER.search(line):
            continue
        if (
            settings.of == "bases"
            and settings.which == "inner"
            and not line.endswith((".", ",", ":"))
            and line[-1:].isalnum() is False
        ):
            continue
        found = line[-1] if not line[-1].isalnum() else ""
        shown = found or ("không có dấu" if ctx.lang != "en" else "nothing")
        stop = start + len(line)
        # A mark of its own is replaced; after a letter, a bracket or a quotation mark it is added. `./.` takes a person.
        mend = () if line.endswith("/.") else (Fix(start + len(line.rstrip(" .,;:")), stop, settings.mark),)
        yield Hit(spans=((start, stop),), values={"mark": settings.mark, "found": shown}, fix=mend)


def _with_mark(ctx: Context, start: int, end: int) -> Span:
    """A recipient's line with its end mark, which the parser left out."""
    p = ctx.paragraph_at(max(start, end - 1))  # a long line may be broken into two
    stop = p.end if p else min(len(ctx.text), end + 3)
    while end < stop and ctx.text[end] in " ;.,:/":
        end += 1
    return start, end
