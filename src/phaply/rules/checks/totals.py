"""`totals`: the row `Tổng cộng` of a table holds the sums of the rows above it."""

import re
from collections.abc import Iterator

from phaply.document import Block
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_NUMBER = re.compile(r"\d{1,3}(?:[.  ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")
_TOTAL = re.compile(r"(?:tổng(?: cộng| số| toàn bộ)?|cộng)(?!\w)")
_GROUP = re.compile(r"(?:[ivx]{1,4}|[a-h])[.)]?$")


class Totals(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `totals`."""

    least_rows: int = 2


@check("totals", Totals)
def run(rule: Rule, settings: Totals, ctx: Context) -> Iterator[Hit]:
    """A Hit for every sum that does not come out. Tables with groups of their own are left alone."""
    tables: dict[int, dict[int, dict[int, Block]]] = {}
    for b in ctx.document.blocks:
        if b.cell is not None and not b.cell.layout:
            tables.setdefault(b.cell.table, {}).setdefault(b.cell.row, {})[b.cell.column] = b
    for rows in tables.values():
        order = sorted(rows)
        totals = [r for r in order if any(_TOTAL.match(_words(rows[r][c], ctx)) for c in sorted(rows[r])[:2])]
        grouped = any(_GROUP.match(_words(rows[r][min(rows[r])], ctx)) for r in order)
        if len(totals) != 1 or grouped:
            continue
        last = totals[0]
        above = [r for r in order if r < last][1:] if last == order[-1] else []
        if len(above) < settings.least_rows:
            continue
        for column, cell in sorted(rows[last].items()):
            values = [_value(rows[r].get(column), ctx) for r in above]
            total = _value(cell, ctx)
            if column == 0 or total is None or any(v is None for v in values):
                continue
            found = sum(v for v in values if v is not None)
            if abs(found - total) > 0.005 * max(1.0, abs(total)):
                shown = {"total": f"{total:g}", "sum": f"{found:g}"}
                yield Hit(spans=((cell.start, cell.end),), values={k: v.replace(".", ",") for k, v in shown.items()})


def _words(block: Block, ctx: Context) -> str:
    return ctx.folded[block.start : min(block.end, block.start + 40)].strip()


def _value(block: Block | None, ctx: Context) -> float | None:
    """The number that a cell holds alone: `1.250.000`, `12,5`; None for anything else."""
    text = ctx.text[block.start : block.end].strip() if block is not None and block.end - block.start < 30 else ""
    if not _NUMBER.fullmatch(text):
        return None
    plain = re.sub(r"[  ]", "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    return float(plain.replace(",", "."))
