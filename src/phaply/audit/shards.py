"""Shards: the result itself. Each is one NDJSON file, put in place whole: a first line that says what it holds, then a line per file.

Which shard a file's line stands in depends on its name alone (and on how many files there are, roughly), so that neither the number of
workers nor a crash nor a file more or less moves the others.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from phaply.audit.model import Answer, Job, Place, Tally, Task
from phaply.errors import UsageError

__all__ = ["SHARD_FILES", "Head", "Known", "Shelf", "bits_for", "shard_of"]

SHARD_FILES = 200
"""Files in a shard, at most on average: a crash costs that many again for each worker, and a change that many lines rewritten."""
_SCHEMA = "phaply/shard/1"
_RETRIED = ("time", "memory", "crash", "internal")


class Known(Struct, frozen=True, array_like=True):
    """A file in a shard's first line."""

    file: str
    sha256: str | None
    failure: str | None = None


class Head(Struct, frozen=True):
    """The first line of a shard."""

    schema: str
    recipe: str
    files: tuple[Known, ...]
    tally: Tally = Tally()


def bits_for(count: int) -> int:
    """How many bits of the names' hashes part so many files into shards."""
    return max(0, (count - 1) // SHARD_FILES).bit_length()


def shard_of(file: str, bits: int) -> str:
    """The shard of a file: `05-0013`."""
    number = int.from_bytes(hashlib.sha256(file.encode("utf-8")).digest()[:4], "big") & ((1 << bits) - 1)
    return f"{bits:02d}-{number:06x}"


class Shelf:
    """The folder of the shards, as one run finds and leaves it."""

    def __init__(self, folder: Path, recipe: str, retry: bool = False) -> None:
        self.folder = folder
        self.recipe = recipe
        self._retry = retry
        self._heads: dict[str, Head] = {}
        for path in sorted(folder.glob("*.ndjson")):
            head = _head(path)
            if head is not None and head.recipe == recipe:
                self._heads[path.stem] = head

    def jobs(self, places: Sequence[Place]) -> list[tuple[Job, bool]]:
        """The jobs that these places make, and whether the shard of each is there with just its files."""
        bits = bits_for(len(places))
        parts: dict[str, list[Place]] = {}
        for place in places:
            parts.setdefault(shard_of(place.file, bits), []).append(place)
        jobs = []
        for shard, part in sorted(parts.items()):
            known = {k.file: k for name in self._related(shard) for k in self._heads[name].files if self._holds(k)}
            tasks = tuple(Task(p, known[p.file].sha256 if p.file in known else None) for p in part)
            head = self._heads.get(shard)
            whole = head is not None and [k.file for k in head.files] == [p.file for p in part]
            jobs.append((Job(shard, tasks), whole))
        return jobs

    def path(self, shard: str) -> Path:
        """Where a shard lies."""
        return self.folder / f"{shard}.ndjson"

    def put(self, job: Job, answers: Sequence[Answer]) -> None:
        """Put a shard in place: new lines and those that still hold. Raises UsageError if the disk does not take it."""
        kept = {t.place.file for t, a in zip(job.tasks, answers, strict=True) if a.line is None}
        old = self._lines(job.shard, kept) if kept else {}
        known, lines, tally = [], [], Tally()
        for task, answer in zip(job.tasks, answers, strict=True):
            line = old[task.place.file] if answer.line is None else answer.line
            failure, one = _sums(line)
            known.append(Known(task.place.file, answer.sha256, failure))
            lines.append(line)
            tally += one
        head = Head(_SCHEMA, self.recipe, tuple(known), tally)
        put_file(self.path(job.shard), (msgspec.json.encode(head) + b"\n", *lines))
        self._heads[job.shard] = head

    def tally(self, shards: Iterable[str]) -> Tally:
        """What these shards count up to."""
        return sum((self._heads[shard].tally for shard in shards), Tally())

    def stamp(self, shards: Iterable[str]) -> str:
        """Changes whenever one of these shards does: what is made from them carries it."""
        digest = hashlib.sha256()
        for shard in shards:
            digest.update(msgspec.json.encode([shard, self._heads[shard], self.path(shard).stat().st_size]))
        return digest.hexdigest()[:20]

    def clear(self, shards: Iterable[str]) -> None:
        """Remove every shard but these, and what killed runs left beside them."""
        keep = {f"{shard}.ndjson" for shard in shards}
        for path in self.folder.iterdir():
            if path.name not in keep and path.name.endswith((".ndjson", ".part")):
                with contextlib.suppress(OSError):
                    path.unlink()

    def _holds(self, known: Known) -> bool:
        return known.sha256 is not None and not (self._retry and known.failure in _RETRIED)

    def _related(self, shard: str) -> Iterator[str]:
        """Shards, of whatever size, that may hold files of this one."""
        bits, number = _numbers(shard)
        for name in self._heads:
            other_bits, other = _numbers(name)
            mask = (1 << min(bits, other_bits)) - 1
            if number & mask == other & mask:
                yield name

    def _lines(self, shard: str, files: set[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for name in self._related(shard):
            names = [k.file for k in self._heads[name].files]
            if files.isdisjoint(names):
                continue
            with self.path(name).open("rb") as file:
                next(file)
                found |= {known: line for known, line in zip(names, file, strict=False) if known in files}
        return found


def put_file(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file beside its place and rename it, on the disk before it has its name. Raises UsageError with a sentence."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        why = (error.strerror or str(error)).rstrip(".")
        raise UsageError(
            f"Không ghi được tệp {path}: {why}. Phần đã xong vẫn còn; hãy chạy lại lệnh này để làm tiếp.",
            f"Cannot write {path}: {why}. What is done is kept; run the same command again to go on.",
        ) from error


def _numbers(shard: str) -> tuple[int, int]:
    bits, _, number = shard.partition("-")
    return int(bits), int(number, 16)


def _head(path: Path) -> Head | None:
    """The first line of a shard that is whole; None for anything else."""
    try:
        _numbers(path.stem)
        with path.open("rb") as file:
            head = msgspec.json.decode(file.readline(), type=Head)
    except (OSError, ValueError):  # msgspec's errors are ValueErrors
        return None
    return head if head.schema == _SCHEMA else None


class _Failure(Struct, frozen=True):
    kind: str


class _Counts(Struct, frozen=True):
    errors: int
    warnings: int
    notes: int
    reviews: int


class _Line(Struct, frozen=True):
    failure: _Failure | None
    plan: _Counts | None


_line = msgspec.json.Decoder(_Line)


def _sums(line: bytes) -> tuple[str | None, Tally]:
    """Why a line's file failed, if it did, and what the line adds to the tally."""
    row = _line.decode(line)
    if row.failure is not None or row.plan is None:
        return row.failure.kind if row.failure else None, Tally(files=1, failures=1)
    p = row.plan
    return None, Tally(1, 0, 0, p.errors, p.warnings, p.notes, p.reviews)
