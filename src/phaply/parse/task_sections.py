"""What a part of a plan is for, by the meaning of its heading: aims, tasks, duties, reporting, funding …; and what is never a task."""

import re
from functools import lru_cache
from typing import Literal, cast

from phaply.language import bare
from phaply.parse.lexicon import Phrases, rows

__all__ = ["Meaning", "is_closing", "is_no_task", "leads_to_annex", "meaning_of"]

Meaning = Literal["aim", "basis", "form", "other", "past", "work", "duty", "report"]

_PHRASES: dict[str, Meaning] = {bare(row["phrase"]): cast(Meaning, row["meaning"]) for row in rows("sections")}
# A heading's first words, then its end, a mark, or words that only narrow it; otherwise the phrase is the beginning of a sentence
# (`Yêu cầu các đơn vị …`).
_BEGINNINGS = Phrases(_PHRASES)
_BEFORE = re.compile(r"(?:ve|cong tac|mot so|cac|phan) ")
_AFTER = re.compile(
    r" *(?:$|[:.;,(/-]|(?:va|cua|ve|nam|den|giai|trong|cu|chu|chung|thuc|tong|phat|ke|hoat|de|tuyen|thang|tai|theo|trien|cong)(?![^\W_]))"
)
_BY_SIZE: dict[int, list[str]] = {}
for _phrase in _PHRASES:
    if len(_phrase) >= 6:
        _BY_SIZE.setdefault(len(_phrase), []).append(_phrase)
_ANY_REST = frozenset({"form"})
_SHORT_ONLY = frozenset(
    {"bao cao", "hoat dong", "trach nhiem", "thoi gian", "dia diem", "noi dung", "yeu cau", "can cu", "kinh phi"}
)
_ALONE = frozenset({"phan cong"})  # `Phân công cụ thể, rõ ràng` is a requirement
_WHEN_OR_HOW = ("thoi gian", "kinh phi", "dia diem")
_WORK = re.compile(
    r"(?:,| va) (?:noi dung|nhiem vu|cong viec|giai phap|bien phap|phan cong|to chuc thuc hien)(?![^\W_])"
)
_LONG = 160


def meaning_of(plain: str, start: int, end: int) -> Meaning | None:
    """The meaning of the heading `plain[start:end]` (text without marks), None if it tells nothing.

    One letter of a short heading may be misread (texts recognised from pictures).
    """
    if end - start > _LONG:
        end = start + _LONG
    return _meaning(" ".join(plain[start:end].split()))


@lru_cache(maxsize=2048)
def _meaning(words: str) -> Meaning | None:
    before = _BEFORE.match(words)
    found = _BEGINNINGS.match(words, before.end() if before is not None else 0, len(words))
    if found is None and before is not None:
        found = _BEGINNINGS.match(words, 0, len(words))
    if found is not None:
        phrase, stop = found
        own = _PHRASES[phrase]
        rest = words[stop:].strip()
        if own in _ANY_REST and phrase not in _SHORT_ONLY:
            return own
        if _AFTER.match(words, stop) is None:
            return None
        if phrase in _SHORT_ONLY and rest and rest[0] not in ":.;,(/-" and own in ("aim", "basis", "report"):
            return None
        if phrase in _ALONE and rest.strip(" .:"):
            return None
        if own == "other" and phrase.startswith(_WHEN_OR_HOW) and _WORK.search(words, stop) is not None:
            return "work"  # THỜI GIAN, NỘI DUNG THỰC HIỆN
        return own
    if len(words) < 40:
        name = words.strip(" .:,;-")
        for size in (len(name) - 1, len(name), len(name) + 1):
            for phrase in _BY_SIZE.get(size, ()):
                if (phrase[0] == name[0] or phrase[1:] == name[1:]) and _one_letter_apart(phrase, name):
                    return _PHRASES[phrase]
    return None


def _one_letter_apart(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    return a[i + 1 :] == b[i + 1 :] if len(a) == len(b) else a[i:] == b[i + 1 :]


CLOSING_EXAMPLES = (
    ("Trên đây là Kế hoạch triển khai công tác năm 2024 của phường", True),
    ("Trong quá trình thực hiện, nếu có vướng mắc, các bộ phận phản ánh về UBND phường", True),
    ("Nếu có khó khăn, vướng mắc, các bộ phận báo cáo UBND phường", True),
    ("Yêu cầu các đơn vị nghiêm túc triển khai thực hiện Kế hoạch này", True),
    ("Ủy ban nhân dân phường yêu cầu các tổ dân phố nghiêm túc thực hiện", True),
    ("Nhận được Kế hoạch này, yêu cầu các đơn vị triển khai thực hiện", True),
    ("Yêu cầu các phòng, ban tổ chức triển khai thực hiện Kế hoạch này", True),
    ("Ủy ban nhân dân phường thông báo để các tổ dân phố được biết", True),
    ("Thông báo cho các hộ dân lịch cắt điện", False),
    ("Công chức tư pháp lập danh mục. Đề nghị các đơn vị nghiêm túc thực hiện Kế hoạch", False),
    ("Trong quá trình rà soát hồ sơ, công chức tư pháp lập danh mục", False),
    ("Yêu cầu các tổ dân phố lập danh sách hộ dân", False),
)
_CLOSING = re.compile(
    r"tren day la |trong qua trinh (?:to chuc )?(?:trien khai|thuc hien)|qua trinh (?:to chuc )?(?:trien khai|thuc hien)"
    r"|neu (?:co|gap|phat sinh|thay)[ ,].{0,40}(?:kho khan|vuong mac|phat sinh|thay doi|can thiet)|nhan duoc ke hoach"
)
_ASKING = re.compile(
    r"(?:yeu cau|de nghi) (?:.{0,120}(?:nghiem tuc|dung tien do|theo dung|kip thoi,? (?:nghiem tuc|hieu qua)).{0,60}(?:thuc hien|ke hoach)"
    r"|.{0,120}(?:trien khai|to chuc) thuc hien(?: (?:dung|theo dung|nghiem tuc|tot|co hieu qua|day du))?(?: (?:cac |tot )?noi dung)?(?: cua)? ke hoach)"
)
_TELLING = re.compile(r"(?:.{0,80} )?thong bao (?:de |den |cho )?.{0,120}(?<= )(?:duoc )?biet(?: va| de|$)")
_ASKING_WITHIN = 90  # letters before the verb that asks: the issuer's name
_NO_TASK = re.compile(
    r"chiu trach nhiem (?:toan dien )?truoc |(?:ke hoach|quyet dinh) nay (?:duoc|ap dung|thay the)|(?:luu y|ghi chu)(?![^\W_])"
    r"|(?:ban hanh )?kem theo |ban hanh kem quyet dinh|nhu dieu "
)
_REFERENCE = re.compile(r"\(?.{0,80}(?:phu luc|bieu|danh sach|chi tiet).{0,80}\)$")

ANNEXED_EXAMPLES = (
    ("Nội dung, đơn vị chủ trì và thời gian cụ thể theo Phụ lục ban hành kèm theo Kế hoạch này", True),
    ("Các cuộc kiểm tra thực hiện theo Biểu kèm theo", True),
    ("Danh mục nhiệm vụ cụ thể tại Phụ lục I kèm theo", True),
    ("Thời gian, thành phần như lịch đính kèm", True),
    ("Chi tiết các nhiệm vụ theo biểu phân công kèm theo Kế hoạch này", True),
    ("Lập danh sách hộ nghèo theo biểu mẫu kèm theo", False),
    ("Các tổ dân phố báo cáo theo mẫu kèm theo", False),
    ("Nội dung tuyên truyền: lịch sử, truyền thống của phường", False),
    ("Kế hoạch kiểm tra gửi kèm theo hồ sơ phải nêu rõ thời gian", False),
    ("Nhiệm vụ này giao Phòng Nội vụ thực hiện trước ngày 15/3 theo biểu kèm theo", False),
)
"""Sentences, and whether they only say in which annex the work stands."""
_ANNEXED = re.compile(
    r"(?:(?:cac|nhung|chi tiet|cu the|toan bo) ){0,3}(?:noi dung|nhiem vu|cuoc|danh muc|danh sach|thoi gian|lich|ke hoach|phan cong|cong viec"
    r"|hoat dong|chuyen de|kinh phi|chi tieu|tien do|doi tuong|thanh phan)(?! nay)(?![^.;\n]{0,200} (?:giao|de nghi|yeu cau) )[^.;:\n]{0,200}?"
    r" (?:theo|tai|nhu|o|trong)(?: cac)? (?:phu luc|bieu|danh muc|bang|phu bieu|mau|danh sach|lich)(?: (?!kem)[^\W_]{1,12}){0,5}"
    r" (?:(?:kem theo|dinh kem|gui kem)(?: (?:ke hoach|van ban|quyet dinh)(?: so [^ ]{1,20})?(?: nay)?)?)$"
)


def is_closing(plain: str, start: int, end: int) -> bool:
    """True for the formulas that close a plan and ask nothing of their own (Trong quá trình thực hiện nếu có vướng mắc …)."""
    if _CLOSING.match(plain, start, end) is not None:
        return True
    if plain.find(" biet", max(start, end - 40), end) >= 0 and _TELLING.match(plain, start, end) is not None:
        return True
    if plain.find("thuc hien", start, end) < 0:
        return False
    limit = min(end, start + _ASKING_WITHIN)
    asks = max(plain.find("yeu cau ", start, limit), plain.find("de nghi ", start, limit))
    if asks < 0 or plain.find(". ", start, asks) >= 0:
        return False  # the formula after a sentence of its own closes only itself
    return _ASKING.match(plain, asks, end) is not None


def leads_to_annex(plain: str, start: int, end: int) -> bool:
    """True for a sentence that only says in which annex the work stands (Nội dung cụ thể theo Phụ lục kèm theo)."""
    return plain.find("kem", max(start, end - 60), end) >= 0 and _ANNEXED.match(plain, start, end) is not None


def is_no_task(plain: str, start: int, end: int) -> bool:
    """True for sentences of effect, answerability or reference, which tell nobody what to do."""
    if _NO_TASK.match(plain, start, end) is not None:
        return True
    if plain.find("chiu trach nhiem thi hanh", start, min(end, start + 425)) >= 0:
        return True
    if leads_to_annex(plain, start, end):
        return True
    if plain.find(" co hieu luc ", start, min(end, start + 75)) >= 0:
        return True
    if start and plain[start - 1] == "(" and ")" in plain[end - 1 : end + 1]:
        return _REFERENCE.match(plain, start, end + (plain[end - 1] != ")")) is not None
    return False
