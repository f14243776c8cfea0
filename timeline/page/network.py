"""The drawing as a pyvis network: one node an event, time to the right, a group a family of events."""

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
    from pyvis.network import Network

VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"


def draw(labels: list[str], days: list[int | None], families: list[int], colours: Mapping[str, str]) -> dict[str, Any]:
    """Nodes in columns, and options for vis-network, as a pyvis network gives them.

    A node's ``x`` is its day, counted from 1 January 1970 (the page scales it); ``group`` is the family, whose colour stands
    in the options. No node has a ``title``: vis-network would run markup in it. The nodes are put into ``Network.nodes``
    directly: ``add_node`` and ``add_edge`` look through all that are there already.

    Args:
        labels, days, families: of each event, in order; a family by its number in ``colours``.
    """
    network = Network(directed=True, height="100%", width="100%")
    network.toggle_physics(False)
    network.options.interaction.dragNodes = False
    network.options.edges.smooth.enabled = False
    columns = zip(labels, days, families, strict=True)
    network.nodes = [{"id": n, "label": label, "x": x, "group": group} for n, (label, x, group) in enumerate(columns)]
    nodes, _, _, _, _, options = network.get_network_data()
    groups = {str(number): {"color": colour} for number, colour in enumerate(colours.values())}
    return {
        "label": [node["label"] for node in nodes],
        "x": [node["x"] for node in nodes],
        "group": [node["group"] for node in nodes],
        "options": {**json.loads(options), "groups": groups},
    }


def library() -> str:
    """The source of vis-network that pyvis brings along, without the pointer to a source map that is not there."""
    return VIS.read_text(encoding="utf8").partition("//# sourceMappingURL")[0]
