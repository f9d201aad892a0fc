"""Anchors in Word files made for the purpose: every place that a comment can and cannot stand at, and files that must be refused."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from reviewed_word import (
    W,
    accept,
    anchored,
    body,
    comments,
    marks_are_well_placed,
    paragraph,
    parts,
    run,
    same,
    without_ours,
    word_file,
)

from phaply.errors import InputError, UsageError
from phaply.parse import Plan, parse
from phaply.readers import read
from phaply.readers.docx import read_docx
from phaply.report.docx import render_docx
from phaply.rules.model import Evidence, Finding, Fix, Report, Summary


def plan_of(data: bytes) -> Plan:
    return parse(read_docx(data, name="du-thao.docx", sha256=hashlib.sha256(data).hexdigest()))


def report_on(plan: Plan, *spans: tuple[int, int], fixes: tuple[Fix, ...] = ()) -> Report:
    found = [
        Finding(f"TEST-{i}", "fail", "note", f"Điều {i}.", evidence=(Evidence(s, e, plan.text[s:e]),))
        for i, (s, e) in enumerate(spans)
    ]
    if fixes:
        found.append(Finding("TEST-FIX", "fail", "note", "Sửa.", evidence=(Evidence(0, 1, ""),), fix=fixes))
    return Report({}, "2024-05-06", "draft", Summary(), tuple(found))


def at(plan: Plan, words: str) -> tuple[int, int]:
    start = plan.text.index(words)
    return start, start + len(words)


def reviewed(data: bytes, *words: str) -> tuple[bytes, list[tuple[str, list[str]]]]:
    """The commented file, and for each of the words: what its comment stands at, and what it says."""
    plan = plan_of(data)
    result = render_docx(report_on(plan, *(at(plan, w) for w in words)), plan, original=data)
    said, where = comments(result), anchored(result)
    assert same(without_ours(result, set(said)), body(data))
    assert marks_are_well_placed(result)
    return result, [(where[key], said[key]) for key in list(said)[1:]]


BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    + paragraph("Chữ trong hộp của phường")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
NUMBERED = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)

PLACES = [
    ("one run", paragraph("Giao Công an phường chủ trì."), "Công an phường"),
    ("across runs", paragraph(run("Giao Công") + run(" an", "<w:b/>") + run(" phường chủ trì.")), "Công an phường"),
    ("a tab inside", paragraph("<w:r><w:t>Số:</w:t><w:tab/><w:t>05/KH</w:t></w:r>"), "05/KH"),
    ("a break inside", paragraph("<w:r><w:t>dòng một</w:t><w:br/><w:t>dòng hai</w:t></w:r>"), "dòng hai"),
    ("in a link", paragraph(f'{run("Theo ")}<w:hyperlink>{run("Quyết định số 5/QĐ-TTg")}</w:hyperlink>'), "định số"),
    ("in an insertion", paragraph(f'{run("Giao ")}<w:ins w:id="3" w:author="Mai">{run("Công an phường")}</w:ins>'), "an"),
    ("in a control", paragraph(f"<w:sdt><w:sdtContent>{run('Công an phường')}</w:sdtContent></w:sdt>"), "an phường"),
    ("in a cell", f"<w:tbl><w:tr><w:tc>{paragraph('Công an phường')}</w:tc></w:tr></w:tbl>{paragraph('Hết.')}", "an"),
    ("beside a picture", paragraph("<w:r><w:t>trước</w:t><w:drawing/><w:t>sau</w:t></w:r>"), "sau"),
    ("decomposed letters", paragraph("Giao Co\u0302ng an phường."), "Công an"),
    ("struck out between", paragraph(f'{run("Công")}<w:del w:id="4" w:author="Mai"><w:r><w:delText> chức</w:delText></w:r></w:del>{run(" an")}'), "Công an"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "inner", "words"), PLACES, ids=[p[0] for p in PLACES])
def test_exact_words(name: str, inner: str, words: str) -> None:
    import unicodedata

    _, [(found, _)] = reviewed(word_file(paragraph("KẾ HOẠCH") + inner), words)
    assert unicodedata.normalize("NFC", found) == words


def test_several_at_one_place() -> None:
    data = word_file(paragraph("Giao Công an phường chủ trì, báo cáo."))
    words = ["Công an phường", "Công an phường", "an phường chủ", "Công", "Giao Công an phường chủ trì, báo cáo."]
    _, found = reviewed(data, *words)
    assert [f for f, _ in found] == words


def test_over_paragraphs_and_cells() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Một')}</w:tc><w:tc>{paragraph('Hai')}</w:tc></w:tr></w:tbl>"
    data = word_file(paragraph("Dòng một") + paragraph("Dòng hai") + table + paragraph("Cuối"))
    _, found = reviewed(data, "một\nDòng", "Một\nHai" if "Một\nHai" in plan_of(data).text else "Hai")
    assert found[0][0].split() == ["một", "Dòng"]
    assert found[1][0].split()[-1] == "Hai"


def test_footnotes_and_boxes_are_commented_where_they_hang() -> None:
    note = f'<w:footnote w:id="2">{paragraph("Chú thích về phường")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = word_file(
        paragraph(run("Có chú giải") + mark + run(" ở đây.")) + paragraph(run("Trước hộp") + BOX), footnotes=note
    )
    result, found = reviewed(data, "về phường", "trong hộp")
    assert [f for f, _ in found] == ["", ""]
    assert any("chú thích cuối trang" in line and "“về phường”" in line for line in found[0][1])
    assert any("hộp chữ" in line and "“trong hộp”" in line for line in found[1][1])
    (end,) = [e for e in body(result).iter(W + "commentRangeEnd") if e.get(W + "id") == list(comments(result))[1]]
    before = end.getprevious().getprevious()
    assert before.find(W + "footnoteReference") is not None
    box = next(body(result).iter(W + "txbxContent"))
    assert not list(box.iter(W + "commentRangeStart", W + "commentReference"))


def test_labels_that_word_numbers() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    data = word_file(paragraph("KẾ HOẠCH") + paragraph("MỤC ĐÍCH", number), numbering=NUMBERED)
    plan = plan_of(data)
    assert "I. MỤC ĐÍCH" in plan.text
    start = plan.text.index("I. MỤC")
    result = render_docx(report_on(plan, (start, start + 2), (start, start + 6)), plan, original=data)
    where = anchored(result)
    assert [where[key] for key in list(comments(result))[1:]] == ["", "MỤC"]
    # The place is the paragraph's start.
    mark = next(e for e in body(result).iter(W + "commentRangeStart") if e.get(W + "id") == list(comments(result))[1])
    assert mark.getparent().find(W + "pPr/" + W + "numPr") is not None


def test_a_place_where_something_should_stand() -> None:
    data = word_file(paragraph("KẾ HOẠCH") + "<w:p/>" + paragraph("Kính gửi:") + "<w:p/>")
    plan = plan_of(data)
    spans = [(0, 0), (len(plan.text), len(plan.text)), (plan.text.index("gửi"), plan.text.index("gửi"))]
    result = render_docx(report_on(plan, *spans), plan, original=data)
    where = anchored(result)
    assert [where[key] for key in list(comments(result))[1:]] == ["", "", ""]


def test_existing_comments_stay_and_numbers_go_on() -> None:
    old = f'<w:comment w:id="41" w:author="Lê Thị Mai">{paragraph("Xem lại.")}</w:comment>'
    inner = paragraph(
        '<w:commentRangeStart w:id="41"/>' + run("Giao Công an phường") + '<w:commentRangeEnd w:id="41"/>'
        '<w:r><w:commentReference w:id="41"/></w:r>'
    )
    result, [(found, _)] = reviewed(word_file(inner, comments=old), "Công an")
    assert found == "Công an"
    root = etree.fromstring(parts(result)["word/comments.xml"])
    assert [c.get(W + "id") for c in root] == ["41", "42", "43"]
    assert etree.tostring(root[0], method="c14n") == etree.tostring(
        etree.fromstring(parts(word_file(inner, comments=old))["word/comments.xml"])[0], method="c14n"
    )


def test_strict_files_stay_strict() -> None:
    data = word_file(paragraph("Giao Công an phường"), strict=True)
    plan = plan_of(data)
    result = parts(render_docx(report_on(plan, at(plan, "Công an")), plan, original=data))
    strict = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
    root = etree.fromstring(result["word/document.xml"])
    start = list(root.iter(strict + "commentRangeStart"))[-1]
    assert start.getnext().findtext(strict + "t") == "Công an"
    assert root.find(f".//{W}p") is None
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in result["word/_rels/document.xml.rels"]


def test_a_bound_control_is_commented_from_outside() -> None:
    bound = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>'
    data = word_file(paragraph(run("Số ") + bound + run("05/KH-UBND") + "</w:sdtContent></w:sdt>"))
    result, [(found, _)] = reviewed(data, "KH-UBND")
    assert found == "05/KH-UBND"
    assert not list(body(result).find(f".//{W}sdtContent").iter(W + "commentRangeStart"))


@pytest.mark.parametrize(
    ("edit", "fix", "refused"),
    [("readOnly", False, True), ("forms", False, True), ("comments", False, False), ("comments", True, True), ("trackedChanges", True, False)],
)  # fmt: skip
def test_protected_files(edit: str, fix: bool, refused: bool) -> None:
    data = word_file(
        paragraph("Giao Công an phường"), settings=f'<w:documentProtection w:edit="{edit}" w:enforcement="1"/>'
    )
    plan = plan_of(data)
    report = report_on(plan, at(plan, "Công an"))
    if refused:
        with pytest.raises(UsageError, match="đang bị khóa sửa"):
            render_docx(report, plan, original=data, fix=fix)
    else:
        assert comments(render_docx(report, plan, original=data, fix=fix))


def test_a_file_changed_since_it_was_read() -> None:
    data = word_file(paragraph("Giao Công an phường"))
    plan = plan_of(data)
    with pytest.raises(InputError, match="đã thay đổi"):
        render_docx(report_on(plan), plan, original=data + b"\0")


def test_control_characters_in_what_is_said() -> None:
    data = word_file(paragraph("Giao Công an phường"))
    plan = plan_of(data)
    bad = Finding("TEST", "fail", "note", "a\x00\x0b\ud800\uffffb <w:x>&", evidence=(Evidence(0, 4, "Giao"),))
    result = render_docx(Report({}, None, "draft", Summary(), (bad,)), plan, original=data)
    assert list(comments(result).values())[1][0] == "Lưu ý: ab <w:x>&"


def test_fields_are_commented_but_never_changed() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("5/6/2023")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    data = word_file(paragraph(run("Ngày ") + field + run(" và 7")))
    plan = plan_of(data)
    start, later = plan.text.index("5/6"), plan.text.index("7")
    report = report_on(plan, (start, start + 3), fixes=(Fix(start + 2, start + 2, "0"), Fix(later, later, "0")))
    result = render_docx(report, plan, original=data, fix=True)
    assert [e.getnext().findtext(W + "t") for e in body(result).iter(W + "ins")] == ["7"]
    assert anchored(result)[list(comments(result))[1]] == "5/6"
    assert not any("Track Changes" in line for line in list(comments(result).values())[2]), "not all of it is offered"


PIECE = st.sampled_from(["Công an ", "phường", "\t", "\n", "a", "Đ", " ", "<>&", "-"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(PIECE, min_size=1, max_size=5), min_size=1, max_size=5),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=8),
)
def test_any_runs_and_any_spans(runs: list[list[str]], wanted: list[tuple[float, float]]) -> None:
    def inside(piece: str) -> str:
        if piece in "\t\n":
            return "<w:tab/>" if piece == "\t" else "<w:br/>"
        from xml.sax.saxutils import escape

        return f'<w:t xml:space="preserve">{escape(piece)}</w:t>'

    inner = "".join(f"<w:r>{''.join(map(inside, pieces))}</w:r>" for pieces in runs)
    data = word_file(paragraph("KẾ HOẠCH") + paragraph(inner))
    plan = plan_of(data)
    size = len(plan.text)
    spans = [tuple(sorted((round(a * size), round(b * size)))) for a, b in wanted]
    result = render_docx(report_on(plan, *spans), plan, original=data)
    said, where = comments(result), anchored(result)
    assert same(without_ours(result, set(said)), body(data))
    for key, (start, end) in zip(list(said)[1:], spans, strict=True):
        assert "".join(where[key].split()) == "".join(plan.text[start:end].split())


def test_a_signed_file_is_told() -> None:
    buffer = io.BytesIO(word_file(paragraph("Giao Công an phường")))
    with zipfile.ZipFile(buffer, "a") as file:
        file.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    data = buffer.getvalue()
    plan = plan_of(data)
    summary = comments(render_docx(report_on(plan), plan, original=data))
    assert any("chữ ký số" in line for line in next(iter(summary.values())))


def test_from_a_text_the_words_and_repairs_stand_right() -> None:
    text = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\na) Kịp thời.\n\nc) Đúng hạn.\n\n| TT | Việc |\n|---|---|\n| 1 | Rà soát |\n| 2 | Báo cáo |\n"
    plan = parse(read(text.encode("utf-8")))
    start, cell = plan.text.index("c) Đúng"), plan.text.index("Rà soát")
    report = report_on(plan, (start, start + 7), (cell, cell + 7), fixes=(Fix(start, start + 1, "b"),))
    data = render_docx(report, plan, fix=True)
    where = anchored(data)
    assert [where[key] for key in list(comments(data))[1:3]] == ["b) Đúng", "Rà soát"], "with what is put in"
    assert any("dựng lại từ chữ" in line for line in next(iter(comments(data).values())))
    again = read_docx(accept(data), name="x.docx", sha256="")
    assert "b) Đúng hạn." in again.text and "c) Đúng" not in again.text
    assert [b.cell is not None for b in again.blocks if "Báo cáo" in again.text[b.start : b.end]] == [True]
    assert data == render_docx(report, plan, fix=True)


def test_no_two_tables_of_a_made_file_touch() -> None:
    text = "KẾ HOẠCH\n\n| 1 | Một |\n|---|---|\n| 2 | Hai |\n\n| 3 | Ba |\n|---|---|\n| 4 | Bốn |\n"
    plan = parse(read(text.encode("utf-8")))
    found = list(body(render_docx(report_on(plan), plan)).find(W + "body"))
    tables = [i for i, e in enumerate(found) if e.tag == W + "tbl"]
    assert tables and all(found[i + 1].tag == W + "p" for i in tables)
