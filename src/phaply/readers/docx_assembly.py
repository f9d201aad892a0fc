"""The gathered paragraphs of a Word file written as text: one line each, labels in front, columns of a header apart."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import structs

from phaply.document import Block, Cell, RunFormat
from phaply.language import Rewriter, repair
from phaply.readers.docx_columns import side_by_side
from phaply.readers.docx_fonts import decode_label
from phaply.readers.docx_gathering import Paragraph
from phaply.readers.docx_styles import RunLook

__all__ = ["Assembly"]


class Assembly:
    """Writes the paragraphs and keeps the way back."""

    def __init__(self, chars: str, paragraphs: Sequence[Paragraph], bounds: Sequence[int], tabs: Sequence[int]) -> None:
        self.chars = chars
        self.writer = Rewriter(chars)
        self.starts: list[int] = []
        """Where each paragraph begins in the text."""
        self._paragraphs = paragraphs
        self._bounds: list[Sequence[int]] = []
        """For each paragraph where it starts and where each of its runs ends, in `chars`."""
        at = 0
        for paragraph in paragraphs:
            self._bounds.append(bounds[at : at + 1 + len(paragraph.runs)])
            at += 1 + len(paragraph.runs)
        spans = [(b[0], b[-1]) for b in self._bounds]
        self._columns = side_by_side(chars, paragraphs, spans, tabs)
        self._tables = 0
        self._begun = False

    def write(self) -> list[Block]:
        """Write all paragraphs; their blocks."""
        blocks: list[Block] = []
        i = more = 0
        while i < len(self._paragraphs):
            if i in self._columns:
                last, *sides = self._columns[i]
                first = self.writer.length + self._begun
                for column, spans in enumerate(sides):
                    cell = Cell(self._tables, 0, column, layout=True)
                    for start, end in spans:
                        k = bisect_right([b[0] for b in self._bounds[i : last + 1]], start) - 1 + i
                        block = self._write(k, start, end, cell)
                        blocks += [block] if block else []
                more += 1
                self._tables += 1
                self.starts += [first] * (last + 1 - i)
                i = last + 1
                continue
            bounds = self._bounds[i]
            cell_of = self._paragraphs[i].cell
            if cell_of is not None:
                cell_of = structs.replace(cell_of, table=cell_of.table + more) if more else cell_of
                self._tables = max(self._tables, cell_of.table + 1)
            self.starts.append(self.writer.length + self._begun)
            block = self._write(i, bounds[0], bounds[-1], cell_of)
            blocks += [block] if block else []
            i += 1
        return blocks

    def _write(self, index: int, start: int, end: int, cell: Cell | None) -> Block | None:
        """Write a paragraph, or a stretch of it; its block, or None if nothing of it shows."""
        writer, chars = self.writer, self.chars
        paragraph, bounds = self._paragraphs[index], self._bounds[index]
        begin = start
        while begin < end and chars[begin] in " \n":
            begin += 1
        while end > begin and chars[end - 1] in " \n":
            end -= 1
        label, printed = paragraph.label, None
        if begin == end and label is None and (cell is None or cell.layout):
            return None  # nothing that shows
        if self._begun:
            writer.insert("\n")
        self._begun = True
        first = writer.length
        runs: list[RunFormat] = []
        if label is not None:
            look = paragraph.label_look
            printed = label.text
            if not printed.isascii() or (look and (look.font or "").startswith(".")):
                printed = repair(decode_label(printed, look.font if look else None))[0]
            gap = " " if begin > start else label.gap
            writer.insert(printed + (gap if begin < end else ""))
            if look is not None:
                runs.append(_run(first, writer.length, look))
        shift = writer.length - begin
        self._copy(begin, end, paragraph.format.align != "center")
        at = begin
        for bound, (_, _, look) in zip(bounds[1:], paragraph.runs, strict=True):
            stop = min(bound, end)
            if stop > at:
                run = _run(at + shift, stop + shift, look)
                if runs and _alike(runs[-1], run):
                    run = _run(runs.pop().start, run.end, look)
                runs.append(run)
                at = stop
        return Block(
            first,
            writer.length,
            label=printed,
            level=None if label is None else label.depth,
            cell=cell,
            area=paragraph.area,
            page=paragraph.page,
            format=paragraph.format,
            runs=tuple(runs),
        )

    def _copy(self, start: int, end: int, prose: bool) -> None:
        """Copy a paragraph. A soft break inside a sentence is no line of its own and becomes a space."""
        chars = self.chars
        if prose:
            at = chars.find("\n", start, end)
            while at >= 0:
                if _in_sentence(chars, at, start, end):
                    self.writer.copy(start, at)
                    self.writer.replace(at, at + 1, " ")
                    start = at + 1
                at = chars.find("\n", at + 1, end)
        self.writer.copy(start, end)


def _in_sentence(chars: str, at: int, start: int, end: int) -> bool:
    before, after = at - 1, at + 1
    while before > start and chars[before] == " ":
        before -= 1
    while after < end - 1 and chars[after] == " ":
        after += 1
    return (
        before >= start
        and after < end
        and chars[after].islower()
        and chars[before] not in ".;:!?…/"
        and not chars[before].isspace()
        # `a)` and `b.` begin items, not the rest of a sentence.
        and not (after + 1 < end and chars[after + 1] in ").")
    )


def _run(start: int, end: int, look: RunLook) -> RunFormat:
    return RunFormat(start, end, look.font, look.size, look.bold, look.italic, look.underline, look.caps, look.color)


def _alike(a: RunFormat, b: RunFormat) -> bool:
    return (a.font, a.size, a.bold, a.italic, a.underline, a.caps, a.color) == (
        b.font,
        b.size,
        b.bold,
        b.italic,
        b.underline,
        b.caps,
        b.color,
    )
