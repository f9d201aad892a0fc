"""Upstream documents kept as data: the header and the obligations of `corpora/upstream/*.yaml`, and of a user's own folder."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct, field

from phaply.align.model import Obligation
from phaply.errors import InputError
from phaply.parse.model import Deadline, DeadlineType, Level
from phaply.resources import shipped

__all__ = ["Period", "UpstreamHeader", "UpstreamRecord", "load_upstream"]


class UpstreamHeader(Struct, frozen=True, forbid_unknown_fields=True):
    """What the document says of itself, as far as known. Dates are ISO."""

    kind: str
    number: str
    title: str
    issuer: str
    date: str
    level: Level
    effective: str | None = None


class Period(Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A limit that a plan must not contradict (thời gian tối thiểu, tối đa): no deadline.

    `at_least`, `at_most`: ISO 8601 duration, counted `from_` an event or back `before` one; or `times` in `every` duration.
    """

    path: str = ""
    at_least: str | None = None
    at_most: str | None = None
    from_: str | None = None
    before: str | None = None
    consecutive: bool = False
    working_days: bool = False
    times: int | None = None
    every: str | None = None


class UpstreamRecord(Struct, frozen=True, eq=False):
    """One document of the library; it equals itself alone. `periods` belong to the obligations of the same path."""

    name: str
    """File name without its ending."""
    header: UpstreamHeader
    obligations: tuple[Obligation, ...]
    periods: tuple[Period, ...]
    effective: dict[str, str]
    """Path → ISO date from which that obligation binds (the header's, unless its row says otherwise)."""
    ends: dict[str, str]
    """Path → ISO date of the last day on which it binds."""
    source: str
    verified: bool

    def period(self, path: str) -> Period | None:
        """The limit that goes with an obligation, None if there is none."""
        return next((p for p in self.periods if p.path == path), None)

    def binding(self, on: str) -> tuple[Obligation, ...]:
        """The obligations that bind on a day (ISO); all of them for a document that is issued and not yet in force count from its effect."""
        return tuple(
            o for o in self.obligations if self.effective.get(o.path, "") <= on <= self.ends.get(o.path, "9999-12-31")
        )


class _Time(Struct, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A deadline as a row writes it."""

    type: DeadlineType
    from_: str | None = None
    to: str | None = None
    recurrence: str | None = None
    duration: str | None = None
    working_days: bool = False
    after: str | None = None
    tentative: bool = False
    before: bool = False


class _Row(Struct, forbid_unknown_fields=True):
    path: str
    quote: str
    addressees: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    support_levels: tuple[Level, ...] = ()
    deadline: _Time | None = None
    period: Period | None = None
    output: str | None = None
    effective: str | None = None
    ends: str | None = None
    source: str | None = None
    verified: bool | None = None


class _File(Struct, forbid_unknown_fields=True):
    header: UpstreamHeader
    source: str
    verified: bool
    obligations: tuple[_Row, ...] = field(default_factory=tuple)


def load_upstream(folder: Path | Traversable | None = None) -> list[UpstreamRecord]:
    """The records of a folder (the shipped one by default), oldest first.

    Raises InputError with file, place and reason for a file that is no YAML, lacks a key, has an unknown one or names a path twice.
    """
    place = shipped("corpora", "upstream") if folder is None else folder
    files = [f for f in place.iterdir() if f.name.endswith((".yaml", ".yml"))]
    found = [_record(f) for f in sorted(files, key=lambda f: f.name)]
    return sorted(found, key=lambda r: (r.header.date, r.name))


def _record(file: Path | Traversable) -> UpstreamRecord:
    try:
        data: Any = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        read = msgspec.convert(_dates_as_text(data), _File)
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError, OSError, ValueError) as error:
        why = " ".join(str(error).split())
        raise InputError(
            f"Tệp nghĩa vụ {file.name} không đúng mẫu: {why}", f"The obligations file {file.name} is broken: {why}"
        ) from error
    paths = [row.path for row in read.obligations]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise InputError(f"Tệp nghĩa vụ {file.name}: “{twice}” có hai lần.", f"{file.name}: “{twice}” occurs twice.")
    header = read.header
    return UpstreamRecord(
        name=file.name.rsplit(".", 1)[0],
        header=header,
        obligations=tuple(_obligation(header, row, read.verified) for row in read.obligations),
        periods=tuple(msgspec.structs.replace(row.period, path=row.path) for row in read.obligations if row.period),
        effective={row.path: row.effective or header.effective or header.date for row in read.obligations},
        ends={row.path: row.ends for row in read.obligations if row.ends},
        source=read.source,
        verified=read.verified,
    )


def _obligation(header: UpstreamHeader, row: _Row, verified: bool) -> Obligation:
    time = row.deadline
    deadline = None
    if time is not None:
        # There is no text behind a row, so its deadline has no span.
        deadline = Deadline(start=0, end=0, **{name: getattr(time, name) for name in time.__struct_fields__})
    return Obligation(
        source=f"{header.number} ({header.issuer}, {header.date})",
        path=row.path,
        quote=row.quote,
        addressees=row.addressees,
        levels=row.levels,
        support_levels=row.support_levels,
        deadline=deadline,
        output=row.output,
        verified=verified if row.verified is None else row.verified,
    )


def _dates_as_text(value: Any) -> Any:
    """YAML turns `2023-04-06` into a date; here dates are text."""
    if isinstance(value, dict):
        return {key: _dates_as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
