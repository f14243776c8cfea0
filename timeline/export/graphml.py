"""``graph.graphml``: the graph of events for NetworkX, igraph, Gephi, Cytoscape and others (GraphML 1.0)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx

from timeline.errors import InputError
from timeline.folder import staged
from timeline.graph import LIST, to_graph
from timeline.model import Actor, Chronicle, Place

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_NMTOKEN = re.compile(r"[^\w:.-]|_(?=x[0-9A-F]{4,6}_)", re.ASCII)
ESCAPED = re.compile("_x([0-9A-F]{4,6})_")


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the graph of `timeline.graph.to_graph`; the same chronicle gives the same bytes.

    GraphML takes no spaces or signs in the ids of nodes and edges, XML no control characters: in ids, such a character (and
    each beyond ASCII) becomes ``_xHHHH_``, its code point; in text, a control character becomes U+FFFD. The id of an edge
    is its source, key and target, and so unlike all others, as the format demands.

    Raises:
        OutputError: the file cannot be written.
    """
    path = Path(path)
    graph = portable(to_graph(chronicle))
    with staged(path.parent) as stage:
        # Not write_graphml: that takes lxml where there is one, and lays the file out differently.
        nx.write_graphml_xml(graph, stage / path.name)


def portable(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    copy.graph.update(clean(graph.graph))
    for node, data in graph.nodes(data=True):
        copy.add_node(token(node), **clean(data))
    for source, target, key, data in graph.edges(keys=True, data=True):
        copy.add_edge(token(source), token(target), key=token(f"{source}--{key}--{target}"), **clean(data))
    return copy


def clean(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value for name, value in attributes.items()}


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


def actor(node: str, data: dict[str, Any]) -> Actor:
    return Actor(
        node.removeprefix("actor:"), data["label"], data["actor_kind"], data["named"], names(data), data.get("country")
    )


def place(node: str, data: dict[str, Any], within: str | None) -> Place:
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


def names(data: dict[str, Any]) -> tuple[str, ...]:
    return tuple(data["names"].split(LIST)) if "names" in data else ()
