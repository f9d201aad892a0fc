"""What stands above: files given, a folder, what cannot be used."""

import hashlib
import time
from pathlib import Path

import pytest

import phaply
from phaply.align.model import Unread
from phaply.align.sources import gather
from phaply.errors import UsageError
from phaply.parse.model import Plan
from phaply.readers.text import read_text

FOLDER = Path(__file__).parent / "chains" / "sot-xuat-huyet-2024"


def plan_of(name: str) -> Plan:
    return phaply.parse(phaply.read(FOLDER / name))


def made(text: str, name: str) -> Plan:
    return phaply.parse(read_text(text, name=name, sha256=hashlib.sha256((name + text).encode()).hexdigest()))


@pytest.fixture(scope="module")
def ward() -> Plan:
    return plan_of("xa-dong-gia.txt")


@pytest.fixture(scope="module")
def district() -> Plan:
    return plan_of("kh-huyen.txt")


def test_unread_upstream_is_not_passed(ward: Plan) -> None:
    report = phaply.check(ward, upstream=[Unread("kh.docx", "tệp hỏng.")])
    assert any(n.rule == "UPSTREAM" and "kh.docx" in n.reason for n in report.not_checked)
    assert report.coverage == ()


def test_the_plan_itself_is_no_upstream(ward: Plan) -> None:
    found = gather(ward, [ward])
    assert not [d for d in found.documents if isinstance(d, Plan)]
    assert "chính kế hoạch" in found.notes[0].vi


def test_an_upstream_without_tasks_is_told(ward: Plan) -> None:
    found = gather(ward, [made("Thông báo về việc nghỉ lễ.\n", "tb.txt")])
    assert "tb.txt" in found.notes[0].vi


def test_a_younger_upstream_gives_no_errors(ward: Plan) -> None:
    text = (
        (FOLDER / "kh-huyen.txt")
        .read_text(encoding="utf-8")
        .replace("ngày 02 tháng 4 năm 2024", "ngày 02 tháng 9 năm 2024")
    )
    text = text.replace("Giao chỉ tiêu diệt lăng quăng", "Xây dựng bể bơi cho học sinh, mở lớp dạy bơi")
    report = phaply.check(ward, upstream=[made(text, "muon.txt")])
    assert any("ban hành sau" in n.reason for n in report.not_checked)
    assert not [f for f in report.findings if f.rule.startswith("UP-") and f.outcome == "fail"]
    assert any(c.status == "review" for c in report.coverage or ())


def test_cited_documents_are_found_in_a_folder(ward: Plan) -> None:
    names = {d.document.name for d in gather(ward, library=FOLDER, shipped=False).documents if isinstance(d, Plan)}
    assert names == {"kh-tinh.txt", "kh-huyen.txt"}


def test_a_folder_that_is_none_is_said(ward: Plan, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        gather(ward, library=tmp_path / "khong-co")


def test_a_broken_file_in_the_folder_harms_no_other(ward: Plan, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "kh.txt").write_bytes((FOLDER / "kh-huyen.txt").read_bytes())
    found = gather(ward, library=tmp_path, shipped=False)
    assert [d.document.name for d in found.documents if isinstance(d, Plan)] == ["kh.txt"]
    assert len(found.notes) == 1


def test_given_and_found_twice_is_once(ward: Plan, district: Plan) -> None:
    found = gather(ward, [district, district], library=FOLDER, shipped=False)
    assert sum(d is district for d in found.documents) == 1
    assert len(found.documents) == 2


def test_shipped_data_of_a_cited_plan_is_for_review_only() -> None:
    text = """ỦY BAN NHÂN DÂN
PHƯỜNG HÒA AN

Số: 24/KH-UBND

Hòa An, ngày 05 tháng 6 năm 2023

KẾ HOẠCH
Triển khai thi hành Luật Thực hiện dân chủ ở cơ sở

Căn cứ Quyết định số 346/QĐ-TTg ngày 06 tháng 4 năm 2023 của Thủ tướng Chính phủ;

I. NHIỆM VỤ

1. Mua sắm bàn ghế cho hội trường
- Chủ trì: Công chức Văn phòng - thống kê.
- Thời gian: Trước ngày 20/6/2023.
"""
    report = phaply.check(made(text, "p.txt"))
    assert report.coverage
    assert {c.status for c in report.coverage} <= {"review", "not-addressed", "covered"}
    assert not [f for f in report.findings if f.rule.startswith("UP-DUTY") and f.outcome == "fail"]


def test_two_hundred_upstream_files(ward: Plan) -> None:
    text = (FOLDER / "kh-huyen.txt").read_text(encoding="utf-8")
    many = [made(text.replace("61/KH-UBND", f"{n}/KH-UBND"), f"kh-{n}.txt") for n in range(100, 300)]
    started = time.perf_counter()
    report = phaply.check(ward, upstream=many)
    assert time.perf_counter() - started < 30
    assert report.coverage is not None and len(report.coverage) == 200 * len(many[0].tasks)
    missing = [f for f in report.findings if f.rule == "UP-DUTY-MISSING"]
    assert len(missing) <= len(many[0].tasks)
