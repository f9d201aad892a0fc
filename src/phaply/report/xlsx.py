"""The report as a workbook: findings, coverage, tasks with owners and dates. Real dates, filters, a frozen header."""

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from phaply.parse import Plan, Task
from phaply.report.wording import basis_text, word
from phaply.rules.model import Report

__all__ = ["render_xlsx"]

_COLUMNS = {
    "findings": (
        [
            ("Mức", 12),
            ("Mục", 10),
            ("Nội dung", 60),
            ("Trích văn bản", 50),
            ("Chỗ", 12),
            ("Cấp trên ghi", 50),
            ("Gợi ý", 40),
            ("Căn cứ", 45),
            ("Quy tắc", 22),
        ],
        [
            ("Level", 12),
            ("Path", 10),
            ("Message", 60),
            ("Quote", 50),
            ("Place", 12),
            ("Upstream", 50),
            ("Suggestion", 40),
            ("Basis", 45),
            ("Rule", 22),
        ],
    ),
    "coverage": (
        [
            ("Văn bản cấp trên", 28),
            ("Mục", 10),
            ("Cấp trên yêu cầu", 60),
            ("Trạng thái", 18),
            ("Muộn", 8),
            ("Sai chủ thể", 12),
            ("Trong kế hoạch này", 60),
            ("Vì sao", 50),
        ],
        [
            ("Upstream", 28),
            ("Path", 10),
            ("Upstream asks", 60),
            ("Status", 18),
            ("Late", 8),
            ("Wrong owner", 12),
            ("In this plan", 60),
            ("Why", 50),
        ],
    ),
    "tasks": (
        [
            ("Mục", 10),
            ("Nhiệm vụ", 70),
            ("Chủ trì", 35),
            ("Phối hợp", 40),
            ("Thời hạn", 32),
            ("Từ ngày", 12),
            ("Đến ngày", 12),
            ("Sản phẩm", 30),
        ],
        [
            ("Path", 10),
            ("Task", 70),
            ("Lead", 35),
            ("Support", 40),
            ("Deadline", 32),
            ("From", 12),
            ("To", 12),
            ("Output", 30),
        ],
    ),
}
_SHEETS = {
    "findings": ("Phát hiện", "Findings"),
    "coverage": ("Nhiệm vụ cấp trên", "Coverage"),
    "tasks": ("Nhiệm vụ", "Tasks"),
}
_FILL = {"error": "#FBE4E6", "warning": "#FDEECB", "note": "#DFF0F7", "review": "#ECE4F7"}


def render_xlsx(report: Report, plan: Plan, lang: str = "vi") -> bytes:
    """The workbook's bytes; the same report always gives the same bytes."""
    english = lang == "en"
    out = BytesIO()
    # Cells that look like formulas or links in a plan are text; nothing in it may run.
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": plan.document.name, "created": date(2020, 1, 1)})
    formats = {
        name: book.add_format({"text_wrap": True, "valign": "top", "bg_color": color}) for name, color in _FILL.items()
    }
    formats |= {
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
    }
    formats["head"] = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EBEF"}
    )

    rows: dict[str, list[list[Any]]] = {"findings": [], "coverage": [], "tasks": []}
    for f in report.findings:
        if f.outcome not in ("fail", "review", "error"):
            continue
        style = f.level if f.outcome == "fail" else "review"
        quotes = "\n".join(e.quote for e in f.evidence if e.quote)
        above = "\n".join(f"{u.source} {u.path}: {u.quote}" for u in f.upstream)
        place = f.evidence[0].place if f.evidence else ""
        rows["findings"].append(
            [
                (word(style, lang), style),
                f.path,
                f.message,
                quotes,
                place,
                above,
                f.suggestion or "",
                basis_text(f, lang),
                f.rule,
            ]
        )
    for c in report.coverage or ():
        answers = "\n".join(f"{b.path} {b.quote}".strip() for b in c.by)
        rows["coverage"].append(
            [
                c.source,
                c.path,
                c.quote,
                word(c.status, lang),
                "x" if c.late else "",
                "x" if c.wrong_owner else "",
                answers,
                c.why,
            ]
        )
    rows["tasks"] = [_task(plan, t) for t in plan.tasks]

    for name, content in rows.items():
        if name == "coverage" and report.coverage is None:
            continue
        sheet = book.add_worksheet(_SHEETS[name][english])
        columns = _COLUMNS[name][english]
        for i, (title, width) in enumerate(columns):
            sheet.set_column(i, i, width)
            sheet.write_string(0, i, title, formats["head"])
        for r, row in enumerate(content, 1):
            for i, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, i, value, formats["day"])
                elif isinstance(value, tuple):
                    sheet.write_string(r, i, value[0], formats[value[1]])
                else:
                    sheet.write_string(r, i, str(value)[:32000], formats["text"])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(content)), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    book.close()
    return out.getvalue()


def _task(plan: Plan, task: Task) -> list[Any]:
    deadline = plan.deadlines[task.deadline] if task.deadline is not None else None
    words = " ".join(plan.text[task.start : task.end].split())
    when = " ".join(plan.text[deadline.start : deadline.end].split()) if deadline else ""
    first, last = (_day(deadline.earliest), _day(deadline.latest)) if deadline else ("", "")
    return [
        task.path,
        words,
        "\n".join(p.name for p in task.lead),
        "\n".join(p.name for p in task.support),
        when,
        first,
        last,
        task.output or "",
    ]


def _day(text: str | None) -> date | str:
    try:
        return date.fromisoformat(text) if text else ""
    except ValueError:
        return text or ""
