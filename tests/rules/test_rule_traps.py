"""What must never be flagged, tested as hard as the defects; and what must be found on the real and the planted plans."""

import json
from pathlib import Path

import pytest

from phaply.parse import Plan, parse
from phaply.readers import read
from phaply.readers.text import read_text
from phaply.rules import check, load_packs
from phaply.rules.examples import frames_of

PACKS = load_packs(["nd30", "plan"])
FRAMES = frames_of()
SHARED = Path(__file__).resolve().parents[3] / "shared"
CHAINS = SHARED / "chains" / "dev"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared with real plans is not here")


def plan_of(**slots: str) -> Plan:
    frame = FRAMES["ward"]
    text = frame.text
    for name, words in {**frame.slots, **slots}.items():
        text = text.replace("{" + name + "}", words.strip("\n"))
    return parse(read_text(text, name="kh.txt", sha256="0" * 64))


TRAPS: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    # (what it is, what the plan says, rules that must be silent)
    (
        "a law among the bases without its number",
        {"bases": "Căn cứ Luật Lưu trữ ngày 11 tháng 11 năm 2011."},
        ("ND30-BASIS-NUMBER", "ND30-BASIS-ISSUER", "ND30-BASIS-DATE", "ND30-BASIS-LAW-DATE"),
    ),
    (
        "a common noun in capitals before a unit named after a person",
        {"closing": "Trên đây là Kế hoạch của phường, gửi UBND Quận Trần Lâm xem xét./."},
        ("PLAN-FOREIGN-UNIT", "PLAN-LEFTOVER-LEVEL"),
    ),
    (
        "weekdays in a row, lunar days, ordinals",
        {"closing": "Trực cả thứ Bảy, Chủ nhật (17/6 và 18/6/2023); kỳ họp thứ 5 (ngày 15/12/2023); thứ Hai, ngày 15/8/2023 âm lịch./."},
        ("PLAN-DATE-WEEKDAY",),
    ),
    (
        "an ordinance that no law of its name followed, and a law of the right day",
        {"bases": "Căn cứ Pháp lệnh Dân số ngày 09 tháng 01 năm 2003; Luật Thú y ngày 19 tháng 6 năm 2015."},
        ("PLAN-BASIS-ENDED", "PLAN-CITE-DATE"),
    ),
    (
        "a closing sentence that names the plan by its term or by its issuer alone",
        {"closing": "Trên đây là Kế hoạch của UBND phường, đề nghị các bộ phận thực hiện theo Luật Thú y./."},
        ("PLAN-OWN-NAME",),
    ),
    (
        "a part of the hamlets, and hamlets before they were joined",
        {"closing": "Làm điểm ở 03 tổ dân phố, sau đó ở 14 tổ dân phố của phường (trước khi sắp xếp có 20 tổ dân phố)./."},
        ("PLAN-UNIT-COUNT",),
    ),
    (
        "a person with three syllables who holds an office, a street and a market of another ward",
        {"closing": "Phó Chủ tịch UBND phường Mai Thu Trang kiểm tra chợ phường Tân Kỳ và đường Tân Kỳ trước ngày 15/12/2023./."},
        ("PLAN-FOREIGN-UNIT",),
    ),
    (
        "a time beside who does it, and a time in the heading over the bullets",
        {
            "tasks": "1. Rà soát hồ sơ\n\n- Bộ phận thực hiện: công chức Văn phòng - thống kê, xong trước ngày 20/6/2023.\n\n2. Chỉnh lý tài liệu trước ngày 31/10/2023\n\n- Công chức Tư pháp - hộ tịch phân loại theo năm."
        },
        ("PLAN-DEADLINE-MISSING",),
    ),
    (
        "reports of two periods",
        {
            "duties": "1. Công chức Văn phòng - thống kê dự thảo báo cáo kết quả 6 tháng đầu năm gửi UBND quận trước ngày 10/6/2023.\n\n2. Công chức Văn phòng - thống kê dự thảo báo cáo kết quả năm 2023 gửi UBND quận trước ngày 05/12/2023."
        },
        ("PLAN-DUPLICATE-TASK",),
    ),
    (
        "a deputy's full signature block",
        {"signature": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nPhó Đức Lương"},
        ("ND30-SIGN-COLLECTIVE", "ND30-SIGN-DEPUTY", "ND30-SIGN-HEAD", "ND30-SIGN-FORM", "ND30-SIGN-TITLE"),
    ),
    (
        "a head of an office signs by order of the chairman",
        {"signature": "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nVũ Quang Lê"},
        ("ND30-SIGN-COLLECTIVE", "ND30-SIGN-DEPUTY", "ND30-SIGN-FORM"),
    ),
    (
        "short dates with and without zeros",
        {
            "bases": "Thực hiện Kế hoạch số 57/KH-UBND ngày 06/4/2023 của Ủy ban nhân dân quận Lâm Thủy về công tác văn thư.",
            "closing": "Kế hoạch thực hiện từ ngày 12/06/2023 đến ngày 5/12/2023./.",
        },
        ("ND30-DATE-PADDING", "PLAN-DATE-IMPOSSIBLE"),
    ),
    (
        "each part counts its items from 1 again, points go d, đ, e",
        {"duties": "1. Công chức Văn phòng - thống kê:\n\na) Theo dõi;\n\nb) Đôn đốc;\n\nc) Kiểm tra;\n\nd) Tổng hợp;\n\nđ) Dự thảo;\n\ne) Báo cáo UBND quận trước ngày 15/12/2023."},
        ("ND30-OUTLINE-ORDER", "ND30-OUTLINE-ALPHABET"),
    ),
    (
        "months 3 to 9 with a zero in the date of issue",
        {"place": "Hòa An, ngày 05 tháng 06 năm 2023"},
        ("ND30-DATE-PADDING",),
    ),
    (
        "a blank number has blanks in it",
        {"number": "Số:          /KH-UBND"},
        ("ND30-NUMBER-SPACES", "ND30-NUMBER", "ND30-NUMBER-ZERO"),
    ),
    (
        "bodies above only receive or supply something",
        {"tasks": "1. Lập danh sách dự lớp tập huấn, gửi Phòng Nội vụ quận\n- Chủ trì: Công chức Văn phòng - thống kê.\n- Thời gian: Trước ngày 20/6/2023."},
        ("PLAN-LEAD-LEVEL", "PLAN-LEAD-EXISTS", "PLAN-RECIPIENT-MISSING"),
    ),
    (
        "a deadline that hangs on an event by a number of days",
        {"tasks": "1. Niêm yết danh mục hồ sơ\n- Chủ trì: Công chức Văn phòng - thống kê.\n- Thời gian: 05 ngày làm việc kể từ ngày ban hành danh mục."},
        ("PLAN-DEADLINE-OPEN", "PLAN-DEADLINE-EVENT", "PLAN-DEADLINE-MISSING"),
    ),
    (
        "a recurring deadline is no vague one",
        {"tasks": "1. Báo cáo tiến độ chỉnh lý tài liệu\n- Chủ trì: Công chức Văn phòng - thống kê.\n- Thời gian: Hằng tháng."},
        ("PLAN-DEADLINE-OPEN", "PLAN-DEADLINE-MISSING", "PLAN-REPORT-PERIOD"),
    ),
    (
        "an empty cell for those who cooperate",
        {"tasks": "| TT | Nội dung | Chủ trì | Phối hợp | Thời hạn |\n|---|---|---|---|---|\n| 1 | Rà soát, lập danh mục hồ sơ | Công chức Văn phòng - thống kê | | Trước ngày 20/6/2023 |\n| 2 | Chỉnh lý tài liệu tồn đọng | Công chức Tư pháp - hộ tịch | Tổ trưởng tổ dân phố | Trước ngày 31/10/2023 |"},
        ("PLAN-TASK-OWNER", "PLAN-DEADLINE-MISSING", "PLAN-OUTPUT"),
    ),
    (
        "a request to another body names no day",
        {"duties": "1. Công chức Văn phòng - thống kê báo cáo UBND quận trước ngày 15/12/2023.\n\n2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường giám sát việc thực hiện Kế hoạch."},
        ("PLAN-DEADLINE-MISSING", "PLAN-TASK-OWNER", "PLAN-MONITOR-PERIOD", "PLAN-COMPETENCE-FRONT"),
    ),
    (
        "a higher document's title speaks of its own level",
        {"bases": "Thực hiện Kế hoạch số 57/KH-UBND ngày 15 tháng 5 năm 2023 của Ủy ban nhân dân quận Lâm Thủy về công tác lưu trữ tại các phường trên địa bàn quận."},
        ("PLAN-LEFTOVER-LEVEL", "PLAN-FOREIGN-UNIT"),
    ),
    (
        "words doubled on purpose, and two terms that meet",
        {"closing": "Việc này làm thường thường, ngày ngày; xử lý hành vi vi phạm, bảo đảm an toàn toàn diện, các bước tiếp theo theo quy định./."},
        ("PLAN-DOUBLED-WORD",),
    ),
    (
        "a group of bodies leads",
        {"tasks": "1. Tuyên truyền pháp luật về lưu trữ\n- Chủ trì: Các bộ phận chuyên môn; các tổ dân phố.\n- Thời gian: Trước ngày 20/6/2023."},
        ("PLAN-ONE-LEAD", "PLAN-LEAD-EXISTS"),
    ),
    (
        "some articles of a law are no citation",
        {"closing": "Rà soát một số Điều của Luật Lưu trữ; Khoản 2 mục này áp dụng cho mọi bộ phận./."},
        ("ND30-CAPS-SMALL", "ND30-CAPS-CAPITAL"),
    ),
    (
        "a day of a sentence counts as the task's time, whatever its slot is called",
        {"tasks": "1. Rà soát, lập danh mục hồ sơ\n- Chủ trì: Công chức Văn phòng - thống kê.\n- Thời gian hoàn thành: Quý III năm 2023."},
        ("PLAN-DEADLINE-UNREAD", "PLAN-DEADLINE-MISSING"),
    ),
    (
        "the superior's own name, and neighbours one works with",
        {"duties": "1. Công chức Văn phòng - thống kê phối hợp với phường Tân Kỳ, quận Cẩm Sơn trong công tác lưu trữ; báo cáo UBND quận Lâm Thủy trước ngày 15/12/2023."},
        ("PLAN-FOREIGN-PARENT", "PLAN-FOREIGN-UNIT"),
    ),
    (
        "29 February of a leap year",
        {"closing": "Báo cáo trước ngày 29/02/2024; tỷ lệ 31/6 phiếu không phải ngày./."},
        ("PLAN-DATE-IMPOSSIBLE",),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("slots", "silent"), [t[1:] for t in TRAPS], ids=[t[0] for t in TRAPS])
def test_traps(slots: dict[str, str], silent: tuple[str, ...]) -> None:
    found = [f for f in check(plan_of(**slots), packs=PACKS).findings if f.rule in silent]
    assert [(f.rule, f.message) for f in found] == []


@needs_shared
@pytest.mark.parametrize("name", ["phuong-1.txt", "kh-quan.txt", "kh-thanh-pho.txt", "qd-ttg.txt"])
def test_clean_plans_are_clean(name: str) -> None:
    report = check(parse(read(CHAINS / name)), packs=PACKS)
    loud = [f for f in report.findings if f.outcome == "fail" and f.level in ("error", "warning")]
    assert [(f.rule, f.message) for f in loud] == []


MINE = {
    "owner-missing",
    "leftover-upper-wording",
    "recipient-missing",
    "number-blank",
    "date-blank",
    "basis-end-mark",
    "two-leads",
    "vague-deadline",
    "no-deadline",
    "duplicate-task",
    "citation-repealed",
    "deadline-before-issue",
    "owner-wrong-level",
    "label-jump",
    "foreign-place-name",
    "date-impossible",
    "signature-block",
    "abbreviation-undefined",
}
"""Kinds of planted defects that show without the plan above."""


def _planted() -> list[tuple[str, str, str]]:
    found = []
    for file in sorted(CHAINS.glob("*.gold.json")) if CHAINS.is_dir() else []:
        for p in json.loads(file.read_text(encoding="utf-8"))["planted"]:
            if p["kind"] in MINE and "in" not in p:
                found.append((file.name.replace(".gold.json", ".txt"), p["kind"], p["quote"]))
    return found


@needs_shared
@pytest.mark.parametrize(("name", "kind", "quote"), _planted(), ids=[f"{n}-{k}" for n, k, _ in _planted()])
def test_planted_defects_are_found(name: str, kind: str, quote: str) -> None:
    words = " ".join(quote.replace("|", " ").split()).casefold()
    for f in check(parse(read(CHAINS / name)), packs=PACKS).findings:
        for e in f.evidence:
            seen = " ".join(e.quote.replace("|", " ").split()).casefold()
            if seen and (seen in words or words in seen or seen[:40] == words[:40]):
                return
    pytest.fail(f"{kind}: {quote}")


SEED_FOUND = (
    "ND30-NUMBER-BLANK",
    "ND30-DATE-BLANK",
    "ND30-BASIS-END",
    "ND30-OUTLINE-ORDER",
    "PLAN-LEFTOVER-LEVEL",
    "PLAN-TASK-OWNER",
    "PLAN-DEADLINE-OPEN",
    "PLAN-DEADLINE-TENTATIVE",
    "PLAN-REPORT-PERIOD",
    "PLAN-MONITOR-PERIOD",
    "PLAN-CHAIN-LEVEL",
    "PLAN-RECIPIENT-MISSING",
    "PLAN-DOUBLED-QUALIFIER",
)
SEED_SILENT = (
    "ND30-BASIS-NUMBER",
    "PLAN-FOREIGN-UNIT",
    "ND30-SIGN-COLLECTIVE",
    "ND30-SIGN-DEPUTY",
    "ND30-SIGN-HEAD",
    "ND30-SIGN-FORM",
    "ND30-DATE-PADDING",
    "PLAN-DATE-IMPOSSIBLE",
)


@needs_shared
def test_the_first_real_plan() -> None:
    file = next((SHARED / "seed").glob("*.md"))
    report = check(parse(read(file)), packs=PACKS)
    rules = {f.rule for f in report.findings}
    assert set(SEED_FOUND) - rules == set()
    assert rules & set(SEED_SILENT) == set()
    assert report.summary.error == 0
    order = [f for f in report.findings if f.rule == "ND30-OUTLINE-ORDER"]
    assert [f.path for f in order] == ["II.1.c"], "part III starting again at 1 is right"
