"""PDF files with a text layer, by pdfium: lines to paragraphs, columns and tables to cells, furniture aside."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import pypdfium2

from phaply.document import Diagnostic, Document, PageNumber, PageSetup, PdfPlace
from phaply.errors import InputError
from phaply.readers.assembly import Look, RawParagraph, assemble
from phaply.readers.limits import Limits, too_big
from phaply.readers.pdf_fonts import mend_fonts
from phaply.readers.pdf_layout import Furniture, Layout, lay_out
from phaply.readers.pdf_page import Page, new_looks, read_page

__all__ = ["WordLocator", "document_of", "read_pdf"]

_MM = 25.4 / 72


class WordLocator:
    """Pages and boxes of words; `raw` is made of lines of words."""

    def __init__(self) -> None:
        self._starts = array("q")
        self._ends = array("q")
        self._pages = array("l")
        self._boxes = array("f")

    def add(self, start: int, end: int, page: int, box: tuple[float, float, float, float]) -> None:
        """Note that `raw[start:end]` stands at `box` on `page`; in ascending order."""
        self._starts.append(start)
        self._ends.append(end)
        self._pages.append(page)
        self._boxes.extend(box)

    def __bool__(self) -> bool:
        return bool(self._starts)

    def page(self, start: int) -> int:
        """The page of a raw offset."""
        return self._pages[max(0, bisect_right(self._starts, start) - 1)]

    def places(self, start: int, end: int) -> list[PdfPlace]:
        """A place per page, with one box per line."""
        found: list[PdfPlace] = []
        i = max(0, bisect_right(self._starts, start) - 1)
        while i < len(self._starts) and (self._starts[i] < end or (start == end and self._starts[i] <= start)):
            if self._ends[i] > start or start == end:
                box = tuple(round(v, 2) for v in self._boxes[4 * i : 4 * i + 4])
                page = self._pages[i]
                if found and found[-1].page == page:
                    boxes = found.pop().boxes
                    x0, y0, x1, y1 = boxes[-1]
                    if abs(y0 - box[1]) < 2 and box[0] >= x0:
                        boxes = (*boxes[:-1], (x0, min(y0, box[1]), max(x1, box[2]), max(y1, box[3])))
                    else:
                        boxes = (*boxes, box)  # type: ignore[arg-type]
                    found.append(PdfPlace(page, boxes))
                else:
                    found.append(PdfPlace(page, (box,)))  # type: ignore[arg-type]
            i += 1
        return found

    def describe(self, start: int, lang: str = "vi") -> str:
        """`trang 2` or `page 2`."""
        return f"{'page' if lang == 'en' else 'trang'} {self.page(start)}" if self._starts else ""


def read_pdf(data: bytes, *, name: str, sha256: str, limits: Limits | None = None, ocr: bool = False) -> Document:
    """The Document of a PDF's bytes.

    Raises InputError if the file is damaged, needs a password, has no text layer (a scan; unless `ocr`) or exceeds `limits`.
    """
    limits = limits or Limits()
    document = _open(data, name)
    try:
        count = len(document)
        if count > limits.pages:
            raise too_big(name, "pages", limits.pages)
        looks = new_looks()
        pages = [read_page(document.raw, n, looks) for n in range(1, count + 1)]
        # A stamp or a signature's date on a scanned page is no text layer.
        blank = [p.number for p in pages if p.pictures > 0.3 and sum(len(f.words) for f in p.fragments) < 12]
        words = sum(len(f.words) for p in pages for f in p.fragments)
        if words == 0 or (len(blank) == count and count):
            if not ocr:
                raise _scan(name, count)
            from phaply.readers.ocr import recognise_pdf

            return recognise_pdf(document, name=name, sha256=sha256, limits=limits)
    finally:
        document.close()
    if sum(len(w.text) for p in pages for f in p.fragments for w in f.words) > limits.characters:
        raise too_big(name, "characters", limits.characters)
    notes = []
    if mended := mend_fonts(pages):
        message = f"Phông chữ của PDF khai sai bảng mã ở {mended} chữ; đã đọc lại theo chữ tiếng Việt."
        notes.append(Diagnostic(0, 0, "legacy-encoding", message))
    if blank:
        shown = ", ".join(map(str, blank[:12])) + ("…" if len(blank) > 12 else "")
        message = f"Trang {shown} là ảnh quét, không có chữ nên chưa được đọc; hãy dùng --ocr nếu cần."
        notes.append(Diagnostic(0, 0, "page-without-text", message))
    return document_of(pages, name=name, sha256=sha256, notes=notes)


def _open(data: bytes, name: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = str(error).lower()
        if "password" in reason or "security" in reason:
            raise InputError(
                f"Không đọc được tệp {name}: PDF được bảo vệ bằng mật khẩu. Hãy lưu một bản không có mật khẩu.",
                f"Cannot read {name}: the PDF is protected by a password. Save a copy without it.",
            ) from error
        raise InputError(
            f"Không đọc được tệp {name}: PDF bị hỏng hoặc chưa tải về đủ. Hãy lấy lại tệp hoặc xuất lại từ Word.",
            f"Cannot read {name}: the PDF is damaged or incomplete. Get the file again or export it anew from Word.",
        ) from error


def _scan(name: str, pages: int) -> InputError:
    return InputError(
        f"Không đọc được tệp {name}: đây là bản quét {pages} trang, không có lớp chữ. "
        "Hãy dùng --ocr (cần tesseract với tiếng Việt) hoặc đưa tệp Word gốc.",
        f"Cannot read {name}: it is a scan of {pages} pages without a text layer. "
        "Use --ocr (needs tesseract with Vietnamese) or give the original Word file.",
    )


def document_of(
    pages: Sequence[Page],
    *,
    name: str,
    sha256: str,
    notes: Sequence[Diagnostic] = (),
) -> Document:
    """The Document of pages that were read."""
    layout = lay_out(pages)
    locator = WordLocator()
    parts: list[str] = []
    length = 0
    paragraphs: list[RawParagraph] = []
    for laid in layout.paragraphs:
        pieces: list[tuple[int, int]] = []
        runs: list[tuple[int, int, Look]] = []
        for line in laid.lines:
            start = length
            low, high = line.y - 0.22 * line.size, line.y + 0.78 * line.size
            look, since = line.words[0].look, length
            for word in line.words:
                if length > start:
                    length += 1
                end = length + len(word.text)
                locator.add(length, end, line.page, (word.x0, low, word.x1, high))
                if word.look is not look:
                    runs.append((since, length - 1, look))
                    look, since = word.look, length
                length = end
            runs.append((since, length, look))
            parts.append(line.text)
            pieces.append((start, length))
            parts.append("\n")
            length += 1
        paragraphs.append(RawParagraph(pieces, runs, cell=laid.cell, page=laid.page, format=laid.format))
    gone = len(layout.furniture.numbers) + len(layout.furniture.running)
    found = list(notes)
    if gone:
        found.append(Diagnostic(0, 0, "page-furniture", f"Đã bỏ {gone} số trang hoặc dòng chạy đầu trang khi đọc."))
    return assemble(
        "".join(parts),
        paragraphs,
        name=name,
        format="pdf",
        sha256=sha256,
        locator=locator,
        diagnostics=found,
        page_setup=_setup(pages, layout),
        pages=len(pages),
    )


def _setup(pages: Sequence[Page], layout: Layout) -> tuple[PageSetup, ...]:
    """Paper size, and margins as far as the text shows them: a margin is at most what is white on every page."""
    if not pages or not pages[0].width:
        return ()
    width, height = pages[0].width, pages[0].height
    alike = [p for p in pages if round(p.width) == round(width)]
    if not any(p.fragments for p in alike):
        return (PageSetup(width=round(width * _MM, 1), height=round(height * _MM, 1)),)
    # Only a page that is full shows its lower margin: one after which another follows.
    lowest = [min(f.y - 0.22 * f.size for f in p.fragments) for p in alike[:-1] if p.fragments]
    highest = [max(f.y + 0.9 * f.size for f in p.fragments) for p in alike if p.fragments]
    return (
        PageSetup(
            width=round(width * _MM, 1),
            height=round(height * _MM, 1),
            top=round((height - max(highest)) * _MM, 1),
            bottom=round(min(lowest) * _MM, 1) if lowest else None,
            left=round(layout.left * _MM, 1),
            right=round((width - layout.right) * _MM, 1),
            number=_number(layout.furniture, pages),
            header=next((f.text for f in layout.furniture.running if f.y > height / 2), ""),
            footer=next((f.text for f in layout.furniture.running if f.y <= height / 2), ""),
        ),
    )


def _number(furniture: Furniture, pages: Sequence[Page]) -> PageNumber | None:
    if not furniture.numbers:
        return None
    f, _ = furniture.numbers[-1]
    page = pages[f.page - 1]
    middle = (f.x0 + f.x1) / 2 / page.width if page.width else 0.5
    return PageNumber(
        position="header" if f.y > page.height / 2 else "footer",
        align="left" if middle < 0.35 else "right" if middle > 0.65 else "center",
        size=f.words[0].look.size,
        on_first_page=any(g.page == 1 for g, _ in furniture.numbers),
    )
