"""Twenty-two plans that no pattern was made from, of fictional units, in the styles of real ones: reading them must not get worse.

The annotations beside the texts say what the plans say, by the rules of `shared/gold/GUIDE.md`; `shared/gold/score.py` compares.
A floor is raised when the reading has become better, never lowered.
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from phaply.contract import encode, plan_to_json
from phaply.parse import parse
from phaply.readers import read

GOLD = Path(__file__).parent / "gold"
SCORER = Path(__file__).resolve().parents[3] / "shared" / "gold" / "score.py"
FLOORS = {
    "header": 1.0,
    "citations": 0.99,
    "citation identity": 0.98,
    "pinpoints": 1.0,
    "roles": 0.985,
    "tasks": 0.99,
    "leads": 0.98,
    "supports": 1.0,
    "task deadlines": 0.99,
    "deadlines": 0.99,
    "deadline values": 0.99,
}


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the scorer beside the project is not at hand")
    spec = importlib.util.spec_from_file_location("gold_score", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_reading_of_unseen_plans(scorer: ModuleType) -> None:
    tally = scorer.Tally()
    files = sorted(GOLD.glob("*.gold.json"))
    assert len(files) == 22
    for file in files:
        plan = parse(read(file.with_name(file.name.replace(".gold.json", ".txt"))))
        scorer.score(json.loads(file.read_text(encoding="utf-8")), json.loads(encode(plan_to_json(plan))), tally, False)
    reached = {name: f1 for name, _, _, f1, _ in tally.rows()}
    assert {name: f1 for name, f1 in reached.items() if f1 < FLOORS[name]} == {}
    assert reached.keys() == FLOORS.keys()
