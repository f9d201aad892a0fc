"""Pages on the rules, made from the rule files: what, why, source with the clause's words, examples, how to fix, since when."""

from collections.abc import Sequence

from phaply.rules.definition import Example, Frame, Pack, Rule
from phaply.rules.examples import frames_of

__all__ = ["index_page", "pages", "rule_page"]

_LEVELS = {"error": "lỗi", "warning": "cảnh báo", "note": "lưu ý"}
_BASES = {"law": "quy định", "practice": "thông lệ soạn thảo", "upstream": "văn bản cấp trên"}


def pages(packs: Sequence[Pack]) -> dict[str, str]:
    """File name → Markdown, for all rules of the packs and an index."""
    found = {"index.md": index_page(packs)}
    for pack in packs:
        frames = frames_of(pack)
        for rule in pack.rules:
            found[f"{rule.id}.md"] = rule_page(rule, frames)
    return found


def index_page(packs: Sequence[Pack]) -> str:
    """All rules, pack by pack."""
    lines = ["# Các quy tắc", ""]
    for pack in packs:
        lines += [f"## {pack.file.title.vi} (`{pack.file.id}`)", ""]
        if pack.file.source:
            lines += [pack.file.source + ".", ""]
        lines += ["| Mã | Mức | Nội dung | Nguồn |", "|---|---|---|---|"]
        for rule in pack.rules:
            lines.append(f"| [{rule.id}]({rule.id}.md) | {_level(rule)} | {rule.file.title.vi} | {_source(rule)} |")
        lines.append("")
    return "\n".join(lines)


def rule_page(rule: Rule, frames: dict[str, Frame]) -> str:
    """One rule as Markdown."""
    file = rule.file
    lines = [f"# {rule.id}: {file.title.vi}", "", f"*{file.title.en}*" if file.title.en else "", ""]
    lines += [f"Bộ quy tắc `{rule.pack}` · mức: {_level(rule)} · phiên bản {file.version} · có từ {file.since}", ""]
    lines += ["## Nội dung", "", f"> {file.message.vi}", ""]
    if file.why:
        lines += ["## Vì sao", "", file.why.vi, ""]
    lines += ["## Nguồn", "", _source(rule) + ".", ""]
    if file.basis.text:
        lines += [f"> {file.basis.text}", ""]
    limits = _applies(rule)
    if limits:
        lines += ["## Áp dụng", "", *limits, ""]
    if file.suggest:
        lines += ["## Cách sửa", "", "```text", file.suggest.vi.strip(), "```", ""]
    for name, examples in (("Ví dụ bị nêu", file.examples.bad), ("Ví dụ không bị nêu", file.examples.good)):
        shown = [words for e in examples if (words := _example(e, frames))]
        if shown:
            lines += [f"## {name}", ""]
            for words in shown:
                lines += ["```text", words, "```", ""]
    return "\n".join(line for i, line in enumerate(lines) if line or (i and lines[i - 1])) + "\n"


def _level(rule: Rule) -> str:
    level = _LEVELS[rule.level]
    return f"{level} (chỉ đề nghị xem lại)" if rule.outcome == "review" else level


def _source(rule: Rule) -> str:
    basis = rule.file.basis
    if basis.act is None:
        return _BASES[basis.kind]
    return f"{basis.act}, {basis.at}" if basis.at else basis.act


def _applies(rule: Rule) -> list[str]:
    a = rule.file.applies
    lines = []
    if a.kinds:
        lines.append(f"- Loại văn bản: {', '.join(a.kinds)}")
    if a.issuer_levels:
        lines.append(f"- Cấp ban hành: {', '.join(a.issuer_levels)}")
    if a.from_ or a.to:
        lines.append(f"- Văn bản ban hành từ {a.from_ or '…'} đến {a.to or '…'}")
    if a.recognised is False:
        lines.append("- Không xét văn bản nhận dạng từ ảnh")
    return lines


def _example(example: Example, frames: dict[str, Frame]) -> str:
    """Only what the example writes itself: the frame around it is the same everywhere."""
    if example.frame is None:
        return (example.text or "").strip()
    words = "\n\n".join(f"{text.strip()}" for text in example.slots.values() if text.strip())
    if example.layout:
        words = "; ".join(f"{part}: {settings}" for part, settings in example.layout.items())
    return words
