"""Outline (bố cục) by numbering, never by Markdown marks.

The grammar is a stack of open items, one per style of label. A label whose style is open continues that series; otherwise
it stands under the nearest open item of a higher rank, and styles of one rank are ordered by which came first
(`A.` over `I.`, or `I.` over `A.`). Labels are kept as printed, also where they jump or repeat.
"""

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from phaply.language import fold, letter_index, roman_to_int, to_roman
from phaply.parse.labels import ARTICLE, BULLET, CAPITAL, NUMBER, POINT, SUBSECTION, Label
from phaply.parse.model import Header, Node
from phaply.parse.paragraphs import Paragraph, paragraphs
from phaply.parse.reading import Reading
from phaply.parse.subject import starts_body

__all__ = ["parse_outline"]

_THOUSANDS = re.compile(r"\d{3}(?!\d| ?%)")
_LEADS_TO_NUMBER = re.compile(r"(?:khoản|điểm|[Đđ]iều|[Mm]ục|[Pp]hần|[Cc]hương|số|ngày|tháng|từ|đến)$")
_SMALL_ROMANS = frozenset(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"))
_NEAR = 3  # a doubtful label may skip this many numbers of its series


class _Open(Struct):
    """An item still growing."""

    label: Label
    path: str
    body: int
    heading: str
    head_end: int
    children: list[Node] = field(default_factory=list)


def parse_outline(reading: Reading, header: Header) -> tuple[Node, ...]:
    """The roots of the outline, in order.

    A paragraph without a label belongs to the item above it; after a bullet, a sentence of its own belongs to the bullet's section.

    The header, the recipients and the signature are no part of it, nor are the cells of data tables and what stands in
    quotation marks (`Sửa đổi Điều 5 như sau: “Điều 5. …”`). What follows the signature is numbered afresh.
    """
    found = list(paragraphs(reading, header))
    _keep_counting(found)
    _repair_first_numbers(found, reading.text)
    return _Builder(reading.text, found).build()


def _repair_first_numbers(paragraphs: Sequence[Paragraph], text: str) -> None:
    """`I. Nhiệm vụ` followed by `2.` means `1.`, `1. Mục tiêu` followed by `II.` means `I.`, and `II, II, IV` counts to IV.

    Recognition from pictures confuses them. What is printed stays in the node's label; only rank and path are mended.
    """
    _repair_small_letters(paragraphs, text)
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


_MISREAD_ONE = {"l": "k", "i": "h"}
"""What a 1 is taken for → the letter that stands before it where it is one."""


_COUNTED = ("1.", "1)", "1/")


def _misread_one(label: Label, text: str) -> str | None:
    """The style of number that a label may be misread from (`l)` → `1)`), None if it reads as what it is."""
    if label.kind == "letter" and label.path in _MISREAD_ONE and label.style[0] == "a":
        return "1" + label.style[1]
    if label.style == "I" and label.value == 1 and text[label.end - 1] == ")":
        return "1)"
    return None


def _repair_small_letters(paragraphs: Sequence[Paragraph], text: str) -> None:
    """`l)`, `I)` or `i.` where `2)` or `2.` follows and no 1 is open means 1; after k) and h) they are letters."""
    if not any(p.label is not None and _misread_one(p.label, text) for p in paragraphs):
        return
    following: list[dict[str, int | None]] = []
    after: dict[str, int | None] = {}
    for p in reversed(paragraphs):
        following.append(after)
        if p.label is not None and p.label.style in _COUNTED:
            after = {**after, p.label.style: p.label.value}
        if p.fresh:
            after = {}
    following.reverse()
    last: dict[str, int | None] = {}
    letter = ""
    for p, after in zip(paragraphs, following, strict=True):
        label = p.label
        if p.fresh:
            last, letter = {}, ""
        if label is None:
            continue
        style = _misread_one(label, text)
        if style and after.get(style) == 2 and last.get(style) != 1 and letter != _MISREAD_ONE.get(label.path):
            tier = POINT if style == "1)" else NUMBER
            p.label = label = replace(
                label, kind="number", tier=tier, style=style, value=1, path="1", parts=(1,), doubt=False
            )
        if label.tier <= CAPITAL:
            last, letter = {}, ""
        if label.kind == "letter":
            letter = label.path
        elif label.style in _COUNTED:
            last[label.style] = label.value
            if label.style != "1)":
                last["1)"], letter = None, ""


def _keep_counting(paragraphs: Sequence[Paragraph]) -> None:
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


def _leads_on(item: _Open) -> bool:
    """Whether a bullet is a heading over what follows: `* Giao Phòng Nội vụ:` before `a)`."""
    return not item.children and item.heading.endswith(":")


class _Builder:
    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.roots: list[Node] = []
        self.stack: list[_Open] = []
        self.level: dict[str, int] = {}  # style → its place on the stack; no style is open twice
        self.counted: dict[str, int] = {}  # style → the last number of it, open or closed
        self.above: set[tuple[str, str]] = set()  # (upper, lower) styles as this document has nested them

    def build(self) -> tuple[Node, ...]:
        end = 0
        paragraphs = self.paragraphs
        for i, p in enumerate(paragraphs):
            if p.fresh:
                self.close(0, end)
                self.above.clear()
                self.counted.clear()
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

    def settle(self, label: Label, p: Paragraph) -> Label | None:
        """The label as its surroundings read it; None if they show that it is none."""
        if label.tier == BULLET and not self.stack and starts_body(fold(self.text[label.body : label.body + 60])):
            return None  # legal bases with dashes
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
        if self.counted.get(label.style) == value - 1 and self.heading_open():
            return True
        return any(item.label.kind == label.kind and item.label.value == value - 1 for item in self.stack)

    def heading_open(self) -> bool:
        """Whether nothing stands yet under a part just opened: its items may go on counting from the part before."""
        return bool(self.stack) and self.stack[-1].label.tier <= CAPITAL and not self.stack[-1].children

    def far(self, label: Label) -> bool:
        last = self.open(label.style)
        return last is None or last.value is None or label.value is None or not 0 <= label.value - last.value <= _NEAR

    def breaks_off(self, label: Label, p: Paragraph, expected: bool) -> bool:
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
            if top.tier == BULLET and label.value == 1 and keep == len(stack) and _leads_on(stack[-1]):
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
            if parent.label.tier < BULLET or label.tier == BULLET:
                self.above.add((parent.label.style, label.style))
            path = label.path
            above = parent.label.parts or ((parent.label.value,) if parent.label.style == "I" else ())
            if len(label.parts) > 1 and above == label.parts[: len(above)]:
                path = ".".join(map(str, label.parts[len(above) :])) or label.path
            path = f"{parent.path}.{path}"
        self.level[label.style] = len(self.stack)
        if label.value is not None:
            self.counted[label.style] = label.value
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
