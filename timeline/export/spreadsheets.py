"""``csv/``: nodes, edges, events and mentions as tables for spreadsheets, pandas and Gephi (CSV, RFC 4180)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from timeline.digest import COLUMNS, MENTIONS, in_order, mentions, row
from timeline.folder import staged
from timeline.graph import EDGES, NODES, provenance, to_graph
from timeline.looks import EDGE_LOOKS, NODE_LOOKS, dress
from timeline.markup import printable
from timeline.model import Chronicle

FORMULA = re.compile("\\A'*[=+\\-@\t\r\n＝＋－＠]")
Row = Mapping[str, Any]


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write ``nodes.csv``, ``edges.csv``, ``events.csv``, ``mentions.csv`` and ``about.csv`` into a folder, in UTF-8.

    Nodes and edges are those of `timeline.graph.to_graph` as `timeline.looks` dresses it, an event's row has the facts of
    `timeline.digest.facts`; ``about.csv`` says what made them. Days are ISO 8601, lists are JSON, what is not known is empty. A
    text that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or an end of line) has an
    apostrophe before it, and so has one that begins like that after apostrophes: take one off such a cell, and it is the text.
    The ids of nodes and edges (``KIND:ID``) and of events never begin so; those of articles (``doc``, ``copy_of``,
    ``when_doc``) may, and have the apostrophe in each file.

    Raises:
        OutputError: the folder cannot be written.
    """
    graph = dress(to_graph(chronicle))
    nodes = [{"id": node, **data} for node, data in graph.nodes(data=True)]
    edges = [
        {"id": f"{source}--{key}--{target}", "source": source, "target": target, **data}
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    events = in_order(chronicle)
    with staged(Path(path)) as stage:
        about = ({"name": name, "value": value} for name, value in provenance(chronicle.run).items())
        table(stage / "about.csv", ("name", "value"), about)
        table(stage / "nodes.csv", columns(("id", "label", "kind"), NODES, NODE_LOOKS), nodes)
        table(stage / "edges.csv", columns(("id", "source", "target", "label", "kind", "weight"), EDGES, EDGE_LOOKS), edges)
        table(stage / "events.csv", COLUMNS, (row(event, chronicle) for event in events))
        table(stage / "mentions.csv", MENTIONS, (said for event in events for said in mentions(event, chronicle)))


def columns(first: tuple[str, ...], promised: Mapping[str, Mapping[str, type]], worn: Iterable[str]) -> tuple[str, ...]:
    """The first ones, then all that a node or an edge of any kind may have, whether or not one has it here."""
    return first + tuple(sorted({*chain.from_iterable(promised.values()), *worn}.difference(first)))


def table(path: Path, names: tuple[str, ...], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows([cell(row.get(name)) for name in names] for row in rows)


def cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return printable(json.dumps(value, ensure_ascii=False))
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return f"'{printable(value)}" if FORMULA.match(value) else printable(value)
