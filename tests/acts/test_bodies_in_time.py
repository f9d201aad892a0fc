"""Which body existed at which level on which day."""

import pytest

from phaply.acts.units import bodies_known, exists, ministry_of_code, province, provinces, unit_types

EXIST = [
    ("Phòng Nội vụ quận", "district", "2023-05-05", "yes"),
    ("Phòng Nội vụ", "district", "2025-06-30", "yes"),
    ("Phòng Nội vụ quận", "district", "2025-07-01", "no"),
    ("Phòng Nội vụ", "commune", "2023-05-05", "no"),
    ("Trưởng phòng Nội vụ quận", "district", "2023-05-05", "yes"),
    ("Hội đồng Phối hợp phổ biến giáo dục pháp luật phường", "commune", "2023-05-05", "no"),
    ("Hội đồng phối hợp PBGDPL", "commune", "2023-05-05", "no"),
    ("Hội đồng phối hợp PBGDPL quận", "district", "2023-05-05", "yes"),
    ("Công chức Tư pháp – Hộ tịch phường", "commune", "2023-05-05", "yes"),
    ("công chức tư pháp - hộ tịch", "commune", "2023-09-01", "yes"),
    ("Bộ phận Văn phòng – Thống kê", "commune", "2023-05-05", "yes"),
    ("Công chức Văn phòng - Thống kê", "commune", "2025-07-01", "no"),
    ("Phòng Văn hóa - Xã hội", "commune", "2023-09-01", "no"),
    ("Phòng Văn hoá – Xã hội phường Hòa An", "commune", "2025-09-01", "yes"),
    ("Phòng Kinh tế", "district", "2023-01-01", "yes"),
    ("Phòng Kinh tế", "commune", "2024-01-01", "no"),
    ("Văn phòng HĐND và UBND phường", "commune", "2023-09-09", "no"),
    ("Văn phòng HĐND và UBND phường", "commune", "2025-09-09", "yes"),
    ("Sở Nội vụ", "commune", "2023-01-01", "no"),
    ("Sở Quy hoạch - Kiến trúc", "province", "2023-01-01", "yes"),
    ("Sở chỉ huy diễn tập", "commune", "2023-01-01", "yes"),
    ("Bộ Tài nguyên và Môi trường", "central", "2023-01-01", "yes"),
    ("Bộ Tài nguyên và Môi trường", "central", "2025-06-01", "no"),
    ("Bộ Nông nghiệp và Môi trường", "central", "2025-06-01", "yes"),
    ("UBND các phường", "commune", "2023-01-01", "yes"),
    ("UBND quận", "district", "2025-08-01", "no"),
    ("Đoàn TNCS Hồ Chí Minh phường", "commune", "2023-02-02", "yes"),
    ("Tổ trưởng tổ dân phố", "residential", "2023-01-01", "yes"),
    ("thị trấn", None, "2025-06-30", "yes"),
    ("thị trấn", None, "2025-07-01", "no"),
    ("đặc khu", None, "2025-06-30", "no"),
    ("đặc khu", None, "2025-07-01", "yes"),
    ("Tổ trưởng các tổ dân phố", "residential", "2023-01-01", "yes"),
    ("Giám đốc các Sở", "province", "2026-01-01", "yes"),
    ("Tổng cục Chính trị", "central", "2026-01-01", "unknown"),
    # What the data do not know is never denied.
    ("Ban Chỉ đạo 138", "commune", "2023-01-01", "unknown"),
    ("Bộ phận chuyên môn", "commune", "2023-01-01", "unknown"),
    ("Bộ đội biên phòng", "province", "2023-01-01", "unknown"),
    ("", "commune", "2023-01-01", "unknown"),
]


@pytest.mark.parametrize(("name", "level", "on", "answer"), EXIST)
def test_exists(name: str, level: str | None, on: str, answer: str) -> None:
    found = exists(name, level, on)  # type: ignore[arg-type]
    assert found.answer == answer, found.reason
    assert found.reason


def test_every_body_exists_at_its_own_level_and_day() -> None:
    for body in bodies_known():
        day = body.ends or body.begins or "2023-01-01"
        assert exists(body.name.rstrip(" *"), body.level, day).answer in ("yes", "unknown")


def test_provinces_in_time() -> None:
    assert len(provinces("2025-06-30")) == 63
    assert len(provinces("2025-07-01")) == 34
    assert province("tỉnh Hà Giang", "2025-06-30") is not None
    gone = province("Hà Giang")
    assert gone is not None and gone.into == "Tuyên Quang"
    assert province("tỉnh Hà Giang", "2025-07-01") is None
    assert province("TP. Hải Phòng", "2025-07-01") is not None


def test_merged_provinces_name_one_that_exists() -> None:
    after = {p.name for p in provinces("2025-07-01")}
    assert all(p.into in after for p in provinces("2025-06-30") if p.ends)


def test_units_and_codes() -> None:
    assert {u.level for u in unit_types()} == {"province", "district", "commune", "residential"}
    assert ministry_of_code("BTNMT", "2024-01-01") is not None
    assert ministry_of_code("BTNMT", "2025-05-01") is None
    new = ministry_of_code("BNNMT", "2025-05-01")
    assert new is not None and new.name == "Bộ Nông nghiệp và Môi trường"
    assert ministry_of_code("XYZ") is None
