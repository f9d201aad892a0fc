"""Citations of other documents (căn cứ, viện dẫn) with pinpoints, and the short forms that a text defines."""

import re
from collections.abc import Sequence

from phaply.language import Span, bare
from phaply.parse.citation_candidates import find_candidates
from phaply.parse.citation_details import add_date_after_title, add_details
from phaply.parse.citation_drafts import LAWS, Draft
from phaply.parse.citation_roles import assign_roles, invocations
from phaply.parse.model import Citation, Definition, Header, Node, Pinpoint, Relation, Role
from phaply.parse.pinpoints import pinpoints_before
from phaply.parse.reading import Reading
from phaply.parse.relations import relation_before, relation_passive
from phaply.parse.short_forms import Antecedent, Antecedents, Reference, find_definitions, find_references

__all__ = ["parse_citations", "parse_references"]

_CONNECT = re.compile(r"\s{0,3}(?:,|và|, và|;|hoặc)\s{0,3}(?:các\s)?$")
_ITS_TITLE = re.compile(
    r"[\s,]{0,3}(?:(?:về|v/v|ban hành|phê duyệt|quy định|hướng dẫn|công bố|kèm theo|chi tiết)(?![^\W_])[^.;]{0,240})?"
)
_WITH_YEAR = re.compile(r"[\d.]+[A-ZĐa-zđ]?[/-](?:19|20)\d\d/")
_NEXT_ACTOR = re.compile(r"(?:\.?,?\s?có hiệu lực[^;()]{0,80})?\s?(?:;|,|và|, và)\s{1,2}")
_AND = re.compile(r"\s{0,3}(?:,|và|, và|hoặc)\s{0,3}(?:các\s)?")


def parse_citations(
    reading: Reading, header: Header, outline: Sequence[Node]
) -> tuple[tuple[Citation, ...], tuple[Definition, ...]]:
    """Citations and definitions, each in the order of the text."""
    drafts, blocked = find_candidates(reading, header)
    return _finish(reading, header, drafts, blocked)


def parse_references(
    reading: Reading, citations: Sequence[Citation], definitions: Sequence[Definition]
) -> tuple[Reference, ...]:
    """Short forms that point back: `Luật này`, `Quyết định nêu trên`, `khoản 1 Điều này`, defined words."""
    known = [
        Antecedent(c.start, c.end, c.kind, c.number, i, bare(c.title or c.number or ""))
        for i, c in enumerate(citations)
        if c.number or c.title
    ]
    return find_references(reading.text, reading.folded, known, definitions)


def _finish(
    reading: Reading, header: Header, drafts: list[Draft], blocked: list[tuple[int, str]]
) -> tuple[tuple[Citation, ...], tuple[Definition, ...]]:
    text, folded = reading.text, reading.folded
    size = len(text)
    starts = [d.start for d in drafts] + [size]
    for i, draft in enumerate(drafts):
        draft.name_end = draft.end
        add_details(text, folded, draft, starts[i + 1])
    for i, draft in enumerate(drafts):
        if draft.date is None and draft.number is not None and draft.end == draft.name_end:
            add_date_after_title(folded, drafts, i)
    antecedents = [
        Antecedent(d.start, d.end, d.kind, d.number, i, bare(d.title or d.number or ""))
        for i, d in enumerate(drafts)
        if d.number is not None or d.title is not None
    ]
    known = sorted(
        [*antecedents, *(Antecedent(at, at + 1, kind, None, None) for at, kind in blocked)], key=lambda a: a.start
    )
    definitions = find_definitions(text, folded, antecedents)
    lookup = Antecedents(known, definitions)
    defined = {(d.citation, bare(d.short)) for d in definitions}
    for draft in drafts:
        if draft.serial is not None:
            full = lookup.number(draft.kind, draft.serial, draft.start)
            draft.number = full[0] if full else draft.serial
            if full:
                source = drafts[full[1]]
                draft.symbol, draft.index = source.symbol, full[1]
                word = bare(text[draft.start : draft.end])
                draft.resolved_by = "definition" if (full[1], word) in defined else "antecedent"
                if draft.year is None and draft.date is None and full[0].count("/") > 1:
                    draft.year = source.year
        elif draft.bare_word:
            meant = lookup.word(draft.kind, text[draft.start : draft.end], draft.start)
            if meant is not None:
                source = drafts[meant[0]]
                draft.number, draft.title, draft.index, draft.resolved_by = (
                    source.number,
                    source.title,
                    meant[0],
                    meant[1],
                )
                draft.kind, draft.symbol = source.kind, source.symbol
    citations = _assemble(reading, header, drafts)
    return citations, tuple(definitions)


def _assemble(reading: Reading, header: Header, drafts: list[Draft]) -> tuple[Citation, ...]:
    text, folded = reading.text, reading.folded
    spans: list[tuple[int, int, bool]] = []
    pins: list[tuple[Pinpoint, ...]] = []
    annexes: list[tuple[str, ...]] = []
    floor = 0
    for draft in drafts:
        phrase = pinpoints_before(folded, draft.start, floor)
        start = phrase.start if phrase and phrase.places else draft.start
        pins.append(phrase.places if phrase else ())
        annexes.append(phrase.annexes if phrase else ())
        spans.append((start, draft.end, draft.number is not None))
        floor = draft.end
    found = invocations(reading, header)
    roles = assign_roles(folded, found, spans)
    stated: list[tuple[Relation, ...]] = [() for _ in drafts]
    by: list[tuple[int, ...]] = [() for _ in drafts]
    on: list[int | None] = [None for _ in drafts]
    _relate(folded, drafts, spans, stated, by, on)
    citations = []
    for i, draft in enumerate(drafts):
        relations = stated[i]
        if roles[i] != "mention":
            # The line itself invokes it; nothing that stands before it in the line does.
            relations, by[i] = ("implements",) if roles[i] == "implements" else (), ()
        issuer = draft.issuer_span
        dated = draft.number is not None and draft.number.count("/") + draft.number.count("-") > 1
        act = draft.number if draft.number and _WITH_YEAR.match(draft.number) and dated else None
        citations.append(
            Citation(
                start=spans[i][0],
                end=draft.end,
                kind=draft.kind,
                number=draft.number,
                date=draft.date,
                year=draft.year,
                title=draft.title,
                issuer=" ".join(text[slice(*issuer)].split()) if issuer else None,
                pinpoint=pins[i],
                role=roles[i],
                relation=relations[0] if relations else None,
                act=act,
                resolved_by=draft.resolved_by or ("number" if act else None),
                name_start=draft.start,
                issuer_span=issuer,
                title_span=_own_title(draft.title_span, i, spans, roles, folded),
                relations=relations,
                relation_by=by[i],
                annexes=annexes[i],
                relation_on=on[i],
            )
        )
    return tuple(citations)


def _own_title(
    title: Span | None, i: int, spans: Sequence[tuple[int, int, bool]], roles: Sequence[Role], folded: str
) -> Span | None:
    """The summary without a document that the same line invokes after it ("… và Đề án số 08")."""
    j = i + 1
    while title is not None and j < len(spans) and spans[j][0] < title[1]:
        if roles[j] != "mention":
            joint = _CONNECT.search(folded, title[0], spans[j][0])
            return (title[0], joint.start()) if joint is not None and joint.start() - title[0] >= 8 else None
        j += 1
    return title


def _issuer_end(draft: Draft) -> int:
    return draft.issuer_span[1] if draft.issuer_span else draft.end


def _what_it_can_change(drafts: Sequence[Draft], i: int, actor: Draft) -> int:
    """The citation that "được sửa đổi bởi Nghị định …" speaks of: no decree changes a law, so behind
    "Nghị định A quy định chi tiết Luật B, được sửa đổi bởi Nghị định C" it is A.
    """
    if drafts[i].kind in LAWS and actor.kind not in LAWS and "QH" not in (actor.symbol or ""):
        for j in range(i - 1, max(-1, i - 4), -1):
            if drafts[j].kind == actor.kind:
                return j
    return i


def _relate(
    folded: str,
    drafts: Sequence[Draft],
    spans: Sequence[tuple[int, int, bool]],
    stated: list[tuple[Relation, ...]],
    by: list[tuple[int, ...]],
    on: list[int | None],
) -> None:
    """Fill in what is done to each document and by which."""
    for i, (start, end, _) in enumerate(spans):
        floor = spans[i - 1][1] if i else 0
        if not stated[i]:
            said = relation_before(folded, start, floor)
            if said is not None:
                stated[i] = said.relations
                if i and _ITS_TITLE.fullmatch(folded, _issuer_end(drafts[i - 1]), said.at):
                    by[i] = (i - 1,)
            elif (
                i and stated[i - 1] and on[i - 1] is None and _AND.fullmatch(folded, _issuer_end(drafts[i - 1]), start)
            ):
                # Coordination: "thay thế Quyết định số A và Quyết định số B".
                stated[i], by[i] = stated[i - 1], by[i - 1]
        following = spans[i + 1][0] if i + 1 < len(spans) else len(folded)
        passive = relation_passive(folded, end, following)
        if passive is None:
            continue
        relations, by_next = passive
        if by_next and i + 1 < len(drafts):
            actors = [i + 1]
            done = _what_it_can_change(drafts, i, drafts[i + 1])
            j = i + 2
            while j < len(drafts):
                gap = folded[spans[j - 1][1] : spans[j][0]]
                if not _NEXT_ACTOR.fullmatch(gap):
                    break
                actors.append(j)
                j += 1
            stated[done], by[done] = relations, tuple(actors)
            for a in actors:
                stated[a], on[a] = relations, done
        elif not stated[i] and "này" in folded[end : min(following, end + 200)]:
            # "… hết hiệu lực kể từ ngày Quyết định này có hiệu lực"; else nobody is said to do it.
            stated[i] = relations
