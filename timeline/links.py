"""Events that belong together and are not one: a plan and what came of it, a count of events and one of them.

A link is made only where type, actors or place, and days fit, and none of them speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.drafts import HAPPENED, days
from timeline.model import Claim, Event, Role
from timeline.resolve import Resolution
from timeline.tellings import AHEAD, Sources

NEXT = timedelta(days=60)
"""How long after a plan without a day is published it may be carried out."""
Key = tuple[str, str]


@dataclass(frozen=True)
class Linked:
    """An event with what links need: its sure named actors, the larger places around it, when it was told."""

    event: Event
    cast: dict[Role, frozenset[str]]
    countries: frozenset[str]
    around: frozenset[str]
    told: tuple[date, date]
    several: bool

    @property
    def actors(self) -> frozenset[str]:
        return frozenset().union(*self.cast.values())

    @property
    def sites(self) -> frozenset[str]:
        """Its places that a phrase gives."""
        return frozenset(self.event.places) - frozenset(self.event.unsure_places)

    def shelves(self) -> list[Key]:
        return [(self.event.type, id) for id in sorted(self.actors | self.around)]


def link(events: Iterable[tuple[Event, Sequence[Claim]]], sources: Sources, resolution: Resolution) -> list[Event]:
    """The events, with ``follows`` and ``part_of``; with each the claims that tell of it.

    The result does not depend on their order. Only events of one type that share an actor or a place are compared.
    """
    held = [_linked(event, claims, sources, resolution) for event, claims in events]
    plans = _by_key(one for one in held if one.event.status in AHEAD)
    wholes = _by_key(one for one in held if one.several and one.event.status in HAPPENED)
    outcomes = [one for one in held if one.event.status in HAPPENED]
    follows: dict[str, set[str]] = defaultdict(set)
    carried_out: dict[str, list[Linked]] = defaultdict(list)
    for one in outcomes:
        for plan in _near(one, plans):
            if _carries_out(one, plan):
                carried_out[plan.event.id].append(one)
    told = {one.event.id: one for one in held}
    for id, found in carried_out.items():
        best = min(found, key=lambda one: (-_in_common(one, told[id]), one.event.start or date.max, one.event.id))
        follows[best.event.id].add(id)
    linked = []
    for one in held:
        fitting = (
            [] if one.several or one.event.status not in HAPPENED else [w for w in _near(one, wholes) if _counts_in(w, one)]
        )
        whole = min(fitting, key=lambda w: (_length(w), -_in_common(w, one), w.event.id), default=None)
        part_of = (whole.event.id,) if whole is not None else ()
        linked.append(replace(one.event, follows=tuple(sorted(follows[one.event.id])), part_of=part_of))
    return linked


def _linked(event: Event, claims: Sequence[Claim], sources: Sources, resolution: Resolution) -> Linked:
    cast: dict[Role, set[str]] = {"agent": set(), "target": set(), "participant": set()}
    for part in event.actors:
        if part.sure and resolution.actors[part.actor].named:
            cast[part.role].add(part.actor)
    everyone = {id for ids in cast.values() for id in ids}
    places = set(event.places) - set(event.unsure_places)
    around = {id for place in places for id in resolution.around(place) if resolution.places[id].kind != "country"}
    told = [sources.published(claim) for claim in claims]
    return Linked(
        event=event,
        cast={role: frozenset(ids) for role, ids in cast.items()},
        countries=frozenset(id for id in everyone if resolution.actors[id].kind == "country"),
        around=frozenset(around),
        told=(min(told), max(told)),
        several=(event.count or 0) > 1 or 2 * sum(claim.plural for claim in claims) >= len(claims),
    )


def _by_key(found: Iterable[Linked]) -> dict[Key, list[Linked]]:
    by_key: dict[Key, list[Linked]] = defaultdict(list)
    for one in found:
        for key in one.shelves():
            by_key[key].append(one)
    return by_key


def _near(one: Linked, by_key: dict[Key, list[Linked]]) -> list[Linked]:
    found = {other.event.id: other for key in one.shelves() for other in by_key.get(key, ())}
    return [found[id] for id in sorted(found)]


def _in_common(one: Linked, other: Linked) -> int:
    return len(one.actors & other.actors) + len(one.sites & other.sites)


def _agree(one: Linked, other: Linked) -> bool:
    """Whether no role and no place speaks against a link."""
    for role in one.cast:
        if one.cast[role] and other.cast[role] and not one.cast[role] & other.cast[role]:
            return False
    return not (one.around and other.around) or bool(one.sites & other.around or other.sites & one.around)


def _carries_out(one: Linked, plan: Linked) -> bool:
    """Whether what happened is what was planned: told no earlier, on the day of the plan or soon after one without a day.

    Countries do so much that one of them in common links only what has a day on both sides.
    """
    shared = (one.actors & plan.actors) | (one.sites & plan.sites & one.around)
    if not _agree(one, plan) or not shared or plan.several != one.several or one.told[1] < plan.told[0]:
        return False
    done, due = one.event.interval, plan.event.interval
    if due is not None:
        return done is not None and done.meets(due) and days(due) <= 31 and days(done) <= 31
    if shared <= one.countries or plan.told[1] == date.max:
        return False
    start = done.earliest if done is not None else one.told[0]
    return start is not None and plan.told[0] <= start <= plan.told[0] + NEXT and (done is None or days(done) <= 31)


def _counts_in(whole: Linked, part: Linked) -> bool:
    """Whether a count of events takes one of them in: its days are among those of the whole, its actors and place fit."""
    if whole.event.interval is None or part.event.interval is None or not _agree(whole, part):
        return False
    if not whole.cast["agent"] & part.cast["agent"] and not whole.cast["target"] & part.cast["target"] and whole.actors:
        return False
    if not whole.actors and not whole.sites & part.around:
        return False
    outer, inner = whole.event.interval, part.event.interval
    last = outer.latest or whole.told[1]
    if outer.earliest is None or inner.earliest is None or inner.latest is None:
        return False
    holds = outer.earliest <= inner.earliest and inner.latest <= last
    return holds and (days(inner) < days(outer) or (whole.event.count or 0) > 1)


def _length(whole: Linked) -> int:
    return days(whole.event.interval) if whole.event.interval is not None else 0
