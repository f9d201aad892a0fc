"""The dashboard as a workbook: every row of every table, with filters, for those who go on in Excel."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from phaply.audit.dashboard import MARKS
from phaply.audit.figures import Figures, HeatMap
from phaply.audit.wording import word

__all__ = ["render_workbook"]

_MOST_ROWS = 1_048_000
_FILL = {"c": "#DFF3E5", "p": "#FDEECB", "m": "#F3A6AE", "r": "#ECE4F7", "l": "#F3C064"}


def render_workbook(figures: Figures, lang: str = "vi") -> bytes:
    """The workbook's bytes."""
    out = BytesIO()
    # Row by row to a file, so that a hundred thousand plans need no more memory than ten; nothing in a cell may run.
    book = xlsxwriter.Workbook(
        out,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": word("audit", lang), "created": date(2020, 1, 1)})
    sheets = _Sheets(book, lang)
    f = figures
    sheets.add("overview", [("", 40), ("", 12)], _overview(f, lang))
    for number, heat in enumerate(f.heat, 1):
        sheets.heat(heat, number if len(f.heat) > 1 else None)
    sheets.add(
        "by_rule",
        [("rule", 28), ("task", 60), ("status", 14), ("findings_n", 12), ("plans_n", 12)],
        (
            (r[0], r[1], word({"fail": r[3], "review": "review"}.get(r[2], "broken"), lang), r[4], r[5])
            for r in f.by_rule
        ),
    )
    counts = [("errors", 9), ("warnings", 10), ("notes", 9), ("reviews", 11)]
    sheets.add("by_unit", [("unit", 36), ("plans", 10), *counts, ("file", 50)], f.by_unit)
    sheets.add("ahead", [("due", 12), ("unit", 30), ("task", 80), ("lead", 40), ("file", 50)], f.ahead)
    sheets.add(
        "laws",
        [("act", 40), ("kind_of", 8), ("act", 60), ("plans", 10), ("dead_in", 12), ("status", 20), ("reason_why", 60)],
        ((r[0].split("|")[0], *r[1:5], word(f"status_{r[5] or 'unknown'}", lang), r[6]) for r in f.laws),
    )
    sheets.add(
        "alike",
        [("group", 8), ("unit", 36), ("left_in", 36), ("file", 60)],
        ((n, unit, name, file) for n, rows in enumerate(f.groups, 1) for file, unit, _, name, _ in rows),
    )
    if f.without is not None:
        sheets.add("without", [("unit", 50)], ((unit,) for unit in f.without))
    sheets.add(
        "failures",
        [("file", 60), ("status", 20), ("reason_why", 90)],
        ((file, word(f"kind_{kind}", lang), message) for file, kind, message in f.failures),
    )
    sheets.add(
        "all_plans", [("file", 60), ("unit", 36), ("number", 20), ("day", 12), *counts], (row[:-1] for row in f.plans)
    )
    book.close()
    return out.getvalue()


def _overview(f: Figures, lang: str) -> Iterable[Sequence[Any]]:
    for key in ("plans", "units", "errors", "warnings", "notes", "reviews"):
        yield word(key, lang), f.totals[key]
    yield word("failures", lang), len(f.failures)
    if f.without is not None:
        yield word("without", lang), len(f.without)


class _Sheets:
    def __init__(self, book: Any, lang: str) -> None:
        self._book, self._lang = book, lang
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EBEF"}
        )
        self._codes = {code: book.add_format({"bg_color": color, "align": "center"}) for code, color in _FILL.items()}

    def add(self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> None:
        """A sheet with a title row, filters, and one row each."""
        sheet = self._book.add_worksheet(_title(word(name, self._lang)))
        for i, (key, width) in enumerate(columns):
            sheet.set_column(i, i, width)
            if key:
                sheet.write_string(0, i, word(key, self._lang), self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            if last > _MOST_ROWS:
                break
            for i, value in enumerate(row):
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    sheet.write_number(last, i, value)
                elif value is not None:
                    sheet.write_string(last, i, str(value)[:32000])
        if columns[0][0]:
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(1, last), len(columns) - 1)

    def heat(self, heat: HeatMap, number: int | None) -> None:
        """Wards down, duties across."""
        title = word("coverage_sheet", self._lang)
        sheet = self._book.add_worksheet(_title(f"{title} {number}" if number else title))
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, 1, 10)
        sheet.set_column(2, 1 + len(heat.duties), 14)
        sheet.set_column(2 + len(heat.duties), 2 + len(heat.duties), 60)
        sheet.set_row(0, 120)
        titles = [
            word("unit", self._lang),
            word("m", self._lang),
            *(f"{p} {q}" for p, q in heat.duties),
            word("file", self._lang),
        ]
        for i, said in enumerate(titles):
            sheet.write_string(0, i, said[:1000], self._head)
        for r, (file, unit, codes, missing) in enumerate(heat.rows[:_MOST_ROWS], 1):
            sheet.write_string(r, 0, unit)
            sheet.write_number(r, 1, missing)
            for i, code in enumerate(codes, 2):
                if code != "-":
                    sheet.write_string(r, i, MARKS[code], self._codes[code])
            sheet.write_string(r, 2 + len(codes), file)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(heat.rows)), 2 + len(heat.duties))


def _title(text: str) -> str:
    """What Excel takes as a sheet's name: 31 characters, none of them special."""
    return "".join(c for c in text if c not in "[]:*?/\\'")[:31].strip()
