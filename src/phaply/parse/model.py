"""Plan: what phaply understood of a document. Frozen, built once.

Spans are code points of `Document.text`, half open. Field names are those of the JSON contract; dates are ISO strings
(`2023-06-30`), with `XX` for a part left blank and `--12-15` for a day of every year.
"""

from typing import Literal

from msgspec import Struct, field

from phaply.document import Diagnostic, Document
from phaply.language import Span

__all__ = [
    "Actor",
    "Citation",
    "Deadline",
    "DeadlineType",
    "Definition",
    "Header",
    "Level",
    "Node",
    "Party",
    "Pinpoint",
    "Plan",
    "Recipient",
    "Relation",
    "Role",
    "Signer",
    "Task",
]

Level = Literal["central", "province", "district", "commune", "residential"]
"""Level of government (cấp): central, tỉnh, huyện (until 30/6/2025), xã; `residential` for thôn, tổ dân phố, which are no level but get work."""
Role = Literal["basis", "implements", "mention"]
Relation = Literal["amends", "supplements", "repeals", "replaces", "guides", "implements"]
DeadlineType = Literal["by", "within", "from", "recurring", "continuous", "duration", "event", "external", "none"]
NodeKind = Literal[
    "part",
    "chapter",
    "section",
    "subsection",
    "article",
    "roman",
    "number",
    "letter",
    "bullet",
    "table",
    "row",
    "annex",
]


class Signer(Struct, frozen=True, omit_defaults=False):
    """Who signs (người ký): name, title, and the line of authority (TM., KT., TL., TUQ., Q.) as printed."""

    name: str | None = None
    title: str | None = None
    authority: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    """Where `name`, `title`, `authority` and `block` (the whole signature) stand."""


class Recipient(Struct, frozen=True):
    """One line under Nơi nhận, without its dash and end mark."""

    start: int
    end: int
    text: str


class Header(Struct, frozen=True):
    """What the document says of itself (thể thức). None for what it leaves blank or does not carry."""

    kind: str | None = None
    """Abbreviation by Nghị định 30/2020/NĐ-CP, Phụ lục III: KH, QĐ, …"""
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    parent: str | None = None
    place: str | None = None
    date: str | None = None
    subject: str | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    level: Level | None = None
    """Level of the issuer."""
    spans: dict[str, Span] = field(default_factory=dict)
    """Where each field stands, also a blank one: `number` is the span of `Số:      /KH-UBND`; `motto`, `nation`, `recipients`."""
    recipient_items: tuple[Recipient, ...] = ()
    co_signers: tuple[Signer, ...] = ()
    """The other signers of a joint document."""


class Node(Struct, frozen=True):
    """A node of the outline (bố cục): `start` at its label, `end` after its last descendant."""

    start: int
    end: int
    path: str
    """Labels from the top joined by dots, bullets as `-`: `II.1.a`, `III.2.-`; table rows `bang1.3`."""
    label: str
    """As printed: `II.`, `a)`, `-`, `Điều 5.`"""
    depth: int
    """From 1."""
    kind: NodeKind
    heading: str
    """The first paragraph's text without the label."""
    head_end: int
    """Where that first paragraph ends."""
    body_start: int
    """Where the text after the label begins."""
    children: tuple["Node", ...] = ()


class Pinpoint(Struct, frozen=True, omit_defaults=True):
    """A place inside a document (điểm, khoản, Điều, and above). Missing levels are left out."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None
    section: str | None = None
    chapter: str | None = None
    part: str | None = None
    annex: str | None = None


class Citation(Struct, frozen=True):
    """A mention of another document (viện dẫn, căn cứ)."""

    start: int
    end: int
    kind: str
    number: str | None = None
    date: str | None = None
    year: int | None = None
    title: str | None = None
    issuer: str | None = None
    pinpoint: tuple[Pinpoint, ...] = ()
    role: Role = "mention"
    relation: Relation | None = None
    """What the text says is done to this document, or, with `relation_on`, what this document does to another."""
    act: str | None = None
    """Key of the known act it resolves to (see `acts`)."""
    resolved_by: str | None = None
    """`number`, `name`, `definition`, `antecedent`, …; None if unresolved."""
    name_start: int | None = None
    """Where the document's own name begins, after the pinpoints."""
    issuer_span: Span | None = None
    title_span: Span | None = None
    relations: tuple[Relation, ...] = ()
    """All that the text states (sửa đổi, bổ sung, bãi bỏ at once); `relation` is the first."""
    relation_by: tuple[int, ...] = ()
    """Indices of the citations that do it (B in "A được sửa đổi bởi B"); empty: this document itself."""
    annexes: tuple[str, ...] = ()
    """Annexes of it that the text names before it (`Phụ lục II Nghị định …`); no pinpoints, and not in the span."""
    relation_on: int | None = None
    """Index of the citation it is done to; then this citation is the one that does it."""


class Definition(Struct, frozen=True):
    """A short form that the text defines (sau đây gọi tắt là …): `start`–`end` is the short form itself."""

    start: int
    end: int
    short: str
    citation: int | None = None
    """Index of the citation it stands for, if it is one."""
    long: str | None = None
    long_span: Span | None = None


class Party(Struct, frozen=True):
    """A body named as leading or supporting a task: the name as printed, and which actor it is."""

    name: str
    start: int
    end: int
    actor: int


class Task(Struct, frozen=True):
    """The smallest item that tells somebody to do something (nhiệm vụ). `start`–`end`: its own words without label and label lines."""

    start: int
    end: int
    path: str
    lead: tuple[Party, ...] = ()
    """Who leads (chủ trì); also who is simply told to do it."""
    support: tuple[Party, ...] = ()
    deadline: int | None = None
    """Index into `Plan.deadlines` of the time that binds it."""
    output: str | None = None
    """The printed product (sản phẩm)."""
    action: str | None = None
    """The governing verb phrase: `tổ chức`, `ban hành`, `rà soát`."""
    object: str | None = None
    form: str | None = None
    """Hình thức."""
    funding: str | None = None
    """Kinh phí."""
    shape: Literal["labels", "table", "duty", "running"] = "running"
    """How it is written: with label lines, as a table row, under an agency's heading, in running text."""
    lead_labelled: bool = False
    """True if a label or column for the lead is there, even if left empty."""
    deadline_span: Span | None = None
    """The whole time slot (`Thời gian: …`), also where no deadline could be read in it."""
    output_span: Span | None = None
    slots: dict[str, Span] = field(default_factory=dict)
    """Every label line or cell: `lead`, `support`, `time`, `output`, `form`, `funding` → span of its value (empty if blank)."""


class Actor(Struct, frozen=True):
    """A body, post or group (cơ quan, đơn vị, chức danh) under its canonical name."""

    name: str
    level: Level | None = None
    kind: str | None = None
    """`committee`, `council`, `department`, `office`, `front`, `union`, `police`, `military`, `official`, `group`, `party`, `court`, …"""
    collective: bool = False
    """True for `UBND các phường`, `các phòng, ban, ngành`."""
    person: bool = False
    """True for posts and titles (Chủ tịch UBND …), apart from bodies."""
    mentions: tuple[Span, ...] = ()


class Deadline(Struct, frozen=True, rename={"from_": "from"}):
    """When something is to be done, by when, or how often (thời hạn)."""

    start: int
    end: int
    type: DeadlineType
    from_: str | None = None
    to: str | None = None
    recurrence: str | None = None
    """ISO 8601 duration: P1Y, P6M, P3M, P1M, P1W, P1D."""
    duration: str | None = None
    """ISO 8601 duration: P5D, PT24H."""
    working_days: bool = False
    after: str | None = None
    """The event it hangs on, as printed."""
    tentative: bool = False
    before: bool = False
    """True if the duration counts back from its event (05 ngày trước ngày …)."""

    @property
    def earliest(self) -> str | None:
        """First day on which it can be done, None if unknown."""
        return self.from_

    @property
    def latest(self) -> str | None:
        """Last day on which it can be done, None if unknown or open."""
        return self.to


class Plan(Struct, frozen=True):
    """A document understood. Index fields (`deadline`, `actor`, `citation`) point into the tuples here."""

    document: Document
    header: Header
    outline: tuple[Node, ...] = ()
    definitions: tuple[Definition, ...] = ()
    citations: tuple[Citation, ...] = ()
    tasks: tuple[Task, ...] = ()
    actors: tuple[Actor, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def text(self) -> str:
        """The one text that all spans point into."""
        return self.document.text

    def _repr_html_(self) -> str:
        """For notebooks."""
        from phaply.parse.card import plan_card

        return plan_card(self)
