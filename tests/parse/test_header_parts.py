"""Parts of the header and the closing, each by the table beside its pattern."""

import pytest

from phaply.language import bare, fold
from phaply.parse.issuer import group_names, level_of, mend
from phaply.parse.kinds import kind_of_symbol, kinds, title_kind
from phaply.parse.masthead import (
    DATE,
    DATE_EXAMPLES,
    MOTTO,
    MOTTO_EXAMPLES,
    NATION,
    NATION_EXAMPLES,
    NUMBER_EXAMPLES,
    STATED,
    STATED_EXAMPLES,
    read_date,
    read_number,
)
from phaply.parse.people import AUTHORITY, AUTHORITY_EXAMPLES, PERSON_EXAMPLES, TITLE_EXAMPLES, is_person, titles_on
from phaply.parse.rejoin import REJOIN_EXAMPLES, goes_on
from phaply.parse.subject import BODY_EXAMPLES, starts_body


@pytest.mark.parametrize(("line", "number", "symbol"), NUMBER_EXAMPLES)
def test_number(line: str, number: str | None, symbol: str | None) -> None:
    found = read_number(line)
    assert found is not None and (found.number, found.symbol) == (number, symbol)
    assert 0 <= found.start < found.end <= len(line)


@pytest.mark.parametrize("line", ["Căn cứ Luật Ngân sách", "Hòa An, ngày 12", "Một số nhiệm vụ", "Cơ sở 2"])
def test_no_number(line: str) -> None:
    assert read_number(line) is None


@pytest.mark.parametrize(("line", "iso"), DATE_EXAMPLES)
def test_date(line: str, iso: str) -> None:
    m = DATE.search(bare(line))
    assert m is not None and read_date(m) == iso


@pytest.mark.parametrize(("line", "matches"), NATION_EXAMPLES)
def test_nation(line: str, matches: bool) -> None:
    assert (NATION.search(bare(line)) is not None) is matches


@pytest.mark.parametrize(("line", "matches"), MOTTO_EXAMPLES)
def test_motto(line: str, matches: bool) -> None:
    assert (MOTTO.search(bare(line)) is not None) is matches


@pytest.mark.parametrize(("line", "stated"), STATED_EXAMPLES)
def test_stated_under_the_title(line: str, stated: tuple[str, str] | None) -> None:
    m = STATED.match(fold(line))
    assert (None if m is None else ((m[1] or "").strip(), m[2])) == stated


@pytest.mark.parametrize(("first", "second", "one"), REJOIN_EXAMPLES)
def test_broken_lines(first: str, second: str, one: bool) -> None:
    assert goes_on(first, second) is one


@pytest.mark.parametrize(("line", "found"), TITLE_EXAMPLES)
def test_titles(line: str, found: tuple[tuple[str, str], ...]) -> None:
    assert tuple((role, line[a:b]) for role, (a, b) in titles_on(line)) == found


@pytest.mark.parametrize(("line", "marks"), AUTHORITY_EXAMPLES)
def test_marks_of_authority_stand_before_capitals(line: str, marks: bool) -> None:
    assert (AUTHORITY.match(line) is not None) is marks


@pytest.mark.parametrize(("line", "person"), PERSON_EXAMPLES)
def test_person(line: str, person: bool) -> None:
    assert is_person(line) is person


@pytest.mark.parametrize(("line", "opens"), BODY_EXAMPLES)
def test_body(line: str, opens: bool) -> None:
    assert starts_body(fold(line)) is opens


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("KẾ HOẠCH", "KH", "KẾ HOẠCH"),
        (": KÉ HOẠCH -", "KH", ": KÉ HOẠCH -"),
        ("QUYẾT  ĐỊNH", "QĐ", "QUYẾT  ĐỊNH"),
        ("QUY ĐỊNH", "QyĐ", "QUY ĐỊNH"),
        ("TỜ TRÌNH", "TTr", "TỜ TRÌNH"),
        ("THÔNG TƯ LIÊN TỊCH", "TTLT", "THÔNG TƯ LIÊN TỊCH"),
        ("LUẬT", "L", "LUẬT"),
        ("BỘ LUẬT DÂN SỰ", "BL", "BỘ LUẬT"),
        ("KẾ HOẠCH TUYÊN TRUYỀN NĂM 2023", "KH", "KẾ HOẠCH"),
        ("KẾ HOẠCH Tuyên truyền năm 2023", "KH", "KẾ HOẠCH"),
        ("ĐỀ ÁN", "ĐA", "ĐỀ ÁN"),
        ("DỰ ÁN", "DA", "DỰ ÁN"),
        ("DECREE", "NĐ", "DECREE"),
        ("Kế hoạch này", None, ""),
        ("PHƯỜNG AN", None, ""),
        ("PHƯỜNG AN BÌNH", None, ""),
        ("BÁO HẢI MINH", None, ""),
        ("LUẬT SƯ", None, ""),
        ("MỤC ĐÍCH", None, ""),
    ],
)
def test_kind_of_title(line: str, kind: str | None, name: str) -> None:
    found = title_kind(line)
    assert (found[0].abbreviation if found else None) == kind
    assert found is None or line[: found[1]] == name


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [("KH-UBND", "KH"), ("KH/ĐU", "KH"), ("QĐ-TTg", "QĐ"), ("TTr-SNV", "TTr"), ("UBND-VP", None), ("QH15", None)],
)
def test_kind_of_symbol(symbol: str, kind: str | None) -> None:
    found = kind_of_symbol(symbol)
    assert (found.abbreviation if found else None) == kind


def test_kinds_of_the_decree_are_all_there() -> None:
    names = {k.abbreviation for k in kinds() if k.group == "administrative"}
    assert len({k.abbreviation for k in kinds()}) == len(kinds())
    laid_down = "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB CV"
    assert names >= set(laid_down.split(" "))


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["ỦY BAN NHÂN DÂN", "PHƯỜNG HÒA AN"], ["ỦY BAN NHÂN DÂN PHƯỜNG HÒA AN"]),
        (["UBND TỈNH HẢI MINH", "SỞ CÔNG THƯƠNG"], ["UBND TỈNH HẢI MINH", "SỞ CÔNG THƯƠNG"]),
        (["UBND QUẬN LÂM THỦY", "UBND PHƯỜNG HÒA AN"], ["UBND QUẬN LÂM THỦY", "UBND PHƯỜNG HÒA AN"]),
        (
            ["UBND TỈNH HẢI MINH", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"],
            ["UBND TỈNH HẢI MINH", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"],
        ),
        (["BỘ GIÁO DỤC", "VÀ ĐÀO TẠO"], ["BỘ GIÁO DỤC VÀ ĐÀO TẠO"]),
        (["NGÂN HÀNG NHÀ NƯỚC", "VIỆT NAM"], ["NGÂN HÀNG NHÀ NƯỚC VIỆT NAM"]),
        (["UBND HUYỆN LÂM SƠN NAM", "XÃ TÂN HÒA"], ["UBND HUYỆN LÂM SƠN NAM", "XÃ TÂN HÒA"]),
        (["HĐND TỈNH HẢI MINH", "VĂN PHÒNG"], ["HĐND TỈNH HẢI MINH", "VĂN PHÒNG"]),
        (["ĐẢNG BỘ QUẬN LÂM THỦY", "ĐẢNG ỦY PHƯỜNG HÒA AN"], ["ĐẢNG BỘ QUẬN LÂM THỦY", "ĐẢNG ỦY PHƯỜNG HÒA AN"]),
        (["BAN CHỈ ĐẠO", "PHÒNG, CHỐNG THIÊN TAI"], ["BAN CHỈ ĐẠO PHÒNG, CHỐNG THIÊN TAI"]),
        (["ỦY BAN MTTQ VIỆT NAM", "PHƯỜNG HÒA AN"], ["ỦY BAN MTTQ VIỆT NAM PHƯỜNG HÒA AN"]),
    ],
)
def test_names_over_several_lines(lines: list[str], names: list[str]) -> None:
    groups = group_names([((i, i + 1), line) for i, line in enumerate(lines)])
    assert [" ".join(text for _, text in group) for group in groups] == names


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        ("B Ộ TÀI CHÍNH", "BỘ TÀI CHÍNH"),
        ("CH Í NH PHỦ", "CHÍNH PHỦ"),
        ("BQL KCN TỈNH", "BQL KCN TỈNH"),
        ("UBND  TP  HẢI MINH", "UBND TP HẢI MINH"),
    ],
)
def test_mended_names(name: str, mended: str) -> None:
    assert mend(name) == mended


@pytest.mark.parametrize(
    ("issuer", "parent", "recipients", "date", "level"),
    [
        ("ỦY BAN NHÂN DÂN PHƯỜNG HÒA AN", None, (), None, "commune"),
        ("UBND XÃ TÂN HÒA", "UBND HUYỆN LÂM SƠN NAM", (), None, "commune"),
        ("UỶ BAN NHÂN DÂN QUẬN LÂM THỦY", None, (), None, "district"),
        ("UBND TỈNH HẢI MINH", None, (), None, "province"),
        ("SỞ NỘI VỤ", "UBND TỈNH HẢI MINH", (), None, "province"),
        ("PHÒNG TƯ PHÁP", "UBND QUẬN LÂM THỦY", (), None, "district"),
        ("BỘ XÂY DỰNG", None, (), None, "central"),
        ("CỤC QUẢN LÝ ĐƯỜNG BỘ", "BỘ XÂY DỰNG", (), None, "central"),
        ("THỦ TƯỚNG CHÍNH PHỦ", None, (), None, "central"),
        ("BỘ CHỈ HUY QUÂN SỰ TỈNH", None, (), None, "province"),
        ("ĐẢNG ỦY PHƯỜNG HÒA AN", "ĐẢNG BỘ QUẬN LÂM THỦY", (), None, "commune"),
        ("VĂN PHÒNG", "HĐND TỈNH HẢI MINH", (), None, "province"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", None, (), "2023-05-01", "province"),
        ("UBND THÀNH PHỐ HẢI MINH", None, ("Bộ Nội vụ", "UBND các quận, huyện"), "2023-05-01", "province"),
        ("UBND THÀNH PHỐ HẢI MINH", None, ("UBND tỉnh", "UBND các phường, xã"), "2023-05-01", "district"),
        ("UBND THÀNH PHỐ HẢI MINH", "UBND TỈNH LÂM SƠN", (), "2023-05-01", "district"),
        ("UBND THÀNH PHỐ HẢI MINH", None, (), "2025-08-01", "province"),
        ("UBND THÀNH PHỐ HẢI MINH", None, (), "2023-05-01", None),
        ("CÔNG TY CỔ PHẦN HÒA AN", None, (), None, None),
        ("ỦY BAN NHÂN DÂN ĐẶC KHU CÁT SƠN", None, (), "2025-08-01", "commune"),
    ],
)
def test_level(
    issuer: str, parent: str | None, recipients: tuple[str, ...], date: str | None, level: str | None
) -> None:
    assert level_of(issuer, parent, recipients, date) == level
