"""Titles of columns, as plans name them: what tells a heading's cell from a row's."""

import re

__all__ = ["TITLE"]

TITLE = re.compile(
    r"(?<![^\s|])(?:(?P<label>STT|TT|Số TT)\b"
    r"|(?P<time>Thời gian|Thời hạn|Thời điểm|Tiến độ|Hạn hoàn thành|Bắt đầu|Hoàn thành|Ngày hoàn thành)\b"
    r"|(?P<content>Nội dung|Công việc|Nhiệm vụ|Tên nhiệm vụ|Tên công việc|Hoạt động|Hạng mục|Các bước)\b"
    r"|(?P<other>Chủ trì|Cơ quan|Đơn vị|Người|Bộ phận|Phối hợp|Sản phẩm|Kết quả|Kinh phí|Địa điểm|Phân công|Trách nhiệm|Ghi chú)\b)"
)
"""One title, at the start of a line or after a space or bar; the groups say what kind of column it heads."""
