"""How the graph looks when it is first opened: time to the right, a lane for each family of events, actors on one side of them,
places and articles on the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import accumulate
from math import ceil, sqrt
from statistics import fmean
from typing import Any, NamedTuple

import networkx as nx

from timeline import colours
from timeline.garbage import uncollected
from timeline.graph import Value

STEP = 60
"""How far columns are from each other, and rows at least."""
ROWS = 8
"""How many events of one day and family stand in a column, before there is another one beside it."""
BETWEEN = 1
"""How many rows are free between two bands."""
ASPECT = 3
"""How many times as wide as high the drawing may be; rows are farther from each other where it would be wider."""
SMALL, LARGE = 4.0, 40.0
COLOURS = {"actor": "#26323c", "place": "#7f9f56", "article": "#c3c9cf"}
NODE_LOOKS = ("x", "y", "size", "r", "g", "b")
EDGE_LOOKS = ("label", "weight")
Point = tuple[float, float]
Band = tuple[str, str]


class Cell(NamedTuple):
    """Where a node stands among those of its band: numbers from 0."""

    column: int
    row: int


@uncollected()
def dress(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Give a graph of `timeline.graph.to_graph`, in place, what programs draw with; returns it.

    Nodes get ``x`` and ``y`` (see `layout`), ``size`` (4 to 40, by the root of the number of edges) and ``r``, ``g``, ``b``
    (0 to 255: the colour of the family, or of the kind of node). Edges get ``label``, the role or the kind, and ``weight``, 1.0
    each, so that programs which join parallel edges count them.
    """
    points = layout(graph)
    families = colours.of_families(data["family"] for _, data in graph.nodes(data=True) if data["kind"] == "event")
    paints = {("event", name): rgb(colour) for name, colour in families.items()}
    paints |= {(kind, ""): rgb(colour) for kind, colour in COLOURS.items()}
    most = max((edges for _, edges in graph.degree()), default=0) or 1
    for node, data in graph.nodes(data=True):
        x, y = points[node]
        r, g, b = paints[band(data)]
        size = round(SMALL + (LARGE - SMALL) * sqrt(graph.degree(node) / most), 2)
        data.update(x=x, y=y, size=size, r=r, g=g, b=b)
    for *_, data in graph.edges(data=True):
        data.update(label=data.get("role", data["kind"]), weight=1.0)
    return graph


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def band(node: Mapping[str, Any]) -> Band:
    """What it stands in one band with, and has the colour of: those of its kind, and of its family."""
    return node["kind"], node.get("family", "")


def layout(graph: nx.MultiDiGraph[str]) -> dict[str, Point]:
    """Where each node stands; no two at one point.

    ``x`` is the order in time, not its length: each first day of events is a column, `STEP` right of the one before, and of
    more columns where a family has more than `ROWS` events on it. Undated events stand right of all others, a column away.
    Other nodes stand near the middle of their dated events, or where they have none, of the undated ones. ``y`` is the band:
    actors, the families, places, articles, each with as many rows as it needs.
    """
    events = {node: data for node, data in graph.nodes(data=True) if data["kind"] == "event"}
    cells, undated = in_time(events)
    columns = 1 + max((cell.column for cell in cells.values()), default=0)
    for kind in COLOURS:
        middles = {node: middle(graph, node, cells, undated) for node, data in graph.nodes(data=True) if data["kind"] == kind}
        cells |= beside(middles, max(4, ceil(2 * len(middles) / columns)))
    families = colours.of_families(data["family"] for data in events.values())
    bands: dict[Band, list[str]] = {("actor", ""): [], **{("event", name): [] for name in families}}
    bands |= {("place", ""): [], ("article", ""): []}
    for node, data in graph.nodes(data=True):
        bands[band(data)].append(node)
    heights = [BETWEEN + 1 + max((cells[node].row for node in nodes), default=0) for nodes in bands.values()]
    columns = 1 + max((cell.column for cell in cells.values()), default=0)
    step = STEP * max(1.0, columns / (ASPECT * sum(heights)))
    return {
        node: (float(cells[node].column * STEP), round((base + cells[node].row) * step, 2))
        for base, nodes in zip(accumulate(heights, initial=0), bands.values(), strict=False)
        for node in nodes
    }


def in_time(events: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Cell], int]:
    """Where events stand, each in the lane of its family, and the first column of undated ones."""
    days = {node: first_day(data) for node, data in events.items()}
    stacks = Counter((days[node], data["family"]) for node, data in events.items())
    widths: dict[int | None, int] = {}
    for (day, _), height in stacks.items():
        widths[day] = max(widths.get(day, 0), ceil(height / ROWS))
    begins: dict[int | None, int] = {}
    free = 0
    for day in sorted(day for day in widths if day is not None):
        begins[day] = free
        free += widths[day]
    begins[None] = free + 1 if free else 0
    seen: Counter[tuple[int | None, str]] = Counter()
    cells = {}
    for node, data in events.items():
        stack = days[node], data["family"]
        beyond, row = divmod(seen[stack], ROWS)
        cells[node] = Cell(begins[stack[0]] + beyond, row)
        seen[stack] += 1
    return cells, begins[None]


def middle(graph: nx.MultiDiGraph[str], node: str, events: Mapping[str, Cell], undated: int) -> int:
    """The column in the middle of its events."""
    met = [events[other].column for other in nx.all_neighbors(graph, node) if graph.nodes[other]["kind"] == "event"]
    dated = [column for column in met if column < undated]
    return round(fmean(dated or met or [undated]))


def beside(middles: Mapping[str, int], rows: int) -> dict[str, Cell]:
    """Each in its column, or if that is full, in the next one to the right that is not."""
    cells = {}
    column = row = 0
    for node, wanted in sorted(middles.items(), key=lambda item: (item[1], item[0])):
        if wanted > column:
            column, row = wanted, 0
        elif row == rows:
            column, row = column + 1, 0
        cells[node] = Cell(column, row)
        row += 1
    return cells


def first_day(event: Mapping[str, Value]) -> int | None:
    """The day to draw an event at, counted from the year 1: the first of its days, or where that is open the last."""
    told = event.get("start", event.get("end"))
    return date.fromisoformat(str(told)).toordinal() if told else None
