"""Composed labels (nhãn ghép): the slot of a label put together from known words, `Cơ quan, đơn vị chủ trì thực hiện`."""

import re
from functools import lru_cache

from phaply.language import bare
from phaply.parse.lexicon import rows

__all__ = ["LABEL_EXAMPLES", "composed_slot"]

LABEL_EXAMPLES: tuple[tuple[str, str | None], ...] = (
    ("Cơ quan chủ trì thực hiện", "lead"),
    ("Cơ quan, đơn vị chịu trách nhiệm chính", "lead"),
    ("Đơn vị/người thực hiện", "lead"),
    ("Người/bộ phận chủ trì", "lead"),
    ("Cơ quan, tổ chức thực hiện", "lead"),
    ("Người phối hợp", "support"),
    ("Cá nhân, đơn vị phối hợp thực hiện", "support"),
    ("Thời hạn hoàn thành nhiệm vụ", "time"),
    ("Mốc thời gian dự kiến", "time"),
    ("Thời gian dự kiến bắt đầu", "start"),
    ("Sản phẩm chủ yếu", "output"),
    ("Kết quả, sản phẩm cần đạt", "output"),
    ("Tổ chức thực hiện", None),
    ("Cơ quan, đơn vị", None),
    ("Nhiệm vụ cụ thể", None),
    ("Báo cáo kết quả thực hiện", None),
    ("Yêu cầu", None),
    ("Các đơn vị thực hiện", None),
    ("Phòng, ban", None),
)
_CLASSES = {bare(row["phrase"]): row["class"] for row in rows("label_words")}
_NOT_FIRST = frozenset(bare(row["phrase"]) for row in rows("label_words") if row["alone"] == "no")
_PIECE = re.compile(r"[^\W\d_]+")
_JOINTS = frozenset(("va", "hoac", "de"))
_LONGEST = 48
_MOST_WORDS = 3


@lru_cache(maxsize=4096)
def composed_slot(label: str) -> str | None:
    """The slot of a label without marks (`language.bare`); None if a word in it is no word of labels."""
    if len(label) > _LONGEST:
        return None
    words = _PIECE.findall(label)
    classes: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            if phrase in _CLASSES:
                if not classes and phrase in _NOT_FIRST:
                    return None
                classes.append(_CLASSES[phrase])
                at += size
                break
        else:
            if not classes or words[at] not in _JOINTS:
                return None
            at += 1
    return _slot(classes)


def _slot(classes: list[str]) -> str | None:
    if len(classes) < 2:
        return None
    head, kinds = classes[0], set(classes)
    if head == "body":
        if kinds <= {"body", "act", "support"}:
            return "support" if "support" in kinds else "lead" if "act" in kinds else None
    elif head == "time" and not kinds & {"body", "support", "output"}:
        return "start" if "begin" in kinds else "finish" if "end" in kinds else "time"
    elif head == "output" and not kinds & {"body", "support", "time"}:
        return "output"
    return None
