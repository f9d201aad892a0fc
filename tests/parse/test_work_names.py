"""Bodies named after several works."""

import pytest

from phaply.language import fold
from phaply.parse.work_names import WORKS_EXAMPLES, works_end


@pytest.mark.parametrize(("name", "last"), WORKS_EXAMPLES)
def test_names_of_several_works(name: str, last: str | None) -> None:
    at = name.index("|")
    text = name.replace("|", "")
    end = works_end(text, fold(text), at, len(text))
    assert (None if end is None else text[:end].rpartition(" và ")[2]) == last
