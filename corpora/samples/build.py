"""Makes the Word sample: a faulty draft with automatic numbering, a header table and a signature table.

Run `python corpora/samples/build.py` after changing it; the file it writes is kept in the repository.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY

NUMBERING = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/><w:lvlJc w:val="left"/></w:lvl>
</w:abstractNum>"""

PARTS: list[tuple[str, str]] = [
    ("basis", "Căn cứ Luật Căn cước ngày 27 tháng 11 năm 2023;"),
    (
        "basis",
        "Thực hiện Kế hoạch số 87/KH-UBND ngày 12 tháng 4 năm 2024 của Ủy ban nhân dân quận Lâm Thủy về triển khai thi hành Luật Căn cước trên địa bàn quận Lâm Thủy;",
    ),
    (
        "text",
        "Ủy ban nhân dân (UBND) phường Tân Lễ ban hành Kế hoạch triển khai thi hành Luật Căn cước (sau đây gọi tắt là Luật) trên địa bàn phường như sau:",
    ),
    ("part", "MỤC ĐÍCH, YÊU CẦU"),
    ("item", "Mục đích"),
    ("text", "a) Xác định rõ trách nhiệm của Ủy ban nhân dân các phường trong việc triển khai thi hành Luật."),
    ("text", "b) Giúp người dân trên địa bàn phường Tân Lễ hiểu rõ quyền và nghĩa vụ về căn cước."),
    ("item", "Yêu cầu"),
    ("text", "Bảo đảm đúng tiến độ; phân công phân công rõ người, rõ việc, rõ thời hạn."),
    ("part", "NỘI DUNG"),
    ("item", "Tuyên truyền, phổ biến Luật"),
    ("text", "a) Tuyên truyền nội dung Luật trên đài truyền thanh phường, mỗi tuần 02 lượt phát."),
    ("text", "- Chủ trì: Công chức Văn hóa - xã hội."),
    ("text", "- Thời gian: Từ ngày 01/6/2024 đến hết ngày 15/8/2024."),
    ("text", "c) Đăng tải toàn văn Luật trên trang thông tin điện tử của phường."),
    ("text", "- Chủ trì: Công chức Văn hóa - xã hội."),
    ("text", "- Thời gian: Thường xuyên."),
    ("item", "Rà soát người dân thuộc diện cấp, đổi thẻ căn cước, lập danh sách gửi Công an quận."),
    ("text", "- Phối hợp: Tổ trưởng các tổ dân phố."),
    ("text", "- Thời gian: Trước ngày 30/6/2024."),
    ("text", "- Sản phẩm: Danh sách theo tổ dân phố."),
    ("item", "Bố trí địa điểm, trang thiết bị phục vụ cấp căn cước lưu động tại phường."),
    ("text", "- Chủ trì: Phòng Quản lý đô thị."),
    ("text", "- Phối hợp: Công an phường."),
    ("text", "- Thời gian: Theo yêu cầu của cơ quan có thẩm quyền."),
    ("part", "TỔ CHỨC THỰC HIỆN"),
    (
        "item",
        "Giao Công chức Văn phòng - thống kê theo dõi, đôn đốc việc thực hiện Kế hoạch; báo cáo UBND phường kết quả thực hiện.",
    ),
    ("item", "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường phối hợp tuyên truyền, giám sát việc thi hành Luật."),
    ("text", "Trên đây là Kế hoạch triển khai thi hành Luật Căn cước của UBND phường Tân Lễ./."),
]


def line(
    where: Document | _Cell,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    align: int | None = None,
) -> Paragraph:
    paragraph = where.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    paragraph.paragraph_format.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def two_columns(document: Document, left: list[dict[str, object]], right: list[dict[str, object]]) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width, lines in zip(table.rows[0].cells, (65, 95), (left, right), strict=True):
        cell.width = Mm(width)
        cell._element.remove(cell.paragraphs[0]._element)
        for entry in lines:
            line(cell, **entry)  # type: ignore[arg-type]


def numbered(paragraph: Paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))


def build() -> Document:
    document = docx.Document()
    document.core_properties.author = "Văn phòng - thống kê"
    document.core_properties.created = document.core_properties.modified = datetime.datetime(2024, 5, 6, 8, 0)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))

    middle = {"align": CENTER}
    two_columns(
        document,
        [
            {"text": "ỦY BAN NHÂN DÂN", "size": 13, "bold": True, **middle},
            {"text": "PHƯỜNG TÂN LỄ", "size": 13, "bold": True, **middle},
            {"text": "Số:      /KH-UBND", "size": 13, **middle},
        ],
        [
            {"text": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "size": 13, "bold": True, **middle},
            {"text": "Độc lập - Tự do - Hạnh phúc", "size": 14, "bold": True, **middle},
            {"text": "Tân Lễ, ngày      tháng 5 năm 2024", "size": 14, "italic": True, **middle},
        ],
    )
    line(document, "")
    line(document, "KẾ HOẠCH", bold=True, align=CENTER)
    line(document, "Triển khai thi hành Luật Căn cước trên địa bàn phường Tân Lễ", bold=True, align=CENTER)
    line(document, "")
    for kind, text in PARTS:
        paragraph = line(document, text, bold=kind == "part", italic=kind == "basis", align=JUSTIFY)
        paragraph.paragraph_format.space_before = Pt(6)
        if kind in ("part", "item"):
            numbered(paragraph, 0 if kind == "part" else 1)
        else:
            paragraph.paragraph_format.first_line_indent = Mm(12.7)
    line(document, "")
    two_columns(
        document,
        [
            {"text": "Nơi nhận:", "size": 12, "bold": True, "italic": True},
            {"text": "- UBND quận;", "size": 11},
            {"text": "- Đảng ủy, Hội đồng nhân dân phường;", "size": 11},
            {"text": "- Các công chức chuyên môn phường;", "size": 11},
            {"text": "- Lưu: VT.", "size": 11},
        ],
        [
            {"text": "TM. ỦY BAN NHÂN DÂN", "bold": True, **middle},
            {"text": "KT. CHỦ TỊCH", "bold": True, **middle},
            {"text": "PHÓ CHỦ TỊCH", "bold": True, **middle},
            {"text": "", **middle},
            {"text": "", **middle},
            {"text": "Trần Gia Bình", "bold": True, **middle},
        ],
    )
    return document


if __name__ == "__main__":
    build().save(str(HERE / "du-thao-phuong-tan-le.docx"))
