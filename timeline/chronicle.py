"""From readings to a chronicle: who and where is meant, which articles are copies, which tellings are of one event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from timeline.changed import Changed
from timeline.copies import copies
from timeline.decisions import Decisions
from timeline.fixes import Fixes
from timeline.garbage import uncollected
from timeline.kept import Kept
from timeline.merge import merge_in_order
from timeline.model import Article, Chronicle, Reading
from timeline.ontology import Ontology
from timeline.resolve import resolve_in_order
from timeline.tellings import Sources

AT_HAND = 64
"""Readings that are held at a time."""
Note = Callable[[str, str | None], None]


@uncollected()
def chronicle(readings: Sequence[Reading], ontology: Ontology, decided: Decisions, corrections: Fixes, note: Note) -> Chronicle:
    """The events of all readings, with their articles, actors and places.

    Args:
        readings: sorted by the ids of their articles; they are gone through once, and none is held.
        decided, corrections: what a user says of names and of events.
        note: takes each warning, and the id of the article that it is about, if it is about one.
    """
    file = Kept(readings)
    readings = _at_hand(file.__getitem__, len(file))
    warned: set[str] = set()

    def articles_of(readings: Iterable[Reading]) -> Iterator[Article]:
        for reading in readings:
            for line in reading.warnings:
                warned.add(reading.article.id)
                note(line, reading.article.id)
            yield reading.article

    articles = Kept(articles_of(readings))
    corrections, lines = corrections.followed(readings)
    for line in lines:
        note(line, None)
    corrected = _at_hand(lambda at: corrections.applied(file[at]), len(file)) if corrections else readings
    for line in decided.unmet(corrected):
        note(line, None)
    resolution = resolve_in_order(corrected, decided)
    copied = copies(articles)
    events = merge_in_order(corrected, resolution, ontology, Sources(articles, copied), corrections)
    told: set[str] = set()
    places: set[str] = set()
    for event in events:
        told.update(event.sources)
        places.update(key for place in event.places for key in resolution.around(place))
    for article in articles:
        if article.id not in told and article.id not in warned:
            note(f"{article.id}: no event found in this article", article.id)
    return Chronicle(
        articles=articles,
        events=events,
        actors=resolution.actors,
        places={key: place for key, place in resolution.places.items() if key in places},
        copies=copied,
    )


def _at_hand(reading: Callable[[int], Reading], count: int) -> Sequence[Reading]:
    """Readings by their numbers, the last of which are held."""
    return Changed(lru_cache(maxsize=AT_HAND)(reading), range(count))
