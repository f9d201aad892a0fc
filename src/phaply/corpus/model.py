"""What a corpus gives: entries, and an account of what was taken in, what was not, and why."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct, field

from phaply.document import Document

__all__ = ["Entry", "Facts", "Intake", "Trouble"]

TroubleKind = Literal["unreadable", "broken-row", "no-text", "repeated-id", "repeated-document"]


class Facts(Struct, frozen=True):
    """What a collection says of a document beside its text. None where it says nothing."""

    kind: str | None = None
    """Abbreviation: L, NĐ, TT, …"""
    number: str | None = None
    title: str | None = None
    issuer: str | None = None
    issued: str | None = None
    """ISO date."""
    effective: str | None = None
    """ISO date."""
    status: str | None = None
    """As the collection words it: `Còn hiệu lực`, `Hết hiệu lực toàn bộ`."""


class Entry(Struct, frozen=True):
    """One document of a corpus: `id` is unique in its file, `place` says where it stands (`vbpl.jsonl.gz:12`)."""

    id: str
    place: str
    document: Document
    facts: Facts = Facts()


class Trouble(Struct, frozen=True):
    """Something that was left out or met twice, and why."""

    kind: TroubleKind
    place: str
    vi: str
    en: str

    def sentence(self, lang: str = "vi") -> str:
        """One line for people: the place and what is wrong there."""
        return f"{self.place}: {self.en if lang == 'en' else self.vi}"


class Intake(Struct):
    """The account of a reading, filled while it goes on."""

    read: int = 0
    """Documents taken in."""
    known: int = 0
    """Documents passed over because the graph holds them already."""
    counts: dict[str, int] = field(default_factory=dict)
    """Kind of trouble → how often; all are counted, also those no longer named."""
    troubles: list[Trouble] = field(default_factory=list)
    named: int = 1000
    """So many troubles are named at most."""
    hear: Callable[[Trouble], None] | None = None
    """Told of every trouble that is named, when it happens."""

    def say(self, kind: TroubleKind, place: str, vi: str, en: str) -> None:
        """Count a trouble and, while there are not too many, name it."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if len(self.troubles) < self.named:
            trouble = Trouble(kind, place, vi, en)
            self.troubles.append(trouble)
            if self.hear is not None:
                self.hear(trouble)

    @property
    def left_out(self) -> int:
        """Rows and files that gave no document."""
        return sum(self.counts.values())
