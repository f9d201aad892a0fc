"""What the page asks its working processes, and what they answer."""

from typing import Literal

from msgspec import Struct

__all__ = [
    "FORMS",
    "Answer",
    "Ask",
    "Catalogue",
    "Choices",
    "Form",
    "PackEntry",
    "RuleEntry",
    "Source",
    "Stage",
    "Tally",
]

# The page must answer at once after its start, so what this module needs of the rules is said again here, not imported.
Stage = Literal["draft", "issued"]
Tally = tuple[int, int, int, int]
"""Errors, warnings, notes, things to review."""
Form = Literal["view", "html", "docx", "fixed", "xlsx", "json"]
FORMS: dict[str, tuple[str, str]] = {
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "fixed": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("html", "text/html; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("json", "application/json"),
}
"""What can be taken home → ending of its name, type."""


class Source(Struct, frozen=True):
    """A file as it was sent: its name, for people only, and its bytes."""

    name: str
    data: bytes


class Choices(Struct, frozen=True):
    """How to check."""

    packs: tuple[str, ...] = ()
    """Ids of shipped packs; none: those that are used without being asked for."""
    off: tuple[str, ...] = ()
    """Ids of rules that are switched off."""
    as_of: str | None = None
    stage: Stage = "draft"


class Ask(Struct, frozen=True):
    """One draft to check against the plans above, and the shape of the answer."""

    draft: Source
    above: tuple[Source, ...]
    choices: Choices
    form: Form
    lang: str
    today: str


class Answer(Struct, frozen=True):
    """For `view`: the body of the report as HTML, already escaped, and its style; else the file in `data`."""

    data: bytes
    style: str = ""
    title: str = ""
    tally: Tally = (0, 0, 0, 0)


class RuleEntry(Struct, frozen=True):
    """A rule to switch on and off."""

    id: str
    vi: str
    en: str


class PackEntry(Struct, frozen=True):
    """A pack with its rules; `default` if it is used without being asked for."""

    id: str
    vi: str
    en: str
    default: bool
    rules: tuple[RuleEntry, ...]


Catalogue = tuple[PackEntry, ...]
