"""Automatic numbers of Word: every way in which they are made, and LibreOffice's own rendering as a second opinion."""

import subprocess
from functools import cache
from pathlib import Path

import pytest
from made_docx import abstract, lvl, num, p, word_file
from numbering_cases import CASES, LIBREOFFICE_DIFFERS, NUMBERING, STYLES

from phaply.document import Document
from phaply.readers.docx import read_docx
from phaply.readers.docx_numbering import format_number
from phaply.readers.office import find_libreoffice

_PARAGRAPHS = [(what, label) for what, case in CASES for xml, label in case if "delText" not in xml]


@cache
def _file() -> bytes:
    body = "".join(xml for _, case in CASES for xml, _ in case)
    return word_file(body, styles=STYLES, numbering=NUMBERING)


@cache
def _document() -> Document:
    return read_docx(_file(), name="so.docx", sha256="")


@pytest.mark.parametrize("what", [what for what, _ in CASES])
def test_labels(what: str) -> None:
    document = _document()
    assert len(document.blocks) == len(_PARAGRAPHS)
    got = [block.label for block, (case, _) in zip(document.blocks, _PARAGRAPHS, strict=True) if case == what]
    assert got == [label for case, label in _PARAGRAPHS if case == what]


def test_labels_stand_in_the_text() -> None:
    document = _document()
    for block in document.blocks:
        if block.label:
            line = document.text[block.start : block.end]
            assert line.startswith(block.label + ("" if block.label.startswith("Bước") else " "))
            # A label stands nowhere in the file's own text.
            assert document.raw_spans(block.start, block.start + len(block.label)) == []


def test_levels() -> None:
    first = _document().blocks[:12]
    assert [block.level for block in first] == [0, 1, 2, 2, 1, 2, 3, 4, 4, 2, 0, 1]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of LibreOffice's text of the same file."""
    office = find_libreoffice()
    if office is None:
        pytest.skip("LibreOffice is not installed: no second opinion on labels")
    folder: Path = tmp_path_factory.mktemp("labels")
    source = folder / "so.docx"
    source.write_bytes(_file())
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "txt:Text",
            "--outdir",
            str(folder),
            str(source),
        ],
        capture_output=True,
        timeout=120,
        check=False,
    )
    made = folder / "so.txt"
    if not made.exists():
        pytest.skip("LibreOffice gave no text on this machine")
    # It shows a deleted paragraph too.
    return [
        " ".join(line.split()) for line in made.read_text("utf-8-sig").splitlines() if line and "việc đã bỏ" not in line
    ]


def _one_bullet(line: str) -> str:
    """LibreOffice prints its own bullets, one for each level."""
    head, _, rest = line.partition(" ")
    return f"• {rest}" if head in ("-", "+", "–", "o", "•", "◦", "▪") else line


def test_labels_are_libreoffice_labels(rendered: list[str]) -> None:
    document = _document()
    compared = 0
    for line, block, (what, _) in zip(rendered, document.blocks, _PARAGRAPHS, strict=True):
        if what in LIBREOFFICE_DIFFERS:
            continue
        ours = document.text[block.start : block.end]
        if what == "suff nothing":
            ours = ours.replace("việc", " việc")  # LibreOffice's text always parts them
        assert _one_bullet(line) == _one_bullet(ours), what
        compared += block.label is not None
    assert compared > 80


@pytest.mark.parametrize(
    ("n", "kind", "custom", "printed"),
    [
        (4, "upperRoman", "", "IV"),
        (27, "lowerLetter", "", "aa"),
        (53, "upperLetter", "", "AAA"),
        (7, "decimalZero", "", "07"),
        (7, "custom", "0001, 0002, 0003, ...", "0007"),
        (5, "custom", "a, b, c, d, đ, e, ...", "đ"),
        (9, "custom", "a, b, c, ...", "9"),
        (21, "vietnameseCounting", "", "hai mươi mốt"),
        (15, "vietnameseCounting", "", "mười lăm"),
        (105, "vietnameseCounting", "", "105"),
        (3, "numberInDash", "", "- 3 -"),
        (5000, "upperRoman", "", "5000"),
        (0, "decimal", "", "0"),
        (0, "upperRoman", "", ""),
        (3, "none", "", ""),
        (3, "thaiLetters", "", "3"),
        (12, "ordinal", "", "12th"),
    ],
)
def test_formats(n: int, kind: str, custom: str, printed: str) -> None:
    assert format_number(n, kind, custom) == printed


def test_a_label_in_an_old_font_is_decoded() -> None:
    rpr = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    numbering = abstract(1, lvl(0, text="§iÒu %1.", rpr=rpr)) + num(1, 1)
    document = read_docx(word_file(p("Ph¹m vi", num=(1, 0), rpr=rpr), numbering=numbering), name="x", sha256="")
    assert document.text == "Điều 1. Phạm vi"
    assert [d.code for d in document.diagnostics] == ["legacy-encoding"]
