"""Where results go: a file, written whole or not at all, or standard output in UTF-8 on every system."""

import os
import sys
from pathlib import Path

from phaply.errors import UsageError

__all__ = ["deliver", "write_file"]


def deliver(data: bytes, out: str) -> None:
    """Write `data` to the file `out`, or to standard output where `out` is `-`."""
    if out == "-":
        # Bytes, because the console's own encoding may not hold Vietnamese (Windows code pages).
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_file(Path(out), data)


def write_file(path: Path, data: bytes) -> None:
    """Put a file in place in one step, so that a reader never sees half of it.

    Raises UsageError with a sentence that names the file, if it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UsageError(
            f"Không ghi được tệp {path}: {error.strerror}.", f"Cannot write {path}: {error.strerror}."
        ) from error
