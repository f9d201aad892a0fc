"""Where the shipped data lives: `rules/` and `corpora/`, inside the wheel or beside the sources."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["shipped"]


def shipped(*parts: str) -> Traversable:
    """The shipped file or folder, as `shipped("corpora", "acts", "acts.tsv")`.

    A wheel carries both folders under `phaply/data`; a source checkout has them at its root.
    """
    root: Traversable = files("phaply") / "data"
    if not root.is_dir():
        root = Path(__file__).resolve().parents[2]
    for part in parts:
        root = root / part
    return root
