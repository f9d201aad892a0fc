"""Where the name of a body ends: its field or proper name, the place it belongs to, the words that narrow it."""

import re

from phaply.parse.lexicon import UPPER, WORD, Phrases, rows
from phaply.parse.verbs import NOUN_FIRST, STOP_FIRST, noun_at, stops_name

__all__ = ["COMPOUNDS", "SINGLES", "compound_rest", "field_words", "listed_fields", "place_and_narrow", "whole_field"]

_CAP = rf"[{UPPER}][^\W_]*"
_PLACE_WORD = (
    r"(?:[Tt]ỉnh(?![ \n](?:ủy|uỷ|đoàn|hội))|[Tt]hành[ \n]phố|[Qq]uận(?![ \n](?:ủy|uỷ|đoàn))|[Hh]uyện(?![ \n](?:ủy|uỷ|đoàn))|[Tt]hị[ \n]xã|[Tt]hị[ \n]trấn|[Xx]ã(?![ \n]hội)|[Pp]hường|[Đđ]ặc[ \n]khu|TP\.?|TDP"
    r"|[Tt]hôn|[Tt]ổ[ \n]dân[ \n]phố|[Kk]hu[ \n]phố|[Kk]hu[ \n]vực|Việt[ \n]Nam|[Kk]hu[ \n]dân[ \n]cư|[Tt]rung[ \n]ương"
    r"|(?:[Tt]ỉnh|[Tt]hành|[Qq]uận|[Hh]uyện|[Tt]hị)[ \n](?:ủy|uỷ)|[Đđ]ảng[ \n](?:ủy|uỷ)(?:[ \n](?:xã|phường|đặc[ \n]khu|tỉnh|cấp[ \n]xã))?"
    r"|địa[ \n]phương|cùng[ \n]cấp|cấp[ \n]trên"
    r"|[Cc]ơ[ \n]quan(?=[ \n]*[,.;:)]|[ \n]chủ)|đơn[ \n]vị(?=[ \n]*[,.;:)\n]))"
)
_NAME_OF_PLACE = rf"(?:[ \n](?:{_CAP}|[0-9]{{1,2}}(?![\d/]))(?:[ ]?[-–][ ]?{_CAP})?){{0,6}}"
_ONE_PLACE = rf"(?:(?:[Cc]ác|cấp|[Tt]oàn)[ \n])?{_PLACE_WORD}(?![^\W_]){_NAME_OF_PLACE}"
_PLACE = re.compile(
    rf"[ \n]{{1,2}}(?:các[ \n]cấp|(?:các[ \n])?{_ONE_PLACE}(?:(?:,[ \n]|[ \n]và[ \n](?!các)){_ONE_PLACE}){{0,4}}"
    rf"(?:[ \n]trực[ \n]thuộc[ \n](?:[Tt]rung[ \n]ương|{_CAP}))?)(?![^\W_])"
)
_A_PLACE_WORD = re.compile(rf"{_PLACE_WORD}(?![^\W_])")
_BRACKET_INSIDE = re.compile(rf"[ \n]\([^()\n]{{1,20}}\)(?=[ \n](?:{_PLACE_WORD}|và[ \n](?:UBND|Ủy|Uỷ)))")
_NARROW = re.compile(
    r"[ \n](?:\(?(?:có[ \n])?liên[ \n]quan\)?|trực[ \n]thuộc(?![^\W_])|nêu[ \n]trên|có[ \n]giường[ \n]bệnh|(?:tại|ở)[ \n]địa[ \n]phương"
    rf"|(?:trên|trong|ở)[ \n](?:(?:địa[ \n]bàn[ \n])?(?:toàn[ \n])?{_ONE_PLACE}|địa[ \n]bàn|ngành))"
)
_BELONGS = re.compile(
    rf"[ \n](?:thuộc|của)[ \n](?:(?={_CAP})|{_PLACE_WORD}(?![^\W_])|(?:phòng|sở|ngành|bộ|địa[ \n]phương)(?![^\W_]))"
)
_NEXT = re.compile(r"([ \n]|[ ]?[-–][ ]?)([^\W_]+)")
_AND = re.compile(r"[ \n](?:và|&)[ \n](?=[^\W_])")
_DASH = re.compile(r"[ ]?[-–]")
# Small letters after "và" that still belong to a field: đô thị và môi trường.
_LISTED = re.compile(r"[ \n]?:[ \n]{1,2}|,[ \n]{1,2}(?:và[ \n])?|[ \n]và[ \n]")
_FIELD_WORDS = Phrases(
    [
        "môi trường",
        "xây dựng",
        "truyền thông",
        "đào tạo",
        "công nghệ",
        "trả kết quả",
        "thể thao",
        "du lịch",
        "nông thôn",
        "phát triển",
        "xã hội",
        "kế hoạch",
    ]
)
_BREAKERS = frozenset({"và", "hay", "chủ", "thuộc", "của", "trên", "trong", "tại", "ở", "các", "nơi"})
_PLACE_FIRST = frozenset(
    [
        "tỉnh",
        "thành",
        "quận",
        "huyện",
        "thị",
        "xã",
        "phường",
        "đặc",
        "tp",
        "tdp",
        "thôn",
        "tổ",
        "khu",
        "trung",
        "địa",
        "cùng",
        "cấp",
        "cơ",
        "đơn",
    ]
)
_FOLLOWING = re.compile(r"[ \n]{1,2}(?:([^\W_]+)|\()")
_MAY_FOLLOW = _PLACE_FIRST | {
    "các",
    "toàn",
    "việt",
    "đảng",
    "liên",
    "có",
    "trực",
    "nêu",
    "ở",
    "tại",
    "trên",
    "trong",
    "thuộc",
    "của",
    None,
}
"""First words of a place or of narrowing words, None for a bracket: a cheap test before the patterns for them."""
_MAY_END = STOP_FIRST | _BREAKERS | _PLACE_FIRST | {"liên"}
COMPOUNDS = Phrases(row["name"] for row in rows("fields") if row["form"] == "compound")
SINGLES = Phrases(row["name"] for row in rows("fields") if row["form"] == "single")


def place_and_narrow(text: str, folded: str, at: int, end: int) -> int:
    """The end of the place and of narrowing words (liên quan, thuộc …, trên địa bàn …) that stand at `at`."""
    following = _FOLLOWING.match(folded, at, end)
    if following is None or following[1] not in _MAY_FOLLOW:
        return at
    if (bracket := _BRACKET_INSIDE.match(text, at, end)) is not None:
        at = bracket.end()
    if (place := _PLACE.match(text, at, end)) is not None:
        at = place.end()
    for _ in range(3):
        if (narrow := _NARROW.match(text, at, end)) is not None:
            at = narrow.end()
        elif (belongs := _BELONGS.match(text, at, end)) is not None:
            at = belongs.end()
            if text[at - 1] in " \n":
                word = WORD.match(text, at, end)
                at = word.end() if word is not None else at
            at = field_words(text, folded, at, end, most=5, joins=False)
        else:
            break
        if (place := _PLACE.match(text, at, end)) is not None:
            at = place.end()
    return at


def field_words(text: str, folded: str, at: int, end: int, *, most: int = 14, joins: bool = True) -> int:
    """The end of the words of a field or proper name from `at` on: up to a verb, a place, a joining word, a mark.

    With `joins`, `và` is inside the name where another part of it follows (Nông nghiệp và Môi trường).
    """
    for _ in range(most):
        m = _NEXT.match(text, at, end)
        if m is None:
            break
        begin, stop = m.span(2)
        if m[1] in " \n":
            if joins and m[2] in ("và", "&"):
                following = _after_and(text, folded, at, end)
                if following is None:
                    break
                at = following
                continue
            if folded[begin:stop] in NOUN_FIRST and (noun := noun_at(folded, begin, end)) is not None:
                at = noun
                continue
            if not _in_name(text, folded, begin, stop, end):
                break
            at = stop
            continue
        # After a dash the first word always belongs to the name; one word alone does not (Hà Nội - ngày …).
        second = _NEXT.match(text, stop, end)
        if second is not None and second[1] in " \n" and _in_name(text, folded, *second.span(2), end):
            at = second.end()
        elif _DASH.match(text, stop, end) is not None:
            at = stop
        else:
            break
    return at


def _in_name(text: str, folded: str, begin: int, stop: int, end: int) -> bool:
    """True if the word `text[begin:stop]` goes on with the name."""
    word = folded[begin:stop]
    if word not in _MAY_END:
        return True
    if word in _PLACE_FIRST and _A_PLACE_WORD.match(text, begin, end) is not None:
        return False
    if not text[begin].islower():
        return True
    if word in _BREAKERS or (word == "liên" and folded.startswith(" quan", stop)):
        return False
    return not stops_name(folded, begin, end)


def _after_and(text: str, folded: str, at: int, end: int) -> int | None:
    """The end of what joins the name after `và`; None if another name or a small word follows."""
    from phaply.parse.bodies import begins_name  # the two call each other: a name may hold names

    m = _AND.match(text, at, end)
    if m is None:
        return None
    begin = m.end()
    capital = text[begin].isupper()
    if not capital and _FIELD_WORDS.match(folded, begin, end) is None:
        return None
    if capital and begins_name(text, folded, begin, end):
        return None
    word = WORD.match(text, begin, end)
    if word is None:
        return None
    following = _NEXT.match(text, word.end(), end)
    if following is not None and following[1] in " \n" and _in_name(text, folded, *following.span(2), end):
        return following.end()
    return word.end()


def whole_field(text: str, folded: str, at: int, end: int) -> bool:
    """True if a known field that ends at `at` is the whole field: a small word follows that is no part of a longer one.

    Phòng Kinh tế | luân chuyển …, but Phòng Tài chính kế hoạch, Trung tâm Y tế dự phòng, Phòng Nội vụ - Lao động.
    """
    m = _NEXT.match(text, at, end)
    if m is None or m[1] not in " \n" or not m[2][0].islower() or m[2] in ("và", "&"):
        return False
    begin = m.start(2)
    if noun_at(folded, begin, end) is not None and not stops_name(folded, begin, end):
        return False
    return SINGLES.match(folded, begin, end) is None and _FIELD_WORDS.match(folded, begin, end) is None


def listed_fields(text: str, folded: str, at: int, end: int) -> int:
    """The end of the fields that name each of a group: các Sở: Tài chính, Nội vụ và Y tế."""
    if text[at : at + 1] not in (":", " ") or ":" not in text[at : at + 2]:
        return at
    stop = at
    for _ in range(24):
        gap = _LISTED.match(text, stop, end)
        if gap is None or (gap[0].strip() == ":") != (stop == at) or not text[gap.end() : gap.end() + 1].isupper():
            break
        field = COMPOUNDS.match(folded, gap.end(), end) or SINGLES.match(folded, gap.end(), end)
        if field is None:
            break
        stop = field[1]
    return stop


def compound_rest(folded: str, begin: int, at: int, end: int) -> int | None:
    """The end of a field with a comma inside (Văn hóa, Thể thao và Du lịch) of which `at` ends the first part."""
    if at < end and folded[at] == ",":
        for m in WORD.finditer(folded, max(begin, at - 24), at):
            found = COMPOUNDS.match(folded, m.start(), end)
            if found is not None and found[1] > at:
                return found[1]
    return None
