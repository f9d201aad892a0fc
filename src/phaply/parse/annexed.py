"""Annexed regulations (quy chế, quy định ban hành kèm theo): their articles are rules for everybody and always, no tasks of a plan."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from phaply.document import Block
from phaply.language import Span, fold
from phaply.parse.kinds import title_kind
from phaply.parse.reading import Reading

__all__ = ["REGULATION_EXAMPLES", "annexed_regulations", "inside", "is_regulation"]

_KINDS = frozenset(("QC", "QyĐ", "QCPH"))
_OTHERS = re.compile(r"(?:nội quy|điều lệ|(?:bộ )?quy tắc|quy trình|(?:bộ )?tiêu chí)(?![^\W_])")
_LONGEST_TITLE = 120
_LINES = 6
"""Lines of the title and the summary under it, before the bracket that says to what it is annexed."""
_TOLD = 80
_NOTE = re.compile(r"\([^\w]{0,3}(?:được )?(?:ban hành |phê duyệt )?kèm theo")

REGULATION_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("QUY CHẾ", True),
    ("QUY ĐỊNH", True),
    ("QUY CHẾ PHỐI HỢP", True),
    ("NỘI QUY TIẾP CÔNG DÂN", True),
    ("BỘ QUY TẮC ỨNG XỬ", True),
    ("KẾ HOẠCH", False),
    ("KẾ HOẠCH THỰC HIỆN QUY CHẾ DÂN CHỦ", False),
    ("CHƯƠNG TRÌNH", False),
    ("DANH MỤC NHIỆM VỤ", False),
    ("QUY HOẠCH", False),
    ("Quy định chung", False),
    ("PHỤ LỤC", False),
)
"""Titles, and whether they head rules rather than a plan."""


def is_regulation(title: str) -> bool:
    """Whether a line is the title of a document of rules."""
    if not title.isupper() or len(title) > _LONGEST_TITLE:
        return False
    kind = title_kind(title)
    return kind[0].abbreviation in _KINDS if kind is not None else _OTHERS.match(fold(title)) is not None


def annexed_regulations(reading: Reading) -> list[Span]:
    """The spans of regulations annexed to the document, from their title to the next annexed document or the end."""
    text, blocks = reading.text, reading.blocks
    if "kèm theo" not in reading.folded:
        return []
    found: list[Span] = []
    open_at: int | None = None
    for i, block in enumerate(blocks):
        line = text.find("\n", block.start, block.end)
        title = text[block.start : min(block.end if line < 0 else line, block.start + _LONGEST_TITLE + 1)]
        if not title.isupper():
            continue
        rule = is_regulation(title)
        if not rule and (open_at is None or title_kind(title) is None):
            continue
        if not _is_annexed(reading, blocks, i):
            continue
        if open_at is not None:
            found.append((open_at, block.start))
        open_at = block.start if rule else None
    if open_at is not None:
        found.append((open_at, len(text)))
    return found


def inside(spans: Sequence[Span], offset: int) -> bool:
    """Whether an offset lies in one of the spans, which are in order."""
    i = bisect_right(spans, offset, key=_start) - 1
    return i >= 0 and offset < spans[i][1]


def _start(span: Span) -> int:
    return span[0]


def _is_annexed(reading: Reading, blocks: Sequence[Block], i: int) -> bool:
    """Whether a bracket below the title says to what the document is annexed: `(Ban hành kèm theo Quyết định số …)`."""
    for block in blocks[i + 1 : i + 1 + _LINES]:
        if reading.text.startswith("(", block.start):
            return _NOTE.match(reading.folded, block.start, min(block.end, block.start + _TOLD)) is not None
    return False
