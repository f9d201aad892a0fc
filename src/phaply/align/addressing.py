"""Addressing (đối tượng được giao): is a body named in an upstream document the one whose plan is checked?

`UBND các phường`, `UBND cấp xã`, `các địa phương` mean every ward; `UBND phường Hòa An` only that one; `các sở, ban, ngành` none.
"""

import re
from typing import Literal

from msgspec import Struct

from phaply.language import fold
from phaply.parse.lexicon import UPPER
from phaply.parse.model import Actor, Level, Plan

__all__ = ["Addressee", "addressee_of", "is_addressed"]

_RANK: dict[str, int] = {"central": 0, "province": 1, "district": 2, "commune": 3, "residential": 4}
_UNITS: dict[str, tuple[str, ...]] = {
    "province": ("tỉnh", "thành phố"),
    "district": ("quận", "huyện", "thị xã", "thành phố"),
    "commune": ("xã", "phường", "thị trấn", "đặc khu"),
}
_LEVEL_NAMES: dict[str, tuple[str, ...]] = {
    "province": ("cấp tỉnh",),
    "district": ("cấp huyện", "cấp quận"),
    "commune": ("cấp xã", "cấp phường", "cấp cơ sở"),
}
_UNIT = re.compile(r"(?<!\w)(thị xã|thị trấn|thành phố|đặc khu|phường|quận|huyện|tỉnh|xã)(?!\w)")
_COMMITTEE = re.compile(r"(?<!\w)(?:ủy ban nhân dân|ubnd|chính quyền)(?!\w)")
_EVERY_LEVEL = re.compile(r"(?<!\w)(?:các cấp|cùng cấp|từng cấp|mỗi cấp)(?!\w)")
_LOCALITIES = re.compile(r"(?<!\w)địa phương(?!\w)")
_ORGANS = re.compile(r"(?<!\w)(?:cơ quan|đơn vị|sở|ban|ngành|phòng)(?!\w)")
_HEADS = re.compile(
    r"^(?:các |từng |mỗi |đồng chí |giao |đề nghị )*(?:chủ tịch |thủ trưởng |người đứng đầu |lãnh đạo |giám đốc |trưởng )?"
)
_OWN_ORGANS = re.compile(
    r"(?:các )?(?:trung tâm phục vụ hành chính công|bộ phận (?:một cửa|tiếp nhận và trả kết quả)|phòng|văn phòng|công chức|ban chỉ đạo|"
    r"tổ (?:công tác|công nghệ số|giúp việc)|hội đồng phối hợp|đài truyền thanh|ban chỉ huy (?:phòng|pctt|phòng thủ))(?!\w)"
)
"""Offices that belong to the People's Committee of a unit, so that what they must do is in its plan. The police, the military command, the
Front and its members, schools and health stations are bodies of their own."""
_NAMED = re.compile(rf"\s*[:(]\s*(?:[Pp]hường |[Xx]ã )?[{UPPER}]")
"""A list of names after the group: `các phường: Hòa An, Đông Khánh`; a duty begins with a small letter."""
_CONDITION = re.compile(
    r"(?<!\w)(?:nơi có|có liên quan|liên quan|có|thuộc diện|được chọn|ven|vùng|miền núi|biên giới|trọng điểm|thí điểm|điểm)(?!\w)"
)
_SPACES = re.compile(r"[\s–—−-]+")


class Addressee(Struct, frozen=True):
    """Who issued the checked plan, as far as upstream documents may name it."""

    name: str
    """Folded, white space and dashes as one space."""
    level: Level | None
    committee: bool
    """Whether it is a People's Committee (UBND), which the names of units and localities stand for."""
    word: str | None
    """What its unit is: `phường`."""
    unit: str | None
    """Its unit's name: `hòa an`."""


Answer = Literal["yes", "no", "conditional"]


def addressee_of(plan: Plan) -> Addressee:
    """The issuer of a plan; its level and unit are None where the text does not tell."""
    h = plan.header
    printed = _flat(h.issuer or "")
    committee = bool(_COMMITTEE.match(printed)) or (not printed and (h.symbol or "").upper().endswith("-UBND"))
    word = unit = None
    source = printed if _UNIT.search(printed) else _flat(h.subject or "")
    for m in _UNIT.finditer(source):
        word, unit = m[1], source[m.end() :].strip() or None
        break
    if unit:
        unit = re.split(r" (?:năm|giai đoạn|về|trong|và) ", unit)[0]
    level = h.level or next(
        (lv for lv in ("commune", "district", "province") if word in _UNITS[lv] and word != "thành phố"), None
    )
    return Addressee(printed, level, committee, word, unit)


def is_addressed(name: str, actor: Actor | None, own: Addressee, above: Level | None, after: str = "") -> Answer:
    """Whether `name` in a document of the level `above` means `own`. `after`: the words that follow it, for lists of names.

    `conditional`: it is meant only if it is of a certain kind (UBND các xã ven biển), which nobody here can know.
    """
    words = _flat(name)
    if not words or own.level is None:
        return "no"
    if own.name and words in (own.name, own.name.replace("ủy ban nhân dân", "ubnd")):
        return "yes"
    if not own.committee:
        return _as_office(words, actor, own)
    if _OWN_ORGANS.match(words) and (units := list(_UNIT.finditer(words))):
        return _by_units(words, units, own, after)
    committee = _COMMITTEE.search(words)
    if committee is None and actor is not None and actor.kind not in (None, "committee", "group", "people"):
        return "no"
    if committee is not None and words[: committee.start()].strip() not in (
        "",
        "các",
        "chủ tịch",
        "lãnh đạo",
        "đồng chí chủ tịch",
        "giao",
    ):
        return "no"  # Văn phòng HĐND và UBND quận, thành viên UBND
    if committee is not None and _EVERY_LEVEL.search(words):
        return "yes"
    if any(level in words for level in _LEVEL_NAMES.get(own.level, ())):
        return _unless_conditional(words)
    units = list(_UNIT.finditer(words))
    if units and (committee is not None or _HEADS.sub("", words).startswith(tuple(_UNITS[own.level]))):
        return _by_units(words, units, own, after)
    if committee is None and _LOCALITIES.search(words) and not units:
        # A decision of the centre speaks of provinces.
        return "no" if above == "central" and own.level != "province" else "yes"
    return "no"


def _by_units(words: str, units: list[re.Match[str]], own: Addressee, after: str) -> Answer:
    mine = _UNITS[own.level or ""]
    listed = [m for m in units if m[1] in mine]
    # "Các tỉnh, thành phố trực thuộc trung ương": a city listed beside provinces is one of them.
    if own.level == "district" and any(m[1] == "tỉnh" for m in units):
        listed = [m for m in listed if m[1] != "thành phố"]
    if own.level == "province" and any(m[1] in ("quận", "huyện", "thị xã") for m in units):
        listed = [m for m in listed if m[1] != "thành phố"]
    if not listed:
        return "no"
    last = units[-1]
    rest = words[last.end() :].strip(" ,:;.()")
    rest = (
        re.sub(r"^(?:trên địa bàn|trong|thuộc|của|trực thuộc|nơi) .*", "", rest) if "thuộc diện" not in rest else rest
    )
    if own.unit and re.search(rf"(?<!\w){re.escape(own.unit)}(?!\w)", words):
        return "yes"
    collective = re.search(r"(?<!\w)(?:các|từng|mỗi)(?!\w)", words) is not None or len(units) > 1
    if own.word is not None and own.word not in [m[1] for m in listed] and own.word not in words:
        return "no"
    if rest:
        if _CONDITION.match(rest):
            return "conditional"
        return "no" if not collective or own.unit else "conditional"  # the names of others
    names = re.match(r"\s*[:(]\s*((?:phường |xã |thị trấn |quận |huyện )?[^\W\d_]+[^.;\n)]{0,200})", after)
    if names and own.unit and _NAMED.match(after):
        return "yes" if re.search(rf"(?<!\w){re.escape(own.unit)}(?!\w)", fold(names[1])) else "no"
    return "yes"


def _as_office(words: str, actor: Actor | None, own: Addressee) -> Answer:
    """For the plan of an office (Sở, Phòng, Ban, Trung tâm …)."""
    core = re.sub(r" (?:tỉnh|thành phố|quận|huyện|thị xã|xã|phường) .*$", "", own.name)
    bare = re.sub(r" (?:các |của |thuộc )?(?:tỉnh|thành phố|quận|huyện|thị xã|xã|phường).*$", "", words)
    bare = _HEADS.sub("", bare)
    if core and bare == core:
        return "yes"
    level = actor.level if actor is not None else None
    if actor is not None and actor.collective and _ORGANS.search(words) and not _UNIT.search(words):
        head = core.split(" ")[0] if core else ""
        if level in (None, own.level) and (head in words.split() or "cơ quan" in words or "đơn vị" in words):
            return _unless_conditional(words)
    return "no"


def _unless_conditional(words: str) -> Answer:
    return "conditional" if re.search(r"(?<!\w)(?:nơi có|có liên quan|liên quan|thuộc diện)(?!\w)", words) else "yes"


def _flat(name: str) -> str:
    return _SPACES.sub(" ", fold(name)).strip()
