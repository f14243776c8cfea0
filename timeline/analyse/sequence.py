"""What came before and after what, and who goes through several events one after the other."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from timeline import counted
from timeline.allen import Extent, extent, possibly_before, surely_before
from timeline.model import HAPPENED, Actor, Chronicle, Event, Status, by_time

Placed = tuple[Extent, Event]


@dataclass(frozen=True, slots=True)
class Chain:
    """Events in which one actor takes part, each surely over before the next begins.

    ``unsure``: those of the events in which its part is a guess.
    """

    actor: Actor
    events: tuple[Event, ...]

    @property
    def unsure(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if not counted.surely(event, self.actor.id))

    def __str__(self) -> str:
        return "\n".join([self.actor.name, *(f"  {self._told(event)}" for event in self.events)])

    def _told(self, event: Event) -> str:
        when = event.interval.edtf if event.interval else "undated"
        status = "" if event.status is Status.OCCURRED else f" ({event.status})"
        return f"{when} {event.label}{status}{'' if counted.surely(event, self.actor.id) else ' (perhaps)'}"


def before(chronicle: Chronicle, event: Event, sure: bool = True, *, statuses: Iterable[str] = HAPPENED) -> list[Event]:
    """The events that were over on a day before this one began, in order of time.

    Args:
        sure: without those that only may have been over, for their days are not known so well (see `timeline.allen`).
        statuses: of these events: what happened or goes on, unless others are asked for.
    Raises:
        ValueError: there is no such status.

    >>> from timeline import analyse
    >>> story = analyse.sample()
    >>> trial, = story.of_type("trial").events
    >>> [e.type for e in analyse.before(story, trial)]
    ['arrest', 'strike', 'indictment', 'lawsuit']
    >>> {e.type for e in analyse.before(story, trial, sure=False)} - {e.type for e in analyse.before(story, trial)}
    {'disaster'}
    """
    earlier = surely_before if sure else possibly_before
    others = counted.events(chronicle, statuses)
    return sorted((other for other in others if other.id != event.id and earlier(other, event)), key=by_time)


def after(chronicle: Chronicle, event: Event, sure: bool = True, *, statuses: Iterable[str] = HAPPENED) -> list[Event]:
    """The events that began on a day after this one was over; all else as in `before`.

    >>> from timeline import analyse
    >>> story = analyse.sample()
    >>> trial, = story.of_type("trial").events
    >>> [e.type for e in analyse.after(story, trial)]
    ['conviction', 'sentencing', 'agreement']
    """
    earlier = surely_before if sure else possibly_before
    others = counted.events(chronicle, statuses)
    return sorted((other for other in others if other.id != event.id and earlier(event, other)), key=by_time)


def chains(
    chronicle: Chronicle,
    at_least: int = 3,
    within: int | None = None,
    *,
    statuses: Iterable[str] = HAPPENED,
    sure: bool = False,
) -> list[Chain]:
    """For each actor the longest chain of events that follow one another in time; the longest of all actors first.

    Found by dynamic programming over the events in order of time (as in Kleinberg and Tardos 2005, 6.1); of chains as long, the
    one whose events are surely over first is taken, the last event deciding before the one ahead of it, then by id.

    Args:
        at_least: how many events a chain must have.
        within: the most days between the last day of an event and the first day of the next. An actor whose events lie too far
            apart has several chains, the longest of each stretch of events that such steps lead to or from. None sets no
            limit, and there is one chain an actor.
        statuses: of the events that count: what happened or goes on, unless others are asked for.
        sure: whether to leave out actors whose part in an event is a guess; else `Chain.unsure` has these events.
    Raises:
        ValueError: there is no such status, or a number that no chain can have.

    >>> from timeline import analyse
    >>> for chain in analyse.chains(analyse.sample()):
    ...     print(chain.actor.name, *(event.type for event in chain.events))
    Anton Belk arrest indictment lawsuit trial conviction sentencing
    Arvenia strike lawsuit agreement
    >>> print(chain)
    Arvenia
      2026-02-20 Arvenia strike on Sunder Republic
      2026-03-02 Anton Belk lawsuit against Arvenia
      2026-04-02 Truce of Arvenia and Sunder Republic
    """
    if at_least < 1:
        raise ValueError(f"at_least: {at_least} events are no chain")
    if within is not None and not within >= 0:
        raise ValueError(f"within: {within} days are no time")
    limit = math.inf if within is None else within
    found = [
        Chain(chronicle.actors[actor], tuple(event for _, event in row))
        for actor, events in _of_each_actor(counted.events(chronicle, statuses), sure).items()
        for row in _longest(events, limit)
        if len(row) >= at_least
    ]
    return sorted(found, key=lambda c: (-len(c.events), c.actor.name, c.actor.id, c.events[0].id))


def succession(
    chronicle: Chronicle, within: int | None = None, *, statuses: Iterable[str] = HAPPENED, sure: bool = False
) -> nx.DiGraph[str]:
    """A graph of events: from each to those that follow it at once in the chains of an actor (see `chains`).

    Nodes are the ids of events, with ``label``, ``type``, ``status`` and, where known, ``start``; edges have ``days``, from the
    last day of the one to the first day of the other; ``actors``, the ids of those whose chains they are, with a space between;
    and ``sure``, whether one of these has its part in both by what the text says, and by no guess. So a path leads from actor
    to actor through the events that they share. Arguments are those of `chains`.

    >>> from timeline import analyse
    >>> graph = analyse.succession(analyse.sample())
    >>> print(*graph["ev_strike"])
    ev_agreement ev_lawsuit
    >>> graph["ev_strike"]["ev_lawsuit"]
    {'days': 10, 'actors': 'country:AV', 'sure': True}
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for event in sorted(counted.events(chronicle, statuses), key=lambda e: e.id):
        start = {"start": event.start.isoformat()} if event.start else {}
        graph.add_node(event.id, label=event.label, type=event.type, status=event.status.value, **start)
    actors: dict[tuple[Event, Event], set[str]] = defaultdict(set)
    for chain in chains(chronicle, at_least=2, within=within, statuses=statuses, sure=sure):
        for one, other in pairwise(chain.events):
            actors[one, other].add(chain.actor.id)
    for (one, other), among in sorted(actors.items(), key=lambda item: (item[0][0].id, item[0][1].id)):
        days = int(extent(other).first_from - extent(one).last_to)
        told = any(counted.surely(one, actor) and counted.surely(other, actor) for actor in among)
        graph.add_edge(one.id, other.id, days=days, actors=" ".join(sorted(among)), sure=told)
    return graph


def _longest(events: Sequence[Placed], within: float) -> Iterator[list[Placed]]:
    """The longest chain of each stretch. ``events``: those that are surely over first come first.

    Those that an event can follow are surely over from ``within`` days to one day before it begins: a part of ``events`` which
    only moves on while we go through them by their first days. So each is put in and taken out once.
    """
    length, ahead = [1] * len(events), list(range(len(events)))
    stretches: nx.utils.UnionFind[int] = nx.utils.UnionFind(range(len(events)))
    late, over = 0, 0  # those from the one to the other (not included) can be followed
    best: deque[int] = deque()  # of these, each with a longer chain than all behind it, or as long a one
    for at in sorted(range(len(events)), key=lambda at: (events[at][0].first_from, at)):
        begins, fresh = events[at][0].first_from, over
        while over < len(events) and events[over][0].last_to < begins:
            while best and length[best[-1]] < length[over]:
                best.pop()
            best.append(over)
            over += 1
        while late < over and begins - events[late][0].last_to > within:
            late += 1
        while best and best[0] < late:
            best.popleft()
        if best:
            length[at], ahead[at] = length[best[0]] + 1, best[0]
            stretches.union(at, late, *range(max(late, fresh), over))
    for stretch in stretches.to_sets() if within < math.inf else [range(len(events))]:
        at = min(stretch, key=lambda at: (-length[at], at))
        row = [events[at]]
        while ahead[at] != at:
            at = ahead[at]
            row.append(events[at])
        yield row[::-1]


def _of_each_actor(events: Iterable[Event], sure: bool) -> dict[str, list[Placed]]:
    """The events of each actor with their extents, those that are surely over first coming first."""
    found: dict[str, list[Placed]] = defaultdict(list)
    for event in events:
        if (known := extent(event)) != Extent():
            for actor in counted.actors(event, sure):
                found[actor].append((known, event))
    return {actor: sorted(found[actor], key=lambda e: (e[0].last_to, -e[0].first_from, e[1].id)) for actor in sorted(found)}
