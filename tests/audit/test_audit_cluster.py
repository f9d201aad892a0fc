"""The same audit on two dask workers of this machine: equal results, also when one is killed in the middle."""

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest
from conftest import result_of

from phaply.audit import audit, shards
from phaply.errors import UsageError

distributed = pytest.importorskip("distributed")


def test_two_workers_one_killed(generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "SHARD_FILES", 5)
    audit([str(generated / "plans")], tmp_path / "local", workers=2)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, scheduler_port=0, silence_logs=50
    ) as cluster:
        address = cluster.scheduler_address
        killed: list[int] = []

        def kill_one() -> None:
            until = time.monotonic() + 30
            while time.monotonic() < until and not list((tmp_path / "far").glob("shards/0*.ndjson")):
                time.sleep(0.02)
            for nanny in list(cluster.workers.values())[:1]:
                os.kill(nanny.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
                killed.append(nanny.pid)

        killer = threading.Thread(target=kill_one)
        killer.start()
        done = audit([str(generated / "plans")], tmp_path / "far", cluster=address)
        killer.join()
        assert killed
        assert done.fresh == 30
        assert result_of(tmp_path / "far") == result_of(tmp_path / "local")
        assert audit([str(generated / "plans")], tmp_path / "far", cluster=address).fresh == 0
        shutil.rmtree(tmp_path / "far")


def test_no_cluster_there_is_said(generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise OSError("Timed out trying to connect")

    monkeypatch.setattr(distributed, "Client", nobody)
    with pytest.raises(UsageError, match="Không kết nối được cụm máy"):
        audit([str(generated / "plans")], tmp_path / "out", cluster="tcp://127.0.0.1:9")
