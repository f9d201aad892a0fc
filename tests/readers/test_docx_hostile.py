"""Hostile and broken Word files: bounded time and memory, and one clear sentence."""

import io
import random
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_docx import abstract, lvl, num, p, r, word_file

from phaply.document import Document
from phaply.errors import InputError
from phaply.readers.docx import read_docx
from phaply.readers.docx_parts import OfficeLimits

SHARED = Path(__file__).parents[3] / "shared"


def read(data: bytes, limits: OfficeLimits | None = None) -> Document:
    return read_docx(data, name="x.docx", sha256="", limits=limits)


def refused(data: bytes, limits: OfficeLimits | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read(data, limits)
    assert "x.docx" in caught.value.vi
    assert "x.docx" in caught.value.en
    return caught.value.en


def changed(data: bytes, part: str, content: bytes | None) -> bytes:
    """The file with one part replaced, or left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(part, content)
    return buffer.getvalue()


PLAIN = word_file(p("Kế hoạch của phường Hòa An") * 40)
DOCUMENT = "word/document.xml"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"x" * 5000, b"%PDF-1.7"])
def test_no_word_file(data: bytes) -> None:
    refused(data)


def test_cut_off_anywhere() -> None:
    for cut in [*range(0, len(PLAIN), 211), *range(len(PLAIN) - 60, len(PLAIN) - 22)]:
        refused(PLAIN[:cut])


@pytest.mark.parametrize("name", ["documents/office/docx-07.docx", "gold/dev/sct-kh-luat-pccc.docx"])
def test_real_files_cut_off_at_every_kilobyte(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the shared documents are not at hand")
    data = path.read_bytes()
    for cut in range(0, len(data), 1024):
        refused(data[:cut])


def test_zip_bomb_by_ratio() -> None:
    assert "ratio" in refused(changed(PLAIN, DOCUMENT, b"<a>" + b" " * 30_000_000 + b"</a>"))


def test_declared_size() -> None:
    limits = OfficeLimits(part_bytes=1000)
    assert "part_bytes = 1,000" in refused(PLAIN, limits)


def test_a_size_that_lies() -> None:
    """The directory says ten bytes; a gigabyte would come out."""
    bomb = bytearray(changed(PLAIN, DOCUMENT, b" " * 20_000_000))
    size = (20_000_000).to_bytes(4, "little")
    at = bomb.find(size)
    while at >= 0:
        bomb[at : at + 4] = (10).to_bytes(4, "little")
        at = bomb.find(size)
    start = time.perf_counter()
    refused(bytes(bomb))
    assert time.perf_counter() - start < 2


def test_total_of_all_parts() -> None:
    assert "total_bytes" in refused(PLAIN, OfficeLimits(total_bytes=2000))


def test_too_many_members() -> None:
    assert "members" in refused(PLAIN, OfficeLimits(members=2))


def test_names_that_climb() -> None:
    data = changed(PLAIN, "../../../../etc/passwd", b"x")
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="x/styles" Target="../../../../etc/passwd"/>'
        b'<Relationship Id="b" Type="x/numbering" Target="/etc/passwd"/>'
        b'<Relationship Id="c" Type="x/header" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    )
    data = changed(data, "word/_rels/document.xml.rels", relations)
    assert read(data).text.startswith("Kế hoạch")


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>',
        '<?xml version="1.0"?>\n<!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_doctypes_are_refused(xml: str, encoding: str) -> None:
    if encoding == "utf-16":
        xml = xml.replace('<?xml version="1.0"?>', "")
    assert "DOCTYPE" in refused(changed(PLAIN, DOCUMENT, xml.encode(encoding)))


def test_a_doctype_in_the_styles() -> None:
    data = changed(word_file(p("x"), styles=""), "word/styles.xml", b'<!DOCTYPE s [<!ENTITY a "b">]><s/>')
    assert "DOCTYPE" in refused(data)


@pytest.mark.parametrize("depth", [60, 1000, 10_000])
def test_nested_tables(depth: int) -> None:
    body = "<w:tbl><w:tr><w:tc>" * depth + p("đáy") + "</w:tc></w:tr></w:tbl>" * depth
    start = time.perf_counter()
    assert "table_depth" in refused(word_file(body))
    assert time.perf_counter() - start < 2


def test_tables_nested_as_people_do() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 20 + p("đáy") + "</w:tc></w:tr></w:tbl>" * 20
    assert read(word_file(body)).text == "đáy"


@pytest.mark.parametrize("wrap", ["w:hyperlink", "w:ins", "w:smartTag"])
def test_nested_wrappers(wrap: str) -> None:
    body = f"<w:p>{f'<{wrap}>' * 100}{r('đáy')}{f'</{wrap}>' * 100}</w:p>"
    assert read(word_file(body)).text == "đáy"


def test_nested_text_boxes_end() -> None:
    body = p("đáy")
    for _ in range(20):
        body = f"<w:p><w:r><w:pict><w:txbxContent>{body}</w:txbxContent></w:pict></w:r>{r('x')}</w:p>"
    assert read(word_file(body)).text.endswith("đáy")


def test_circles_of_styles_and_lists() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="N1"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="N2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        abstract(1, link="N1") + abstract(2, link="N2") + abstract(3, lvl(0)) + num(1, 1) + num(2, 2) + num(3, 3)
    )
    document = read(
        word_file(p("một", style="A") + p("hai", num=(2, 0)) + p("ba", num=(3, 0)), styles=styles, numbering=numbering)
    )
    assert document.text == "một\nhai\n1. ba"


@pytest.mark.parametrize("start", ["999999999", "-5", "99999999999999999999", "x", ""])
@pytest.mark.parametrize("kind", ["upperRoman", "lowerLetter", "decimal", "chicago", "custom", "decimalEnclosedCircle"])
def test_numbers_that_no_list_has(start: str, kind: str) -> None:
    level = lvl(0, kind, start=None).replace("<w:numFmt", f'<w:start w:val="{start}"/><w:numFmt')
    text = read(word_file(p("việc", num=(1, 0)), numbering=abstract(1, level) + num(1, 1))).text
    assert text.endswith("việc")
    assert len(text) < 100


@pytest.mark.parametrize("part", ["styles", "numbering", "footnotes", "theme"])
@pytest.mark.parametrize("content", [b"", b"<broken", b"\xff\xfe\0", None])
def test_parts_missing_or_broken(part: str, content: bytes | None) -> None:
    data = word_file(p("còn đọc được") + p("x", num=(1, 0)), **{part: ""})
    path = "word/theme/theme1.xml" if part == "theme" else f"word/{part}.xml"
    document = read(changed(data, path, content))
    assert document.text.startswith("còn đọc được")
    if content is not None and part in ("styles", "numbering"):
        assert [d.code for d in document.diagnostics] == ["broken-part"]


@pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"])
def test_packaging_missing(part: str) -> None:
    assert read(changed(PLAIN, part, None)).text.startswith("Kế hoạch")


def test_without_a_document() -> None:
    assert "without a Word document" in refused(changed(PLAIN, DOCUMENT, None))


def test_password() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1000
    assert "password" in refused(data)


def test_an_old_file_under_a_new_name() -> None:
    assert ".doc" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000)


def test_strict_files() -> None:
    body = word_file(p("Kế hoạch", ppr='<w:jc w:val="center"/>'))
    xml = zipfile.ZipFile(io.BytesIO(body)).read(DOCUMENT)
    strict = xml.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    document = read(changed(body, DOCUMENT, strict))
    assert document.text == "Kế hoạch"
    assert document.blocks[0].format is not None
    assert document.blocks[0].format.align == "center"


def test_time_grows_with_the_text() -> None:
    def seconds(data: bytes) -> float:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            read(data)
            best = min(best, time.process_time() - start)
        return best

    odd = "Ðo\u0323\u200b \u00a0"
    for unit in (
        p("việc", num=(1, 0)),
        f"<w:p>{r('a') * 50}</w:p>",
        f"<w:p>{r(odd) * 5}</w:p>",
        "<w:p><w:r><w:br/></w:r></w:p>",
    ):
        numbering = abstract(1, lvl(0)) + num(1, 1)
        small, large = (word_file(unit * n, numbering=numbering) for n in (400, 800))
        assert seconds(large) < 2.8 * seconds(small) + 0.02
    for inner in ("<w:br/>", "<w:tab/>", "<w:t>a </w:t>", "<w:t>Nơi nhận</w:t><w:tab/><w:br/>"):
        small, large = (word_file(f"<w:p><w:r>{inner * n}</w:r></w:p>") for n in (10_000, 20_000))
        assert seconds(large) < 2.8 * seconds(small) + 0.02


REAL = sorted(SHARED.glob("documents/office/docx-0[137].docx")) + sorted(SHARED.glob("gold/dev/*pccc.docx"))


@pytest.mark.parametrize("path", REAL or [None], ids=lambda path: path.stem if path else "none")
def test_mutated_bytes(path: Path | None) -> None:
    """Any byte changed: a Document or one sentence."""
    data = path.read_bytes() if path else PLAIN
    choice = random.Random(11)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(choice.choice((1, 4, 40))):
            broken[choice.randrange(len(broken))] = choice.randrange(256)
        try:
            read(bytes(broken))
        except InputError as error:
            assert "x.docx" in error.vi


_ELEMENTS = [
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:del", "w:pPr", "w:rPr", "w:numPr", "w:ilvl",
    "w:numId", "w:fldChar", "w:instrText", "w:tcPr", "w:vMerge", "w:gridSpan", "w:sectPr", "w:pgSz", "w:txbxContent", "w:pict",
    "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:br", "w:sym", "w:footnoteReference", "w:sz", "w:b", "w:jc", "w:ind",
]  # fmt: skip
_VALUES = ["", "1", "-1", "x", "restart", "begin", "separate", "end", "99999999999"]


@st.composite
def _trees(draw: st.DrawFn, depth: int = 4) -> str:
    tag = draw(st.sampled_from(_ELEMENTS))
    attributes = "".join(
        f' w:{key}="{draw(st.sampled_from(_VALUES))}"'
        for key in draw(st.sets(st.sampled_from(["val", "fldCharType", "w", "left", "char", "id"]), max_size=2))
    )
    if depth == 0:
        return f"<{tag}{attributes}>chữ</{tag}>"
    inner = "".join(draw(st.lists(_trees(depth=depth - 1), max_size=3)))
    return f"<{tag}{attributes}>{inner or 'chữ'}</{tag}>"


@settings(max_examples=60, deadline=None)
@given(st.lists(_trees(), max_size=4))
def test_any_tree_of_known_elements(trees: list[str]) -> None:
    document = read(word_file("".join(trees), numbering=abstract(1, lvl(0)) + num(1, 1)))
    assert all(0 <= b.start <= b.end <= len(document.text) for b in document.blocks)
