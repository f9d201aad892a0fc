"""`python:unit-count`: how many thôn, tổ dân phố a unit has is the same wherever the plan says it.

A number is the total where the text says so (`12 thôn của xã`, `12/12 thôn`, `toàn bộ 12 thôn`). Two totals contradict each other, and no
part is greater than the whole; a smaller number may be a part.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from phaply.language import Span
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_UNITS = r"thôn, tổ dân phố|tổ dân phố|khu phố|khu dân cư|thôn|ấp|khóm|buôn|xóm"
_COUNT = re.compile(
    rf"(?=[0-9])(?<![\w/.,-])(?P<n>\d{{1,3}})(?:/(?P<of>\d{{1,3}}))?[ \n](?:nhà văn hóa[ \n](?:các[ \n])?)?(?P<unit>{_UNITS})(?!\w)"
)
_TOTAL_AFTER = re.compile(
    r"[ \n](?:(?:của|trên địa bàn|thuộc|trong|ở)[ \n](?:toàn[ \n])?|toàn[ \n])(?:phường|xã|thị trấn|đặc khu)(?![ \n]{0,2}(?:lân cận|giáp ranh|khác))"
)
_TOTAL_BEFORE = re.compile(r"(?<!\w)(?:toàn bộ|tất cả|cả|đủ|khắp|hiện có|gồm có|tổng số|tổng cộng)[ \n]$")
_CHANGED = re.compile(r"sắp xếp|sáp nhập|hợp nhất|chia tách|giảm|tăng|trước đây|cũ|lân cận|giáp ranh|năm trước|còn lại")
_SENTENCE = re.compile(r"[.;\n]")


class UnitCount(Settings, frozen=True, forbid_unknown_fields=True):
    """No settings."""


class _Count(Struct, frozen=True):
    number: int
    total: bool
    span: Span


@check("python:unit-count", UnitCount)
def run(rule: Rule, settings: UnitCount, ctx: Context) -> Iterator[Hit]:
    """A Hit for every number that contradicts the total, at both."""
    found: dict[str, list[_Count]] = {}
    for unit, count in _counts(ctx):
        found.setdefault(unit, []).append(count)
    for counts in found.values():
        whole = next((c for c in counts if c.total), None)
        if whole is None:
            continue
        told: set[int] = set()
        for c in counts:
            wrong = c.number > whole.number or (c.total and c.number != whole.number)
            if wrong and c.number not in told:
                told.add(c.number)
                values = {"count": ctx.text[slice(*c.span)], "whole": ctx.text[slice(*whole.span)]}
                yield Hit(spans=(c.span, whole.span), values={k: " ".join(v.split()) for k, v in values.items()})


def _counts(ctx: Context) -> Iterator[tuple[str, _Count]]:
    start = ctx.preamble[0].start if ctx.preamble else ctx.body_start
    for m in _COUNT.finditer(ctx.folded, start, ctx.body_end):
        if ctx.is_cited(m.start(), m.end()) or _CHANGED.search(_sentence(m.start(), m.end(), ctx)):
            continue
        before = ctx.folded[max(0, m.start() - 16) : m.start()]
        total = _TOTAL_AFTER.match(ctx.folded, m.end()) is not None or _TOTAL_BEFORE.search(before) is not None
        number = int(m["of"] or m["n"])
        yield m["unit"], _Count(number, total or m["of"] is not None, m.span())


def _sentence(start: int, end: int, ctx: Context) -> str:
    first = max(0, start - 200)
    for m in _SENTENCE.finditer(ctx.folded, first, start):
        first = m.end()
    stop = _SENTENCE.search(ctx.folded, end, end + 120)
    return ctx.folded[first : stop.start() if stop else end + 120]
