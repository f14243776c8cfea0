"""Which of an article's events it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log2

from timeline.model import Claim, Event

LEAD = 450
"""Characters from the top of an article within which it tells what it is about."""
SHARE = 3
"""One of how many events of an article is a main one."""


def main_events(events: Iterable[tuple[Event, Sequence[Claim]]]) -> set[str]:
    """The ids of the events that some article is about: of each article a third of its events, one at least.

    They stand in its headline or at its top, are told of often, and early; what has come about counts more than talk and plans.
    """
    told: dict[str, list[tuple[float, int, str, bool]]] = defaultdict(list)
    for event, claims in events:
        of_doc: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            of_doc[claim.doc].append(claim)
        for doc, said in of_doc.items():
            first = min(claim.trigger.start for claim in said)
            headline = any(claim.headline for claim in said)
            told[doc].append((-_weight(event, said, first, headline), first, event.id, headline or first < LEAD))
    found = set()
    for ranked in told.values():
        ranked.sort()
        room = max(1, round(len(ranked) / SHARE))
        found.add(ranked[0][2])
        found |= {id for _, _, id, at_top in ranked[:room] if at_top}
    return found


def _weight(event: Event, said: Sequence[Claim], first: int, headline: bool) -> float:
    return 2 * headline + max(0.0, 1 - first / LEAD) + log2(1 + len(said)) - (event.family == "speech")
