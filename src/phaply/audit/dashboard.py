"""The dashboard as one self-contained HTML page: no script, nothing loaded from elsewhere, the look of the single report."""

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from phaply import __version__
from phaply.audit.figures import Figures
from phaply.audit.wording import word

__all__ = ["MARKS", "render_dashboard"]

_ROWS_AT_ONCE = 250
"""Rows under one fold: a page of ten thousand plans opens at once and is found by name."""
_MOST = 300
"""Rows of the tables that have no fold; the workbook has them all."""
MARKS = {"c": "✓", "p": "½", "m": "✗", "r": "?", "l": "!", "-": ""}
"""Not by colour alone: the page is printed in black and read by those who see red and green alike."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader("phaply.audit"), PackageLoader("phaply.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_dashboard(
    figures: Figures,
    *,
    sources: tuple[str, ...],
    passed: dict[str, int],
    written: set[str],
    today: str,
    lang: str = "vi",
) -> str:
    """The page. `written`: names of the reports that are there to be linked."""
    return (
        _environment()
        .get_template("dashboard.html.j2")
        .render(
            f=figures,
            lang=lang,
            w=lambda key: word(key, lang),
            sources=sources,
            passed=passed,
            written=written,
            links={row[0]: row[-1] for row in figures.plans},
            today=today,
            marks=MARKS,
            cells={code: Markup(f'<td class="{code}">{mark}</td>') for code, mark in MARKS.items()},
            rows_at_once=_ROWS_AT_ONCE,
            most=_MOST,
            number=lambda n: f"{n:,}" if lang == "en" else f"{n:,}".replace(",", "."),
            percent=lambda part, whole: _percent(part, whole, lang),
            day=_day,
            version=__version__,
        )
    )


def _percent(part: int, whole: int, lang: str) -> str:
    if not whole:
        return "–"
    # 99.97 % is not all of them.
    share = part / whole
    said = f"{min(share, 0.999) if part < whole else share:.1%}".replace(".0%", "%")
    return said if lang == "en" else said.replace(".", ",")


def _day(day: str | None) -> str:
    return "/".join(reversed(day.split("-"))) if day else ""
