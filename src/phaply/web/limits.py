"""How much one visitor, and all of them together, may ask of the page."""

from msgspec import Struct

__all__ = ["PageLimits"]

MB = 1_000_000


class PageLimits(Struct, frozen=True):
    """Sizes in bytes, times in seconds."""

    file_bytes: int = 25 * MB
    request_bytes: int = 60 * MB
    """Of all files of one request together."""
    files: int = 20
    fields: int = 400
    upload_seconds: float = 60
    work_seconds: float = 60
    """For one draft; then its process is ended."""
    work_bytes: int = 3_000 * MB
    """Address space of a working process, where the system can limit it."""
    workers: int = 2
    waiting: int = 80
    """Drafts at work or waiting; further ones are asked to come back."""
    jobs: int = 100
    kept_bytes: int = 300 * MB
    keep_seconds: float = 900
    """After its last look an answer is forgotten."""
