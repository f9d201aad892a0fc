"""Rules annexed to a decision are no tasks; a plan annexed to it, and its own articles that assign work, are."""

import pytest

from phaply.parse import Plan, parse
from phaply.parse.annexed import REGULATION_EXAMPLES, is_regulation
from phaply.readers.text import read_text

DECISION = """\
ỦY BAN NHÂN DÂN
QUẬN LÂM THỦY

Số: 412/QĐ-UBND

Lâm Thủy, ngày 05 tháng 6 năm 2023

QUYẾT ĐỊNH
Về công tác văn thư, lưu trữ của Ủy ban nhân dân quận

ỦY BAN NHÂN DÂN QUẬN LÂM THỦY

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này các văn bản về công tác văn thư, lưu trữ.

Điều 2. Giao Phòng Nội vụ mở lớp tập huấn cho công chức trước ngày 15/12/2023.

Điều 3. Quyết định này có hiệu lực kể từ ngày ký./.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Ngô Thế Vinh
"""
NOTE = "(Ban hành kèm theo Quyết định số 412/QĐ-UBND ngày 05 tháng 6 năm 2023 của Ủy ban nhân dân quận Lâm Thủy)"
RULES = f"""
{{title}}
Công tác văn thư, lưu trữ của Ủy ban nhân dân quận Lâm Thủy
{NOTE}

Điều 1. Phạm vi
1. Các phòng, ban lập hồ sơ công việc, nộp vào lưu trữ cơ quan trong thời hạn 01 năm.

Điều 2. Trách nhiệm
1. Phòng Nội vụ hướng dẫn, kiểm tra việc thực hiện.
2. Ủy ban nhân dân các phường bố trí kho lưu trữ.
"""
PLAN = f"""
KẾ HOẠCH
Công tác văn thư, lưu trữ năm 2023
{NOTE}

I. NHIỆM VỤ

1. Rà soát, lập danh mục hồ sơ năm 2023
- Chủ trì: Phòng Nội vụ.
- Thời gian: Trước ngày 30/6/2023.
"""


def plan(*parts: str) -> Plan:
    return parse(read_text("\n".join((DECISION, *parts)), name="a.txt", sha256="0"))


@pytest.mark.parametrize(("title", "rules"), REGULATION_EXAMPLES)
def test_titles_of_rules(title: str, rules: bool) -> None:
    assert is_regulation(title) is rules


@pytest.mark.parametrize("title", ["QUY CHẾ", "QUY ĐỊNH", "NỘI QUY"])
def test_rules_give_no_tasks(title: str) -> None:
    assert [t.path for t in plan(RULES.format(title=title)).tasks] == ["Điều 2"]


def test_a_plan_gives_its_tasks() -> None:
    assert [t.path for t in plan(PLAN).tasks] == ["Điều 2", "I.1"]


@pytest.mark.parametrize("first", ["plan", "rules"])
def test_a_plan_beside_rules(first: str) -> None:
    rules = RULES.format(title="QUY CHẾ")
    parts = (PLAN, rules) if first == "plan" else (rules, PLAN)
    assert [t.path for t in plan(*parts).tasks] == ["Điều 2", "I.1"]


def test_work_on_a_regulation_is_work() -> None:
    text = PLAN.replace("Rà soát, lập danh mục hồ sơ năm 2023", "Ban hành Quy chế công tác văn thư kèm theo Quyết định")
    assert [t.path for t in plan(text).tasks] == ["Điều 2", "I.1"]


def test_a_heading_that_names_rules_is_none() -> None:
    text = PLAN.replace("I. NHIỆM VỤ", "QUY ĐỊNH CHUNG\n\nI. NHIỆM VỤ")
    assert [t.path for t in plan(text).tasks][-1].endswith("I.1")
