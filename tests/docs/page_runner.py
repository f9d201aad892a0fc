"""Running the blocks of a page in this process, and the few commands that are not run, each with its reason."""

import ast
import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import yaml
from click.testing import CliRunner
from page_blocks import ROOT, Block, commands_of, differs

from phaply.cli import app


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
    Reason(("pip", "install"), "changes the environment of the tests", _installs),
    Reason(("python", "-m", "pip", "install"), "changes the environment of the tests", _installs),
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
