"""Plain text and Markdown as they come out of editors and converters.

Lines → paragraphs: page furniture and Markdown marks go, tables and side-by-side columns are read cell by cell, broken
paragraphs are rejoined. Everything is written by one `Rewriter`, so that every offset leads back to the file.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from phaply.document import Block, Cell, Diagnostic, Document, TextPlace
from phaply.document.running import is_running_line
from phaply.language import EditMap, Rewriter, repair
from phaply.language.characters import REPAIR_MESSAGES, Repairs
from phaply.language.edits import Span
from phaply.readers.columns_text import SideBySide, find_columns
from phaply.readers.page_breaks import page_breaks
from phaply.readers.tables_layout import find_layout_tables
from phaply.readers.tables_recognised import find_recognised_tables
from phaply.readers.tables_tabbed import find_tabbed_tables
from phaply.readers.tables_text import Paragraph, TextTable, find_tables
from phaply.readers.unwrap import FULL_SHARE, continues, wrap_width

__all__ = ["LineLocator", "read_text", "repair_diagnostics"]


class LineLocator:
    """Lines and columns of a text file, both from 1."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._starts: list[int] = []  # made when first asked for

    def _place(self, offset: int) -> tuple[int, int]:
        if not self._starts:
            self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", self._raw))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def places(self, start: int, end: int) -> list[TextPlace]:
        """One place for `raw[start:end]`."""
        return [TextPlace(*self._place(start), *self._place(end))]

    def describe(self, start: int, lang: str = "vi") -> str:
        """`dòng 12` or `line 12`."""
        return f"{'line' if lang == 'en' else 'dòng'} {self._place(start)[0]}"


_RULER = re.compile(r"[ |:\-=_*+—–]+")
_PREFIX = re.compile(r"(?:#{1,6} +|> *)+")
_ESCAPE = r"\\(?=[.()\-*_#>|+\[\]!~`])"
_LINK = r"\[(?=[^\[\]\n]{1,300}\]\((?:https?:|#|/|mailto:)[^()\s]{0,400}\))|\]\((?:https?:|#|/|mailto:)[^()\s]{0,400}\)"
_MARKS = re.compile(rf"\*{{2,3}}|{_ESCAPE}")
# Single stars and underscores, links and entities are marks only in a text that is Markdown beyond doubt.
_MARKDOWN_MARKS = re.compile(
    rf"\*{{2,3}}|{_ESCAPE}|{_LINK}"
    r"|__(?=[^\W_])|(?<=[^\W_])__(?!\w)"
    r"|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])"
    r"|&nbsp;|&amp;|&lt;|&gt;|<br ?/?>"
)
_END_MARK = re.compile(r"(?:\*{1,3}|__)$")
_WRITTEN = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">"}
# Each begins with one certain sign, which the engine finds fast.
_BOLD = re.compile(r"\*\*[^\s*]")
_HEADING = re.compile(r"\n#{1,6} ")
_TABLE_RULE = re.compile(r"\n\|? *:?-{3,200}:? *\|")

_PAGE_NUMBER = re.compile(r"[-–— ]{0,4}(?:(?:Trang|Page) {0,2}\d{1,4}(?: ?/ ?\d{1,4})?|\d{1,4})[-–— ]{0,4}")
_FURNITURE = "Đã bỏ số trang hoặc dòng chạy đầu trang khi đọc."
_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def read_text(
    raw: str, *, name: str, sha256: str, format: str = "text", diagnostics: tuple[Diagnostic, ...] = ()
) -> Document:
    """A Document of text already decoded. Never fails: any text has lines."""
    chars, to_raw, repairs = repair(raw)
    reader = _TextReader(chars, _page_ends(raw))
    reader.run(raw, to_raw)
    text, to_chars = reader.writer.finish()
    maps = (to_raw, to_chars)
    return Document(
        name=name,
        format=format,
        sha256=sha256,
        text=text,
        blocks=tuple(reader.blocks),
        raw=raw,
        maps=maps,
        locator=LineLocator(raw),
        diagnostics=tuple(sorted((*diagnostics, *repair_diagnostics(repairs, maps), *reader.diagnostics))),
    )


def repair_diagnostics(repairs: Repairs, maps: Sequence[EditMap]) -> list[Diagnostic]:
    """One diagnostic per kind of repaired character: how many, and the first place."""
    found = []
    for kind, count in sorted(repairs.items()):
        spans = [(repairs.first[kind], repairs.first[kind] + 1)]
        for step in maps:
            spans = [s for a, b in spans for s in step.outputs(a, b)]
        start, end = spans[0] if spans else (0, 0)
        found.append(Diagnostic(start, end, kind, REPAIR_MESSAGES[kind].format(n=count)))
    return found


def _is_markdown(text: str) -> bool:
    """Whether a text is Markdown beyond doubt."""
    if _HEADING.match("\n" + text[:8]) is not None:
        return True
    return any(pattern.search(text) is not None for pattern in (_BOLD, _HEADING, _TABLE_RULE))


def _page_ends(raw: str) -> set[int]:
    """The lines, from 0, that end in a form feed."""
    if "\x0c" not in raw:
        return set()
    return {n for n, m in enumerate(_BREAKS.finditer(raw)) if m[0] == "\x0c"}


class _TextReader:
    """The state of one reading: the lines, what was written, what was found."""

    def __init__(self, chars: str, page_ends: set[int]) -> None:
        self.chars = chars
        self.page_ends = page_ends
        self.writer = Rewriter(chars)
        self.blocks: list[Block] = []
        self.diagnostics: list[Diagnostic] = []
        self.tables = 0
        markdown = _is_markdown(chars[:200_000])
        self.marks: re.Pattern[str] | None = None
        if markdown:
            self.marks = _MARKDOWN_MARKS
        elif "\\" in chars or "**" in chars:
            self.marks = _MARKS
        self.signs = [c for c in "*\\_[]&<" if c in chars]  # what a mark can begin with, here
        self.sign = re.compile(f"[{re.escape(''.join(self.signs))}]") if self.signs else _BOLD
        self.hard_breaks = markdown
        self.origins: list[int] = []  # where each line begins
        self.starts: list[int] = []  # where its text begins
        self.ends: list[int] = []  # where its text ends

    def run(self, raw: str, way: EditMap) -> None:
        """Read the whole text; `way` leads from its characters back to `raw`, where tabs still stand."""
        self._cut_lines()
        furniture = self._furniture() | page_breaks(self.chars, self.starts, self.ends, self.page_ends)
        for n in furniture:  # what belongs to the page is no line of a table or a column
            if is_running_line(self.chars, self.starts[n], self.ends[n]):
                self.ends[n] = self.starts[n]
                self._note("page-furniture", _FURNITURE)
        tabbed = find_tabbed_tables(raw, way, self.origins)
        rows = {n for table in tabbed for n in range(table.first, table.last)}
        specials: list[SideBySide | TextTable] = [*tabbed]
        specials += [
            t for t in find_tables(self.chars, self.starts, self.ends) if rows.isdisjoint(range(t.first, t.last))
        ]
        taken = [(s.first, s.last) for s in specials]
        others: list[SideBySide | TextTable] = [*find_columns(self.chars, self.starts, self.ends, self.origins)]
        others += find_layout_tables(self.chars, self.starts, self.ends, self.origins)
        others += find_recognised_tables(self.chars, self.starts, self.ends)
        for other in others:
            if all(other.last <= first or last <= other.first for first, last in taken):
                specials.append(other)
                taken.append((other.first, other.last))
        specials.sort(key=lambda s: s.first)
        lengths = [b - a for a, b in zip(self.starts, self.ends, strict=True) if a < b]
        width = wrap_width(lengths)
        gaps = len(self.starts) - len(lengths)
        loose = width > 0 and gaps >= 0.15 * len(lengths)
        at = 0
        for special in specials:
            self._prose(at, special.first, width, loose, furniture)
            if isinstance(special, SideBySide):
                self._columns(special)
            else:
                self._table(special)
            at = special.last
        self._prose(at, len(self.starts), width, loose, furniture)

    def _cut_lines(self) -> None:
        at = 0
        for line in self.chars.split("\n"):
            left = line.lstrip(" ")
            start = at + len(line) - len(left)
            self.origins.append(at)
            self.starts.append(start)
            self.ends.append(start + len(left.rstrip(" ")))
            at += len(line) + 1

    def _furniture(self) -> set[int]:
        """Lines that belong to the page and not to the text: page numbers, running lines of the official gazette."""
        found: set[int] = set()
        chars, starts, ends = self.chars, self.starts, self.ends
        numbers: list[int] = []
        last = len(starts) - 1
        has_running = "NG BÁO" in chars or "NG BAO" in chars
        for n, (a, b) in enumerate(zip(starts, ends, strict=True)):
            size = b - a
            if 0 < size <= 16:
                if _PAGE_NUMBER.fullmatch(chars, a, b):
                    near_page = n in self.page_ends or n - 1 in self.page_ends
                    above = n == 0 or starts[n - 1] == ends[n - 1] or near_page
                    below = n == last or starts[n + 1] == ends[n + 1] or near_page
                    if near_page or chars[a] in "TP":
                        found.add(n)
                    elif above and below:
                        numbers.append(n)
            elif has_running and is_running_line(chars, a, b):
                found.add(n)
        if len(numbers) > 1:
            values = [int(re.sub(r"\D", "", chars[starts[n] : ends[n]])) for n in numbers]
            # Page numbers rise by one, far apart; the numbers of a list or a column do not stand far apart.
            far = all(b - a > 8 for a, b in pairwise(numbers))
            if far and values[0] <= 3 and all(b - a in (1, 2) for a, b in pairwise(values)):
                found.update(numbers)
        return found

    # --- prose ---

    def _prose(self, first: int, last: int, width: int, loose: bool, furniture: set[int]) -> None:
        """Write lines `first` … `last` - 1 as paragraphs."""
        chars, starts, ends = self.chars, self.starts, self.ends
        pieces: list[Span] = []
        before = ""
        blank = torn = hard = False
        for n in range(first, last):
            a, b = starts[n], ends[n]
            if a == b:
                blank = blank or before != ""
                continue
            if n in furniture:
                self._note("page-furniture", _FURNITURE)
                blank = True
                continue
            if chars[a] in "#>" and (prefix := _PREFIX.match(chars, a, b)):
                a = prefix.end()
                hard = True
            if a >= b or (chars[a] in "-=_*+|:—–" and _RULER.fullmatch(chars, a, b)):
                blank = blank or before != ""
                continue
            after = chars[a:b]
            if self.marks is not None and after[0] in "*_":
                after = after.lstrip("*_") or after
            if before and not hard:
                full = False
                if width:
                    space = after.find(" ")
                    word = len(after) if space < 0 else space
                    full = pieces[-1][1] - pieces[-1][0] + 1 + word >= width * FULL_SHARE
                if continues(before, after, torn=blank, full=full, loose=loose):
                    torn = torn or blank
                    pieces.append((a, b))
                    before = after if self.marks is None else after.rstrip("*_") or after
                    blank = False
                    hard = self.hard_breaks and self._breaks_hard(n)
                    continue
            if pieces:
                self._write(Paragraph(pieces, torn))
            pieces = [(a, b)]
            torn = blank = False
            before = after if self.marks is None else after.rstrip("*_") or after
            hard = self.hard_breaks and (self._breaks_hard(n) or (n in furniture))
        if pieces:
            self._write(Paragraph(pieces, torn))

    def _breaks_hard(self, n: int) -> bool:
        """Whether a Markdown line ends in two spaces or a backslash: a wanted line break."""
        following = self.origins[n + 1] - 1 if n + 1 < len(self.origins) else len(self.chars)
        return following - self.ends[n] >= 2 or self.chars[self.ends[n] - 1] == "\\"

    def _note(self, code: str, message: str) -> None:
        if not any(d.code == code for d in self.diagnostics[-3:]):
            self.diagnostics.append(Diagnostic(self.writer.length, self.writer.length, code, message))

    # --- tables and columns ---

    def _table(self, table: TextTable) -> None:
        for cell in table.cells:
            place = Cell(
                self.tables,
                cell.row,
                cell.column,
                column_span=cell.column_span,
                layout=table.layout,
                guessed=table.guessed,
                row_a_line=table.row_a_line,
            )
            for paragraph in cell.paragraphs:
                self._write(paragraph, place)
        self.tables += 1

    def _columns(self, columns: SideBySide) -> None:
        for column, lines in enumerate((columns.left, columns.right)):
            place = Cell(self.tables, 0, column, layout=True)
            for a, b in lines:
                if not _RULER.fullmatch(self.chars, a, b):
                    self._write(Paragraph([(a, b)]), place)
        self.tables += 1

    # --- writing ---

    def _write(self, paragraph: Paragraph, cell: Cell | None = None) -> None:
        """Write one block; its pieces are joined by one space."""
        writer, chars = self.writer, self.chars
        pieces = paragraph.pieces
        if self.marks is not None:
            pieces = [self._bare(a, b) for a, b in pieces]
            pieces = [(a, b) for a, b in pieces if a < b]
            if not pieces:
                return
        a, b = pieces[0]
        if len(pieces) == 1 and a < b and self.marks is None:
            writer.copy_below(a, b)
            self.blocks.append(Block(writer.length - (b - a), writer.length, cell=cell))
            return
        if writer.length:
            writer.insert("\n")
        first = writer.length
        previous = -1
        tear = -1
        for a, b in pieces:
            if previous >= 0:
                if chars.count("\n", previous, a) > 1:
                    tear = writer.length
                if previous < a and not chars[previous:a].strip(" \n"):
                    writer.replace(previous, a, " ")
                else:
                    writer.insert(" ")
            previous = b
            if self.marks is not None and self.sign.search(chars, a, b) is not None:
                for m in self.marks.finditer(chars, a, b):
                    writer.copy(a, m.start())
                    if (new := _WRITTEN.get(m[0])) or (new := " " if m[0][:2] == "<b" else ""):
                        writer.replace(m.start(), m.end(), new)
                    a = m.end()
            writer.copy(a, b)
        self.blocks.append(Block(first, writer.length, cell=cell))
        if paragraph.torn and tear >= 0:
            self.diagnostics.append(
                Diagnostic(
                    max(first, tear - 24),
                    min(writer.length, tear + 24),
                    "broken-paragraph",
                    "Đoạn văn bị ngắt giữa câu bằng dòng trống; đã nối lại khi đọc.",
                )
            )

    def _bare(self, a: int, b: int) -> Span:
        """A piece without the marks and spaces at its ends."""
        marks, chars = self.marks, self.chars
        assert marks is not None
        while a < b:
            if chars[a] == " ":
                a += 1
            elif chars[a] in self.signs and (m := marks.match(chars, a, b)) and not _WRITTEN.get(m[0], "").strip():
                a = m.end()
            else:
                break
        while a < b:
            if chars[b - 1] == " ":
                b -= 1
            elif (
                chars[b - 1] in "*_"
                and chars[b - 2 : b - 1] != "\\"
                and (m := _END_MARK.search(chars, max(a, b - 3), b))
                and marks.match(chars, m.start())
            ):
                b = m.start()
            else:
                break
        return a, b
