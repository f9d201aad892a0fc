"""Taking in lists of acts (nhập danh mục văn bản): TSV, JSONL, and the shape in which vbpl.vn's texts are often collected.

Facts that disagree are never overwritten in silence: the first source stands, the report names both.
"""

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from phaply.acts.keys import number_key, year_of
from phaply.acts.model import Act, Change
from phaply.acts.registry import Registry
from phaply.acts.repair import iso_date, repaired
from phaply.acts.storage import write_acts
from phaply.errors import InputError

__all__ = ["Conflict", "ImportReport", "import_acts", "merge", "read_acts"]

_FIELDS = ("title", "issued", "issuer", "effective", "expires")
_NAMED = {"loại": "kind", "số": "number", "số ký hiệu": "number", "trích yếu": "title", "tên": "title"}
_NAMED |= {"ngày ban hành": "issued", "cơ quan ban hành": "issuer", "ngày có hiệu lực": "effective"}
_NAMED |= {"hiệu lực": "effective", "ngày hết hiệu lực": "expires", "nguồn": "source"}
_VBPL = "vbpl.vn"
_ENDED = "hết hiệu lực toàn bộ"
_HEADLINE = re.compile(r"^(?P<kind>\D{3,25}?) số:? *(?P<number>\d+ ?/ ?\d{4} ?/ ?[\w-]+)\s+(?P<title>.+)$", re.S)
_NAMED_LAW = re.compile(
    r"^(?P<kind>Luật|Bộ luật|Pháp lệnh)\s+(?P<title>.+?)\s+số:?\s*(?P<number>\d+/\d{4}/[\w-]+)$", re.S
)
_NUMBER_LINE = re.compile(r"^(?:Luật |Pháp lệnh |Bộ luật )?[Ss][ốỐ]\s*:?\s*(\d+\s*/\s*\d{4}\s*/\s*[\w-]+)\s*$", re.M)
_DAY = re.compile(r"[Nn]gày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})\s*$", re.M)
_PASSED = re.compile(r"thông qua\s+ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")


class Conflict(Struct, frozen=True):
    """Two sources that say different things of one act."""

    key: str
    field: str
    kept: str
    other: str
    source: str | None = None


class ImportReport(Struct, frozen=True):
    """What an import did: acts new and completed, rows left out with the reason, disagreements."""

    added: int
    completed: int
    unchanged: int
    skipped: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def import_acts(source: Path, target: Path, known: Registry | None = None) -> ImportReport:
    """Take the acts of a file into the user's own registry folder `target`, which need not exist yet.

    `known`: registry whose facts are compared with the new ones (the shipped one); what it knows alike is not copied.
    """
    skipped: list[str] = []
    fresh = list(read_acts(source, skipped))
    own = list(Registry(target)) if (target / "acts.tsv").is_file() else []
    have = {act.key: act for act in own}
    shipped_acts = {act.key: found for act in fresh if known is not None and (found := known.get(act.key)) is not None}
    base = {**shipped_acts, **have}
    merged, conflicts = merge([*base.values(), *fresh])
    after = {act.key: act for act in merged}
    added = sum(1 for key in after if key not in base)
    completed = sum(1 for key, act in after.items() if key in base and act != base[key])
    keep = [act for key, act in after.items() if key in have or key not in base or act != base[key]]
    write_acts(target, keep)
    return ImportReport(added, completed, len(after) - added - completed, tuple(skipped), tuple(conflicts))


def read_acts(source: Path, skipped: list[str] | None = None) -> Iterator[Act]:
    """The acts of a TSV, JSONL or JSONL.GZ file, put right; rows that name no act are told in `skipped`.

    Raises InputError if the file cannot be read or has none of the columns.
    """
    notes = skipped if skipped is not None else []
    suffixes = [s.lower() for s in source.suffixes]
    try:
        if ".jsonl" in suffixes or ".ndjson" in suffixes:
            yield from _json_lines(source, notes)
        else:
            yield from _tabbed(source, notes)
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise InputError(
            f"Không đọc được {source.name}: tệp phải là TSV hoặc JSONL, mã UTF-8.",
            f"{source.name} could not be read: TSV or JSONL in UTF-8 is needed.",
        ) from error


def _tabbed(source: Path, notes: list[str]) -> Iterator[Act]:
    lines = source.read_text(encoding="utf-8-sig").split("\n")
    heading = [_NAMED.get(name.strip().lower(), name.strip().lower()) for name in lines[0].split("\t")]
    if "kind" not in heading or not {"number", "title"} & set(heading):
        raise InputError(
            f"{source.name}: dòng đầu phải có cột kind và number hoặc title.",
            f"{source.name}: the first line must name the columns kind and number or title.",
        )
    pending: list[str] = []
    for i, line in enumerate(lines[1:], 2):
        cells = line.rstrip("\r").split("\t")
        # A cell that held a line break: its rest is the next line.
        if pending:
            cells = [*pending[:-1], f"{pending[-1]} {cells[0]}", *cells[1:]]
            pending = []
        if not "".join(cells).strip():
            continue
        if len(cells) < len(heading) and i < len(lines):
            follows = lines[i].split("\t")
            if follows[0].strip() and len(cells) + len(follows) - 1 <= len(heading) and len(follows) < len(heading):
                pending = cells
                continue
        act = repaired(dict(zip(heading, cells, strict=False)), source.name)
        if act is None:
            notes.append(f"dòng {i}: không rõ loại hoặc số văn bản")
        else:
            yield act


def _json_lines(source: Path, notes: list[str]) -> Iterator[Act]:
    raw = source.read_bytes()
    text = (gzip.decompress(raw) if source.suffix.lower() == ".gz" else raw).decode("utf-8-sig")
    for i, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            notes.append(f"dòng {i}: không phải một đối tượng JSON")
            continue
        act = _from_vbpl(row) if "text" in row and "status" in row else _from_object(row, source.name)
        if act is None:
            notes.append(f"dòng {i}: không rõ loại hoặc số văn bản")
        else:
            yield act


def _from_object(row: dict[str, object], name: str) -> Act | None:
    named = {_NAMED.get(key.strip().lower(), key.strip().lower()): value for key, value in row.items()}
    act = repaired({key: str(value) for key, value in named.items() if isinstance(value, str | bool)}, name)
    if act is None or not isinstance(row.get("changes"), list):
        return act
    try:
        return msgspec.structs.replace(act, changes=msgspec.convert(row["changes"], tuple[Change, ...]))
    except msgspec.ValidationError:
        return act


def _from_vbpl(row: dict[str, object]) -> Act | None:
    """The facts of a collected text: its headline, its own number line and place-and-date line. Two must agree on the number."""
    text = unicodedata.normalize("NFC", str(row.get("text") or ""))[:1500]
    title = " ".join(unicodedata.normalize("NFC", str(row.get("title") or "")).split())
    line = _NUMBER_LINE.search(text)
    head = _HEADLINE.match(title) or _NAMED_LAW.match(title)
    stated = str(row.get("number") or "") or (head["number"] if head else "")
    numbers = [n for n in (head["number"] if head else None, line[1] if line else None) if n]
    if not head or not stated or any(number_key(n) != number_key(numbers[0]) for n in numbers):
        return None
    day = _DAY.search(text) or _PASSED.search(unicodedata.normalize("NFC", str(row.get("text") or ""))[-800:])
    issued = iso_date("/".join(day.groups())) if day else None
    year = year_of("".join(numbers[0].split()))
    if issued and year and issued[:4] != str(year):
        issued = None
    cells = {"kind": head["kind"], "number": numbers[0], "title": head["title"], "issued": issued or ""}
    act = repaired(cells | {"effective": str(row.get("effective") or "")}, _VBPL)
    if act is None:
        return None
    if str(row.get("status") or "").lower() == _ENDED:
        act = msgspec.structs.replace(act, changes=(Change(by="", kind="repeals", source=_VBPL, verified=False),))
    return act


def merge(acts: Iterable[Act]) -> tuple[list[Act], list[Conflict]]:
    """Acts of one key made one, earlier ones first: blanks are filled, disagreements told, changes joined."""
    found: dict[str, Act] = {}
    conflicts: list[Conflict] = []
    for act in acts:
        old = found.get(act.key)
        if old is None:
            found[act.key] = act
            continue
        filled: dict[str, str] = {}
        for name in _FIELDS:
            ours, theirs = getattr(old, name), getattr(act, name)
            if theirs and not ours:
                filled[name] = theirs
            elif theirs and _differ(name, ours, theirs):
                conflicts.append(Conflict(act.key, name, ours, theirs, act.source))
        changes = {(c.by, c.kind): c for c in (*act.changes, *old.changes)}
        # An end without a name says nothing once the act that ended it is known.
        if any(c.kind in ("replaces", "repeals") and c.by and not c.partial for c in changes.values()):
            changes.pop(("", "repeals"), None)
        # Two sources that agree on the day of issue vouch for each other; where they disagree nobody does.
        agreed = bool(old.issued and old.issued == act.issued and act.verified)
        disputed = bool(old.issued and act.issued and old.issued != act.issued)
        vouched = (old.verified or agreed) and not disputed
        found[act.key] = msgspec.structs.replace(old, **filled, changes=tuple(changes.values()), verified=vouched)
    return list(found.values()), conflicts


def _differ(name: str, ours: str, theirs: str) -> bool:
    """True if two values contradict each other; titles and issuers are worded freely, so only dates are compared."""
    return name in ("issued", "effective", "expires") and ours != theirs
