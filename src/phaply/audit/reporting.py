"""What is made of a finished audit: store, dashboard, workbook, and the reports of single plans, each only if it is not there."""

import contextlib
import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from phaply.audit.contents import read_bytes
from phaply.audit.dashboard import render_dashboard
from phaply.audit.figures import Figures, figures_of, read_units, report_name
from phaply.audit.places import find_places
from phaply.audit.run import Manifest, manifest_of
from phaply.audit.shards import put_file
from phaply.audit.store import opened
from phaply.audit.workbook import render_workbook
from phaply.audit.worker import Desk
from phaply.errors import PhaplyError, UsageError

__all__ = ["report", "report_of_plan"]


def report(
    out: str | Path,
    *,
    units: str | Path | None = None,
    reports: int = 50,
    today: str | None = None,
    lang: str | None = None,
) -> Path:
    """Write `OUT/dashboard.html`, `OUT/dashboard.xlsx` and the reports of the `reports` worst plans; the path of the page.

    Raises UsageError without a finished audit or without DuckDB.
    """
    out = Path(out)
    manifest = manifest_of(out)
    lang = lang or manifest.orders.lang
    day = today or date.today().isoformat()
    named = read_units(units) if units is not None else None
    with opened(out) as db:
        figures = figures_of(db, named, day)
    _write_reports(out, manifest, figures, reports)
    written = {path.name for path in (out / "reports").glob("*.html")} if reports else set()
    page = render_dashboard(
        figures, sources=manifest.sources, passed=manifest.passed, written=written, today=day, lang=lang
    )
    put_file(out / "dashboard.xlsx", (render_workbook(figures, lang),))
    put_file(out / "dashboard.html", (page.encode("utf-8"),))
    return out / "dashboard.html"


def report_of_plan(out: str | Path, file: str) -> Path:
    """Write the report of one plan, by its name in the results. Raises UsageError if there is none of that name."""
    out = Path(out)
    manifest = manifest_of(out)
    with opened(out) as db:
        found = db.execute("SELECT file, sha256 FROM plans WHERE file = ?", [file]).fetchone()
    if found is None:
        raise UsageError(f"Trong {out} không có kế hoạch {file}.", f"There is no plan {file} in {out}.")
    path = out / "reports" / report_name(*found)
    if not _write(out, manifest, [found]):
        raise UsageError(
            f"Tệp {file} đã thay đổi hoặc không còn; hãy chạy lại phaply audit.",
            f"{file} has changed or is gone; run phaply audit again.",
        )
    return path


def _write_reports(out: Path, manifest: Manifest, figures: Figures, count: int) -> None:
    folder = out / "reports"
    # Those of plans that are gone, or that have other words now, would tell what is no longer so.
    current = {row[-1] for row in figures.plans}
    if folder.is_dir():
        for path in folder.glob("*.html"):
            if path.name not in current:
                with contextlib.suppress(OSError):
                    path.unlink()
    wanted = [row for row in figures.plans if any(row[4:8])][:count]
    missing = {row[0] for row in wanted if not (folder / row[-1]).is_file()}
    if missing:
        with opened(out) as db:
            rows = db.execute(
                "SELECT file, sha256 FROM plans WHERE list_contains(?, file) ORDER BY file", [sorted(missing)]
            ).fetchall()
        _write(out, manifest, rows)


def _write(out: Path, manifest: Manifest, plans: Sequence[tuple[str, str]]) -> int:
    """Write these plans' reports; how many could be: those whose file still holds what was audited."""
    from phaply.report import render

    folder = out / "reports"
    folder.mkdir(exist_ok=True)
    places = {p.file: p for p in find_places(manifest.sources, leave_out=out).places}
    desk = Desk(manifest.orders)
    done = 0
    for file, digest in plans:
        with contextlib.suppress(PhaplyError):
            data = read_bytes(places[file]) if file in places else b""
            if hashlib.sha256(data).hexdigest() == digest:
                plan, found = desk.check(places[file], data)
                put_file(folder / report_name(file, digest), (render(found, plan, "html", manifest.orders.lang),))
                done += 1
    return done
