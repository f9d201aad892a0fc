"""YAML rule files: values and, when something is wrong, the line where it stands.

Only mappings, lists and scalars, and of plain scalars only `true`, `false`, `null` and numbers are more than text (`2020-03-05`
stays text). No tags, no anchors: a rule file says what it says.
"""

from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from phaply.errors import RuleError

__all__ = ["broken", "line_of", "read_mapping"]

_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class _Plain:
    """Takes the place of PyYAML's resolver, which costs most of the time and turns dates into objects."""

    def descend_resolver(self, parent: Node | None, index: object) -> None: ...
    def ascend_resolver(self) -> None: ...
    def check_resolver_prefix(self, *args: object) -> bool:
        return False

    def resolve(self, kind: type[Node], value: str | None, implicit: object) -> str:
        return "plain"


try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    class _Composer(_Plain, CParser):
        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)

except ImportError:  # pragma: no cover - PyYAML without libyaml
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Composer(_Plain, Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]
        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)


def broken(path: str, line: int | None, vi: str, en: str) -> RuleError:
    """The error of a rule file: file, line, what is wrong."""
    where = f"{path}:{line}" if line else path
    return RuleError(f"{where}: {vi}", f"{where}: {en}")


def read_mapping(text: str, path: str) -> dict[str, Any]:
    """The mapping that a file holds. Raises RuleError with file and line."""
    node = _compose(text, path)
    if not isinstance(node, MappingNode):
        raise broken(path, 1, "tệp phải là một bảng khóa: giá trị.", "the file must be a mapping of key: value.")
    value: dict[str, Any] = _value(node, path)
    return value


def line_of(text: str, keys: list[str | int]) -> int | None:
    """The line (from 1) of the value that `keys` lead to, or of the last key that is there. `*` stands for any key."""
    try:
        node = _compose(text, "")
    except RuleError:
        return None
    return _follow(node, keys, 1)[1]


def _follow(node: Node | None, keys: list[str | int], line: int) -> tuple[int, int]:
    """How many keys could be followed, and the line reached."""
    if not keys:
        return 0, line
    best = (0, line)
    for name, value, at in _children(node):
        if keys[0] in (name, "*"):
            depth, reached = _follow(value, keys[1:], at)
            best = max(best, (depth + 1, reached), key=lambda pair: pair[0])
    return best


def _children(node: Node | None) -> list[tuple[str | int, Node, int]]:
    if isinstance(node, MappingNode):
        return [(key.value, value, key.start_mark.line + 1) for key, value in node.value]
    if isinstance(node, SequenceNode):
        return [(i, value, value.start_mark.line + 1) for i, value in enumerate(node.value)]
    return []


def _compose(text: str, path: str) -> Node | None:
    try:
        node: Node | None = _Composer(text).get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise broken(
            path,
            mark.line + 1 if mark else None,
            f"không phải YAML hợp lệ ({problem}).",
            f"not valid YAML ({problem}).",
        ) from error
    return node


def _value(node: Node, path: str) -> Any:
    if isinstance(node, ScalarNode):
        text: str = node.value
        if not node.style:
            if text in _CONSTANTS:
                return _CONSTANTS[text]
            if text.isdecimal() and text.isascii() and (text[0] != "0" or len(text) == 1):
                return int(text)
            whole, dot, part = text.partition(".")
            if dot and whole.isdecimal() and part.isdecimal():
                return float(text)
        return text
    if isinstance(node, SequenceNode):
        return [_value(item, path) for item in node.value]
    result: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise broken(path, key.start_mark.line + 1, "khóa phải là một từ.", "a key must be a word.")
        if key.value in result:
            line = key.start_mark.line + 1
            raise broken(path, line, f"khóa {key.value} ghi hai lần.", f"key {key.value} is given twice.")
        result[key.value] = _value(value, path)
    return result
