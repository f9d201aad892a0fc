"""The effective format in a Word file: document defaults, table style, paragraph style, numbering, character style, direct.

Properties are gathered as tuples of the same shape at every stage, `None` meaning "not said here", and laid over each other.
"""

from typing import Any, NamedTuple, TypeVar

from phaply.document import ParagraphFormat
from phaply.document.model import Alignment
from phaply.readers.docx_parts import A, Element, Package, W, truth

__all__ = ["ParagraphProps", "RunLook", "RunProps", "Styles", "number", "over", "paragraph_props", "run_props"]


class RunProps(NamedTuple):
    """Character properties said in one `w:rPr`."""

    style: str | None = None
    font: str | None = None
    """A font's name, or `+minor` and the like for one that the theme names."""
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    underline: bool | None = None
    color: str | None = None


class ParagraphProps(NamedTuple):
    """Paragraph properties said in one `w:pPr`, lengths in points."""

    align: Alignment | None = None
    left: float | None = None
    first: float | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    line_rule: str | None = None
    border_bottom: bool | None = None
    num_id: str | None = None
    num_level: int | None = None


class RunLook(NamedTuple):
    """The effective format of a run."""

    font: str | None
    size: float | None
    bold: bool
    italic: bool
    underline: bool
    caps: bool
    color: str | None
    hidden: bool


_Props = TypeVar("_Props", RunProps, ParagraphProps)

_NO_RUN = RunProps()
_NO_PARAGRAPH = ParagraphProps()

_ALIGN: dict[str, Alignment] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
    "lowKashida": "justify",
    "mediumKashida": "justify",
    "highKashida": "justify",
    "thaiDistribute": "justify",
}

_VAL = W + "val"
_RFONTS, _SZ, _RSTYLE = W + "rFonts", W + "sz", W + "rStyle"
_U, _COLOR = W + "u", W + "color"
_SWITCHES = {W + "b": 3, W + "i": 4, W + "caps": 5, W + "vanish": 6}
_FONT_KEYS = ((W + "hAnsiTheme", "+"), (W + "hAnsi", ""), (W + "asciiTheme", "+"), (W + "ascii", ""))
_JC, _IND, _SPACING, _NUMPR, _PBDR, _BIDI = W + "jc", W + "ind", W + "spacing", W + "numPr", W + "pBdr", W + "bidi"
_NO_BORDER = (None, "nil", "none")


def over(base: _Props, own: _Props) -> _Props:
    """`own` laid over `base`."""
    merged: Any = [a if b is None else b for a, b in zip(base, own, strict=True)]
    return type(base)(*merged)


def number(text: str | None, scale: float) -> float | None:
    """A measure divided by `scale` (twips to points: 20), or None if it is missing or no number."""
    if not text:
        return None
    try:
        return round(float(text) / scale, 3)
    except ValueError:
        pass
    for unit, points in (("pt", 1.0), ("in", 72.0), ("cm", 28.3465), ("mm", 2.83465), ("pc", 12.0)):
        if text.endswith(unit):
            try:
                return round(float(text[: -len(unit)]) * points * 20 / scale, 3)
            except ValueError:
                return None
    return None


def run_props(rpr: Element | None) -> RunProps:
    """What a `w:rPr` says."""
    if rpr is None or not len(rpr):
        return _NO_RUN
    slots: list[object] = [None] * 9
    for child in rpr:
        tag = child.tag
        if tag == _RFONTS:
            for key, prefix in _FONT_KEYS:
                value = child.get(key)
                if value:
                    slots[1] = prefix + value
                    break
        elif tag == _SZ:
            slots[2] = number(child.get(_VAL), 2)
        elif tag in _SWITCHES:
            slots[_SWITCHES[tag]] = truth(child)
        elif tag == _U:
            slots[7] = child.get(_VAL) not in (None, "none")
        elif tag == _COLOR:
            slots[8] = child.get(_VAL)
        elif tag == _RSTYLE:
            slots[0] = child.get(_VAL)
    return RunProps(*slots)  # type: ignore[arg-type]


def paragraph_props(ppr: Element | None) -> ParagraphProps:
    """What a `w:pPr` says, without its style, its mark and its section."""
    if ppr is None or not len(ppr):
        return _NO_PARAGRAPH
    slots: list[object] = [None] * 10
    bidi = False
    for child in ppr:
        tag = child.tag
        if tag == _JC:
            slots[0] = _ALIGN.get(child.get(_VAL, ""))
        elif tag == _IND:
            get = child.get
            left = number(get(W + "left") or get(W + "start"), 20)
            slots[1] = left if left is not None else slots[1]
            hanging = number(get(W + "hanging"), 20)
            # Where both stand, Word takes the hanging indent.
            slots[2] = -hanging if hanging is not None else number(get(W + "firstLine"), 20)
        elif tag == _SPACING:
            get = child.get
            slots[3] = 14.0 if get(W + "beforeAutospacing") in ("1", "true", "on") else number(get(W + "before"), 20)
            slots[4] = 14.0 if get(W + "afterAutospacing") in ("1", "true", "on") else number(get(W + "after"), 20)
            line = number(get(W + "line"), 20)
            if line is not None:
                slots[5] = line
                slots[6] = get(W + "lineRule") or "auto"
        elif tag == _NUMPR:
            for item in child:
                if item.tag == W + "numId":
                    slots[8] = item.get(_VAL)
                elif item.tag == W + "ilvl":
                    level = item.get(_VAL, "")
                    slots[9] = min(8, int(level)) if level.isdecimal() and len(level) < 4 else None
        elif tag == _PBDR:
            bottom = child.find(W + "bottom")
            if bottom is not None:
                slots[7] = bottom.get(_VAL) not in _NO_BORDER
        elif tag == _BIDI:
            bidi = truth(child)
    if bidi and slots[0] in ("left", "right"):
        slots[0] = "right" if slots[0] == "left" else "left"
    return ParagraphProps(*slots)  # type: ignore[arg-type]


class _Style(NamedTuple):
    name: str
    kind: str
    based_on: str | None
    run: RunProps
    paragraph: ParagraphProps
    element: Element


class _Chain(NamedTuple):
    """A paragraph style with all it is based on."""

    run: RunProps
    steps: tuple[tuple[str, ParagraphProps], ...]
    """From the root of the chain down: style and its own properties."""
    name: str | None


class Styles:
    """The styles of a Word file, read when asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._elements: dict[str, Element] = {}
        self._read: dict[str, _Style | None] = {}
        self._chains: dict[str | None, _Chain] = {}
        self._looks: dict[object, RunLook] = {}
        self._formats: dict[object, ParagraphFormat] = {}
        self._numbered: dict[str | None, tuple[str | None, int | None, str | None]] = {}
        self._tables: dict[tuple[str | None, str], tuple[RunProps, ParagraphProps]] = {}
        self._theme: dict[str, str] | None = None
        self._default: dict[str, str] = {}
        self._run_defaults, self._paragraph_defaults = _NO_RUN, _NO_PARAGRAPH
        part = next(package.related(package.main, "styles"), "word/styles.xml")
        root = package.xml(part)
        if root is None:
            return
        for style in root.iterchildren(W + "style"):
            key = style.get(W + "styleId")
            if key is None:
                continue
            self._elements.setdefault(key, style)
            if style.get(W + "default") in ("1", "true", "on"):
                self._default.setdefault(style.get(W + "type", "paragraph"), key)
        defaults = root.find(W + "docDefaults")
        if defaults is not None:
            self._run_defaults = run_props(defaults.find(f"{W}rPrDefault/{W}rPr"))
            self._paragraph_defaults = paragraph_props(defaults.find(f"{W}pPrDefault/{W}pPr"))

    def style(self, key: str | None) -> _Style | None:
        """The style of that id."""
        if key is None:
            return None
        if key in self._read:
            return self._read[key]
        element = self._elements.get(key)
        style = None
        if element is not None:
            based, name = element.find(W + "basedOn"), element.find(W + "name")
            style = _Style(
                (name.get(_VAL) if name is not None else None) or key,
                element.get(W + "type", "paragraph"),
                None if based is None else based.get(_VAL),
                run_props(element.find(W + "rPr")),
                paragraph_props(element.find(W + "pPr")),
                element,
            )
        self._read[key] = style
        return style

    def ancestry(self, key: str | None) -> list[tuple[str, _Style]]:
        """The style and all it is based on, the root first. A circle ends where it closes."""
        found: list[tuple[str, _Style]] = []
        seen: set[str] = set()
        while key is not None and key not in seen:
            seen.add(key)
            style = self.style(key)
            if style is None:
                break
            found.append((key, style))
            key = style.based_on
        found.reverse()
        return found

    def paragraph_style(self, key: str | None) -> str | None:
        """The id of the paragraph style in force: the one named, or the default."""
        if key is not None and key in self._elements:
            return key
        return self._default.get("paragraph")

    def chain(self, key: str | None) -> _Chain:
        """A paragraph style resolved."""
        chain = self._chains.get(key)
        if chain is None:
            styles = self.ancestry(key)
            run = _NO_RUN
            for _, style in styles:
                run = over(run, style.run)
            name = styles[-1][1].name if styles else None
            chain = self._chains[key] = _Chain(run, tuple((k, s.paragraph) for k, s in styles), name)
        return chain

    def numbering_of(self, key: str | None) -> tuple[str | None, int | None, str | None]:
        """(numId, level, the style that says so) of a paragraph or numbering style."""
        if key in self._numbered:
            return self._numbered[key]
        num_id: str | None = None
        level: int | None = None
        owner: str | None = None
        for step, props in self.chain(key).steps:
            if props.num_id is not None:
                num_id, owner = props.num_id, step
                level = props.num_level if props.num_level is not None else None
            elif props.num_level is not None:
                level, owner = props.num_level, step
        self._numbered[key] = num_id, level, owner
        return num_id, level, owner

    def table(self, key: str | None, region: str = "") -> tuple[RunProps, ParagraphProps]:
        """What a table style says of the text in it, in `region` (`firstRow`, `lastRow`, `firstCol`, `lastCol`)."""
        key = key if key is not None and key in self._elements else self._default.get("table")
        found = self._tables.get((key, region))
        if found is None:
            run, paragraph = _NO_RUN, _NO_PARAGRAPH
            for _, style in self.ancestry(key):
                run, paragraph = over(run, style.run), over(paragraph, style.paragraph)
                for part in style.element.iterchildren(W + "tblStylePr"):
                    if part.get(W + "type") == region:
                        run = over(run, run_props(part.find(W + "rPr")))
                        paragraph = over(paragraph, paragraph_props(part.find(W + "pPr")))
            found = self._tables[key, region] = (run, paragraph)
        return found

    def look(
        self, paragraph_style: str | None, table: RunProps, direct: RunProps, under: RunProps = _NO_RUN
    ) -> RunLook:
        """The effective format of a run; `under` lies between its styles and `direct` (a label's paragraph mark)."""
        key = (paragraph_style, table, direct, under)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._resolve(paragraph_style, table, direct, under)
        return look

    def _resolve(self, paragraph_style: str | None, table: RunProps, direct: RunProps, under: RunProps) -> RunLook:
        chain = self.chain(paragraph_style).run
        character = _NO_RUN
        for _, style in self.ancestry(direct.style or under.style):
            if style.kind == "character":
                character = over(character, style.run)
        defaults = self._run_defaults
        total = over(over(over(over(over(defaults, table), chain), character), under), direct)
        switches: list[bool] = []
        for slot in (3, 4, 5, 6):
            said = direct[slot] if direct[slot] is not None else under[slot]
            if said is None:
                # On/off properties of several styles cancel each other (ECMA-376, 17.7.3).
                times = sum(bool(stage[slot]) for stage in (table, chain, character))
                said = bool(times % 2) or bool(defaults[slot])
            switches.append(bool(said))
        color = total.color
        return RunLook(
            font=self._font(total.font),
            size=total.size if total.size is not None else 10.0,
            bold=switches[0],
            italic=switches[1],
            underline=bool(total.underline),
            caps=switches[2],
            color=None if color is None or color == "auto" else color.upper(),
            hidden=switches[3],
        )

    def _font(self, font: str | None) -> str | None:
        if font is None:
            return "Times New Roman"  # Word's own where nothing is said
        if not font.startswith("+"):
            return font
        if self._theme is None:
            self._theme = {}
            part = next(self._package.related(self._package.main, "theme"), "word/theme/theme1.xml")
            root = self._package.xml(part)
            for kind in ("major", "minor"):
                latin = None if root is None else root.find(f".//{A}{kind}Font/{A}latin")
                if latin is not None and latin.get("typeface"):
                    self._theme[kind] = latin.get("typeface", "")
        return self._theme.get("major" if font.startswith("+major") else "minor")

    def paragraph(
        self,
        style: str | None,
        table: ParagraphProps,
        direct: ParagraphProps,
        numbering: ParagraphProps | None,
        direct_number: bool,
    ) -> ParagraphFormat:
        """The effective format of a paragraph.

        `numbering`: what its list level says, which lies over the style if the paragraph itself is numbered (`direct_number`), else
        beneath the style that numbers it.
        """
        key = (style, table, direct, numbering, direct_number)
        found = self._formats.get(key)
        if found is None:
            found = self._formats[key] = self._lay(style, table, direct, numbering, direct_number)
        return found

    def _lay(
        self,
        style: str | None,
        table: ParagraphProps,
        direct: ParagraphProps,
        numbering: ParagraphProps | None,
        direct_number: bool,
    ) -> ParagraphFormat:
        total = over(self._paragraph_defaults, table)
        chain = self.chain(style)
        owner = None if direct_number or numbering is None else self.numbering_of(style)[2]
        for key, props in chain.steps:
            if numbering is not None and key == owner:
                total = over(total, numbering)
            total = over(total, props)
        if numbering is not None and owner is None:
            total = over(total, numbering)
        total = over(total, direct)
        line, exact = total.line, total.line_rule in ("exact", "atLeast")
        return ParagraphFormat(
            align=total.align or "left",
            indent_first=total.first or 0.0,
            indent_left=total.left or 0.0,
            space_before=total.before or 0.0,
            space_after=total.after or 0.0,
            line_spacing=None if exact else (1.0 if line is None else round(line / 12, 3)),
            line_exact=line if exact else None,
            border_bottom=bool(total.border_bottom),
            style=chain.name,
        )
