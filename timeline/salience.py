"""Which of an article's events it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log2
from typing import NamedTuple

from timeline.model import Claim, Event

LEAD = 450
"""Characters from the top of an article within which it tells what it is about."""
SHARE = 3
"""One of how many events of an article is a main one."""


class Standing(NamedTuple):
    """How an event stands in an article: the smaller, the more the article is about it."""

    lightness: float
    first: int
    event: str
    at_top: bool


def standings(event: Event, claims: Sequence[Claim]) -> Iterator[tuple[str, Standing]]:
    """How an event stands in each article that tells of it, by the id of the article."""
    of_doc: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_doc[claim.doc].append(claim)
    for doc, said in of_doc.items():
        first = min(claim.trigger.start for claim in said)
        headline = any(claim.headline for claim in said)
        yield doc, Standing(-_weight(event, said, first, headline), first, event.id, headline or first < LEAD)


def main_events(told: Iterable[tuple[str, Standing]]) -> set[str]:
    """The ids of the events that some article is about: of each article a third of its events, one at least.

    They stand in its headline or at its top, are told of often, and early; what has come about counts more than talk and plans.
    """
    by_doc: dict[str, list[Standing]] = defaultdict(list)
    for doc, standing in told:
        by_doc[doc].append(standing)
    found = set()
    for ranked in by_doc.values():
        ranked.sort()
        room = max(1, round(len(ranked) / SHARE))
        found.add(ranked[0].event)
        found |= {one.event for one in ranked[:room] if one.at_top}
    return found


def _weight(event: Event, said: Sequence[Claim], first: int, headline: bool) -> float:
    return 2 * headline + max(0.0, 1 - first / LEAD) + log2(1 + len(said)) - (event.family == "speech")
