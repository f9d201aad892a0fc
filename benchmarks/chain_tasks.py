"""Recall of tasks on the chains: every obligation of an upstream plan and every ward task that the gold names must be a task.

    python benchmarks/chain_tasks.py [FOLDER]      default ../shared/chains/dev

Prints what was missed, then per file how many of the named tasks were found by their words, and of these how many with their path.
"""

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from phaply import parse, read

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "chains" / "dev"


def squeezed(text: str) -> str:
    """White space folded, NFC."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def wanted(folder: Path) -> dict[str, set[tuple[str, str]]]:
    """File → (path, quote) of every task the gold names in it."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for gold in sorted(folder.glob("*.gold.json")):
        data = json.loads(gold.read_text(encoding="utf-8"))
        for duty in data["obligations"]:
            found[duty["upstream"]].add((duty["path"], duty["quote"]))
            for cover in duty["by"]:
                if cover["path"]:
                    found[gold.name.replace(".gold.json", ".txt")].add((cover["path"], cover["quote"]))
    return found


def main(folder: Path) -> None:
    """Print the figures."""
    total = hits = placed = extra = 0
    for name, duties in sorted(wanted(folder).items()):
        plan = parse(read(folder / name))
        tasks = [(t.path, squeezed(plan.text[t.start : t.end])) for t in plan.tasks]
        used: set[int] = set()
        file_hits = file_placed = 0
        for path, quote in sorted(duties):
            quote = squeezed(quote)
            at = [i for i, (_, words) in enumerate(tasks) if quote in words]
            used.update(at)
            if not at:
                print(f"{name}: missed {path}: {quote[:80]}")
                continue
            file_hits += 1
            if any(tasks[i][0] == path for i in at):
                file_placed += 1
            else:
                print(f"{name}: path {path}, got {tasks[at[0]][0]}: {quote[:60]}")
        for i, (path, words) in enumerate(tasks):
            if i not in used:
                print(f"{name}: not named by the gold: {path}: {words[:70]}")
                extra += 1
        print(f"{name}: {file_hits}/{len(duties)} found, {file_placed} with their path, {len(tasks)} tasks read")
        total, hits, placed = total + len(duties), hits + file_hits, placed + file_placed
    print(f"recall {hits}/{total} = {hits / max(total, 1):.3f}, with path {placed}/{total}, other tasks {extra}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
