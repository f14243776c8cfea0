"""How the graph looks when it is first opened: time to the right, a lane for each family of events, actors above them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from statistics import fmean

import networkx as nx

from timeline import colours
from timeline.graph import Value

DAY, LANE, STEP, BIN = 10, 300, 15, 100
COLOURS = {"actor": "#26323c", "place": "#7f9f56", "article": "#c3c9cf"}
ROWS = {"actor": (-LANE, -STEP), "place": (0, STEP), "article": (LANE, STEP)}
NODE_LOOKS = ("x", "y", "r", "g", "b")
EDGE_LOOKS = ("label", "weight")
Point = tuple[float, float]


def dress(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Give a graph of `timeline.graph.to_graph`, in place, what programs draw with; returns it.

    Nodes get ``x`` and ``y`` (ten units a day from the first one to the right; events of a family in one lane, those of one day
    stacked) and ``r``, ``g``, ``b`` (0 to 255: the colour of the family, or of the kind of node). Edges get ``label``, the
    role or the kind, and ``weight``, 1.0 each, so that programs which join parallel edges count them.
    """
    points = layout(graph)
    families = colours.of_families(data["family"] for _, data in graph.nodes(data=True) if data["kind"] == "event")
    paints = {name: rgb(colour) for name, colour in (families | COLOURS).items()}
    for node, data in graph.nodes(data=True):
        x, y = points[node]
        r, g, b = paints[data["family"] if data["kind"] == "event" else data["kind"]]
        data.update(x=x, y=y, r=r, g=g, b=b)
    for *_, data in graph.edges(data=True):
        data.update(label=data.get("role", data["kind"]), weight=1.0)
    return graph


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def layout(graph: nx.MultiDiGraph[str]) -> dict[str, Point]:
    events = {node: data for node, data in graph.nodes(data=True) if data["kind"] == "event"}
    days = {node: day for node, data in events.items() if (day := first_day(data)) is not None}
    origin = min(days.values(), default=0)
    lanes = {name: number * LANE for number, name in enumerate(colours.of_families(e["family"] for e in events.values()))}
    places = {"place": len(lanes) * LANE, "article": (len(lanes) + 1) * LANE}
    stacks: Counter[tuple[float, float]] = Counter()
    points: dict[str, Point] = {}

    def put(node: str, x: float, at: float, base: float, step: float) -> None:
        points[node] = (round(x, 2), float(base + step * stacks[at, base]))
        stacks[at, base] += 1

    for node, data in events.items():
        x = float((days.get(node, origin) - origin) * DAY)
        put(node, x, x, lanes[data["family"]], STEP)
    for node, data in graph.nodes(data=True):
        if node in points:
            continue
        base, step = ROWS[data["kind"]]
        met = [points[other][0] for other in nx.all_neighbors(graph, node) if other in events]
        x = fmean(met) if met else 0.0
        put(node, x, x // BIN, base + places.get(data["kind"], 0), step)
    return points


def first_day(event: dict[str, Value]) -> int | None:
    """The day to draw an event at, counted from the year 1: the first that it may have been on, as far as that is known."""
    told = next((event[name] for name in ("start", "end", "not_before", "not_after") if name in event), None)
    return date.fromisoformat(str(told)).toordinal() if told else None
