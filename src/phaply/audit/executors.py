"""Where the jobs are done: in processes of this machine, or on a dask.distributed cluster. Both run the same job the same way."""

import contextlib
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, Protocol

from phaply.audit.keeper import Keeper
from phaply.audit.model import Answer, Job, Orders
from phaply.audit.recipe import recipe_of
from phaply.errors import UsageError

__all__ = ["Cluster", "Executor", "LocalProcesses"]

Told = Callable[[Answer], None]
Done = tuple[Job, list[Answer]]


class Executor(Protocol):
    """Does jobs, in whatever order they come to an end."""

    def run(self, jobs: Iterable[Job], told: Told) -> Iterator[Done]:
        """The answers to each job. `told` hears of single files where they are near enough; it may be called from any thread."""
        ...


class LocalProcesses:
    """Workers on this machine, each with a thread here that keeps it."""

    def __init__(self, orders: Orders, workers: int) -> None:
        self._orders = orders
        self._workers = workers

    def run(self, jobs: Iterable[Job], told: Told) -> Iterator[Done]:
        """The answers to each job."""
        done: queue.Queue[Done | BaseException] = queue.Queue()
        local = threading.local()
        keepers: list[Keeper] = []
        stopped = threading.Event()

        def work(job: Job) -> None:
            if stopped.is_set():
                return
            try:
                if not hasattr(local, "keeper"):
                    local.keeper = Keeper(self._orders)
                    keepers.append(local.keeper)
                done.put((job, local.keeper.run(job, told)))
            except BaseException as error:  # told where the results are awaited
                done.put(error)

        waiting = iter(jobs)
        pool = ThreadPoolExecutor(self._workers, thread_name_prefix="phaply-audit")
        try:
            under_way = 0
            for job in _take(waiting, 2 * self._workers):
                pool.submit(work, job)
                under_way += 1
            while under_way:
                result = done.get()
                under_way -= 1
                if isinstance(result, BaseException):
                    raise result
                for job in _take(waiting, 1):
                    pool.submit(work, job)
                    under_way += 1
                yield result
        finally:
            stopped.set()
            for keeper in keepers:
                keeper.close()
            pool.shutdown(wait=True, cancel_futures=True)


class Cluster:
    """Workers of a dask.distributed cluster; they must reach the files under the same paths. Results come home by the network."""

    def __init__(self, orders: Orders, address: str, recipe: str) -> None:
        self._orders = orders
        self._address = address
        self._recipe = recipe

    def run(self, jobs: Iterable[Job], told: Told) -> Iterator[Done]:
        """The answers to each job. A lost worker's job is done again by another."""
        try:
            distributed: Any = import_module("distributed")
        except ImportError as error:
            raise UsageError(
                "--cluster cần dask: hãy cài phaply[cluster].", "--cluster needs dask: install phaply[cluster]."
            ) from error
        try:
            client = distributed.Client(self._address, timeout="20s", set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(
                f"Không kết nối được cụm máy {self._address}: {error}.",
                f"Cannot connect to the cluster {self._address}: {error}.",
            ) from error
        with contextlib.closing(client):
            if not client.scheduler_info(n_workers=-1)["workers"]:
                client.wait_for_workers(1, timeout=60)
            waiting = iter(jobs)
            under_way: dict[str, Job] = {}

            def submit(job: Job) -> Any:
                future = client.submit(
                    do_job, self._orders, job, self._recipe, key=f"phaply-{self._recipe}-{job.shard}"
                )
                under_way[future.key] = job
                return future

            threads = sum(client.nthreads().values())
            first = [submit(job) for job in _take(waiting, 2 * threads)]
            results = distributed.as_completed(first, loop=client.loop)
            for future in results:
                job = under_way.pop(future.key)
                answers = future.result()
                future.release()
                for following in _take(waiting, 1):
                    results.add(submit(following))
                for answer in answers:
                    told(answer)
                yield job, answers


_kept = threading.local()


def do_job(orders: Orders, job: Job, recipe: str) -> list[Answer]:
    """One job, on whatever machine this is called; the worker process stays for the next job of this thread.

    Raises UsageError where this machine's phaply or files differ from those at home, for its results would differ too.
    """
    known: tuple[Orders, Keeper] | None = getattr(_kept, "keeper", None)
    if known is None or known[0] != orders:
        if recipe_of(orders) != recipe:
            raise UsageError(
                "Máy trong cụm có phiên bản phaply, bộ quy tắc hoặc văn bản cấp trên khác máy này.",
                "A machine of the cluster has another phaply, other rules or other upstream documents than this one.",
            )
        if known is not None:
            known[1].close()
        known = _kept.keeper = (orders, Keeper(orders))
    return known[1].run(job)


def _take(jobs: Iterator[Job], count: int) -> Iterator[Job]:
    for _, job in zip(range(count), jobs, strict=False):
        yield job
