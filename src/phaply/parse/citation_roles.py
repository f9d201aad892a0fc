"""Roles of citations (vai trò): legal basis (căn cứ), what is being carried out (thực hiện), mere mention.

Basis and carrying out belong to the documents that a line of the preamble itself invokes; a document named inside another's
title is a mention wherever it stands (GUIDE).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from phaply.document import Block
from phaply.language import bare
from phaply.parse.citation_kinds import KIND_NAMES
from phaply.parse.model import Header, Role
from phaply.parse.reading import Reading

__all__ = ["KEYWORDS", "Invocation", "assign_roles", "invocations"]


class Invocation(Struct, frozen=True):
    """A stretch of the preamble in which documents are invoked: `Căn cứ …`, `Thực hiện …`, `Theo đề nghị …`."""

    start: int
    end: int
    role: Role
    listed: bool = False
    """True for an item of a section "Căn cứ pháp lý", which needs no keyword of its own."""


KEYWORDS: tuple[tuple[str, Role], ...] = (
    ("căn cứ", "basis"),
    ("tiếp tục thực hiện", "implements"),
    ("tiếp tục triển khai", "implements"),
    ("triển khai thực hiện", "implements"),
    ("tổ chức thực hiện", "implements"),
    ("tổ chức triển khai", "implements"),
    ("để triển khai thực hiện", "implements"),
    ("nhằm triển khai thực hiện", "implements"),
    ("để tổ chức thực hiện", "implements"),
    ("để triển khai", "implements"),
    ("để thực hiện", "implements"),
    ("nhằm thực hiện", "implements"),
    ("nhằm triển khai", "implements"),
    ("thực hiện", "implements"),
    ("triển khai", "implements"),
    ("thi hành", "implements"),
    ("chấp hành", "implements"),
    ("xét đề nghị", "mention"),
    ("xét", "mention"),
    ("theo đề nghị", "mention"),
    ("theo", "mention"),
)
"""How a line of the preamble begins → the role of what it invokes."""

_WORDS = "|".join(re.escape(bare(word)).replace(r"\ ", r"\s{1,2}") for word, _ in KEYWORDS)
_ROLE_OF = {bare(word): role for word, role in KEYWORDS}
_LINE = re.compile(rf"(?:[-–+*•]\s{{0,3}}|\d{{1,2}}[.)]\s{{1,3}})?(?P<word>{_WORDS})(?![^\W_])")


def _keyword(folded: str, start: int, end: int) -> re.Match[str] | None:
    """The keyword that begins a line; without marks, for recognition often loses them (`Căn cử`). Offsets count from `start`."""
    return _LINE.match(bare(folded[start : min(end, start + 60)]))


def _role(word: str) -> Role:
    return _ROLE_OF[" ".join(bare(word).split())]


_INSIDE = re.compile(
    r"[;.,]\s{1,3}(?:và\s)?(?P<word>căn\s{1,2}cứ|triển\s{1,2}khai\s{1,2}thực\s{1,2}hiện|thực\s{1,2}hiện|xét\s{1,2}đề\s{1,2}nghị|theo\s{1,2}đề\s{1,2}nghị)(?![^\W_])"
)
_CITED_INSIDE = re.compile(
    r"[;.,]\s{1,3}(?:và\s)?(?P<word>căn\s{1,2}cứ|triển\s{1,2}khai\s{1,2}thực\s{1,2}hiện|thực\s{1,2}hiện)(?=\s{1,2}(?:các\s{1,2})?(?:"
    + "|".join(re.escape(name.lower()) for name in KIND_NAMES)
    + r")\s)"
)
_SECTION = re.compile(
    r"(?:[ivx]{1,5}\s?[.:/)\-–]|\d{1,2}\s?[.)]\s|phần\s(?:thứ\s|[ivx\d])|chương\s[ivx\d]|mục\s[ivx\d]|điều\s1(?!\d)|[a-zđ]\)\s)"
)
_DECIDES = re.compile(r"(?:quyết\s{0,2}định|quyết\s{0,2}nghị|chỉ\s{0,2}thị|ban\s{0,2}hành)\s?:")
_ENDS_SENTENCE = (";", ".", ":", "!")
_BASIS_HEADING = re.compile(
    r"(?P<label>[ivx]{1,5}\s?[.:/)\-–]\s{0,2}|\d{1,2}\s?[.)]\s{0,2}|[a-zđ]\)\s{0,2})?(?:(?:các|những)\s)?(?:căn cứ|cơ sở)"
    r"(?:\s{1,2}(?:pháp|chính trị|lý luận|thực tiễn|khoa học|xây dựng|lập|ban hành|để|triển khai|thực hiện|đề xuất)(?![^\W_])[^;.,\d]{0,70})?\s?:?$"
)
_LISTED = re.compile(r"[-–+*•]\s{0,3}|\d{1,2}[.)]\s{1,3}|[a-zđ]\)\s{1,3}")
_KIND_NAMES = tuple(bare(name) for name in KIND_NAMES)
_TITLE_LINE = frozenset(bare(name) for name in KIND_NAMES) - {"luat", "lenh"}
_LEAD_IN = re.compile(
    r"^\s{0,3}(?:(?:vào|theo|các|những|nội dung|tinh thần|quy định tại|quy định của|mục tiêu của)\s{1,3}){0,3}$"
    r"|^[^.;\n]{0,160}\s(?:tại|theo|của)\s{1,3}(?:các\s)?$"
)
# "sự chỉ đạo của Quận ủy, Kế hoạch số …": what is named before has no number, and no title that could hold the next one.
_BESIDE = re.compile(r"^[^.;\n(]{0,160}(?:,|\svà)\s{1,3}(?:các\s)?$|^[^.;\n]{0,160}\(\s?$")
_TITLE_WORD = re.compile(r"(?<![^\W_])(?:về|v/v|thi hành|triển khai|thực hiện|quy định|ban hành)(?![^\W_])")
_DIRECTIONS = re.compile(
    r"(?:ý kiến|chỉ đạo|nội dung|yêu cầu|nhiệm vụ|đề nghị|giao|kết luận|quy định|hướng dẫn|chủ trương|thẩm quyền|phân công)"
)
_JOINT = re.compile(
    r"^\s{0,3}(?:;|,|và|, và|; và|cùng với|cùng|kèm theo)\s{0,3}(?:các\s{1,2}|căn cứ\s{1,2}|thực hiện\s{1,2})?$"
)
_NEXT_ITEM = re.compile(r";\s{1,3}(?:các\s)?$")
_JOINT_END = re.compile(r"(?:\s{1,3}và|,\s?và|,)\s{1,3}(?:các\s{1,2})?$")


def invocations(reading: Reading, header: Header) -> list[Invocation]:
    """The invoking stretches of the preamble, in order; also of a plan attached to a decision."""
    folded, text = reading.folded, reading.text
    subject = header.spans.get("subject")
    found: list[Invocation] = []
    blocks = [b for b in reading.blocks if b.start < b.end]
    is_open, seen_keyword = True, False
    list_rank: int | None = None
    after_title = False
    i = 0
    while i < len(blocks):
        block = blocks[i]
        start, end = block.start, block.end
        if block.cell is not None and not block.cell.layout:
            i += 1  # a table of tasks has words of command in it, but no preamble
            continue
        head = folded[start : min(end, start + 40)]
        if end - start < 110 and ("căn cứ" in head or "cơ sở" in head):
            heading = _BASIS_HEADING.match(folded, start, end)
            if heading is not None:
                list_rank, is_open = _rank(heading["label"]), False
                i += 1
                continue
        title = end - start < 40 and text[start:end].isupper() and bare(head).strip(" .:-*_") in _TITLE_LINE
        if list_rank is not None:
            if title or _DECIDES.match(folded, start, end) or _ends_list(folded, block, list_rank):
                list_rank = None
            else:
                found.append(_listed(folded, block))
                i += 1
                continue
        if title:
            is_open, after_title = True, True
            i += 1
            continue
        if not is_open:
            i += 1
            continue
        line = _keyword(folded, start, end)
        if line is not None and not (text[start].isdigit() and line["word"] != "can cu"):
            in_subject = subject is not None and start < subject[1] and end > subject[0]
            # No subject begins with "Căn cứ"; one that begins with "Thực hiện" stands right under the kind's name.
            if not in_subject and (not after_title or line["word"] == "can cu"):
                after_title = False
                last = _stretch(folded, text, blocks, i)
                found.extend(_split(folded, start, blocks[last].end, line))
                # "… xây dựng Kế hoạch như sau:" ends the preamble, as its own paragraph does below.
                is_open = text[blocks[last].end - 1] != ":"
                i = last + 1
                seen_keyword = True
                continue
            if after_title:
                # The subject's own first line; it runs on over the next lines.
                after_title = False
                i += 1
                while i < len(blocks) and not _starts_anew(folded, text, blocks, i):
                    i += 1
                continue
        elif (
            _DECIDES.match(folded, start, end)
            or (_SECTION.match(folded, start, end) and (seen_keyword or start > 600))
            or (seen_keyword and end - start > 60 and text[end - 1] == ":")
        ):
            is_open = False
        elif not seen_keyword and (inside := _CITED_INSIDE.search(folded, start, min(end, start + 1500))) is not None:
            # "Được sự chỉ đạo của Quận ủy, thực hiện Kế hoạch số …"
            last = _stretch(folded, text, blocks, i)
            found.extend(_split(folded, 0, blocks[last].end, inside))
            i = last
            seen_keyword = True
        after_title = False
        i += 1
    return found


def _rank(label: str | None) -> int:
    """The level of a label: Roman 3, Arabic 2, letter 1, none 0."""
    text = (label or "").strip(" .:/)-–")
    return 0 if not text else 2 if text.isdigit() else 3 if text.strip("ivx") == "" else 1


def _ends_list(folded: str, block: Block, rank: int) -> bool:
    """True if a block opens the next section after a list of legal bases whose heading has this rank."""
    section = _SECTION.match(folded, block.start, block.end)
    if section is None or _keyword(folded, block.start, block.end) is not None:
        return False
    if rank:
        return _rank(section[0]) >= rank or section[0][0] in "pcmđ"
    # Under a heading without a label, "1. Luật …" is an item and "1. Mục đích" a section.
    after = bare(folded[section.end() : min(block.end, section.end() + 40)]).lstrip()
    return not after.startswith(_KIND_NAMES)


def _listed(folded: str, block: Block) -> Invocation:
    m = _LISTED.match(folded, block.start, block.end)
    at = m.end() if m else block.start
    line = _keyword(folded, block.start, block.end)
    if line is not None:
        return Invocation(block.start + line.end(), block.end, _role(line["word"]))
    return Invocation(at, block.end, "basis", True)


def _starts_anew(folded: str, text: str, blocks: Sequence[Block], i: int) -> bool:
    """True if block `i` cannot continue the sentence of the block before it."""
    before, here = blocks[i - 1], blocks[i]
    if (
        text[here.start] not in "0123456789"
        and not text[here.start].islower()
        and _keyword(folded, here.start, here.end)
    ):
        return True
    if text[before.end - 1] in _ENDS_SENTENCE:
        return True
    if text[here.start].isupper() and text[before.end - 1] == ",":
        return True
    if _SECTION.match(folded, here.start, here.end) or _DECIDES.match(folded, here.start, here.end):
        return True
    first = text[here.start]
    return not (first.isalnum() or first in '(“"') or (before.cell is not None) != (here.cell is not None)


def _stretch(folded: str, text: str, blocks: Sequence[Block], i: int) -> int:
    """The last block of the sentence that begins with block `i` (lines may be broken anywhere)."""
    last = i
    while last + 1 < len(blocks) and last - i < 30 and not _starts_anew(folded, text, blocks, last + 1):
        last += 1
    return last


def _split(folded: str, start: int, end: int, line: re.Match[str]) -> list[Invocation]:
    """One line may invoke in turn: `Thực hiện A; căn cứ B`."""
    parts: list[Invocation] = []
    word, at = line["word"], start + line.end()
    for m in _INSIDE.finditer(folded, at, end):
        parts.append(Invocation(at, m.start("word"), _role(word)))
        word, at = m["word"], m.end()
    parts.append(Invocation(at, end, _role(word)))
    return parts


def assign_roles(folded: str, found: Sequence[Invocation], spans: Sequence[tuple[int, int, bool]]) -> list[Role]:
    """The role of each citation; `spans` are their start, end and whether they carry a number, in order."""
    roles: list[Role] = ["mention"] * len(spans)
    if not found:
        return roles
    starts = [v.start for v in found]
    last_part, last_invoked = -1, -1
    for i, (start, _, numbered) in enumerate(spans):
        part = bisect_right(starts, start) - 1
        if part < 0 or start >= found[part].end:
            continue
        stretch = found[part]
        first = part != last_part
        if first:
            last_part, last_invoked = part, -1
        if stretch.role == "mention":
            continue
        gap = folded[spans[i - 1][1] if not first else stretch.start : start]
        if first:
            gap = gap[gap.rfind(";") + 1 :]
            lead = gap.strip()
            ok = not lead or (
                not stretch.listed
                and _LEAD_IN.match(gap) is not None
                and (len(lead) < 30 or _DIRECTIONS.search(lead) is not None)
            )
            ok = ok or (
                _BESIDE.match(gap) is not None and (gap.rstrip().endswith("(") or _TITLE_WORD.search(gap) is None)
            )
            # What recognition left of the kind's name: `Căn cứ Thông số 11/2016/TT-BYT`.
            ok = ok or (len(lead) < 9 and " " not in lead)
        elif _JOINT.match(gap) or gap.rstrip().endswith((";", "; và")) or _NEXT_ITEM.search(gap):
            ok = (
                ";" in gap
                or last_invoked == i - 1
                or (numbered and last_invoked >= 0 and last_invoked == i - 2 and not spans[i - 1][2])
            )
        elif _JOINT_END.search(gap):
            ok = last_invoked == i - 1 and (numbered or len(gap) < 40)
        else:
            ok = False
        if ok:
            roles[i] = stretch.role
            last_invoked = i
    return roles
