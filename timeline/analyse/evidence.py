"""How two actors are connected: from one to the other by events that actors share, with the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from timeline import counted
from timeline.asked import MOST, meant, no_such
from timeline.model import HAPPENED, Actor, Chronicle, Event, Evidence, Status

HOP, GUESS, SINGLE = 1_000_000, 1_000, 1
"""What a path is measured by: the number of its events first, then that of guessed roles, then that of single sources."""


@dataclass(frozen=True, slots=True)
class Step:
    """An event that two actors take part in, and the sentences that say so.

    ``sure``: whether both have their role by what the text says, neither by a guess.
    """

    one: Actor
    event: Event
    other: Actor
    sure: bool
    said: tuple[tuple[Evidence, str], ...]

    def __str__(self) -> str:
        status = "" if self.event.status is Status.OCCURRED else f" ({self.event.status.value})"
        doubt = "" if self.sure else " (perhaps)"
        lines = [f"{self.one.name} -- {self.event.label}{status} -- {self.other.name}{doubt}"]
        return "\n".join([*lines, *(f"  {evidence.doc}: {' '.join(sentence.split())}" for evidence, sentence in self.said)])


def evidence_path(
    chronicle: Chronicle,
    one: str,
    other: str,
    without: Iterable[str] = (),
    *,
    statuses: Iterable[str] = HAPPENED,
    sure: bool = False,
) -> tuple[Step, ...]:
    """The shortest way from one actor to another by events that two actors share; empty if there is none.

    Of ways with as many events that with the fewest guessed roles is taken, then that with the fewest events of a single
    independent source, then the first by id.

    Args:
        one, other: the id of an actor, or one of its names, letter case set aside.
        without: ids and kinds (such as "country") of actors that the way shall not lead through.
        statuses: of the events that it may lead through: what happened or goes on, unless others are asked for.
        sure: whether to leave out actors whose part in an event is a guess.
    Raises:
        ValueError: there is no such actor, kind or status, or several actors have the name.

    >>> from timeline import analyse
    >>> for step in analyse.evidence_path(analyse.sample(), "Dovrin police", "Sunder Republic"):
    ...     print(step)
    Dovrin police -- Arrest of Anton Belk -- Anton Belk
      courier: Dovrin police arrested harbour chief Anton Belk on February 9.
    Anton Belk -- Anton Belk lawsuit against Arvenia -- Arvenia
      herald: On March 2 Belk sued Arvenia over his arrest.
    Arvenia -- Arvenia strike on Sunder Republic -- Sunder Republic
      courier: Arvenia struck a depot of the Sunder Republic on February 20, killing four.
      herald: Six people died when Arvenia struck the depot on February 20.
    >>> analyse.evidence_path(analyse.sample(), "Dovrin police", "Sunder Republic", without=["country"])
    ()
    """
    ends = find_actor(chronicle, one).id, find_actor(chronicle, other).id
    kinds, avoided = {actor.kind for actor in chronicle.actors.values()}, set(without)
    for unknown in sorted(avoided - kinds - chronicle.actors.keys()):
        raise no_such("actor or kind of actors", unknown, kinds | chronicle.actors.keys())
    out = {key for key, actor in chronicle.actors.items() if key not in ends and avoided & {key, actor.kind}}
    events = {event.id: event for event in counted.events(chronicle, statuses)}
    graph = _weighted(events, out, sure)
    try:
        way = nx.dijkstra_path(graph, ("actor", ends[0]), ("actor", ends[1]))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return ()
    return tuple(_step(chronicle, way[at][1], events[way[at + 1][1]], way[at + 2][1]) for at in range(0, len(way) - 2, 2))


def find_actor(chronicle: Chronicle, name: str) -> Actor:
    """The only actor that a name means, as for `timeline.model.Chronicle.with_actor`.

    Raises:
        ValueError: there is none, or there are several.

    >>> from timeline import analyse
    >>> analyse.find_actor(analyse.sample(), "belk").id
    'person:anton-belk'
    """
    found = sorted(meant(name, chronicle.actors, "actor"))
    if len(found) > 1:
        more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
        raise ValueError(f"{len(found)} actors are called {name!r}: {', '.join(found[:MOST])}{more}")
    return chronicle.actors[found[0]]


def _weighted(events: dict[str, Event], out: set[str], sure: bool) -> nx.Graph[tuple[str, str]]:
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for key, event in sorted(events.items()):
        for part in event.actors:
            if part.actor not in out and (part.sure or not sure):
                weight = HOP + GUESS * (not counted.surely(event, part.actor)) + SINGLE * (event.independent < 2)
                graph.add_edge(("actor", part.actor), ("event", key), weight=weight)
    return graph


def _step(chronicle: Chronicle, one: str, event: Event, other: str) -> Step:
    sure = counted.surely(event, one) and counted.surely(event, other)
    sentences: dict[tuple[str, tuple[int, int]], Evidence] = {}
    for mention in event.mentions:
        sentences.setdefault((mention.doc, mention.sentence), mention)
    said = tuple((mention, chronicle.quote(mention)) for mention in sentences.values())
    return Step(chronicle.actors[one], event, chronicle.actors[other], sure, said)
