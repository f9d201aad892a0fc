"""Text, web pages and PDF files: milliseconds per file, characters a second, growth on hostile input, gold quotes found.

    python benchmarks/read_speed.py [FILE…]

Without files: the texts and PDF files of `../shared`.
"""

import importlib.util
import json
import sys
import time
from pathlib import Path

from phaply.errors import InputError
from phaply.language.syllables import syllable_share
from phaply.readers import read

SHARED = Path(__file__).resolve().parents[2] / "shared"
HOSTILE = {
    "____": "_",
    "spaces": " ",
    "one line": "Kế hoạch số 12/KH-UBND ",
    "bars": "| ",
    "art": "|a |b  |ccc    |\n",
    "cell ends": "a\n | ",
    "brackets": "[",
    "short lines": "a\n\n",
    "combining": "a\u0301\u0323",
}
PAGE = "<p class=MsoNormal style='text-align:justify'><span style='font-size:13pt'>Căn cứ Luật Đất đai; Ủy ban nhân dân phường</span></p>\n"


def _seconds(data: bytes, times: int = 3) -> float:
    best = 1e9
    for _ in range(times):
        start = time.perf_counter()
        read(data)
        best = min(best, time.perf_counter() - start)
    return best


def files(paths: list[Path]) -> None:
    """One line a file."""
    for path in paths:
        data = path.read_bytes()
        try:
            document = read(data, name=path.name)
        except InputError as error:
            print(f"{path.name:32} {error.sentence('en')[:90]}")
            continue
        best = _seconds(data)
        share, _ = syllable_share(document.text)
        pages = f"{document.pages} pages" if document.pages else ""
        rate = len(document.text) / best / 1e6
        print(
            f"{path.name:32} {best * 1000:8.1f} ms {rate:6.2f} M chars/s  syllables {share:.3f}  {len(document.blocks)} blocks {pages}"
        )


def quotes() -> None:
    """How many quotes of the annotated texts are found in what was read."""
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    found = total = 0
    for gold in sorted((SHARED / "gold" / "dev").glob("*.gold.json")):
        said = json.loads(gold.read_text("utf-8"))
        folded, back = score.fold(read(gold.with_name(gold.name.replace(".gold.json", ".txt"))).text)
        for quote, nth in [
            (x["quote"], x.get("nth", 1)) for k in ("citations", "tasks", "deadlines") for x in said.get(k, [])
        ]:
            total += 1
            found += score.locate(folded, back, quote, nth) is not None
    print(f"quotes found: {found} of {total}")


def growth() -> None:
    """Time for twice the text over time for the text; linear is 2."""
    for name, unit in HOSTILE.items():
        once, twice = (
            _seconds(("Kế hoạch\n" + unit * (size // len(unit))).encode(), 1) for size in (500_000, 1_000_000)
        )
        print(f"{name:14} {once * 1000:8.0f} ms for 0.5 M characters, twice the text: x {twice / once:.2f}")
    once, twice = (_seconds(("<html>" + PAGE * (size // len(PAGE))).encode(), 1) for size in (2_000_000, 4_000_000))
    print(f"{'web page':14} {once * 1000:8.0f} ms for 2 M characters, twice the text: x {twice / once:.2f}")


if __name__ == "__main__":
    given = [Path(a) for a in sys.argv[1:]]
    if given:
        files(given)
    elif SHARED.is_dir():
        files(sorted((SHARED / "gold" / "dev").glob("*.txt")) + sorted((SHARED / "documents").glob("*/*.pdf")))
        quotes()
        growth()
    else:
        growth()
