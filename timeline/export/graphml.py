"""``graph.graphml``: the graph of events for NetworkX, igraph, Gephi, yEd, Cytoscape, Neo4j and others (GraphML 1.0)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx

from timeline.errors import InputError
from timeline.folder import written
from timeline.graph import to_graph
from timeline.looks import dress
from timeline.markup import attribute, text
from timeline.model import Actor, Chronicle, Place

NOT_NMTOKEN = re.compile(r"[^\w:.-]|_(?=x[0-9A-F]{4,6}_)", re.ASCII)
ESCAPED = re.compile("_x([0-9A-F]{4,6})_")
NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd">
"""
INT = range(-(2**31), 2**31)
Attributes = Mapping[str, Any]


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the graph of `timeline.graph.to_graph`, as `timeline.looks` dresses it; the same chronicle gives the same bytes.

    GraphML takes no spaces or signs in the ids of nodes and edges, XML no control characters: in ids, such a character (and
    each beyond ASCII) becomes ``_xHHHH_``, its code point; in text, a control character becomes U+FFFD, so that offsets stay
    true. The id of an edge is its source, key and target, and so unlike all others, as the format demands. The key of a
    node's attribute is its name and that of an edge's is ``edge_NAME``: Gephi takes what is keyed ``d3`` or ``d7``, as by most
    writers, for a label. Each name has one type on all nodes, and one on all edges.

    Raises:
        OutputError: the file cannot be written.
    """
    written(Path(path), document(dress(to_graph(chronicle))))


def document(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    yield HEAD
    yield from keys("graph", [graph.graph])
    yield from keys("node", (data for _, data in graph.nodes(data=True)))
    yield from keys("edge", (data for *_, data in graph.edges(data=True)))
    yield '<graph id="timeline" edgedefault="directed">\n'
    yield told("graph", graph.graph)
    ids = {node: token(node) for node in graph}
    for node, data in graph.nodes(data=True):
        yield f'<node id="{ids[node]}">\n{told("node", data)}</node>\n'
    for source, target, name, data in graph.edges(keys=True, data=True):
        one, other = ids[source], ids[target]
        yield f'<edge id="{one}--{token(name)}--{other}" source="{one}" target="{other}">\n{told("edge", data)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def keys(domain: str, every: Iterable[Attributes]) -> Iterator[str]:
    types: dict[str, set[str]] = {}
    for attributes in every:
        for name, value in attributes.items():
            types.setdefault(name, set()).add(type_of(value))
    for name, found in sorted(types.items()):
        about = f"id={key(domain, name)} for={attribute(domain)} attr.name={attribute(name)}"
        yield f'<key {about} attr.type="{common(found)}"/>\n'


@cache
def key(domain: str, name: str) -> str:
    return attribute(token(name if domain == "node" else f"{domain}_{name}"))


def type_of(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "int" if value in INT else "long"
    return "double" if isinstance(value, float) else "string"


def common(types: set[str]) -> str:
    """The one type that holds values of all of these."""
    for wide in ({"boolean"}, {"int"}, {"int", "long"}, {"int", "long", "double"}):
        if types <= wide:
            return max(types, key=["boolean", "int", "long", "double"].index)
    return "string"


def told(domain: str, attributes: Attributes) -> str:
    return "".join(f"<data key={key(domain, name)}>{text(attributes[name])}</data>\n" for name in sorted(attributes))


def token(id: str) -> str:
    return NOT_NMTOKEN.sub(lambda match: f"_x{ord(match[0]):04X}_", id)


def plain(token: str) -> str:
    """The inverse of `token`."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), token)


def read(path: str | Path) -> tuple[dict[str, Actor], dict[str, Place]]:
    """The actors and places of a file that `write` made, by id.

    Raises:
        InputError: the file cannot be read, or is not such a graph.
    """
    try:
        graph = nx.read_graphml(path, force_multigraph=True)
        nodes = {plain(name): data for name, data in graph.nodes(data=True)}
        within = {plain(one): plain(other) for one, other, data in graph.edges(data=True) if data["kind"] == "within"}
        actors = [actor(name, data) for name, data in nodes.items() if data["kind"] == "actor"]
        places = [place(name, data, within.get(name)) for name, data in nodes.items() if data["kind"] == "place"]
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    except (ParseError, nx.NetworkXError, KeyError, ValueError) as error:
        raise InputError(str(path), f"not a graph as timeline writes it ({error})") from error
    return {a.id: a for a in actors}, {p.id: p for p in places}


def actor(node: str, data: Attributes) -> Actor:
    return Actor(
        node.removeprefix("actor:"), data["label"], data["actor_kind"], data["named"], names(data), data.get("country")
    )


def place(node: str, data: Attributes, within: str | None) -> Place:
    return Place(
        id=node.removeprefix("place:"),
        name=data["label"],
        kind=data["place_kind"],
        country=data.get("country"),
        lat=data.get("lat"),
        lon=data.get("lon"),
        within=within and within.removeprefix("place:"),
        names=names(data),
        point_of=data.get("point_of"),
    )


def names(data: Attributes) -> tuple[str, ...]:
    return tuple(json.loads(data["names"])) if "names" in data else ()
