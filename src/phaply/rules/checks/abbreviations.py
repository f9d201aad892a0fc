"""`abbreviations`: short forms in capitals that the plan neither writes out nor everybody knows."""

import re
from collections.abc import Iterator

from phaply.language import fold
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ"
# A sign that the engine can look for stands first, then what must not stand before it.
_SHORT = re.compile(r"[A-ZĐ](?<![\w/.\-–&].)(?<!\w[\-–] .)(?:[A-ZĐƯ]|&(?=[A-Z])){1,9}(?![\w/&]|[\-–] ?[A-ZĐ])")
"""A symbol may be torn at its hyphen, where a line ended: `TT- BTC`."""
_ROMAN = re.compile(r"[IVXLC]+")
_LETTER = re.compile(r"[^\W\d_]")


class Abbreviations(Settings, frozen=True, forbid_unknown_fields=True):
    """Settings of `abbreviations`."""

    known: tuple[str, ...]
    """Short forms that need no explanation."""


@check("abbreviations", Abbreviations)
def run(rule: Rule, settings: Abbreviations, ctx: Context) -> Iterator[Hit]:
    """One Hit for all short forms that are never written out, each where it stands first."""
    known = set(settings.known)
    known.update(d.short for d in ctx.plan.definitions)
    start, end = (ctx.preamble[0].start if ctx.preamble else ctx.body_start), ctx.body_end
    found: dict[str, list[tuple[int, int]]] = {}
    shouted: dict[int, bool] = {}
    for m in _SHORT.finditer(ctx.text, start, end):
        word = m[0]
        if word in known or _ROMAN.fullmatch(word):
            continue
        p = ctx.paragraph_at(m.start())
        if p is None:
            continue
        if p.start not in shouted:
            shouted[p.start] = _shouted(ctx.text[p.start : p.end])
        if not shouted[p.start]:
            found.setdefault(word, []).append(m.span())
    reported: set[str] = set()
    runs: list[tuple[tuple[int, int], str]] = []
    for word, spans in found.items():
        if word in reported or _explained(word, spans, ctx):
            continue
        first = spans[0]
        run_end = first[1]
        names = [word]
        # "BCĐ QCDC" is one name.
        for other, others in found.items():
            if others[0][0] == run_end + 1 and ctx.text[run_end] == " " and not _explained(other, others, ctx):
                run_end = others[0][1]
                names.append(other)
        reported.update(names)
        runs.append(((first[0], run_end), " ".join(names)))
    if runs:
        runs.sort()
        yield Hit(spans=tuple(span for span, _ in runs), values={"short": ", ".join(name for _, name in runs)})


def _shouted(words: str) -> bool:
    """Headings in capitals, table heads: no letter tells a short form from a word there."""
    return sum(map(str.isupper, words)) * 2 > sum(map(str.isalpha, words))


def _explained(word: str, spans: list[tuple[int, int]], ctx: Context) -> bool:
    """Whether the text writes it out: `Ban Chỉ đạo (BCĐ)`, `BCĐ: Ban Chỉ đạo`, `viết tắt là BCĐ`."""
    for start, end in spans:
        before = ctx.text[max(0, start - 120) : start]
        after = ctx.text[end : end + 3]
        if before.rstrip().endswith(("(", "“", '"', "là", "là:")) and (
            after[:1] in (")", "”", '"', ";") or "là" in before[-6:]
        ):
            initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", before))
            if _LETTER.search(before) and (
                fold(word)[-1:] == fold(initials)[-1:] or "tắt" in fold(before)[-40:] or "gọi" in fold(before)[-40:]
            ):
                return True
            if len(word) >= 2 and _subsequence(fold(word), fold(initials)):
                return True
        if after.lstrip().startswith(("(", ":")) and ctx.text[end : end + 2].strip() == "(":
            inside = ctx.text[end + 2 : end + 80].split(")")[0]
            initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", inside))
            if fold(word) == fold(initials):
                return True
    return False


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(letter in rest for letter in short)
