"""Reading: a Document with the views of its text that every parser needs, made once."""

from functools import cached_property

from phaply.document import Block, Diagnostic, Document
from phaply.document.running import is_running_line
from phaply.language import lower, settle_tones, strip_marks

__all__ = ["Reading"]


class Reading:
    """The text in views of equal length, so that an offset in one is an offset in all."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.blocks: tuple[Block, ...] = _of_the_text(document)
        self.diagnostics: list[Diagnostic] = []  # what the parsers could not understand; each may add

    @cached_property
    def low(self) -> str:
        """Small letters."""
        return lower(self.text)

    @cached_property
    def folded(self) -> str:
        """Small letters, tone marks placed the older way: for matching Vietnamese words."""
        return settle_tones(self.low)

    @cached_property
    def bare(self) -> str:
        """Small letters without marks: for texts recognised from pictures."""
        return strip_marks(self.low)


def _of_the_text(document: Document) -> tuple[Block, ...]:
    """The blocks without the gazette's running lines, which a converter left between the paragraphs."""
    text, blocks = document.text, document.blocks
    if "NG BÁO" not in text and "NG BAO" not in text:
        return blocks
    kept = tuple(b for b in blocks if not is_running_line(text, b.start, b.end))
    return kept if len(kept) < len(blocks) else blocks
