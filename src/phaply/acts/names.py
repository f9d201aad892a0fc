"""Names of laws as plans write them, made comparable: tone marks, capitals, dashes, `và`, usual short forms."""

import re
from functools import cache

from phaply.acts.storage import table
from phaply.language import words
from phaply.language.remembering import remembered
from phaply.resources import shipped

__all__ = ["name_key", "short_names"]

_SHORT_COLUMNS = ("short", "long", "source")
_FILLERS = frozenset({"và", "của"})
# `Luật sư` is a profession: the kind's word is dropped only where a name follows that does not need it.
_KIND = re.compile(r"^(?:bộ luật|luật(?!\s+sư\b)|luật(?=\s+luật sư)|pháp lệnh|hiến pháp)\s*")
_STATE = ("nước", "cộng", "hòa", "xã", "hội", "chủ", "nghĩa", "việt", "nam")


@cache
def short_names() -> dict[str, tuple[str, ...]]:
    """Short form → the syllables it stands for (`pccc` → phòng cháy chữa cháy), from `short_names.tsv`."""
    rows = table(shipped("corpora", "acts", "short_names.tsv"), _SHORT_COLUMNS)
    return {short: tuple(long.split()) for short, long, _ in rows}


@remembered(200)
def name_key(name: str) -> tuple[str, ...]:
    """The syllables that tell one name from another; the kind's own word, `và`, `của` and the state's name after it are dropped.

    `Luật PCCC và CNCH`, `Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ` give one key.
    """
    text = " ".join(words(name))
    text = text[m.end() :] if (m := _KIND.match(text)) else text
    short = short_names()
    found: list[str] = []
    for word in text.split():
        found.extend(short.get(word, (word,)))
    if tuple(found[-len(_STATE) :]) == _STATE:
        del found[-len(_STATE) :]
    return tuple(word for word in found if word not in _FILLERS)
