"""``graph.gexf``: the graph of events with its days, for Gephi's timeline (GEXF 1.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx

from timeline.allen import last_day
from timeline.folder import written
from timeline.graph import to_graph
from timeline.looks import dress
from timeline.markup import attribute, text
from timeline.model import Chronicle

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>timeline</creator><description>{about}</description></meta>
<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">
"""
ABOUT = "Dated events, who took part, where, and who reports them"
TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
ELSEWHERE = {"start", "end", "label", "x", "y", "size", "r", "g", "b", "weight"}
OFFSETS = {"start": "text_start", "end": "text_end"}
Attributes = Mapping[str, Any]
Spell = tuple[date | None, date | None]


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the graph of `timeline.graph.to_graph`; the same chronicle gives the same bytes.

    An event is there on the days of its ``start`` and ``end`` (both included), without one where that end is open or unknown,
    as that of what goes on (``still_on`` is the last day on which the text knows of it). Any other node is there from the first
    to the last day of its dated events, a place of those within it too; what has no dated event is always there. An edge is
    there while both its nodes are, without days where they never are. Offsets in an article are called ``text_start`` and
    ``text_end``. What made the graph stands in the description of the file.

    Raises:
        OutputError: the file cannot be written.
    """
    days = {f"event:{event.id}": (event.start, last_day(event)) for event in chronicle.events if event.interval}
    written(Path(path), document(dress(to_graph(chronicle)), days))


def document(graph: nx.MultiDiGraph[str], days: Mapping[str, Spell]) -> Iterator[str]:
    nodes = {node: unended(data) if node in days and days[node][1] is None else data for node, data in graph.nodes.items()}
    edges = [(source, target, key, renamed(data)) for source, target, key, data in graph.edges(keys=True, data=True)]
    within = nx.DiGraph((one, other) for one, other, _, data in edges if data["kind"] == "within")
    spells = {node: spell(graph, within, node, days) for node in nodes}
    yield HEAD.format(about=text("; ".join((ABOUT, *(f"{name}: {value}" for name, value in graph.graph.items())))))
    yield from declared("node", nodes.values())
    yield from declared("edge", (data for *_, data in edges))
    yield "<nodes>\n"
    for node, data in nodes.items():
        yield f"<node id={attribute(node)} label={attribute(data['label'])}{lasting(spells[node])}>\n{values(data)}"
        yield f'<viz:color r="{data["r"]}" g="{data["g"]}" b="{data["b"]}"/>\n'
        yield f'<viz:position x="{data["x"]}" y="{data["y"]}" z="0.0"/>\n<viz:size value="{data["size"]}"/>\n</node>\n'
    yield "</nodes>\n<edges>\n"
    for number, (source, target, _, data) in enumerate(edges):
        ends = f"source={attribute(source)} target={attribute(target)}"
        about = f'kind={attribute(data["label"])} label={attribute(data["label"])} weight="{data["weight"]}"'
        yield f'<edge id="{number}" {ends} {about}{lasting(both(spells[source], spells[target]))}>\n{values(data)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def renamed(data: Attributes) -> dict[str, Any]:
    return {OFFSETS.get(name, name): value for name, value in data.items()}


def unended(event: Attributes) -> Attributes:
    return {("still_on" if name == "end" else name): value for name, value in event.items()}


def spell(graph: nx.MultiDiGraph[str], within: nx.DiGraph[str], node: str, days: Mapping[str, Spell]) -> Spell:
    """The first and the last day of an event, or of all dated events beside a node and the places within it.

    Args:
        within: the places, with an edge from each to that which holds it. days: those of the dated events.
    """
    if graph.nodes[node]["kind"] == "event":
        return days.get(node, (None, None))
    inside = [node, *(nx.ancestors(within, node) if node in within else ())]
    dated = [days[other] for place in inside for other in nx.all_neighbors(graph, place) if other in days]
    firsts, lasts = [first for first, _ in dated], [last for _, last in dated]
    first = None if None in firsts else min((day for day in firsts if day), default=None)
    return first, None if None in lasts else max((day for day in lasts if day), default=None)


def both(one: Spell, other: Spell) -> Spell:
    """The days on which both nodes are there; no limits, if there is none."""
    firsts, lasts = zip(one, other, strict=True)
    first, last = max((day for day in firsts if day), default=None), min((day for day in lasts if day), default=None)
    return (None, None) if first and last and first > last else (first, last)


def lasting(spell: Spell) -> str:
    return "".join(f' {name}="{day}"' for name, day in zip(("start", "end"), spell, strict=True) if day)


def declared(domain: str, every: Iterable[Attributes]) -> Iterator[str]:
    types = {name: TYPES[type(value)] for data in every for name, value in data.items() if name not in ELSEWHERE}
    yield f'<attributes class="{domain}" mode="static">\n'
    for name, kind in sorted(types.items()):
        yield f'<attribute id="{name}" title="{name}" type="{kind}"/>\n'
    yield "</attributes>\n"


def values(data: Attributes) -> str:
    told = sorted(set(data) - ELSEWHERE)
    return (
        "<attvalues>\n"
        + "".join(f'<attvalue for="{name}" value={attribute(data[name])}/>\n' for name in told)
        + "</attvalues>\n"
    )
