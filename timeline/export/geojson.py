"""``events.geojson``: events on the map, with their days (GeoJSON, RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timeline.allen import last_day
from timeline.digest import days, facts, in_order, pinned, pins, title
from timeline.folder import written
from timeline.graph import provenance
from timeline.model import Chronicle, Event


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write a feature for each event at each of its places; an event with no known point is one without geometry.

    ``properties`` are those of `timeline.digest.facts`, with ``title`` and ``days`` in words, and of the place ``place``,
    ``place_id``, ``country``, ``sure``, and ``point_of``, whose coordinates they are. ``when`` is the interval as in GeoJSON-T
    (Grossner 2017): the earliest start and the latest end, open ones left out, as that of what goes on. The member ``timeline``
    of the whole says what made it (see `timeline.graph.provenance`).

    Raises:
        OutputError: the file cannot be written.
    """
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features(chronicle))
    about = json.dumps(provenance(chronicle.run), ensure_ascii=False)
    written(Path(path), [f'{{"type": "FeatureCollection", "timeline": {about}, "features": [\n{lines}\n]}}\n'])


def features(chronicle: Chronicle) -> Iterator[dict[str, Any]]:
    for event in in_order(chronicle):
        told = {**facts(event, chronicle), "title": title(event), "days": days(event)}
        for place in pins(event, chronicle):
            yield {
                "type": "Feature",
                "id": f"{event.id}@{place.id}" if place else event.id,
                "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place else None,
                "properties": told | (pinned(place, event) if place else {}),
                **when(event),
            }


def when(event: Event) -> dict[str, Any]:
    span = {"start": {"earliest": str(event.start)}} if event.start else {}
    span |= {"end": {"latest": str(last)}} if (last := last_day(event)) else {}
    return {"when": {"timespans": [span]}} if span else {}
