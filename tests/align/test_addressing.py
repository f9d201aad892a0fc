"""Who is meant by the names that plans above use."""

import hashlib

import pytest

from phaply.align.addressing import Addressee, addressee_of, is_addressed
from phaply.parse import parse
from phaply.readers.text import read_text

WARD = Addressee("ủy ban nhân dân phường hòa an", "commune", True, "phường", "hòa an")
XA = Addressee("ủy ban nhân dân xã lũng vàng", "commune", True, "xã", "lũng vàng")
SPECIAL = Addressee("ủy ban nhân dân đặc khu hòn sương", "commune", True, "đặc khu", "hòn sương")
DISTRICT = Addressee("ủy ban nhân dân quận lâm thủy", "district", True, "quận", "lâm thủy")
PROVINCE = Addressee("ủy ban nhân dân tỉnh trường minh", "province", True, "tỉnh", "trường minh")
OFFICE = Addressee("sở tư pháp tỉnh trường minh", "province", False, "tỉnh", "trường minh")

CASES = [
    (WARD, "UBND các phường", "district", "", "yes"),
    (WARD, "Ủy ban nhân dân các xã, phường, thị trấn", "province", "", "yes"),
    (WARD, "UBND cấp xã", "central", "", "yes"),
    (WARD, "Ủy ban nhân dân các cấp", "central", "", "yes"),
    (WARD, "UBND phường", "district", "", "yes"),
    (WARD, "Chủ tịch UBND các phường", "district", "", "yes"),
    (WARD, "các phường", "district", "", "yes"),
    (WARD, "các địa phương", "district", "", "yes"),
    (WARD, "UBND phường Hòa An", "district", "", "yes"),
    (WARD, "UBND PHƯỜNG HOÀ AN", "district", "", "yes"),
    (WARD, "UBND các phường", "district", ": Hòa An, Đông Khánh.", "yes"),
    (WARD, "UBND các phường", "district", ": Tân Lễ, Đông Khánh.", "no"),
    (WARD, "UBND các phường", "district", ": Ấp Đông, Ất Sơn.", "no"),
    (WARD, "UBND các phường", "district", ": ứng dụng phần mềm, số hóa hồ sơ.", "yes"),
    (WARD, "UBND các phường", "district", ": đôn đốc, kiểm tra.", "yes"),
    (WARD, "UBND phường Tân Lễ", "district", "", "no"),
    (WARD, "UBND các quận, huyện", "province", "", "no"),
    (WARD, "UBND quận Lâm Thủy", "province", "", "no"),
    (WARD, "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", "central", "", "no"),
    (WARD, "các bộ, ngành, địa phương", "central", "", "no"),
    (WARD, "Phòng Tư pháp", "district", "", "no"),
    (WARD, "các phòng, ban, đơn vị thuộc quận", "district", "", "no"),
    (WARD, "Văn phòng HĐND và UBND quận", "district", "", "no"),
    (WARD, "UBND các xã", "province", "", "no"),
    (WARD, "UBND các phường ven biển", "district", "", "conditional"),
    (XA, "UBND các xã, phường, đặc khu", "province", "", "yes"),
    (XA, "UBND các xã, thị trấn", "district", "", "yes"),
    (SPECIAL, "UBND các xã, phường, đặc khu", "province", "", "yes"),
    (SPECIAL, "UBND các xã, phường", "province", "", "no"),
    (DISTRICT, "UBND các quận, huyện", "province", "", "yes"),
    (DISTRICT, "UBND các xã, phường, thị trấn", "province", "", "no"),
    (DISTRICT, "UBND cấp huyện, cấp xã", "central", "", "yes"),
    (PROVINCE, "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", "central", "", "yes"),
    (PROVINCE, "các bộ, ngành, địa phương", "central", "", "yes"),
    (PROVINCE, "UBND các huyện, thị xã, thành phố", "central", "", "no"),
    (OFFICE, "Sở Tư pháp", "province", "", "yes"),
    (OFFICE, "Sở Nội vụ", "province", "", "no"),
    (OFFICE, "UBND các xã, phường", "province", "", "no"),
]


@pytest.mark.parametrize(
    ("own", "name", "above", "after", "expected"), CASES, ids=[f"{c[1]}|{c[0].word}" for c in CASES]
)
def test_who_is_meant(own, name, above, after, expected) -> None:
    assert is_addressed(name, None, own, above, after) == expected


def test_nobody_is_meant_by_no_name() -> None:
    assert is_addressed("", None, WARD, "district") == "no"


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG HÒA AN", ("commune", "phường", "hòa an")),
        ("UBND QUẬN LÂM THỦY", ("district", "quận", "lâm thủy")),
        ("ỦY BAN NHÂN DÂN\nĐẶC KHU HÒN SƯƠNG", ("commune", "đặc khu", "hòn sương")),
    ],
)
def test_the_issuer_is_read_from_the_plan(head: str, unit: tuple[str, str, str]) -> None:
    text = f"{head}\n\nSố: 05/KH-UBND\n\nKẾ HOẠCH\nVề công tác lưu trữ\n\nI. NHIỆM VỤ\n\n1. Rà soát hồ sơ.\n"
    own = addressee_of(parse(read_text(text, name="x.txt", sha256=hashlib.sha256(text.encode()).hexdigest())))
    assert (own.level, own.word, own.unit) == unit
    assert own.committee
