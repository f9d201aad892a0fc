"""Every snippet of docs/nlp.md runs."""

import re
from pathlib import Path

import pytest

pytest.importorskip("spacy", reason="spaCy is not installed (extra nlp)")

PAGE = Path(__file__).resolve().parents[2] / "docs" / "nlp.md"
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_there_are_some() -> None:
    assert len(SNIPPETS) >= 3


@pytest.mark.parametrize("code", SNIPPETS)
def test_snippet(code: str) -> None:
    exec(compile(code, str(PAGE), "exec"), {})
