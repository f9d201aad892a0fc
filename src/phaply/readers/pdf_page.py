"""One page of a PDF file as pdfium gives it: words with boxes and looks, line by line, and the ruling lines.

All lengths are points from the page's lower left corner.
"""

import ctypes
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from phaply.language.encodings import font_encoding, tcvn3_to_unicode
from phaply.readers.assembly import Look

__all__ = ["Fragment", "Page", "Rule", "Word", "new_looks", "read_page"]

_WORD = re.compile(r"[^\s\u00a0]+")
_LINE = re.compile(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?")
_GAP = 2.2
"""A gap between words wider than this many font sizes parts two columns."""
_SPACE = 0.13
"""A gap between letters wider than this share of the font size is a space."""
_THIN = 3.0
"""A painted rectangle thinner than this is a ruling line."""
_MAX_OBJECTS = 40_000
_MAX_SEGMENTS = 400
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE_TAIL = re.compile(
    r"(?:[-,](?:Bold|Italic|Oblique|Regular|Roman|Medium|Semibold|MT)+|PSMT|PS-?(?:Bold|Italic)*MT|MT)+$"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(slots=True)
class Word:
    """A word and its box."""

    text: str
    x0: float
    x1: float
    look: Look


@dataclass(slots=True)
class Fragment:
    """A line of words, or that part of a line that stands in one column."""

    words: list[Word]
    x0: float
    x1: float
    y: float
    """The baseline."""
    size: float
    page: int
    _text: str = ""

    @property
    def text(self) -> str:
        """The words, one space between."""
        if not self._text:
            self._text = " ".join([w.text for w in self.words])
        return self._text


@dataclass(slots=True)
class Rule:
    """A ruling line: upright if `x0 == x1`."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Page:
    """What stands on a page (from 1)."""

    number: int
    width: float
    height: float
    fragments: list[Fragment] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: float = 0.0
    """The share of the page that pictures cover."""


class _Looks:
    """The looks of text objects; fonts are asked for once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[Look, str]] = {}
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._matrix = pdfium.FS_MATRIX()

    def at(self, text_page: Any, index: int) -> tuple[Look, str]:
        """The look and the raw font name of a character."""
        item = pdfium.FPDFText_GetTextObject(text_page, index)
        font = pdfium.FPDFTextObj_GetFont(item) if item else None
        size = pdfium.FPDFText_GetFontSize(text_page, index)
        if pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(self._matrix)):
            scale = max(abs(self._matrix.d), abs(self._matrix.b))
            size *= scale if scale > 0 else 1
        key = (ctypes.addressof(font.contents) if font else 0, round(size * 4))
        known = self._known.get(key)
        if known is None:
            length = pdfium.FPDFText_GetFontInfo(text_page, index, self._name, 256, ctypes.byref(self._flags))
            name = self._name.value.decode("utf-8", "replace") if 0 < length <= 256 else ""
            name = _SUBSET.sub("", name)
            low = name.lower()
            weight = pdfium.FPDFText_GetFontWeight(text_page, index)
            bold = "bold" in low or ("black" in low) or (not name and weight >= 600)
            italic = "italic" in low or "oblique" in low or bool(self._flags.value & 64)
            look = Look(_family(name) or None, round(size * 2) / 2 or None, bold, italic)
            known = self._known[key] = (look, name)
        return known


def _family(name: str) -> str:
    """`TimesNewRomanPS-BoldMT` → `Times New Roman`."""
    name = _STYLE_TAIL.sub("", name.replace("#20", " "))
    if name.startswith("."):
        return name
    return _CAMEL.sub(" ", name).replace("  ", " ").strip()


def read_page(document: Any, number: int, looks: _Looks, *, rules: bool = True) -> Page:
    """Page `number` (from 1) of an open pdfium document. `looks` comes from `new_looks`."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return Page(number, 0.0, 0.0)
    try:
        found = Page(number, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
        text_page = pdfium.FPDFText_LoadPage(page)
        if text_page:
            try:
                _read_words(text_page, found, looks)
            finally:
                pdfium.FPDFText_ClosePage(text_page)
        _read_objects(page, found, rules)
        return found
    finally:
        pdfium.FPDF_ClosePage(page)


def new_looks() -> _Looks:
    """A store of looks for one document."""
    return _Looks()


def _characters(text_page: Any) -> str:
    """The page's characters, one code unit each, so that an index is pdfium's index."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    return "".join(_unit(pdfium.FPDFText_GetUnicode(text_page, i)) for i in range(count))


def _unit(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


@dataclass(slots=True)
class _Line:
    """A line as pdfium gives it: its words, and where they stand among the page's characters."""

    y: float
    size: float
    words: list[Word]
    spans: list[tuple[int, int]]
    tangled: bool = False
    """Whether the letters do not stand in their order, as where those of another font come after the rest."""


def _read_words(text_page: Any, page: Page, looks: _Looks) -> None:
    text = _characters(text_page)
    doubles = [ctypes.c_double() for _ in range(4)]
    left, right = doubles[0], doubles[1]
    refs = [ctypes.byref(d) for d in doubles]
    x, y = ctypes.c_double(), ctypes.c_double()
    ref_x, ref_y = ctypes.byref(x), ctypes.byref(y)
    box = pdfium.FPDFText_GetCharBox
    lines: list[_Line] = []
    for line in _LINE.finditer(text):
        spans = [(m.start(), m.end()) for m in _WORD.finditer(text, line.start(), line.end())]
        if not spans:
            continue
        first, first_font = looks.at(text_page, spans[0][0])
        last, _ = looks.at(text_page, spans[-1][1] - 1)
        mixed = first is not last
        pdfium.FPDFText_GetCharOrigin(text_page, spans[0][0], ref_x, ref_y)
        words: list[Word] = []
        tangled = False
        for start, end in spans:
            if not box(text_page, start, *refs):
                continue
            x0 = left.value
            x1 = right.value if box(text_page, end - 1, *refs) else x0
            look, font = looks.at(text_page, start) if mixed else (first, first_font)
            words.append(Word(_shown(text[start:end], font), min(x0, x1), max(x0, x1), look))
            size = look.size or 12.0
            tangled = (
                tangled
                or (end - start > 1 and x1 < x0 + 0.15 * size)
                or (len(words) > 1 and x0 < words[-2].x1 - 0.3 * size)
            )
        if words:
            lines.append(_Line(y.value, first.size or last.size or 12.0, words, spans, tangled))
    for group in _interleaved(lines):
        if len(group) == 1 and not group[0].tangled:
            _cut(group[0].words, group[0].y, group[0].size, page)
        else:
            size = max(group, key=lambda g: sum(len(w.text) for w in g.words)).size
            _cut(_by_place(text, text_page, group, looks, size), group[0].y, size, page)


def _shown(text: str, font: str) -> str:
    """A word as its font shows it: the fonts of TCVN3 tell their encoding by their name."""
    if text[-1] in "\x02\ufffe":
        # pdfium marks a hyphen at a line's end; in Vietnamese it belongs to a symbol or a name and stays.
        text = text[:-1] + "-"
    if font[:1] == "." and (encoding := font_encoding(font)) and encoding != "vni":
        return tcvn3_to_unicode(text, encoding == "tcvn3-capitals")
    return text


def _interleaved(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines in their order; those that stand on one baseline in each other's way come together.

    Programs that lack a letter in a font take it from another and write those letters after the line.
    """
    order = sorted(range(len(lines)), key=lambda i: -lines[i].y)
    together: dict[int, list[int]] = {}
    n = 0
    while n < len(order):
        stop = n + 1
        head = lines[order[n]]
        while stop < len(order) and head.y - lines[order[stop]].y <= 0.3 * head.size:
            stop += 1
        if stop - n > 1:
            # Sweep from the left: lines whose extents overlap make one group.
            row = sorted(order[n:stop], key=lambda i: min(w.x0 for w in lines[i].words))
            group, edge = [row[0]], max(w.x1 for w in lines[row[0]].words)
            for i in row[1:]:
                if min(w.x0 for w in lines[i].words) < edge - 0.5:
                    group.append(i)
                else:
                    if len(group) > 1:
                        together.update(dict.fromkeys(group, group))
                    group = [i]
                edge = max(edge, max(w.x1 for w in lines[i].words))
            if len(group) > 1:
                together.update(dict.fromkeys(group, group))
        n = stop
    done: set[int] = set()
    for i, line in enumerate(lines):
        if i in done:
            continue
        group = together.get(i, [i])
        done.update(group)
        yield [lines[k] for k in group] if len(group) > 1 else [line]


def _by_place(text: str, text_page: Any, group: list[_Line], looks: _Looks, size: float) -> list[Word]:
    """The words of lines that stand in each other's way, built anew from where each letter stands."""
    box = pdfium.FS_RECTF()
    ref = ctypes.byref(box)
    letters: list[tuple[float, float, str, Look]] = []
    marks: list[tuple[float, str]] = []
    spaces: list[float] = []  # the middles of spaces that the file writes
    for line in group:
        for i in range(line.spans[0][0], line.spans[-1][1]):
            if text[i] in " \u00a0":
                if not pdfium.FPDFText_IsGenerated(text_page, i) and pdfium.FPDFText_GetLooseCharBox(text_page, i, ref):
                    spaces.append((box.left + box.right) / 2)
                continue
            if not pdfium.FPDFText_GetLooseCharBox(text_page, i, ref):
                continue
            look, font = looks.at(text_page, i)
            shown = _shown(text[i], font)
            if unicodedata.combining(shown):
                marks.append(((box.left + box.right) / 2, shown))
            else:
                letters.append((box.left, box.right, shown, look))
    letters.sort(key=lambda letter: letter[0])
    spaces.sort()
    if not letters:
        return []
    bearers = [n for n, letter in enumerate(letters) if letter[2].isalpha()]
    middles = [(letters[n][0] + letters[n][1]) / 2 for n in bearers]
    added: dict[int, str] = {}
    for middle, mark in marks if bearers else ():
        at = bisect_left(middles, middle)
        if at == len(middles) or (at and middle - middles[at - 1] <= middles[at] - middle):
            at -= 1
        added[bearers[at]] = added.get(bearers[at], "") + mark
    usual = Counter(look for _, _, _, look in letters).most_common(1)[0][0]
    words: list[Word] = []
    parts: list[str] = []
    inside: list[Look] = []
    x0 = x1 = letters[0][0]
    passed = 0
    for n, (a, b, shown, look) in enumerate(letters):
        gap = bisect_left(spaces, (a + b) / 2)
        if parts and (a - x1 > _SPACE * size or gap > passed):
            words.append(Word("".join(parts), x0, x1, usual if usual in inside else inside[0]))
            parts, inside, x0 = [], [], a
        passed = gap
        parts.append(shown + added.get(n, ""))
        inside.append(look)
        x1 = max(b, x1) if parts[1:] else b
    words.append(Word("".join(parts), x0, x1, usual if usual in inside else inside[0]))
    return words


def _cut(words: list[Word], baseline: float, size: float, page: Page) -> None:
    """Cut a line at wide gaps and where it goes back to the left; each part is a fragment."""
    start = 0
    for n in range(1, len(words) + 1):
        if n == len(words) or not -size < words[n].x0 - words[n - 1].x1 < _GAP * size:
            part = words[start:n]
            if part:
                page.fragments.append(
                    Fragment(part, min(w.x0 for w in part), max(w.x1 for w in part), baseline, size, page.number)
                )
            start = n


def _read_objects(page: Any, found: Page, rules: bool) -> None:
    """Ruling lines from paths, and how much of the page pictures cover."""
    values = [ctypes.c_float() for _ in range(4)]
    refs = [ctypes.byref(v) for v in values]
    area = 0.0
    for i in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, i)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *refs):
            continue
        x0, y0, x1, y1 = (v.value for v in values)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            area += max(0.0, x1 - x0) * max(0.0, y1 - y0)
        elif rules:
            _rule(item, x0, y0, x1, y1, found)
    if found.width and found.height:
        found.pictures = area / (found.width * found.height)


def _rule(item: Any, x0: float, y0: float, x1: float, y1: float, found: Page) -> None:
    if y1 - y0 <= _THIN or x1 - x0 <= _THIN:
        _add_rule(found, x0, y0, x1, y1)
        return
    # A frame, or many lines in one path: its straight segments.
    count = pdfium.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MAX_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value and count <= 6:
        return  # a filled background
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for n in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, n)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if before is not None and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            a, b = min(before[0], here[0]), max(before[0], here[0])
            c, d = min(before[1], here[1]), max(before[1], here[1])
            if (b - a <= _THIN) != (d - c <= _THIN):
                _add_rule(found, a, c, b, d)
        before = here


def _add_rule(found: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    if x1 - x0 >= y1 - y0:
        if x1 - x0 > 4:
            middle = (y0 + y1) / 2
            found.rules.append(Rule(x0, middle, x1, middle))
    elif y1 - y0 > 4:
        middle = (x0 + x1) / 2
        found.rules.append(Rule(middle, y0, middle, y1))
