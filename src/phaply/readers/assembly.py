"""From the raw paragraphs that a reader found to a Document: characters repaired, pieces joined, formats carried along."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from phaply.document import Block, Cell, Diagnostic, Document, Locator, PageSetup, ParagraphFormat, RunFormat
from phaply.language import Rewriter, repair
from phaply.language.edits import Span
from phaply.readers.text import repair_diagnostics

__all__ = ["Look", "RawParagraph", "assemble"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; see `RunFormat`."""

    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    caps: bool | None = None
    color: str | None = None


@dataclass(slots=True)
class RawParagraph:
    """A paragraph in raw offsets: pieces to be joined by one space, in ascending order."""

    pieces: list[Span]
    runs: list[tuple[int, int, Look]] = field(default_factory=list)
    """Ascending, disjoint raw spans with their looks."""
    label: str | None = None
    """A label that the format counts by itself, to be written before the text."""
    printed_label: Span | None = None
    """Or where an automatic label stands in the raw text already."""
    level: int | None = None
    cell: Cell | None = None
    page: int | None = None
    format: ParagraphFormat | None = None
    torn: bool = False
    """A page's end or an empty line stood inside the sentence."""


def assemble(
    raw: str,
    paragraphs: Sequence[RawParagraph],
    *,
    name: str,
    format: str,
    sha256: str,
    locator: Locator,
    diagnostics: Sequence[Diagnostic] = (),
    page_setup: tuple[PageSetup, ...] = (),
    pages: int | None = None,
) -> Document:
    """The Document of raw paragraphs, in the order of the raw text."""
    chars, to_raw, repairs = repair(raw)
    offsets = sorted(
        {at for p in paragraphs for piece in p.pieces for at in piece}
        | {at for p in paragraphs for a, b, _ in p.runs for at in (a, b)}
        | {at for p in paragraphs if p.printed_label for at in p.printed_label}
    )
    moved = dict(zip(offsets, to_raw.forward(offsets), strict=True))
    writer = Rewriter(chars)
    blocks: list[Block] = []
    notes: list[Diagnostic] = []
    for paragraph in paragraphs:
        block = _write(writer, chars, paragraph, moved, notes)
        if block is not None:
            blocks.append(block)
    text, to_chars = writer.finish()
    maps = (to_raw, to_chars)
    return Document(
        name=name,
        format=format,
        sha256=sha256,
        text=text,
        blocks=tuple(blocks),
        raw=raw,
        maps=maps,
        locator=locator,
        page_setup=page_setup,
        pages=pages,
        diagnostics=tuple(sorted((*diagnostics, *repair_diagnostics(repairs, maps), *notes))),
    )


def _write(
    writer: Rewriter, chars: str, paragraph: RawParagraph, moved: dict[int, int], notes: list[Diagnostic]
) -> Block | None:
    pieces = []
    for piece in paragraph.pieces:
        start, end = moved[piece[0]], moved[piece[1]]
        while start < end and chars[start] in " \n":
            start += 1
        while end > start and chars[end - 1] in " \n":
            end -= 1
        if start < end:
            pieces.append((start, end))
    if not pieces:
        return None
    if writer.length:
        writer.insert("\n")
    first = writer.length
    label = paragraph.label
    if label:
        writer.insert(label + " ")
    if paragraph.printed_label:
        a, b = (moved[at] for at in paragraph.printed_label)
        label = chars[a:b].strip() or None
    runs: list[RunFormat] = []
    looks = [(moved[a], moved[b], look) for a, b, look in paragraph.runs]
    at = 0
    previous = -1
    tear = -1
    for start, end in pieces:
        if previous >= 0:
            tear = writer.length
            if not (chars[previous - 1] == "-" and chars[previous - 2 : previous - 1].isalnum()):
                if not chars[previous:start].strip(" \n"):
                    writer.replace(previous, start, " ")
                else:
                    writer.insert(" ")
        previous = end
        shift = writer.length - start
        writer.copy(start, end)
        while at < len(looks) and looks[at][1] <= start:
            at += 1
        n = at
        while n < len(looks) and looks[n][0] < end:
            a, b, look = looks[n]
            _add_run(runs, max(a, start) + shift, min(b, end) + shift, look)
            n += 1
        at = max(at, n - 1)
    if paragraph.torn and tear >= 0:
        message = "Đoạn văn bị ngắt giữa câu ở chỗ sang trang hoặc dòng trống; đã nối lại khi đọc."
        notes.append(Diagnostic(max(first, tear - 24), min(writer.length, tear + 24), "broken-paragraph", message))
    return Block(
        first,
        writer.length,
        label=label,
        level=paragraph.level,
        cell=paragraph.cell,
        page=paragraph.page,
        format=paragraph.format,
        runs=tuple(runs),
    )


def _add_run(runs: list[RunFormat], start: int, end: int, look: Look) -> None:
    """Add a run, or lengthen the last one if it looks the same and only a joining space parts them."""
    if start >= end:
        return
    new = RunFormat(start, end, look.font, look.size, look.bold, look.italic, look.underline, look.caps, look.color)
    if runs and start - runs[-1].end <= 1 and _same(runs[-1], new):
        old = runs.pop()
        new = RunFormat(
            old.start, end, look.font, look.size, look.bold, look.italic, look.underline, look.caps, look.color
        )
    runs.append(new)


def _same(a: RunFormat, b: RunFormat) -> bool:
    return (a.font, a.size, a.bold, a.italic, a.underline, a.caps, a.color) == (
        b.font,
        b.size,
        b.bold,
        b.italic,
        b.underline,
        b.caps,
        b.color,
    )
