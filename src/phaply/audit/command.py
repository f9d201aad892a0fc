"""The command `phaply audit`: one audit with all that is made of it, what is said of it, and the exit code."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from phaply.audit.model import Limits, Tally
from phaply.audit.progress import Mode, progress_for
from phaply.audit.run import audit
from phaply.errors import PhaplyError, UsageError
from phaply.rules.model import Stage

__all__ = ["Request", "answer", "run"]


class Request(Struct, frozen=True):
    """What `phaply audit` was asked."""

    sources: tuple[str, ...]
    out: str
    against: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    as_of: str | None = None
    stage: Stage = "issued"
    config: str | None = None
    units: str | None = None
    workers: int = 0
    cluster: str | None = None
    timeout: float = 60.0
    memory: int = 2000
    """Megabytes."""
    retry: bool = False
    reports: int = 50
    progress: Mode = "auto"
    fail_on: str = "never"
    ocr: bool = False
    lang: str = "vi"


def run(request: Request, say: Callable[[str], None]) -> int:
    """Audit, then store and dashboard; the exit code of the contract. `say` takes sentences for people, in the request's language."""
    from phaply.audit.reporting import report

    if request.timeout <= 0 or request.memory <= 0:
        raise UsageError("--timeout và --memory phải lớn hơn 0.", "--timeout and --memory must be greater than 0.")
    if request.units is not None and not Path(request.units).is_file():
        raise UsageError(f"Không tìm thấy tệp {request.units}.", f"There is no file {request.units}.")
    done = audit(
        request.sources,
        request.out,
        against=request.against,
        packs=request.rules or None,
        as_of=request.as_of,
        stage=request.stage,
        config=request.config,
        lang=request.lang,
        ocr=request.ocr,
        today=date.today().isoformat(),
        workers=request.workers,
        cluster=request.cluster,
        limits=Limits(request.timeout, request.memory * 1_000_000),
        retry=request.retry,
        progress=progress_for(request.progress, request.lang),
    )
    page = Path(request.out) / "dashboard.html"
    if done.changed or request.units is not None or not page.is_file():
        try:
            report(request.out, units=request.units, reports=request.reports, lang=request.lang)
        except PhaplyError as error:
            # The audit itself is done; what only shows it must not make it look undone.
            say(error.sentence(request.lang))
    if request.progress != "quiet":
        say(_summary(done.tally, done.fresh, page, request.lang))
    if done.tally.failures:
        return 3
    return int(_failed(done.tally, request.fail_on))


def _failed(tally: Tally, fail_on: str) -> bool:
    levels: Sequence[int] = (tally.errors, tally.warnings, tally.notes)
    least = {"error": 1, "warning": 2, "note": 3}.get(fail_on, 0)
    return any(levels[:least])


def _summary(tally: Tally, fresh: int, page: Path, lang: str) -> str:
    where = str(page if page.is_file() else page.parent)
    if lang == "en":
        failed = f", {tally.failures} failed" if tally.failures else ""
        return f"{tally.files} files ({fresh} new){failed}: {tally.errors} errors, {tally.warnings} warnings → {where}"
    failed = f", {tally.failures} tệp không xử lý được" if tally.failures else ""
    return f"{tally.files} tệp ({fresh} tệp mới){failed}: {tally.errors} lỗi, {tally.warnings} cảnh báo → {where}"


def answer(out: str, sql: str, form: str) -> bytes:
    """The rows that a question gives. `-` reads it from standard input."""
    from phaply.audit.store import query, rows_as

    text = sys.stdin.read() if sql == "-" else sql
    return rows_as(*query(out, text), form)
