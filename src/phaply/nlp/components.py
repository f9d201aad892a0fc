"""The components: `phaply` marks all that a plan holds, its parts mark one kind of thing each.

The first of them in a pipeline parses the text, the others use what it kept. Spans are those of the core, brought back to `doc.text`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc, Span

from phaply.errors import UsageError
from phaply.nlp.stored import plan_of, store, stored_in
from phaply.parse import Plan

__all__ = ["PARTS", "Annotator", "make_actors", "make_citations", "make_deadlines", "make_phaply", "make_tasks"]

Alignment = Literal["strict", "contract", "expand"]
Mark = tuple[int, int, int, str]
"""Start and end in the plan's text, index in the plan's tuple, key for `span.kb_id_`."""


def _citations(plan: Plan) -> Iterator[Mark]:
    for i, c in enumerate(plan.citations):
        yield c.start, c.end, i, c.act or ""


def _tasks(plan: Plan) -> Iterator[Mark]:
    for i, t in enumerate(plan.tasks):
        yield t.start, t.end, i, ""


def _deadlines(plan: Plan) -> Iterator[Mark]:
    for i, d in enumerate(plan.deadlines):
        yield d.start, d.end, i, ""


def _actors(plan: Plan) -> Iterator[Mark]:
    found = [(start, end, i, a.name) for i, a in enumerate(plan.actors) for start, end in a.mentions]
    yield from sorted(found)


PARTS: dict[str, tuple[str, Callable[[Plan], Iterator[Mark]]]] = {
    "citations": ("citation", _citations),
    "tasks": ("task", _tasks),
    "deadlines": ("deadline", _deadlines),
    "actors": ("actor", _actors),
}
"""Part → the name of one of its things, and where they stand. The name in capitals is the label of its spans."""
_KEYS = {part: part for part in PARTS}
_ALIGNMENTS = ("strict", "contract", "expand")


class Annotator:
    """Marks parts of a plan in `doc.spans`.

    `keys`: part → key of `doc.spans`; a part that is not there is not marked. `alignment_mode`: what happens where a span of the
    core ends inside a token (as in `Doc.char_span`). Raises UsageError for a part or mode that does not exist.
    """

    def __init__(self, keys: Mapping[str, str], alignment_mode: Alignment = "expand") -> None:
        for part in keys:
            if part not in PARTS:
                known = ", ".join(PARTS)
                raise UsageError(
                    f"Không có phần “{part}”; có: {known}.", f"There is no part {part!r}; there are: {known}."
                )
        if alignment_mode not in _ALIGNMENTS:
            known = ", ".join(_ALIGNMENTS)
            raise UsageError(
                f"alignment_mode “{alignment_mode}” phải là một trong: {known}.",
                f"alignment_mode {alignment_mode!r} must be one of: {known}.",
            )
        self.keys = dict(keys)
        self.alignment_mode = alignment_mode
        add_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, marked."""
        plan = store(doc)
        sources = plan.document.raw_spans
        for part, key in self.keys.items():
            name, marks = PARTS[part]
            label = name.upper()
            spans = []
            for start, end, index, reference in marks(plan):
                places = sources(start, end)
                if not places:
                    continue
                first, last = min(a for a, _ in places), max(b for _, b in places)
                if first >= last:
                    continue
                span = doc.char_span(
                    first,
                    last,
                    label=label,
                    kb_id=reference,
                    span_id=f"{name}-{index}",
                    alignment_mode=self.alignment_mode,
                )
                if span is not None:
                    spans.append(span)
            doc.spans[key] = spans
        return doc


def add_extensions() -> None:
    """Put `doc._.plan`, `span._.citation`, `span._.task`, `span._.deadline` and `span._.actor` in place; those of others stay."""
    if not Doc.has_extension("plan"):
        Doc.set_extension("plan", getter=plan_of)
    for part, (name, _) in PARTS.items():
        if not Span.has_extension(name):
            Span.set_extension(name, getter=_getter(part, name))


def _getter(part: str, name: str) -> Callable[[Span], Any]:
    def thing(span: Span) -> Any:
        kind, _, index = span.id_.rpartition("-")
        if kind != name or not index.isdecimal():
            return None
        kept = stored_in(span.doc)
        things = getattr(kept, part) if kept is not None else ()
        return things[int(index)] if int(index) < len(things) else None

    return thing


@Language.factory(
    "phaply",
    assigns=["doc.spans", "doc._.plan"],
    default_config={"parts": list(PARTS), "spans_keys": _KEYS, "alignment_mode": "expand"},
)
def make_phaply(
    nlp: Language, name: str, parts: list[str], spans_keys: dict[str, str], alignment_mode: Alignment
) -> Annotator:
    """Citations, tasks, deadlines and actors together, or those of them that `parts` names."""
    # spaCy fills the keys up with the defaults, so they cannot say which parts are wanted.
    return Annotator(
        {part: spans_keys.get(part, part) for part in (*parts, *(spans_keys.keys() - PARTS))}, alignment_mode
    )


@Language.factory(
    "phaply_citations",
    assigns=["doc.spans", "span._.citation"],
    default_config={"spans_key": "citations", "alignment_mode": "expand"},
)
def make_citations(nlp: Language, name: str, spans_key: str, alignment_mode: Alignment) -> Annotator:
    """Citations of other documents (viện dẫn)."""
    return Annotator({"citations": spans_key}, alignment_mode)


@Language.factory(
    "phaply_tasks",
    assigns=["doc.spans", "span._.task"],
    default_config={"spans_key": "tasks", "alignment_mode": "expand"},
)
def make_tasks(nlp: Language, name: str, spans_key: str, alignment_mode: Alignment) -> Annotator:
    """Tasks (nhiệm vụ)."""
    return Annotator({"tasks": spans_key}, alignment_mode)


@Language.factory(
    "phaply_deadlines",
    assigns=["doc.spans", "span._.deadline"],
    default_config={"spans_key": "deadlines", "alignment_mode": "expand"},
)
def make_deadlines(nlp: Language, name: str, spans_key: str, alignment_mode: Alignment) -> Annotator:
    """Deadlines (thời hạn)."""
    return Annotator({"deadlines": spans_key}, alignment_mode)


@Language.factory(
    "phaply_actors",
    assigns=["doc.spans", "span._.actor"],
    default_config={"spans_key": "actors", "alignment_mode": "expand"},
)
def make_actors(nlp: Language, name: str, spans_key: str, alignment_mode: Alignment) -> Annotator:
    """Bodies and posts (cơ quan, đơn vị, chức danh)."""
    return Annotator({"actors": spans_key}, alignment_mode)


COLORS = {"CITATION": "#9ecbff", "TASK": "#d7e8c4", "DEADLINE": "#ffd8a8", "ACTOR": "#e0ccff"}
"""For displaCy, by entry point."""
