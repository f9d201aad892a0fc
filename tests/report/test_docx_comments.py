"""Comments stand at the very words of the evidence, and the rest of the officer's file stays as it was."""

import subprocess
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from reviewed_word import accept, anchored, body, comments, marks_are_well_placed, parts, same, without_ours

import phaply
from phaply.document import Document
from phaply.language import repair
from phaply.parse import Plan, parse
from phaply.readers.docx import read_docx
from phaply.readers.office import find_libreoffice
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
    return plan, phaply.check(plan, packs=packs(), upstream=above(path))


def above(path: Path) -> tuple[Plan, ...]:
    if "gold" in str(path):
        return ()
    return (phaply.parse(phaply.read(ROOT / "corpora/samples/ke-hoach-quan-lam-thuy.txt")),)


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


def test_accepting_all_mends_and_breaks_nothing() -> None:
    tried = 0
    for path in FILES:
        plan, report = checked(path)
        mended = {f.fingerprint for f in report.findings if f.fix}
        if not mended:
            continue
        tried += 1
        data = accept(render_docx(report, plan, original=path.read_bytes(), fix=True))
        again = parse(read_docx(data, name=path.name, sha256=""))
        after = phaply.check(again, packs=packs(), upstream=above(path))
        left, before = (Counter(f.rule for f in r.findings) for r in (after, report))
        assert not mended & {f.fingerprint for f in after.findings}, path.name
        assert left <= before and left.total() < before.total(), f"{path.name}: something new"
    assert tried


def test_libreoffice_finds_every_comment(tmp_path: Path) -> None:
    office = find_libreoffice()
    if office is None:
        pytest.skip("LibreOffice is not installed")
    sample = FILES[0]
    _, report, data = reviewed(sample, fix=True)
    text = phaply.parse(phaply.read(ROOT / "corpora/samples/ke-hoach-phuong-dong-khanh.txt"))
    (tmp_path / "a.docx").write_bytes(data)
    (tmp_path / "b.docx").write_bytes(render_docx(phaply.check(text), text))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for form in ("fodt", "pdf"):
        command = [
            office,
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            tmp_path,
            tmp_path / "a.docx",
            tmp_path / "b.docx",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert all((tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF") for name in "ab")
    office_ns = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    shown = list(etree.parse(tmp_path / "a.fodt").iter(f"{office_ns}annotation"))
    assert len(shown) == len(comments(data)) == 1 + len([f for f in report.findings if f.evidence])
    words = ["".join("".join(a.itertext()).split()) for a in shown]
    assert all(any("".join(f.message.split()) in w for w in words) for f in report.findings)
