"""Patterns of rule files, compiled once and refused if they could take more than linear time."""

import re
from functools import lru_cache
from re import Pattern
from typing import Any

from phaply.language import fold

# The parser of `re` lives under a private name since 3.11; its tree is what tells nested repeats.
import re._parser as sre  # type: ignore[import-not-found]  # isort: skip

__all__ = ["compile_pattern", "danger"]

MAX_LENGTH = 2000
_MANY = 16


@lru_cache(maxsize=4096)
def compile_pattern(pattern: str, *, case: bool = False) -> Pattern[str]:
    """The pattern, folded unless `case`: rules match folded text, where capitals and the place of tone marks do not count.

    Raises ValueError with a sentence in English if it is invalid or dangerous.
    """
    why = danger(pattern)
    if why:
        raise ValueError(why)
    return re.compile(pattern if case else _fold_pattern(pattern))


def danger(pattern: str) -> str | None:
    """Why a pattern is refused, None if it is fine."""
    if len(pattern) > MAX_LENGTH:
        return f"the pattern is longer than {MAX_LENGTH} characters"
    try:
        tree = sre.parse(pattern)
    except re.error as error:
        return f"invalid pattern: {error}"
    return _nested(tree, inside=False)


def _nested(tree: Any, *, inside: bool) -> str | None:
    for op, argument in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            low, high, sub = argument
            open_ended = int(high) > _MANY and int(high) != int(low)
            if inside and open_ended:
                return "catastrophic pattern: a repeat inside a repeat; bound the outer one by {0,16} or less"
            why = _nested(sub, inside=inside or open_ended)
        elif name == "SUBPATTERN":
            why = _nested(argument[3], inside=inside)
        elif name == "BRANCH":
            why = next((w for branch in argument[1] if (w := _nested(branch, inside=inside))), None)
        elif name in ("ASSERT", "ASSERT_NOT"):
            why = _nested(argument[1], inside=inside)
        elif name == "ATOMIC_GROUP":
            why = _nested(argument, inside=inside)
        elif name == "GROUPREF":
            why = None
        else:
            why = None
        if why:
            return why
    return None


def _fold_pattern(pattern: str) -> str:
    """Small letters, but escapes such as `\\S` and `\\W` keep their case."""
    parts = re.split(r"(\\.|\(\?P<\w+>)", pattern)
    return "".join(p if i % 2 else fold(p) for i, p in enumerate(parts))
