"""Text in fonts from before Unicode (`.VnTime`, `VNI-Times`) → Vietnamese, as their names tell."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from phaply.language import EditMap, Rewriter
from phaply.language.encodings import LegacyEncoding, font_encoding, tcvn3_to_unicode, vni_to_unicode
from phaply.language.syllables import syllable_share

__all__ = ["decode_fonts", "decode_label"]

# Letters that only Unicode has: where they stand, the font's name tells nothing any more.
_UNICODE_ONLY = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")
_Stretch = tuple[int, int, LegacyEncoding]


def decode_fonts(
    raw: str, paragraphs: Iterable[Sequence[tuple[int, int, str | None]]]
) -> tuple[str, EditMap, frozenset[LegacyEncoding]]:
    """`raw` with its legacy stretches decoded, the way back, and the encodings met.

    `paragraphs`: for each paragraph in order its runs as (start, end, font).
    """
    known: dict[str | None, LegacyEncoding | None] = {None: None}
    chosen: list[list[_Stretch]] = []
    mixed = False
    for runs in paragraphs:
        stretches: list[_Stretch] = []
        for start, end, font in runs:
            if font not in known:
                known[font] = font_encoding(font or "")
            encoding = known[font]
            if encoding is None:
                continue
            if stretches and stretches[-1][1] == start and stretches[-1][2] == encoding:
                stretches[-1] = (stretches[-1][0], end, encoding)  # a letter and its mark may stand in two runs
            else:
                stretches.append((start, end, encoding))
        if not stretches:
            continue
        if any(_UNICODE_ONLY.search(raw, start, end) for start, end, _ in stretches):
            mixed = True
            continue
        chosen.append(stretches)
    if mixed:
        chosen = [stretches for stretches in chosen if _better(raw, stretches)]
    if not chosen:
        return raw, EditMap.identity(len(raw)), frozenset()
    writer, at = Rewriter(raw), 0
    met: set[LegacyEncoding] = set()
    for stretches in chosen:
        for start, end, encoding in stretches:
            part = raw[start:end]
            if encoding != "tcvn3-capitals" and part.isascii():
                continue
            writer.copy(at, start)
            at = end
            if encoding == "vni":
                new, way = vni_to_unicode(part)
                writer.adopt(start, new, way)
                changed = new != part
            else:
                new = tcvn3_to_unicode(part, encoding == "tcvn3-capitals")
                writer.replace(start, end, new)
                changed = new != part and not part.isascii()
            if changed:
                met.add("vni" if encoding == "vni" else "tcvn3")
    writer.copy(at, len(raw))
    text, way = writer.finish()
    return text, way, frozenset(met)


def decode_label(label: str, font: str | None) -> str:
    """A list label in a legacy font as it prints."""
    encoding = font_encoding(font) if font else None
    if encoding is None or _UNICODE_ONLY.search(label):
        return label
    if encoding == "vni":
        return vni_to_unicode(label)[0]
    return unicodedata.normalize("NFC", tcvn3_to_unicode(label, encoding == "tcvn3-capitals"))


def _better(raw: str, stretches: list[_Stretch]) -> bool:
    """Whether a paragraph reads better decoded, in a file that also has Unicode in such fonts."""
    part = " ".join(raw[start:end] for start, end, _ in stretches)
    if part.isascii():
        return True
    vni = stretches[0][2] == "vni"
    decoded = vni_to_unicode(part)[0] if vni else unicodedata.normalize("NFC", tcvn3_to_unicode(part))
    return syllable_share(decoded)[0] > syllable_share(part)[0]
