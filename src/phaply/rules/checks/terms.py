"""`terms`: short forms that the text defines (sau đây gọi tắt là …): used before, never used, or used without any definition."""

import re
from collections.abc import Iterator
from typing import Literal

from phaply.parse.lexicon import UPPER
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule


class Terms(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `terms`."""

    find: Literal["late", "unused", "undefined"]
    words: tuple[str, ...] = ()
    """For `undefined`: kinds of document that stand alone as a short form (Luật, Nghị định)."""


@check("terms", Terms)
def run(rule: Rule, settings: Terms, ctx: Context) -> Iterator[Hit]:
    """Hits by what is to be found."""
    if settings.find == "undefined":
        yield from _undefined(settings, ctx)
        return
    for d in ctx.plan.definitions:
        short = d.short.strip()
        if len(short) < 2:
            continue
        uses = [span for span in _uses(short, ctx.text) if not d.start <= span[0] < d.end]
        if settings.find == "unused":
            if not any(s > d.end for s, _ in uses):
                yield Hit(spans=((d.start, d.end),), values={"short": short})
            continue
        early = next(
            (
                span
                for span in uses
                if ctx.preamble and ctx.preamble[0].start <= span[0] < d.start and not ctx.is_cited(*span)
            ),
            None,
        )
        if early is not None and not _in_own_long_form(early, d.long_span):
            yield Hit(spans=(early, (d.start, d.end)), values={"short": short})


_GOES_ON = re.compile(rf"\w| [{UPPER}]| số \d")


def _uses(short: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the short form stands as it was defined; followed by a capital it begins a longer name."""
    at = text.find(short)
    while at >= 0:
        end = at + len(short)
        if not (at and (text[at - 1].isalnum() or text[at - 1] == "_")) and not _GOES_ON.match(text, end):
            yield at, end
        at = text.find(short, end)


def _in_own_long_form(span: tuple[int, int], long: tuple[int, int] | None) -> bool:
    return long is not None and long[0] <= span[0] < long[1]


_OF_ANOTHER = ("dự án ", "dự thảo ", "một số ", "các ", "bộ ", "đạo ", "những ", "ngành ", "theo ", "tên ")
"""Before these the word names a kind of document, no document."""


def _undefined(settings: Terms, ctx: Context) -> Iterator[Hit]:
    shorts = {d.short.strip().split()[0] for d in ctx.plan.definitions if d.short.strip()}
    for word in settings.words:
        if word in shorts:
            continue
        pattern = re.compile(rf"(?<![\w“\"]){word}(?= (?:và|trên|tại|được|đến|có|cho)(?!\w)|[,.;\n])")
        for m in pattern.finditer(ctx.text, ctx.body_start, ctx.body_end):
            p = ctx.paragraph_at(m.start())
            near = p is not None and any(
                p.start <= c.start < m.start() and c.kind in ("L", "BL", "PL") for c in ctx.plan.citations
            )
            before = ctx.folded[max(0, m.start() - 9) : m.start()]
            if before.endswith(_OF_ANOTHER) or not before[-1:].isspace():
                continue
            if not near and not ctx.is_cited(*m.span()):
                yield Hit(spans=(m.span(),), values={"short": word})
                break
