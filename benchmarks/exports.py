"""How long each format takes and how large it is, and how the graph and its GraphML grow with the number of events.

    python benchmarks/exports.py [--events 10000] [--largest 100000]

The events are made up (`tests/samples.py`). Times are the best of several runs; the growth exponent is the slope of the
logarithm of time over that of the number of events, fitted by least squares: 1 is linear.
"""

from __future__ import annotations

import argparse
import gc
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import samples

from timeline import export
from timeline.export import graphml
from timeline.graph import to_graph

RUNS = 3


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The shortest of several runs."""
    times = []
    for _ in range(runs):
        gc.collect()
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def size(path: Path) -> int:
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")))


def exponent(sizes: list[int], times: list[float]) -> float:
    return statistics.linear_regression([math.log(n) for n in sizes], [math.log(t) for t in times]).slope


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000, help="for the table of formats")
    parser.add_argument("--largest", type=int, default=100_000, help="for the growth")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chronicle = samples.large(wanted.events)
        print(f"{'format':12} {'seconds':>8} {'MB':>7}   {wanted.events:,} events")
        print(f"{'(graph)':12} {seconds(lambda: to_graph(chronicle)):8.2f}")
        for name, format in sorted(export.FORMATS.items()):
            path = Path(folder) / format.file
            took = seconds(lambda path=path, name=name: export.write_one(chronicle, path, name))
            print(f"{name:12} {took:8.2f} {size(path) / 1e6:7.1f}")
        sizes = [wanted.largest // part for part in (10, 5, 2, 1)]
        graph, written = [], []
        for events in sizes:
            chronicle = samples.large(events)
            graph.append(seconds(lambda chronicle=chronicle: to_graph(chronicle)))
            written.append(seconds(lambda chronicle=chronicle: graphml.write(chronicle, Path(folder) / "graph.graphml")))
        print(f"\n{'events':>8} {'graph':>8} {'GraphML':>8}")
        for row in zip(sizes, graph, written, strict=True):
            print("{:8,} {:8.2f} {:8.2f}".format(*row))
        print(f"exponent {exponent(sizes, graph):8.2f} {exponent(sizes, written):8.2f}")


if __name__ == "__main__":
    main()
