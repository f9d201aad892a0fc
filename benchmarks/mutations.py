"""Plant one known defect at a time in clean plans and count, per rule: found, missed, false alarms.

    python benchmarks/mutations.py [--detail] [PLAN...]

Without PLAN: the frame of the rules' examples, and the clean plans of ../shared/chains/dev if they are there. An operator takes a text and
gives at most three faulty ones; a defect is found if one of the operator's rules says something new. A false alarm is a new `fail` of
level error or warning from any other rule.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from phaply.parse import parse
from phaply.readers.text import read_text
from phaply.rules import check, load_packs
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
    ("doubled word", ("PLAN-DOUBLED-WORD",), swap(r"(?<= )(của|trong|các|và|theo) (?=\w)", lambda m: f"{m[1]} {m[1]} ")),
    ("doubled qualifier", ("PLAN-DOUBLED-QUALIFIER",), closing("Đề xuất xây dựng mới các quy chế mới trước ngày 30/9/2023.")),
    ("unknown abbreviation", ("PLAN-ABBREVIATION",), closing("Thành viên BCĐ CTLT hằng quý kiểm tra việc thực hiện.")),
    ("task twice", ("PLAN-DUPLICATE-TASK",), swap(r"^\| (1[01]|[2-9]) \| ([^|\n]{30,}) (\|[^\n]+)\n", lambda m: f"{m[0]}| {m[1]} | {m[2]} {m[3]}\n")),
    ("row number jumps", ("PLAN-TABLE-ROWS",), swap(r"^\| ([3-5]) \|", lambda m: f"| {int(m[1]) + 1} |")),
    ("Front is ordered", ("PLAN-COMPETENCE-FRONT",), swap(r"Đề nghị (?=Ủy ban Mặt trận)", "Giao ", 1)),
    ("bracket left open", ("PLAN-BRACKETS",), swap(r"\((qua [^)\n]+)\)", lambda m: "(" + m[1])),
    ("last year's subject", ("PLAN-SUBJECT-YEAR",), swap(r"(?<=^KẾ HOẠCH\n)([^\n]+)", lambda m: "Công tác tuyên truyền năm 2021", 1)),
    ("mixed tone marks", ("PLAN-MIXED-TONES",), closing("Đẩy mạnh số hóa tài liệu, số hoá sổ sách trước ngày 30/9/2023.")),
    ("mixed words", ("PLAN-MIXED-WORDS",), closing("Bảo đảm an toàn; đảm bảo tiến độ hằng tháng.")),
]  # fmt: skip


def findings(text: str, name: str) -> list[Finding]:
    """What the packs nd30 and plan say of a text."""
    plan = parse(read_text(text, name=name, sha256="0" * 64))
    return list(check(plan, packs=PACKS).findings)


PACKS = load_packs(["nd30", "plan"])


def texts(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Name and text of the clean plans."""
    if paths:
        yield from ((p, Path(p).read_text(encoding="utf-8")) for p in paths)
        return
    frame = frames_of()["ward"]
    text = frame.text
    for name, words in frame.slots.items():
        text = text.replace("{" + name + "}", words.strip("\n"))
    yield "frame", text
    shared = Path(__file__).resolve().parents[2] / "shared" / "chains" / "dev"
    yield from ((name, (shared / name).read_text(encoding="utf-8")) for name in CLEAN if (shared / name).is_file())


def main() -> None:
    """Run all operators over all plans and print the counts."""
    detail = "--detail" in sys.argv
    found: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    for name, text in texts([a for a in sys.argv[1:] if not a.startswith("-")]):
        before = Counter((f.rule, f.message) for f in findings(text, name))
        own = "phường" if "PHƯỜNG" in text[:200] else "quận" if "QUẬN" in text[:200] else "tỉnh"
        for what, rules, operator in OPERATORS:
            for faulty in operator(text):
                faulty = faulty.replace("{own}", own)
                if faulty == text:
                    continue
                after = [f for f in findings(faulty, name) if (f.rule, f.message) not in before]
                planted[what] += 1
                hit = any(f.rule.startswith(rules) for f in after)
                found[what] += hit
                if not hit and detail:
                    print(f"missed: {what} in {name}: {[f.rule for f in after]}")
                for f in after:
                    if f.outcome == "fail" and f.level != "note" and not f.rule.startswith(rules):
                        alarms[f.rule] += 1
                        if detail:
                            print(f"also: {f.rule} on “{what}” in {name}: {f.message[:90]}")
    for what, _, _ in OPERATORS:
        if planted[what]:
            mark = "" if found[what] == planted[what] else "  <--"
            print(f"{found[what]:3}/{planted[what]:<3} {what}{mark}")
    total, hits = planted.total(), found.total()
    print(
        f"operators {len(planted)}, planted {total}, found {hits} ({hits / total:.1%}), other errors and warnings {alarms.total()}: {dict(alarms)}"
    )


if __name__ == "__main__":
    main()
