"""How many places of events got the country they lie in: `score.py COUNTRIES.tsv EVENTS.jsonl [--wrong]`.

COUNTRIES.tsv tells, by reading, the country of names in articles: article, name, and the ISO 3166-1 alpha-2 code; ``-`` where
no single country is right (seas, continents, ships), ``/`` between codes either of which is right, ``x`` for what is no place.
EVENTS.jsonl is what `timeline build` writes. A name counts once an article, however many events are there.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from timeline.spelling import fold

UNLABELLED, NO_PLACE, RIGHT, WRONG, NONE = "not in the table", "no place", "right country", "wrong country", "none"


class Found(NamedTuple):
    """A place of an event: the article that tells of the event, the place's name and its country as `timeline` has it."""

    article: str
    name: str
    country: str | None


def labels(path: Path) -> dict[tuple[str, str], str]:
    """Article and name, letter case and accents set aside, to the code or codes."""
    with path.open(encoding="utf8", newline="") as stream:
        return {(row["article"], _key(row["name"])): row["country"] for row in csv.DictReader(stream, delimiter="\t")}


def places(events: Path) -> Iterator[Found]:
    """Each place of each article once, in the order of the file."""
    with events.open(encoding="utf8") as lines:
        told = (json.loads(line) for line in lines)
        yield from dict.fromkeys(
            Found(doc, p["name"], p["country"]) for event in told for p in event["places"] for doc in event["sources"]
        )


def judge(found: Found, known: Mapping[tuple[str, str], str]) -> str:
    """What became of the place."""
    code = known.get((found.article, _key(found.name)))
    if code is None or code == "x":
        return UNLABELLED if code is None else NO_PLACE
    if (found.country or "-") in code.split("/"):
        return RIGHT
    return WRONG if found.country else NONE


def _key(name: str) -> str:
    return fold(name).casefold().removeprefix("the ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("countries", type=Path)
    parser.add_argument("events", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list all but the right ones")
    options = parser.parse_args()
    known, counts = labels(options.countries), Counter[str]()
    for found in places(options.events):
        verdict = judge(found, known)
        counts[verdict] += 1
        if options.wrong and verdict != RIGHT:
            due = known.get((found.article, _key(found.name)), "?")
            print(f"{found.article}\t{found.name}\t{found.country or '-'}, not {due}\t{verdict}")
    judged = counts[RIGHT] + counts[WRONG] + counts[NONE]
    print(f"found {judged}")
    for verdict in (RIGHT, WRONG, NONE, NO_PLACE, UNLABELLED):
        print(f"{verdict} {counts[verdict]}")
    print(f"share right {100 * counts[RIGHT] / judged:.1f} %" if judged else "share right -")


if __name__ == "__main__":
    main()
