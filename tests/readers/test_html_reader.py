"""Web pages: what is text, what is a paragraph, a cell, a label; encodings by charset and by font."""

import time

import pytest

from phaply.document import Document
from phaply.language.encodings import encode_tcvn3
from phaply.readers import read


def page(body: str, head: str = "") -> Document:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def blocks(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<p>Căn cứ   Luật\n  Đất đai&nbsp;năm 2013;</p><p>Xét đề nghị</p>",
            ["Căn cứ Luật Đất đai năm 2013;", "Xét đề nghị"],
        ),
        ("<p>A &lt; B &amp; C &#272;iều</p>", ["A < B & C Điều"]),
        ("một<div>hai</div>ba", ["một", "hai", "ba"]),
        ("<p>UBND QUẬN<br>PHÒNG TƯ PHÁP</p>", ["UBND QUẬN", "PHÒNG TƯ PHÁP"]),
        ("<p>Về việc ban hành Kế hoạch<br>triển khai Luật</p>", ["Về việc ban hành Kế hoạch triển khai Luật"]),
        ("<script>x='<p>không</p>'</script><style>p{}</style><nav>menu</nav><!-- ẩn --><p>Có</p>", ["Có"]),
        ("<p style='display:none'>ẩn</p><p hidden>ẩn</p><p>Có</p>", ["Có"]),
        ("<p>Số:<b>12</b>/<i>KH</i>-UBND</p>", ["Số:12/KH-UBND"]),
        ("<pre>Điều 1.\nĐiều 2.</pre>", ["Điều 1.", "Điều 2."]),
        ("<ol><li>Một</li><li>Hai</li></ol>", ["1. Một", "2. Hai"]),
        ("<ol type=a start=3><li>Ba</ol>", ["c) Ba"]),
        ("<ol type=I><li value=4>Bốn</ol><ul><li>Gạch</ul>", ["IV. Bốn", "- Gạch"]),
        ("<p>Giải quyết những</p><p>khó khăn, vướng mắc.</p>", ["Giải quyết những khó khăn, vướng mắc."]),
    ],
)
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert blocks(page(body)) == expected


def test_labels_of_word_lists_are_kept_apart() -> None:
    document = page(
        "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.2."
        "<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>Rà soát</p>"
    )
    (block,) = document.blocks
    assert (block.label, block.level) == ("1.2.", 1)
    assert document.text.startswith("1.2.") and document.text.endswith("Rà soát")


def test_formats_of_runs_and_paragraphs() -> None:
    document = page(
        "<p class=MsoNormal style='text-align:justify;text-indent:36pt'>Căn cứ <b>Luật</b> <i style='font-size:12pt'>Đất đai</i></p>",
        '<style>p.MsoNormal{font-family:"Times New Roman",serif;font-size:14.0pt}</style>',
    )
    (block,) = document.blocks
    assert block.format is not None
    assert (block.format.align, block.format.indent_first) == ("justify", 36.0)
    looks = [(document.text[r.start : r.end].strip(), r.font, r.size, r.bold, r.italic) for r in block.runs]
    assert [look for look in looks if look[0]] == [
        ("Căn cứ", "Times New Roman", 14.0, None, None),
        ("Luật", "Times New Roman", 14.0, True, None),
        ("Đất đai", "Times New Roman", 12.0, None, True),
    ]


def test_tables_with_spans() -> None:
    document = page(
        "<table><thead><tr><th rowspan=2>TT<th colspan=2>Phân công<tr><th>Chủ trì<th>Phối hợp</thead>"
        "<tr><td>1<td rowspan=2>Văn phòng<td>Tư pháp<tr><td>2<td>Công an</table><p>Hết</p>"
    )
    found = {
        document.text[b.start : b.end]: (b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span, b.cell.header)
        for b in document.blocks
        if b.cell
    }
    assert found == {
        "TT": (0, 0, 2, 1, True),
        "Phân công": (0, 1, 1, 2, True),
        "Chủ trì": (1, 1, 1, 1, True),
        "Phối hợp": (1, 2, 1, 1, True),
        "1": (2, 0, 1, 1, False),
        "Văn phòng": (2, 1, 2, 1, False),
        "Tư pháp": (2, 2, 1, 1, False),
        "2": (3, 0, 1, 1, False),
        "Công an": (3, 2, 1, 1, False),
    }


def test_header_table_only_arranges_the_page() -> None:
    document = page(
        "<table><tr><td><p>UBND QUẬN LÂM THỦY</p><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Độc lập - Tự do - Hạnh phúc</p></table>"
    )
    assert [b.cell.layout for b in document.blocks if b.cell] == [True, True, True]


def test_page_of_a_legal_database_without_its_menus() -> None:
    text = "Điều 1. Phạm vi điều chỉnh của Kế hoạch này. " * 12
    document = page(
        f"<div>Trang chủ | Tìm kiếm</div><div class=fulltext><div id=toanvancontent><p>{text}</p></div></div><div>Liên hệ</div>"
    )
    assert "Trang chủ" not in document.text and "Liên hệ" not in document.text
    assert document.text.startswith("Điều 1.")


def test_fonts_tell_the_encoding() -> None:
    lower = "ủy ban nhân dân phường"
    heading = "CéNG HßA X· HéI".encode("latin-1")
    data = (
        b"<p><font face='.VnTimeH'>" + heading + b'</font> <font face=".VnTime">' + encode_tcvn3(lower) + b"</font></p>"
    )
    document = read(data)
    assert document.text == "CỘNG HÒA XÃ HỘI ủy ban nhân dân phường"
    assert [d.code for d in document.diagnostics] == ["legacy-encoding"]


@pytest.mark.parametrize("charset", ["windows-1258", "x-cp1258"])
def test_charset_of_the_page(charset: str) -> None:
    body = "Că\u0323n cứ Luâ\u0323t Đâ\u0301t đai".replace("ứ", "ư\u0301")
    data = f'<meta http-equiv=Content-Type content="text/html; charset={charset}"><p>{body}</p>'.encode("cp1258")
    assert read(data).text == "Cặn cứ Luật Đất đai"


def test_single_file_web_page() -> None:
    data = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>K=E1=BA=BF ho=E1=BA=A1ch</p></html>\r\n--x--\r\n"
    )
    assert read(data.encode()).text == "Kế hoạch"


def test_places_are_lines_of_the_source() -> None:
    document = read(b"<html>\n<body>\n<p>M\xe1\xbb\x99t</p>\n<p>Hai</p>\n</body></html>")
    assert [document.describe(b.start, b.end) for b in document.blocks] == ["dòng 3", "dòng 4"]


def test_too_deep_a_page_says_what_it_lost() -> None:
    document = read(("<div>chữ " * 20_000).encode())
    assert [d.code for d in document.diagnostics] == ["cut-off"]


@pytest.mark.parametrize(
    "unit", ["<p>Căn cứ Luật;</p>\n", "<tr><td rowspan=60 colspan=60>a", "a<br>", "<", "<b>x", "&amp", "<p a='"]
)
def test_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        start = time.perf_counter()
        page("chữ <table>" + unit * (size // len(unit)))
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(160_000) < 24 * max(seconds(20_000), 0.004)
