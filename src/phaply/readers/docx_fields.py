"""Complex fields of Word: an instruction that does not show, and its result that does."""

from phaply.readers.docx_parts import Element, W
from phaply.readers.docx_styles import RunProps

__all__ = ["Field", "closed_fields"]


class Field:
    """A complex field being read."""

    def __init__(self) -> None:
        self.instruction = ""
        self.props = RunProps()
        """Of the instruction's first run: Word gives them to the result."""
        self.open = True
        """Still in the instruction, whose text does not show."""
        self.dropped = False

    def add(self, instruction: str, props: RunProps) -> None:
        """Read on in the instruction."""
        if not self.instruction:
            self.props = props
        self.instruction += instruction


def closed_fields(root: Element) -> set[Element]:
    """The beginnings of complex fields that have an end: any other would swallow the text after it."""
    known: set[Element] = set()
    opened: list[Element] = []
    for field in root.iter(W + "fldChar"):
        kind = field.get(W + "fldCharType")
        if kind == "begin":
            opened.append(field)
        elif kind == "end" and opened:
            known.add(opened.pop())
    return known
