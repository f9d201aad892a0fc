"""The keeper of a worker: hands it files, watches its time and memory, ends it when a file takes too much, and starts the next.

A file on which the worker dies is tried once more, for the worker may have been killed from outside; then it is told as failed.
"""

import contextlib
import hashlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from phaply.audit.contents import read_bytes
from phaply.audit.frames import Begin, Ready, Result, Wait, Work, receive, send
from phaply.audit.model import Answer, FailureKind, Job, Orders, Task
from phaply.audit.records import failure_line
from phaply.errors import PhaplyError, UsageError

__all__ = ["Keeper"]

_LOOK = 0.25
"""Seconds between looks at the worker's memory."""
_START = 120.0
"""Seconds that a worker may take to start, on a machine that is busy with other things."""
_Frame = Ready | Wait | Result


class Keeper:
    """Keeps one worker process, across jobs. Not to be shared by threads."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.Queue[_Frame | None] = queue.Queue()
        self._decoder = msgspec.msgpack.Decoder(Ready | Wait | Result)

    def run(self, job: Job, told: Callable[[Answer], None] | None = None) -> list[Answer]:
        """The answers to a job's files, in order. Raises PhaplyError if no worker can work (a broken rule, no memory at all)."""
        answers: list[Answer] = []
        died: set[int] = set()
        while len(answers) < len(job.tasks):
            kind = self._advance(job.tasks, answers, told)
            if kind is None:
                break
            n = len(answers)
            if kind == "crash" and n not in died:
                died.add(n)
                continue
            answer = self._given_up(job.tasks[n], kind)
            answers.append(answer)
            if told is not None:
                told(answer)
        return answers

    def close(self) -> None:
        """End the worker."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            cast(BinaryIO, process.stdin).close()
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()

    def _advance(
        self, tasks: tuple[Task, ...], answers: list[Answer], told: Callable[[Answer], None] | None
    ) -> FailureKind | None:
        """Take answers until all are there (None) or the worker is gone on the next file (why)."""
        fresh = self._process is None or self._process.poll() is not None
        try:
            process = self._started()
            send(cast(BinaryIO, process.stdin), msgspec.msgpack.encode(Work(tasks[len(answers) :])))
        except OSError:
            self.close()
            return "crash"
        until = time.monotonic() + (_START if fresh else self._orders.limits.seconds)
        while len(answers) < len(tasks):
            frame, over = self._next(process, until)
            if over is not None:
                self.close()
                return over
            match frame:
                case Result(answer):
                    answers.append(answer)
                    if told is not None:
                        told(answer)
                    until = time.monotonic() + self._orders.limits.seconds
                case Wait(seconds):
                    until = time.monotonic() + seconds + self._orders.limits.seconds
                case Ready(problem):
                    if problem is not None:
                        self.close()
                        raise PhaplyError(*problem)
                    until = time.monotonic() + self._orders.limits.seconds
        return None

    def _next(self, process: "subprocess.Popen[bytes]", until: float) -> tuple[_Frame | None, FailureKind | None]:
        while True:
            try:
                frame = self._frames.get(timeout=min(_LOOK, max(0.01, until - time.monotonic())))
            except queue.Empty:
                if time.monotonic() >= until:
                    return None, "time"
                if (resident(process.pid) or 0) > self._orders.limits.memory + _OWN:
                    return None, "memory"
                continue
            return frame, "crash" if frame is None else None

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        # Workers must find the same phaply, whatever way the parent found it.
        paths = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", "phaply.audit.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in paths if p), **_ONE_THREAD},
            )
        except OSError as error:
            raise UsageError(
                f"Không khởi động được tiến trình làm việc: {error.strerror}.",
                f"Cannot start a worker process: {error.strerror}.",
            ) from error
        self._process = process
        self._frames = queue.Queue()
        threading.Thread(target=self._listen, args=(process, self._frames), daemon=True).start()
        send(cast(BinaryIO, process.stdin), msgspec.msgpack.encode(Begin(self._orders)))
        return process

    def _listen(self, process: "subprocess.Popen[bytes]", frames: "queue.Queue[_Frame | None]") -> None:
        pipe = cast(BinaryIO, process.stdout)
        with contextlib.suppress(OSError, ValueError, msgspec.DecodeError), pipe:
            while (frame := receive(pipe)) is not None:
                frames.put(self._decoder.decode(frame))
        frames.put(None)

    def _given_up(self, task: Task, kind: FailureKind) -> Answer:
        file, limits = task.place.file, self._orders.limits
        vi, en = {
            "time": (
                f"Tệp {file} xử lý quá {limits.seconds:g} giây nên bị bỏ qua; hãy tách tệp hoặc nâng --timeout.",
                f"{file} took longer than {limits.seconds:g} seconds and was given up; split it or raise --timeout.",
            ),
            "memory": (
                f"Tệp {file} cần hơn {limits.memory / 1e6:.0f} MB bộ nhớ nên bị bỏ qua; hãy tách tệp hoặc nâng --memory.",
                f"{file} took more than {limits.memory / 1e6:.0f} MB of memory and was given up; split it or raise --memory.",
            ),
            "crash": (
                f"Tiến trình làm việc dừng đột ngột hai lần khi xử lý {file} nên tệp bị bỏ qua.",
                f"The worker process died twice on {file}, so the file was given up.",
            ),
        }[kind]
        sha256 = None
        with contextlib.suppress(PhaplyError, MemoryError):
            sha256 = hashlib.sha256(read_bytes(task.place)).hexdigest()
        line, tally = failure_line(task.place, sha256, kind, en if self._orders.lang == "en" else vi)
        return Answer(sha256, tally, line)


_OWN = 600_000_000
"""What a worker with all packs and word lists may hold before any file."""
# A library that starts a thread per core in every worker only gets in the way of the other workers.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def resident(pid: int) -> int | None:
    """Bytes of memory that a process holds; None where the system does not tell without further means."""
    if sys.platform == "win32":
        return _resident_windows(pid)
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None


def _resident_windows(pid: int) -> int | None:
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = [
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            *(
                (name, ctypes.c_size_t)
                for name in ("PeakWorkingSetSize", "WorkingSetSize", "a", "b", "c", "d", "e", "f")
            ),
        ]

    query_limited_information = 0x1000
    handle = ctypes.windll.kernel32.OpenProcess(query_limited_information, False, pid)
    if not handle:
        return None
    try:
        counters = Counters(cb=ctypes.sizeof(Counters))
        told = ctypes.windll.psapi.GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
        return int(counters.WorkingSetSize) if told else None
    finally:
        ctypes.windll.kernel32.CloseHandle(handle)
