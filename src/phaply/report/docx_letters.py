"""Letters that only look right (`Ð` for `Đ`, a Cyrillic `о` in a Latin word), as changes that an officer may accept."""

import re

from phaply.document import Document, DocxPlace
from phaply.language import repair
from phaply.language.characters import LOOK_ALIKES
from phaply.report.docx_story import Change

__all__ = ["letter_changes"]

_ODD = re.compile(f"[{''.join(LOOK_ALIKES)}]")
_MOST = 2000
"""More than that is no slip but another alphabet."""


def letter_changes(document: Document) -> list[Change]:
    """One change per letter that reading had to mend; none for texts in old encodings, whose letters are no Unicode."""
    if not any(d.code == "look-alike-letter" for d in document.diagnostics):
        return []
    if any(d.code == "legacy-encoding" for d in document.diagnostics):
        return []
    raw = document.raw
    offsets = [m.start() for m in _ODD.finditer(raw)]
    if len(offsets) > _MOST:
        return []
    mended, way, _ = repair(raw)
    changes = []
    for at, there in zip(offsets, way.forward(offsets), strict=True):
        new = mended[there] if there < len(mended) else ""
        if new == raw[at] or new != LOOK_ALIKES[raw[at]]:
            continue
        places = document.locator.places(at, at + 1)
        if len(places) == 1 and isinstance(places[0], DocxPlace):
            changes.append(Change((places[0],), new))
    return changes
