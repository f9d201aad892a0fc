"""Tables as recognition prints them: a heading line of column titles, rows that begin with running numbers, no columns kept.

What is certain is used: the titles of the heading tell the columns, the numbers tell the rows, bars that recognition saw and
expressions of time part the cells of a line. What cannot be parted stays in the cell before it.
"""

import re
from collections.abc import Iterator, Sequence

from phaply.language.edits import Span
from phaply.readers.column_titles import TITLE
from phaply.readers.tables_text import Paragraph, TextCell, TextTable

__all__ = ["find_recognised_tables"]

_HEAD = re.compile(r"(?:^|\n)[ |._]{0,4}(?=S?TT\b|Số TT\b)")
_HEAD_WORD = re.compile(r"TT\b")
_FARTHEST = 8  # from the line's end before a heading to its `TT`
_LABEL = re.compile(r"[^\w<>]{0,2}([\dlIOSoÌỊ]{1,4})(?=[\s.|)]|$)[\s._|)]{0,6}")
_MISREAD = str.maketrans({"l": "1", "I": "1", "Ì": "1", "Ị": "1", "O": "0", "o": "0", "S": "5"})
_DAY = r"\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?"
_TIME = re.compile(
    rf"(?<![\w/])(?:(?:[Tt]rước|[Đđ]ến|[Tt]ừ|[Cc]hậm nhất|[Dd]ự kiến|[Xx]ong trước)(?: hết)?(?: ngày)? )?{_DAY}(?: ?(?:[-—–]|đến)+ ?{_DAY})?(?![\w/])"
    r"|[<>≤≥] ?[\dlO]{1,3} ?\(?(?:ngày|tháng)(?: làm(?: việc)?)?\)?"
    r"|(?<!\w)\d{1,3} (?:ngày làm việc|ngày|tháng)\b(?: sau khi)?"
    r"|(?:Trong |Xong )?(?:[Qq]uý|[Tt]háng) (?:[IV]{1,3}|\d{1,2})(?:[/ ](?:năm )?\d{4})?\b"
    r"|Thường xuyên|Hằng năm|Hàng năm|Hằng quý|Hàng quý|Hằng tháng|Hàng tháng|Ngay sau khi [^|\n]{1,24}?(?= [A-ZĐ]|$)"
)
_TIME_HAS = re.compile(r"[\d<>≤≥]|[Qq]uý |[Tt]háng |Thường|H[ằà]ng|Ngay")  # no time is without
# How the name of a body or an officer begins, for a time in words that runs into it: `Theo tiến độ Phòng Tư pháp`.
_BODY = re.compile(
    r" (?=(?:Bộ|Sở|Ban|Phòng|Văn phòng|Cục|Chi cục|Tổ|Hội đồng|UBND|Ủy ban|HĐND|Các|Trung tâm|Công an|Công chức|Bộ phận|Chủ tịch|"
    r"Giám đốc|Trưởng|Đơn vị|Cơ quan)\b)"
)
_NEXT_SECTION = re.compile(r"(?:[IVX]{1,5}|\d{1,2})\. ?[^\W\d_]|(?:Điều|Chương|Phần|Mục) \d|Nơi nhận")
_CUT = re.compile(r"[|]| {3,}")
_MAX_QUIET = 14
"""So many lines without a new row, and the table is over."""
_PROSE = 70
"""A line this long that begins with a capital and holds no bar and no time is a paragraph below the table."""


def find_recognised_tables(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[TextTable]:
    """Such tables in a text whose lines are `text[starts[i]:ends[i]]`, trimmed, in order."""
    if "TT" not in text:
        return []
    found: list[TextTable] = []
    lines: dict[int, int] = {}
    for m in _heads(text):
        lines = lines or {start: n for n, start in enumerate(starts)}
        n = lines.get(m.start() + (text[m.start()] == "\n"))
        if n is None:
            n = (
                next((k for start, k in lines.items() if start <= m.end() <= ends[k]), None)
                if len(lines) < 5000
                else None
            )
        if n is None or (found and n < found[-1].last):
            continue
        table = _read(text, starts, ends, n)
        if table is not None:
            found.append(table)
    return found


def _heads(text: str) -> Iterator[re.Match[str]]:
    """Where a line begins with the title of a column of numbers; the word is looked for first, which is fast."""
    last = -1
    for word in _HEAD_WORD.finditer(text):
        line = text.rfind("\n", max(0, word.start() - _FARTHEST), word.start())
        if line < 0 and word.start() > _FARTHEST:
            continue
        m = _HEAD.match(text, max(line, 0))
        if m is not None and m.start() > last:
            last = m.start()
            yield m


def _read(text: str, starts: Sequence[int], ends: Sequence[int], head: int) -> TextTable | None:
    titles = list(TITLE.finditer(text, starts[head], ends[head]))
    kinds = [m.lastgroup or "" for m in titles]
    if len(titles) < 3 or kinds[0] != "label" or "content" not in kinds:
        return None
    content = kinds.index("content")
    time = kinds.index("time") if "time" in kinds else None
    table = TextTable(head, head + 1, layout=False, guessed=True)
    for c, m in enumerate(titles):
        stop = titles[c + 1].start() if c + 1 < len(titles) else ends[head]
        table.cells.append(TextCell(0, c, 1, [Paragraph([_trim(text, m.start(), stop)])]))
    rows: list[dict[int, list[Span]]] = []
    expected, quiet, n = 1, 0, head + 1
    blank = False
    while n < len(starts) and quiet < _MAX_QUIET:
        a, b = starts[n], ends[n]
        n += 1
        if a == b:
            blank = True
            continue
        label = _LABEL.match(text, a, b)
        number = _number(label[1], expected) if label else -1
        if label and number >= expected:
            rows.append({0: [(label.start(1), label.end(1))]})
            expected = number + 1
            quiet = 0
            a = label.end()
        elif _NEXT_SECTION.match(text, a, b) or (
            blank and b - a >= _PROSE and text[a].isupper() and "|" not in text[a:b] and not _TIME.search(text, a, b)
        ):
            break
        else:
            quiet += 1
        blank = False
        if not rows:
            # The heading goes on; its words belong to the last column.
            table.cells[-1].paragraphs[0].pieces.append((a, b))
            table.last = n
            continue
        if a < b:
            _part(text, a, b, rows[-1], content, time, len(titles))
        table.last = n
    if len(rows) < 2:
        return None
    for r, row in enumerate(rows, 1):
        for column, spans in sorted(row.items()):
            table.cells.append(TextCell(r, column, 1, [Paragraph(spans)]))
    return table


def _number(label: str, expected: int) -> int:
    """The row number that a label means, -1 if it is none: the expected one however misread, or a later one read clearly."""
    if label.isdigit() and label.isascii() and expected <= int(label) <= expected + 2:
        return int(label)
    if not any(c.isdigit() for c in label):
        return -1
    for part in (label, label[1:]):  # a stroke of the table's frame read as a letter
        read = part.translate(_MISREAD)
        if read.isdigit() and read.isascii() and int(read) == expected:
            return expected
    return -1


def _part(text: str, a: int, b: int, row: dict[int, list[Span]], content: int, time: int | None, columns: int) -> None:
    """Put the words of a line into the row's cells."""
    segments: list[Span] = []
    while a <= b:
        bar = _CUT.search(text, a, b)
        span = _trim(text, a, bar.start() if bar else b)
        if span[0] < span[1]:
            segments.append(span)
        a = bar.end() if bar else b + 1
    column = content
    for k, (start, end) in enumerate(segments):
        m = None
        if time is not None and column <= time and _TIME_HAS.search(text, start, end) is not None:
            m = _TIME.search(text, start, end)
        if m is not None and time is not None:
            before, after = _trim(text, start, m.start()), _trim(text, m.end(), end)
            if before[0] < before[1]:
                # Words after a bar and before a time belong to the time (`Đến trước ngày …`); without a bar to the content.
                row.setdefault(time if k else column, []).append(before)
            row.setdefault(time, []).append((m.start(), m.end()))
            column = time + 1
            if after[0] < after[1]:
                row.setdefault(min(column, columns - 1), []).append(after)
            continue
        body = _BODY.search(text, start + 1, end) if k and column == time and k == len(segments) - 1 else None
        if body is not None and column + 1 < columns:
            row.setdefault(column, []).append((start, body.start()))
            row.setdefault(column + 1, []).append((body.end(), end))
            continue
        row.setdefault(min(column, columns - 1), []).append((start, end))
        column += 1


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " |_":
        start += 1
    while end > start and text[end - 1] in " |_":
        end -= 1
    return start, end
