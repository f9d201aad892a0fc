"""Corpora: every shape in, what is broken said and survived."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from graph_texts import CITY, DISTRICT

from phaply.corpus import Intake, read_corpus
from phaply.corpus.columns import field_of
from phaply.errors import UsageError
from phaply.readers import read

duckdb = pytest.importorskip("duckdb")
_ROWS = [
    {
        "id": "1",
        "number": "87/KH-UBND",
        "title": "Kế hoạch",
        "text": CITY,
        "status": "Còn hiệu lực",
        "effective": "20/04/2023",
    },
    {"id": "2", "number": None, "title": "Decree 96/2015/ND-CP", "text": "DECREE\nx", "status": "", "effective": None},
]


def lines(rows: list[dict[str, object]]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def parquet(path: Path, rows: list[dict[str, object]]) -> None:
    source = path.with_suffix(".tmp.json")
    source.write_bytes(lines(rows))
    duckdb.connect().execute(
        f"COPY (SELECT * FROM read_json('{source.as_posix()}', columns={{id:'VARCHAR', number:'VARCHAR', title:'VARCHAR', "
        f"text:'VARCHAR', status:'VARCHAR', effective:'VARCHAR'}})) TO '{path.as_posix()}' (FORMAT parquet)"
    )
    source.unlink()


@pytest.fixture
def shapes(tmp_path: Path) -> dict[str, Path]:
    files = {name: tmp_path / name for name in ("a.jsonl", "b.jsonl.gz", "c.parquet", "d.zip")}
    files["a.jsonl"].write_bytes(b"\xef\xbb\xbf" + lines(_ROWS))
    files["b.jsonl.gz"].write_bytes(gzip.compress(lines(_ROWS)))
    parquet(files["c.parquet"], _ROWS)
    with zipfile.ZipFile(files["d.zip"], "w") as archive:
        archive.writestr("in/rows.jsonl", lines(_ROWS))
        archive.writestr("in/~$lock.docx", b"x")
        archive.writestr("in/picture.png", b"x")
    return files


@pytest.mark.parametrize("name", ["a.jsonl", "b.jsonl.gz", "c.parquet", "d.zip"])
def test_every_shape_gives_the_same(shapes: dict[str, Path], name: str) -> None:
    intake = Intake()
    one, two = read_corpus(shapes[name], intake)
    assert (one.id, one.facts.number, one.facts.effective, one.facts.status) == (
        "1",
        "87/KH-UBND",
        "2023-04-20",
        "Còn hiệu lực",
    )
    assert one.document.text == read(CITY.encode(), name="1").text
    assert (two.facts.kind, two.facts.number) == ("NĐ", "96/2015/NĐ-CP")
    assert intake.read == 2 and not intake.troubles


def test_a_folder_in_one_order(shapes: dict[str, Path]) -> None:
    folder = shapes["a.jsonl"].parent
    (folder / "sub").mkdir()
    (folder / "sub" / "kh.txt").write_text(DISTRICT, encoding="utf-8")
    (folder / "notes.xyz").write_text("no", encoding="utf-8")
    places = [e.place for e in read_corpus(folder)]
    assert places == ["a.jsonl:1", "a.jsonl:2", "b.jsonl.gz:1", "b.jsonl.gz:2", "c.parquet:1", "c.parquet:2",
                      "d.zip!in/rows.jsonl:1", "d.zip!in/rows.jsonl:2", "sub/kh.txt"]  # fmt: skip
    assert [e.place for e in read_corpus([folder / "a.jsonl", folder])] == places  # named twice, read once


def test_broken_rows_are_counted_named_and_skipped(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    rows = [
        b"nope",
        b"[1]",
        b'{"id": "7", "text": "\xff"}',
        b'{"id": "8", "text": "  "}',
        b"",
        lines(_ROWS[:1]).strip(),
        b'{"id": "1", "text": "again"}',
        b'{"id": "9", "text": "Lu\\u1eadt"}',
    ]
    file.write_bytes(b"\n".join(rows))
    intake = Intake()
    assert [e.id for e in read_corpus(file, intake)] == ["1", "9"]
    assert intake.counts == {"broken-row": 3, "repeated-id": 1, "no-text": 1} and intake.left_out == 5
    assert intake.troubles[0].sentence().startswith("x.jsonl:1: ")
    assert "x.jsonl:" in next(t for t in intake.troubles if t.kind == "repeated-id").sentence("en")


@pytest.mark.parametrize(
    ("name", "data", "left"),
    [
        ("x.jsonl.gz", gzip.compress(lines(_ROWS) * 40)[:-15], None),
        ("x.zip", b"PK\x03\x04", 0),
        ("x.parquet", b"PAR1", 0),
        ("x.docx", b"\x00\x01\x02\x03", 0),
    ],
)
def test_damaged_files_harm_no_others(tmp_path: Path, name: str, data: bytes, left: int | None) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(DISTRICT, encoding="utf-8")
    intake = Intake()
    found = [e.id for e in read_corpus(tmp_path, intake)]
    assert found[-1] == "z.txt" and (left is None or len(found) == left + 1)
    assert intake.counts["unreadable"] == 1


def test_names_of_columns() -> None:
    assert field_of(("so_ky_hieu", "Ngày có hiệu lực", "noi_dung", "doc_id", "title")) == {
        "number": "so_ky_hieu",
        "effective": "Ngày có hiệu lực",
        "text": "noi_dung",
        "id": "doc_id",
        "title": "title",
    }
    assert field_of(("content_html", "text"))["text"] == "text"
    assert field_of(("words",), {"text": "words"}) == {"text": "words"}


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="không-có"):
        read_corpus(tmp_path / "không-có")
