"""Events on which the sources disagree."""

from __future__ import annotations

import pandas as pd

from timeline.frames import frame
from timeline.model import Chronicle

COLUMNS = {
    "event": "str",
    "label": "str",
    "start": "datetime64[s]",
    "field": "category",
    "value": "str",
    "independent": "int64",
    "articles": "int64",
    "sources": "str",
}


def disagreements(chronicle: Chronicle) -> pd.DataFrame:
    """One row a version: what some sources say of an event and others say otherwise.

    Columns: ``event``, its id; ``label``; ``start``; ``field``, on which they disagree: date, place, count, status, agent or
    target; ``value``; ``articles``, how many say so; ``independent``, how many of these are not copies of one another;
    ``sources``, the ids of the articles, with "; " between them. The events with the most articles in disagreement come first,
    and of an event's versions the one that most independent articles have.

    >>> from timeline import analyse
    >>> analyse.disagreements(analyse.sample())[["event", "field", "value", "sources"]]
           event  field     value  sources
    0  ev_strike  count  4 people  courier
    1  ev_strike  count  6 people   herald
    """
    ordered = []
    for event in chronicle.events:
        for conflict in event.conflicts:
            among = len({source for version in conflict.values for source in version.sources})
            for version in conflict.values:
                origins = {chronicle.copies.get(source, source) for source in version.sources}
                said = (version.value, len(origins), len(version.sources), "; ".join(version.sources))
                row = (event.id, event.label, event.start, conflict.field, *said)
                ordered.append(((-among, event.id, conflict.field, -len(origins), version.value), row))
    ordered.sort(key=lambda item: item[0])
    return frame([row for _, row in ordered], COLUMNS)
