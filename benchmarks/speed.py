"""How fast: characters a second of the full parse by stage, milliseconds for a plan, wall time of the commands.

    python benchmarks/speed.py [--characters N] [--repeat N]

Texts: laws, decrees and circulars of `../shared/corpus` where they are at hand, else the shipped sample plans, repeated. Every
figure is a median of processor time (of the commands: wall time); one core. The cyclic garbage collector stays on, as it is for users.
"""

import argparse
import compileall
import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import phaply
from phaply.contract import encode, plan_to_json
from phaply.parse import parse
from phaply.readers import read
from stages import STAGES, run_stages

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "vbpl.jsonl.gz"
SEED = ROOT.parent / "shared" / "seed" / "ke-hoach-phuong-lac-vien.md"


def texts(limit: int) -> list[str]:
    """Vietnamese texts of about `limit` characters together."""
    found: list[str] = []
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                if "Điều" in text:
                    found.append(text)
                    limit -= len(text)
                if limit <= 0:
                    break
        return found
    samples = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "corpora" / "samples").glob("*.txt"))]
    while samples and limit > 0:
        found += samples
        limit -= sum(map(len, samples))
    return found


def by_stage(corpus: list[str], repeat: int) -> None:
    """Prints the share of each stage."""
    size = sum(map(len, corpus))
    runs: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for _ in range(repeat):
        spent = dict.fromkeys(STAGES, 0.0)

        def clock(stage: str, work: Callable[[], object], spent: dict[str, float] = spent) -> object:
            begin = time.process_time()
            result = work()
            spent[stage] += time.process_time() - begin
            return result

        for text in corpus:
            run_stages(text, clock)
        for stage, seconds in spent.items():
            runs[stage].append(seconds)
    print(f"{len(corpus)} texts, {size:,} characters, median of {repeat}")
    print(f"{'stage':14}{'ns/character':>14}{'million/s':>12}")
    for stage in STAGES:
        seconds = median(runs[stage])
        print(f"{stage:14}{seconds / size * 1e9:14.1f}{size / seconds / 1e6:12.2f}")
    whole = median([sum(runs[stage][i] for stage in STAGES) for i in range(repeat)])
    print(f"{'full parse':14}{whole / size * 1e9:14.1f}{size / whole / 1e6:12.2f}")


def plan_time() -> None:
    """Prints milliseconds for one plan of ordinary length."""
    samples = sorted((ROOT / "corpora" / "samples").glob("*.txt"))
    file = SEED if SEED.exists() else samples[0] if samples else None
    if file is None:
        return
    data = file.read_bytes()
    document = read(data, name=file.name)
    plan = parse(document)
    rows = (
        ("read", lambda: read(data, name=file.name)),
        ("parse", lambda: parse(document)),
        ("to JSON", lambda: encode(plan_to_json(plan))),
    )
    print(f"\none plan of {len(document.text):,} characters ({file.name}), median of 21")
    for name, work in rows:
        times = []
        for _ in range(21):
            begin = time.process_time()
            work()
            times.append(time.process_time() - begin)
        print(f"{name:14}{median(times) * 1e3:14.2f} ms")


def commands(repeat: int) -> None:
    """Prints the wall time of the commands a person waits for."""
    beside = Path(sys.executable).parent
    command = shutil.which("phaply", path=os.pathsep.join((str(beside), os.environ.get("PATH", ""))))
    if command is None:
        return
    # An installed phaply has its byte code; a checkout may have none, and may be forbidden to write it.
    compileall.compile_dir(Path(phaply.__file__).parent, quiet=2)
    lines = [["--help"]]
    if SEED.exists():
        lines += [["parse", str(SEED)], ["check", str(SEED), "--fail-on", "never"]]
    print(f"\ncommands, wall time, median of {repeat}")
    for arguments in lines:
        times, code = [], 0
        for _ in range(repeat):
            begin = time.perf_counter()
            code = subprocess.run([command, *arguments], capture_output=True, check=False).returncode
            times.append(time.perf_counter() - begin)
        told = "" if code == 0 else f"  (exit {code})"
        print(f"{'phaply ' + arguments[0]:14}{median(times):14.3f} s{told}")


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--characters", type=int, default=3_000_000)
    options.add_argument("--repeat", type=int, default=3)
    given = options.parse_args()
    by_stage(texts(given.characters), given.repeat)
    plan_time()
    commands(5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
