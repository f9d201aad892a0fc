"""Plant one known defect at a time in clean plans and count, per rule: found, missed, false alarms.

    python benchmarks/mutations.py [--detail] [PLAN...]

Without PLAN: the frame of the rules' examples, and the clean plans of ../shared/chains/dev if they are there. An operator takes a text and
gives at most three faulty ones; a defect is found if one of the operator's rules says something new. A false alarm is a new `fail` of
level error or warning from any other rule. Defects against the documents above and the law: `mutations_above.py`.
"""

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import mutations_above
from phaply.parse import parse
from phaply.parse.model import Plan
from phaply.readers.text import read_text
from phaply.rules import check, load_packs
from phaply.rules.definition import Pack
from phaply.rules.examples import frames_of
from phaply.rules.model import Finding

CLEAN = ("phuong-1.txt", "kh-quan.txt", "kh-thanh-pho.txt")
Operator = Callable[[str], Iterator[str]]


def swap(pattern: str, new: str | Callable[[re.Match[str]], str], most: int = 3) -> Operator:
    """Replace one match at a time."""
    compiled = re.compile(pattern, re.M)

    def run(text: str) -> Iterator[str]:
        for i, m in enumerate(compiled.finditer(text)):
            if i == most:
                return
            yield text[: m.start()] + (new if isinstance(new, str) else new(m)) + text[m.end() :]

    return run


def drop(pattern: str, most: int = 3) -> Operator:
    """Leave one match at a time out."""
    return swap(pattern, "", most)


def lead(new: str) -> Operator:
    """Another lead in a label line."""
    return swap(r"(?<=^- Chủ trì: )[^\n.]+", new)


def time(new: str) -> Operator:
    """Another time in a label line."""
    return swap(r"(?<=^- Thời gian: )[^\n]+", new)


def closing(sentence: str) -> Operator:
    """A sentence more in the last part."""
    return swap(r"\n(?=\nNơi nhận:)", f"\n\n{sentence}\n", 1)


def only(heads: str, operator: Operator) -> Operator:
    """Only where the issuer's name holds one of these words: other levels have no such rule."""
    return lambda text: operator(text) if re.search(heads, text[:200]) else iter(())


def two_places(first: str, second: str) -> Operator:
    """One sentence at the end of the first part, another at the end of the last."""

    def run(text: str) -> Iterator[str]:
        part, last = re.search(r"^II\. ", text, re.M), re.search(r"\n(?=\nNơi nhận:)", text)
        if part and last and part.start() < last.start():
            yield f"{text[: part.start()]}{first}\n\n{text[part.start() : last.start()]}\n\n{second}\n{text[last.end() :]}"

    return run


def annexed(text: str) -> Iterator[str]:
    """A task of the text again in an annexed table, due half a year later."""
    told = re.finditer(
        r"^\d+\. ([^\n]+)\n- Chủ trì: ([^\n]+?)\.?\n(?:- [^T][^\n]+\n)*- Thời gian: Trước ngày (\d+)/(\d+)/(\d+)",
        text,
        re.M,
    )
    for m in list(told)[:3]:
        day = f"Trước ngày {m[3]}/{m[4]}/{int(m[5]) + 1}"
        rows = f"| 1 | {m[1]} | {m[2]} | {day} |\n| 2 | Kiểm kê máy móc, bàn ghế của cơ quan | {m[2]} | {day} |"
        yield f"{text}\n\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n| TT | Nội dung | Chủ trì | Thời hạn |\n|---|---|---|---|\n{rows}\n"


DATE = r"(?<=, )ngày (\d+) tháng (\d+) năm (\d+)(?=\n)"
OPERATORS: list[tuple[str, tuple[str, ...], Operator]] = [
    # (what is wrong, rules that may say so, how it is planted)
    ("national name left out", ("ND30-NATION",), drop(r"^CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", 1)),
    ("national name in small letters", ("ND30-NATION",), swap(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam", 1)),
    ("motto left out", ("ND30-MOTTO",), drop(r"^Độc lập - Tự do - Hạnh phúc\n", 1)),
    ("motto with another dash", ("ND30-MOTTO-FORM",), swap(r"Độc lập - Tự do", "Độc lập – Tự do", 1)),
    ("issuer without its unit", ("ND30-ISSUER-PLACE",), swap(r"^(ỦY BAN NHÂN DÂN\n)[^\n]+\n", lambda m: m[1], 1)),
    ("number blank", ("ND30-NUMBER-BLANK",), swap(r"^Số: \d+/", "Số:      /", 1)),
    ("number line left out", ("ND30-NUMBER",), drop(r"^Số: \d+/[^\n]+\n", 1)),
    ("number below ten", ("ND30-NUMBER-ZERO",), swap(r"^Số: \d+/", "Số: 7/", 1)),
    ("number with spaces", ("ND30-NUMBER-SPACES",), swap(r"^(Số: \d+/KH)-UBND", lambda m: m[1] + " - UBND", 1)),
    ("number without colon", ("ND30-NUMBER-COLON",), swap(r"^Số: (?=\d)", "Số ", 1)),
    ("hyphen for slash", ("ND30-NUMBER-SLASH",), swap(r"^(Số: \d+)/KH-UBND", lambda m: m[1] + "-KH/UBND", 1)),
    ("another kind's symbol", ("ND30-SYMBOL-KIND",), swap(r"^(Số: \d+)/KH-", lambda m: m[1] + "/TB-", 1)),
    ("day blank", ("ND30-DATE-BLANK",), swap(DATE, lambda m: f"ngày     tháng {m[2]} năm {m[3]}", 1)),
    ("date left out", ("ND30-DATE",), drop(r"^[^\n,]+, ngày \d+ tháng \d+ năm \d+\n", 1)),
    ("day without zero", ("ND30-DATE-PADDING",), swap(DATE, lambda m: f"ngày 7 tháng {m[2]} năm {m[3]}", 1)),
    ("month without zero", ("ND30-DATE-PADDING",), swap(DATE, lambda m: f"ngày {m[1]} tháng 2 năm {m[3]}", 1)),
    ("comma after the place left out", ("ND30-PLACE-COMMA",), swap(r"^([^\n,]+), (?=ngày \d+ tháng \d+ năm \d+\n)", lambda m: m[1] + " ", 1)),
    ("another place", ("ND30-PLACE-FITS",), only("PHƯỜNG|QUẬN", swap(r"^[^\n,]+(?=, ngày \d+ tháng \d+ năm \d+\n)", "Tân Kỳ", 1))),
    ("kind in small letters", ("ND30-KIND-CAPITALS",), swap(r"^KẾ HOẠCH$", "Kế hoạch", 1)),
    ("subject in capitals", ("ND30-SUBJECT-SMALL",), swap(r"(?<=^KẾ HOẠCH\n)[^\n]+", lambda m: m[0].upper(), 1)),
    ("V/v in the subject", ("ND30-SUBJECT-VV",), swap(r"(?<=^KẾ HOẠCH\n)", "V/v ", 1)),
    ("basis without number", ("ND30-BASIS-NUMBER",), swap(r"(?<=^Thực hiện Kế hoạch) số \S+", "", 1)),
    ("basis without date", ("ND30-BASIS-DATE",), swap(r"(/QĐ-TTg|/NĐ-CP|/KH-UBND) ngày \d+ tháng \d+ năm \d+(?= của)", lambda m: m[1])),
    ("law without date", ("ND30-BASIS-LAW-DATE",), swap(r"(?<=^Căn cứ )(Luật [^\n;]+?) ngày \d+ tháng \d+ năm (\d+)(?=[;.])", lambda m: f"{m[1]} năm {m[2]}")),
    ("basis without issuer", ("ND30-BASIS-ISSUER",), swap(r"(năm 20\d\d) của (?:Ủy ban nhân dân|Thủ tướng|Chính phủ)[^\n]*?(?= về | ban hành )", lambda m: m[1])),
    ("last basis ends with a semicolon", ("ND30-BASIS-END",), swap(r"^((?:Thực hiện Kế hoạch|Theo đề nghị)[^\n]+)\.$", lambda m: m[1] + ";", 1)),
    ("basis ends with a comma", ("ND30-BASIS-MARK",), swap(r"^(Căn cứ [^\n]+);$", lambda m: m[1] + ",")),
    ("two bases on one line", ("ND30-BASIS-LINE",), swap(r";\n\n(?=Căn cứ)", "; ", 2)),
    ("no basis of authority", ("ND30-BASIS-AUTHORITY",), drop(r"^Căn cứ Luật Tổ chức[^\n]+\n\n", 1)),
    ("ended basis", ("PLAN-BASIS-ENDED",), swap(r"^Căn cứ (?=Luật)", "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác văn thư;\n\nCăn cứ ", 1)),
    ("basis later than the plan", ("PLAN-BASIS-LATER",), swap(r"^(Thực hiện Kế hoạch số \S+ ngày )\d+ tháng \d+ năm 2023", lambda m: m[1] + "15 tháng 12 năm 2023", 1)),
    ("wrong date of a decree", ("PLAN-CITE-DATE",), swap(r"^Căn cứ (?=Luật)", "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 15 tháng 4 năm 2020 của Chính phủ về công tác văn thư;\n\nCăn cứ ", 1)),
    ("item left out", ("ND30-OUTLINE-ORDER",), swap(r"^([bc])\) ", lambda m: ("c" if m[1] == "b" else "d") + ") ")),
    ("number repeated", ("ND30-OUTLINE-ORDER",), swap(r"^([2-4])\. ", lambda m: f"{int(m[1]) - 1}. ")),
    ("part left out", ("ND30-OUTLINE-ORDER",), swap(r"^III\. ", "IV. ", 1)),
    ("foreign letter", ("ND30-OUTLINE-ALPHABET", "ND30-OUTLINE-ORDER"), swap(r"^c\) ", "f) ")),
    ("points with full stops", ("ND30-OUTLINE-POINT-MARK",), swap(r"^([ab])\) ", lambda m: m[1] + ". ")),
    ("numbers with slashes", ("ND30-OUTLINE-CLAUSE-MARK",), swap(r"^(2)\. ", lambda m: "2/ ")),
    ("TM. left out", ("ND30-SIGN-COLLECTIVE",), drop(r"^TM\. ỦY BAN NHÂN DÂN\n", 1)),
    ("deputy without KT.", ("ND30-SIGN-DEPUTY",), swap(r"^(?:KT\. CHỦ TỊCH\nPHÓ CHỦ TỊCH|CHỦ TỊCH)$", "PHÓ CHỦ TỊCH", 1)),
    ("KT. without a deputy", ("ND30-SIGN-HEAD",), swap(r"^(?:KT\. CHỦ TỊCH\nPHÓ CHỦ TỊCH|CHỦ TỊCH)$", "KT. CHỦ TỊCH\nCHỦ TỊCH", 1)),
    ("TM without full stop", ("ND30-SIGN-DOT",), swap(r"^TM\. ", "TM ", 1)),
    ("TM. before a post", ("ND30-SIGN-FORM",), swap(r"^TM\. ỦY BAN NHÂN DÂN", "TM. CHỦ TỊCH", 1)),
    ("academic title", ("ND30-SIGN-TITLE",), swap(r"(?<=CHỦ TỊCH\n\n)(?=\S)", "ThS. ", 1)),
    ("signer left out", ("ND30-SIGN-NAME",), drop(r"(?<=CHỦ TỊCH)\n\n[^\n]+", 1)),
    ("signature left out", ("ND30-SIGN",), drop(r"^TM\. ỦY BAN NHÂN DÂN\n(?:[^\n]*\n?){1,5}", 1)),
    ("recipients left out", ("ND30-RECIPIENTS",), drop(r"^Nơi nhận:\n(?:- [^\n]+\n)+", 1)),
    ("file line left out", ("ND30-RECIPIENTS-FILE",), drop(r"^- Lưu: [^\n]+\n", 1)),
    ("recipient ends with a comma", ("ND30-RECIPIENTS-MARK",), swap(r"^(- (?:UBND|Thường trực|Chủ tịch)[^\n]+);$", lambda m: m[1] + ",")),
    ("last recipient without full stop", ("ND30-RECIPIENTS-END",), swap(r"^(- Lưu: [^\n]+)\.$", lambda m: m[1], 1)),
    ("Như trên in a plan", ("ND30-RECIPIENTS-ABOVE",), swap(r"^Nơi nhận:\n", "Nơi nhận:\n- Như trên;\n", 1)),
    ("closing mark left out", ("ND30-CLOSING",), swap(r"\./\.(?=\n)", ".", 1)),
    ("clause with a capital", ("ND30-CAPS-SMALL",), closing("Công chức Văn phòng - thống kê lập hồ sơ theo Khoản 2 Điều 29 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.")),
    ("article with a small letter", ("ND30-CAPS-CAPITAL",), closing("Công chức Văn phòng - thống kê lập hồ sơ theo khoản 2 điều 29 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.")),
    ("agency with wrong capitals", ("ND30-CAPS-AGENCY",), swap(r"^Ủy ban nhân dân (?=\(UBND\))", "Ủy Ban Nhân Dân ", 1)),
    ("lead left out", ("PLAN-TASK-OWNER",), drop(r"^- Chủ trì: [^\n]+\n")),
    ("lead cell empty", ("PLAN-TASK-OWNER",), swap(r"(?<=\| )(?:Sở|UBND)[^|]+(?= \| [^|]*\| [^|]*\| [^|]*\|$)", " ")),
    ("two leads", ("PLAN-ONE-LEAD",), swap(r"(?<=^- Chủ trì: )((?:Công chức|Phòng) [^\n.]+)", lambda m: m[1] + "; Văn phòng HĐND và UBND")),
    ("lead from above", ("PLAN-LEAD-LEVEL",), lead("Sở Nội vụ")),
    ("lead that does not exist", ("PLAN-LEAD-EXISTS", "PLAN-LEAD-LEVEL"), lead("Hội đồng phối hợp phổ biến, giáo dục pháp luật phường")),
    ("deadline left out", ("PLAN-DEADLINE-MISSING",), drop(r"^- Thời gian: [^\n]+\n")),
    ("vague deadline", ("PLAN-DEADLINE-OPEN",), time("Theo hướng dẫn của cơ quan có thẩm quyền.")),
    ("deadline without a time", ("PLAN-DEADLINE-OPEN",), time("Kịp thời.")),
    ("tentative deadline", ("PLAN-DEADLINE-TENTATIVE",), time("Dự kiến trong năm 2023.")),
    ("deadline after an event", ("PLAN-DEADLINE-EVENT",), time("Sau khi Chính phủ ban hành Nghị định.")),
    ("deadline before the issue", ("PLAN-DEADLINE-PAST",), time("Trước ngày 20/3/2023.")),
    ("time slot without a time", ("PLAN-DEADLINE-UNREAD", "PLAN-DEADLINE-OPEN"), time("Tùy tình hình thực tế.")),
    ("another superior's name", ("PLAN-FOREIGN-PARENT",), only("PHƯỜNG", closing("Công chức Văn phòng - thống kê báo cáo UBND quận Tân Kỳ trước ngày 15/12/2023."))),
    ("superior's plural", ("PLAN-LEFTOVER-LEVEL",), only("PHƯỜNG", closing("UBND các quận, huyện chịu trách nhiệm thực hiện trước ngày 15/12/2023."))),
    ("impossible day", ("PLAN-DATE-IMPOSSIBLE",), time("Trước ngày 31/9/2023.")),
    ("impossible day in words", ("PLAN-DATE-IMPOSSIBLE",), time("Trước ngày 30 tháng 02 năm 2024.")),
    ("body with work not told", ("PLAN-RECIPIENT-MISSING",), only("PHƯỜNG|QUẬN", closing("Công an {own} bảo đảm an ninh, trật tự đến hết ngày 31/12/2023."))),
    ("superior not told", ("PLAN-RECIPIENT-SUPERIOR",), drop(r"^- UBND (?:quận|thành phố)[^\n]*\n", 1)),
    ("own level in the plural", ("PLAN-LEFTOVER-LEVEL",), only("PHƯỜNG|QUẬN", closing("Ủy ban nhân dân các {own} chịu trách nhiệm thực hiện."))),
    ("another unit's name", ("PLAN-FOREIGN-UNIT",), only("PHƯỜNG", swap(r"(trên địa bàn phường|tại phường|phường năm 2023)(?=[.;\n ])", lambda m: m[1].replace(" năm 2023", "") + " Tân Kỳ"))),
    ("weekday of another day", ("PLAN-DATE-WEEKDAY",), closing("Tổng kết vào sáng thứ Hai, ngày 15/12/2023.")),
    ("weekday of another day in brackets", ("PLAN-DATE-WEEKDAY",), time("Ngày 20/6/2023 (thứ Năm).")),
    ("wrong day of a law", ("PLAN-CITE-DATE",), swap(r"(?<=^Căn cứ Luật Tổ chức chính quyền địa phương ngày )19", "29", 1)),
    ("ordinance that a law followed", ("PLAN-BASIS-ENDED",), swap(r"^Căn cứ (?=Luật)", "Căn cứ Pháp lệnh Thú y ngày 29 tháng 4 năm 2004;\n\nCăn cứ ", 1)),
    ("law before the one in force", ("PLAN-BASIS-ENDED",), swap(r"^Căn cứ (?=Luật)", "Căn cứ Luật Thú y ngày 12 tháng 6 năm 1999;\n\nCăn cứ ", 1)),
    ("bases turned round", ("PLAN-BASIS-ORDER",), swap(r"^(Căn cứ Luật[^\n]+);\n\n((?:Căn cứ [^\n]+;\n\n)+)", lambda m: f"{m[2]}{m[1]};\n\n", 1)),
    ("another plan's name at the end", ("PLAN-OWN-NAME",), swap(r"(?<=^Trên đây là Kế hoạch )[^\n]+", "phòng, chống dịch bệnh sốt xuất huyết ở các khu dân cư./.", 1)),
    ("another year at the end", ("PLAN-OWN-NAME",), swap(r"(?<=^Trên đây là Kế hoạch)([^\n]*?)năm 2023", lambda m: m[1] + "năm 2021", 1)),
    ("budget of the level above", ("PLAN-BUDGET-ABOVE",), only("PHƯỜNG", closing("Đề nghị quận hỗ trợ kinh phí thực hiện Kế hoạch từ nguồn ngân sách quận trước ngày 30/9/2023."))),
    ("more hamlets than there are", ("PLAN-UNIT-COUNT",), only("PHƯỜNG", closing("Kế hoạch thực hiện ở 99 tổ dân phố của phường và ở 100/100 tổ dân phố có kho."))),
    ("title of another kind of unit", ("PLAN-LEAD-EXISTS",), only("PHƯỜNG", lead("Công chức Địa chính - nông nghiệp - xây dựng và môi trường"))),
    ("duty of the superior's bodies", ("PLAN-LEFTOVER-LEVEL",), only("PHƯỜNG", closing("Nâng cao trách nhiệm của các sở, ban, ngành trong việc thực hiện Kế hoạch."))),
    ("another unit's name by a market", ("PLAN-FOREIGN-UNIT",), only("PHƯỜNG", closing("Vận động hộ kinh doanh ở chợ và các tuyến phố chính của phường Tân Kỳ trước ngày 30/9/2023."))),
    ("doubled word", ("PLAN-DOUBLED-WORD",), swap(r"(?<= )(của|trong|các|và|theo) (?=\w)", lambda m: f"{m[1]} {m[1]} ")),
    ("doubled qualifier", ("PLAN-DOUBLED-QUALIFIER",), closing("Đề xuất xây dựng mới các quy chế mới trước ngày 30/9/2023.")),
    ("unknown abbreviation", ("PLAN-ABBREVIATION",), closing("Thành viên BCĐ CTLT hằng quý kiểm tra việc thực hiện.")),
    ("task twice", ("PLAN-DUPLICATE-TASK",), swap(r"^\| (1[01]|[2-9]) \| ([^|\n]{30,}) (\|[^\n]+)\n", lambda m: f"{m[0]}| {m[1]} | {m[2]} {m[3]}\n")),
    ("two shares of one thing", ("PLAN-FIGURE-TWICE",), two_places("100% hồ sơ đến hạn được nộp vào kho.", "Công chức Văn phòng - thống kê đôn đốc để 85% hồ sơ đến hạn được nộp vào kho trước ngày 15/12/2023.")),
    ("two counts of one thing", ("PLAN-FIGURE-TWICE",), two_places("Tổ chức 03 lớp tập huấn kỹ năng soạn thảo văn bản điện tử.", "Công chức Văn phòng - thống kê mở 02 lớp tập huấn kỹ năng soạn thảo văn bản điện tử trước ngày 15/12/2023.")),
    ("two deadlines of one task", ("PLAN-DEADLINE-TWICE",), annexed),
    ("row number jumps", ("PLAN-TABLE-ROWS",), swap(r"^\| ([3-5]) \|", lambda m: f"| {int(m[1]) + 1} |")),
    ("Front is ordered", ("PLAN-COMPETENCE-FRONT",), swap(r"Đề nghị (?=Ủy ban Mặt trận)", "Giao ", 1)),
    ("bracket left open", ("PLAN-BRACKETS",), swap(r"\((qua [^)\n]+)\)", lambda m: "(" + m[1])),
    ("last year's subject", ("PLAN-SUBJECT-YEAR",), swap(r"(?<=^KẾ HOẠCH\n)([^\n]+)", lambda m: "Công tác tuyên truyền năm 2021", 1)),
    ("mixed tone marks", ("PLAN-MIXED-TONES",), closing("Đẩy mạnh số hóa tài liệu, số hoá sổ sách trước ngày 30/9/2023.")),
    ("mixed words", ("PLAN-MIXED-WORDS",), closing("Bảo đảm an toàn; đảm bảo tiến độ hằng tháng.")),
]  # fmt: skip


PACKS = load_packs(["nd30", "plan", "law-10-2022", "upstream"])
ABOVE = {
    "phuong-1.txt": ("qd-ttg.txt", "kh-thanh-pho.txt", "kh-quan.txt"),
    "kh-quan.txt": ("qd-ttg.txt", "kh-thanh-pho.txt"),
}
SHARED = Path(__file__).resolve().parents[2] / "shared" / "chains" / "dev"


def plan_of(text: str, name: str) -> Plan:
    """A text, parsed."""
    return parse(read_text(text, name=name, sha256=hashlib.sha256(text.encode()).hexdigest()))


def findings(text: str, name: str, above: Sequence[Plan] = ()) -> list[Finding]:
    """What all packs say of a text."""
    return list(check(plan_of(text, name), packs=PACKS, upstream=above).findings)


def frame(name: str, packs: Sequence[Pack] = ()) -> str:
    """A frame of the rules' examples, filled."""
    found = {k: v for pack in (None, *packs) for k, v in frames_of(pack).items()}[name]
    text = found.text
    for slot, words in found.slots.items():
        text = text.replace("{" + slot + "}", words.strip("\n"))
    return text


def texts(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Name and text of the clean plans."""
    if paths:
        yield from ((p, Path(p).read_text(encoding="utf-8")) for p in paths)
        return
    yield "frame", frame("ward")
    yield from ((name, (SHARED / name).read_text(encoding="utf-8")) for name in CLEAN if (SHARED / name).is_file())


def chains() -> Iterator[tuple[str, str, list[Plan]]]:
    """Name and text of the clean plans with documents above them."""
    yield "frame", frame("ward"), [plan_of(frame(n, PACKS), f"{n}.txt") for n in ("above",)]
    for name, above in ABOVE.items():
        if (SHARED / name).is_file():
            plans = [plan_of((SHARED / n).read_text(encoding="utf-8"), n) for n in above]
            yield name, (SHARED / name).read_text(encoding="utf-8"), plans


def planted(paths: list[str]) -> Iterator[tuple[str, tuple[str, ...], str, str, str, Sequence[Plan]]]:
    """What is wrong, who may say so, name, clean text, faulty text, documents above."""
    for name, text in texts(paths):
        own = "phường" if "PHƯỜNG" in text[:200] else "quận" if "QUẬN" in text[:200] else "tỉnh"
        for what, rules, operator in OPERATORS:
            for faulty in operator(text):
                yield what, rules, name, text, faulty.replace("{own}", own), ()
    if paths:
        return
    for name, text, above in chains():
        for what, rules, faulty in mutations_above.faulty(plan_of(text, name), above):
            yield what, rules, name, text, faulty, above
    grassroots = [("grassroots", frame("grassroots", PACKS)), *((n, t) for n, t in texts([]) if n == "phuong-1.txt")]
    for name, text in grassroots:
        year = "2024" if name == "grassroots" else "2023"
        for what, rules, operator in mutations_above.LAW:
            for faulty in operator(text):
                yield what, rules, name, text, faulty.replace("{year}", year), ()


def main() -> None:
    """Plant all defects and print the counts."""
    detail = "--detail" in sys.argv
    found: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    packs: dict[str, Counter[str]] = {}
    alarms: Counter[str] = Counter()
    clean: dict[tuple[str, int], Counter[tuple[str, str]]] = {}
    for what, rules, name, text, faulty, above in planted([a for a in sys.argv[1:] if not a.startswith("-")]):
        if faulty == text:
            continue
        key = name, len(above)
        if key not in clean:
            before = findings(text, name, above)
            clean[key] = Counter((f.rule, f.message) for f in before)
            wrong = [f"{f.rule}: {f.message}" for f in before if f.outcome == "fail" and f.level != "note"]
            if wrong:
                print(f"clean plan {name}: {wrong}")
        after = [f for f in findings(faulty, name, above) if (f.rule, f.message) not in clean[key]]
        pack = rules[0].split("-")[0]
        hit = any(f.rule.startswith(rules) for f in after)
        counts[what] += 1
        found[what] += hit
        packs.setdefault("LAW" if pack.startswith("LAW") else pack, Counter()).update(planted=1, found=hit)
        if not hit and detail:
            print(f"missed: {what} in {name}: {[f.rule for f in after]}")
        for f in after:
            if f.outcome == "fail" and f.level != "note" and not f.rule.startswith(rules):
                alarms[f.rule] += 1
                if detail:
                    print(f"also: {f.rule} on “{what}” in {name}: {f.message[:90]}")
    for what in counts:
        mark = "" if found[what] == counts[what] else "  <--"
        print(f"{found[what]:3}/{counts[what]:<3} {what}{mark}")
    for pack, count in packs.items():
        print(f"{pack:5} planted {count['planted']}, found {count['found']} ({count['found'] / count['planted']:.1%})")
    total, hits = counts.total(), found.total()
    print(f"operators {len(counts)}, planted {total}, found {hits} ({hits / total:.1%})")
    print(f"other errors and warnings {alarms.total()}: {dict(alarms)}")


if __name__ == "__main__":
    main()
