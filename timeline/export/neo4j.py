"""``neo4j/``: the graph of events as CSV files and the Cypher script that loads them (Neo4j 5, ``LOAD CSV``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from timeline.folder import staged
from timeline.graph import to_graph
from timeline.markup import printable
from timeline.model import Chronicle

KINDS = {"event": "Event", "actor": "Actor", "place": "Place", "article": "Article"}
LINKS = {
    "role": ("TAKES_PART", "Actor", "Event"),
    "at": ("AT", "Event", "Place"),
    "reports": ("REPORTS", "Article", "Event"),
    "within": ("WITHIN", "Place", "Place"),
    "follows": ("FOLLOWS", "Event", "Event"),
    "part_of": ("PART_OF", "Event", "Event"),
    "copy_of": ("COPY_OF", "Article", "Article"),
}
DAYS = {"Event": {"start", "end", "not_before", "not_after"}, "Article": {"date"}}
CASTS = {bool: "toBoolean", int: "toInteger", float: "toFloat"}
HEAD = """\
// Copy the CSV files beside this script into the import folder of the database, then run:
//   cypher-shell -f load.cypher
// It may be run again: what is there already is brought up to date.
"""
Row = Mapping[str, Any]


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write a CSV file for each kind of node and of edge, and ``load.cypher``, into the folder ``path``.

    Nodes are labelled Event, Actor, Place and Article, with the ``id`` that they have elsewhere, unique by a constraint; edges
    are TAKES_PART (with ``role``), AT, REPORTS, WITHIN, FOLLOWS, PART_OF and COPY_OF. What made it all is a node Timeline.
    Properties are those of `timeline.graph.to_graph`, days as dates of Cypher. The files are written for the settings that
    Neo4j comes with, where a backslash in a quoted cell is doubled; an empty cell is no property.

    Raises:
        OutputError: the folder cannot be written.
    """
    graph = to_graph(chronicle)
    nodes: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    for node, data in graph.nodes(data=True):
        nodes[data["kind"]].append({"id": bare(node), **without(data, "kind")})
    links: dict[str, list[Row]] = {kind: [] for kind in LINKS}
    for source, target, key, data in graph.edges(keys=True, data=True):
        links[data["kind"]].append({"from": bare(source), "to": bare(target), "key": key, **without(data, "kind")})
    script = [HEAD, *about(graph.graph)]
    with staged(Path(path)) as stage:
        for kind, label in KINDS.items():
            table(stage / f"{kind}.csv", nodes[kind])
            script.append(load_nodes(kind, label, nodes[kind]))
        for kind, (type, one, other) in LINKS.items():
            if links[kind]:
                table(stage / f"{kind}.csv", links[kind])
                script.append(load_links(kind, type, one, other, links[kind]))
        (stage / "load.cypher").write_text("\n".join(script), encoding="utf8", newline="\n")


def about(made: Row) -> Iterator[str]:
    """A node of its own for what made the timeline, if that is known."""
    if made:
        settings = ",\n    ".join(f"t.`{name}` = {quoted(value)}" for name, value in made.items())
        yield f"MERGE (t:Timeline {{id: 'timeline'}})\nSET {settings};\n"


def quoted(text: str) -> str:
    escaped = printable(text).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def bare(node: str) -> str:
    return node.partition(":")[2]


def without(data: Row, name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}


def table(path: Path, rows: list[Row]) -> None:
    columns = list(typed(rows))
    with path.open("w", encoding="utf8", newline="") as stream:
        for row in (dict(zip(columns, columns, strict=True)), *rows):
            stream.write(",".join(cell(row.get(name)) for name in columns) + "\n")


def cell(value: object) -> str:
    if isinstance(value, str):
        return '"' + printable(value).replace("\\", "\\\\").replace('"', '""') + '"'
    return "" if value is None else str(value).lower()


def typed(rows: Iterable[Row]) -> dict[str, type]:
    """The columns, those of ids first, and what is in them."""
    found = {name: type(value) for row in rows for name, value in row.items()}
    first = [name for name in ("id", "from", "to", "key") if name in found] or ["id"]
    return {name: found.get(name, str) for name in (*first, *sorted(found.keys() - {*first}))}


def load_nodes(kind: str, label: str, rows: list[Row]) -> str:
    return (
        f"CREATE CONSTRAINT {kind}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;\n"
        f"LOAD CSV WITH HEADERS FROM 'file:///{kind}.csv' AS row\n"
        f"MERGE (n:{label} {{id: row.id}})\n{settings('n', rows, DAYS.get(label, set()))}"
    )


def load_links(kind: str, type: str, one: str, other: str, rows: list[Row]) -> str:
    return (
        f"LOAD CSV WITH HEADERS FROM 'file:///{kind}.csv' AS row\n"
        f"MATCH (a:{one} {{id: row.`from`}}), (b:{other} {{id: row.`to`}})\n"
        f"MERGE (a)-[r:{type} {{key: row.`key`}}]->(b)\n{settings('r', rows, set())}"
    )


def settings(name: str, rows: list[Row], days: set[str]) -> str:
    lines = list(assignments(name, rows, days))
    return ("SET " + ",\n    ".join(lines) if lines else "") + ";\n"


def assignments(name: str, rows: list[Row], days: set[str]) -> Iterator[str]:
    for column, found in typed(rows).items():
        if column not in ("id", "from", "to", "key"):
            cast = "date" if column in days else CASTS.get(found, "")
            yield f"{name}.`{column}` = {cast}(row.`{column}`)" if cast else f"{name}.`{column}` = row.`{column}`"
