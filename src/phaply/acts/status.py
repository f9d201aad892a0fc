"""Validity (hiệu lực): did an act hold on a day, and what ended or changed it."""

from datetime import date

from msgspec import Struct

from phaply.acts.model import Act, Change, Status
from phaply.acts.registry import Registry

__all__ = ["StatusOn", "status", "successors"]

_ENDS = ("replaces", "repeals", "suspends")


class StatusOn(Struct, frozen=True):
    """What an act was on a day. `reason` is a sentence for people; `change` is the event it rests on."""

    status: Status
    reason: str
    on: str
    by: str | None = None
    """Key of the act that ended or changed it."""
    since: str | None = None
    verified: bool = True
    """False if the facts behind it were not seen word for word: a finding that rests on it is at most `review`."""
    changes: tuple[Change, ...] = ()
    """Changes in part that held on that day."""


def status(act: Act, on: date | str) -> StatusOn:
    """The status of `act` on a day (ISO date or `date`).

    `expired` needs a known day; an end without a day makes the answer `unknown`. An act that was ended is `expired` also
    before it was followed by name: the law of the day decides, not the law of today.
    """
    day = on.isoformat() if isinstance(on, date) else on
    known = _ANSWERS.get((act.key, day))
    if known is None or known[0] is not act:
        if len(_ANSWERS) >= _MOST_ANSWERS:
            _ANSWERS.clear()
        known = _ANSWERS[act.key, day] = act, _status(act, day)
    return known[1]


_ANSWERS: dict[tuple[str, str], tuple[Act, StatusOn]] = {}
"""Key of an act and day → the answer: the plans of one campaign cite the same acts on the same days."""
_MOST_ANSWERS = 8192


def _status(act: Act, day: str) -> StatusOn:
    if act.issued and day < act.issued:
        return StatusOn(
            "not-yet", f"Văn bản ban hành ngày {_vi(act.issued)}.", day, since=act.issued, verified=act.verified
        )
    ends = [c for c in act.changes if c.kind in _ENDS and not c.partial]
    dated = sorted((c for c in ends if c.effective), key=lambda c: c.effective or "")
    if act.effective and day < act.effective:
        said = f"Văn bản có hiệu lực từ ngày {_vi(act.effective)}."
        return StatusOn("not-yet", said, day, since=act.effective, verified=act.verified)
    over = [c for c in dated if (c.effective or "") <= day]
    if over:
        first = over[0]
        how = {"replaces": "bị thay thế", "repeals": "bị bãi bỏ", "suspends": "bị đình chỉ"}[first.kind]
        by = f" bởi {_name(first.by)}" if first.by else ""
        said = f"Văn bản {how}{by} từ ngày {_vi(first.effective or day)}."
        # The first end is told; the answer is sure as soon as one of the ends that had come by then is.
        sure = any(c.verified for c in over)
        return StatusOn("expired", said, day, first.by or None, first.effective, sure)
    if act.expires and act.expires <= day:
        return StatusOn(
            "expired", f"Văn bản hết hiệu lực từ ngày {_vi(act.expires)}.", day, None, act.expires, act.verified
        )
    if any(not c.effective for c in ends):
        late = next(c for c in ends if not c.effective)
        by = f" ({_name(late.by)})" if late.by else ""
        return StatusOn(
            "unknown", f"Văn bản đã hết hiệu lực{by}, chưa rõ từ ngày nào.", day, late.by or None, None, False
        )
    if not act.effective:
        return StatusOn("unknown", "Chưa rõ ngày có hiệu lực.", day, verified=False)
    past = tuple(c for c in act.changes if (c.partial or c.kind not in _ENDS) and c.effective and c.effective <= day)
    gone = [c for c in past if c.kind in _ENDS]
    if gone:
        last = max(gone, key=lambda c: c.effective or "")
        said = f"Một phần của văn bản hết hiệu lực từ ngày {_vi(last.effective or '')} theo {_name(last.by)}."
        return StatusOn("partly", said, day, last.by or None, last.effective, act.verified and last.verified, past)
    said = f"Văn bản có hiệu lực từ ngày {_vi(act.effective)}"
    if past:
        last = max(past, key=lambda c: c.effective or "")
        said += f", được sửa đổi, bổ sung bởi {_name(last.by)} từ ngày {_vi(last.effective or '')}"
        return StatusOn(
            "in-force", said + ".", day, last.by or None, act.effective, act.verified and last.verified, past
        )
    return StatusOn("in-force", said + ".", day, None, act.effective, act.verified)


def successors(act: Act, registry: Registry, on: date | str | None = None) -> tuple[Act, ...]:
    """The acts that replaced `act`, and those that replaced them, up to the one that held on the day (the last if no day)."""
    day = on.isoformat() if isinstance(on, date) else on
    found: list[Act] = []
    seen = {act.key}
    current = act
    while True:
        later = [c for c in current.changes if c.kind == "replaces" and not c.partial and c.by]
        later = [c for c in later if day is None or (c.effective is not None and c.effective <= day)]
        following = next((a for c in later if (a := registry.get(c.by)) is not None and a.key not in seen), None)
        if following is None:
            return tuple(found)
        found.append(following)
        seen.add(following.key)
        current = following


def _name(key: str) -> str:
    """A key as people write it."""
    return key.split("|")[0]


def _vi(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}"
