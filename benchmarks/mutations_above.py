"""Defects against the documents above and against the law, one at a time (see `mutations.py`).

An operator takes the clean plan, parsed, with its coverage, and gives faulty texts. What it touches it takes from the coverage of the
clean plan: a duty that exactly one task carries out is missing once that task does something else.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from phaply.align.coverage import cover
from phaply.align.figures import figures_in
from phaply.align.model import Coverage
from phaply.language import fold
from phaply.parse.model import Citation, Plan

Against = Callable[[Plan, Sequence[Coverage], Sequence[Plan]], Iterator[str]]
_OTHER_WORK = "Mở lớp bồi dưỡng kỹ năng soạn thảo văn bản điện tử cho công chức"


def _put(plan: Plan, start: int, end: int, new: str) -> str:
    return plan.text[:start] + new + plan.text[end:]


def _alone(coverage: Sequence[Coverage]) -> Iterator[Coverage]:
    """Duties that one task alone carries out, and that task nothing else."""
    done: dict[int, set[int | None]] = {}
    for c in coverage:
        for b in c.by:
            if b.task is not None:
                done.setdefault(b.task, set()).add(c.duty)
    seen: set[int] = set()
    for c in coverage:
        tasks = {b.task for b in c.by}
        if c.addressed and c.status == "covered" and len(tasks) == 1 and len(c.by) == 1 and not c.review:
            task = c.by[0].task
            if task is not None and task not in seen and len(done[task]) == 1:
                seen.add(task)
                yield c


def missing_duty(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """The only task that does it does something else."""
    for c in _alone(coverage):
        task = plan.tasks[c.by[0].task or 0]
        line = plan.text.find("\n", task.start)
        yield _put(plan, task.start, min(line, task.end), _OTHER_WORK)


def late(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """Its time is after the one from above."""
    for c in _alone(coverage):
        asked = c.obligation.deadline if c.obligation else None
        task = plan.tasks[c.by[0].task or 0]
        if asked is None or not asked.latest or asked.latest.startswith("--") or task.deadline is None:
            continue
        own = plan.deadlines[task.deadline]
        year = asked.latest[:4]
        if asked.latest < f"{year}-12-01" and own.latest and own.latest.startswith(year):
            yield _put(plan, own.start, own.end, f"Trước ngày 29/12/{year}")


def _direct(plan: Plan, above: Sequence[Plan]) -> Citation | None:
    """The citation of the document directly above."""
    return next((c for c in plan.citations if c.number == above[-1].header.number), None)


def wrong_number(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """Another number, the rest right."""
    c = _direct(plan, above)
    if c is not None and c.number:
        yield _put(plan, c.start, c.end, plan.text[c.start : c.end].replace(c.number, f"9{c.number}", 1))


def wrong_date(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """Another month, the rest right."""
    c = _direct(plan, above)
    if c is not None:
        words = re.sub(
            r"tháng (\d+) năm", lambda m: f"tháng {int(m[1]) - 1:02d} năm", plan.text[c.start : c.end], count=1
        )
        yield _put(plan, c.start, c.end, words)


def wrong_issuer(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """Another body, the rest right."""
    c = _direct(plan, above)
    if c is not None and c.issuer_span:
        words = re.sub(
            r"(quận|thành phố) [^,.;]+", lambda m: f"{m[1]} Tân Kỳ", plan.text[slice(*c.issuer_span)], count=1
        )
        yield _put(plan, *c.issuer_span, words)


def uncited(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """The line of the document directly above left out."""
    c = _direct(plan, above)
    if c is not None:
        start, end = plan.text.rfind("\n", 0, c.start), plan.text.find("\n", c.start)
        yield _put(plan, start, end, "")


def issued_late(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """Issued after the day by which the plan was wanted."""
    span = plan.header.spans.get("date")
    if span and any(c.by and c.by[0].task is None and c.obligation and c.obligation.deadline for c in coverage):
        yield _put(plan, *span, "ngày 20 tháng 12 năm 2023")


def product(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """The product that is asked for neither printed nor named."""
    for c in coverage:
        if not (c.addressed and c.status == "covered" and c.obligation and c.obligation.output and c.by):
            continue
        task = plan.tasks[c.by[0].task] if c.by[0].task is not None else None
        span = task.slots.get("output") if task else None
        if span:
            yield _put(plan, plan.text.rfind("\n", 0, span[0]), span[1], "")


def rarer(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """Less often than asked."""
    for c in coverage:
        asked = c.obligation.deadline if c.obligation else None
        if asked is None or not asked.recurrence or c.status != "covered" or not c.by or c.by[0].task is None:
            continue
        own = c.by[0].deadline
        if own is not None and own.recurrence and own.recurrence == asked.recurrence and asked.recurrence != "P1Y":
            yield _put(plan, own.start, own.end, "hằng năm")


def fewer(plan: Plan, coverage: Sequence[Coverage], above: Sequence[Plan]) -> Iterator[str]:
    """A number that is asked and given halved."""
    for c in coverage:
        if c.status != "covered" or not c.by or c.by[0].task is None:
            continue
        asked = {(f.unit, f.low) for f in figures_in(fold(c.quote))}
        task = plan.tasks[c.by[0].task]
        for f in figures_in(fold(plan.text), task.start, task.end):
            digits = re.match(r"\d+", plan.text[f.start : f.end])
            if (f.unit, f.low) in asked and f.low >= 2 and digits:
                yield _put(plan, f.start, f.start + digits.end(), f"{int(f.low / 2):02d}")


UPSTREAM: list[tuple[str, tuple[str, ...], Against]] = [
    ("duty from above left out", ("UP-DUTY-MISSING", "UP-DUTY-PART", "UP-DUTY-CLAUSE", "UP-DUTY-UNSURE"), missing_duty),
    ("later than asked from above", ("UP-DEADLINE-LATE",), late),
    ("wrong number of the plan above", ("UP-CITE-NUMBER",), wrong_number),
    ("wrong date of the plan above", ("UP-CITE-DATE",), wrong_date),
    ("wrong issuer of the plan above", ("UP-CITE-ISSUER",), wrong_issuer),
    ("plan above not cited", ("UP-CITE-DIRECT", "UP-CITE-ABOVE"), uncited),
    ("issued later than asked", ("UP-PLAN-LATE",), issued_late),
    ("product asked from above left out", ("UP-OUTPUT",), product),
    ("fewer than asked from above", ("UP-DUTY-PART", "UP-FREQUENCY"), fewer),
    ("rarer than asked from above", ("UP-FREQUENCY", "UP-DUTY-PART"), rarer),
]

_SLOTS = "\n- Chủ trì: Công chức Tư pháp - hộ tịch.\n- Thời gian: Trong tháng 10 năm {year}."


def added(*tasks: str) -> Callable[[str], Iterator[str]]:
    """One task more at the end of the part before the last, for each of these sentences."""

    def run(text: str) -> Iterator[str]:
        part = list(re.finditer(r"^III\. ", text, re.M))
        year = re.search(r"năm (20\d\d)\n", text)
        if not part or year is None:
            return
        at = part[-1].start()
        numbers = re.findall(r"^(\d{1,2})\. ", text[text.find("\nII. ") : at], re.M)
        number = int(numbers[-1]) + 1 if numbers else 1
        for task in tasks:
            yield f"{text[:at]}{number}. {task}{_SLOTS.format(year=year[1])}\n\n{text[at:]}"

    return run


LAW: list[tuple[str, tuple[str, ...], Callable[[str], Iterator[str]]]] = [
    (
        "opinions for too few days",
        ("LAW10-OPINION-DAYS",),
        added(
            "Công bố dự thảo Quy chế, lấy ý kiến Nhân dân trong 10 ngày",
            "Lấy ý kiến Nhân dân bằng hội nghị; thời gian lấy ý kiến 15 ngày kể từ ngày công khai",
            "Tổ chức lấy ý kiến của Nhân dân từ ngày 02/10/{year} đến ngày 09/10/{year}",
        ),
    ),
    (
        "posted for too few days",
        ("LAW10-POSTING-DAYS",),
        added("Niêm yết thông tin tại nhà văn hóa trong thời gian 10 ngày", "Niêm yết công khai thông tin, tối thiểu 20 ngày liên tục"),
    ),
    ("broadcast for too few days", ("LAW10-BROADCAST-DAYS",), added("Công khai thông tin trên hệ thống truyền thanh trong 02 ngày liên tục")),
    ("made public too late", ("LAW10-PUBLISH-WITHIN",), added("Tổ chức công khai thông tin chậm nhất 15 ngày làm việc kể từ ngày có quyết định", "Công khai các nội dung trong thời hạn 20 ngày kể từ ngày ban hành")),
    ("list too rarely", ("LAW10-LIST-QUARTER",), added("Cập nhật danh sách nội dung đã công khai hằng năm")),
    ("dialogue too rarely", ("LAW10-DIALOGUE",), added("Tổ chức hội nghị đối thoại với Nhân dân 02 năm một lần")),
    ("decision recognised too late", ("LAW10-RECOGNISE-WITHIN",), added("Công nhận quyết định của cộng đồng dân cư trong thời hạn 10 ngày làm việc kể từ ngày nhận được")),
    ("inspectors answered too late", ("LAW10-TTND-ANSWER",), added("Giải quyết kiến nghị của Ban Thanh tra nhân dân trong thời hạn 30 ngày")),
    ("supervisors answered too late", ("LAW10-GSDT-ANSWER",), added("Giải quyết kiến nghị của Ban Giám sát đầu tư của cộng đồng trong vòng 25 ngày")),
    ("supervision announced too late", ("LAW10-GSDT-NOTICE",), added("Thông báo kế hoạch giám sát chậm nhất 10 ngày trước ngày thực hiện")),
    ("inspectors too few", ("LAW10-TTND-MEMBERS",), added("Kiện toàn Ban Thanh tra nhân dân có 03 thành viên")),
    ("staff informed too briefly", ("LAW10-INTERNAL-DAYS",), added("Niêm yết tại bảng tin nội bộ trong 07 ngày")),
]  # fmt: skip


def faulty(plan: Plan, above: Sequence[Plan]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """What is wrong, the rules that may say so, and the text, for every defect against the documents above."""
    coverage = cover(plan, above)
    for what, rules, operator in UPSTREAM:
        for text in operator(plan, coverage, above):
            yield what, rules, text
