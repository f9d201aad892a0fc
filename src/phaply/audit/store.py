"""The store: `OUT/audit.duckdb`, tables made of the shards, for questions in SQL and for export. Made anew whenever the shards change."""

import contextlib
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from phaply.audit.run import Manifest, manifest_of
from phaply.errors import UsageError

__all__ = ["EXPORTS", "TABLES", "build_store", "export", "opened", "query"]

_AT_ONCE = 10
"""Shards read together: some two thousand plans, so that memory stays flat however many there are."""
_MEMORY = 500_000_000
"""Bytes that DuckDB may hold."""

_PLAN = {
    "format": "VARCHAR",
    "pages": "INTEGER",
    "characters": "INTEGER",
    "kind": "VARCHAR",
    "number": "VARCHAR",
    "symbol": "VARCHAR",
    "issuer": "VARCHAR",
    "parent": "VARCHAR",
    "level": "VARCHAR",
    "unit": "VARCHAR",
    "place": "VARCHAR",
    "date": "VARCHAR",
    "subject": "VARCHAR",
    "signer": "VARCHAR",
    "as_of": "VARCHAR",
    "errors": "INTEGER",
    "warnings": "INTEGER",
    "notes": "INTEGER",
    "reviews": "INTEGER",
    "suppressed": "INTEGER",
    "sketch": "UINTEGER[]",
}
_FINDING = {
    "rule": "VARCHAR",
    "outcome": "VARCHAR",
    "level": "VARCHAR",
    "title": "VARCHAR",
    "message": "VARCHAR",
    "path": "VARCHAR",
    "start_at": "INTEGER",
    "end_at": "INTEGER",
    "quote": "VARCHAR",
    "place": "VARCHAR",
    "upstream": "VARCHAR",
    "upstream_path": "VARCHAR",
    "upstream_quote": "VARCHAR",
    "basis": "VARCHAR",
    "basis_act": "VARCHAR",
    "basis_at": "VARCHAR",
    "suggestion": "VARCHAR",
    "confidence": "DOUBLE",
    "fingerprint": "VARCHAR",
}
_COVERAGE = {
    "source": "VARCHAR",
    "path": "VARCHAR",
    "quote": "VARCHAR",
    "start_at": "INTEGER",
    "duty": "INTEGER",
    "status": "VARCHAR",
    "late": "BOOLEAN",
    "wrong_owner": "BOOLEAN",
    "by_path": "VARCHAR",
    "by_quote": "VARCHAR",
    "score": "DOUBLE",
    "why": "VARCHAR",
}
_TASK = {
    "path": "VARCHAR",
    "start_at": "INTEGER",
    "end_at": "INTEGER",
    "words": "VARCHAR",
    "lead": "VARCHAR",
    "support": "VARCHAR",
    "type": "VARCHAR",
    "due_words": "VARCHAR",
    "due_from": "VARCHAR",
    "due": "VARCHAR",
    "recurrence": "VARCHAR",
    "tentative": "BOOLEAN",
    "output": "VARCHAR",
}
_CITATION = {
    "start_at": "INTEGER",
    "end_at": "INTEGER",
    "kind": "VARCHAR",
    "number": "VARCHAR",
    "date": "VARCHAR",
    "title": "VARCHAR",
    "issuer": "VARCHAR",
    "role": "VARCHAR",
    "act": "VARCHAR",
    "resolved_by": "VARCHAR",
    "status": "VARCHAR",
    "status_reason": "VARCHAR",
    "status_verified": "BOOLEAN",
}
_FAILURE = {"kind": "VARCHAR", "message": "VARCHAR"}
_MANY = {"findings": _FINDING, "coverage": _COVERAGE, "tasks": _TASK, "citations": _CITATION}
TABLES: dict[str, dict[str, str]] = {
    "plans": {"file": "VARCHAR", "sha256": "VARCHAR", **_PLAN},
    **{name: {"file": "VARCHAR", "nth": "INTEGER", **columns} for name, columns in _MANY.items()},
    "failures": {"file": "VARCHAR", "sha256": "VARCHAR", **_FAILURE},
}
"""Table → column → type, as docs/audit.md describes them. `nth` counts from 1 within a plan."""
EXPORTS = ("parquet", "csv")


def build_store(out: str | Path) -> Path:
    """Make the store if it is not of the present shards. Raises UsageError without DuckDB or without a finished audit."""
    out = Path(out)
    manifest = manifest_of(out)
    path = out / "audit.duckdb"
    if path.is_file() and _stamp(path) == manifest.stamp:
        return path
    beside = out / ".audit.duckdb.part"
    for old in (beside, beside.with_name(beside.name + ".wal")):
        old.unlink(missing_ok=True)
    duckdb = _duckdb()
    try:
        with contextlib.closing(duckdb.connect(str(beside))) as db:
            _limit(db, out)
            _fill(db, out, manifest)
        beside.replace(path)
    except (OSError, duckdb.Error) as error:
        beside.unlink(missing_ok=True)
        raise UsageError(
            f"Không tạo được {path}: {error}. Kết quả trong {out / 'shards'} vẫn còn nguyên.",
            f"Cannot make {path}: {error}. The results in {out / 'shards'} are untouched.",
        ) from error
    return path


def _fill(db: Any, out: Path, manifest: Manifest) -> None:
    for table, columns in TABLES.items():
        db.execute(f"CREATE TABLE {table} ({', '.join(f'{_q(c)} {t}' for c, t in columns.items())})")
    paths = [str(out / "shards" / f"{shard}.ndjson") for shard in manifest.shards]
    paths.append(str(out / "shards" / "walk.ndjson"))
    for i in range(0, len(paths), _AT_ONCE):
        # The lines of a shard stand by name; ordered like this, the tables are the same whoever made them.
        # No line is longer than its shard; DuckDB sets aside twice the longest line it must be ready for.
        longest = max(Path(path).stat().st_size for path in paths[i : i + _AT_ONCE])
        _limit(db, out, max(_MEMORY, 6 * longest))
        db.execute(
            "CREATE OR REPLACE TEMP TABLE line AS SELECT * EXCLUDE (schema) FROM read_json($paths, format='newline_delimited', "
            f"columns={_columns()}, maximum_object_size={max(longest, 1 << 20)}) WHERE schema IS NULL",
            {"paths": paths[i : i + _AT_ONCE]},
        )
        plan = ", ".join(f"plan.{_q(c)}" for c in _PLAN)
        db.execute(f"INSERT INTO plans SELECT file, sha256, {plan} FROM line WHERE plan IS NOT NULL ORDER BY file")
        for table, columns in _MANY.items():
            row = ", ".join(f"r.{_q(c)}" for c in columns)
            db.execute(
                f"INSERT INTO {table} SELECT file, nth, {row} FROM (SELECT file, unnest({table}) AS r, "
                f"generate_subscripts({table}, 1) AS nth FROM line) ORDER BY file, nth"
            )
        db.execute(
            "INSERT INTO failures SELECT file, sha256, failure.kind, failure.message FROM line "
            "WHERE failure IS NOT NULL ORDER BY file"
        )
    db.execute("DROP TABLE IF EXISTS line")
    db.execute("CREATE TABLE made_of AS SELECT ? AS stamp", [manifest.stamp])


def _columns() -> str:
    columns = {"schema": "VARCHAR", "file": "VARCHAR", "sha256": "VARCHAR", "failure": _struct(_FAILURE)}
    columns |= {"plan": _struct(_PLAN), **{name: f"{_struct(c)}[]" for name, c in _MANY.items()}}
    return "{" + ", ".join(f"{name}: '{kind}'" for name, kind in columns.items()) + "}"


def _struct(columns: dict[str, str]) -> str:
    return "STRUCT(" + ", ".join(f"{_q(c)} {t}" for c, t in columns.items()) + ")"


def _q(column: str) -> str:
    return f'"{column}"'


def _limit(db: Any, out: Path, memory: int = _MEMORY) -> None:
    db.execute("SET memory_limit = ?", [f"{memory}B"])
    db.execute("SET temp_directory = ?", [str(out / ".duckdb")])
    # In a notebook without ipywidgets there is no progress bar, and no setting for it.
    with contextlib.suppress(_duckdb().Error):
        db.execute("SET enable_progress_bar = false")


def _stamp(path: Path) -> str | None:
    duckdb = _duckdb()
    try:
        with contextlib.closing(duckdb.connect(str(path), read_only=True)) as db:
            row = db.execute("SELECT stamp FROM made_of").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


@contextlib.contextmanager
def opened(out: str | Path) -> Iterator[Any]:
    """The store of an audit, up to date, to be read only and from nowhere else."""
    path = build_store(out)
    duckdb = _duckdb()
    try:
        db = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise UsageError(f"Không mở được {path}: {error}", f"Cannot open {path}: {error}") from error
    with contextlib.closing(db):
        _limit(db, Path(out))
        yield db


def query(out: str | Path, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows of a question. The store cannot be changed by it, and it reads no other file. Raises UsageError."""
    duckdb = _duckdb()
    with opened(out) as db:
        db.execute("SET enable_external_access = false")
        db.execute("SET lock_configuration = true")
        try:
            found = db.execute(sql)
            if found.description is None:
                return [], []
            return [str(column[0]) for column in found.description], found.fetchall()
        except duckdb.Error as error:
            said = str(error).strip()
            raise UsageError(f"Câu hỏi chưa đúng: {said}", f"The query is wrong: {said}") from error


def export(out: str | Path, form: str, folder: str | Path) -> list[Path]:
    """Every table as `folder/<table>.parquet` or `.csv`."""
    target = Path(folder)
    made = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        with opened(out) as db:
            for table in TABLES:
                path = target / f"{table}.{form}"
                beside = path.with_name(f".{path.name}.part")
                options = "FORMAT parquet, COMPRESSION zstd" if form == "parquet" else "FORMAT csv, HEADER"
                place = str(beside).replace("'", "''")
                db.execute(f"COPY (SELECT * FROM {table} ORDER BY ALL) TO '{place}' ({options})")
                beside.replace(path)
                made.append(path)
    except (OSError, _duckdb().Error) as error:
        raise UsageError(f"Không ghi được vào {target}: {error}", f"Cannot write into {target}: {error}") from error
    return made


def rows_as(columns: Sequence[str], rows: Sequence[tuple[Any, ...]], form: str) -> bytes:
    """Rows for the terminal (`table`), or as `csv` or `json` (NDJSON)."""
    if form == "json":
        import msgspec

        return b"".join(msgspec.json.encode(dict(zip(columns, row, strict=True)), enc_hook=str) + b"\n" for row in rows)
    if form == "csv":
        import csv
        import io

        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        return text.getvalue().encode("utf-8")
    from io import StringIO

    from rich.console import Console
    from rich.table import Table

    table = Table(*columns)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    page = StringIO()
    Console(file=page, width=160, markup=False, highlight=False).print(table)
    return page.getvalue().encode("utf-8")


def _duckdb() -> Any:
    try:
        return import_module("duckdb")
    except ImportError as error:
        raise UsageError(
            "Bảng dữ liệu và bảng tổng hợp cần DuckDB: hãy cài phaply[audit]. Kết quả rà soát đã được ghi.",
            "Tables and dashboard need DuckDB: install phaply[audit]. The results of the audit are written.",
        ) from error
