"""Word files (.docx): every number, table, text box and format, read from the parts themselves."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from phaply.document import Block, Diagnostic, Document, PageSetup, RunFormat
from phaply.language import Rewriter, repair
from phaply.language.encodings import ENCODING_NAMES
from phaply.readers.docx_fonts import decode_fonts, decode_label
from phaply.readers.docx_numbering import Numbering
from phaply.readers.docx_parts import OfficeLimits, Package, W
from phaply.readers.docx_sections import Running, page_setups
from phaply.readers.docx_story import Gathering, Paragraph, Story
from phaply.readers.docx_styles import RunLook, Styles

__all__ = ["read_docx"]

_MESSAGES = {
    "open-changes": "Tệp còn {n} chỗ sửa đổi (Track Changes) chưa được chấp nhận hay từ chối; phần chèn được đọc, phần xóa bị bỏ.",
    "has-comments": "Tệp có {n} ghi chú (comment); ghi chú không thuộc nội dung văn bản.",
    "hidden-text": "Tệp có {n} ký tự chữ ẩn; chữ ẩn không được đọc.",
    "embedded-document": "Tệp nhúng {n} tệp khác mà phần nội dung nhúng chưa được đọc.",
    "legacy-encoding": "Tệp dùng bảng mã {what}, không phải Unicode; đã chuyển sang Unicode khi đọc.",
    "broken-part": "Phần {what} trong tệp bị hỏng và bị bỏ qua.",
    "look-alike-letter": "Đã sửa {n} chữ cái giống chữ tiếng Việt (ví dụ Ð của bảng mã khác thay cho Đ).",
    "decomposed-letter": "Đã ghép {n} chữ có dấu viết tách rời (Unicode tổ hợp).",
    "invisible-character": "Đã bỏ {n} ký tự không hiển thị.",
    "ligature": "Đã tách {n} chữ dính (ligature).",
}
_ORDINAL_NOTES = (("footnote", "word/footnotes.xml"), ("endnote", "word/endnotes.xml"))


def read_docx(data: bytes, *, name: str, sha256: str, limits: OfficeLimits | None = None) -> Document:
    """The Document of a Word file's bytes.

    Raises InputError if it is no Word file, is damaged, is protected by a password or exceeds `limits`.
    """
    limits = limits or OfficeLimits()
    package = Package(data, name, limits)
    root = package.main_xml()
    styles = Styles(package)
    numbering = Numbering(package, styles)
    out = Gathering()
    body = next((child for child in root if str(child.tag).endswith("}body")), root)
    Story(root, package.main, out, styles, numbering, limits, name).walk(body)
    _read_notes(package, out, styles, numbering, limits)

    raw = "".join(out.parts)
    plain, to_raw, legacy = decode_fonts(raw, _fonts(out.paragraphs))
    chars, to_plain, repaired = repair(plain)
    bounds: Sequence[int] = [at for p in out.paragraphs for at in (p.start, *(end for _, end, _ in p.runs))]
    if legacy:
        bounds = to_raw.forward(bounds)
    if chars != plain:
        bounds = to_plain.forward(bounds)
    assembly = _Assembly(chars, bounds)
    blocks = [assembly.add(paragraph) for paragraph in out.paragraphs]
    text, to_chars = assembly.writer.finish()

    def running(key: str) -> Running | None:
        target = package.relations(package.main).get(key)
        part = None if target is None else package.xml(target[1])
        if part is None or target is None:
            return None
        aside = Gathering()
        story = Story(part, target[1], aside, styles, numbering, limits, name, running=True)
        story.walk(part)
        return Running(_lines(aside), story.page_number)

    setups: tuple[PageSetup, ...] = ()
    if out.sections:
        ends = [0, *(count for _, count in out.sections)]
        starts = [blocks[i].start if i < len(blocks) else len(text) for i in ends]
        setups = page_setups([(section, starts[i]) for i, (section, _) in enumerate(out.sections)], running)
    return Document(
        name=name,
        format="docx",
        sha256=sha256,
        text=text,
        blocks=tuple(blocks),
        raw=raw,
        maps=(to_raw, to_plain, to_chars) if legacy else (to_plain, to_chars),
        locator=out.locator,
        page_setup=setups,
        pages=_pages(package),
        diagnostics=_diagnostics(package, out, {**repaired, **dict.fromkeys(legacy, 1)}, blocks),
    )


def _read_notes(package: Package, out: Gathering, styles: Styles, numbering: Numbering, limits: OfficeLimits) -> None:
    """Read foot- and endnotes behind the body, in the order of their marks."""
    if not out.notes:
        return
    for kind, usual in _ORDINAL_NOTES:
        wanted = [key for k, key in out.notes if k == kind]
        if not wanted:
            continue
        part = next(package.related(package.main, f"{kind}s"), usual)
        root = package.xml(part)
        if root is None:
            continue
        notes = {note.get(W + "id"): note for note in root.iterchildren(W + kind)}
        story = Story(root, part, out, styles, numbering, limits, package.name, area="footnote")
        for key in dict.fromkeys(wanted):
            if key in notes:
                story.walk(notes[key])


def _fonts(paragraphs: Iterable[Paragraph]) -> Iterator[list[tuple[int, int, str | None]]]:
    return ([(start, end, look.font) for start, end, look in paragraph.runs] for paragraph in paragraphs)


def _lines(aside: Gathering) -> str:
    """The text of a header or footer."""
    raw = "".join(aside.parts)
    plain, way, _ = decode_fonts(raw, _fonts(aside.paragraphs))
    bounds = way.forward([at for p in aside.paragraphs for at in (p.start, p.end)])
    spans = zip(aside.paragraphs, bounds[::2], bounds[1::2], strict=True)
    lines = [f"{p.label.text if p.label else ''} {plain[start:end]}".strip() for p, start, end in spans]
    return repair("\n".join(line for line in lines if line))[0]


class _Assembly:
    """Writes the paragraphs, one line each, with their labels, and keeps the way back."""

    def __init__(self, chars: str, bounds: Sequence[int]) -> None:
        self.chars = chars
        self.writer = Rewriter(chars)
        self._bounds = bounds
        """For each paragraph where it starts and where each of its runs ends, in `chars`."""
        self._at = 0

    def add(self, paragraph: Paragraph) -> Block:
        """Write one paragraph; its block."""
        writer, chars = self.writer, self.chars
        if writer.length:
            writer.insert("\n")
        first = writer.length
        bounds = self._bounds[self._at : self._at + 1 + len(paragraph.runs)]
        self._at += len(bounds)
        start, end = bounds[0], bounds[-1]
        begin = start
        while begin < end and chars[begin] in " \n":
            begin += 1
        while end > begin and chars[end - 1] in " \n":
            end -= 1
        label, printed = paragraph.label, None
        runs: list[RunFormat] = []
        if label is not None:
            look = paragraph.label_look
            printed = repair(decode_label(label.text, look.font if look else None))[0]
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
            cell=paragraph.cell,
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


def _pages(package: Package) -> int | None:
    """The number of pages when the file was last saved."""
    root = package.xml("docProps/app.xml") if package.has("docProps/app.xml") else None
    if root is not None:
        for child in root:
            if str(child.tag).endswith("}Pages"):
                text = (child.text or "").strip()
                if text.isdecimal() and 0 < len(text) < 6:
                    return int(text) or None
    return None


def _diagnostics(
    package: Package, out: Gathering, repaired: dict[str, int], blocks: list[Block]
) -> tuple[Diagnostic, ...]:
    found = []
    starts = [paragraph.start for paragraph in out.paragraphs]
    for code, count in out.seen.items():
        if not blocks:
            start = end = 0
        else:
            block = blocks[max(0, min(bisect_left(starts, out.first[code]), len(blocks) - 1))]
            start, end = block.start, block.end
        found.append(Diagnostic(start, end, code, _MESSAGES[code].format(n=count)))
    for code, count in repaired.items():
        if code in ENCODING_NAMES:
            found.append(
                Diagnostic(0, 0, "legacy-encoding", _MESSAGES["legacy-encoding"].format(what=ENCODING_NAMES[code]))
            )
            continue
        found.append(Diagnostic(0, 0, code, _MESSAGES[code].format(n=count)))
    for part in package.broken:
        found.append(Diagnostic(0, 0, "broken-part", _MESSAGES["broken-part"].format(what=part)))
    return tuple(sorted(found))
