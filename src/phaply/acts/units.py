"""Units and bodies in time (đơn vị hành chính, cơ quan, chức danh): what existed at which level on which day.

Districts end on 30/6/2025, so do their offices and the civil servants' titles of communes; `đặc khu` begins on 01/7/2025. All of
it is data in `corpora/units/`, each row with its source.
"""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from msgspec import Struct

from phaply.acts.names import name_key
from phaply.acts.storage import table
from phaply.language.remembering import remembered
from phaply.resources import shipped

if TYPE_CHECKING:  # the parsers are not needed to look a body up
    from phaply.parse.model import Level

__all__ = [
    "Body",
    "Existence",
    "Ministry",
    "Province",
    "UnitType",
    "bodies_known",
    "exists",
    "fits_unit",
    "ministry_of_code",
    "province",
    "provinces",
    "unit_types",
]

_UNIT_WORDS = (
    "tỉnh",
    "thành phố",
    "quận",
    "huyện",
    "thị xã",
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
    "thôn",
    "tổ dân phố",
)
_HEADS = (
    ("công", "chức"),
    ("bộ", "phận"),
    ("cán", "bộ"),
    ("lãnh", "đạo"),
    ("các",),
    ("trưởng",),
    ("phó",),
    ("giám", "đốc"),
    ("thủ", "trưởng"),
)
_LEVELS: dict[str, str] = {
    "central": "trung ương",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "residential": "thôn, tổ dân phố",
}


class Body(Struct, frozen=True):
    """A body or post that exists at a level, from the day `begins` to the day `ends` (both inclusive; None where unknown or open)."""

    name: str
    level: "Level"
    kind: str
    begins: str | None
    ends: str | None
    source: str
    verified: bool


class UnitType(Struct, frozen=True):
    """A type of unit (loại đơn vị hành chính) and when it existed."""

    name: str
    level: "Level"
    begins: str | None
    ends: str | None
    source: str
    verified: bool


class Province(Struct, frozen=True):
    """A province or centrally run city; `into`: the one that took it in."""

    name: str
    type: str
    begins: str | None
    ends: str | None
    into: str | None
    source: str
    verified: bool


class Ministry(Struct, frozen=True):
    """Whom a code in a number stands for (`TT-BNNMT`), and when."""

    code: str
    name: str
    begins: str | None
    ends: str | None
    source: str
    verified: bool


class Existence(Struct, frozen=True):
    """Whether a body existed, with a sentence for people. `unknown` wherever the data say nothing."""

    answer: Literal["yes", "no", "unknown"]
    reason: str
    body: Body | None = None
    verified: bool = True


@cache
def bodies_known() -> tuple[Body, ...]:
    """All bodies and posts of `bodies.tsv`."""
    rows = table(
        shipped("corpora", "units", "bodies.tsv"), ("name", "level", "kind", "from", "to", "source", "verified")
    )
    return tuple(
        Body(name, cast("Level", level), kind, begins or None, ends or None, source, verified == "true")
        for name, level, kind, begins, ends, source, verified in rows
    )


@cache
def unit_types() -> tuple[UnitType, ...]:
    """All types of units of `levels.tsv`."""
    rows = table(shipped("corpora", "units", "levels.tsv"), ("type", "level", "from", "to", "source", "verified"))
    return tuple(
        UnitType(name, cast("Level", level), begins or None, ends or None, source, verified == "true")
        for name, level, begins, ends, source, verified in rows
    )


@cache
def _all_provinces() -> tuple[Province, ...]:
    columns = ("name", "type", "from", "to", "into", "source", "verified")
    rows = table(shipped("corpora", "units", "provinces.tsv"), columns)
    return tuple(
        Province(name, kind, begins or None, ends or None, into or None, source, verified == "true")
        for name, kind, begins, ends, into, source, verified in rows
    )


@cache
def _ministries() -> dict[str, tuple[Ministry, ...]]:
    rows = table(
        shipped("corpora", "units", "ministry_codes.tsv"), ("code", "name", "from", "to", "source", "verified")
    )
    found: dict[str, tuple[Ministry, ...]] = {}
    for code, name, begins, ends, source, verified in rows:
        one = Ministry(code, name, begins or None, ends or None, source, verified == "true")
        found[code] = (*found.get(code, ()), one)
    return found


def ministry_of_code(code: str, on: date | str | None = None) -> Ministry | None:
    """The ministry whose code stands in a number, if it existed `on` the day."""
    day = _day(on)
    return next((m for m in _ministries().get(code, ()) if day is None or _holds(m, day)), None)


def provinces(on: date | str) -> tuple[Province, ...]:
    """The provinces and centrally run cities of a day: 63 until 30/6/2025, 34 after."""
    day = _day(on) or ""
    return tuple(p for p in _all_provinces() if _holds(p, day))


def province(name: str, on: date | str | None = None) -> Province | None:
    """The province of a name, with or without `tỉnh`, `thành phố`; None if none bore it `on` the day."""
    wanted, day = _place(name), _day(on)
    return next((p for p in _all_provinces() if _place(p.name) == wanted and (day is None or _holds(p, day))), None)


def exists(name: str, level: "Level | None" = None, on: date | str | None = None) -> Existence:
    """Whether a body or post of that name existed at `level` `on` a day; a type of unit (`thị trấn`, `đặc khu`) may be asked too.

    The name may carry its place (`Phòng Nội vụ quận`, `Công chức Tư pháp – Hộ tịch phường`). `no` only where the data know the
    name, at other levels or other times.
    """
    return _exists(name, level, _day(on))


@remembered(120)
def _exists(name: str, level: "Level | None", day: str | None) -> Existence:
    known = _known(name)
    if not known:
        return _unit_exists(name, level, day)
    at_level = [b for b in known if level is None or b.level == level]
    if not at_level:
        where = ", ".join(dict.fromkeys(_LEVELS[b.level] for b in known))
        said = f"{_title(known[0])} chỉ có ở {where}, không có ở {_LEVELS.get(level or '', level or '')} ({known[0].source})."
        return Existence("no", said, known[0], all(b.verified for b in known))
    if day is None:
        return Existence(
            "yes", f"{_title(at_level[0])}: {_LEVELS[at_level[0].level]}.", at_level[0], at_level[0].verified
        )
    for body in at_level:
        if _holds(body, day):
            return Existence("yes", f"{_title(body)}: {_LEVELS[body.level]} ({body.source}).", body, body.verified)
    body = at_level[0]
    said = f"{_title(body)} ở {_LEVELS[body.level]} {_span(body.begins, body.ends)} ({body.source})."
    return Existence("no", said, body, all(b.verified for b in at_level))


def fits_unit(name: str, unit: str, on: date | str | None = None) -> Existence:
    """Whether a post exists in units of that word (xã, phường): some titles of one level belong to some of its units only.

    `unknown` for every post that the data do not bind to units.
    """
    return _fits_unit(name, unit, _day(on))


@remembered(120)
def _fits_unit(name: str, unit: str, day: str | None) -> Existence:
    words = " ".join(name_key(name))
    for title, units, instead, begins, ends, source, verified in _unit_titles():
        if title not in words or (day is not None and not (begins or day) <= day <= (ends or day)):
            continue
        if unit in units:
            return Existence("yes", f"{unit}: {title} ({source}).", None, verified)
        said = f"chức danh này chỉ có ở {', '.join(units)}; ở {unit} là {instead} ({source})."
        return Existence("no", said, None, verified)
    return Existence("unknown", f"Chưa có dữ liệu về “{name}”.", verified=False)


@cache
def _unit_titles() -> tuple[tuple[str, tuple[str, ...], str, str, str, str, bool], ...]:
    columns = ("title", "units", "instead", "from", "to", "source", "verified")
    return tuple(
        (" ".join(name_key(title)), tuple(units.split(", ")), instead, begins, ends, source, verified == "true")
        for title, units, instead, begins, ends, source, verified in table(
            shipped("corpora", "units", "unit_titles.tsv"), columns
        )
    )


def _title(body: Body) -> str:
    """The name as a sentence needs it: the titles of commune civil servants are listed without `công chức`."""
    name = body.name.rstrip(" *")
    return f"Công chức {name}" if body.kind == "official" and " - " in name else name


def _unit_exists(name: str, level: "Level | None", day: str | None) -> Existence:
    wanted = " ".join(name_key(name))
    for unit in unit_types():
        if wanted == unit.name or (wanted.startswith(unit.name + " ") and unit.name in ("đặc khu", "thị trấn", "quận")):
            if level is not None and unit.level != level:
                return Existence("no", f"{unit.name} thuộc {_LEVELS[unit.level]}.", None, unit.verified)
            if day is None or _holds(unit, day):
                return Existence("yes", f"{unit.name}: {_LEVELS[unit.level]}.", None, unit.verified)
            return Existence("no", f"{unit.name} {_span(unit.begins, unit.ends)} ({unit.source}).", None, unit.verified)
    return Existence("unknown", f"Chưa có dữ liệu về “{name}”.", verified=False)


@cache
def _by_words() -> dict[tuple[str, ...], list[Body]]:
    """Name → rows; a name given as `Sở *` stands for whatever follows its word."""
    found: dict[tuple[str, ...], list[Body]] = {}
    for body in bodies_known():
        open_end = ("*",) if body.name.endswith("*") else ()
        found.setdefault(name_key(body.name) + open_end, []).append(body)
    return found


@cache
def _known(name: str) -> list[Body]:
    """The rows whose name is the longest beginning of `name`; what follows must be a unit (`Phòng Nội vụ quận …`)."""
    words = name_key(name)[:24]
    table_of = _by_words()
    units = [tuple(unit.split()) for unit in _UNIT_WORDS]
    for _ in range(3):
        for size in range(len(words), 0, -1):
            rows, rest = table_of.get(words[:size]), words[size:]
            if rows and (not rest or rest[0] in ("cấp", "các") or any(rest[: len(u)] == u for u in units)):
                return rows
            if rows := table_of.get((*words[:size], "*")):
                return rows
        head = next((h for h in _HEADS if words[: len(h)] == h), None)
        if head is None:
            return []
        words = words[len(head) :]
    return []


def _place(name: str) -> tuple[str, ...]:
    words = name_key(name)
    for unit in (("tỉnh",), ("thành", "phố"), ("tp",)):
        if words[: len(unit)] == unit:
            return words[len(unit) :]
    return words


def _holds(row: Body | UnitType | Province | Ministry, day: str) -> bool:
    return (row.begins is None or row.begins <= day) and (row.ends is None or day <= row.ends)


def _day(on: date | str | None) -> str | None:
    return on.isoformat() if isinstance(on, date) else on


def _span(begins: str | None, ends: str | None) -> str:
    parts = [f"{word} ngày {_vi(day)}" for word, day in (("từ", begins), ("đến hết", ends)) if day]
    return "chỉ có " + " ".join(parts) if parts else "luôn có"


def _vi(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}"
