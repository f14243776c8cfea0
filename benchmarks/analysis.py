"""How long each question of `timeline.analyse`, each frame, a difference and a verification take, on events that are made up.

    python benchmarks/analysis.py [--events 10000]

Each is timed once at a tenth of the events and once at all of them; the exponent is the logarithm to base 10 of the ratio of
the two times: 1 is linear.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import samples

from timeline import allen, analyse, fingerprints, frames, graph
from timeline.build import Timeline
from timeline.verify import verify


def made(events: int) -> Timeline:
    chronicle = samples.large(events)
    held = {part.name: getattr(chronicle, part.name) for part in fields(chronicle)}
    given = {"articles": len(chronicle.articles), "sha256": fingerprints.of_articles(chronicle.articles)}
    return Timeline(**{**held, "run": {"input": given}})


def questions(story: Timeline, folder: Path) -> dict[str, Callable[[], object]]:
    first, *_, last = sorted(story.actors)
    middle = story.events[len(story.events) // 2]
    less = replace(story, events=tuple(replace(e, id=f"{e.id}_", main=not e.main) for e in story.events[1:]))
    return {
        "co_actors": lambda: analyse.co_actors(story),
        "acts_on": lambda: analyse.acts_on(story),
        "who_acts_on_whom": lambda: analyse.who_acts_on_whom(story),
        "central_actors": lambda: analyse.central_actors(story),
        "centrality_over_time, events": lambda: analyse.centrality_over_time(story, "events"),
        "centrality_over_time, betweenness": lambda: analyse.centrality_over_time(story, "betweenness"),
        "communities": lambda: analyse.communities(story),
        "activity by week, with bursts": lambda: analyse.activity(story, "W"),
        "activity by day, with bursts": lambda: analyse.activity(story, "D"),
        "before, sure and perhaps": lambda: analyse.before(story, middle, sure=False),
        "1,000 relations": lambda: [allen.relations(middle, other) for other in story.events[:1000]],
        "chains": lambda: analyse.chains(story),
        "succession": lambda: analyse.succession(story),
        "evidence_path": lambda: analyse.evidence_path(story, first, last),
        "impossible_orders": lambda: analyse.impossible_orders(story),
        "disagreements": lambda: analyse.disagreements(story),
        "difference, all ids new": lambda: analyse.difference(story, less),
        "events_frame": lambda: frames.events(story),
        "mentions_frame": lambda: frames.mentions(story),
        "actors_frame": lambda: frames.actors(story),
        "places_frame": lambda: frames.places(story),
        "to_graph, with hashes": lambda: graph.to_graph(story),
        "verify": lambda: verify(folder),
    }


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=10_000)
    events = parser.parse_args().events
    few, many = made(events // 10), made(events)
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        few.write(small)
        many.write(large)
        print(f"{'question':36} {events // 10:>8,} {events:>9,}  exponent")
        asked = questions(few, small)
        for (name, on_few), on_many in zip(asked.items(), questions(many, large).values(), strict=True):
            one, other = seconds(on_few), seconds(on_many)
            print(f"{name:36} {one:6.2f} s {other:7.2f} s  {math.log10(other / one):8.2f}")


if __name__ == "__main__":
    main()
