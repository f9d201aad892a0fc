"""Every character of a Word file's text leads back to the very character in the XML."""

import io
import random
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from made_docx import W, abstract, lvl, num, p, r, word_file

from phaply.document import Document, DocxPlace
from phaply.language import fold
from phaply.readers.docx import read_docx
from phaply.readers.docx_places import run_text

SHARED = Path(__file__).parents[3] / "shared"
REAL = sorted([*SHARED.glob("documents/office/*.docx"), *SHARED.glob("gold/dev/*.docx")])
_P, _R = f"{{{W}}}p", f"{{{W}}}r"


class Parts:
    """The runs of a file by place."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.paragraphs: dict[str, list[etree._Element]] = {}
        self.texts: dict[tuple[str, int, int], str] = {}

    def text(self, place: DocxPlace) -> str:
        if place.part not in self.paragraphs:
            self.paragraphs[place.part] = list(etree.fromstring(self.zip.read(place.part)).iter(_P))
        key = (place.part, place.paragraph, place.run)
        if key not in self.texts:
            self.texts[key] = run_text(list(self.paragraphs[place.part][place.paragraph].iter(_R))[place.run])
        return self.texts[key][place.start : place.end]


def _plain(text: str) -> str:
    """What reading does to characters: spaces, look-alikes, NFC, invisible ones."""
    text = "".join(" " if c in "\t\n\r" or unicodedata.category(c) == "Zs" else c for c in text)
    text = text.translate({0xD0: "Đ", 0xF0: "đ"})
    return unicodedata.normalize("NFC", "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc")))


def _check(document: Document, data: bytes, spans: list[tuple[int, int]]) -> None:
    parts = Parts(data)
    for start, end in spans:
        places = document.source((start, end))
        found = "".join(parts.text(place) for place in places if isinstance(place, DocxPlace))
        assert _plain(found) == _plain(document.text[start:end])


@pytest.mark.parametrize("path", REAL or [None], ids=lambda path: path.stem if path else "none")
def test_real_files(path: Path | None) -> None:
    if path is None:
        pytest.skip("the shared documents are not at hand")
    data = path.read_bytes()
    document = read_docx(data, name=path.name, sha256="")
    spans = []
    for block in document.blocks:
        label = len(block.label) if block.label else 0
        spans.append((block.start + label, block.end))
    # Every character of the first thousands, and of some blocks anywhere.
    choice = random.Random(7)
    for block in [*document.blocks[:40], *choice.sample(document.blocks, min(20, len(document.blocks)))]:
        at = block.start + (len(block.label) if block.label else 0)
        spans += [(i, i + 1) for i in range(at, block.end)]
    _check(document, data, spans)
    _check_blocks(document)


def _check_blocks(document: Document) -> None:
    """Blocks follow each other, cover the text, and their runs cover them."""
    at = 0
    for block in document.blocks:
        assert block.start == at
        at = block.end + 1
        assert document.text[block.end : at] == "\n" or block.end == len(document.text)
        text = document.text[block.start : block.end]
        assert text == text.strip(" \n")
        if text:
            assert block.runs[0].start == block.start
            assert block.runs[-1].end == block.end
        for one, two in zip(block.runs, block.runs[1:], strict=False):
            assert one.start < one.end == two.start
    assert len(fold(document.text)) == len(document.text)


_TEXT = st.text(
    alphabet=st.sampled_from(list("abăâđ Kế hoạchỦyÐ\u0301\u0323\u00a0\u200b\u00ad\ufb01\t\u2028²½")),
    min_size=0,
    max_size=8,
)
_RUNS = st.lists(st.tuples(_TEXT, st.sampled_from(["", "<w:b/>", "<w:vanish/>", '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'])), max_size=4)  # fmt: skip
_MARK = st.sampled_from(["", "", "", '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>', "<w:rPr><w:vanish/></w:rPr>"])
_WRAP = st.sampled_from(["{}", "{}", '<w:ins w:id="1" w:author="x">{}</w:ins>', "<w:hyperlink>{}</w:hyperlink>", '<w:fldSimple w:instr="X">{}</w:fldSimple>'])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_RUNS, _MARK, _WRAP, st.booleans(), st.booleans()), max_size=6))
def test_made_files(paragraphs: list[tuple[list[tuple[str, str]], str, str, bool, bool]]) -> None:
    body = ""
    for runs, mark, wrap, numbered, cell in paragraphs:
        inner = wrap.format("".join(r(text, rpr) for text, rpr in runs))
        number = '<w:numPr><w:numId w:val="1"/></w:numPr>' if numbered else ""
        xml = f"<w:p><w:pPr>{number}{mark}</w:pPr>{inner}</w:p>"
        body += f"<w:tbl><w:tr><w:tc>{xml}</w:tc></w:tr></w:tbl>" if cell else xml
    data = word_file(body, numbering=abstract(1, lvl(0)) + num(1, 1))
    document = read_docx(data, name="x", sha256="")
    _check_blocks(document)
    parts = Parts(data)
    for block in document.blocks:
        at = block.start + (len(block.label) if block.label else 0)
        places = document.source((at, block.end))
        assert all(isinstance(place, DocxPlace) and place.start < place.end for place in places)
        for i in range(at, block.end):
            for place in document.source((i, i + 1)):
                assert isinstance(place, DocxPlace)
                assert parts.text(place)  # it stands there


def test_a_place_for_a_comment() -> None:
    body = p("một") + f"<w:p>{r('Kế ')}<w:hyperlink>{r('hoạch')}</w:hyperlink><w:del>{r('x')}</w:del>{r(' số 5')}</w:p>"
    document = read_docx(word_file(body), name="x", sha256="")
    at = document.text.index("hoạch")
    assert document.source((at, at + 8)) == [
        DocxPlace("word/document.xml", 1, 1, 0, 5),
        DocxPlace("word/document.xml", 1, 3, 0, 3),
    ]
    assert document.describe(at, at + 5) == "đoạn 2"
    assert document.describe(at, at + 5, "en") == "paragraph 2"
