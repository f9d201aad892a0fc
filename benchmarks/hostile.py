"""Hostile text: does the work grow with the text? time(2n) / time(n) of every stage must stay under 2.5.

    python benchmarks/hostile.py [--limit SECONDS] [--only NAME]

Each text is doubled until its parse takes `--limit` seconds or it is 10 million characters long; the last doubling is the one that
counts, and stages of a few milliseconds are left out, where the clock is too coarse. Something quadratic stops early and shows.
"""

import argparse
import sys
import time
from collections.abc import Callable

from stages import STAGES, run_stages

LARGEST = 10_000_000
COARSE = 0.02
STEEP = 2.5

SENTENCE = "Giao công chức Tư pháp chủ trì, phối hợp với các đoàn thể báo cáo UBND phường trước ngày 15/6/2023 theo Kế hoạch số 12/KH-UBND ngày 05/5/2023; "
TEXTS: dict[str, Callable[[int], str]] = {
    "underscores": lambda n: "_" * n,
    "underscore lines": lambda n: "____ " * (n // 5),
    "dots": lambda n: "." * n,
    "spaces": lambda n: "Số:" + " " * n + "/KH-UBND",
    "blank lines": lambda n: "\n" * n,
    "nested brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "nested quotes": lambda n: "“(" * (n // 2),
    "one line": lambda n: (SENTENCE * (n // len(SENTENCE) + 1))[:n],
    "one word": lambda n: "a" * n,
    "digits": lambda n: "1" * n,
    "slashes": lambda n: "1/" * (n // 2),
    "dates": lambda n: "ngày 15/6/2023 " * (n // 15),
    "dates without ends": lambda n: "từ ngày 15, 16, " * (n // 16),
    "days of a year": lambda n: "ngày 5/6, ngày 6/6 hằng năm, " * (n // 30),
    "time slots": lambda n: "- Thời gian: quý I\n" * (n // 19),
    "one time slot": lambda n: "- Thời gian: " + "quý I, ngày 5/6/2023; " * (n // 22),
    "headings of years": lambda n: "I. Nhiệm vụ năm 2023\n1. Họp tháng 6, xong trước ngày 5/6\n" * (n // 56),
    "printed tables": lambda n: "STT Việc Thời gian\n01 Làm. 5 tháng A\n1. x\n" * (n // 43),
    "one long cell": lambda n: "| TT | Thời gian |\n|---|---|\n| 1 | " + "quý I; " * (n // 7) + "|\n",
    "months": lambda n: "tháng 6, 7, 8, " * (n // 15),
    "commas": lambda n: "a," * (n // 2),
    "numbers of acts": lambda n: "số 12/2023/NĐ-CP, " * (n // 18),
    "law, law, law": lambda n: "Luật " * (n // 5),
    "pinpoints": lambda n: "điểm a khoản 1 Điều 2, " * (n // 23),
    "labels only": lambda n: "1.\n" * (n // 3),
    "letters only": lambda n: "a)\nb)\n" * (n // 6),
    "romans deeper": lambda n: "I.\n1.\na)\n-\n+\n" * (n // 13),
    "bullets": lambda n: "- \n" * (n // 3),
    "pipes only": lambda n: "|" * n,
    "table rows": lambda n: "| 1 | Việc | Quý III | UBND phường |\n" * (n // 37),
    "one wide row": lambda n: "| TT " + "| a " * (n // 4) + "|\n",
    "marks": lambda n: "**" * (n // 2),
    "capitals": lambda n: "KẾ HOẠCH\n" * (n // 9),
    "recipients": lambda n: "Nơi nhận:\n" + "- UBND phường;\n" * (n // 15),
    "bodies": lambda n: "các phòng, ban, ngành, đoàn thể và UBND các xã, phường, " * (n // 56),
    "labels of tasks": lambda n: "- Chủ trì:\n- Thời gian:\n" * (n // 24),
    "decomposed letters": lambda n: "e\u0302\u0301" * (n // 3),
}


def spent(text: str) -> dict[str, float]:
    """Seconds by stage."""
    seconds: dict[str, float] = {}

    def clock(stage: str, work: Callable[[], object]) -> object:
        # Processor time: other work on the machine must not look like growth.
        begin = time.process_time()
        result = work()
        seconds[stage] = time.process_time() - begin
        return result

    run_stages(text, clock)
    return seconds


def grow(make: Callable[[int], str], limit: float) -> tuple[int, dict[str, float], dict[str, float]]:
    """The size n of the last doubling, and the seconds at n and at 2n."""
    size = 20_000
    before = spent(make(size))
    while True:
        after = spent(make(size * 2))
        if sum(after.values()) > limit or size * 4 > LARGEST:
            if any(after[s] > COARSE and after[s] >= STEEP * before[s] for s in STAGES):
                again = spent(make(size)), spent(make(size * 2))
                before = {s: max(before[s], again[0][s]) for s in STAGES}
                after = {s: min(after[s], again[1][s]) for s in STAGES}
            return size, before, after
        size, before = size * 2, after


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--limit", type=float, default=1.0)
    options.add_argument("--only")
    given = options.parse_args()
    print(f"{'text':20}{'n':>10}{'seconds':>9}{'ratio':>7}  slowest stage, ns/character; stages at 2.5 or more")
    bad = 0
    for name, make in TEXTS.items():
        if given.only and given.only not in name:
            continue
        size, before, after = grow(make, given.limit)
        steep = {s: after[s] / max(before[s], 1e-9) for s in STAGES if after[s] > COARSE}
        steep = {s: r for s, r in steep.items() if r >= STEEP}
        bad += bool(steep)
        ratio = sum(after.values()) / sum(before.values())
        slow = max(STAGES, key=lambda s: after[s])
        told = f"{slow} {after[slow] / size / 2 * 1e9:.0f}; " + ", ".join(f"{s} {r:.1f}" for s, r in steep.items())
        print(f"{name:20}{size:10,}{sum(after.values()):9.2f}{ratio:7.2f}  {told}", flush=True)
    print(f"{bad} of {len(TEXTS)} texts grow too steeply" if bad else "all grow with the text")
    return 0


if __name__ == "__main__":
    sys.exit(main())
