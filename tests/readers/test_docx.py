"""What a Word file holds besides numbers: tables, text boxes, notes, fields, changes, formats, sections."""

import pytest
from made_docx import p, r, word_file

from phaply.document import Cell, Document, DocxPlace
from phaply.readers.docx import read_docx

INS = 'w:id="1" w:author="x" w:date="2023-05-01T00:00:00Z"'
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title1"><w:name w:val="Ten loai"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title2"><w:name w:val="Trich yeu"/><w:basedOn w:val="Title1"/><w:rPr><w:b w:val="0"/><w:caps w:val="0"/><w:color w:val="1f3864"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:rPr><w:sz w:val="24"/></w:rPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
"""
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:latin typeface="Cambria"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


SECRET, STRONG = '<w:rStyle w:val="Secret"/>', '<w:rStyle w:val="Strong"/>'
DECOMPOSED, INVISIBLE = "hoa\u0323ch", "\u200b nà\u00ady "
ITALIC, LANG = '<w:i/><w:sz w:val="26"/><w:u w:val="single"/>', '<w:lang w:val="vi-VN"/>'


def read(body: str, **parts: str) -> Document:
    return read_docx(word_file(body, **parts), name="x.docx", sha256="")


def lines(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def codes(document: Document) -> list[str]:
    return sorted(d.code for d in document.diagnostics)


def tbl(*rows: str, props: str = "") -> str:
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>{''.join(rows)}</w:tbl>"


def tr(*cells: str, props: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(cells)}</w:tr>"


def tc(text: str, props: str = "") -> str:
    inner = text if text.startswith("<w:") else p(text)
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{inner}</w:tc>"


BORDERS = "<w:tblBorders>" + "".join(f'<w:{s} w:val="single"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV")) + "</w:tblBorders>"  # fmt: skip
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))


def instr(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def box(text: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        f"{p(text)}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("what", "body", "expected"),
    [
        ("paragraphs, empty ones left out", p("Một") + p() + p("Hai"), ["Một", "Hai"]),
        ("runs are joined", f"<w:p>{r('Kế ')}{r('hoạch')}</w:p>", ["Kế hoạch"]),
        ("space without preserve is no text", "<w:p><w:r><w:t> Kế hoạch </w:t></w:r></w:p>", ["Kế hoạch"]),
        ("a tab", "<w:p><w:r><w:t>Số:</w:t><w:tab/><w:t>12</w:t></w:r></w:p>", ["Số: 12"]),
        ("soft break between lines of a title", p(ppr='<w:jc w:val="center"/>').replace("</w:p>", "<w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>về dân chủ</w:t></w:r></w:p>"), ["KẾ HOẠCH\nvề dân chủ"]),
        ("soft break between lines of a list", "<w:p><w:r><w:t>Nơi nhận:</w:t><w:br/><w:t>- Như trên;</w:t></w:r></w:p>", ["Nơi nhận:\n- Như trên;"]),
        ("soft break inside a sentence", "<w:p><w:r><w:t>Ủy ban nhân dân</w:t><w:br/><w:t>phường Hòa An</w:t></w:r></w:p>", ["Ủy ban nhân dân phường Hòa An"]),
        ("page break at the start", '<w:p><w:r><w:br w:type="page"/><w:t>PHỤ LỤC</w:t></w:r></w:p>', ["PHỤ LỤC"]),
        ("no-break and soft hyphens", "<w:p><w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>KH</w:t><w:softHyphen/><w:t>UBND</w:t></w:r></w:p>", ["12-KHUBND"]),
        ("symbols", '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>Có</w:t><w:sym w:font="Symbol" w:char="F0B7"/></w:r></w:p>', ["✓Có•"]),
        ("private characters of a symbol font", p("\uf0d8 việc", rpr='<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), ["➢ việc"]),
        ("hyperlink, smart tag, content control", f"<w:p><w:hyperlink>{r('liên kết ')}</w:hyperlink><w:smartTag>{r('thẻ ')}</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>{r('ô')}</w:sdtContent></w:sdt></w:p>", ["liên kết thẻ ô"]),
        ("content controls around paragraphs", f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Một')}<w:sdt><w:sdtContent>{p('Hai')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>", ["Một", "Hai"]),
        ("complex field: result kept, instruction dropped", f"<w:p>{BEGIN}{instr(' REF a ')}{SEPARATE}{r('Điều 5')}{END}{r(' sau')}</w:p>", ["Điều 5 sau"]),
        ("field in a field's instruction", f"<w:p>{BEGIN}{instr('IF ')}{BEGIN}{instr('PAGE')}{SEPARATE}{r('7')}{END}{SEPARATE}{r('đúng')}{END}</w:p>", ["đúng"]),
        ("field over paragraphs", f"<w:p>{BEGIN}{instr('TOC')}{SEPARATE}{r('Mục một')}</w:p>{p('Mục hai')}<w:p>{r('Mục ba')}{END}</w:p>", ["Mục một", "Mục hai", "Mục ba"]),
        ("a field without end swallows nothing", f"<w:p>{BEGIN}{instr('PAGE')}{r('còn đây')}</w:p>{p('và đây')}", ["còn đây", "và đây"]),
        ("simple field", f'<w:p><w:fldSimple w:instr=" DATE ">{r("2023")}</w:fldSimple></w:p>', ["2023"]),
        ("insertions kept, deletions and moves away dropped", f"<w:p>{r('giữ ')}<w:ins {INS}>{r('thêm ')}</w:ins><w:del {INS}><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:moveFrom {INS}>{r('dời đi')}</w:moveFrom><w:moveTo {INS}>{r('dời đến')}</w:moveTo></w:p>", ["giữ thêm dời đến"]),
        ("a deleted paragraph mark joins what it parted", p("Ủy ban ", ppr=f"<w:rPr><w:del {INS}/></w:rPr>") + p("nhân dân"), ["Ủy ban nhân dân"]),
        ("a deleted mark at the end of a cell", tbl(tr(tc(p("ô", ppr=f"<w:rPr><w:del {INS}/></w:rPr>")), tc("b"), tc("c"), tc("d"))), ["ô", "b", "c", "d"]),
        ("hidden text", f"<w:p>{r('thấy')}{r(' ẩn', '<w:vanish/>')}</w:p>", ["thấy"]),
        ("a text box, once, after its paragraph", f"<w:p>{r('trước ')}{box('trong hộp')}{r('sau')}</w:p>", ["trước sau", "trong hộp"]),
        ("comments aside", f'<w:p><w:commentRangeStart w:id="0"/>{r("chữ")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>', ["chữ"]),
    ],
)  # fmt: skip
def test_text(what: str, body: str, expected: list[str]) -> None:
    assert lines(read(body)) == expected


def test_hidden_by_a_character_style() -> None:
    document = read(f"<w:p>{r('thấy')}{r(' ẩn', SECRET)}</w:p>", styles=STYLES)
    assert document.text == "thấy"
    assert codes(document) == ["hidden-text"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"<w:p><w:ins {INS}>{r('thêm')}</w:ins></w:p>", "open-changes"),
        (f"<w:p>{r('a')}<w:del {INS}><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>", "open-changes"),
        (tbl(tr(tc("a")), tr(tc("b"), props=f"<w:del {INS}/>")), "open-changes"),
        (f"<w:p>{r('a')}<w:r><w:commentReference w:id='0'/></w:r></w:p>", "has-comments"),
        (f"<w:p>{r('a')}{r('b', '<w:vanish/>')}</w:p>", "hidden-text"),
        (p("a") + '<w:altChunk r:id="rId9"/>', "embedded-document"),
        (p("a\u200bb"), "invisible-character"),
        (p("Ðiều 1"), "look-alike-letter"),
    ],
)
def test_diagnostics(body: str, code: str) -> None:
    document = read(body)
    assert codes(document) == [code]
    assert all(0 <= d.start <= d.end <= len(document.text) and d.message for d in document.diagnostics)


def test_a_clean_file_has_no_diagnostics() -> None:
    assert codes(read(p("Kế hoạch") + tbl(tr(tc("a"), tc("b"))))) == []


# Tables


def cells(document: Document) -> list[tuple[str, Cell | None]]:
    return [(document.text[b.start : b.end], b.cell) for b in document.blocks]


def test_merged_cells_and_header_rows() -> None:
    merge, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        tr(tc("TT"), tc("Nhiệm vụ", '<w:gridSpan w:val="2"/>'), tc("Hạn"), props="<w:tblHeader/>"),
        tr(tc("1", merge), tc("a"), tc("Công an phường"), tc("Quý I")),
        tr(tc("", goes_on), tc("b"), tc(""), tc("Quý II")),
        tr(tc("2"), tc("c"), tc("d"), tc("đ")),
        props=BORDERS,
    )
    assert cells(read(table)) == [
        ("TT", Cell(0, 0, 0, header=True)),
        ("Nhiệm vụ", Cell(0, 0, 1, column_span=2, header=True)),
        ("Hạn", Cell(0, 0, 3, header=True)),
        ("1", Cell(0, 1, 0, row_span=2)),
        ("a", Cell(0, 1, 1)),
        ("Công an phường", Cell(0, 1, 2)),
        ("Quý I", Cell(0, 1, 3)),
        ("b", Cell(0, 2, 1)),
        ("", Cell(0, 2, 2)),
        ("Quý II", Cell(0, 2, 3)),
        ("2", Cell(0, 3, 0)),
        ("c", Cell(0, 3, 1)),
        ("d", Cell(0, 3, 2)),
        ("đ", Cell(0, 3, 3)),
    ]


def test_old_horizontal_merges_and_rows_that_begin_late() -> None:
    table = tbl(
        tr(tc("a", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("b"), tc("c")),
        tr(tc("d"), tc("đ"), props='<w:gridBefore w:val="2"/>'),
        props=BORDERS,
    )
    assert [c for _, c in cells(read(table))] == [
        Cell(0, 0, 0, column_span=2), Cell(0, 0, 2), Cell(0, 0, 3), Cell(0, 1, 2), Cell(0, 1, 3),
    ]  # fmt: skip


def test_nested_tables_and_rows_in_content_controls() -> None:
    inner = tbl(tr(tc("trong 1"), tc("trong 2")), props=BORDERS)
    row = tr(tc("ngoài 1"), tc(inner + p("dưới bảng trong")), tc("c"), tc("d"))
    table = tbl(
        f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>", tr(tc("e"), tc("g"), tc("h"), tc("i")), props=BORDERS
    )
    assert [(t, c and (c.table, c.row, c.column)) for t, c in cells(read(table))] == [
        ("ngoài 1", (0, 0, 0)), ("trong 1", (1, 0, 0)), ("trong 2", (1, 0, 1)), ("dưới bảng trong", (0, 0, 1)),
        ("c", (0, 0, 2)), ("d", (0, 0, 3)), ("e", (0, 1, 0)), ("g", (0, 1, 1)), ("h", (0, 1, 2)), ("i", (0, 1, 3)),
    ]  # fmt: skip


MOTTO = p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc")


@pytest.mark.parametrize(
    ("what", "table", "layout"),
    [
        ("header without borders", tbl(tr(tc("UBND PHƯỜNG HÒA AN"), tc(MOTTO))), True),
        ("header that kept its borders", tbl(tr(tc("UBND PHƯỜNG HÒA AN"), tc(MOTTO)), props=BORDERS), True),
        ("signature", tbl(tr(tc("Nơi nhận:"), tc("CHỦ TỊCH"))), True),
        ("a frame around one cell", tbl(tr(tc("MẬT")), props=BORDERS), True),
        ("two ruled columns of data", tbl(*[tr(tc("việc"), tc("hạn"))] * 3, props=BORDERS), False),
        ("a long table without borders", tbl(*[tr(tc("việc"), tc("hạn"))] * 9), False),
        ("a wide table without borders", tbl(tr(*[tc("cột")] * 5)), False),
        ("a wide table that quotes the motto", tbl(*[tr(tc(MOTTO), *[tc("cột")] * 4)] * 2, props=BORDERS), False),
    ],
)
def test_layout(what: str, table: str, layout: bool) -> None:
    document = read(table)
    assert {b.cell is not None and b.cell.layout for b in document.blocks} == {layout}, what


# Formats


def test_format_chain() -> None:
    body = (
        p("Thường")
        + p("Kế hoạch", style="Title1")
        + p("Trích yếu", style="Title2")
        + f"<w:p>{r('đậm', STRONG)}{r(' nghiêng', ITALIC)}</w:p>"
        + '<w:p><w:pPr><w:pStyle w:val="Title1"/></w:pPr>'
        + r("hai lần đậm là không", '<w:rStyle w:val="Strong"/>')
        + "</w:p>"
        + p("phông chủ đề", rpr='<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>')
    )
    document = read(body, styles=STYLES, theme=THEME)
    runs = [b.runs for b in document.blocks]
    assert [(f.font, f.size, f.bold, f.italic, f.caps, f.color) for f in runs[0]] == [
        ("Times New Roman", 14.0, False, False, False, None)
    ]
    assert (runs[1][0].bold, runs[1][0].caps) == (True, True)
    assert (runs[2][0].bold, runs[2][0].caps, runs[2][0].color) == (False, False, "1F3864")
    assert [(f.bold, f.italic, f.underline, f.size) for f in runs[3]] == [
        (True, False, False, 14.0),
        (False, True, True, 13.0),
    ]
    assert runs[4][0].bold is False
    assert runs[5][0].font == "Cambria"
    formats = [b.format for b in document.blocks]
    assert formats[0] is not None
    assert formats[1] is not None
    assert (formats[0].align, formats[0].space_after, formats[0].line_spacing, formats[0].style) == (
        "left",
        8.0,
        1.079,
        "Normal",
    )
    assert (formats[1].align, formats[1].style) == ("center", "Ten loai")


def test_equal_neighbours_are_one_run() -> None:
    document = read(f"<w:p>{r('Kế ')}{r('hoạch', LANG)}{r(' này', '<w:b/>')}</w:p>")
    assert [(f.start, f.end, f.bold) for f in document.blocks[0].runs] == [(0, 8, False), (8, 12, True)]


def test_runs_cover_every_block() -> None:
    document = read(f"<w:p>{r('  Kế ')}{r(DECOMPOSED, '<w:b/>')}{r(INVISIBLE, '<w:i/>')}</w:p>" + p("x"))
    assert document.text == "Kế hoạch này\nx"
    for block in document.blocks:
        ends = [block.start, *(f.end for f in block.runs)]
        assert [f.start for f in block.runs] == ends[:-1]
        assert ends[-1] == block.end


def test_table_style_and_first_row() -> None:
    table = tbl(
        tr(*[tc("đầu")] * 4),
        tr(*[tc("dữ liệu")] * 4),
        props='<w:tblStyle w:val="Grid"/><w:tblLook w:val="0020"/>' + BORDERS,
    )
    styles = STYLES.replace('<w:sz w:val="28"/></w:rPr></w:style>', "</w:rPr></w:style>", 1)
    runs = [b.runs[0] for b in read(table, styles=styles).blocks]
    assert [f.bold for f in runs] == [True] * 4 + [False] * 4
    assert {f.size for f in runs} == {12.0}


@pytest.mark.parametrize(
    ("ppr", "field", "value"),
    [
        ('<w:jc w:val="both"/>', "align", "justify"),
        ('<w:jc w:val="end"/>', "align", "right"),
        ('<w:bidi/><w:jc w:val="left"/>', "align", "right"),
        ('<w:bidi w:val="0"/><w:jc w:val="left"/>', "align", "left"),
        ('<w:ind w:firstLine="720"/>', "indent_first", 36.0),
        ('<w:ind w:left="720" w:hanging="360"/>', "indent_first", -18.0),
        ('<w:ind w:start="567"/>', "indent_left", 28.35),
        ('<w:spacing w:before="120"/>', "space_before", 6.0),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', "line_spacing", 1.5),
        ('<w:spacing w:line="360" w:lineRule="exact"/>', "line_exact", 18.0),
        ('<w:spacing w:line="340" w:lineRule="atLeast"/>', "line_spacing", None),
        ('<w:pBdr><w:bottom w:val="single"/></w:pBdr>', "border_bottom", True),
        ('<w:pBdr><w:bottom w:val="nil"/></w:pBdr>', "border_bottom", False),
        ('<w:ind w:left="bad"/>', "indent_left", 0.0),
    ],
)
def test_paragraph_format(ppr: str, field: str, value: object) -> None:
    assert getattr(read(p("x", ppr=ppr)).blocks[0].format, field) == value


def test_caps_stay_as_typed() -> None:
    document = read(p("kế hoạch", rpr="<w:caps/>"))
    assert document.text == "kế hoạch"
    assert document.blocks[0].runs[0].caps is True


# Sections, headers and footers, notes

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>{}<w:footerReference w:type="default" r:id="rIdfooter1"/>'
    '<w:pgSz w:w="11907" w:h="16840"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701"/>{}</w:sectPr>'
)
PAGE = f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{BEGIN}<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:instrText> PAGE </w:instrText></w:r>{SEPARATE}{r("2")}{END}</w:p>'


def test_page_setup() -> None:
    body = p("một") + f"<w:p><w:pPr>{SECTION.format('', '<w:titlePg/>')}</w:pPr></w:p>" + p("hai")
    body += '<w:sectPr><w:pgSz w:w="16840" w:h="11907" w:orient="landscape"/></w:sectPr>'
    first, second = read(body, header1=PAGE, footer1=p("Mẫu 01")).page_setup
    assert (first.width, first.height, first.top, first.right, first.bottom, first.left) == (
        210.03,
        297.04,
        20.0,
        15.01,
        20.0,
        30.0,
    )
    assert first.header == ""
    assert first.footer == "Mẫu 01"
    assert first.number is not None
    assert (first.number.position, first.number.align, first.number.size, first.number.on_first_page) == (
        "header",
        "center",
        13.0,
        False,
    )
    assert (second.start, second.width, second.top) == (4, 297.04, None)
    assert second.number is not None  # a section without its own header goes on with the last one's
    assert second.number.on_first_page is True


def test_page_number_in_a_frame_and_on_the_first_page() -> None:
    frame = PAGE.replace('<w:jc w:val="center"/>', '<w:framePr w:xAlign="right"/>')
    reference = '<w:headerReference w:type="first" r:id="rIdheader2"/>'
    body = p("một") + SECTION.format(reference, "<w:titlePg/>")
    number = read(body, header1=frame, header2=frame, footer1=p()).page_setup[0].number
    assert number is not None
    assert (number.align, number.on_first_page) == ("right", True)


def test_other_fields_are_no_page_numbers() -> None:
    setup = read(
        p("một") + SECTION.format("", ""), header1=PAGE.replace(" PAGE ", " PAGEREF x "), footer1=p()
    ).page_setup[0]
    assert setup.number is None
    assert setup.header == "2"


def test_headers_stay_out_of_the_text() -> None:
    assert read(p("thân") + SECTION.format("", ""), header1=p("đầu trang"), footer1=p("chân trang")).text == "thân"


def test_notes_follow_the_body_in_the_order_of_their_marks() -> None:
    def mark(key: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{key}"/></w:r>'

    notes = "".join(
        f'<w:footnote w:id="{key}">{p(text)}</w:footnote>'
        for key, text in ((0, "kẻ"), (1, "chú một"), (2, "chú hai"), (3, "thừa"))
    )
    document = read(f"<w:p>{r('trước')}{mark(2)}{r(' giữa')}{mark(1)}</w:p>" + p("cuối"), footnotes=notes)
    assert [(t, b.area) for t, b in zip(lines(document), document.blocks, strict=True)] == [
        ("trước giữa", "body"), ("cuối", "body"), ("chú hai", "footnote"), ("chú một", "footnote"),
    ]  # fmt: skip
    block = document.blocks[2]
    assert document.source((block.start, block.end)) == [DocxPlace("word/footnotes.xml", 2, 0, 0, 7)]
    assert document.describe(block.start, block.end) == "chú thích, đoạn 3"


def test_pages_as_last_saved() -> None:
    body = (
        p("một") + "<w:p><w:r><w:t>hai</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t> ba</w:t></w:r></w:p>" + p("bốn")
    )
    document = read(body)
    assert [b.page for b in document.blocks] == [1, 1, 2]
    assert document.describe(document.blocks[2].start, document.blocks[2].end) == "trang 2, đoạn 3"


# Old fonts


def test_tcvn3_by_font() -> None:
    old, capitals = (f'<w:rFonts w:ascii="{f}" w:hAnsi="{f}"/>' for f in (".VnTime", ".VnTimeH"))
    document = read(f"<w:p>{r('Uû ban nh©n d©n', capitals)}{r(' ph­êng Hoµ An', old)}{r(' năm 1999')}</w:p>")
    assert document.text == "UỶ BAN NHÂN DÂN phường Hoà An năm 1999"
    assert codes(document) == ["legacy-encoding"]
    at = document.text.index("Hoà")
    assert document.source((at, at + 3)) == [DocxPlace("word/document.xml", 0, 1, 8, 11)]


def test_vni_by_font_even_over_two_runs() -> None:
    vni = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    document = read(f"<w:p>{r('UÛy ba', vni)}{r('n nha', vni)}{r('ân daân', vni)}</w:p>")
    assert document.text == "Ủy ban nhân dân"


def test_unicode_in_an_old_font_stays() -> None:
    old = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    document = read(p("Ủy ban nhân dân phường", rpr=old) + p("và công an", rpr=old))
    assert document.text == "Ủy ban nhân dân phường\nvà công an"
    assert codes(document) == []


# Columns without a table

HEAD = (
    f"<w:p>{r('UBND PHƯỜNG HÒA AN')}<w:r><w:tab/></w:r>{r('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', '<w:b/>')}</w:p>"
    + p("Số: 12/KH-UBND          Độc lập - Tự do - Hạnh phúc")
    + p("KẾ HOẠCH")
)


def test_a_header_set_with_tabs_is_read_column_by_column() -> None:
    document = read(HEAD + tbl(tr(*[tc("ô")] * 5)) + SECTION.format("", ""), header1=p(), footer1=p())
    assert [(t, c and (c.table, c.column, c.layout)) for t, c in cells(document)][:6] == [
        ("UBND PHƯỜNG HÒA AN", (0, 0, True)),
        ("Số: 12/KH-UBND", (0, 0, True)),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (0, 1, True)),
        ("Độc lập - Tự do - Hạnh phúc", (0, 1, True)),
        ("KẾ HOẠCH", None),
        ("ô", (1, 0, False)),
    ]
    assert [f.bold for b in document.blocks[:3] for f in b.runs] == [False, False, True]
    at = document.text.index("Độc lập")
    assert document.source((at, at + 3)) == [DocxPlace("word/document.xml", 1, 0, 24, 27)]
    assert document.page_setup[0].start == 0


def test_a_numbered_header_is_left_alone() -> None:
    numbered = HEAD.replace("<w:p><w:r>", '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r>', 1)
    level = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
    document = read(numbered, numbering=level + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>')
    assert document.blocks[0].cell is None


def test_a_signature_set_with_tabs_is_read_column_by_column() -> None:
    def line(*words: str) -> str:
        return "<w:p>" + "<w:r><w:tab/></w:r>".join(r(word) if word else "" for word in words) + "</w:p>"

    body = (
        p("Trên đây là kế hoạch.")
        + line("Nơi nhận:", "", "TM. ỦY BAN NHÂN DÂN")
        + line("- Như trên;", "CHỦ TỊCH")
        + p()
        + line("- Lưu: VT.")
        + line("", "", "Nguyễn Văn A")
        + p("PHỤ LỤC")
    )
    assert [(t, c and (c.column, c.layout)) for t, c in cells(read(body))] == [
        ("Trên đây là kế hoạch.", None),
        ("Nơi nhận:", (0, True)),
        ("- Như trên;", (0, True)),
        ("- Lưu: VT.", (0, True)),
        ("TM. ỦY BAN NHÂN DÂN", (1, True)),
        ("CHỦ TỊCH", (1, True)),
        ("Nguyễn Văn A", (1, True)),
        ("PHỤ LỤC", None),
    ]
