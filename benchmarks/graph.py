"""Speed of the citation graph: the real corpus to a graph on one core, and a generated graph of 500,000 documents.

    python benchmarks/graph.py [--nodes 500000] [--edges 5000000] [--networkx]

Prints seconds of wall clock and of processor, and the peak of memory, each beside its limit; exit code 1 if one is broken.
`--networkx` also compares PageRank with networkx on the whole generated graph (some 40 seconds and 2 GB).
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "vbpl.jsonl.gz"


def peak_mb() -> float:
    """The most memory that this process has held, in MB."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1e6 if sys.platform == "darwin" else used / 1e3


class Ledger:
    """Lines of figures beside their limits."""

    def __init__(self) -> None:
        self.broken = False
        self._wall = time.perf_counter()
        self._processor = time.process_time()

    def start(self) -> None:
        """Begin a measurement."""
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def stop(self, what: str, limit: float) -> None:
        """End it: the processor's seconds are held against the limit, for other programs take their share of the clock."""
        wall, processor = time.perf_counter() - self._wall, time.process_time() - self._processor
        self.say(f"{what}: {wall:.2f} s (processor {processor:.2f} s)", processor, limit, "s")

    def say(self, text: str, value: float, limit: float, unit: str) -> None:
        """A figure and its limit."""
        self.broken |= value > limit
        print(f"{text} — limit {limit:g} {unit}{'' if value <= limit else '  BROKEN'}", flush=True)


def corpus() -> bool:
    """The real corpus to a graph."""
    if not CORPUS.is_file():
        print(f"skipped: there is no {CORPUS}")
        return False
    from phaply.corpus import Intake, read_corpus
    from phaply.graph import build_graph

    ledger, intake = Ledger(), Intake()
    graph = build_graph(read_corpus(CORPUS, intake), intake=intake)
    what = f"corpus of {intake.read} documents → {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges"
    ledger.stop(what, 12)
    ledger.say(f"peak memory: {peak_mb():.0f} MB", peak_mb(), 1500, "MB")
    return ledger.broken


def generate(folder: Path, nodes: int, edges: int) -> None:
    """A graph whose citations crowd on few documents, as they do in law; the same on every machine."""
    import duckdb

    name = "printf('doc:%d/%d/NĐ-CP', {0} // 60 + 1, 1990 + {0} % 36)"
    with duckdb.connect(config={"threads": 1}) as db:
        db.execute(
            f"COPY (SELECT {name.format('i')} || '|' || i AS id, 'document' AS kind, ['L','NĐ','TT','QĐ','KH'][1 + i % 5] AS type, "
            f"printf('%d-%02d-%02d', 1990 + i % 36, 1 + i % 12, 1 + i % 28) AS date FROM range({nodes}) t(i)) "
            f"TO '{(folder / 'big.nodes.parquet').as_posix()}' (FORMAT parquet)"
        )
        a, b = (
            f"(hash(i) % {nodes})::BIGINT",
            f"((hash(i + {edges}) % {nodes}) * (hash(i + {2 * edges}) % {nodes}) // {nodes})::BIGINT",
        )
        db.execute(
            f"COPY (SELECT {name.format('a')} || '|' || a AS source, {name.format('b')} || '|' || b AS target, "
            f"['cites','based_on','implements','amends'][1 + i % 4] AS relation, i AS start, i + 30 AS \"end\" "
            f"FROM (SELECT i, {a} AS a, {b} AS b FROM range({edges}) t(i))) "
            f"TO '{(folder / 'big.parquet').as_posix()}' (FORMAT parquet)"
        )


def big(file: Path, compare: bool) -> bool:
    """Build from Parquet, measure."""
    ledger = Ledger()
    from phaply.graph.compact import CitationGraph

    graph = CitationGraph.from_parquet(file)
    ledger.stop(f"{len(graph)} documents, {graph.edge_count} edges from Parquet", 10)
    ledger.start()
    rank = graph.pagerank()
    ledger.stop("PageRank", 2)
    ledger.start()
    groups = int(graph.components().max()) + 1
    ledger.stop(f"{groups} components", 2)
    ledger.say(f"peak memory: {peak_mb():.0f} MB", peak_mb(), 1500, "MB")
    if compare:
        import networkx as nx

        started = time.perf_counter()
        theirs = nx.pagerank(graph.to_networkx(), tol=1e-14, max_iter=1000)
        apart = max(abs(theirs[node] - value) for node, value in zip(graph.ids, rank.tolist(), strict=True))
        print(f"networkx: {time.perf_counter() - started:.1f} s, {peak_mb():.0f} MB")
        ledger.say(f"PageRank differs by {apart:.1e}", apart, 1e-6, "")
    return ledger.broken


def main() -> int:
    """Each part runs in a process of its own, so that the memory of one is not counted for another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=500_000)
    parser.add_argument("--edges", type=int, default=5_000_000)
    parser.add_argument("--networkx", action="store_true")
    parser.add_argument("--part", choices=["corpus", "big"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part == "corpus":
        return int(corpus())
    if asked.part == "big":
        return int(big(asked.file, asked.networkx))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, asked.nodes, asked.edges)
        more = ["--networkx"] if asked.networkx else []
        codes = [
            subprocess.run([sys.executable, __file__, "--part", "corpus"], check=False).returncode,
            subprocess.run(
                [sys.executable, __file__, "--part", "big", "--file", str(folder / "big.parquet"), *more], check=False
            ).returncode,
        ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
