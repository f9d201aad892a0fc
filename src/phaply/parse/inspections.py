"""Plans of inspection (kế hoạch thanh tra, kiểm tra, giám sát): the column of a table that names who is looked into."""

import re

from phaply.language import bare

__all__ = ["INSPECTED_EXAMPLES", "names_inspected"]

_LOOK = r"(?:thanh tra|kiem tra|giam sat|kiem toan|khao sat|phuc tra|tham tra|kiem soat)"
_INSPECTED = re.compile(
    r"(?:(?:(?:don vi|co quan|co so|to chuc|dia phuong|doanh nghiep|ca nhan|noi|truong|xa|phuong)[ ,/]{1,2}(?:va )?){1,4}"
    rf"(?:duoc|chiu su)|doi tuong(?: duoc)?) {_LOOK}(?:[ ,/]{{1,3}}{_LOOK}){{0,2}}"
)
INSPECTED_EXAMPLES: tuple[tuple[str, bool], ...] = (
    ("Đơn vị được thanh tra", True),
    ("Cơ quan, đơn vị được kiểm tra", True),
    ("Đối tượng thanh tra, kiểm tra", True),
    ("Tổ chức/cá nhân được giám sát", True),
    ("Cơ sở được kiểm tra", True),
    ("Đơn vị chủ trì kiểm tra", False),
    ("Đơn vị kiểm tra", False),
    ("Đối tượng", False),
    ("Đoàn kiểm tra", False),
    ("Nội dung thanh tra", False),
)
"""Headings of columns, and whether they name those who are looked into."""


def names_inspected(title: str) -> bool:
    """Whether a column with this title names those who are looked into: Đơn vị được thanh tra, Đối tượng kiểm tra."""
    return len(title) < 80 and _INSPECTED.fullmatch(bare(title)) is not None
