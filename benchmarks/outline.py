"""Outline and header on 400 laws, decrees and circulars (`../shared/corpus/vbpl.jsonl.gz`): accuracy and speed.

Articles (Điều), chapters (Chương) and clauses (khoản) of the outline against the table of contents that the source gives; number
and date of issue against the number that the source gives. Left out, with their count: texts in English (translations carry no
table of contents and no Vietnamese header), pages that hold the list of an act's properties instead of the act, and two acts for
which the source gives a row of dots or a blank as the number. What the table of contents leaves out (annexed regulations, forms
with articles of their own) counts against precision.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from phaply.language import bare
from phaply.parse.header import parse_header
from phaply.parse.model import Header, Node
from phaply.parse.outline import parse_outline
from phaply.parse.reading import Reading
from phaply.readers.text import read_text

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "vbpl.jsonl.gz"
_ENTRY = re.compile(r"(Điều|Chương|Khoản) (\d+[a-zđ]?|[IVXLC]+)\b")


def walk(nodes: Iterable[Node]) -> Iterable[Node]:
    """All nodes, without recursion."""
    stack = list(nodes)[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def counted(nodes: Iterable[Node]) -> dict[str, Counter[str]]:
    """Labels of articles, chapters and clauses (the numbered items straight under an article)."""
    found: dict[str, Counter[str]] = {"Điều": Counter(), "Chương": Counter(), "Khoản": Counter()}
    for node in walk(nodes):
        last = node.path.rsplit(".", 1)[-1]
        if node.kind == "article":
            found["Điều"][last.removeprefix("Điều ")] += 1
            for child in node.children:
                if child.kind == "number":
                    found["Khoản"][child.path.rsplit(".", 1)[-1]] += 1
        elif node.kind == "chapter":
            found["Chương"][last.removeprefix("Chương ")] += 1
    return found


def listed(toc: Iterable[str]) -> dict[str, Counter[str]]:
    """The same labels as the table of contents lists them."""
    found: dict[str, Counter[str]] = {"Điều": Counter(), "Chương": Counter(), "Khoản": Counter()}
    for line in toc:
        if (m := _ENTRY.match(line.replace("\u00a0", " ").strip())) is not None:
            found[m[1]][m[2]] += 1
    return found


def same_number(printed: str | None, given: str) -> bool:
    """Whether two numbers are one, spaces, the marks on letters and Cyrillic letters among Latin ones aside."""
    latin = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
    return printed is not None and bare(re.sub(r"\s", "", printed)) == bare(re.sub(r"\s", "", given).translate(latin))


def dated(header: Header, given: str) -> bool:
    """Whether the header's date is whole and of the year that the number names."""
    year = re.search(r"/((?:19|20)\d\d)/", given)
    return header.date is not None and "X" not in header.date and (year is None or header.date.startswith(year[1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--detail", action="store_true", help="name what differs")
    detail = parser.parse_args().detail
    if not CORPUS.exists():
        sys.exit(f"{CORPUS} is not here: nothing to measure.")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        acts = [json.loads(line) for line in lines]
    readings = [Reading(read_text(a["text"], name=a["id"], sha256="")) for a in acts]
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        parsed = []
        for reading in readings:
            header = parse_header(reading)
            parsed.append((header, parse_outline(reading, header)))
        best = min(best, time.process_time() - began)
    hits: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    numbers = dates = with_number = 0
    for act, (header, outline) in zip(acts, parsed, strict=True):
        if act["toc"]:
            ours, theirs = counted(outline), listed(act["toc"])
            for what in ours:
                hits[what] += (ours[what] & theirs[what]).total()
                gold[what] += theirs[what].total()
                found[what] += ours[what].total()
            if detail and ours["Điều"] != theirs["Điều"]:
                print(
                    act["id"],
                    "missed",
                    dict(theirs["Điều"] - ours["Điều"]),
                    "extra",
                    dict(ours["Điều"] - theirs["Điều"]),
                )
        if act["number"] and act["number"][0].isdigit():
            with_number += 1
            right = same_number(header.number, act["number"])
            numbers += right
            whole = dated(header, act["number"])
            dates += whole
            if detail and not (right and whole):
                print(act["id"], "number", act["number"], "read", header.number, header.date)
    for what in hits:
        print(
            f"{what:8} recall {hits[what] / gold[what]:.4f}  precision {hits[what] / found[what]:.4f}  of {gold[what]}"
        )
    print(f"number   {numbers / with_number:.4f}  date {dates / with_number:.4f}  of {with_number}")
    characters = sum(len(r.text) for r in readings)
    print(f"speed    {characters / best / 1e6:.1f} million characters/s ({characters} in {best:.2f} s of one core)")


if __name__ == "__main__":
    main()
