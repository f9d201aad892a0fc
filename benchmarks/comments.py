"""How long it takes to write comments into a Word file, and to make one of a text.

    python benchmarks/comments.py [FILE.docx …]

Prints milliseconds per file: the best of ten. The bar: 60 ms for a file of three pages.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import phaply
from phaply.report.docx import render_docx

SAMPLES = Path(__file__).parents[1] / "corpora" / "samples"
BAR = 60.0


def best(work: Callable[[], bytes], times: int = 10) -> float:
    """Milliseconds of the fastest of some runs."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent) * 1000


def main() -> int:
    """Print the figures; 1 if the sample takes longer than the bar."""
    above = [phaply.parse(phaply.read(SAMPLES / "ke-hoach-quan-lam-thuy.txt"))]
    draft = SAMPLES / "du-thao-phuong-tan-le.docx"
    files = [draft, SAMPLES / "ke-hoach-phuong-dong-khanh.txt", *map(Path, sys.argv[1:])]
    over = False
    for path in files:
        plan = phaply.parse(phaply.read(path))
        report = phaply.check(plan, upstream=above)
        data = path.read_bytes()
        plain, mended = (best(partial(render_docx, report, plan, original=data, fix=fix)) for fix in (False, True))
        over = over or (path == draft and plain > BAR)
        pages = plan.document.pages or "?"
        print(
            f"{path.name:40} {pages} pages {len(report.findings):4} findings  comments {plain:7.1f} ms  with --fix {mended:7.1f} ms"
        )
    return int(over)


if __name__ == "__main__":
    raise SystemExit(main())
