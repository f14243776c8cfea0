"""What there is to decide about names: a draft of a file of decisions (see `timeline.decisions`), all of it commented out."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from rapidfuzz import fuzz, process

from timeline import gazetteer
from timeline.decisions import Decisions, Kind, key
from timeline.model import Actor, Chronicle, Event, Place
from timeline.names import SMALL

ALIKE = 88
"""Letters of a hundred in which two spellings agree that may be of one name (rapidfuzz ratio)."""
LONG = 5
"""Letters that a name has at the least where its spelling may differ."""


@dataclass(frozen=True)
class Named:
    """An actor or place by its names, with the number of its events and the ids of their articles."""

    thing: Actor | Place
    events: int
    articles: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names that a decision finds it by, the one that is shown first; a capital is no name of its state."""
        if isinstance(self.thing, Actor) and self.thing.kind == "country":
            used = [name for name in self.thing.names if gazetteer.country(name)]
        else:
            used = list(self.thing.names)
        forms = {key(name): name for name in [*used, *([] if used else [self.thing.name])]}
        first = key(self.thing.name)
        return tuple(forms[name] for name in sorted(forms, key=lambda name: (name != first, -len(name), name)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        return key(self.names[0])

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.words if word not in SMALL) if len(self.words) > 2 else ""

    @property
    def known(self) -> bool:
        """Whether the gazetteer knows it: nothing that is known twice is one."""
        return self.thing.id.startswith(("geonames:", "country:"))

    def __str__(self) -> str:
        return f"{self.thing.name} ({self.thing.kind}, {self.events} {'event' if self.events == 1 else 'events'})"


def draft(chronicle: Chronicle, decided: Decisions | None = None) -> Iterator[str]:
    """The lines of the draft: likely twins first, then every actor and place; those of the most events before others.

    Args:
        decided: decisions that have been made: the twins that they tell of are left out.
    """
    actors, places = _named(chronicle)
    yield "# Take the # from the lines of what you decide; `timeline build ... --names FILE` follows it."
    for title, found in (("actors", actors), ("places", places)):
        pairs = [(one, other, why) for one, other, why in twins(found) if not (decided and _decided(decided, one, other))]
        yield from ("", f"# Likely twins among the {title}: {len(pairs) or 'none'}")
        for one, other, why in pairs:
            yield from ("", f"# {one} and {other}: {why}")
            yield from _block("same", name=one.thing.name, names=_others(one.thing.name, *one.names[:1], *other.names[:1]))
            if one.words != other.words:
                yield from _block("different", names=(one.names[0], other.names[0]))
    both = {one.words for one in actors} & {one.words for one in places}
    places = [one for one in places if one.words not in both]
    shared = Counter(name for one in (*actors, *places) for name in map(key, one.names))
    for title, found in (("Actors", actors), ("Places", places)):
        yield from ("", f"# {title}: {len(found)}")
        for one in found:
            own = [name for name in one.names if shared[key(name)] == 1]
            yield from ("", f"# {one}{', a place too' if one.words in both else ''}")
            yield from _block(
                "same",
                name=one.thing.name,
                names=_others(one.thing.name, *(own or one.names[:1])),
                **{} if one.words in both else _about(one),
                **{"in": () if own else one.articles},
            )


def _about(one: Named) -> dict[str, str | None]:
    """What a decision may say of it; nothing of what the gazetteer knows, but which one it is."""
    kind = one.thing.kind if one.thing.kind in get_args(Kind) else "place"
    if one.known:
        return {"id": None if kind == "country" else one.thing.id}
    return {"kind": kind, "country": one.thing.country, "id": one.thing.id}


def twins(found: Sequence[Named]) -> Iterator[tuple[Named, Named, str]]:
    """The pairs that may be one, and why; of each the one with more events first."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        for word in {*one.words, one.initials.casefold()} - {""}:
            bearers[word].append(at)
    spelled = [" ".join(sorted(one.words)) for one in found]
    for at, one in enumerate(found):
        near = process.extract(spelled[at], spelled[at + 1 :], scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        others = {at + 1 + index for _, _, index in near}
        others.update(other for word in one.words if len(bearers[word]) < 1000 for other in bearers[word] if other > at)
        others.update(other for other in bearers.get(one.initials.casefold(), ()) if other > at)
        for other in sorted(others):
            why = _likeness(one, found[other])
            if why is not None:
                yield one, found[other], why


def _likeness(one: Named, other: Named) -> str | None:
    short, full = sorted((one, other), key=lambda named: len(named.words))
    if one.known and other.known:
        return None
    if one.words == other.words:
        return "the same name"
    if short.words == (full.initials.casefold(),):
        return "initials"
    if one.thing.kind == other.thing.kind == "person" and short.words[-1] == full.words[-1]:
        return "the same surname" if len(short.words) == 1 or short.words[0][0] == full.words[0][0] else None
    if len(short.words) > 1 and set(short.words) <= set(full.words):
        return "a longer name"
    letters = " ".join(one.words), " ".join(other.words)
    alike = min(map(len, letters)) >= LONG and max(fuzz.ratio(*letters), fuzz.token_sort_ratio(*letters)) >= ALIKE
    return "the spelling" if alike else None


def _others(name: str, *names: str) -> list[str]:
    return sorted({other for other in names if other != name})


def _decided(decided: Decisions, one: Named, other: Named) -> bool:
    return any(decided.apart(name, another) for name in one.names for another in other.names)


def _named(chronicle: Chronicle) -> tuple[list[Named], list[Named]]:
    """The named actors and the places, those of the most events first; a country is listed once."""
    events: dict[str, set[Event]] = defaultdict(set)
    for event in chronicle.events:
        for id in (*event.places, *(part.actor for part in event.actors)):
            events[id].add(event)
    states = {place.country for place in chronicle.places.values() if place.kind == "country"}
    actors = [
        actor
        for actor in chronicle.actors.values()
        if actor.named and actor.id not in chronicle.places and not (actor.kind == "country" and actor.country in states)
    ]

    def listed(things: Iterable[Actor | Place]) -> list[Named]:
        found = (Named(t, len(events[t.id]), tuple(sorted({doc for e in events[t.id] for doc in e.sources}))) for t in things)
        return sorted(found, key=lambda named: (-named.events, named.thing.name, named.thing.id))

    return listed(actors), listed(place for place in chronicle.places.values() if events[place.id])


def _block(table: str, **values: object) -> Iterator[str]:
    """The lines of a block; a value that says nothing is left out."""
    yield f"#[[{table}]]"
    for name, value in values.items():
        if value:
            yield f"#{name} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")
