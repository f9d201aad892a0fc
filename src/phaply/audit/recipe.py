"""The recipe (công thức): everything besides a file's own bytes that its result depends on. Same bytes and recipe: same result."""

import hashlib
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from phaply import __version__
from phaply.audit.model import Orders
from phaply.resources import shipped
from phaply.rules.config import Config, load_config
from phaply.rules.definition import Pack
from phaply.rules.loader import load_packs

__all__ = ["load_orders", "recipe_of"]

_RECORD = 1
"""Raised when the lines of the shards change their form."""
_DATA = ("acts", "lexicon", "units", "upstream")


def load_orders(orders: Orders) -> tuple[Config, tuple[Pack, ...]]:
    """The configuration and the packs that the orders name. Raises RuleError."""
    config = load_config(Path(orders.config)) if orders.config else Config()
    return config, load_packs(orders.packs or config.packs)


def recipe_of(orders: Orders) -> str:
    """A short hash of version, rules, shipped data, configuration, upstream documents and options.

    The limits are not in it: they decide whether a file gets a result, never which. Raises RuleError, OSError.
    """
    config, packs = load_orders(orders)
    digest = hashlib.sha256()
    day = orders.today if any(entry.until for entry in config.suppress) else ""
    options = [
        _RECORD,
        __version__,
        orders.as_of,
        orders.stage,
        orders.lang,
        orders.ocr,
        day,
        [p.file.id for p in packs],
    ]
    digest.update(msgspec.json.encode(options))
    for name, data in _files(orders, config, packs):
        digest.update(msgspec.json.encode([name, len(data)]))
        digest.update(data)
    return digest.hexdigest()[:20]


def _files(orders: Orders, config: Config, packs: Iterable[Pack]) -> Iterator[tuple[str, bytes]]:
    for pack in packs:
        # By the files' names below the pack, so that the same rules elsewhere are the same rules.
        for path in sorted({str(Path(pack.path, "pack.yaml")), *(rule.path for rule in pack.rules)}):
            yield f"{pack.file.id}/{Path(path).name}", Path(path).read_bytes()
    if orders.config:
        yield "config", Path(orders.config).read_bytes()
    for table in ("acts.tsv", "changes.tsv"):
        if config.acts and (Path(config.acts) / table).is_file():
            yield f"own-{table}", (Path(config.acts) / table).read_bytes()
    for path in orders.against:
        yield f"against/{Path(path).name}", Path(path).read_bytes()
    for name in _DATA:
        yield from _tree(shipped("corpora", name), name)


def _tree(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if not folder.is_dir():
        return
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if item.is_file():
            yield f"{name}/{item.name}", item.read_bytes()
        elif item.is_dir() and not item.name.startswith((".", "__")):
            yield from _tree(item, f"{name}/{item.name}")
