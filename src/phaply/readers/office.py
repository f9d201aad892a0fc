"""Old Word files (.doc), RTF and OpenDocument, through LibreOffice where it is installed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import structs

from phaply.document import Diagnostic, Document
from phaply.errors import InputError
from phaply.readers.doc97 import is_protected, read_doc
from phaply.readers.docx import read_docx
from phaply.readers.docx_parts import OfficeLimits
from phaply.readers.rtf import read_rtf

__all__ = ["FORMATS", "convert_many", "find_libreoffice", "from_converted", "read_office"]

FORMATS = {"doc": "doc", "rtf": "rtf", "odt": "odt", "word-xml": "xml"}
"""The formats that go this way, and the extension by which LibreOffice knows each."""

_PLAIN: dict[str, Callable[..., Document]] = {"doc": read_doc, "rtf": read_rtf}
"""Readers of our own for where LibreOffice is missing or fails."""

_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)

_TOGETHER = 200
"""Files in one process: Windows takes no longer command line."""

# A fresh profile that asks nothing, runs no macro and fetches nothing that a file links to.
_SETTINGS = {
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    ("/org.openoffice.Office.Common/Misc", "FirstRun"): "false",
    ("/org.openoffice.Office.Writer/Content/Update", "Link"): "0",
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled"): "false",
}


def find_libreoffice() -> str | None:
    """LibreOffice's command on this machine, or None."""
    for command in ("soffice", "libreoffice"):
        found = shutil.which(command)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def read_office(data: bytes, *, name: str, sha256: str, format: str, limits: OfficeLimits | None = None) -> Document:
    """The Document of a .doc, .rtf or .odt file's bytes.

    Places point into the copy that LibreOffice made. Without LibreOffice, .doc and RTF are read plainly (diagnostic `plain-reader`).
    Raises InputError if the file cannot be read or LibreOffice is missing.
    """
    limits = limits or OfficeLimits()
    if len(data) > limits.file_bytes:
        raise InputError(
            f"Tệp {name} vượt giới hạn file_bytes = {limits.file_bytes:,}; nếu tin tưởng tệp này, hãy nâng giới hạn đó.",
            f"{name} exceeds the limit file_bytes = {limits.file_bytes:,}; raise it if you trust this file.",
        )
    if format == "doc" and is_protected(data):
        raise InputError(
            f"Tệp {name} được đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.",
            f"{name} is protected by a password; open it in Word, remove the password and save it again.",
        )
    if find_libreoffice() is None:
        if format in _PLAIN:
            return _PLAIN[format](data, name=name, sha256=sha256)
        raise _missing(name, format)
    with tempfile.TemporaryDirectory(prefix="phaply-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"input.{FORMATS.get(format, format)}")
        source.write_bytes(data)
        result = convert_many([source], names={source: name}, limits=limits)[source]
    if isinstance(result, InputError):
        if format in _PLAIN:
            with contextlib.suppress(InputError):
                return _PLAIN[format](data, name=name, sha256=sha256)
        raise result
    return from_converted(result, name=name, sha256=sha256, format=format, limits=limits)


def from_converted(docx: bytes, *, name: str, sha256: str, format: str, limits: OfficeLimits | None = None) -> Document:
    """The Document of a file that `convert_many` turned into DOCX; name, sha256 and format are the original's."""
    document = read_docx(docx, name=name, sha256=sha256, limits=limits)
    said = "Tệp được đọc qua bản chuyển đổi của LibreOffice; vị trí là vị trí trong bản chuyển đổi."
    return structs.replace(
        document,
        format=format,
        pages=None,
        diagnostics=tuple(sorted((*document.diagnostics, Diagnostic(0, 0, "converted", said)))),
    )


def convert_many(
    paths: Iterable[Path], *, names: Mapping[Path, str] | None = None, limits: OfficeLimits | None = None
) -> dict[Path, bytes | InputError]:
    """Files → the bytes of DOCX copies, or why not, in one LibreOffice process.

    A file on which that process dies or stalls is tried once more alone, so that it harms no other.
    """
    limits = limits or OfficeLimits()
    wanted = list(dict.fromkeys(paths))
    names = names or {}
    command = find_libreoffice()
    if command is None:
        return {path: _missing(names.get(path, path.name), path.suffix.lstrip(".")) for path in wanted}
    found: dict[Path, bytes | InputError] = {}
    with tempfile.TemporaryDirectory(prefix="phaply-", ignore_cleanup_errors=True) as folder:
        for i in range(0, len(wanted), _TOGETHER):
            found.update(_convert(command, Path(folder, f"all{i}"), wanted[i : i + _TOGETHER], limits))
        for i, path in enumerate(path for path in wanted if path not in found):
            if len(wanted) > 1:
                found.update(_convert(command, Path(folder, f"one{i}"), [path], limits))
            if path not in found:
                found[path] = _failed(names.get(path, path.name))
    return found


def _convert(command: str, folder: Path, paths: list[Path], limits: OfficeLimits) -> dict[Path, bytes]:
    source, target = folder / "in", folder / "out"
    source.mkdir(parents=True)
    target.mkdir()
    numbered = {}
    for i, path in enumerate(paths):
        # Under a plain name: no two files share one, none looks like an option.
        copy = source / f"f{i}{path.suffix.lower()}"
        try:
            copy.write_bytes(path.read_bytes())
        except OSError:
            continue
        numbered[path] = (copy, target / f"f{i}.docx")
    if not numbered:
        return {}
    line = [
        command,
        f"-env:UserInstallation={_profile(folder).as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(target),
        *(str(copy) for copy, _ in numbered.values()),
    ]
    _run(line, limits.office_seconds + limits.office_seconds_per_file * len(numbered))
    found = {}
    for path, (_, made) in numbered.items():
        with contextlib.suppress(OSError):
            found[path] = made.read_bytes()
    return found


def _run(line: list[str], seconds: float) -> None:
    """Run a command and all it starts, for so many seconds at most."""
    posix = sys.platform != "win32"
    process = subprocess.Popen(
        line,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=posix,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        # The command starts the real office as its child: end them both.
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        process.wait()


def _profile(folder: Path) -> Path:
    profile = folder / "profile"
    user = profile / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value></prop></item>'
        for (path, key), value in _SETTINGS.items()
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )
    return profile


def _missing(name: str, format: str) -> InputError:
    return InputError(
        f"Tệp {name} có định dạng .{format}, cần LibreOffice để đọc: hãy cài LibreOffice (miễn phí, libreoffice.org) hoặc mở tệp bằng "
        "Word rồi lưu thành .docx.",
        f"{name} is a .{format} file, which needs LibreOffice: install it (free, libreoffice.org), or open the file in Word and save "
        "it as .docx.",
    )


def _failed(name: str) -> InputError:
    return InputError(
        f"LibreOffice không mở được tệp {name}: tệp bị hỏng, được đặt mật khẩu hoặc xử lý quá lâu; hãy mở bằng Word rồi lưu thành .docx.",
        f"LibreOffice could not open {name}: it is damaged, protected by a password or took too long; open it in Word and save it "
        "as .docx.",
    )
