"""Bodies named after several works (Phòng Giám sát, thẩm định và xử lý sau thanh tra): commas and verbs inside the name."""

import re

from phaply.language import fold
from phaply.parse.verbs import begins_with_verb

__all__ = ["WORKS_EXAMPLES", "works_end"]

_WORD = r"[^\W\d_]+"
_PIECE = rf"{_WORD}(?:[ \n]{_WORD}){{0,4}}?"
_PREDICATES = "|".join(
    fold(words).replace(" ", r"[ \n]")
    for words in (
        "chủ trì",
        "phối hợp",
        "tham mưu",
        "có trách nhiệm",
        "chịu trách nhiệm",
        "có nhiệm vụ",
        "chủ động",
        "tổ chức",
        "thực hiện",
        "theo dõi",
        "tổng hợp",
        "hướng dẫn",
        "báo cáo",
        "xây dựng",
        "triển khai",
        "đôn đốc",
        "giúp",
        "làm",
        "là",
    )
)
_WORKS = re.compile(
    rf"[ \n](?P<one>{_PIECE})(?P<more>(?:,[ \n]{_PIECE}){{1,3}})[ \n]và[ \n](?P<last>{_WORD}(?:[ \n]{_WORD}){{0,6}}?)"
    rf"(?=[ \n](?:{_PREDICATES})(?![^\W_])|[ \n]?(?:[,.;:)\n]|\Z))"
)
WORKS_EXAMPLES: tuple[tuple[str, str | None], ...] = (
    ("Phòng| Giám sát, thẩm định và xử lý sau thanh tra chủ trì rà soát", "xử lý sau thanh tra"),
    ("Phòng| Quản lý, cấp phép và kiểm tra sau cấp phép", "kiểm tra sau cấp phép"),
    ("Tổ| Tiếp nhận, phân loại và xử lý đơn thư có trách nhiệm báo cáo", "xử lý đơn thư"),
    ("Phòng| Kiểm tra, giám sát và thi hành kỷ luật: lập danh sách", "thi hành kỷ luật"),
    ("Phòng| Nội vụ rà soát, thẩm định và trình phê duyệt", None),
    ("Phòng| Tư pháp, Phòng Nội vụ và Công an phường chủ trì", None),
    ("Tổ| công tác kiểm tra, giám sát và báo cáo kết quả", None),
    ("Phòng| Tiếp công dân và Xử lý đơn phân loại đơn", None),
    ("Ban| Quản lý chợ, Công an xã và hướng dẫn viên tổ chức", None),
)
"""A name from its head (`|`) on, and the last of the works in it."""


def works_end(text: str, folded: str, at: int, end: int) -> int | None:
    """The end of a name whose head ends at `at` and that goes on with two works or more, parted by commas and `và`."""
    if not text[at + 1 : at + 2].isupper() or not begins_with_verb(folded, at + 1, end):
        return None
    m = _WORKS.match(folded, at, end)
    if m is None:
        return None
    begins = [m.start("last"), *(at for at in _after_commas(m))]
    if all(text[begin].islower() and begins_with_verb(folded, begin, m.end()) for begin in begins):
        return m.end()
    return None


def _after_commas(m: re.Match[str]) -> list[int]:
    start = m.start("more")
    return [start + comma.end() for comma in re.finditer(r",[ \n]", m["more"])]
