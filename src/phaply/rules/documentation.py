"""Pages on the rules, made from the rule files: what, why, source with the clause's words, examples, how to fix, since when."""

import re
from collections.abc import Sequence

from phaply.rules.definition import Applies, Example, Frame, Pack, Rule
from phaply.rules.examples import frames_of

__all__ = ["index_page", "pages", "rule_page"]

_LEVELS = {"error": "lỗi", "warning": "cảnh báo", "note": "lưu ý"}
_BASES = {"law": "quy định", "practice": "thông lệ soạn thảo", "upstream": "văn bản cấp trên"}

_WHY = {
    "law": "Văn bản dẫn ở mục “Nguồn” đòi hỏi điều này.",
    "practice": "Không văn bản nào buộc như vậy. Đây là thông lệ soạn thảo: nhờ nó người thực hiện biết rõ ai làm gì, đến bao giờ, ra kết quả nào.",
    "upstream": "Kế hoạch cấp dưới cụ thể hóa văn bản cấp trên; phát hiện dẫn nguyên lời của văn bản ấy để người soạn tự so.",
}
_PLACEHOLDER = re.compile(r"\{\w+\}")
_KINDS = (("/NĐ-CP", "Nghị định"), ("/QH", "Luật"))


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
    lines += ["## Nội dung", "", f"> {_dotted(file.message.vi)}", ""]
    lines += ["## Vì sao", "", file.why.vi if file.why else _WHY[file.basis.kind], ""]
    if rule.outcome == "review":
        lines += [
            "Máy chỉ có thể nghi ngờ điều này, nên không bao giờ gọi là lỗi: người soạn xem lại và quyết định.",
            "",
        ]
    source = _source(rule)
    lines += ["## Nguồn", "", f"{source[:1].upper()}{source[1:]}.", ""]
    if file.basis.text:
        lines += [f"> {file.basis.text}", ""]
    limits = _applies(rule)
    if limits:
        lines += ["## Áp dụng", "", *limits, ""]
    if file.suggest:
        lines += ["## Cách sửa", "", "```text", _dotted(file.suggest.vi.strip()), "```", ""]
    for name, examples in (("Ví dụ bị nêu", file.examples.bad), ("Ví dụ không bị nêu", file.examples.good)):
        shown = [words for e in examples if (words := _example(e, frames))]
        if shown:
            lines += [f"## {name}", ""]
            for words in shown:
                lines += ["```text", words, "```", ""]
    lines.append("[Mục lục các quy tắc](index.md)")
    return "\n".join(line for i, line in enumerate(lines) if line or (i and lines[i - 1])) + "\n"


def _dotted(words: str) -> str:
    """With dots where a finding puts the plan's own words."""
    return _PLACEHOLDER.sub("…", words)


def _level(rule: Rule) -> str:
    level = _LEVELS[rule.level]
    return f"{level} (chỉ đề nghị xem lại)" if rule.outcome == "review" else level


def _source(rule: Rule) -> str:
    basis = rule.file.basis
    if basis.act is None:
        return _BASES[basis.kind]
    act = next((f"{kind} số {basis.act}" for mark, kind in _KINDS if mark in basis.act), basis.act)
    return f"{act}, {basis.at}" if basis.at else act


def _applies(rule: Rule) -> list[str]:
    lines = _limits(rule.scope)
    return list(dict.fromkeys((*lines, *_limits(rule.file.applies))))


def _limits(a: Applies) -> list[str]:
    lines = []
    if a.kinds:
        lines.append(f"- Loại văn bản: {', '.join(a.kinds)}")
    if a.issuer_levels:
        lines.append(f"- Cấp ban hành: {', '.join(_TIERS.get(level, level) for level in a.issuer_levels)}")
    if a.issuers:
        lines.append(f"- Cơ quan ban hành có chữ: {', '.join(w.strip() for w in a.issuers)}")
    if a.subjects:
        lines.append(f"- Trích yếu có chữ: {', '.join(a.subjects)}")
    if a.from_ or a.to:
        since, until = (f"{first} {_day(day)}" if day else "" for first, day in (("từ", a.from_), ("đến", a.to)))
        lines.append(f"- Văn bản ban hành {since} {until}".rstrip())
    if a.recognised is False:
        lines.append("- Không xét văn bản nhận dạng từ ảnh")
    return lines


_TIERS = {"central": "trung ương", "province": "tỉnh", "district": "huyện", "commune": "xã"}


def _day(day: str) -> str:
    return "/".join(reversed(day.split("-")))


def _example(example: Example, frames: dict[str, Frame]) -> str:
    """Only what the example writes itself: the frame around it is the same everywhere."""
    if example.frame is None:
        return (example.text or "").strip()
    words = "\n\n".join(f"{text.strip()}" for text in example.slots.values() if text.strip())
    above = "\n\n".join(text.strip() for text in example.upstream_slots.values() if text.strip())
    if above:
        words = f"Văn bản cấp trên:\n{above}\n\nKế hoạch:\n{words or '(như khung mẫu)'}"
    if example.layout:
        words = "; ".join(f"{part}: {settings}" for part, settings in example.layout.items())
    return words
