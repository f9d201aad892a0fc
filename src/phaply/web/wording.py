"""The words of the page, in Vietnamese and English."""

__all__ = ["PACKS", "word"]

PACKS: dict[str, tuple[str, str, str, str]] = {
    "nd30": (
        "Thể thức và kỹ thuật trình bày",
        "theo Nghị định số 30/2020/NĐ-CP",
        "Form and presentation",
        "Decree 30/2020/NĐ-CP",
    ),
    "plan": ("Nội dung kế hoạch", "thông lệ soạn thảo", "Content of the plan", "good practice"),
    "upstream": (
        "Đối chiếu với văn bản cấp trên",
        "nhiệm vụ, thời hạn, căn cứ",
        "Against the plans above",
        "duties, deadlines, bases",
    ),
    "law-10-2022": (
        "Thực hiện dân chủ ở cơ sở",
        "Luật số 10/2022/QH15; chỉ kế hoạch cấp xã về việc này",
        "Grassroots democracy",
        "Law 10/2022/QH15; commune plans on it only",
    ),
}
"""The packs that a page shows before its processes have read the rules: name and what it rests on, Vietnamese and English."""

_WORDS: dict[str, tuple[str, str]] = {
    "page": ("Rà soát kế hoạch", "Review a plan"),
    "intro": (
        "Đưa dự thảo kế hoạch vào đây để kiểm tra thể thức, nội dung và đối chiếu với văn bản cấp trên. "
        "Mỗi nhận xét đều dẫn đúng câu chữ và căn cứ.",
        "Give a draft plan to have its form and content checked and compared with the plans above it. "
        "Every remark quotes the words and the basis it rests on.",
    ),
    "private": (
        "Văn bản chỉ nằm trong bộ nhớ của máy này và được xóa sau {n} phút không xem; không gửi đi đâu, không lưu vào đĩa.",
        "Documents stay in this machine's memory and are deleted {n} minutes after their last look; nothing is sent away or saved.",
    ),
    "drafts": ("Dự thảo cần kiểm tra", "Drafts to check"),
    "drafts_hint": ("Một hoặc nhiều tệp Word, PDF, văn bản thường", "One or more Word, PDF or text files"),
    "above": ("Văn bản cấp trên", "The plans above"),
    "above_hint": (
        "Kế hoạch, quyết định mà dự thảo phải thực hiện (không bắt buộc)",
        "Plans and decisions that the draft must carry out (optional)",
    ),
    "pick": ("Chọn tệp", "Choose files"),
    "drop": ("hoặc kéo thả vào khung này", "or drop them into this box"),
    "how": ("Cách kiểm tra", "How to check"),
    "packs": ("Nhóm quy tắc", "Rules"),
    "each_rule": ("Bật, tắt từng quy tắc", "Switch single rules on and off"),
    "loading_rules": (
        "Danh sách quy tắc đang được nạp; hãy tải lại trang sau vài giây.",
        "The list of rules is being loaded; reload the page in a few seconds.",
    ),
    "stage": ("Văn bản là", "The document is"),
    "draft": ("Dự thảo", "A draft"),
    "issued": ("Đã ban hành", "Issued"),
    "as_of": ("Xét theo ngày", "Judge by the day"),
    "as_of_hint": ("Dạng 01/6/2024; để trống thì lấy ngày của văn bản", "As 01/6/2024; empty: the document's own day"),
    "check": ("Kiểm tra", "Check"),
    "again": ("Kiểm tra lại", "Check again"),
    "change": ("Đổi cách kiểm tra", "Check in another way"),
    "examples": ("Thử với văn bản mẫu", "Try an example"),
    "sample_faulty": ("Dự thảo có sai sót", "A draft with faults"),
    "sample_faulty_hint": (
        "Phường Tân Lễ, đối chiếu với kế hoạch của quận Lâm Thủy",
        "Tân Lễ ward, against the plan of Lâm Thủy district",
    ),
    "sample_clean": ("Kế hoạch đã hoàn chỉnh", "A finished plan"),
    "sample_clean_hint": ("Phường Hòa An, cùng kế hoạch cấp trên", "Hòa An ward, against the same plan"),
    "sample_table": ("Kế hoạch dạng bảng", "A plan with a table of tasks"),
    "sample_table_hint": ("Phường Đông Khánh, nhiệm vụ trong bảng", "Đông Khánh ward, its tasks in a table"),
    "fictional": ("Các đơn vị trong văn bản mẫu đều không có thật.", "The units in the examples are fictional."),
    "working": ("Đang kiểm tra", "Checking"),
    "uploading": ("Đang gửi tệp…", "Sending the files…"),
    "waiting": ("Đang chờ đến lượt", "Waiting"),
    "reading": ("Đang đọc văn bản", "Reading the document"),
    "checking": ("Đang kiểm tra, đối chiếu", "Checking and comparing"),
    "writing": ("Đang lập báo cáo", "Writing the report"),
    "done": ("Đã xong", "Done"),
    "failed": ("Không kiểm tra được", "Could not be checked"),
    "refresh": ("Trang tự tải lại cho đến khi xong.", "This page reloads itself until all is done."),
    "results": ("Kết quả", "Results"),
    "file": ("Tệp", "File"),
    "state": ("Tình trạng", "State"),
    "home": ("Kiểm tra văn bản khác", "Check another document"),
    "list": ("Danh sách văn bản", "All documents"),
    "take": ("Tải về", "Download"),
    "docx": ("Word có nhận xét", "Word with comments"),
    "fixed": ("Word có đề xuất sửa", "Word with proposed changes"),
    "html": ("HTML", "HTML"),
    "xlsx": ("Excel", "Excel"),
    "json": ("JSON", "JSON"),
    "other_language": ("English", "Tiếng Việt"),
    "error": ("Chưa kiểm tra được", "Not checked"),
    "no_draft": ("Hãy chọn ít nhất một dự thảo.", "Choose at least one draft."),
    "no_pack": ("Hãy chọn ít nhất một nhóm quy tắc.", "Choose at least one group of rules."),
    "gone": (
        "Kết quả này không còn: quá thời gian giữ hoặc địa chỉ không đúng. Hãy gửi lại văn bản.",
        "This result is gone: it has expired or the address is wrong. Send the document again.",
    ),
    "too_big": (
        "Các tệp gửi lên quá lớn: tối đa {mb} MB mỗi lần, {file_mb} MB mỗi tệp.",
        "The files are too large: at most {mb} MB at a time and {file_mb} MB a file.",
    ),
    "too_many": ("Chỉ gửi được tối đa {n} tệp mỗi lần.", "At most {n} files at a time."),
    "lost": (
        "Mất kết nối với chương trình. Hãy kiểm tra chương trình còn chạy rồi thử lại.",
        "The program cannot be reached. See that it is still running and try again.",
    ),
    "remove": ("Bỏ tệp", "Remove"),
    "all_on": ("Bật tất cả", "All on"),
    "skip": ("Đến nội dung chính", "Skip to the content"),
    "nothing": ("Không có điều cần sửa", "Nothing found"),
    "errors": ("lỗi", "errors"),
    "warnings": ("cảnh báo", "warnings"),
    "notes": ("lưu ý", "notes"),
    "reviews": ("cần xem lại", "to review"),
    "tools": ("Công cụ", "Tools"),
    "made_by": (
        "Kết quả do máy đọc và đối chiếu; người soạn thảo, người ký quyết định và chịu trách nhiệm về văn bản.",
        "phaply says what a machine can read; whoever signs answers for the document.",
    ),
}


def word(key: str, lang: str = "vi") -> str:
    """The page's own word for `key`."""
    return _WORDS[key][1 if lang == "en" else 0]
