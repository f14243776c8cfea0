"""``graph.cyjs``: the graph of events for Cytoscape and Cytoscape.js."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx

from timeline.folder import written
from timeline.graph import to_graph
from timeline.looks import dress
from timeline.model import Chronicle


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the graph of `timeline.graph.to_graph` as ``networkx.cytoscape_graph`` reads it, with positions and ids of edges.

    ``data`` of the whole says what made it.

    Raises:
        OutputError: the file cannot be written.
    """
    told: dict[str, Any] = nx.cytoscape_data(dress(to_graph(chronicle)))
    for node in told["elements"]["nodes"]:
        node["position"] = {"x": node["data"].pop("x"), "y": node["data"].pop("y")}
    for edge in told["elements"]["edges"]:
        data = edge["data"]
        data["id"] = f"{data['source']}--{data['key']}--{data['target']}"
    told["data"] = dict(told["data"])
    written(Path(path), [json.dumps(told, ensure_ascii=False, indent=0), "\n"])
