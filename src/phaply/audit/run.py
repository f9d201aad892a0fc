"""An audit from end to end: find the files, do what is not done, put the shards in place, make tables and dashboard of them."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from phaply import __version__
from phaply.audit.executors import Cluster, Executor, LocalProcesses
from phaply.audit.lock import held
from phaply.audit.model import Job, Limits, Orders, Place, Tally
from phaply.audit.places import Found, find_places
from phaply.audit.progress import Progress, progress_for
from phaply.audit.recipe import recipe_of
from phaply.audit.records import failure_line
from phaply.audit.shards import Shelf, put_file
from phaply.errors import InputError, UsageError
from phaply.rules.model import Stage

__all__ = ["Limits", "Manifest", "Outcome", "audit", "manifest_of"]

_SCHEMA = "phaply/audit/1"
_BLOCKED = "walk.ndjson"
"""What could not be opened; it belongs to no file, so to no shard."""


class Manifest(Struct, frozen=True):
    """`OUT/audit.json`: what was audited, how, and which shards make up the result. Written last."""

    schema: str
    version: str
    recipe: str
    stamp: str
    sources: tuple[str, ...]
    orders: Orders
    tally: Tally
    passed: dict[str, int]
    """Ending → files that were passed over."""
    shards: tuple[str, ...]


class Outcome(Struct, frozen=True):
    """What an audit came to."""

    tally: Tally
    fresh: int
    """Files checked in this run."""
    changed: bool
    """Whether the result differs from what was there before."""


def audit(
    sources: "list[str] | tuple[str, ...]",
    out: str | Path,
    *,
    against: "list[str] | tuple[str, ...]" = (),
    packs: tuple[str, ...] | None = None,
    as_of: str | None = None,
    stage: Stage = "issued",
    config: str | None = None,
    lang: str = "vi",
    ocr: bool = False,
    today: str = "",
    workers: int = 0,
    cluster: str | None = None,
    limits: Limits | None = None,
    retry: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Check every plan of folders, zip files and lists into the folder `out`; run again, it does only what is not done.

    Writes the shards and `audit.json` (docs/audit.md); dashboard and tables are made of them by the command line.

    Args:
        sources: Folders, zip files, single files, and `@LIST` for a text file with one path a line.
        out: Folder of the results; made if it is not there.
        against: Files of the documents above (văn bản cấp trên).
        packs: Ids of shipped packs or folders; None for the default ones.
        as_of: The day (ISO) to judge by, in place of each plan's own.
        stage: `issued` or `draft`.
        config: Path of a `phaply.yaml`.
        lang: Language of the findings, `vi` or `en`.
        ocr: Whether scans are recognised and pictures are documents.
        today: The day (ISO) by which suppressions run out; empty lets them all live.
        workers: Processes, 0 for one per core.
        cluster: Address of a dask scheduler to work on instead.
        limits: Seconds and bytes that one file may take before it is given up.
        retry: Try again the files that were given up.
        progress: Is told how far it is.

    Raises:
        PhaplyError: An upstream document, a pack or the folder cannot be used; whatever was done until then is kept.
    """
    out = Path(out)
    for path in against:
        if not Path(path).is_file():
            raise InputError(f"Không đọc được văn bản cấp trên {path}.", f"Cannot read the upstream document {path}.")
    orders = Orders(
        packs=tuple(_absolute(p) for p in packs) if packs else None,
        against=tuple(str(Path(p).resolve()) for p in against),
        as_of=as_of,
        stage=stage,
        config=str(Path(config).resolve()) if config else None,
        lang=lang,
        today=today,
        ocr=ocr,
        limits=limits or Limits(),
    )
    with held(out):
        recipe = recipe_of(orders)
        executor: Executor = (
            Cluster(orders, cluster, recipe) if cluster else LocalProcesses(orders, workers or usable_cores())
        )
        return _audit(sources, out, orders, recipe, executor, retry, progress or progress_for("quiet"))


def _audit(
    sources: "list[str] | tuple[str, ...]",
    out: Path,
    orders: Orders,
    recipe: str,
    executor: Executor,
    retry: bool,
    progress: Progress,
) -> Outcome:
    found = find_places(sources, leave_out=out, pictures=orders.ocr)
    folder = out / "shards"
    folder.mkdir(exist_ok=True)
    shelf = Shelf(folder, recipe, retry)
    jobs = shelf.jobs(found.places)
    whole = {job.shard for job, there in jobs if there}
    fresh = 0
    with progress:
        progress.begin(len(found.places))
        for job, answers in executor.run(_jobs(jobs), progress.told):
            new = sum(a.line is not None for a in answers)
            fresh += new
            if new or job.shard not in whole:
                shelf.put(job, answers)
    shards = tuple(job.shard for job, _ in jobs)
    _put_blocked(folder / _BLOCKED, found, orders)
    shelf.clear((*shards, Path(_BLOCKED).stem))
    manifest = Manifest(
        schema=_SCHEMA,
        version=__version__,
        recipe=recipe,
        stamp=shelf.stamp(shards),
        sources=tuple(_source(s) for s in sources),
        orders=msgspec.structs.replace(orders, today=""),
        tally=shelf.tally(shards) + Tally(files=len(found.blocked), failures=len(found.blocked)),
        passed=found.passed,
        shards=shards,
    )
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
    path = out / "audit.json"
    changed = not path.is_file() or path.read_bytes() != data
    if changed:
        put_file(path, (data,))
    return Outcome(manifest.tally, fresh, changed)


def _jobs(jobs: list[tuple[Job, bool]]) -> Iterator[Job]:
    for job, _ in jobs:
        yield job


def _put_blocked(path: Path, found: Found, orders: Orders) -> None:
    lines = []
    for blocked in found.blocked:
        said = blocked.en if orders.lang == "en" else blocked.vi
        lines.append(failure_line(Place(blocked.file, b""), None, "folder", said)[0])
    data = b"".join(lines)
    if not path.is_file() or path.read_bytes() != data:
        put_file(path, (data,))


def manifest_of(out: str | Path) -> Manifest:
    """The manifest of a finished audit. Raises UsageError if there is none."""
    try:
        return msgspec.json.decode((Path(out) / "audit.json").read_bytes(), type=Manifest)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"Trong {out} chưa có kết quả; hãy chạy phaply audit THƯ-MỤC -o {out} cho đến khi xong.",
            f"There is no finished result in {out}; run phaply audit FOLDER -o {out} to its end.",
        ) from error


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def _absolute(pack: str) -> str:
    path = Path(pack)
    return str(path.resolve()) if (path / "pack.yaml").is_file() else pack


def _source(source: str) -> str:
    if source.startswith("@"):
        return "@" + str(Path(source[1:]).resolve())
    return str(Path(source).resolve())
