"""The running line of the official gazette (dòng chạy của Công báo): `CÔNG BÁO/Số 15 + 16/Ngày 20-01-2023`, with the page's number beside it."""

import re

__all__ = ["RUNNING_EXAMPLES", "is_running_line"]

_LINE = re.compile(
    r"(?:\d{1,4} +)?C[ÔỘỒ]NG B[ÁA]O(?: [^\W\d_]{1,12}){0,6} ?/ ?(?:[^\W\d_][^/\n\d]{1,40}/ ?)?S[ốỐóÓôÔ] ?:? ?\d.{0,60}"
)
_LONGEST = 160


def is_running_line(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a line, trimmed, is the gazette's running line and nothing else."""
    stop = len(text) if end is None else end
    return stop - start <= _LONGEST and _LINE.fullmatch(text, start, stop) is not None


RUNNING_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("CÔNG BÁO/Số 15 + 16/Ngày 20-01-2023", True),
    ("CÔNG BÁO/Số 15 + 16/Ngày 20-01-2023 3", True),
    ("CÔNG BÁO/Số 15 + 16/Ngày 20-01-2023                                3", True),
    ("14 CÔNG BÁO/Số 881/Ngày 04-11-2023", True),
    ("2            CÔNG BÁO / Số 01 / Ngày 15-01-2024", True),
    ("CÔNG BÁO TỈNH TRƯỜNG MINH/Số 05/Ngày 10-02-2023", True),
    ("CÔNG BÁO/TRƯỜNG MINH/SỐ 05/NGÀY 10-02-2023", True),
    ("CỒNG BÁO/Số 15/Ngày 20-01-2023", True),
    ("CÔNG BÁO TỈNH TRƯỜNG MINH", False),
    ("Đăng CÔNG BÁO/Số 15", False),
    ("- CÔNG BÁO tỉnh;", False),
    ("CÔNG BÁO/Văn phòng UBND tỉnh", False),
    ("Hòa An, ngày 20 tháng 01 năm 2023", False),
)
