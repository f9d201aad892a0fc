"""Who is told to do what, in running text: the subject of a sentence, Giao …, Đề nghị …, phối hợp với …"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from phaply.parse.bodies import SEPARATOR, Body, body_at, group_at, list_at, split_list
from phaply.parse.lexicon import Phrases
from phaply.parse.role_names import ROLE_NOUNS, role_end
from phaply.parse.task_persons import (
    APPOSITION,
    HONORIFIC,
    NAME_BEFORE_POST,
    person_at,
    person_before,
    with_post,
)
from phaply.parse.verbs import begins_with_verb, has_verb, verb_end

__all__ = ["Assignment", "Duties"]

ORDER_EXAMPLES = (
    ("giao phòng nội vụ chủ trì", True),
    ("giao nhiệm vụ cho công an phường", True),
    ("đề nghị ủy ban mặt trận tổ quốc", True),
    ("giao ban chỉ huy quân sự xã huy động", True),
    ("giao ban quản lý chợ", True),
    ("giao lưu văn nghệ", False),
    ("giao ban hằng tuần", False),
    ("giao ban công tác phòng, chống dịch", False),
    ("giao thông đi lại", False),
)
_ORDER = re.compile(
    r"(giao(?! (?:thông|lưu|dịch|tiếp|ước|nhận|đất|hàng|động)|[ ]ban(?![ \n](?:chỉ|quản|chấp|thường|nhân|bảo|giám|thanh|điều|đại|tuyên|dân|vận|văn|pháp|kinh|công[ \n]tác[ \n]mặt)(?![^\W_])))(?:[ \n]nhiệm[ \n]vụ)?(?:[ \n]cho)?|phân[ \n]công(?:[ \n]cho)?"
    r"|ủy[ \n]quyền(?:[ \n]cho)?|(?:kính[ \n]|trân[ \n]trọng[ \n])?(?:đề[ \n]nghị|mời)|yêu[ \n]cầu):?[ \n]{1,2}(?::[ \n])?"
)
_LATER_ORDER = re.compile(r"(?<=[.;,:])[ \n](?:đồng thời )?(?:giao|phân công)(?:[ \n]nhiệm[ \n]vụ)?(?:[ \n]cho)?[ \n]")
_ORDERED_BY = re.compile(r"[ \n](?:giao(?: nhiệm vụ)?(?: cho)?|đề nghị|yêu cầu|phân công)[ \n]")
_FAR = 2_000  # letters in which a paragraph may come to its order
_AS_FOR = re.compile(r"đối[ \n]với[ \n]")
_STARTERS = Phrases(
    [
        "trong",
        "hằng",
        "hàng",
        "định kỳ",
        "căn cứ",
        "trên cơ sở",
        "khi",
        "sau khi",
        "để",
        "theo",
        "kết thúc",
        "trước",
        "từ",
        "đến",
        "vào",
        "ngay",
        "chậm nhất",
        "nhằm",
        "năm",
        "quý",
        "tháng",
        "cuối",
        "đầu",
        "mỗi",
        "giữa",
        "sau",
        "tại",
        "bên cạnh",
        "ngoài",
        "về",
        "riêng",
        "đối với",
        "cùng với",
        "song song với",
    ]
)
_PLAIN_TIMES = re.compile(
    r"(?:hằng|hàng|định[ \n]kỳ|mỗi|năm|quý|tháng|từ|đến|trước(?![ \n](?:khi|mỗi))|trong(?![ \n](?:thời[ \n]gian|quá[ \n]trình|suốt|khi|mỗi))|cuối|đầu|vào|giữa)"
    r"(?![^\W_])"
)
_HOW_OFTEN = re.compile(r"(?:,[ \n]|^)(?:định[ \n]kỳ[ \n])?(?:hằng|hàng|mỗi)[ \n](?:năm|quý|tháng|tuần|ngày)[ \n]$")
"""Between an adverbial and its subject: `Ngoài hai đợt chính, hằng tháng UBND các xã tiêm …`."""
_HOW_OFTEN_LENGTH = 26
_TIME_ENDS = re.compile(
    r"[ \n](?:(?:hằng|hàng|mỗi)[ \n](?:năm|quý|tháng|tuần|ngày)|(?:năm|quý|tháng|tuần|ngày)[ \n][0-9ivx][0-9ivx/.-]{0,9}|[0-9]{1,2}/[0-9/.-]{1,8})[ \n]$"
)
"""Right before a subject, a time that begins the sentence needs no comma: `Trước ngày 25 hằng tháng các phường gửi …`."""
_PREDICATE = re.compile(
    r"[ \n]?(?:\([^()\n]{0,80}\))?[ \n]?(?:,[ \n](?:theo|căn cứ|trên cơ sở|trong|hằng|hàng|định kỳ|chủ động|tùy|tuỳ|với)[ \n]|[ \n][-–][ \n](?:cơ[ \n]quan|đơn[ \n]vị|phó|trưởng|thành[ \n]viên|thường[ \n]trực|ủy[ \n]viên)(?![^\W_])|[ \n]?:|[ \n]?(?!(?:và|hoặc|hay|cùng)(?![^\W_]))(?=[^\W\d_]))"
)
_LINKS = re.compile(
    r"(?:còn|riêng|đồng[ \n]thời|ngoài[ \n]ra|bên[ \n]cạnh[ \n]đó|mặt[ \n]khác|song[ \n]song[ \n]đó|trước[ \n]mắt|sau[ \n]đó),?[ \n]"
)
"""Words that only tie a sentence to the one before: `Riêng Trạm Y tế …`."""
_LONGEST_NAMES = 200  # letters before the colon of `Các trường tiểu học, THCS trên địa bàn: …`
_LONGEST_TITLE = 70  # letters before the colon of `Chế độ báo cáo: …`
_COLON = re.compile(r"[ \n]?(?:\([^()\n]{0,80}\)[ \n]?)?:[ \n]{0,3}")
_FIRST_OF_TWO = re.compile(r"[^\W\d_]{1,10}(?:[ ][^\W\d_]{1,10}){0,3}(?:,| và)[ ]")
_IS = re.compile(r"(?:là|phải|cần|được|theo|căn|trên|trong|hằng|hàng|định|khi|tiếp|có)(?![^\W_])")
_MEASURE = re.compile(r"(?:theo|căn[ \n]cứ|trên[ \n]cơ[ \n]sở|có[ \n]trách[ \n]nhiệm|cần|phải)[ \n]")
_STATES = re.compile(r"(?:không[ \n](?:có|còn|đủ)|chưa|đã|quá)(?![^\W_])")
_LISTS_MEMBERS = re.compile(
    r"(?:(?:bao[ \n])?gồm|địa[ \n]chỉ|điện[ \n]thoại|email|số[ \n]điện|thành[ \n]phần|trụ[ \n]sở|đ/c|đồng[ \n]chí|ông|bà)(?![^\W_])"
)
"""After a name and a colon: who or what it is, nothing to be done."""
_ANSWERABLE = re.compile(
    r"(?:[ \n][^,.;:\n]{1,30})?[ \n]chịu[ \n]trách[ \n]nhiệm[ \n](?:toàn[ \n]diện[ \n]|hoàn[ \n]toàn[ \n])?trước"
)
_WITH = re.compile(
    r"(?:ph[ốôổồo]i?[ \n]h[ợơọờớ]p|kết[ \n]hợp)(?:[ \n](?:chặt[ \n]chẽ|tốt|thường[ \n]xuyên|hiệu[ \n]quả|có[ \n]hiệu[ \n]quả|đồng[ \n]bộ|và)){0,3}"
    r"([ \n]cùng[ \n]v[ớơờ]i|[ \n]v[ớơờ]i|[ \n]cùng)?[ \n]"
    r"|chủ[ \n]trì,?[ \n](cùng(?:[ \n]với)?)[ \n]"
)
_SIGNS_OF_SUPPORT = ("hợp", " cùng ", "phối h", "phôi h")
_NOUN_BEFORE = re.compile(r"(?:sự|việc|cơ chế|quy chế|công tác|tinh thần|mối)[ \n]$")
_LEAD_INS = re.compile(
    r"(?:(?:trách[ \n]nhiệm|nhiệm[ \n]vụ)(?:[ \n]của)?|đối[ \n]với|giao(?:[ \n]cho)?|(?:kính[ \n])?đề[ \n]nghị|yêu[ \n]cầu|phân[ \n]công|mời)(?![^\W_])[ \n:]{1,3}"
)
_TAIL = re.compile(
    r"[ \n,]{1,3}(?:có[ \n](?:trách[ \n]nhiệm|nhiệm[ \n]vụ)|chịu[ \n]trách[ \n]nhiệm|chủ[ \n]trì|thực[ \n]hiện(?:[ \n](?:các[ \n])?nhiệm[ \n]vụ)?|tập[ \n]trung)[^\n]{0,60}$"
)
_ABBREVIATED = re.compile(r"[^\W\d_]{2,8}(?:[ \n][^\W\d_]{2,6})?$")


class Assignment(Struct, frozen=True):
    """Who is told, as a sentence says; `told` says how: `subject`, `order`, `order-staff`, `as-for`, `after`, or None if it names nobody."""

    leads: tuple[Body, ...]
    told: str | None
    begin: int
    """Where the predicate begins."""
    answerable: bool = False
    """True where it only says who answers before whom."""


class Duties:
    """Reads assignments from one text, given all names in it (`bodies`, in order)."""

    def __init__(self, text: str, folded: str, bodies: Sequence[Body]) -> None:
        self.text = text
        self.folded = folded
        self.bodies = bodies
        self._starts = [body.start for body in bodies]
        self._by_start = {body.start: body for body in bodies}
        self._said: dict[tuple[int, int], Assignment] = {}

    def subject_at(self, start: int, end: int) -> Assignment:
        """Who `text[start:end]`, a paragraph or sentence without its label, tells to do it."""
        said = self._said.get((start, end))
        if said is None:
            leads, told, begin = self._subject(start, end)
            answerable = bool(leads) and _ANSWERABLE.match(self.folded, leads[-1].end, end) is not None
            said = self._said[start, end] = Assignment(leads, told, begin, answerable)
        return said

    def before_colon(self, start: int, end: int) -> Assignment | None:
        """`Trạm Y tế: dự trữ thuốc …` where duties are parted: whatever stands after the names, if it is no count or name."""
        named = self.list_at(start, end)
        colon = _COLON.match(self.folded, named[-1].end, end) if named else None
        if colon is None or not self.text[colon.end() : colon.end() + 1].isalpha():
            return None
        if _STATES.match(self.folded, colon.end(), end) or _LISTS_MEMBERS.match(self.folded, colon.end(), end):
            return None
        inner = self.body_at(colon.end(), end)  # Hội A, Hội B: mỗi hội lập …
        if inner is not None and not begins_with_verb(self.folded, inner.end + 1, end):
            return None
        return Assignment(named, "subject", colon.end() - 1)

    def may_begin(self, start: int) -> bool:
        """False where no sentence with a subject or an order of its own can begin: a cheap test before `subject_at`."""
        if start in self._by_start or _ORDER.match(self.folded, start) is not None:
            return True
        if not self.text[start].isupper():
            return False
        end = min(len(self.text), start + _LONGEST_NAMES)
        if (link := _LINKS.match(self.folded, start, end)) is not None and link.end() in self._by_start:
            return True
        return _STARTERS.match(self.folded, start, end) is not None or bool(self._bare_group(start, end))

    def body_at(self, start: int, end: int) -> Body | None:
        """The name that begins at `start`."""
        body = self._by_start.get(start)
        return body if body is not None and body.end <= end else None

    def list_at(self, start: int, end: int, *, loose: bool = False) -> tuple[Body, ...]:
        """The names that stand one after another from `start` on."""
        first = self.body_at(start, end)
        if first is None:
            return list_at(self.text, self.folded, start, end, loose=True) if loose else ()
        found = [first]
        while len(found) < 30 and (gap := SEPARATOR.match(self.folded, found[-1].end, end)) is not None:
            following = self.body_at(gap.end(), end) or group_at(self.text, self.folded, gap.end(), end, found[-1])
            if following is None:
                break
            found.append(following)
        return tuple(found)

    def _subject(self, start: int, end: int) -> tuple[tuple[Body, ...], str | None, int]:
        folded = self.folded
        if (link := _LINKS.match(folded, start, end)) is not None and link.end() in self._by_start:
            start = link.end()
        if (order := _ORDER.match(folded, start, end)) is not None:
            told = self.list_at(order.end(), end, loose=True) or person_at(self.text, order.end(), end)
            if told:
                return told, "order-staff" if order[1][0] in "gpủ" else "order", told[-1].end
        if (as_for := _AS_FOR.match(folded, start, end)) is not None:
            told = self.list_at(as_for.end(), end, loose=True)
            if told and told[-1].end < end and folded[told[-1].end] in ":,":
                return told, "as-for", told[-1].end + 1
        if (honorific := HONORIFIC.match(folded, start, end)) is not None:
            person = NAME_BEFORE_POST.match(self.text, honorific.end(), end)
            title = person.end() if person is not None else honorific.end()
            named = self.list_at(title, end)
            if named and person is not None:
                named = with_post(self.text, start, person[0].rstrip()[-1], named)
            named = named or person_at(self.text, start, end)
        else:
            named = self.list_at(start, end)
            if not named or folded[named[-1].end : named[-1].end + 1] in ",/":
                named = self._bare_group(start, end) or named
        if named:
            at = named[-1].end
            if honorific and (apposition := APPOSITION.match(folded, at, end)) is not None:
                at = apposition.end()
            closed = folded.startswith(", ", at) and named[-1].start == start and begins_with_verb(folded, at + 2, end)
            if (
                at < end
                and (_PREDICATE.match(folded, at, end) is not None or (honorific and closed))
                and self._says_more(at, end)
            ):
                if (colon := _COLON.match(folded, at, end)) is not None and not (
                    honorific or self._acts(colon.end(), end)
                ):
                    return (), None, start
                ordered = _ORDERED_BY.match(folded, at, end)
                if ordered is not None:
                    told = self.list_at(ordered.end(), end, loose=True)
                    if told:
                        return told, "order", told[-1].end
                return named, "subject", at
            colon_at = folded.find(":", at, min(end, start + _LONGEST_NAMES))
            if colon_at > 0 and self._acts(colon_at + 2, end):
                listed = self.heading_bodies(start, colon_at)
                if listed:
                    return listed, "subject", colon_at + 1
        if _STARTERS.match(folded, start, end) is not None:
            later = self._later_subject(start, end)
            if later:
                return later, "subject", later[-1].end
        late = self._later_order(start, min(end, start + _FAR))
        if late is not None:
            told = self.list_at(late.end(), end, loose=True)
            if told:
                return told, "order-staff", told[-1].end
        title_end = folded.find(": ", start, min(end, start + _LONGEST_TITLE))
        if title_end >= 0 and bisect_left(self._starts, start) == bisect_left(self._starts, title_end):
            named = self.list_at(title_end + 2, end)
            if named and begins_with_verb(folded, named[-1].end + 1, end):
                return named, "subject", named[-1].end
        named = self._leads_after(start, end)
        return (named, "after", start) if named else ((), None, start)

    def _leads_after(self, start: int, end: int) -> tuple[Body, ...]:
        """`… (Phòng Nội vụ chủ trì)`, `… do Công an phường thực hiện`."""
        for doing in (" chủ trì", " thực hiện", " phụ trách", " đảm nhiệm", " đảm nhận"):
            if named := self._leads_before(doing, start, end):
                return named
        return ()

    def _leads_before(self, doing: str, start: int, end: int) -> tuple[Body, ...]:
        at = self.folded.find(doing, start, end)
        while at >= 0:
            found: list[Body] = []
            stop = at
            i = bisect_left(self._starts, at) - 1
            while i >= 0 and self.bodies[i].end == stop and self.bodies[i].start >= start:
                found.insert(0, self.bodies[i])
                before = SEPARATOR.search(self.folded, max(start, found[0].start - 6), found[0].start)
                if before is None or before.end() != found[0].start:
                    break
                stop = before.start()
                i -= 1
            if found and self.folded[max(start, found[0].start - 3) : found[0].start].endswith(("(", "do ")):
                return tuple(found)
            if named := person_before(self.text, start, at):
                return named
            at = self.folded.find(doing, at + 1, end)
        return ()

    def _later_order(self, start: int, end: int) -> re.Match[str] | None:
        """`… . Giao Phòng Nội vụ …` after another sentence."""
        for word in ("giao ", "phân công "):
            at = self.folded.find(word, start + 1, end)
            while at > 0:
                m = _LATER_ORDER.match(self.folded, max(start, at - 11), end) or _LATER_ORDER.match(
                    self.folded, at - 1, end
                )
                if m is not None:
                    return m
                at = self.folded.find(word, at + 1, end)
        return None

    def _acts(self, at: int, end: int) -> bool:
        if _STATES.match(self.folded, at, end) is not None:
            return False
        if (first := _FIRST_OF_TWO.match(self.folded, at, end)) is not None and begins_with_verb(
            self.folded, first.end(), end
        ):
            return True  # what stands beside a verb is one: `Sơ cứu, theo dõi …`
        return begins_with_verb(self.folded, at, end) or _IS.match(self.folded, at, end) is not None

    def _says_more(self, at: int, end: int) -> bool:
        """Something follows the names that may be a predicate: not only marks."""
        return any(c.isalpha() for c in self.text[at : min(end, at + 12)])

    def _bare_group(self, start: int, end: int) -> tuple[Body, ...]:
        """`Cán bộ, công chức …`, `Bệnh viện công lập …`: a group without `các` at the beginning of a sentence."""
        body = body_at(self.text, self.folded, start, end, inside_list=True)
        if body is None or body.head is None:
            return ()
        verb = verb_end(self.folded, start, end)
        if verb is not None and verb >= start + len(body.head.phrase):
            return ()  # Cấp phát thuốc: no `cấp` that hands out, but Cấp ủy
        noun = self.folded[start : body.end]
        if noun in ROLE_NOUNS and (role := role_end(self.text, self.folded, body.end, end)) is not None:
            return (Body(start, role, body.head),)
        found = [body]
        while len(found) < 8 and (gap := SEPARATOR.match(self.folded, found[-1].end, end)) is not None:
            following = group_at(self.text, self.folded, gap.end(), end, found[-1])
            if following is None or "hoặc" in gap[0]:
                break
            found.append(following)
        if noun == "cơ quan" or not begins_with_verb(self.folded, min(end, found[-1].end + 1), end):
            return ()
        return tuple(found)

    def _later_subject(self, start: int, end: int) -> tuple[Body, ...]:
        """The subject after an adverbial: `Trong năm 2024, Phòng Nội vụ tham mưu …`."""
        folded = self.folded
        limit = min(end, start + 260)
        stop = min(
            (i for i in (folded.find(". ", start, limit), folded.find(";", start, limit)) if i >= 0), default=limit
        )
        # After `Hằng tháng theo dõi …` no subject follows; `Khi có hướng dẫn …, Phòng Nội vụ` may hold any verb before its comma.
        plain_time = _PLAIN_TIMES.match(folded, start, end) is not None
        i = bisect_left(self._starts, start)
        while i < len(self.bodies) and self.bodies[i].start < stop:
            body = self.bodies[i]
            listed = i > 0 and self.bodies[i - 1].end == body.start - 2 >= start
            if (not plain_time and folded.startswith("kết thúc", start)) or (
                (
                    folded[body.start - 2 : body.start] == ", "
                    or _HOW_OFTEN.search(folded[max(start, body.start - _HOW_OFTEN_LENGTH) : body.start])
                    or (
                        plain_time
                        and _TIME_ENDS.search(folded[max(start, body.start - _HOW_OFTEN_LENGTH) : body.start])
                    )
                )
                and not listed
                and not (
                    plain_time and has_verb(folded, start, body.start) and " kể từ " not in folded[start : body.start]
                )
            ):
                named = self.list_at(body.start, end)
                if named:
                    at = named[-1].end
                    if at + 1 < end and folded[at] == " " and self._goes_on(at + 1, end):
                        return named
            i += 1
        return ()

    def _goes_on(self, at: int, end: int) -> bool:
        """A predicate begins at `at`, maybe after words of measure: theo nhiệm vụ được giao tổ chức …"""
        if begins_with_verb(self.folded, at, end):
            return True
        return _MEASURE.match(self.folded, at, end) is not None and has_verb(self.folded, at, min(end, at + 120))

    def supports(self, start: int, end: int, leads: Sequence[Body] = ()) -> tuple[Body, ...]:
        """Those after `phối hợp với`, in order, each once."""
        folded = self.folded
        found: list[Body] = []
        names: set[str] = {folded[b.start : b.end] for b in leads}
        if all(folded.find(sign, start, end) < 0 for sign in _SIGNS_OF_SUPPORT):
            return ()
        for body in self._joining(start, end):
            name = folded[body.start : body.end]
            if name not in names:
                names.add(name)
                found.append(body)
        for m in _WITH.finditer(folded, start, end):
            if _NOUN_BEFORE.search(folded, max(start, m.start() - 10), m.start()) is not None:
                continue
            for body in self.list_at(m.end(), end, loose=m[1] is not None or m[2] is not None):
                name = folded[body.start : body.end]
                if name not in names:
                    names.add(name)
                    found.append(body)
        return tuple(found)

    def _joining(self, start: int, end: int) -> tuple[Body, ...]:
        """`… chủ trì, Công an phường phối hợp`: those named before the verb."""
        at = self.folded.find(" chủ trì", start, end)
        if at < 0 or (gap := SEPARATOR.match(self.folded, at + 8, end)) is None:
            return ()
        named = self.list_at(gap.end(), end)
        after = self.folded[named[-1].end : named[-1].end + 14] if named else ""
        return named if after.startswith(" phối hợp") and not after.startswith(" phối hợp với") else ()

    def heading_bodies(self, start: int, end: int) -> tuple[Body, ...]:
        """The bodies of a heading that names nothing else (`1. Phòng Nội vụ`, `Trách nhiệm của UBND các xã:`)."""
        folded, text = self.folded, self.text
        if end - start > 400:
            return ()
        if (lead_in := _LEAD_INS.match(folded, start, end)) is not None:
            start = lead_in.end()
        while end > start and text[end - 1] in " \n:.;,-":
            end -= 1
        # A finished sentence is a task of its own, no heading: `Yêu cầu các hội thực hiện kiểm kê tài sản.`
        if text[end : end + 1] != "." and (tail := _TAIL.search(folded, start, end)) is not None:
            end = tail.start()
        found = split_list(text, folded, start, end)
        if not found or found[0].head is None:
            return ()
        kept = []
        for body in found:
            whole = body_at(text, folded, body.start, body.end, inside_list=True)
            if whole is None:
                if _ABBREVIATED.match(text, body.start, body.end) is None:
                    return ()
            elif (body.end - whole.end > 24 and folded[whole.end] not in " (") or begins_with_verb(
                folded, min(whole.end + 1, body.end), body.end
            ):
                return ()
            kept.append(body)
        return tuple(kept)
