"""Remembering what was worked out of a short text: names and phrases come again and again, in one plan and in thousands."""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import TypeVar, TypeVarTuple, cast

__all__ = ["remembered"]

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def remembered(longest: int, entries: int = 8192) -> Callable[[Callable[[str, *Ts], T]], Callable[[str, *Ts], T]]:
    """`lru_cache` for functions whose first argument is a text; one longer than `longest` code points is not kept.

    So a hostile text cannot fill the memory. The other arguments must be hashable, and the result must not be changed.
    """

    def decorate(work: Callable[[str, *Ts], T]) -> Callable[[str, *Ts], T]:
        kept = cast(Callable[[str, *Ts], T], lru_cache(entries)(work))

        def call(text: str, *args: *Ts) -> T:
            return kept(text, *args) if len(text) <= longest else work(text, *args)

        return update_wrapper(call, work)

    return decorate
