"""Scans and pictures, by tesseract where it is installed with Vietnamese; its doubts are kept."""

import csv
import io
import shutil
import subprocess
from typing import Any

from msgspec import structs

from phaply.document import Diagnostic, Document
from phaply.errors import InputError
from phaply.readers.assembly import Look
from phaply.readers.limits import Limits, too_big
from phaply.readers.pdf_layout import lines_of
from phaply.readers.pdf_page import Fragment, Page, Word

__all__ = ["available", "pages_of_table", "read_image", "recognise_pdf"]

_DPI = 300
_SECONDS_PER_PAGE = 120
_DOUBT = 60.0
"""A word that tesseract is less sure of than this, in percent, may be misread."""
_LOOK = Look()
_PARAGRAPH_GAP = 2.0
"""Baselines farther apart than this many letter sizes have a paragraph's end between them."""
_COLUMN_GAP = 1.6
"""Words farther apart than this many letter sizes stand in two columns."""
_MAX_DOUBTS = 5_000


def available() -> bool:
    """Whether tesseract is installed and knows Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"vie" in (done.stdout + done.stderr).split()


def recognise_pdf(document: Any, *, name: str, sha256: str, limits: Limits) -> Document:
    """The Document of a scanned PDF that is open in pypdfium2."""
    _require(name)
    count = len(document)
    if count > limits.ocr_pages:
        raise too_big(name, "ocr_pages", limits.ocr_pages)
    pages, doubts = [], {}
    for number in range(1, count + 1):
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_DPI / 72, 6000 / max(width, height, 1))
        bitmap = page.render(scale=scale, grayscale=True)
        table = _tesseract(_graymap(bitmap), name, number)
        found, unsure = pages_of_table(table, number, width, height, scale)
        pages.append(found)
        doubts.update(unsure)
    return _document(pages, doubts, name, sha256, "pdf")


def read_image(data: bytes, *, name: str, sha256: str) -> Document:
    """The Document of a picture's bytes (PNG, JPEG, TIFF, …)."""
    _require(name)
    found, doubts = pages_of_table(_tesseract(data, name, 1), 1, 0.0, 0.0, _DPI / 72)
    return _document([found], doubts, name, sha256, "image")


def _document(pages: list[Page], doubts: dict[int, str], name: str, sha256: str, format: str) -> Document:
    """The Document of recognised pages, read like the plain text that recognition prints, with the way back to the pages."""
    from phaply.readers.pdf import WordLocator
    from phaply.readers.text import read_text

    locator = WordLocator()
    parts: list[str] = []
    length = 0
    unsure: list[tuple[int, int, str]] = []
    for page in pages:
        before = None
        for line in lines_of(page.fragments):
            if before is not None and before.y - line.y > _PARAGRAPH_GAP * line.size:
                parts.append("\n")
                length += 1
            edge = line.words[0].x0
            low, high = line.y - 0.22 * line.size, line.y + 0.78 * line.size
            for word in line.words:
                if word is not line.words[0]:
                    parts.append(" " if word.x0 - edge < _COLUMN_GAP * line.size else "    ")
                    length += len(parts[-1])
                locator.add(length, length + len(word.text), page.number, (word.x0, low, word.x1, high))
                if id(word) in doubts:
                    unsure.append((length, length + len(word.text), doubts[id(word)]))
                parts.append(word.text)
                length += len(word.text)
                edge = word.x1
            parts.append("\n")
            length += 1
            before = line
        parts.append("\x0c")
        length += 1
    if not locator:
        raise InputError(
            f"Không đọc được tệp {name}: không nhận dạng được chữ nào. Hãy quét lại rõ hơn (300 dpi) hoặc đưa tệp gốc.",
            f"Cannot read {name}: no text was recognised. Scan it again more clearly (300 dpi) or give the original file.",
        )
    document = read_text("".join(parts), name=name, sha256=sha256, format=format)
    notes = []
    for start, end, message in unsure[:_MAX_DOUBTS]:
        spans = [s for a, b in document.maps[0].outputs(start, end) for s in document.maps[1].outputs(a, b)]
        if spans:
            notes.append(Diagnostic(spans[0][0], spans[-1][1], "uncertain-text", message))
    blocks = []
    for block in document.blocks:
        sources = document.raw_spans(block.start, block.end)
        page_of = locator.page(sources[0][0]) if sources else None
        blocks.append(structs.replace(block, page=page_of))
    return structs.replace(
        document,
        blocks=tuple(blocks),
        locator=locator,
        pages=len(pages),
        recognised=True,
        diagnostics=tuple(sorted((*document.diagnostics, *notes))),
    )


def _require(name: str) -> None:
    if not available():
        raise InputError(
            f"Không nhận dạng được chữ trong {name}: máy chưa cài tesseract với tiếng Việt. "
            "Hãy cài tesseract-ocr và gói ngôn ngữ vie (tesseract-ocr-vie).",
            f"Cannot recognise the text of {name}: tesseract with Vietnamese is not installed. "
            "Install tesseract-ocr and its language vie (tesseract-ocr-vie).",
        )


def _graymap(bitmap: Any) -> bytes:
    """A grey bitmap as a portable graymap, which tesseract reads from its input."""
    rows = bytes(bitmap.buffer)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    body = rows if stride == width else b"".join(rows[y * stride : y * stride + width] for y in range(height))
    return b"P5 %d %d 255\n" % (width, height) + body[: width * height]


def _tesseract(image: bytes, name: str, page: int) -> str:
    program = shutil.which("tesseract") or "tesseract"
    command = [program, "stdin", "stdout", "-l", "vie", "--dpi", str(_DPI), "tsv"]
    try:
        done = subprocess.run(command, input=image, capture_output=True, timeout=_SECONDS_PER_PAGE, check=False)
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"Không nhận dạng được trang {page} của {name} trong {_SECONDS_PER_PAGE} giây. Hãy quét lại ở độ phân giải thấp hơn.",
            f"Page {page} of {name} was not recognised within {_SECONDS_PER_PAGE} seconds. Scan it at a lower resolution.",
        ) from error
    except OSError as error:
        raise InputError(
            f"Không chạy được tesseract cho {name}: {error}.", f"Cannot run tesseract for {name}: {error}."
        ) from error
    if done.returncode:
        raise InputError(
            f"Không nhận dạng được {name}: tesseract không đọc được ảnh của trang {page}. Hãy đưa ảnh PNG, JPEG hoặc TIFF khác.",
            f"Cannot recognise {name}: tesseract could not read the picture of page {page}. Give another PNG, JPEG or TIFF.",
        )
    return done.stdout.decode("utf-8", "replace")


def pages_of_table(table: str, number: int, width: float, height: float, scale: float) -> tuple[Page, dict[int, str]]:
    """A page from tesseract's table of words, and the words, by `id`, that it is unsure of."""
    rows = list(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE))
    if rows and not width:
        width, height = int(rows[0]["width"]) / scale, int(rows[0]["height"]) / scale
    page = Page(number, width, height)
    doubts: dict[int, str] = {}
    lines: dict[tuple[str, ...], list[tuple[Word, float, float]]] = {}
    for row in rows:
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        left, top, wide, high = (int(row[key]) / scale for key in ("left", "top", "width", "height"))
        word = Word(text, left, left + wide, _LOOK)
        sure = float(row["conf"])
        if sure < _DOUBT:
            doubts[id(word)] = f"Chữ nhận dạng chưa chắc ({sure:.0f} %), có thể đọc sai."
        key = (row["block_num"], row["par_num"], row["line_num"])
        lines.setdefault(key, []).append((word, height - top - high, high))
    for line in lines.values():
        words = [w for w, _, _ in line]
        # The lowest edge of most words is the baseline; letters that hang below it are the fewer.
        lows = sorted(low for _, low, _ in line)
        highs = sorted(high for _, _, high in line)
        size = max(6.0, highs[len(highs) // 2] * 1.15)
        baseline = lows[int(len(lows) * 0.6)]
        start = 0
        for n in range(1, len(words) + 1):
            if n == len(words) or words[n].x0 - words[n - 1].x1 > 2.2 * size:
                part = words[start:n]
                page.fragments.append(Fragment(part, part[0].x0, part[-1].x1, baseline, size, number))
                start = n
    # Letters of one size look different in height from line to line; a page is taken to have one size of letters.
    sizes = sorted(f.size for f in page.fragments)
    for f in page.fragments:
        f.size = sizes[len(sizes) // 2]
    return page, doubts
