"""Readers: any file of an office → Document, or one clear error."""

import hashlib
from pathlib import Path

from phaply.document import Document
from phaply.errors import InputError
from phaply.readers.text import read_text

__all__ = ["read"]


def read(source: str | Path | bytes, *, name: str | None = None) -> Document:
    """The Document of a file, or of its bytes.

    Raises InputError, with a sentence that names the file, if it cannot be read.
    """
    if isinstance(source, bytes):
        data, name = source, name or "-"
    else:
        path = Path(source)
        name = name or path.name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(
                f"Không đọc được tệp {path}: {error.strerror}.", f"Cannot read {path}: {error.strerror}."
            ) from error
    return read_text(data.decode("utf-8-sig", "replace"), name=name, sha256=hashlib.sha256(data).hexdigest())
