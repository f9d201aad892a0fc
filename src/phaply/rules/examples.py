"""The examples of rule files, run: each bad one must be caught at its words, each good one left alone."""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from phaply.align.coverage import cover
from phaply.align.sources import gather
from phaply.document import Block, Document, PageNumber, PageSetup, ParagraphFormat, RunFormat
from phaply.errors import RuleError
from phaply.parse import parse
from phaply.readers.text import read_text
from phaply.resources import shipped
from phaply.rules.context import Context
from phaply.rules.definition import Example, Frame, Pack, Rule
from phaply.rules.model import Finding
from phaply.rules.runner import run_rule
from phaply.rules.source import broken, line_of, read_mapping

__all__ = ["Trial", "document_of", "example_text", "frames_of", "run_examples", "try_example"]


class Trial(Struct, frozen=True):
    """How one example came out. `problem` is None if as it should be."""

    rule: str
    path: str
    line: int | None
    expected: str
    problem: str | None
    findings: tuple[Finding, ...] = ()


def frames_of(pack: Pack | None = None) -> dict[str, Frame]:
    """The shipped frames, and those of the pack."""
    file = shipped("rules", "frames.yaml")
    known: dict[str, Frame] = {}
    if file.is_file():
        known = msgspec.convert(read_mapping(file.read_text(encoding="utf-8"), str(file)), dict[str, Frame])
    return {**known, **(pack.file.frames if pack else {})}


def run_examples(pack: Pack) -> Iterator[Trial]:
    """All examples of a pack's rules, loaded in full (`strict`)."""
    from pathlib import Path

    frames = frames_of(pack)
    for rule in pack.rules:
        for expected, examples in (("bad", rule.file.examples.bad), ("good", rule.file.examples.good)):
            for i, example in enumerate(examples):
                problem, findings = try_example(rule, example, expected, frames)
                line = None
                if problem:
                    line = line_of(Path(rule.path).read_text(encoding="utf-8"), ["examples", expected, i])
                yield Trial(rule.id, rule.path, line, expected, problem, findings)


def try_example(
    rule: Rule, example: Example, expected: str, frames: dict[str, Frame]
) -> tuple[str | None, tuple[Finding, ...]]:
    """What is wrong with an example (None: nothing), and the rule's findings on it."""
    plan = parse(document_of(rule, example, frames))
    upstream = tuple(parse(_read(text, f"upstream-{i}.txt")) for i, text in enumerate(_upstream(example, frames)))
    above = gather(plan, upstream, shipped=False)
    coverage = cover(plan, above.documents) if above.documents else None
    ctx = Context(plan, as_of=example.as_of, stage=example.stage, sources=above, coverage=coverage, acts=_acts)
    found, skipped = run_rule(rule, ctx)
    findings = tuple(found)
    if any(f.outcome == "error" for f in findings):
        return findings[0].message, findings
    if expected == "good":
        return (f"ví dụ đúng bị báo: {findings[0].message}", findings) if findings else (None, findings)
    if not findings:
        why = "; ".join(s.reason for s in skipped)
        return "ví dụ sai không bị phát hiện" + (f" ({why})" if why else ""), findings
    if example.outcome and findings[0].outcome != example.outcome:
        return f"kết quả là {findings[0].outcome}, không phải {example.outcome}", findings
    if not example.outcome and findings[0].outcome != rule.outcome:
        return f"kết quả là {findings[0].outcome}, không phải {rule.outcome}", findings
    if example.at:
        want = " ".join(example.at.split())
        quotes = [" ".join(e.quote.split()) for f in findings for e in f.evidence]
        if not any(want in q or q in want for q in quotes if q):
            return f"bị phát hiện ở “{quotes[0] if quotes else ''}”, không phải “{want}”", findings
    return None, findings


def _acts() -> Any:
    from phaply.acts.registry import registry

    return registry()


def _upstream(example: Example, frames: dict[str, Frame]) -> list[str]:
    """The texts of the plans above: each a frame's name, or a text."""
    named = example.upstream if isinstance(example.upstream, tuple) else filter(None, (example.upstream,))
    return [_filled(frames[name], example.upstream_slots) if name in frames else name for name in named]


def _filled(frame: Frame, slots: dict[str, str]) -> str:
    text = frame.text
    for name, words in {**frame.slots, **slots}.items():
        text = text.replace("{" + name + "}", words.strip("\n"))
    return text


def example_text(rule: Rule, example: Example, frames: dict[str, Frame]) -> str:
    """The whole text of an example. Raises RuleError for a frame or a slot that is not there."""
    if example.frame is None:
        if example.text is None:
            raise broken(rule.path, None, "ví dụ cần text hoặc frame.", "an example needs text or a frame.")
        return example.text
    frame = frames.get(example.frame)
    if frame is None:
        raise broken(rule.path, None, f"không có khung {example.frame}.", f"there is no frame {example.frame}.")
    unknown = sorted(set(example.slots) - set(frame.slots))
    if unknown:
        raise _no_slot(rule, unknown[0])
    return _filled(frame, example.slots)


def _no_slot(rule: Rule, name: str) -> RuleError:
    return broken(rule.path, None, f"khung không có chỗ {name}.", f"the frame has no slot {name}.")


def document_of(rule: Rule, example: Example, frames: dict[str, Frame]) -> Document:
    """The example as a Document; with `layout`, as a Word file would show it."""
    document = _read(example_text(rule, example, frames), "vi-du.txt")
    return document if example.layout is None else _laid_out(document, example.layout)


def _read(text: str, name: str) -> Document:
    return read_text(text, name=name, sha256=hashlib.sha256(text.encode()).hexdigest())


_RIGHT: dict[str, dict[str, Any]] = {
    "page": {"width": 210.0, "height": 297.0, "top": 20.0, "bottom": 20.0, "left": 30.0, "right": 20.0},
    "nation": {"size": 13, "bold": True, "italic": False, "align": "center"},
    "motto": {"size": 14, "bold": True, "italic": False, "align": "center"},
    "issuer": {"size": 13, "bold": True, "italic": False, "align": "center"},
    "number": {"size": 13, "bold": False, "italic": False, "align": "center"},
    "place": {"size": 14, "bold": False, "italic": True, "align": "center"},
    "kind": {"size": 14, "bold": True, "italic": False, "align": "center"},
    "subject": {"size": 14, "bold": True, "italic": False, "align": "center"},
    "bases": {"size": 14, "bold": False, "italic": True, "align": "justify"},
    "body": {
        "size": 14,
        "bold": False,
        "italic": False,
        "align": "justify",
        "indent_first": 36.0,
        "space_before": 6.0,
        "space_after": 0.0,
        "line_spacing": 1.0,
    },
    "authority": {"size": 14, "bold": True, "italic": False, "align": "center"},
    "signer": {"size": 14, "bold": True, "italic": False, "align": "center"},
    "recipients_word": {"size": 12, "bold": True, "italic": True, "align": "left"},
    "recipients": {"size": 11, "bold": False, "italic": False, "align": "left"},
}
"""A plan as Phụ lục I wants it printed; examples change one thing of it."""
_PARAGRAPH = ("align", "indent_first", "indent_left", "space_before", "space_after", "line_spacing", "line_exact")


def _laid_out(document: Document, changes: dict[str, dict[str, Any]]) -> Document:
    from phaply.rules.checks.layout import places

    ctx = Context(parse(document))
    styles: dict[tuple[int, int], dict[str, Any]] = {}
    for component in _RIGHT:
        if component == "page":
            continue
        for place in places(component, ctx):
            styles.setdefault((place.block.start, place.block.end), {**_RIGHT[component], **changes.get(component, {})})
    body = {**_RIGHT["body"], **changes.get("body", {})}
    blocks = tuple(_styled(b, styles.get((b.start, b.end), body)) for b in document.blocks)
    page = {**_RIGHT["page"], **changes.get("page", {})}
    number = page.pop("number", None)
    setup = PageSetup(**page, number=PageNumber(**number) if number else None)
    return msgspec.structs.replace(document, blocks=blocks, page_setup=(setup,), format="docx")


def _styled(block: Block, style: dict[str, Any]) -> Block:
    paragraph = ParagraphFormat(**{k: style[k] for k in _PARAGRAPH if k in style})
    run = RunFormat(
        block.start,
        block.end,
        font=style.get("font", "Times New Roman"),
        size=style.get("size"),
        bold=style.get("bold"),
        italic=style.get("italic"),
        color=style.get("color", "000000"),
    )
    return msgspec.structs.replace(block, format=paragraph, runs=(run,))
