"""The JSON of the contract: a Plan as `phaply/plan/1`, for other tools.

Spans count code points of `text`. Nothing that the contract names is ever missing: what is not there is null or an empty list.
"""

from typing import Any

import msgspec

from phaply.document import Document
from phaply.parse import Citation, Deadline, Header, Node, Party, Plan, Task

__all__ = ["PLAN_SCHEMA", "encode", "plan_to_json", "source_to_json"]

PLAN_SCHEMA = "phaply/plan/1"

Json = dict[str, Any]


def encode(value: Any) -> bytes:
    """UTF-8 JSON, one line, with its line end; the same value always gives the same bytes."""
    return msgspec.json.encode(value) + b"\n"


def plan_to_json(plan: Plan) -> Json:
    """The Plan as the contract's object, ready for `encode`."""
    return {
        "schema": PLAN_SCHEMA,
        "source": source_to_json(plan.document),
        "text": plan.text,
        "header": _header(plan.header),
        "outline": [_node(n) for n in plan.outline],
        "definitions": [
            {"start": d.start, "end": d.end, "short": d.short, "citation": d.citation, "long": d.long}
            for d in plan.definitions
        ],
        "citations": [_citation(c) for c in plan.citations],
        "tasks": [_task(t) for t in plan.tasks],
        "actors": [
            {"name": a.name, "level": a.level, "kind": a.kind, "collective": a.collective, "person": a.person}
            for a in plan.actors
        ],
        "deadlines": [_deadline(d) for d in plan.deadlines],
        "diagnostics": [
            {"code": d.code, "start": d.start, "end": d.end, "message": d.message} for d in plan.diagnostics
        ],
    }


def source_to_json(document: Document) -> Json:
    """Which file was read."""
    return {
        "name": document.name,
        "format": document.format,
        "sha256": document.sha256,
        "pages": document.pages,
    }


def _header(h: Header) -> Json:
    signer = h.signer
    return {
        "kind": h.kind,
        "number": h.number,
        "symbol": h.symbol,
        "issuer": h.issuer,
        "parent": h.parent,
        "place": h.place,
        "date": h.date,
        "subject": h.subject,
        "signer": signer and {"name": signer.name, "title": signer.title, "authority": signer.authority},
        "recipients": list(h.recipients),
        "level": h.level,
    }


def _node(n: Node) -> Json:
    return {
        "start": n.start,
        "end": n.end,
        "path": n.path,
        "label": n.label,
        "depth": n.depth,
        "kind": n.kind,
        "heading": n.heading,
        "children": [_node(c) for c in n.children],
    }


def _citation(c: Citation) -> Json:
    return {
        "start": c.start,
        "end": c.end,
        "kind": c.kind,
        "number": c.number,
        "date": c.date,
        "year": c.year,
        "title": c.title,
        "issuer": c.issuer,
        "pinpoint": [msgspec.to_builtins(p) for p in c.pinpoint] or None,
        "role": c.role,
        "relation": c.relation,
        "act": c.act,
        "resolved_by": c.resolved_by,
    }


def _party(p: Party) -> Json:
    return {"name": p.name, "start": p.start, "end": p.end, "actor": p.actor}


def _task(t: Task) -> Json:
    return {
        "start": t.start,
        "end": t.end,
        "path": t.path,
        "lead": [_party(p) for p in t.lead],
        "support": [_party(p) for p in t.support],
        "deadline": t.deadline,
        "output": t.output,
        "action": t.action,
        "object": t.object,
        "form": t.form,
        "funding": t.funding,
        "shape": t.shape,
    }


def _deadline(d: Deadline) -> Json:
    return {
        "start": d.start,
        "end": d.end,
        "type": d.type,
        "from": d.from_,
        "to": d.to,
        "recurrence": d.recurrence,
        "duration": d.duration,
        "working_days": d.working_days,
        "after": d.after,
        "tentative": d.tentative,
        "before": d.before,
    }
