"""How well the root types of PLOVER are found in sentences that are marked with one root, its source and its target each.

The file is JSON lines with ``text``, ``source``, ``target`` and ``root`` (the PLV data of Hu et al. 2024 have them). Of the
events in a sentence, the one that counts is that with the marked source among its agents and the marked target among its
targets (a participant may be either), else the one that the sentence is mainly about, else the first. Printed are the mean of
the roots' F1, the share of sentences that are right, and the F1 of each root; the sentences are halved by their checksum:
errors may be looked at in the even half, the odd one is for scoring alone.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

import timeline
from timeline import ontology
from timeline.annotate import read_article
from timeline.merge import merge
from timeline.model import Article, Event, Role
from timeline.resolve import Resolution, resolve

HALVES = ("even", "odd")
WORDS = re.compile(r"[^\W_]+")
EMPTY = frozenset("the a an of and in on for to s its his her their".split())
AGENT: Collection[Role] = ("agent", "participant")
TARGET: Collection[Role] = ("target", "participant")


class Answer(NamedTuple):
    """A sentence's half, its marked root, and the root found; None where there is none."""

    half: str
    marked: str
    found: str | None


def words(name: str) -> set[str]:
    found = {word.lower() for word in WORDS.findall(name)}
    return found - EMPTY or found


def same(one: str, other: str) -> bool:
    """Whether half the words of the shorter name stand in the other."""
    a, b = words(one), words(other)
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def fit(event: Event, resolution: Resolution, source: str, target: str) -> int:
    """2 where the event has the marked source and target in their roles, 1 where it has one of them."""

    def has(name: str, roles: Collection[Role]) -> bool:
        actors = (resolution.actors[who.actor] for who in event.actors if who.role in roles)
        return any(same(name, form) for actor in actors for form in (actor.name, *actor.names))

    return has(source, AGENT) + has(target, TARGET)


def root(events: Iterable[Event], resolution: Resolution, source: str, target: str) -> str | None:
    rooted = [event for event in events if event.plover is not None]
    rooted.sort(key=lambda e: (-fit(e, resolution, source, target), not e.main, e.mentions[0].span))
    return rooted[0].plover if rooted else None


def answers(path: Path) -> Iterable[Answer]:
    nlp, types = timeline.load(), ontology.load()
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines()):
        row = json.loads(line)
        reading = read_article(nlp, Article(str(number), row["text"]))
        resolution = resolve([reading])
        events = merge([reading], resolution, types)
        found = root(events, resolution, row["source"], row["target"])
        yield Answer(HALVES[zlib.crc32(row["text"].encode()) % 2], row["root"], found)


def f1(given: Collection[Answer]) -> dict[str, float]:
    """The F1 of each root, in percent."""
    marked, found = Counter(a.marked for a in given), Counter(a.found for a in given)
    right = Counter(a.marked for a in given if a.marked == a.found)
    return {name: 200 * right[name] / (marked[name] + found[name]) for name in sorted(marked)}


def report(name: str, given: Collection[Answer]) -> None:
    figures = f1(given)
    share = 100 * sum(a.marked == a.found for a in given) / len(given)
    typer.echo(f"{name:5} macro F1 {sum(figures.values()) / len(figures):.1f}, accuracy {share:.1f}, {len(given)} sentences")
    typer.echo("      " + ", ".join(f"{name} {figure:.0f}" for name, figure in sorted(figures.items(), key=lambda f: f[1])))


def main(path: Path, confusion: Annotated[bool, typer.Option(help="print what is taken for what")] = False) -> None:
    given = list(answers(path))
    report("all", given)
    for half in HALVES:
        report(half, [a for a in given if a.half == half])
    if confusion:
        for (marked, found), count in Counter((a.marked, a.found or "none") for a in given).most_common():
            typer.echo(f"{count:4} {marked} taken for {found}" if marked != found else f"{count:4} {marked} right")


if __name__ == "__main__":
    typer.run(main)
