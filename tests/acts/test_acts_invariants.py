"""What always holds: nothing in a list or a citation makes the registry fail, and work grows with the input."""

import time
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phaply.acts import Registry, registry, resolve
from phaply.acts.keys import number_key, tidy_number
from phaply.acts.names import name_key
from phaply.acts.repair import repaired
from phaply.acts.units import exists
from phaply.errors import InputError
from phaply.parse.model import Citation

CELLS = st.text(alphabet="aáàảăâ đĐÐ01/9-.,;()'\"“”TQNCP\tsốngàycủaLuậtThôngtư ", max_size=60)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["kind", "number", "title", "issued", "issuer", "effective"]), CELLS))
def test_any_row_is_an_act_or_none(cells: dict[str, str]) -> None:
    act = repaired(cells | {"kind": "Thông tư"}, None)
    assert act is None or act.number or act.title


@settings(deadline=None)
@given(CELLS)
def test_tidying_twice_changes_nothing(number: str) -> None:
    once = tidy_number(number)
    assert tidy_number(once) == once
    assert " " not in once
    assert number_key(once) == number_key(once.upper())


@settings(deadline=None)
@given(CELLS)
def test_names_compare_without_case_and_marks_of_their_own(name: str) -> None:
    assert name_key(name) == name_key(name.upper()) == name_key(f"  {name}  ")


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(["L", "NĐ", "QĐ", "KH", "HP", "??"]), CELLS, CELLS)
def test_any_citation_resolves_or_not(kind: str, number: str, title: str) -> None:
    cited = SimpleNamespace(kind=kind, number=number or None, title=title, date=None, year=None, issuer=None)
    found = resolve(cast(Citation, cited), registry(), "2023-05-05")
    assert (found.act is None) == (found.how is None)
    assert found.act is None or found.act in found.candidates


@settings(deadline=None)
@given(CELLS)
def test_any_name_is_answered(name: str) -> None:
    assert exists(name, "commune", "2023-05-05").answer in ("yes", "no", "unknown")


@pytest.mark.parametrize("piece", [" ", "ngày ", "Thông tư số ", "ngày 01/01/2020 của ", "/2020", "-", "của "])
def test_repair_is_linear(piece: str) -> None:
    def took(size: int) -> float:
        text = piece * (size // len(piece))
        cells = {"kind": "Thông tư", "number": "01", "title": text, "issuer": text, "issued": "2020-01-01"}
        begin = time.perf_counter()
        repaired(cells, None)
        return time.perf_counter() - begin

    assert took(200_000) < 1.0


def test_a_folder_without_a_list_is_one_clear_sentence(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=r"acts\.tsv"):
        len(Registry(tmp_path))
