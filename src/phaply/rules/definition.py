"""Rule files as values: a rule, a pack, and what they may say. Strict: an unknown key or a wrong type is an error."""

from collections.abc import Callable
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from phaply.parse.model import Level
from phaply.rules.model import Basis, LevelName, Stage

__all__ = [
    "EVERYTHING",
    "Applies",
    "Each",
    "Example",
    "Examples",
    "Filter",
    "Frame",
    "Override",
    "Pack",
    "PackFile",
    "Replacement",
    "Rule",
    "RuleFile",
    "RuleHead",
    "Words",
]

Each = Literal[
    "document",
    "citation",
    "basis",
    "task",
    "deadline",
    "node",
    "recipient",
    "definition",
    "block",
    "basis_line",
]
"""What a rule looks at, one by one (`basis`: the citations that the plan rests on, Căn cứ and Thực hiện)."""

Filter = dict[str, str | int | bool | list[str | int | bool | None] | None]
"""Field → wanted value or values; a value that begins with `~` is a pattern over the folded text."""


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in both languages; English may be left out."""

    vi: str
    en: str | None = None

    def text(self, lang: str) -> str:
        """The sentence in `lang`, Vietnamese where English is missing."""
        return (self.en or self.vi) if lang == "en" else self.vi


class Applies(Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """Which documents a rule is about; what is left out does not limit."""

    kinds: tuple[str, ...] = ()
    issuer_levels: tuple[Level, ...] = ()
    issuers: tuple[str, ...] = ()
    """Words of which the issuer's name must hold one, folded: `ủy ban nhân dân`."""
    not_issuers: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """Words of which the subject (trích yếu) must hold one, folded: `dân chủ ở cơ sở`."""
    from_: str | None = None
    """First day (ISO) of the documents it is about."""
    to: str | None = None
    """Last day."""
    stage: Stage | None = None
    recognised: bool | None = None
    """False: not for texts recognised from pictures, whose letters and marks are not to be trusted."""
    formats: tuple[str, ...] = ()
    normative: bool | None = None
    """False: not for normative documents (văn bản quy phạm pháp luật), which follow other rules of form."""
    party: bool | None = None
    """False: not for documents of the Party, which follow rules of their own."""


EVERYTHING = Applies()
"""No limit at all."""


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A small made-up text. With `frame`, its slots are put into a frame of the pack, so that only what matters is written."""

    text: str | None = None
    frame: str | None = None
    slots: dict[str, str] = {}
    at: str | None = None
    """Words at which the finding must stand."""
    as_of: str | None = None
    stage: Stage = "draft"
    layout: dict[str, dict[str, Any]] | None = None
    """Overrides of a right layout, by component (`body: {size: 12}`, `page: {left: 20}`)."""
    outcome: Literal["fail", "review"] | None = None
    upstream: str | tuple[str, ...] | None = None
    """The plans above: names of frames, or a text."""
    upstream_slots: dict[str, str] = {}
    """What is other in those frames."""


class Examples(Struct, frozen=True, forbid_unknown_fields=True):
    """What the rule must catch and what it must leave alone."""

    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()


class RuleHead(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What decides in a rule file. `check` is read by the kind it names."""

    id: str
    version: int
    level: LevelName
    check: dict[str, Any]
    applies: Applies = EVERYTHING
    each: Each = "document"
    where: Filter = {}
    unless: Filter = {}
    outcome: Literal["fail", "review"] = "fail"
    """`review` where the rule can only point at something, never be sure."""
    when_unknown: Literal["review", "not-applicable"] = "not-applicable"
    stage_levels: dict[Stage, LevelName] = {}
    enabled: bool = True


class Replacement(Struct, frozen=True, forbid_unknown_fields=True):
    """What group 1 of `pattern` (over the folded text) holds becomes `to`, in which `{old}` stands for what was there."""

    pattern: str
    to: str


class RuleFile(RuleHead, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`rules/<pack>/<ID>.yaml`, as written: what decides, and what is said."""

    title: Words
    basis: Basis
    message: Words
    since: str
    suggest: Words | None = None
    fix: Literal["check"] | tuple[Replacement, ...] = ()
    """How a machine may mend it: as the check itself says, or by replacing inside the field that was looked at."""
    why: Words | None = None
    """What the rule looks at and why it matters, for its documentation page."""
    tags: tuple[str, ...] = ()
    examples: Examples = Examples()


class Override(Struct, frozen=True, forbid_unknown_fields=True):
    """What a pack or `phaply.yaml` changes of a rule it did not write."""

    level: LevelName | UnsetType = UNSET
    outcome: Literal["fail", "review"] | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class Frame(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole made-up document with slots `{name}`, so that an example says only what matters."""

    text: str
    slots: dict[str, str] = {}
    """What stands in a slot that an example leaves alone."""


class PackFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`pack.yaml`, as written."""

    id: str
    title: Words
    version: int = 1
    default: bool = False
    """True if `phaply check` uses it without being asked."""
    extends: tuple[str, ...] = ()
    """Packs, by id or by path beside this one, whose rules come first."""
    parameters: dict[str, Any] = {}
    """Values that rules name as `$name`; a pack that extends another may set them anew."""
    overrides: dict[str, Override] = {}
    applies: Applies = EVERYTHING
    """Which documents the whole pack is about; a rule may narrow it further."""
    frames: dict[str, "Frame"] = {}
    """Texts for examples."""
    source: str | None = None


class Rule(Struct, frozen=True, eq=False):
    """A rule ready to run: what decides, its check with its settings, and where it came from.

    A rule equals itself alone, so that what a check works out of it can be kept by it from plan to plan.
    """

    head: RuleHead
    check: Any
    """The settings, as the struct that its kind of check declares."""
    kind: str
    pack: str
    path: str
    level: LevelName
    outcome: Literal["fail", "review"]
    scope: Applies
    """What its pack is about."""
    enabled: bool
    source: Callable[[], RuleFile]
    """Reads the whole file: most plans never ask for most rules' words."""

    @property
    def id(self) -> str:
        """The rule's name, never reused."""
        return self.head.id

    @property
    def file(self) -> RuleFile:
        """The whole file, with its words and examples."""
        return self.source()


class Pack(Struct, frozen=True, eq=False):
    """A pack ready to run; `rules` holds those of the packs it extends too."""

    file: PackFile
    path: str
    rules: tuple[Rule, ...]
