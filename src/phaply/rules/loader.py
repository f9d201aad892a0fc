"""Rule packs from disk: `pack.yaml` and one YAML file per rule, checked in full or, for the shipped ones, fast."""

import re
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from phaply.errors import RuleError
from phaply.resources import shipped
from phaply.rules.checks import Settings, find_check
from phaply.rules.definition import EVERYTHING, Applies, Override, Pack, PackFile, Rule, RuleFile, RuleHead
from phaply.rules.patterns import danger
from phaply.rules.source import broken, line_of, read_mapping

__all__ = [
    "convert",
    "default_packs",
    "load_pack",
    "load_packs",
    "override",
    "read_rule",
    "rule_files",
    "rules_of",
    "shipped_packs",
]

_SECTION = re.compile(r"^([a-z_]+):.*\n(?:(?:[ #].*)?\n)*", re.M)
_DECIDES = frozenset(RuleHead.__struct_fields__)


@cache
def shipped_packs() -> tuple[str, ...]:
    """The ids of the packs that come with phaply, sorted."""
    folder = shipped("rules")
    if not folder.is_dir():
        return ()
    return tuple(sorted(p.name for p in folder.iterdir() if p.is_dir() and (p / "pack.yaml").is_file()))


@cache
def default_packs() -> tuple[str, ...]:
    """The packs used when none is named: those shipped with `default: true`."""
    return tuple(name for name in shipped_packs() if _pack_file(shipped("rules", name)).default)


def load_packs(names: Sequence[str | Path] | None = None, *, strict: bool = False) -> tuple[Pack, ...]:
    """The packs of these ids or folders (None: the default ones), each with the rules of the packs it extends.

    Raises RuleError with file, line and what is wrong. Examples are read if `strict`, or if the pack is not a shipped one.
    """
    return tuple(load_pack(name, strict=strict) for name in (default_packs() if names is None else names))


def rules_of(packs: Sequence[Pack]) -> tuple[Rule, ...]:
    """The rules of several packs, each once, by id; a pack named later has the last word on a rule that both hold."""
    return _rules_of(tuple(packs))


@lru_cache(maxsize=4)
def _rules_of(packs: tuple[Pack, ...]) -> tuple[Rule, ...]:
    found: dict[str, Rule] = {}
    for pack in packs:
        for rule in pack.rules:
            known = found.get(rule.id)
            if known is not None and known.path != rule.path:
                raise _twice(rule.path, rule.id, known.path)
            found[rule.id] = rule
    return tuple(found[name] for name in sorted(found))


def load_pack(name: str | Path, *, strict: bool = False) -> Pack:
    """One pack by id, or by the path of its folder."""
    if not strict and _is_shipped(name):
        return _shipped_pack(str(name))
    return _load(_find(name), True, ())


@cache
def _shipped_pack(name: str) -> Pack:
    """A shipped pack, read once in the life of a process: it does not change, and thousands of plans are checked with it."""
    return _load(shipped("rules", name), False, ())


def rule_files(folder: Traversable) -> list[Traversable]:
    """The rule files of a pack's folder, by name."""
    return sorted(
        (f for f in folder.iterdir() if f.name.endswith((".yaml", ".yml")) and f.name != "pack.yaml"),
        key=lambda f: f.name,
    )


def _is_shipped(name: str | Path) -> bool:
    return isinstance(name, str) and "/" not in name and "\\" not in name and name in shipped_packs()


def _find(name: str | Path) -> Traversable:
    if _is_shipped(name):
        return shipped("rules", str(name))
    folder = Path(name)
    if (folder / "pack.yaml").is_file():
        return folder
    known = ", ".join(shipped_packs()) or "—"
    raise RuleError(
        f"Không có bộ quy tắc {name}: cần tên một bộ có sẵn ({known}) hoặc thư mục có tệp pack.yaml.",
        f"No rule pack {name}: give the name of a shipped one ({known}) or a folder with a pack.yaml.",
    )


def _pack_file(folder: Traversable) -> PackFile:
    file = folder / "pack.yaml"
    text = file.read_text(encoding="utf-8")
    pack: PackFile = convert(read_mapping(text, str(file)), PackFile, text, str(file))
    return pack


def _load(folder: Traversable, strict: bool, above: tuple[str, ...], given: dict[str, Any] | None = None) -> Pack:
    path = str(folder)
    file = _pack_file(folder)
    if file.id in above:
        circle = " → ".join((*above, file.id))
        text = (folder / "pack.yaml").read_text(encoding="utf-8")
        raise broken(
            str(folder / "pack.yaml"),
            line_of(text, ["extends"]),
            f"các bộ quy tắc mở rộng lẫn nhau theo vòng: {circle}.",
            f"packs extend each other in a circle: {circle}.",
        )
    # A pack that extends another has the last word on the other's parameters.
    parameters = {**file.parameters, **(given or {})}
    inherited: list[Rule] = []
    for name in file.extends:
        beside = Path(path).parent / name
        base = beside if (beside / "pack.yaml").is_file() else _find(name)
        inherited += _load(base, strict, (*above, file.id), parameters).rules
    own = [read_rule(f, file.id, parameters, file.applies, strict=strict) for f in rule_files(folder)]
    seen: dict[str, str] = {}
    for rule in (*inherited, *own):
        if rule.id in seen:
            raise _twice(rule.path, rule.id, seen[rule.id])
        seen[rule.id] = rule.path
    for name in file.overrides:
        if name not in seen:
            text = (folder / "pack.yaml").read_text(encoding="utf-8")
            raise broken(
                str(folder / "pack.yaml"),
                line_of(text, ["overrides", name]),
                f"không có quy tắc {name} để thay đổi.",
                f"there is no rule {name} to override.",
            )
    rules = tuple(override(r, file.overrides.get(r.id)) for r in (*inherited, *own))
    return Pack(file, path, rules)


def override(rule: Rule, change: Override | None) -> Rule:
    """The rule with what a pack or a configuration changes of it."""
    if change is None:
        return rule
    level = rule.level if change.level is msgspec.UNSET else change.level
    outcome = rule.outcome if change.outcome is msgspec.UNSET else change.outcome
    enabled = rule.enabled if change.enabled is msgspec.UNSET else change.enabled
    return msgspec.structs.replace(rule, enabled=enabled, level=level, outcome=outcome)


def _twice(path: str, rule: str, first: str) -> RuleError:
    return broken(path, 1, f"mã quy tắc {rule} đã có ở {first}.", f"rule id {rule} is already in {first}.")


def read_rule(
    file: Traversable,
    pack: str,
    parameters: dict[str, Any] | None = None,
    scope: Applies | None = None,
    *,
    strict: bool = True,
) -> Rule:
    """One rule file. Raises RuleError with file, line and what is wrong."""
    path, text = str(file), file.read_text(encoding="utf-8")
    whole = _Whole(text, path)
    # What is said (title, message, examples) is most of a rule file, and few rules have something to say of a plan.
    rule = whole() if strict else convert(read_mapping(_deciding(text), path), RuleHead, text, path)
    stem = file.name.rsplit(".", 1)[0]
    if rule.id != stem:
        raise broken(
            path,
            line_of(text, ["id"]),
            f"mã {rule.id} khác tên tệp {stem}.",
            f"id {rule.id} differs from the file's name {stem}.",
        )
    settings = dict(rule.check)
    kind = settings.pop("kind", None)
    found = find_check(kind) if isinstance(kind, str) else None
    if found is None:
        raise broken(
            path,
            line_of(text, ["check", "kind"]),
            f"không có loại kiểm tra {kind}.",
            f"there is no kind of check {kind}.",
        )
    settings = {key: _parameter(value, parameters or {}, text, path, key) for key, value in settings.items()}
    check = convert(settings, found.settings, text, path, "check") if issubclass(found.settings, Settings) else settings
    if strict:
        _check_patterns(settings, text, path, ["check"])
        _check_patterns({"where": rule.where, "unless": rule.unless}, text, path, [])
        if not whole().examples.bad or not whole().examples.good:
            _note_missing_examples(text, path)
    rule = msgspec.structs.replace(rule, applies=_one(rule.applies))
    scope = _one(scope or EVERYTHING)
    return Rule(rule, check, str(kind), pack, path, rule.level, rule.outcome, scope, rule.enabled, whole)


_ALIKE: dict[Applies, Applies] = {EVERYTHING: EVERYTHING}


def _one(applies: Applies) -> Applies:
    """The same object for all that apply alike, so that the runner asks once."""
    if len(_ALIKE) > 10_000:
        return applies
    return _ALIKE.setdefault(applies, applies)


class _Whole:
    """A rule file in full, read when first asked for."""

    def __init__(self, text: str, path: str) -> None:
        self._text, self._path = text, path

    @cached_property
    def _file(self) -> RuleFile:
        file: RuleFile = convert(read_mapping(self._text, self._path), RuleFile, self._text, self._path)
        return file

    def __call__(self) -> RuleFile:
        return self._file


def _deciding(text: str) -> str:
    """The sections of a rule file that decide, by the keys at the beginning of lines; everything, if it is written otherwise."""
    sections = list(_SECTION.finditer(text))
    if sum(m.end() - m.start() for m in sections) != len(text):
        return text
    return "".join(m[0] for m in sections if m[1] in _DECIDES)


def _note_missing_examples(text: str, path: str) -> None:
    raise broken(
        path,
        line_of(text, ["examples"]),
        "quy tắc cần ít nhất một ví dụ sai (bad) và một ví dụ đúng (good).",
        "a rule needs at least one bad and one good example.",
    )


def _parameter(value: Any, parameters: dict[str, Any], text: str, path: str, key: str) -> Any:
    if isinstance(value, str) and value.startswith("$"):
        if value[1:] not in parameters:
            raise broken(
                path,
                line_of(text, ["check", key]),
                f"pack.yaml không có tham số {value}.",
                f"pack.yaml has no parameter {value}.",
            )
        return parameters[value[1:]]
    return value


def _check_patterns(value: Any, text: str, path: str, keys: list[str | int]) -> None:
    """Every setting whose name says pattern, and every filter that begins with `~`, must be safe to run."""
    if isinstance(value, dict):
        for key, item in value.items():
            _check_patterns(item, text, path, [*keys, key])
    elif isinstance(value, list):
        for i, item in enumerate(value):
            _check_patterns(item, text, path, [*keys, i])
    elif isinstance(value, str):
        names = [k for k in keys if isinstance(k, str)]
        pattern = value[1:] if value.startswith("~") else value if any("pattern" in n for n in names) else None
        if pattern is not None and (why := danger(pattern)):
            raise broken(path, line_of(text, keys), f"mẫu không dùng được ({why}).", f"unusable pattern ({why}).")


_WHERE = re.compile(r"^(.*?)(?: - at `\$?(.*)`)?$", re.S)


def convert(data: Any, kind: Any, text: str, path: str, under: str | None = None) -> Any:
    """The data of a file as a struct. Raises RuleError with file, line and what is wrong."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        found = _WHERE.match(str(error))
        problem, place = (found[1], found[2] or "") if found else (str(error), "")
        keys: list[str | int] = [under] if under else []
        keys += [int(k) if k.isdecimal() else "*" if k == "..." else k for k in re.findall(r"\.\.\.|[\w-]+", place)]
        extra = re.search(r"unknown field `([^`]+)`", problem)
        if extra:
            keys.append(extra[1])
        where = ".".join(str(k) for k in keys) or "tệp"
        raise broken(path, line_of(text, keys), f"{where}: {_vietnamese(problem)}.", f"{where}: {problem}.") from error


def _vietnamese(problem: str) -> str:
    for pattern, words in (
        (r"Object contains unknown field `(.+?)`", r"không có khóa \1"),
        (r"Object missing required field `(.+?)`", r"thiếu khóa \1"),
        (r"Expected `(.+?)`, got `(.+?)`", r"cần \1 chứ không phải \2"),
        (r"Invalid enum value (.+)", r"giá trị \1 không được phép"),
    ):
        if re.search(pattern, problem):
            return re.sub(pattern, words, problem)
    return problem
