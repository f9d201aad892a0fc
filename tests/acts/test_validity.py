"""Validity on a day."""

import pytest

from phaply.acts import Act, Change, registry, status, successors

HELD = [
    # (key, day, status, by)
    ("34/2007/PL-UBTVQH11", "2023-06-30", "in-force", None),
    ("34/2007/PL-UBTVQH11", "2023-07-01", "expired", "10/2022/QH15"),
    ("10/2022/QH15", "2022-11-09", "not-yet", None),
    ("10/2022/QH15", "2023-05-12", "not-yet", None),
    ("10/2022/QH15", "2023-07-01", "in-force", None),
    ("10/2022/QH15", "2025-07-01", "in-force", "97/2025/QH15"),
    ("77/2015/QH13", "2023-05-12", "in-force", "47/2019/QH14"),
    ("77/2015/QH13", "2025-02-28", "in-force", "47/2019/QH14"),
    ("77/2015/QH13", "2025-03-01", "expired", "65/2025/QH15"),
    ("65/2025/QH15", "2025-06-16", "expired", "72/2025/QH15"),
    ("45/2013/QH13", "2024-07-31", "in-force", None),
    ("45/2013/QH13", "2024-08-01", "expired", "31/2024/QH15"),
    ("30/2020/NĐ-CP", "2026-11-01", "in-force", None),
    ("110/2004/NĐ-CP", "2020-03-05", "expired", "30/2020/NĐ-CP"),
    ("63/2014/NĐ-CP", "2024-02-26", "in-force", None),
    ("63/2014/NĐ-CP", "2024-02-27", "expired", "24/2024/NĐ-CP"),
    ("79/2014/NĐ-CP", "2021-01-09", "in-force", None),
    ("79/2014/NĐ-CP", "2021-01-10", "expired", "136/2020/NĐ-CP"),
    ("106/2025/NĐ-CP", "2025-06-30", "not-yet", None),
    ("106/2025/NĐ-CP", "2025-07-01", "in-force", None),
]


@pytest.mark.parametrize(("key", "day", "expected", "by"), HELD)
def test_status(key: str, day: str, expected: str, by: str | None) -> None:
    act = registry().get(key)
    assert act is not None
    found = status(act, day)
    assert found.status == expected, found.reason
    if by is not None and expected == "expired":
        assert found.by == by and found.since
    if by is not None and expected == "in-force":
        assert by in {c.by for c in found.changes}
    assert found.reason.endswith(".")


def act(**fields: object) -> Act:
    return Act(**{"key": "1/2020/NĐ-CP", "kind": "NĐ", "number": "1/2020/NĐ-CP", "title": "Thử"} | fields)  # type: ignore[arg-type]


def test_unknown_is_said() -> None:
    assert status(act(), "2023-01-01").status == "unknown"
    ended = act(effective="2020-02-01", changes=(Change(by="", kind="repeals"),))
    assert status(ended, "2023-01-01").status == "unknown"
    assert status(ended, "2019-01-01").status == "not-yet"


def test_part_gone_is_partly() -> None:
    change = Change(by="2/2021/NĐ-CP", kind="repeals", effective="2021-05-01", partial=True)
    one = act(effective="2020-02-01", changes=(change,))
    assert status(one, "2021-04-30").status == "in-force"
    assert status(one, "2021-05-01").status == "partly"


def test_expiry_and_trust() -> None:
    one = act(effective="2020-02-01", expires="2022-01-01", verified=False)
    assert status(one, "2021-12-31").status == "in-force"
    assert status(one, "2022-01-01").status == "expired"
    assert not status(one, "2022-01-01").verified
    doubtful = Change(by="2/2021/NĐ-CP", kind="replaces", effective="2021-05-01", verified=False)
    assert not status(act(effective="2020-02-01", changes=(doubtful,)), "2023-01-01").verified


def test_a_later_sure_end_makes_an_unsure_one_sure() -> None:
    law = registry().get("77/2015/QH13")
    assert law is not None
    assert not status(law, "2025-03-01").verified
    assert status(law, "2025-06-16").verified
    assert status(law, "2025-06-16").by == "65/2025/QH15"


def test_successors_follow_to_the_day() -> None:
    known = registry()
    law = known.get("11/2003/QH11")
    assert law is not None
    assert [a.key for a in successors(law, known, "2023-01-01")] == ["77/2015/QH13"]
    assert [a.key for a in successors(law, known, "2026-01-01")] == ["77/2015/QH13", "65/2025/QH15", "72/2025/QH15"]
