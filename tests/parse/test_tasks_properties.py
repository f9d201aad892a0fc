"""What always holds of tasks and actors, whatever the text."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phaply.parse import parse
from phaply.parse.model import Header, Plan
from phaply.parse.outline import parse_outline
from phaply.parse.reading import Reading
from phaply.parse.tasks import parse_tasks
from phaply.readers.text import read_text

PIECES = [
    "II. NỘI DUNG\n",
    "1. Phòng Nội vụ\n",
    "a) Tổ chức hội nghị.\n",
    "- Chủ trì: ",
    "- Phối hợp: ",
    "- Thời gian: trước ngày 30/6/2024.\n",
    "Công an phường",
    "các sở, ban, ngành",
    "; ",
    " và ",
    ", ",
    " phối hợp với ",
    "Giao ",
    "rà soát hồ sơ",
    "| TT | Nội dung | Chủ trì | Thời gian |\n",
    "| 1 | Lập sổ | UBND xã | nt |\n",
    "(",
    ")",
    ":",
    "\n\n",
    "  ",
    "Điều 1. ",
    "“",
    "UBND (ủy ban",
    "\u0301",
    "Nơi nhận:\n- Lưu: VT.\n",
]


def check(plan: Plan) -> None:
    size = len(plan.text)
    last = -1
    for task in plan.tasks:
        assert 0 <= task.start < task.end <= size
        assert task.start >= last
        last = task.start
        assert plan.text[task.start : task.end] == plan.text[task.start : task.end].strip()
        assert task.deadline is None or 0 <= task.deadline < len(plan.deadlines)
        for start, end in [*task.slots.values(), *([task.deadline_span] if task.deadline_span else [])]:
            assert 0 <= start <= end <= size
        for party in (*task.lead, *task.support):
            assert 0 <= party.start < party.end <= size
            assert party.name == " ".join(plan.text[party.start : party.end].split())
            assert (party.start, party.end) in plan.actors[party.actor].mentions
    for actor in plan.actors:
        assert actor.name
        assert actor.mentions
        assert list(actor.mentions) == sorted(set(actor.mentions))
        assert all(0 <= a < b <= size for a, b in actor.mentions)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_text_gives_sound_tasks(pieces: list[str]) -> None:
    check(parse(read_text("KẾ HOẠCH\nNăm 2024\n\n" + "".join(pieces), name="x", sha256="")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_characters_give_sound_tasks(text: str) -> None:
    check(parse(read_text(text, name="x", sha256="")))


HOSTILE = {
    "spaces": " ",
    "brackets": "(",
    "quantifiers": "các ",
    "coordination": "phối hợp với ",
    "groups": "các đơn vị a, ",
    "sentences": "Phòng Nội vụ làm. Công an phường gác. ",
    "labels": "Chủ trì: A; ",
    "orders": ". Giao Công an phường ",
    "rows": "\n1 Việc 1/1/2024",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_text(piece: str) -> None:
    def cost(size: int) -> float:
        document = read_text("II. NỘI DUNG\n1. Việc\n- " + piece * (size // len(piece)), name="x", sha256="")
        reading = Reading(document)
        outline = parse_outline(reading, Header())
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            parse_tasks(reading, Header(), outline, (), ())
            best = min(best, time.process_time() - start)
        return best

    small, large = cost(30_000), cost(120_000)
    # Four times the text: linear work costs four times as much, quadratic sixteen.
    assert large < 9 * max(small, 0.003)
