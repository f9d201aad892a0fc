"""The registry: look-up, and which act a citation means."""

from types import SimpleNamespace
from typing import cast

import pytest

from phaply.acts import Registry, registry, resolve
from phaply.acts.keys import key_of, kind_of, number_key, same_issuer, tidy_number
from phaply.acts.names import name_key
from phaply.parse.model import Citation


def cite(kind: str, number: str | None = None, **more: object) -> Citation:
    fields = {"date": None, "year": None, "title": None, "issuer": None} | more
    return cast(Citation, SimpleNamespace(kind=kind, number=number, **fields))


TTG = "346/QĐ-TTg|Thủ tướng Chính phủ|2023-04-06"

RESOLVED = [
    # (citation, day of the plan, key, how)
    (cite("L", title="Thực hiện dân chủ ở cơ sở", year=2022), None, "10/2022/QH15", "name-year"),
    (cite("L", title="Luật Thực hiện dân chủ ở cơ sở", year=2022), None, "10/2022/QH15", "name-year"),
    (cite("L", title="thực hiện Dân chủ ở cơ sở"), None, "10/2022/QH15", "name"),
    (cite("L", "10/2022/QH15"), None, "10/2022/QH15", "number"),
    # Damaged numbers: spaces, missing marks, small letters.
    (cite("NĐ", "30 /2020/ND-CP"), None, "30/2020/NĐ-CP", "number"),
    (cite("NĐ", "59/2023/nđ-cp"), None, "59/2023/NĐ-CP", "number"),
    # Tone marks in the newer places, dashes, `và` left out or in, usual short forms, order turned, marks lost.
    (cite("L", title="Hoà giải ở cơ sở"), None, "35/2013/QH13", "name"),
    (cite("L", title="PCCC và CNCH"), "2025-09-01", "55/2024/QH15", "name"),
    (cite("L", title="phòng cháy, chữa cháy và cứu hộ, cứu nạn"), "2025-09-01", "55/2024/QH15", "name"),
    (cite("L", title="Phòng cháy chữa cháy"), "2023-05-05", "27/2001/QH10", "name"),
    (cite("L", title="PBGDPL"), None, "14/2012/QH13", "name"),
    (cite("L", title="To chuc chinh quyen dia phuong", year=2015), None, "77/2015/QH13", "name-year"),
    # Several laws of one name: by date, by year, by what held on the day.
    (cite("L", title="Tổ chức chính quyền địa phương", date="2015-06-19"), None, "77/2015/QH13", "name-date"),
    # Another day of the year is a slip of the citation: still that law.
    (cite("L", title="Tổ chức chính quyền địa phương", date="2015-06-20"), None, "77/2015/QH13", "name-year"),
    (cite("L", title="Tổ chức chính quyền địa phương", date="2025-05-05"), None, None, None),
    (cite("L", title="Đất đai", year=2013), "2025-01-01", "45/2013/QH13", "name-year"),
    (cite("L", title="Đất đai"), "2023-01-01", "45/2013/QH13", "name"),
    (cite("L", title="Đất đai"), "2025-03-01", "31/2024/QH15", "name"),
    (cite("L", title="Tổ chức chính quyền địa phương"), "2025-07-10", "72/2025/QH15", "name"),
    (cite("HP", title="nước Cộng hòa xã hội chủ nghĩa Việt Nam"), "2023-01-01", "HP|Quốc hội|2013-11-28", "name"),
    (cite("HP", year=2013), None, "HP|Quốc hội|2013-11-28", "name-year"),
    # Nobody can tell: the old law holds, the new one is passed and not yet in force; no day at all; no law of that year.
    (cite("L", title="Đất đai"), "2024-03-01", None, None),
    (cite("L", title="Đất đai"), None, None, None),
    (cite("L", title="Đất đai", year=2019), None, None, None),
    (cite("L", title="Hội nghị khách hàng"), "2023-01-01", None, None),
    # Numbers that run anew every year: issuer and year must be known; another day of the year is a slip of the citation.
    (cite("QĐ", "346/QĐ-TTg", date="2023-04-06"), None, TTG, "number-issuer"),
    (cite("QĐ", "346/QĐ-TTg", date="2023-05-06"), None, TTG, "number-issuer"),
    (cite("QĐ", "346/QĐ-TTg", date="2019-04-06"), None, None, None),
    (cite("QĐ", "346/QĐ-TTg"), None, None, None),
    (
        cite("NQ", "18-NQ/TW", date="2017-10-25"),
        None,
        "18-NQ/TW|Ban Chấp hành Trung ương Đảng|2017-10-25",
        "number-issuer",
    ),
    (cite("NQ", "18-NQ/TW", date="2022-06-16"), None, None, None),
    (cite("NQ", "18-NQ/TW"), None, None, None),
    # One number, two acts: the kind decides.
    (cite("L", "24/2008/QH12"), None, "24/2008/QH12", "number"),
    (cite("NQ", "24/2008/QH12"), None, "24/2008/QH12|NQ", "number"),
    # By its title alone.
    (cite("NĐ", title="về công tác văn thư", year=2020), None, "30/2020/NĐ-CP", "title"),
    (cite("KH", "129/KH-UBND", date="2023-05-12", issuer="UBND quận Lâm Thủy"), None, None, None),
]


@pytest.mark.parametrize(("citation", "on", "key", "how"), RESOLVED)
def test_resolves(citation: Citation, on: str | None, key: str | None, how: str | None) -> None:
    found = resolve(citation, registry(), on)
    assert (found.act.key if found.act else None, found.how) == (key, how)


def test_unsure_citations_keep_their_candidates() -> None:
    keys = [a.key for a in resolve(cite("L", title="Đất đai"), registry(), "2024-03-01").candidates]
    assert keys == ["13/2003/QH11", "45/2013/QH13", "31/2024/QH15"]


def test_every_act_is_found_by_its_key_and_number() -> None:
    known = registry()
    for act in known:
        assert known.get(act.key) == act
        if act.number:
            assert act in known.by_number(act.number)
    assert len(known) > 4000


def test_every_law_is_found_by_its_name_and_year() -> None:
    known = registry()
    lost = []
    for act in known:
        if act.kind in ("L", "BL", "PL") and act.title and act.issued:
            same = known.by_name(act.title, act.kind, int(act.issued[:4]))
            if act not in same:
                lost.append(act.key)
    assert not lost


def test_find_puts_the_phrase_first() -> None:
    found = [a.key for a in registry().find("công tác văn thư")]
    assert set(found[:3]) == {"30/2020/NĐ-CP", "110/2004/NĐ-CP", "09/2010/NĐ-CP"}
    assert registry().find("") == ()
    assert registry().find("từ ngữ không có ở đâu cả") == ()
    assert registry().find("59/2023/NĐ-CP")[0].key == "59/2023/NĐ-CP"


def test_a_later_folder_stands_before(tmp_path) -> None:  # type: ignore[no-untyped-def]
    heading = "kind\tnumber\ttitle\tissued\tissuer\teffective\texpires\tsource\tverified\n"
    for name, day in (("one", "2001-01-01"), ("two", "2002-02-02")):
        folder = tmp_path / name
        folder.mkdir()
        row = f"NĐ\t999/2000/NĐ-CP\tThử\t2000-12-31\tChính phủ\t{day}\t\tthử\ttrue\n"
        (folder / "acts.tsv").write_text(heading + row, encoding="utf-8")
    act = Registry(tmp_path / "one", tmp_path / "two").get("999/2000/NĐ-CP")
    assert act is not None and act.effective == "2002-02-02"


NUMBERS = [
    ("30 /2020/ND-CP", "30/2020/NĐ-CP"),
    ("'56/2020/TT-BCT", "56/2020/TT-BCT"),
    ("05/2007/TT-BYT.", "05/2007/TT-BYT"),
    ("85/2017/nđ-cp", "85/2017/NĐ-CP"),
    ("03/2019/tt-bkhđt", "03/2019/TT-BKHĐT"),
    ("346/QÐ-TTg", "346/QĐ-TTg"),
    ("89/2015/NÐ-CP", "89/2015/NĐ-CP"),
]


@pytest.mark.parametrize(("printed", "tidy"), NUMBERS)
def test_tidy_number(printed: str, tidy: str) -> None:
    assert tidy_number(printed) == tidy
    assert number_key(printed.strip("'.")) == number_key(tidy)


def test_numbers_that_differ_stay_apart() -> None:
    assert number_key("06/QĐ-TTg") == number_key("6/QĐ-TTg")
    assert number_key("16/QĐ-TTg") != number_key("6/QĐ-TTg")


def test_keys() -> None:
    assert key_of("L", "10/2022/QH15", "Quốc hội", "2022-11-10") == "10/2022/QH15"
    assert key_of("QĐ", "30/2018/QĐ-UBND", "UBND tỉnh A", "2018-10-09") == "30/2018/QĐ-UBND|UBND tỉnh A|2018-10-09"
    assert key_of("HP", None, "Quốc hội", "2013-11-28") == "HP|Quốc hội|2013-11-28"
    assert kind_of("Nghị  định") == kind_of("NGHỊ ĐỊNH") == "NĐ"
    assert kind_of("bài thơ") is None


def test_issuers_compare_by_what_they_mean() -> None:
    assert same_issuer("UBND quận Lâm Thủy", "Ủy ban nhân dân quận Lâm Thuỷ")
    assert same_issuer("Bộ trưởng Bộ Tư pháp", "Bộ Tư pháp")
    assert not same_issuer("UBND quận Lâm Thủy", "UBND quận Lâm Hà")


def test_lawyers_keep_their_name() -> None:
    assert name_key("Luật sư") == ("luật", "sư")
    assert name_key("Luật Luật sư") == ("luật", "sư")
    assert name_key("Luật Phòng, chống tham nhũng") == name_key("Luật PCTN")
