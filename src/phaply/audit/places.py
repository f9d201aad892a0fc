"""Where the plans are: folders, zip files and lists → places, each once, in one order whatever the order of the arguments."""

import os
import stat
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from phaply.audit.model import Place
from phaply.errors import UsageError

__all__ = ["PICTURES", "SUFFIXES", "Blocked", "Found", "find_places", "shown_name"]

SUFFIXES = frozenset(
    (".docx", ".docm", ".doc", ".rtf", ".odt", ".pdf", ".txt", ".md", ".html", ".htm", ".mht", ".mhtml")
)
"""Endings under which offices keep documents. A file named by itself is read whatever its ending."""
PICTURES = frozenset((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"))
"""Endings of scans, which are documents where their text is to be recognised."""
_BESIDES = ("~$", ".", "__MACOSX")
"""Lock files of Word, hidden files, what macOS puts into zip files."""


class Blocked(Struct, frozen=True):
    """A folder or zip file that could not be opened: it is told in the result, for nobody knows what it holds."""

    file: str
    vi: str
    en: str


class Found(Struct, frozen=True):
    """What the walk found. `passed`: ending → how many files of that ending were no documents."""

    places: tuple[Place, ...]
    blocked: tuple[Blocked, ...]
    passed: dict[str, int]


def find_places(sources: Iterable[str], leave_out: Path | None = None, *, pictures: bool = False) -> Found:
    """All documents of folders, zip files, single files, and lists (`@LIST`, one path a line, relative to the list).

    `leave_out`: the folder of the results, which may lie among the sources. `pictures`: whether pictures are documents. Raises UsageError for a source that is not there.
    """
    walk = _Walk(leave_out, SUFFIXES | PICTURES if pictures else SUFFIXES)
    roots: list[tuple[str, Path]] = []
    for source in sources:
        if source.startswith("@"):
            roots += _listed(Path(source[1:]))
        else:
            path = Path(source)
            if not path.exists():
                raise UsageError(
                    f"Không tìm thấy {shown_name(source)}. Hãy kiểm tra lại tên và đường dẫn.",
                    f"There is no {shown_name(source)}. Check its name and path.",
                )
            roots.append((path.resolve().name or "root", path))
    seen: set[str] = set()
    taken: Counter[str] = Counter()
    for label, path in sorted(roots, key=lambda r: (r[0], str(r[1].absolute()))):
        real = os.path.realpath(path)
        if real in seen:
            continue  # one folder given twice, or two names of one file
        seen.add(real)
        taken[label] += 1
        walk.enter(path, label if taken[label] == 1 else f"{label}~{taken[label]}")
    places = sorted(walk.places, key=lambda p: p.file)
    return Found(tuple(places), tuple(sorted(walk.blocked, key=lambda b: b.file)), dict(sorted(walk.passed.items())))


def _listed(file: Path) -> list[tuple[str, Path]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"Không đọc được danh sách {shown_name(str(file))}; cần tệp chữ UTF-8, mỗi dòng một đường dẫn.",
            f"Cannot read the list {shown_name(str(file))}; it must be a UTF-8 text with one path a line.",
        ) from error
    found = []
    for line in text.splitlines():
        name = line.strip()
        if name and not name.startswith("#"):
            found.append((Path(name).as_posix(), file.parent / name))
    return found


def shown_name(path: str) -> str:
    """A file name as text: bytes that are none become `\\xNN`, and a backslash of the name itself is doubled, so that no two agree."""
    if os.sep == "\\":
        return path.replace("\\", "/").encode("utf-8", "backslashreplace").decode("utf-8")
    raw = path.replace("\\", "\\\\").encode("utf-8", "surrogateescape")
    return raw.decode("utf-8", "backslashreplace")


class _Walk:
    """The walk through the sources. No folder is entered twice, so no loop of links can hold it."""

    def __init__(self, leave_out: Path | None, suffixes: frozenset[str]) -> None:
        self.suffixes = suffixes
        self.places: list[Place] = []
        self.blocked: list[Blocked] = []
        self.passed: Counter[str] = Counter()
        self._entered: set[str] = set()
        self._out = os.path.realpath(leave_out) if leave_out is not None else None

    def enter(self, root: Path, label: str) -> None:
        """Walk one source."""
        if root.is_dir():
            self._folders(root, label)
        elif not root.exists():
            self._block(label, "không tìm thấy", "it is not there")
        elif root.suffix.lower() == ".zip":
            self._zip(str(root), label)
        elif stat.S_ISREG(root.stat().st_mode):
            self.places.append(Place(shown_name(label), os.fsencode(root)))
        else:
            self._block(label, "không phải tệp thường", "it is no regular file")

    def _folders(self, root: Path, label: str) -> None:
        # Links come after everything else, so that a folder is entered under its own name where it has one here.
        waiting: list[tuple[str, str]] = [(str(root), label)]
        linked: list[tuple[str, str]] = []
        while waiting or linked:
            folder, name = waiting.pop() if waiting else linked.pop()
            real = os.path.realpath(folder)
            if real in self._entered or real == self._out:
                continue
            self._entered.add(real)
            for entry in self._entries(folder, name):
                if entry.name.startswith(_BESIDES):
                    continue
                path, below = entry.path, f"{name}/{entry.name}"
                try:
                    if entry.is_dir():
                        (linked if entry.is_symlink() else waiting).append((path, below))
                    elif entry.is_file():
                        self._file(path, below)
                    elif entry.is_symlink():
                        self._block(below, "liên kết không dẫn đến tệp nào", "the link leads nowhere")
                    else:
                        self.passed["?"] += 1  # pipes, devices: opening one may never return
                except OSError as error:
                    self._block(below, _why(error), _why(error))
            linked.sort(reverse=True)

    def _entries(self, folder: str, name: str) -> list["os.DirEntry[str]"]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda e: e.name, reverse=True)
        except PermissionError:
            self._block(name, "không có quyền mở thư mục", "no permission to open the folder")
        except OSError as error:
            self._block(name, _why(error), _why(error))
        return []

    def _file(self, path: str, name: str) -> None:
        suffix = Path(path).suffix.lower()
        if suffix == ".zip":
            self._zip(path, name)
        elif suffix in self.suffixes:
            self.places.append(Place(shown_name(name), os.fsencode(path)))
        else:
            self.passed[shown_name(suffix)] += 1

    def _zip(self, path: str, name: str) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                entries = archive.infolist()
        except PermissionError:
            self._block(name, "không có quyền đọc", "no permission to read it")
            return
        except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
            self._block(name, "tệp nén bị hỏng", "the zip file is damaged")
            return
        taken: Counter[str] = Counter()
        for number, entry in enumerate(entries):
            inside = _entry_name(entry)
            parts = inside.split("/")
            if entry.is_dir() or any(part.startswith(_BESIDES) for part in parts if part not in (".", "..")):
                continue
            suffix = PurePosixPath(inside).suffix.lower()
            if suffix not in self.suffixes:
                self.passed[suffix] += 1
                continue
            taken[inside] += 1
            again = f"#{taken[inside]}" if taken[inside] > 1 else ""
            self.places.append(Place(f"{shown_name(name)}/{shown_name(inside)}{again}", os.fsencode(path), number))

    def _block(self, name: str, vi: str, en: str) -> None:
        shown = shown_name(name)
        self.blocked.append(Blocked(shown, f"Không mở được {shown}: {vi}.", f"Cannot open {shown}: {en}."))


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).rstrip(".")


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of a zip entry. Many programs write UTF-8 without saying so; zipfile then reads it in the code page of DOS."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename
