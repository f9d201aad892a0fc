"""What the documentation shows is so: every command and snippet of README and docs/ runs, every output shown is the real one.

How a page is read (fenced blocks; the folder of a page holds the shipped samples and the stand-ins made below):

- `console`: lines that begin with `$ ` are commands, the others are what they print. A line `…` stands for any lines, `…` within a
  line for any letters. A command without lines after it prints nothing.
- `sh`: commands alone; what they print is not shown, so not compared.
- `python`: one namespace for the whole page.
- `output`: what the block before it printed.
- `sql`: questions to the last audit of the page.
- any block with `title="NAME"`: the file NAME of the folder.
- `<!-- exit: 2 -->` before a block: its last command ends with that code. `phaply check` may end with 0 or 1, all else with 0.

What cannot run here stands in `NOT_RUN`, with its reason and with what is checked instead.
"""

import ast
import contextlib
import gzip
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import docx
import pytest
import yaml
from click.testing import CliRunner

from phaply.cli import app
from phaply.language.encodings import encode_tcvn3

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


# ── Reading pages ───────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── The folder of a page ────────────────────────────────────────────────────────────────────────────────────────────────

DRAFT, ABOVE = "du-thao-phuong-tan-le.docx", "ke-hoach-quan-lam-thuy.txt"
DRAFT_NAMES = ["du-thao.docx", "draft.docx", "ke-hoach.docx", "ke-hoach-phuong.docx"]
"""Names under which the guides speak of the reader's own draft."""
ABOVE_NAMES = ["ke-hoach-quan.docx", "ke-hoach-thanh-pho.docx", "upstream.docx", "plan-above.docx"]
"""… and of the plan above it."""
FOLDERS = ["THU_MUC", "FOLDER", "plans", "phuong"]
"""… and of a folder with plans of wards."""
NEW = """ỦY BAN NHÂN DÂN
PHƯỜNG YÊN BÌNH

Số: 45/KH-UBND

Yên Bình, ngày 09 tháng 5 năm 2024

KẾ HOẠCH
Triển khai thi hành Luật Căn cước trên địa bàn phường Yên Bình

Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;
Căn cứ Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn ngày 20 tháng 4 năm 2007;
Thực hiện Kế hoạch số 87/KH-UBND ngày 12 tháng 4 năm 2024 của Ủy ban nhân dân quận Lâm Thủy về triển khai thi hành Luật Căn cước trên địa bàn quận Lâm Thủy.

I. NHIỆM VỤ

1. Niêm yết danh sách tại trụ sở Ủy ban nhân dân phường
- Chủ trì: Công chức Văn phòng - thống kê.
- Thời gian: Trước ngày 30/6/2024.
"""
ROWS = [
    {
        "id": "1",
        "so_ky_hieu": "30/2020/NĐ-CP",
        "title": "Về công tác văn thư",
        "text": "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\nNghị định này bãi bỏ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004.",
    },
    {
        "id": "2",
        "so_ky_hieu": "110/2004/NĐ-CP",
        "title": "Về công tác văn thư",
        "text": "Nghị định về công tác văn thư.",
    },
]

OLD = """ủy ban nhân dân
phường Hòa An

Số: 05/KH-UBND

Hòa An, ngày 12 tháng 3 năm 2001

Kế hoạch
Kiểm tra công tác văn thư, lưu trữ năm 2001

Căn cứ Pháp lệnh Lưu trữ quốc gia ngày 04 tháng 4 năm 2001;

1. Kiểm tra kho lưu trữ trước ngày 30/6/2001.
"""
"""Typed before Unicode; a text file in TCVN3 has no capitals with marks."""


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped samples, and the stand-ins for the reader's own files."""
    base = tmp_path_factory.mktemp("shelf")
    samples = ROOT / "corpora" / "samples"
    for sample in (*samples.glob("*.txt"), *samples.glob("*.docx")):
        shutil.copy(sample, base)
    above = docx.Document()
    for line in (samples / ABOVE).read_text(encoding="utf-8").splitlines():
        if line.strip():
            above.add_paragraph(line)
    for name in DRAFT_NAMES:
        shutil.copy(samples / DRAFT, base / name)
    for name in ABOVE_NAMES:
        above.save(str(base / name))
    for name in FOLDERS:
        (base / name).mkdir()
        for file in (*samples.glob("ke-hoach-phuong-*.txt"), samples / DRAFT):
            shutil.copy(file, base / name)
    (base / "plans" / "kh-45.txt").write_text(NEW, encoding="utf-8")
    for name in ("new", "van-ban-cap-tren"):
        (base / name).mkdir()
        shutil.copy(samples / ABOVE, base / name)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()
    with gzip.open(base / "laws.jsonl.gz", "wb") as packed:
        packed.write(lines)
    with zipfile.ZipFile(base / "old.zip", "w") as bundle:
        bundle.write(samples / ABOVE, ABOVE)
    (base / "danh-muc.tsv").write_text(
        "kind\tnumber\ttitle\tissuer\tissued\teffective\n"
        "QĐ\t12/2024/QĐ-UBND\tQuy định về công tác lưu trữ\tỦy ban nhân dân thành phố Hải Minh\t2024-03-01\t2024-03-15\n",
        encoding="utf-8",
    )
    (base / "van-ban-cu.txt").write_bytes(encode_tcvn3(OLD))
    _scan(base / "ban-quet.pdf")
    with contextlib.suppress(ImportError):
        import duckdb

        (base / "rows.jsonl").write_bytes(lines)
        duckdb.sql(f"SELECT * FROM read_json('{base / 'rows.jsonl'}')").write_parquet(str(base / "decrees.parquet"))
        (base / "rows.jsonl").unlink()
    return base


def _scan(path: Path) -> None:
    """A PDF that is a picture of a few words."""
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    from matplotlib.figure import Figure
    from PIL import Image

    figure = Figure(figsize=(6, 3), dpi=150)
    figure.text(0.1, 0.5, "KẾ HOẠCH\nCông tác văn thư, lưu trữ năm 2024", fontsize=16)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    Image.open(picture).convert("RGB").save(path)


# ── Running ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Desk:
    """The folder of one page while its blocks run."""

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)
    printed: str = ""
    """By the block or command before."""
    audited: str | None = None
    """The last audit's OUT."""

    def run(self, block: Block) -> list[str]:
        """What is wrong with the block."""
        if block.title is not None:
            target = self.folder / block.title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text + "\n", encoding="utf-8")
        if block.language == "output":
            missing = differs(block.text.splitlines(), self.printed)
            return [f"{block.where}: not printed: {missing}\n--- printed:\n{self.printed}"] if missing else []
        if block.language == "yaml":
            list(yaml.safe_load_all(block.text))
        if block.language == "json":
            json.loads(block.text)
        if block.language == "python":
            return self._python(block)
        if block.language == "sql":
            return self._sql(block)
        if block.language in ("console", "sh"):
            return self._commands(block)
        return []

    def _python(self, block: Block) -> list[str]:
        out = io.StringIO()
        code = "\n" * block.line + block.text
        try:
            with contextlib.redirect_stdout(out):
                exec(compile(ast.parse(code), str(block.page), "exec"), self.names)
        except Exception as error:
            return [f"{block.where}: {type(error).__name__}: {error}"]
        self.printed = out.getvalue()
        return []

    def _sql(self, block: Block) -> list[str]:
        wrong = []
        for question in filter(str.strip, re.sub(r"--.*", "", block.text).split(";")):
            if "read_parquet" in question:
                import duckdb

                duckdb.sql(question).fetchall()
                continue
            assert self.audited, f"{block.where}: no audit on this page to ask"
            code, printed = phaply(["audit", "query", self.audited, question])
            if code:
                wrong.append(f"{block.where}: {printed}")
        return wrong

    def _commands(self, block: Block) -> list[str]:
        wrong = []
        for command, shown in commands_of(block):
            words = shlex.split(command, comments=block.language == "sh")
            reason = not_run(words)
            if reason is not None:
                reason.check(words)
                continue
            code, self.printed = self._one(words)
            allowed = {block.code} if block.code is not None else {0, 1} if words[:2] == ["phaply", "check"] else {0}
            if code not in allowed:
                wrong.append(f"{block.where}: {command}: exit code {code}\n{self.printed}")
            elif shown is not None and (missing := differs(shown, self.printed)):
                wrong.append(f"{block.where}: {command}: not printed: {missing}\n--- printed:\n{self.printed}")
        return wrong

    def _one(self, words: list[str]) -> tuple[int, str]:
        match words:
            case ["phaply", "serve", *rest] if "--help" not in rest:
                return serve_for_a_moment(rest)
            case ["phaply", "audit", *rest] if "-o" in rest:
                self.audited = rest[rest.index("-o") + 1]
                return phaply(["audit", *rest])
            case ["phaply", *rest]:
                return phaply(rest)
            case ["python", "-m", "phaply", *rest]:
                done = subprocess.run(
                    [sys.executable, "-m", "phaply", *rest],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    cwd=self.folder,
                    timeout=60,
                )
                return done.returncode, done.stdout.decode("utf-8")
            case ["make", "demo"]:
                recipe = re.search(r"^demo:.*\n\t@\$\(BIN\)/phaply (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
                assert recipe, "Makefile: the target demo runs phaply"
                return phaply([str(ROOT / w) if w.startswith("corpora/") else w for w in shlex.split(recipe[1])])
        raise AssertionError(f"no way to run: {shlex.join(words)}")


def phaply(words: list[str]) -> tuple[int, str]:
    """The command line run in this process: exit code, and what it prints, errors included."""
    result = CliRunner().invoke(app, words, prog_name="phaply")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    printed = result.output.replace("\r\n", "\n")
    return result.exit_code, printed.replace("\\", "/") if os.sep == "\\" else printed


def serve_for_a_moment(words: list[str]) -> tuple[int, str]:
    """`phaply serve` for as long as it takes to ask for its first page, at a free port."""
    words = [w for i, w in enumerate(words) if w != "--port" and (i == 0 or words[i - 1] != "--port")]
    server = subprocess.Popen(
        [sys.executable, "-m", "phaply", "serve", *words, "--port", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    try:
        assert server.stderr is not None
        said = server.stderr.readline().decode("utf-8")
        address = re.search(r"http://\S+:(\d+)/", said)
        assert address, said
        with urllib.request.urlopen(f"http://127.0.0.1:{address[1]}/", timeout=20) as answer:
            assert answer.status == 200
            assert "phaply" in answer.read().decode("utf-8")
    finally:
        server.terminate()
        server.wait(timeout=20)
    return 0, said.replace(f":{address[1]}/", ":8346/")


# ── What does not run ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Reason:
    """Why a command is not run here, and what is checked of it all the same."""

    begins: tuple[str, ...]
    why: str
    check: Callable[[list[str]], None]
    holds: str | None = None
    """Only where this word is among those of the command."""


def _installs(words: list[str]) -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for name in re.findall(r"\[([\w,]+)\]", " ".join(words)):
        assert set(name.split(",")) <= set(extras), f"no such extra: {name}"


def _is_target(words: list[str]) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert set(words[1:]) <= set(targets), f"no such target: {words}"


def _is_file(words: list[str]) -> None:
    assert (ROOT / words[1]).is_file(), words[1]


def _parses(words: list[str]) -> None:
    parsed(words[1:])


NOT_RUN = [
    Reason(("make", "test"), "it would run this suite within itself", _is_target),
    Reason(("make", "docs"), "builds the site, as test_site does", _is_target),
    Reason(("make",), "sets up an environment or measures for minutes", _is_target),
    Reason(("pip", "install"), "changes the environment of the tests", _installs),
    Reason(("python", "-m", "pip", "install"), "changes the environment of the tests", _installs),
    Reason(("python", "-m", "venv"), "makes another environment", lambda words: None),
    Reason(("python", "benchmarks/"), "measures for minutes", _is_file),
    Reason(("dask",), "starts a cluster; tests/audit/test_audit_cluster.py does", lambda words: None),
    Reason(("phaply", "audit"), "needs a cluster; tests/audit/test_audit_cluster.py has one", _parses, "--cluster"),
]


def not_run(words: list[str]) -> Reason | None:
    """The reason for which a command is not run; None if it is to run."""
    if words == ["make", "demo"]:
        return None
    for reason in NOT_RUN:
        *exact, last = reason.begins
        head = words[: len(exact)] == exact and len(words) > len(exact) and words[len(exact)].startswith(last)
        if head and (reason.holds is None or reason.holds in words):
            return reason
    return None


# ── Commands within sentences ───────────────────────────────────────────────────────────────────────────────────────────


def parsed(words: list[str]) -> None:
    """Let the command line parse these words without doing anything. Raises click's own errors for what it does not know."""
    command: click.Command = app
    context = click.Context(command, info_name="phaply")
    words = list(words)
    while isinstance(command, click.Group):
        while words and words[0] == "--lang":
            del words[:2]
        if not words or words[0] in ("-h", "--help", "--version"):
            return
        name = words[0]
        if command.name == "audit" and name not in command.commands:
            name = "run"
        else:
            words = words[1:]
        found = command.get_command(context, name)
        if found is None:
            raise click.UsageError(f"no command {name}")
        command = found
        context = click.Context(command, parent=context, info_name=name)
    if "--help" in words:
        return
    command.make_context(command.name, words, parent=context.parent)


def inline_commands(page: Path) -> Iterator[str]:
    """Code within sentences that begins with a command of ours."""
    text = re.sub(r"^ *```.*?^ *```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for code in re.findall(r"`([^`\n]+)`", text):
        if re.match(r"(phaply|make|python benchmarks/\S+|pip install) ?\S*", code):
            yield code


# ── The tests ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_everything_on_the_page_runs(page: Path, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in NEEDS.get(page.name, []):
        pytest.importorskip(package)
    folder = tmp_path / "page"
    shutil.copytree(shelf, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    desk = Desk(folder)
    wrong = [said for block in blocks_of(page) for said in desk.run(block)]
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_block_says_what_it_is(page: Path) -> None:
    for block in blocks_of(page):
        assert block.language in RUN | SHOWN, f"{block.where}: {block.language or 'no language'}"
        if block.language == "text":
            assert not re.search(r"^(\$ |phaply |python |make )", block.text, re.M), f"{block.where}: a command as text"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_commands_within_sentences_exist(page: Path) -> None:
    for code in inline_commands(page):
        # Placeholders as people write them: [optional], a|b, N for a number.
        plain = re.sub(r"\|\w+", "", re.sub(r"[\[\]]", "", code))
        words = [{"N": "1"}.get(w, w) for w in shlex.split(plain)]
        reason = not_run(words)
        if reason is not None:
            reason.check(words)
        elif words[0] == "phaply" and words[-1] != "…":
            try:
                parsed(words[1:])
            except click.MissingParameter:
                pass  # a sentence may name a command without its arguments
            except click.UsageError as error:
                raise AssertionError(f"{page.name}: {code}: {error.format_message()}") from error


def test_pages_of_rules_show_no_commands() -> None:
    for page in (ROOT / "docs" / "rules").glob("*.md"):
        assert {b.language for b in blocks_of(page)} <= {"text"}, page.name


def test_what_is_not_run_is_little_and_used() -> None:
    """Each reason stands for something that a page shows, and most commands do run."""
    commands = [
        shlex.split(command, comments=True)
        for page in PAGES
        for block in blocks_of(page)
        if block.language in ("console", "sh")
        for command, _ in commands_of(block)
    ]
    left_out = [words for words in commands if not_run(words)]
    assert len(commands) >= 60 and len(left_out) <= len(commands) / 4
    assert all(reason.why for reason in NOT_RUN)


@pytest.mark.parametrize(
    ("shown", "real", "fits"),
    [
        ("a\nb", "a\nb\n", True),
        ("a", "a\nb\n", False),
        ("a\n…", "a\nb\nc\n", True),
        ("…\nc", "a\nb\nc\n", True),
        ("a\n…\nc", "a\nc\n", True),
        ("a\n…\nd", "a\nb\nc\n", False),
        ("…\nb\n…", "a\nb\nc\n", True),
        ("…\nx\n…", "a\nb\nc\n", False),
        ("3 lỗi · … · 2", "3 lỗi · 9 cảnh báo · 2\n", True),
        ("3 lỗi · … · 2", "3 lỗi · 9 cảnh báo · 5\n", False),
        ("", "", True),
        ("", "a\n", False),
        ("a\n…\na", "a\n", False),
    ],
)
def test_outputs_are_compared_in_earnest(shown: str, real: str, fits: bool) -> None:
    assert (differs(shown.splitlines(), real) == "") is fits
