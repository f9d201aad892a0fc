"""How often and how many, in the ways that plans write it."""

import pytest

from phaply.align.amounts import amounts_in, beyond, fewer, rates_in, slower

WEEK = 7
RATES = [
    ("ít nhất 02 buổi phát thanh/tuần", 2 / WEEK),
    ("mỗi tuần 01 chương trình", 1 / WEEK),
    ("vào sáng thứ Ba và sáng thứ Sáu hằng tuần", 2 / WEEK),
    ("tối thiểu 03 lần/tuần", 3 / WEEK),
    ("mỗi tháng ít nhất hai lần", 2 / 30.4),
    ("phát thanh hằng ngày", 1.0),
]


@pytest.mark.parametrize(("text", "rate"), RATES, ids=[r[0] for r in RATES])
def test_rates(text: str, rate: float) -> None:
    assert max(rates_in(text)) == pytest.approx(rate)


@pytest.mark.parametrize("text", ["trước ngày 20/6/2023", "Điều 2 của Luật", "trong tuần", "năm 2024"])
def test_what_is_no_rate(text: str) -> None:
    assert not rates_in(text)


def test_slower_needs_both() -> None:
    assert slower("ít nhất 02 buổi/tuần", "mỗi tuần 01 buổi")
    assert not slower("ít nhất 02 buổi/tuần", "thứ Hai và thứ Năm hằng tuần")
    assert not slower("ít nhất 02 buổi/tuần", "phát trên loa")
    assert not slower("phát trên loa", "mỗi tuần 01 buổi")


@pytest.mark.parametrize(
    ("asked", "given", "less"),
    [
        ("bố trí ít nhất 03 máy tính", "bố trí 02 máy tính", True),
        ("bố trí ít nhất 03 máy tính", "bố trí 03 máy tính", False),
        ("100% số hộ", "80% số hộ", True),
        ("ký cam kết với từng hộ gia đình", "ít nhất 70% số hộ ký cam kết", True),
        ("ký cam kết với từng hộ gia đình", "100% số hộ ký cam kết", False),
        ("ký cam kết với từng hộ gia đình", "giảm 20% số vụ", False),
        ("100% hộ gia đình", "80% số hộ ký cam kết", True),
        ("số hóa đạt 100%", "phấn đấu đạt 70%", True),
        ("kiểm tra 100% cơ sở", "80% số hộ ký cam kết; kiểm tra các cơ sở", False),
        ("tổ chức 02 hội nghị", "mở 01 hội nghị", True),
        ("tổ chức 01 hội nghị", "họp 09 tổ dân phố", False),
        ("phát 900 tờ rơi", "phát 1.200 tờ rơi", False),
        ("phát 1.200 tờ rơi", "phát 900 tờ rơi", True),
        ("trên 99,5% số hộ", "99,86% số hộ", False),
        ("ngày 20 hằng tháng báo cáo", "ngày 18 hằng tháng báo cáo", False),
    ],
)
def test_fewer(asked: str, given: str, less: bool) -> None:
    assert (fewer(asked, given) is not None) is less


@pytest.mark.parametrize(
    ("asked", "given", "breaks"),
    [
        ("hỗ trợ 500.000 đồng/hộ", "hỗ trợ mỗi hộ 300.000 đồng", True),
        ("hỗ trợ 500.000 đồng/hộ", "hỗ trợ mỗi hộ 500 nghìn đồng", False),
        ("hỗ trợ 500.000 đồng/hộ", "hỗ trợ mỗi thôn 300.000 đồng", False),
        ("kinh phí không quá 20 triệu đồng", "kinh phí 25 triệu đồng", True),
        ("kinh phí không quá 20 triệu đồng", "kinh phí 15 triệu đồng", False),
        ("giảm tỷ lệ quá hạn xuống dưới 2%", "tỷ lệ quá hạn 5%", True),
        ("giảm tỷ lệ quá hạn xuống dưới 2%", "tỷ lệ quá hạn dưới 1%", False),
        ("hỗ trợ khoảng 500.000 đồng", "hỗ trợ 400.000 đồng", False),
        ("dưới 5% số hộ, dưới 2% số cơ sở", "10% số hộ", False),
    ],
)
def test_limits_and_money(asked: str, given: str, breaks: bool) -> None:
    assert (beyond(asked, given) is not None) is breaks


def test_times_and_places_in_documents_are_no_amounts() -> None:
    assert not amounts_in("trong thời hạn 05 ngày, theo khoản 2 Điều 14, trước ngày 15 tháng 7")
