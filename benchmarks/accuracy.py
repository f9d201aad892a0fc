"""How well plans are read: header, citations, tasks, owners, deadlines on annotated plans (`../shared/gold/dev`).

    python benchmarks/accuracy.py [--store FILE] [--against FILE] [--detail] [--plans-only]

`--store` keeps the figures and every single mistake; `--against` prints, item by item, which mistakes are gone since then and which
are new. Without `--plans-only` the chains of plans and the notes of the codified law are scored as well, where they are at hand.
"""

import argparse
import importlib.util
import io
import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType

from phaply.contract import encode, plan_to_json
from phaply.parse import parse
from phaply.readers import read

SHARED = Path(__file__).resolve().parents[2] / "shared"
HERE = Path(__file__).resolve().parent


def scorer(path: Path) -> ModuleType:
    """The scorer beside the annotations, as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(folder: Path, score: ModuleType) -> tuple[dict[str, dict[str, float]], dict[str, list[str]]]:
    """The figures, and the mistakes of every document as the scorer words them."""
    tally, mistakes = score.Tally(), {}
    for file in sorted(folder.glob("*.gold.json")):
        name = file.name.removesuffix(".gold.json")
        try:
            predicted = json.loads(encode(plan_to_json(parse(read(score.document(file))))))
        except Exception as error:  # a benchmark goes on and tells, whatever breaks
            print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
            predicted = {"text": ""}
        told = io.StringIO()
        with redirect_stdout(told):
            score.score(json.loads(file.read_text(encoding="utf-8")), predicted, tally, True)
        mistakes[name] = [line.strip() for line in told.getvalue().splitlines() if line.strip()]
    figures = {n: {"precision": p, "recall": r, "f1": f, "gold": g} for n, p, r, f, g in tally.rows()}
    return figures, mistakes


def table(figures: dict[str, dict[str, float]], before: dict[str, dict[str, float]], order: list[str]) -> None:
    """Prints the figures, with the change of F1 since `before`."""
    print(f"{'':20}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>8}" + (f"{'change':>10}" if before else ""))
    for name in order:
        if (row := figures.get(name)) is not None:
            change = f"{row['f1'] - before[name]['f1']:+10.3f}" if name in before else ""
            print(f"{name:20}{row['precision']:10.3f}{row['recall']:10.3f}{row['f1']:10.3f}{row['gold']:8.0f}{change}")


def changes(mistakes: dict[str, list[str]], before: dict[str, list[str]]) -> None:
    """Prints which mistakes are gone and which are new."""
    for name in sorted({*mistakes, *before}):
        now, then = Counter(mistakes.get(name, ())), Counter(before.get(name, ()))
        gone, new = sorted((then - now).elements()), sorted((now - then).elements())
        if gone or new:
            print(f"== {name}: {len(gone)} gained, {len(new)} lost")
            for line in gone:
                print("  +", line)
            for line in new:
                print("  -", line)


def further(shared: Path) -> None:
    """Runs the scorers of the chains and of the codified law's notes."""
    commands = (
        ("chains of plans", [str(shared / "chains" / "score.py"), str(shared / "chains" / "dev")]),
        ("notes of the codified law", [str(HERE / "phapdien.py"), str(shared / "gold" / "phapdien")]),
    )
    # The chains' scorer calls `phaply` by name: this interpreter's own shall answer.
    beside = {**os.environ, "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))}
    for title, command in commands:
        if all(Path(part).exists() for part in command):
            print(f"\n{title}", flush=True)
            subprocess.run([sys.executable, *command], env=beside, check=False)


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=SHARED)
    options.add_argument("--store", type=Path)
    options.add_argument("--against", type=Path)
    options.add_argument("--detail", action="store_true")
    options.add_argument("--plans-only", action="store_true")
    given = options.parse_args()
    gold = given.shared / "gold"
    if not (gold / "score.py").exists():
        print(f"accuracy: no annotated plans at {gold}; give their folder with --shared", file=sys.stderr)
        return 0
    score = scorer(gold / "score.py")
    figures, mistakes = measure(gold / "dev", score)
    before = json.loads(given.against.read_text(encoding="utf-8")) if given.against else {}
    print(f"{len(mistakes)} plans")
    table(figures, before.get("figures", {}), score.ORDER)
    if given.detail:
        for name, lines in mistakes.items():
            print("==", name, *lines, sep="\n   ")
    if before:
        changes(mistakes, before["mistakes"])
    if given.store:
        stored = {"figures": figures, "mistakes": mistakes}
        given.store.write_text(
            json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
    if not given.plans_only:
        further(given.shared)
    return 0


if __name__ == "__main__":
    sys.exit(main())
