"""What an audit is asked, what travels between its processes, and what it tells about its way."""

from msgspec import Struct

from phaply.rules.model import Stage

__all__ = ["Answer", "FailureKind", "Job", "Limits", "Orders", "Place", "Tally", "Task"]

FailureKind = str
"""`unreadable`, `folder`, `changed`, `time`, `memory`, `crash`, `internal` (docs/audit.md)."""


class Place(Struct, frozen=True):
    """Where one plan is to be read."""

    file: str
    """Its name in all results: the root's name, then the path below it, with `/`. The same wherever the root lies."""
    path: bytes
    """The file, or the zip file that holds it, as `os.fsencode` gives it: not every name is text."""
    member: int | None = None
    """Number of the entry inside the zip file."""


class Limits(Struct, frozen=True):
    """What one file may cost before it is given up, so that no file stops the night's work."""

    seconds: float = 60.0
    memory: int = 2_000_000_000
    """Bytes beyond what the worker holds before it opens the file."""


class Orders(Struct, frozen=True):
    """How every plan of an audit is checked; part of the recipe that decides what is done already."""

    packs: tuple[str, ...] | None = None
    against: tuple[str, ...] = ()
    as_of: str | None = None
    stage: Stage = "issued"
    config: str | None = None
    lang: str = "vi"
    today: str = ""
    """The day (ISO) by which suppressions run out."""
    ocr: bool = False
    """Whether pictures and scans are recognised."""
    limits: Limits = Limits()


class Task(Struct, frozen=True, array_like=True):
    """One file of a job. `known`: sha256 of the content for which a result is there already."""

    place: Place
    known: str | None = None


class Job(Struct, frozen=True):
    """The files of one shard."""

    shard: str
    tasks: tuple[Task, ...]


class Tally(Struct, frozen=True, array_like=True):
    """What one or many results count up to."""

    files: int = 0
    kept: int = 0
    """Of these, how many were done before and are unchanged."""
    failures: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    reviews: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.files + other.files,
            self.kept + other.kept,
            self.failures + other.failures,
            self.errors + other.errors,
            self.warnings + other.warnings,
            self.notes + other.notes,
            self.reviews + other.reviews,
        )


class Answer(Struct, frozen=True, array_like=True):
    """What came of one file."""

    sha256: str | None
    tally: Tally
    line: bytes | None = None
    """Its line of the shard; None if the known result still holds."""
