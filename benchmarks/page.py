"""Figures of the local page: first page after start, a dropped plan, twenty at once.

    python benchmarks/page.py [--port 8377]

Starts `phaply serve` in a process of its own and asks it as a browser does.
"""

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "corpora" / "samples"
BOUNDARY = "phaply-benchmark"


def form(files: list[tuple[str, Path]]) -> bytes:
    """A multipart form with these files."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{path.name}"\r\n\r\n'.encode()
        + path.read_bytes()
        + b"\r\n"
        for field, path in files
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def ask(port: int, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    """One request; status and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Accept": "application/json"}
    if body is not None:
        headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def check(port: int, body: bytes) -> float:
    """Drop a plan, wait until the report is there; seconds."""
    begin = time.perf_counter()
    status, data = ask(port, "POST", "/check", body)
    assert status == 200, (status, data[:200])
    job = json.loads(data)
    while not json.loads(ask(port, "GET", job["status"])[1])["done"]:
        time.sleep(0.02)
    address = job["job"].replace("?", "/1?")
    status, data = ask(port, "GET", address)
    assert status == 200 and b'id="findings"' in data, status
    return time.perf_counter() - begin


def until(happens: Callable[[], bool], seconds: float = 60) -> float:
    """Seconds until `happens` is true."""
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        try:
            if happens():
                return time.perf_counter() - begin
        except OSError:
            pass
        time.sleep(0.01)
    raise TimeoutError


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8377)
    port = parser.parse_args().port
    command = [sys.executable, "-c", "from phaply.cli import main; main()", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        first = until(lambda: ask(port, "GET", "/")[0] == 200)
        print(f"first page after start      {first:6.2f} s   (aim 0.50)")
        ready = until(lambda: b"rules_shown" in ask(port, "GET", "/rules")[1])
        print(f"working processes ready     {first + ready:6.2f} s")
        pair = form(
            [("draft", SAMPLES / "du-thao-phuong-tan-le.docx"), ("above", SAMPLES / "ke-hoach-quan-lam-thuy.txt")]
        )
        alone = form([("draft", SAMPLES / "du-thao-phuong-tan-le.docx")])
        check(port, pair), check(port, pair)
        for name, body in (("alone", alone), ("with the plan above", pair)):
            times = [check(port, body) for _ in range(9)]
            print(f"dropped plan, {name:20}{statistics.median(times):6.2f} s   (aim 0.50; slowest {max(times):.2f})")
        begin = time.perf_counter()
        with ThreadPoolExecutor(20) as threads:
            times = list(threads.map(lambda _: check(port, pair), range(20)))
        print(f"20 at once, no error        {time.perf_counter() - begin:6.2f} s   (slowest {max(times):.2f})")
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
