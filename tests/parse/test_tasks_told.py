"""Who is told to do what: the words that other offices use, sentence by sentence, on made-up texts about fictional units."""

import pytest

from phaply.parse import parse
from phaply.parse.model import Plan, Task
from phaply.parse.role_names import ROLE_EXAMPLES, ROLE_NOUNS, role_end
from phaply.parse.task_times import HEADING_EXAMPLES
from phaply.readers.text import read_text

HEAD = """ỦY BAN NHÂN DÂN
QUẬN LÂM THỦY

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/KH-UBND

Lâm Thủy, ngày 12 tháng 02 năm 2024

KẾ HOẠCH
Phòng, chống đuối nước năm 2024

Ủy ban nhân dân quận Lâm Thủy ban hành Kế hoạch như sau:

"""
TAIL = """

Nơi nhận:
- UBND các phường;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Ánh
"""


def plan_of(body: str) -> Plan:
    return parse(read_text(HEAD + body.strip("\n") + TAIL, name="x.txt", sha256=""))


def words(plan: Plan, task: Task) -> str:
    return " ".join(plan.text[task.start : task.end].split()[:3])


def told(plan: Plan) -> list[tuple[str, list[str]]]:
    return [(words(plan, t), [p.name for p in t.lead]) for t in plan.tasks]


SENTENCES: list[tuple[str, list[tuple[str, list[str]]]]] = [
    # posts
    ("Phó Hiệu trưởng lập danh sách học sinh chưa biết bơi.", [("Phó Hiệu trưởng", ["Phó Hiệu trưởng"])]),
    ("Phó Trưởng phòng Y tế kiểm tra các bể bơi.", [("Phó Trưởng phòng", ["Phó Trưởng phòng Y tế"])]),
    ("Phó Bí thư Quận đoàn phát động cuộc thi.", [("Phó Bí thư", ["Phó Bí thư Quận đoàn"])]),
    ("Hiệu trưởng ra quyết định thành lập tổ cứu hộ.", [("Hiệu trưởng ra", ["Hiệu trưởng"])]),
    # groups
    ("Các đảng ủy trực thuộc quán triệt Kế hoạch.", [("Các đảng ủy", ["Các đảng ủy trực thuộc"])]),
    ("Giáo viên, nhân viên phát hiện nguy cơ phải báo cáo ngay.", [("Giáo viên, nhân", ["Giáo viên, nhân viên"])]),
    (
        "Đội Xung kích, bảo vệ nhà trường tuần tra bờ sông.",
        [("Đội Xung kích,", ["Đội Xung kích", "bảo vệ nhà trường"])],
    ),
    # a name by what it does
    ("Cơ quan chủ trì soạn thảo gửi hồ sơ về quận.", [("Cơ quan chủ", ["Cơ quan chủ trì soạn thảo"])]),
    ("Đơn vị được kiểm tra chuẩn bị báo cáo.", [("Đơn vị được", ["Đơn vị được kiểm tra"])]),
    # groups that no `các` announces
    ("Cấp ủy, chính quyền các cấp quán triệt Kế hoạch.", [("Cấp ủy, chính", ["Cấp ủy", "chính quyền các cấp"])]),
    ("Cha mẹ học sinh đưa đón con đúng giờ.", [("Cha mẹ học", ["Cha mẹ học sinh"])]),
    ("Cấp phát áo phao cho các hộ.", [("Cấp phát áo", [])]),
    ("Bản sao hoặc bản chính gửi kèm hồ sơ.", [("Bản sao hoặc", [])]),
    ("Đảng ủy Công an quận lãnh đạo lực lượng ứng trực.", [("Đảng ủy Công", ["Đảng ủy Công an quận"])]),
    # a time before the subject, with and without a comma
    ("Trước ngày 25 hằng tháng các phường báo cáo về quận.", [("Trước ngày 25", ["các phường"])]),
    ("Trong tháng 6/2024 Phòng Y tế kiểm tra bể bơi.", [("Trong tháng 6/2024", ["Phòng Y tế"])]),
    ("Trong tháng 6/2024 kiểm tra bể bơi của Phòng Y tế.", [("Trong tháng 6/2024", [])]),
    (
        "Phòng Y tế lập danh mục. Sau khi danh mục được duyệt, Công an quận cấp thẻ ra vào.",
        [("Phòng Y tế", ["Phòng Y tế"]), ("Sau khi danh", ["Công an quận"])],
    ),
    (
        "Phòng Y tế lập danh mục. Văn thư gửi báo cáo tháng.",
        [("Phòng Y tế", ["Phòng Y tế"]), ("Văn thư gửi", ["Văn thư"])],
    ),
    ("Bà Lê Thị Hạnh (Kế toán) cân đối kinh phí.", [("Bà Lê Thị", ["Bà Lê Thị Hạnh (Kế toán)"])]),
    (
        "Đồng chí Trần Văn Bách, Phó Bí thư Quận ủy, trực tiếp chỉ đạo.",
        [("Đồng chí Trần", ["Đồng chí Trần Văn Bách, Phó Bí thư Quận ủy"])],
    ),
    (
        "Ông Lê Văn Ánh, Chủ tịch UBND phường, Trưởng ban: chỉ huy chung.",
        [("Ông Lê Văn", ["Ông Lê Văn Ánh, Chủ tịch UBND phường, Trưởng ban"])],
    ),
    ("Anh Lê Văn Tư, cán bộ bơi lội, lập danh sách.", [("Anh Lê Văn", ["Anh Lê Văn Tư"])]),
    ("Các ông (bà) trưởng thôn vận động Nhân dân.", [("Các ông (bà)", ["trưởng thôn"])]),
    ("Trao áo phao (do Hội Cựu chiến binh phường đảm nhiệm).", [("Trao áo phao", ["Hội Cựu chiến binh phường"])]),
    # where tasks are parted, whatever stands after a name and a colon
    ("Trạm Y tế: trực chốt bờ sông.", [("Trạm Y tế:", ["Trạm Y tế"])]),
    (
        "Hội Phụ nữ, Đoàn Thanh niên: mỗi đoàn thể thành lập 01 đội.",
        [("Hội Phụ nữ,", ["Hội Phụ nữ", "Đoàn Thanh niên"])],
    ),
    ("Trạm Y tế: gồm 01 bác sĩ.", []),
    ("Công an phường: đồng chí Lê Văn Tư.", []),
    ("Đoàn vận động viên các phường: mỗi đoàn 20 người.", []),
    ("Báo cáo viên giới thiệu luật.", [("Báo cáo viên", ["Báo cáo viên"])]),
    ("Tuyển dụng viên chức y tế.", [("Tuyển dụng viên", [])]),
    # words that tie a sentence to the one before
    (
        "Phòng Y tế lập danh mục. Riêng Công an quận cấp thẻ ra vào.",
        [("Phòng Y tế", ["Phòng Y tế"]), ("Riêng Công an", ["Công an quận"])],
    ),
    # a person with a post, and one in brackets
    ("Cô Lê Thị Hạnh – Phó Hiệu trưởng: Chỉ đạo chung.", [("Cô Lê Thị", ["Cô Lê Thị Hạnh – Phó Hiệu trưởng"])]),
    ("Mở lớp dạy bơi (thầy Trần Văn Bách phụ trách).", [("Mở lớp dạy", ["thầy Trần Văn Bách"])]),
    ("Mở lớp dạy bơi, do đồng chí Trần Văn Bách phụ trách.", [("Mở lớp dạy", ["đồng chí Trần Văn Bách"])]),
    ("Mở lớp dạy bơi cho con thầy Trần Văn Bách.", [("Mở lớp dạy", [])]),
    # a predicate of two verbs, of which the list may lack the first
    ("Nhân viên y tế: Băng bó, theo dõi người bị nạn.", [("Nhân viên y", ["Nhân viên y tế"])]),
    ("Phòng Y tế: 02 bác sĩ, 03 điều dưỡng.", []),
    # the subject after a topic
    ("Về cứu hộ, Công an quận tổ chức 02 lớp tập huấn.", [("Về cứu hộ,", ["Công an quận"])]),
    ("Riêng các hồ sâu, UBND các phường cắm biển cảnh báo.", [("Riêng các hồ", ["UBND các phường"])]),
    # a new actor in a later sentence, told or asked
    (
        "Phòng Y tế lập danh mục thiết bị. Đề nghị Hội Chữ thập đỏ quận cử người hướng dẫn sơ cứu.",
        [("Phòng Y tế", ["Phòng Y tế"]), ("Đề nghị Hội", ["Hội Chữ thập đỏ quận"])],
    ),
    (
        "Về bể bơi, Phòng Y tế kiểm tra chất lượng nước. Chủ tịch UBND các phường vận động đóng góp kinh phí.",
        [("Về bể bơi,", ["Phòng Y tế"]), ("Chủ tịch UBND", ["Chủ tịch UBND các phường"])],
    ),
    (
        "Phòng Y tế lập danh mục thiết bị. Đề nghị các đơn vị nghiêm túc thực hiện Kế hoạch.",
        [("Phòng Y tế", ["Phòng Y tế"])],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[s[:40] for s, _ in SENTENCES])
def test_who_is_told(sentence: str, expected: list[tuple[str, list[str]]]) -> None:
    assert told(plan_of(f"II. NHIỆM VỤ\n\n1. Các việc chung\n\n- {sentence}\n\n- Treo khẩu hiệu.")) == [
        *expected,
        ("Treo khẩu hiệu", []),
    ]


def test_who_leads_together_with_whom() -> None:
    plan = plan_of("II. NHIỆM VỤ\n\n1. Quận đoàn chủ trì, cùng với Hội Nông dân quận mở lớp dạy bơi.")
    assert [p.name for p in plan.tasks[0].support] == ["Hội Nông dân quận"]


@pytest.mark.parametrize(("words", "name"), ROLE_EXAMPLES, ids=[w for w, _ in ROLE_EXAMPLES])
def test_names_by_role(words: str, name: str | None) -> None:
    noun = next(n for n in sorted(ROLE_NOUNS) if words.lower().startswith(n))
    end = role_end(words, words.lower(), len(noun), len(words))
    assert (None if end is None else words[:end]) == name


def test_a_bullet_heading_names_the_lead_of_all_below_it() -> None:
    plan = plan_of("""
* Giao Phòng Y tế:
a) Là đầu mối theo dõi chung.
b) Về tập huấn:
- Mở 02 lớp sơ cứu;
- Cấp phát tài liệu.
* UBND các phường:
- Cắm biển cảnh báo.
""")
    assert told(plan) == [
        ("Là đầu mối", ["Phòng Y tế"]),
        ("Mở 02 lớp", ["Phòng Y tế"]),
        ("Cấp phát tài", ["Phòng Y tế"]),
        ("Cắm biển cảnh", ["UBND các phường"]),
    ]


def test_a_heading_in_capitals_holds_for_the_bullets_beside_it() -> None:
    plan = plan_of("""
* MỤC ĐÍCH
- Giảm số vụ đuối nước.
* PHÂN CÔNG THỰC HIỆN
* Phòng Y tế:
- Mở 02 lớp sơ cứu.
* Công an quận:
- Tuần tra bờ sông.
""")
    assert told(plan) == [("Mở 02 lớp", ["Phòng Y tế"]), ("Tuần tra bờ", ["Công an quận"])]


def test_a_person_and_the_post_are_one_actor() -> None:
    plan = plan_of("""
II. NHIỆM VỤ
1. Thầy Trần Văn Bách – Hiệu trưởng: Chỉ đạo chung.
2. Hiệu trưởng ký quyết định thành lập tổ cứu hộ.
""")
    first, second = (t.lead[0].actor for t in plan.tasks)
    assert first == second


TIMES: list[tuple[str, str | None]] = [
    ("Phòng Y tế lập danh mục trước ngày 15/3; báo cáo kết quả trước ngày 01/12 hằng năm.", "trước ngày 15/3"),
    ("Phòng Y tế lập danh mục trong tháng 3; thiết bị về kho trước ngày 30/4.", "trong tháng 3"),
    ("Phòng Y tế báo cáo trước ngày 25 hằng tháng, tổng kết năm trước ngày 10/12.", "trước ngày 25 hằng tháng"),
    (
        "Phòng Y tế kiểm tra trong thời hạn 10 ngày kể từ ngày nhận hồ sơ; báo cáo trước ngày 30/6.",
        "trong thời hạn 10 ngày kể từ ngày nhận hồ sơ",
    ),
    # one thing to be done, said twice
    ("Phòng Y tế kiểm tra trong tháng 6, hoàn thành trước ngày 25/6.", "trước ngày 25/6"),
    # the clause that has the subject
    (
        "Từ ngày 01/7, các bể không đạt phải dừng; giao Phòng Y tế công khai danh sách trước ngày 15/7.",
        "trước ngày 15/7",
    ),
    ("Trong thời hạn 05 ngày kể từ ngày kiểm tra, Phòng Y tế trả lời.", "Trong thời hạn 05 ngày kể từ ngày kiểm tra"),
    # an interval says how, a day says by when
    ("Phòng Y tế hằng tháng đôn đốc các phường; báo cáo trước ngày 10/12.", "trước ngày 10/12"),
    ("Phòng Y tế họp hằng quý; gửi biên bản trong 03 ngày sau khi họp.", "hằng quý"),
    ("Phòng Y tế đôn đốc các phường.", None),
]


@pytest.mark.parametrize(("sentence", "expected"), TIMES, ids=[s[11:60] for s, _ in TIMES])
def test_the_deadline_of_the_first_thing_to_be_done(sentence: str, expected: str | None) -> None:
    plan = plan_of(f"II. NHIỆM VỤ\n\n1. {sentence}")
    (task,) = plan.tasks
    found = None if task.deadline is None else plan.deadlines[task.deadline]
    assert (found and plan.text[found.start : found.end]) == expected


def when(plan: Plan) -> list[tuple[str, str | None]]:
    times = [None if t.deadline is None else plan.deadlines[t.deadline] for t in plan.tasks]
    return [(words(plan, t), d and plan.text[d.start : d.end]) for t, d in zip(plan.tasks, times, strict=True)]


@pytest.mark.parametrize(("heading", "expected"), HEADING_EXAMPLES, ids=[h for h, _ in HEADING_EXAMPLES])
def test_what_is_a_heading_of_time(heading: str, expected: bool) -> None:
    plan = plan_of(f"II. LỘ TRÌNH\n\n{heading}\n\n- Lập danh mục thiết bị.\n\n- Hội thi vẽ tranh.")
    times = dict(when(plan))
    assert (times["Lập danh mục"] is not None) == expected
    assert ("Hội thi vẽ" in times) == expected  # below a time, an event is something to be done


def test_headings_of_time_hold_until_the_next() -> None:
    plan = plan_of("""
IV. LỘ TRÌNH THỰC HIỆN
**Tháng 3/2024:**
- Lập danh mục thiết bị.
- Mở lớp sơ cứu:
+ Khai mạc ngày 15/3/2024.
**Tháng 4, 5/2024:**
- Cắm biển cảnh báo, trước ngày 20/4/2024.
- Thi bơi.
1. Tháng 6/2024
- Kiểm tra các bể bơi.
V. TỔ CHỨC THỰC HIỆN
- Phòng Y tế đôn đốc các phường.
""")
    assert when(plan) == [
        ("Lập danh mục", "Tháng 3/2024"),
        ("Khai mạc ngày", "ngày 15/3/2024"),
        ("Cắm biển cảnh", "trước ngày 20/4/2024"),
        ("Thi bơi", "Tháng 4, 5/2024"),
        ("Kiểm tra các", "Tháng 6/2024"),
        ("Phòng Y tế", None),
    ]


def test_a_time_that_closes_a_heading_holds_below_it() -> None:
    plan = plan_of("""
II. CÁC GIAI ĐOẠN (NĂM 2024)
1. Giai đoạn 1: Chuẩn bị (từ ngày 01/3 đến ngày 31/3/2024)
- Lập danh mục thiết bị.
2. Bước 2: Từ ngày 01/4 đến ngày 30/4/2024
- Mở lớp sơ cứu, trước ngày 15/4/2024.
- Cắm biển cảnh báo.
3. Công tác khác
- Treo khẩu hiệu.
""")
    assert when(plan) == [
        ("Lập danh mục", "từ ngày 01/3 đến ngày 31/3/2024"),
        ("Mở lớp sơ", "trước ngày 15/4/2024"),
        ("Cắm biển cảnh", "Từ ngày 01/4 đến ngày 30/4/2024"),
        ("Treo khẩu hiệu", None),
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("II. THỜI GIAN, NỘI DUNG", 1),
        ("II. THỜI GIAN, ĐỊA ĐIỂM", 0),
        ("II. PHÂN CÔNG", 1),
        ("II. KINH PHÍ VÀ TỔ CHỨC THỰC HIỆN", 1),
    ],
)
def test_a_heading_of_two_things_holds_tasks_if_one_does(heading: str, expected: int) -> None:
    assert len(plan_of(f"{heading}\n\n1. Lập danh mục thiết bị.").tasks) == expected


def test_what_was_done_is_no_task() -> None:
    plan = plan_of("""
A. ĐÁNH GIÁ TÌNH HÌNH
1. Kết quả năm 2023
- Phòng Y tế tổ chức 04 lớp sơ cứu.
2. Tồn tại, hạn chế
- Một số phường chưa cắm biển cảnh báo.
B. NHIỆM VỤ
1. Đánh giá kết quả cuối năm
- Phòng Y tế lập báo cáo, gửi trước ngày 10/12/2024.
2. Mở lớp dạy bơi
Phụ trách: Phòng Y tế. Hạn: 31/5/2024.
""")
    assert told(plan) == [("Phòng Y tế", ["Phòng Y tế"]), ("Mở lớp dạy", ["Phòng Y tế"])]
    assert [d for _, d in when(plan)] == ["trước ngày 10/12/2024", "31/5/2024"]


def test_the_time_of_a_section_is_no_heading() -> None:
    plan = plan_of("""
III. THỜI GIAN

Từ ngày 01/4/2024 đến ngày 30/6/2024.

IV. TỔ CHỨC THỰC HIỆN

1. Phòng Y tế

Đôn đốc các phường.
""")
    assert when(plan) == [("Đôn đốc các", None)]
