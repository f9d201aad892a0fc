"""Parquet files, a few hundred rows at a time; read by DuckDB, which the extra `graph` installs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from phaply.errors import InputError, UsageError

__all__ = ["duckdb", "parquet_rows"]

_ROWS = 200


def duckdb() -> Any:
    """The module `duckdb`. Raises UsageError that says which extra to install, if it is not there."""
    try:
        import duckdb as module
    except ImportError as error:
        raise UsageError(
            'Tệp Parquet cần DuckDB; hãy cài: pip install "phaply[graph]".',
            'Parquet files need DuckDB; install it with: pip install "phaply[graph]".',
        ) from error
    return module


def parquet_rows(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file in their order. Raises InputError if it is none."""
    module = duckdb()
    with module.connect(config={"threads": 1}) as connection:
        try:
            # One thread and the file's own order: the same rows in the same order on every machine.
            found = connection.execute("SELECT * FROM read_parquet(?)", [str(file)])
            names = [column[0] for column in found.description]
            while rows := found.fetchmany(_ROWS):
                yield from (dict(zip(names, row, strict=True)) for row in rows)
        except module.Error as error:
            reason = str(error).split("\n")[0]
            raise InputError(
                f"không đọc được tệp Parquet ({reason})", f"the Parquet file could not be read ({reason})"
            ) from error
