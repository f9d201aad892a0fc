"""Scope (phạm vi): is all of a duty taken over, or only a part of it: places, people, receivers, numbers, how often?"""

import re

from phaply.align.amounts import beyond, fewer, slower
from phaply.align.concepts import Bag, bag_of
from phaply.align.model import Lack
from phaply.align.receivers import receivers_in, sends_to
from phaply.language import fold
from phaply.language.remembering import remembered

__all__ = ["narrowed"]

_PLACES = re.compile(r"(?<!\w)(?:tại|ở)(?!\w)([^;.()]{3,160})")
_WITHIN = re.compile(r"^.{2,30} (?:ở|tại|trong|thuộc) ")
"""Of `các điểm tiêm ở thôn` the thôn is compared."""
_ANY_PLACE = re.compile(r"(?<!\w)(?:công cộng|phù hợp|thuận tiện|thích hợp|khác|cần thiết)(?!\w)")
"""Places that may be any."""
_AUDIENCE = re.compile(r"(?<!\w)(?:cho|đến|tới|với|đối với)(?!\w)([^;.()]{3,200})")
_SPLIT = re.compile(r", | và | hoặc |; ")
_STOP = re.compile(r" (?:để|nhằm|theo|bảo đảm|trước|sau|từ ngày|chậm nhất|bằng|gửi|báo cáo|trong)(?!\w)")
_WHOLE = re.compile(r"(?<!\w)(?:tất cả|toàn thể|toàn bộ|100 ?%|mọi|từng|mỗi|các tầng lớp)(?!\w)")
_SOME = re.compile(r"(?<!\w)(?:một số|một vài|thí điểm|trước mắt|chọn \d{1,2}|làm điểm)(?!\w)")
_FIELDS = re.compile(r"(?<!\w)lĩnh vực:? ([^;.()]{3,160})")
_BUDGET = re.compile(
    r"(?<!\w)(?:ngân sách|nguồn)(?: của)? (?:cấp mình|địa phương|phường|xã|thị trấn|đặc khu|cấp xã)(?!\w)"
)
_FROM_ABOVE = re.compile(
    r"(?<!\w)(?:từ|bằng|trong) (?P<whose>(?:ngân sách|nguồn)(?: của)? (?:cấp trên|quận|huyện|thị xã|thành phố|tỉnh|cấp tỉnh|cấp huyện))(?!\w)"
)
_MODEL = re.compile(r"(?<!\w)(?:mô hình|thí điểm|làm điểm|điểm)(?!\w)")
"""What is a pilot by nature (mỗi phường ít nhất 01 mô hình) is done at some places only."""
_EVERYBODY = ("c:people", "c:village", "c:household", "c:broadcast", "c:press", "c:social-media")
_AUDIENCES: dict[str, tuple[str, ...]] = {
    "c:officials": ("c:officials",),
    "c:people": _EVERYBODY,
    "c:household": _EVERYBODY,
    "c:business": ("c:business",),
    "c:school": ("c:school", "c:children", "c:teachers"),
    "c:children": ("c:children", "c:school"),
    "c:teachers": ("c:teachers", "c:school"),
    "c:parents": ("c:parents", "c:people", "c:household"),
    "c:youth": ("c:youth", "c:people", "c:union-members"),
    "c:women": ("c:women", "c:people", "c:union-members"),
    "c:elderly": ("c:elderly", "c:people"),
    "c:disabled": ("c:disabled", "c:people"),
    "c:poor": ("c:poor", "c:people", "c:household"),
}
"""Who is addressed, and what else reaches them: a meeting of the tổ dân phố reaches the people."""
_AUDIENCE_NAMES = {
    "c:officials": "cán bộ, công chức",
    "c:people": "Nhân dân",
    "c:household": "hộ gia đình",
    "c:business": "doanh nghiệp, hộ kinh doanh",
    "c:school": "trường học",
    "c:children": "trẻ em, học sinh",
    "c:teachers": "giáo viên",
    "c:parents": "phụ huynh",
    "c:youth": "thanh niên",
    "c:women": "phụ nữ",
    "c:elderly": "người cao tuổi",
    "c:disabled": "người khuyết tật",
    "c:poor": "hộ nghèo",
}


def narrowed(asked: str, given: str, around: Bag, own_units: tuple[str, ...]) -> tuple[Lack, str] | None:
    """What of `asked` is left out of `given`, and how it shows, in Vietnamese; None where nothing shows that.

    `own_units`: what units of the checked plan's own level are called; what is sent to a body of that level stays inside.
    """
    if slower(asked, given):
        return "frequency", "tần suất thấp hơn yêu cầu"
    if (pair := fewer(asked, given)) is not None:
        return "number", f"số lượng thấp hơn yêu cầu ({pair[1].words} so với {pair[0].words})"
    if (limit := beyond(asked, given)) is not None:
        return "number", f"trái với mức được giao ({limit[1]} so với {limit[0]})"
    folded_asked, folded_given = fold(asked), fold(given)
    whole = _WHOLE.search(folded_asked) and not _MODEL.search(folded_asked)
    if whole and _SOME.search(folded_given) and not _WHOLE.search(folded_given):
        return "audience", "chỉ làm với một phần đối tượng, địa bàn"
    if (place := _missing_place(folded_asked, bag_of(given), around)) is not None:
        return "place", f"chưa có “{place}”"
    if (field := _missing_field(folded_asked, folded_given)) is not None:
        return "part", f"chưa có “{field}”"
    if (
        _BUDGET.search(folded_asked)
        and (above := _FROM_ABOVE.search(folded_given))
        and not _BUDGET.search(folded_given)
    ):
        return "part", f"kinh phí lấy từ {above['whose']}"
    if (audience := _missing_audience(folded_asked, folded_given)) is not None:
        return "audience", f"chưa có đối tượng {audience}"
    if (body := _missing_receiver(asked, given, own_units)) is not None:
        return "receiver", f"chưa gửi {body}"
    return None


def _missing_place(asked: str, offered: Bag, around: Bag) -> str | None:
    for m in _PLACES.finditer(asked):
        places = [_WITHIN.sub("", p) for p in _list(m[1]) if not _ANY_PLACE.search(p)]
        if len(places) < 2:
            continue
        known = [(p, _nouns(p)) for p in places]
        said = offered.tokens.keys() | around.tokens.keys()
        hits = [bool(tokens) and 2 * len(tokens & said) >= len(tokens) for _, tokens in known]
        if not any(hits):
            continue  # the place is said in quite other words, or not at all
        for (place, tokens), hit in zip(known, hits, strict=True):
            if tokens and not hit:
                return place
    return None


def _missing_field(asked: str, given: str) -> str | None:
    """A field of a list (các lĩnh vực hộ tịch, đất đai, bảo trợ xã hội) that a text names others of and leaves out."""
    for m in _FIELDS.finditer(asked):
        fields = _list(m[1])
        if len(fields) < 2 or _FIELDS.search(given) is None:
            continue
        hits = [field in given for field in fields]
        if any(hits) and not all(hits):
            return fields[hits.index(False)]
    return None


def _nouns(text: str) -> set[str]:
    """The telling things of a place: concepts, else the words; without the units that every place has."""
    weights = bag_of(text).tokens
    things = {t for t, w in weights.items() if t.startswith("c:") and w >= 0.9}
    return things or {t for t, w in weights.items() if w >= 0.5}


@remembered(1000, 4096)
def _missing_audience(asked: str, given: str) -> str | None:
    """Whom a text that names some of the people addressed leaves out; one that names none leaves nobody out."""
    wanted: set[str] = set()
    for m in _AUDIENCE.finditer(asked):
        wanted |= _AUDIENCES.keys() & bag_of(" ".join(_list(m[1]))).tokens.keys()
    if len(wanted) < 2:
        return None
    named = bag_of(given).tokens.keys()
    if not wanted & named:
        return None
    for a in sorted(wanted):
        if not any(t in named for t in _AUDIENCES[a]):
            return _AUDIENCE_NAMES[a]
    return None


def _missing_receiver(asked: str, given: str, own_units: tuple[str, ...]) -> str | None:
    wanted = [r for r in receivers_in(asked) if r.unit not in own_units]
    if not wanted or sends_to(given, wanted[0], own_units):
        return None
    return wanted[0].name


@remembered(200, 4096)
def _list(text: str) -> tuple[str, ...]:
    stop = _STOP.search(text)
    words = text[: stop.start()] if stop else text
    return tuple(p for piece in _SPLIT.split(words) if (p := piece.strip(" ,:")))
