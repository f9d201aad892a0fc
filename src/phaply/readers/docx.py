"""Word files (.docx): every number, table, text box and format, read from the parts themselves."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from phaply.document import Diagnostic, Document, PageSetup
from phaply.language import repair
from phaply.language.encodings import ENCODING_NAMES
from phaply.readers.docx_assembly import Assembly
from phaply.readers.docx_fonts import decode_fonts
from phaply.readers.docx_gathering import Gathering, Paragraph
from phaply.readers.docx_numbering import Numbering
from phaply.readers.docx_parts import OfficeLimits, Package, W
from phaply.readers.docx_sections import Running, page_setups
from phaply.readers.docx_story import Story
from phaply.readers.docx_styles import Styles
from phaply.readers.text import repair_diagnostics

__all__ = ["read_docx"]

_MESSAGES = {
    "open-changes": "Tệp còn {n} chỗ sửa đổi (Track Changes) chưa được chấp nhận hay từ chối; phần chèn được đọc, phần xóa bị bỏ.",
    "has-comments": "Tệp có {n} ghi chú (comment); ghi chú không thuộc nội dung văn bản.",
    "hidden-text": "Tệp có {n} ký tự chữ ẩn; chữ ẩn không được đọc.",
    "embedded-document": "Tệp nhúng {n} tệp khác mà phần nội dung nhúng chưa được đọc.",
}
_TAB = re.compile("\t")
_LEGACY = "Tệp dùng bảng mã {what}, không phải Unicode; đã chuyển sang Unicode khi đọc."
_BROKEN = "Phần {what} trong tệp bị hỏng và bị bỏ qua."
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
    tabs: Sequence[int] = [m.start() for m in _TAB.finditer(raw)]
    if legacy:
        bounds, tabs = to_raw.forward(bounds), to_raw.forward(tabs)
    if chars != plain:
        bounds, tabs = to_plain.forward(bounds), to_plain.forward(tabs)
    assembly = Assembly(chars, out.paragraphs, bounds, tabs)
    blocks = assembly.write()
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
        starts = [min(len(text), assembly.starts[i]) if i < len(assembly.starts) else len(text) for i in ends]
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
        diagnostics=tuple(
            sorted(
                (
                    *_diagnostics(package, out, assembly, len(text)),
                    *repair_diagnostics(repaired, (to_plain, to_chars)),
                    *(
                        Diagnostic(0, 0, "legacy-encoding", _LEGACY.format(what=ENCODING_NAMES[code]))
                        for code in legacy
                    ),
                )
            )
        ),
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


def _diagnostics(package: Package, out: Gathering, assembly: Assembly, length: int) -> Iterator[Diagnostic]:
    """What the walk met, at the paragraph where it met it first, and parts that could not be read."""
    paragraphs = [paragraph.start for paragraph in out.paragraphs]
    for code, count in out.seen.items():
        at = 0
        if paragraphs:
            at = min(length, assembly.starts[min(bisect_left(paragraphs, out.first[code]), len(paragraphs) - 1)])
        yield Diagnostic(at, at, code, _MESSAGES[code].format(n=count))
    for part in package.broken:
        yield Diagnostic(0, 0, "broken-part", _BROKEN.format(what=part))
