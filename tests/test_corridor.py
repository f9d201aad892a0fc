"""The corridor: each folder imports only from folders to its left (docs/architecture.md)."""

import ast
from pathlib import Path

import phaply

ROOT = Path(str(phaply.__file__)).parent
ORDER = ["language", "document", "readers", "parse", "acts", "corpus", "graph", "align", "rules", "report"]
DOORS = {"bench", "cli", "desk", "web", "audit", "nlp"}
GROUND = {"errors", "resources", "output"}
"""What every room may use."""


def imports(path: Path) -> set[str]:
    """The rooms that a module imports, also inside functions; imports for types alone do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    types_only = {
        id(n)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for n in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in types_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("phaply."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("phaply.")}
    return found


def test_no_room_looks_to_its_right() -> None:
    wrong = []
    for room in ORDER:
        allowed = {*ORDER[: ORDER.index(room) + 1], *GROUND}
        for path in (ROOT / room).rglob("*.py"):
            wrong += [f"{path.relative_to(ROOT)} imports {name}" for name in imports(path) - allowed]
    assert not wrong


def test_every_folder_has_its_place() -> None:
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and any(p.glob("*.py"))}
    assert folders <= {*ORDER, *DOORS}
