"""Generated plans for the tests of the audit, and a way to run the command in a process that can be killed."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

Run = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty plans of one topic, the district plan above them, the list of units."""
    from generate import generate

    folder = tmp_path_factory.mktemp("generated")
    generate(folder, 30, topics=("dan-chu",), seed=3)
    return folder


@pytest.fixture
def start() -> Run:
    """`phaply audit` in a process group of its own, with shards of five files, so that few files make many shards."""
    code = "from phaply.audit import shards; shards.SHARD_FILES = 5; from phaply.cli import main; main()"

    def run(*arguments: object, **extra: object) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-c", code, "audit", *map(str, arguments), "--reports", "0", "--quiet"],
            stderr=subprocess.PIPE,
            start_new_session=sys.platform != "win32",
            **extra,  # type: ignore[call-overload]
        )

    return run


def result_of(out: Path) -> dict[str, str]:
    """The result of an audit: name → hash of each shard and of the manifest."""
    files = [*(out / "shards").iterdir(), out / "audit.json"]
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(files)}
