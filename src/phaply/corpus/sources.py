"""Where a corpus lies: folders, zip files, JSONL(.gz), Parquet, single documents → entries, streamed in one order."""

import gzip
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol

import msgspec

from phaply.corpus.model import Entry, Intake
from phaply.corpus.parquet import parquet_rows
from phaply.corpus.rows import Rows
from phaply.errors import InputError, UsageError
from phaply.readers import Limits, read

__all__ = ["DOCUMENTS", "read_corpus"]

DOCUMENTS = frozenset(
    (".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".txt", ".md", ".html", ".htm", ".mht", ".mhtml")
)
"""Endings under which offices keep documents. A file named by itself is read whatever its ending."""
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_ROW_BYTES = 256_000_000
_BESIDES = ("~$", ".", "__MACOSX")
"""Lock files of Word, hidden files, what macOS puts into zip files."""


def read_corpus(
    sources: str | Path | Iterable[str | Path],
    intake: Intake | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Iterator[Entry]:
    """The documents of files and folders, one at a time: no more than one row is held in memory (docs/graph.md).

    Args:
        sources: Folders, zip files, JSONL(.gz), Parquet, single documents; `"-"` for standard input.
        intake: Is told what was read, and what was left out and why. Nothing broken ends the reading.
        columns: Field → column, for collections with unusual names (`{"text": "noi_dung_vb"}`).
        limits: Bytes, characters and pages beyond which a file is left out.

    Returns:
        Entries in one order on every system: a Document each, with what its row says of it.

    Raises:
        UsageError: A source is not there.
    """
    intake = intake if intake is not None else Intake()
    named = [sources] if isinstance(sources, str | Path) else list(sources)
    for source in named:
        if str(source) != "-" and not Path(source).exists():
            raise UsageError(
                f"Không tìm thấy {source}. Hãy kiểm tra lại tên và đường dẫn.",
                f"There is no {source}. Check its name and path.",
            )
    return _Walk(intake, columns, limits or Limits()).entries(named)


class _Opened(Protocol):
    """An open file of which only lines are wanted."""

    def readline(self, size: int, /) -> bytes: ...


class _Walk:
    def __init__(self, intake: Intake, columns: Mapping[str, str] | None, limits: Limits) -> None:
        self._intake = intake
        self._columns = columns
        self._limits = limits

    def entries(self, sources: list[str | Path]) -> Iterator[Entry]:
        seen: set[str] = set()
        for source in sources:
            if str(source) == "-":
                yield from self._document("-", "-")
                continue
            path = Path(source)
            for file, shown in _files(path):
                real = os.path.realpath(file)
                if real not in seen:  # one file named twice, or by two names
                    seen.add(real)
                    yield from self._file(file, shown)

    def _file(self, file: Path, shown: str) -> Iterator[Entry]:
        name = file.name.lower()
        try:
            if name.endswith(_LINES):
                with gzip.open(file, "rb") if name.endswith(".gz") else file.open("rb") as stream:
                    yield from self._lines(stream, shown)
            elif name.endswith(".parquet"):
                rows = self._rows(shown)
                for i, row in enumerate(parquet_rows(file), 1):
                    entry = rows.entry(row, i)
                    if entry is not None:
                        self._intake.read += 1
                        yield entry
            elif name.endswith(".zip"):
                yield from self._zip(file, shown)
            else:
                yield from self._document(file, shown)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            self._unreadable(shown, error)
        except InputError as error:
            self._intake.say("unreadable", shown, error.sentence("vi"), error.sentence("en"))

    def _rows(self, shown: str) -> Rows:
        return Rows(shown, self._intake, self._columns, self._limits)

    def _unreadable(self, shown: str, error: Exception) -> None:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        self._intake.say(
            "unreadable", shown, f"không đọc được đến hết ({reason})", f"could not be read to its end ({reason})"
        )

    def _lines(self, stream: _Opened, shown: str) -> Iterator[Entry]:
        rows = self._rows(shown)
        decode = msgspec.json.Decoder(dict[str, object]).decode
        line = 0
        while raw := stream.readline(_ROW_BYTES):
            line += 1
            if line == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if not raw.strip():
                continue
            if len(raw) >= _ROW_BYTES and not raw.endswith(b"\n"):
                while (rest := stream.readline(_ROW_BYTES)) and not rest.endswith(b"\n"):
                    pass
                self._intake.say("broken-row", f"{shown}:{line}", "dòng quá dài", "the line is too long")
                continue
            try:
                row = decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                self._intake.say(
                    "broken-row", f"{shown}:{line}", "không phải một đối tượng JSON (UTF-8)", "no JSON object in UTF-8"
                )
                continue
            entry = rows.entry(row, line)
            if entry is not None:
                self._intake.read += 1
                yield entry

    def _zip(self, file: Path, shown: str) -> Iterator[Entry]:
        with zipfile.ZipFile(file) as archive:
            for member in sorted(archive.infolist(), key=lambda m: m.filename):
                name = PurePosixPath(member.filename)
                if member.is_dir() or any(part.startswith(_BESIDES) for part in name.parts):
                    continue
                place = f"{shown}!{member.filename}"
                lower = name.name.lower()
                if not lower.endswith(_LINES) and name.suffix.lower() not in DOCUMENTS:
                    continue
                try:
                    with archive.open(member) as stream:
                        if lower.endswith(_LINES):
                            unpacked = gzip.GzipFile(fileobj=stream) if lower.endswith(".gz") else stream
                            yield from self._lines(unpacked, place)
                        else:
                            yield from self._document(stream.read(self._limits.file_bytes + 1), place)
                except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                    self._unreadable(place, error)

    def _document(self, source: str | Path | bytes, shown: str) -> Iterator[Entry]:
        try:
            document = read(source, name=PurePosixPath(shown).name, limits=self._limits)
        except InputError as error:
            self._intake.say("unreadable", shown, error.sentence("vi"), error.sentence("en"))
            return
        self._intake.read += 1
        yield Entry(shown, shown, document)


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    """The files under a path with the names by which they are told, in one order on every system."""
    if not path.is_dir():
        yield path, path.name
        return
    for folder, below, files in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith(_BESIDES))
        for name in sorted(files):
            lower = name.lower()
            known = lower.endswith((*_LINES, ".parquet", ".zip")) or PurePosixPath(lower).suffix in DOCUMENTS
            if known and not name.startswith(_BESIDES):
                file = Path(folder, name)
                yield file, file.relative_to(path).as_posix()
