"""`python:subject-year`: the year that ends the subject is not before the year of issue."""

import re
from collections.abc import Iterator

from phaply.language import fold
from phaply.rules.checks import Hit, Settings, check
from phaply.rules.context import Context
from phaply.rules.definition import Rule

_YEAR = re.compile(r"(?<!\w)năm ((?:19|20)\d\d)(?![\d\-–/])")
_OF_ANOTHER = re.compile(
    r"luật|nghị định|nghị quyết|kết luận|thanh tra|kiểm toán|kết quả|quyết định|giai đoạn|từ năm|ngày|hiến pháp|tồn tại|sau"
)


class SubjectYear(Settings, frozen=True, forbid_unknown_fields=True):
    """No settings."""


@check("python:subject-year", SubjectYear)
def run(rule: Rule, settings: SubjectYear, ctx: Context) -> Iterator[Hit]:
    """One Hit if the only year of the subject lies before the plan's own."""
    subject, span, days = fold(ctx.header.subject or ""), ctx.header.spans.get("subject"), ctx.date_range
    years = _YEAR.findall(subject)
    if len(set(years)) != 1 or span is None or days is None or _OF_ANOTHER.search(subject):
        return
    if int(years[0]) < int(days[0][:4]):
        yield Hit(spans=(span,), values={"year": years[0], "issued": days[0][:4]})
