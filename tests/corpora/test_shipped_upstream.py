"""Obligations as data: they load, their places are real, nothing unseen is called verified."""

import re
from pathlib import Path

import pytest

from phaply.acts import registry
from phaply.align.library import load_upstream
from phaply.errors import InputError

SHARED = Path(__file__).resolve().parents[3] / "shared" / "domain" / "law"
LAWS = {
    "luat-10-2022": ("luat-10-2022-qh15.txt", "Luật số 10/2022/QH15"),
    "nghi-dinh-59-2023": ("nghi-dinh-59-2023.txt", "Nghị định số 59/2023/NĐ-CP"),
    "nghi-dinh-61-2023": ("nghi-dinh-61-2023.txt", "Nghị định số 61/2023/NĐ-CP"),
}


def record(name: str):  # type: ignore[no-untyped-def]
    return next(r for r in load_upstream() if r.name == name)


def test_all_load_in_order_of_date() -> None:
    records = load_upstream()
    assert [r.name for r in records] == [
        "luat-10-2022",
        "qd-346-2023",
        "kh-129-ngo-quyen-2023",
        "nghi-dinh-59-2023",
        "nghi-dinh-61-2023",
    ]
    for r in records:
        assert r.obligations and r.source
        for o in r.obligations:
            assert o.quote and o.levels and o.addressees, (r.name, o.path)


def test_what_was_not_seen_is_not_verified() -> None:
    assert all(o.verified for o in record("luat-10-2022").obligations)
    assert not any(o.verified for o in record("qd-346-2023").obligations)
    assert not any(o.verified for o in record("kh-129-ngo-quyen-2023").obligations)


def test_headers_agree_with_the_registry() -> None:
    for r in load_upstream():
        if r.header.kind != "KH":
            acts = [a for a in registry().by_number(r.header.number) if a.issued == r.header.date]
            assert len(acts) == 1, r.name
            assert acts[0].effective == (r.header.effective or r.header.date)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the texts of the laws are not beside the project")
@pytest.mark.parametrize("name", sorted(LAWS))
def test_places_and_periods_stand_in_the_text(name: str) -> None:
    file, act = LAWS[name]
    text = (SHARED / file).read_text(encoding="utf-8").replace("\u00ad", "").replace("\u00a0", " ")
    articles = dict(re.findall(rf"\(Điều (\d+) {re.escape(act)}(.*?)(?=\n\(Điều \d+ |\Z)", text, re.S))
    rec = record(name)
    for o in rec.obligations:
        m = re.match(r"Điều (\d+)(?:\.(\d+))?(?:\.([a-zđ]))?", o.path)
        assert m, o.path
        body = articles[m[1]]
        if m[2]:
            assert re.search(rf"^{m[2]}\.", body, re.M), o.path
        if m[3]:
            assert re.search(rf"^{m[3]}\)", body, re.M), o.path
        durations = [o.deadline.duration] if o.deadline else []
        if period := rec.period(o.path):
            durations += [period.at_least, period.at_most]
        for duration in filter(None, durations):
            amount = int(re.sub(r"\D", "", duration))
            unit = "tháng" if duration.endswith("M") else "ngày|làm việc ngày"
            assert re.search(rf"\b0?{amount} (?:\(\w+\) )?(?:làm việc )?(?:{unit})", body), (o.path, duration)
        # Our own words, not the law's: no run of fourteen words of it (names of bodies alone take nine).
        words = o.quote.split()
        for i in range(len(words) - 13):
            assert " ".join(words[i : i + 14]) not in body, (o.path, words[i : i + 14])


def test_binding_follows_the_dates() -> None:
    law = record("luat-10-2022")
    assert law.binding("2023-06-30") == ()
    assert len(law.binding("2023-07-01")) == len(law.obligations)


def test_minimum_periods() -> None:
    law = record("luat-10-2022")
    period = law.period("Điều 28.2")
    assert period is not None and period.at_least == "P20D" and period.from_
    assert law.period("Điều 12.3") is None


GOOD = """
header: {kind: KH, number: 1/KH-UBND, title: Thử, issuer: UBND quận Lâm Thủy, date: 2031-01-02, level: district}
source: thử
verified: false
obligations:
  - {path: II.1, quote: Làm thử, addressees: [UBND các phường], levels: [commune], deadline: {type: by, to: 2031-06-30}}
"""

BROKEN = [
    ("header: [", "no YAML"),
    ("- 1\n", "no mapping"),
    (GOOD.replace("quote:", "qoute:"), "unknown key"),
    (GOOD.replace("levels: [commune]", "levels: [ward]"), "unknown level"),
    (GOOD.replace("type: by", "type: soon"), "unknown type of deadline"),
    (GOOD + "  - {path: II.1, quote: Lần hai}\n", "a path twice"),
]


def test_own_folder(tmp_path: Path) -> None:
    (tmp_path / "kh.yaml").write_text(GOOD, encoding="utf-8")
    (rec,) = load_upstream(tmp_path)
    (o,) = rec.obligations
    assert o.deadline is not None and o.deadline.to == "2031-06-30"
    assert (o.verified, o.levels, rec.header.date) == (False, ("commune",), "2031-01-02")


@pytest.mark.parametrize(("content", "why"), BROKEN)
def test_broken_files_are_named(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "kh.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"kh\.yaml"):
        load_upstream(tmp_path)
