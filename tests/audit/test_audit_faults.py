"""Whatever dies, nothing is lost and no other file is harmed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from conftest import Run, result_of
from test_audit_results import RULE, lines

from phaply.audit import Limits, audit
from phaply.audit.keeper import Keeper, resident
from phaply.audit.lock import held
from phaply.audit.model import Answer, Job, Orders, Place, Task
from phaply.errors import InputError, PhaplyError, UsageError

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and process groups of POSIX")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def wait_for(process: "subprocess.Popen[bytes]") -> None:
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said.decode()


def workers_of(pid: int) -> list[int]:
    """The worker processes of an audit."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(words[1]) == pid and b"phaply.audit.worker" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except (OSError, ValueError):
            continue
    return found


@pytest.fixture
def small_pack(tmp_path: Path) -> Path:
    """One rule, so that a process that is to be killed soon has little to load."""
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: own\ntitle: {vi: Riêng, en: Own}\n", encoding="utf-8")
    rule = RULE.format(id="OWN-WORD", level="error", pattern="Mục đích")
    (pack / "OWN-WORD.yaml").write_text(rule, encoding="utf-8")
    return pack


def shards_in(out: Path) -> list[Path]:
    return sorted(out.glob("shards/0*.ndjson"))


def _wait_for_shards(process: "subprocess.Popen[bytes]", out: Path, there: int) -> None:
    until = time.monotonic() + 30
    while process.poll() is None and len(shards_in(out)) < there and time.monotonic() < until:
        time.sleep(0.01)


@posix
def test_killed_at_ten_moments_the_result_is_that_of_one_run(
    generated: Path, tmp_path: Path, small_pack: Path, start: Run
) -> None:
    command = (generated / "plans", "-j", 2, "--rules", small_pack)
    began = time.monotonic()
    wait_for(start(*command, "-o", tmp_path / "whole"))
    took = time.monotonic() - began
    dice = random.Random(5)
    out = tmp_path / "killed"
    grown = set()
    for n in range(10):
        process = start(*command, "-o", out)
        if n % 3:
            _wait_for_shards(process, out, there=len(shards_in(out)) + 1)
        time.sleep(dice.uniform(0, 0.3 * took))
        if n % 2:
            os.killpg(process.pid, signal.SIGKILL)  # parent and workers at once
        else:
            process.kill()  # the parent alone
        process.communicate()
        grown.add(len(shards_in(out)))
        if len(shards_in(out)) > 5:  # so that the next has something to do
            for path in dice.sample(shards_in(out), 4):
                path.unlink()
    assert len(grown) > 1, "every kill came before the first shard"
    wait_for(start(*command, "-o", tmp_path / "killed"))
    assert result_of(tmp_path / "killed") == result_of(tmp_path / "whole")


@linux
def test_a_worker_killed_from_outside_costs_a_repeat(generated: Path, tmp_path: Path, start: Run) -> None:
    process = start(generated / "plans", "-o", tmp_path / "out", "-j", 2)
    _wait_for_shards(process, tmp_path / "out", there=1)
    killed = workers_of(process.pid)
    for worker in killed:
        os.kill(worker, signal.SIGKILL)
    wait_for(process)
    assert killed
    audit_rows = lines(tmp_path / "out")
    assert len(audit_rows) == 30
    assert not any(row["failure"] for row in audit_rows.values())


@pytest.fixture
def heavy(tmp_path: Path, generated: Path) -> Path:
    """Three plans, and between them one of many megabytes that takes seconds."""
    folder = tmp_path / "in"
    folder.mkdir()
    first = sorted((generated / "plans" / "dan-chu").iterdir())[:3]
    for name, path in zip(("a.txt", "c.txt", "d.txt"), first, strict=True):
        shutil.copy(path, folder / name)
    (folder / "b.txt").write_text(first[0].read_text(encoding="utf-8") * 3000, encoding="utf-8")
    return folder


def test_an_endless_file_is_given_up_alone(heavy: Path, tmp_path: Path) -> None:
    done = audit([str(heavy)], tmp_path / "out", workers=1, limits=Limits(seconds=3.0))
    rows = lines(tmp_path / "out")
    assert rows["in/b.txt"]["failure"]["kind"] == "time"
    assert "in/b.txt" in rows["in/b.txt"]["failure"]["message"]
    assert all(rows[f"in/{n}.txt"]["plan"]["kind"] == "KH" for n in "acd")
    assert (done.tally.failures, done.tally.files) == (1, 4)
    # Done is done, also what was given up, until its content or the rules change.
    assert audit([str(heavy)], tmp_path / "out", workers=1, limits=Limits(seconds=3.0)).fresh == 0


@linux
def test_a_file_that_eats_memory_is_given_up_alone(heavy: Path, tmp_path: Path) -> None:
    audit([str(heavy)], tmp_path / "out", workers=1, limits=Limits(memory=250_000_000))
    rows = lines(tmp_path / "out")
    assert rows["in/b.txt"]["failure"]["kind"] == "memory"
    assert all(rows[f"in/{n}.txt"]["plan"]["kind"] == "KH" for n in "acd")


@posix
def test_a_file_on_which_the_worker_dies_twice_is_given_up_alone(heavy: Path) -> None:
    keeper = Keeper(Orders())
    names = ("a.txt", "b.txt", "c.txt")
    job = Job("00-000000", tuple(Task(Place(name, os.fsencode(heavy / name))) for name in names))
    answers: list[Answer] = []
    deaths = []

    def told(answer: Answer) -> None:
        answers.append(answer)
        if len(answers) == 1:
            kill()

    def kill() -> None:
        import threading

        process = keeper._process
        assert process is not None
        deaths.append(process.pid)
        process.kill()
        if len(deaths) < 2:
            threading.Timer(1.0, kill).start()  # when the next worker is at the same file

    try:
        result = keeper.run(job, told)
    finally:
        keeper.close()
    assert len(set(deaths)) == 2
    assert [b'"crash"' in (a.line or b"") for a in result] == [False, True, False]
    assert result[1].sha256 is not None


def test_broken_files_are_named_and_harm_no_other(generated: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(next((generated / "plans" / "dan-chu").iterdir()), folder / "good.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.docx").write_bytes(random.Random(1).randbytes(3000))
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    with zipfile.ZipFile(folder / "cut.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    (folder / "bad.zip").write_bytes(b"PK\x03\x04 no more")
    done = audit([str(folder)], tmp_path / "out", workers=2)
    rows = lines(tmp_path / "out")
    failed = {file: row["failure"]["kind"] for file, row in rows.items() if row["failure"]}
    assert failed == {
        "in/bad.zip": "folder",
        "in/cut.docx": "unreadable",
        "in/empty.txt": "unreadable",
        "in/noise.docx": "unreadable",
        "in/picture.pdf": "unreadable",
    }
    assert all(file.rpartition("/")[2] in rows[file]["failure"]["message"] for file in failed)
    assert (done.tally.files, done.tally.failures) == (6, 5)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything")
def test_a_closed_folder_and_file(generated: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "closed").mkdir(parents=True)
    (folder / "a.txt").write_text("x", encoding="utf-8")
    (folder / "a.txt").chmod(0)
    (folder / "closed").chmod(0)
    try:
        audit([str(folder)], tmp_path / "out", workers=1)
    finally:
        (folder / "closed").chmod(0o700)
    assert {f: r["failure"]["kind"] for f, r in lines(tmp_path / "out").items()} == {
        "in/a.txt": "unreadable",
        "in/closed": "folder",
    }


def test_a_second_audit_into_one_folder_is_refused(generated: Path, tmp_path: Path) -> None:
    with held(tmp_path / "out"):
        with pytest.raises(UsageError, match="đang ghi vào"):
            audit([str(generated / "plans")], tmp_path / "out")
        assert not (tmp_path / "out" / "shards").exists()
    with held(tmp_path / "out"):
        pass  # the first has let go


def test_an_upstream_plan_that_is_not_there_stops_it_all(generated: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        audit([str(generated / "plans")], tmp_path / "out", against=[str(tmp_path / "nowhere.docx")])


def test_an_upstream_plan_that_cannot_be_read_stops_it_all(generated: Path, tmp_path: Path) -> None:
    (tmp_path / "above.docx").write_bytes(b"")
    with pytest.raises(PhaplyError, match=r"above\.docx"):
        audit([str(generated / "plans")], tmp_path / "out", against=[str(tmp_path / "above.docx")], workers=1)


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A file system of 200 kB."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no mount here: {done.stderr.decode().strip()}")
    yield disk  # type: ignore[misc]
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_stops_with_a_sentence_and_keeps_what_is_done(
    generated: Path, tmp_path: Path, small_disk: Path, small_pack: Path, start: Run
) -> None:
    out = small_disk / "out"
    command = (generated / "plans", "-j", 2, "--rules", small_pack)
    process = start(*command, "-o", out)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "Không ghi được tệp" in said.decode()
    assert "Traceback" not in said.decode()
    kept = list(out.glob("shards/*.ndjson"))
    assert kept
    assert not list(out.glob("shards/.*.part"))
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    before = {path: path.stat().st_mtime_ns for path in kept}
    wait_for(start(*command, "-o", out))
    assert {path: path.stat().st_mtime_ns for path in kept} == before
    wait_for(start(*command, "-o", tmp_path / "whole"))
    assert result_of(out) == result_of(tmp_path / "whole")


def test_a_disk_that_takes_no_shard(generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match=r"No space left.*chạy lại"):
        audit([str(generated / "upstream")], tmp_path / "out", workers=1)
    assert not list((tmp_path / "out" / "shards").iterdir())


def test_memory_of_a_process_is_seen() -> None:
    held_here = resident(os.getpid())
    assert held_here is None or held_here > 1_000_000
    assert resident(2**22 + 1) is None
