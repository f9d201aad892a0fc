"""Rows of task tables as tasks."""

from collections.abc import Iterator

from phaply.parse.tables import Table
from phaply.parse.task_drafts import Draft

__all__ = ["table_drafts"]


def table_drafts(table: Table) -> Iterator[Draft]:
    """One draft for each row of work."""
    for row in table.rows:
        draft = Draft(row.content[0], row.content[1], row.path, "table")
        draft.slots = {slot: spans for slot, spans in row.cells.items() if slot != "note"}
        yield draft
