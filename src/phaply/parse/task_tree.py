"""The outline with its unlabelled paragraphs and tables in their places: what the reading of tasks walks over."""

from collections.abc import Iterator, Sequence

from phaply.document import Block
from phaply.language import Span
from phaply.parse.model import Header, Node
from phaply.parse.reading import Reading
from phaply.parse.signature import closings

__all__ = ["Item", "items"]


class Item:
    """A node, an unlabelled paragraph or a table: `start`–`end` is its own text without the label, `below` what stands under it."""

    __slots__ = ("below", "end", "kind", "node", "parent_path", "path", "start", "table")

    def __init__(self, kind: str, start: int, end: int, path: str, parent_path: str = "") -> None:
        self.kind = kind  # node, paragraph, table, document
        self.start = start
        self.end = end
        self.path = path
        self.parent_path = parent_path
        self.node: Node | None = None
        self.table: int | None = None
        self.below: list[Item] = []

    @property
    def bullet(self) -> bool:
        """True for a node without number or letter."""
        return self.node is not None and self.node.kind == "bullet"


_NOWHERE: Span = (2**62, 2**63)
_SENTENCE_END = frozenset('.;:!?…”"/)')


def items(reading: Reading, header: Header, outline: Sequence[Node]) -> Item:
    """The whole document as one item. Header, recipients and signature are left out.

    A paragraph broken in two (the first half ends in no mark, the second begins with a small letter) is one.
    """
    root = Item("document", 0, 0, "")
    text = reading.text
    begin = header.spans["body_start"][0] if "body_start" in header.spans else 0
    closed = _closed(reading, header)
    closing = next(closed, _NOWHERE)
    ends: list[tuple[int, Item]] = [(len(text) + 1, root)]
    nodes = _flatten(outline)
    ahead = next(nodes, None)
    seen: set[int] = set()
    last: Item | None = None  # the item whose text the next paragraph may continue
    for block in reading.blocks:
        start, end = block.start, block.end
        if block.area != "body" or (start >= end and block.cell is None) or start < begin:
            continue
        while start >= closing[1]:
            closing = next(closed, _NOWHERE)
        if closing[0] <= start:
            last = None
            continue
        while ahead is not None and ahead.start < end:
            while ends[-1][0] <= ahead.start:
                ends.pop()
            above = ends[-1][1]
            item = Item("node", ahead.body_start, max(ahead.body_start, ahead.head_end), ahead.path, above.path)
            item.node = ahead
            above.below.append(item)
            ends.append((ahead.end, item))
            last = item
            ahead = next(nodes, None)
        while ends[-1][0] <= start:
            ends.pop()
        owner = ends[-1][1]
        if block.cell is not None and not block.cell.layout:
            if block.cell.table not in seen:
                seen.add(block.cell.table)
                table = Item("table", start, end, owner.path)
                table.table = block.cell.table
                owner.below.append(table)
            last = None
            continue
        if owner.node is not None and start < owner.end:
            continue
        if last is not None and _continues(text, last, block):
            last.end = end
            continue
        # A bullet's path is no place of its own: what follows it unlabelled belongs to its section.
        paragraph = Item("paragraph", start, end, owner.parent_path if owner.bullet else owner.path)
        owner.below.append(paragraph)
        last = paragraph
    return root


def _closed(reading: Reading, header: Header) -> Iterator[Span]:
    """The recipients and signatures of the document and of those annexed to it."""
    first = header.spans.get("closing")
    if first is not None:
        yield first
        for closing in closings(reading, first[1]):
            yield closing.start, closing.end


def _flatten(outline: Sequence[Node]) -> Iterator[Node]:
    """All nodes in the order of the text."""
    waiting = list(reversed(outline))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def _continues(text: str, last: Item, block: Block) -> bool:
    if last.end <= last.start or last.below or block.end - block.start < 3 or not 0 < block.start - last.end <= 3:
        return False
    return text[last.end - 1] not in _SENTENCE_END and text[block.start].islower() and text[block.start + 1].isalpha()
