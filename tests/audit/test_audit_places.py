"""Which files an audit finds: folders, zip files, lists, names of every kind, loops of links."""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from phaply.audit.contents import Changed, read_bytes
from phaply.audit.places import find_places
from phaply.errors import InputError, UsageError

posix = pytest.mark.skipif(sys.platform == "win32", reason="names and links of POSIX")


def files(*sources: object, **extra: Path) -> list[str]:
    return [p.file for p in find_places([str(s) for s in sources], **extra).places]


def put(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_only_documents_are_taken_and_the_others_counted(tmp_path: Path) -> None:
    for name in ("a.docx", "b.PDF", "c.txt", "d.jpg", "e.xlsx", ".hidden.txt", "~$a.docx", "sub/f.doc"):
        put(tmp_path / "in" / name)
    found = find_places([str(tmp_path / "in")])
    assert [p.file for p in found.places] == ["in/a.docx", "in/b.PDF", "in/c.txt", "in/sub/f.doc"]
    assert found.passed == {".jpg": 1, ".xlsx": 1}


def test_the_order_of_the_sources_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "b" / "x.txt")
    put(tmp_path / "a" / "y.txt")
    put(tmp_path / "c" / "a" / "z.txt")
    one = find_places([str(tmp_path / n) for n in ("b", "a", "c/a")])
    two = find_places([str(tmp_path / n) for n in ("c/a", "b", "a", "a")])
    assert one == two
    assert [p.file for p in one.places] == ["a/y.txt", "a~2/z.txt", "b/x.txt"]


def test_the_results_among_the_sources_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "out" / "reports" / "b.html")
    assert files(tmp_path, leave_out=tmp_path / "out") == [f"{tmp_path.name}/a.txt"]


NAMES = [
    "kế hoạch số 5.txt",
    "ke\u0302\u0301 hoa\u0323ch.txt",
    "a'b\"c;$(x) &|.txt",
    "%s {0} \\n.txt",
    "-j.txt",
    "new\nline.txt",
    "tab\there.txt",
    "emoji 😀.txt",
    "\u202egnp.txt",
    " .txt",
]


@posix
def test_names_of_every_kind(tmp_path: Path) -> None:
    for name in NAMES:
        put(tmp_path / "in" / name, name)
    for raw in (b"\xff\xfe.txt", rb"\xff\xfe.txt", b"\xc3(.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/" + raw)).write_bytes(raw)
    found = find_places([str(tmp_path / "in")])
    assert len({p.file for p in found.places}) == len(NAMES) + 3
    for place in found.places:
        place.file.encode("utf-8")  # fits into JSON
        name = os.fsencode(os.fsdecode(place.path).rpartition("/")[2])
        assert read_bytes(place) == name


@posix
def test_loops_of_links_end(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a" / "x.txt")
    put(tmp_path / "elsewhere" / "y.txt")
    (tmp_path / "in" / "a" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "a" / "self").symlink_to(tmp_path / "in" / "a")
    (tmp_path / "in" / "0linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "back").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "in" / "round.txt").symlink_to(tmp_path / "in" / "round.txt")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    found = find_places([str(tmp_path / "in")])
    assert [p.file for p in found.places] == ["in/0linked/y.txt", "in/a/x.txt"]
    assert [b.file for b in found.blocked] == ["in/gone.txt", "in/round.txt"]
    assert found.passed == {"?": 1}


def test_zip_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("phường 1/kế hoạch.txt", "một")
        archive.writestr("b.txt", "hai")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("b.txt", "ba")
        archive.writestr("__MACOSX/b.txt", "-")
        archive.writestr("picture.jpg", "-")
        archive.writestr("../out.txt", "bốn")
    put(tmp_path / "broken.zip", "no zip")
    found = find_places([str(tmp_path)])
    root = tmp_path.name
    assert {p.file: read_bytes(p).decode() for p in found.places} == {
        f"{root}/p.zip/phường 1/kế hoạch.txt": "một",
        f"{root}/p.zip/b.txt": "hai",
        f"{root}/p.zip/b.txt#2": "ba",
        f"{root}/p.zip/../out.txt": "bốn",
    }
    assert [b.file for b in found.blocked] == [f"{root}/broken.zip"]
    assert files(tmp_path / "p.zip") == sorted(p.file.partition("/")[2] for p in found.places)


def test_zip_entries_whose_names_are_utf8_without_saying_so(tmp_path: Path) -> None:
    raw = "kế hoạch.txt".encode()
    stand_in = b"x" * (len(raw) - 4) + b".txt"
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr(stand_in.decode(), "một")
    data = (tmp_path / "p.zip").read_bytes().replace(stand_in, raw)
    (tmp_path / "p.zip").write_bytes(data)
    assert files(tmp_path / "p.zip") == ["p.zip/kế hoạch.txt"]


def test_lists(tmp_path: Path) -> None:
    put(tmp_path / "a" / "x.txt")
    put(tmp_path / "b" / "x.txt")
    put(tmp_path / "c" / "y.odd")
    put(tmp_path / "list.txt", "\ufeff# plans\na/x.txt\n\nb\nc/y.odd\nnot/there.txt\n")
    found = find_places([f"@{tmp_path / 'list.txt'}"])
    assert [p.file for p in found.places] == ["a/x.txt", "b/x.txt", "c/y.odd"]
    assert [b.file for b in found.blocked] == ["not/there.txt"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    for source in (tmp_path / "nowhere", f"@{tmp_path / 'nowhere'}"):
        with pytest.raises(UsageError, match="nowhere"):
            find_places([str(source)])


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "in" / "a.txt")
    put(tmp_path / "in" / "closed" / "b.txt")
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find_places([str(tmp_path / "in")])
    assert [p.file for p in found.places] == ["in/a.txt"]
    assert [b.file for b in found.blocked] == ["in/closed"]
    assert "không có quyền" in found.blocked[0].vi


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(tmp_path / "a.txt", "first")
    (place,) = find_places([str(file)]).places
    stat, count = os.fstat, [0]

    def growing(number: int) -> os.stat_result:
        count[0] += 1
        if count[0] <= changes:
            with file.open("a", encoding="utf-8") as more:
                more.write("+")
        return stat(number)

    monkeypatch.setattr(os, "fstat", growing)
    changes = 2
    assert read_bytes(place) == b"first++"  # it settled
    changes, count[0] = 100, 0
    with pytest.raises(Changed, match=r"a\.txt"):
        read_bytes(place)


def test_a_file_that_is_gone_when_its_turn_comes(tmp_path: Path) -> None:
    file = put(tmp_path / "a.txt")
    (place,) = find_places([str(file)]).places
    file.unlink()
    with pytest.raises(InputError, match="không còn"):
        read_bytes(place)
