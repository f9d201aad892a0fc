"""What a Doc keeps of its Plan: JSON in `doc.user_data["phaply"]`, so that it goes wherever the Doc goes."""

import hashlib
from functools import lru_cache

import msgspec
from msgspec import Struct
from spacy.tokens import Doc

from phaply.document import Diagnostic, Document
from phaply.errors import UsageError
from phaply.parse import Actor, Citation, Deadline, Definition, Header, Node, Plan, Task, parse
from phaply.readers.text import read_text

__all__ = ["KEY", "Stored", "plan_of", "store", "stored_in"]

KEY = "phaply"
_SCHEMA = "phaply/doc/1"


class Stored(Struct, frozen=True):
    """A Plan without its Document, which is made again of the Doc's text when it is asked for."""

    schema: str
    header: Header
    outline: tuple[Node, ...]
    definitions: tuple[Definition, ...]
    citations: tuple[Citation, ...]
    tasks: tuple[Task, ...]
    actors: tuple[Actor, ...]
    deadlines: tuple[Deadline, ...]
    diagnostics: tuple[Diagnostic, ...]


def store(doc: Doc) -> Plan:
    """The Plan of a Doc; parsed and kept in the Doc if it is not there yet."""
    known = plan_of(doc)
    if known is not None:
        return known
    text = doc.text
    plan = parse(_document(text, _name(doc)))
    kept = Stored(
        _SCHEMA,
        plan.header,
        plan.outline,
        plan.definitions,
        plan.citations,
        plan.tasks,
        plan.actors,
        plan.deadlines,
        plan.diagnostics,
    )
    doc.user_data[KEY] = msgspec.json.encode(kept).decode("utf-8")
    return plan


def stored_in(doc: Doc) -> Stored | None:
    """What a Doc keeps, None if no component of phaply has seen it."""
    data = doc.user_data.get(KEY)
    return None if data is None else _decoded(data)


def plan_of(doc: Doc) -> Plan | None:
    """The Plan of a Doc, None if no component of phaply has seen it. Its offsets count `plan.text`, not `doc.text`."""
    data = doc.user_data.get(KEY)
    return None if data is None else _plan(data, doc.text, _name(doc))


def _name(doc: Doc) -> str:
    return str(doc.user_data.get("title") or "-")


def _document(text: str, name: str) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return read_text(text, name=name, sha256=digest)


@lru_cache(maxsize=8)
def _decoded(data: str) -> Stored:
    try:
        kept = msgspec.json.decode(data, type=Stored)
    except msgspec.MsgspecError:
        kept = None
    if kept is None or kept.schema != _SCHEMA:
        raise UsageError(
            "Doc này do một bản phaply khác tạo ra; hãy xóa doc.user_data['phaply'] rồi chạy lại pipeline.",
            "This Doc was made by another version of phaply; delete doc.user_data['phaply'] and run the pipeline again.",
        )
    return kept


@lru_cache(maxsize=8)
def _plan(data: str, text: str, name: str) -> Plan:
    kept = _decoded(data)
    return Plan(
        document=_document(text, name),
        header=kept.header,
        outline=kept.outline,
        definitions=kept.definitions,
        citations=kept.citations,
        tasks=kept.tasks,
        actors=kept.actors,
        deadlines=kept.deadlines,
        diagnostics=kept.diagnostics,
    )
