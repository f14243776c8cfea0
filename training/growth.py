"""How the time of resolving and merging grows with the number of claims.

    python growth.py newswire.jsonl.gz [--limit 250] [--claims 1000 10000 100000]

Some articles are read once. Then they are told again and again: each time moved on by the time that they span, with every name
of a person, organisation or group made another one of the same length, so that each telling is of other occurrences.
"""

from __future__ import annotations

import argparse
import math
import string
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import timeline
from timeline import ontology
from timeline.annotate import read_article
from timeline.merge import merge
from timeline.model import Claim, Interval, Mention, Reading
from timeline.resolve import resolve

FIRST, SPAN = date(1990, 1, 1), 365
NAMES = ("PERSON", "ORG", "NORP", "")
VOWELS = "aeiou"
CONSONANTS = "".join(letter for letter in string.ascii_lowercase if letter not in VOWELS)


def renamed(text: str, telling: int) -> str:
    """The text with each capitalised word made another: vowels to vowels, consonants to consonants, the length the same."""
    table = {}
    for letters, step in ((CONSONANTS, telling % len(CONSONANTS)), (VOWELS, telling // len(CONSONANTS))):
        for case in (str.lower, str.upper):
            table |= {ord(case(a)): case(letters[(i + step) % len(letters)]) for i, a in enumerate(letters)}
    return " ".join(word.translate(table) if word[:1].isupper() else word for word in text.split(" "))


def told_again(reading: Reading, telling: int) -> Reading:
    """An article with other names, later by ``telling`` times `SPAN` days."""
    by = timedelta(telling * SPAN)
    text, other = reading.article.text, {}
    for mention in reading.names:
        if mention.label in NAMES:
            new = renamed(mention.text, telling)
            other[mention.text] = new
            text = text[: mention.span.start] + new + text[mention.span.end :]
    words = {a.lower(): b.lower() for old, new in other.items() for a, b in zip(old.split(), new.split(), strict=True)}

    def mention(m: Mention) -> Mention:
        return replace(m, text=text[slice(*m.span)])

    def claim(c: Claim) -> Claim:
        when = c.time
        if when is not None and when.interval is not None:
            first, last = (day and day + by for day in (when.interval.earliest, when.interval.latest))
            when = replace(when, interval=Interval(first, last, when.interval.precision, when.interval.edtf))
        wording = c.wording and replace(c.wording, words=tuple(words.get(word, word) for word in c.wording.words))
        return replace(
            c,
            doc=f"{c.doc}-{telling:04}",
            roles=tuple(replace(filler, mention=mention(filler.mention)) for filler in c.roles),
            places=tuple(map(mention, c.places)),
            near=c.near and mention(c.near),
            reported_by=c.reported_by and mention(c.reported_by),
            time=when,
            wording=wording,
        )

    day = FIRST + timedelta(zlib.crc32(reading.article.id.encode()) % SPAN) + by
    return Reading(
        replace(reading.article, id=f"{reading.article.id}-{telling:04}", text=text, date=day),
        tuple(map(mention, reading.names)),
        tuple(map(claim, reading.claims)),
        (),
        tuple((words.get(word, word), weight) for word, weight in reading.terms),
    )


def several(readings: Sequence[Reading], claims: int) -> Iterator[Reading]:
    """Tellings of the articles with so many claims in all."""
    count = telling = 0
    while True:
        for reading in readings:
            if count >= claims:
                return
            again = told_again(reading, telling)
            count += len(again.claims)
            yield again
        telling += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=250)
    parser.add_argument("--claims", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    args = parser.parse_args()
    nlp, types = timeline.load(), ontology.load()
    articles = [
        article for article, _ in zip(timeline.read(args.articles, warn=lambda line: None), range(args.limit), strict=False)
    ]
    base = [reading for reading in (read_article(nlp, article) for article in articles) if reading.claims]
    print(f"{len(base)} articles, {sum(len(r.claims) for r in base)} claims read")
    points = []
    for claims in args.claims:
        readings = list(several(base, claims))
        count = sum(len(reading.claims) for reading in readings)
        start = time.perf_counter()
        resolution = resolve(readings)
        middle = time.perf_counter()
        events = merge(readings, resolution, types)
        end = time.perf_counter()
        points.append((count, middle - start, end - middle))
        spent = f"resolved in {middle - start:.2f} s, merged in {end - middle:.2f} s"
        print(f"{count} claims of {len(readings)} articles: {spent}, {len(events)} events", flush=True)
    for name, column in (("resolving", 1), ("merging", 2)):
        for one, other in pairwise(points):
            exponent = math.log(other[column] / one[column]) / math.log(other[0] / one[0])
            print(f"{name}, {one[0]} to {other[0]} claims: growth exponent {exponent:.2f}")
        first, last = points[0], points[-1]
        print(f"{name}, in all: growth exponent {math.log(last[column] / first[column]) / math.log(last[0] / first[0]):.2f}")


if __name__ == "__main__":
    main()
