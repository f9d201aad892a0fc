"""Progress that tells the truth: files done of files found, rate, time left, findings so far, failures. Always on standard error."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Literal, Protocol, TextIO

import msgspec

from phaply.audit.model import Answer, Tally

__all__ = ["Mode", "Progress", "progress_for"]

Mode = Literal["auto", "plain", "json", "quiet"]
_EVERY = {"plain": 10.0, "json": 1.0}


class Progress(Protocol):
    """Hears of every file as it is done, from any thread."""

    def __enter__(self) -> "Progress": ...
    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def begin(self, total: int) -> None:
        """So many files were found."""
        ...

    def told(self, answer: Answer) -> None:
        """One file is done."""
        ...


class _Counting:
    """Counts under a lock, and says a line every so often."""

    def __init__(self, say: Callable[[dict[str, float | int | None]], None], every: float) -> None:
        self._say = say
        self._every = every
        self._lock = threading.Lock()
        self._tally = Tally()
        self._total = 0
        self._began = self._last = time.monotonic()

    def __enter__(self) -> "_Counting":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._total:
            self._say(self._state())

    def begin(self, total: int) -> None:
        """So many files were found."""
        self._total = total
        self._began = self._last = time.monotonic()
        self._say(self._state())

    def told(self, answer: Answer) -> None:
        """One file is done."""
        with self._lock:
            self._tally += answer.tally
            now = time.monotonic()
            if now - self._last < self._every:
                return
            self._last = now
            state = self._state()
        self._say(state)

    def _state(self) -> dict[str, float | int | None]:
        t = self._tally
        seconds = time.monotonic() - self._began
        # What was done before took no time to speak of; the rate that tells the time left is that of new files.
        fresh = t.files - t.kept
        rate = fresh / seconds if fresh and seconds > 0 else None
        return {
            "files": t.files,
            "total": self._total,
            "kept": t.kept,
            "failures": t.failures,
            "errors": t.errors,
            "warnings": t.warnings,
            "notes": t.notes,
            "reviews": t.reviews,
            "seconds": round(seconds, 1),
            "rate": round(rate, 1) if rate else None,
            "left": round((self._total - t.files) / rate) if rate else None,
        }


class _Quiet(_Counting):
    def __init__(self) -> None:
        super().__init__(lambda _: None, float("inf"))


class _Bar(_Counting):
    """A bar in the terminal."""

    def __init__(self, lang: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bars

        super().__init__(self._show, 0.2)
        self._lang = lang
        self._bars = Bars(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bars.add_task("")

    def __enter__(self) -> "_Bar":
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, value, trace)
        self._bars.stop()

    def _show(self, state: dict[str, float | int | None]) -> None:
        self._bars.update(
            self._task,
            total=self._total,
            completed=int(state["files"] or 0),
            description=_sentence(state, self._lang, bare=True),
        )


def progress_for(mode: Mode, lang: str = "vi", stream: TextIO | None = None) -> Progress:
    """`auto`: a bar in a terminal, else plain lines; `json`: an object a line; `quiet`: nothing."""
    out = stream or sys.stderr
    if mode == "auto":
        if out.isatty():
            return _Bar(lang)
        mode = "plain"
    if mode == "quiet":
        return _Quiet()

    def say(state: dict[str, float | int | None]) -> None:
        text = msgspec.json.encode(state).decode("utf-8") if mode == "json" else _sentence(state, lang)
        out.write(text + "\n")
        out.flush()

    return _Counting(say, _EVERY[mode])


_WORDS = {
    "vi": (
        "{files}/{total} tệp",
        "{rate}/giây",
        "còn {left}",
        "{errors} lỗi",
        "{warnings} cảnh báo",
        "{failures} tệp hỏng",
        "{kept} đã có",
    ),
    "en": (
        "{files}/{total} files",
        "{rate}/s",
        "{left} left",
        "{errors} errors",
        "{warnings} warnings",
        "{failures} failed",
        "{kept} kept",
    ),
}


def _sentence(state: dict[str, float | int | None], lang: str, bare: bool = False) -> str:
    files, rate, left, errors, warnings, failures, kept = _WORDS["en" if lang == "en" else "vi"]
    parts = [] if bare else [files]
    if state["rate"] and state["files"] != state["total"]:
        parts += [rate, left]
    parts += [errors, warnings]
    parts += [failures] if state["failures"] else []
    parts += [kept] if state["kept"] else []
    values = {**state, "left": _clock(int(state["left"] or 0))}
    return " · ".join(parts).format(**values)


def _clock(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
