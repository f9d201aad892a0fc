"""Actors: where a name begins and ends, how lists are parted, which names are one body, of which level; fictional units."""

import pytest

from phaply.language import fold
from phaply.parse import parse
from phaply.parse.bodies import list_at, scan, split_list
from phaply.parse.lexicon import Phrases
from phaply.parse.model import Plan
from phaply.readers.text import read_text

RUNNING: list[tuple[str, list[str]]] = [
    # a verb ends the name
    ("Phòng Nội vụ tham mưu Ủy ban nhân dân quận", ["Phòng Nội vụ"]),
    ("Sở Xây dựng kiểm tra công trình", ["Sở Xây dựng"]),
    ("Phòng Quản lý đô thị chủ trì", ["Phòng Quản lý đô thị"]),
    ("Tổ thẩm định báo cáo kết quả", ["Tổ thẩm định"]),
    ("Công chức Văn phòng - thống kê tổng hợp danh sách", ["Công chức Văn phòng - thống kê"]),
    (
        "Công chức Địa chính - xây dựng - đô thị và môi trường đo đạc",
        ["Công chức Địa chính - xây dựng - đô thị và môi trường"],
    ),
    # a place belongs to it
    ("Công an phường giữ gìn trật tự", ["Công an phường"]),
    ("UBND các xã, phường, thị trấn báo cáo", ["UBND các xã, phường, thị trấn"]),
    (
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương ban hành",
        ["Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương"],
    ),
    (
        "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam phường góp ý",
        ["Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam phường"],
    ),
    ("Phòng Văn hóa và Thông tin các quận, huyện hướng dẫn", ["Phòng Văn hóa và Thông tin các quận, huyện"]),
    # names with joining words and commas inside
    ("Bộ Văn hóa, Thể thao và Du lịch ban hành", ["Bộ Văn hóa, Thể thao và Du lịch"]),
    ("Sở Nông nghiệp và Môi trường, Sở Tài chính rà soát", ["Sở Nông nghiệp và Môi trường", "Sở Tài chính"]),
    ("Văn phòng HĐND và UBND phường trình", ["Văn phòng HĐND và UBND phường"]),
    # groups
    ("các sở, ban, ngành và địa phương phối hợp", ["các sở, ban, ngành và địa phương"]),
    ("các sở, ban, ngành và các địa phương liên quan rà soát", ["các sở, ban, ngành", "các địa phương liên quan"]),
    (
        "các phòng, ban, ngành, đoàn thể và UBND các phường triển khai",
        ["các phòng, ban, ngành, đoàn thể", "UBND các phường"],
    ),
    ("các phòng chuyên môn thuộc Sở kiểm tra", ["các phòng chuyên môn thuộc Sở"]),
    ("các tổ chức chính trị - xã hội quận vận động", ["các tổ chức chính trị - xã hội quận"]),
    # posts
    ("Chủ tịch UBND các xã chỉ đạo", ["Chủ tịch UBND các xã"]),
    ("Thủ trưởng các cơ quan, đơn vị có liên quan tổ chức", ["Thủ trưởng các cơ quan, đơn vị có liên quan"]),
    ("Giám đốc Trung tâm Y tế quận bố trí", ["Giám đốc Trung tâm Y tế quận"]),
    ("Tổ trưởng các tổ dân phố thông báo", ["Tổ trưởng các tổ dân phố"]),
    ("Chi nhánh Ngân hàng Chính sách xã hội huyện cho vay", ["Chi nhánh Ngân hàng Chính sách xã hội huyện"]),
    ("Công an xã hằng tháng báo cáo", ["Công an xã"]),
    ("Cục Y tế dự phòng hướng dẫn", ["Cục Y tế dự phòng"]),
    ("Liên minh Hợp tác xã tỉnh, Ủy ban MTTQ huyện vận động", ["Liên minh Hợp tác xã tỉnh", "Ủy ban MTTQ huyện"]),
    # no names
    ("Tổ chức hội nghị", []),
    ("Ban hành kế hoạch", []),
    ("Phòng, chống dịch bệnh", []),
    ("Hội nghị tổng kết", []),
    ("Bộ tài liệu tập huấn", []),
]

LISTS: list[tuple[str, list[str]]] = [
    ("Các Sở, ban, ngành; UBND các xã, phường", ["Các Sở, ban, ngành", "UBND các xã, phường"]),
    (
        "HĐND, UBND, Sở Tư pháp tỉnh Bình Sa và các cơ quan soạn thảo",
        ["HĐND", "UBND", "Sở Tư pháp tỉnh Bình Sa", "các cơ quan soạn thảo"],
    ),
    ("TTTH, BBT,\nTCT", ["TTTH", "BBT", "TCT"]),
    ("Vụ Kế hoạch\nBộ Xây dựng", ["Vụ Kế hoạch\nBộ Xây dựng"]),
    ("Văn phòng\nVụ Kế hoạch", ["Văn phòng", "Vụ Kế hoạch"]),
    ("Phòng Nội vụ, Tư pháp", ["Phòng Nội vụ", "Tư pháp"]),
    ("Trung tâm Văn hóa, Thông tin và Thể thao quận", ["Trung tâm Văn hóa, Thông tin và Thể thao quận"]),
    ("Giám đốc các Sở và Thủ trưởng các ban, ngành tỉnh", ["Giám đốc các Sở", "Thủ trưởng các ban, ngành tỉnh"]),
    ("Công ty Cấp nước Hải Minh; khu phố 3.", ["Công ty Cấp nước Hải Minh", "khu phố 3"]),
    ("Các bộ phận chuyên môn, tổ chức, cá nhân liên quan", ["Các bộ phận chuyên môn, tổ chức, cá nhân liên quan"]),
]


@pytest.mark.parametrize(("text", "names"), RUNNING)
def test_names_in_running_text(text: str, names: list[str]) -> None:
    assert [text[b.start : b.end] for b in list_at(text, fold(text), 0, len(text))] == names


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_names_in_lists(text: str, names: list[str]) -> None:
    assert [text[b.start : b.end] for b in split_list(text, fold(text), 0, len(text))] == names


@pytest.mark.parametrize(
    "text",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "NHIỆM VỤ 1",
        "thực hiện dân chủ ở cơ sở",
        "trụ sở UBND",
        "QUỐC PHÒNG AN NINH",
        "báo cáo thuế, phí",
    ],
)
def test_no_name_inside_other_words(text: str) -> None:
    found = [text[b.start : b.end] for b in scan(text, fold(text))]
    assert found in ([], ["UBND"])


def plan_of(*lines: str) -> Plan:
    head = "ỦY BAN NHÂN DÂN\nPHƯỜNG HÒA AN\n\nSố: 5/KH-UBND\n\nHòa An, ngày 12 tháng 3 năm 2024\n\nKẾ HOẠCH\nNăm 2024\n\nIII. TỔ CHỨC THỰC HIỆN\n\n"
    return parse(read_text(head + "\n".join(lines) + "\n", name="x", sha256=""))


MERGED: list[tuple[str, str, str]] = [
    ("case and dash", "Công chức Tư pháp - hộ tịch lập sổ.", "Giao công chức Tư pháp – Hộ tịch phường báo cáo."),
    ("a post and its office", "Giao bộ phận Văn phòng – Thống kê lập sổ.", "Công chức Văn Phòng - thống kê báo cáo."),
    ("an abbreviation", "UBND phường lập sổ.", "Ủy ban nhân dân phường báo cáo."),
    ("the issuer's own place", "Ủy ban nhân dân phường Hòa An lập sổ.", "UBND phường báo cáo."),
    ("the tone mark", "Ủy ban nhân dân phường lập sổ.", "Uỷ ban nhân dân phường báo cáo."),
    ("the place above, named once", "Ủy ban nhân dân quận Lâm Thủy lập sổ.", "UBND quận báo cáo."),
    ("a level left out", "Phòng Nội vụ lập sổ.", "Phòng Nội vụ quận báo cáo."),
    ("one post, many holders", "Tổ trưởng tổ dân phố lập sổ.", "Tổ trưởng các tổ dân phố báo cáo."),
]


@pytest.mark.parametrize(("what", "first", "second"), MERGED, ids=[m[0] for m in MERGED])
def test_variants_are_one_actor(what: str, first: str, second: str) -> None:
    plan = plan_of(f"1. {first}", f"2. {second}")
    leads = [p.actor for t in plan.tasks for p in t.lead]
    assert len(leads) == 2
    assert leads[0] == leads[1], [a.name for a in plan.actors]


def test_an_abbreviation_that_the_text_explains() -> None:
    plan = plan_of(
        "1. Lập sổ.\n- Chủ trì: Trung tâm Hành chính công (TTHCC).\n2. Ghi sổ.\n- Chủ trì: TTHCC.\n- Phối hợp: BQL."
    )
    first, second = (t.lead[0].actor for t in plan.tasks)
    assert first == second
    assert plan.actors[first].name == "Trung tâm Hành chính công"


def test_different_bodies_stay_apart() -> None:
    plan = plan_of(
        "1. UBND phường lập sổ.", "2. UBND quận kiểm tra.", "3. UBND các phường báo cáo.", "4. Công an phường gác."
    )
    assert len({p.actor for t in plan.tasks for p in t.lead}) == 4


LEVELS: list[tuple[str, str, bool, bool]] = [
    ("Bộ Nội vụ", "central", False, False),
    ("Sở Nội vụ", "province", False, False),
    ("Phòng Nội vụ", "district", False, False),
    ("Phòng Nông nghiệp và Phát triển nông thôn", "district", False, False),  # "nông thôn" names no place
    ("UBND các phường", "commune", True, False),
    ("Ủy ban nhân dân cấp xã", "commune", True, False),
    ("Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", "province", True, False),
    ("Trưởng thôn", "residential", False, True),
    ("Công chức Tư pháp - hộ tịch", "commune", False, True),
    ("Chủ tịch UBND quận", "district", False, True),
    ("các phòng, ban, ngành, đoàn thể", "commune", True, False),
]


@pytest.mark.parametrize(("name", "level", "collective", "person"), LEVELS)
def test_levels(name: str, level: str, collective: bool, person: bool) -> None:
    plan = plan_of(f"1. Giao {name} báo cáo kết quả.")
    actor = plan.actors[plan.tasks[0].lead[0].actor]
    assert (actor.level, actor.collective, actor.person) == (level, collective, person)


def test_phrases_take_the_longest_over_gaps() -> None:
    phrases = Phrases(["ban", "ban chỉ đạo", "phòng, chống"])
    assert phrases.match("ban chỉ đạo xã", 0, 14) == ("ban chỉ đạo", 11)
    assert phrases.match("ban chỉ\nđạo", 0, 11) == ("ban chỉ đạo", 11)
    assert phrases.match("ban chỉ huy", 0, 11) == ("ban", 3)
    assert phrases.match("phòng, chống", 0, 12) == ("phòng, chống", 12)
    assert phrases.match("bans", 0, 4) is None
