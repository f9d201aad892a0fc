"""A task while it is being read: where it stands, who is told, and which slots its labels filled."""

from typing import Literal

from phaply.language import Span
from phaply.parse.bodies import Body

__all__ = ["Draft", "Shape"]

Shape = Literal["labels", "table", "duty", "running"]


class Draft:
    """`start`–`end`: the task's own words; `slots`: label or column → the spans of its values."""

    __slots__ = (
        "actors_named",
        "begin",
        "end",
        "heading_leads",
        "heading_time",
        "leads",
        "path",
        "shape",
        "slots",
        "start",
        "supports",
    )

    def __init__(self, start: int, end: int, path: str, shape: Shape = "running") -> None:
        self.start = start
        self.end = end
        self.begin = start  # of the predicate, after a subject
        self.path = path
        self.shape: Shape = shape
        self.leads: tuple[Body, ...] = ()  # named in the sentence
        self.heading_leads: tuple[Body, ...] = ()  # named by the heading above
        self.heading_time: Span | None = None  # `Tháng 9/2025:` above the item
        self.supports: tuple[Body, ...] = ()
        self.slots: dict[str, tuple[Span, ...]] = {}
        self.actors_named = False

    def fill(self, values: dict[str, Span]) -> None:
        """Take the values of label lines for slots not yet filled; another line for who joins in adds to the first."""
        for slot, span in values.items():
            held = self.slots.get(slot)
            if held is None:
                self.slots[slot] = (span,)
            elif slot in ("lead", "support", "output") and span not in held:
                self.slots[slot] = (*held, span)
