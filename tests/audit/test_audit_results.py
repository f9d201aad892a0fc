"""The result of an audit: the same bytes whatever the number of workers and the order; what is done is not done again."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import result_of

from phaply.audit import Outcome, audit, shards
from phaply.audit.model import Answer, Job, Place, Tally, Task
from phaply.audit.run import manifest_of
from phaply.audit.shards import Shelf, bits_for, shard_of


def lines(out: Path) -> dict[str, dict]:  # type: ignore[type-arg]
    """File → its line."""
    found = {}
    for path in (out / "shards").glob("*.ndjson"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "schema" not in row:
                found[row["file"]] = row
    return found


@pytest.fixture
def few(generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve plans that a test may change, in shards of at most three."""
    monkeypatch.setattr(shards, "SHARD_FILES", 3)
    (tmp_path / "in").mkdir()
    for path in sorted((generated / "plans" / "dan-chu").iterdir())[:12]:
        shutil.copy(path, tmp_path / "in")
    return tmp_path / "in"


def test_workers_and_order_change_no_byte(few: Path, generated: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    for path in sorted(few.iterdir())[:6]:
        path.rename(tmp_path / "more" / path.name)
    above = [str(generated / "upstream" / "dan-chu.txt")]
    audit([str(few), str(tmp_path / "more")], tmp_path / "one", against=above, workers=1)
    audit([str(tmp_path / "more"), str(few)], tmp_path / "three", against=above, workers=3)
    one, three = result_of(tmp_path / "one"), result_of(tmp_path / "three")
    del one["audit.json"], three["audit.json"]  # which tells the sources as they were given
    assert one == three
    assert len(one) > 3
    rows = lines(tmp_path / "one")
    assert len(rows) == 12
    assert all(row["plan"]["kind"] == "KH" and row["coverage"] for row in rows.values())


def test_the_same_files_elsewhere_give_the_same_lines(few: Path, tmp_path: Path) -> None:
    shutil.copytree(few, tmp_path / "moved" / "in")
    audit([str(few)], tmp_path / "a", workers=1)
    audit([str(tmp_path / "moved" / "in")], tmp_path / "b", workers=1)
    assert lines(tmp_path / "a") == lines(tmp_path / "b")


def test_what_is_done_is_not_done_again(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = audit([str(few)], out, workers=1)
    assert (first.fresh, first.changed, first.tally.files) == (12, True, 12)
    before = {p: p.stat().st_mtime_ns for p in (out / "shards").iterdir()}
    assert audit([str(few)], out, workers=1) == Outcome(first.tally, 0, False)
    assert {p: p.stat().st_mtime_ns for p in (out / "shards").iterdir()} == before

    one = sorted(few.iterdir())[0]
    one.write_text(one.read_text(encoding="utf-8").replace("Mục đích", "Mục  đích"), encoding="utf-8")
    assert audit([str(few)], out, workers=1).fresh == 1
    one.unlink()
    after = audit([str(few)], out, workers=1)
    assert (after.fresh, after.tally.files) == (0, 11)
    shutil.rmtree(tmp_path / "anew", ignore_errors=True)
    audit([str(few)], tmp_path / "anew", workers=1)
    assert result_of(out) == result_of(tmp_path / "anew")


def test_more_files_make_more_shards_and_keep_what_was_done(few: Path, generated: Path, tmp_path: Path) -> None:
    audit([str(few)], tmp_path / "out", workers=1)
    for path in sorted((generated / "plans" / "dan-chu").iterdir())[12:30]:
        shutil.copy(path, few)
    assert bits_for(12) < bits_for(30)
    assert audit([str(few)], tmp_path / "out", workers=1).fresh == 18
    audit([str(few)], tmp_path / "anew", workers=1)
    assert result_of(tmp_path / "out") == result_of(tmp_path / "anew")


RULE = """id: {id}
version: 1
since: "0.1"
title: {{vi: "Không được có chữ này", en: "Not this word"}}
level: {level}
applies: {{kinds: [KH]}}
basis: {{kind: practice}}
check: {{kind: forbidden, pattern: "{pattern}"}}
message: {{vi: "Có chữ “{{quote}}”.", en: "There is {{quote}}."}}
examples:
  bad: [{{text: "x"}}]
  good: [{{text: "y"}}]
"""


def test_a_rule_changed_between_runs_does_all_again(few: Path, tmp_path: Path) -> None:
    pack = tmp_path / "own"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: own\ntitle: {vi: Riêng, en: Own}\n", encoding="utf-8")
    rule = pack / "OWN-WORD.yaml"
    rule.write_text(RULE.format(id="OWN-WORD", level="error", pattern="Mục đích"), encoding="utf-8")
    out = tmp_path / "out"
    first = audit([str(few)], out, packs=(str(pack),), workers=1)
    assert first.tally.errors >= 12
    assert audit([str(few)], out, packs=(str(pack),), workers=1).fresh == 0
    rule.write_text(RULE.format(id="OWN-WORD", level="note", pattern="Mục đích"), encoding="utf-8")
    second = audit([str(few)], out, packs=(str(pack),), workers=1)
    assert (second.fresh, second.tally.errors) == (12, 0)
    assert {f["rule"] for row in lines(out).values() for f in row["findings"]} == {"OWN-WORD"}


def test_the_manifest_tells_what_was_done(few: Path, generated: Path, tmp_path: Path) -> None:
    (few / "picture.jpg").write_bytes(b"-")
    above = generated / "upstream" / "dan-chu.txt"
    audit([str(few)], tmp_path / "out", against=[str(above)], workers=1)
    manifest = manifest_of(tmp_path / "out")
    assert manifest.tally.files == 12
    assert manifest.passed == {".jpg": 1}
    assert manifest.orders.against == (str(above),)
    assert sorted(f"{s}.ndjson" for s in manifest.shards) == sorted(
        p.name for p in (tmp_path / "out" / "shards").iterdir() if p.name != "walk.ndjson"
    )


@pytest.mark.parametrize(("count", "bits"), [(0, 0), (1, 0), (200, 0), (201, 1), (400, 1), (401, 2), (100_000, 9)])
def test_as_many_shards_as_files_need(count: int, bits: int) -> None:
    assert bits_for(count) == bits


def test_a_shard_is_cut_into_its_own_parts_only() -> None:
    for n in range(200):
        small, large = shard_of(f"f{n}", 2), shard_of(f"f{n}", 4)
        assert int(large[3:], 16) & 3 == int(small[3:], 16)


def test_a_shard_cut_off_or_foreign_is_no_shard(tmp_path: Path) -> None:
    tmp_path.joinpath("00-000000.ndjson").write_bytes(b'{"schema":"phaply/shard/1","rec')
    tmp_path.joinpath("odd.ndjson").write_bytes(b"{}")
    ((job, whole),) = Shelf(tmp_path, "r").jobs([Place("a", b"/a")])
    assert (job, whole) == (Job("00-000000", (Task(Place("a", b"/a")),)), False)


def test_given_up_files_are_tried_again_when_asked(tmp_path: Path) -> None:
    place = Place("a", b"/a")
    shelf = Shelf(tmp_path, "r")
    line = b'{"file":"a","sha256":"1","failure":{"kind":"time","message":""},"plan":null}\n'
    shelf.put(Job("00-000000", (Task(place),)), [Answer("1", Tally(1), line)])
    assert Shelf(tmp_path, "r").jobs([place])[0][0].tasks == (Task(place, "1"),)
    assert Shelf(tmp_path, "r", retry=True).jobs([place])[0][0].tasks == (Task(place),)
    assert Shelf(tmp_path, "other").jobs([place])[0][0].tasks == (Task(place),)
