"""The folder in which the commands of a page run: the shipped samples, and stand-ins for the reader's own files."""

import contextlib
import gzip
import io
import json
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from page_blocks import ROOT

from phaply.language.encodings import encode_tcvn3

DRAFT, ABOVE = "du-thao-phuong-tan-le.docx", "ke-hoach-quan-lam-thuy.txt"
DRAFT_NAMES = ["du-thao.docx", "draft.docx", "ke-hoach.docx", "ke-hoach-phuong.docx"]
"""Names under which the guides speak of the reader's own draft."""
ABOVE_NAMES = ["ke-hoach-quan.docx", "ke-hoach-thanh-pho.docx", "upstream.docx", "plan-above.docx"]
"""… and of the plan above it."""
FOLDERS = ["THU_MUC", "FOLDER", "plans", "phuong"]
"""… and of a folder with plans of wards."""
NEW = """ỦY BAN NHÂN DÂN
PHƯỜNG YÊN BÌNH

Số: 45/KH-UBND

Yên Bình, ngày 09 tháng 5 năm 2024

KẾ HOẠCH
Triển khai thi hành Luật Căn cước trên địa bàn phường Yên Bình

Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;
Căn cứ Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn ngày 20 tháng 4 năm 2007;
Thực hiện Kế hoạch số 87/KH-UBND ngày 12 tháng 4 năm 2024 của Ủy ban nhân dân quận Lâm Thủy về triển khai thi hành Luật Căn cước trên địa bàn quận Lâm Thủy.

I. NHIỆM VỤ

1. Niêm yết danh sách tại trụ sở Ủy ban nhân dân phường
- Chủ trì: Công chức Văn phòng - thống kê.
- Thời gian: Trước ngày 30/6/2024.
"""
ROWS = [
    {
        "id": "1",
        "so_ky_hieu": "30/2020/NĐ-CP",
        "title": "Về công tác văn thư",
        "text": "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\nNghị định này bãi bỏ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004.",
    },
    {
        "id": "2",
        "so_ky_hieu": "110/2004/NĐ-CP",
        "title": "Về công tác văn thư",
        "text": "Nghị định về công tác văn thư.",
    },
]

OLD = """ủy ban nhân dân
phường Hòa An

Số: 05/KH-UBND

Hòa An, ngày 12 tháng 3 năm 2001

Kế hoạch
Kiểm tra công tác văn thư, lưu trữ năm 2001

Căn cứ Pháp lệnh Lưu trữ quốc gia ngày 04 tháng 4 năm 2001;

1. Kiểm tra kho lưu trữ trước ngày 30/6/2001.
"""
"""Typed before Unicode; a text file in TCVN3 has no capitals with marks."""


def fill(base: Path) -> Path:
    """Put the shipped samples and the stand-ins into a folder."""
    samples = ROOT / "corpora" / "samples"
    for sample in (*samples.glob("*.txt"), *samples.glob("*.docx")):
        shutil.copy(sample, base)
    above = docx.Document()
    for line in (samples / ABOVE).read_text(encoding="utf-8").splitlines():
        if line.strip():
            above.add_paragraph(line)
    for name in DRAFT_NAMES:
        shutil.copy(samples / DRAFT, base / name)
    for name in ABOVE_NAMES:
        above.save(str(base / name))
    for name in FOLDERS:
        (base / name).mkdir()
        for file in (*samples.glob("ke-hoach-phuong-*.txt"), samples / DRAFT):
            shutil.copy(file, base / name)
    (base / "plans" / "kh-45.txt").write_text(NEW, encoding="utf-8")
    for name in ("new", "van-ban-cap-tren"):
        (base / name).mkdir()
        shutil.copy(samples / ABOVE, base / name)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()
    with gzip.open(base / "laws.jsonl.gz", "wb") as packed:
        packed.write(lines)
    with zipfile.ZipFile(base / "old.zip", "w") as bundle:
        bundle.write(samples / ABOVE, ABOVE)
    (base / "danh-muc.tsv").write_text(
        "kind\tnumber\ttitle\tissuer\tissued\teffective\n"
        "QĐ\t12/2024/QĐ-UBND\tQuy định về công tác lưu trữ\tỦy ban nhân dân thành phố Hải Minh\t2024-03-01\t2024-03-15\n",
        encoding="utf-8",
    )
    (base / "van-ban-cu.txt").write_bytes(encode_tcvn3(OLD))
    _scan(base / "ban-quet.pdf")
    with contextlib.suppress(ImportError):
        import duckdb

        (base / "rows.jsonl").write_bytes(lines)
        duckdb.sql(f"SELECT * FROM read_json('{base / 'rows.jsonl'}')").write_parquet(str(base / "decrees.parquet"))
        (base / "rows.jsonl").unlink()
    return base


def _scan(path: Path) -> None:
    """A PDF that is a picture of a few words."""
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    from matplotlib.figure import Figure
    from PIL import Image

    figure = Figure(figsize=(6, 3), dpi=150)
    figure.text(0.1, 0.5, "KẾ HOẠCH\nCông tác văn thư, lưu trữ năm 2024", fontsize=16)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    Image.open(picture).convert("RGB").save(path)
