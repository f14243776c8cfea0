"""How long a corpus takes and how much memory, as ratios measured in one run. Each part can run alone:

    python benchmarks/corpus.py overhead INPUT     `timeline build` against the bare spaCy pipeline (met: at most 1.35)
    python benchmarks/corpus.py jobs INPUT         --jobs 2 against --jobs 1 (met: at least 1.7 times as fast)
    python benchmarks/corpus.py adding INPUT       ten articles more in a store, against all of them anew (met: under 8 %)
    python benchmarks/corpus.py growth INPUT       time and memory of the parent, by the number of articles
    python benchmarks/corpus.py merging INPUT      the same for all but reading: what each article was read as is copied
    python benchmarks/corpus.py dask INPUT         a Dask cluster of two processes against --jobs 2

INPUT is a JSONL file of news; ``--first N`` takes its first N articles. Where more are asked for than it has, they are repeated
with other ids and other days.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

APART = 60
"""Days between an article and its repetition."""
FIRST_DAY = date(2020, 1, 1)
BUILD = """
import resource, sys, time, timeline

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

if __name__ == "__main__":
    from timeline.store import Store
    options, peaks, readings = eval(sys.argv[1]), [], Store.readings
    Store.readings = lambda store: (peaks.append(peak()), readings(store))[1]
    began = time.perf_counter()
    made = timeline.build(warn=lambda line: None, **options)
    print(time.perf_counter() - began, *peaks, peak(), len(made.articles), len(made.events))
"""


@dataclass(frozen=True)
class Cost:
    """Seconds, and megabytes of the parent process at the most: while articles are read, and in all."""

    seconds: float
    reading: float
    megabytes: float
    articles: int
    events: int

    def __str__(self) -> str:
        memory = f"{self.reading:,.0f} MB while reading, {self.megabytes:,.0f} MB at the most"
        return f"{self.articles:6,} articles, {self.events:7,} events: {self.seconds:8.1f} s; {memory}"


def built(**options: Any) -> Cost:
    """A build in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        script = Path(name) / "run.py"
        script.write_text(BUILD, encoding="utf-8")
        ran = subprocess.run([sys.executable, str(script), repr(options)], stdout=subprocess.PIPE, text=True, check=True)
    *costs, articles, events = ran.stdout.split()
    return Cost(*map(float, costs), int(articles), int(events))


def rows(source: Path) -> list[dict[str, Any]]:
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def repeated(held: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for turn in count():
        for row in held:
            day = date.fromisoformat(row["date"]) if row.get("date") else FIRST_DAY
            moved = (day + timedelta(APART * turn)).isoformat()
            yield {**row, "id": f"{row['id']}-{turn}", "date": moved} if turn else row


def written(folder: Path, held: Sequence[dict[str, Any]], number: int) -> str:
    path = folder / f"{number}.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in islice(repeated(held), number))
    return str(path)


def overhead(held: Sequence[dict[str, Any]], folder: Path, numbers: Sequence[int]) -> None:
    from timeline import language
    from timeline.annotate import Recipe, read_article
    from timeline.executors import cores
    from timeline.read import read

    path = written(folder, held, numbers[0])
    articles = list(read([path], warn=lambda line: None))
    bare, whole = language.load(), Recipe().load()
    timed(lambda: [bare(article.text) for article in articles[:5]])
    spacy = timed(lambda: [bare(article.text) for article in articles])
    reading = timed(lambda: [read_article(whole, article) for article in articles])
    print(f"bare spaCy pipeline {spacy:.1f} s; reading {reading:.1f} s ({reading / spacy:.2f} times)")
    for named, jobs in ((f"timeline build ({cores()} cores)", None), ("timeline build --jobs 1", 1)):
        build = built(inputs=[path], jobs=jobs)
        print(f"{build}\n{named}: {build.seconds / spacy:.2f} times the bare pipeline")


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def jobs(held: Sequence[dict[str, Any]], folder: Path, numbers: Sequence[int]) -> None:
    path = written(folder, held, numbers[0])
    one, two = built(inputs=[path], jobs=1), built(inputs=[path], jobs=2)
    print(f"--jobs 1: {one}\n--jobs 2: {two}\n--jobs 2 is {one.seconds / two.seconds:.2f} times as fast")


def adding(held: Sequence[dict[str, Any]], folder: Path, numbers: Sequence[int]) -> None:
    all_, most = written(folder, held, numbers[0]), written(folder, held, numbers[0] - 10)
    store = str(folder / "news.db")
    built(inputs=[most], store=store)
    more, whole = built(inputs=[all_], store=store), built(inputs=[all_])
    print(f"ten more: {more}\nall anew: {whole}\nten more take {more.seconds / whole.seconds:.1%} of all anew")


def growth(held: Sequence[dict[str, Any]], folder: Path, numbers: Sequence[int]) -> None:
    costs = []
    for number in numbers:
        costs.append(built(inputs=[written(folder, held, number)], store=str(folder / f"{number}.db"), jobs=2))
        print(costs[-1], flush=True)
    compared(costs)


def compared(costs: Sequence[Cost]) -> None:
    first, last = costs[0], costs[-1]
    if last.articles > first.articles:
        exponent = math.log(last.seconds / first.seconds) / math.log(last.articles / first.articles)
        more = f"{last.reading - first.reading:+,.0f} MB while reading, {last.megabytes - first.megabytes:+,.0f} MB at the most"
        print(f"time grows with an exponent of {exponent:.2f}, memory by {more}")


def merging(held: Sequence[dict[str, Any]], folder: Path, numbers: Sequence[int]) -> None:
    from timeline.seal import seal
    from timeline.store import opened

    first = str(folder / "first.db")
    built(inputs=[written(folder, held, len(held))], store=first, jobs=2)
    with opened(first) as store:
        readings = list(store.readings())
    costs = []
    for number in numbers:
        path = folder / f"{number}.db"
        with opened(path, write=True) as store:
            for turn in range(-(-number // len(readings))):
                for reading in readings[: number - turn * len(readings)]:
                    copy = reading if not turn else moved(reading, turn)
                    store.stage([copy.article])
                    store.keep(copy, seal())
        costs.append(built(store=str(path)))
        print(costs[-1], flush=True)
    compared(costs)


def moved(reading: Any, turn: int) -> Any:
    id = f"{reading.article.id}-{turn}"
    day = (reading.article.date or FIRST_DAY) + timedelta(APART * turn)
    claims = tuple(replace(claim, doc=id) for claim in reading.claims)
    return replace(reading, article=replace(reading.article, id=id, date=day), claims=claims)


def dask(held: Sequence[dict[str, Any]], folder: Path, numbers: Sequence[int]) -> None:
    from distributed import LocalCluster

    path = written(folder, held, numbers[0])
    two = built(inputs=[path], jobs=2)
    options: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    with closing(LocalCluster(**options)) as cluster:
        built(inputs=[written(folder, held, 4)], dask=cluster.scheduler_address)
        on = built(inputs=[path], dask=cluster.scheduler_address)
    print(f"--jobs 2: {two}\n--dask:   {on}")
    print(f"Dask takes {on.seconds / two.seconds:.2f} times as long; its workers had begun before")


PARTS = {part.__name__: part for part in (overhead, jobs, adding, growth, merging, dask)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("part", choices=PARTS)
    options.add_argument("input", type=Path)
    options.add_argument("--first", type=int, help="take the first so many articles of the input")
    options.add_argument("--articles", type=int, nargs="+", help="how many articles to measure with")
    chosen = options.parse_args()
    held = rows(chosen.input)[: chosen.first]
    several = chosen.part in ("growth", "merging")
    numbers = chosen.articles or ([1000, 20000] if several else [len(held)])
    with tempfile.TemporaryDirectory() as name:
        PARTS[chosen.part](held, Path(name), numbers)


if __name__ == "__main__":
    main()
