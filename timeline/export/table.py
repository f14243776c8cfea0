"""The events as a table: a pandas DataFrame, and ``events.csv`` for spreadsheets."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from timeline.folder import staged
from timeline.model import Chronicle, Event, Role

DAYS = ["start", "end", "not_before", "not_after"]
COLUMNS = {
    "id": "str",
    "label": "str",
    "type": "str",
    "family": "str",
    "plover": "str",
    "start": "datetime64[s]",
    "end": "datetime64[s]",
    "edtf": "str",
    "precision": "str",
    "not_before": "datetime64[s]",
    "not_after": "datetime64[s]",
    "when": "str",
    "status": "str",
    "reported": "bool",
    "count": "Int64",
    "main": "bool",
    "agents": "str",
    "targets": "str",
    "participants": "str",
    "unsure": "str",
    "places": "str",
    "country": "str",
    "lat": "float64",
    "lon": "float64",
    "point_of": "str",
    "articles": "int64",
    "independent": "int64",
    "mentions": "int64",
    "quote": "str",
    "conflicts": "str",
    "follows": "str",
    "part_of": "str",
}


def to_dataframe(chronicle: Chronicle) -> pd.DataFrame:
    """One row an event, the first first, undated ones last; the index is the event's id.

    ``start``, ``end``, ``not_before`` and ``not_after`` are days (datetime64, NaT where open or unknown). Several names stand
    in one text with ``"; "`` between them; ``unsure`` repeats the actors and places that nearness gives, not grammar.
    ``country`` (ISO 3166-1 alpha-2), ``lat`` and ``lon`` (degrees, WGS 84) are those of the first place that has them;
    ``point_of`` is the id of the place whose point that is, a larger one where its own is not known.
    ``articles`` and ``mentions`` count the evidence, ``independent`` the articles that are no copies; ``quote`` is its first
    sentence. ``follows`` and ``part_of`` hold ids of events.
    """
    events = sorted(chronicle.events, key=lambda e: (e.start or date.max, e.id))
    with pd.option_context("mode.string_storage", "python"):  # pyarrow, where it is there, takes no lone surrogate
        frame = pd.DataFrame([row(event, chronicle) for event in events], columns=list(COLUMNS))
        return frame.astype(COLUMNS).set_index("id")


def row(event: Event, chronicle: Chronicle) -> dict[str, Any]:
    places = [chronicle.places[key] for key in event.places]
    countries = [place.country for place in places if place.country]
    located = next((place for place in places if place.lat is not None), None)

    def cast(role: Role) -> str:
        return "; ".join(chronicle.actors[part.actor].name for part in event.actors if part.role == role)

    return {
        "id": event.id,
        "label": event.label,
        "type": event.type,
        "family": event.family,
        "plover": event.plover,
        "start": event.start,
        "end": event.end,
        "edtf": event.interval.edtf if event.interval else None,
        "precision": event.interval.precision.value if event.interval else None,
        "not_before": event.not_before,
        "not_after": event.not_after,
        "when": event.when.time.text if event.when else None,
        "status": event.status.value,
        "reported": event.reported,
        "count": event.count,
        "main": event.main,
        "agents": cast("agent"),
        "targets": cast("target"),
        "participants": cast("participant"),
        "unsure": "; ".join(unsure(event, chronicle)),
        "places": "; ".join(place.name for place in places),
        "country": countries[0] if countries else None,
        "lat": located.lat if located else None,
        "lon": located.lon if located else None,
        "point_of": located.point_of if located else None,
        "articles": len(event.sources),
        "independent": event.independent,
        "mentions": len(event.mentions),
        "quote": chronicle.quote(event.mentions[0]) if event.mentions else None,
        "conflicts": "; ".join(map(str, event.conflicts)),
        "follows": "; ".join(event.follows),
        "part_of": "; ".join(event.part_of),
    }


def unsure(event: Event, chronicle: Chronicle) -> list[str]:
    actors = [chronicle.actors[part.actor].name for part in event.actors if not part.sure]
    return actors + [chronicle.places[key].name for key in event.unsure_places]


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the table as CSV (RFC 4180, UTF-8, line feeds): days in ISO 8601, empty where unknown. Raises: OutputError."""
    path = Path(path)
    frame = to_dataframe(chronicle)
    for name in DAYS:
        frame[name] = frame[name].dt.strftime("%Y-%m-%d")
    with staged(path.parent) as stage:
        frame.to_csv(stage / path.name, lineterminator="\n", errors="backslashreplace")
