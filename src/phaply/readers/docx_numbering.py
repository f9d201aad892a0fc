"""Automatic numbers of Word: what stands in `numbering.xml` turned into the labels that are printed."""

import re
from typing import NamedTuple

from phaply.language import to_roman
from phaply.readers.docx_parts import Element, Package, W, truth
from phaply.readers.docx_styles import ParagraphProps, RunProps, Styles, paragraph_props, run_props
from phaply.readers.docx_symbols import symbol

__all__ = ["Label", "LabelCounter", "Level", "Numbering", "format_number"]

_VAL = W + "val"
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9


class Level(NamedTuple):
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    custom: str = ""
    """The pattern of a `custom` format: `001, 002, 003, ...`."""
    text: str = ""
    restart: int | None = None
    """Counts anew after a paragraph of this many outer levels; 0 never, None after any of them."""
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None
    paragraph: ParagraphProps = ParagraphProps()
    run: RunProps = RunProps()
    picture: bool = False


class Label(NamedTuple):
    """A label as printed, and the list level it comes from."""

    text: str
    gap: str
    """What parts it from the text: a space, or nothing."""
    depth: int
    level: Level


class _List(NamedTuple):
    counter: str
    """Lists that share an abstract definition share their counters."""
    levels: tuple[Level, ...]
    overrides: dict[int, int]
    """Level → number it starts anew with when this list is first used."""


class Numbering:
    """The lists of a Word file, read when asked for."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._package = package
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._loaded = False

    def _load(self) -> None:
        self._loaded = True
        package = self._package
        part = next(package.related(package.main, "numbering"), "word/numbering.xml")
        root = package.xml(part)
        if root is None:
            return
        for child in root:
            if child.tag == W + "abstractNum":
                self._abstract.setdefault(child.get(W + "abstractNumId", ""), child)
            elif child.tag == W + "num":
                self._nums.setdefault(child.get(W + "numId", ""), child)

    def list(self, num_id: str) -> _List | None:
        """The list of that numId, or None if there is none."""
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def _read(self, num_id: str) -> _List | None:
        if not self._loaded:
            self._load()
        num = self._nums.get(num_id)
        if num is None or num_id == "0":
            return None
        key = self._abstract_of(num)
        if key is None:
            return None
        levels = [Level(text="")] * _LEVELS
        for element in self._abstract[key].iterchildren(W + "lvl"):
            _put(levels, element)
        overrides: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            index = _int(override.get(W + "ilvl"), 0)
            if not 0 <= index < _LEVELS:
                continue
            own = override.find(W + "lvl")
            if own is not None:
                levels[index] = _level(own)
            start = override.find(W + "startOverride")
            if start is not None:
                overrides[index] = _int(start.get(_VAL), 1)
                levels[index] = levels[index]._replace(start=overrides[index])
        return _List(key, tuple(levels), overrides)

    def _abstract_of(self, num: Element) -> str | None:
        """The abstract definition a list rests on, through numbering styles (`numStyleLink`); circles give None."""
        seen: set[str] = set()
        while True:
            link = num.find(W + "abstractNumId")
            key = "" if link is None else link.get(_VAL, "")
            abstract = self._abstract.get(key)
            if abstract is None or key in seen:
                return None
            seen.add(key)
            style = abstract.find(W + "numStyleLink")
            if style is None:
                return key
            linked = self._styles.numbering_of(style.get(_VAL))[0]
            following = self._nums.get(linked or "")
            if following is None:
                # No such list: the definition that carries the style's name, if any.
                return self._named(style.get(_VAL), key)
            num = following

    def _named(self, style: str | None, fallback: str) -> str:
        for key, abstract in self._abstract.items():
            link = abstract.find(W + "styleLink")
            if link is not None and link.get(_VAL) == style:
                return key
        return fallback

    def place(self, style: str | None, direct: ParagraphProps) -> tuple[str, int, bool] | None:
        """(numId, level, said by the paragraph itself) of a paragraph, or None if it is not numbered."""
        if direct.num_id is not None and direct.num_level is not None:
            num_id, level, owner = direct.num_id, direct.num_level, None
        else:
            styled, styled_level, owner = self._styles.numbering_of(style)
            num_id = direct.num_id or styled or "0"
            level_said = direct.num_level if direct.num_level is not None else styled_level
            level = -1 if level_said is None else level_said
        if num_id == "0" or (found := self.list(num_id)) is None:
            return None
        if direct.num_id is None and direct.num_level is None:
            # A style that numbers takes the level that names it.
            for index, candidate in enumerate(found.levels):
                if candidate.style is not None and candidate.style in (style, owner):
                    level = index
                    if candidate.style == style:
                        break
        return num_id, max(0, level), direct.num_id is not None


class LabelCounter:
    """Counts the numbered paragraphs of one story (the body, the footnotes) in order."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, list[int | None]] = {}
        self._used: set[tuple[str, int]] = set()

    def label(self, num_id: str, index: int) -> Label | None:
        """Count one paragraph and say its label; None if the level prints none."""
        found = self._numbering.list(num_id)
        if found is None:
            return None
        counts = self._counts.setdefault(found.counter, [None] * _LEVELS)
        level = found.levels[index]
        for outer in range(index + 1):
            if outer in found.overrides and (num_id, outer) not in self._used:
                self._used.add((num_id, outer))
                counts[outer] = None
        for outer in range(index):
            if counts[outer] is None:
                counts[outer] = found.levels[outer].start  # a level that was skipped counts as begun
        current = counts[index]
        counts[index] = level.start if current is None else current + 1
        for inner in range(index + 1, _LEVELS):
            restart = found.levels[inner].restart
            if restart is None or index < restart:
                counts[inner] = None
        text = self._text(found, counts, index)
        if level.run.hidden or not text.strip():
            return None
        tight = level.suffix == "nothing" and not text[-1].isspace()
        return Label(text.strip(), "" if tight else " ", index, level)

    def _text(self, found: _List, counts: list[int | None], index: int) -> str:
        level = found.levels[index]
        if level.picture:
            return "•"
        if level.format == "bullet":
            return "".join(symbol(char, level.run.font) for char in level.text)

        def number(match: re.Match[str]) -> str:
            k = int(match[1]) - 1
            if k > index:
                return ""
            count, shown = counts[k] or 0, found.levels[k]
            legal = level.legal and shown.format not in ("none", "bullet", "decimalZero")
            return format_number(count, "decimal" if legal else shown.format, shown.custom)

        return _PLACEHOLDER.sub(number, level.text)


def _put(levels: list[Level], element: Element) -> None:
    index = _int(element.get(W + "ilvl"), -1)
    if 0 <= index < _LEVELS:
        levels[index] = _level(element)


def _level(element: Element) -> Level:
    start = element.find(W + "start")
    text = element.find(W + "lvlText")
    restart = element.find(W + "lvlRestart")
    legal = element.find(W + "isLgl")
    suffix = element.find(W + "suff")
    style = element.find(W + "pStyle")
    kind = element.find(W + "numFmt")
    custom = None
    for candidate in element.iter(W + "numFmt"):  # the newer formats stand in an mc:AlternateContent
        if candidate.get(W + "format"):
            kind = custom = candidate
            break
        kind = candidate if kind is None else kind
    return Level(
        start=0 if start is None else _int(start.get(_VAL), 0),
        format="decimal" if kind is None else kind.get(_VAL, "decimal"),
        custom="" if custom is None else custom.get(W + "format", ""),
        text="" if text is None or text.get(W + "null") in ("1", "true", "on") else text.get(_VAL, ""),
        restart=None if restart is None else _int(restart.get(_VAL), 0),
        legal=legal is not None and truth(legal),
        suffix="tab" if suffix is None else suffix.get(_VAL, "tab"),
        style=None if style is None else style.get(_VAL),
        paragraph=paragraph_props(element.find(W + "pPr"))._replace(num_id=None, num_level=None),
        run=run_props(element.find(W + "rPr")),
        picture=element.find(W + "lvlPicBulletId") is not None,
    )


def _int(text: str | None, default: int) -> int:
    if text is None or len(text) > 9:
        return default
    try:
        return int(text)
    except ValueError:
        return default


_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _vietnamese(n: int) -> str:
    """A number under a hundred in words, as `vietnameseCounting` prints it."""
    if n >= 100:
        return str(n)
    tens, unit = divmod(n, 10)
    if tens == 0:
        return _UNITS[unit]
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if unit == 0:
        return head
    last = "lăm" if unit == 5 else "mốt" if unit == 1 and tens > 1 else _UNITS[unit]
    return f"{head} {last}"


def _letter(n: int) -> str:
    """Word's letters: a … z, aa, bb …; its alphabet is the English one."""
    return chr(97 + (n - 1) % 26) * min(1 + (n - 1) // 26, 40)


def _custom(n: int, pattern: str) -> str:
    """A number in a format given by its first members, `001, 002, 003, ...`."""
    items = [item.strip() for item in pattern.split(",")]
    items = [item for item in items if item.strip(".…")]
    if not items:
        return str(n)
    if items[0].isdecimal():
        return str(n).zfill(len(items[0]))
    return items[n - 1] if n <= len(items) else str(n)


_FORMATS = {
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if n <= 20 else str(n),
    "decimalEnclosedParen": lambda n: chr(0x2473 + n) if n <= 20 else str(n),
    "decimalEnclosedFullstop": lambda n: chr(0x2487 + n) if n <= 20 else str(n),
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "ordinal": lambda n: f"{n}{'th' if 10 < n % 100 < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}",
    "chicago": lambda n: "*†‡§"[(n - 1) % 4] * min(1 + (n - 1) // 4, 40),
    "vietnameseCounting": _vietnamese,
    "upperRoman": lambda n: to_roman(n) if n < 4000 else str(n),
    "lowerRoman": lambda n: to_roman(n).lower() if n < 4000 else str(n),
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerLetter": _letter,
}


def format_number(n: int, kind: str, custom: str = "") -> str:
    """A number as Word prints it in that `w:numFmt`; formats that Word has and we do not know come out in digits."""
    if kind in ("none", "bullet"):
        return ""
    if kind == "custom" and custom:
        return _custom(max(n, 1), custom)
    if n < 1:
        return f"{n:02d}" if kind == "decimalZero" else str(n) if kind in ("decimal", "ordinal", "hex") else "0"[:0]
    printed = _FORMATS.get(kind)
    return printed(n) if printed else str(n)
