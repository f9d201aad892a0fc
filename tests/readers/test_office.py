"""Old Word files, RTF and OpenDocument: through LibreOffice, or plainly."""

import io
import random
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from made_docx import p, word_file

from phaply.document import Cell, Document
from phaply.errors import InputError
from phaply.language.syllables import syllable_share
from phaply.readers import office
from phaply.readers.doc97 import is_protected, read_doc
from phaply.readers.docx_parts import OfficeLimits
from phaply.readers.office import convert_many, find_libreoffice, read_office
from phaply.readers.rtf import read_rtf

SHARED = Path(__file__).parents[3] / "shared"
needs_office = pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
RTF = (
    rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}}{\colortbl;}"
    rb"{\*\generator x}{\info{\title sai}}\pard K\u7871?\u32?ho\u7841?ch\par {Ph\uc2\u432aa\u7901bbng} H\'f2a An\par"
    rb"\trowd\cellx1000\cellx2000\pard\intbl TT\cell Vi\u7879?c\cell\row\pard\intbl 1\cell Tuy\u234?n truy\u7873?n\cell\row"
    rb"\pard {\f1 nh\'a9n d\'a9n}{\v \u7849?n}\line d\'f2ng hai\tab x\endash y\par"
    rb"{\field{\*\fldinst PAGE}{\fldrslt 7}}\{ngo\u7863?c\}\par}"
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (rb"{\rtf1 a\par b}", "a\nb"),
        (rb"{\rtf1 Ti\u7871?ng}", "Tiếng"),
        (rb"{\rtf1\ansicpg1258 ti\'ea\'ecng}", "tiếng"),
        (rb"{\rtf1\u55357?\u56832?}", "😀"),
        (rb"{\rtf1 s\'e1ch\~hay a\-b c\_d}", "sách hay ab c-d"),
        (rb"{\rtf1{\header x}{\footnote y}a{\*\unknown z}}", "a"),
        (rb"{\rtf1 a}}}}b", "ab"),
        (rb"{\rtf1 a\u-3?b", "a\ufffdb"),
        (rb"{\rtf1 a\bin3 }{}b}", "ab"),
        (b"{\\rtf1 a\r\nb}", "ab"),
    ],
)
def test_plain_rtf(data: bytes, text: str) -> None:
    document = read_rtf(data, name="x.rtf", sha256="")
    assert document.text == text
    assert [d.code for d in document.diagnostics] == ["plain-reader"]


def test_plain_rtf_whole() -> None:
    document = read_rtf(RTF, name="x.rtf", sha256="")
    assert [(document.text[b.start : b.end], b.cell) for b in document.blocks] == [
        ("Kế hoạch", None),
        ("Phường Hòa An", None),
        ("TT", Cell(0, 0, 0)),
        ("Việc", Cell(0, 0, 1)),
        ("1", Cell(0, 1, 0)),
        ("Tuyên truyền", Cell(0, 1, 1)),
        ("nhân dân\ndòng hai x–y", None),
        ("7{ngoặc}", None),
    ]
    assert document.describe(document.blocks[1].start, document.blocks[1].end) == "đoạn 2"


@pytest.mark.parametrize("data", [b"", b"{", b"x", b"{\\html"])
def test_no_rtf(data: bytes) -> None:
    with pytest.raises(InputError):
        read_rtf(data, name="x.rtf", sha256="")


@pytest.mark.parametrize(
    "unit", [b"{", b"}", b"\\", b"\\u", b"\\'", b"{\\b ", b"\\cell", b"\\par ", b"\\u9999999999 ", b"\xff"]
)
def test_plain_rtf_never_refuses(unit: bytes) -> None:
    document = read_rtf(b"{\\rtf1 " + unit * 20_000, name="x.rtf", sha256="")
    assert all(0 <= b.start <= b.end <= len(document.text) for b in document.blocks)


@pytest.mark.parametrize("format", ["odt", "word-xml"])
def test_without_libreoffice(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_libreoffice", lambda: None)
    with pytest.raises(InputError) as caught:
        read_office(b"x", name="a.x", sha256="", format=format)
    assert "LibreOffice" in caught.value.vi
    assert "a.x" in caught.value.vi


def test_rtf_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_libreoffice", lambda: None)
    assert read_office(RTF, name="a.rtf", sha256="", format="rtf").text.startswith("Kế hoạch")


def test_too_big() -> None:
    with pytest.raises(InputError, match="file_bytes"):
        read_office(b"x" * 20, name="a.doc", sha256="", format="doc", limits=OfficeLimits(file_bytes=10))


def _as(format: str, body: str, folder: Path) -> bytes:
    source = folder / "a.docx"
    source.write_bytes(word_file(body))
    command = find_libreoffice()
    assert command is not None
    subprocess.run(
        [
            command,
            f"-env:UserInstallation={(folder / 'p').as_uri()}",
            "--headless",
            "--convert-to",
            format,
            "--outdir",
            str(folder),
            str(source),
        ],
        capture_output=True,
        timeout=120,
        check=False,
    )
    return (folder / f"a.{format}").read_bytes()


@needs_office
def test_through_libreoffice(tmp_path: Path) -> None:
    data = _as("odt", p("Kế hoạch của phường Hòa An") + p("Nội dung", rpr="<w:b/>"), tmp_path)
    document = read_office(data, name="a.odt", sha256="abc", format="odt")
    assert document.text == "Kế hoạch của phường Hòa An\nNội dung"
    assert (document.name, document.format, document.sha256) == ("a.odt", "odt", "abc")
    assert document.blocks[1].runs[0].bold is True
    assert "converted" in [d.code for d in document.diagnostics]


@needs_office
def test_one_bad_file_harms_no_other(tmp_path: Path) -> None:
    good, bad, gone = tmp_path / "tốt --x.rtf", tmp_path / "hỏng.doc", tmp_path / "không có.doc"
    good.write_bytes(RTF)
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600)
    found = convert_many([bad, good, gone])
    made = found[good]
    assert isinstance(made, bytes)
    assert zipfile.is_zipfile(io.BytesIO(made))
    assert isinstance(found[bad], InputError | bytes)
    assert isinstance(found[gone], InputError)
    assert "không có.doc" in str(found[gone])


@needs_office
def test_a_time_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.rtf"
    file.write_bytes(RTF)
    found = convert_many([file], limits=OfficeLimits(office_seconds=0.01, office_seconds_per_file=0.0))
    assert isinstance(found[file], InputError)


@needs_office
def test_real_files() -> None:
    paths = sorted(SHARED.glob("documents/legacy/*.doc"))[:3] + sorted(SHARED.glob("documents/office/doc-0[28].doc"))
    if not paths:
        pytest.skip("the shared documents are not at hand")
    for path, made in convert_many(paths).items():
        assert isinstance(made, bytes), path.name
        document: Document = office.from_converted(made, name=path.name, sha256="", format="doc")
        assert syllable_share(document.text)[0] >= 0.98, path.name
        if "tcvn3" in path.name:
            assert "legacy-encoding" in [d.code for d in document.diagnostics]


TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/></w:tblGrid>"
    f"<w:tr><w:tc>{p('TT')}</w:tc><w:tc>{p('Việc')}{p('và hạn')}</w:tc></w:tr>"
    f"<w:tr><w:tc>{p('1')}</w:tc><w:tc>{p('')}</w:tc></w:tr></w:tbl>"
)
FIELD = (
    "<w:p><w:r><w:t xml:space='preserve'>Trang </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"https://example.vn\" </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>12/5/2023</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
)


@needs_office
def test_plain_doc(tmp_path: Path) -> None:
    data = _as("doc", p("Kế hoạch của phường Hòa An") + TABLE + p("Dưới bảng") + FIELD, tmp_path)
    document = read_doc(data, name="a.doc", sha256="")
    assert [(document.text[b.start : b.end], b.cell) for b in document.blocks] == [
        ("Kế hoạch của phường Hòa An", None),
        ("TT", Cell(0, 0, 0)),
        ("Việc", Cell(0, 0, 1)),
        ("và hạn", Cell(0, 0, 1)),
        ("1", Cell(0, 1, 0)),
        ("", Cell(0, 1, 1)),
        ("Dưới bảng", None),
        ("Trang 12/5/2023", None),
    ]
    assert [d.code for d in document.diagnostics] == ["plain-reader"]
    assert document.describe(document.blocks[1].start, document.blocks[1].end) == "đoạn 2"
    assert not is_protected(data)


@needs_office
def test_plain_doc_broken_anywhere(tmp_path: Path) -> None:
    """Cut off or with any byte changed: a Document or one sentence, in bounded time."""
    data = _as("doc", (p("Kế hoạch") + TABLE) * 30, tmp_path)
    choice = random.Random(3)
    broken = [data[:cut] for cut in range(0, len(data), 1024)]
    for _ in range(150):
        copy = bytearray(data)
        for _ in range(choice.choice((1, 5, 50))):
            # The tables of the container and of the text are where it hurts.
            copy[choice.choice((choice.randrange(len(copy)), choice.randrange(min(2048, len(copy)))))] = (
                choice.randrange(256)
            )
        broken.append(bytes(copy))
    start = time.perf_counter()
    for copied in broken:
        try:
            read_doc(copied, name="x.doc", sha256="")
        except InputError as error:
            assert "x.doc" in error.vi
        is_protected(copied)
    assert time.perf_counter() - start < 0.05 * len(broken)


def test_real_old_files_plainly() -> None:
    paths = sorted(
        [*SHARED.glob("documents/legacy/*.doc"), *SHARED.glob("documents/office/*.doc"), *SHARED.glob("gold/dev/*.doc")]
    )
    if not paths:
        pytest.skip("the shared documents are not at hand")
    for path in paths:
        document = read_doc(path.read_bytes(), name=path.name, sha256="")
        share, count = syllable_share(document.text)
        assert share >= 0.96, path.name
        assert count > 20
        assert ("legacy-encoding" in [d.code for d in document.diagnostics]) == ("tcvn3" in path.name)


def test_a_password_on_an_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "is_protected", lambda data: True)
    with pytest.raises(InputError, match="mật khẩu"):
        read_office(b"x", name="a.doc", sha256="", format="doc")
