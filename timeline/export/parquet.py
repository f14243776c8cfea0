"""``events.parquet``: the events as a typed, nested table for pandas, DuckDB, Spark and others (Apache Parquet)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.allen import fills
from timeline.digest import in_order
from timeline.errors import OutputError
from timeline.folder import staged
from timeline.graph import provenance
from timeline.markup import printable
from timeline.model import Chronicle, Event

if TYPE_CHECKING:
    import pyarrow as pa

# What pandas takes the type of a column from: it would make objects of days.
PANDAS = {
    "index_columns": [],
    "column_indexes": [],
    "columns": [
        {"name": name, "field_name": name, "pandas_type": "date", "numpy_type": "date32[day][pyarrow]", "metadata": None}
        for name in ("start", "end", "not_before", "not_after")
    ],
}
WORDS, DAYS = (
    ("id", "label", "type", "family", "plover", "edtf", "precision", "status"),
    ("start", "end", "not_before", "not_after"),
)


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write a row for each event, the first first; the same chronicle gives the same bytes with the same version of pyarrow.

    Days are dates (in pandas ``date32[day][pyarrow]``), null where open or unknown; ``fills`` says whether the event filled
    them. Names are those of ``events.jsonl``, and in ``mentions`` a ``sentence`` is the text. ``actors``, ``places``,
    ``mentions`` and ``conflicts`` are lists of records, ``sources``, ``follows`` and ``part_of`` lists of ids, ``corrected``
    (what a user has corrected, who and why) one of texts; ``when`` is a record of the words that date it. The metadata of the
    schema say what made the file.

    Raises:
        OutputError: the file cannot be written, or pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise OutputError("parquet needs pyarrow: pip install '.[parquet]' in the folder of the project") from error
    path = Path(path)
    typed = schema().with_metadata({**clean(provenance(chronicle.run)), "pandas": json.dumps(PANDAS)})
    table = pa.Table.from_pylist([clean(row(event, chronicle)) for event in in_order(chronicle)], schema=typed)
    with staged(path.parent) as stage:
        pq.write_table(table, stage / path.name, compression="zstd")


def schema() -> pa.Schema:
    import pyarrow as pa

    text, number, yes = pa.string(), pa.int64(), pa.bool_()

    def records(**fields: pa.DataType) -> pa.DataType:
        return pa.list_(pa.struct(list(fields.items())))

    when = {"phrase": text, "doc": text, "span": pa.list_(number), "anchor": text, "anchor_is": text, "rule": text}
    said = {"doc": text, "copy_of": text, "start": number, "end": number, "text": text}
    said |= {"sentence": text, "sentence_start": number, "sentence_end": number}
    version = pa.struct([("value", text), ("sources", pa.list_(text))])
    return pa.schema(
        [
            *((name, text) for name in WORDS),
            *((name, pa.date32()) for name in DAYS),
            *(("fills", yes), ("reported", yes), ("main", yes), ("count", number), ("independent", number)),
            ("when", pa.struct([*when.items(), ("narrowed", yes)])),
            ("actors", records(id=text, name=text, kind=text, role=text, named=yes, sure=yes)),
            (
                "places",
                records(
                    id=text, name=text, kind=text, country=text, lat=pa.float64(), lon=pa.float64(), point_of=text, sure=yes
                ),
            ),
            ("mentions", records(**said)),
            ("conflicts", records(field=text, values=pa.list_(version))),
            *((name, pa.list_(text)) for name in ("sources", "corrected", "follows", "part_of")),
        ]
    )


def row(event: Event, chronicle: Chronicle) -> dict[str, Any]:
    time = event.when.time if event.when else None
    return {
        **{name: getattr(event, name) for name in ("id", "label", "type", "family", "plover", "start", "end")},
        **{name: getattr(event, name) for name in ("not_before", "not_after", "reported", "main", "count", "independent")},
        "edtf": event.interval and event.interval.edtf,
        "precision": event.interval and event.interval.precision.value,
        "fills": fills(event),
        "status": event.status.value,
        "when": event.when
        and time
        and {
            "phrase": time.text,
            "doc": event.when.doc,
            "span": list(time.span),
            "anchor": time.anchor,
            "anchor_is": time.anchor_is,
            "rule": time.rule,
            "narrowed": event.when.narrowed,
        },
        "actors": [
            {"id": actor.id, "name": actor.name, "kind": actor.kind, "role": part.role, "named": actor.named, "sure": part.sure}
            for part in event.actors
            for actor in [chronicle.actors[part.actor]]
        ],
        "places": [
            {
                **{
                    name: getattr(chronicle.places[key], name)
                    for name in ("id", "name", "kind", "country", "lat", "lon", "point_of")
                },
                "sure": key not in event.unsure_places,
            }
            for key in event.places
        ],
        "mentions": [
            {
                "doc": mention.doc,
                "copy_of": chronicle.copies.get(mention.doc),
                "start": mention.span.start,
                "end": mention.span.end,
                "text": mention.text,
                "sentence": chronicle.quote(mention),
                "sentence_start": mention.sentence.start,
                "sentence_end": mention.sentence.end,
            }
            for mention in event.mentions
        ],
        "conflicts": [
            {"field": conflict.field, "values": [{"value": v.value, "sources": list(v.sources)} for v in conflict.values]}
            for conflict in event.conflicts
        ],
        "sources": list(event.sources),
        "corrected": list(event.corrected),
        "follows": list(event.follows),
        "part_of": list(event.part_of),
    }


def clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: clean(part) for name, part in value.items()}
    if isinstance(value, list):
        return [clean(part) for part in value]
    return printable(value) if isinstance(value, str) else value
