"""The surface forms of a deadline: words that open it, what may stand in it, words that close it.

Every pattern is matched on the folded text at a known place, never searched; `anchors` finds the places in one pass. Named
parts are composed; what the whole must and must not read stands in `deadlines.EXAMPLES`.
"""

import re
from collections.abc import Iterable

from phaply.parse.dates import loose
from phaply.parse.deadline_moments import GAP, SPACE, TO_WORD

__all__ = [
    "AFTER",
    "ANCHOR",
    "BEFORE",
    "CLAUSE",
    "CONTINUOUS",
    "DURATION",
    "DURATION_LEAD",
    "DURATION_TAIL",
    "EACH",
    "EVENT",
    "EXTERNAL",
    "FINISHED",
    "FIRST_OF_SERIES",
    "FOLLOWING_EVENT",
    "FREQUENCY",
    "FROM",
    "IN",
    "LATEST",
    "MEETING",
    "NEXT_YEARS",
    "NOW_UNTIL",
    "NO_TIME",
    "ONGOING",
    "PERIODIC",
    "RANGE",
    "SERIES",
    "SLOT_EVENT",
    "SLOT_EXTERNAL",
    "SLOT_LABEL",
    "SLOT_OCCASION",
    "SLOT_YEAR",
    "SLOT_YEARS",
    "TENTATIVE",
    "UNTIL",
    "YEARLY",
]


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.VERBOSE)


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(loose(p) for p in phrases) + ")"


_END = r"(?!\w)"

# Openings -------------------------------------------------------------------------------------------------------------
TENTATIVE = _pattern(
    rf"{loose('dự kiến')}{GAP}:?{GAP}(?:(?:{_any('hoàn thành', 'xong', 'tổ chức', 'thực hiện', 'ban hành', 'triển khai', 'vào khoảng', 'khoảng')}){SPACE}){{0,2}}"
)
BEFORE = _pattern(rf"{loose('trước')}(?:{SPACE}{_any('thời điểm', 'hạn')})?{SPACE}")
LATEST = _pattern(
    rf"(?:{_any('chậm nhất', 'muộn nhất', 'trễ nhất', 'không chậm hơn', 'không muộn hơn', 'không trễ hơn', 'không quá', 'hạn chót', 'hạn cuối cùng', 'hạn cuối')})"
    rf"(?:{SPACE}{_any('là', 'vào', 'đến', 'tới', 'trước', 'trong', 'hết')}{_END}){{0,3}}{GAP}:?{GAP}"
)
AFTER = _pattern(rf"sau{SPACE}(?={loose('ngày')}{SPACE}\d|\d)")
UNTIL = _pattern(rf"(?:{loose('cho')}{SPACE})?(?:{TO_WORD}|tới)(?:{SPACE}{_any('hết', 'trước')}{_END}){{0,2}}{SPACE}")
NOW_UNTIL = _pattern(
    rf"{loose('từ nay')}(?:{SPACE}{loose('cho')})?{SPACE}(?:{TO_WORD}|tới)(?:{SPACE}{_any('hết', 'trước')}{_END}){{0,2}}{SPACE}"
)
FROM = _pattern(rf"(?:{_any('kể', 'tính', 'bắt đầu')}{SPACE})?từ{_END}(?:{SPACE}{_any('khoảng', 'sau')}{_END})?{GAP}")
IN = _pattern(rf"(?:trong|vào)(?:{SPACE}{_any('cả', 'khoảng thời gian', 'khoảng', 'dịp')}{_END})?{SPACE}")
# Between two moments; a dash does not bridge lines, where it would be the next bullet.
RANGE = _pattern(
    rf"[ ]{{0,3}}[-–—~][ ]{{0,3}}(?:{_any('đến', 'hết')}{SPACE})?|{GAP},?{GAP}(?:{TO_WORD}|tới)(?:{SPACE}{_any('hết', 'trước')}{_END}){{0,2}}{GAP}"
)

# Closings -------------------------------------------------------------------------------------------------------------
FINISHED = _pattern(
    rf"{GAP},?{GAP}(?:và{SPACE})?{_any('kết thúc', 'hoàn thành')}(?:{SPACE}(?:vào|trước|trong|xong)){{0,2}}{SPACE}"
)
"""After `bắt đầu từ …`: what makes a range of it."""
NEXT_YEARS = _pattern(
    rf"{SPACE}(?:{_any('và', 'đến')}{SPACE}{_any('các', 'những')}{SPACE}{_any('năm', 'tháng', 'quý')}{SPACE}{_any('tiếp theo', 'kế tiếp', 'sau', 'tới', 'tiếp sau')}"
    rf"|{_any('trở đi', 'trở về sau')}){_END}"
)
# Short words that mean something else without their marks (`hàng quy định`, `kiểm định kỹ thuật`) are matched as they are.
_EACH = "(?:hằng|hàng|hăng|mỗi|từng)"
_UNIT_OF_TIME = f"(?:năm(?!{SPACE}học)|quý|tháng|tuần|ngày)"
_PERIODIC = "[đd]\\wnh[ ]{1,3}(?:kỳ|kì|ki)"
YEARLY = _pattern(rf"{GAP}(?:{loose('của')}{SPACE})?(?:{_EACH}){SPACE}(?P<unit>{_UNIT_OF_TIME}){_END}")
"""After a day: `15 hằng tháng`, `15/12 hằng năm`."""
ONGOING = _pattern(
    rf"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?!\d)|(?:{loose('làm việc')}{SPACE})?{loose('cuối cùng')}){SPACE}(?:{loose('của')}{SPACE})?"
    rf"(?:(?:{_EACH}){SPACE}(?P<unit>{_UNIT_OF_TIME})|{loose('tháng')}{SPACE}{_any('đầu tiên', 'cuối cùng', 'đầu', 'cuối')}{SPACE}(?:{loose('của')}{SPACE})?(?:(?:{_EACH}){SPACE})?(?P<quarter>quý|kỳ{SPACE}{loose('báo cáo')}|kỳ)"
    rf"|(?P<month>{loose('tháng')})(?:{SPACE}{_any('sau', 'tiếp theo', 'kế tiếp', 'báo cáo')})?(?!{SPACE}\d)){_END}"
)
"""A day of every month, after `ngày`: `18 hằng tháng`, `20 của tháng cuối quý`, `cuối cùng của tháng`."""
# Where the words of an event end: at what is to be done, or at a date of their own.
_CLAUSE_ENDS = r"(?!\s(?:phải|thì|cần|để|nhằm|mới)\s|\s(?:và\s)?(?:(?:hoàn thành|xong|kết thúc)\s)?(?:trước|đến|từ|chậm nhất|trong)\s(?:hết\s)?(?:ngày\s|tháng\s|năm\s|quý\s)?[\divx])"
CLAUSE = re.compile(rf"(?:{_CLAUSE_ENDS}[^,;.:()\n|/]){{1,120}}")
_IN_BRACKETS = r"[^()\n]{1,240}"
FOLLOWING_EVENT = _pattern(
    rf"[ ]{{0,3}}(?:\([ ]{{0,3}}(?:ngay{SPACE})?sau{SPACE}khi{SPACE}(?P<inside>{_IN_BRACKETS})\)?|,?[ ]{{0,3}}(?:ngay{SPACE})?sau{SPACE}khi{SPACE}(?P<beside>(?:{_CLAUSE_ENDS}[^,;.:()\n|]){{1,120}}))"
)

# Durations ------------------------------------------------------------------------------------------------------------
_NUMBER_WORDS = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười lăm|hai mươi|ba mươi|bốn mươi lăm|sáu mươi|chín mươi"
DURATION = _pattern(
    rf"(?:(?P<n>\d{{1,3}}|[lio]\d|\d[lio])|(?P<word>{_NUMBER_WORDS.replace(' ', SPACE)}))(?:{GAP}\([^()\d]{{2,20}}\))?{GAP}(?P<open>\()?{GAP}"
    rf"(?P<unit>{loose('ngày')}|giờ|{loose('tuần')}|{loose('tháng')}|năm){_END}(?P<work>{GAP}{loose('làm')}(?:{SPACE}{loose('việc')})?{_END})?(?(open){GAP}\))"
    rf"(?:{SPACE}{loose('liên tục')}{_END})?(?![ ]?/)"
)
SERIES = _pattern(
    rf"{GAP}(?:,|và){GAP}(?P<n>\d{{1,2}}){SPACE}(?P<unit>{loose('tháng')})(?={GAP}(?:,|và|[.;):]|một{SPACE}lần)|{SPACE}(?:{_EACH}))"
)
"""After a recurrence: `hằng quý, 6 tháng, hằng năm`."""
FIRST_OF_SERIES = _pattern(
    rf"(?P<n>0?[369]|0?1){SPACE}(?P<unit>{loose('tháng')})(?={GAP}(?:,|và|/){GAP}(?:{_EACH}|0?1){SPACE}năm{_END})"
)
"""`6 tháng, hằng năm`: intervals of which the first has no word before it."""
DURATION_LEAD = _pattern(
    rf"(?:{loose('trong')}(?:{SPACE}{_any('thời hạn', 'thời gian', 'vòng', 'khoảng thời gian', 'khoảng')})?(?:{SPACE}{_any('tối đa', 'không quá', 'ít nhất', 'tối thiểu', 'là')})?"
    rf"|{_any('chậm nhất', 'muộn nhất')}(?:{SPACE}{_any('là', 'sau', 'trong', 'trước', 'không quá')}{_END}){{0,2}}"
    rf"|{_any('không quá', 'tối đa', 'tối thiểu', 'ít nhất')}|{loose('trước')}(?:{SPACE}{_any('ít nhất', 'tối thiểu')})?|{loose('sau')}(?:{SPACE}{_any('thời hạn', 'tối đa', 'thời gian')})?"
    rf"|{_any('thời gian', 'thời hạn')}{SPACE}[^.;:,\n\d]{{0,30}}?{_any('là', 'trong', 'tối đa', 'ít nhất', 'không quá', 'tối thiểu')}|[<>≤≥]=?){GAP}"
)
DURATION_TAIL = _pattern(
    rf"{GAP},?{GAP}(?:(?P<after>(?:{_any('kể', 'tính')}{SPACE})?từ{SPACE}(?={_any('ngày', 'khi', 'thời điểm', 'lúc')})|sau{SPACE}(?:khi|ngày){_END})"
    rf"|(?P<before>{loose('trước')}{SPACE}(?={_any('ngày', 'khi', 'thời điểm', 'kỳ', 'hội nghị')})))"
)

# Recurrence -----------------------------------------------------------------------------------------------------------
_PERIOD = rf"(?P<n>\d{{1,2}}|sáu|ba|hai|một)?{GAP}(?P<unit>{_UNIT_OF_TIME}){_END}"
_PERIODICALLY = rf"(?:{loose('theo')}{SPACE})?{_PERIODIC}{_END}"
_ONCE = rf"(?:{GAP}(?:/|một|1|01){GAP}lần)"
EACH = _pattern(
    rf"(?:{_any('trung bình', 'bình quân')}{SPACE})?(?:{_PERIODICALLY}{GAP},?{GAP})?(?:{_EACH}){GAP}{_PERIOD}{_ONCE}?"
)
PERIODIC = _pattern(rf"{_PERIODICALLY}(?:{GAP}\(?{GAP}{_PERIOD}(?!{SPACE}\d){_ONCE}?)?")
FREQUENCY = _pattern(
    rf"(?:(?P<n1>\d{{1,2}}|một|sáu|ba|hai){SPACE}(?P<unit1>{_any('năm', 'quý', 'tháng', 'tuần')}){SPACE}(?:một|1|01|ít{SPACE}nhất|02|hai){SPACE}(?:một{SPACE})?{loose('lần')}"
    rf"|(?P<n2>\d{{1,2}}){SPACE}(?P<unit2>{_any('năm', 'quý', 'tháng', 'tuần', 'ngày')}){GAP}/{GAP}{loose('lần')}"
    rf"|(?:\d{{1,3}}|một){GAP}{_any('lần', 'buổi', 'kỳ', 'cuộc', 'đợt', 'phiên')}(?:{SPACE}[^\d/,.;:\n()]{{1,20}})?{GAP}/{GAP}(?P<n3>\d{{0,2}}){GAP}(?P<unit3>{_UNIT_OF_TIME})){_END}"
)

# Without a date -------------------------------------------------------------------------------------------------------
CONTINUOUS = _pattern(
    rf"{loose('thường xuyên')}{_END}(?:{GAP}(?:,|và){GAP}{loose('liên tục')})?|(?:{loose('trong')}{SPACE})?{loose('suốt')}{SPACE}(?:{loose('cả')}{SPACE})?"
    rf"{_any('thời gian', 'quá trình', 'năm học', 'năm', 'giai đoạn', 'nhiệm kỳ', 'chiến dịch', 'đợt', 'thời kỳ')}{_END}|{loose('quanh năm')}{_END}|24[ ]?/[ ]?(?:24|7)(?:[ ]?(?:giờ|h{_END}))?(?![\d/])"
)
EVENT = _pattern(
    rf"(?P<head>(?:ngay{SPACE}|sớm{SPACE})?(?:{_any('sau khi', 'trước khi')}|(?:{loose('đến')}{SPACE})?{loose('trước thời điểm')}(?!{SPACE}ngày)|ngay{SPACE}khi|ngay{SPACE}sau(?!{SPACE}đây|{SPACE}đó)){_END}{SPACE})(?=[\w\"“])"
    rf"|{_any('đầu nhiệm kỳ', 'giữa nhiệm kỳ', 'cuối nhiệm kỳ', 'kết thúc nhiệm kỳ')}{_END}"
)
MEETING = _pattern(
    rf"(?:tại|trong|vào){SPACE}(?P<what>{_any('kỳ họp', 'phiên họp', 'cuộc họp', 'hội nghị')}(?:{SPACE}(?!{_any('gần', 'tiếp', 'kế', 'sắp')}{_END})[^\W\d_]{{1,10}}){{0,6}}{SPACE}{_any('gần nhất', 'tiếp theo', 'kế tiếp', 'sắp tới')}){_END}"
)
"""A meeting whose day the plan leaves open: `tại kỳ họp gần nhất`."""
_SAID = _any("quy định", "yêu cầu", "đề ra", "nêu", "quyết định", "hướng dẫn", "kế hoạch", "qđ", "giao", "phê duyệt")
EXTERNAL = _pattern(
    rf"(?:(?:{loose('theo')}{SPACE})?{loose('đúng')}{SPACE}{_any('thời gian', 'thời hạn')}{SPACE}(?:{_any('đã', 'được', 'mà')}{SPACE}){{0,2}}(?:theo{SPACE}(?!{loose('quy định')}))?{_SAID}"
    rf"|{loose('thời gian')}{SPACE}{loose('theo')}{SPACE}(?!{loose('quy định')}){_SAID}"
    rf"|{loose('theo')}{SPACE}{_any('giấy mời', 'giấy triệu tập', 'thư mời', 'thông báo triệu tập', 'văn bản triệu tập', 'lệnh triệu tập')}){_END}(?:{SPACE}(?:trong|tại|của|phê){_END}[^,;.:()\n|]{{0,60}})?"
)
SLOT_EXTERNAL = _pattern(
    rf"{loose('theo')}{SPACE}(?!{loose('quy định')}|từng)(?:{loose('đúng')}{SPACE})?{_any('yêu cầu', 'hướng dẫn', 'kế hoạch', 'chỉ đạo', 'tiến độ', 'lịch', 'thông báo', 'quyết định', 'chương trình', 'đề nghị', 'văn bản', 'qđ', 'sự chỉ đạo', 'thời gian', 'thời điểm', 'thời hạn', 'công văn')}{_END}[^;.()\n|]{{0,120}}"
)
SLOT_EVENT = _pattern(
    rf"(?:{_any('kể', 'tính')}{SPACE})?từ{SPACE}(?P<head>)(?={_any('khi', 'ngày', 'thời điểm')}{SPACE}[^\d])"
)
SLOT_OCCASION = _pattern(
    rf"(?:tại|trước|sau|{_any('trong dịp', 'dịp', 'nhân dịp', 'trước và sau', 'trước và trong', 'trước, trong và sau')}){SPACE}(?:dịp{SPACE}|các{SPACE})?"
    rf"(?:tết|{_any('kỳ họp', 'đại hội', 'hội nghị', 'ngày bầu cử', 'lễ')}){_END}[^,;.:()\n|]{{0,60}}"
)
SLOT_YEAR = _pattern(rf"(?:trong|cả|trong{SPACE}cả){SPACE}năm(?!\w|{SPACE}(?:học|\d))")
SLOT_YEARS = _pattern(rf"(?P<first>(?:19|20)\d\d)(?:{GAP}[-–—]{GAP}(?P<last>(?:19|20)\d\d))?(?![\w/.-])")
NO_TIME = _pattern(
    rf"(?:{loose('trong thời gian')}{SPACE})?(?:{_any('kịp thời', 'sớm nhất', 'sớm', 'khẩn trương', 'nhanh nhất')}|ngay){_END}"
)
SLOT_LABEL = _pattern(
    rf"(?:{_any('thời gian', 'thời hạn', 'thời điểm', 'tiến độ', 'mốc thời gian', 'hạn', 'lộ trình', 'hoàn thành', 'ngày hoàn thành')})(?![^\n:]{{0,60}}\d)(?P<rest>(?:{SPACE}|,|/|\()[^\n:;.|]{{0,60}})?{GAP}:{GAP}"
)


class _Trie(dict[str, "_Trie"]):
    """Phrases by their letters, so that one look at a word's first letter settles most words."""


def _trie(phrases: Iterable[str]) -> str:
    tree = _Trie()
    for phrase in phrases:
        words = phrase.removeprefix("=")
        # The first letter is literal in the pattern: the matcher then skips a branch without entering it.
        for first in {"đ": "đd", "í": "íi"}.get(words[0], words[0]):
            level = tree.setdefault(r"\d" if first == "#" else re.escape(first), _Trie())
            for letter in words[1:]:
                step = (
                    r"\d"
                    if letter == "#"
                    else re.escape(letter)
                    if phrase[0] == "=" and letter != " "
                    else loose(letter)
                )
                level = level.setdefault(step, _Trie())
            level[""] = _Trie()
    return _branches(tree)


def _branches(level: _Trie) -> str:
    if "" in level:
        return ""
    parts = [step + _branches(below) for step, below in level.items()]
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


# `#` is a digit; a phrase after `=` stands for itself alone, because without its marks it would be a common word.
_ANCHORS = (
    *("trước #", "trước ngày", "trước khi", "trước tháng", "trước quý", "trước năm", "trước thời", "trước hết", "trước cuối"),
    *("trước giữa", "trước kỳ họp", "trước hạn", "trước ít", "trước tối", "trước mồng"),
    *("=trong thời", "=trong vòng", "=trong tháng", "=trong quý", "=trong năm", "=trong giai", "=trong suốt", "=trong ngày", "=trong cả"),
    *("=trong khoảng", "=trong tuần", "=trong #", "=trong mười", "=trong hai", "=trong ba", "=trong sáu", "=trong tối", "=trong đầu", "=trong cuối"),
    *("=từ #", "=từ ngày", "=từ tháng", "=từ quý", "=từ năm", "=từ nay", "=từ đầu", "=từ giữa", "=từ cuối", "=từ giai"),
    *("tháng #", "thường xuyên", "thời gian", "thời hạn", "thời điểm", "tiến độ", "tuần #", "tuần đầu", "tuần cuối", "tuần thứ"),
    *("tới hết", "tới ngày", "tới năm", "tối đa #", "tối thiểu #", "theo đúng thời", "trung bình mỗi", "trung bình hằng", "trung bình hàng"),
    *("trễ nhất", "quý i", "quý l", "quý #", "ngày #", "=năm #", "=ngay sau", "=ngay khi", "ngày hoàn"),
    *("chậm nhất", "cuối tháng", "cuối quý", "cuối năm", "cuối nhiệm", "cả năm #", "cho đến", "chín tháng"),
    *("muộn nhất", "=mỗi năm", "=mỗi quý", "=mỗi tháng", "=mỗi tuần", "=mỗi ngày", "một năm", "mốc thời"),
    *("định kỳ", "định kì", "dự kiến", "đến hết", "đến ngày", "đến năm", "đến tháng", "đến quý", "đến cuối", "đến giữa", "=đến #"),
    *("trước o#", "trước l#", "trước i#", "tháng l#", "tháng i#", "tháng o#", "=trong l#", "=trong i#", "=trong o#", "=từ ngay #", "i#/", "#i/"),
    *("đến trước", "đến đầu", "đến giai", "=đầu tháng", "=đầu quý", "=đầu năm", "=đầu nhiệm", "đúng thời"),
    *("giai đoạn", "giữa tháng", "giữa quý", "giữa năm", "giữa nhiệm", "hằng năm", "hằng quý", "hằng tháng", "hằng tuần", "hằng ngày"),
    *("hàng năm", "hàng quý", "hàng tháng", "hàng tuần", "hàng ngày", "hạn chót", "hạn cuối", "hoàn thành:", "hạn hoàn", "hạn nộp", "hạn gửi"),
    *("hằng #", "hàng #", "lộ trình", "các năm #", "sáu tháng", "ba tháng"),
    *("=tại kỳ", "=tại phiên", "=tại cuộc", "=tại hội", "=trong kỳ", "=trong phiên", "=vào kỳ", "=theo giấy", "=theo thư", "=theo lệnh"),
    *("=theo thông báo t", "=theo văn bản t"),
    *("kỳ họp", "không quá #", "không quá ngày", "không chậm", "không muộn", "không trễ", "kết thúc nhiệm", "=kể từ", "=tính từ", "=bắt đầu từ"),
    *("sau khi", "sau #", "sớm sau khi", "=suốt", "ít nhất #", "=vào ngày", "sau ngày #", "=vào tháng", "=vào quý", "=vào cuối", "=vào đầu", "=vào giữa", "=vào #"),
    *("=vào năm", "=vào dịp", "=vào tuần", "quanh năm", "=từng năm", "=từng quý", "=từng tháng", "bình quân mỗi"),
    *("##/", "#/", "l#/", "#l/", "o#/", "#o/", "q#/", "=q.", "=qi", "## /", "##-#", "##.#", "## tháng", "# tháng", "## ngày", "# ngày", "## giờ", "## tuần", "## năm", "## (", "# (", "# lần"),
    *("## lần", "## buổi", "# buổi", "l# ngày", "## kỳ", "##h", "#h", "## cuộc", "## đợt", "## phiên", "<", ">", "≤", "≥"),
)  # fmt: skip
ANCHOR = re.compile(rf"[^a-z0-9_àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]{_trie(_ANCHORS)}")
r"""Where a deadline may begin: at the second character of a match, if the first is no letter (`\W` would say so, but slowly)."""
