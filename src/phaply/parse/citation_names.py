"""Laws, codes and ordinances cited by name (tên luật, bộ luật, pháp lệnh): where a name ends.

Two sources: the names of known acts (`corpora/lexicon/law_names.tsv`), matched by syllable, punctuation aside; and for other
names a grammar of capitalised beginnings and of words that end a name.
"""

import re

from msgspec import Struct

from phaply.parse.law_lexicon import SYLLABLE, reordered_end, walk_known

__all__ = ["EXAMPLES", "CitedName", "is_bill", "law_list_at", "law_name_at", "name_anchors"]


class CitedName(Struct, frozen=True):
    """A law's name: the kind's word begins at `start`, the name itself is `name_start`–`end`."""

    start: int
    kind: str
    name_start: int
    end: int
    known: bool


# What is made but not yet a law (dự án luật), and names in which "Luật" is a branch of learning or a profession.
_NOT_BEFORE = re.compile(
    r"(?:pháp|dự án|dự thảo|dự thảo các|các dự án|đề nghị xây dựng|xây dựng|soạn thảo|kỷ|quy|đại học|trường|khoa|viện|hội|ngành|cử nhân|thạc sĩ|tiến sĩ"
    r"|tạp chí|báo|công ty|văn phòng|chuyên ngành|phòng|đoàn|giáo sư|hệ thống|trái|luật|đúng|hộ)\s$"
)
_SMALL_LEAD = re.compile(r"(?:điều của|điều|thi hành|hướng dẫn|chi tiết)\s$|(?<![^\W_])bộ\s$")
_BILL = re.compile(r"(?:dự án|dự thảo|dự thảo các|các dự án|đề nghị xây dựng|soạn thảo)\s$")

_STOP_WORD = re.compile(
    "này|nêu|trên|đó|nói|đã|được|bị|có|là|do|để|thì|nếu|khi|mà|cho|đến|từ|theo|tại|trong|với|bằng|của|phải|sẽ|không|hoặc|quy|nhằm|đối|năm|số|ngày"
    "|hiện|cần|còn|nay|kể|sau|trước|vào|ra|như|các|những|mọi|một|đang|trở|gồm|bao|ở|qua|về|vì"
)
"""Words that end an unknown name, wherever they stand after its first word."""
_STOP_PHRASE = re.compile(
    r"(?:sửa\sđổi|ban\shành|hướng\sdẫn|triển\skhai|thi\shành|nghị\s(?:định|quyết)|thông\s(?:tư|qua|báo)|ngoài|thuộc|lĩnh\svực|giai\sđoạn)(?![^\W_])"
)
_BREAK = re.compile(r"[.;:()“”\"…|\[\]!?]|\n\s{0,8}(?:[-–+*•]|\d{1,2}[.)]|[IVX]{1,4}[.)]|[a-zđ]\))")
_AND_STOP = re.compile(
    r"và\s{1,2}(?:các|những|văn bản|nghị|luật|bộ luật|pháp|hướng|quy|thông|quyết|chỉ|kế|chương|đề|hiến|hệ|một|ban|tổ|triển|thực|công tác|thi hành|việc|nội|giám|chủ|xử|giải|đẩy|nâng|tăng|phối)"
)
_AMENDING = re.compile(
    r"sửa\s{1,2}đổi,?\s{1,2}(?:và\s)?(?:bổ\s{1,2}sung\s{1,2})?(?:một\s{1,2}số\s{1,2})?(?:điều|khoản|nội dung|quy định)?[^.;:()\n]{0,60}?(?:của\s{1,2})?(?=(?:bộ\s)?luật\s|pháp\s{1,2}lệnh\s|\d{1,2}\s{1,2}luật|các\s{1,2}luật)"
)
_MANY_LAWS = re.compile(
    r"(?:\d{1,2}|các)\s{1,2}luật(?:\s{1,2}(?:về|có|liên quan|thuế|trong lĩnh vực)"
    r"(?:(?!\s(?:(?:số|ngày|năm)\s{0,2}\d|(?:trên|tại|của|cho|theo|được|đã|để|nhằm|và)\s))[^.;,()\n]){0,60})?"
)
_NAMED_LAWS = re.compile(r"các\s{1,2}(?=(?:bộ )?luật )")
_ABBREVIATION = re.compile(r"[A-ZĐ&]{2,8}(?:\s(?:và|,)\s?[A-ZĐ&]{2,8})?(?![^\W_])")
_SHORTENED = re.compile(r"(?!UBND|HĐND|MTTQ|TAND|VKS)[A-ZĐ]{3,6}(?![^\W_])")  # part of a name: "Trật tự, ATGT đường bộ"
_SMALL_NAME = re.compile(
    r"(?P<name>[^.;:()|\"“”\n\d]{6,120}?),?\s{1,2}(?=số\s{0,3}\d{1,3}\s?/\s?(?:19|20)\d\d\s?/|năm\s{1,2}(?:19|20)\d\d)"
)

EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Luật Đất đai năm 2013", ("Luật Đất đai",)),
    ("Bộ luật Hình sự; Bộ luật Tố tụng hình sự và", ("Bộ luật Hình sự", "Bộ luật Tố tụng hình sự")),
    ("thi hành Luật Thực hiện dân chủ ở cơ sở trên địa bàn", ("Luật Thực hiện dân chủ ở cơ sở",)),
    (
        "Luật Phòng cháy, chữa cháy (PCCC) và cứu nạn, cứu hộ (CNCH)",
        ("Luật Phòng cháy, chữa cháy (PCCC) và cứu nạn, cứu hộ",),
    ),
    ("Luật PCCC và CNCH", ("Luật PCCC và CNCH",)),
    ("Luật Giao thông và an toàn trường học.", ("Luật Giao thông và an toàn trường học",)),
    ("Luật Lực lượng tham gia bảo vệ ANTT ở cơ sở tại", ("Luật Lực lượng tham gia bảo vệ ANTT ở cơ sở",)),
    ("Luật Trật tự, ATGT đường bộ và các luật", ("Luật Trật tự, ATGT đường bộ",)),
    ("Luật phòng cháy, chữa cháy và cứu hộ, cứu nạn trên địa bàn", ("Luật phòng cháy, chữa cháy và cứu hộ, cứu nạn",)),
    ("Luật Ban hành văn bản quy phạm pháp luật", ("Luật Ban hành văn bản quy phạm pháp luật",)),
    ("Luật sửa đổi, bổ sung một số điều của Luật Xây dựng", ("Luật sửa đổi, bổ sung một số điều của Luật Xây dựng",)),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 ngày 29/6/2024",
        ("Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15",),
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Xử lý vi phạm hành chính số 67/2020/QH14",
        ("Luật sửa đổi, bổ sung một số điều của Luật Xử lý vi phạm hành chính",),
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của các Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 ngày 29/6/2024",
        ("Luật sửa đổi, bổ sung một số điều của các Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15",),
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch số 35/2018/QH14 ngày 20/11/2018",
        ("Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch",),
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của 11 luật có liên quan đến quy hoạch trên địa bàn tỉnh",
        ("Luật sửa đổi, bổ sung một số điều của 11 luật có liên quan đến quy hoạch",),
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của các luật về thuế năm 2014",
        ("Luật sửa đổi, bổ sung một số điều của các luật về thuế",),
    ),
    ("Luật Đất đai (sửa đổi, bổ sung năm 2018)", ("Luật Đất đai",)),
    ("Luật Nhà ở, Luật Kinh doanh bất động sản", ("Luật Nhà ở", "Luật Kinh doanh bất động sản")),
    ("LUẬT TIẾP CÔNG DÂN", ("LUẬT TIẾP CÔNG DÂN",)),
    ("Luật Khai thác vũ trụ và các văn bản hướng dẫn", ("Luật Khai thác vũ trụ",)),
    ("Luật Khai thác vũ trụ được Quốc hội thông qua", ("Luật Khai thác vũ trụ",)),
    ("Luật đầu tư công và nghị định", ("Luật đầu tư công",)),
    ("Pháp lệnh Ưu đãi người có công với cách mạng", ("Pháp lệnh Ưu đãi người có công với cách mạng",)),
    ("theo quy định của pháp luật về đất đai", ()),
    ("chi tiết một số điều của luật an toàn, vệ sinh lao động về", ("luật an toàn, vệ sinh lao động",)),
    ("theo luật định; kỷ luật lao động; thi hành luật pháp", ()),
    ("dự án Luật Thủy lợi, dự thảo Luật Nhà ở", ()),
    ("Luật này có hiệu lực", ()),
    ("Hội Luật gia, Đoàn Luật sư, Trường Đại học Luật Hà Nội", ()),
    ("Luật và các văn bản hướng dẫn thi hành", ()),
    ("việc thi hành Luật.", ()),
)
"""Text → the laws named in it."""


def name_anchors(folded: str) -> list[tuple[int, int, str]]:
    """Where the words Luật, Bộ luật, Pháp lệnh stand: start, end, kind."""
    found: list[tuple[int, int, str]] = []
    at = folded.find("luật")
    size = len(folded)
    while at >= 0:
        end = at + 4
        start = at
        if (at == 0 or not folded[at - 1].isalnum()) and (end >= size or not folded[end].isalnum()):
            before = folded[max(0, at - 5) : at]
            if before.startswith("pháp") and before[-1:].isspace():
                pass
            elif before[-3:-1] == "bộ" and before[-1:].isspace() and not before[-4:-3].isalnum():
                start = at - 3
                found.append((start, end, "BL"))
            else:
                found.append((start, end, "L"))
        at = folded.find("luật", end)
    damaged = folded.find("luât ") >= 0
    if damaged:  # misread in a picture
        found.extend((m.start(), m.end(), "L") for m in re.finditer(r"(?<![^\W_])(?<!pháp )luât(?![^\W_])", folded))
    at = folded.find("pháp lệnh")
    ordinances = False
    while at >= 0:
        if at == 0 or not folded[at - 1].isalnum():
            found.append((at, at + 9, "PL"))
            ordinances = True
        at = folded.find("pháp lệnh", at + 9)
    return sorted(found) if ordinances or damaged else found


def law_name_at(text: str, folded: str, anchor: tuple[int, int, str], inside: bool = False) -> CitedName | None:
    """The law whose kind's word is the anchor, or None if no name follows it; `inside` the name of an amending law."""
    start, word_end, kind = anchor
    if start and _NOT_BEFORE.search(folded, max(0, start - 24), start):
        return None
    name_start = word_end
    while name_start < len(text) and name_start < word_end + 4 and text[name_start].isspace():
        name_start += 1
    if name_start == word_end or name_start >= len(text):
        return None
    capital = text[start].isupper()
    first = text[name_start]
    if not capital and not first.isupper():
        # "quy định chi tiết một số điều của luật xây dựng": only a known law after such words.
        if not _SMALL_LEAD.search(folded, max(0, start - 24), start):
            return None
        end, known = _name_end(text, folded, name_start, False)
        return CitedName(start, kind, name_start, end, True) if end and known else None
    amending = _AMENDING.match(folded, name_start) if folded.startswith("sửa", name_start) else None
    if amending is not None and inside:
        return None
    if amending is not None and capital:
        end = _amended_end(text, folded, amending.end())
        return CitedName(start, kind, name_start, end, True) if end else None
    end, known = _name_end(text, folded, name_start, capital)
    return CitedName(start, kind, name_start, end, known) if end else None


_ITS_NUMBER = re.compile(r"\s{1,2}(?:số\s{0,3})?\d{1,3}\s?/\s?(?:19|20)\d\d\s?/\s?qh\s?\d{1,2}(?![^\W_])")
_MOST = 60  # laws in the name of an amending law
_NEXT_LAW = re.compile(r"(?:,|\s?và|,\s?và)\s{1,2}(?=(?:bộ )?luật |pháp lệnh )")
_LIST = re.compile(r"(?:\s?(?:sau|gồm|như))?\s?:?\s{1,2}")
_NEXT = re.compile(r"(?:\s?[,;]\s?(?:và\s)?|\s(?:và|hoặc)\s)")


def law_list_at(text: str, folded: str, anchor: tuple[int, int, str]) -> list[CitedName]:
    """The laws of `các luật: Đất đai, Nhà ở, Kinh doanh bất động sản`, at least two; the first begins at the kind's word."""
    start, word_end, kind = anchor
    if not folded.startswith("các ", start - 4) or _BILL.search(folded, max(0, start - 24), start - 4):
        return []
    lead = _LIST.match(folded, word_end)
    if lead is None:
        return []
    found: list[CitedName] = []
    at = lead.end()
    while at < len(text) and text[at].isupper() and len(found) < 40:
        end, known = _name_end(text, folded, at, True)
        if end is None or not known:
            break
        found.append(CitedName(at if found else start, kind, at, end, True))
        joint = _NEXT.match(folded, end)
        if joint is None:
            break
        at = joint.end()
    return found if len(found) > 1 else []


def is_bill(folded: str, start: int) -> bool:
    """True if the words before say that the law is only being made (dự án, dự thảo)."""
    return _BILL.search(folded, max(0, start - 24), start) is not None


def _amended_end(text: str, folded: str, at: int) -> int | None:
    """The end of `sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`, whose laws begin at `at`."""
    many = _MANY_LAWS.match(folded, at)
    named = _NAMED_LAWS.match(folded, at)
    if many is not None and named is not None and text[many.end() + 1 : many.end() + 2].isupper():
        at = named.end()  # các Luật Đất đai, Luật Nhà ở
    elif many is not None:
        return many.end()
    end: int | None = None
    numbered = False
    for _ in range(_MOST):
        for word, kind in (("bộ luật", "BL"), ("luật", "L"), ("pháp lệnh", "PL")):
            if folded.startswith(word, at):
                inner = law_name_at(text, folded, (at, at + len(word), kind), inside=True)
                break
        else:
            return end
        if inner is None:
            return end
        end = inner.end
        joint = _NEXT_LAW.match(folded, end)
        if joint is None:
            # A number before the next law is the inner law's; a single one at the end is the amending law's own.
            number = _ITS_NUMBER.match(folded, end)
            joint = _NEXT_LAW.match(folded, number.end()) if number is not None else None
            if number is not None and (joint is not None or numbered):
                numbered, end = True, number.end()
        if joint is None:
            return end
        at = joint.end()
    return end


def _name_end(text: str, folded: str, at: int, capital: bool) -> tuple[int | None, bool]:
    """Where the name that begins at `at` ends, and whether it is a known one."""
    walk = walk_known(text, folded, at)
    best, best_steps, steps, walked = walk.best, walk.best_steps, walk.steps, walk.end
    broken = "\n" in text[max(0, at - 3) : at]
    if best and (best_steps >= steps - 1 or broken):
        after = SYLLABLE.match(folded, best + 1)
        goes_on = (
            after is not None and text[best] == " " and text[best + 1].islower() and not _STOP_WORD.fullmatch(after[0])
        )
        if best_steps > 1 or not goes_on or after is None or after[0] in ("và", "hoặc", "sửa", "quy", "ban", "hướng"):
            return best, True
    reordered = reordered_end(text, folded, at, best)
    if reordered is not None:
        return reordered, True
    if broken:
        return None, False
    if capital and not best:
        short = _ABBREVIATION.match(text, at)
        if short is not None and not text[short.start() : short.start() + 30].isupper():
            return short.end(), False
    if text[at].isupper() and not text[at : at + 2].isupper():
        return _unknown_end(text, folded, at, max(best, walked if steps > 2 else at)), False
    small = _SMALL_NAME.match(folded, at) if capital else None
    if small is not None and _is_name(small["name"]):
        return small.end("name"), False
    if best:
        return best, True
    if capital and steps >= 2:
        return _unknown_end(text, folded, at, walked), False
    return None, False


def _is_name(words: str) -> bool:
    """True if what stands between "Luật" and its number or year can be a name, though written small."""
    return (
        not _STOP_WORD.fullmatch(words.split()[0])
        and "luật" not in words.replace("pháp luật", "")
        and "nghị định" not in words
    )


def _unknown_end(text: str, folded: str, at: int, walked: int) -> int | None:
    """The end of a name that is on no list: at a mark, a stop word, or a capital that begins another name."""
    limit = min(len(text), at + 140)
    mark = _BREAK.search(text, walked, limit)
    if mark is not None:
        limit = mark.start()
    end: int | None = walked if walked > at else None
    for count, m in enumerate(SYLLABLE.finditer(folded, walked, limit)):
        word = m[0]
        if end is not None:
            between = text[end : m.start()]
            if ("," in between and not _SHORTENED.match(text, m.start())) or (
                "\n" in between and text[m.start()].isupper()
            ):
                break
        if word[0].isdigit():
            break
        if count or walked > at:
            if _STOP_WORD.fullmatch(word):
                break
            if word == "và" and (_AND_STOP.match(folded, m.start()) or text[m.end() + 1 : m.end() + 2].isupper()):
                break
            if text[m.start()].islower() and _STOP_PHRASE.match(folded, m.start()):
                break
            if (
                text[m.start()].isupper()
                and end is not None
                and word in ("luật", "nghị", "bộ", "pháp", "hiến", "thông", "quyết", "chỉ")
            ):
                break
        end = m.end()
        if count >= 16:
            break
    if end is not None:
        tail = folded[at:end]
        for join in ("và", "của", "về"):
            if tail.endswith(" " + join):
                end -= len(join) + 1
    return end
