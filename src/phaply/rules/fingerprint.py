"""Fingerprints of findings: the same defect keeps its fingerprint when the plan is renumbered or moved.

Made of the rule, the words found, the words of the item around them and those of its headings, all folded and without labels.
"""

from hashlib import sha256

from phaply.language import words
from phaply.rules.context import Context

__all__ = ["fingerprint"]

_LONGEST = 2000


def fingerprint(rule: str, start: int | None, end: int | None, ctx: Context) -> str:
    """Sixteen hexadecimal digits."""
    parts = [rule]
    if start is not None and end is not None:
        line = ctx.lineage(start)
        parts.append(" ".join(words(ctx.text[start : min(end, start + _LONGEST)])))
        if line:
            node = line[-1]
            parts.append(" ".join(words(ctx.text[node.body_start : min(node.head_end, node.body_start + _LONGEST)])))
            parts += [" ".join(words(n.heading[:_LONGEST])) for n in line[:-1]]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
