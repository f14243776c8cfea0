"""Events, passages, actors and places as pandas DataFrames.

Days are ``datetime64[s]``, which holds every year of the calendar, and NaT where they are open or unknown; what is one of few
values is a category; numbers and truths that may be unknown are nullable (``Int64``, ``boolean``). Several names stand in one
text with ``"; "`` between them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from timeline import digest
from timeline.model import Chronicle, Event

TEXT = pd.StringDtype("python", na_value=math.nan)
DAYS = dict.fromkeys(("start", "end", "not_before", "not_after"), "datetime64[s]")
NUMBERS = dict.fromkeys(("articles", "independent", "mentions"), "int64")
OTHERS = {"reported": "bool", "main": "bool", "lat": "float64", "lon": "float64"}
OTHERS |= dict.fromkeys(("fills", "narrowed"), "boolean")
OTHERS |= dict.fromkeys(("count", "when_start", "when_end"), "Int64")
SEPARATORS = {"quotes": "\n"}
COLUMNS = {name: (DAYS | NUMBERS | OTHERS).get(name, "str") for name in digest.COLUMNS}


def frame(rows: Sequence[Mapping[str, Any] | tuple[Any, ...]], columns: Mapping[str, str]) -> pd.DataFrame:
    """The rows as columns of these types. Any text goes in: pyarrow, which pandas would take, refuses lone surrogates."""
    made = pd.DataFrame(rows, columns=list(columns), dtype="object")
    texts = made.astype({name: TEXT for name, type in columns.items() if type in ("str", "category")})
    return texts.astype({name: type for name, type in columns.items() if type != "str"})


def to_dataframe(chronicle: Chronicle) -> pd.DataFrame:
    """One row an event, the first first, undated ones last; the index is the event's id.

    The columns are those of ``events.csv``, `timeline.digest.COLUMNS`. ``start``, ``end``, ``not_before`` and ``not_after`` are
    days (datetime64, NaT where open or unknown); ``fills`` says whether the event filled them. Several names or ids stand in
    one text with ``"; "`` between them, ``quotes``, the sentences, each in a line of its own; ``quote`` is the first.
    ``unsure_actors`` and ``unsure_places`` repeat those that nearness gives, not grammar. ``country`` (ISO 3166-1 alpha-2),
    ``lat`` and ``lon`` (degrees, WGS 84) are those of the first place that has them; ``point_of`` is the id of the place whose
    point that is, a larger one where its own is not known. ``articles`` and ``mentions`` count the evidence, ``independent``
    the articles that are no copies. ``corrected`` says what a user has corrected, who and why. ``follows`` and ``part_of`` hold
    ids of events.
    """
    return frame([_row(event, chronicle) for event in digest.in_order(chronicle)], COLUMNS).set_index("id")


def _row(event: Event, chronicle: Chronicle) -> dict[str, Any]:
    found = digest.row(event, chronicle)
    several = {name: values for name, values in found.items() if isinstance(values, list)}
    lists = {name: SEPARATORS.get(name, "; ").join(several.get(name, [])) for name in digest.LISTS}
    return {**found, **lists, **{name: getattr(event, name) for name in DAYS}}


CATEGORIES = ["type", "family", "plover", "precision", "status", "country"]
MENTIONS = {
    **dict.fromkeys(digest.MENTIONS, "str"),
    **dict.fromkeys(("start", "end", "sentence_start", "sentence_end"), "int64"),
    "type": "category",
    "source": "category",
    "date": "datetime64[s]",
}
SPAN = {"first": "datetime64[s]", "last": "datetime64[s]"}
ACTORS = {
    "id": "str",
    "name": "str",
    "kind": "category",
    "named": "bool",
    "country": "category",
    "names": "str",
    "events": "int64",
    "as_agent": "int64",
    "as_target": "int64",
    "as_participant": "int64",
    **SPAN,
}
PLACES = {
    "id": "str",
    "name": "str",
    "kind": "category",
    "country": "category",
    "lat": "float64",
    "lon": "float64",
    "own_point": "boolean",
    "point_of": "str",
    "within": "str",
    "names": "str",
    "events": "int64",
    **SPAN,
}


def events(chronicle: Chronicle) -> pd.DataFrame:
    """As `to_dataframe`, with types, statuses and countries as categories, and the column ``days``: the interval of days
    (``interval[datetime64[s], both]``: both ends included), missing where the event is undated or open at an end.

    >>> from timeline import analyse, frames
    >>> table = frames.events(analyse.sample())
    >>> str(table["days"].dtype), str(table["status"].dtype), str(table["count"].dtype)
    ('interval[datetime64[s], both]', 'category', 'Int64')
    >>> table.index[table["days"].array.overlaps(pd.Interval(*map(pd.Timestamp, ("2026-03-27", "2026-04-01")), closed="both"))]
    Index(['ev_disaster', 'ev_conviction', 'ev_sentencing'], dtype='str', name='id')
    """
    table = to_dataframe(chronicle).astype(dict.fromkeys(CATEGORIES, "category"))
    closed = table["start"].notna() & table["end"].notna()
    days = pd.arrays.IntervalArray.from_arrays(table["start"].where(closed), table["end"].where(closed), closed="both")
    columns = list(table.columns)
    columns.insert(columns.index("end") + 1, "days")
    return table.assign(days=days)[columns]


def mentions(chronicle: Chronicle) -> pd.DataFrame:
    """One row a passage that tells of an event, by article and place in it.

    The columns are those of ``mentions.csv``, `timeline.digest.MENTIONS`: ``event`` and ``type``; the article (``doc``), the
    words in it (``text``, from character ``start`` to ``end``, the end not included) and their sentence, likewise; then of the
    article ``title``, ``source``, day of publication (``date``), ``url`` and, where it is a copy, that of which (``copy_of``).

    >>> from timeline import analyse, frames
    >>> frames.mentions(analyse.sample())[["event", "doc", "text", "start"]].head(3)
               event      doc      text  start
    0      ev_arrest  courier  arrested     14
    1  ev_indictment  courier   charged     75
    2      ev_strike  courier    struck    111
    """
    rows = [row for event in chronicle.events for row in digest.mentions(event, chronicle)]
    rows.sort(key=lambda row: (row["doc"], row["start"], row["end"], row["event"]))
    return frame(rows, MENTIONS)


def actors(chronicle: Chronicle) -> pd.DataFrame:
    """One row an actor, sorted by id, which is the index.

    ``named`` is false for "four activists"; ``events`` counts those in which it takes part, ``as_agent`` and so on those in
    which it has the role; ``first`` and ``last`` are the first and the last day of those that are dated.

    >>> from timeline import analyse, frames
    >>> frames.actors(analyse.sample())[["name", "events", "first"]].tail(1)
                             name  events      first
    id
    person:anton-belk  Anton Belk       6 2026-02-09
    """
    of = _events_of(chronicle, {e.id: {part.actor for part in e.actors} for e in chronicle.events})
    roles = Counter((part.actor, part.role) for event in chronicle.events for part in set(event.actors))
    rows = [
        {
            "id": key,
            "name": actor.name,
            "kind": actor.kind,
            "named": actor.named,
            "country": actor.country,
            "names": "; ".join(actor.names),
            "events": len(of[key]),
            "as_agent": roles[key, "agent"],
            "as_target": roles[key, "target"],
            "as_participant": roles[key, "participant"],
            **_span(of[key]),
        }
        for key, actor in sorted(chronicle.actors.items())
    ]
    return frame(rows, ACTORS).set_index("id")


def places(chronicle: Chronicle) -> pd.DataFrame:
    """One row a place, sorted by id, which is the index.

    ``country`` is ISO 3166-1 alpha-2; ``lat`` and ``lon`` are degrees (WGS 84), ``point_of`` the id of the place whose point
    that is, ``own_point`` whether it is its own; ``within`` is the id of the next larger place. ``events`` counts those at the
    place itself, ``first`` and ``last`` are the first and the last day of those that are dated.

    >>> from timeline import analyse, frames
    >>> frames.places(analyse.sample())[["name", "country", "events"]]
                   name country  events
    id
    name:dovrin  Dovrin      AV       2
    """
    of = _events_of(chronicle, {e.id: set(e.places) for e in chronicle.events})
    rows = [
        {
            "id": key,
            "name": place.name,
            "kind": place.kind,
            "country": place.country,
            "lat": place.lat,
            "lon": place.lon,
            "own_point": place.point_of == key if place.point_of is not None else None,
            "point_of": place.point_of,
            "within": place.within,
            "names": "; ".join(place.names),
            "events": len(of[key]),
            **_span(of[key]),
        }
        for key, place in sorted(chronicle.places.items())
    ]
    return frame(rows, PLACES).set_index("id")


def _events_of(chronicle: Chronicle, among: Mapping[str, Iterable[str]]) -> Mapping[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in chronicle.events:
        for key in among[event.id]:
            found[key].append(event)
    return found


def _span(events: Sequence[Event]) -> dict[str, date | None]:
    first = min((day for e in events if (day := e.start or e.end)), default=None)
    last = max((day for e in events if (day := e.end or e.start)), default=None)
    return {"first": first, "last": last}
