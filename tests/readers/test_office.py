"""Old Word files, RTF and OpenDocument: through LibreOffice, or plainly."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from made_docx import p, word_file

from phaply.document import Cell, Document
from phaply.errors import InputError
from phaply.language.syllables import syllable_share
from phaply.readers import office
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


@pytest.mark.parametrize("format", ["doc", "odt"])
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


def _as_odt(folder: Path) -> bytes:
    source = folder / "a.docx"
    source.write_bytes(word_file(p("Kế hoạch của phường Hòa An") + p("Nội dung", rpr="<w:b/>")))
    command = find_libreoffice()
    assert command is not None
    subprocess.run(
        [
            command,
            f"-env:UserInstallation={(folder / 'p').as_uri()}",
            "--headless",
            "--convert-to",
            "odt",
            "--outdir",
            str(folder),
            str(source),
        ],
        capture_output=True,
        timeout=120,
        check=False,
    )
    return (folder / "a.odt").read_bytes()


@needs_office
def test_through_libreoffice(tmp_path: Path) -> None:
    document = read_office(_as_odt(tmp_path), name="a.odt", sha256="abc", format="odt")
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
