"""Kills builds with -9 at random moments, starts them again, and compares what comes out with a build that nobody killed.

    python benchmarks/kill.py --times 200 --articles 300 --jobs 2

Each round begins with a new store, is killed one to three times while it reads, merges or writes, and then left to end. What it
wrote must have the same bytes as the build that was not killed, and the store must pass SQLite's own check.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

WRITTEN = ("events.jsonl", "articles.jsonl", "graph.graphml", "timeline.html", "run.json")
CITIES = ("Lagos", "Lima", "Kano", "Oslo", "Quito", "Riga", "Accra", "Hanoi", "Minsk", "Turin")
NAMES = ("Ana Ruiz", "Piet Bakker", "Musa Bello", "Ines Costa", "Jan Kowal", "Sara Lind", "Tom Okafor")
DEEDS = ("arrested {who}", "raided a flat of {who}", "charged {who} with fraud", "killed two men", "seized a ship")


def articles(count: int) -> Iterator[dict[str, str]]:
    """Short articles, of which neighbours tell of like events."""
    chance = random.Random(1)
    for number in range(count):
        city, who, deed = chance.choice(CITIES), chance.choice(NAMES), chance.choice(DEEDS)
        day = 1 + number % 28
        text = f"Police in {city} {deed.format(who=who)} on {day} March 2025, the mayor said. A trial is to begin in May."
        yield {"id": f"a{number:04}", "text": text, "date": f"2025-03-{day:02}"}


def command(folder: Path, name: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "timeline", "build", str(folder / "in.jsonl"), "-o", str(folder / name), "--quiet", *more]


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in WRITTEN}


def one_round(folder: Path, jobs: int, length: float, chance: random.Random) -> tuple[list[float], dict[str, bytes], bool]:
    """When it was killed (seconds after its start), what came out in the end, and whether the store is sound."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        store, out = Path(name) / "news.db", Path(name, "out").relative_to(folder)
        build = command(folder, str(out), "--store", str(store), "--jobs", str(jobs))
        moments = [chance.uniform(0.2, length) for _ in range(chance.randint(1, 3))]
        for moment in moments:
            killed = subprocess.Popen(build)
            time.sleep(moment)
            os.kill(killed.pid, signal.SIGKILL)
            killed.wait()
        subprocess.run(build, check=True)
        with closing(sqlite3.connect(store)) as sql:
            sound = sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            (kept,) = sql.execute("SELECT count(*) FROM readings").fetchone()
        shutil.copytree(folder / out, folder / "last", dirs_exist_ok=True)
        return moments, outputs(folder / "last"), sound and kept > 0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=200, help="rounds")
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--minutes", type=float, default=float("inf"), help="begin no round after so many")
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    chance, began, wrong, done, kills = random.Random(chosen.seed), time.monotonic(), 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = (json.dumps(row) + "\n" for row in articles(chosen.articles))
        (folder / "in.jsonl").write_text("".join(rows), encoding="utf-8")
        start = time.monotonic()
        subprocess.run(command(folder, "whole", "--jobs", str(chosen.jobs)), check=True)
        length = time.monotonic() - start
        whole = outputs(folder / "whole")
        print(f"a build that nobody kills takes {length:.1f} s", flush=True)
        while done < chosen.times and time.monotonic() - began < 60 * chosen.minutes:
            moments, found, sound = one_round(folder, chosen.jobs, length, chance)
            done, kills = done + 1, kills + len(moments)
            differ = [name for name in WRITTEN if found[name] != whole[name]]
            if differ or not sound:
                wrong += 1
                print(
                    f"round {done}: killed after {', '.join(f'{m:.2f}' for m in moments)} s: {differ or 'the store is damaged'}"
                )
    print(f"{done} rounds, {kills} kills, {wrong} with other bytes or a damaged store, in {time.monotonic() - began:.0f} s")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
