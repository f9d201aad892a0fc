"""What comments in a Word file say: a finding in a few short paragraphs, and the summary at the title."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from phaply.report.docx_anchors import Where
from phaply.report.wording import basis_text, word
from phaply.rules.model import Finding, Report

__all__ = ["Line", "Said", "cover", "finding_lines"]

Look = Literal["plain", "strong", "quiet"]


class Said(NamedTuple):
    """Some words in one look."""

    words: str
    look: Look = "plain"


Line = tuple[Said, ...]

_SHORT, _LONG, _MOST = 160, 400, 4
_STATUS = ("covered", "partly", "missing", "review")

_WORDS: dict[str, tuple[str, str]] = {
    "footnote": (
        "Chữ này nằm trong chú thích cuối trang; ghi chú đặt ở dấu chú thích.",
        "These words stand in the footnote; the comment is set at its mark.",
    ),
    "textbox": (
        "Chữ này nằm trong hộp chữ; ghi chú đặt ở chỗ gắn hộp chữ.",
        "These words stand in a text box; the comment is set where the box hangs.",
    ),
    "here": ("Tại", "At"),
    "see": ("Xem thêm", "See also"),
    "more": ("và {n} chỗ khác", "and {n} more"),
    "offered": (
        "Đã đề xuất sửa ngay trong văn bản (Track Changes), chấp nhận hoặc từ chối tùy người soạn.",
        "A repair is offered in the text (Track Changes); accept or reject it.",
    ),
    "judged": ("Xét theo ngày {day}", "Judged by {day}"),
    "undated": ("Văn bản chưa có ngày ban hành đầy đủ", "The document has no full date"),
    "draft": ("coi là dự thảo", "as a draft"),
    "issued": ("coi là văn bản đã ban hành", "as issued"),
    "above": ("Nhiệm vụ cấp trên giao cấp này", "Duties from the plan above"),
    "changes": (
        "Đã đề xuất {n} chỗ sửa bằng Track Changes; chưa có chữ nào bị sửa nếu chưa được chấp nhận.",
        "{n} repairs are offered as tracked changes; nothing is changed until you accept it.",
    ),
    "letters": (
        "Trong đó {n} chữ cái giống hình (như “Ð” thay cho “Đ”) được đề xuất thay.",
        "{n} of them replace letters that only look right (such as “Ð” for “Đ”).",
    ),
    "unplaced": ("Về cả văn bản", "On the whole document"),
    "signed": (
        "Tệp gốc có chữ ký số; bản có ghi chú này không còn mang chữ ký hợp lệ.",
        "The original carries a digital signature; this commented copy does not.",
    ),
    "made": (
        "Tệp Word này được dựng lại từ chữ của {name}; cách trình bày không phải của bản gốc.",
        "This Word file was made from the text of {name}; its layout is not the original's.",
    ),
}


def finding_lines(
    finding: Finding, lang: str, *, where: Where = "", offered: bool = False, anchored: bool = True
) -> list[Line]:
    """The paragraphs of one comment: level and message, the plan above, the suggestion, why the rule holds."""
    level = word(finding.level if finding.outcome == "fail" else "review", lang)
    lines: list[Line] = [(Said(f"{level}: ", "strong"), Said(finding.message))]
    if where:
        quote = _cut(finding.evidence[0].quote, _SHORT)
        lines.append((Said(f"{_say(where, lang)} {_say('here', lang)}: “{quote}”.", "quiet"),))
    others = finding.evidence[1:] if anchored else finding.evidence
    if others:
        places = "; ".join(_quoted(e.quote, e.place) for e in others[:_MOST])
        if len(others) > _MOST:
            places += f"; {_say('more', lang).format(n=len(others) - _MOST)}"
        lines.append((Said(f"{_say('see', lang)}: ", "strong"), Said(f"{places}.")))
    for above in finding.upstream[:_MOST]:
        source = ", ".join(p for p in (above.source, above.path) if p)
        lines.append((Said(f"{word('upstream', lang)}: ", "strong"), Said(_quoted(above.quote, source, _LONG))))
    if finding.suggestion:
        lines.append((Said(f"{word('suggestion', lang)}: ", "strong"), Said(finding.suggestion)))
    if offered:
        lines.append((Said(_say("offered", lang), "quiet"),))
    basis = basis_text(finding, lang)
    clause = _cut(finding.basis.text, _LONG) if finding.basis and finding.basis.text else ""
    if clause:
        basis += f": “{clause}”"
    lines.append((Said(f"{word('basis', lang)}: ", "strong"), Said(basis)))
    lines.append((Said(finding.rule, "quiet"),))
    return lines


def cover(
    report: Report,
    lang: str,
    *,
    unplaced: Sequence[Finding] = (),
    changes: int = 0,
    letters: int = 0,
    signed: bool = False,
    made_of: str | None = None,
) -> list[Line]:
    """The paragraphs of the comment at the title: what was found, by which day, what was not checked."""
    s = report.summary
    counts = [
        f"{n} {word(key, lang)}"
        for n, key in ((s.error, "errors"), (s.warning, "warnings"), (s.note, "notes"), (s.review, "reviews"))
        if n
    ]
    if s.suppressed:
        counts.append(f"{s.suppressed} {word('suppressed', lang)}")
    found = ", ".join(counts) + "." if counts else word("no_findings", lang)
    lines: list[Line] = [(Said(f"{word('title', lang)}: ", "strong"), Said(found))]
    judged = _say("judged", lang).format(day=_day(report.as_of)) if report.as_of else _say("undated", lang)
    lines.append((Said(f"{judged}; {_say(report.stage, lang)}."),))
    if report.coverage:
        count = Counter(str(c.status) for c in report.coverage if c.addressed)
        statuses = [f"{n} {word(key, lang).lower()}" for key in _STATUS if (n := count[key])]
        if statuses:
            lines.append((Said(f"{_say('above', lang)}: {', '.join(statuses)}."),))
    for finding in unplaced:
        lines.append((Said(f"{_say('unplaced', lang)}: ", "strong"), Said(finding.message)))
    if changes:
        told = _say("changes", lang).format(n=changes)
        lines.append((Said(f"{told} {_say('letters', lang).format(n=letters)}" if letters else told),))
    if report.not_checked:
        reasons = Counter(n.reason for n in report.not_checked)
        shown = "; ".join(
            f"{reason.rstrip('.')} ({n})" if n > 1 else reason.rstrip(".") for reason, n in reasons.most_common(_MOST)
        )
        lines.append((Said(f"{word('not_checked', lang)}: ", "strong"), Said(f"{shown}.")))
    if made_of:
        lines.append((Said(_say("made", lang).format(name=made_of)),))
    if signed:
        lines.append((Said(_say("signed", lang)),))
    lines.append((Said(word("made_by", lang), "quiet"),))
    return lines


def _say(key: str, lang: str) -> str:
    return _WORDS[key][1 if lang == "en" else 0]


def _quoted(quote: str, source: str, most: int = _SHORT) -> str:
    words = _cut(quote, most)
    if not words:
        return source
    return f"“{words}” ({source})" if source else f"“{words}”"


def _cut(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"
