"""The way back into a Word file: which run of which paragraph holds a stretch of the raw text."""

from array import array
from bisect import bisect_right

from phaply.document import DocxPlace
from phaply.readers.docx_parts import Element, W
from phaply.readers.docx_symbols import symbol

__all__ = ["PartLocator", "run_text"]

_T, _TABS, _BREAKS = W + "t", (W + "tab", W + "ptab"), (W + "br", W + "cr")


def run_text(run: Element) -> str:
    """A `w:r`'s own text, by whose code points `DocxPlace` counts.

    A tab or a break (of line, page or column) counts as one, as do a no-break hyphen, a soft hyphen and a `w:sym`; deleted text, field
    instructions and what drawings hold do not count. White space is counted as it stands in the file.
    """
    parts = []
    for child in run:
        tag = child.tag
        if tag == _T:
            parts.append(child.text or "")
        elif tag in _TABS:
            parts.append("\t")
        elif tag in _BREAKS:
            parts.append("\n")
        elif tag == W + "noBreakHyphen":
            parts.append("-")
        elif tag == W + "softHyphen":
            parts.append("\u00ad")
        elif tag == W + "sym":
            parts.append(symbol_of(child))
    return "".join(parts)


def symbol_of(element: Element) -> str:
    """The character of a `w:sym`."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return "•"
    if not 0x20 <= code <= 0xFFFF or 0xD800 <= code <= 0xDFFF:
        return "•"
    font = element.get(W + "font")
    code = code + 0xF000 if code < 0x100 and (font or "").lower().startswith(("wingdings", "symbol")) else code
    return symbol(chr(code), font)


class PartLocator:
    """Runs of a Word file by where they stand in the raw text.

    `paragraph` counts every `w:p` of the part as `root.iter()` meets it, `run` every `w:r` below that paragraph as
    `paragraph.iter()` meets it (deleted ones and those inside text boxes counted too).
    """

    def __init__(self) -> None:
        self._starts = array("q")
        self._ends = array("q")
        self._paragraphs = array("q")
        self._runs = array("q")
        self._offsets = array("q")
        self._parts: list[tuple[int, str]] = []
        self._pages = array("q")
        self._page_starts = array("q")

    def part(self, name: str) -> None:
        """What is added from here on comes from that part."""
        self._parts.append((len(self._starts), name))

    def page(self, start: int, number: int) -> None:
        """From `start` on, the text stood on that page when the file was last saved."""
        self._page_starts.append(start)
        self._pages.append(number)

    def add(self, start: int, end: int, paragraph: int, run: int, offset: int) -> None:
        """`raw[start:end]` is the run's own text from `offset` on."""
        n = len(self._starts) - 1
        if (
            n >= 0
            and self._ends[n] == start
            and self._runs[n] == run
            and self._paragraphs[n] == paragraph
            and self._offsets[n] + start - self._starts[n] == offset
            and self._parts[-1][0] <= n
        ):
            self._ends[n] = end
            return
        self._starts.append(start)
        self._ends.append(end)
        self._paragraphs.append(paragraph)
        self._runs.append(run)
        self._offsets.append(offset)

    def places(self, start: int, end: int) -> list[DocxPlace]:
        """The runs that hold `raw[start:end]`; an empty span gives the empty place where it stands, if a run reaches it."""
        i = max(0, bisect_right(self._starts, start) - 1)
        found: list[DocxPlace] = []
        while i < len(self._starts) and (self._starts[i] < end or (start == end and self._starts[i] <= start)):
            a, b = max(start, self._starts[i]), min(end, self._ends[i])
            if a < b or (start == end and a == b):
                shift = self._offsets[i] - self._starts[i]
                found.append(DocxPlace(self._part_of(i), self._paragraphs[i], self._runs[i], a + shift, b + shift))
            i += 1
        return found

    def _part_of(self, index: int) -> str:
        at = bisect_right(self._parts, index, key=lambda part: part[0]) - 1
        return self._parts[at][1]

    def describe(self, start: int, lang: str = "vi") -> str:
        """`trang 2, đoạn 14` or `đoạn 14`, as Word counts paragraphs."""
        if not self._starts:
            return ""
        i = max(0, bisect_right(self._starts, start) - 1)
        words = ("page", "paragraph", "footnote") if lang == "en" else ("trang", "đoạn", "chú thích")
        place = f"{words[1]} {self._paragraphs[i] + 1}"
        if self._part_of(i).endswith(("footnotes.xml", "endnotes.xml")):
            return f"{words[2]}, {place}"
        if not self._pages:
            return place
        page = self._pages[bisect_right(self._page_starts, start) - 1] if start >= self._page_starts[0] else 1
        return f"{words[0]} {page}, {place}"
