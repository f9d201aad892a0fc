"""Ward plans by the thousand: varied, about fictional units, with planted defects and known coverage of a district plan. Seeded.

    python benchmarks/generate.py OUT -n 10000 [--docx] [--topics dan-chu …] [--seed 1] [--clean]

writes OUT/plans/<topic>/*.txt (or .docx), OUT/upstream/<topic>.txt, OUT/units.txt and OUT/truth.ndjson: one line per plan with its
file, unit, form, planted defects and, for each obligation of the district plan, whether it is covered.
"""

import argparse
import json
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

DISTRICT, CITY = "quận Lâm Thủy", "thành phố Hải Minh"
_FIRST = [
    "An",
    "Bình",
    "Cẩm",
    "Đông",
    "Hòa",
    "Hưng",
    "Khánh",
    "Lam",
    "Long",
    "Lộc",
    "Minh",
    "Mỹ",
    "Ngọc",
    "Nhân",
    "Phú",
    "Phước",
    "Quang",
    "Sơn",
    "Tân",
    "Thanh",
    "Thịnh",
    "Thọ",
    "Tiên",
    "Trà",
    "Trung",
    "Vân",
    "Vĩnh",
    "Xuân",
    "Yên",
    "Hải",
]
_SECOND = [
    "An",
    "Bình",
    "Châu",
    "Giang",
    "Hà",
    "Hậu",
    "Hiệp",
    "Hòa",
    "Khê",
    "Kiều",
    "Lạc",
    "Lãng",
    "Lâm",
    "Lễ",
    "Lương",
    "Mai",
    "Nghĩa",
    "Phong",
    "Phúc",
    "Quý",
    "Sơn",
    "Tảo",
    "Thạch",
    "Thành",
    "Thuận",
    "Trạch",
    "Trì",
    "Trúc",
    "Viên",
    "Xá",
]
_THIRD = ["", " Đông", " Tây", " Nam", " Bắc", " Thượng", " Hạ", " Trung"]
_PEOPLE = (
    ["Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"],
    ["Văn", "Thị", "Minh", "Quang", "Hồng", "Thanh", "Đức", "Ngọc"],
    ["An", "Bình", "Dũng", "Giang", "Hà", "Lan", "Mai", "Nam", "Phúc", "Tâm"],
)
CLERKS = (
    "Công chức Tư pháp - hộ tịch",
    "Công chức Văn hóa - xã hội",
    "Công chức Văn phòng - thống kê",
    "Công chức Địa chính - xây dựng - đô thị và môi trường",
    "Công chức Tài chính - kế toán",
)
_HELPERS = (
    "Tổ trưởng các tổ dân phố",
    "Ủy ban Mặt trận Tổ quốc Việt Nam phường",
    "Công an phường",
    "Đoàn Thanh niên phường",
)


@dataclass(frozen=True)
class Duty:
    """What the district asks of its wards, how wards say it, and by when (day, month)."""

    asked: str
    said: tuple[str, ...]
    due: tuple[int, int]
    output: str


@dataclass(frozen=True)
class Topic:
    """A subject of plans: its law, and the words that fill the duties."""

    name: str
    title: str
    law: str
    law_date: str
    things: str
    deeds: str
    office: str


TOPICS = {
    t.name: t
    for t in (
        Topic(
            "dan-chu",
            "Triển khai thi hành Luật Thực hiện dân chủ ở cơ sở",
            "Luật Thực hiện dân chủ ở cơ sở",
            "ngày 10 tháng 11 năm 2022",
            "quy ước của các tổ dân phố",
            "công khai thông tin để Nhân dân biết",
            "Phòng Nội vụ",
        ),
        Topic(
            "moi-truong",
            "Triển khai thi hành Luật Bảo vệ môi trường",
            "Luật Bảo vệ môi trường",
            "ngày 17 tháng 11 năm 2020",
            "các điểm tập kết chất thải rắn sinh hoạt",
            "phân loại chất thải rắn sinh hoạt tại nguồn",
            "Phòng Tài nguyên và Môi trường",
        ),
        Topic(
            "tre-em",
            "Triển khai thi hành Luật Trẻ em",
            "Luật Trẻ em",
            "ngày 05 tháng 4 năm 2016",
            "trẻ em có hoàn cảnh đặc biệt",
            "phòng ngừa tai nạn thương tích cho trẻ em",
            "Phòng Lao động - Thương binh và Xã hội",
        ),
        Topic(
            "cu-tru",
            "Triển khai thi hành Luật Cư trú",
            "Luật Cư trú",
            "ngày 13 tháng 11 năm 2020",
            "nhà trọ, nhà cho thuê",
            "đăng ký, thông báo lưu trú",
            "Công an quận",
        ),
        Topic(
            "pho-bien",
            "Triển khai thi hành Luật Phổ biến, giáo dục pháp luật",
            "Luật Phổ biến, giáo dục pháp luật",
            "ngày 20 tháng 6 năm 2012",
            "tủ sách pháp luật ở các nhà văn hóa",
            "hòa giải ở cơ sở",
            "Phòng Tư pháp",
        ),
    )
}


def duties_of(topic: Topic) -> tuple[Duty, ...]:
    """The duties that the district plan of a topic hands to the wards, in its order."""
    t = topic
    return (
        Duty(
            f"Tổ chức hội nghị quán triệt, phổ biến {t.law} đến cán bộ, công chức và Nhân dân tại phường",
            (
                f"Mở hội nghị phổ biến {t.law} cho cán bộ, công chức và Nhân dân trong phường",
                f"Tổ chức hội nghị quán triệt {t.law} tới cán bộ, công chức, người dân trên địa bàn phường",
            ),
            (30, 6),
            "Hội nghị",
        ),
        Duty(
            f"Tuyên truyền {t.law} trên hệ thống truyền thanh của phường",
            (
                f"Phát thanh tin, bài tuyên truyền {t.law} trên đài truyền thanh phường",
                f"Tuyên truyền {t.law} qua hệ thống truyền thanh phường",
            ),
            (31, 7),
            "Tin, bài",
        ),
        Duty(
            "Cấp phát tờ gấp đến từng hộ gia đình trên địa bàn",
            (
                "Phát tờ gấp đến từng hộ gia đình trong phường",
                "Nhận tờ gấp từ quận và cấp phát đến tất cả các hộ gia đình",
            ),
            (15, 8),
            "Tờ gấp",
        ),
        Duty(
            "Lập danh sách học viên dự lớp tập huấn nghiệp vụ do quận tổ chức",
            (
                "Cử công chức, lập danh sách dự lớp tập huấn nghiệp vụ của quận",
                "Lập danh sách học viên tham dự lớp tập huấn nghiệp vụ do quận mở",
            ),
            (20, 6),
            "Danh sách",
        ),
        Duty(
            f"Rà soát, thống kê {t.things} trên địa bàn phường",
            (f"Thống kê, rà soát {t.things} trên địa bàn", f"Rà soát {t.things}, lập bảng thống kê"),
            (25, 8),
            "Bảng thống kê",
        ),
        Duty(
            f"Kiểm tra việc {t.deeds} tại các tổ dân phố",
            (f"Tổ chức kiểm tra việc {t.deeds} ở các tổ dân phố", f"Kiểm tra {t.deeds} tại từng tổ dân phố"),
            (30, 9),
            "Biên bản kiểm tra",
        ),
        Duty(
            "Niêm yết số điện thoại tiếp nhận phản ánh, kiến nghị tại trụ sở Ủy ban nhân dân phường",
            (
                "Niêm yết số điện thoại tiếp nhận phản ánh, kiến nghị của người dân ở trụ sở Ủy ban nhân dân phường",
                "Công khai, niêm yết số điện thoại tiếp nhận phản ánh, kiến nghị tại trụ sở phường",
            ),
            (10, 7),
            "Bảng niêm yết",
        ),
        Duty(
            f"Báo cáo kết quả thực hiện về Ủy ban nhân dân quận (qua {t.office})",
            (
                f"Tổng hợp, báo cáo kết quả thực hiện gửi Ủy ban nhân dân quận (qua {t.office})",
                f"Xây dựng báo cáo kết quả thực hiện gửi {t.office} quận tổng hợp",
            ),
            (10, 12),
            "Báo cáo",
        ),
    )


DEFECTS = (
    "missing-duty",
    "late",
    "foreign-unit",
    "dead-basis",
    "no-lead",
    "two-leads",
    "label-jump",
    "no-archive",
    "wrong-upstream-number",
    "impossible-date",
)


@dataclass
class Item:
    """A task of a ward plan."""

    words: str
    lead: str
    support: str
    due: str
    output: str
    duty: int | None


@dataclass
class Ward:
    """A plan before it is written out, with the truth about it."""

    unit: str
    topic: Topic
    number: int
    date: tuple[int, int]
    form: str
    items: list[Item]
    bases: list[str]
    signer: str
    area: str
    archive: bool = True
    jump: bool = False
    touched: list[int | None] = field(default_factory=list)
    """Duties whose items carry a defect already."""
    planted: list[dict[str, str]] = field(default_factory=list)


COPIED = 25
"""Each so manieth plan is a copy of another ward's, whose name is left in one place."""
UPSTREAM_NUMBER, UPSTREAM_DATE, YEAR = 142, (15, 5), 2023


def unit_name(n: int) -> str:
    """The n-th fictional ward; the names repeat after some seven thousand."""
    n = (n * 7919) % (len(_FIRST) * len(_SECOND) * len(_THIRD))
    n, third = divmod(n, len(_THIRD))
    first, second = divmod(n, len(_SECOND))
    return f"{_FIRST[first]} {_SECOND[second]}{_THIRD[third]}"


def _long(day: tuple[int, int]) -> str:
    month = f"{day[1]:02d}" if day[1] < 3 else str(day[1])
    return f"ngày {day[0]:02d} tháng {month} năm {YEAR}"


def _short(day: tuple[int, int]) -> str:
    return f"{day[0]:02d}/{day[1]}/{YEAR}"


def district_plan(topic: Topic) -> str:
    """The plan above: every duty of the topic is for the wards; some tasks of the district's own stand between them."""
    lines = _head("ỦY BAN NHÂN DÂN", DISTRICT.upper(), UPSTREAM_NUMBER, f"Lâm Thủy, {_long(UPSTREAM_DATE)}")
    lines += ["KẾ HOẠCH", f"{topic.title} trên địa bàn {DISTRICT}", ""]
    lines += [
        f"Căn cứ {topic.law} {topic.law_date};",
        "",
        f"Thực hiện Kế hoạch số 87/KH-UBND ngày 20 tháng 4 năm {YEAR} của Ủy ban nhân dân {CITY} về {topic.title[0].lower()}{topic.title[1:]}.",
        "",
        f"Ủy ban nhân dân {DISTRICT} ban hành Kế hoạch {topic.title[0].lower()}{topic.title[1:]} như sau:",
        "",
    ]
    lines += [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "",
        "1. Xác định việc phải làm, cơ quan chủ trì và thời hạn.",
        "",
        "2. Bảo đảm kịp thời, thống nhất, tiết kiệm.",
        "",
        "II. NHIỆM VỤ",
        "",
    ]
    for i, duty in enumerate(duties_of(topic), 1):
        lines += [
            f"{i}. {duty.asked}.",
            "- Chủ trì: UBND các phường.",
            f"- Phối hợp: {topic.office}.",
            f"- Thời gian: Trước ngày {_short(duty.due)}.",
            "",
        ]
    n = len(duties_of(topic))
    lines += [
        f"{n + 1}. Mở lớp tập huấn nghiệp vụ cho công chức các phường.",
        f"- Chủ trì: {topic.office}.",
        f"- Thời gian: Trước ngày 30/8/{YEAR}.",
        "",
    ]
    lines += [
        "III. TỔ CHỨC THỰC HIỆN",
        "",
        f"1. {topic.office} theo dõi, đôn đốc việc thực hiện Kế hoạch này.",
        "",
        "2. UBND các phường xây dựng kế hoạch và tổ chức thực hiện trên địa bàn.",
        "",
        "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị báo cáo UBND quận để xem xét, giải quyết./.",
        "",
    ]
    lines += [
        "Nơi nhận:",
        f"- UBND {CITY};",
        "- Các phòng, ban, ngành quận;",
        "- UBND các phường;",
        "- Lưu: VT.",
        "",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "",
        "Đỗ Quang Tâm",
        "",
    ]
    return "\n".join(lines)


def _head(first: str, second: str, number: int, dated: str) -> list[str]:
    return [
        first,
        second,
        "",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "",
        f"Số: {number:02d}/KH-UBND",
        "",
        dated,
        "",
    ]


def make_ward(n: int, topic: Topic, rng: random.Random, clean: bool = False) -> Ward:
    """The n-th plan. `clean`: nothing is planted."""
    name = unit_name(n)
    issued = (rng.randint(18, 31), 5)
    duties = duties_of(topic)
    order = list(range(len(duties)))
    if rng.random() < 0.5:
        first, last = order[:-1], order[-1:]
        rng.shuffle(first)
        order = first + last
    items = []
    for d in order:
        duty = duties[d]
        day = (max(1, duty.due[0] - rng.randint(0, 6)), duty.due[1])
        support = rng.choice(_HELPERS) if rng.random() < 0.8 else ""
        items.append(
            Item(rng.choice(duty.said), rng.choice(CLERKS[:4]), support, f"Trước ngày {_short(day)}", duty.output, d)
        )
    if rng.random() < 0.6:
        items.insert(
            rng.randrange(len(items)),
            Item(
                "Bố trí kinh phí từ ngân sách phường để thực hiện Kế hoạch",
                CLERKS[4],
                "",
                f"Trước ngày 15/6/{YEAR}",
                "Dự toán",
                None,
            ),
        )
    ward = Ward(
        unit=name,
        topic=topic,
        number=rng.randint(20, 240),
        date=issued,
        form=rng.choice(("labels", "table", "running")),
        items=items,
        bases=["Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015", f"{topic.law} {topic.law_date}"],
        signer=" ".join(rng.choice(part) for part in _PEOPLE),
        area=name,
    )
    if not clean:
        for kind in rng.sample(DEFECTS, rng.choice((0, 0, 1, 1, 2, 3))):
            _plant(ward, kind, rng)
    return ward


def _plant(ward: Ward, kind: str, rng: random.Random) -> None:
    duties = duties_of(ward.topic)
    # Each defect has an item of its own, so that none hides another.
    item = rng.choice([i for i in ward.items if i.duty is not None and i.duty not in ward.touched][:-1])
    quote = ""
    match kind:
        case "missing-duty":
            ward.items.remove(item)
            quote = duties[item.duty or 0].asked
        case "late":
            due = duties[item.duty or 0].due
            quote = item.due = f"Trước ngày {_short((min(28, due[0]), due[1] + 1))}"
        case "foreign-unit":
            quote = ward.area = unit_name(rng.randrange(10**6))
            if quote == ward.unit:
                return
        case "dead-basis":
            quote = "Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác văn thư"
            ward.bases.append(quote)
        case "no-lead":
            item.lead = ""
            quote = item.words
        case "two-leads":
            quote = item.lead = f"{CLERKS[0]}; {CLERKS[1]}"
        case "label-jump":
            ward.jump = True
            quote = "5"
        case "no-archive":
            ward.archive = False
            quote = "Nơi nhận"
        case "wrong-upstream-number":
            quote = f"Kế hoạch số {UPSTREAM_NUMBER + 1}/KH-UBND"
        case "impossible-date":
            quote = item.due = f"Trước ngày 31/9/{YEAR}"
    if kind in ("missing-duty", "late", "no-lead", "two-leads", "impossible-date"):
        ward.touched.append(item.duty)
    ward.planted.append({"kind": kind, "quote": quote})


def _upstream_number(ward: Ward) -> int:
    return UPSTREAM_NUMBER + any(p["kind"] == "wrong-upstream-number" for p in ward.planted)


Block = str | list[list[str]]


def blocks(ward: Ward) -> Iterator[Block]:
    """The plan as paragraphs, and as rows of cells where it is a table."""
    t, title = ward.topic, ward.topic.title[0].lower() + ward.topic.title[1:]
    yield from _head("ỦY BAN NHÂN DÂN", f"PHƯỜNG {ward.unit.upper()}", ward.number, f"{ward.unit}, {_long(ward.date)}")
    yield "KẾ HOẠCH"
    yield f"{t.title} trên địa bàn phường {ward.unit}"
    yield ""
    for basis in ward.bases:
        yield f"Căn cứ {basis};"
        yield ""
    yield f"Thực hiện Kế hoạch số {_upstream_number(ward)}/KH-UBND {_long(UPSTREAM_DATE)} của Ủy ban nhân dân {DISTRICT} về {title} trên địa bàn {DISTRICT}."
    yield ""
    yield f"Ủy ban nhân dân phường {ward.unit} ban hành Kế hoạch {title} trên địa bàn phường như sau:"
    yield ""
    yield "I. MỤC ĐÍCH, YÊU CẦU"
    yield ""
    yield f"1. Mục đích: Triển khai kịp thời, thống nhất {t.law} trên địa bàn phường {ward.area}; nâng cao nhận thức của cán bộ, công chức và Nhân dân."
    yield ""
    yield "2. Yêu cầu: Mỗi việc có một người chủ trì, có thời hạn và sản phẩm cụ thể; thực hiện tiết kiệm, hiệu quả."
    yield ""
    yield "II. NỘI DUNG"
    yield ""
    yield from _tasks(ward)
    yield "III. TỔ CHỨC THỰC HIỆN"
    yield ""
    yield "1. Công chức Văn phòng - thống kê theo dõi, đôn đốc, định kỳ hằng tháng báo cáo Chủ tịch Ủy ban nhân dân phường."
    yield ""
    yield "2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam phường và các tổ chức chính trị - xã hội vận động Nhân dân thực hiện Kế hoạch này."
    yield ""
    yield "Trong quá trình thực hiện, nếu có vướng mắc, các bộ phận báo cáo Ủy ban nhân dân phường để xem xét, giải quyết./."
    yield ""
    yield "Nơi nhận:"
    receivers = [
        "UBND quận",
        f"{t.office} quận" if not t.office.endswith("quận") else t.office,
        "Thường trực Đảng ủy, HĐND phường",
        "Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội phường",
        "Công an phường",
        "Đoàn Thanh niên phường",
        "Các công chức chuyên môn phường",
        "Tổ trưởng các tổ dân phố",
    ]
    for i, receiver in enumerate(receivers):
        yield f"- {receiver}{'.' if not ward.archive and i == len(receivers) - 1 else ';'}"
    if ward.archive:
        yield "- Lưu: VT."
    yield ""
    yield "TM. ỦY BAN NHÂN DÂN"
    yield "CHỦ TỊCH"
    yield ""
    yield ward.signer


def _tasks(ward: Ward) -> Iterator[Block]:
    if ward.form == "table":
        rows = [["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"]]
        for i, item in enumerate(ward.items, 1):
            number = i + 1 if ward.jump and i > 3 else i
            rows.append([str(number), item.words, item.lead, item.support, item.due, item.output])
        yield rows
        yield ""
        return
    for i, item in enumerate(ward.items, 1):
        number = i + 1 if ward.jump and i > 3 else i
        if ward.form == "labels":
            yield f"{number}. {item.words}."
            if item.lead:
                yield f"- Chủ trì: {item.lead}."
            if item.support:
                yield f"- Phối hợp: {item.support}."
            yield f"- Thời gian: {item.due}."
            yield f"- Sản phẩm: {item.output}."
        else:
            what = item.words[0].lower() + item.words[1:]
            due = item.due[0].lower() + item.due[1:]
            who = (
                f"{item.lead} chủ trì" + (f", phối hợp với {item.support}" if item.support else "") if item.lead else ""
            )
            yield f"{number}. {who} {what}, hoàn thành {due}." if who else f"{number}. {item.words}, hoàn thành {due}."
        yield ""


def as_text(ward: Ward) -> bytes:
    """The plan as a text file; a table is written with bars."""
    lines: list[str] = []
    for block in blocks(ward):
        if isinstance(block, str):
            lines.append(block)
        else:
            lines += [f"| {' | '.join(row)} |" for row in block[:1]] + ["|" + "---|" * len(block[0])]
            lines += [f"| {' | '.join(row)} |" for row in block[1:]]
    return ("\n".join(lines) + "\n").encode("utf-8")


_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PARTS = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>',
}


def as_docx(ward: Ward) -> bytes:
    """The plan as a Word file, tables as tables; the same plan always gives the same bytes."""
    body = []
    for block in blocks(ward):
        if isinstance(block, str):
            if block:
                body.append(_paragraph(block, bold=block.isupper()))
        else:
            rows = (
                "".join(
                    f'<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/></w:tcPr>{_paragraph(cell)}</w:tc>' for cell in row
                )
                for row in block
            )
            body.append(
                f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * len(block[0])}</w:tblGrid>"
                + "".join(f"<w:tr>{row}</w:tr>" for row in rows)
                + "</w:tbl>"
            )
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/></w:sectPr>'
    parts = {
        **_PARTS,
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {_NS}><w:body>{"".join(body)}{page}</w:body></w:document>',
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _paragraph(text: str, bold: bool = False) -> str:
    return (
        f'<w:p><w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def truth_of(ward: Ward, file: str) -> dict[str, Any]:
    """What is true of a plan: planted defects, and coverage by the path of the obligation in the district plan."""
    done = {i.duty for i in ward.items}
    coverage = {f"II.{d + 1}": "covered" if d in done else "missing" for d in range(len(duties_of(ward.topic)))}
    return {
        "file": file,
        "unit": f"phường {ward.unit}",
        "topic": ward.topic.name,
        "form": ward.form,
        "planted": ward.planted,
        "coverage": coverage,
    }


def generate(
    out: Path, count: int, *, docx: bool = False, topics: tuple[str, ...] = (), seed: int = 1, clean: bool = False
) -> None:
    """Write so many plans, the district plans above them, the list of units, and the truth."""
    names = topics or tuple(TOPICS)
    (out / "upstream").mkdir(parents=True, exist_ok=True)
    for name in names:
        (out / "plans" / name).mkdir(parents=True, exist_ok=True)
        (out / "upstream" / f"{name}.txt").write_text(district_plan(TOPICS[name]), encoding="utf-8")
    suffix, write = ("docx", as_docx) if docx else ("txt", as_text)
    units = []
    with (out / "truth.ndjson").open("w", encoding="utf-8") as truth:
        for n in range(count):
            # Each plan has a random source of its own, so that plan 17 is the same whatever the count.
            copied = not clean and n % COPIED == COPIED - 1 and n >= len(names)
            of = n - len(names) if copied else n
            ward = make_ward(of, TOPICS[names[n % len(names)]], random.Random(f"{seed}-{of}"), clean)
            if copied:
                ward.area, ward.unit = ward.unit, unit_name(n)
                ward.planted.append({"kind": "foreign-unit", "quote": ward.area})
            file = f"plans/{ward.topic.name}/{n:06d}.{suffix}"
            (out / file).write_bytes(write(ward))
            truth.write(json.dumps(truth_of(ward, file), ensure_ascii=False) + "\n")
            units.append(f"phường {ward.unit}")
    missing = [f"phường {unit_name(count + i)}" for i in range(3)]
    (out / "units.txt").write_text("\n".join(dict.fromkeys([*units, *missing])) + "\n", encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("-n", "--count", type=int, default=1000)
    parser.add_argument("--docx", action="store_true")
    parser.add_argument("--topics", nargs="*", choices=sorted(TOPICS), default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", action="store_true", help="plant nothing")
    args = parser.parse_args()
    generate(args.out, args.count, docx=args.docx, topics=tuple(args.topics), seed=args.seed, clean=args.clean)


if __name__ == "__main__":
    main()
