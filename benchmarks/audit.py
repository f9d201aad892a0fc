"""How fast an audit is: text, DOCX, against a plan above, a second run, one worker against two, the dashboard, memory of the parent.

    python benchmarks/audit.py [-n 10000] [--only text …] [--keep FOLDER]

Prints a line per figure with its target for 10,000 plans on two cores, scaled to `-n`. The load of the machine is printed too: other
work on it makes every figure worse.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from generate import generate

FULL = 10_000


class Cost(NamedTuple):
    """What an audit took: seconds by the clock, of the workers' and of the parent's processor, and the parent's memory in MB."""

    clock: float
    workers: float
    parent: float
    memory: float


def run(out: Path, *arguments: object) -> Cost:
    """Audit in a process of its own. Store and dashboard are left out."""
    code = (
        "import sys, time; from phaply.audit import audit; began = time.perf_counter(); "
        "against = sys.argv[4:]; audit([sys.argv[1]], sys.argv[2], workers=int(sys.argv[3]), against=against); "
        "took = time.perf_counter() - began; import resource; "
        "mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(took, theirs.ru_utime + theirs.ru_stime, mine.ru_utime + mine.ru_stime, mine.ru_maxrss / 1e3)"
    )
    line = [sys.executable, "-c", code, str(arguments[0]), str(out), *map(str, arguments[1:])]
    return Cost(*map(float, subprocess.run(line, capture_output=True, text=True, check=True).stdout.split()))


def told(name: str, value: float, unit: str, target: float, *, least: bool = False, note: str = "") -> None:
    """One figure beside its target."""
    good = value >= target if least else value <= target
    sign = "≥" if least else "≤"
    print(f"{name:<34} {value:9.1f} {unit:<4} {sign} {target:<7.1f} {'ok' if good else 'MISSED':<7} {note}", flush=True)


def accuracy(out: Path, truth_file: Path) -> None:
    """What the audit found of what was planted, and whom it blamed without cause."""
    truth = {}
    for line in truth_file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        truth[row["file"]] = row
    missing = hit = blamed = asked = 0
    clean = alarms = 0
    for path in (out / "shards").glob("[0-9]*.ndjson"):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            row = json.loads(line)
            known = truth.get(row["file"])
            if known is None:
                continue
            found = {c["path"]: c["status"] for c in row["coverage"]}
            for obligation, status in known["coverage"].items():
                if status == "missing":
                    missing += 1
                    hit += found.get(obligation) in ("missing", "review")
                else:
                    asked += 1
                    blamed += found.get(obligation) == "missing"
            if not known["planted"]:
                clean += 1
                alarms += any(f["outcome"] == "fail" and f["level"] != "note" for f in row["findings"])
    print(
        f"duties left out: {hit} of {missing} found; duties kept: {blamed} of {asked} blamed; plans without a defect: {alarms} of {clean} with an error or warning"
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--count", type=int, default=FULL)
    parser.add_argument(
        "--only", nargs="*", choices=["text", "docx", "one", "against", "again", "dashboard"], default=None
    )
    parser.add_argument("--keep", type=Path, help="folder for plans and results, kept afterwards")
    args = parser.parse_args()
    wanted = set(args.only or ["text", "docx", "one", "against", "again", "dashboard"])
    with tempfile.TemporaryDirectory(prefix="phaply-bench-", ignore_cleanup_errors=True) as folder:
        root = args.keep or Path(folder)
        measure(root, args.count, wanted)


def load() -> str:
    """How busy the machine is besides."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def measure(root: Path, count: int, wanted: set[str]) -> None:
    """Generate, audit, print."""
    scale = count / FULL
    print(f"{count} plans, {os.cpu_count()} cores, Python {sys.version.split()[0]}, {load()}")
    generate(root / "text", count)
    text = root / "text" / "plans"
    whole = Cost(0, 0, 0, 0)
    if wanted & {"text", "one", "again"}:
        whole = run(root / "o-text", text, 2)
        told("text, all packs, 2 workers", whole.clock, "s", 60 * scale, note=spent(whole, count))
        told("memory of the parent", whole.memory, "MB", 1000, note="for 100,000 the target")
        size = sum(p.stat().st_size for p in (root / "o-text" / "shards").iterdir())
        print(f"{'shards':<34} {size / 1e6:9.1f} MB   {size / count / 1e3:.1f} kB a plan")
    if "again" in wanted:
        again = run(root / "o-text", text, 2)
        told("second run, times faster", whole.clock / again.clock, "x", 20, least=True, note=f"{again.clock:.2f} s")
    if "one" in wanted:
        one = run(root / "o-one", text, 1)
        told("two workers, times one", one.clock / whole.clock, "x", 1.7, least=True, note=f"one: {spent(one, count)}")
    if "docx" in wanted:
        generate(root / "docx", count, docx=True)
        word = run(root / "o-docx", root / "docx" / "plans", 2)
        told("DOCX, all packs, 2 workers", word.clock, "s", 150 * scale, note=spent(word, count))
    if wanted & {"against", "dashboard"}:
        generate(root / "one-topic", count, topics=("dan-chu",))
        plans, above = root / "one-topic" / "plans", root / "one-topic" / "upstream" / "dan-chu.txt"
        both = run(root / "o-against", plans, 2, above)
        if "against" in wanted:
            bare = run(root / "o-bare", plans, 2)
            told("with --against, times without", both.clock / bare.clock, "x", 2, note=spent(both, count))
            told("the same by processor time", both.workers / bare.workers, "x", 2)
        accuracy(root / "o-against", root / "one-topic" / "truth.ndjson")
    if "dashboard" in wanted:
        dashboard(root, scale)


def spent(cost: Cost, count: int) -> str:
    """Rate, and how much of the clock the machine gave: with other work on it the workers' processor time tells more."""
    given = cost.workers / cost.clock
    return (
        f"{count / cost.clock:.0f}/s; processor {1e3 * cost.workers / count:.1f} ms a plan in the workers, "
        f"{1e3 * cost.parent / count:.2f} in the parent; {given:.1f} cores had; {load()}"
    )


def dashboard(root: Path, scale: float) -> None:
    """Store, then page and workbook."""
    from phaply.audit.reporting import report
    from phaply.audit.store import build_store

    began = time.perf_counter()
    build_store(root / "o-against")
    stored = time.perf_counter()
    page = report(root / "o-against", units=root / "one-topic" / "units.txt", reports=0, today="2023-06-01")
    done = time.perf_counter()
    rows = len(re.findall("<tr>", page.read_text(encoding="utf-8")))
    note = f"store {stored - began:.1f} s, page and workbook {done - stored:.1f} s, {page.stat().st_size / 1e6:.1f} MB, {rows} rows"
    told("dashboard", done - began, "s", 10 * max(scale, 0.1), note=note)


if __name__ == "__main__":
    main()
