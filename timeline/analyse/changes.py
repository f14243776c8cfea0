"""What changed between two timelines: events, actors, places and articles that came, went, or are told otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from timeline import fingerprints
from timeline.model import Actor, Article, Chronicle, Event, Evidence, Place, by_time

TOLD_OTHERWISE = frozenset({"id", "family", "interval", "unsure_places"})
Told = dict[str, Any]
"""The fields of something in plain words: texts, numbers, and lists of texts."""
T = TypeVar("T", Event, Actor, Place, Article)


@dataclass(frozen=True, slots=True)
class Alone:
    """An event that only one of the timelines has.

    ``shares_with``: ids of events of the other that quote some of its passages, where it was split or joined.
    """

    event: Event
    shares_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """What both have, and each field that differs with its value before and after, in plain words."""

    before: T
    after: T
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """The actors, places or articles that only one of the timelines has, and those with fields that differ, sorted by id.

    ``same``: how many did not change at all.
    """

    came: tuple[T, ...] = ()
    went: tuple[T, ...] = ()
    changed: tuple[Change[T], ...] = ()
    same: int = 0

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.came or self.went or self.changed)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is in one timeline and not in another: events in order of time, and actors, places and articles.

    ``same``: how many events did not change at all.
    """

    came: tuple[Alone, ...]
    went: tuple[Alone, ...]
    changed: tuple[Change[Event], ...]
    same: int
    actors: Part[Actor]
    places: Part[Place]
    articles: Part[Article]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any((self.came, self.went, self.changed, self.actors, self.places, self.articles))


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are told as, so that nothing that differs is told alike: by id the names of actors and of places, and for events
    that have another id in the other timeline that one."""

    actors: Mapping[str, str]
    places: Mapping[str, str]
    events: Mapping[str, str] = field(default_factory=dict)


def difference(before: Chronicle, after: Chronicle) -> Difference:
    """What changed from one timeline to another.

    Events are the same if they have the same id; of those left over, if they are of the most shared passages, each with one
    other at most. A passage is shared where the words that tell of the event overlap, in an article whose text did not change;
    in one whose text did, where they stand at the same place of the same sentence. Actors, places and articles are the same if
    they have the same id. One that has another name now is told among these, and is no change of its events; an event that has
    another actor of the same name is changed, and both are told with their ids.

    >>> from dataclasses import replace
    >>> from timeline import analyse
    >>> story = analyse.sample()
    >>> arrest, *others = story.events
    >>> later = replace(story, events=(replace(arrest, id="ev_new", label="Arrest of a harbour chief"), *others[1:]))
    >>> found = analyse.difference(story, later)
    >>> [alone.event.id for alone in found.went], found.came, found.same
    (['ev_indictment'], (), 7)
    >>> [(change.before.id, change.after.id, dict(change.fields)) for change in found.changed]
    [('ev_arrest', 'ev_new', {'label': ('Arrest of Anton Belk', 'Arrest of a harbour chief')})]
    """
    old, new = ({e.id: e for e in chronicle.events} for chronicle in (before, after))
    shared = _shared(before, after)
    pairs = {id: id for id in old.keys() & new.keys()}
    taken = set(pairs.values())
    for (one, other), _ in sorted(shared.items(), key=lambda s: (-s[1], s[0])):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    kin: dict[str, set[str]] = defaultdict(set)
    for one, other in shared:
        kin[f"old {one}"].add(other)
        kin[f"new {other}"].add(one)
    names, now_named = naming(before, after, pairs), naming(before, after)
    changes = [
        Change(old[one], new[other], fields)
        for one, other in pairs.items()
        if (fields := _differing(tell(old[one], names), tell(new[other], now_named)))
    ]
    came = [Alone(e, tuple(sorted(kin[f"new {id}"]))) for id, e in new.items() if id not in taken]
    went = [Alone(e, tuple(sorted(kin[f"old {id}"]))) for id, e in old.items() if id not in pairs]
    return Difference(
        came=tuple(sorted(came, key=lambda a: by_time(a.event))),
        went=tuple(sorted(went, key=lambda a: by_time(a.event))),
        changed=tuple(sorted(changes, key=lambda c: by_time(c.after))),
        same=len(pairs) - len(changes),
        actors=_part(before.actors, after.actors, _told, _told),
        places=_part(before.places, after.places, _told, _told),
        articles=_part(_articles(before), _articles(after), _telling(before), _telling(after)),
    )


def naming(before: Chronicle, after: Chronicle, events: Mapping[str, str] | None = None) -> Names:
    """The names in both; one that is called otherwise in the two has its later name, and of one name several have their ids.

    ``events``: for ids of events the ids that they have in the other timeline.
    """
    return Names(_called(before.actors, after.actors), _called(before.places, after.places), events or {})


def _called(
    before: Mapping[str, Actor] | Mapping[str, Place], after: Mapping[str, Actor] | Mapping[str, Place]
) -> dict[str, str]:
    names = {node.id: node.name for node in (*before.values(), *after.values())}
    bearers = Counter(names.values())
    return {id: f"{name} ({id})" if bearers[name] > 1 else name for id, name in names.items()}


def tell(event: Event, names: Names) -> Told:
    """The fields of an event in plain words."""
    days = event.interval
    told = {part.name: _plain(getattr(event, part.name)) for part in fields(event) if part.name not in TOLD_OTHERWISE}
    return told | {
        "start": _plain(event.start),
        "end": _plain(event.end),
        "edtf": days.edtf if days else None,
        "precision": _plain(days.precision) if days else None,
        "when": event.when.time.text if event.when else None,
        "actors": sorted(
            f"{names.actors[part.actor]} ({part.role}{'' if part.sure else ', perhaps'})" for part in event.actors
        ),
        "places": sorted(f"{names.places[key]}{' (perhaps)' if key in event.unsure_places else ''}" for key in event.places),
        "mentions": [f"{m.doc}: {m.text}" for m in sorted(event.mentions, key=lambda m: (m.doc, m.span))],
        "follows": sorted(names.events.get(id, id) for id in event.follows),
        "part_of": sorted(names.events.get(id, id) for id in event.part_of),
    }


def _part(before: Mapping[str, T], after: Mapping[str, T], tell: Callable[[T], Told], tell_now: Callable[[T], Told]) -> Part[T]:
    both = sorted(before.keys() & after.keys())
    changed = tuple(
        Change(before[id], after[id], fields) for id in both if (fields := _differing(tell(before[id]), tell_now(after[id])))
    )
    return Part(
        came=tuple(after[id] for id in sorted(after.keys() - before.keys())),
        went=tuple(before[id] for id in sorted(before.keys() - after.keys())),
        changed=changed,
        same=len(both) - len(changed),
    )


def _articles(chronicle: Chronicle) -> dict[str, Article]:
    return {article.id: article for article in chronicle.articles}


def _told(node: Actor | Place) -> Told:
    return {part.name: _plain(getattr(node, part.name)) for part in fields(node)} | {"names": sorted(node.names)}


def _telling(chronicle: Chronicle) -> Callable[[Article], Told]:
    def told(article: Article) -> Told:
        also = [", ".join(filter(None, (place.id, place.source, place.title, place.url))) for place in article.also]
        plain = {part.name: _plain(getattr(article, part.name)) for part in fields(article)}
        return plain | {"also": also, "copy_of": chronicle.copies.get(article.id)}

    return told


def _differing(told: Told, now: Told) -> dict[str, tuple[Any, Any]]:
    return {name: (value, now[name]) for name, value in told.items() if value != now[name]}


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _shared(before: Chronicle, after: Chronicle) -> Counter[tuple[str, str]]:
    """How many passages two events share, by their ids."""
    found: Counter[tuple[str, str]] = Counter()
    old, new = _passages(before), _passages(after)
    for doc in old.keys() & new.keys():
        unchanged = before.article(doc).text == after.article(doc).text
        for one, mention in old[doc]:
            for other, now in new[doc]:
                if mention.span.overlaps(now.span) if unchanged else _place(mention, before) == _place(now, after):
                    found[one, other] += 1
    return found


def _passages(chronicle: Chronicle) -> dict[str, list[tuple[str, Evidence]]]:
    found: dict[str, list[tuple[str, Evidence]]] = defaultdict(list)
    for event in chronicle.events:
        for mention in event.mentions:
            found[mention.doc].append((event.id, mention))
    return found


def _place(mention: Evidence, chronicle: Chronicle) -> tuple[str, int]:
    return chronicle.quote(mention), mention.span.start - mention.sentence.start


def lines(found: Difference) -> Iterator[str]:
    """The difference for reading, one line an event, actor, place, article or field: ``+`` came, ``-`` went, ``~`` changed."""
    for sign, alone in [*(("+", a) for a in found.came), *(("-", a) for a in found.went)]:
        also = f" (passages also in {', '.join(alone.shares_with)})" if alone.shares_with else ""
        yield f"{sign} {_named(alone.event)}{also}"
    for change in found.changed:
        renamed = f" (was {change.before.id})" if change.before.id != change.after.id else ""
        yield f"~ {_named(change.after)}{renamed}"
        yield from _fields(change.fields)
    yield from _nodes("actor", found.actors)
    yield from _nodes("place", found.places)
    yield from _nodes("article", found.articles)


def title(node: Actor | Place | Article) -> str | None:
    """What it is called, if it is."""
    return node.title if isinstance(node, Article) else node.name


def _nodes(noun: str, part: Part[Actor] | Part[Place] | Part[Article]) -> Iterator[str]:
    def line(sign: str, node: Actor | Place | Article) -> str:
        called = title(node)
        return f"{sign} {noun} {node.id}{f': {called}' if called else ''}"

    yield from (line("+", node) for node in part.came)
    yield from (line("-", node) for node in part.went)
    for change in part.changed:
        yield line("~", change.after)
        yield from _fields(change.fields)


def _fields(differing: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
    for name, (one, other) in differing.items():
        if name == "text":
            yield f"    text: differs from character {fingerprints.first_difference(one, other)} on"
        else:
            yield from (f"    {name}: {line}" for line in _changed(one, other))


def _named(event: Event) -> str:
    return f"{event.id} {event.interval.edtf if event.interval else 'undated'} {event.type}: {event.label}"


def _changed(one: object, other: object) -> Iterator[str]:
    if isinstance(one, list) and isinstance(other, list):
        gone, new = Counter(one) - Counter(other), Counter(other) - Counter(one)
        yield from (f"- {item}" for item in gone.elements())
        yield from (f"+ {item}" for item in new.elements())
        if not gone and not new:
            yield "in another order"
    else:
        yield f"{_said(one)} -> {_said(other)}"


def _said(value: object) -> str:
    if value is None:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
