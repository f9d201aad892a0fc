"""Every quote of the annotated real texts is found in what the reader makes of them, white space folded."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from phaply.readers import read

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = sorted((SHARED / "gold" / "dev").glob("*.gold.json"))
CHAINS = sorted((SHARED / "chains" / "dev").glob("*.gold.json"))


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folded_text(score: ModuleType, gold: Path) -> tuple[str, list[int]]:
    document = read(gold.with_name(gold.name.replace(".gold.json", ".txt")))
    folded: tuple[str, list[int]] = score.fold(document.text)
    return folded


@pytest.mark.skipif(not GOLD, reason="no annotated texts beside the project")
@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.name.removesuffix(".gold.json"))
def test_quotes_of_annotated_plans(score: ModuleType, gold: Path) -> None:
    said = json.loads(gold.read_text("utf-8"))
    quotes = [(x["quote"], x.get("nth", 1)) for kind in ("citations", "tasks", "deadlines") for x in said.get(kind, [])]
    quotes += [(x["deadline"], 1) for x in said["tasks"] if x.get("deadline")]
    quotes += [(x["after"], 1) for x in said["deadlines"] if x.get("after")]
    folded, back = folded_text(score, gold)
    assert [q for q in quotes if score.locate(folded, back, *q) is None] == []


@pytest.mark.skipif(not CHAINS, reason="no chains beside the project")
@pytest.mark.parametrize("gold", CHAINS, ids=lambda p: p.name.removesuffix(".gold.json"))
def test_quotes_of_chains(score: ModuleType, gold: Path) -> None:
    said = json.loads(gold.read_text("utf-8"))
    quotes = [(x["quote"], x.get("nth", 1)) for x in said["planted"] if "in" not in x]
    quotes += [(y["quote"], y.get("nth", 1)) for x in said["obligations"] for y in x.get("by", [])]
    folded, back = folded_text(score, gold)
    assert [q for q in quotes if score.locate(folded, back, *q) is None] == []
