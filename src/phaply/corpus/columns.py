"""Names of columns under which public collections keep what we need (bảng tên cột)."""

from collections.abc import Mapping
from functools import cache

from phaply.language import bare

__all__ = ["COLUMNS", "FIELDS", "field_of"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "doc id", "document id", "item id", "ma van ban", "ma", "uid", "law id"),
    "number": (
        "number",
        "so ky hieu",
        "so hieu",
        "so",
        "so hieu van ban",
        "document number",
        "doc number",
        "law number",
    ),
    "kind": ("kind", "type", "loai", "loai van ban", "legal type", "document type", "doc type", "hinh thuc"),
    "title": ("title", "ten", "ten van ban", "trich yeu", "tieu de", "name", "document name", "subject"),
    "text": (
        "text",
        "content",
        "noi dung",
        "toan van",
        "full text",
        "body",
        "markdown",
        "content html",
        "html",
        "van ban",
    ),
    "status": ("status", "tinh trang", "trang thai", "tinh trang hieu luc", "trang thai hieu luc"),
    "effective": ("effective", "effective date", "ngay hieu luc", "ngay co hieu luc", "hieu luc tu"),
    "issued": ("issued", "issue date", "issued date", "issuance date", "ngay ban hanh", "date", "promulgation date"),
    "issuer": (
        "issuer",
        "issuing authority",
        "issuing agency",
        "co quan ban hanh",
        "noi ban hanh",
        "agency",
        "authority",
    ),
}
"""Field → names of its column as public collections have them (vbpl.vn, thuvienphapluat.vn and data sets made from them), without
marks, capitals and underscores; an earlier name stands before a later one."""

FIELDS = tuple(COLUMNS)


@cache
def _rank() -> dict[str, tuple[str, int]]:
    return {name: (field, i) for field, names in COLUMNS.items() for i, name in enumerate(names)}


def field_of(columns: tuple[str, ...], renamed: Mapping[str, str] | None = None) -> dict[str, str]:
    """Field → the column that holds it; `renamed` says it for a collection whose names are none of the usual."""
    found: dict[str, tuple[int, str]] = {}
    for column in columns:
        known = _rank().get(" ".join(bare(column.strip()).replace("_", " ").replace("-", " ").split()))
        if known is not None:
            field, rank = known
            if field not in found or rank < found[field][0]:
                found[field] = (rank, column)
    return {field: column for field, (_, column) in found.items()} | dict(renamed or {})
