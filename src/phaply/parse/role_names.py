"""Names by role: a bare `cơ quan`, `đơn vị`, `bộ phận` is no name, what it does makes it one (cơ quan chủ trì soạn thảo)."""

import re

from phaply.parse.verbs import verb_end

__all__ = ["ROLE_EXAMPLES", "ROLE_NOUNS", "role_end"]

ROLE_NOUNS = frozenset({"cơ quan", "đơn vị", "bộ phận", "địa phương"})
_GIVEN = re.compile(r"được[ \n](?:(?:giao|phân[ \n]công)[ \n](?:nhiệm[ \n]vụ[ \n])?)?")
_COMPETENT = re.compile(r"(?:có[ \n]thẩm[ \n]quyền|cấp[ \n]trên|chuyên[ \n]môn)(?=[ \n])")
_LEADING = re.compile(r"(?:chủ[ \n]trì|phụ[ \n]trách|tham[ \n]gia|phối[ \n]hợp)[ \n](?!với|cùng)")
_AND = re.compile(r",[ \n](?!phối|kết|chủ)")
_PREDICATE = re.compile(
    r"(?:có[ \n]trách[ \n]nhiệm|chịu[ \n]trách[ \n]nhiệm|có[ \n]nhiệm[ \n]vụ|phải|cần|trong[ \n]thời[ \n](?:hạn|gian)|trong[ \n]vòng|căn[ \n]cứ)(?![^\W_])"
)
_WORD = re.compile(r"[^\W\d_]{1,10}[ \n]")
_OBJECT = 4  # words of what is done, before the predicate

ROLE_EXAMPLES: tuple[tuple[str, str | None], ...] = (
    ("Cơ quan chủ trì soạn thảo phối hợp với Văn phòng", "Cơ quan chủ trì soạn thảo"),
    ("Cơ quan soạn thảo gửi hồ sơ đến Phòng Tư pháp", "Cơ quan soạn thảo"),
    ("Cơ quan có thẩm quyền phê duyệt danh mục", "Cơ quan có thẩm quyền"),
    ("Đơn vị được giao chủ trì rà soát gửi kết quả", "Đơn vị được giao chủ trì rà soát"),
    ("Đơn vị được kiểm tra chuẩn bị báo cáo", "Đơn vị được kiểm tra"),
    ("Bộ phận tiếp nhận hồ sơ chuyển hồ sơ trong ngày", "Bộ phận tiếp nhận hồ sơ"),
    ("Cơ quan tiếp nhận, giải quyết hồ sơ có trách nhiệm khai thác dữ liệu", "Cơ quan tiếp nhận, giải quyết hồ sơ"),
    ("Cơ quan quản lý hồ sơ trong thời hạn 10 ngày trả lời", "Cơ quan quản lý hồ sơ"),
    ("Đơn vị chủ trì, phối hợp với Công an phường", None),
    ("Cơ quan chủ trì thẩm tra", None),
    ("Cơ quan ban hành Bộ Xây dựng", None),
    ("Cơ quan thuế tham mưu", None),
)
"""The beginning of a sentence, and the name by role that is its subject."""


def role_end(text: str, folded: str, at: int, end: int) -> int | None:
    """Where the role ends that follows a bare noun ending at `at`: before the verb that is the predicate; None without one."""
    at += 1
    if (competent := _COMPETENT.match(folded, at, end)) is not None:
        return competent.end() if _verb(text, folded, competent.end() + 1, end) is not None else None
    if (given := _GIVEN.match(folded, at, end)) is not None:
        at = given.end()
    if (leading := _LEADING.match(folded, at, end)) is not None:
        at = leading.end()
    stop = _verb(text, folded, at, end)
    if stop is not None and (more := _AND.match(folded, stop, end)) is not None:
        stop = _verb(text, folded, more.end(), end)
    if stop is None or folded[stop : stop + 1] not in (" ", "\n"):
        return None
    name, at = stop, stop + 1
    for _ in range(_OBJECT + 1):
        predicate = _verb(text, folded, at, end)
        if (predicate is not None and predicate + 1 < end) or _PREDICATE.match(folded, at, end) is not None:
            return name
        word = _WORD.match(folded, at, end)
        if word is None:
            return None
        name, at = word.end() - 1, word.end()
    return None


def _verb(text: str, folded: str, at: int, end: int) -> int | None:
    return verb_end(folded, at, end) if at < end and text[at].islower() else None
