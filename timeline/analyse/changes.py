"""What changed between two timelines: events that came, went, or are told otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from timeline.model import Chronicle, Event, Evidence, by_time

TOLD_OTHERWISE = frozenset({"id", "family", "interval", "unsure_places"})
Told = dict[str, Any]
"""The fields of an event in plain words: texts, numbers, and lists of texts."""


@dataclass(frozen=True, slots=True)
class Alone:
    """An event that only one of the timelines has.

    ``shares_with``: ids of events of the other that quote some of its passages, where it was split or joined.
    """

    event: Event
    shares_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """An event that both have, and each field that differs with its value before and after, in plain words."""

    before: Event
    after: Event
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is in one timeline and not in another, each part in order of time.

    ``same``: how many events did not change at all. ``articles_came``, ``articles_went``, ``articles_changed`` (the text): ids.
    """

    came: tuple[Alone, ...]
    went: tuple[Alone, ...]
    changed: tuple[Change, ...]
    same: int
    articles_came: tuple[str, ...]
    articles_went: tuple[str, ...]
    articles_changed: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.came or self.went or self.changed or self.articles_came or self.articles_went or self.articles_changed)


def difference(before: Chronicle, after: Chronicle) -> Difference:
    """What changed from one timeline to another.

    Events are the same if they have the same id; of those left over, if they are of the most shared passages, each with one
    other at most. A passage is shared where the words that tell of the event overlap, in an article whose text did not change;
    in one whose text did, where they stand at the same place of the same sentence.

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
    changes = []
    for one, other in pairs.items():
        told, now = tell(old[one], before, pairs), tell(new[other], after)
        fields = {name: (told[name], now[name]) for name in told if told[name] != now[name]}
        if fields:
            changes.append(Change(old[one], new[other], fields))
    came = [Alone(e, tuple(sorted(kin[f"new {id}"]))) for id, e in new.items() if id not in taken]
    went = [Alone(e, tuple(sorted(kin[f"old {id}"]))) for id, e in old.items() if id not in pairs]
    texts, now_texts = ({a.id: a.text for a in chronicle.articles} for chronicle in (before, after))
    return Difference(
        came=tuple(sorted(came, key=lambda a: by_time(a.event))),
        went=tuple(sorted(went, key=lambda a: by_time(a.event))),
        changed=tuple(sorted(changes, key=lambda c: by_time(c.after))),
        same=len(pairs) - len(changes),
        articles_came=tuple(sorted(now_texts.keys() - texts.keys())),
        articles_went=tuple(sorted(texts.keys() - now_texts.keys())),
        articles_changed=tuple(sorted(id for id in texts.keys() & now_texts.keys() if texts[id] != now_texts[id])),
    )


def tell(event: Event, chronicle: Chronicle, called: Mapping[str, str] | None = None) -> Told:
    """The fields of an event in plain words. ``called``: other ids of the events that it follows or is part of."""
    called = called or {}
    days = event.interval
    told = {part.name: _plain(getattr(event, part.name)) for part in fields(event) if part.name not in TOLD_OTHERWISE}
    return told | {
        "start": _plain(event.start),
        "end": _plain(event.end),
        "edtf": days.edtf if days else None,
        "precision": _plain(days.precision) if days else None,
        "when": event.when.time.text if event.when else None,
        "actors": sorted(
            f"{chronicle.actors[part.actor].name} ({part.role}{'' if part.sure else ', perhaps'})" for part in event.actors
        ),
        "places": sorted(
            f"{chronicle.places[key].name}{' (perhaps)' if key in event.unsure_places else ''}" for key in event.places
        ),
        "mentions": [f"{m.doc}: {m.text}" for m in sorted(event.mentions, key=lambda m: (m.doc, m.span))],
        "follows": sorted(called.get(id, id) for id in event.follows),
        "part_of": sorted(called.get(id, id) for id in event.part_of),
    }


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


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
    """The difference for reading, one line an event or a field: ``+`` came, ``-`` went, ``~`` changed."""
    for sign, alone in [*(("+", a) for a in found.came), *(("-", a) for a in found.went)]:
        also = f" (passages also in {', '.join(alone.shares_with)})" if alone.shares_with else ""
        yield f"{sign} {_named(alone.event)}{also}"
    for change in found.changed:
        renamed = f" (was {change.before.id})" if change.before.id != change.after.id else ""
        yield f"~ {_named(change.after)}{renamed}"
        for name, (one, other) in change.fields.items():
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
