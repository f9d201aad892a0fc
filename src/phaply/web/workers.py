"""The working processes of the page: a few, each answering one ask at a time, ended and started anew when one does not come back."""

import asyncio
import contextlib
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from phaply.errors import InputError
from phaply.web.ask import Answer, Ask, Catalogue
from phaply.web.limits import PageLimits

__all__ = ["Workers"]

_START_SECONDS = 60
_HEAD_START = 0.3
"""Seconds that the first page has for itself before the processes load their rules."""


class _Worker:
    """One process and the pipe to it. Its methods block; `Workers` calls them in threads."""

    def __init__(self, limits: PageLimits) -> None:
        self.limits = limits
        self.folder = ""
        self.process: Any = None
        self.connection: Any = None
        self.catalogue: Catalogue = ()

    def start(self) -> None:
        """Start the process and wait until it has loaded its rules."""
        from phaply.web.work import work

        context = multiprocessing.get_context("spawn")
        self.folder = tempfile.mkdtemp(prefix="phaply-page-")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, self.folder, self.limits.work_bytes), daemon=True)
        self.process.start()
        theirs.close()
        if self.connection.poll(_START_SECONDS):
            with contextlib.suppress(EOFError, OSError):
                self.catalogue = self.connection.recv()[1]

    def ask(self, ask: Ask, step: Callable[[str], None]) -> Answer:
        """The answer. Raises InputError: the process's own, or one for what took too long or broke the process."""
        # A process that was just started finishes loading first; the draft's own time begins with the first step.
        ends = time.monotonic() + _START_SECONDS
        begun = False
        try:
            self.connection.send(ask)
            while self.connection.poll(max(0.0, ends - time.monotonic())):
                kind, value = self.connection.recv()
                if kind == "step":
                    if not begun:
                        begun, ends = True, time.monotonic() + self.limits.work_seconds
                    step(value)
                elif kind == "done":
                    return value  # type: ignore[no-any-return]
                else:
                    raise value
        except (EOFError, OSError) as error:
            self.stop()
            raise InputError(
                f"Tệp {ask.draft.name} làm chương trình dừng giữa chừng nên không kiểm tra được.",
                f"{ask.draft.name} stopped the program; it could not be checked.",
            ) from error
        self.stop()
        raise InputError(
            f"Kiểm tra tệp {ask.draft.name} quá {self.limits.work_seconds:g} giây nên đã dừng. Hãy tách nhỏ tệp.",
            f"Checking {ask.draft.name} took more than {self.limits.work_seconds:g} seconds and was stopped. Split the file.",
        )

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def stop(self) -> None:
        """End the process with all that it started, and remove what it unpacked."""
        if self.process is not None:
            self.connection.close()
            if sys.platform != "win32" and self.process.is_alive():
                # Its group is its own from `os.setsid` on; before that, the process alone is ended.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    if os.getpgid(self.process.pid) == self.process.pid:
                        os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.join(5)
            self.process = None
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = ""


class Workers:
    """The processes, from `start` to `stop`."""

    def __init__(self, limits: PageLimits) -> None:
        self.limits = limits
        self.catalogue: Catalogue = ()
        self._all = [_Worker(limits) for _ in range(limits.workers)]
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(limits.workers, thread_name_prefix="phaply-page")
        self._starting: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to start the processes, without waiting for them."""
        self._starting = [asyncio.create_task(self._start(worker)) for worker in self._all]

    async def _start(self, worker: _Worker) -> None:
        await asyncio.sleep(_HEAD_START)
        await self._run(worker.start)
        self.catalogue = self.catalogue or worker.catalogue
        self._idle.put_nowait(worker)

    async def run(self, ask: Ask, step: Callable[[str], None]) -> Answer:
        """The answer of the first process that is free. Raises InputError."""
        worker = await self._idle.get()
        try:
            if not worker.alive:
                await self._run(worker.start)
            answer: Answer = await self._run(lambda: worker.ask(ask, step))
            return answer
        finally:
            self._idle.put_nowait(worker)

    async def _run(self, work: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def stop(self) -> None:
        """End all processes."""
        for task in self._starting:
            task.cancel()
        for worker in self._all:
            await asyncio.to_thread(worker.stop)
        self._threads.shutdown(wait=False, cancel_futures=True)
