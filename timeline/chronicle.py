"""From readings to a chronicle: who and where is meant, which articles are copies, which tellings are of one event."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.copies import copies
from timeline.decisions import Decisions
from timeline.fixes import Fixes
from timeline.merge import merge
from timeline.model import Chronicle, Reading
from timeline.ontology import Ontology
from timeline.resolve import resolve

Note = Callable[[str, str | None], None]


def chronicle(readings: Sequence[Reading], ontology: Ontology, decided: Decisions, corrections: Fixes, note: Note) -> Chronicle:
    """The events of all readings, with their articles, actors and places.

    Args:
        readings: sorted by the ids of their articles.
        decided, corrections: what a user says of names and of events.
        note: takes each warning, and the id of the article that it is about, if it is about one.
    """
    for reading in readings:
        for line in reading.warnings:
            note(line, reading.article.id)
    for line in corrections.unmet(readings):
        note(line, None)
    corrected = [corrections.applied(reading) for reading in readings]
    for line in decided.unmet(corrected):
        note(line, None)
    resolution = resolve(corrected, decided)
    copied = copies(reading.article for reading in corrected)
    events = merge(corrected, resolution, ontology, copied, corrections)
    told = {doc for event in events for doc in event.sources}
    for reading in corrected:
        if reading.article.id not in told and not reading.warnings:
            note(f"{reading.article.id}: no event found in this article", reading.article.id)
    places = {key for event in events for place in event.places for key in resolution.around(place)}
    return Chronicle(
        articles=tuple(reading.article for reading in corrected),
        events=events,
        actors=resolution.actors,
        places={key: place for key, place in resolution.places.items() if key in places},
        copies=copied,
    )
