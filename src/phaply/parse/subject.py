"""Subject (trích yếu): the lines under the kind's name, up to the legal bases or the first section."""

import re
from collections.abc import Sequence

from msgspec import Struct

from phaply.language import Span, fold
from phaply.parse.labels import read_label
from phaply.parse.strips import Strip, trim

__all__ = ["BODY_EXAMPLES", "Subject", "read_matter", "read_subject", "starts_body"]

_KINDS = (
    r"(?:hiến pháp|bộ luật|luật|pháp lệnh|nghị quyết|nghị định|quyết định|chỉ thị|thông tư|thông báo|kế hoạch|công văn|công điện|"
    r"văn bản|hướng dẫn|chương trình|kết luận|đề án|ý kiến|sự chỉ đạo|chức năng|nhiệm vụ|quy chế|quy định|tinh thần|tờ trình|phiếu)"
)
_BODY = re.compile(
    rf"(?:[-–+*] ?)?(?:c ?ăn c ?ứ\b|thực hiện (?:theo )?(?:các )?{_KINDS}\b|thi hành {_KINDS} số|triển khai (?:thực hiện )?{_KINDS} số|"
    r"theo đ ?ề nghị|theo (?:tinh thần|chỉ đạo)|xét (?:đề nghị|thấy|tờ trình|yêu cầu)|trên cơ sở|để (?!án)\w+ |nhằm |kính gửi|hôm nay|"
    r"thừa lệnh|thừa ủy quyền|sau khi |qua \w+ |chấp hành |pursuant to|quyết định ?:?$|quyết nghị ?:?$|nơi nhận)"
)
_OFFICE = re.compile(
    r"(?:(?:phó )?(?:thủ tướng|bộ trưởng|chủ tịch|giám đốc|tổng giám đốc|thống đốc|chánh án|viện trưởng|tổng thanh tra|tổng kiểm toán|"
    r"cục trưởng|vụ trưởng|chi cục trưởng|hiệu trưởng|trưởng|chánh|bí thư|tổng cục trưởng|chủ nhiệm|thủ trưởng|viện|tư lệnh)|"
    r"ủy ban|ubnd|hội đồng|hđnd|chính phủ|quốc hội|ban thường vụ|ban chấp hành|thường trực|liên bộ|liên sở)\b"
)
_LEADS_ON = re.compile(
    r"(?:\bthống đốc|\bbộ trưởng|\bthủ tướng|\bchủ tịch|\bgiám đốc|\bcủa|\bvà|\bvề|\bvới|\bđối với|\bcho|\btrong|\btại|\btheo|\bdo|\bcác|\bnhững|[,(–-])$"
)
_ISSUED_WITH = re.compile(
    r"\( ?(?:ban hành |được ban hành |đính )?k[eè]m theo|\(ban hành|\(dự thảo|\(kèm |\(trích|\(theo "
)
_MATTER = re.compile(r"[Vv] ?/ ?[Vv]\b[ :.]{0,4}")
_LONGEST = 140  # a printed line of a title; what is longer is a paragraph
_MOST = 12

BODY_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("Căn cứ Luật Tổ chức chính quyền địa phương năm 2015;", True),
    ("C ăn cứ Luật Hóa chất số 69/2025/QH15;", True),
    ("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2023 của UBND quận,", True),
    ("Theo đề nghị của Trưởng phòng Nội vụ.", True),
    ("Kính gửi: Ủy ban nhân dân các phường.", True),
    ("Để triển khai có hiệu quả công tác dân vận năm 2023", True),
    ("Thực hiện dân chủ ở cơ sở năm 2023", False),
    ("Triển khai thi hành Luật Thực hiện dân chủ ở cơ sở", False),
    ("Đề án phát triển du lịch", False),
    ("Về việc ban hành Quy chế làm việc", False),
)
"""A line under the title, and whether it opens the text proper wherever it stands after the first line of the subject."""


class Subject(Struct, frozen=True):
    """The subject, white space folded, and its span; `body_start` is where the text after the title begins."""

    text: str | None
    span: Span
    body_start: int


def starts_body(folded: str) -> bool:
    """Whether a line (folded) opens the legal bases or the text proper."""
    return _BODY.match(folded) is not None


def read_subject(text: str, lines: Sequence[Strip], issuer: str | None, title_end: int) -> Subject:
    """The subject at the head of `lines`, the printed lines below the kind's name. `title_end` is where that name's line ends."""
    taken: list[Strip] = []
    lines = lines[1:] if _qualifies(text, lines, title_end) else lines
    for line in lines[:_MOST]:
        if not _belongs(text, line, taken, issuer):
            break
        taken.append(line)
    rest = lines[len(taken) :]
    skipped = _issued_with(text, rest)
    body_start = rest[skipped].start if skipped < len(rest) else lines[-1].end if lines else title_end
    if not taken:
        return Subject(None, (title_end, title_end), body_start)
    start, end = trim(text, taken[0].start, taken[-1].end, " .:;,*_-–")
    return Subject(" ".join(text[start:end].split()) or None, (start, end), body_start)


def _issued_with(text: str, lines: Sequence[Strip]) -> int:
    """How many lines the bracket under the subject takes: `(Ban hành kèm theo Quyết định số …` / `của …)`."""
    unclosed = False
    for i, line in enumerate(lines):
        printed = text[line.start : line.end]
        if i == 4 or not (unclosed or _ISSUED_WITH.match(fold(printed[:40]))):
            return i
        unclosed = unclosed + printed.count("(") > printed.count(")")
    return len(lines)


def read_matter(text: str, line: Strip, after: Sequence[Strip], others: Sequence[Span], body_start: int) -> Subject:
    """The subject of a letter (công văn): what follows `V/v` on `line` and goes on over the lines `after`, up to the first of `others`."""
    m = _MATTER.match(text, line.start, line.end)
    start, last = m.end() if m else line.start, line.end
    for below in after:
        if any(s < below.end and below.start < e for s, e in others):
            break
        last = below.end
    start, last = trim(text, start, last, " .…_-–:;*")
    return Subject(" ".join(text[start:last].split()) or None, (start, last), body_start)


def _qualifies(text: str, lines: Sequence[Strip], title_end: int) -> bool:
    """Whether the rest of the title's own line only qualifies the kind (`KẾ HOẠCH LIÊN NGÀNH`): the subject stands below it."""
    if len(lines) < 2 or lines[0].end != title_end:
        return False
    rest, below = text[lines[0].start : lines[0].end], text[lines[1].start : lines[1].end]
    return rest.isupper() and len(rest.split()) <= 3 and not below.isupper() and _belongs(text, lines[1], [], None)


def _belongs(text: str, line: Strip, taken: list[Strip], issuer: str | None) -> bool:
    printed = text[line.start : line.end]
    folded = fold(printed)
    if folded.startswith("(") and _ISSUED_WITH.match(folded):
        return False
    label = read_label(text, line.start, line.end)
    if label is not None and label.kind != "bullet" and not label.doubt:
        return False
    if not taken:
        # Under the title stands the subject, even if it begins like a basis (`Thực hiện Đề án …`): a basis is a sentence of its own.
        if not starts_body(folded):
            return not (printed.isupper() and _OFFICE.match(folded) is not None)
        return (
            folded.startswith(("thực hiện", "triển khai", "thi hành"))
            and printed[-1] not in ".;:,"
            and len(printed) < 500
        )
    above = text[taken[-1].start : taken[-1].end]
    goes_on = printed[0].islower() or printed[0].isdigit()
    if above[-1] in ".:" or (not goes_on and (above[-1] == ";" or starts_body(folded))):
        return False
    if line.centred is False and taken[-1].centred is True:
        return False
    if goes_on or _LEADS_ON.search(fold(above)):
        return len(printed) <= _LONGEST * 2 and printed[-1] not in ";:"
    if printed.isupper() and _OFFICE.match(folded) is not None:
        return False
    if issuer is not None and folded.startswith(fold(issuer)):
        return False
    if line.centred is True and taken[-1].centred is True:
        return True
    if above.isupper() != printed.isupper() and len(above) > 12:
        return False
    return len(printed) <= _LONGEST and len(above) >= 30 and printed[-1] not in ".;:"
