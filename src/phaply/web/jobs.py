"""What was sent and what was found, in memory only, under names that cannot be guessed, until it expires."""

import asyncio
import secrets
import time
from datetime import date
from typing import Literal

from msgspec import Struct, field

from phaply.errors import InputError, PhaplyError, UsageError
from phaply.web.ask import Answer, Ask, Choices, Form, Source
from phaply.web.limits import PageLimits
from phaply.web.workers import Workers

__all__ = ["Entry", "Job", "Jobs"]

Key = tuple[Form, str]
"""Shape of an answer and its language."""


class Entry(Struct):
    """One draft of a job."""

    draft: Source
    state: Literal["waiting", "working", "done", "failed"] = "waiting"
    step: str = "waiting"
    error: InputError | None = None
    answers: dict[Key, Answer] = field(default_factory=dict)
    under_way: dict[Key, "asyncio.Task[Answer]"] = field(default_factory=dict)


class Job(Struct):
    """One request: drafts, the plans above them, how to check."""

    name: str
    entries: list[Entry]
    above: tuple[Source, ...]
    choices: Choices
    touched: float

    @property
    def done(self) -> bool:
        """Whether every draft has its answer or its error."""
        return all(e.state in ("done", "failed") for e in self.entries)

    @property
    def size(self) -> int:
        """Bytes held."""
        files = sum(len(s.data) for s in self.above) + sum(len(e.draft.data) for e in self.entries)
        return files + sum(len(a.data) for e in self.entries for a in e.answers.values())


class Jobs:
    """All jobs of a running page."""

    def __init__(self, limits: PageLimits, workers: Workers) -> None:
        self.limits = limits
        self.workers = workers
        self._jobs: dict[str, Job] = {}

    def open(self, drafts: list[Source], above: list[Source], choices: Choices, lang: str) -> Job:
        """A new job, already at work. Raises UsageError if too much is waiting."""
        self.forget_old()
        pending = sum(e.state in ("waiting", "working") for job in self._jobs.values() for e in job.entries)
        if pending + len(drafts) > self.limits.waiting:
            raise UsageError(
                "Máy đang bận kiểm tra nhiều văn bản. Hãy thử lại sau ít phút.",
                "Too many documents are waiting. Try again in a few minutes.",
            )
        job = Job(secrets.token_urlsafe(18), [Entry(d) for d in drafts], tuple(above), choices, time.monotonic())
        self._make_room(job.size)
        self._jobs[job.name] = job
        for entry in job.entries:
            self._begin(job, entry, "view", lang)
        return job

    def find(self, name: str) -> Job | None:
        """The job of this name, if it has not expired."""
        self.forget_old()
        job = self._jobs.get(name)
        if job is not None:
            job.touched = time.monotonic()
        return job

    async def answer(self, job: Job, entry: Entry, form: Form, lang: str) -> Answer:
        """The answer in this shape and language; kept, so that it is made once. Raises InputError."""
        known = entry.answers.get((form, lang))
        if known is not None:
            return known
        task = entry.under_way.get((form, lang)) or self._begin(job, entry, form, lang)
        # A visitor who leaves must not stop the work that another look waits for.
        return await asyncio.shield(task)

    def _begin(self, job: Job, entry: Entry, form: Form, lang: str) -> "asyncio.Task[Answer]":
        task = asyncio.create_task(self._work(job, entry, form, lang))
        task.add_done_callback(lambda t: t.cancelled() or t.exception())  # looked at here, so that none is left unread
        entry.under_way[form, lang] = task
        return task

    async def _work(self, job: Job, entry: Entry, form: Form, lang: str) -> Answer:
        first = entry.state == "waiting"

        def step(name: str) -> None:
            if first:
                entry.state, entry.step = "working", name

        ask = Ask(entry.draft, job.above, job.choices, form, lang, date.today().isoformat())
        try:
            answer = await self.workers.run(ask, step)
        except PhaplyError as error:
            said = error if isinstance(error, InputError) else InputError(error.vi, error.en)
            if first:
                entry.state, entry.error = "failed", said
            raise said from error
        finally:
            entry.under_way.pop((form, lang), None)
        entry.answers[form, lang] = answer
        if first:
            entry.state = "done"
        return answer

    def forget_old(self) -> None:
        """Drop what has not been looked at for long enough."""
        oldest = time.monotonic() - self.limits.keep_seconds
        for name in [n for n, job in self._jobs.items() if job.touched < oldest and job.done]:
            del self._jobs[name]

    def _make_room(self, size: int) -> None:
        held = sum(job.size for job in self._jobs.values())
        for name, job in sorted(self._jobs.items(), key=lambda item: item[1].touched):
            if len(self._jobs) < self.limits.jobs and held + size <= self.limits.kept_bytes:
                return
            if job.done:
                held -= job.size
                del self._jobs[name]
        if len(self._jobs) >= self.limits.jobs or held + size > self.limits.kept_bytes:
            raise UsageError(
                "Máy đang giữ quá nhiều văn bản chưa kiểm tra xong. Hãy thử lại sau ít phút.",
                "Too many documents are still being checked. Try again in a few minutes.",
            )
