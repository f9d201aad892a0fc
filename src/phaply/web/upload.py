"""A form as it was sent, read into memory: files never touch the disk, and their names are for people only."""

import asyncio
import re
from collections.abc import AsyncGenerator

from msgspec import Struct
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from phaply.errors import UsageError
from phaply.web.ask import Source
from phaply.web.limits import PageLimits

__all__ = ["Sent", "clean_name", "read_form"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LONGEST_NAME = 120


class Sent(Struct, frozen=True):
    """Fields in order, and files by field."""

    fields: dict[str, list[str]]
    files: dict[str, list[Source]]

    def one(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        return self.fields.get(name, [default])[0]


def clean_name(name: str | None) -> str:
    """A file's own name without folders, without signs that hide or turn text."""
    last = re.split(r"[/\\]", name or "")[-1]
    last = " ".join(_CONTROL.sub("", last).split())
    if len(last) > _LONGEST_NAME:
        stem, dot, ending = last.rpartition(".")
        last = f"{stem[: _LONGEST_NAME - 10]}….{ending[:8]}" if dot else last[:_LONGEST_NAME]
    return last.strip(". ") or "van-ban"


async def read_form(request: Request, limits: PageLimits) -> Sent:
    """The form. Raises UsageError if it has too many or too large files, takes too long, or is no form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UsageError("Biểu mẫu gửi lên không đúng dạng.", "The form is malformed.")

    class InMemory(MultiPartParser):
        # Above this size Starlette would write to a temporary file; the guard stops requests before they reach it.
        spool_max_size = limits.request_bytes + 1

    async def stream() -> AsyncGenerator[bytes, None]:
        async for chunk in request.stream():
            yield chunk

    parser = InMemory(request.headers, stream(), max_files=limits.files, max_fields=limits.fields, max_part_size=10_000)
    try:
        async with asyncio.timeout(limits.upload_seconds):
            form = await parser.parse()
    except TimeoutError as error:
        raise UsageError("Gửi tệp quá lâu nên đã dừng. Hãy thử lại.", "Sending took too long. Try again.") from error
    except MultiPartException as error:
        raise UsageError(
            f"Không nhận được biểu mẫu. Mỗi lần gửi tối đa {limits.files} tệp.",
            f"The form could not be read. Send at most {limits.files} files at a time.",
        ) from error
    fields: dict[str, list[str]] = {}
    files: dict[str, list[Source]] = {}
    try:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read()
                if value.filename or data:
                    files.setdefault(name, []).append(_source(value.filename, data, limits))
            else:
                fields.setdefault(name, []).append(value)
    finally:
        await form.close()
    return Sent(fields, files)


def _source(name: str | None, data: bytes, limits: PageLimits) -> Source:
    source = Source(clean_name(name), data)
    if len(data) > limits.file_bytes:
        mb = limits.file_bytes // 1_000_000
        raise UsageError(
            f"Tệp {source.name} quá lớn; mỗi tệp tối đa {mb} MB.",
            f"{source.name} is too large; at most {mb} MB a file.",
        )
    return source
