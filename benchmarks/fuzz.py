"""Feeds broken inputs to the readers and broken articles to the pipeline, and says what breaks.

    python benchmarks/fuzz.py [--inputs 20000] [--articles 2000] [--seed 0]

An exception, an input that takes more than five seconds of the processor, or more than 1.5 GB of memory is a fault: exit
code 1. What is at fault is written into the folder ``fuzz-faults``.
"""

import argparse
import faulthandler
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import garbage

SECONDS = 5.0
MEGABYTES = 1536
TOGETHER = 100
"""Articles that are merged and written together."""


def read_all(count: int, seed: int) -> Iterator[tuple[str, bytes, str]]:
    """What is wrong with the readers: the name of the input, its bytes, the fault."""
    from timeline.read import read

    with tempfile.TemporaryDirectory() as folder:
        for name, data in garbage.inputs(count, seed):
            path = Path(folder, name)
            path.write_bytes(data)
            told: list[str] = []
            began = time.process_time()
            try:
                articles = list(read([path], warn=told.append))
                if not articles and not told:
                    yield name, data, "neither an article nor a warning"
                if not all(line.isprintable() for line in told):
                    yield name, data, "a warning that is not one clean line"
            except Exception:
                yield name, data, traceback.format_exc()
            if time.process_time() - began > SECONDS:
                yield name, data, f"took {time.process_time() - began:.1f} s"
            path.unlink()


def build_all(count: int, seed: int) -> Iterator[tuple[str, bytes, str]]:
    """What is wrong with the pipeline, with merging and with writing."""
    from timeline import export, ontology, page
    from timeline.annotate import Recipe, read_article
    from timeline.copies import copies
    from timeline.merge import merge
    from timeline.model import Article, Chronicle
    from timeline.resolve import resolve

    nlp = Recipe().load()
    kinds = ontology.load()
    readings = []
    for number, text in enumerate(garbage.texts(count, seed), 1):
        if text.strip():
            article = Article(str(number), text, date(2024, 5, 4), "option", title=text[:40] if number % 2 else None)
            began = time.process_time()
            try:
                readings.append(read_article(nlp, article))
            except Exception:
                yield f"{number}.txt", text.encode("utf-8", "surrogatepass"), traceback.format_exc()
            if time.process_time() - began > SECONDS:
                yield f"{number}.txt", text.encode("utf-8", "surrogatepass"), f"took {time.process_time() - began:.1f} s"
        if number % TOGETHER == 0 or number == count:
            together, readings = readings, []
            try:
                resolution = resolve(together)
                copied = copies([reading.article for reading in together])
                events = merge(together, resolution, kinds, copied)
                articles = tuple(replace(reading.article) for reading in together)
                chronicle = Chronicle(articles, events, resolution.actors, dict(resolution.places), copies=copied)
                with tempfile.TemporaryDirectory() as folder:
                    export.write(chronicle, folder, ("articles", "events", "graphml"))
                    page.write(chronicle, Path(folder, "timeline.html"))
                    export.open_folder(folder)
            except Exception:
                yield f"{number}-together.txt", b"", traceback.format_exc()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--inputs", type=int, default=20_000)
    arguments.add_argument("--articles", type=int, default=2_000)
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    faulthandler.enable()
    faults = 0
    for what, count, tried in (("inputs read", given.inputs, read_all), ("articles built", given.articles, build_all)):
        began = time.monotonic()
        for name, data, fault in tried(count, given.seed):
            faults += 1
            folder = Path("fuzz-faults")
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
            print(f"{name}: {fault}", flush=True)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count:,} {what} in {time.monotonic() - began:.0f} s, {used} MB at most, {faults} faults so far", flush=True)
        faults += used > MEGABYTES
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
