"""Word files read by phaply against LibreOffice's own text of them: words, their order, list labels, and milliseconds per file.

    python benchmarks/readers.py [FILE…]

Without files: the .docx, .doc and .rtf files of `../shared`. LibreOffice's text export leaves out text boxes and notes and prints note
marks, so `words` counts the body alone; `beside` is what phaply read besides. Bullets are counted as equal whatever their sign.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from phaply.document import Document
from phaply.language import repair
from phaply.language.syllables import syllable_share
from phaply.readers.docx import read_docx
from phaply.readers.office import convert_many, find_libreoffice, from_converted

SHARED = Path(__file__).resolve().parents[2] / "shared"
_BULLET = re.compile(r"^[-+–•◦▪▫○●oo➢✓*\uf000-\uf0ff](?=\s)")


def _render(command: str, paths: list[Path], folder: Path) -> dict[Path, str]:
    """LibreOffice's text of each file."""
    profile, out = folder / "profile", folder / "text"
    copies = {}
    (folder / "in").mkdir()
    for i, path in enumerate(paths):
        copies[path] = folder / "in" / f"f{i}{path.suffix}"
        copies[path].write_bytes(path.read_bytes())
    subprocess.run(
        [
            command,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "txt:Text",
            "--outdir",
            str(out),
        ]
        + [str(copy) for copy in copies.values()],
        capture_output=True,
        timeout=600,
        check=False,
    )
    made = {path: out / f"{copy.stem}.txt" for path, copy in copies.items()}
    return {path: text.read_text("utf-8-sig") for path, text in made.items() if text.exists()}


def _lines(text: str) -> list[str]:
    return [_BULLET.sub("•", line.strip()) for line in repair(text)[0].split("\n") if line.strip()]


def _share(ours: Counter[object], theirs: Counter[object]) -> float:
    total = sum(ours.values()) + sum(theirs.values())
    return 2 * sum((ours & theirs).values()) / total if total else 1.0


def _pairs(words: list[str]) -> Counter[object]:
    return Counter(pairwise(words))


def _compare(document: Document, theirs: str) -> tuple[int, float, float, int, int, int]:
    """(words, share equal, share of pairs equal, labels, labels equal, words beside the body)."""
    body = [document.text[b.start : b.end] for b in document.body()]
    ours = [word for text in body for line in _lines(text) for word in line.split()]
    lines = _lines(theirs)
    other = [word for line in lines for word in line.split()]
    known = {" ".join(line.split()) for line in lines}
    labelled = [b for b in document.body() if b.label]
    equal = sum(
        all(" ".join(line.split()) in known for line in _lines(document.text[b.start : b.end])[:1]) for b in labelled
    )
    beside = sum(len(document.text[b.start : b.end].split()) for b in document.blocks if b.area != "body")
    return (
        len(ours),
        _share(Counter(ours), Counter(other)),
        _share(_pairs(ours), _pairs(other)),
        len(labelled),
        equal,
        beside,
    )


def _timed(data: bytes, name: str) -> tuple[Document, float]:
    best, document = 9e9, None
    for _ in range(5):
        start = time.perf_counter()
        document = read_docx(data, name=name, sha256=hashlib.sha256(data).hexdigest())
        best = min(best, time.perf_counter() - start)
    assert document is not None
    return document, best * 1000


def main(arguments: Iterable[str]) -> int:
    paths = [Path(argument) for argument in arguments] or sorted(
        path
        for folder in ("documents/office", "documents/legacy", "gold/dev")
        for path in (SHARED / folder).glob("*")
        if path.suffix in (".docx", ".doc", ".rtf")
    )
    command = find_libreoffice()
    if command is None:
        print("LibreOffice is not installed: nothing to compare with", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        texts = _render(command, paths, Path(folder))
    start = time.perf_counter()
    old = [path for path in paths if path.suffix != ".docx"]
    converted = convert_many(old) if old else {}
    each = (time.perf_counter() - start) * 1000 / max(1, len(old))
    print(f"{'file':28}{'KB':>7}{'pages':>6}{'words':>8}{'equal':>9}{'in order':>9}{'labels':>9}{'beside':>8}{'ms':>9}")
    low = 0
    for path in paths:
        data = path.read_bytes() if path.suffix == ".docx" else converted[path]
        if not isinstance(data, bytes):
            print(f"{path.name:28} {data}")
            continue
        document, ms = _timed(data, path.name)
        if path.suffix != ".docx":
            document = from_converted(data, name=path.name, sha256="", format=path.suffix[1:])
        if path not in texts:
            print(f"{path.name:28} LibreOffice gave no text")
            continue
        words, share, order, labels, equal, beside = _compare(document, texts[path])
        if any(d.code == "legacy-encoding" for d in document.diagnostics):
            syllables, _ = syllable_share(document.text)
            print(
                f"{path.name:28}{len(data) / 1024:7.0f}{'':6}{words:8}   legacy encoding, decoded: {syllables:.4f} syllables"
            )
            continue
        low += share < 0.995
        print(
            f"{path.name:28}{len(data) / 1024:7.0f}{document.pages or '':>6}{words:8}{share:9.4f}{order:9.4f}"
            f"{f'{equal}/{labels}':>9}{beside:8}{ms:9.1f}"
        )
    print(f"files under 0.995 of words: {low}; converting .doc and .rtf: {each:.0f} ms a file, not counted above")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
