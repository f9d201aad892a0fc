"""What the documentation shows is so: every command and snippet of README and docs/ runs, every output shown is the real one.

How a page is read (fenced blocks; the folder of a page holds the shipped samples and the stand-ins of `page_shelf`):

- `console`: lines that begin with `$ ` are commands, the others are what they print. A line `…` stands for any lines, `…` within a
  line for any letters. A command without lines after it prints nothing.
- `sh`: commands alone; what they print is not shown, so not compared.
- `python`: one namespace for the whole page.
- `output`: what the block before it printed.
- `sql`: questions to the last audit of the page.
- any block with `title="NAME"`: the file NAME of the folder.
- `<!-- exit: 2 -->` before a block: its last command ends with that code. `phaply check` may end with 0 or 1, all else with 0.

What cannot run here stands in `page_runner.NOT_RUN`, with its reason and with what is checked instead.
"""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from page_blocks import NEEDS, PAGES, ROOT, RUN, SHOWN, blocks_of, commands_of, differs
from page_runner import NOT_RUN, Desk, inline_commands, not_run, parsed
from page_shelf import fill


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copied for every page."""
    return fill(tmp_path_factory.mktemp("shelf"))


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
    named = [code.split() for page in PAGES for code in inline_commands(page)]
    used = [reason for words in (*left_out, *named) if (reason := not_run(words))]
    assert all(reason.why and reason in used for reason in NOT_RUN)


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
