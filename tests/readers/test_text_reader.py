"""Plain text and Markdown: paragraphs, tables of three forms, columns, furniture, the way back."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaply.document import Document
from phaply.language import repair
from phaply.readers.text import read_text
from phaply.readers.unwrap import HEADS_LINE, HEADS_LINE_EXAMPLES, continues


def read(raw: str) -> Document:
    return read_text(raw, name="x.txt", sha256="0")


def blocks(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


def cells(document: Document) -> dict[tuple[int, int, int], str]:
    found: dict[tuple[int, int, int], str] = {}
    for b in document.blocks:
        if b.cell:
            key = (b.cell.table, b.cell.row, b.cell.column)
            found[key] = (found[key] + " / " if key in found else "") + document.text[b.start : b.end]
    return found


def codes(document: Document) -> list[str]:
    return [d.code for d in document.diagnostics]


@pytest.mark.parametrize(("line", "heads"), HEADS_LINE_EXAMPLES)
def test_what_begins_a_line_of_its_own(line: str, heads: bool) -> None:
    assert bool(HEADS_LINE.match(line)) is heads


@pytest.mark.parametrize(
    ("before", "after", "how", "joined"),
    [
        ("kịp thời giải quyết những", "khó khăn, vướng mắc.", {"torn": True}, True),
        ("kịp thời giải quyết những", "khó khăn, vướng mắc.", {}, True),
        ("Công chức Văn hóa - xã hội", "Thời gian thực hiện: Thường xuyên.", {}, False),
        ("Chủ trì: Công chức Tư pháp", "- Phối hợp: các đoàn thể", {}, False),
        ("a) Mục đích của Kế hoạch", "b) Yêu cầu", {}, False),
        ("KẾ HOẠCH", "triển khai thi hành Luật", {}, False),
        ("TỔ CHỨC THỰC HIỆN", "Các bộ phận chuyên môn", {"full": True}, False),
        ("trên địa bàn tỉnh;", "đôn đốc các đơn vị", {}, False),
        ("phục vụ kỳ họp thường lệ của Hội đồng nhân dân tỉnh;", "đồng thời tham mưu", {"full": True}, True),
        ("theo Kế hoạch của Ủy ban nhân dân", "Thành phố Hải Minh", {"full": True}, True),
        ("theo Kế hoạch của Ủy ban nhân dân", "Thành phố Hải Minh", {}, False),
        ("Thực hiện Kế hoạch số 12/KH-UBND của", "Ủy ban nhân dân quận Lâm Thủy", {"torn": True}, True),
        ("ban hành kèm theo Chỉ thị số 52-", "CT/TW của Ban Bí thư", {"full": True}, True),
        ("cung ứng vật tư năm 2019 -", "2020 như sau:", {"full": True}, True),
        ("cụ thể như sau:", "nội dung thứ nhất", {"torn": True}, False),
        ("Năm nay, phường Hòa An có", "12 tổ dân phố", {"full": True}, True),
        ("Nghị quyết số 11-NQ/TW của Hội nghị lần", "thứ Năm", {"torn": True}, True),
        ("được giao.", "Văn phòng tổng hợp", {"full": True}, False),
        ("được giao.", "Văn phòng tổng hợp", {"full": True, "loose": True}, True),
        ("được giao", "Đơn vị chủ trì: Văn phòng", {"full": True}, False),
        ("được giao.", "Thời gian: quý III", {"full": True, "loose": True}, False),
    ],
)
def test_lines_of_one_paragraph(before: str, after: str, how: dict[str, bool], joined: bool) -> None:
    assert continues(before, after, **how) is joined


def test_paragraph_torn_by_a_blank_line_is_rejoined_and_reported() -> None:
    raw = "a) Đôn đốc, giải quyết những\n\nkhó khăn, vướng mắc trong quá trình thực hiện.\n\nb) Báo cáo kết quả.\n"
    document = read(raw)
    assert blocks(document) == [
        "a) Đôn đốc, giải quyết những khó khăn, vướng mắc trong quá trình thực hiện.",
        "b) Báo cáo kết quả.",
    ]
    (note,) = document.diagnostics
    assert note.code == "broken-paragraph"
    assert "những khó khăn" in document.text[note.start : note.end]
    start = document.text.index("khó khăn")
    (place,) = document.source((start, start + 8))
    assert (place.line, place.column) == (3, 1)  # type: ignore[union-attr]


def test_lines_wrapped_by_recognition_are_joined_to_paragraphs() -> None:
    raw = """1. Mục đích

Nhằm tạo sự chuyển biến tích cực về nhận thức và hành động của cán bộ,
công chức, người lao động cơ quan Văn phòng trong công tác tham mưu cho
Ủy ban nhân dân phường. Văn phòng là đầu mối theo dõi, đôn đốc, tổng hợp
kết quả thực hiện và báo cáo Chủ tịch.

2. Yêu cầu

- Văn phòng tổ chức tuyên truyền, phổ biến nâng cao kiến thức pháp luật
cho cán bộ, công chức phường Hòa An theo Kế hoạch số 12/KH-UBND ngày
03/10/2023 của Ủy ban nhân dân quận Lâm Thủy.
- Giao Phòng Tổng hợp theo dõi.
"""
    assert blocks(read(raw)) == [
        "1. Mục đích",
        "Nhằm tạo sự chuyển biến tích cực về nhận thức và hành động của cán bộ, công chức, người lao động cơ quan Văn phòng "
        "trong công tác tham mưu cho Ủy ban nhân dân phường. Văn phòng là đầu mối theo dõi, đôn đốc, tổng hợp kết quả thực "
        "hiện và báo cáo Chủ tịch.",
        "2. Yêu cầu",
        "- Văn phòng tổ chức tuyên truyền, phổ biến nâng cao kiến thức pháp luật cho cán bộ, công chức phường Hòa An theo Kế "
        "hoạch số 12/KH-UBND ngày 03/10/2023 của Ủy ban nhân dân quận Lâm Thủy.",
        "- Giao Phòng Tổng hợp theo dõi.",
    ]


def test_a_symbol_torn_at_its_hyphen_is_one_paragraph_and_reads_as_printed() -> None:
    raw = "Thực hiện Chỉ thị số 12/CT-\nUBND của Chủ tịch Ủy ban nhân dân và Kế hoạch giai đoạn 2021-\n2025.\n"
    document = read(raw)
    assert blocks(document) == [
        "Thực hiện Chỉ thị số 12/CT- UBND của Chủ tịch Ủy ban nhân dân và Kế hoạch giai đoạn 2021- 2025."
    ]


def test_markdown_marks_go_and_hard_breaks_stay() -> None:
    raw = "**KẾ HOẠCH**  \n**Triển khai *thi hành* Luật**\n\n## **I. MỤC ĐÍCH**\n\n1\\. Nội dung [Luật](https://x.vn/a_b)\n\n> trích\n"
    assert blocks(read(raw)) == ["KẾ HOẠCH", "Triển khai thi hành Luật", "I. MỤC ĐÍCH", "1. Nội dung Luật", "trích"]


def test_stars_and_blanks_of_plain_text_stay() -> None:
    raw = "* Lưu ý: ngày __ tháng __ năm 2023\nHọ tên: ____\n"
    assert blocks(read(raw)) == ["* Lưu ý: ngày __ tháng __ năm 2023", "Họ tên: ____"]


def test_markdown_table() -> None:
    raw = "Bảng:\n\n| TT | Nội dung | Chủ trì |\n|---|:---:|---|\n| 1 | Rà soát<br>văn bản | **Văn phòng** |\n| 2 | Tập huấn | |\n\nHết.\n"
    document = read(raw)
    assert cells(document) == {
        (0, 0, 0): "TT",
        (0, 0, 1): "Nội dung",
        (0, 0, 2): "Chủ trì",
        (0, 1, 0): "1",
        (0, 1, 1): "Rà soát / văn bản",
        (0, 1, 2): "Văn phòng",
        (0, 2, 0): "2",
        (0, 2, 1): "Tập huấn",
    }
    assert blocks(document)[-1] == "Hết."


ART = """
|STT    |Nội dung công việc                |Phân công                       |Hạn     |
|       |                                  |Chủ trì        |Phối hợp        |        |
|I      |XÂY DỰNG DỰ THẢO                                                           |
|1      |Xây dựng và trình ban hành kế     |Phòng Tư pháp  |Các phòng, đơn  |2/2023  |
|       |hoạch rà soát văn bản             |               |vị liên quan    |        |
|1.1    |Lấy ý kiến góp ý                  |Văn phòng      |                |3/2023  |
|2      |Tổng hợp                          |Văn phòng      |Các phòng       |4/2023  |
"""


def test_art_table_with_wrapped_and_merged_cells() -> None:
    document = read(ART)
    found = cells(document)
    assert found[0, 3, 1] == "Xây dựng và trình ban hành kế hoạch rà soát văn bản"
    assert found[0, 3, 3] == "Các phòng, đơn vị liên quan"
    assert found[0, 4, 0] == "1.1"
    assert found[0, 5, 4] == "4/2023"
    group = next(b for b in document.blocks if document.text[b.start : b.end] == "XÂY DỰNG DỰ THẢO")
    assert group.cell is not None
    assert (group.cell.row, group.cell.column, group.cell.column_span) == (2, 1, 4)
    # A cell's text comes from two places of the file, in the order of the text.
    start = document.text.index("kế hoạch rà soát")
    lines = [place.line for place in document.source((start, start + 16))]  # type: ignore[union-attr]
    assert lines == [5, 6]


def test_art_table_whose_second_line_is_merged_and_too_long() -> None:
    document = read(
        "|TT |Đơn vị được giám sát  |Nội dung giám sát     |Thời gian |\n|I. GIÁM SÁT CHUYÊN ĐỀ                                      |\n"
        "|1  |Trường Tiểu học Hòa An |Việc thu, chi các     |Tháng 3   |\n|   |                       |khoản đóng góp        |          |\n"
        "|2  |Trạm Y tế              |Việc cấp phát thuốc cho|Tháng 4  |\n|   |                       |người nghèo            |         |\n"
    )
    found = cells(document)
    assert found[0, 1, 0] == "I. GIÁM SÁT CHUYÊN ĐỀ"
    assert found[0, 2, 2] == "Việc thu, chi các khoản đóng góp"
    assert found[0, 3, 2] == "Việc cấp phát thuốc cho người nghèo"
    assert found[0, 3, 3] == "Tháng 4"
    assert max(row for _, row, _ in found) == 3


def test_art_table_with_lines_between_its_rows() -> None:
    raw = (
        "+------+---------------+----------+\n| TT   | Nội dung      | Chủ trì  |\n+======+===============+==========+\n"
        "| 1    | Rà soát các   | Văn      |\n|      | Văn bản       | phòng    |\n+------+---------------+----------+\n"
        "| 2    | Tập huấn      | Tư pháp  |\n+------+---------------+----------+\n"
    )
    assert cells(read(raw)) == {
        (0, 0, 0): "TT",
        (0, 0, 1): "Nội dung",
        (0, 0, 2): "Chủ trì",
        (0, 1, 0): "1",
        (0, 1, 1): "Rà soát các Văn bản",
        (0, 1, 2): "Văn phòng",
        (0, 2, 0): "2",
        (0, 2, 1): "Tập huấn",
        (0, 2, 2): "Tư pháp",
    }


def test_header_whose_right_column_is_broken() -> None:
    raw = (
        "UBND QUẬN LÂM THỦY            CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nPHÒNG TƯ PHÁP                         VIỆT NAM\n"
        "                              Độc lập - Tự do - Hạnh phúc\nSố: 12/KH-TP            Lâm Thủy, ngày 03 tháng 5 năm 2023\n\nKẾ HOẠCH\n"
    )
    assert blocks(read(raw)) == [
        "UBND QUẬN LÂM THỦY",
        "PHÒNG TƯ PHÁP",
        "Số: 12/KH-TP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lâm Thủy, ngày 03 tháng 5 năm 2023",
        "KẾ HOẠCH",
    ]


def test_cells_that_end_in_a_bar() -> None:
    head = "TT\n | Tên nhiệm vụ\n | Chủ trì\n | Thời gian\n"
    rows = " | 1\n | Rà soát văn bản\n | Văn phòng\n | Quý II\n | 2\n | Tập huấn\n | Phòng Tư pháp\n | Quý III\n | \n"
    document = read("Phụ lục\n\n" + head + rows + "Hết phụ lục.\n")
    found = cells(document)
    assert found[0, 0, 0] == "TT"
    assert found[0, 1, 1] == "Rà soát văn bản"
    assert found[0, 2, 3] == "Quý III"
    assert blocks(document)[-1] == "Hết phụ lục."


@pytest.mark.parametrize(
    "raw",
    [
        "UBND QUẬN LÂM THỦY            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHÒNG TƯ PHÁP                      Độc lập - Tự do - Hạnh phúc\n\n"
        "Số: 12/KH-TP                  Lâm Thủy, ngày 03 tháng 5 năm 2023\n\nKẾ HOẠCH\n",
        "UBND QUẬN LÂM THỦY CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHÒNG TƯ PHÁP Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-TP Lâm Thủy, ngày 03 tháng 5 năm 2023\nKẾ HOẠCH\n",
        "|UBND QUẬN LÂM THỦY      |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM     |\n|PHÒNG TƯ PHÁP           |Độc lập - Tự do - Hạnh phúc            |\n"
        "|Số: 12/KH-TP            |Lâm Thủy, ngày 03 tháng 5 năm 2023     |\n\nKẾ HOẠCH\n",
        "UBND QUẬN LÂM THỦY\nPHÒNG TƯ PHÁP\nSố: 12/KH-TP\n | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Lâm Thủy, ngày 03 tháng 5 năm 2023\n | \n\nKẾ HOẠCH\n",
    ],
    ids=["spaces", "one-space", "art", "cell-ends"],
)
def test_header_in_two_columns(raw: str) -> None:
    document = read(raw)
    assert blocks(document) == [
        "UBND QUẬN LÂM THỦY",
        "PHÒNG TƯ PHÁP",
        "Số: 12/KH-TP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lâm Thủy, ngày 03 tháng 5 năm 2023",
        "KẾ HOẠCH",
    ]
    places = [b.cell for b in document.blocks]
    assert places[6] is None
    assert all(cell is not None and cell.layout for cell in places[:6])
    assert [cell.column for cell in places[:6] if cell] == [0, 0, 0, 1, 1, 1]


def test_signature_in_two_columns() -> None:
    raw = (
        "1. Nội dung kế hoạch.\n\nNơi nhận:                         TM. ỦY BAN NHÂN DÂN\n- UBND quận;                           CHỦ TỊCH\n"
        "- Lưu: VT.\n\n                                    Trần Văn Mẫu\n"
    )
    assert blocks(read(raw)) == [
        "1. Nội dung kế hoạch.",
        "Nơi nhận:",
        "- UBND quận;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Trần Văn Mẫu",
    ]


def test_page_furniture_goes_and_the_sentence_goes_on() -> None:
    raw = (
        "Văn phòng chủ trì, phối hợp với các\n\x0c2\n\nđơn vị liên quan.\nCÔNG BÁO/Số 844 + 845/Ngày 10-9-2019\nHết.\n"
    )
    document = read(raw)
    assert blocks(document) == ["Văn phòng chủ trì, phối hợp với các đơn vị liên quan.", "Hết."]
    assert "page-furniture" in codes(document)


def test_numbers_alone_that_count_no_pages_stay() -> None:
    raw = "Số lượng:\n\n12\n\nSố hộ:\n\n7\n"
    assert blocks(read(raw)) == ["Số lượng:", "12", "Số hộ:", "7"]


def test_repaired_characters_are_counted_once_per_kind() -> None:
    document = read("Quy\u0301 III, QÐ-UBND ngày\u200b 3; Ðiều 5; Кế hoạch\n")
    assert document.text == "Quý III, QĐ-UBND ngày 3; Điều 5; Kế hoạch"
    assert sorted(codes(document)) == ["decomposed-letter", "invisible-character", "look-alike-letter"]
    note = next(d for d in document.diagnostics if d.code == "look-alike-letter")
    assert document.text[note.start : note.end] == "Đ"
    assert "3" in note.message


# Split at single spaces, so that line ends and runs of spaces are words of the mess too.
MESS_WORDS = "Kế hoạch | || - --- a) 1. ** \\. # > Nơi nhận: CỘNG HÒA XÃ HỘI Độc lập - Tự do Số: 1/KH, ngày 3 tháng 5 ; . : \n \n\n   \t \x0c é Ð ____ * _ [x](http://a) 12 Căn cứ"
BAR_WORDS = "một hai | \n \n | | 1 2 3 a) Nơi nhận: TM. ; . | |\n |"
WORDS = st.sampled_from(MESS_WORDS.split(" "))
MESS = st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=80).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(MESS)
def test_every_block_leads_back_to_its_source(raw: str) -> None:
    document = read(raw)
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(document.text)
        last = block.end
        text = document.text[block.start : block.end]
        assert "\n" not in text and text.strip() == text
        source = repair("".join(document.raw[a:b] for a, b in document.raw_spans(block.start, block.end)))[0]
        for word in re.findall(r"[a-zA-Z]+", text):
            assert word in source
    assert document.text == "\n".join(document.text[b.start : b.end] for b in document.blocks)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(BAR_WORDS.split(" ")), max_size=120).map(" ".join))
def test_no_word_is_lost_between_bars(raw: str) -> None:
    document = read(raw)
    expected = sorted(re.findall(r"\w+", raw))
    assert sorted(re.findall(r"\w+", document.text)) == expected


HOSTILE = [
    "_", " ", "|", "| ", "|\n", "*", "[", "\\", "\n", "# ", "a\n\n", "a\n | ", "|a |b  |ccc    |\n", "Nơi nhận:   x\n", "\n1\n",
    "á\u0323", "Aа", "** ", "Số: 1/KH Hòa An, ngày ", "CỘNG HÒA XÃ HỘI ", "CÔNG BÁO/Số ", "<br>",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        raw = "Kế hoạch\n" + unit * (size // len(unit))
        best = 9.0
        for _ in range(2):
            start = time.perf_counter()
            read(raw)
            best = min(best, time.perf_counter() - start)
        return best

    # Eight times the text: far from 64 times the time, whatever else the machine does.
    assert seconds(160_000) < 24 * max(seconds(20_000), 0.004)


RECOGNISED = """1. Tổ chức thực hiện:

STT Công việc Thời gian Người thực hiện & kết
_ _ l quả

01 Xây dựng danh mục khung 01/3/2024 — 05/3/2024 Văn phòng
cho các tổ dân phố

02 | Triển khai danh mục | Trước ngày 09/3/2024 Công an phường
Ị03 Họp thông qua kế hoạch < 5 ngày làm việc Hội đồng

04 | Báo cáo kết quả | Quý III/2024 | Văn phòng

2. Kinh phí:

Kinh phí thực hiện Kế hoạch này được bố trí từ ngân sách phường Hòa An năm 2024.
"""


def test_strokes_read_as_bars_make_no_table() -> None:
    raw = "2. Yêu cầu: |\n\nCác hoạt động được tổ chức thiết thực, | hiệu quả.\n\nPhòng, chống bạo lực. |\n"
    document = read(raw)
    assert not any(b.cell for b in document.blocks)
    assert len(document.blocks) == 3


def test_table_printed_by_recognition() -> None:
    document = read(RECOGNISED)
    assert cells(document) == {
        (0, 0, 0): "STT",
        (0, 0, 1): "Công việc",
        (0, 0, 2): "Thời gian",
        (0, 0, 3): "Người thực hiện & kết _ _ l quả",
        (0, 1, 0): "01",
        (0, 1, 1): "Xây dựng danh mục khung cho các tổ dân phố",
        (0, 1, 2): "01/3/2024 — 05/3/2024",
        (0, 1, 3): "Văn phòng",
        (0, 2, 0): "02",
        (0, 2, 1): "Triển khai danh mục",
        (0, 2, 2): "Trước ngày 09/3/2024",
        (0, 2, 3): "Công an phường",
        (0, 3, 0): "Ị03",
        (0, 3, 1): "Họp thông qua kế hoạch",
        (0, 3, 2): "< 5 ngày làm việc",
        (0, 3, 3): "Hội đồng",
        (0, 4, 0): "04",
        (0, 4, 1): "Báo cáo kết quả",
        (0, 4, 2): "Quý III/2024",
        (0, 4, 3): "Văn phòng",
    }
    assert blocks(document)[-2:] == [
        "2. Kinh phí:",
        "Kinh phí thực hiện Kế hoạch này được bố trí từ ngân sách phường Hòa An năm 2024.",
    ]


def test_table_whose_cells_are_parted_by_tabs() -> None:
    raw = 'Phụ lục\n\nTT\tNội dung\tChủ trì\tThời gian\r\n1\tRà soát\u00a0văn bản\t\tQuý I\r\n2\t"Tập huấn"\tVăn phòng\t\r\n\r\nHết.\n'
    document = read(raw)
    assert cells(document) == {
        (0, 0, 0): "TT",
        (0, 0, 1): "Nội dung",
        (0, 0, 2): "Chủ trì",
        (0, 0, 3): "Thời gian",
        (0, 1, 0): "1",
        (0, 1, 1): "Rà soát văn bản",
        (0, 1, 3): "Quý I",
        (0, 2, 0): "2",
        (0, 2, 1): "Tập huấn",
        (0, 2, 2): "Văn phòng",
    }
    assert blocks(document)[-1] == "Hết."
    start = document.text.index("Tập huấn")
    (place,) = document.source((start, start + 8))
    assert (place.line, place.column) == (5, 4)  # type: ignore[union-attr]


def test_tabs_that_indent_make_no_table() -> None:
    assert cells(read("\t1. Nội dung\n\tThời gian:\tquý I\n\tĐơn vị:\tVăn phòng\n")) == {}


def test_lines_of_tabs_take_time_in_proportion() -> None:
    def seconds(size: int) -> float:
        raw = "TT\tNội dung\tChủ trì\n" * size + "a\t" * size
        begin = time.process_time()
        read(raw)
        return time.process_time() - begin

    small = max(min(seconds(500) for _ in range(3)), 1e-3)
    assert min(seconds(2_000) for _ in range(3)) < 10 * small
