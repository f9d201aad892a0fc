"""Citations as a whole: what is found in a text, with number, date, role, relation; and what always holds."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaply.language import fold
from phaply.parse.citation_dates import EXAMPLES as DATES
from phaply.parse.citation_dates import date_after
from phaply.parse.citation_issuers import ISSUER_EXAMPLES, issuer_after, title_after
from phaply.parse.citation_kinds import CODES, KIND_NAMES, kind_of_symbol, kind_of_words
from phaply.parse.citation_names import EXAMPLES as NAMES
from phaply.parse.citation_names import law_name_at, name_anchors
from phaply.parse.citation_numbers import EXAMPLES as NUMBERS
from phaply.parse.citation_numbers import numbers
from phaply.parse.citations import parse_citations
from phaply.parse.model import Citation, Header
from phaply.parse.reading import Reading
from phaply.parse.relations import EXAMPLES as RELATIONS
from phaply.parse.relations import relation_before, relation_passive
from phaply.readers.text import read_text

SHARED = Path(__file__).resolve().parents[3] / "shared"


def cited(text: str, header: Header | None = None) -> tuple[str, tuple[Citation, ...]]:
    """The parsed text and its citations."""
    document = read_text(text, name="-", sha256="")
    return document.text, parse_citations(Reading(document), header or Header(), ())[0]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(n.number for n in numbers(text)) == expected


@pytest.mark.parametrize(("text", "date", "year"), DATES)
def test_dates(text: str, date: str | None, year: int | None) -> None:
    found = date_after(fold(text), 0)
    assert (found and found.date, found and found.year) == (date, year)


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_law_names(text: str, expected: tuple[str, ...]) -> None:
    folded = fold(text)
    found: list[str] = []
    at = 0
    for anchor in name_anchors(folded):
        name = law_name_at(text, folded, anchor)
        if name is not None and name.start >= at:
            found.append(text[name.start : name.end])
            at = name.end
    assert tuple(found) == expected


@pytest.mark.parametrize(("text", "expected"), ISSUER_EXAMPLES)
def test_issuers(text: str, expected: str | None) -> None:
    span = issuer_after(text, fold(text), 0)
    assert (text[slice(*span)] if span else None) == expected


def test_joint_issuers() -> None:
    text = " của Bộ Nội vụ, Văn phòng Chính phủ hướng dẫn"
    span = issuer_after(text, fold(text), 0, joint=True)
    assert span is not None
    assert text[slice(*span)] == "Bộ Nội vụ, Văn phòng Chính phủ"


def test_summary_ends_before_what_follows_it() -> None:
    text = " về triển khai cải cách hành chính; Kế hoạch số 5"
    span = title_after(text, fold(text), 0)
    assert span is not None
    assert text[slice(*span)] == "về triển khai cải cách hành chính"
    assert title_after(" và các văn bản", " và các văn bản", 0) is None


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_relations_before(text: str, expected: tuple[str, ...]) -> None:
    stated = relation_before(fold(text), len(text), 0)
    assert (stated.relations if stated else ()) == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (" được sửa đổi, bổ sung bởi ", (("amends", "supplements"), True)),
        (", có nội dung bị bãi bỏ bởi ", (("repeals",), True)),
        (" đã được thay thế bằng ", (("replaces",), True)),
        (" hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", (("repeals",), False)),
        (" và ", None),
        (" quy định chi tiết ", None),
        (". Các quy định được sửa đổi bởi ", None),
    ],
)
def test_relations_passive(gap: str, expected: tuple[tuple[str, ...], bool] | None) -> None:
    assert relation_passive(fold(gap), 0, len(gap)) == expected


def test_every_kind_is_read_from_its_name_and_from_its_code() -> None:
    for name, kind in KIND_NAMES.items():
        assert kind_of_words(fold(f"theo {name}").translate(str.maketrans("", ""))) or kind
        text, found = cited(f"theo {name} số 12/2020/XY-UBND ngày 01/02/2020")
        assert found, name
        assert text[found[0].start :].lower().startswith((name.lower(), "số")), name
    for code, kind in CODES.items():
        assert kind_of_symbol(f"{code}-UBND") == kind


# text → (as quoted, kind, number, date, year, title)
WHOLE: tuple[tuple[str, tuple[tuple[str, str, str | None, str | None, int | None, str | None], ...]], ...] = (
    (
        "Quyết định số 346/QĐ-TTg ngày 06/4/2023 của Thủ tướng",
        (("Quyết định số 346/QĐ-TTg ngày 06/4/2023", "QĐ", "346/QĐ-TTg", "2023-04-06", 2023, None),),
    ),
    # The issuer stands between number and date.
    (
        "Đề án 08-ĐA/TU của Tỉnh ủy Hải Minh ngày 29/12/2025 về",
        (("Đề án 08-ĐA/TU của Tỉnh ủy Hải Minh ngày 29/12/2025", "ĐA", "08-ĐA/TU", "2025-12-29", 2025, None),),
    ),
    # A law by name, number and date.
    (
        "Luật Điện lực số 61/2024/QH15 ngày 30/11/2024;",
        (("Luật Điện lực số 61/2024/QH15 ngày 30/11/2024", "L", "61/2024/QH15", "2024-11-30", 2024, "Điện lực"),),
    ),
    (
        "Luật số 10/2022/QH15 Thực hiện dân chủ ở cơ sở;",
        (("Luật số 10/2022/QH15", "L", "10/2022/QH15", None, 2022, "Thực hiện dân chủ ở cơ sở"),),
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở số 27/2023/QH15 và Luật Đất đai số 31/2024/QH15 ngày 29/6/2024;",
        (
            (
                "Luật sửa đổi, bổ sung một số điều của Luật Nhà ở số 27/2023/QH15 và Luật Đất đai số 31/2024/QH15 ngày 29/6/2024",
                "L",
                None,
                "2024-06-29",
                2024,
                "sửa đổi, bổ sung một số điều của Luật Nhà ở số 27/2023/QH15 và Luật Đất đai số 31/2024/QH15",
            ),
        ),
    ),
    ("Bộ luật Hình sự 2015 và", (("Bộ luật Hình sự 2015", "BL", None, None, 2015, "Hình sự"),)),
    # The date behind the summary, not that of the document named in it.
    (
        "Thông tư số 27/2020/TT-BYT sửa đổi Thông tư số 05/2015/TT-BYT ngày 17 tháng 3 năm 2015 của Bộ Y tế về thuốc ngày 31/12/2020 của Bộ Y tế, có hiệu lực",
        (
            ("Thông tư số 27/2020/TT-BYT", "TT", "27/2020/TT-BYT", "2020-12-31", 2020, None),
            ("Thông tư số 05/2015/TT-BYT ngày 17 tháng 3 năm 2015", "TT", "05/2015/TT-BYT", "2015-03-17", 2015, None),
        ),
    ),
    (
        "Nghị định số 85/2020/NĐ-CP quy định chi tiết Luật Kiến trúc ngày 17/07/2020 của Chính phủ, có hiệu lực",
        (
            ("Nghị định số 85/2020/NĐ-CP", "NĐ", "85/2020/NĐ-CP", "2020-07-17", 2020, None),
            ("Luật Kiến trúc", "L", None, None, None, "Kiến trúc"),
        ),
    ),
    # Without or with a damaged kind.
    (
        "Căn cứ Thông số 11/2016/TT-BYT ngày 11/5/2016",
        (("số 11/2016/TT-BYT ngày 11/5/2016", "TT", "11/2016/TT-BYT", "2016-05-11", 2016, None),),
    ),
    (
        "Văn bản số 570/UBND-NCPC ngày 03/02/2023",
        (("Văn bản số 570/UBND-NCPC ngày 03/02/2023", "CV", "570/UBND-NCPC", "2023-02-03", 2023, None),),
    ),
    # The number is blank.
    (
        "Kế hoạch số      /KH-UBND ngày      tháng 3 năm 2024 của UBND quận",
        (("Kế hoạch số      /KH-UBND ngày      tháng 3 năm 2024", "KH", None, "2024-03-XX", 2024, None),),
    ),
    # Party congresses are singled out by their count.
    (
        "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII và Nghị quyết Đại hội Đảng bộ",
        (
            (
                "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII",
                "NQ",
                None,
                None,
                None,
                "Đại hội Đảng bộ tỉnh lần thứ XVII",
            ),
        ),
    ),
    # Short forms with a number.
    (
        "Chỉ thị số 11-CT/TU ngày 04/01/2026 (viết tắt là Chỉ thị 11)",
        (
            ("Chỉ thị số 11-CT/TU ngày 04/01/2026", "CT", "11-CT/TU", "2026-01-04", 2026, None),
            ("Chỉ thị 11", "CT", "11-CT/TU", None, None, None),
        ),
    ),
    # Several laws after one word.
    (
        "theo các luật: Đất đai, Nhà ở và các văn bản",
        (("luật: Đất đai", "L", None, None, None, "Đất đai"), ("Nhà ở", "L", None, None, None, "Nhà ở")),
    ),
    # Not citations.
    ("dự án Luật Thủy lợi; Kế hoạch này; Kế hoạch 5 năm; Kế hoạch 2024; tỷ lệ 1/500; QCVN 06:2022/BXD", ()),
    ("Mẫu số 01/BC-UBND và số tài khoản 1234/ABC-DEF", ()),
    ("Luật này, Nghị định trên, các văn bản hướng dẫn Luật", ()),
)


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_whole(
    text: str, expected: tuple[tuple[str, str, str | None, str | None, int | None, str | None], ...]
) -> None:
    parsed, found = cited(text)
    assert tuple((parsed[c.start : c.end], c.kind, c.number, c.date, c.year, c.title) for c in found) == expected


# Roles, in the order of the text: b basis, i implements, m mention.
ROLES: tuple[tuple[str, str], ...] = (
    (
        "KẾ HOẠCH\nTriển khai Luật Đất đai\nCăn cứ Luật Đất đai năm 2024;\nUBND phường Hòa An ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH\nThực hiện Luật Đất đai.",
        "mbm",
    ),
    # A title that begins like a line of the preamble.
    (
        "KẾ HOẠCH\nThực hiện Đề án số 08-ĐA/TU\ngiai đoạn 2026-2030\nCăn cứ Nghị quyết số 35-NQ/TU ngày 29/12/2025;",
        "mb",
    ),
    ("KẾ HOẠCH\nCăn cứ Luật Đất đai;\nThực hiện Kế hoạch số 12/KH-UBND.", "bi"),
    # One sentence invokes several; what their titles name is a mention.
    (
        "Thực hiện Quyết định số 235/QĐ-TTg ngày 25/01/2025 về Kế hoạch thi hành Luật Đất đai; Nghị định số 105/2025/NĐ-CP quy định chi tiết Luật Đất đai;"
        " Kế hoạch số 25/KH-UBND ngày 27/7/2025, Sở ban hành Kế hoạch thi hành Luật Đất đai như sau:",
        "imimim",
    ),
    ("Căn cứ Nghị quyết số 35-NQ/TU ngày 29/12/2025 của Tỉnh ủy về công nghiệp và Đề án số 08-ĐA/TU kèm theo;", "bb"),
    (
        "Thực hiện Quyết định số 31/QĐ-UBND kèm theo Kế hoạch thực hiện Nghị quyết số 99/NQ-CP và Nghị quyết số 11-NQ/TW;",
        "imm",
    ),
    ("Căn cứ Luật Đất đai; thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024;", "bi"),
    ("Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại Công văn số 88/UBND-VX ngày 05/02/2024;", "i"),
    ("Thực hiện chương trình công tác của UBND huyện về triển khai Luật Đất đai;", "m"),
    ("Xét đề nghị của Phòng Nội vụ tại Tờ trình số 12/TTr-PNV ngày 20/02/2024;", "m"),
    ("Căn cứ khoản 2 Điều 5 Nghị định số 59/2023/NĐ-CP;", "b"),
    (
        "I. CĂN CỨ PHÁP LÝ\n- Luật Đất đai;\n- Nghị định số 59/2023/NĐ-CP quy định chi tiết Luật Nhà ở;\nII. NỘI DUNG\n- Luật Đất đai.",
        "bbmm",
    ),
    ("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024, UBND phường yêu cầu:\n1. Thực hiện Luật Đất đai.", "im"),
    ("Căn cứ pháp lý:\n1. Luật Đất đai;\n2. Luật Nhà ở;\n1. Mục đích\nTriển khai Luật Đất đai.", "bbm"),
    ("Căn cứ pháp lý\n- Luật Đất đai;\nI. MỤC ĐÍCH\n- Luật Đất đai.", "bm"),
    ("Thực hiện sự chỉ đạo của Ban Thường vụ Quận ủy, Kế hoạch số 05/KH-UBND ngày 03/01/2024 của UBND quận;", "i"),
    ("Thực hiện Kế hoạch của UBND thành phố (Kế hoạch số 12/KH-UBND ngày 05/01/2024);", "i"),
    (
        "Được sự quan tâm của Quận ủy, thực hiện Kế hoạch số 05/KH-UBND về thi hành Luật Đất đai, UBND phường báo cáo như sau:\n1. Luật Đất đai",
        "imm",
    ),
    ("- Căn cứ Luật Đất đai;\n+ Thực hiện Nghị quyết số 18-NQ/TW, ngày 25/10/2017;\n1. Căn cứ Luật Nhà ở;", "bib"),
    # Cells with a kind's name open no second preamble.
    (
        "Căn cứ Luật Nhà ở;\nUBND phường ban hành Kế hoạch thi hành Luật Đất đai trên địa bàn như sau:\n| Việc | Sản phẩm |\n|---|---|\n| Thực hiện Luật Đất đai | Kế hoạch |\n| Thực hiện Luật Đất đai | Báo cáo |",
        "bmmm",
    ),
    # Lines broken anywhere.
    (
        "Căn cứ Công văn số 17/SYT-NV ngày 08/5/2017 của Sở\nY tế về việc hướng dẫn thi hành Luật\nĐất đai.\nCăn cứ Luật Nhà ở,\nSở Y tế lập kế hoạch theo Luật Đất đai như sau:",
        "bmbm",
    ),
)


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_roles(text: str, expected: str) -> None:
    _, found = cited(text)
    assert "".join(c.role[0] for c in found) == expected


def test_the_document_itself_is_no_citation() -> None:
    text = "UBND PHƯỜNG HÒA AN\nSố: 45/KH-UBND\nKẾ HOẠCH\n(Kèm theo Kế hoạch số 45/KH-UBND ngày 12/3/2024)\nThực hiện Kế hoạch số 12/KH-UBND."
    assert [c.number for c in cited(text)[1]] == ["12/KH-UBND"]


def test_a_product_and_the_next_row_are_no_citation() -> None:
    rows = "| TT | Nội dung | Sản phẩm |\n|---|---|---|\n| 1 | Xây dựng kế hoạch | Kế hoạch |\n| 2 | Ban hành quy chế | Quyết định |\n| 3 | Họp | Biên bản |"
    assert cited(rows)[1] == ()


def test_the_head_of_a_law_is_no_citation() -> None:
    assert cited("QUỐC HỘI\nLuật số: 43/2019/QH14\nCĂN CỨ")[1] == ()


def test_who_changes_what() -> None:
    _, (law, first, second) = cited(
        "Điều 5 Luật số 23/2004/QH11 được sửa đổi, bổ sung bởi Điều 1 Luật số 48/2014/QH13 có hiệu lực thi hành kể từ ngày 01/01/2015;"
        " Điều 4 Luật số 35/2018/QH14"
    )
    assert law.relations == ("amends", "supplements")
    assert law.relation_by == (1, 2)
    assert law.relation_on is None
    assert (first.relation, first.relation_on, second.relation_on) == ("amends", 0, 0)
    _, (outer, inner) = cited(
        "Nghị định số 154/2020/NĐ-CP của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 34/2016/NĐ-CP"
    )
    assert (inner.relation, inner.relation_by, outer.relation) == ("amends", (0,), None)
    _, old = cited("Quyết định này thay thế Quyết định số 15/2019/QĐ-UBND và Quyết định số 16/2019/QĐ-UBND.")
    assert [(c.relation, c.relation_by) for c in old] == [("replaces", ()), ("replaces", ())]
    _, (gone, unsaid) = cited(
        "Quyết định số 15/2019/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực. Luật Nhà ở đã được sửa đổi năm 2023."
    )
    assert (gone.relation, unsaid.relation) == ("repeals", None)
    # No decree changes a law: it is the decree before that was changed.
    _, (decree, law, _) = cited(
        "Nghị định số 78/2025/NĐ-CP hướng dẫn thi hành Luật Nhà ở, được sửa đổi bởi Nghị định số 187/2025/NĐ-CP"
    )
    assert (decree.relation, law.relation) == ("amends", "guides")


def test_annexes_are_no_pinpoints() -> None:
    text, (c,) = cited("theo Phụ lục II Nghị định số 105/2025/NĐ-CP")
    assert (c.annexes, c.pinpoint, text[c.start : c.end]) == (("II",), (), "Nghị định số 105/2025/NĐ-CP")


_PIECES = st.sampled_from(
    [
        "Căn cứ ",
        "Thực hiện ",
        "Luật Đất đai",
        "Luật ",
        "Bộ luật Hình sự",
        "Nghị định số 59/2023/NĐ-CP",
        "Quyết định số 346 /QĐ- TTg",
        "Chỉ thị 11",
        "11-CT/TU",
        " ngày 06/4/2023",
        " năm 2022",
        " của Chính phủ",
        "khoản 2 Điều 5 ",
        "điểm a, b ",
        "Kế hoạch số      /KH-UBND",
        "(sau đây gọi tắt là Luật)",
        "sửa đổi, bổ sung ",
        "được sửa đổi bởi ",
        "Nghị quyết Đại hội lần thứ XIII",
        "Hiến pháp năm 2013",
        ", ",
        "; ",
        " và ",
        "\n",
        ". ",
        "KẾ HOẠCH\n",
        "1. ",
        "/",
        "____",
        "số ",
        "các luật: Đất đai, Nhà ở",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=30).map("".join))
def test_what_always_holds(raw: str) -> None:
    text, found = cited(raw)
    end = 0
    for i, c in enumerate(found):
        assert end <= c.start < c.end <= len(text)
        assert c.start <= (c.name_start or 0) < c.end
        end = c.end
        assert c.relation == (c.relations[0] if c.relations else None)
        assert all(0 <= j < len(found) and j != i for j in c.relation_by)
        for span in (c.issuer_span, c.title_span):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        if c.number is not None and c.resolved_by not in ("definition", "antecedent"):
            printed = re.sub(r"\s+", "", text[c.start : c.end])
            serial = re.match(r"\d+", c.number)
            assert serial is not None
            assert serial[0] in printed
            assert c.number in printed or c.number.replace("NĐ-CP", "NĐCP") in printed


@pytest.mark.parametrize(
    "unit",
    [
        "_",
        " ",
        "(",
        "/KH",
        "Luật ",
        "1/",
        "Điều 5 khoản 2 ",
        "Căn cứ Luật A; ",
        "số ",
        "sửa đổi, bổ sung ",
        "Chỉ thị 11, ",
        "ngày 1 của Bộ ",
        "Luật Đất đai, ",
        "12/2020/TT-A-",
        "Luật sửa đổi, bổ sung một số điều của ",
        "Luật sửa đổi một số điều của Luật Nhà ở, ",
        "(sau đây gọi tắt là Luật) ",
        "Điều 5 của Luật, ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        document = read_text(unit * (size // len(unit)), name="-", sha256="")
        reading = Reading(document)
        _ = reading.folded, reading.low
        best = 9.0
        for _ in range(2):
            start = time.process_time()
            parse_citations(reading, Header(), ())
            best = min(best, time.process_time() - start)
        return best

    short, long = seconds(25_000), seconds(100_000)
    assert long < 0.03 or long < 8 * short


def test_gold() -> None:
    """The figures of the annotated plans do not fall."""
    folder = SHARED / "gold" / "dev"
    if not folder.is_dir():
        pytest.skip("the annotated plans are not at hand")
    hit = gold = read = 0
    for file in sorted(folder.glob("*.gold.json")):
        _, found = cited(file.with_name(file.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8"))
        wanted = json.loads(file.read_text(encoding="utf-8"))["citations"]
        left = [(c.kind, c.number, c.date) for c in found]
        gold += len(wanted)
        read += len(found)
        for w in wanted:
            key = (w["kind"], w["number"], w["date"])
            if key in left:
                left.remove(key)
                hit += 1
    assert hit / gold >= 0.97
    assert hit / read >= 0.97
