"""The officer's desk: `phaply check` over some files, and `phaply rules`. Reads, checks, renders; the command line only asks."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from phaply.acts.registry import OWN_ACTS
from phaply.align.model import Unread
from phaply.contract import encode
from phaply.errors import InputError, RuleError, UsageError
from phaply.output import deliver, write_file
from phaply.parse import Plan
from phaply.parse import parse as parse_document
from phaply.readers import read
from phaply.rules import check
from phaply.rules.config import Config, find_config, load_config
from phaply.rules.definition import Pack
from phaply.rules.loader import load_pack, load_packs, read_rule, rule_files, rules_of, shipped_packs
from phaply.rules.model import LevelName, Report, Stage

__all__ = ["LEVELS", "Request", "check_files", "day_of", "list_rules", "show_rule", "test_rules", "write_docs"]

LEVELS: dict[str, int] = {"error": 3, "warning": 2, "note": 1}
_SUFFIXES = {"terminal": "txt", "html": "html", "xlsx": "xlsx", "docx": "docx", "sarif": "sarif", "junit": "xml"}
_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".sarif": "sarif",
    ".xml": "junit",
    ".json": "json",
    ".jsonl": "jsonl",
    ".txt": "terminal",
}
"""The ending of a result's name → its format, where none is asked for."""


class Request(Struct, frozen=True):
    """What `phaply check` was asked."""

    files: tuple[str, ...]
    against: tuple[str, ...] = ()
    library: str | None = None
    rules: tuple[str, ...] = ()
    as_of: str | None = None
    stage: Stage = "draft"
    form: str | None = None
    """None: as the ending of each result says, else for the terminal."""
    out: tuple[str, ...] = ("-",)
    fix: bool = False
    fail_on: str = "error"
    config: str | None = None
    ocr: bool = False
    lang: str = "vi"


class _Checked(NamedTuple):
    """A plan with its report, and where it came from."""

    report: Report
    plan: Plan
    name: str
    piped: bytes | None
    """What came from standard input, which cannot be read twice."""


def day_of(words: str) -> str:
    """An ISO day from `2023-06-01` or `1/6/2023`. Raises UsageError."""
    m = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", words.strip())
    try:
        return (date(int(m[3]), int(m[2]), int(m[1])) if m else date.fromisoformat(words.strip())).isoformat()
    except ValueError as error:
        raise UsageError(
            f"“{words}” không phải ngày; cần dạng 2023-06-01 hoặc 01/6/2023.",
            f"{words!r} is no day; write 2023-06-01 or 01/6/2023.",
        ) from error


def check_files(request: Request, complain: Callable[[InputError], None]) -> int:
    """Check every file, deliver the reports, and give the exit code of the contract. `complain` hears of unreadable files."""
    targets = _targets(request)
    config = _config(request)
    packs = load_packs(request.rules or config.packs)
    upstream: list[Plan | Unread] = []
    found: list[_Checked] = []
    unread = False
    for name in request.against:
        try:
            upstream.append(_plan(name, ocr=request.ocr))
        except InputError as error:
            complain(error)
            upstream.append(Unread(name, error.sentence(request.lang)))
            unread = True
    for name in request.files:
        try:
            piped = sys.stdin.buffer.read() if name == "-" else None
            plan = parse_document(read(name if piped is None else piped, ocr=request.ocr))
        except InputError as error:
            complain(error)
            unread = True
            continue
        found.append(_Checked(_check(plan, request, packs, upstream, config), plan, name, piped))
    if found:
        # All is made before anything is written, so that a failure leaves no half of the results behind.
        screen = ("terminal", "-") if sys.stdout.isatty() else None
        files = [target for target in targets if target != screen]
        for place, data in [made for form, out in files for made in _results(found, form, out, request)]:
            if place is None:
                deliver(data, "-")
            else:
                write_file(place, data)
        if screen in targets:
            from phaply.report.terminal import show_reports

            show_reports([(one.report, one.plan) for one in found], request.lang)
    if unread:
        return 3
    least = LEVELS.get(request.fail_on, 9)
    failed = any(f.outcome == "fail" and LEVELS[f.level] >= least for one in found for f in one.report.findings)
    return 1 if failed else 0


def _config(request: Request) -> Config:
    path = Path(request.config) if request.config else find_config(Path.cwd())
    config = load_config(path) if path else Config()
    if config.acts is None and (Path(OWN_ACTS) / "acts.tsv").is_file():
        return msgspec.structs.replace(config, acts=OWN_ACTS)
    return config


def _plan(name: str, *, ocr: bool) -> Plan:
    return parse_document(read(sys.stdin.buffer.read() if name == "-" else name, ocr=ocr))


def _check(
    plan: Plan, request: Request, packs: Sequence[Pack], upstream: Sequence[Plan | Unread], config: Config
) -> Report:
    return check(
        plan,
        packs=packs,
        as_of=request.as_of,
        stage=request.stage,
        upstream=upstream,
        library=request.library or config.library,
        lang=request.lang,
        config=config,
        today=date.today().isoformat(),
    )


def _targets(request: Request) -> list[tuple[str, str]]:
    """What to write: format and place. One result is as `-f` says; of several, each is as its ending says, `-f` for the others."""
    targets = []
    for out in request.out:
        told = _ENDINGS.get(Path(out).suffix.lower())
        form = request.form or told if len(request.out) == 1 else told or request.form
        targets.append((form or "terminal", out))
    if request.fix and not any(form == "docx" for form, _ in targets):
        raise UsageError("--fix cần kết quả dạng Word: -o TỆP.docx.", "--fix needs a Word result: -o FILE.docx.")
    places = [Path(out).resolve() for _, out in targets if out != "-"]
    read_from = {Path(name).resolve() for name in (*request.files, *request.against) if name != "-"}
    for place in places:
        if place in read_from:
            raise UsageError(
                f"Kết quả {place.name} trùng với tệp được đọc; hãy chọn tên khác.",
                f"The result {place.name} is one of the files read; choose another name.",
            )
    if len(set(places)) < len(places) or sum(out == "-" for _, out in targets) > 1:
        raise UsageError("Hai kết quả trùng một chỗ ghi.", "Two results go to the same place.")
    if sys.stdout.isatty() and any(out == "-" and form in ("docx", "xlsx") for form, out in targets):
        raise UsageError("Kết quả Word, Excel cần tên tệp: -o TỆP.", "Word and Excel results need a file: -o FILE.")
    return targets


def _results(found: Sequence[_Checked], form: str, out: str, request: Request) -> Iterator[tuple[Path | None, bytes]]:
    """The files of one result, by place; None is standard output."""
    place = None if out == "-" else Path(out)
    if form in ("json", "jsonl"):
        from phaply.report.json import report_to_json

        reports = [report_to_json(one.report) for one in found]
        if form == "jsonl":
            yield place, b"".join(encode(r) for r in reports)
        else:
            yield place, encode(reports[0] if len(reports) == 1 else reports)
        return
    if len(found) == 1 or form == "terminal":
        yield place, b"\n".join(_render(one, form, request) for one in found)
        return
    if place is None or place.suffix.lower() in _ENDINGS or (place.exists() and not place.is_dir()):
        raise UsageError(
            f"Nhiều tệp ở dạng {form} cần một thư mục kết quả: -o THƯ-MỤC.",
            f"Several files in the format {form} need a folder: -o FOLDER.",
        )
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"Không tạo được thư mục {out}.", f"Cannot create the folder {out}.") from error
    taken: set[str] = set()
    for one in found:
        name = _free_name(Path(one.plan.document.name).stem, taken)
        yield place / f"{name}.{_SUFFIXES.get(form, form)}", _render(one, form, request)


def _render(one: _Checked, form: str, request: Request) -> bytes:
    from phaply.report import render

    if form != "docx":
        return render(one.report, one.plan, form, request.lang)
    original = one.piped
    if original is None and one.plan.document.format == "docx":
        try:
            original = Path(one.name).read_bytes()
        except OSError as error:
            raise InputError(
                f"Không mở lại được tệp {one.name} để ghi nhận xét.", f"{one.name} could not be opened again."
            ) from error
    return render(one.report, one.plan, form, request.lang, original=original, fix=request.fix)


def _free_name(stem: str, taken: set[str]) -> str:
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name)
    return name


def list_rules(names: Sequence[str], lang: str) -> str:
    """One line per rule: id, level, title."""
    packs = load_packs(names or shipped_packs())
    width = max((len(r.id) for p in packs for r in p.rules), default=0)
    levels: dict[LevelName, str] = {"error": "lỗi", "warning": "cảnh báo", "note": "lưu ý"}
    lines = []
    for pack in packs:
        lines.append(f"{pack.file.id}: {pack.file.title.text(lang)}")
        for rule in pack.rules:
            level = rule.level if lang == "en" else levels[rule.level]
            mark = " ?" if rule.outcome == "review" else ""
            lines.append(f"  {rule.id:<{width}}  {level + mark:<12} {rule.file.title.text(lang)}")
    return "\n".join(lines) + "\n"


def show_rule(name: str, names: Sequence[str]) -> str:
    """The page of one rule. Raises UsageError if there is none."""
    from phaply.rules.documentation import rule_page
    from phaply.rules.examples import frames_of

    packs = [load_pack(p, strict=True) for p in (names or shipped_packs())]
    for pack in packs:
        for rule in pack.rules:
            if rule.id == name.upper():
                return rule_page(rule, frames_of(pack))
    near = [r.id for r in rules_of(packs) if name.upper() in r.id][:5]
    hint = f" Gần giống: {', '.join(near)}." if near else ""
    raise UsageError(
        f"Không có quy tắc {name}.{hint}",
        f"There is no rule {name}. {'Near: ' + ', '.join(near) if near else ''}".rstrip(),
    )


def test_rules(path: str | None) -> Iterator[tuple[bool, str]]:
    """Run the examples of a pack, of a rule file, or of all shipped packs: (well, line to print), the last line sums up."""
    from phaply.rules.examples import run_examples

    packs = [load_pack(p, strict=True) for p in shipped_packs()] if path is None else [_pack_at(path)]
    count = bad = 0
    for pack in packs:
        for trial in run_examples(pack):
            count += 1
            if trial.problem:
                bad += 1
                where = f"{trial.path}:{trial.line}" if trial.line else trial.path
                yield False, f"{where}: {trial.rule} ({trial.expected}): {trial.problem}"
    rules = sum(len(p.rules) for p in packs)
    yield bad == 0, f"{rules} quy tắc, {count} ví dụ, {bad} ví dụ chưa đúng."


def _pack_at(path: str) -> Pack:
    """The pack of a folder or a name; of a single file, its pack with that rule alone."""
    file = Path(path)
    if not file.is_file():
        return load_pack(path, strict=True)
    if not (file.parent / "pack.yaml").is_file():
        raise RuleError(
            f"{path}: bên cạnh tệp quy tắc phải có pack.yaml.", f"{path}: a pack.yaml must stand beside the rule file."
        )
    pack = load_pack(file.parent, strict=True)
    if file.name not in {f.name for f in rule_files(file.parent)}:
        raise RuleError(f"{path}: không phải tệp quy tắc.", f"{path}: not a rule file.")
    rule = read_rule(file, pack.file.id, dict(pack.file.parameters))
    return Pack(pack.file, pack.path, (rule,))


def write_docs(folder: str, names: Sequence[str]) -> int:
    """Write a page per rule and an index; how many files."""
    from phaply.rules.documentation import pages

    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"Không tạo được thư mục {folder}.", f"Cannot create the folder {folder}.") from error
    made: dict[str, Any] = pages([load_pack(p, strict=True) for p in (names or shipped_packs())])
    for name, text in made.items():
        write_file(target / name, text.encode("utf-8"))
    return len(made)
