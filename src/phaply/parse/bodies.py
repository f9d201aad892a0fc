"""Names of bodies and posts (cơ quan, đơn vị, chức danh): where one begins, and where it ends.

An open grammar: a head word of the lexicon (Phòng, Ủy ban nhân dân, Công chức, các sở …), then its field or proper name, then the
place it belongs to, then words that narrow it (liên quan, thuộc …). In running text a verb of the verb list ends it, in a label
line or a table cell only the next name does.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from phaply.language import fold
from phaply.parse.lexicon import UPPER, WORD, Phrases, rows, trie
from phaply.parse.name_ends import (
    COMPOUNDS,
    SINGLES,
    compound_rest,
    field_words,
    listed_fields,
    place_and_narrow,
    whole_field,
)
from phaply.parse.verbs import begins_with_verb, naming_verb
from phaply.parse.work_names import works_end

__all__ = ["SEPARATOR", "Body", "Head", "begins_name", "body_at", "group_at", "list_at", "scan", "split_list"]


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
_SECOND_WORDS = frozenset(words[1] for phrase in _NOT if len(words := phrase.split()) == 2)
_ROWS = tuple(
    Head(fold(r["phrase"]), r["kind"], r["level"] or None, r["tail"], r["case"], r["expands"] or None)
    for r in rows("actors")
    if r["kind"] != "not"
)
_HEADS = {head.phrase: head for head in _ROWS if head.tail != "group"}
_GROUPS = {head.phrase: head for head in _ROWS if head.tail == "group"}

_QUANTIFIERS = ("các", "những", "mọi", "toàn thể", "toàn bộ", "từng", "mỗi", "một số", "tất cả các")
_QUANTIFIER = re.compile(trie(_QUANTIFIERS) + r"(?![^\W_])")
_GAP = r"[ \n]{1,3}"
_QUANTIFIED = re.compile(f"(?:{trie(_QUANTIFIERS)}) ".replace("\\ ", " ").replace(" ", _GAP))
_QUANTIFIER_FIRST = frozenset(words.split()[0] for words in _QUANTIFIERS)
_BY_FIRST_WORD: dict[str, list[str]] = {}
for _phrase in (*_HEADS, *_GROUPS, *_NOT):
    _BY_FIRST_WORD.setdefault(WORD.match(_phrase)[0], []).append(_phrase)  # type: ignore[index]


@cache
def _heads_from(word: str) -> re.Pattern[str]:
    """The heads that begin with a word, the longest first; one plan needs few of them, so each is made when it is first met."""
    return re.compile(rf"(?:{trie(_BY_FIRST_WORD[word])})(?![^\W_])".replace("\\ ", " ").replace(" ", _GAP))


_GROUP_WORDS = Phrases(_GROUPS)
_SCAN = re.compile(
    r"[ \n(\[,;:./\"“”‘'+*|–—-]("
    + trie(
        [
            *(" ".join(phrase.split()[:2]) for phrase, head in _HEADS.items() if head.case != "list"),
            *_QUANTIFIER_FIRST,
        ]
    )
    + r")(?![^\W_])"
)
"""Begins with a set of single marks, which the engine looks for without trying the words at every letter."""
_STRETCH_END = re.compile(r"[.;:]\n")
"""No name goes on beyond it, and no word before it tells anything of a name after it: between two of these a text is read alone."""
_SHARED = 600  # letters of a stretch whose names are kept
_GROUP_GAP = re.compile(r"[ \n]?[,/;][ \n]?|[ \n]và[ \n]|[ \n]?-[ \n]?|[ \n]")
_TWIN_OFFICE = re.compile(
    r"văn[ \n]phòng[ \n](?:đoàn[ \n](?:đbqh|đại[ \n]biểu[ \n]quốc[ \n]hội)[ \n]?(?:và|,|-)[ \n]?)?(?:hđnd|hội[ \n]đồng[ \n]nhân[ \n]dân)(?:[ \n]\([^()]{1,10}\))?[ \n]?(?:và|-)[ \n]?(?:ubnd|ủy[ \n]ban[ \n]nhân[ \n]dân)(?![^\W_])"
)
_ABBREVIATION = re.compile(rf"[{UPPER}]{{2,8}}(?:[ \n][{UPPER}]{{2,6}})?(?![^\W_])")
_MAY_BE_VERB = frozenset({"tổ chức", "xã", "bản", "bộ", "ban", "hội", "đoàn", "cấp", "trường", "khoa"})
_NEED_NAME = frozenset({"tổ", "đội", "ban", "phòng", "hội đồng", "đoàn kiểm tra"})
_NEXT_CAP = re.compile(rf"[ \n]{{1,2}}(?:[-–][ \n])?[{UPPER}]")
_FRESH = re.compile(r"(?:^|[\n,;:(–-]|VÀ)[ \n]?$")
SEPARATOR = re.compile(r"[ \n]?[,;&][ \n]{0,3}(?:và[ \n])?|[ \n](?:và|cùng|cùng với|hoặc)[ \n]")
_NESTED = re.compile(r"[ \n]{1,2}(?=[^\W_])")


class _Beginning(Struct, frozen=True):
    """The first words of a name: where the head stands, and whether `các …` stands before it."""

    phrase: str
    start: int
    end: int
    quantified: bool


def _beginning(folded: str, start: int, end: int) -> _Beginning | None:
    first = WORD.match(folded, start, end)
    if first is None:
        return None
    m: re.Match[str] | None = None
    quantified = False
    if first[0] in _QUANTIFIER_FIRST and (quantifier := _QUANTIFIED.match(folded, start, end)) is not None:
        word = WORD.match(folded, quantifier.end(), end)
        m = _head_match(word, folded, end) if word is not None else None
        quantified = m is not None
    if m is None and (m := _head_match(first, folded, end)) is None:
        return None
    phrase = m[0]
    if "\n" in phrase or "  " in phrase:
        phrase = " ".join(phrase.split())
    return _Beginning(phrase, m.start(), m.end(), quantified)


def _head_match(first: re.Match[str], folded: str, end: int) -> re.Match[str] | None:
    if first[0] not in _BY_FIRST_WORD:
        return None
    return _heads_from(first[0]).match(folded, first.start(), end)


def _head(text: str, begin: _Beginning, inside_list: bool) -> Head | None:
    phrase = begin.phrase
    group = _GROUPS.get(phrase)
    no_name = phrase in _NOT
    if group is None and no_name:
        return None
    head = _HEADS.get(phrase)
    if group is None and head is not None and head.case == "any":
        return head
    if group is not None and begin.quantified and head is None:
        return group
    named = _NEXT_CAP.match(text, begin.end) is not None
    if group is not None and begin.quantified and not named:
        return group
    if no_name:
        return group if inside_list and text[begin.end : begin.end + 1] == "," else None
    if head is not None:
        if head.case == "any" or (inside_list and group is None) or (begin.quantified and head.case == "list"):
            return head
        start = begin.start
        if head.case == "cap" and (named or (text[start].isupper() and (group is None or not inside_list))):
            # In a line of capitals the case tells nothing: VỤ inside NHIỆM VỤ, HỘI inside XÃ HỘI.
            told = " " in phrase or inside_list or not text[start : begin.end + 3].isupper()
            return head if told or _FRESH.search(text, max(0, start - 3), start) else None
    return group if inside_list else None


def _inside_word(folded: str, start: int, phrase: str) -> bool:
    """True if the word before makes another word of the head's first one: xã | hội, nhiệm | vụ, trụ | sở."""
    first = phrase.split(" ", 1)[0]
    if first not in _SECOND_WORDS or start < 3 or folded[start - 1] not in " \n":
        return False
    before = folded[max(0, start - 9) : start - 1].replace("\n", " ").rpartition(" ")[2]
    return f"{before} {first}" in _NOT


def begins_name(text: str, folded: str, start: int, end: int) -> bool:
    """True if a name begins at `start`, wherever it ends."""
    begin = _beginning(folded, start, end)
    return begin is not None and _head(text, begin, False) is not None


def body_at(text: str, folded: str, start: int, end: int, *, inside_list: bool = False) -> Body | None:
    """The name that begins at `start`, if one does; it ends before `end`, at a verb, or at punctuation."""
    begin = _beginning(folded, start, end)
    if begin is None:
        return None
    head = _head(text, begin, inside_list)
    if head is None:
        return None
    return Body(start, _tail(text, folded, begin.start, begin.end, end, head), head, begin.quantified)


def group_at(text: str, folded: str, start: int, end: int, after: Body) -> Body | None:
    """A bare group inside a list of bodies (…, cơ quan thuộc Chính phủ, … bảo vệ nhà trường), where the list or a verb goes on after it."""
    if after.head is not None and after.head.phrase in _GROUPS and not after.quantified:
        return None  # Cán bộ, đảng viên: one group
    body = body_at(text, folded, start, end, inside_list=True)
    if body is None or body.head is None or body.head.phrase in _MAY_BE_VERB:
        return None
    if body.head.tail != "group" and body.head.case != "list":
        return None
    gap = SEPARATOR.match(folded, body.end, end)
    if gap is not None:
        return body if begins_name(text, folded, gap.end(), end) else None
    return body if begins_with_verb(folded, min(body.end + 1, end), end) else None


def scan(text: str, folded: str) -> Iterator[Body]:
    """Every name of the text, in order, none inside another."""
    at = begin = 0
    if (opening := body_at(text, folded, 0, min(len(text), _LONGEST))) is not None:
        yield opening
        at = opening.end
    for cut in (*(m.end() for m in _STRETCH_END.finditer(text)), len(text)):
        if at <= begin > 0 and cut - begin <= _SHARED:
            found = _names_of(text[begin:cut])
        else:
            found = tuple(_scan(text[begin:cut], folded[begin:cut], max(0, at - begin)))
        for body in found:
            yield Body(begin + body.start, begin + body.end, body.head, body.quantified)
        begin = cut - 1


@lru_cache(maxsize=4096)
def _names_of(stretch: str) -> tuple[Body, ...]:
    """The names of a stretch, counted from its start: plans of one kind share many."""
    return tuple(_scan(stretch, fold(stretch), 0))


def _scan(text: str, folded: str, at: int) -> Iterator[Body]:
    """The names from `at` on."""
    size = len(text)
    while (m := _SCAN.search(folded, at)) is not None:
        start = m.start(1)
        limit = min(size, start + _LONGEST)
        begin = _beginning(folded, start, limit)
        head = _head(text, begin, False) if begin is not None else None
        if begin is None or head is None or (not begin.quantified and _inside_word(folded, start, begin.phrase)):
            at = m.end() if begin is None or begin.quantified else begin.end
            continue
        line_end = text.find("\n", begin.end, limit)  # in running text a name ends with its paragraph
        stop = _tail(text, folded, begin.start, begin.end, limit if line_end < 0 else line_end, head)
        if stop > begin.end or head.phrase not in _NEED_NAME:
            yield Body(start, stop, head, begin.quantified)
        at = stop


def _tail(text: str, folded: str, begin: int, at: int, end: int, head: Head) -> int:
    """Where the name ends whose head is `text[begin:at]`."""
    tail = head.tail
    if head.kind == "office" and (twin := _TWIN_OFFICE.match(folded, begin, end)) is not None:
        at, tail = twin.end(), "place"
    if tail == "group":
        return listed_fields(text, folded, _group_tail(text, folded, at, end), end)
    if tail == "body":
        gap = _NESTED.match(text, at, end)
        inner = body_at(text, folded, gap.end(), end) if gap else None
        if inner is None and gap and _QUANTIFIER.match(folded, gap.end(), end) is not None:
            inner = body_at(text, folded, gap.end(), end, inside_list=True)
        if inner is not None:
            return inner.end
    if tail in ("name", "field", "body") and text[at : at + 1] in (" ", "\n", "-", "–"):
        compound = COMPOUNDS.match(folded, at + 1, end)
        if compound is not None:
            at = compound[1]
        elif (works := works_end(text, folded, at, end)) is not None:
            at = works
        else:
            if head.phrase in _NEED_NAME and text[at + 1 : at + 2].islower():
                at = (
                    naming_verb(folded, at + 1, end) or at
                )  # these are no names alone: Tổ thẩm định, Đội quản lý trật tự
            known = SINGLES.match(folded, at + 1, end) if text[at + 1 : at + 2].isupper() else None
            if known is None or not (
                known[1] >= end or text[known[1]] in ":)" or whole_field(text, folded, known[1], end)
            ):
                at = field_words(text, folded, at, end)
                at = compound_rest(folded, begin, at, end) or at
            else:
                at = known[1]
    return place_and_narrow(text, folded, at, end)


def _group_more(folded: str, at: int, end: int) -> tuple[str, int] | None:
    gap = _GROUP_GAP.match(folded, at, end)
    return _GROUP_WORDS.match(folded, gap.end(), end) if gap is not None else None


def _group_tail(text: str, folded: str, at: int, end: int) -> int:
    for _ in range(8):
        for _ in range(12):
            more = _group_more(folded, at, end)
            if more is None:
                break
            # "tổ chức" and others after a mere gap may begin the predicate: các đơn vị tổ chức …
            if folded[at] in " \n" and not folded.startswith("và", at + 1) and more[0] in _MAY_BE_VERB:
                break
            at = more[1]
        words = field_words(text, folded, at, end, most=10, joins=False)
        if words - at <= 60:
            at = words
        at = place_and_narrow(text, folded, at, end)
        more = _group_more(folded, at, end)
        if more is None or folded[at] != ",":
            break
        at = more[1]
    return at


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
_CELL = 160  # letters of a cell whose names are kept
_LEFT, _RIGHT = 4, 8  # letters around it by which a name may be told
_CUT = re.compile(r"[;\n]|,|[ \n](?:và|cùng)[ \n]|[ \n]?[&+/][ \n]?|[ ][-–][ ]")
_UNIT = re.compile(r"(?:vụ|cục)[ \n]")
_PARENT = re.compile(r"(?:bộ|tổng cục)[ \n]")
"""Vụ Pháp chế | Bộ Xây dựng on two lines is one unit, named with the ministry it belongs to."""
_TRIM = " \n\t.,;:-–+*•_|"
_TAG = re.compile(r"[ \n]?\([^()]{0,60}\)?[ .;,]*$")


def split_list(text: str, folded: str, start: int, end: int) -> tuple[Body, ...]:
    """The names of a label line or a cell, which hold nothing else: cut at `;` and before every next name."""
    if start < _LEFT or end - start > _CELL:
        return _split(text, folded, start, end)
    low, high = start - _LEFT, end + _RIGHT
    found = _names_of_cell(text[low:high], folded[low:high], _LEFT + end - start)
    return tuple([Body(low + b.start, low + b.end, b.head, b.quantified) for b in found])


@lru_cache(maxsize=4096)
def _names_of_cell(text: str, folded: str, end: int) -> tuple[Body, ...]:
    """The names of a cell, counted from the start of the letters before it: the rows of a table and the plans of one kind share many."""
    return _split(text, folded, _LEFT, end)


def _split(text: str, folded: str, start: int, end: int) -> tuple[Body, ...]:
    found: list[Body] = []
    end = min(end, start + _LONGEST_LIST)
    at = _skip(text, start, end)
    depth_end = at
    while at < end:
        stop, following = end, end
        known = body_at(text, folded, at, end, inside_list=True)
        if known is not None:
            depth_end = known.end if known.head is not None and _holds_names(known.head) else at
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


def _holds_names(head: Head) -> bool:
    """True where commas and `và` inside the name part nothing: groups, posts with their body, Báo và Đài …"""
    return head.tail in ("group", "body") or " và " in head.phrase or "," in head.phrase


def _begins(text: str, folded: str, at: int, cut: re.Match[str], after: int, end: int) -> bool:
    """True if a name begins at `after`, which `cut` parts from the name that began at `at`."""
    if cut[0] in (" - ", " – "):
        return False
    if cut[0] == "\n" and _UNIT.match(folded, at) is not None and _PARENT.match(folded, after) is not None:
        return False
    begin = _beginning(folded, after, end)
    if begin is not None:
        head = _head(text, begin, True)
        if head is not None:
            return head.tail != "group" or begin.quantified
    if (short := _ABBREVIATION.match(text, after, end)) is not None and short[0].lower() not in _NOT:
        return True
    # Phòng Nội vụ, Tư pháp: two fields that each stand alone are two bodies, unless they are known to be one.
    if cut[0].strip() not in (",", "và") or not text[after].isupper() or SINGLES.match(folded, after, end) is None:
        return False
    return not any(COMPOUNDS.match(folded, m.start(), end) for m in WORD.finditer(folded, at, cut.start()))


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at] in _TRIM:
        at += 1
    return at
