"""Repairs as tracked changes: accepted, what they mend is gone and nothing new is found; nothing is ever changed in silence."""

import hashlib
import io
from functools import cache
from pathlib import Path

import docx
import pytest
from reviewed_word import accept, body, comments, same, without_ours

import phaply
from phaply.parse import Plan, parse
from phaply.readers.docx import read_docx
from phaply.report.docx import render_docx
from phaply.rules.examples import document_of, frames_of
from phaply.rules.fixes import trimmed
from phaply.rules.loader import load_pack, shipped_packs
from phaply.rules.model import Fix, Report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MENDED = {
    "ND30-BASIS-END",
    "ND30-BASIS-MARK",
    "ND30-CAPS-AGENCY",
    "ND30-CAPS-CAPITAL",
    "ND30-CAPS-SMALL",
    "ND30-DATE-PADDING",
    "ND30-MOTTO-FORM",
    "ND30-NATION-FORM",
    "ND30-NUMBER-COLON",
    "ND30-NUMBER-SPACES",
    "ND30-NUMBER-ZERO",
    "ND30-OUTLINE-ALPHABET",
    "ND30-OUTLINE-ORDER",
    "ND30-OUTLINE-POINT-MARK",
    "ND30-PLACE-COMMA",
    "ND30-RECIPIENTS-END",
    "ND30-RECIPIENTS-MARK",
    "ND30-SIGN-DOT",
}
PACKS = [load_pack(name, strict=True) for name in shipped_packs()]
RULES = {rule.id: (pack, rule) for pack in PACKS for rule in pack.rules}
EXAMPLES = [(name, i) for name in sorted(MENDED) for i in range(len(RULES[name][1].file.examples.bad))]


def read(data: bytes) -> tuple[Plan, Report]:
    plan = parse(read_docx(data, name="du-thao.docx", sha256=hashlib.sha256(data).hexdigest()))
    return plan, phaply.check(plan, packs=PACKS)


@cache
def in_word(name: str, number: int) -> bytes:
    """A bad example as a Word file with comments only."""
    pack, rule = RULES[name]
    plan = parse(document_of(rule, rule.file.examples.bad[number], frames_of(pack)))
    return render_docx(phaply.check(plan, packs=PACKS), plan)


def test_every_rule_that_can_be_mended_says_so() -> None:
    assert {name for name, (_, rule) in RULES.items() if rule.file.fix} == MENDED


@pytest.mark.parametrize(("name", "number"), EXAMPLES)
def test_accepted_it_is_gone(name: str, number: int) -> None:
    original = in_word(name, number)
    plan, before = read(original)
    mine = [f for f in before.findings if f.rule == name]
    if not mine:
        pytest.skip("in Word's own header this cannot go wrong")
    data = render_docx(before, plan, original=original, fix=True)
    _, after = read(accept(data))
    mended = sum(bool(f.fix) for f in mine)
    assert mended, "a bad example of a rule that can be mended is mended"
    assert sum(f.rule == name for f in after.findings) == len(mine) - mended
    assert {f.rule for f in after.findings} <= {f.rule for f in before.findings}, "nothing new"


@pytest.mark.parametrize(("name", "number"), EXAMPLES[::4])
def test_rejected_it_is_as_before(name: str, number: int) -> None:
    original = in_word(name, number)
    plan, before = read(original)
    data = render_docx(before, plan, original=original, fix=True)
    ids = set(comments(data)) - set(comments(original))
    assert same(without_ours(data, ids), body(original))


def test_a_mended_example_is_told() -> None:
    original = in_word("ND30-DATE-PADDING", 0)
    plan, report = read(original)
    data = render_docx(report, plan, original=original, fix=True)
    (said,) = [c for c in comments(data).values() if "ND30-DATE-PADDING" in c and any("Track Changes" in p for p in c)]
    assert said[0].startswith("Lưu ý: ")
    inserted = ["".join(t.text or "" for t in e.iter(W + "t")) for e in body(data).iter(W + "ins")]
    assert inserted == ["0"]
    assert not list(body(data).iter(W + "del"))


LINES = (
    ["ỦY BAN NHÂN DÂN", "PHƯỜNG HÒA AN"],
    ["Số: 24/KH-UBND"],
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
    ["Hòa An, ngày 05 tháng 6 năm 2023"],
    ["KẾ HOẠCH", "Công tác văn thư năm 2023"],
)


def draft(*body_lines: str) -> docx.document.Document:
    document = docx.Document()
    for group in LINES:
        for line in group:
            document.add_paragraph(line)
    for line in body_lines:
        document.add_paragraph(line)
    return document


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_look_alike_letters() -> None:
    original = saved(draft("I. MỤC ÐÍCH", "1. Thực hiện Quyết ðịnh đã ban hành.", "2. Phối hợp với Cоng an phường."))
    plan, report = read(original)
    assert "look-alike-letter" in {d.code for d in plan.document.diagnostics}
    data = render_docx(report, plan, original=original, fix=True)
    assert [e.findtext(f"{W}r/{W}t") for e in body(data).iter(W + "ins")] == ["Đ", "đ", "o"]
    assert [e.findtext(f"{W}r/{W}delText") for e in body(data).iter(W + "del")] == ["Ð", "ð", "о"]
    again, _ = read(accept(data))
    assert "look-alike-letter" not in {d.code for d in again.document.diagnostics}
    assert again.text == plan.text
    summary = next(iter(comments(data).values()))
    assert any("3 chữ cái giống hình" in line for line in summary)


def test_letters_are_set_in_order_to_the_end_of_the_list() -> None:
    points = [f"{letter}) Việc thứ {n} của phường." for n, letter in enumerate("abcdefgh", 1)]
    original = saved(draft("I. MỤC ĐÍCH", "1. Mục đích", *points, "2. Yêu cầu", "a) Kịp thời.", "b) Đúng hạn."))
    plan, report = read(original)
    assert {"ND30-OUTLINE-ORDER", "ND30-OUTLINE-ALPHABET"} <= {f.rule for f in report.findings}
    again, after = read(accept(render_docx(report, plan, original=original, fix=True)))
    lines = [line for line in again.text.splitlines() if "Việc thứ" in line]
    assert [line[:2] for line in lines] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]
    assert not {"ND30-OUTLINE-ORDER", "ND30-OUTLINE-ALPHABET"} & {f.rule for f in after.findings}


def test_type_is_kept_and_others_changes_are_left_alone() -> None:
    document = draft("Căn cứ Luật Lưu trữ ngày 11 tháng 11 năm 2011;")
    last = document.add_paragraph()
    run = last.add_run(
        "Căn cứ Kế hoạch số 57/KH-UBND ngày 15 tháng 5 năm 2023 của Ủy ban nhân dân quận Lâm Thủy về công tác văn thư;"
    )
    run.italic = True
    for line in (
        "Ủy ban nhân dân phường Hòa An ban hành Kế hoạch như sau:",
        "I. MỤC ĐÍCH",
        "1. Đưa văn thư vào nền nếp.",
    ):
        document.add_paragraph(line)
    original = saved(document)
    plan, report = read(original)
    data = render_docx(report, plan, original=original, fix=True)
    (new,) = list(body(data).iter(W + "ins"))
    assert new.find(f"{W}r/{W}rPr/{W}i") is not None and new.findtext(f"{W}r/{W}t") == "."

    # The same words as someone else's insertion: commented, not touched.
    wrapper = last._p.makeelement(W + "ins", {W + "id": "7", W + "author": "Lê Thị Mai"})
    last._p.append(wrapper)
    wrapper.append(run._r)
    original = saved(document)
    plan, report = read(original)
    data = render_docx(report, plan, original=original, fix=True)
    assert [e.get(W + "author") for e in body(data).iter(W + "ins")] == ["Lê Thị Mai"]
    assert not list(body(data).iter(W + "del"))
    assert any("ND30-BASIS-END" in c for c in comments(data).values())


@pytest.mark.parametrize(
    ("fix", "small"),
    [
        (Fix(0, 3, "abd"), Fix(2, 3, "d")),
        (Fix(0, 1, "0a"), Fix(0, 0, "0")),
        (Fix(0, 3, "abc"), Fix(3, 3, "")),
        (Fix(1, 2, ""), Fix(1, 2, "")),
        (Fix(0, 0, "x"), Fix(0, 0, "x")),
    ],
)
def test_a_repair_is_as_small_as_can_be(fix: Fix, small: Fix) -> None:
    assert trimmed(fix, "abc") == small


def test_sample_round_trip() -> None:
    path = Path(__file__).parents[2] / "corpora/samples/du-thao-phuong-tan-le.docx"
    plan, before = read(path.read_bytes())
    data = render_docx(before, plan, original=path.read_bytes(), fix=True)
    again, after = read(accept(data))
    mended = {f.rule for f in before.findings if f.fix}
    assert mended >= {"ND30-BASIS-END", "ND30-OUTLINE-ORDER"}
    assert not mended & {f.rule for f in after.findings}
    assert {f.rule for f in after.findings} <= {f.rule for f in before.findings}
    assert len(again.text) == len(plan.text)
