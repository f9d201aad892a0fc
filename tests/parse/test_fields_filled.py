"""No empty promises: every public field of a Plan is filled by at least one document at hand."""

import gzip
import json
import re
from pathlib import Path

import msgspec
import pytest

from phaply.parse import Actor, Citation, Deadline, Definition, Header, Node, Pinpoint, Plan, Signer, Task, parse
from phaply.readers import read

HERE = Path(__file__).resolve()
SHARED = HERE.parents[3] / "shared"
FOLDERS = (
    HERE.parents[2] / "corpora" / "samples",
    HERE.parents[1] / "exam" / "gold",
    SHARED / "gold" / "dev",
    SHARED / "chains" / "dev",
)
PARTS = re.compile(r"(?:Phần|Mục) [^ ]{1,8} (?:[^ ]{1,8} ){0,3}(?:của )?(?:Bộ luật|Luật|Nghị định|Thông tư)")
TYPES: tuple[type[msgspec.Struct], ...] = (
    Actor,
    Citation,
    Deadline,
    Definition,
    Header,
    Node,
    Pinpoint,
    Plan,
    Signer,
    Task,
)


def note(value: object, seen: set[tuple[str, str]]) -> None:
    """Remember which fields of the parsed structures hold something other than their empty value."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            stack += item
        elif isinstance(item, TYPES):
            for name in item.__struct_fields__:
                held = getattr(item, name)
                if held not in (None, (), False, "", {}):
                    seen.add((type(item).__name__, name))
                    stack.append(held)


def test_every_field_is_filled_by_some_document() -> None:
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with real plans is not here")
    seen: set[tuple[str, str]] = set()
    for folder in FOLDERS:
        for path in sorted(folder.glob("*")):
            if path.suffix in (".txt", ".docx", ".md"):
                note(parse(read(path)), seen)
    wanted = {(t.__name__, name) for t in TYPES for name in t.__struct_fields__}
    with gzip.open(SHARED / "corpus" / "vbpl.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:  # parts, chapters and sections are cited by laws, not by plans
            if wanted <= seen:
                break
            if PARTS.search(line):
                note(parse(read(json.loads(line)["text"].encode(), name="corpus")), seen)
    never = [f"{t.__name__}.{name}" for t in TYPES for name in t.__struct_fields__ if (t.__name__, name) not in seen]
    assert never == []
