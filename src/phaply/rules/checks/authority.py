"""`authority`: among its bases a document names the text that gives its issuer the power or the task (thẩm quyền, chức năng, nhiệm vụ)."""

from collections.abc import Iterator

from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule
from phaply.rules.patterns import compile_pattern


class Authority(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `authority`."""

    pattern: str
    """Words by which such a text is known, folded."""


@check("authority", Authority)
def run(rule: Rule, settings: Authority, ctx: Context) -> Iterator[Hit]:
    """One Hit if no line of the bases has these words. Silent where the plan has no block of bases."""
    lines = [p for p in ctx.basis_lines if p.folded.lstrip("-–• ").startswith("căn cứ")]
    if not lines:
        return
    pattern = compile_pattern(settings.pattern)
    if not any(pattern.search(p.folded) for p in ctx.basis_lines):
        yield Hit(spans=((lines[0].start, lines[0].end),))
