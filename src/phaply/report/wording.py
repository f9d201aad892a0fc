"""The words of the reports, in Vietnamese and English: one table, so that no view mixes languages."""

from phaply.rules.model import Basis, Finding

__all__ = ["basis_text", "word"]

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
    "findings": ("Điều cần sửa, cần xem", "Findings"),
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
    "undated": ("Không có mốc ngày", "Without a date"),
    "bases": ("Chuỗi căn cứ", "Chain of bases"),
    "not_checked": ("Chưa kiểm tra được", "Not checked"),
    "rule": ("Quy tắc", "Rule"),
    "reason": ("Lý do", "Reason"),
    "as_of": ("Xét theo ngày", "As of"),
    "file": ("Tệp", "File"),
    "all": ("Tất cả", "All"),
    "show": ("Hiện", "Show"),
    "to_text": ("Xem trong văn bản", "See in the text"),
    "this_plan": ("Văn bản này", "This document"),
    "out_of": ("trên", "of"),
    "addressed_obligations": ("nhiệm vụ giao cho cấp này", "duties for this level"),
    "not_addressed_count": ("nhiệm vụ giao cơ quan, cấp khác", "duties for others"),
    "place": ("Chỗ", "Place"),
    "made_by": (
        "phaply chỉ nêu điều máy đọc được; người ký chịu trách nhiệm về văn bản.",
        "phaply says what a machine can read; whoever signs answers for the document.",
    ),
    "upstream_note": ("Chưa đối chiếu nguyên văn", "Not verified word for word"),
}


def word(key: str, lang: str = "vi") -> str:
    """The report's own word for `key`."""
    return _WORDS[key][1 if lang == "en" else 0]


def basis_text(finding: Finding, lang: str = "vi") -> str:
    """Why the rule holds, as one phrase; a rule of good practice says so."""
    basis: Basis | None = finding.basis
    if basis is None or basis.kind == "practice":
        return word("practice", lang)
    where = ", ".join(part for part in (basis.at, basis.act) if part)
    if basis.kind == "upstream":
        return f"{word('upstream_basis', lang)}: {where}" if where else word("upstream_basis", lang)
    return where
