"""Placing (vị trí): where in the plan a duty that is missing should stand."""

import re

from phaply.align.concepts import bag_of
from phaply.align.model import Coverage
from phaply.align.similarity import Rarity, answer
from phaply.language import Span, fold
from phaply.parse.model import Node, Plan

__all__ = ["section_for"]

_LEAST = 0.3
_EXECUTION = re.compile(r"(?<!\w)(?:tổ chức thực hiện|phân công thực hiện|trách nhiệm)(?!\w)")
_REPORTS = re.compile(r"(?:báo cáo|tổng hợp|phân công|cân đối|bố trí kinh phí|theo dõi|đôn đốc)(?!\w)")
"""Duties that plans put under TỔ CHỨC THỰC HIỆN."""


def section_for(plan: Plan, c: Coverage) -> Span | None:
    """The head of the section whose heading is nearest to the duty, else of the section with the most tasks; None without outline."""
    nodes: list[tuple[Node, tuple[int, int]]] = []
    stack = list(reversed(plan.outline))
    while stack:
        node = stack.pop()
        count = sum(node.start <= t.start < node.end for t in plan.tasks)
        if count:
            nodes.append((node, (count, -node.depth)))
        stack += reversed(node.children)
    if not nodes:
        return None
    wanted = bag_of(c.quote)
    headed = [(n, bag_of(n.heading[:200])) for n, _ in nodes if n.depth > 1]
    rarity = Rarity((b for _, b in headed), bag_of(plan.header.subject or ""))
    best, score = None, 0.0
    for node, bag in headed:
        if not bag.tokens:
            continue
        found = min(answer(bag, wanted, rarity), 2 * answer(wanted, bag, rarity))
        if found > score:
            best, score = node, found
    if best is None or score < _LEAST:
        execution = _REPORTS.match(fold(c.quote)) is not None
        fitting = [
            p for p in nodes if (_EXECUTION.search(fold(p[0].heading)) is not None) == execution and p[0].depth == 1
        ]
        best = max(fitting or nodes, key=lambda pair: pair[1])[0]
    return best.start, best.head_end
