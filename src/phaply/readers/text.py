"""Plain text and Markdown as they come out of editors and converters."""

import re
from bisect import bisect_right

from phaply.document import Block, Cell, Diagnostic, Document, TextPlace
from phaply.language import Rewriter, repair

__all__ = ["LineLocator", "read_text"]


class LineLocator:
    """Lines and columns of a text file, both from 1."""

    def __init__(self, raw: str) -> None:
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", raw))]

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def places(self, start: int, end: int) -> list[TextPlace]:
        """One place for `raw[start:end]`."""
        return [TextPlace(*self._place(start), *self._place(end))]

    def describe(self, start: int, lang: str = "vi") -> str:
        """`dòng 12` or `line 12`."""
        return f"{'line' if lang == 'en' else 'dòng'} {self._place(start)[0]}"


_MARKS = re.compile(r"\*{1,3}|__|\\(?=[.()\-*_#>|+\[\]])")
_PREFIX = re.compile(r" *(?:#{1,6} +|> ?)+")
_RULER = re.compile(r"[ |:\-=_*+]+")


def read_text(
    raw: str, *, name: str, sha256: str, format: str = "text", diagnostics: tuple[Diagnostic, ...] = ()
) -> Document:
    """A Document of text already decoded. Never fails: any text has lines."""
    chars, to_raw, _ = repair(raw)
    writer = Rewriter(chars)
    blocks: list[Block] = []
    table, row, at = -1, -1, 0
    for line in chars.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if not line.strip():
            continue
        if "|" in line and line.lstrip().startswith("|"):
            if _RULER.fullmatch(line):
                continue
            if row < 0:
                table += 1
            row += 1
            column = 0
            cell_start = chars.index("|", start) + 1
            while cell_start < end:
                cell_end = chars.find("|", cell_start, end)
                cell_end = end if cell_end < 0 else cell_end
                block = _write(writer, chars, cell_start, cell_end)
                blocks.append(Block(*block, cell=Cell(table, row, column)))
                column += 1
                cell_start = cell_end + 1
            continue
        row = -1
        if _RULER.fullmatch(line):
            continue
        prefix = _PREFIX.match(chars, start, end)
        block = _write(writer, chars, prefix.end() if prefix else start, end)
        if block[0] < block[1]:
            blocks.append(Block(*block))
    text, to_chars = writer.finish()
    return Document(
        name=name,
        format=format,
        sha256=sha256,
        text=text,
        blocks=tuple(blocks),
        raw=raw,
        maps=(to_raw, to_chars),
        locator=LineLocator(raw),
        diagnostics=diagnostics,
    )


def _write(writer: Rewriter, chars: str, start: int, end: int) -> tuple[int, int]:
    """Write one block, trimmed and without Markdown marks; its span in the output."""
    if writer.length:
        writer.insert("\n")
    while start < end and chars[start] == " ":
        start += 1
    while end > start and chars[end - 1] == " ":
        end -= 1
    first = writer.length
    for m in _MARKS.finditer(chars, start, end):
        writer.copy(start, m.start())
        start = m.end()
    writer.copy(start, end)
    return first, writer.length
