"""Comments stand at the very words of the evidence, and the rest of the officer's file stays as it was."""

import unicodedata
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from reviewed_word import anchored, body, comments, marks_are_well_placed, parts, same, without_ours

import phaply
from phaply.document import Document
from phaply.language import repair
from phaply.parse import Plan
from phaply.report.docx import render_docx
from phaply.report.docx_anchors import ReadText
from phaply.rules.definition import Pack
from phaply.rules.loader import load_packs, shipped_packs
from phaply.rules.model import Report

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = sorted(ROOT.glob("corpora/samples/*"))
FILES = [
    *(path for path in SAMPLES if path.suffix == ".docx"),
    *sorted([*SHARED.glob("documents/office/*.docx"), *SHARED.glob("gold/dev/*.docx")]),
]
CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


@cache
def checked(path: Path) -> tuple[Plan, Report]:
    plan = phaply.parse(phaply.read(path))
    above = (
        () if "gold" in str(path) else (phaply.parse(phaply.read(ROOT / "corpora/samples/ke-hoach-quan-lam-thuy.txt")),)
    )
    return plan, phaply.check(plan, packs=packs(), upstream=above)


@cache
def packs() -> tuple[Pack, ...]:
    return tuple(load_packs(shipped_packs()))


def reviewed(path: Path, fix: bool = False) -> tuple[Plan, Report, bytes]:
    plan, report = checked(path)
    return plan, report, render_docx(report, plan, original=path.read_bytes(), fix=fix)


def flat(text: str) -> str:
    """The letters alone: white space and what nobody sees do not count."""
    return "".join(c for c in repair(text)[0] if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


def printed(document: Document, start: int, end: int) -> str:
    """The words of a span without the labels that Word numbers, which are no words of the file."""
    labels = [(b.start, b.start + len(b.label)) for b in document.blocks if b.label]
    if any(d.code == "legacy-encoding" for d in document.diagnostics):
        return "".join(document.raw[a:b] for a, b in document.raw_spans(start, end))
    return "".join(c for i, c in enumerate(document.text[start:end], start) if not any(a <= i < b for a, b in labels))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_of_every_finding(path: Path) -> None:
    plan, report, data = reviewed(path)
    said, words = comments(data), anchored(data)
    placed = [f for f in report.findings if f.evidence and f.outcome != "pass"]
    assert len(said) == len(placed) + 1, "one comment a finding, and the summary"
    assert set(said) <= set(words)
    for key, finding in zip(list(said)[1:], placed, strict=True):
        told = "\n".join(said[key])
        assert finding.message in told and finding.rule in told
        evidence = finding.evidence[0]
        wanted = flat(printed(plan.document, evidence.start, evidence.end))
        stretches = ReadText(plan.document).stretches(evidence.start, evidence.end)
        if "(Chữ này nằm trong" in told or "Chữ này nằm trong" in told:
            assert words[key] == "" and evidence.quote[:20].split()[0] in told
        elif len(stretches) > 1:  # other words of the file stand between: the longest stretch carries the comment
            assert flat(words[key]) and flat(words[key]) in wanted
        else:
            assert flat(words[key]) == wanted, finding.rule


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_else_changes(path: Path) -> None:
    _, _, data = reviewed(path, fix=True)
    before, after = parts(path.read_bytes()), parts(data)
    for name, content in before.items():
        if name not in CHANGED:
            assert after[name] == content, name
    assert set(after) - set(before) <= {"word/comments.xml"}
    assert list(before) == [name for name in after if name in before], "the parts keep their order"
    ours = set(comments(data))
    assert same(without_ours(data, ours), body(path.read_bytes()))
    assert marks_are_well_placed(data)
    if "word/comments.xml" in before:
        old = etree.fromstring(before["word/comments.xml"])
        new = etree.fromstring(after["word/comments.xml"])
        assert [etree.tostring(c, method="c14n") for c in new][: len(old)] == [
            etree.tostring(c, method="c14n") for c in old
        ]


def test_same_input_same_bytes() -> None:
    path = FILES[0]
    plan, report, data = reviewed(path)
    assert render_docx(report, plan, original=path.read_bytes()) == data


def test_reads_again_as_the_same_text(tmp_path: Path) -> None:
    for path in FILES[:6]:
        plan, _, data = reviewed(path)
        again = tmp_path / path.name
        again.write_bytes(data)
        assert phaply.read(again).text == plan.text
