"""The generator of plans: the same seed gives the same bytes, and what it says is true of them."""

import json
from pathlib import Path

import phaply
from generate import DEFECTS, TOPICS, generate, unit_name


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, count in (("a", 12), ("b", 12), ("more", 30)):
        generate(tmp_path / name, count, docx=True, seed=7)
    generate(tmp_path / "other", 12, docx=True, seed=8)

    def plans(name: str) -> dict[str, bytes]:
        root = tmp_path / name / "plans"
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*.docx")}

    assert plans("a") == plans("b")
    assert plans("a").items() <= plans("more").items()
    assert plans("a") != plans("other")


def test_plans_are_varied_and_the_truth_is_beside_them(tmp_path: Path) -> None:
    generate(tmp_path, 200)
    truth = [json.loads(line) for line in (tmp_path / "truth.ndjson").read_text(encoding="utf-8").splitlines()]
    assert {t["form"] for t in truth} == {"labels", "table", "running"}
    assert {t["topic"] for t in truth} == set(TOPICS)
    assert {p["kind"] for t in truth for p in t["planted"]} == set(DEFECTS)
    for t in truth[::10]:
        text = " ".join((tmp_path / t["file"]).read_text(encoding="utf-8").split())
        assert t["unit"] in text
        for planted in t["planted"]:
            if planted["kind"] != "missing-duty":
                assert planted["quote"].lower() in text.lower()
    assert len({unit_name(n) for n in range(7000)}) == 7000


def test_word_files_say_what_the_text_files_say(tmp_path: Path) -> None:
    generate(tmp_path / "t", 9)
    generate(tmp_path / "d", 9, docx=True)
    for file in sorted((tmp_path / "t" / "plans").rglob("*.txt")):
        twin = tmp_path / "d" / file.relative_to(tmp_path / "t").with_suffix(".docx")
        one, two = (phaply.parse(phaply.read(f)) for f in (file, twin))
        assert one.header.number == two.header.number
        assert one.header.issuer == two.header.issuer
        assert [t.deadline is None for t in one.tasks] == [t.deadline is None for t in two.tasks]
        assert len(one.tasks) >= 7
