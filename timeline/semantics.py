"""The chronicle as RDF: statements about events, actors, places, passages and articles.

Vocabularies: the Simple Event Model (van Hage et al. 2011), OWL-Time (W3C 2022), PROV-O (W3C 2013), schema.org, SKOS, the W3C
basic geo vocabulary, and terms of our own (``tl:``) for what none of them says: status, precision, roles that are guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import quote

from timeline.allen import goes_on, last_day
from timeline.digest import all_days, in_order, web_address
from timeline.graph import interval_attributes
from timeline.markup import printable
from timeline.model import Actor, Article, Chronicle, Event, Interval, Place, Status

PREFIXES = {
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "tl": "urn:timeline:term:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EDTF = "http://id.loc.gov/datatypes/edtf"
GEONAMES = "geonames:"
CALENDAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)
DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
ACTOR_TYPES = {"person": "schema:Person", "organisation": "schema:Organization", "country": "schema:Country"}


class Iri(NamedTuple):
    """A name of something: whole, or ``prefix:name`` with a prefix of `PREFIXES`."""

    name: str


class Literal(NamedTuple):
    """A value, as it is written, and its datatype: ``xsd:...``, or a whole IRI; None for plain text."""

    text: str
    type: str | None = None


Node = Iri | Literal
Value = Node | str | bool | int | float | date


@dataclass(frozen=True)
class Resource:
    """Something, and what is said of it: a list of values for each property, in the order of saying."""

    iri: Iri
    types: tuple[str, ...]
    said: dict[str, list[Node]] = field(default_factory=dict)

    def say(self, property: str, *values: Value | None) -> None:
        """Add what says something (not None, not an empty text), each once."""
        for value in values:
            if value is not None and value != "" and (node := literal(value)) not in self.said.get(property, ()):
                self.said.setdefault(property, []).append(node)


def literal(value: Value) -> Node:
    if isinstance(value, Iri | Literal):
        return value
    if isinstance(value, bool):
        return Literal(str(value).lower(), "xsd:boolean")
    if isinstance(value, int):
        return Literal(str(value), "xsd:integer")
    if isinstance(value, float):
        return Literal(format(Decimal(repr(value)), "f"), "xsd:decimal")
    if isinstance(value, date):
        return Literal(value.isoformat(), "xsd:date")
    return Literal(printable(value))


def iri(kind: str, id: str, *more: str) -> Iri:
    """The name of a thing of ours, ``urn:timeline:KIND:ID``; that of GeoNames for a place that it knows."""
    if kind == "place" and id.startswith(GEONAMES) and id.removeprefix(GEONAMES).isdecimal():
        return Iri(f"https://sws.geonames.org/{id.removeprefix(GEONAMES)}/")
    parts = (quote(part, safe=":", errors="surrogatepass") for part in (kind, id, *more))
    return Iri(f"urn:timeline:{':'.join(parts)}")


def numbered(event: Event, part: str, number: int) -> Iri:
    return iri("event", event.id, part, str(number))


def resources(chronicle: Chronicle) -> Iterator[Resource]:
    """All that there is to say: of the events, in order of time, with their days, roles and passages; then of all else.

    What the text denies is a ``tl:Event`` alone; any other event is a ``sem:Event`` and a ``schema:Event`` too.
    ``sem:hasEarliestBeginTimeStamp`` and ``sem:hasLatestEndTimeStamp`` are the days between which it was. ``schema:startDate``
    and ``schema:endDate`` are as exact as the words (a month, for "in December"), and missing for one day of several. What goes
    on has no end; ``tl:stillOn`` is the last day on which the text knows of it.
    """
    named = {day for event in chronicle.events for day in (event.start, last_day(event)) if day}
    for event in in_order(chronicle):
        yield occurrence(event, chronicle)
        if event.interval:
            yield days(event)
        yield from roles(event)
        yield from passages(event, chronicle)
    for _, actor in sorted(chronicle.actors.items()):
        yield who(actor)
    for _, place in sorted(chronicle.places.items()):
        yield where(place)
    for document in sorted(chronicle.articles, key=lambda article: article.id):
        yield article(document, chronicle.copies.get(document.id))
    for day in sorted(named):
        yield instant(day)


def occurrence(event: Event, chronicle: Chronicle) -> Resource:
    types = ("tl:Event",) if event.status is Status.NEGATED else ("tl:Event", "sem:Event", "schema:Event")
    here = Resource(iri("event", event.id), types)
    here.say("rdfs:label", event.label)
    here.say("schema:name", event.label)
    here.say("schema:identifier", event.id)
    here.say("sem:eventType", iri("type", event.type))
    here.say("tl:type", event.type)
    here.say("tl:family", event.family)
    here.say("tl:plover", event.plover)
    here.say("tl:status", event.status.value)
    here.say("schema:eventStatus", Iri("schema:EventScheduled") if event.status is Status.PLANNED else None)
    here.say("tl:reported", event.reported)
    here.say("tl:count", event.count)
    here.say("tl:main", event.main)
    here.say("tl:independentSources", event.independent)
    if event.interval:
        here.say("time:hasTime", iri("event", event.id, "time"))
        here.say("sem:hasEarliestBeginTimeStamp", event.start)
        here.say("sem:hasLatestEndTimeStamp", last_day(event))
        first, last = ends(event.interval)
        here.say("schema:startDate", first)
        here.say("schema:endDate", last if last_day(event) else None)
        here.say("tl:stillOn", event.end if goes_on(event) else None)
    here.say("tl:notBefore", event.not_before)
    here.say("tl:notAfter", event.not_after)
    here.say("sem:hasActor", *(iri("actor", part.actor) for part in event.actors if part.sure))
    here.say("tl:unsureActor", *(iri("actor", part.actor) for part in event.actors if not part.sure))
    here.say("tl:hasRole", *(numbered(event, "role", number) for number, _ in enumerate(event.actors, 1)))
    for place in event.places:
        sure = place not in event.unsure_places
        here.say("sem:hasPlace" if sure else "tl:unsurePlace", iri("place", place))
        here.say("schema:location", iri("place", place) if sure else None)
    here.say("prov:wasDerivedFrom", *(numbered(event, "passage", number) for number, _ in enumerate(event.mentions, 1)))
    here.say("schema:subjectOf", *(iri("article", doc) for doc in event.sources))
    here.say("tl:conflict", *(str(conflict) for conflict in event.conflicts))
    here.say("tl:corrected", *event.corrected)
    here.say("tl:follows", *(iri("event", other) for other in event.follows))
    here.say("sem:subEventOf", *(iri("event", other) for other in event.part_of))
    return here


def days(event: Event) -> Resource:
    """The interval of a dated event."""
    assert event.interval is not None
    here = Resource(iri("event", event.id, "time"), ("time:Interval" if event.start == event.end else "time:ProperInterval",))
    for end, day in (("Beginning", event.start), ("End", last_day(event))):
        here.say(f"time:has{end}", iri("day", day.isoformat()) if day else None)
    about = interval_attributes(event.interval)
    here.say("tl:edtf", Literal(str(about["edtf"]), EDTF))
    here.say("tl:precision", str(about["precision"]))
    here.say("tl:fills", all_days(event))
    if event.when:
        time = event.when.time
        here.say("tl:phrase", time.text)
        here.say("prov:wasQuotedFrom", iri("article", event.when.doc))
        here.say("tl:start", time.span.start)
        here.say("tl:end", time.span.end)
        here.say("tl:anchor", time.anchor)
        here.say("tl:anchorIs", time.anchor_is)
        here.say("tl:rule", time.rule)
        here.say("tl:narrowed", event.when.narrowed)
    return here


def ends(interval: Interval) -> tuple[Literal | None, Literal | None]:
    """The first and the last year, month or day that the words name; None where they name none, or one of several."""
    first, _, last = interval.edtf.partition("/")
    parts = (Literal(part, DATATYPES[len(part)]) if CALENDAR.fullmatch(part) else None for part in (first, last or first))
    begin, end = parts
    return begin, end


def instant(day: date) -> Resource:
    here = Resource(iri("day", day.isoformat()), ("time:Instant",))
    here.say("time:inXSDDate", day)
    return here


def roles(event: Event) -> Iterator[Resource]:
    for number, part in enumerate(event.actors, 1):
        here = Resource(numbered(event, "role", number), ("sem:Role",))
        here.say("rdf:value", iri("actor", part.actor))
        here.say("sem:roleType", Iri(f"tl:{part.role}"))
        here.say("tl:sure", part.sure)
        yield here


def passages(event: Event, chronicle: Chronicle) -> Iterator[Resource]:
    for number, mention in enumerate(event.mentions, 1):
        here = Resource(numbered(event, "passage", number), ("prov:Entity", "schema:Quotation"))
        here.say("prov:wasQuotedFrom", iri("article", mention.doc))
        here.say("schema:text", chronicle.quote(mention))
        here.say("tl:trigger", mention.text)
        here.say("tl:start", mention.span.start)
        here.say("tl:end", mention.span.end)
        here.say("tl:sentenceStart", mention.sentence.start)
        here.say("tl:sentenceEnd", mention.sentence.end)
        yield here


def who(actor: Actor) -> Resource:
    types = ("sem:Actor", ACTOR_TYPES[actor.kind]) if actor.kind in ACTOR_TYPES else ("sem:Actor",)
    here = Resource(iri("actor", actor.id), types)
    here.say("rdfs:label", actor.name)
    here.say("skos:altLabel", *(name for name in actor.names if name != actor.name))
    here.say("tl:kind", actor.kind)
    here.say("tl:named", actor.named)
    here.say("tl:country", actor.country)
    return here


def where(place: Place) -> Resource:
    """A place; coordinates that are those of a larger one are given as such, not as its own."""
    here = Resource(iri("place", place.id), ("sem:Place", "schema:Place"))
    here.say("rdfs:label", place.name)
    here.say("skos:altLabel", *(name for name in place.names if name != place.name))
    here.say("tl:kind", place.kind)
    here.say("tl:country", place.country)
    here.say("schema:containedInPlace", iri("place", place.within) if place.within else None)
    own = place.point_of in (None, place.id)
    here.say("geo:lat" if own else "tl:nearLat", place.lat)
    here.say("geo:long" if own else "tl:nearLong", place.lon)
    here.say("tl:pointOf", iri("place", place.point_of) if place.point_of else None)
    return here


def article(article: Article, copy_of: str | None) -> Resource:
    here = Resource(iri("article", article.id), ("prov:Entity", "schema:NewsArticle"))
    here.say("schema:identifier", article.id)
    here.say("schema:headline", article.title)
    here.say("schema:datePublished", article.date)
    here.say("tl:dateSource", article.date_source)
    here.say("tl:source", article.source)
    address = web_address(article)
    here.say("schema:url", Iri(address) if address else article.url)
    here.say("prov:wasDerivedFrom", iri("article", copy_of) if copy_of else None)
    return here
