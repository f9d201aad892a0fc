"""Deadlines: the tables beside the grammar, whole little plans, and the sections of time."""

import pytest

from phaply.language import fold
from phaply.parse import deadline_context, deadline_moments, deadline_slots
from phaply.parse.deadline_examples import EXAMPLES, PLAN_DATE
from phaply.parse.deadlines import parse_deadlines
from phaply.parse.model import Deadline, Header
from phaply.parse.reading import Reading
from phaply.readers.text import read_text


def deadlines_of(text: str, date: str | None = PLAN_DATE, subject: str | None = None) -> list[tuple[str, Deadline]]:
    document = read_text(text, name="x.txt", sha256="")
    found = parse_deadlines(Reading(document), Header(date=date, subject=subject), (), ())
    return [(document.text[d.start : d.end], d) for d in found]


def value(d: Deadline) -> str:
    parts = [d.type, d.recurrence, d.duration]
    parts += ["working" if d.working_days else None, "before" if d.before else None]
    if d.from_ or d.to or d.type in ("by", "within", "from"):
        parts.append(f"{d.from_ or ''}..{d.to or ''}")
    parts.append(f'after="{d.after}"' if d.after else None)
    parts.append("tentative" if d.tentative else None)
    return " ".join(p for p in parts if p)


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_example(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert [(quote, value(d)) for quote, d in deadlines_of(text)] == list(expected)


@pytest.mark.parametrize(("text", "kind", "low", "high"), deadline_moments.EXAMPLES)
def test_moment(text: str, kind: str | None, low: str | None, high: str | None) -> None:
    folded = fold(text)
    moment = deadline_moments.read_moment(folded, 0, len(folded))
    if kind is None:
        assert moment is None
    else:
        assert moment is not None
        assert (moment.kind, moment.end) == (kind, len(text))
        assert deadline_moments.resolve(moment, 2023) == (low, high)


@pytest.mark.parametrize(("text", "is_deadline"), deadline_context.EXAMPLES)
def test_context(text: str, is_deadline: bool) -> None:
    assert bool(deadlines_of(text)) is is_deadline


@pytest.mark.parametrize(("text", "content", "kind"), deadline_slots.EXAMPLES)
def test_label_slot(text: str, content: str | None, kind: str | None) -> None:
    folded = fold(text)
    slots = [s for i in range(len(text)) if (s := deadline_slots.label_slot(folded, text, i, 0, len(text)))]
    if content is None:
        assert not slots
    else:
        assert (text[slots[0].start : slots[0].end], slots[0].kind) == (content, kind)
