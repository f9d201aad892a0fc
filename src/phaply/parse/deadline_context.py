"""What looks like a deadline and is none: dates of citations, history, entry into force, names of objects, birthdays.

Each judgement is made on a few words before and after the deadline, in its own sentence.
"""

import re
from collections.abc import Callable

from phaply.parse.deadline_values import Found

__all__ = ["EXAMPLES", "is_completion", "is_habit", "no_deadline"]


def _words(*phrases: str) -> str:
    inner = "|".join(p.replace(" ", r"\s") for p in phrases)
    return rf"(?<!\w)(?:{inner})(?!\w)"


# Entry into force and validity (hiệu lực) are facts of law, no work to be done.
# `…, hoàn thành trước ngày …` after them is about the work again: rà soát văn bản hết hiệu lực, hoàn thành trước ngày …
_FORCE = re.compile(
    rf"{_words('hiệu lực', 'hết hạn')}(?![^.;:]{{0,20}},\s{{0,2}}{_words('hoàn thành', 'xong', 'kết thúc', 'báo cáo', 'gửi', 'trình', 'nộp', 'thực hiện')})[^.;:]{{0,40}}$"
)
_FORCE_AFTER = re.compile(rf"[^.;:\n]{{0,60}}{_words('hiệu lực')}")
_BIRTH = re.compile(rf"{_words('sinh', 'sinh ngày', 'sinh năm', 'mất', 'từ trần')}\s{{0,2}}$")
# A number just before, or a law's name before the word `ngày`: the date of that document.
_NUMBERED = re.compile(
    r"(?:/[\d/]{0,8}[^\W\d_][\w.&/–-]{0,24}|(?<!\w)số\s{0,2}:?\s{0,2}[0-9][^\s]{0,25})\s{0,3},?\s{0,3}\(?(?:ban hành\s|ký\s)?(?:ngày\s{0,3})?$"
)
# `ngày 24/01/2014 của Bộ trưởng …`: the date of something that somebody issued.
_OF_SOMEBODY = re.compile(r"\s{0,3}của\s")
_NAMED = re.compile(
    rf"{_words('luật', 'bộ luật', 'thông qua', 'được ký', 'được công bố', 'được thành lập', 'pháp lệnh', 'hiến pháp', 'nghị quyết', 'nghị định', 'quyết định', 'chỉ thị', 'thông tư', 'công văn', 'tờ trình', 'thông báo', 'kết luận')}[^.;:()|\n]{{0,70}}$"
)
# The line of place and date (địa danh, thời gian ban hành), also of an annex.
_PLACE_LINE = re.compile(r"^[^\W\d_][^,;:.\d\n]{1,38},\s{0,3}$")
_DONE = re.compile(rf"{_words('đã', 'vừa qua', 'thời gian qua', 'những năm qua', 'năm qua')}[^.;,:]{{0,70}}$")
_DONE_BEFORE_TASK = re.compile(
    rf"{_words('đã')}\s(?:được\s)?{_words('giao', 'phân công', 'phê duyệt', 'ban hành', 'đề ra', 'nêu', 'xác định', 'đăng ký', 'cam kết', 'thống nhất', 'ký kết')}"
)
_DONE_AFTER = re.compile(rf"\s{{0,2}},?\s{{0,2}}(?:[^\s.;,:]{{1,10}}\s){{0,5}}{_words('đã')}")
_COUNTED = re.compile(
    rf"{_words('tính đến', 'tính tới', 'tính', 'đến nay', 'so với', 'so với cùng kỳ', 'cùng kỳ', 'số liệu', 'từ trước')}(?:\s(?:hết|ngày|thời điểm))?\s{{0,2}}$"
)
# The time that an inspection looks at, not when it is held.
_EXAMINED = re.compile(rf"{_words('thời kỳ', 'niên độ', 'chốt số liệu', 'kỳ báo cáo', 'số liệu')}[^.;\n]{{0,80}}$")
_UNTIL_NOW = re.compile(rf"[^.;:\n]{{0,30}}?{_words('đến nay', 'tới nay')}")
_OBJECT = re.compile(
    rf"{_words('kết quả', 'dự toán', 'ngân sách', 'số liệu', 'nhiệm vụ', 'công tác', 'tình hình', 'chỉ tiêu', 'biên bản', 'thu chi', 'quyết toán', 'kinh phí', 'lương', 'của')}\s$"
    rf"|{_words('báo cáo', 'chương trình', 'kế hoạch', 'lịch', 'nghị quyết')}(?:\s\w+){{0,5}}\s$"
)
# `báo cáo quý II trước ngày 10/6`: the quarter is what is reported.
_BOUND_AFTER = re.compile(rf"\s{{1,2}}\(?(?:gửi\s)?{_words('trước ngày', 'chậm nhất', 'muộn nhất')}")
_BLANK_DAY = re.compile(r"ngày[\s.…_]*$")
_ANNIVERSARY = re.compile(
    rf"{_words('kỷ niệm', 'nhân dịp', 'nhân', 'dịp', 'ngày lễ', 'truyền thống', 'hưởng ứng', 'chào mừng')}[^.;:\n]{{0,60}}$"
)
_OUTLOOK = re.compile(rf"{_words('tầm nhìn', 'định hướng', 'hướng')}\s$")
_OUTLOOK_AFTER = re.compile(rf"\s{{0,2}},?\s{{0,2}}(?:và\s)?{_words('tầm nhìn', 'định hướng')}")
# `Đề án … đến năm 2030` is a name; `phấn đấu đến năm 2030 đạt …` is a target.
_SCHEME = re.compile(
    rf"{_words('quy hoạch', 'đề án', 'chiến lược', 'chương trình', 'kế hoạch', 'dự án', 'phương án', 'nghị quyết', 'quyết định', 'giai đoạn')}[^.;:\n]*$"
)
_TARGET = re.compile(
    rf"{_words('phấn đấu', 'mục tiêu', 'chỉ tiêu', 'hoàn thành', 'đạt', 'tỷ lệ', 'tỷ trọng', 'tăng', 'giảm', 'bảo đảm', 'đảm bảo')}"
)
_BEFORE_PERIOD = re.compile(
    rf"{_words('mục tiêu', 'chỉ tiêu', 'nhiệm vụ', 'giải pháp', 'lộ trình', 'nội dung', 'cho', 'thực hiện')}(?:\s{_words('cụ thể', 'chung', 'tổng quát', 'chủ yếu', 'trọng tâm')})?\s$"
)
_BEFORE_YEAR = re.compile(rf"{_words('phấn đấu', 'hoàn thành', 'xong')}\s$")
_LESSENED = re.compile(rf"{_words('còn', 'xuống', 'từ', 'lên', 'thành', 'giảm', 'tăng')}\s$")
_LESSENED_INSIDE = re.compile(r"\s(?:còn|xuống)\s(?:tối\sđa|không\squá|dưới)?")
_REACHED = re.compile(rf"\s{{1,2}}{_words('đạt', 'tăng', 'giảm', 'ước đạt', 'bình quân')}")
# `Sau khi nghiên cứu hồ sơ, Sở … có ý kiến như sau:` tells what the writer did.
_STUDIED = re.compile(
    rf"{_words('nghiên cứu', 'xem xét', 'rà soát', 'kiểm tra', 'thẩm định', 'đối chiếu', 'trao đổi', 'thảo luận')}"
)
_SAYS = re.compile(
    rf"{_words('có ý kiến', 'nhận thấy', 'báo cáo', 'đề xuất', 'thống nhất', 'kết luận', 'đề nghị', 'kính')}"
)
_QUALITY = re.compile(rf"{_words('sự', 'tính', 'mối')}\s[^.;:\n]{{0,60}}$")
_STANDING = re.compile(
    rf"{_words('chi', 'kinh phí', 'vốn', 'nhiệm vụ', 'công việc', 'nguồn', 'giáo dục', 'dự toán', 'chi phí', 'đầu tư', 'không', 'chưa', 'việc làm', 'cư trú', 'ngân sách', 'nguồn thu', 'thường trực')}\s$"
)
_MEETINGS = re.compile(rf"{_words('sức khỏe', 'họp', 'hội nghị', 'lệ', 'không', 'chưa', 'sinh hoạt')}\s$")
_LENGTH = re.compile(
    rf"\s{{0,2}}{_words('kinh nghiệm', 'qua', 'gần đây', 'gần nhất', 'công tác', 'tuổi', 'tù', 'trước đây', 'thực hiện', 'liền', 'trở lên', 'trở lại đây', 'nay', 'công', 'lương', 'triển khai', 'thi hành')}"
)
_PENALTY = re.compile(
    rf"{_words('phạt', 'phạt tù', 'tù', 'tuổi', 'đủ', 'độ tuổi', 'hưởng', 'lương', 'sơ kết', 'tổng kết', 'niên hạn')}[^.;:\n]{{0,20}}(?<!,\s)$"
)
_COMPLETED = re.compile(rf"{_words('hoàn thành', 'xong', 'kết thúc')}(?:\s(?:vào|trong))?\s{{1,2}}$")
_TERM = re.compile(rf"{_words('nhiệm kỳ')}[^.;:\n]{{0,70}}$")
_DAILY = re.compile(rf"{_words('công việc', 'sinh hoạt', 'hoạt động', 'đời sống', 'nhu cầu', 'giao tiếp')}\s$")
_HABIT = re.compile(
    rf"{_words('đánh giá', 'xếp loại', 'phân loại', 'bình xét', 'thi đua', 'khen thưởng', 'kiểm điểm')}[^.;:\n]{{0,60}}$"
)

EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("Luật có hiệu lực thi hành từ ngày 01/7/2023.", False),
    ("Quyết định này có hiệu lực thi hành kể từ ngày 15/8/2023.", False),
    ("Đồng chí Nguyễn Văn A, sinh ngày 12/5/1980, làm tổ trưởng.", False),
    ("Theo Công văn số 12/UBND-NV ngày 03/02/2023 của quận.", False),
    ("Căn cứ Luật Đất đai ngày 18/01/2024.", False),
    ("Phường đã hoàn thành việc rà soát trong năm 2022.", False),
    ("Tính đến ngày 30/6/2023, có 12 tổ dân phố đạt chuẩn.", False),
    ("Đến ngày 30/6/2023, các tổ dân phố đã họp xong.", False),
    ("Lập dự toán ngân sách năm 2024.", False),
    ("Tổng hợp số liệu tháng 6/2023.", False),
    ("Phát triển doanh nghiệp, tầm nhìn đến năm 2050.", False),
    ("Xây dựng nông thôn mới giai đoạn 2021-2025.", False),
    ("Hoạt động kỷ niệm ngày 27/7.", False),
    ("Bảo đảm sự phối hợp chặt chẽ, thường xuyên, hiệu quả.", False),
    ("Sử dụng kinh phí chi thường xuyên của phường.", False),
    ("Cử người có ít nhất 03 năm kinh nghiệm.", False),
    ("Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký.", False),
    ("Thời kỳ kiểm tra từ 01/01/2021 đến 31/12/2022.", False),
    ("a) Thời gian chốt số liệu báo cáo: Từ ngày 15 tháng 12 năm trước đến ngày 14 tháng 6.", False),
    ("Thời gian chốt số liệu báo cáo tính từ ngày 15/12/2022 đến ngày 14/6/2023.", False),
    ("Ngày 15/5/2023, Ủy ban nhân dân quận đã ban hành hướng dẫn.", False),
    ("Rà soát Quy hoạch giao thông đến năm 2030.", False),
    ("Phát triển đô thị đến năm 2030, tầm nhìn đến năm 2050.", False),
    ("(Kèm theo Quyết định số     /QĐ-UBND ngày     tháng 3 năm 2023)", False),
    ("Điều hành công việc hằng ngày của Quỹ.", False),
    ("Nhiệm kỳ của Ban không quá 05 năm.", False),
    ("Xe chạy 7 ngày/tuần.", False),
    ("Chào mừng kỷ niệm 94 năm Ngày thành lập Đảng (03/02/1930 - 03/02/2024).", False),
    ("Trong năm 2022, Ủy ban nhân dân phường đã tổ chức 12 hội nghị.", False),
    ("Thực hiện Chương trình công tác trọng tâm tháng 6 năm 2023 của Quận ủy.", False),
    ("Rút ngắn thời gian giải quyết từ 05 ngày xuống còn 03 ngày làm việc.", False),
    ("Giải quyết hồ sơ đúng thời hạn theo quy định.", False),
    ("Thời gian lấy số liệu: từ ngày 15/12/2022 đến ngày 14/6/2023.", False),
    ("(Ban hành kèm theo Quyết định nêu trên\nngày 24/01/2024 của Bộ trưởng)", False),
    ("Sơ kết 3 năm thực hiện Luật.", False),
    ("Từ năm 2015 đến nay, phường có 9 tổ dân phố.", False),
    ("Hoàn thành các nhiệm vụ quan trọng năm 2023.", False),
    ("Tuyên truyền ngay sau khi Luật có hiệu lực.", False),
    ("Họp định kỳ theo quy chế.", False),
    ("Phấn đấu thời gian cấp phép còn tối đa 03 ngày.", False),
    ("Khám sức khỏe định kỳ cho người cao tuổi.", False),
    ("Sau khi nghiên cứu hồ sơ, Sở Y tế có ý kiến như sau:", False),
    ("Sau khi rà soát hồ sơ, Phòng Y tế lập danh sách.", True),
    ("Bệnh sởi ghi nhận từ tháng 9/2022 với 56 ca.", False),
    ("Từ tháng 9/2023, các trường dạy bơi.", True),
    ("Phấn đấu tốc độ tăng trưởng giai đoạn 2021 - 2025 đạt 9%.", True),
    ("Trực sẵn sàng 24/24 giờ.", True),
    ("Gửi báo cáo trước ngày 15/12/2023.", True),
    ("Lập danh mục văn bản hết hiệu lực, hoàn thành trước ngày 31/8/2023.", True),
    ("Công bố văn bản không còn hiệu lực thi hành, gửi Phòng Tư pháp trước ngày 31/8/2023.", True),
    ("Luật có hiệu lực thi hành, kể từ ngày 01/7/2023.", False),
    ("Thực hiện nhiệm vụ đã được giao trước ngày 15/12/2023.", True),
    ("Thường xuyên kiểm tra, đôn đốc.", True),
    ("Tổ chức kiểm tra thường xuyên, đột xuất.", True),
    ("Phấn đấu đến năm 2030 đạt 90%.", True),
    ("Phấn đấu năm 2023 có 95% gia đình văn hóa.", True),
    ("Tỷ lệ hộ dùng nước sạch đến năm 2030 đạt 100%.", True),
    ("Tăng bình quân 12% trong giai đoạn 2026-2030.", True),
    ("MỤC TIÊU GIAI ĐOẠN 2026-2030", True),
    ("Để bảo đảm từ ngày 01/7/2023, Luật được thi hành thống nhất.", True),
    ("Trong năm 2023, các việc đã giao phải hoàn thành.", True),
    ("Ngày 27/7, tổ chức thăm hỏi.", True),
)


def no_deadline(found: Found, folded: str, sentence: int, end: int) -> bool:
    """True if the words around say that this is no deadline; `sentence` is where its sentence begins, `end` its block's end."""
    left = folded[max(sentence, found.start - 90) : found.start]
    right = folded[found.end : min(end, found.end + (70 if found.family != "event" else 160))]
    if found.family == "duration" and _LESSENED_INSIDE.search(folded, found.start, found.end):
        return True
    return _JUDGES[found.family](found, left, right)


def is_habit(found: Found, folded: str, sentence: int) -> bool:
    """True for `xếp loại cuối năm`: the end of every year, where no year is written."""
    if found.moment is None or found.moment.kind != "part" or found.moment.has_year or found.opening != "none":
        return False
    words = folded[found.start : found.end]
    return words.endswith("năm") and _HABIT.search(folded[max(sentence, found.start - 90) : found.start]) is not None


def is_completion(found: Found, folded: str, sentence: int) -> bool:
    """True for `hoàn thành ngày 30/6`: a day that a completion names is a last day."""
    if found.moment is None or found.moment.kind != "day" or found.opening not in ("none", "in") or found.ranged:
        return False
    return (
        found.type == "within" and _COMPLETED.search(folded[max(sentence, found.start - 20) : found.start]) is not None
    )


def _dated(found: Found, left: str, right: str) -> bool:
    moment = found.moment
    if moment is None:
        return False
    if _FORCE.search(left) or _BIRTH.search(left) or _COUNTED.search(left):
        return True
    if found.type == "from" and _UNTIL_NOW.match(right):
        return True
    if (m := _DONE.search(left)) and not _DONE_BEFORE_TASK.search(m[0]):
        return True
    if found.opening in ("until", "before", "none", "in") and not found.ranged and (m := _DONE_AFTER.match(right)):
        return not _DONE_BEFORE_TASK.match(right, m.end() - len("đã"))
    if moment.kind == "day" and found.opening in ("none", "in") and _ANNIVERSARY.search(left):
        return True
    if found.opening not in ("before", "latest") and _EXAMINED.search(left):
        return True
    if found.opening == "until" and moment.kind in ("year", "period", "part"):
        if _OUTLOOK.search(left) or _OUTLOOK_AFTER.match(right):
            return True
        return _SCHEME.search(left) is not None and _TARGET.search(left) is None
    if found.opening == "none" and not found.ranged and found.type == "within":
        if moment.kind == "day" and _OF_SOMEBODY.match(right):
            return True
        return _bare(found, left, right) or (
            moment.kind in ("month", "quarter", "half") and _BOUND_AFTER.match(right) is not None
        )
    return False


def _bare(found: Found, left: str, right: str) -> bool:
    """Moments without any word before them, where names of objects hide."""
    moment = found.moment
    assert moment is not None
    if moment.kind == "day":
        if found.shape == "ngày" and _PLACE_LINE.match(left):
            return True
        if _NUMBERED.search(left) or (found.shape == "ngày" and _NAMED.search(left)):
            return True
        return not (moment.has_year or found.shape == "ngày")
    if moment.kind == "year":
        return bool(left.strip(' -–+•"“')) and _BEFORE_YEAR.search(left) is None
    if moment.kind == "period":
        if _TARGET.search(left) is not None and _REACHED.match(right) is not None:
            return False
        return bool(left.strip(" -–+•")) and _BEFORE_PERIOD.search(left) is None
    return _OBJECT.search(left) is not None or _BLANK_DAY.search(left) is not None


def _recurring(found: Found, left: str, right: str) -> bool:
    if found.recurrence == "P1D":
        return _DAILY.search(left) is not None
    return found.shape == "periodic" and found.recurrence is None and _MEETINGS.search(left) is not None


def _continuous(found: Found, left: str, right: str) -> bool:
    return found.shape == "thường xuyên" and bool(_STANDING.search(left) or _QUALITY.search(left))


def _duration(found: Found, left: str, right: str) -> bool:
    if _FORCE.search(left) or _PENALTY.search(left) or _DONE.search(left) or _LESSENED.search(left):
        return True
    if (found.duration or "").endswith("Y") and _TERM.search(left):
        return True
    return not found.working_days and _LENGTH.match(right) is not None


def _event(found: Found, left: str, right: str) -> bool:
    if not left.strip() and not found.before and _STUDIED.match((found.after or "").lower()) and _SAYS.search(right):
        return True
    return "hiệu lực" in (found.after or "") or (not found.before and _DONE.search(left) is not None)


def _never(found: Found, left: str, right: str) -> bool:
    return False


_JUDGES: dict[str, Callable[[Found, str, str], bool]] = {
    "dated": _dated,
    "recurring": _recurring,
    "continuous": _continuous,
    "duration": _duration,
    "event": _event,
    "external": _never,
    "none": _never,
}
