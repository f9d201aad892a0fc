"""Outline (bố cục) by numbering, never by Markdown marks.

The grammar is a stack of open items, one per style of label. A label whose style is open continues that series; otherwise
it stands under the nearest open item of a higher rank, and styles of one rank are ordered by which came first
(`A.` over `I.`, or `I.` over `A.`). Labels are kept as printed, also where they jump or repeat.
"""

import re
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from phaply.document import Block
from phaply.language import Span, letter_index, roman_to_int, to_roman
from phaply.parse.labels import ARTICLE, BULLET, CAPITAL, NUMBER, POINT, SUBSECTION, Label, read_label
from phaply.parse.model import Header, Node, NodeKind
from phaply.parse.reading import Reading
from phaply.parse.signature import closings

__all__ = ["parse_outline"]

_SENTENCE_END = '.;:!?…”"/)'
_THOUSANDS = re.compile(r"\d{3}(?!\d| ?%)")
_LEADS_TO_NUMBER = re.compile(r"(?:khoản|điểm|[Đđ]iều|[Mm]ục|[Pp]hần|[Cc]hương|số|ngày|tháng|từ|đến)$")
_SMALL_ROMANS = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))
_NOWHERE = (sys.maxsize, sys.maxsize)
_SENTENCE = 50  # shorter paragraphs are parts of the item above
_LABEL_LINE = 40
_NEAR = 3  # a doubtful label may skip this many numbers of its series


class _Open(Struct):
    """An item still growing."""

    label: Label
    path: str
    body: int
    heading: str
    head_end: int
    children: list[Node] = field(default_factory=list)


class _Paragraph(Struct, gc=False):
    """A paragraph of the running text: its span, its label, whether what stands before it is a finished sentence."""

    start: int
    end: int
    label: Label | None
    after_sentence: bool
    fresh: bool
    """First of a new document: after the signature."""
    stands_alone: bool = False
    """A sentence of its own, without a label."""


def parse_outline(reading: Reading, header: Header) -> tuple[Node, ...]:
    """The roots of the outline, in order.

    A paragraph without a label belongs to the item above it; after a bullet, a sentence of its own belongs to the bullet's section.

    The header, the recipients and the signature are no part of it, nor are the cells of data tables and what stands in
    quotation marks (`Sửa đổi Điều 5 như sau: “Điều 5. …”`). What follows the signature is numbered afresh.
    """
    paragraphs = list(_paragraphs(reading, header))
    _keep_counting(paragraphs)
    _repair_first_numbers(paragraphs, reading.text)
    return _Builder(reading.text, paragraphs).build()


def _paragraphs(reading: Reading, header: Header) -> Iterator[_Paragraph]:
    text = reading.text
    begin = header.spans["body_start"][0] if "body_start" in header.spans else 0
    closed = _closed(reading, header)
    close_start, close_end = next(closed, _NOWHERE)
    quoted = _quoted_blocks(reading)
    after_sentence, fresh = True, True
    for i, block in enumerate(reading.blocks):
        start, end = block.start, block.end
        if block.area != "body" or start >= end or end <= begin:
            continue
        start = max(start, begin)
        if start >= close_end:
            close_start, close_end = next(closed, _NOWHERE)
        if close_start <= start:
            fresh = True
            continue
        if block.cell is not None and not block.cell.layout:
            yield _Paragraph(start, end, None, True, fresh)
            fresh, after_sentence = False, True
            continue
        if i in quoted:
            yield _Paragraph(start, end, None, after_sentence, fresh)
        elif block.label is not None and start == block.start:
            # Word numbered it: a label beyond doubt, whatever stands before it.
            yield _Paragraph(start, end, _automatic(text, block), True, fresh)
        elif text.find("\n", start, end) < 0:
            label = read_label(text, start, end)
            alone = label is None and after_sentence and _stands_alone(text, start, end)
            yield _Paragraph(start, end, label, after_sentence, fresh, alone)
        else:
            for left, right, label in _lines(text, start, end):
                yield _Paragraph(left, right, label, after_sentence, fresh)
                fresh, after_sentence = False, _finished(text, left, right)
            continue
        fresh, after_sentence = False, _finished(text, start, end)


def _automatic(text: str, block: Block) -> Label | None:
    """The label that Word wrote by itself; a sign that is no label of ours is a bullet."""
    printed = block.label or ""
    label = read_label(text, block.start, block.end)
    if label is not None and label.end - label.start >= len(printed.strip()):
        return replace(label, doubt=False) if label.doubt else label
    if not printed.strip() or not text.startswith(printed, block.start):
        return label
    body = block.start + len(printed)
    while body < block.end and text[body] == " ":
        body += 1
    kind: NodeKind = "number" if any(c.isalnum() for c in printed) else "bullet"
    style = re.sub(r"\d+", "1", printed) if kind == "number" else printed
    path = printed.strip(" .)/:") if kind == "number" else "-"
    return Label(block.start, block.start + len(printed), body, kind, BULLET, style, None, path)


def _finished(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is a finished sentence or a heading in capitals, so that the next one begins something new."""
    return text[end - 1] in _SENTENCE_END or (end - start < 100 and text[start:end].isupper())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether an unlabelled paragraph is a sentence of its own, not a line of the item above (`Thời gian: …`)."""
    return (
        end - start >= _SENTENCE
        and text[start].isupper()
        and text[end - 1] in _SENTENCE_END
        and text.find(":", start, start + _LABEL_LINE) < 0
    )


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, Label | None]]:
    """A paragraph with line breaks, cut before every line that has a label."""
    at = text.find("\n", start, end)
    left, label = start, read_label(text, start, at)
    while at >= 0:
        stop = text.find("\n", at + 1, end)
        first = at + 1
        while first < end and text[first] == " ":
            first += 1
        found = read_label(text, first, stop if stop >= 0 else end)
        if found is not None:
            if left < at:
                yield left, at, label
            left, label = first, found
        at = stop
    yield left, end, label


def _closed(reading: Reading, header: Header) -> Iterator[Span]:
    """The closings of the document and of those annexed to it, in order."""
    first = header.spans.get("closing")
    if first is not None:
        yield first
        for closing in closings(reading, first[1]):
            yield closing.start, closing.end


def _quoted_blocks(reading: Reading) -> set[int]:
    """Indices of the blocks inside quotation marks that open at one block's start and close at another's end.

    A quotation that is never closed, or in which another one opens a paragraph, covers its first block alone.
    """
    text = reading.text
    found: set[int] = set()
    if "“" not in text and '"' not in text:
        return found
    first = -1
    for i, block in enumerate(reading.blocks):
        start, end = block.start, block.end
        if start >= end:
            continue
        if text[start] in '“"':
            found.add(i)
            first = i if _opens(text, start, end) else -1
        elif first >= 0 and _closes(text, start, end):
            found.update(range(first, i + 1))
            first = -1
    return found


def _opens(text: str, start: int, end: int) -> bool:
    if text[start] == '"':
        return text.count('"', start, end) % 2 == 1
    return text.count("“", start, end) > text.count("”", start, end)


def _closes(text: str, start: int, end: int) -> bool:
    tail = text[max(start, end - 4) : end].rstrip(".;, ")
    if tail.endswith("”"):
        return text.count("”", start, end) > text.count("“", start, end)
    return tail.endswith('"') and text.count('"', start, end) % 2 == 1


def _repair_first_numbers(paragraphs: Sequence[_Paragraph], text: str) -> None:
    """`I. Nhiệm vụ` followed by `2.` means `1.`, `1. Mục tiêu` followed by `II.` means `I.`, and `II, II, IV` counts to IV.

    Recognition from pictures confuses them. What is printed stays in the node's label; only rank and path are mended.
    """
    if not any(p.label is not None and p.label.style == "I" for p in paragraphs):
        return
    following: list[tuple[str, int | None]] = []
    romans: list[int | None] = []  # the Roman number that follows each paragraph
    after: tuple[str, int | None] = ("", None)
    roman: int | None = None
    for p in reversed(paragraphs):
        following.append(after)
        romans.append(roman)
        if p.label is not None and p.label.style in ("I", "1."):
            after = (p.label.style, p.label.value)
            if p.label.style == "I":
                roman = p.label.value
        if p.fresh:
            after, roman = ("", None), None
    following.reverse()
    romans.reverse()
    last = 0
    for p, after, roman in zip(paragraphs, following, romans, strict=True):
        label = p.label
        if p.fresh:
            last = 0
        if label is None or label.value is None or label.style not in ("I", "1."):
            continue
        if label.style == "1.":
            if label.value == 1 and not last and after == ("I", 2):
                p.label = replace(label, kind="roman", tier=CAPITAL, style="I", path="I")
                last = 1
        elif label.value == 1 and after == ("1.", 2) and not text[label.body : p.end].isupper():
            p.label = replace(label, kind="number", tier=NUMBER, style="1.", path="1", parts=(1,))
        else:
            if label.value == last and roman == last + 2:
                p.label = label = replace(label, value=last + 1, path=to_roman(last + 1))
            last = label.value or last


def _keep_counting(paragraphs: Sequence[_Paragraph]) -> None:
    """An annex named in a list, or a signature shown as an example, ends nothing: the articles go on counting after it."""
    if not any(p.fresh or (p.label is not None and p.label.kind == "annex") for p in paragraphs[1:]):
        return
    following: list[int | None] = []
    after: int | None = None
    for p in reversed(paragraphs):
        if p.label is not None and p.label.tier == ARTICLE and p.label.value is not None:
            after = p.label.value
        following.append(after)
    following.reverse()
    last = 0
    for p, after in zip(paragraphs, following, strict=True):
        label = p.label
        if last and after == last + 1:
            p.fresh = False
            if label is not None and label.kind == "annex":
                p.label = None
        if label is not None and label.tier == ARTICLE and label.value is not None:
            last = label.value


class _Builder:
    def __init__(self, text: str, paragraphs: Sequence[_Paragraph]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.roots: list[Node] = []
        self.stack: list[_Open] = []
        self.level: dict[str, int] = {}  # style → its place on the stack; no style is open twice
        self.above: set[tuple[str, str]] = set()  # (upper, lower) styles as this document has nested them

    def build(self) -> tuple[Node, ...]:
        end = 0
        paragraphs = self.paragraphs
        for i, p in enumerate(paragraphs):
            if p.fresh:
                self.close(0, end)
                self.above.clear()
            label = p.label and self.settle(p.label, p)
            if label is not None:
                self.close(self.place(label), end)
                self.push(label, i)
            elif p.stands_alone and self.stack and self.stack[-1].label.tier == BULLET:
                self.close(self.bullets(), end)
            end = p.end
        self.close(0, end)
        return tuple(self.roots)

    def bullets(self) -> int:
        """How many open items stand above the bullets."""
        keep = len(self.stack)
        while keep and self.stack[keep - 1].label.tier == BULLET:
            keep -= 1
        return keep

    def settle(self, label: Label, p: _Paragraph) -> Label | None:
        """The label as its surroundings read it; None if they show that it is none."""
        if label.style == "I" and len(label.path) == 1:
            letters = self.open("A")
            if letters is not None and letters.value == ord(label.path) - 65:
                label = replace(label, kind="letter", style="A", value=ord(label.path) - 64)
            elif label.doubt and (letters := self.open("a.")) is not None and letters.value == letter_index("l"):
                label = replace(label, kind="letter", tier=POINT, style="a.", value=(letters.value or 0) + 1, path="l")
        elif label.style in ("a)", "a.") and label.path in _SMALL_ROMANS:
            label = self.small_roman(label)
        expected = self.expects(label)
        if not p.after_sentence and self.breaks_off(label, p, expected):
            return None
        if label.doubt and not expected and (self.far(label) or not p.after_sentence):
            return None
        return label

    def small_roman(self, label: Label) -> Label:
        """`i)` after `h)` is a letter, otherwise the first of i), ii), iii)."""
        value = roman_to_int(label.path)
        romans, letters = self.open("i)"), self.open(label.style)
        index = letter_index(label.path) if len(label.path) == 1 else None
        if index is not None and letters is not None and letters.value in (index, index - 1):
            return label
        if romans is not None or value == 1:
            return replace(label, kind="roman", style="i)", value=value, doubt=False)
        return label

    def open(self, style: str) -> Label | None:
        at = self.level.get(style)
        return None if at is None else self.stack[at].label

    def expects(self, label: Label) -> bool:
        """Whether the label opens a series or is the next of an open one."""
        value = label.value
        if value is None or value == 1:
            return True
        at = self.level.get(label.style)
        if at is not None and self.stack[at].label.value == value - 1:
            return True
        return any(item.label.kind == label.kind and item.label.value == value - 1 for item in self.stack)

    def far(self, label: Label) -> bool:
        last = self.open(label.style)
        return last is None or last.value is None or label.value is None or not 0 <= label.value - last.value <= _NEAR

    def breaks_off(self, label: Label, p: _Paragraph, expected: bool) -> bool:
        """Whether a label after an unfinished sentence is words of that sentence: `… tại khoản` / `3. Điều này`, `2. 500 triệu`."""
        if label.kind != "number" or label.style not in ("1.", "1-", "1/"):
            return False
        if _THOUSANDS.match(self.text, label.body):
            return True
        if label.value != 1 and _LEADS_TO_NUMBER.search(self.text[max(p.start - 12, 0) : p.start - 1]):
            return True
        first = self.text[label.body : label.body + 1]
        return not expected and (first.islower() or first.isdigit() or self.far(label))

    def place(self, label: Label) -> int:
        """How many open items stay open above the label."""
        at = self.level.get(label.style)
        if at is not None:
            return at
        stack, tier, style = self.stack, label.tier, label.style
        if label.value is not None and label.value > 1 and len(label.parts) < 2:
            for i in range(len(stack) - 1, -1, -1):
                last = stack[i].label
                if last.kind == label.kind and last.value == label.value - 1 and len(last.parts) < 2:
                    return i  # `2)` after `1.` is the same series in another dress
        keep = len(stack)
        while keep:
            top = stack[keep - 1].label
            if (top.style, style) in self.above:
                break
            if (style, top.style) in self.above:
                keep -= 1
                continue
            if top.tier < tier:
                if len(label.parts) > 1 and top.style == "1." and top.value != label.parts[0] and keep > 1:
                    over = stack[keep - 2].label
                    if over.style == "I" and over.value == label.parts[0]:
                        keep -= 1
                break
            if top.tier == tier:
                break
            if (
                tier == NUMBER
                and top.tier == POINT
                and label.value == 1
                and (keep == 1 or stack[keep - 2].label.tier != NUMBER)
            ):
                break
            keep -= 1
        return keep

    def push(self, label: Label, i: int) -> None:
        p, text = self.paragraphs[i], self.text
        body, head_end = label.body, p.end
        if body >= head_end and label.tier <= SUBSECTION:
            body, head_end = self.heading_below(i)
        elif label.tier == CAPITAL and text[head_end - 1] == "," and i + 1 < len(self.paragraphs):
            below = self.paragraphs[i + 1]  # MỤC ĐÍCH, / YÊU CẦU
            if (
                below.label is None
                and not below.fresh
                and text[body:head_end].isupper()
                and text[below.start : below.end].isupper()
            ):
                head_end = below.end
        parent = self.stack[-1] if self.stack else None
        if parent is None:
            path = label.path
        else:
            self.above.add((parent.label.style, label.style))
            path = label.path
            above = parent.label.parts or ((parent.label.value,) if parent.label.style == "I" else ())
            if len(label.parts) > 1 and above == label.parts[: len(above)]:
                path = ".".join(map(str, label.parts[len(above) :])) or label.path
            path = f"{parent.path}.{path}"
        self.level[label.style] = len(self.stack)
        heading = text[body:head_end]
        if "  " in heading or "\n" in heading:
            heading = " ".join(heading.split())
        self.stack.append(_Open(label, path, body, heading, head_end))

    def heading_below(self, i: int) -> tuple[int, int]:
        """The heading of a unit whose label stands alone (`Chương I` / `QUY ĐỊNH CHUNG`): the unlabelled lines below it."""
        p = self.paragraphs[i]
        body, head_end = p.end, p.end
        for q in self.paragraphs[i + 1 : i + 5]:
            if q.label is not None or q.fresh:
                break
            upper = self.text[q.start : q.end].isupper()
            if body == p.end:
                body = q.start
            elif not upper:
                break
            head_end = q.end
            if not upper:
                break
        return body, head_end

    def close(self, keep: int, end: int) -> None:
        stack = self.stack
        while len(stack) > keep:
            item = stack.pop()
            label = item.label
            del self.level[label.style]
            node = Node(
                label.start,
                max(end, item.head_end),
                item.path,
                self.text[label.start : label.end],
                len(stack) + 1,
                label.kind,
                item.heading,
                item.head_end,
                item.body,
                tuple(item.children),
            )
            (stack[-1].children if stack else self.roots).append(node)
