"""A plan as Akoma Ntoso 3.0 (OASIS LegalDocML): every word of the text once, in its place, with what was understood of it.

`doc` with preface (phần đầu), preamble (căn cứ), mainBody (nội dung), conclusions (chữ ký, nơi nhận), attachments (phụ lục).
Citations become `ref`, bodies `organization`, posts `role`, days that bind `date`. Viet Nam has no naming convention for Akoma Ntoso
of its own: addresses follow the general one (`/akn/vn/doc/ke-hoach/2023-05-12/129-kh-ubnd`).
"""

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree
from msgspec import Struct

from phaply.acts.keys import KINDS
from phaply.document import Block
from phaply.language import bare
from phaply.parse import Citation, Node, Pinpoint, Plan

__all__ = ["NAMESPACE", "plan_to_akn"]

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ELEMENTS = {
    "part": "part",
    "chapter": "chapter",
    "section": "section",
    "subsection": "subsection",
    "article": "article",
    "roman": "section",
    "number": "paragraph",
    "letter": "point",
    "bullet": "indent",
}
"""Kind of an outline node → element; tables and annexes are apart."""
_SHORT = {
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "subsection": "subsec",
    "article": "art",
    "paragraph": "para",
    "clause": "clause",
    "point": "point",
    "indent": "indent",
    "hcontainer": "hcontainer",
    "table": "table",
    "attachment": "att",
}
"""Element → its abbreviation in `eId` (Akoma Ntoso Naming Convention 1.0, 5.1)."""
_PINPOINT = (
    ("part", "part"),
    ("chapter", "chp"),
    ("section", "sec"),
    ("article", "art"),
    ("clause", "clause"),
    ("point", "point"),
)
_ACTS = ("HP", "BL", "L", "PL", "NQ", "NĐ", "QĐ", "TT", "TTLT", "CT")
_UNKNOWN_DAY = "0001-01-01"
_NAMES = {short: name for name, short in reversed(KINDS.items())}


class _Mark(Struct, frozen=True, order=True):
    """An inline element around a stretch of the text; the smaller `rank` wins where two overlap."""

    start: int
    end: int
    rank: int
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


def plan_to_akn(plan: Plan) -> bytes:
    """The plan as an Akoma Ntoso document in UTF-8."""
    # The namespace is the root's default: every element below inherits it in the file.
    root = etree.Element("akomaNtoso", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    _Writer(plan).document(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


class _Writer:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._text = plan.text
        self._blocks = [b for b in plan.document.blocks if b.end > b.start]
        self._ids: Counter[str] = Counter()
        self._bodies = {actor.name: f"org_{i}" for i, actor in enumerate(plan.actors, 1)}
        self._marks = _chosen(self._all_marks())
        self._next_block = 0
        self._next_mark = 0
        header = plan.header
        self._kind = _slug(_NAMES.get(header.kind or "", header.kind or "van ban"))
        self._number = _slug(
            header.number or header.symbol or header.subject or plan.document.sha256[:12] or "khong so"
        )
        self._day, self._day_name = _day(header.date)

    def document(self, root: "etree._Element") -> None:
        """Fill the root."""
        plan, end = self._plan, len(self._text)
        doc = etree.SubElement(root, "doc", name=self._kind, contains="originalVersion")
        self._meta(doc, "!main")
        annexes = [n for n in plan.outline if n.kind == "annex"]
        body = [n for n in plan.outline if n.kind != "annex"]
        first_annex = annexes[0].start if annexes else end
        trailing = [n for n in body if n.start >= first_annex]
        body = [n for n in body if n.start < first_annex]
        begin = min([body[0].start] if body else [first_annex])
        close = min(self._closing(), first_annex)
        close = max(close, body[-1].end if body else begin)
        begin = begin if body else self._opening(close)
        bases = [c.start for c in plan.citations if c.role == "basis" and c.start < begin]
        middle = self._paragraph_start(min(bases)) if bases else begin
        self._plain(doc, "preface", 0, middle)
        self._plain(doc, "preamble", middle, begin)
        main = etree.SubElement(doc, "mainBody")
        self._flow(main, begin, close, body)
        if len(main) == 0:
            etree.SubElement(main, "p")
        self._plain(doc, "conclusions", close, first_annex)
        if annexes:
            self._annexes(doc, annexes, trailing, end)

    def _annexes(self, doc: "etree._Element", annexes: Sequence[Node], others: Sequence[Node], end: int) -> None:
        attachments = etree.SubElement(doc, "attachments")
        for i, annex in enumerate(annexes):
            to = annexes[i + 1].start if i + 1 < len(annexes) else end
            attachment = etree.SubElement(attachments, "attachment", eId=self._id("", "attachment", str(i + 1)))
            inner = etree.SubElement(attachment, "doc", name="phu-luc", contains="originalVersion")
            self._meta(inner, f"!phu-luc_{i + 1}")
            main = etree.SubElement(inner, "mainBody")
            below = [n for n in others if annex.start <= n.start < to]
            self._flow(main, annex.start, to, sorted([*annex.children, *below], key=lambda n: n.start))
            if len(main) == 0:
                etree.SubElement(main, "p")

    def _opening(self, close: int) -> int:
        """Where the body of a document without outline begins: after its bases, else after its title."""
        spans = self._plan.header.spans
        after = [c.end for c in self._plan.citations if c.role == "basis"]
        after += [spans[name][1] for name in ("subject", "date", "number") if name in spans]
        at = max((e for e in after if e <= close), default=0)
        return next((b.start for b in self._blocks if b.start >= at), close) if at else 0

    def _closing(self) -> int:
        """Where recipients or signature begin."""
        header = self._plan.header
        starts = [header.spans["recipients"][0]] if "recipients" in header.spans else []
        for signer in (header.signer, *header.co_signers):
            if signer is not None and "block" in signer.spans:
                starts.append(signer.spans["block"][0])
        return min((self._paragraph_start(s) for s in starts), default=len(self._text))

    def _paragraph_start(self, at: int) -> int:
        return max((b.start for b in self._blocks if b.start <= at), default=at)

    def _meta(self, doc: "etree._Element", component: str) -> None:
        header = self._plan.header
        meta = etree.SubElement(doc, "meta")
        identification = etree.SubElement(meta, "identification", source="#phaply")
        kind = "act" if header.kind in _ACTS else "doc"
        work = f"/akn/vn/{kind}/{self._kind}/{self._day}/{self._number}"
        for name, address in (("Work", work), ("Expression", f"{work}/vie@"), ("Manifestation", f"{work}/vie@.xml")):
            level = etree.SubElement(identification, f"FRBR{name}")
            this = f"{address.removesuffix('.xml')}/{component}" + (".xml" if address.endswith(".xml") else "")
            etree.SubElement(level, "FRBRthis", value=this)
            etree.SubElement(level, "FRBRuri", value=address)
            etree.SubElement(level, "FRBRdate", date=self._day, name=self._day_name)
            author = "#phaply" if name == "Manifestation" else "#issuer"
            etree.SubElement(level, "FRBRauthor", {"href": author, "as": "#author"})
            if name == "Work":
                etree.SubElement(level, "FRBRcountry", value="vn")
                if header.number:
                    etree.SubElement(level, "FRBRnumber", value=_clean(header.number))
                if header.subject:
                    etree.SubElement(level, "FRBRname", value=_clean(header.subject))
            elif name == "Expression":
                etree.SubElement(level, "FRBRlanguage", language="vie")
            else:
                etree.SubElement(level, "FRBRformat", value="application/akn+xml")
        references = etree.SubElement(meta, "references", source="#phaply")
        mark = "" if component == "!main" else component.removeprefix("!")
        known = [("TLCOrganization", "phaply", "phaply", "phaply")]
        issuer = header.issuer or "không rõ"
        known.append(("TLCOrganization", "issuer", _slug(issuer), issuer))
        known.append(("TLCRole", "author", "author", "Author"))
        for actor in self._plan.actors if not mark else ():
            sort = "TLCRole" if actor.person else "TLCOrganization"
            known.append((sort, self._bodies[actor.name], _slug(actor.name), actor.name))
        for sort, name, slug, shown in known:
            ontology = sort.removeprefix("TLC").lower()
            etree.SubElement(
                references,
                sort,
                eId=f"{mark}__{name}" if mark else name,
                href=f"/akn/ontology/{ontology}/vn/{slug}",
                showAs=_clean(shown),
            )

    # The text itself, from the first word to the last: `_next_block` and `_next_mark` only ever go forward.

    def _plain(self, doc: "etree._Element", tag: str, start: int, end: int) -> None:
        found = list(self._between(start, end))
        if found:
            self._blocks_into(etree.SubElement(doc, tag), found, start, end, tag)

    def _between(self, start: int, end: int) -> Iterator[Block]:
        """The blocks that have text in a stretch, those begun before it with their rest."""
        while self._next_block < len(self._blocks) and self._blocks[self._next_block].end <= start:
            self._next_block += 1
        i = self._next_block
        while i < len(self._blocks) and self._blocks[i].start < end:
            block = self._blocks[i]
            if self._text[max(start, block.start) : min(end, block.end)].strip():
                yield block
            i += 1

    def _blocks_into(
        self, parent: "etree._Element", blocks: Sequence[Block], start: int, end: int, prefix: str
    ) -> None:
        """Paragraphs, and tables where blocks are cells of one."""
        table: etree._Element | None = None
        row: etree._Element | None = None
        cell: etree._Element | None = None
        place: tuple[int, int, int] | None = None
        for block in blocks:
            a, b = max(start, block.start), min(end, block.end)
            if block.cell is None or block.cell.layout:
                table, place = None, None
                self._inline(etree.SubElement(parent, "p"), a, b)
                continue
            at = (block.cell.table, block.cell.row, block.cell.column)
            if table is None or place is None or place[0] != at[0]:
                table = etree.SubElement(parent, "table", eId=self._id(prefix, "table", str(block.cell.table + 1)))
                row = None
            if row is None or place is None or place[:2] != at[:2]:
                row = etree.SubElement(table, "tr")
                cell = None
            if cell is None or place != at:
                cell = etree.SubElement(row, "th" if block.cell.header else "td")
                for name, span in (("rowspan", block.cell.row_span), ("colspan", block.cell.column_span)):
                    if span > 1:
                        cell.set(name, str(span))
            place = at
            self._inline(etree.SubElement(cell, "p"), a, b)

    def _flow(self, parent: "etree._Element", start: int, end: int, nodes: Sequence[Node]) -> None:
        """Outline nodes with the paragraphs between them."""
        at = start
        for node in nodes:
            if node.start >= end:
                break
            self._loose(parent, at, node.start)
            self._node(parent, node, min(node.end, end), "", inside_article=False)
            at = max(at, min(node.end, end))
        self._loose(parent, at, end)

    def _loose(self, parent: "etree._Element", start: int, end: int) -> None:
        found = list(self._between(start, end))
        if found:
            self._blocks_into(parent, found, start, end, "")

    def _node(self, parent: "etree._Element", node: Node, end: int, prefix: str, *, inside_article: bool) -> None:
        tag = _ELEMENTS.get(node.kind, "hcontainer")
        if tag == "paragraph" and inside_article:
            tag = "clause"
        eid = self._id(prefix, tag, node.path.rpartition(".")[2])
        element = etree.SubElement(parent, tag, eId=eid)
        if tag == "hcontainer":
            element.set("name", node.kind)
        if node.label.strip() and node.body_start > node.start:
            self._inline(etree.SubElement(element, "num"), node.start, node.body_start)
        children = [c for c in node.children if c.kind != "row" and c.start < end]
        begin = max(node.start, node.body_start)
        if not children:
            content = etree.SubElement(element, "content", eId=f"{eid}__content")
            self._blocks_into(content, list(self._between(begin, end)), begin, end, eid)
            return
        first = children[0].start
        head = min(node.head_end, first)
        if self._text[begin:head].strip():
            self._inline(etree.SubElement(element, "heading"), begin, head)
            begin = head
        between = list(self._between(begin, first))
        if between:
            intro = etree.SubElement(element, "intro", eId=f"{eid}__intro")
            self._blocks_into(intro, between, begin, first, eid)
        at = first
        for i, child in enumerate(children):
            if self._text[at : child.start].strip():
                self._inline(etree.SubElement(element, "crossHeading", eId=f"{eid}__cross_{i}"), at, child.start)
            stop = min(child.end, end)
            self._node(element, child, stop, eid, inside_article=inside_article or tag == "article")
            at = max(at, stop)
        rest = list(self._between(at, end))
        if rest:
            wrap = etree.SubElement(element, "wrapUp", eId=f"{eid}__wrapup")
            self._blocks_into(wrap, rest, at, end, eid)

    def _id(self, prefix: str, tag: str, label: str) -> str:
        name = f"{_SHORT.get(tag, tag)}_{_label(label)}"
        eid = f"{prefix}__{name}" if prefix else name
        self._ids[eid] += 1
        return eid if self._ids[eid] == 1 else f"{eid}-{self._ids[eid]}"

    def _inline(self, element: "etree._Element", start: int, end: int) -> None:
        """The words of a stretch, trimmed, with the marks in it."""
        words = self._text[start:end]
        start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        while self._next_mark < len(self._marks) and self._marks[self._next_mark].end <= start:
            self._next_mark += 1
        at, last = start, None
        i = self._next_mark
        while i < len(self._marks) and self._marks[i].start < end:
            mark = self._marks[i]
            a, b = max(start, mark.start), min(end, mark.end)
            _append(element, last, self._text[at:a])
            last = etree.SubElement(element, mark.tag, dict(mark.attributes))
            last.text = _clean(self._text[a:b])
            at, i = b, i + 1
        _append(element, last, self._text[at:end])

    def _all_marks(self) -> Iterator[_Mark]:
        plan = self._plan
        for citation in plan.citations:
            yield _Mark(citation.start, citation.end, 1, "ref", (("href", _address(citation)),))
        spans = plan.header.spans
        day = plan.header.date or ""
        for name, tag in (
            ("number", "docNumber"),
            ("subject", "docTitle"),
            ("issuer", "docProponent"),
            ("kind", "docType"),
        ):
            if name in spans:
                yield _Mark(*spans[name], 0, tag)
        if "date" in spans and re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            yield _Mark(*spans["date"], 0, "docDate", (("date", day),))
        for deadline in plan.deadlines:
            if deadline.to and deadline.type == "by" and re.fullmatch(r"\d{4}-\d\d-\d\d", deadline.to):
                yield _Mark(deadline.start, deadline.end, 2, "date", (("date", deadline.to),))
        for actor in plan.actors:
            tag = "role" if actor.person else "organization"
            for start, end in actor.mentions:
                yield _Mark(start, end, 3, tag, (("refersTo", f"#{self._bodies[actor.name]}"),))


def _chosen(marks: Iterator[_Mark]) -> list[_Mark]:
    """Marks in order that do not overlap, the more telling first."""
    kept: list[_Mark] = []
    taken: list[tuple[int, int]] = []
    by_rank = sorted(marks, key=lambda m: (m.rank, m.start, -m.end))
    for mark in by_rank:
        if mark.end <= mark.start:
            continue
        i = bisect_left(taken, (mark.start, mark.end))
        before, after = taken[i - 1 : i] if i else [], taken[i : i + 1]
        if (before and before[0][1] > mark.start) or (after and after[0][0] < mark.end):
            continue
        insort(taken, (mark.start, mark.end))
        kept.append(mark)
    return sorted(kept, key=lambda m: m.start)


def _address(citation: Citation) -> str:
    """The address of a cited document, with its first place in it."""
    kind = "act" if citation.kind in _ACTS else "doc"
    day = citation.date if citation.date and "X" not in citation.date else str(citation.year or "")
    inner = re.search(r"/((?:19|20)\d\d)/", citation.number or "")
    day = day or (inner[1] if inner else "")
    name = _slug(citation.number or citation.title or "khong-ro")
    subtype = _slug(_NAMES.get(citation.kind, citation.kind))
    address = "/".join(("", "akn", "vn", kind, subtype, *([day] if day else []), name))
    place = _place(citation.pinpoint[0]) if citation.pinpoint else ""
    return f"{address}/!main~{place}" if place else address


def _place(pin: Pinpoint) -> str:
    parts = [f"{short}_{_label(value)}" for field, short in _PINPOINT if (value := getattr(pin, field))]
    return "__".join(parts)


def _day(date: str | None) -> tuple[str, str]:
    """An ISO day as the schema wants it, and what sort of day it is."""
    if date and re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return date, "issued"
    if date and re.fullmatch(r"\d{4}-(?:\d\d|XX)-XX", date):
        return date.replace("XX", "01"), "approximate"
    return _UNKNOWN_DAY, "unknown"


def _slug(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", bare(words)))[:120] or "x"


def _label(label: str) -> str:
    return "".join(re.findall(r"[^\W_]+", label.lower())) or "-"


def _append(element: "etree._Element", last: "etree._Element | None", words: str) -> None:
    if not words:
        return
    if last is None:
        element.text = (element.text or "") + _clean(words)
    else:
        last.tail = (last.tail or "") + _clean(words)


def _clean(words: str) -> str:
    return _NOT_XML.sub("\ufffd", words)
