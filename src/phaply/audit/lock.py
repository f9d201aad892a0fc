"""One audit at a time in one folder. The system itself lets go of the lock when its holder dies, however it dies."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from phaply.errors import UsageError

__all__ = ["held"]


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises UsageError if another audit holds it or the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        why = (error.strerror or str(error)).rstrip(".")
        raise UsageError(
            f"Không ghi được vào thư mục {folder}: {why}.", f"Cannot write into the folder {folder}: {why}."
        ) from error
    try:
        try:
            _lock(number)
        except OSError as error:
            raise UsageError(
                f"Một lần kiểm tra khác đang ghi vào {folder}; hãy đợi nó xong hoặc chọn thư mục khác.",
                f"Another audit is writing into {folder}; wait for it or choose another folder.",
            ) from error
        yield
    finally:
        os.close(number)


def _lock(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
