"""Lists of acts as they come: damaged rows put right, duplicates merged, conflicts told."""

import gzip
import json
from pathlib import Path

import pytest

from phaply.acts import Registry, import_acts
from phaply.acts.importer import read_acts
from phaply.acts.repair import iso_date, repaired, tidy_title
from phaply.errors import InputError

HEADING = "kind\tnumber\ttitle\tissued\tissuer\teffective"

ROWS = [
    # (row, number, title, issued, issuer)
    (
        "Thông tư\t01\t/2031/TT-BXX Quy định thử\t2031-01-17\tBộ Thử nghiệm\t2031-03-05",
        ("01/2031/TT-BXX", "Quy định thử", "2031-01-17", "Bộ Thử nghiệm"),
    ),
    (
        "Thông tư\t'02/2031/TT-BXX\tThông tư số 02/2031/TT-BXX ngày 05 tháng 02 năm 2031 của Bộ trưởng Bộ Thử nghiệm "
        "sửa đổi Thông tư số 01/2031/TT-BXX\t2031-02-05\tBộ Thử nghiệm\t2031-03-20",
        ("02/2031/TT-BXX", "Sửa đổi Thông tư số 01/2031/TT-BXX", "2031-02-05", "Bộ Thử nghiệm"),
    ),
    # The title's own date has cut the row: its second half stands under the issuer.
    (
        "Thông tư\t03/2031/TT-BXX\tHướng dẫn Nghị định số 9/2030/NĐ-CP\t2030-12-01\tChính phủ về thử nghiệm "
        "ngày 07/03/2031 của Bộ Thử nghiệm\t2031-05-01",
        (
            "03/2031/TT-BXX",
            "Hướng dẫn Nghị định số 9/2030/NĐ-CP ngày 01 tháng 12 năm 2030 của Chính phủ về thử nghiệm",
            "2031-03-07",
            "Bộ Thử nghiệm",
        ),
    ),
    (
        "Luật\t04/2031/QH17\tLuật thử nghiệm\t2031-06-01\t\t2032-01-01",
        ("04/2031/QH17", "Thử nghiệm", "2031-06-01", "Quốc hội"),
    ),
    ("Luật\t05/2031/QH17\tLuật sư\t2031-06-01\tQuốc hội\t", ("05/2031/QH17", "Luật sư", "2031-06-01", "Quốc hội")),
    (
        "Thông tư\tTT\t06/2031/TT-BXX Bãi bỏ thử\t2031-02-02\tBộ Thử nghiệm\t",
        ("06/2031/TT-BXX", "Bãi bỏ thử", "2031-02-02", "Bộ Thử nghiệm"),
    ),
    # A year that cannot be: the day is dropped rather than believed.
    (
        "Thông tư\t07/2031/TT-BXX\tQuy định\t2001-02-02\tBộ Thử nghiệm\t",
        ("07/2031/TT-BXX", "Quy định", None, "Bộ Thử nghiệm"),
    ),
]


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_rows_are_put_right(row: str, expected: tuple[str | None, ...]) -> None:
    act = repaired(dict(zip(HEADING.split("\t"), row.split("\t"), strict=True)), "thử")
    assert act is not None
    assert (act.number, act.title, act.issued, act.issuer) == expected


def test_what_names_no_act_is_none() -> None:
    assert repaired({"kind": "bài thơ", "number": "1"}, None) is None
    assert repaired({"kind": "Luật"}, None) is None


def test_dates() -> None:
    assert iso_date("06/04/2023") == iso_date("6-4-2023") == iso_date("2023-04-06") == "2023-04-06"
    assert iso_date("31/6/2023") is None
    assert iso_date("") is None and iso_date(None) is None


def test_another_number_in_a_title_is_not_taken_off() -> None:
    title = "Thông tư số 99/2030/TT-BXX và việc thi hành"
    assert tidy_title(title, "01/2031/TT-BXX", "Bộ Thử nghiệm") == title


def test_import_merges_and_tells(tmp_path: Path) -> None:
    source = tmp_path / "list.tsv"
    rows = [
        "Nghị định\t901/2031/NĐ-CP\tVề thử\t2031-01-01\tChính phủ\t",
        "Nghị định\t901/2031/NĐ-CP\tVề thử\t2031-01-01\tChính phủ\t2031-03-01",
        "Nghị định\t901/2031/NĐ-CP\tVề thử\t2031-01-02\tChính phủ\t2031-03-01",
        "không rõ\t1\tgì đó\t\t\t",
        # A cell with a line break in it.
        "Thông tư\t902/2031/TT-BXX\tQuy định",
        "hai dòng\t2031-02-01\tBộ Thử nghiệm\t2031-04-01",
    ]
    source.write_text("\n".join([HEADING, *rows]) + "\n", encoding="utf-8")
    target = tmp_path / "own"
    report = import_acts(source, target)
    assert (report.added, len(report.skipped), len(report.conflicts)) == (2, 1, 1)
    conflict = report.conflicts[0]
    assert (conflict.field, conflict.kept, conflict.other) == ("issued", "2031-01-01", "2031-01-02")
    own = Registry(target)
    act = own.get("901/2031/NĐ-CP")
    assert act is not None and act.effective == "2031-03-01"
    assert not act.verified, "a day of issue that two rows dispute is nobody's word"
    two = own.get("902/2031/TT-BXX")
    assert two is not None and two.title == "Quy định hai dòng"
    again = import_acts(source, target)
    assert (again.added, again.completed) == (0, 0)
    assert [p.name for p in sorted(target.iterdir())] == ["acts.tsv", "changes.tsv"]


def test_known_facts_are_not_copied_and_contradictions_are_told(tmp_path: Path) -> None:
    source = tmp_path / "list.jsonl"
    rows = [
        {"kind": "Luật", "number": "10/2022/QH15", "title": "Thực hiện dân chủ ở cơ sở", "issued": "10/11/2022"},
        {"kind": "NĐ", "number": "59/2023/NĐ-CP", "issued": "2023-08-15"},
    ]
    source.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n{kaputt", encoding="utf-8")
    report = import_acts(source, tmp_path / "own", Registry())
    assert report.added == 0
    assert [(c.key, c.field) for c in report.conflicts] == [("59/2023/NĐ-CP", "issued")]
    assert len(report.skipped) == 1


def test_collected_texts(tmp_path: Path) -> None:
    text = "CHÍNH PHỦ\nSố: 903/2031/NĐ-CP\nHà Nội, ngày 05 tháng 02 năm 2031\nNGHỊ ĐỊNH\nVề thử nghiệm\nĐiều 1. …"
    rows = [
        {
            "id": "1",
            "title": "Nghị định số 903/2031/NĐ-CP Về thử nghiệm",
            "number": "903/2031/NĐ-CP",
            "status": "Còn hiệu lực",
            "effective": "20/03/2031",
            "toc": [],
            "text": text,
        },
        # The list's number is not the document's: left out.
        {
            "id": "2",
            "title": "Nghị định số 904/2031/NĐ-CP Về thử nghiệm",
            "number": None,
            "status": "",
            "effective": None,
            "toc": [],
            "text": text,
        },
        {
            "id": "3",
            "title": "Decree 905/2031/ND-CP",
            "number": None,
            "status": "Hết hiệu lực toàn bộ",
            "effective": None,
            "toc": [],
            "text": "DECREE",
        },
    ]
    source = tmp_path / "vbpl.jsonl.gz"
    source.write_bytes(gzip.compress("\n".join(json.dumps(r, ensure_ascii=False) for r in rows).encode()))
    skipped: list[str] = []
    (act,) = read_acts(source, skipped)
    assert (act.number, act.title, act.issued, act.effective) == (
        "903/2031/NĐ-CP",
        "Về thử nghiệm",
        "2031-02-05",
        "2031-03-20",
    )
    assert len(skipped) == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00rubbish", b"a\tb\n1\t2\n", b""])
def test_files_that_are_no_lists(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "x.tsv"
    source.write_bytes(content)
    with pytest.raises(InputError):
        import_acts(source, tmp_path / "own")
    assert not (tmp_path / "own").exists()
