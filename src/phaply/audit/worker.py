"""The worker: a process of its own that reads, parses and checks one file after the other, and may die of any of them.

Started as `python -m phaply.audit.worker`; frames come in by standard input and go out by what was standard output.
"""

import contextlib
import faulthandler
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from phaply.audit.contents import Changed, read_bytes
from phaply.audit.frames import Begin, Ready, Result, Wait, Work, receive, send
from phaply.audit.model import Answer, FailureKind, Orders, Place, Tally, Task
from phaply.errors import InputError, PhaplyError

if TYPE_CHECKING:
    from phaply.parse import Plan
    from phaply.rules.config import Config
    from phaply.rules.definition import Pack

__all__ = ["LOADING", "Desk", "main"]

_OFFICE = frozenset((".doc", ".rtf", ".odt"))
LOADING = 120.0
"""Seconds that packs and upstream plans may take to load, on a machine that is busy with other things."""
_TOGETHER = 40
"""Office files in one run of LibreOffice, whose start takes as long as a score of files."""


class Desk:
    """What a worker keeps from file to file: packs and upstream plans, loaded when the first file needs them."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self._loaded: tuple[Config, tuple[Pack, ...], list[Plan]] | None = None
        self._converted: dict[str, bytes | InputError] = {}

    @property
    def loaded(self) -> bool:
        """Whether packs and upstream plans are there."""
        return self._loaded is not None

    def load(self) -> "tuple[Config, tuple[Pack, ...], list[Plan]]":
        """Configuration, packs and upstream plans. Raises PhaplyError."""
        if self._loaded is None:
            from phaply.audit.recipe import load_orders
            from phaply.parse import parse
            from phaply.readers import read

            config, packs = load_orders(self.orders)
            self._loaded = config, packs, [parse(read(path, ocr=self.orders.ocr)) for path in self.orders.against]
        return self._loaded

    def answer(self, task: Task) -> Answer:
        """What one file gives; never raises but for what kills the process."""
        place, sha256 = task.place, None
        try:
            data = read_bytes(place)
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 == task.known:
                return Answer(sha256, Tally(files=1, kept=1))
            return self._checked(place, data, sha256)
        except Changed as error:
            return self._failed(place, sha256, "changed", error.sentence(self.orders.lang))
        except InputError as error:
            if isinstance(error.__cause__, MemoryError):
                return self._failed(place, sha256, "memory", memory_sentence(place.file, self.orders))
            return self._failed(place, sha256, "unreadable", error.sentence(self.orders.lang))
        except MemoryError:
            return self._failed(place, sha256, "memory", memory_sentence(place.file, self.orders))
        except Exception as error:  # one file's bad luck must not become the others'
            said = f"{type(error).__name__}: {error}"
            vi, en = f"Lỗi bên trong khi xử lý {place.file}: {said}", f"Internal error on {place.file}: {said}"
            return self._failed(place, sha256, "internal", en if self.orders.lang == "en" else vi)

    def check(self, place: Place, data: bytes) -> "tuple[Plan, Any]":
        """The Plan and the Report of a file's bytes. Raises InputError."""
        from phaply.parse import parse
        from phaply.rules import check

        config, packs, upstream = self.load()
        orders = self.orders
        plan = parse(self._document(place, data))
        report = check(
            plan,
            packs=packs,
            as_of=orders.as_of,
            stage=orders.stage,
            upstream=upstream,
            lang=orders.lang,
            config=config,
            today=orders.today or None,
        )
        return plan, report

    def _checked(self, place: Place, data: bytes, sha256: str) -> Answer:
        from phaply.acts.registry import registry, registry_with
        from phaply.audit.records import plan_line

        plan, report = self.check(place, data)
        own = self.load()[0].acts
        line, tally = plan_line(place, plan, report, registry_with(own) if own else registry())
        return Answer(sha256, tally, line)

    def _document(self, place: Place, data: bytes) -> Any:
        from phaply.readers import read

        name = place.file.rpartition("/")[2]
        made = self._converted.pop(hashlib.sha256(data).hexdigest(), None)
        if isinstance(made, bytes):
            from phaply.readers.office import from_converted
            from phaply.readers.sniff import sniff

            return from_converted(made, name=name, sha256=hashlib.sha256(data).hexdigest(), format=sniff(data))
        return read(data, name=name, ocr=self.orders.ocr)

    def _failed(self, place: Place, sha256: str | None, kind: FailureKind, message: str) -> Answer:
        from phaply.audit.records import failure_line

        line, tally = failure_line(place, sha256, kind, message)
        return Answer(sha256, tally, line)

    def convert(self, tasks: Sequence[Task]) -> Iterator[float]:
        """Turn the old office files of a job into DOCX together. Yields how long each run of LibreOffice may take, before it runs."""
        self._converted.clear()
        old = [t for t in tasks if PurePosixPath(t.place.file).suffix.lower() in _OFFICE]
        for i in range(0, len(old), _TOGETHER):
            found: dict[str, bytes] = {}
            for task in old[i : i + _TOGETHER]:
                with contextlib.suppress(Exception):
                    data = read_bytes(task.place)
                    sha256 = hashlib.sha256(data).hexdigest()
                    if sha256 != task.known:
                        found[sha256] = data
            if found:
                yield from self._convert(found)

    def _convert(self, found: dict[str, bytes]) -> Iterator[float]:
        from phaply.readers.docx_parts import OfficeLimits
        from phaply.readers.office import FORMATS, convert_many, find_libreoffice
        from phaply.readers.sniff import sniff

        if find_libreoffice() is None:
            return
        limits = OfficeLimits()
        yield (limits.office_seconds + limits.office_seconds_per_file * len(found)) * (len(found) + 2)
        with tempfile.TemporaryDirectory(prefix="phaply-", ignore_cleanup_errors=True) as folder:
            paths = {}
            for sha256, data in found.items():
                kind = sniff(data)
                if kind in FORMATS:
                    path = Path(folder, f"{sha256}.{FORMATS[kind]}")
                    path.write_bytes(data)
                    paths[path] = sha256
            for path, made in convert_many(paths, limits=limits).items():
                self._converted[paths[path]] = made


def memory_sentence(file: str, orders: Orders) -> str:
    """Said of a file that took too much memory."""
    size = f"{orders.limits.memory / 1e6:.0f} MB"
    if orders.lang == "en":
        return f"{file} took more than {size} of memory and was given up; split it or raise --memory."
    return f"Tệp {file} cần hơn {size} bộ nhớ nên bị bỏ qua; hãy tách tệp hoặc nâng --memory."


def _bound_memory(beyond: int | None) -> None:
    """Let this process take no more than so many bytes beyond what it has; None lifts the bound. Only where the system can."""
    if sys.platform == "win32":
        return
    import resource

    most = resource.RLIM_INFINITY
    if beyond is not None:
        try:
            held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        except (OSError, ValueError, IndexError):
            return  # without knowing what is held there is no saying what is too much; the keeper watches
        most = held + beyond
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _serve(inward: BinaryIO, outward: BinaryIO) -> None:
    frame = receive(inward)
    if frame is None:
        return
    orders = msgspec.msgpack.decode(frame, type=Begin).orders
    desk = Desk(orders)
    say = msgspec.msgpack.Encoder().encode
    send(outward, say(Ready()))
    decoder = msgspec.msgpack.Decoder(Work)
    devnull = open(os.devnull, "w")  # noqa: SIM115, PTH123  (lives as long as the process)
    while (frame := receive(inward)) is not None:
        work = decoder.decode(frame)
        for seconds in desk.convert(work.tasks):
            send(outward, say(Wait(seconds)))
        for task in work.tasks:
            if task.known is None and not desk.loaded:
                send(outward, say(Wait(LOADING)))
                try:
                    desk.load()
                except PhaplyError as error:
                    send(outward, say(Ready((error.vi, error.en))))
                    return
                send(outward, say(Wait(0)))
            # Ends the process from outside Python, should the keeper be gone when a file never ends.
            faulthandler.dump_traceback_later(2 * orders.limits.seconds + 10, exit=True, file=devnull)
            _bound_memory(orders.limits.memory)
            answer = desk.answer(task)
            _bound_memory(None)
            faulthandler.cancel_dump_traceback_later()
            send(outward, say(Result(answer)))


def main() -> None:
    """Serve until the keeper closes the pipe."""
    # What a library prints must not stand among the frames.
    outward = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        _serve(sys.stdin.buffer, outward)


if __name__ == "__main__":
    main()
