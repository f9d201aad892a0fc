"""How much a file may ask of the machine before it is refused, each limit named in the message that refuses."""

from msgspec import Struct

from phaply.errors import InputError

__all__ = ["Limits", "too_big"]


class Limits(Struct, frozen=True):
    """Limits of the readers. The office formats unpack; their own limits stand in `docx_parts.OfficeLimits`."""

    file_bytes: int = 64_000_000
    """Of the file as it is; the largest plan seen, with pictures, has 30 MB."""
    characters: int = 50_000_000
    """Of the text: some 15,000 pages."""
    pages: int = 5_000
    """Of a PDF."""
    ocr_pages: int = 200
    """Of a scan: recognition takes seconds a page."""


def too_big(name: str, limit: str, value: int) -> InputError:
    """The error of a file beyond a limit, naming the limit and its value."""
    shown = f"{value:,}"
    return InputError(
        f"Tệp {name} quá lớn: vượt giới hạn {limit} = {shown.replace(',', '.')}. Hãy tách tệp hoặc nâng giới hạn này.",
        f"{name} is too large: it exceeds {limit} = {shown}. Split the file or raise this limit.",
    )
