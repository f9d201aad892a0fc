"""Obligations of the plan above, and how a plan covers them."""

from typing import Literal

from msgspec import Struct

from phaply.parse.model import Deadline, Level

__all__ = ["Cover", "Coverage", "CoverageStatus", "Lack", "Obligation", "Unread"]

CoverageStatus = Literal["covered", "partly", "missing", "review", "not-addressed"]
Lack = Literal["part", "place", "audience", "number", "frequency", "occasion", "receiver", "recipient"]
"""A clause, a place, the people, a number, how often, a round or a period; `receiver`: nobody above gets it; `recipient`: Nơi nhận of the plan itself."""


class Obligation(Struct, frozen=True):
    """What an upstream document asks of somebody: a task of an upstream plan, or a row of `corpora/upstream/`."""

    source: str
    """Name of the upstream file or data set."""
    path: str
    quote: str
    """Its words, as the upstream prints them."""
    start: int | None = None
    end: int | None = None
    addressees: tuple[str, ...] = ()
    """Bodies that must do it, as printed."""
    levels: tuple[Level, ...] = ()
    """Levels that must do it."""
    support_levels: tuple[Level, ...] = ()
    deadline: Deadline | None = None
    output: str | None = None
    verified: bool = True
    """False for data whose source was not seen word for word: findings that rest on it are at most `review`."""


class Cover(Struct, frozen=True):
    """A task that answers an obligation."""

    path: str
    quote: str
    score: float
    task: int | None = None
    """Index into `Plan.tasks`; None where the plan as a whole is the answer."""
    start: int | None = None
    end: int | None = None
    """Where its words stand in the plan."""
    deadline: Deadline | None = None
    """The time that binds these words."""


class Coverage(Struct, frozen=True):
    """How a plan answers one obligation (see CONTRACT: `coverage`)."""

    source: str
    path: str
    quote: str
    addressed: bool
    status: CoverageStatus
    by: tuple[Cover, ...] = ()
    late: bool = False
    wrong_owner: bool = False
    why: str = ""
    start: int | None = None
    end: int | None = None
    obligation: Obligation | None = None
    lack: Lack | None = None
    """What of the duty is left out, if it is partly covered."""
    lacking: str = ""
    """The same in words."""
    duty: int | None = None
    """A number that the same duty has in every document that asks for it; None for what is not addressed."""
    review: str = ""
    """Why a gap is not sure enough to be called one; empty where it is."""


class Unread(Struct, frozen=True):
    """An upstream document that was named and could not be read; nothing that rests on it may pass."""

    name: str
    reason: str
