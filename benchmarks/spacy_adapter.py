"""The spaCy components against what they are made of: spaCy's own tokenizer plus the core, on the same texts; and a text of 20 MB.

    python benchmarks/spacy_adapter.py [--characters N] [--repeat N] [--big]

The adapter is `phaply` with our syllable tokenizer. spaCy's own tokenizer is that of `spacy.blank("vi")`, which cuts at white space,
and, for comparison, its rule tokenizer (`spacy.blank("en")`). Medians of processor time, one core. Target: adapter ≤ 2 × (own tokenizer + core).
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import spacy

import phaply.nlp
from phaply.nlp.tokenizers import SyllableTokenizer
from phaply.parse import parse
from phaply.readers.text import read_text

SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples"


def seconds(work: Callable[[], object], repeat: int) -> float:
    """The median of processor time."""
    found = []
    for _ in range(repeat):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return median(found)


def core(text: str) -> object:
    """What the components ask of the core."""
    return parse(read_text(text, name="-", sha256=""))


def main() -> int:
    """Print the figures; 1 if the target is missed."""
    options = argparse.ArgumentParser()
    options.add_argument("--characters", type=int, default=400_000)
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument("--big", action="store_true")
    args = options.parse_args()

    plans = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    texts: list[str] = []
    while sum(map(len, texts)) < args.characters:
        # Numbered, so that nothing is answered from a cache.
        texts += [f"{plan}\n{len(texts)}\n" for plan in plans]
    size = sum(map(len, texts))

    own = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    rules = spacy.blank("en")
    nlp = phaply.nlp.blank()
    syllables = SyllableTokenizer(nlp.vocab)
    steps: dict[str, Callable[[], object]] = {
        "spaCy's own tokenizer (vi)": lambda: [own(t) for t in texts],
        "spaCy's rule tokenizer (en)": lambda: [rules(t) for t in texts],
        "syllable tokenizer": lambda: [syllables(t) for t in texts],
        "core": lambda: [core(t) for t in texts],
        "adapter": lambda: [nlp(t) for t in texts],
    }
    for work in steps.values():
        work()
    took = {name: seconds(work, args.repeat) for name, work in steps.items()}
    for name, time_taken in took.items():
        print(f"{name:<30}{time_taken:8.3f} s {size / time_taken / 1e6:8.2f} million characters/s")
    ratio = took["adapter"] / (took["spaCy's own tokenizer (vi)"] + took["core"])
    print(f"adapter / (own tokenizer + core) = {ratio:.2f} (at most 2) over {len(texts)} plans, {size:,} characters")

    if args.big:
        big = "\n".join(texts)
        big = (big + "\n") * (20_000_000 // len(big) + 1)
        begun = time.perf_counter()
        doc = phaply.nlp.blank(max_length=len(big))(big)
        took_big = time.perf_counter() - begun
        print(
            f"{len(big):,} characters: {took_big:.1f} s, {len(doc):,} tokens, {len(doc.spans['citations']):,} citations"
        )
    return 0 if ratio <= 2 else 1


if __name__ == "__main__":
    sys.exit(main())
