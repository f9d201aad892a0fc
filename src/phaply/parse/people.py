"""Titles and names of those who sign (chức vụ, quyền hạn, họ tên người ký)."""

import re
from functools import cache

from phaply.language import Span, bare, fold
from phaply.parse.lexicon import UPPER, rows

__all__ = [
    "AUTHORITY",
    "AUTHORITY_EXAMPLES",
    "PERSON_EXAMPLES",
    "TITLE_EXAMPLES",
    "is_person",
    "rank_length",
    "titles_on",
]

AUTHORITY = re.compile(
    rf"\W{{0,3}}(?:T ?[./]? ?M|K ?[./]? ?T|T ?[./]? ?L|T ?[./]? ?U ?[./]? ?Q|Q)(?: ?[./]+ ?| )(?=[{UPPER}])"
)
"""TM. (thay mặt), KT. (ký thay), TL. (thừa lệnh), TUQ. (thừa ủy quyền), Q. (quyền): Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7.b."""

_MARK_BEFORE = re.compile(r"(?:^|[\s;.,|])((?:K\.?T|T\.?L|T\.?U\.?Q)[./] ?)$")
_POSTS = (
    "chu tich quoc hoi|chu tich nuoc|chu tich|bi thu|giam doc|tong giam doc|bo truong|thu truong|thu tuong|thong doc|chanh an|"
    "vien truong|cuc truong|chi cuc truong|tong cuc truong|vu truong|truong phong|truong ban|truong cong an|truong doan|truong khoa|"
    "truong tieu ban|to truong|doi truong|tram truong|hieu truong|chanh van phong|chanh thanh tra|chanh vp|chi huy truong|chinh uy|"
    "tu lenh|chu nhiem|tong thanh tra|tong kiem toan nha nuoc|hat truong|doi truong|tong bien tap|giam thi|truong thon|"
    "tong thu ky|vien pho|uy vien thuong truc|thu ky|quan tri|ban giam hieu|thu truong don vi|tham muu truong|dai bieu"
)
_TITLE = re.compile(rf"\b(?:pho |quyen |nguyen )?(?:{_POSTS})\b(?: thuong truc| phu trach| chuyen trach)?")
_RANK = re.compile(
    r"(?:(?:GS|PGS|TS|ThS|Ths|BS|BSCKI{1,2}|BS\.CKI{1,2}|KS|CN|LS|NGƯT|NGND|TTƯT|Thạc sĩ|Tiến sĩ|Bác sĩ|(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy)|"
    r"(?:Ông|Bà|Đồng chí|Đ/c):?)[. ]{1,3}){1,3}"
)
_CAPITALS = re.compile(f"[{UPPER}]{{2}}")  # no title is without
_WORD = re.compile(r"[^\W\d_]+(?:['’.]?[^\W\d_]+)?")
_NEVER = frozenset(
    (
        "nơi",
        "nhận",
        "kính",
        "gửi",
        "đã",
        "ký",
        "phó",
        "trưởng",
        "sở",
        "phòng",
        "ban",
        "ủy",
        "hội",
        "công",
        "số",
        "ngày",
        "như",
    )
)

TITLE_EXAMPLES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("TM. ỦY BAN NHÂN DÂN", (("behalf", "TM. ỦY BAN NHÂN DÂN"),)),
    ("KT. CHỦ TỊCH", (("authority", "KT. CHỦ TỊCH"),)),
    ("KT.CHỦ TỊCH", (("authority", "KT.CHỦ TỊCH"),)),
    ("PHÓ CHỦ TỊCH", (("title", "PHÓ CHỦ TỊCH"),)),
    ("Q. GIÁM ĐỐC", (("acting", "Q. GIÁM ĐỐC"),)),
    ("TL. CHỦ TỊCH", (("authority", "TL. CHỦ TỊCH"),)),
    ("TUQ. GIÁM ĐỐC", (("authority", "TUQ. GIÁM ĐỐC"),)),
    ("T/M ỦY BAN NHÂN DÂN PHƯỜNG", (("behalf", "T/M ỦY BAN NHÂN DÂN PHƯỜNG"),)),
    ("KT. BỘ TRƯỞNG THỨ TRƯỞNG", (("authority", "KT. BỘ TRƯỞNG"), ("title", "THỨ TRƯỞNG"))),
    ("- Phòng Nội vụ; KT. CHỦ TỊCH", (("authority", "KT. CHỦ TỊCH"),)),
    ("- Lưu: VT. PHÓ CHỦ TỊCH", (("title", "PHÓ CHỦ TỊCH"),)),
    ("CHỦ TỊCH GIÁM ĐỐC", (("title", "CHỦ TỊCH"), ("title", "GIÁM ĐỐC"))),
    ("CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN", (("title", "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN"),)),
    ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", (("title", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),)),
    ("TRƯỞNG PHÒNG", (("title", "TRƯỞNG PHÒNG"),)),
    ("KT. ỦY VIÊN THƯỜNG TRỰC", (("authority", "KT. ỦY VIÊN THƯỜNG TRỰC"),)),
    ("Chủ tịch UBND phường", ()),
    ("Q. ủy viên thư ký", ()),
    ("MỤC ĐÍCH, YÊU CẦU", ()),
    ("TỔ CHỨC THỰC HIỆN", ()),
)
PERSON_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("Trần Thị Minh Hạnh", True),
    ("Lê Văn A", True),
    ("NGUYỄN VĂN BÌNH", True),
    ("TS. Phạm Quốc Khánh", True),
    ("Đại tá Hoàng Văn Sơn", True),
    ("Y Blơm Niê", True),
    ("Nơi nhận", False),
    ("Sở Tư pháp", False),
    ("TỔ CHỨC", False),
    ("Phó Chủ tịch", False),
    ("Mục đích", False),
)


AUTHORITY_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("TM. ỦY BAN NHÂN DÂN", True),
    ("KT. CHỦ TỊCH", True),
    ("Q. ỦY VIÊN", True),
    ("T/M ĐẢNG ỦY", True),
    ("TM. ủy ban nhân dân", False),
    ("Q. ấp Đông", False),
    ("TL. đồng chí Chủ tịch", False),
)


@cache
def _surnames() -> frozenset[str]:
    return frozenset(fold(row["surname"]) for row in rows("surnames"))


def titles_on(line: str) -> list[tuple[str, Span]]:
    """Lines of authority and titles in capitals on a printed line: role and span in the line.

    Roles: `behalf` (TM.), `authority` (KT., TL., TUQ.), `acting` (Q.), `title`. Other words before the first, such as the end of
    a recipient in the column beside it, are no part of it.
    """
    if len(line) > 160:
        return []
    m = AUTHORITY.match(line)
    if m is None and _CAPITALS.search(line) is None:
        return []
    plain = bare(line)
    if m is not None:
        start = len(line) - len(line.lstrip(" '\"“.,|"))
        end = len(line.rstrip(" '\",;.:|“”"))
        mark = re.sub(r"[\W_]", "", m[0]).upper()
        if line[start:end].isupper():
            if mark == "TM":
                return [("behalf", (start, end))]
            posts = list(_TITLE.finditer(plain, m.end()))
            if posts:
                role = "acting" if mark == "Q" else "authority"
                if len(posts) == 2 and not plain[posts[0].end() : posts[1].start()].strip():
                    return [(role, (start, posts[0].end())), ("title", (posts[1].start(), end))]
                return [(role, (start, end))]
    found: list[tuple[str, Span]] = []
    for t in _TITLE.finditer(plain):
        if not line[t.start() : t.end()].isupper():
            continue
        if found and plain[found[-1][1][1] : t.start()].strip():
            # CHỦ TỊCH HỘI ĐỒNG KIÊM GIÁM ĐỐC is one title.
            found[-1] = ("title", (found[-1][1][0], t.end()))
        else:
            found.append(("title", t.span()))
    if not found:
        return []
    m = _MARK_BEFORE.search(line, 0, found[0][1][0])
    if m is not None:  # the other column's line: - UBND quận; KT. CHỦ TỊCH
        found[0] = ("authority", (m.start(1), found[0][1][1]))
    role, (start, end) = found[-1]
    tail = line[end:].rstrip(" '\",;.:|“”=¬")
    if tail and tail.isupper() and tail[0] == " ":
        found[-1] = (role, (start, end + len(tail)))
    # In running capitals (a heading such as TỔ CHỨC HỌP VỚI CHỦ TỊCH …) the title does not come first.
    before = line[: found[0][1][0]]
    if before.strip(" '\"“.,|-*TKLUQ/") and before.isupper():
        return []
    return found


def rank_length(line: str) -> int:
    """How many characters the academic title or military rank before a name takes (`TS. `, `Đại tá `)."""
    m = _RANK.match(line)
    return m.end() if m is not None else 0


def is_person(line: str) -> bool:
    """Whether the line is a person's name: two to six capitalised words; in capitals throughout only with a known surname."""
    line = line.strip(" .,*'\"|")
    if not 4 <= len(line) <= 60:
        return False
    line = line[rank_length(line) :]
    words = line.split()
    if not 2 <= len(words) <= 6:
        return False
    small = [fold(w) for w in words]
    if small[0] in _NEVER or not all(_WORD.fullmatch(w) for w in words):
        return False
    if line.isupper():
        return small[0] in _surnames() and not _TITLE.search(bare(line))
    return all(w[0].isupper() and (len(w) == 1 or w[1:].islower()) for w in words) and (
        small[0] in _surnames() or len(words) >= 3
    )
