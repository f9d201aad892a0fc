"""The registry's files: `acts.tsv` (one act a line) and `changes.tsv` (one event in the life of an act a line).

Plain tab-separated text in UTF-8 with a heading line, so that a legal officer can read, correct and compare them.
"""

import os
import tempfile
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import cast, get_args

from phaply.acts.keys import key_of
from phaply.acts.model import Act, Change, ChangeKind
from phaply.errors import InputError

__all__ = ["ACT_COLUMNS", "CHANGE_COLUMNS", "act_of", "changes_of", "table", "write_acts"]

ACT_COLUMNS = ("kind", "number", "title", "issued", "issuer", "effective", "expires", "source", "verified")
CHANGE_COLUMNS = ("act", "change", "by", "effective", "partial", "source", "verified")
_CHANGE_KINDS = frozenset(get_args(ChangeKind))


def table(file: Path | Traversable, columns: tuple[str, ...]) -> list[list[str]]:
    """The rows of a table, each as long as `columns`. Raises InputError naming the line that is not."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"Không đọc được danh mục {file.name}: tệp thiếu hoặc không phải mã UTF-8.",
            f"The list {file.name} could not be read: it is missing or not UTF-8.",
        ) from error
    if tuple(lines[0].rstrip("\r").split("\t")) != columns:
        raise InputError(
            f"{file.name}: dòng đầu phải là tên các cột {', '.join(columns)}.",
            f"{file.name}: the first line must name the columns {', '.join(columns)}.",
        )
    rows = [line.rstrip("\r").split("\t") for line in lines[1:] if line]
    width = len(columns)
    for i, row in enumerate(rows, 2):
        if len(row) != width:
            raise InputError(
                f"{file.name}, dòng {i}: có {len(row)} cột, phải là {width}.",
                f"{file.name}, line {i}: {len(row)} columns where {width} are needed.",
            )
    return rows


def act_of(row: list[str], changes: tuple[Change, ...] = ()) -> Act:
    """The act of one row of `acts.tsv`."""
    kind, number, title, issued, issuer, effective, expires, source, verified = row
    return Act(
        key=key_of(kind, number or None, issuer or None, issued or None),
        kind=kind,
        number=number or None,
        title=title or None,
        issuer=issuer or None,
        issued=issued or None,
        effective=effective or None,
        expires=expires or None,
        changes=changes,
        source=source or None,
        verified=verified != "false",
    )


def changes_of(rows: Iterable[list[str]]) -> dict[str, list[Change]]:
    """Key of an act → what happened to it, from the rows of `changes.tsv`. Raises InputError for an unknown kind of change."""
    found: dict[str, list[Change]] = {}
    for act, kind, by, effective, partial, source, verified in rows:
        if kind not in _CHANGE_KINDS:
            raise InputError(
                f"changes.tsv: “{kind}” không phải là một loại thay đổi.",
                f"changes.tsv: “{kind}” is no kind of change.",
            )
        change = Change(
            by=by,
            kind=cast(ChangeKind, kind),
            effective=effective or None,
            partial=partial == "true",
            source=source or None,
            verified=verified != "false",
        )
        found.setdefault(act, []).append(change)
    return found


def write_acts(folder: Path, acts: Iterable[Act]) -> None:
    """Write both tables into `folder`, sorted, each beside its place first and then moved there."""
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(acts, key=lambda a: (a.issued or "", a.kind, a.number or "", a.key))
    lines = ["\t".join(ACT_COLUMNS)]
    events = ["\t".join(CHANGE_COLUMNS)]
    for act in ordered:
        cells = (act.kind, act.number, act.title, act.issued, act.issuer, act.effective, act.expires, act.source)
        lines.append("\t".join((*map(_cell, cells), _truth(act.verified))))
        for change in act.changes:
            said = (act.key, change.kind, change.by, change.effective, _truth(change.partial), change.source)
            events.append("\t".join((*map(_cell, said), _truth(change.verified))))
    _replace(folder / "acts.tsv", "\n".join(lines) + "\n")
    _replace(folder / "changes.tsv", "\n".join(events) + "\n")


def _cell(value: str | None) -> str:
    return " ".join(value.split()) if value else ""


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
