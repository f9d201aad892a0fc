"""Names of bodies and posts (cơ quan, đơn vị, chức danh): where one begins, and where it ends.

An open grammar: a head word of the lexicon (Phòng, Ủy ban nhân dân, Công chức, các sở …), then its field or proper name, then the
place it belongs to, then words that narrow it (liên quan, thuộc …). In running text a verb of the verb list ends it, in a label
line or a table cell only the next name does.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from phaply.language import fold
from phaply.parse.lexicon import GAP, UPPER, rows, trie
from phaply.parse.verbs import NAMING, STOP

__all__ = ["SEPARATOR", "Body", "Head", "body_at", "list_at", "scan", "split_list"]


class Head(Struct, frozen=True, eq=False):
    """A row of the lexicon: how a name begins, and what it is."""

    phrase: str
    kind: str
    level: str | None
    tail: str
    case: str
    expands: str | None


class Body(Struct, frozen=True):
    """A name as printed: `start`–`end`; `head` is None for a name that no lexicon row begins."""

    start: int
    end: int
    head: Head | None
    quantified: bool = False
    """True for `các …`, `toàn thể …`."""


_NOT = frozenset(row["phrase"] for row in rows("actors") if row["kind"] == "not")
_ROWS = tuple(
    Head(fold(r["phrase"]), r["kind"], r["level"] or None, r["tail"], r["case"], r["expands"] or None)
    for r in rows("actors")
    if r["kind"] != "not"
)
_HEADS = {head.phrase: head for head in _ROWS if head.tail != "group"}
_GROUPS = {head.phrase: head for head in _ROWS if head.tail == "group"}

_QUANTIFIER = rf"(?:các|những|mọi|toàn{GAP}thể|toàn{GAP}bộ|từng|mỗi|một{GAP}số|tất{GAP}cả{GAP}các)"
_ALL = trie([*_HEADS, *_GROUPS, *_NOT])
_BEGIN = re.compile(rf"({_QUANTIFIER}{GAP})?({_ALL})(?![^\W_])")
_BEFORE = r"[ \n(\[,;:./\"“”‘'+*|–—-]"
_PLAIN = trie([*(h.phrase for h in _HEADS.values() if h.case != "list"), *_NOT])
_SCAN = re.compile(rf"{_BEFORE}(?:({_QUANTIFIER}{GAP})?({_PLAIN})|({_QUANTIFIER}{GAP})({trie(_GROUPS)}))(?![^\W_])")
"""Begins with a set of single marks, which the engine looks for without trying the pattern at every letter."""


def _cased() -> list[str]:
    """Heads as a name in the middle of a text begins: Sở, Phòng, UBND."""
    return [p.upper() if head.expands else p[0].upper() + p[1:] for p, head in _HEADS.items() if head.case != "list"]


_W = r"[^\W_]+"
_CAP = rf"[{UPPER}][^\W_]*"
_PLACE_WORD = (
    r"(?:[Tt]ỉnh|[Tt]hành[ \n]phố|[Qq]uận|[Hh]uyện|[Tt]hị[ \n]xã|[Tt]hị[ \n]trấn|[Xx]ã(?![ \n]hội)|[Pp]hường|[Đđ]ặc[ \n]khu|TP\.?|TDP"
    r"|[Tt]hôn|[Tt]ổ[ \n]dân[ \n]phố|[Kk]hu[ \n]phố|[Kk]hu[ \n]dân[ \n]cư|trung[ \n]ương|Trung[ \n]ương|địa[ \n]phương|cùng[ \n]cấp|cấp[ \n]trên|[Cc]ơ[ \n]quan(?=[ \n]*[,.;:)]|[ \n]chủ)|đơn[ \n]vị(?=[ \n]*[,.;:)\n]))"
)
_NAME_OF_PLACE = rf"(?:[ \n](?:{_CAP}|[0-9]{{1,2}}(?![\d/]))(?:[ ]?[-–][ ]?{_CAP})?){{0,6}}"
_ONE_PLACE = rf"(?:(?:[Cc]ác|cấp|[Tt]oàn)[ \n])?{_PLACE_WORD}(?![^\W_]){_NAME_OF_PLACE}"
_PLACE = re.compile(
    rf"[ \n]{{1,2}}(?:các[ \n]cấp|(?:các[ \n])?{_ONE_PLACE}(?:(?:,[ \n]|[ \n]và[ \n](?!các)){_ONE_PLACE}){{0,4}}"
    rf"(?:[ \n]trực[ \n]thuộc[ \n](?:[Tt]rung[ \n]ương|{_CAP}))?)(?![^\W_])"
)
_COMPOUNDS = [row["name"] for row in rows("fields") if row["form"] == "compound"]
_SINGLES = trie(row["name"] for row in rows("fields") if row["form"] == "single")
_COMPOUND = re.compile(rf"[ \n]?(?:{trie(_COMPOUNDS)})(?![^\W_])")
_SINGLE_LIST = re.compile(rf"(?:,{GAP}|{GAP}và{GAP})(?:{_SINGLES})(?![^\W_])")
_STOP = rf"(?!(?:{STOP})(?![^\W_]))(?!(?:và|hay|chủ|liên[ \n]quan|thuộc|của|trên|trong|tại|ở|các|nơi)(?![^\W_]))(?!{_PLACE_WORD}(?![^\W_]))"
_WORD = rf"[ \n]{_STOP}{_W}|[ ]?[-–][ ]?{_W}(?:[ \n]{_STOP}{_W}|(?=[ ]?[-–]))"
_OTHER_NAME = rf"(?!(?:{trie(_cased())})(?![^\W_]))"
_FIELD_WORD = r"(?:môi|xây|truyền|đào|công|trả|thể|du|nông|phát|xã)[ \n](?:trường|dựng|thông|tạo|nghệ|kết|thao|lịch|thôn|triển|hội)"
_AND_WORD = rf"[ \n](?:và|&)[ \n]{_OTHER_NAME}(?={_CAP}|{_FIELD_WORD}){_W}(?:[ \n]{_STOP}{_W})?"
_WORDS = re.compile(rf"(?:{_WORD}|{_AND_WORD}){{0,14}}")
_GROUP_WORDS = re.compile(rf"(?:{_WORD}){{0,10}}")
_GROUP_WORD = trie(_GROUPS)
_GROUP_MORE = re.compile(rf"(?:[ \n]?[,/;][ \n]?|[ \n]và[ \n]|[ \n]|[ \n]?-[ \n]?)(?:{_GROUP_WORD})(?![^\W_])")
_GROUP_GAP = re.compile(r"[ \n]và[ \n]")
_NARROW = re.compile(
    rf"[ \n]\(?(?:có[ \n])?liên[ \n]quan\)?|[ \n]trực[ \n]thuộc(?![^\W_])|[ \n](?:thuộc|của)(?:[ \n]{_CAP}(?:[ \n]{_STOP}{_W}){{0,5}}|[ \n]{_PLACE_WORD}(?![^\W_])|[ \n](?:phòng|sở|ngành|bộ|địa[ \n]phương)(?:[ \n]{_STOP}{_W}){{0,5}})"
    rf"|[ \n](?:trên|trong|ở)[ \n](?:địa[ \n]bàn(?:[ \n](?:toàn[ \n])?{_ONE_PLACE})?|(?:toàn[ \n])?{_ONE_PLACE}|ngành)|[ \n](?:tại|ở)[ \n]địa[ \n]phương|[ \n]nêu[ \n]trên|[ \n]có[ \n]giường[ \n]bệnh"
)
_BRACKET_INSIDE = re.compile(rf"[ \n]\([^()\n]{{1,20}}\)(?=[ \n](?:{_PLACE_WORD}|và[ \n](?:UBND|Ủy|Uỷ)))")
_TWIN_OFFICE = re.compile(
    r"văn[ \n]phòng[ \n](?:hđnd|hội[ \n]đồng[ \n]nhân[ \n]dân)(?:[ \n]\([^()]{1,10}\))?[ \n]?(?:và|-)[ \n]?(?:ubnd|ủy[ \n]ban[ \n]nhân[ \n]dân)(?![^\W_])"
)
_ABBREVIATION = re.compile(rf"[{UPPER}]{{2,8}}(?:[ \n][{UPPER}]{{2,6}})?(?![^\W_])")
_NEED_NAME = frozenset({"tổ", "đội", "ban", "phòng", "hội đồng", "đoàn kiểm tra"})
_NAMING_VERB = re.compile(rf"[ \n](?:{NAMING})(?![^\W_])")
_NEXT_CAP = re.compile(rf"[ \n]{{1,2}}(?:[-–][ \n])?[{UPPER}]")
_FRESH = re.compile(r"(?:^|[\n,;:(–-]|VÀ)[ \n]?$")
SEPARATOR = re.compile(r"[ \n]?[,;&][ \n]{0,3}(?:và[ \n])?|[ \n](?:và|cùng|cùng với|hoặc)[ \n]")
_NESTED = re.compile(r"[ \n]{1,2}(?=[^\W_])")


def _head(quantified: bool, phrase: str, text: str, start: int, end: int, inside_list: bool) -> Head | None:
    if "\n" in phrase or "  " in phrase:
        phrase = " ".join(phrase.split())
    group = _GROUPS.get(phrase)
    if group is None and phrase in _NOT:
        return None
    named = _NEXT_CAP.match(text, end) is not None
    if group is not None and quantified and not (named and phrase in _HEADS):
        return group
    if phrase in _NOT and (group is None or not inside_list or text[end : end + 1] != ","):
        return None
    head = _HEADS.get(phrase)
    if head is not None and phrase not in _NOT:
        if head.case == "any" or (inside_list and group is None) or (quantified and head.case == "list"):
            return head
        if head.case == "cap" and (named or (text[start].isupper() and (group is None or not inside_list))):
            # In a line of capitals the case tells nothing: VỤ inside NHIỆM VỤ, HỘI inside XÃ HỘI.
            told = " " in phrase or inside_list or not text[start : end + 3].isupper()
            return head if told or _FRESH.search(text, max(0, start - 3), start) else None
    return group if inside_list else None


def body_at(text: str, folded: str, start: int, end: int, *, inside_list: bool = False) -> Body | None:
    """The name that begins at `start`, if one does; it ends before `end`, at a verb, or at punctuation."""
    m = _BEGIN.match(folded, start, end)
    if m is None:
        return None
    quantified = m[1] is not None
    head = _head(quantified, m[2], text, m.start(2), m.end(2), inside_list)
    if head is None:
        return None
    return Body(start, _tail(text, folded, m.start(2), m.end(2), end, head), head, quantified)


def scan(text: str, folded: str) -> Iterator[Body]:
    """Every name of the text, in order, none inside another."""
    at, size = 0, len(text)
    if (first := body_at(text, folded, 0, size)) is not None:
        yield first
        at = first.end
    while (m := _SCAN.search(folded, at)) is not None:
        quantified, name = (1, 2) if m[2] is not None else (3, 4)
        head = _head(m[quantified] is not None, m[name], text, m.start(name), m.end(name), False)
        if head is None:
            at = m.end(name)
            continue
        start = m.start(name) if m[quantified] is None else m.start(quantified)
        limit = min(size, m.end(name) + _LONGEST)
        line_end = text.find("\n", m.end(name), limit)  # in running text a name ends with its paragraph
        stop = _tail(text, folded, m.start(name), m.end(name), limit if line_end < 0 else line_end, head)
        yield Body(start, stop, head, m[quantified] is not None)
        at = stop


def _tail(text: str, folded: str, begin: int, at: int, end: int, head: Head) -> int:
    """Where the name ends whose head is `text[begin:at]`."""
    tail = head.tail
    if head.kind == "office" and (twin := _TWIN_OFFICE.match(folded, begin, end)) is not None:
        at, tail = twin.end(), "place"
    if tail == "group":
        return _group_tail(text, folded, at, end)
    if tail == "body":
        gap = _NESTED.match(text, at, end)
        inner = body_at(text, folded, gap.end(), end, inside_list=False) if gap else None
        if inner is None and gap:
            quantified = _BEGIN.match(folded, gap.end(), end)
            if quantified is not None and quantified[1]:
                inner = body_at(text, folded, gap.end(), end, inside_list=True)
        if inner is not None:
            return inner.end
    if tail in ("name", "field", "body"):
        compound = _COMPOUND.match(folded, at, end)
        if compound is not None:
            at = compound.end()
        else:
            if head.phrase in _NEED_NAME and (verb := _NAMING_VERB.match(text, at, end)) is not None:
                at = verb.end()  # these are no names alone: the verb is part of it (Tổ thẩm định, Đội quản lý trật tự)
            if (words := _WORDS.match(text, at, end)) is not None:
                at = words.end()
            if (rest := _compound_rest(folded, begin, at, end)) is not None:
                at = rest
    return _place_and_narrow(text, at, end)


def _compound_rest(folded: str, begin: int, at: int, end: int) -> int | None:
    """The end of a field with a comma inside (Văn hóa, Thể thao và Du lịch) of which `at` ends the first part."""
    if at < end and folded[at] == ",":
        for width in (10, 20, 8, 9, 16):
            m = _COMPOUND.match(folded, max(begin, at - width), end)
            if m is not None and m.end() > at:
                return m.end()
    return None


def _place_and_narrow(text: str, at: int, end: int) -> int:
    if (bracket := _BRACKET_INSIDE.match(text, at, end)) is not None:
        at = bracket.end()
    if (place := _PLACE.match(text, at, end)) is not None:
        at = place.end()
    for _ in range(3):
        narrow = _NARROW.match(text, at, end)
        if narrow is None:
            break
        at = narrow.end()
        if (place := _PLACE.match(text, at, end)) is not None:
            at = place.end()
    return at


def _group_tail(text: str, folded: str, at: int, end: int) -> int:
    for _ in range(8):
        for _ in range(12):
            more = _GROUP_MORE.match(folded, at, end)
            if more is None:
                break
            # "tổ chức" and "cơ quan" after a gap may begin the predicate: các đơn vị tổ chức …
            spaced = folded[at] in " \n" and not folded.startswith("và", at + 1)
            if spaced and _is_predicate(folded, at + 1, more.end()):
                break
            at = more.end()
        words = _GROUP_WORDS.match(text, at, end)
        if words is not None and words.end() - at <= 60:
            at = words.end()
        at = _place_and_narrow(text, at, end)
        more = _GROUP_MORE.match(folded, at, end)
        if more is None or folded[at] != ",":
            break
        at = more.end()
    return at


def _is_predicate(folded: str, start: int, end: int) -> bool:
    return " ".join(folded[start:end].split()) in (
        "tổ chức",
        "xã",
        "bản",
        "bộ",
        "ban",
        "hội",
        "đoàn",
        "cấp",
        "trường",
        "khoa",
    )


def list_at(text: str, folded: str, start: int, end: int, *, loose: bool = False) -> tuple[Body, ...]:
    """The names that stand one after another from `start` on (A, B và các C), in running text.

    `loose` takes a bare group (cơ quan, tổ chức liên quan) as the first, where the words before it promise a name.
    """
    first = body_at(text, folded, start, end, inside_list=loose)
    if first is None:
        return ()
    found = [first]
    while len(found) < 30 and (gap := SEPARATOR.match(folded, found[-1].end, end)) is not None:
        following = body_at(text, folded, gap.end(), end)
        if following is None:
            break
        found.append(following)
    return tuple(found)


_LONGEST = 400  # letters: no name is longer
_LONGEST_LIST = 3000
_CUT = re.compile(r"[;\n]|,|[ \n](?:và|cùng)[ \n]|[ \n]?[&+/][ \n]?|[ ][-–][ ]")
_UNIT = re.compile(r"(?:vụ|cục)[ \n]")
_PARENT = re.compile(r"(?:bộ|tổng cục)[ \n]")
"""Vụ Pháp chế | Bộ Xây dựng on two lines is one unit, named with the ministry it belongs to."""
_TRIM = " \n\t.,;:-–+*•_|"
_TAG = re.compile(r"[ \n]?\([^()]{0,60}\)?[ .;,]*$")


def split_list(text: str, folded: str, start: int, end: int) -> tuple[Body, ...]:
    """The names of a label line or a cell, which hold nothing else: cut at `;` and before every next name."""
    found: list[Body] = []
    end = min(end, start + _LONGEST_LIST)
    at = _skip(text, start, end)
    depth_end = at
    while at < end:
        stop, following = end, end
        known = body_at(text, folded, at, end, inside_list=True)
        if known is not None:
            depth_end = known.end if known.head is not None and known.head.tail in ("group", "body") else at
            twin = _TWIN_OFFICE.match(folded, at, end)
            if twin is not None:
                depth_end = twin.end()
        for m in _CUT.finditer(folded, max(at, depth_end), end):
            if text.count("(", at, m.start()) > text.count(")", at, m.start()):
                continue
            after = _skip(text, m.end(), end)
            if m[0] == ";" or after >= end or _begins(text, folded, at, m, after, end):
                stop, following = m.start(), after
                break
        a, b = at, stop
        while b > a and text[b - 1] in _TRIM:
            b -= 1
        if b > a:
            head = known.head if known is not None else None
            found.append(Body(a, b, head, known.quantified if known is not None else False))
        if following <= at:
            break
        at = following
        depth_end = at
    return tuple(found)


def _begins(text: str, folded: str, at: int, cut: re.Match[str], after: int, end: int) -> bool:
    """True if a name begins at `after`, which `cut` parts from the name that began at `at`."""
    if cut[0] in (" - ", " – "):
        return False
    if cut[0] == "\n" and _UNIT.match(folded, at) is not None and _PARENT.match(folded, after) is not None:
        return False
    m = _BEGIN.match(folded, after, end)
    if m is not None:
        quantified = m[1] is not None
        head = _head(quantified, m[2], text, m.start(2), m.end(2), True)
        if head is not None:
            return head.tail != "group" or quantified
    if _ABBREVIATION.match(text, after, end) is not None:
        return True
    return (
        cut[0].strip() in (",", "và")
        and _SINGLE_LIST.match(folded, cut.start(), end) is not None
        and (_COMPOUND.search(folded, at, min(end, after + 30)) is None)
        and text[after].isupper()
    )


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at] in _TRIM:
        at += 1
    return at
