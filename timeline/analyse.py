"""Questions asked of a chronicle: who stands in the middle, who acts with whom, what happens when."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Literal

import networkx as nx
import pandas as pd

from timeline.model import Chronicle

SAMPLES = 500


def taking_part(chronicle: Chronicle) -> nx.Graph[str]:
    """The bipartite graph of actors (``actor:ID``) and the events (``event:ID``) that they take part in."""
    graph: nx.Graph[str] = nx.Graph()
    for key, actor in sorted(chronicle.actors.items()):
        graph.add_node(f"actor:{key}", bipartite=0, label=actor.name)
    for event in sorted(chronicle.events, key=lambda e: e.id):
        graph.add_node(f"event:{event.id}", bipartite=1, label=event.label)
        graph.add_edges_from((f"actor:{part.actor}", f"event:{event.id}") for part in event.actors)
    return graph


def co_actors(chronicle: Chronicle) -> nx.Graph[str]:
    """Actors (nodes, by id, with ``label``) joined where they take part in one event; ``weight``: in how many."""
    graph: nx.Graph[str] = nx.Graph()
    for key, actor in sorted(chronicle.actors.items()):
        graph.add_node(key, label=actor.name)
    pairs = Counter(pair for e in chronicle.events for pair in combinations(sorted({part.actor for part in e.actors}), 2))
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(pairs.items()))
    return graph


def central_actors(chronicle: Chronicle) -> pd.DataFrame:
    """One row an actor, the most central first.

    Columns: ``name``; ``kind``; ``events``, in how many it takes part; ``as_agent`` and ``as_target``; ``partners``, how many
    others it shares an event with; ``betweenness``, the share of shortest paths between all pairs in the graph of actors and
    events that lead through it (Freeman 1977; beyond 500 nodes an estimate from 500 of them, Brandes and Pich 2007, the same
    in each run). Sorted by ``events``, then ``betweenness``, then name. The index is the actor's id.
    """
    graph, partners = taking_part(chronicle), co_actors(chronicle)
    samples = SAMPLES if len(graph) > SAMPLES else None
    between = nx.betweenness_centrality(graph, k=samples, seed=0)
    roles = Counter((part.actor, part.role) for event in chronicle.events for part in set(event.actors))
    rows = [
        {
            "id": key,
            "name": actor.name,
            "kind": actor.kind,
            "events": graph.degree(f"actor:{key}"),
            "as_agent": roles[key, "agent"],
            "as_target": roles[key, "target"],
            "partners": partners.degree(key),
            "betweenness": round(between[f"actor:{key}"], 6),
        }
        for key, actor in chronicle.actors.items()
    ]
    columns = ["id", "name", "kind", "events", "as_agent", "as_target", "partners", "betweenness"]
    frame = pd.DataFrame(rows, columns=columns).set_index("id")
    return frame.sort_values(["events", "betweenness", "name"], ascending=[False, False, True], kind="stable")


def counts(
    chronicle: Chronicle, by: Literal["type", "family", "status"] = "type", every: Literal["D", "W", "M", "Q", "Y"] = "M"
) -> pd.DataFrame:
    """How many dated events begin in each day, week, month, quarter or year (``every``): one row a period, none left out.

    One column for each type (or family, or status) that occurs; an event that has only a last day counts there.
    """
    dated = [(e.start or e.end, str(getattr(e, by))) for e in chronicle.events if e.start or e.end]
    if not dated:
        return pd.DataFrame(index=pd.PeriodIndex([], freq=every, name="period"))
    frame = pd.DataFrame(dated, columns=["day", by])
    frame["period"] = pd.PeriodIndex(frame["day"].astype("datetime64[s]"), freq=every)
    table = pd.crosstab(frame["period"], frame[by])
    return table.reindex(pd.period_range(table.index.min(), table.index.max(), freq=every, name="period"), fill_value=0)
