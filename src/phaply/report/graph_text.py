"""What the researcher reads at the terminal: a graph's summary, an explanation, an act, an import."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import networkx as nx

from phaply.acts import Act, ImportReport, Registry, status, successors
from phaply.graph import (
    DeadBasis,
    Step,
    components,
    cycles,
    dead_bases,
    documents,
    ignored_replacements,
    in_degree,
    longest_chain,
    pagerank,
)

__all__ = ["act_text", "acts_text", "explanation_text", "import_text", "summary_text"]

_TOP = 10
_WORDS = {
    "documents": ("Văn bản", "Documents"),
    "read": ("đã đọc", "read"),
    "known": ("đã biết", "known"),
    "unknown": ("chưa biết", "unknown"),
    "edges": ("Quan hệ giữa văn bản", "Edges between documents"),
    "components": ("Số cụm liên thông", "Components"),
    "largest": ("cụm lớn nhất", "the largest has"),
    "most cited": ("Được nhiều văn bản viện dẫn nhất", "Cited by the most documents"),
    "rank": ("PageRank cao nhất", "Highest PageRank"),
    "chain": ("Chuỗi “thực hiện” dài nhất", "Longest chain of “implements”"),
    "cycles": ("Vòng viện dẫn", "Cycles"),
    "dead": ("Căn cứ đã hết hiệu lực vào ngày ban hành", "Bases dead on the citing day"),
    "ignored": ("Văn bản thay thế không được viện dẫn", "Replacements not cited"),
    "undated": ("Văn bản không rõ ngày, không tính", "Undated documents, left out"),
    "none": ("không có", "none"),
    "ended": ("hết hiệu lực từ", "ended"),
    "by": ("bởi", "by"),
    "unsure": ("chưa kiểm chứng", "not verified"),
}
_RELATIONS = {
    "based_on": ("căn cứ", "is based on"),
    "implements": ("thực hiện", "implements"),
    "cites": ("viện dẫn", "cites"),
    "amends": ("sửa đổi", "amends"),
    "supplements": ("bổ sung", "supplements"),
    "repeals": ("bãi bỏ", "repeals"),
    "replaces": ("thay thế", "replaces"),
    "guides": ("hướng dẫn", "guides"),
}


def summary_text(graph: "nx.MultiDiGraph[str]", lang: str = "vi") -> str:
    """The measures of a graph on one page."""
    i = 1 if lang == "en" else 0

    def word(key: str) -> str:
        return _WORDS[key][i]

    view = documents(graph)
    sorts = Counter(
        "read" if d.get("read") else "known" if d.get("known") else "unknown" for _, d in view.nodes(data=True)
    )
    groups = components(graph)
    parts = ", ".join(f"{sorts[s]} {word(s)}" for s in ("read", "known", "unknown"))
    lines = [f"{word('documents')}: {len(view)} ({parts})"]
    relations = Counter(data["relation"] for _, _, data in view.edges(data=True))
    told = ", ".join(
        f"{_RELATIONS.get(r, (r, r))[i]} {n}" for r, n in sorted(relations.items(), key=lambda x: (-x[1], x))
    )
    lines.append(f"{word('edges')}: {view.number_of_edges()}{f' ({told})' if told else ''}")
    if "undated" in graph.graph:
        lines.append(f"{word('undated')}: {graph.graph['undated']}")
    size = f" ({word('largest')} {len(groups[0])})" if groups else ""
    lines.append(f"{word('components')}: {len(groups)}{size}")
    cited = [(n, k) for n, k in list(in_degree(graph).items())[:_TOP] if k]
    lines += [f"{word('most cited')}:", *(f"  {k:>6}  {_name(graph, n)}" for n, k in cited)]
    ranks = list(pagerank(graph).items())[:_TOP]
    lines += [f"{word('rank')}:", *(f"  {r:.4f}  {_name(graph, n)}" for n, r in ranks)]
    chain = longest_chain(graph)
    lines.append(f"{word('chain')}: {' → '.join(_name(graph, n) for n in chain) if chain else word('none')}")
    rings = cycles(graph)
    lines.append(f"{word('cycles')}: {len(rings)}")
    lines += [f"  {' → '.join(_name(graph, n) for n in [*ring, ring[0]])}" for ring in rings[:_TOP]]
    for key, found in (("dead", dead_bases(graph)), ("ignored", ignored_replacements(graph))):
        lines.append(f"{word(key)}: {len(found)}")
        lines += [f"  {_dead(graph, dead, word)}" for dead in found[:_TOP]]
    return "\n".join(lines) + "\n"


def _dead(graph: "nx.MultiDiGraph[str]", dead: DeadBasis, word: Callable[[str], str]) -> str:
    by = (
        f" {word('by')} {_name(graph, dead.by) if dead.by in graph else dead.by.removeprefix('doc:')}"
        if dead.by
        else ""
    )
    unsure = "" if dead.sure else f" ({word('unsure')})"
    one, other = _name(graph, dead.document), _name(graph, dead.basis)
    return f"{one} ({dead.date}) → {other}: {word('ended')} {dead.ended}{by}{unsure}"


def explanation_text(
    graph: "nx.MultiDiGraph[str]", steps: Sequence[Step], asked: tuple[str, str], lang: str = "vi"
) -> str:
    """Each step of a path with the words that make it."""
    i = 1 if lang == "en" else 0
    if not steps:
        return (
            f"Không có đường viện dẫn nào từ {asked[0]} đến {asked[1]}.\n",
            f"No path of citations leads from {asked[0]} to {asked[1]}.\n",
        )[i]
    lines = []
    for n, step in enumerate(steps, 1):
        relation = _RELATIONS.get(step.relation, (step.relation, step.relation))[i]
        place = f" ({step.pinpoint})" if step.pinpoint else ""
        lines.append(f"{n}. {_name(graph, step.document)} — {relation} → {_name(graph, step.on)}{place}")
        source = graph.nodes[step.stated_in].get("source", "") if step.stated_in in graph else ""
        lines.append(f"   “{step.quote}” [{source}:{step.start}–{step.end}]")
    return "\n".join(lines) + "\n"


def acts_text(acts: Sequence[Act], lang: str = "vi") -> str:
    """One line an act: kind, number, day of issue, title; the key where the number alone does not single it out."""
    if not acts:
        return ("Không tìm thấy văn bản nào.\n", "No act was found.\n")[lang == "en"]
    rows = [(a.kind, a.key.split("|")[0] if a.number else "–", a.issued or "–", a.title or "–") for a in acts]
    widths = [max(len(row[c]) for row in rows) for c in range(3)]
    return "".join("  ".join([*(row[c].ljust(widths[c]) for c in range(3)), row[3]]) + "\n" for row in rows)


def act_text(act: Act, acts: Registry, on: str | None = None, lang: str = "vi") -> str:
    """All that is known of an act: its facts, what changed it, whether it holds on a day if one is given."""
    i = 1 if lang == "en" else 0
    labels = {
        "key": ("Mã", "Key"),
        "title": ("Tên", "Title"),
        "issuer": ("Cơ quan ban hành", "Issuer"),
        "issued": ("Ngày ban hành", "Issued"),
        "effective": ("Có hiệu lực từ", "In force from"),
        "expires": ("Hết hiệu lực từ", "Expires"),
        "source": ("Nguồn", "Source"),
    }
    lines = [f"{act.kind} {act.number or act.title or ''}".rstrip()]
    for name, label in labels.items():
        value = getattr(act, name)
        if value:
            lines.append(f"  {label[i]}: {value}")
    changes = {
        "amends": ("Được sửa đổi bởi", "Amended by"),
        "supplements": ("Được bổ sung bởi", "Supplemented by"),
        "repeals": ("Bị bãi bỏ bởi", "Repealed by"),
        "replaces": ("Bị thay thế bởi", "Replaced by"),
        "suspends": ("Bị đình chỉ bởi", "Suspended by"),
        "corrects": ("Được đính chính bởi", "Corrected by"),
    }
    for change in sorted(act.changes, key=lambda c: (c.effective or "", c.by, c.kind)):
        part = (" (một phần)", " (in part)")[i] if change.partial else ""
        since = f", {change.effective}" if change.effective else ""
        sure = "" if change.verified else f" [{_WORDS['unsure'][i]}]"
        lines.append(f"  {changes[change.kind][i]}: {change.by.split('|')[0] or '?'}{since}{part}{sure}")
    later = successors(act, acts)
    if later:
        lines.append(f"  {('Hiện thay bằng', 'Now in its place')[i]}: {later[-1].key.split('|')[0]}")
    if on:
        standing = status(act, on)
        lines.append(f"  {on}: {standing.status}. {standing.reason}")
    if not act.verified:
        lines.append(f"  [{_WORDS['unsure'][i]}]")
    return "\n".join(lines) + "\n"


def import_text(report: ImportReport, target: Path, lang: str = "vi") -> str:
    """What an import did, and what it left out or found in conflict."""
    i = 1 if lang == "en" else 0
    lines = [
        (
            f"{target}: thêm {report.added}, bổ sung {report.completed}, không đổi {report.unchanged}, "
            f"bỏ qua {len(report.skipped)}, mâu thuẫn {len(report.conflicts)}.",
            f"{target}: {report.added} added, {report.completed} completed, {report.unchanged} unchanged, "
            f"{len(report.skipped)} skipped, {len(report.conflicts)} in conflict.",
        )[i]
    ]
    lines += [f"  {note}" for note in report.skipped]
    for c in report.conflicts:
        kept = ("giữ", "kept")[i]
        lines.append(f"  {c.key} {c.field}: {kept} {c.kept} ≠ {c.other}{f' ({c.source})' if c.source else ''}")
    return "\n".join(lines) + "\n"


def _name(graph: "nx.MultiDiGraph[str]", node: str) -> str:
    data = graph.nodes[node]
    named = f"{data.get('type', '')} {data.get('number') or data.get('title') or ''}".strip()
    if data.get("number") and "|" in node and data.get("issuer"):
        named += f" ({data['issuer']})"
    return named or str(data.get("source") or node.removeprefix("doc:"))
