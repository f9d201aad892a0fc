"""Outline: the tree that the labels of a text make."""

import time
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from phaply.parse.header import parse_header
from phaply.parse.model import Header, Node
from phaply.parse.outline import parse_outline
from phaply.parse.reading import Reading
from phaply.readers.text import read_text


def outline(*paragraphs: str) -> tuple[Node, ...]:
    text = "\n\n".join(paragraphs)
    return parse_outline(Reading(read_text(text, name="t", sha256="")), Header())


def walk(nodes: Iterable[Node]) -> list[Node]:
    found: list[Node] = []
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(reversed(node.children))
    return found


def paths(nodes: Iterable[Node]) -> str:
    return " ".join(n.path.replace(" ", "_") for n in walk(nodes))


CASES = {
    # the usual plan, parts starting again at 1
    "plan": ("I. MỤC ĐÍCH|1. Một|a) x|- y|2. Hai|II. NỘI DUNG|1. Ba", "I I.1 I.1.a I.1.a.- I.2 II II.1"),
    "no top level": ("1. Mục đích|2. Yêu cầu|2.1. Chung|2.2. Riêng|2.2.1. Nhỏ|3. Nội dung", "1 2 2.1 2.2 2.2.1 3"),
    # which of two styles of one rank stands above is settled by which came first
    "A over I": ("A. CHUNG|I. MỘT|1. x|II. HAI|B. RIÊNG|I. BA", "A A.I A.I.1 A.II B B.I"),
    "I over A": ("I. MỘT|A. Chung|1. x|B. Riêng|II. HAI|A. Ba", "I I.A I.A.1 I.B II II.A"),
    "1) under a)": ("1. A|a) x:|1) m;|2) n;|b) y:|1) o.", "1 1.a 1.a.1 1.a.2 1.b 1.b.1"),
    "a) under 1)": ("I. A|1) m:|a) x;|b) y;|2) n", "I I.1 I.1.a I.1.b I.2"),
    "1. under a)": ("a) A|1. x|2. y|b) B|1. z", "a a.1 a.2 b b.1"),
    # bullets nest by their sign
    "+ under -": ("1. A|- x:|+ y|+ z|- t|* u|- v", "1 1.- 1.-.- 1.-.- 1.- 1.-.- 1.-"),
    "- under *": ("1. A|* Chung:|- x|- y|* Riêng:|- z", "1 1.- 1.-.- 1.-.- 1.- 1.-.-"),
    # a bullet that leads on is a heading, whatever its items are labelled with; another bullet ends them
    "a) under *": ("* Giao tổ A:|a) x.|b) y:|- m;|+ n|c) z.|* Tổ B:|- t", "- -.a -.b -.b.- -.b.-.- -.c - -.-"),
    "1. under -": ("II. A|- Gồm:|1. x|2. y|- Khác.|III. B|1. z", "II II.- II.-.1 II.-.2 II.- III III.1"),
    "a) beside a bullet": ("1. A|a) x.|- y|b) z.|- t:|c) u.", "1 1.a 1.a.- 1.b 1.b.- 1.c"),
    # parts whose items count through, also where the heading above is no finished sentence
    "counted through": (
        "Mục 1. A|1. x.|2. y.|Mục 2. B|3. z|a) t.|Mục 3. C|4. u.",
        "Mục_1 Mục_1.1 Mục_1.2 Mục_2 Mục_2.3 Mục_2.3.a Mục_3 Mục_3.4",
    ),
    # a dotted number holds its ancestors' numbers: they are not said twice
    "dotted under Roman": ("I. A|1.1. B|1.2. C|II. D|2.1. E|2.1.1. F|2.2. G", "I I.1 I.2 II II.1 II.1.1 II.2"),
    "dotted under number": ("II. A|1. B|1.1. C|1.2. D|2. E|2.1. F", "II II.1 II.1.1 II.1.2 II.2 II.2.1"),
    # kept as printed: jumps and repetitions are for a rule to report
    "jump": ("1. A|a) x.|c) y.|d) z.|đ) t.|2. B|2. C", "1 1.a 1.c 1.d 1.đ 2 2"),
    "other marks": ("I- MỤC ĐÍCH|1- Một|2- Hai|II- NỘI DUNG|1/ Ba|a/ x|b/ y", "I I.1 I.2 II II.1 II.1.a II.1.b"),
    "2) after 1.": ("I. A|1. x|2) y|3. z", "I I.1 I.2 I.3"),
    # i) is a letter after h), the first small Roman number elsewhere
    "i as a letter": ("1. A|g) x;|h) y;|i) z;|k) t.", "1 1.g 1.h 1.i 1.k"),
    "i as a number": ("a) A|i) x;|ii) y;|iii) z;|iv) t;|b) B", "a a.i a.ii a.iii a.iv b"),
    "I as a letter": ("A. M|B. N|C. O|D. P|E. Q|F. R|G. S|H. T|I. U|K. V", "A B C D E F G H I K"),
    "units": (
        "Phần thứ nhất|CHUNG|Chương I|PHẠM VI|Điều 1. Một|1. a|Mục 1|NHỎ|Điều 2. Hai|Chương II|KHÁC|Điều 3. Ba",
        "Phần_thứ_nhất Phần_thứ_nhất.Chương_I Phần_thứ_nhất.Chương_I.Điều_1 Phần_thứ_nhất.Chương_I.Điều_1.1 "
        "Phần_thứ_nhất.Chương_I.Mục_1 Phần_thứ_nhất.Chương_I.Mục_1.Điều_2 Phần_thứ_nhất.Chương_II "
        "Phần_thứ_nhất.Chương_II.Điều_3",
    ),
    "annexes": (
        "Điều 1. A|Điều 2. B|PHỤ LỤC I|DANH MỤC|I. X|1. Y|PHỤ LỤC II|I. Z",
        "Điều_1 Điều_2 Phụ_lục_I Phụ_lục_I.I Phụ_lục_I.I.1 Phụ_lục_II Phụ_lục_II.I",
    ),
    "annexes in a list": ("Điều 1. Ban hành:|Phụ lục I. Danh mục|Phụ lục II. Biểu|Điều 2. B", "Điều_1 Điều_2"),
    "English": (
        "Chapter I|GENERAL|Article 1. Scope|1. This.|a/ x;|Article 2. Terms",
        "Chapter_I Chapter_I.Article_1 Chapter_I.Article_1.1 Chapter_I.Article_1.1.a Chapter_I.Article_2",
    ),
    # quoted provisions are content, not the document's own
    "quoted": (
        "Điều 1. Sửa đổi:|1. Sửa đổi Điều 5 như sau:|“Điều 5. Tên|1. Một.|2. Hai.”.|2. Bãi bỏ Điều 6.|Điều 2. Hiệu lực",
        "Điều_1 Điều_1.1 Điều_1.2 Điều_2",
    ),
    "straight quotes": ('1. Sửa đổi như sau:|"a) Một;|b) Hai."|2. Bãi bỏ.', "1 2"),
    "quotation never closed": ("Điều 1. Sửa đổi|“Điều 5. Tên|Điều 2. Hiệu lực|Điều 3. Tổ chức", "Điều_1 Điều_2 Điều_3"),
    "quoted words": ("1. “Tuần lễ” là một|2. Cụm từ “a” và “b”;|a) “Ngày hội”", "1 2 2.a"),
    # words of a sentence that was broken are no labels
    "broken sentence": ("1. Theo quy định tại khoản|3. Điều này thì làm.|2. Hai", "1 2"),
    "amount": ("1. Hỗ trợ kinh phí là|2. 500 triệu đồng cho phường.|2. Tiếp", "1 2"),
    "figures": ("1. Kinh phí|2.500 triệu đồng.|30/6/2023 là hạn.|10 ngày.|2. 05 hội nghị", "1 2"),
    "address": ("I. A|a. Một|b. Hai|P. Hòa An|Q. Lâm Thủy|TP. Hải Minh", "I I.a I.b"),
    # recognition from pictures takes 1 for I and I for 1, and drops a stroke of III
    "1 for I": ("1. Mục tiêu|II. Nội dung|1. Một|2. Hai|III. Tổ chức", "I II II.1 II.2 III"),
    "I for 1": ("I. MỤC ĐÍCH|1. a|II. NHIỆM VỤ|I. Nhiệm vụ|2. Biện pháp|III. KHÁC", "I I.1 II II.1 II.2 III"),
    "II for III": ("I. A|II. B|II. C|IV. D", "I II III IV"),
    "l for 1": ("l. Mục đích|2. Yêu cầu|3. Nội dung", "1 2 3"),
    "l) for 1)": ("I. A|l) x|2) y|3) z", "I I.1 I.2 I.3"),
    "I) for 1)": ("II. A|I) x|2) y|III. B", "II II.1 II.2 III"),
    "I) as a number of its own": ("I) A|1. x|2. y|II) B|1. z", "I I.1 I.2 II II.1"),
    "l/ for 1/": ("I- A|l/ Một|2/ Hai", "I I.1 I.2"),
    "i. for 1.": ("I. A|1. a|II. B|i. Một|2. Hai", "I I.1 II II.1 II.2"),
    "l. for 1. in a later part": ("I. A|1. Một|2. Hai|II. B|l. Ba|2. Bốn", "I I.1 I.2 II II.1 II.2"),
    "l) as a letter": ("1. A|h) x;|i) y;|k) z;|l) t.|2. B", "1 1.h 1.i 1.k 1.l 2"),
    "i) as a number before 2)": ("1) A|i) x;|ii) y|2) B", "1 1.i 1.ii 2"),
    "dotted with l": ("II. A|2. B|2.l. Một|2.2. Hai", "II II.2 II.2.1 II.2.2"),
    "bases with dashes": (
        "- Căn cứ Luật A;|- Theo đề nghị của Phòng B.|Điều 1. Một|- x|- Căn cứ tình hình",
        "Điều_1 Điều_1.- Điều_1.-",
    ),
    "nothing": ("Một đoạn văn.|Một đoạn khác.", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_paths(name: str) -> None:
    lines, expected = CASES[name]
    assert paths(outline(*lines.split("|"))) == expected


def test_heading_and_spans() -> None:
    nodes = outline("I. MỤC ĐÍCH", "1. Nâng cao ý thức", "Đoạn không nhãn thuộc mục 1.", "2. Yêu cầu", "II. NỘI DUNG")
    text = "I. MỤC ĐÍCH\n1. Nâng cao ý thức\nĐoạn không nhãn thuộc mục 1.\n2. Yêu cầu\nII. NỘI DUNG"
    first = nodes[0].children[0]
    assert (first.label, first.heading, first.depth, first.kind) == ("1.", "Nâng cao ý thức", 2, "number")
    assert text[first.body_start : first.head_end] == "Nâng cao ý thức"
    assert text[first.start : first.end].endswith("thuộc mục 1.")
    assert nodes[0].end == text.index("\nII.")


def test_sentence_after_bullets_belongs_to_their_section() -> None:
    closing = "Kết thúc đợt kiểm tra, các phường báo cáo kết quả về Phòng Nội vụ."
    nodes = walk(outline("1. Các phường", "- Rà soát hồ sơ;", "Thời gian: Quý II năm 2023.", "- Kiểm tra.", closing))
    assert [n.end - n.start for n in nodes] == [13 + 1 + 16 + 1 + 27 + 1 + 11 + 1 + len(closing), 16 + 1 + 27, 11]


def test_heading_below_a_lone_label() -> None:
    (chapter,) = outline("Chương I", "QUY ĐỊNH CHUNG", "VỀ TỔ CHỨC", "Điều 1. Một")
    assert chapter.heading == "QUY ĐỊNH CHUNG VỀ TỔ CHỨC"
    assert chapter.children[0].start > chapter.head_end


def test_heading_over_a_broken_line() -> None:
    assert outline("I. MỤC ĐÍCH,", "YÊU CẦU", "1. Một")[0].heading == "MỤC ĐÍCH, YÊU CẦU"


def test_labels_that_word_wrote() -> None:
    lines = [
        ("Bước 1:", "Bước 1: Rà soát"),
        ("\uf0b7", "\uf0b7 rà soát"),
        ("2.", "2. 500 đại biểu"),
        (None, "2. 500 triệu"),
    ]
    document = read_text("\n\n".join(line for _, line in lines), name="t", sha256="")
    blocks = tuple(replace(b, label=label) for b, (label, _) in zip(document.blocks, lines, strict=True))
    nodes = walk(parse_outline(Reading(replace(document, blocks=blocks)), Header()))
    assert [(n.label, n.kind, n.heading) for n in nodes] == [
        ("Bước 1:", "number", "Rà soát"),
        ("\uf0b7", "bullet", "rà soát"),
        ("2.", "number", "500 đại biểu"),
    ]


def test_printed_label_stays_where_the_path_is_mended() -> None:
    nodes = walk(outline("I. A", "II. B", "II. C", "IV. D"))
    assert [(n.label, n.path) for n in nodes][2] == ("II.", "III")


def test_cells_of_data_tables_are_no_items() -> None:
    nodes = outline(
        "II. NỘI DUNG", "| TT | Nhiệm vụ |\n| --- | --- |\n| 1. | a) Tổ chức |\n| 2. | - Rà soát |", "III. TỔ CHỨC"
    )
    assert paths(nodes) == "II III"
    assert nodes[0].end > 20


def test_recipients_and_signature_are_no_items() -> None:
    text = (
        "KẾ HOẠCH\nTuyên truyền năm 2023\n\nI. MỤC ĐÍCH\n\n1. Một.\n\nNơi nhận:\n- UBND quận;\n- Lưu: VT.\n\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Hòa\n\nPHỤ LỤC\n\n1. Mẫu báo cáo"
    )
    reading = Reading(read_text(text, name="t", sha256=""))
    assert paths(parse_outline(reading, parse_header(reading))) == "I I.1 Phụ_lục Phụ_lục.1"


def test_plan_annexed_to_a_decision_is_numbered_afresh() -> None:
    text = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch năm 2023\n\nCăn cứ Luật A;\n\nĐiều 1. Ban hành.\n\nĐiều 2. Hiệu lực.\n\n"
        "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nTrần Văn Hòa\n\nKẾ HOẠCH\nnăm 2023\n"
        "(Ban hành kèm theo Quyết định số 5/QĐ-UBND)\n\nI. MỤC ĐÍCH\n\n1. Một\n\nNơi nhận:\n- UBND quận;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nTrần Văn Hòa"
    )
    reading = Reading(read_text(text, name="t", sha256=""))
    assert paths(parse_outline(reading, parse_header(reading))) == "Điều_1 Điều_2 I I.1"


def test_annexed_plan_without_a_signature_before_it() -> None:
    lines = (
        "Điều 1. Ban hành.",
        "Điều 2. Hiệu lực.",
        "KẾ HOẠCH",
        "Kiểm tra năm 2023",
        "(Kèm theo Quyết định số 5/QĐ-UBND)",
    )
    assert paths(outline(*lines, "I. MỤC ĐÍCH", "1. Một")) == "Điều_1 Điều_2 I I.1"


def test_signature_shown_as_an_example_ends_nothing() -> None:
    text = (
        "THÔNG TƯ\nHướng dẫn thể thức\n\nCăn cứ Luật A;\n\nĐiều 1. Chữ ký\n\n1. Ví dụ:\n\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Hòa\n\n2. Hai\n\nĐiều 2. Hiệu lực"
    )
    reading = Reading(read_text(text, name="t", sha256=""))
    assert paths(parse_outline(reading, parse_header(reading))) == "Điều_1 Điều_1.1 Điều_1.2 Điều_2"


LABELS = [
    "I.",
    "II.",
    "IV.",
    "A.",
    "B.",
    "1.",
    "2.",
    "3.",
    "1.1.",
    "1.2.3.",
    "1)",
    "(1)",
    "a)",
    "b)",
    "đ)",
    "i)",
    "-",
    "+",
    "*",
    "Điều 1.",
]
LABELS += ["Chương I", "Mục 1", "Phần I", "PHỤ LỤC", "“Điều 2.", "KẾ HOẠCH", "Nơi nhận:", "TM. ỦY BAN", ""]
PARAGRAPH = st.tuples(
    st.sampled_from(LABELS), st.sampled_from(["Một", "hai;", "BA.", "”", "tại khoản", "500 triệu", ""])
).map(" ".join)


def check(nodes: Sequence[Node], start: int, end: int, depth: int) -> None:
    stack = [(nodes, start, end, depth)]
    while stack:
        siblings, at, stop, level = stack.pop()
        for node in siblings:
            assert at <= node.start < node.body_start + 1 <= node.head_end + 1 <= node.end + 1
            assert node.end <= stop
            assert node.depth == level
            at = node.end
            stack.append((node.children, node.head_end, node.end, level + 1))


@settings(max_examples=300, deadline=None)
@given(st.lists(PARAGRAPH, max_size=25))
def test_spans_are_nested_and_ordered(lines: list[str]) -> None:
    document = read_text("\n\n".join(lines), name="t", sha256="")
    reading = Reading(document)
    for header in (Header(), parse_header(reading)):
        nodes = parse_outline(reading, header)
        check(nodes, 0, len(document.text), 1)
        for node in walk(nodes):
            assert document.text[node.start :].startswith(node.label)


@pytest.mark.parametrize(
    "paragraph",
    ["a) x", "“Điều 5. x", '"1. x', "1.1.1.1.1.1.1. x", "PHỤ LỤC I", "CHỦ TỊCH", "Nơi nhận:", "____", "I", "- " * 40],
)
def test_time_grows_with_the_text(paragraph: str) -> None:
    def seconds(count: int) -> float:
        reading = Reading(read_text("\n\n".join([paragraph] * count), name="t", sha256=""))
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            parse_outline(reading, parse_header(reading))
            best = min(best, time.process_time() - began)
        return best

    seconds(500)
    assert seconds(8000) < 2.5**2 * seconds(2000) + 0.02


def test_ten_thousand_labels_that_would_nest() -> None:
    nodes = outline(*(f"{'1.' * (i % 8 + 1)} x" for i in range(10_000)))
    assert len(walk(nodes)) == 10_000
    assert max(n.depth for n in walk(nodes)) <= 30
