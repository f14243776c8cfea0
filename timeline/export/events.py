"""``events.jsonl``: one event a line, all that is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from timeline.errors import InputError
from timeline.folder import written
from timeline.kept import in_order
from timeline.model import (
    Actor,
    Chronicle,
    Conflict,
    Dating,
    Event,
    Evidence,
    Interval,
    Participation,
    Place,
    Precision,
    Span,
    Status,
    TimeExpression,
    Version,
    by_time,
)


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the events, the first first, undated ones last. Raises: OutputError."""
    written(Path(path), (json.dumps(record, ensure_ascii=False) + "\n" for record in records(chronicle)))


def records(chronicle: Chronicle) -> Iterator[dict[str, Any]]:
    """The events as plain data, in order of time (`timeline.model.by_time`)."""
    for event in in_order(chronicle.events, by_time):
        yield to_record(event, chronicle)


def to_record(event: Event, chronicle: Chronicle) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "family": event.family,
        "plover": event.plover,
        "label": event.label,
        "start": iso(event.start),
        "end": iso(event.end),
        "edtf": event.interval.edtf if event.interval else None,
        "precision": event.interval.precision.value if event.interval else None,
        "not_before": iso(event.not_before),
        "not_after": iso(event.not_after),
        "when": dating(event.when) if event.when else None,
        "status": event.status.value,
        "reported": event.reported,
        "count": event.count,
        "main": event.main,
        "actors": [participation(part, chronicle.actors[part.actor]) for part in event.actors],
        "places": [location(chronicle.places[key], sure=key not in event.unsure_places) for key in event.places],
        "mentions": [passage(mention) for mention in event.mentions],
        "sources": list(event.sources),
        "independent": event.independent,
        "conflicts": [disagreement(conflict) for conflict in event.conflicts],
        "follows": list(event.follows),
        "part_of": list(event.part_of),
        **({"corrected": list(event.corrected)} if event.corrected else {}),
    }


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def dating(when: Dating) -> dict[str, Any]:
    return {
        "phrase": when.time.text,
        "doc": when.doc,
        "span": list(when.time.span),
        "anchor": when.time.anchor,
        "anchor_is": when.time.anchor_is,
        "rule": when.time.rule,
        "narrowed": when.narrowed,
    }


def participation(part: Participation, actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "role": part.role, "named": actor.named, "sure": part.sure}


def location(place: Place, *, sure: bool) -> dict[str, Any]:
    at = {"country": place.country, "lat": place.lat, "lon": place.lon, "point_of": place.point_of}
    return {"id": place.id, "name": place.name, **at, "sure": sure}


def passage(mention: Evidence) -> dict[str, Any]:
    return {
        "doc": mention.doc,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "sentence": list(mention.sentence),
    }


def disagreement(conflict: Conflict) -> dict[str, Any]:
    values = [{"value": version.value, "sources": list(version.sources)} for version in conflict.values]
    return {"field": conflict.field, "values": values}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file of events holds. Actors and places are known as far as its lines tell of them."""

    events: tuple[Event, ...]
    actors: dict[str, Actor]
    places: dict[str, Place]


def read(path: str | Path) -> Contents:
    """The events of a file that `write` made.

    Raises:
        InputError: the file cannot be read, or a line is not such an event.
    """
    events: list[Event] = []
    actors: dict[str, Actor] = {}
    places: dict[str, Place] = {}
    try:
        with Path(path).open(encoding="utf8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    data = json.loads(line)
                    events.append(from_record(data))
                    actors |= {a["id"]: Actor(a["id"], a["name"], a["id"].split(":")[0], a["named"]) for a in data["actors"]}
                    places |= {p["id"]: Place(**{k: v for k, v in p.items() if k != "sure"}) for p in data["places"]}
                except (ValueError, KeyError, TypeError) as error:
                    raise InputError(str(path), f"not an event as timeline writes it ({error})", number) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    return Contents(tuple(events), actors, places)


def from_record(data: Mapping[str, Any]) -> Event:
    """The inverse of `to_record`. Raises: KeyError, TypeError or ValueError for data of another make."""
    interval = None
    if data["edtf"] is not None:
        interval = Interval(day(data["start"]), day(data["end"]), Precision(data["precision"]), data["edtf"])
    when = data["when"]
    return Event(
        id=data["id"],
        type=data["type"],
        family=data["family"],
        plover=data.get("plover"),
        label=data["label"],
        interval=interval,
        not_before=day(data["not_before"]),
        not_after=day(data["not_after"]),
        when=Dating(when["doc"], expression(when, interval), when["narrowed"]) if when else None,
        status=Status(data["status"]),
        reported=data["reported"],
        count=data["count"],
        main=data["main"],
        actors=tuple(Participation(a["id"], a["role"], a.get("sure", True)) for a in data["actors"]),
        places=tuple(p["id"] for p in data["places"]),
        mentions=tuple(
            Evidence(m["doc"], Span(m["start"], m["end"]), m["text"], Span(*m["sentence"])) for m in data["mentions"]
        ),
        conflicts=tuple(conflict(c) for c in data["conflicts"]),
        unsure_places=tuple(p["id"] for p in data["places"] if not p.get("sure", True)),
        independent=data["independent"],
        follows=tuple(data["follows"]),
        part_of=tuple(data["part_of"]),
        corrected=tuple(data.get("corrected", ())),
    )


def conflict(data: Mapping[str, Any]) -> Conflict:
    return Conflict(data["field"], tuple(Version(v["value"], tuple(v["sources"])) for v in data["values"]))


def evidence(data: Mapping[str, Any]) -> Evidence:
    return Evidence(data["doc"], Span(data["start"], data["end"]), data["text"], Span(*data["sentence"]))


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def expression(when: Mapping[str, Any], interval: Interval | None) -> TimeExpression:
    return TimeExpression(
        span=Span(*when["span"]),
        text=when["phrase"],
        type="DATE",
        value=interval.edtf if interval else "",
        interval=interval,
        anchor=when["anchor"],
        anchor_is=when["anchor_is"],
        rule=when["rule"],
    )
