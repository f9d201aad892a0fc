"""The words of the reports, in Vietnamese and English: one table, so that no view mixes languages."""

import re

from phaply.parse.kinds import kind_of_symbol, kinds
from phaply.rules.model import Basis, Finding

__all__ = [
    "about_absence",
    "act_name",
    "basis_text",
    "day_text",
    "pack_word",
    "path_text",
    "place_in_act",
    "sentence",
    "source_text",
    "word",
]

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Kết quả rà soát", "Review"),
    "error": ("Lỗi", "Error"),
    "warning": ("Cảnh báo", "Warning"),
    "note": ("Lưu ý", "Note"),
    "review": ("Cần xem lại", "To review"),
    "errors": ("lỗi", "errors"),
    "warnings": ("cảnh báo", "warnings"),
    "notes": ("lưu ý", "notes"),
    "reviews": ("cần xem lại", "to review"),
    "suppressed": ("đã bỏ qua", "suppressed"),
    "findings": ("Điều cần sửa, cần xem lại", "Findings"),
    "no_findings": (
        "Không phát hiện điều cần sửa trong phạm vi đã kiểm tra.",
        "Nothing found within what was checked.",
    ),
    "basis": ("Căn cứ", "Basis"),
    "practice": ("Thông lệ tốt, không phải quy định bắt buộc", "Good practice, not a legal requirement"),
    "upstream_basis": ("Văn bản cấp trên", "The plan above"),
    "upstream": ("Cấp trên ghi", "Upstream says"),
    "suggestion": ("Gợi ý", "Suggestion"),
    "coverage": ("Nhiệm vụ cấp trên giao", "What the plan above asks"),
    "covered": ("Đã có", "Covered"),
    "partly": ("Có một phần", "Partly"),
    "missing": ("Chưa có", "Missing"),
    "not-addressed": ("Không giao cấp này", "Not for this level"),
    "late": ("muộn hơn cấp trên", "later than upstream"),
    "wrong_owner": ("sai chủ thể", "wrong owner"),
    "by": ("Trong kế hoạch này", "In this plan"),
    "asked": ("Cấp trên yêu cầu", "Upstream asks"),
    "status": ("Trạng thái", "Status"),
    "why": ("Vì sao", "Why"),
    "plan": ("Văn bản", "The document"),
    "timeline": ("Dòng thời gian", "Time line"),
    "undated": ("Nhiệm vụ không có ngày cụ thể", "Tasks without a date"),
    "bases": ("Chuỗi căn cứ", "Chain of bases"),
    "not_checked": ("Chưa kiểm tra được", "Not checked"),
    "not_checked_count": (
        "{n} quy tắc chưa kiểm tra được; xem lý do trong báo cáo HTML hoặc JSON.",
        "{n} rules could not be checked; the HTML and JSON reports say why.",
    ),
    "rule": ("Quy tắc", "Rule"),
    "reason": ("Lý do", "Reason"),
    "as_of": ("Xét theo ngày", "As of"),
    "file": ("Tệp", "File"),
    "all": ("Tất cả", "All"),
    "show": ("Chỉ hiện", "Show"),
    "filter": ("Lọc", "Filter"),
    "level_filter": ("Mức độ", "Level"),
    "pack_filter": ("Nhóm quy tắc", "Rules about"),
    "evidence": ("Trong văn bản", "In the document"),
    "stands": ("Nên bổ sung tại", "Where it should stand"),
    "also": ("Liên quan", "Also"),
    "same_basis": ("Căn cứ như mục", "Basis: see no."),
    "clause": ("Nội dung quy định", "What the rule reads"),
    "more_reviews": ("Những chỗ cần người soạn xem lại", "Places for the author to look at again"),
    "more_places": ("và {n} chỗ khác", "and {n} more places"),
    "not_shown": ("Còn {n} nhiệm vụ khác không vẽ ở đây", "{n} more tasks are not drawn here"),
    "issued": ("Ngày ban hành", "Issued"),
    "late_task": ("Muộn hơn hạn cấp trên giao", "Later than the plan above asks"),
    "open_task": ("Bắt đầu từ ngày", "Starts on"),
    "from_day": ("từ", "from"),
    "this_kind": ("{kind} này", "This {kind}"),
    "due_task": ("Hạn cuối", "Due"),
    "legend_bases": ("Căn cứ pháp lý", "Legal basis"),
    "legend_implements": ("Văn bản cấp trên được thực hiện", "Implements"),
    "chain_help": (
        "Văn bản có giá trị pháp lý cao hơn đứng trên; mũi tên chỉ xuống văn bản này.",
        "The higher the document, the higher it stands; arrows lead down to this document.",
    ),
    "timeline_help": (
        "Thanh ngang là khoảng thời gian thực hiện, chấm tròn là hạn cuối, mũi tên là ngày bắt đầu khi không nêu hạn cuối.",
        "A bar is the time given, a dot the last day, an arrow a first day without a last one.",
    ),
    "skip": ("Đến phần kết quả", "Skip to the findings"),
    "sections": ("Các phần của báo cáo", "Parts of this report"),
    "failed_rule": ("Quy tắc này gặp lỗi khi chạy", "This rule broke while running"),
    "none_missing": ("Mọi nhiệm vụ giao cho cấp này đều đã có.", "Every duty for this level is covered."),
    "similar": ("Tương tự", "The same"),
    "places": ("chỗ", "places"),
    "to_text": ("Xem trong văn bản", "See in the text"),
    "this_plan": ("Văn bản này", "This document"),
    "out_of": ("trên", "of"),
    "addressed_obligations": ("nhiệm vụ giao cho cấp này", "duties for this level"),
    "not_addressed_count": ("nhiệm vụ giao cơ quan, cấp khác", "duties for others"),
    "place": ("Chỗ", "Place"),
    "made_by": (
        "Kết quả do máy đọc và đối chiếu; người soạn thảo, người ký quyết định và chịu trách nhiệm về văn bản.",
        "phaply says what a machine can read; whoever signs answers for the document.",
    ),
    "upstream_note": ("Chưa đối chiếu nguyên văn", "Not verified word for word"),
}


def word(key: str, lang: str = "vi") -> str:
    """The report's own word for `key`."""
    return _WORDS[key][1 if lang == "en" else 0]


_PACKS: dict[str, tuple[str, str]] = {
    "ND30": ("Thể thức, trình bày", "Form"),
    "PLAN": ("Nội dung kế hoạch", "Content"),
    "UP": ("Đối chiếu cấp trên", "The plan above"),
    **dict.fromkeys(("LAW10", "LAW59", "LAW61"), ("Dân chủ ở cơ sở", "Grassroots democracy")),
}
"""Prefix of a rule's id → what such rules are about."""

_ABSENT = frozenset(
    [
        "ND30-BASIS-AUTHORITY",
        "ND30-CLOSING",
        "ND30-DATE",
        "ND30-ISSUER",
        "ND30-MOTTO",
        "ND30-NATION",
        "ND30-NUMBER",
        "ND30-PLACE",
        "ND30-RECIPIENTS",
        "ND30-RECIPIENTS-FILE",
        "ND30-SIGN",
        "ND30-SUBJECT",
        "PLAN-EXECUTION",
        "PLAN-PURPOSE",
        "PLAN-RECIPIENT-SUPERIOR",
        "PLAN-REPORT-NONE",
        "PLAN-RESOURCES",
        "UP-CITE-ABOVE",
        "UP-CITE-DIRECT",
        "UP-DUTY-MISSING",
        "UP-RECIPIENT",
    ]
)
"""Rules about something that is not there: their evidence is the place where it should stand."""


def about_absence(finding: Finding) -> bool:
    """Whether the finding's evidence is a place to add something, not words to change."""
    return finding.rule in _ABSENT


def pack_word(prefix: str, lang: str = "vi") -> str:
    """What rules with this prefix are about; a pack of one's own is called by its prefix."""
    return _PACKS[prefix][1 if lang == "en" else 0] if prefix in _PACKS else prefix


_TABLE_PATH = re.compile(r"\bbang(\d{1,4})(?:\.([0-9.]{1,12}))?(?!\w)")


_DASHES = re.compile(r"(?<=[\w)])(?:\.[-+•*]){1,6}(?![\w.-])")


def path_text(path: str, lang: str = "vi") -> str:
    """A path as people say it: `bang1.3` is row 3 of table 1, `II.2.-` a dashed line below II.2; others are printed labels and stay."""
    table, row = ("table", "row") if lang == "en" else ("bảng", "dòng")
    path = _DASHES.sub(" (item)" if lang == "en" else " (gạch đầu dòng)", path)
    return _TABLE_PATH.sub(lambda m: f"{table} {m[1]}" + (f", {row} {m[2].rstrip('.')}" if m[2] else ""), path)


_ISO_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")


def source_text(source: str) -> str:
    """The name of a file or document, with its day as Vietnamese documents print it."""
    return _ISO_DAY.sub(lambda m: day_text(m[0]), source)


def sentence(text: str, lang: str = "vi") -> str:
    """A message as it is printed: paths in words, days as Vietnamese documents print them, a capital letter first."""
    said = source_text(path_text(text, lang))
    return said[:1].upper() + said[1:]


def day_text(iso: str | None) -> str:
    """`2024-06-01` → `01/6/2024`, as Vietnamese documents print days in short; anything else as it is."""
    m = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", iso or "")
    if not m:
        return iso or ""
    month = m[2] if int(m[2]) < 3 else str(int(m[2]))
    return f"{m[3]}/{month}/{m[1]}"


_NUMBERED = re.compile(r"([IVX]{1,5})(?:\.(\d{1,3}))?(?:\.([a-zđ]))?")


def place_in_act(at: str, lang: str = "vi") -> str:
    """A pinpoint in words: `Phụ lục I, Phần I, II.6.a` → `Phụ lục I, Phần I, Mục II, khoản 6, điểm a`."""
    names = ("Section", "clause", "point") if lang == "en" else ("Mục", "khoản", "điểm")
    parts: list[str] = []
    for group in at.split(";"):
        said: list[str] = []
        above: tuple[str | None, ...] = ()
        for part in (p.strip() for p in group.split(",")):
            m = _NUMBERED.fullmatch(part)
            if m is None:
                said.append(part)
                continue
            levels = m.groups()
            # "II.9.b, II.9.c" shares its Mục and khoản; they are said once.
            shared = next((i for i, pair in enumerate(zip(levels, above, strict=False)) if pair[0] != pair[1]), 0)
            said += [f"{n} {v}" for n, v in zip(names[shared:], levels[shared:], strict=True) if v]
            above = levels
        parts.append(", ".join(said))
    place = "; ".join(parts)
    if lang == "en":
        for vi, en in (
            ("Phụ lục", "Annex"),
            ("Phần", "Part"),
            ("Mục", "Section"),
            ("Mẫu", "Form"),
            ("Điều", "Article"),
            ("khoản", "clause"),
            ("điểm", "point"),
        ):
            place = place.replace(vi + " ", en + " ")
    return place


def act_name(act: str, lang: str = "vi") -> str:
    """An act by kind and number: `30/2020/NĐ-CP` → `Nghị định số 30/2020/NĐ-CP`; a number that names no kind stays alone."""
    symbol = act.rpartition("/")[2]
    kind = kind_of_symbol(symbol)
    if kind is None and re.fullmatch(r"QH\d{1,2}", symbol):
        kind = next((k for k in kinds() if k.abbreviation == "L"), None)
    if kind is None:
        return act
    if lang == "en":
        return f"{kind.english.capitalize() or kind.abbreviation} No. {act}"
    return f"{kind.name.capitalize()} số {act}"


def basis_text(finding: Finding, lang: str = "vi") -> str:
    """Why the rule holds, as one phrase; a rule of good practice says so."""
    basis: Basis | None = finding.basis
    if basis is None or basis.kind == "practice":
        return word("practice", lang)
    where = ", ".join(
        part for part in (basis.act and act_name(basis.act, lang), basis.at and place_in_act(basis.at, lang)) if part
    )
    if basis.kind == "upstream":
        return f"{word('upstream_basis', lang)}: {where}" if where else word("upstream_basis", lang)
    return where
