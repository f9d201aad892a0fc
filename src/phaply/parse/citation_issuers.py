"""Who issued a cited document (cơ quan ban hành) and its summary (trích yếu), as they follow its number and date."""

import re

from phaply.language import Span

__all__ = ["ISSUERS_OF", "ISSUER_EXAMPLES", "issuer_after", "may_issue", "title_after"]

_OF = re.compile(r"\s{0,3},?\s{0,3}(?:của|do|giữa)\s{1,3}")
_HEAD = re.compile(
    r"(?:chính phủ|thủ tướng|quốc hội|ủy ban|ubnd|ubtvqh|hội đồng|hđnd|bộ|ban|tỉnh ủy|thành ủy|quận ủy|huyện ủy|thị ủy|đảng|sở|cục|tổng|vụ|chủ tịch|phó"
    r"|trung ương|văn phòng|phòng|công an|tòa án|viện|kiểm toán|ngân hàng|mặt trận|mttq|liên|công đoàn|đoàn|hội|trung tâm|thanh tra|đại học|trường|tập đoàn"
    r"|bảo hiểm|kho bạc|chi cục|giám đốc|bí thư|thường|quân khu|bch|bcđ|btv|đại hội)(?![^\W_])"
)
_STOP = re.compile(
    r"[\s,]{1,3}(?:v/v|về|vê|quy định|qui định|ban hành|phê duyệt|hướng dẫn|triển khai|thực hiện|sửa đổi|bổ sung|ngày|thông qua|giao|công bố|kèm theo|thành lập"
    r"|phân công|phân cấp|đã|đối với|tại|trong|cho|được|có hiệu lực|để|nêu trên|trên|yêu cầu|kết luận|bãi bỏ|thay thế|điều chỉnh|(?<!ban\s)chỉ đạo|hết|quyết định|hợp nhất"
    r"|chấn chỉnh|tăng cường|chi tiết|xử phạt|đề nghị|gửi|khóa|số|đẩy mạnh|nâng cao|theo|nhằm|gồm|từ|đến|là|này|tiếp tục|thi hành"
    r"|một số|thí điểm|phát động|bảo đảm|thì|như sau)(?![^\W_])"
    r"|[\s,]{1,3}(?=năm\s{1,2}\d|tổ chức\s{1,2}(?:thi hành|thực hiện|triển khai)|xây dựng\s{1,2}(?:kế|chương|quy|nông)|có\s{1,2}(?:trách|hiệu)|với\s{1,2}(?:các|nội)"
    r"|và\s{1,2}(?:các|luật|bộ luật|pháp|nghị|kế|thông|quyết|chỉ|căn|hướng|quy|công văn|văn bản|chương|đề)(?![^\W_]))"
    r"|\s?[;:.()“”\"|\[\]…]|,|\s[-–]\s{2}|\n\s{0,4}(?:[-–+*•]|\d{1,2}[.)]|[ivx]{1,4}[.)]|[a-zđ]\)|căn cứ|thực hiện|xét|theo)"
)
_COMMA_NAME = re.compile(r",\s{1,2}thể thao")
_OPEN_END = re.compile(
    r"(?:bộ|bộ trưởng|sở|ủy ban|tỉnh|quận|huyện|phường|xã|thị xã|thành phố|của|và|cục|ban|thủ tướng|chính|nhân|[-–])$"
)
_TITLE = re.compile(
    r"[\s,]{1,3}(?=(?:v/v|về|quy định|qui định|ban hành|phê duyệt|hướng dẫn|triển khai|sửa đổi|bổ sung|công bố|thành lập|phân công|giao|điều chỉnh"
    r"|tăng cường|đẩy mạnh|chi tiết|xử phạt|bãi bỏ|thay thế|một số)(?![^\W_]))"
)
_TITLE_END = re.compile(
    r"[;()“”\"]|\.(?=\s|$)|,\s{1,2}(?:có hiệu lực|ubnd|ủy ban nhân dân|sở|phòng|bộ|hội đồng|ban|công an|đảng ủy|văn phòng|chi cục)(?![^\W_])|\n\s{0,4}(?:[-–+*•]|\d{1,2}[.)]|[IVX]{1,4}[.)]|căn cứ|thực hiện|xét|theo đề)"
    r"|,(?=\s{0,2}$)|\|"
)
ISSUER_EXAMPLES: tuple[tuple[str, str | None], ...] = (
    (" của Chính phủ quy định chi tiết", "Chính phủ"),
    (" của Thủ tướng Chính phủ về việc", "Thủ tướng Chính phủ"),
    (" của UBND quận Lâm Thủy về triển khai", "UBND quận Lâm Thủy"),
    (" của Bộ Văn hóa, Thể thao và Du lịch hướng dẫn", "Bộ Văn hóa, Thể thao và Du lịch"),
    (" của Ủy ban\nnhân dân thành phố Hải Minh, Sở", "Ủy ban\nnhân dân thành phố Hải Minh"),
    (" của Tỉnh ủy Hải Minh ngày 01/02/2024", "Tỉnh ủy Hải Minh"),
    (" của Ban Thường vụ Thành ủy (sau đây", "Ban Thường vụ Thành ủy"),
    (" về việc", None),
    (" của các địa phương", None),
)
"""Text after a number and date → the issuer."""


ISSUERS_OF: tuple[tuple[str, str], ...] = (
    ("L", "quốc hội"),
    ("BL", "quốc hội"),
    ("HP", "quốc hội"),
    ("PL", "ủy ban thường vụ quốc hội|quốc hội|hội đồng nhà nước"),
    ("NĐ", "chính phủ|hội đồng bộ trưởng|hội đồng chính phủ"),
    ("TT", "bộ|liên|ngân hàng|thanh tra|kiểm toán|tòa án|viện|ủy ban|ban|văn phòng|bảo hiểm|tổng cục|cục|thủ tướng"),
    ("TTLT", "bộ|liên|ngân hàng|thanh tra|kiểm toán|tòa án|viện|ủy ban|ban|văn phòng|tổng|đoàn|hội"),
)
"""Kind → how the names of the bodies that may issue it begin (Luật Ban hành văn bản quy phạm pháp luật)."""
_ISSUERS = {kind: re.compile(rf"(?:{heads})(?![^\W_])") for kind, heads in ISSUERS_OF}


def may_issue(folded: str, at: int, kind: str, symbol: str | None) -> bool:
    """True if the body named at `at` may issue a document of this kind and symbol, as far as the table knows."""
    if symbol and symbol.endswith("-TTg"):
        return folded.startswith(("thủ tướng", "chính phủ"), at)
    if symbol and symbol.endswith("-CP"):
        return folded.startswith("chính phủ", at)
    known = _ISSUERS.get(kind)
    return known is None or known.match(folded, at) is not None


def issuer_after(text: str, folded: str, at: int, joint: bool = False) -> Span | None:
    """The span of the issuing body's name if `của …` follows at `at`; several bodies if it is a joint document."""
    of = _OF.match(folded, at)
    if of is None:
        return None
    start = of.end()
    if start >= len(text) or not (text[start].isupper() or _HEAD.match(folded, start)):
        return None
    limit = min(len(text), start + 170)
    end = limit
    here = start
    while True:
        stop = _STOP.search(folded, here, limit)
        if stop is None:
            break
        if _COMMA_NAME.match(folded, stop.start()):
            here = stop.start() + 3
            continue
        if joint and stop[0].startswith(",") and _HEAD.match(folded, stop.start() + 2):
            here = stop.start() + 3
            continue
        end = stop.start()
        break
    # A new line that begins with a capital is a new sentence, unless the name was plainly cut in two.
    line = text.find("\n", start, end)
    while line >= 0:
        after = line + 1
        if after < end and text[after].isupper() and not _OPEN_END.search(folded, max(start, line - 12), line):
            end = line
            break
        line = text.find("\n", after, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if 2 <= end - start < 165 else None


def title_after(text: str, folded: str, at: int) -> Span | None:
    """The span of the summary that follows at `at`, if it begins and ends cleanly within 500 code points."""
    begin = _TITLE.match(folded, at)
    if begin is None:
        return None
    start = begin.end()
    limit = min(len(text), start + 500)
    stop = _TITLE_END.search(folded, start, limit)
    if stop is not None:
        end = stop.start()
    else:
        line = text.find("\n", start, limit)
        end = line if line >= 0 else limit
        if line < 0 and limit < len(text):
            return None
    while end > start and text[end - 1] in " \n,":
        end -= 1
    return (start, end) if end - start >= 8 else None
