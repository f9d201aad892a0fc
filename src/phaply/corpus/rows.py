"""A row of a collection → Entry: columns by any of their usual names, dates and numbers put right."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from phaply.acts.keys import kind_of, tidy_number
from phaply.acts.repair import iso_date
from phaply.corpus.columns import field_of
from phaply.corpus.model import Entry, Facts, Intake
from phaply.errors import InputError
from phaply.language.characters import repair
from phaply.readers import Limits, read
from phaply.readers.text import read_text

__all__ = ["Rows"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBER = r"(?P<number>\d{1,5}[a-z]?\s{0,2}/\s{0,2}(?:(?:19|20)\d\d\s{0,2}/\s{0,2})?[^\W\d_][\w-]{1,60})"
_ONLY_NAME = re.compile(rf"(?P<kind>[^\W\d_][^\d/]{{1,40}}?)\s{{1,2}}(?:số:?\s{{0,2}}|No\.?\s{{0,2}})?{_NUMBER}", re.I)
_WELL_FORMED = re.compile(r"\d{1,5}[a-z]?/(?:(?:19|20)\d\d/)?[^\W\d_][\w-]{1,60}")
_ENGLISH = {
    "law": "L",
    "code": "BL",
    "ordinance": "PL",
    "resolution": "NQ",
    "decree": "NĐ",
    "decision": "QĐ",
    "directive": "CT",
    "circular": "TT",
    "joint circular": "TTLT",
    "plan": "KH",
}
"""Kinds as official translations name them."""
_KINDS_OF_SYMBOLS = {"ND": "NĐ", "QD": "QĐ"}
_HTML = re.compile(r"\s{0,80}<(?:!doctype|html|body|div|p|table|span|section|article)\b", re.I)


class Rows:
    """Rows of one file → entries. Keeps which ids were there already."""

    def __init__(
        self, name: str, intake: Intake, renamed: Mapping[str, str] | None = None, limits: Limits | None = None
    ) -> None:
        self._name = name
        self._intake = intake
        self._renamed = renamed
        self._limits = limits or Limits()
        self._fields: dict[tuple[str, ...], dict[str, str]] = {}
        self._seen: dict[str, str] = {}

    def entry(self, row: Mapping[str, Any], line: int) -> Entry | None:
        """The entry of a row; None, and a trouble told, for a row without text or with an id met before."""
        place = f"{self._name}:{line}"
        columns = tuple(row)
        fields = self._fields.get(columns)
        if fields is None:
            fields = self._fields[columns] = field_of(columns, self._renamed)
            if len(self._fields) > 1000:  # rows that each invent their own columns
                self._fields = {columns: fields}

        def cell(field: str) -> str:
            value = row.get(fields.get(field, ""))
            return value if isinstance(value, str) else "" if value is None or value != value else str(value)

        text = cell("text")
        if not text.strip():
            seen = ", ".join(columns[:8])
            self._intake.say("no-text", place, f"không có nội dung (cột: {seen})", f"no text (columns: {seen})")
            return None
        identity = cell("id") or str(line)
        if identity in self._seen:
            first = self._seen[identity]
            self._intake.say(
                "repeated-id", place, f"mã {identity} đã có ở {first}", f"id {identity} is already at {first}"
            )
            return None
        self._seen[identity] = place
        if len(text) > self._limits.characters:
            size = f"{len(text):,}"
            self._intake.say(
                "unreadable", place, f"văn bản quá lớn ({size} ký tự)", f"text too large ({size} characters)"
            )
            return None
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError:  # half of a pair of surrogates, as broken JSON holds it
            text = _SURROGATE.sub("\ufffd", text)
            data = text.encode("utf-8")
        try:
            if _HTML.match(text):
                document = read(data, name=identity, limits=self._limits)
            else:
                document = read_text(text, name=identity, sha256=hashlib.sha256(data).hexdigest())
        except InputError as error:
            self._intake.say("unreadable", place, error.sentence("vi"), error.sentence("en"))
            return None
        cells = {name: cell(name) for name in ("kind", "number", "title", "issuer", "issued", "effective", "status")}
        return Entry(identity, place, document, _facts(cells))


def _facts(cells: Mapping[str, str]) -> Facts:
    title, number = _tidy(cells["title"]), _tidy(cells["number"])
    kind = kind_of(cells["kind"].strip())
    number = tidy_number(number) if number else ""
    number = number if _WELL_FORMED.fullmatch(number) else ""
    name = _ONLY_NAME.fullmatch(title)
    if name is not None:
        number = number or _vietnamese(tidy_number(name["number"]))
        kind = kind or kind_of(name["kind"]) or _ENGLISH.get(name["kind"].lower())
    return Facts(
        kind=kind,
        number=number or None,
        title=title or None,
        issuer=_tidy(cells["issuer"]) or None,
        issued=iso_date(cells["issued"][:10]) or None,
        effective=iso_date(cells["effective"][:10]) or None,
        status=_tidy(cells["status"]) or None,
    )


def _vietnamese(number: str) -> str:
    """The symbol as the act itself prints it: translations write `96/2015/ND-CP`."""
    head, _, symbol = number.rpartition("/")
    first, dash, rest = symbol.partition("-")
    return f"{head}/{_KINDS_OF_SYMBOLS.get(first, first)}{dash}{rest}"


def _tidy(words: str) -> str:
    return " ".join(repair(_SURROGATE.sub("\ufffd", words))[0].split()) if words else ""
