"""`symbol`: the document's symbol fits its kind: `KẾ HOẠCH` carries `KH-…` (Phụ lục III)."""

import re
from collections.abc import Iterator

from phaply.language import bare
from phaply.rules.checks import Hit, Settings, check, not_applicable
from phaply.rules.context import Context
from phaply.rules.definition import Rule


class Symbol(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `symbol`."""

    abbreviations: tuple[str, ...]
    """All abbreviations of kinds, as Phụ lục III prints them."""


@check("symbol", Symbol)
def run(rule: Rule, settings: Symbol, ctx: Context) -> Iterator[Hit]:
    """A Hit if the symbol begins with another kind's abbreviation."""
    header = ctx.header
    if not header.symbol or not header.kind:
        missing = "ký hiệu hoặc tên loại" if ctx.lang != "en" else "symbol or kind"
        yield not_applicable(f"Không có {missing}." if ctx.lang != "en" else f"There is no {missing}.")
        return
    if header.kind not in settings.abbreviations or "number" not in header.spans:
        return
    # A normative document has its year first: 12/2023/QĐ-UBND.
    first = re.split(r"[-/]", re.sub(r"^\d{4}/", "", header.symbol))[0].strip()
    if first == header.kind:
        return
    values = {"symbol": header.symbol, "kind": header.kind, "found": first}
    if bare(first) == bare(header.kind) or first in settings.abbreviations:
        yield Hit(spans=(header.spans["number"],), values=values)
    else:
        yield Hit(spans=(header.spans["number"],), outcome="review", values=values)
