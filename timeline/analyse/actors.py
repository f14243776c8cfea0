"""Who stands in the middle, who acts with whom and on whom, and who belongs together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations, product
from typing import Literal, NamedTuple, get_args

import networkx as nx
import pandas as pd

from timeline import counted, periods
from timeline.asked import one_of
from timeline.frames import frame
from timeline.model import HAPPENED, ROLES, Chronicle, Event, by_time
from timeline.periods import Every

WORK = 400_000
"""How many nodes and edges are looked at for betweenness, all samples together: about a second."""
CENTRAL = {"id": "str", "name": "str", "kind": "str"}
CENTRAL |= dict.fromkeys(("events", "as_agent", "as_target", "partners"), "int64") | {"betweenness": "float64"}
Measure = Literal["events", "partners", "betweenness"]


class _Shared(NamedTuple):
    """An event that two actors share, and whether the part of neither is a guess."""

    event: Event
    sure: bool


_Pairs = dict[tuple[str, str], list[_Shared]]


def taking_part(chronicle: Chronicle, *, statuses: Iterable[str] = HAPPENED, sure: bool = False) -> nx.Graph[str]:
    """The bipartite graph of actors (``actor:ID``) and the events (``event:ID``) that they take part in.

    Args:
        statuses, sure: as for `acts_on`. All actors are there, also those that then take part in nothing.

    >>> from timeline import analyse
    >>> graph = analyse.taking_part(analyse.sample())
    >>> print(*graph["event:ev_trial"])
    actor:organisation:dovrin-court actor:person:anton-belk
    """
    graph: nx.Graph[str] = nx.Graph()
    for key, actor in sorted(chronicle.actors.items()):
        graph.add_node(f"actor:{key}", bipartite=0, label=actor.name)
    for event in sorted(counted.events(chronicle, statuses), key=lambda e: e.id):
        graph.add_node(f"event:{event.id}", bipartite=1, label=event.label)
        graph.add_edges_from((f"actor:{actor}", f"event:{event.id}") for actor in counted.actors(event, sure))
    return graph


def co_actors(chronicle: Chronicle, *, statuses: Iterable[str] = HAPPENED, sure: bool = False) -> nx.Graph[str]:
    """Actors (nodes, by id, with ``label`` and ``kind``) joined where they take part in one event.

    Edges have ``weight``, in how many; ``sure``, in how many of these the part of neither is a guess; ``events``, their ids in
    order of time with a space between; ``first`` and ``last``, the first and the last day of those that are dated (ISO 8601).
    So each writer of NetworkX takes the graph.

    Args:
        statuses, sure: as for `acts_on`. All actors are nodes, also those that then share no event.

    >>> from timeline import analyse
    >>> graph = analyse.co_actors(analyse.sample())
    >>> graph["country:AV"]["country:SU"]["weight"]
    2
    >>> graph["country:AV"]["country:SU"]["first"], graph["country:AV"]["country:SU"]["last"]
    ('2026-02-20', '2026-04-02')
    """
    graph: nx.Graph[str] = nx.Graph()
    _add_actors(graph, chronicle, sorted(chronicle.actors))
    shared: _Pairs = defaultdict(list)
    for event in counted.events(chronicle, statuses):
        known = set(counted.actors(event, True))
        for one, other in combinations(counted.actors(event, sure), 2):
            shared[one, other].append(_Shared(event, one in known and other in known))
    _join(graph, shared)
    return graph


def acts_on(chronicle: Chronicle, *, statuses: Iterable[str] = HAPPENED, sure: bool = False) -> nx.DiGraph[str]:
    """Edges from each agent of an event to each of its targets; nodes and edges as in `co_actors`, without other actors.

    Args:
        statuses: of the events that count: what happened or goes on, unless others are asked for, such as ``["planned"]``.
        sure: whether to leave out actors whose part in an event is a guess.
    Raises:
        ValueError: there is no such status.

    >>> from timeline import analyse
    >>> graph = analyse.acts_on(analyse.sample())
    >>> for agent, target, data in graph.edges(data=True):
    ...     print(graph.nodes[agent]["label"], "->", graph.nodes[target]["label"], data["weight"], data["sure"])
    Arvenia -> Sunder Republic 1 1
    Dovrin court -> Anton Belk 2 2
    Dovrin police -> Anton Belk 1 1
    Anton Belk -> Arvenia 1 1
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    shared: _Pairs = defaultdict(list)
    for event in counted.events(chronicle, statuses):
        agents, targets = (counted.actors(event, sure, role) for role in ("agent", "target"))
        known_agents, known_targets = (set(counted.actors(event, True, role)) for role in ("agent", "target"))
        for agent, target in product(agents, targets):
            shared[agent, target].append(_Shared(event, agent in known_agents and target in known_targets))
    _add_actors(graph, chronicle, sorted({actor for pair in shared for actor in pair}))
    _join(graph, shared)
    return graph


def who_acts_on_whom(
    chronicle: Chronicle, first: int | None = None, *, statuses: Iterable[str] = HAPPENED, sure: bool = False
) -> pd.DataFrame:
    """A matrix: one row an agent, one column a target, in each cell the number of events in which the one acts on the other.

    Those who act most come first, and of the targets those on whom they act most. Actors are shown by name, and where two have
    the same name, by name and id. Events without an agent or a target are in no cell.

    Args:
        first: keep so many rows and columns. A row may act on others too: its whole number is in `acts_on`.
        statuses: as for `acts_on`.
        sure: as for `acts_on`.

    >>> from timeline import analyse
    >>> analyse.who_acts_on_whom(analyse.sample())
    target         Anton Belk  Arvenia  Sunder Republic
    agent
    Dovrin court            2        0                0
    Anton Belk              0        1                0
    Arvenia                 0        0                1
    Dovrin police           1        0                0
    """
    if first is not None and first < 0:
        raise ValueError(f"first: there are no {first} rows")
    graph = acts_on(chronicle, statuses=statuses, sure=sure)
    acting = _by_weight(graph.out_degree(weight="weight"), graph)[:first]
    received = Counter[str]()
    for _, target, data in graph.out_edges(acting, data=True):
        received[target] += data["weight"]
    acted_on = _by_weight(received.items(), graph)[:first]
    cells = [[graph.edges[a, t]["weight"] if graph.has_edge(a, t) else 0 for t in acted_on] for a in acting]
    called = Counter(data["label"] for _, data in graph.nodes(data=True))

    def shown(actors: list[str], name: str) -> pd.Index:
        labels = {actor: graph.nodes[actor]["label"] for actor in actors}
        return pd.Index([f"{n} ({a})" if called[n] > 1 else n for a, n in labels.items()], name=name, dtype="object")

    return pd.DataFrame(cells, shown(acting, "agent"), shown(acted_on, "target"), dtype="int64")


def central_actors(chronicle: Chronicle, *, statuses: Iterable[str] = HAPPENED, sure: bool = False) -> pd.DataFrame:
    """One row an actor, the most central first.

    Columns: ``name``; ``kind``; ``events``, in how many it takes part; ``as_agent`` and ``as_target``; ``partners``, how many
    others it shares an event with; ``betweenness``, the share of shortest paths between all pairs of others in the graph of
    `co_actors` that lead through it (Freeman 1977). Where the paths from all actors would take more than about a second, it is
    an estimate from those of some, drawn at random, but the same in each run (Brandes and Pich 2007). Sorted by ``events``,
    then ``betweenness``, then name. The index is the actor's id.

    Args:
        statuses, sure: as for `acts_on`.

    >>> from timeline import analyse
    >>> analyse.central_actors(analyse.sample())[["name", "events", "as_agent", "as_target"]].head(2)
                              name  events  as_agent  as_target
    id
    person:anton-belk   Anton Belk       6         1          5
    country:AV             Arvenia       3         1          1
    """
    told = counted.events(chronicle, statuses)
    partners = co_actors(chronicle, statuses=statuses, sure=sure)
    between = _betweenness(partners)
    events = Counter(actor for event in told for actor in counted.actors(event, sure))
    roles = Counter((actor, role) for event in told for role in ROLES for actor in counted.actors(event, sure, role))
    rows = [
        {
            "id": key,
            "name": actor.name,
            "kind": actor.kind,
            "events": events[key],
            "as_agent": roles[key, "agent"],
            "as_target": roles[key, "target"],
            "partners": partners.degree(key),
            "betweenness": round(between[key], 6),
        }
        for key, actor in chronicle.actors.items()
    ]
    return (
        frame(rows, CENTRAL)
        .set_index("id")
        .sort_values(["events", "betweenness", "name"], ascending=[False, False, True], kind="stable")
    )


def centrality_over_time(
    chronicle: Chronicle,
    measure: Measure = "events",
    every: Every = "M",
    over: int = 1,
    first: int | None = 10,
    *,
    statuses: Iterable[str] = HAPPENED,
    sure: bool = False,
) -> pd.DataFrame:
    """How central actors are in each period: one row a period (see
    `timeline.periods.without_gaps`), one column an actor (its id).

    Args:
        measure: ``events``, in how many it takes part; ``partners``, with how many others; ``betweenness``, the share of
            shortest paths between all pairs of co-actors that lead through it, from 0 to 1 (as in `central_actors`).
        every: the periods: days, weeks, months, quarters or years.
        over: how many periods up to each are looked at together.
        first: so many actors, those with the highest sum over all periods; None is all.
        statuses, sure: as for `acts_on`.
    Raises:
        ValueError: there is no such measure, period or status, or ``over`` is not above 0.

    An event counts in the period in which all its days lie, and in none if there is no such period.

    >>> from timeline import analyse
    >>> analyse.centrality_over_time(analyse.sample(), every="M", first=2)
             person:anton-belk  country:AV
    period
    2026-02                2.0         1.0
    2026-03                3.0         1.0
    2026-04                1.0         1.0
    """
    one_of(measure, get_args(Measure), "measure")
    periods.checked(every)
    if over < 1:
        raise ValueError(f"over: nothing is in {over} periods")
    if first is not None and first < 0:
        raise ValueError(f"first: there are no {first} columns")
    found: dict[pd.Period, list[list[str]]] = defaultdict(list)
    for event in counted.events(chronicle, statuses):
        if (period := periods.of(event, every)) is not None:
            found[period].append(counted.actors(event, sure))
    index = periods.without_gaps(found, every)
    rows = [_measured([cast for back in range(over) for cast in found.get(period - back, ())], measure) for period in index]
    actors = sorted({actor for row in rows for actor in row})
    table = pd.DataFrame(rows, index, actors, dtype="float64").fillna(0.0)
    best = sorted(table.columns, key=lambda actor: (-table[actor].sum(), actor))
    return table[best[:first]]


def communities(
    chronicle: Chronicle, resolution: float = 1.0, seed: int = 0, *, statuses: Iterable[str] = HAPPENED, sure: bool = False
) -> list[tuple[str, ...]]:
    """Groups of actors that share more events with each other than with the rest, the largest first, by id.

    The method of Louvain (Blondel et al. 2008) on the graph of co-actors, by weight; the same for the same seed. In a group
    those with the most shared events come first. Actors who share no event with anybody are left out.

    Args:
        resolution: above 1 gives more and smaller groups, below 1 fewer and larger ones.
        statuses, sure: as for `acts_on`.

    >>> from timeline import analyse
    >>> for group in analyse.communities(analyse.sample()):
    ...     print(*group)
    person:anton-belk organisation:dovrin-court organisation:dovrin-police
    country:AV country:SU
    """
    graph = co_actors(chronicle, statuses=statuses, sure=sure)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    actors = sorted(graph)
    numbers = nx.relabel_nodes(graph, {actor: number for number, actor in enumerate(actors)})  # sets of str have no order
    found = nx.community.louvain_communities(numbers, weight="weight", resolution=resolution, seed=seed)
    groups = [tuple(_by_weight(graph.degree([actors[n] for n in group], weight="weight"), graph)) for group in found]
    return sorted(groups, key=lambda group: (-len(group), group))


def _add_actors(graph: nx.Graph[str], chronicle: Chronicle, actors: Iterable[str]) -> None:
    for key in actors:
        graph.add_node(key, label=chronicle.actors[key].name, kind=chronicle.actors[key].kind)


def _join(graph: nx.Graph[str], pairs: _Pairs) -> None:
    for (one, other), shared in sorted(pairs.items()):
        events = sorted((event for event, _ in shared), key=by_time)
        first = [day for e in events if (day := e.start or e.end)]
        last = [day for e in events if (day := e.end or e.start)]
        days = {"first": min(first).isoformat(), "last": max(last).isoformat()} if first else {}
        sure = sum(known for _, known in shared)
        graph.add_edge(one, other, weight=len(events), sure=sure, events=" ".join(e.id for e in events), **days)


def _by_weight(degrees: Iterable[tuple[str, float]], graph: nx.Graph[str]) -> list[str]:
    """Those with any, the most first."""
    return [actor for actor, weight in sorted(degrees, key=lambda d: (-d[1], graph.nodes[d[0]]["label"], d[0])) if weight]


def _measured(casts: list[list[str]], measure: Measure) -> dict[str, float]:
    """Of each actor. ``casts``: of each event the actors, sorted."""
    if measure == "events":
        return dict(Counter(actor for cast in casts for actor in cast))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({actor for cast in casts for actor in cast}))
    graph.add_edges_from(sorted({pair for cast in casts for pair in combinations(cast, 2)}))
    if measure == "partners":
        return dict(graph.degree())
    return _betweenness(graph)


def _betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    """Exact, or from as many of the actors as `WORK` allows: each costs a walk over the whole graph."""
    size = len(graph) + graph.number_of_edges()
    samples = max(1, WORK // max(size, 1))
    return nx.betweenness_centrality(graph, k=samples if samples < len(graph) else None, seed=0)
