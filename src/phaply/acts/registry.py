"""The registry of known acts: look-up by key, by number, by name, by words of the title.

Rows stay text until somebody asks for them: of some thousands of acts one plan cites ten.
"""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from phaply.acts.keys import is_unique, key_of, number_key, same_issuer, year_of
from phaply.acts.model import Act, Change
from phaply.acts.names import name_key
from phaply.acts.storage import ACT_COLUMNS, CHANGE_COLUMNS, act_of, changes_of, table
from phaply.language import bare, words
from phaply.resources import shipped

__all__ = ["NAMED_KINDS", "OWN_ACTS", "Registry", "registry", "registry_with"]

OWN_ACTS = "phaply-acts"
"""The folder that `phaply acts import` fills if none is named."""

NAMED_KINDS = ("HP", "BL", "L", "PL")
"""Kinds whose name singles an act out (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.6: cited without number)."""


class Registry:
    """Known acts from one or more folders of `acts.tsv` and `changes.tsv`; a later folder's facts stand before an earlier's."""

    def __init__(self, *folders: Path | Traversable) -> None:
        self._folders = folders or (shipped("corpora", "acts"),)
        self._acts: dict[str, Act] = {}

    @cached_property
    def _rows(self) -> dict[str, list[str]]:
        """Key → row. Dates and numbers are read from the row only when an act is asked for."""
        found: dict[str, list[str]] = {}
        for folder in self._folders:
            for row in table(folder / "acts.tsv", ACT_COLUMNS):
                found[key_of(row[0], row[1], row[4], row[3])] = row
        return found

    @cached_property
    def _numbers(self) -> dict[str, list[str]]:
        """Comparable number → keys."""
        keys = [key for key, row in self._rows.items() if row[1]]
        comparable = bare("\n".join(self._rows[key][1] for key in keys)).split("\n") if keys else []
        found: dict[str, list[str]] = {}
        for key, number in zip(keys, comparable, strict=True):
            found.setdefault(number.lstrip("0"), []).append(key)
        return found

    @cached_property
    def _changes(self) -> dict[str, list[Change]]:
        found: dict[str, list[Change]] = {}
        for folder in self._folders:
            file = folder / "changes.tsv"
            if file.is_file():
                for key, changes in changes_of(table(file, CHANGE_COLUMNS)).items():
                    known = found.setdefault(key, [])
                    fresh = {(c.by, c.kind) for c in changes}
                    found[key] = [c for c in known if (c.by, c.kind) not in fresh] + changes
        return found

    @cached_property
    def _names(self) -> dict[tuple[str, ...], list[str]]:
        """Name → keys of the laws, codes, ordinances that bear it; further entries serve recognised texts and names turned round."""
        found: dict[tuple[str, ...], list[str]] = {}
        for key, row in self._rows.items():
            if row[0] in NAMED_KINDS:
                name = name_key(row[2])
                for spelling in {name, _plain(name), _unordered(name)}:
                    found.setdefault(spelling, []).append(key)
        return found

    @cached_property
    def _other_titles(self) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for key, row in self._rows.items():
            if row[0] not in NAMED_KINDS and row[2]:
                found.setdefault(_title_key(row[2]), []).append(key)
        return found

    @cached_property
    def _titles(self) -> list[tuple[str, str]]:
        """Every act's key with the folded words of its kind, number and title, for `find`."""
        return [(key, " ".join(words(f"{row[0]} {row[1]} {row[2]} {row[3]}"))) for key, row in self._rows.items()]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Act]:
        return map(self._made, self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def _act(self, key: str) -> Act:
        """The act of a key, made when first asked for."""
        act = self._acts.get(key)
        if act is None:
            act = self._acts[key] = self._made(key)
        return act

    def _made(self, key: str) -> Act:
        return act_of(self._rows[key], tuple(self._changes.get(key, ())))

    def get(self, key: str) -> Act | None:
        """The act of a key, or of a number that only one known act bears; None if there is none or more than one."""
        if key in self._rows:
            return self._act(key)
        found = self.by_number(key)
        return found[0] if len(found) == 1 else None

    def by_number(self, number: str, kind: str | None = None) -> tuple[Act, ...]:
        """All known acts of a number, whatever its capitals, marks, spaces or leading zeros; of one kind if given."""
        keys = self._numbers.get(number_key(number), ())
        return tuple(a for a in map(self._act, keys) if kind is None or a.kind == kind)

    def by_number_and_issuer(self, number: str, issuer: str | None, issued: str | None) -> tuple[Act, ...]:
        """Known acts of a number that many bear (`129/KH-UBND`): those whose issuer and date do not say otherwise."""
        return tuple(
            act
            for act in self.by_number(number)
            if (is_unique(number) or not issuer or not act.issuer or same_issuer(issuer, act.issuer))
            and (not issued or not act.issued or issued == act.issued)
        )

    def by_name(self, name: str, kind: str | None = None, year: int | None = None) -> tuple[Act, ...]:
        """Laws, codes, ordinances and constitutions of a name, oldest first; lost marks and turned order are forgiven."""
        wanted = name_key(name)
        spellings = (wanted, _plain(wanted), _unordered(wanted))
        keys = next((self._names[s] for s in spellings if s in self._names), [])
        found = [self._act(key) for key in keys]
        found = [a for a in found if kind in (None, a.kind) and year in (None, _year(a))]
        return tuple(sorted(found, key=lambda a: a.issued or ""))

    def by_title(self, title: str, kind: str | None = None) -> tuple[Act, ...]:
        """Acts that are cited by number but here by their title alone (`về công tác văn thư`)."""
        found = [self._act(key) for key in self._other_titles.get(_title_key(title), ())]
        return tuple(a for a in found if kind in (None, a.kind))

    def names(self) -> Iterable[tuple[tuple[str, ...], list[str]]]:
        """Every name, as folded words, with the keys of the acts that bear it."""
        return self._names.items()

    def find(self, text: str, limit: int = 20) -> tuple[Act, ...]:
        """Acts whose number and title hold all the words; those that hold them together, then the newest, come first."""
        wanted = words(text)
        if not wanted:
            return ()
        phrase = " ".join(wanted)
        padded = [(key, f" {blob} ") for key, blob in self._titles]
        found = [(key, blob) for key, blob in padded if all(f" {word} " in blob for word in wanted)]
        ranked = sorted(found, key=lambda hit: (f" {phrase} " not in hit[1], len(hit[1]) > 3 * len(phrase) + 40))
        acts = [self._act(key) for key, _ in ranked[: limit * 3]]
        order = {key: (f" {phrase} " not in blob) for key, blob in ranked}
        acts.sort(key=lambda a: a.issued or "", reverse=True)
        acts.sort(key=lambda a: (order[a.key], a.kind not in NAMED_KINDS))
        return tuple(acts[:limit])


def _year(act: Act) -> int | None:
    return int(act.issued[:4]) if act.issued else year_of(act.number)


def _plain(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare(" ".join(name)).split())


def _unordered(name: tuple[str, ...]) -> tuple[str, ...]:
    """`cứu hộ, cứu nạn` for `cứu nạn, cứu hộ`: the syllables of a name in no order; the mark keeps it apart from real names."""
    return ("~", *sorted(_plain(name)))


def _title_key(title: str) -> tuple[str, ...]:
    syllables = words(title)
    for opening in (["về", "việc"], ["v", "v"], ["quy", "định", "về"], ["về"]):
        if syllables[: len(opening)] == opening:
            syllables = syllables[len(opening) :]
            break
    return tuple(syllables)


@cache
def registry() -> Registry:
    """The shipped registry, read on first use."""
    return Registry()


def registry_with(folder: str | Path) -> Registry:
    """The shipped acts and, before them, those of a folder filled by `phaply acts import`; read again when its files change."""
    own = Path(folder).resolve()
    return _with(
        own, tuple(f.stat().st_mtime_ns for name in ("acts.tsv", "changes.tsv") if (f := own / name).is_file())
    )


@lru_cache(maxsize=8)
def _with(folder: Path, _written: tuple[int, ...]) -> Registry:
    return Registry(shipped("corpora", "acts"), folder)
