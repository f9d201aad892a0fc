"""Header of a document (thể thức văn bản): issuer, number, place and date, kind and subject, signature, recipients.

The components and where they stand: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.1–9. Read in any layout: two columns in a
table, side by side on one line, one under the other, or with parts lost.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, pairwise

from msgspec import Struct, field

from phaply.document.running import is_running_line
from phaply.language import Span, bare, fold
from phaply.parse.issuer import begins_name, group_names, is_body, is_unfinished, level_of, level_of_text, mend
from phaply.parse.kinds import Kind, kind_of_symbol, kinds, misread_title, title_kind
from phaply.parse.labels import read_label
from phaply.parse.masthead import DATE, MOTTO, NATION, STATED, read_date, read_number
from phaply.parse.model import Header
from phaply.parse.reading import Reading
from phaply.parse.rejoin import rejoined
from phaply.parse.signature import read_closing
from phaply.parse.strips import Strip, strips, trim
from phaply.parse.subject import Subject, read_matter, read_subject, starts_body

__all__ = ["parse_header"]

_LINES = 60  # a header that has not ended by then is none
_WIDEST = 1500  # of a line, as much as a subject may need
_FARTHEST = 40_000  # characters that may stand above a header
_ABOVE = 6
_NAMES = 12  # lines of bodies' names


class _Top(Struct):
    """What the lines above the title gave."""

    names: list[tuple[Span, str]] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    place: str | None = None
    kind: Kind | None = None
    title: int = -1
    """Index of the line with the kind's name."""
    matter: int = -1
    """Index of the line with `V/v`."""
    body: int = -1
    """Index of the first line of the text proper, if the title did not come before it."""
    stated: int = -1
    """Index of the line under the title that states issuer, number and date."""


def parse_header(reading: Reading) -> Header:
    """What the document says of itself. A component that is not there is None; one left blank has a span all the same."""
    text = reading.text
    lines = list(rejoined(text, _lines(reading, 0)))
    top = _read_top(text, lines)
    if top.title < 0 and not top.spans and (first := _first_block(reading)):
        lines = list(rejoined(text, _lines(reading, first)))
        top = _read_top(text, lines)
    _read_stated(text, lines, top)
    _settle_kind(text, lines, top)
    subject = _subject(text, lines, top)
    spans = top.spans
    if subject.span[0] < subject.span[1]:
        spans["subject"] = subject.span
    body_start = subject.body_start
    addressees = _addressees(text, lines, body_start)
    if addressees is not None:
        spans["addressees"] = addressees
        body_start = next((x.start for x in lines if x.start >= addressees[1]), addressees[1])
    spans["body_start"] = (body_start, body_start)
    closing = read_closing(reading, body_start)
    signers = closing.signers if closing is not None else ()
    items = closing.recipients if closing is not None else ()
    spans.update(closing.spans if closing is not None else {})
    recipients = tuple(r.text for r in items)
    issuer, parent = _names(text, top)
    if issuer is not None and is_unfinished(issuer):
        # The line of authority under the title says it in full.
        below = next((x for x in lines if x.start >= body_start), None)
        line = text[below.start : below.end] if below is not None else ""
        if below is not None and line.isupper() and len(line) < 120 and fold(line).startswith(fold(issuer) + " "):
            issuer, spans["issuer"] = mend(line), (below.start, below.end)
    level = level_of(issuer, parent, recipients, top.date) if issuer is not None else None
    if level is None and (issuer is None or begins_name(issuer)):
        level = level_of_text(text[body_start : body_start + 4000], recipients, top.date)
    return Header(
        kind=top.kind.abbreviation if top.kind is not None else None,
        number=top.number,
        symbol=top.symbol,
        issuer=issuer,
        parent=parent,
        place=top.place,
        date=top.date,
        subject=subject.text,
        signer=signers[0] if signers else None,
        co_signers=signers[1:],
        recipients=recipients,
        level=level,
        spans=spans,
        recipient_items=items,
    )


def _first_block(reading: Reading) -> int:
    """The block with which a header begins that stands below something else, such as the menu of a web page; 0 if none does."""
    text, blocks = reading.text, reading.blocks
    m = NATION.search(bare(text[:_FARTHEST]))
    if m is None:
        return 0
    i = max(0, bisect_right(blocks, m.start(), key=lambda b: b.start) - 1)
    # The bodies' names stand above it.
    for _ in range(_ABOVE):
        if i == 0 or not is_body(text[blocks[i - 1].start : blocks[i - 1].end]):
            break
        i -= 1
    return i


def _lines(reading: Reading, first: int) -> Iterator[Strip]:
    """The first printed lines from block `first` on; `Kính gửi` begins a line of its own, also where a converter let it run on."""
    text = reading.text
    blocks = ((i, reading.blocks[i]) for i in range(first, min(first + 4 * _LINES, len(reading.blocks))))
    blocks = ((i, b) for i, b in blocks if b.area == "body")
    for line in islice(strips(text, blocks), _LINES):
        at = text.find(" Kính gửi", line.start, line.end)
        if 0 < at < line.start + _WIDEST:
            yield Strip(line.start, at, line.block, line.centred)
            yield Strip(at + 1, min(line.end, at + _WIDEST), line.block, line.centred)
        elif line.end - line.start > _WIDEST:
            yield Strip(line.start, line.start + _WIDEST, line.block, line.centred)
        else:
            yield line


_MATTER = re.compile(r"v ?/ ?v\b|về (?:việc )?\w")
_STAMP = re.compile(
    r"(?:bản )?dự thảo|bản sao|phần văn bản|hỏa tốc|thượng khẩn|khẩn$|mật$|tuyệt mật|tối mật|mẫu|đảng cộng sản việt nam"
)


def _read_top(text: str, lines: list[Strip]) -> _Top:
    """Read line by line until the title, the addressee (`Kính gửi`) or the text proper."""
    top = _Top()
    named = -1  # the last line that gave (part of) a body's name
    for i, line in enumerate(lines):
        printed = text[line.start : line.end]
        if is_running_line(printed):
            continue
        folded = fold(printed)
        titled = title_kind(printed)
        if titled is not None:
            top.kind, top.title = titled[0], i
            top.spans["kind"] = trim(text, line.start, line.start + titled[1])
            return top
        if _MATTER.match(folded) and ("/" in folded[:4] or "number" in top.spans):
            top.matter = i if top.matter < 0 else top.matter
            continue
        taken = [] if folded.startswith("(") else _components(text, line, top)
        if not taken:
            if _begins_text(text, line, folded):
                top.body = i
                return top
            if top.matter >= 0:
                continue  # the matter of a letter may take several lines
        for start, end in _rest(text, line, taken):
            start, end = trim(text, start, end)
            name = text[start:end]
            if len(top.names) >= _NAMES or not is_body(name) or _STAMP.match(fold(name)):
                continue
            if not taken and named != i - 1 and _names_are_over(name, top):
                top.title, top.spans["title"] = i, (start, end)
                return top
            named = i
            top.names.append(((start, end), mend(name)))
    return top


def _begins_text(text: str, line: Strip, folded: str) -> bool:
    if starts_body(folded) or line.end - line.start > 200:
        return True
    label = read_label(text, line.start, line.end)
    return label is not None and label.kind != "bullet" and not label.doubt


def _names_are_over(name: str, top: _Top) -> bool:
    """Whether a line in capitals must be a title of no known kind (`TỜ KHAI …`): the bodies' names stand above it."""
    seen = top.spans.keys()
    return "date" in seen or ("motto" in seen and not begins_name(name))


def _components(text: str, line: Strip, top: _Top) -> list[Span]:
    """Nation, motto, number and date found on the line; what they take of it, in order."""
    printed = text[line.start : line.end].replace("\n", " ")
    plain = bare(printed)
    at = line.start
    taken: list[Span] = []
    for name, pattern in (("nation", NATION), ("motto", MOTTO)):
        m = pattern.search(plain)
        if m is not None:
            span = at + m.start(), at + m.end()
            top.spans.setdefault(name, span)
            taken.append(span)
    number = read_number(printed)
    if number is not None and "number" not in top.spans and not starts_body(fold(printed)):
        span = at + number.start, at + number.end
        top.spans["number"], top.number, top.symbol = span, number.number, number.symbol
        taken.append(span)
    m = DATE.search(plain)
    if m is not None and "date" not in top.spans and not starts_body(fold(printed)):
        top.date = read_date(m)
        start = at + m.start()
        top.spans["date"] = (start, at + m.end())
        left = max((e for _, e in taken if e <= start), default=at)
        left = max([left, *(left + g.end() for g in re.finditer(r" {3,}(?=\S)", text[left:start]))])
        place = trim(text, left, start)
        if place[0] < place[1] and text[place[0]].isalpha() and place[1] - place[0] <= 60:
            top.place, top.spans["place"] = " ".join(text[place[0] : place[1]].split()), place
            start = place[0]
        taken.append((min(start, left) if top.place else start, at + m.end()))
    return sorted(taken)


def _rest(text: str, line: Strip, taken: list[Span]) -> Iterator[Span]:
    """What the components leave of the line, cut where a wide gap parts two columns."""
    at = line.start
    for start, end in [*taken, (line.end, line.end)]:
        if at < start:
            left = at
            for gap in re.finditer(r" {3,}", text[at:start]):
                yield left, at + gap.start()
                left = at + gap.end()
            yield left, start
        at = max(at, end)


def _read_stated(text: str, lines: list[Strip], top: _Top) -> None:
    """`QUYẾT ĐỊNH` / `CỦA BỘ … SỐ 5/2006/QĐ-… NGÀY 21 THÁNG 6 NĂM 2006`: the official gazette's form, all under the title."""
    if top.title < 0 or "number" in top.spans or "date" in top.spans:
        return
    for i in range(top.title + 1, min(top.title + 3, len(lines))):
        line = lines[i]
        m = STATED.match(fold(text[line.start : line.end].replace("\n", " ")))
        if m is None:
            continue
        at = line.start
        issuer = at + m.start(1), at + m.end(1)
        if m[1]:
            top.names = [(issuer, mend(text[slice(*issuer)]))]
        top.spans["number"] = at + m.start(2), at + m.end(2)
        top.number = "".join(text[slice(*top.spans["number"])].split())
        top.symbol = top.number.split("/", 1)[-1].split("/")[-1] if "/" in top.number else None
        top.spans["date"] = at + m.start(3), at + m.end(3)
        date = DATE.search(bare(text[slice(*top.spans["date"])]))
        top.date = read_date(date) if date is not None else None
        top.stated = i
        return


def _settle_kind(text: str, lines: list[Strip], top: _Top) -> None:
    """The kind where no title names it in clear: by the symbol, by `V/v` and `Kính gửi`."""
    if top.kind is not None or "title" in top.spans:
        return
    by_symbol = kind_of_symbol(top.symbol) if top.symbol else None
    if by_symbol is not None:
        for i, line in enumerate(lines[: top.body if top.body >= 0 else len(lines)]):
            printed = text[line.start : line.end]
            plain = fold(printed)
            if misread_title(printed, by_symbol):
                top.names = [n for n in top.names if not line.start <= n[0][0] < line.end]
                top.title, top.kind = i, by_symbol
                top.spans["kind"] = trim(text, line.start, line.end)
                return
            if plain.startswith(by_symbol.name) and (top.body < 0 or i <= top.body):
                top.title, top.kind = i, by_symbol
                top.spans["kind"] = (line.start, line.start + len(by_symbol.name))
                return
        top.kind = by_symbol
    elif top.matter >= 0 or (top.symbol is not None and top.body >= 0 and _addressed(text, lines[top.body])):
        top.kind = next(k for k in kinds() if k.abbreviation == "CV")


def _addressed(text: str, line: Strip) -> bool:
    return fold(text[line.start : line.end]).startswith("kính gửi")


def _addressees(text: str, lines: list[Strip], body_start: int) -> Span | None:
    """`Kính gửi: …`, on one line or as a list below it, where the text would begin."""
    rest = [line for line in lines if line.start >= body_start]
    if not rest or not _addressed(text, rest[0]):
        return None
    end = rest[0].end
    for line in rest[1:]:
        label = read_label(text, line.start, line.end)
        if label is None or label.kind != "bullet":
            break
        end = line.end
    return rest[0].start, end


def _subject(text: str, lines: list[Strip], top: _Top) -> Subject:
    if top.title >= 0:
        line = lines[top.title]
        kind_end = top.spans["kind"][1] if "kind" in top.spans else top.spans["title"][0]
        rest = trim(text, kind_end, line.end)
        follow = lines[max(top.title, top.stated) + 1 :]
        if rest[0] < rest[1]:
            follow = [Strip(*rest, line.block, line.centred), *follow]
        issuer = top.names[-1][1] if top.names else None
        return read_subject(text, follow, issuer, line.end)
    if top.matter >= 0:
        end = lines[top.body].start if top.body >= 0 else lines[-1].end
        after = lines[top.matter + 1 : top.body if top.body >= 0 else None]
        others = [span for name, span in top.spans.items() if name != "kind"]
        return read_matter(text, lines[top.matter], after, others, end)
    if top.body >= 0:
        return Subject(None, (0, 0), lines[top.body].start)
    known = [e for n, (_, e) in top.spans.items()]
    return Subject(None, (0, 0), max(known, default=0))


def _names(text: str, top: _Top) -> tuple[str | None, str | None]:
    """Issuer and parent; their spans are set. Names in two columns' rows are not one stretch: the last line stands for them."""
    groups = group_names(top.names)
    if not groups:
        return None, None
    # The gazette names the issuer once more above each of its documents.
    own = fold(" ".join(t for _, t in groups[-1]))
    while len(groups) > 1 and fold(" ".join(t for _, t in groups[0])) == own:
        del groups[0]
    for key, part in (("issuer", groups[-1:]), ("parent", groups[:-1])):
        if not part:
            continue
        pieces = [span for group in part for span, _ in group]
        whole = pieces[0][0], pieces[-1][1]
        joined = all(not text[a[1] : b[0]].strip(" \n") for a, b in pairwise(pieces))
        top.spans[key] = whole if joined else pieces[-1]
    issuer = " ".join(t for _, t in groups[-1])
    parent = " ".join(t for group in groups[:-1] for _, t in group) or None
    return issuer, parent
