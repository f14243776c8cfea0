"""The events as a graph: who takes part in what, where it is, and which article says so in which words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import itemgetter
from typing import Any

import networkx as nx

from timeline.allen import fills
from timeline.garbage import uncollected
from timeline.model import Actor, Article, Chronicle, Dating, Event, Evidence, Interval, Place

Value = str | int | float | bool
Node = tuple[str, dict[str, Value]]
Edge = tuple[str, str, int, str, dict[str, Value]]
"""Source, target, the offset where a report begins, key, attributes."""


def _typed(text: str, whole: str = "", number: str = "", truth: str = "") -> dict[str, type]:
    return {name: type for names, type in ((text, str), (whole, int), (number, float), (truth, bool)) for name in names.split()}


NODES = {
    "event": _typed(
        "kind label type family plover start end edtf precision not_before not_after "
        "when when_doc anchor anchor_is rule status conflicts corrected",
        whole="when_start when_end count articles independent mentions",
        truth="fills narrowed reported main",
    ),
    "actor": _typed("kind label actor_kind names country", truth="named"),
    "place": _typed("kind label place_kind names country point_of", number="lat lon"),
    "article": _typed("kind label date date_source url source"),
}
"""The attributes that a node of each kind may have, and their types; what they mean stands in ``docs/output.md``."""

EDGES = {
    "role": _typed("kind role", truth="sure"),
    "at": _typed("kind", truth="sure"),
    "reports": _typed("kind text sentence", whole="start end sentence_start sentence_end"),
    **{kind: _typed("kind") for kind in ("within", "follows", "part_of", "copy_of")},
}
"""The same of the edges, which have all of them, always."""


@uncollected()
def to_graph(chronicle: Chronicle) -> nx.MultiDiGraph[str]:
    """Events, actors, places and articles as nodes; roles, places and reports as edges.

    Nodes are named ``event:ID``, ``actor:ID``, ``place:ID`` and ``article:ID`` and have a ``kind`` (the word before the
    colon) and a ``label``. Edges have a ``kind`` too, and a key that is the same in every run:

    ======================  ============  =====================  ==========================================
    edge                    ``kind``      key                    other attributes
    ======================  ============  =====================  ==========================================
    actor to event          ``role``      the role               ``role``, ``sure``
    event to place          ``at``        ``at``                 ``sure``
    article to event        ``reports``   ``START-END``          ``text``, ``start``, ``end``, ``sentence``,
                                                                 ``sentence_start``, ``sentence_end``
    place to larger place   ``within``    ``within``
    event to its plan       ``follows``   ``follows``
    event to its whole      ``part_of``   ``part_of``
    article to its original ``copy_of``   ``copy_of``
    ======================  ============  =====================  ==========================================

    Every attribute is a str, int, float or bool (`NODES`, `EDGES`): days are ISO 8601 strings, several names are a JSON list in
    one string, and what is not known is left out. A place's ``point_of`` is the id of the place that its ``lat`` and ``lon``
    are of (see `timeline.model.Place`). So each writer of NetworkX takes the graph. Offsets are characters of
    the article's text, the end not included. The graph itself says what made it: ``timeline_version``, ``ontology_sha256`` and
    ``input_sha256`` (see `timeline.fingerprints`); what was filtered has ``part`` ("168 of 275 events") and ``part_sha256``.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(provenance(chronicle.run))
    nodes, edges = _events(chronicle)
    nodes += [(f"actor:{a.id}", actor_attributes(a)) for a in chronicle.actors.values()]
    nodes += [(f"place:{p.id}", place_attributes(p)) for p in chronicle.places.values()]
    nodes += [(f"article:{a.id}", article_attributes(a)) for a in chronicle.articles]
    graph.add_nodes_from(sorted(nodes, key=itemgetter(0)))
    edges += [*_larger(chronicle.places), *_originals(chronicle)]
    for source, target, _, key, attributes in sorted(edges, key=itemgetter(0, 1, 2, 3)):
        graph.add_edge(source, target, key=key, **attributes)
    return graph


def provenance(run: Mapping[str, Any]) -> dict[str, str]:
    """What made the events, and which part of them this is, as far as the report of the run says it."""
    said = {
        "timeline_version": run.get("versions", {}).get("timeline"),
        "ontology_sha256": run.get("ontology", {}).get("sha256"),
        "input_sha256": run.get("input", {}).get("sha256"),
    }
    if part := run.get("part"):
        said |= {"part": f"{part['events']} of {part['of']} events", "part_sha256": part["sha256"]}
    return {name: str(value) for name, value in said.items() if value is not None}


def _events(chronicle: Chronicle) -> tuple[list[Node], list[Edge]]:
    """The nodes of events and the edges to and from them, each event looked at once: many do not fit a processor's caches."""
    here = {event.id for event in chronicle.events}
    nodes: list[Node] = []
    edges: list[Edge] = []
    for event in chronicle.events:
        node = f"event:{event.id}"
        nodes.append((node, event_attributes(event)))
        for part in event.actors:
            edges.append((f"actor:{part.actor}", node, 0, part.role, {"kind": "role", "role": part.role, "sure": part.sure}))
        for place in event.places:
            edges.append((node, f"place:{place}", 0, "at", {"kind": "at", "sure": place not in event.unsure_places}))
        for mention in event.mentions:
            start, end = mention.span
            attributes = report_attributes(mention, chronicle.quote(mention))
            edges.append((f"article:{mention.doc}", node, start, f"{start}-{end}", attributes))
        for kind, others in (("follows", event.follows), ("part_of", event.part_of)):
            edges += [(node, f"event:{other}", 0, kind, {"kind": kind}) for other in others if other in here]
    return nodes, edges


def _larger(places: Mapping[str, Place]) -> Iterator[Edge]:
    for inner in places.values():
        if inner.within in places:
            yield f"place:{inner.id}", f"place:{inner.within}", 0, "within", {"kind": "within"}


def _originals(chronicle: Chronicle) -> Iterator[Edge]:
    read = {article.id for article in chronicle.articles}
    for copy, original in chronicle.copies.items():
        if {copy, original} <= read:
            yield f"article:{copy}", f"article:{original}", 0, "copy_of", {"kind": "copy_of"}


def report_attributes(mention: Evidence, sentence: str) -> dict[str, Value]:
    return {
        "kind": "reports",
        "text": mention.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "sentence": sentence,
        "sentence_start": mention.sentence.start,
        "sentence_end": mention.sentence.end,
    }


def event_attributes(event: Event) -> dict[str, Value]:
    return {
        **known(kind="event", label=event.label, type=event.type, family=event.family, plover=event.plover),
        **(interval_attributes(event.interval) if event.interval else {}),
        **known(fills=fills(event), not_before=event.not_before, not_after=event.not_after),
        **(dating_attributes(event.when) if event.when else {}),
        **known(
            status=event.status.value,
            reported=event.reported,
            count=event.count,
            main=event.main,
            articles=len(event.sources),
            independent=event.independent,
            mentions=len(event.mentions),
            conflicts=listed(map(str, event.conflicts)),
            corrected=listed(event.corrected),
        ),
    }


def interval_attributes(interval: Interval) -> dict[str, Value]:
    return known(start=interval.earliest, end=interval.latest, edtf=interval.edtf, precision=interval.precision.value)


def dating_attributes(when: Dating) -> dict[str, Value]:
    return known(
        when=when.time.text,
        when_doc=when.doc,
        when_start=when.time.span.start,
        when_end=when.time.span.end,
        narrowed=when.narrowed,
        anchor=when.time.anchor,
        anchor_is=when.time.anchor_is,
        rule=when.time.rule,
    )


def actor_attributes(actor: Actor) -> dict[str, Value]:
    return known(
        kind="actor",
        label=actor.name,
        actor_kind=actor.kind,
        named=actor.named,
        names=listed(actor.names),
        country=actor.country,
    )


def place_attributes(place: Place) -> dict[str, Value]:
    return known(
        kind="place",
        label=place.name,
        place_kind=place.kind,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        point_of=place.point_of,
        names=listed(place.names),
    )


def article_attributes(article: Article) -> dict[str, Value]:
    return known(
        kind="article",
        label=article.title or article.id,
        date=article.date,
        date_source=article.date_source,
        url=article.url,
        source=article.source,
    )


def listed(texts: Iterable[str]) -> str | None:
    """Several texts as one, a JSON list; None for no text at all."""
    return json.dumps(found, ensure_ascii=False) if (found := list(texts)) else None


def known(**attributes: Value | date | None) -> dict[str, Value]:
    """Those that say something (not None, not empty), days as ISO strings."""
    said = {name: value for name, value in attributes.items() if value is not None and value != ""}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
