"""The figures of the dashboard, asked of the store: what the HTML page and the workbook both show."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from phaply.audit.likeness import groups_of
from phaply.audit.records import unit_of
from phaply.errors import UsageError
from phaply.language import fold

__all__ = ["Figures", "HeatMap", "figures_of", "read_units", "report_name", "unit_shown"]

_FOREIGN_UNIT = "PLAN-FOREIGN-UNIT"
"""The rule that finds another unit's name in a plan."""
CODES = {"covered": "c", "partly": "p", "missing": "m", "review": "r"}


class HeatMap(Struct, frozen=True):
    """Who covers which duty of one upstream document."""

    source: str
    duties: tuple[tuple[str, str], ...]
    """Path and words."""
    counts: tuple[dict[str, int], ...]
    """For each duty: code → plans."""
    rows: tuple[tuple[str, str, str, int], ...]
    """File, unit, one code per duty (`-` where it is not asked), how many are missing; the worst first."""


class Figures(Struct, frozen=True):
    """All that the dashboard shows. Rows are tuples in the order of the columns named."""

    totals: dict[str, int]
    heat: tuple[HeatMap, ...]
    by_rule: list[tuple[Any, ...]]
    """rule, title, outcome, level, findings, plans"""
    by_unit: list[tuple[Any, ...]]
    """unit, plans, errors, warnings, notes, reviews, a file"""
    months: list[tuple[str, int]]
    ahead: list[tuple[Any, ...]]
    """due, unit, words, lead, file"""
    laws: list[tuple[Any, ...]]
    """act, kind, title, plans, dead in, status, reason"""
    groups: list[list[tuple[Any, ...]]]
    """file, unit, sha256, other unit's name left in, whether that unit is in the group"""
    without: list[str] | None
    """Units of the list that have no plan; None without a list."""
    listed: int
    failures: list[tuple[Any, ...]]
    """file, kind, message"""
    plans: list[tuple[Any, ...]]
    """file, unit, number, date, errors, warnings, notes, reviews, report"""


def figures_of(db: Any, units: Sequence[str] | None, today: str) -> Figures:
    """Ask the store. `today`: deadlines from this day (ISO) on are ahead."""
    totals = dict(
        zip(
            ("plans", "errors", "warnings", "notes", "reviews", "units"),
            db.execute(
                "SELECT count(*), coalesce(sum(errors), 0), coalesce(sum(warnings), 0), coalesce(sum(notes), 0), "
                "coalesce(sum(reviews), 0), count(DISTINCT unit) FROM plans"
            ).fetchone(),
            strict=True,
        )
    )
    return Figures(
        totals={key: int(value) for key, value in totals.items()},
        heat=_heat(db),
        by_rule=db.execute(
            "SELECT rule, any_value(title), outcome, level, count(*) AS n, count(DISTINCT file) FROM findings "
            "GROUP BY rule, outcome, level ORDER BY array_position(['fail', 'review', 'error'], outcome), array_position(['error', 'warning', 'note'], level), n DESC, rule"
        ).fetchall(),
        by_unit=[
            (unit_shown(row[0]), *row[1:])
            for row in db.execute(
                "SELECT unit, count(*), sum(errors) AS e, sum(warnings) AS w, sum(notes), sum(reviews), min(file) FROM plans "
                "WHERE unit IS NOT NULL GROUP BY unit ORDER BY e DESC, w DESC, unit"
            ).fetchall()
        ],
        months=db.execute(
            "SELECT left(due, 7) AS month, count(*) FROM tasks WHERE due >= ? AND length(due) = 10 GROUP BY month ORDER BY month",
            [today],
        ).fetchall(),
        ahead=[
            (row[0], unit_shown(row[1]), *row[2:])
            for row in db.execute(
                "SELECT due, unit, words, lead, file FROM tasks JOIN plans USING (file) WHERE due >= ? AND length(due) = 10 "
                "ORDER BY due, file, nth LIMIT 5000",
                [today],
            ).fetchall()
        ],
        laws=db.execute(
            "SELECT coalesce(act, number, title) AS what, any_value(kind), any_value(title), count(DISTINCT file) AS n, "
            "count(DISTINCT CASE WHEN status = 'expired' THEN file END) AS dead, "
            "CASE WHEN dead > 0 THEN 'expired' ELSE mode(status) END, "
            "coalesce(min(CASE WHEN status = 'expired' THEN status_reason END), min(status_reason)) "
            "FROM citations WHERE role <> 'mention' AND what IS NOT NULL GROUP BY what ORDER BY dead DESC, n DESC, what"
        ).fetchall(),
        groups=_groups(db),
        without=_without(db, units) if units is not None else None,
        listed=len(units or ()),
        failures=db.execute("SELECT file, kind, message FROM failures ORDER BY kind, file").fetchall(),
        plans=[
            (row[0], unit_shown(row[1]), *row[2:-1], report_name(row[0], row[-1]))
            for row in db.execute(
                "SELECT file, unit, number, date, errors, warnings, notes, reviews, sha256 FROM plans "
                "ORDER BY errors DESC, warnings DESC, file"
            ).fetchall()
        ],
    )


def _heat(db: Any) -> tuple[HeatMap, ...]:
    maps = []
    for (source,) in db.execute("SELECT DISTINCT source FROM coverage ORDER BY source").fetchall():
        duties = db.execute(
            "SELECT path, quote FROM coverage WHERE source = ? GROUP BY path, quote ORDER BY min(start_at), path, quote",
            [source],
        ).fetchall()
        number = {duty: n for n, duty in enumerate(duties)}
        cells: dict[str, list[str]] = {}
        units: dict[str, str | None] = {}
        counts: list[dict[str, int]] = [dict.fromkeys("cplmr", 0) for _ in duties]
        asked = db.execute(
            "SELECT file, unit, path, quote, status, late OR wrong_owner FROM coverage JOIN plans USING (file) WHERE source = ?",
            [source],
        )
        while some := asked.fetchmany(20_000):
            for file, unit, path, quote, status, flawed in some:
                n = number[path, quote]
                code = "l" if flawed and status == "covered" else CODES.get(status, "r")
                cells.setdefault(file, ["-"] * len(duties))[n] = code
                units[file] = unit
                counts[n][code] += 1
        rows = [(file, unit_shown(units[file]), "".join(row), row.count("m")) for file, row in cells.items()]
        rows.sort(key=lambda r: (-r[3], r[2].count("c"), r[1], r[0]))
        maps.append(HeatMap(source, tuple(duties), tuple(counts), tuple(rows)))
    return tuple(maps)


def _groups(db: Any) -> list[list[tuple[Any, ...]]]:
    plans: list[tuple[str, str | None, str]] = []

    def sketches() -> Any:
        found = db.execute("SELECT file, unit, sha256, sketch FROM plans ORDER BY file")
        while some := found.fetchmany(1000):
            for file, unit, digest, sketch in some:
                plans.append((file, unit, digest))
                yield len(plans) - 1, sketch

    groups = groups_of(sketches())
    left = dict(
        db.execute("SELECT file, min(quote) FROM findings WHERE rule = ? GROUP BY file", [_FOREIGN_UNIT]).fetchall()
    )
    result = []
    for group in groups:
        members = {plans[n][1] for n in group}
        rows = []
        for n in group:
            file, unit, digest = plans[n]
            name = left.get(file)
            rows.append((file, unit_shown(unit), digest, name, bool(name) and unit_of(name) in members))
        result.append(rows)
    # Where a name was left in, somebody copied; that is what the reader looks for.
    result.sort(key=lambda rows: (not any(r[4] for r in rows), not any(r[3] for r in rows), -len(rows), rows[0][0]))
    return result


def _without(db: Any, units: Sequence[str]) -> list[str]:
    have = {row[0] for row in db.execute("SELECT DISTINCT unit FROM plans WHERE unit IS NOT NULL").fetchall()}
    return [unit for unit in units if (unit_of(unit) or fold(unit)) not in have]


def read_units(path: str | Path) -> list[str]:
    """The units of a list: the first column of each line, each once. Raises UsageError."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"Không đọc được danh sách đơn vị {path}; cần tệp chữ UTF-8, mỗi dòng một đơn vị.",
            f"Cannot read the list of units {path}; it must be a UTF-8 text with one unit a line.",
        ) from error
    names = (line.replace("\t", ";").split(";")[0].strip().strip('"') for line in text.splitlines())
    return list(dict.fromkeys(name for name in names if name and not name.startswith("#")))


def unit_shown(unit: str | None) -> str:
    """A folded unit as people write it: `phường hòa an` → `phường Hòa An`."""
    if not unit:
        return "–"
    for word in ("thị trấn", "đặc khu", "thành phố", "thị xã"):
        if unit.startswith(f"{word} "):
            return f"{word} {unit[len(word) + 1 :].title()}"
    word, _, name = unit.partition(" ")
    return f"{word} {name.title()}"


def report_name(file: str, digest: str) -> str:
    """The file name of a plan's own report: another content has another name."""
    return sha256(f"{file}\n{digest}".encode()).hexdigest()[:16] + ".html"
