"""`capitals`: how parts of a document are written when it is cited: `khoản`, `điểm` small; `Phần`, `Chương`, `Mục`, `Điều` capital.

Only words that belong to a citation count, so that "một số điều", or "Khoản 2" at the head of a sentence, are left alone.
"""

import re
from collections.abc import Iterator
from typing import Literal

from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.model import Fix

_SMALL = re.compile(r"(?<!\w)(Khoản|Điểm|KHOẢN|ĐIỂM)(?= [\da-zđ]{1,3}(?!\w))")
_CAPITAL = re.compile(r"(?<!\w)(điều|chương|phần|mục|tiểu mục)(?= (?:\d{1,3}|[IVX]{1,6})(?!\w))")
_SENTENCE_START = re.compile(r"(?:^|[.;:!?\n“\"(\-–•+]|[a-zđ0-9IVX]{1,4}[.)])\s*$")


class Capitals(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `capitals`."""

    write: Literal["small", "capital"]


@check("capitals", Capitals)
def run(rule: Rule, settings: Capitals, ctx: Context) -> Iterator[Hit]:
    """A Hit for every word in the wrong case."""
    pattern = _SMALL if settings.write == "small" else _CAPITAL
    for c in ctx.plan.citations:
        if not c.pinpoint:
            continue
        end = c.name_start if c.name_start is not None else c.end
        for m in pattern.finditer(ctx.text, c.start, max(end, c.start)):
            if settings.write == "small":
                paragraph = ctx.paragraph_at(m.start())
                before = ctx.text[max(paragraph.start if paragraph else 0, m.start() - 6) : m.start()]
                if _SENTENCE_START.search(before):
                    continue
            right = m[1].lower() if settings.write == "small" else m[1].capitalize()
            yield Hit(spans=(m.span(1),), values={"word": m[1], "right": right}, fix=(Fix(*m.span(1), right),))
