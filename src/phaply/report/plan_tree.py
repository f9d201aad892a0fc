"""What was read of a plan, as a tree for people: header, outline with its tasks, citations, deadlines."""

from collections.abc import Iterator

from phaply.parse import Deadline, Node, Plan, Task

__all__ = ["plan_tree"]

_TITLES = {
    "vi": {
        "kind": "Loại",
        "number": "Số",
        "issuer": "Cơ quan ban hành",
        "place": "Địa danh",
        "date": "Ngày",
        "subject": "Trích yếu",
        "signer": "Người ký",
        "outline": "Bố cục",
        "citations": "Viện dẫn",
        "deadlines": "Thời hạn",
        "diagnostics": "Lưu ý khi đọc",
        "lead": "chủ trì",
        "support": "phối hợp",
        "deadline": "thời hạn",
        "output": "sản phẩm",
    },
    "en": {
        "kind": "Kind",
        "number": "Number",
        "issuer": "Issuer",
        "place": "Place",
        "date": "Date",
        "subject": "Subject",
        "signer": "Signer",
        "outline": "Outline",
        "citations": "Citations",
        "deadlines": "Deadlines",
        "diagnostics": "Notes on the reading",
        "lead": "lead",
        "support": "support",
        "deadline": "deadline",
        "output": "output",
    },
}
_WIDTH = 100


def plan_tree(plan: Plan, lang: str = "vi") -> str:
    """Lines of text, ending with a line end; `lang` is `vi` or `en`."""
    return "\n".join(_lines(plan, _TITLES[lang])) + "\n"


def _lines(plan: Plan, t: dict[str, str]) -> Iterator[str]:
    h = plan.header
    yield plan.document.name
    for name in ("kind", "number", "issuer", "place", "date", "subject"):
        yield f"  {t[name]}: {getattr(h, name) or '–'}"
    if h.signer:
        yield f"  {t['signer']}: {', '.join(v for v in (h.signer.authority, h.signer.title, h.signer.name) if v)}"
    by_path: dict[str, list[Task]] = {}
    for task in plan.tasks:
        by_path.setdefault(task.path, []).append(task)
    if plan.outline or plan.tasks:
        yield t["outline"]
        yield from _branch(plan, plan.outline, by_path, t)
        for left in by_path.values():
            for task in left:
                yield from _task(plan, task, 1, t)
    if plan.citations:
        yield f"{t['citations']} ({len(plan.citations)})"
        for c in plan.citations:
            yield f"  [{c.role}] {_short(plan.text[c.start : c.end])}" + (f" → {c.act}" if c.act else "")
    if plan.deadlines:
        yield f"{t['deadlines']} ({len(plan.deadlines)})"
        for d in plan.deadlines:
            yield f"  [{d.type}] {_short(plan.text[d.start : d.end])} {_value(d)}".rstrip()
    if plan.diagnostics:
        yield t["diagnostics"]
        for note in plan.diagnostics:
            yield f"  {plan.document.describe(note.start, note.end)}: {note.message}"


def _branch(plan: Plan, nodes: tuple[Node, ...], tasks: dict[str, list[Task]], t: dict[str, str]) -> Iterator[str]:
    for node in nodes:
        yield f"{'  ' * node.depth}{node.label} {_short(node.heading)}".rstrip()
        here = tasks.get(node.path, [])
        for task in [x for x in here if node.start <= x.start < node.end]:
            here.remove(task)
            yield from _task(plan, task, node.depth + 1, t)
        yield from _branch(plan, node.children, tasks, t)


def _task(plan: Plan, task: Task, depth: int, t: dict[str, str]) -> Iterator[str]:
    pad = "  " * depth
    yield f"{pad}▸ {_short(plan.text[task.start : task.end])}"
    for name, parties in (("lead", task.lead), ("support", task.support)):
        if parties:
            yield f"{pad}    {t[name]}: {'; '.join(p.name for p in parties)}"
    if task.deadline is not None:
        d = plan.deadlines[task.deadline]
        yield f"{pad}    {t['deadline']}: {_short(plan.text[d.start : d.end])} {_value(d)}".rstrip()
    if task.output:
        yield f"{pad}    {t['output']}: {_short(task.output)}"


def _value(d: Deadline) -> str:
    parts = [f"{d.from_ or ''}…{d.to or ''}" if d.from_ or d.to else "", d.recurrence or "", d.duration or ""]
    return f"({' '.join(p for p in parts if p)})" if any(parts) else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
