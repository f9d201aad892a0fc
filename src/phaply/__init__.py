"""phaply (pháp lý): reads Vietnamese administrative plans, draws them as a graph and checks them with evidence.

>>> import phaply
>>> plan = phaply.parse(phaply.read("ke-hoach.docx"))      # doctest: +SKIP
>>> report = phaply.check(plan)                            # doctest: +SKIP
>>> graph = phaply.build_graph([plan])                     # doctest: +SKIP
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from phaply.audit import audit
    from phaply.corpus import read_corpus
    from phaply.document import Document
    from phaply.errors import InputError, PhaplyError, RuleError, UsageError
    from phaply.graph import build_graph
    from phaply.parse import Plan, parse
    from phaply.readers import read
    from phaply.rules import check
    from phaply.rules.model import Finding, Report

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Finding",
    "InputError",
    "PhaplyError",
    "Plan",
    "Report",
    "RuleError",
    "UsageError",
    "__version__",
    "audit",
    "build_graph",
    "check",
    "parse",
    "read",
    "read_corpus",
]

_HOME = {
    "Document": "phaply.document",
    "Finding": "phaply.rules.model",
    "InputError": "phaply.errors",
    "PhaplyError": "phaply.errors",
    "Plan": "phaply.parse",
    "Report": "phaply.rules.model",
    "RuleError": "phaply.errors",
    "UsageError": "phaply.errors",
    "audit": "phaply.audit",
    "build_graph": "phaply.graph",
    "check": "phaply.rules",
    "parse": "phaply.parse",
    "read": "phaply.readers",
    "read_corpus": "phaply.corpus",
}


class _Face(ModuleType):
    """The package as its users see it: each public name is fetched when it is first asked for.

    So `import phaply` and `phaply --help` stay quick, and `phaply.parse` is always the function, although a folder has the same
    name (its contents are imported as `from phaply.parse import Plan`).
    """

    def __getattr__(self, name: str) -> Any:
        home = _HOME.get(name)
        if home is None:
            raise AttributeError(f"module 'phaply' has no attribute {name!r}")
        return getattr(import_module(home), name)

    def __setattr__(self, name: str, value: Any) -> None:
        # The import system binds a folder to its parent; names of functions stay free for the functions.
        if not (isinstance(value, ModuleType) and name in _HOME):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Face
