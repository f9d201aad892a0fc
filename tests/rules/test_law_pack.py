"""The law on grassroots democracy: periods that contradict it, what must never be flagged, and which plans it is about."""

import pytest

from phaply.parse import parse
from phaply.readers.text import read_text
from phaply.rules import check, load_packs
from phaply.rules.definition import Example
from phaply.rules.examples import example_text, frames_of
from phaply.rules.model import Finding

PACK = load_packs(["law-10-2022"])
FRAMES = frames_of(PACK[0])
SLOTS = "\n- Chủ trì: Công chức Tư pháp - hộ tịch.\n- Thời gian: Quý II năm 2024."


def findings(task: str, **slots: str) -> list[Finding]:
    """What the pack says of the frame with this as its only task, notes on missing duties aside."""
    words = "1. " + (task if "\n" in task else task + SLOTS)
    text = example_text(PACK[0].rules[0], Example(frame="grassroots", slots={"tasks": words, **slots}), FRAMES)
    plan = parse(read_text(text, name="ke-hoach.txt", sha256="0" * 64))
    return [f for f in check(plan, packs=PACK, acts=None).findings if "-DUTY-" not in f.rule]


SHORT = "Lấy ý kiến Nhân dân về dự thảo Quy chế trong thời hạn 10 ngày kể từ ngày công khai."


@pytest.mark.parametrize(
    ("task", "rule"),
    [
        (SHORT, "LAW10-OPINION-DAYS"),
        ("Dự thảo Quy chế được đưa ra lấy ý kiến Nhân dân trong thời gian 15 (mười lăm) ngày.", "LAW10-OPINION-DAYS"),
        ("Lấy ý kiến Nhân dân từ ngày 05/3/2024 đến ngày 12/3/2024.", "LAW10-OPINION-DAYS"),
        ("Tổ chức lấy ý kiến Nhân dân trong 02 tuần.", "LAW10-OPINION-DAYS"),
        ("Niêm yết công khai tại nhà văn hóa, thời gian niêm yết: 10 ngày.", "LAW10-POSTING-DAYS"),
        ("Tổ chức công khai thông tin trong vòng 01 tháng kể từ ngày có quyết định.", "LAW10-PUBLISH-WITHIN"),
    ],
)
def test_contradictions_are_errors(task: str, rule: str) -> None:
    found = findings(task)
    assert [(f.rule, f.outcome, f.level) for f in found] == [(rule, "fail", "error")]
    assert found[0].upstream[0].path.startswith("Điều ")
    assert found[0].basis is not None and found[0].basis.text


@pytest.mark.parametrize(
    "task",
    [
        "Lấy ý kiến Nhân dân trong thời hạn 20 ngày kể từ ngày công khai.",  # exactly what the law asks
        "Lấy ý kiến Nhân dân trong thời hạn 20 ngày làm việc.",  # longer still
        "Lấy ý kiến Nhân dân từ ngày 04/3/2024 đến ngày 23/3/2024.",  # twenty days, both counted
        "Lấy ý kiến Nhân dân về dự thảo; gửi kết quả trong 03 ngày.",  # another thing in the same sentence
        "Lấy ý kiến Nhân dân về dự thảo Quy chế trong tháng 02 năm 2024.",  # a month is when, not how long
        "Hoàn thành việc lấy ý kiến Nhân dân trước ngày 10/3/2024.",
        "Lấy ý kiến Nhân dân chậm nhất 10 ngày sau khi có dự thảo.",  # when it begins
        "Lấy ý kiến các ngành trong 05 ngày.",
        "Niêm yết danh sách chậm nhất 05 ngày làm việc kể từ ngày có quyết định.",  # by when, not how long
        "Niêm yết thường xuyên thủ tục hành chính.",
        "Tổ chức công khai thông tin chậm nhất 03 ngày làm việc kể từ ngày có quyết định.",  # stricter than 05
        "Tổ chức công khai thông tin ngay sau khi có quyết định, không quá 05 ngày làm việc.",
        "Giải quyết kiến nghị của Ban Thanh tra nhân dân trong 07 ngày.",
        "Tổ chức đối thoại với Nhân dân định kỳ 06 tháng một lần.",
        "Ban Thanh tra nhân dân có 05 thành viên.",
    ],
)
def test_traps(task: str) -> None:
    assert findings(task) == []


def test_other_laws_have_periods_of_their_own() -> None:
    """`trừ trường hợp pháp luật có quy định khác`: somebody should look, nobody should be told it is wrong."""
    found = findings("Niêm yết kết quả xét hộ nghèo tại nhà văn hóa trong 05 ngày.")
    assert [(f.rule, f.outcome) for f in found] == [("LAW10-POSTING-DAYS", "review")]


@pytest.mark.parametrize(
    ("slots", "outcomes"),
    [
        # Before the law was passed, and between passing and effect in a plan that does not name it: not bound.
        ({"place": "Hòa An, ngày 10 tháng 10 năm 2022"}, []),
        (
            {"place": "Hòa An, ngày 10 tháng 3 năm 2023", "bases": "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020;"},
            [],
        ),
        # A plan that prepares for it is bound.
        ({"place": "Hòa An, ngày 10 tháng 5 năm 2023"}, ["fail"]),
        # What the law says since July 2025 was not seen.
        ({"place": "Hòa An, ngày 10 tháng 9 năm 2025"}, ["review"]),
        # Another matter.
        ({"subject": "Công tác văn thư năm 2024"}, []),
    ],
)
def test_which_plans_it_binds(slots: dict[str, str], outcomes: list[str]) -> None:
    assert [f.outcome for f in findings(SHORT, **slots)] == outcomes


def test_duties_are_notes() -> None:
    """A plan need not repeat the law: what it does not speak of is never more than a note to look at."""
    text = example_text(
        PACK[0].rules[0], Example(frame="grassroots", slots={"tasks": "1. Tập huấn công chức" + SLOTS}), FRAMES
    )
    plan = parse(read_text(text, name="ke-hoach.txt", sha256="0" * 64))
    found = [f for f in check(plan, packs=PACK, acts=None).findings if "-DUTY-" in f.rule]
    assert found and {(f.level, f.outcome) for f in found} == {("note", "review")}
    assert all(f.upstream for f in found)
