"""The bytes of a place: a file, or an entry of a zip file, as it was at one moment."""

import os
import zipfile
import zlib
from pathlib import Path

from phaply.audit.model import Place
from phaply.errors import InputError
from phaply.readers.limits import Limits, too_big

__all__ = ["Changed", "read_bytes"]

_TRIES = 3


class Changed(InputError):
    """The file changed while it was read, each time."""


def read_bytes(place: Place, limits: Limits | None = None) -> bytes:
    """What stands there. Raises InputError with a sentence that names the file; Changed if it never held still."""
    most = (limits or Limits()).file_bytes
    try:
        data = _entry(place, most) if place.member is not None else _file(place, most)
    except FileNotFoundError as error:
        raise InputError(
            f"Không đọc được tệp {place.file}: tệp không còn ở đó.", f"Cannot read {place.file}: it is gone."
        ) from error
    except PermissionError as error:
        raise InputError(f"Không có quyền đọc tệp {place.file}.", f"No permission to read {place.file}.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, IndexError) as error:
        raise InputError(
            f"Không đọc được tệp {place.file}: tệp nén bị hỏng.", f"Cannot read {place.file}: the zip file is damaged."
        ) from error
    except RuntimeError as error:  # how zipfile says that an entry has a password
        raise InputError(
            f"Không đọc được tệp {place.file}: tệp nén được đặt mật khẩu.",
            f"Cannot read {place.file}: the zip file is protected by a password.",
        ) from error
    except OSError as error:
        why = (error.strerror or str(error)).rstrip(".")
        raise InputError(f"Không đọc được tệp {place.file}: {why}.", f"Cannot read {place.file}: {why}.") from error
    if len(data) > most:
        raise too_big(place.file, "file_bytes", most)
    return data


def _file(place: Place, most: int) -> bytes:
    path = Path(os.fsdecode(place.path))
    for _ in range(_TRIES):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(most + 1)
            after = os.fstat(file.fileno())
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if same and (len(data) == after.st_size or len(data) > most):
            return data
    raise Changed(
        f"Tệp {place.file} đang bị ghi trong khi đọc; hãy chạy lại khi tệp đã yên.",
        f"{place.file} was being written while it was read; run again when it is at rest.",
    )


def _entry(place: Place, most: int) -> bytes:
    with zipfile.ZipFile(os.fsdecode(place.path)) as archive:
        entry = archive.infolist()[place.member or 0]
        if entry.file_size > most:
            raise too_big(place.file, "file_bytes", most)
        with archive.open(entry) as file:
            return file.read(most + 1)
