"""The plan as its own answer: `UBND các phường ban hành kế hoạch …, gửi về Phòng Nội vụ trước ngày …`."""

import re

from phaply.align.concepts import Bag, bag_of
from phaply.align.receivers import Receiver, flat, receivers_in
from phaply.language import fold
from phaply.parse.model import Deadline, Plan

__all__ = ["asks_for_a_plan", "issued_late", "title_of", "title_span", "unsent"]

_ISSUE = re.compile(
    r"(?<!\w)(?:ban hành|xây dựng|lập|cụ thể hóa|xây dựng và ban hành|xây dựng, ban hành)(?: và ban hành|, ban hành)? "
    r"(?:\d{2} |các |bằng )?(?:kế hoạch|chương trình hành động|văn bản (?:chỉ đạo|triển khai|tổ chức thực hiện))(?!\w)"
)
_CLAUSE_END = re.compile(
    r"[,;.]| (?:gửi|báo cáo|trước ngày|xong|hoàn thành|chậm nhất|trong tháng|trong quý|để|bảo đảm|phù hợp|căn cứ|và (?:gửi|tổ chức|báo cáo))(?!\w)"
)
_NEUTRAL = re.compile(
    r"(?<!\w)(?:triển khai|thực hiện|thi hành|tổ chức|cụ thể|chi tiết|hành động|của|này|trên|tại|địa bàn|địa phương|cơ quan|đơn vị|"
    r"cấp|mình|năm|giai đoạn|các|nhiệm vụ|nội dung|kế hoạch|luật|nghị định|nghị quyết|quyết định|chỉ thị|chương trình|đề án|phường|xã|"
    r"thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh|ubnd|ủy ban nhân dân|ban hành|cấp mình|ngành|hằng năm|hàng năm|số)(?!\w)|\d[\d/]*"
)

_ABOVE = {
    "commune": "quận|huyện|thị xã|thành phố|tỉnh",
    "district": "tỉnh|thành phố",
    "province": "bộ|chính phủ|trung ương",
}
"""What the units above a level are called; a line of Nơi nhận with one of them reaches the level above."""


def asks_for_a_plan(words: str, theme: Bag) -> bool:
    """Whether an obligation asks for the very plan that is checked: a plan to carry out the theme, not one for a single task of it.

    `kế hoạch triển khai thi hành Luật tại phường` does, `kế hoạch công khai thông tin` does not (unless that is the theme).
    """
    folded = " ".join(fold(words).split())
    m = _ISSUE.search(folded)
    if m is None or m.start() > 60:
        return False
    stop = _CLAUSE_END.search(folded, m.end())
    rest = _NEUTRAL.sub(" ", folded[m.end() : stop.start() if stop else len(folded)])
    tokens = bag_of(rest).tokens
    telling = {t: w for t, w in tokens.items() if w >= 0.3}
    if not telling:
        return True
    known = sum(w for t, w in telling.items() if t in theme.tokens)
    return known >= 0.6 * sum(telling.values())


def title_of(plan: Plan) -> str:
    """Kind and subject as printed (KẾ HOẠCH Triển khai …)."""
    spans = plan.header.spans
    parts = [plan.text[spans[k][0] : spans[k][1]] for k in ("kind", "subject") if k in spans]
    return " ".join(" ".join(parts).split()) or (plan.header.subject or plan.document.name)


def title_span(plan: Plan) -> tuple[int, int]:
    """Where kind and subject stand."""
    spans = [plan.header.spans[k] for k in ("kind", "subject") if k in plan.header.spans]
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (0, 0)


def issued_late(plan: Plan, asked: Deadline | None) -> bool:
    """Whether the plan was surely issued after the last day: by its earliest possible date."""
    date = plan.header.date
    if not date or date.startswith("XX") or asked is None or asked.latest is None or asked.latest.startswith("--"):
        return False
    earliest = "-".join(part.replace("XX", "01") for part in date.split("-"))
    return earliest > asked.latest


def unsent(plan: Plan, words: str) -> Receiver | None:
    """The body that the plan was to be sent to and that no line of Nơi nhận reaches; None if it is told, or if none was read."""
    wanted = receivers_in(words)
    lines = plan.header.recipients
    if not wanted or not lines:
        return None
    body, told = wanted[0], flat(" ; ".join(lines))
    if body.core and not body.committee and re.search(rf"(?<!\w){re.escape(body.core)}(?!\w)", told):
        return None
    if "như trên" in told or "như kính gửi" in told:
        return None
    above = _ABOVE.get(plan.header.level or "")
    if above and re.search(rf"(?<!\w)(?:ubnd|văn phòng|sở|phòng)[^;]{{0,40}}?(?<!\w)(?:{above})(?!\w)", told):
        return None
    return body
