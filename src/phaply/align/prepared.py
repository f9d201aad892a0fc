"""What is worked out of a document above, kept from plan to plan: one stands over thousands below."""

from collections.abc import Callable
from typing import Generic, TypeVar

from phaply.parse.model import Plan

__all__ = ["Prepared"]

T = TypeVar("T")
_MOST = 16
"""Documents above that are kept at a time."""


class Prepared(Generic[T]):
    """A function of a Plan that remembers its last results, by the Plan itself and not by what it holds."""

    def __init__(self, make: Callable[[Plan], T]) -> None:
        self._make = make
        self._kept: dict[int, tuple[Plan, T]] = {}

    def __call__(self, plan: Plan) -> T:
        """The result for a plan, made when first asked for."""
        kept = self._kept.get(id(plan))
        if kept is None or kept[0] is not plan:
            while len(self._kept) >= _MOST:
                self._kept.pop(next(iter(self._kept)), None)
            kept = self._kept[id(plan)] = plan, self._make(plan)
        return kept[1]
