"""Relations between documents where the text states them (sửa đổi, bổ sung, thay thế, bãi bỏ, hướng dẫn, thi hành)."""

import re

from msgspec import Struct

from phaply.parse.model import Relation

__all__ = ["EXAMPLES", "Stated", "relation_before", "relation_passive"]


class Stated(Struct, frozen=True):
    """Relations in the order the text names them, and where their first word stands."""

    relations: tuple[Relation, ...]
    at: int


_VERBS: tuple[tuple[str, Relation], ...] = (
    ("sửa đổi", "amends"),
    ("bổ sung", "supplements"),
    ("thay thế", "replaces"),
    ("bãi bỏ", "repeals"),
    ("hủy bỏ", "repeals"),
    ("hết hiệu lực", "repeals"),
    ("đình chỉ", "repeals"),
    ("quy định chi tiết", "guides"),
    ("hướng dẫn", "guides"),
    ("triển khai", "implements"),
    ("thi hành", "implements"),
    ("thực hiện", "implements"),
)
_RELATION = dict(_VERBS)
_VERB = re.compile("|".join(word.replace(" ", r"\s{1,2}") for word, _ in _VERBS))
_FILLER = re.compile(
    r"(?:\s|,|và|hoặc|một|số|các|những|điều|khoản|điểm|nội|dung|quy|định|của|tại|cho|biện|pháp|toàn|bộ|phụ|lục|danh|mục|theo|phần|chương|việc|có|hiệu|quả|nghiêm|túc|kèm"
    r"|chi|tiết|hướng|dẫn|thi|hành|thực|hiện|triển|khai|sửa|đổi|bổ|sung|mẫu|biểu|bảng|tốt|đầy|đủ|kịp|thời|cụm|từ|tên|gọi|ban|\d{1,3}[a-zđ]?|[a-zđ](?![^\W_])){0,40}"
)
_PASSIVE = re.compile(
    r"(?:được|bị|đã|có\s{1,2}nội\s{1,2}dung)\s{1,2}(?:được\s{1,2}|bị\s{1,2})?(?:sửa|bổ|bãi|thay|hủy|hết|đình)"
)
_BY = re.compile(r"(?:bởi|theo|tại|bằng)\s{1,2}(?:quy\s{1,2}định\s{1,2}(?:tại|của)\s{1,2})?(?:các\s{1,2})?$")
_SUFFERED = re.compile(r"(?:được|bị|đã)\s{1,2}$")
_BY_RULE = re.compile(r"(?<![^\W_])theo(?![^\W_])")
_STOP = re.compile(r"[.;]\s")
_EXPIRES = re.compile(r"^[^.;]{0,200}?(?:hết|chấm\s{1,2}dứt)\s{1,2}hiệu\s{1,2}lực")

EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sửa đổi, bổ sung một số điều của ", ("amends", "supplements")),
    ("sửa đổi khoản 2 Điều 5 của ", ("amends",)),
    ("bổ sung Điều 7a vào sau Điều 7 của ", ()),
    ("bổ sung một số điều của ", ("supplements",)),
    ("Quyết định này thay thế ", ("replaces",)),
    ("bãi bỏ toàn bộ ", ("repeals",)),
    ("quy định chi tiết một số điều và biện pháp thi hành ", ("guides",)),
    ("hướng dẫn thi hành ", ("guides",)),
    ("ban hành Kế hoạch triển khai thi hành ", ("implements",)),
    ("về nội dung của ", ()),
    ("theo quy định của ", ()),
    ("thực hiện theo quy định tại ", ()),
    ("được sửa đổi bởi ", ()),
)
"""Text before a document's name → relations."""


def relation_before(folded: str, at: int, floor: int) -> Stated | None:
    """What the words that lead up to the citation at `at` say is done to it."""
    low = max(floor, at - 110)
    window = folded[low:at]
    verbs = list(_VERB.finditer(window))
    if not verbs:
        return None
    last = verbs[-1]
    if _FILLER.fullmatch(window, last.end()) is None:
        return None
    # Walk back over verbs that are joined to it: sửa đổi, bổ sung | quy định chi tiết … và biện pháp thi hành.
    first = len(verbs) - 1
    while first and _FILLER.fullmatch(window, verbs[first - 1].end(), verbs[first].start()) is not None:
        first -= 1
    chain = verbs[first:]
    before = window[max(0, chain[0].start() - 12) : chain[0].start()]
    if _SUFFERED.search(before):
        return None
    names = [_RELATION[" ".join(v[0].split())] for v in chain]
    if names[-1] == "implements" and _BY_RULE.search(window, last.end()):
        return None
    if "guides" in names:
        names = ["guides"]
    elif names[-1] == "implements":
        names = ["implements"]
    return Stated(tuple(dict.fromkeys(names)), low + chain[0].start())


def relation_passive(folded: str, start: int, end: int) -> tuple[tuple[Relation, ...], bool] | None:
    """What the words between a citation's end and the next one's start say is done to the former.

    Returns the relations and whether the next citation is the one that does it (`được sửa đổi bởi …`).
    """
    gap = folded[start : min(end, start + 420)]
    if "hiệu lực" in gap and _EXPIRES.match(gap) and not _PASSIVE.search(gap):
        return ("repeals",), False
    first = _PASSIVE.search(gap)
    if first is None or end - start > 420:
        return None
    if _STOP.search(gap, 0, first.start()):
        return None
    names = [_RELATION[" ".join(v[0].split())] for v in _VERB.finditer(gap, first.start())]
    kept: list[Relation] = [n for n in names if n in ("amends", "supplements", "repeals", "replaces")]
    if not kept:
        return None
    return tuple(dict.fromkeys(kept)), _BY.search(gap) is not None
