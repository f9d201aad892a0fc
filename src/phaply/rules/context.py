"""Context: one plan with everything that a check may ask about it, each thing worked out once and only if asked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from phaply.acts.resolve import Resolution, resolve
from phaply.align.coverage import cover
from phaply.align.library import UpstreamRecord
from phaply.align.model import Coverage
from phaply.align.sources import Sources
from phaply.document import Block
from phaply.language import Span, fold, lower
from phaply.language.syllables import is_syllable
from phaply.parse.model import Citation, Level, Node, Plan
from phaply.rules.levels import DISTRICTS_END, level_of_unit, name_of, units_in
from phaply.rules.model import Stage

__all__ = ["Context", "Paragraph"]

_BASIS = re.compile(r"[-–+•* ]{0,4}(?:căn cứ|thực hiện|thi hành|triển khai thực hiện|xét|theo đề nghị|theo)(?!\w)")
_ENACTING = re.compile(r"ban hành|xây dựng kế hoạch|triển khai kế hoạch|quyết định|như sau|sau đây|các nội dung")
_LATEST_PREAMBLE = 60


_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_KEYBOARD = re.compile(r"[¬ˆÿŸ⁄§¥¤¦¨¯´¸]")
_DIGIT_INSIDE = re.compile(r"[0-9][a-zà-ỹ]{2}")
_LONGEST_HEADING = 200
_SAMPLE = 8_000


def _misread(text: str) -> bool:
    """Three signs of misreading or more in the first pages: letters of no Vietnamese syllable, marks that nobody types."""
    sample = text[:_SAMPLE]
    signs = 2 * len(_NO_KEYBOARD.findall(sample))
    signs += 2 * sum(sample[m.start() - 1 : m.start()].isalpha() for m in _DIGIT_INSIDE.finditer(sample))
    if signs < 3:
        odd: set[str] = set()
        for token in set(sample.split()) - _RIGHT:
            if wrong := _no_syllables(token):
                odd.update(wrong)
            elif len(_RIGHT) < _MOST_RIGHT and len(token) <= _LONGEST_RIGHT:
                _RIGHT.add(token)
        signs += len(odd)
    return signs >= 3


_RIGHT: set[str] = set()
"""Words with the marks around them that were looked at before and are right."""
_MOST_RIGHT, _LONGEST_RIGHT = 50_000, 24


def _no_syllables(token: str) -> list[str]:
    """The words of a token that are no Vietnamese syllables, those in capitals aside."""
    if token.isascii():
        return []
    words = (token,) if token.isalpha() else _WORD.findall(token)
    return [w for w in words if not w.isascii() and not is_syllable(w) and not w[1:].isupper() and not w.isupper()]


_UNTIMED = ("none", "external", "event")
_TYPED = ("docx", "doc", "rtf", "odt")
_NORMATIVE = ("HP", "BL", "L", "PL", "NĐ", "TT", "TTLT")
_PARTY = re.compile(r"^(?:ban chấp hành|đảng|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|chi bộ|ban thường vụ)")


class Paragraph(Struct, frozen=True):
    """A block with its folded words."""

    start: int
    end: int
    folded: str
    block: Block


def _days(date: str | None) -> tuple[str, str] | None:
    """The first and the last day that a date with blank parts can mean."""
    if not date or date.startswith("XX"):
        return None
    first = "-".join(p.replace("XX", "01") for p in date.split("-"))
    year, month, day = ([*date.split("-"), "XX", "XX"])[:3]
    last = f"{year}-{'12' if month == 'XX' else month}-{'31' if day == 'XX' else day}"
    return first, last


@lru_cache(maxsize=64)
def _part_of(record: UpstreamRecord, paths: tuple[str, ...]) -> UpstreamRecord:
    """What a law asks at some places, as a law of its own."""
    return replace(record, obligations=tuple(o for o in record.obligations if o.path in paths))


class Context:
    """A plan under check. `acts` and `coverage` are None where there is nothing to ask."""

    def __init__(
        self,
        plan: Plan,
        *,
        as_of: str | None = None,
        stage: Stage = "draft",
        sources: Sources | None = None,
        coverage: Sequence[Coverage] | None = None,
        acts: Any = None,
        lang: str = "vi",
    ) -> None:
        self.plan = plan
        self.header = plan.header
        self.document = plan.document
        self.text = plan.text
        self.stage = stage
        self.sources = sources or Sources()
        self.coverage = None if coverage is None else tuple(coverage)
        self.lang = lang
        self._as_of = as_of
        self.things: dict[str, tuple[Any, ...]] = {}
        """What rules look at one by one, by `each`: filled by `items`."""
        self.headings: dict[tuple[int, int], Any] = {}
        """The headings around the things under a node, by where it starts and its depth: filled by `items`."""
        self.told: dict[int, frozenset[str]] = {}
        """What tasks are about, by `id`: filled by `task_words`."""
        self.kept: dict[Any, Any] = {}
        """What else rules of one kind work out of the plan together, by a key of their own."""
        self._resolved: dict[int, Any] = {}
        self._headed: dict[tuple[int, re.Pattern[str]], bool] = {}
        self._acts = acts

    # --- time -----------------------------------------------------------------------------------------------------
    @cached_property
    def date_range(self) -> tuple[str, str] | None:
        """First and last day on which the plan can have been issued; equal if its date is complete, None if it has none.

        `--as-of` takes the place of the plan's own date.
        """
        return _days(self._as_of or self.header.date)

    @cached_property
    def issue_range(self) -> tuple[str, str] | None:
        """First and last day on which the plan can have been issued by what it prints itself; `--as-of` only where it prints none."""
        return _days(self.header.date) or self.date_range

    @property
    def as_of(self) -> str | None:
        """The day by which the plan is judged, None if unknown."""
        span = self.date_range
        return span[0] if span and span[0] == span[1] else None

    @property
    def districts(self) -> bool | None:
        """Whether the district level existed on the plan's day; None if that cannot be known."""
        span = self.date_range
        if span is None:
            return None
        return True if span[1] <= DISTRICTS_END else False if span[0] > DISTRICTS_END else None

    # --- known laws -----------------------------------------------------------------------------------------------
    @cached_property
    def acts(self) -> Any:
        """The registry of known acts; given as a value or as a function that loads it."""
        return self._acts() if callable(self._acts) else self._acts

    def act_of(self, citation: Citation) -> Resolution:
        """Which known act a citation means on the plan's day."""
        key = citation.start
        if key not in self._resolved:
            span = self.date_range
            self._resolved[key] = resolve(citation, self.acts, span[0] if span else None)
        found: Resolution = self._resolved[key]
        return found

    # --- views of the text ----------------------------------------------------------------------------------------
    @cached_property
    def folded(self) -> str:
        """The text folded, of equal length."""
        return fold(self.text)

    @cached_property
    def low(self) -> str:
        """The text in small letters, of equal length."""
        return lower(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The body's paragraphs that hold a word, in order."""
        return tuple(
            Paragraph(b.start, b.end, self.folded[b.start : b.end], b)
            for b in self.plan.document.blocks
            if b.end > b.start and b.area == "body"
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that holds an offset."""
        i = bisect_right(self._starts, offset) - 1
        return self.paragraphs[i] if i >= 0 and offset <= self.paragraphs[i].end else None

    def paragraphs_in(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """The paragraphs that begin inside a span."""
        i, j = bisect_right(self._starts, start - 1), bisect_right(self._starts, end - 1)
        return self.paragraphs[i:j]

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span[0] : span[1]]

    @cached_property
    def _timed_starts(self) -> tuple[list[int], list[int]]:
        binding = [d for d in self.plan.deadlines if d.type not in _UNTIMED]
        return sorted(d.start for d in binding), sorted(d.start for d in binding if d.latest)

    def timed(self, start: int, end: int, *, dated: bool = False) -> bool:
        """Whether a time that binds begins inside a span; `dated`: one with a last day."""
        starts = self._timed_starts[dated]
        i = bisect_left(starts, start)
        return i < len(starts) and starts[i] < end

    @cached_property
    def stretches(self) -> tuple[tuple[int, int, bool], ...]:
        """Tasks, with whether a time binds them, then the content's other paragraphs, with whether they hold one."""
        deadlines, tasks = self.plan.deadlines, self.plan.tasks
        timed = self.timed
        found = [
            (
                t.start,
                t.end,
                (t.deadline is not None and deadlines[t.deadline].type not in _UNTIMED) or timed(t.start, t.end),
            )
            for t in tasks
        ]
        covered: list[Span] = []
        for start, end in sorted((t.start, t.end) for t in tasks):
            if covered and start <= covered[-1][1]:
                covered[-1] = (covered[-1][0], max(end, covered[-1][1]))
            else:
                covered.append((start, end))
        ends = [end for _, end in covered]
        for p in self.paragraphs_in(self.body_start, self.body_end):
            i = bisect_right(ends, p.start)
            if i == len(covered) or covered[i][0] >= p.end:
                found.append((p.start, p.end, timed(p.start, p.end)))
        return tuple(found)

    # --- parts of the document ------------------------------------------------------------------------------------
    @cached_property
    def preamble(self) -> tuple[Paragraph, ...]:
        """The paragraphs between the title and the first item of the outline: bases and the enacting sentence."""
        spans = self.header.spans
        start = max((spans[k][1] for k in ("kind", "subject") if k in spans), default=0)
        end = min((n.start for n in self.plan.outline if n.start >= start), default=self.body_end)
        return self.paragraphs_in(start, end)[:_LATEST_PREAMBLE]

    @cached_property
    def basis_lines(self) -> tuple[Paragraph, ...]:
        """The lines that only name a basis (Căn cứ …; Thực hiện …), without a sentence that goes on to enact the plan."""
        found = []
        for p in self.preamble:
            if not _BASIS.match(p.folded):
                continue
            if p.folded.rstrip().endswith(":"):
                continue
            found.append(p)
        return tuple(found)

    @cached_property
    def enacting(self) -> Paragraph | None:
        """The sentence that enacts the plan (… ban hành Kế hoạch … như sau:)."""
        lines = [p for p in self.preamble if p.start not in self._basis_starts and _ENACTING.search(p.folded)]
        return lines[-1] if lines else None

    @cached_property
    def body_start(self) -> int:
        """Where the plan's own content begins: the first item of the outline, else after the preamble's bases."""
        if self.plan.outline:
            return self.plan.outline[0].start
        return self.basis_lines[-1].end if self.basis_lines else 0

    @cached_property
    def body_end(self) -> int:
        """Where the recipients or the signature begin, else the end of the text."""
        spans = [self.header.spans[k][0] for k in ("recipients",) if k in self.header.spans]
        signer = self.header.signer
        if signer and "block" in signer.spans:
            spans.append(signer.spans["block"][0])
        later = [s for s in spans if s > 0]
        return min(later, default=len(self.text))

    @cached_property
    def closing(self) -> Paragraph | None:
        """The last paragraph of the body, before recipients and signature."""
        i = bisect_right(self._starts, self.body_end - 1) - 1
        while i >= 0:
            p = self.paragraphs[i]
            if p.end <= self.body_end and p.block.cell is None:
                return p
            i -= 1
        return None

    @cached_property
    def cited(self) -> list[Span]:
        """The spans of other documents' names: citations with issuer and title, merged, in order."""
        spans = []
        for c in self.plan.citations:
            ends = [c.end, *(s[1] for s in (c.issuer_span, c.title_span) if s)]
            spans.append((c.start, max(ends)))
        # A basis line is about another document from its first word to its last.
        spans += [(p.start, p.end) for p in self.basis_lines]
        merged: list[Span] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    @cached_property
    def _titles(self) -> list[Span]:
        return sorted(c.title_span for c in self.plan.citations if c.title_span)

    def in_title(self, offset: int) -> bool:
        """Whether an offset lies in the title of a cited document: what is named there is part of that name."""
        i = bisect_right(self._titles, (offset, len(self.text) + 1)) - 1
        return i >= 0 and offset < self._titles[i][1]

    @cached_property
    def _basis_starts(self) -> frozenset[int]:
        return frozenset(p.start for p in self.basis_lines)

    def in_basis_line(self, offset: int) -> bool:
        """Whether an offset lies in a line that only names a basis."""
        p = self.paragraph_at(offset)
        return p is not None and p.start in self._basis_starts

    def is_cited(self, start: int, end: int) -> bool:
        """Whether a span lies in another document's name or title."""
        i = bisect_right(self.cited, (start, len(self.text) + 1)) - 1
        return i >= 0 and start < self.cited[i][1]

    @cached_property
    def recognised(self) -> bool:
        """Whether the text was recognised from a picture: the reader says so, or its letters do (no keyboard makes `ngàycŸO`)."""
        if self.document.format in _TYPED:
            return self.document.recognised
        return self.document.recognised or _misread(self.text)

    # --- outline --------------------------------------------------------------------------------------------------
    @cached_property
    def nodes(self) -> tuple[tuple[Node, tuple[Node, ...]], ...]:
        """Every node with those above it, in the order of the text."""
        found: list[tuple[Node, tuple[Node, ...]]] = []
        stack: list[tuple[Node, tuple[Node, ...]]] = [(n, ()) for n in reversed(self.plan.outline)]
        while stack:
            node, above = stack.pop()
            found.append((node, above))
            stack += [(child, (*above, node)) for child in reversed(node.children)]
        return tuple(found)

    @cached_property
    def _nodes_by_kind(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node, _ in self.nodes:
            found.setdefault(node.kind, []).append(node)
        return found

    def nodes_of(self, kinds: Sequence[str]) -> list[Node]:
        """The nodes of these kinds, in the order of the text."""
        found = [self._nodes_by_kind.get(kind, []) for kind in kinds]
        return found[0] if len(found) == 1 else sorted((n for nodes in found for n in nodes), key=lambda n: n.start)

    @cached_property
    def _node_starts(self) -> list[int]:
        return [n.start for n, _ in self.nodes]

    def lineage(self, offset: int) -> tuple[Node, ...]:
        """The nodes around an offset, from the top."""
        i = bisect_right(self._node_starts, offset) - 1
        if i < 0:
            return ()
        node, above = self.nodes[i]
        line = (*above, node)
        while line and line[-1].end < offset:
            line = line[:-1]
        return line

    def path_at(self, offset: int) -> str:
        """The path of the node around an offset, empty outside the outline."""
        line = self.lineage(offset)
        return line[-1].path if line else ""

    def is_under(self, offset: int, heading: re.Pattern[str]) -> bool:
        """Whether one of the headings above an offset, bullets aside, matches a pattern (folded)."""
        for node in self.lineage(offset):
            if node.kind in ("bullet", "row"):
                continue
            key = (node.start, heading)
            if key not in self._headed:
                stop = min(node.head_end, node.body_start + _LONGEST_HEADING)
                self._headed[key] = heading.search(self.folded, node.body_start, stop) is not None
            if self._headed[key]:
                return True
        return False

    # --- what it is about -----------------------------------------------------------------------------------------
    @cached_property
    def subject(self) -> str:
        """The subject (trích yếu), folded, white space as single spaces; empty if unknown."""
        return fold(" ".join((self.header.subject or "").split()))

    def duties_of(self, record: UpstreamRecord, paths: Sequence[str]) -> tuple[Coverage, ...]:
        """How the plan answers what a law asks at these places, as if the law were a plan above it."""
        return cover(self.plan, [_part_of(record, tuple(paths))])

    # --- who issues it --------------------------------------------------------------------------------------------
    @cached_property
    def issuer(self) -> str:
        """The issuer's name, folded; from the enacting sentence where the head of the page is lost."""
        if self.header.issuer:
            return fold(" ".join(self.header.issuer.split()))
        if self.enacting is not None:
            found = re.search(
                r"((?:ủy ban nhân dân|ubnd|hội đồng nhân dân|sở|phòng|ban|văn phòng)[^,;.:]{0,80}?) (?:xây dựng|ban hành|triển khai)",
                self.enacting.folded,
            )
            if found:
                return found[1]
        return ""

    @cached_property
    def committee(self) -> bool:
        """Whether a People's Committee issues the plan (UBND), a body that acts as a whole."""
        issuer = self.issuer
        if issuer:
            return issuer.startswith(("ủy ban nhân dân", "ubnd"))
        return (self.header.symbol or "").upper().endswith("-UBND")

    @cached_property
    def unit(self) -> tuple[str, str] | None:
        """The issuer's own unit, word and name folded: `phường`, `hòa an`. The name is empty where only its kind is known."""
        found = name_of(self.header.issuer or "")
        if found:
            return found
        word = next(
            (
                w
                for w in ("phường", "thị trấn", "đặc khu", "xã", "quận", "huyện")
                if w in self.issuer.split() or w in self.issuer
            ),
            None,
        )
        if word is None:
            return None
        named = [u.name for u in units_in(self.text) if u.word == word]
        place = fold(self.header.place or "").removeprefix(word).strip()
        if place and (place in named or not named):
            return word, place
        return word, max(set(named), key=named.count) if named else place

    @cached_property
    def level(self) -> Level | None:
        """The issuer's level."""
        if self.header.level:
            return self.header.level
        return level_of_unit(self.unit[0]) if self.unit else None

    @cached_property
    def normative(self) -> bool:
        """Whether it is a normative document: by its kind, or by the year inside its number."""
        return self.header.kind in _NORMATIVE or bool(re.search(r"/(?:19|20)\d\d/", self.header.number or ""))

    @cached_property
    def party(self) -> bool:
        """Whether a body of the Party issues it."""
        return bool(_PARTY.search(self.issuer)) or bool(
            re.search(r"\d-[^\W\d_]{2,4}/(?:TW|TU|HU|QU|TX?U|ĐU|BTV|BTG|BTC|BDV)", self.header.number or "")
        )

    # --- citations ------------------------------------------------------------------------------------------------
    @cached_property
    def bases(self) -> tuple[Citation, ...]:
        """The citations that the plan rests on: Căn cứ and Thực hiện."""
        return tuple(c for c in self.plan.citations if c.role in ("basis", "implements") and c.start < self.body_end)

    @cached_property
    def laid_out(self) -> bool:
        """Whether the format tells how anything is printed."""
        return any(b.runs or b.format is not None for b in self.document.blocks)

    @property
    def lossy(self) -> bool:
        """Whether the format or the reading may have lost the head or foot of the page, so that missing is not proven."""
        return self.recognised or self.document.format not in _TYPED
