"""Events that belong together and are not one: a plan and what came of it, a count of events and one of them.

A link is made only where type, actors or place, and days fit, and none of them speaks against it.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from timeline.drafts import days
from timeline.facts import once
from timeline.model import HAPPENED, Claim, Event, Interval, Role, Span, Status, by_time
from timeline.resolve import Resolution
from timeline.tellings import AHEAD, Sources, number_in

NEXT = timedelta(days=60)
"""How long after a plan without a day is published it may be carried out."""
WIDEST = 31
"""Days that a plan and its outcome may be told to lie in at the most."""
LONGEST = 1200
"""Months after the first in which the parts of a count are looked for."""
Key = tuple[str, int]
Days = tuple[date | None, date | None]
Outcome = tuple[int, date, str]
Spot = tuple[str, Span]


class Told(NamedTuple):
    """An event, whether most of its claims speak of several, and where the claims stand that its text counts it in."""

    event: Event
    plural: bool
    one_of: tuple[Spot, ...]


def told(event: Event, claims: Sequence[Claim]) -> Told:
    """An event with what links need of the claims that tell of it."""
    one_of = tuple((claim.doc, claim.one_of) for claim in claims if claim.one_of is not None)
    own = [claim for claim in claims if claim.type == event.type] or claims
    return Told(event, 2 * sum(claim.plural for claim in own) >= len(own), one_of)


@dataclass(frozen=True, slots=True)
class Linked:
    """What links need of an event.

    Attributes:
        at: what it is sorted by (see `timeline.model.by_time`).
        cast: its sure named actors. sites: its places that a phrase gives. around: these, and the larger ones around them.
        countries: which of all these are countries.
        told: the first and the last day it was published on.
        several: whether it is several events; ``people``: how many people it counts.
    """

    id: str
    at: tuple[date, str]
    status: Status
    interval: Interval | None
    count: int
    cast: dict[Role, frozenset[str]]
    sites: frozenset[str]
    around: frozenset[str]
    countries: frozenset[str]
    told: tuple[date, date]
    several: bool
    people: int

    @property
    def actors(self) -> frozenset[str]:
        return frozenset().union(*self.cast.values())

    def names(self) -> frozenset[str]:
        """The ids of what it must share with another."""
        return self.actors | (self.around - self.countries)


Shelves = Mapping[Key, list[Linked]]


def link(events: Sequence[Told], sources: Sources, resolution: Resolution) -> Iterator[Event]:
    """The events, with ``follows`` and ``part_of``; they are gone through three times, and only plans and counts are held.

    The result does not depend on their order. Compared are only events of one type that share an actor or a place, and a month.
    """
    of_type: dict[str, array[int]] = defaultdict(lambda: array("I"))
    some: dict[str, list[Linked]] = defaultdict(list)
    asked: dict[Spot, str | None] = {}
    for number, one in enumerate(events):
        of_type[one.event.type].append(number)
        asked.update(dict.fromkeys(one.one_of))
        if one.event.status in AHEAD or (one.event.status in HAPPENED and _is_several(one)):
            some[one.event.type].append(_linked(one, sources, resolution))
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    part_of: dict[str, tuple[str, ...]] = {}
    said: list[tuple[str, Spot]] = []
    for type, numbers in of_type.items():
        held = some.pop(type, ())
        plans = _shelved((plan, _due(plan)) for plan in held if plan.status in AHEAD)
        wholes = _shelved((whole, _from_to(whole)) for whole in held if whole.status in HAPPENED)
        for one in map(events.__getitem__, numbers):
            if held and one.event.status in HAPPENED:
                _compare(_linked(one, sources, resolution), plans, wholes, outcomes, part_of)
            asked.update((spot, one.event.id) for m in one.event.mentions if (spot := (m.doc, m.span)) in asked)
            said += ((one.event.id, spot) for spot in one.one_of)
    part_of |= {id: (whole,) for id, spot in said if (whole := asked[spot]) is not None and whole != id}
    follows: dict[str, set[str]] = defaultdict(set)
    for plan_id, found in outcomes.items():
        follows[min(found)[-1]].add(plan_id)
    for event, *_ in events:
        if event.id in follows or event.id in part_of:
            event = replace(event, follows=tuple(sorted(follows.get(event.id, ()))), part_of=part_of.get(event.id, ()))
        yield event


def _compare(
    one: Linked,
    plans: Shelves,
    wholes: Shelves,
    outcomes: dict[str, list[Outcome]],
    part_of: dict[str, tuple[str, ...]],
) -> None:
    """Note the plans that what happened is the outcome of, and the count that it is a part of."""
    for plan in _near(one, plans):
        if _carries_out(one, plan):
            outcomes[plan.id].append((-_in_common(one, plan), *one.at))
    fitting = [] if one.several else [whole for whole in _near(one, wholes) if _counts_in(whole, one)]
    if fitting:
        part_of[one.id] = (min(fitting, key=lambda whole: (_length(whole), whole.id)).id,)


def _is_several(one: Told) -> bool:
    return (one.event.count or 0) > 1 or one.plural


def _linked(one: Told, sources: Sources, resolution: Resolution) -> Linked:
    event = one.event
    cast: dict[Role, set[str]] = {"agent": set(), "target": set(), "participant": set()}
    for part in event.actors:
        if part.sure and resolution.actors[part.actor].named:
            cast[part.role].add(part.actor)
    everyone = {id for ids in cast.values() for id in ids}
    places = frozenset(event.places) - frozenset(event.unsure_places)
    around = {id for place in places for id in resolution.around(place)}
    published = [sources.published(mention) for mention in event.mentions]
    described = (resolution.actors[part.actor] for part in event.actors)
    return Linked(
        id=event.id,
        at=by_time(event),
        status=event.status,
        interval=once(event.interval),
        count=event.count or 0,
        cast={role: once(frozenset(ids)) for role, ids in cast.items()},
        sites=once(places),
        around=once(frozenset(around)),
        countries=once(
            frozenset(
                [id for id in everyone if resolution.actors[id].kind == "country"]
                + [id for id in around if resolution.places[id].kind == "country"]
            )
        ),
        told=once((min(published), max(published))),
        several=_is_several(one),
        people=max((number_in(actor.name) or 0 for actor in described if not actor.named), default=0),
    )


def _due(plan: Linked) -> Days:
    """The days in which a plan may be carried out."""
    due, told = plan.interval, plan.told[0]
    if due is not None:
        return due.earliest or due.latest, due.latest or due.earliest
    return told, (told + NEXT if told < date.max - NEXT else None)


def _from_to(whole: Linked) -> Days:
    """From the first to the last day of a count of events; one that goes on has been told until its publication."""
    interval = whole.interval
    return (None, None) if interval is None else (interval.earliest, interval.latest or whole.told[1])


def _shelved(found: Iterable[tuple[Linked, Days]]) -> Shelves:
    """By actor or place, and month; what has no first or last day is on no shelf."""
    shelves: dict[Key, list[Linked]] = defaultdict(list)
    for one, (first, last) in found:
        if first is not None and last is not None:
            months = range(_month(first), min(_month(last), _month(first) + LONGEST) + 1)
            for name, month in product(one.names(), months):
                shelves[name, month].append(one)
    return shelves


def _near(one: Linked, shelves: Shelves) -> list[Linked]:
    """Those on the shelves of the months that the event, if it has a day, begins and ends in."""
    first_and_last = (one.interval.earliest, one.interval.latest) if one.interval is not None else ()
    months = {_month(day) for day in first_and_last if day is not None}
    keys = ((name, month) for name, month in product(one.names(), months))
    return list({other.id: other for key in keys for other in shelves.get(key, ())}.values())


def _month(day: date) -> int:
    return 12 * day.year + day.month


def _in_common(one: Linked, other: Linked) -> int:
    return len(one.actors & other.actors) + len(one.sites & other.sites)


def _agree(one: Linked, other: Linked) -> bool:
    """Whether no role and no place speaks against a link."""
    for role in one.cast:
        if one.cast[role] and other.cast[role] and not one.cast[role] & other.cast[role]:
            return False
    return not (one.around and other.around) or bool(one.sites & other.around or other.sites & one.around)


def _carries_out(one: Linked, plan: Linked) -> bool:
    """Whether what happened is what was planned: told no earlier, on the day of the plan.

    A plan without a day is carried out soon after it is published, by actors of its own (countries do too much to tell), and
    is told of in a later article.
    """
    done, due = one.interval, plan.interval
    if done is None or days(done) > WIDEST or not _agree(one, plan) or plan.several != one.several:
        return False
    if due is not None:
        shared = one.actors & plan.actors or (one.sites & plan.sites) - one.countries
        return bool(shared) and one.told[1] >= plan.told[0] and done.meets(due) and days(due) <= WIDEST
    own = any((one.cast[role] & plan.cast[role]) - one.countries for role in one.cast)
    soon = done.earliest is not None and timedelta(0) <= done.earliest - plan.told[0] <= NEXT
    return own and soon and one.told[0] > plan.told[0]


def _counts_in(whole: Linked, part: Linked) -> bool:
    """Whether a count of events takes one of them in: its days are among those of the whole, its actors and place fit."""
    first, last = _from_to(whole)
    inner = part.interval
    if first is None or last is None or inner is None or inner.earliest is None or inner.latest is None:
        return False
    if first > inner.earliest or inner.latest > last or not _agree(whole, part):
        return False
    if whole.sites and part.sites and not whole.sites & part.around:
        return False
    if part.people > 1 and part.people >= whole.count:
        return False
    if whole.actors and not any(whole.cast[role] & part.cast[role] for role in whole.cast):
        return False
    if not whole.actors and not whole.sites & part.around:
        return False
    return days(inner) <= (last - first).days or whole.count > 1


def _length(whole: Linked) -> int:
    first, last = _from_to(whole)
    return (last - first).days if first is not None and last is not None else 0
