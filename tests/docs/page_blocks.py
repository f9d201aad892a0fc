"""Pages of the documentation: their fenced blocks, the commands in them, and whether what is shown is what is printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "README.vi.md",
    *(p for p in sorted((ROOT / "docs").rglob("*.md")) if p.parent.name != "rules"),
]
"""docs/rules is made of the rule files, whose examples `phaply rules test` runs; it shows no command (a test below)."""
RUN = {"console", "sh", "python", "sql"}
SHOWN = {"output", "yaml", "json", "text"}
NEEDS = {
    "nlp.md": ["spacy"],
    "audit.md": ["duckdb"],
    "office.md": ["duckdb"],
    "scale.md": ["duckdb"],
    "graph.md": ["duckdb"],
}
"""Page → packages of the extras without which its commands cannot run."""


@dataclass
class Block:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    title: str | None
    text: str
    code: int | None = None
    """The exit code that the page announces."""

    @property
    def where(self) -> str:
        """For people: file and line."""
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found: list[Block] = []
    opened: Block | None = None
    margin, code = 0, None
    inside: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = re.match(r"( *)```(\S*) ?(.*)$", line)
        if opened is not None:
            if fence and not fence[2]:
                opened.text = "\n".join(piece[margin:] for piece in inside)
                found.append(opened)
                opened, code = None, None
            else:
                inside.append(line)
        elif fence:
            title = re.search(r'title="([^"]+)"', fence[3])
            opened = Block(page, number, fence[2], title[1] if title else None, "", code)
            margin, inside = len(fence[1]), []
        elif m := re.fullmatch(r"\s*<!-- exit: (\d) -->\s*", line):
            code = int(m[1])
        elif line.strip():
            code = None
    assert opened is None, f"{opened.where}: a fence that is never closed" if opened else ""
    return found


def commands_of(block: Block) -> Iterator[tuple[str, list[str] | None]]:
    """The commands of a block, each with the lines it prints; None where they are not shown."""
    if block.language == "sh":
        for line in block.text.splitlines():
            if line.strip() and not line.startswith("#"):
                yield line, None
        return
    command: str | None = None
    shown: list[str] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if command is not None:
                yield command, shown
            command, shown = line[2:], []
        else:
            assert command is not None, f"{block.where}: a console block begins with a command"
            shown.append(line)
    if command is not None:
        yield command, shown


def differs(shown: list[str], real: str) -> str:
    """Empty if the lines shown are the real ones, `…` standing for anything; else what is not found."""
    lines = [line.rstrip() for line in real.rstrip("\n").split("\n")] if real.strip() else []
    while shown and not shown[-1].strip():
        shown = shown[:-1]
    parts: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == "…":
            parts.append([])
        else:
            parts[-1].append(line.rstrip())
    at = 0
    for i, part in enumerate(parts):
        first, last = i == 0, i == len(parts) - 1
        starts = [at] if first else [len(lines) - len(part)] if last else range(at, len(lines) - len(part) + 1)
        for start in starts:
            there = lines[start : start + len(part)] if start >= at else []
            if len(there) == len(part) and all(_line_fits(s, r) for s, r in zip(part, there, strict=True)):
                break
        else:
            return "\n".join(part)
        at = start + len(part)
    return "" if len(parts) > 1 or at == len(lines) else f"(more is printed:) {lines[at]}"


def _line_fits(shown: str, real: str) -> bool:
    return shown == real or re.fullmatch(".*".join(re.escape(piece) for piece in shown.split("…")), real) is not None
