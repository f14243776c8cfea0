"""The drawing as a pyvis network: events stand fixed, time to the right and one lane a family; actors join them unseen."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    # IPython, which pyvis imports for its own display, warns on some versions of Python.
    warnings.simplefilter("ignore")
    import pyvis
    from pyvis.edge import Edge
    from pyvis.network import Network

VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
SIZE, MAIN_SIZE = 5, 7
SHAPES = {"day": "dot", "undated": "dot"}


def draw(contents: Mapping[str, Any], colours: Mapping[str, str]) -> dict[str, Any]:
    """Nodes, edges and options for vis-network, made by pyvis.

    Node numbers are those of the events; the actors' follow. ``x`` is the first day, counted from 1 January 1970 (the script
    scales it), ``y`` the lane. No node has a ``title``: vis-network would run markup in it.
    """
    network = Network(directed=True, height="100%", width="100%")
    network.toggle_physics(False)
    network.options.interaction.dragNodes = False
    network.options.edges.smooth.enabled = False
    lanes = list(colours)
    events, actors = contents["events"], contents["actors"]
    for number, event in enumerate(events):
        first = event["first"] if event["first"] is not None else event["last"]
        network.add_node(
            number,
            label=event["label"],
            shape=SHAPES.get(event["shape"], "box"),
            color=colours[event["family"]],
            size=MAIN_SIZE if event["main"] else SIZE,
            x=first or 0,
            y=lanes.index(event["family"]),
            fixed=True,
            physics=False,
        )
    for number, actor in enumerate(actors, len(events)):
        network.add_node(number, label=actor["name"], hidden=True, physics=False)
    for number, event in enumerate(events):
        for actor, role, _sure in event["actors"]:
            # Not add_edge: that looks through the list of all nodes, twice for each edge.
            network.edges.append(Edge(len(events) + actor, number, directed=True, role=role).options)
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def library() -> str:
    """The source of vis-network that pyvis brings along, without the pointer to a source map that is not there."""
    return VIS.read_text(encoding="utf8").partition("//# sourceMappingURL")[0]
