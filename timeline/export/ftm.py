"""``entities.ftm.json``: events, actors, places and articles as FollowTheMoney entities, one a line, for OpenAleph."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timeline.allen import last_day
from timeline.digest import days, description, in_order, passages, title, told_ends, web_address
from timeline.folder import written
from timeline.model import Actor, Article, Chronicle, Event, Place

SCHEMATA = {"person": "Person", "organisation": "Organization", "country": "PublicBody"}
Entity = dict[str, Any]


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write an Event for each event, an UnknownLink for each of its actors (``role``), a Documentation for each sentence.

    UnknownLinks lead also from an event to its plan (the ``role`` is ``follows``) and to its whole (``part_of``), and from an
    article to that which it repeats (``copy_of``), where both are there.

    Actors are Person, Organization, PublicBody (a country) or LegalEntity, places Address, articles Article. Ids are SHA-1
    hashes of those in the graph. ``startDate`` and ``endDate`` are cut to the precision of the words; what they leave uncertain
    (what goes on has no ``endDate``) stands in ``summary``, ``description`` and ``keywords``. A guess has the ``status`` "not
    sure".

    Raises:
        OutputError: the file cannot be written.
    """
    written(Path(path), (json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities(chronicle)))


def entities(chronicle: Chronicle) -> Iterator[Entity]:
    for _, one in sorted(chronicle.actors.items()):
        yield actor(one)
    for _, place in sorted(chronicle.places.items()):
        yield address(place)
    for document in sorted(chronicle.articles, key=lambda article: article.id):
        yield article(document)
    for event in in_order(chronicle):
        yield occurrence(event, chronicle)
        yield from links(event, chronicle)
    read = {article.id for article in chronicle.articles}
    for copy, original in sorted(chronicle.copies.items()):
        if {copy, original} <= read:
            yield link("article", copy, "copy_of", original)


def key(kind: str, id: str) -> str:
    return hashlib.sha1(f"{kind}:{id}".encode("utf8", "backslashreplace"), usedforsecurity=False).hexdigest()


def entity(id: str, schema: str, **properties: object) -> Entity:
    """An entity of the properties that have values; each is a list of strings."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    told = {name: [str(value) for value in values if value not in (None, "")] for name, values in lists.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in sorted(told.items()) if values}}


def actor(actor: Actor) -> Entity:
    return entity(
        key("actor", actor.id),
        SCHEMATA.get(actor.kind, "LegalEntity"),
        name=actor.name,
        alias=[name for name in actor.names if name != actor.name],
        country=actor.country and actor.country.lower(),
        keywords=[actor.kind, None if actor.named else "not named"],
    )


def address(place: Place) -> Entity:
    own = place.point_of in (None, place.id)
    return entity(
        key("place", place.id),
        "Address",
        full=place.name,
        name=place.name,
        alias=[name for name in place.names if name != place.name],
        country=place.country and place.country.lower(),
        latitude=place.lat if own else None,
        longitude=place.lon if own else None,
        keywords=place.kind,
    )


def article(article: Article) -> Entity:
    return entity(
        key("article", article.id),
        "Article",
        title=article.title or article.id,
        fileName=article.id,
        publishedAt=article.date,
        publisher=article.source,
        sourceUrl=web_address(article),
    )


def occurrence(event: Event, chronicle: Chronicle) -> Entity:
    places = [chronicle.places[key] for key in event.places]
    first, last = ends(event)
    return entity(
        key("event", event.id),
        "Event",
        name=event.label,
        recordId=event.id,
        startDate=first,
        endDate=last if last_day(event) else None,
        summary=f"{title(event)}; {days(event)}",
        description="\n".join(description(event, chronicle)),
        keywords=[event.family, event.type, event.status.value, "reported" if event.reported else None, event.plover],
        notes=[*map(str, event.conflicts), *(f"corrected: {reason}" for reason in event.corrected)],
        important="main" if event.main else None,
        involved=[key("actor", part.actor) for part in event.actors],
        location=[place.name for place in places],
        addressEntity=[key("place", place.id) for place in places],
        country=sorted({place.country.lower() for place in places if place.country}),
        proof=[key("article", doc) for doc in event.sources],
    )


def ends(event: Event) -> tuple[str | None, str | None]:
    """Both ends as dates that FollowTheMoney may cut: "2025-12" is some day of that month. Some day of several is cut to the
    month or year that all are in, if they are in one."""
    first, last = told_ends(event)
    if first or last or event.start is None or event.end is None:
        return first, last
    within = next((n for n in (7, 4) if event.start.isoformat()[:n] == event.end.isoformat()[:n]), None)
    return (event.start.isoformat()[:within],) * 2 if within else (None, None)


def link(kind: str, one: str, role: str, other: str) -> Entity:
    """From one to another of the same kind."""
    id = key(role, f"{one} {other}")
    return entity(id, "UnknownLink", subject=key(kind, one), object=key(kind, other), role=role)


def links(event: Event, chronicle: Chronicle) -> Iterator[Entity]:
    subject = key("event", event.id)
    for part in event.actors:
        yield entity(
            key("role", f"{part.actor} {part.role} {event.id}"),
            "UnknownLink",
            subject=key("actor", part.actor),
            object=subject,
            role=part.role,
            status=None if part.sure else "not sure",
        )
    for role, others in (("follows", event.follows), ("part_of", event.part_of)):
        yield from (link("event", event.id, role, other) for other in others if other in chronicle.labels)
    for passage in passages(event, chronicle):
        yield entity(
            key("reports", f"{passage.article.id} {passage.evidence.sentence.start} {event.id}"),
            "Documentation",
            document=key("article", passage.article.id),
            entity=subject,
            role="reports",
            summary=passage.sentence,
            date=passage.article.date,
        )
