"""Receivers (nơi nhận báo cáo): the bodies that a task has something sent to."""

import re
from functools import lru_cache

from msgspec import Struct

from phaply.language import Span, fold
from phaply.language.remembering import remembered
from phaply.parse.bodies import scan
from phaply.parse.verbs import begins_with_verb

__all__ = ["Receiver", "begins_sending", "bodies_in", "flat", "receiver_spans", "receivers_in", "sends_to"]

_SEND = re.compile(r"(?<!\w)(?:gửi|thông báo|chuyển|nộp|báo cáo|cung cấp|đăng ký)(?!\w)(?! đổi)")
_DIRECTLY = ("gửi", "báo cáo")
"""What these verbs name next may be who gets it; the others need a word like `cho`, `về` before it (nộp hồ sơ trực tuyến goes to nobody)."""
_TOWARDS = re.compile(r"(?<!\w)(?:cho|về|đến|tới|với|lên|gửi|tại)(?: các| đồng chí| lãnh đạo)? $")
_BEGINS_SENDING = re.compile(r"(?:tổng hợp,? )?(?:báo cáo|gửi|nộp|thông báo)(?!\w)")
_THROUGH = re.compile(r"\((?:qua|thông qua|gửi qua)[^()]{0,90}\)|(?<!\w)(?:qua|thông qua) (?=sở|phòng|văn phòng|ban )")
_SAME_LEVEL = re.compile(r".{0,9}?(?:cùng|các) cấp(?!\w)")
_SENTENCE_END = re.compile(r"[;.](?=\s|$)")
_THEIR_PART = re.compile(r"[^,;.\n]{1,60}")
_AIM = re.compile(r" (?:để )?(?=\w)")
"""What the receiver does with it (… tổng hợp, … lập bản đồ) is no part of the duty."""
_FAR = 120
"""Between the verb and the receiver stands what is sent, no more than this many code points."""
_UNIT_WORD = re.compile(r"(?<!\w)(?:thành phố|thị xã|thị trấn|đặc khu|phường|quận|huyện|tỉnh|xã)(?!\w)")
_COPIES = re.compile(r" \d{1,2} (?:bản|bộ|tờ|cuốn)$")
_BARE = frozenset(("sở", "phòng", "ban", "bộ", "cục", "chi cục", "trung tâm", "thường trực"))
"""What an office calls itself in its own plan (gửi Sở 01 bản)."""
_COMMITTEES = frozenset(("ubnd", "chủ tịch ubnd", "lãnh đạo ubnd", "các", ""))


_GAPS = re.compile(r"[\s–—−-]+")


class Receiver(Struct, frozen=True):
    """A body that something is sent to (nơi nhận báo cáo)."""

    name: str
    core: str
    """Its name without the unit, folded: `phòng nội vụ`."""
    unit: str | None
    """What its unit is: `quận`; None where it is not printed."""

    @property
    def committee(self) -> bool:
        """Whether it is a People's Committee, which the name of its unit stands for."""
        return self.core in _COMMITTEES


def _receiver(printed: str) -> Receiver:
    name = _COPIES.sub("", " ".join(printed.split()))
    folded = flat(name)
    m = _UNIT_WORD.search(folded)
    return Receiver(name, (folded[: m.start()] if m else folded).strip(), m[0] if m else None)


@remembered(1000, 4096)
def begins_sending(words: str) -> bool:
    """Whether a text begins with sending something (gửi danh sách về …, báo cáo …)."""
    return _BEGINS_SENDING.match(fold(words).lstrip(" ,;")) is not None


def flat(text: str) -> str:
    """Folded, every gap and dash one space, the committee and the council by their short names: for comparing names."""
    words = _GAPS.sub(" ", fold(text)).strip()
    return words.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")


@lru_cache(maxsize=4096)
def receiver_spans(text: str) -> tuple[Span, ...]:
    """Where the bodies stand that a text says something is sent to; `(qua …)` is how, not to whom."""
    folded = _THROUGH.sub(lambda m: "|" * len(m[0]), fold(text))
    bodies = [(b.start, b.end) for b in scan(text, folded) if not _SAME_LEVEL.match(folded, b.end - 8)]
    found: list[Span] = []
    for m in _SEND.finditer(folded):
        stop = _SENTENCE_END.search(folded, m.end())
        limit = min(stop.start() if stop else len(folded), m.end() + _FAR)
        body = next(((a, b) for a, b in bodies if m.end() <= a < limit), None)
        if body is not None and m[0] not in _DIRECTLY and not _TOWARDS.search(folded, m.end(), body[0]):
            continue
        if body is not None and body[0] not in [a for a, _ in found] and _SEND.search(folded, m.end(), body[0]) is None:
            found.append((body[0], _end_of_their_part(folded, body[1])))
    return tuple(found)


def _end_of_their_part(folded: str, at: int) -> int:
    aim = _AIM.match(folded, at)
    if aim is None or not (begins_with_verb(folded, aim.end(), len(folded)) or folded.startswith("biết", aim.end())):
        return at
    part = _THEIR_PART.match(folded, aim.end())
    return part.end() if part else at


@lru_cache(maxsize=4096)
def receivers_in(text: str) -> tuple[Receiver, ...]:
    """The bodies that a text says something is sent to, in order."""
    starts = {a for a, _ in receiver_spans(text)}
    found = [_receiver(text[b.start : b.end]) for b in scan(text, fold(text)) if b.start in starts]
    return tuple({(r.core, r.unit): r for r in reversed(found)}.values())[::-1]


@remembered(1000, 4096)
def bodies_in(text: str) -> tuple[Receiver, ...]:
    """All bodies that a text names."""
    return tuple(_receiver(text[b.start : b.end]) for b in scan(text, fold(text)))


@remembered(1000, 4096)
def sends_to(given: str, body: Receiver, own_units: tuple[str, ...]) -> bool:
    """Whether a text has something go to that body, or to another of the levels above (the office for its committee)."""
    folded = flat(given)
    if body.core and not body.committee and re.search(rf"(?<!\w){re.escape(body.core)}(?!\w)", folded):
        return True
    if body.core in _BARE and any(b.core.startswith(f"{body.core} ") for b in bodies_in(given)):
        return True
    if any(b.unit is not None and b.unit not in own_units for b in bodies_in(given)):
        return True
    return re.search(r"(?<!\w)(?:cấp trên|cơ quan cấp trên|cấp có thẩm quyền)(?!\w)", folded) is not None
