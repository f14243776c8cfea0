"""``neo4j/``: the graph of events as CSV files and the Cypher script that loads them (Neo4j 5, ``LOAD CSV``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from timeline.fingerprints import of_articles
from timeline.folder import staged
from timeline.graph import EDGES, NODES, provenance, to_graph
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
// It may be run again. Each node has, as `timeline`, the hash of the articles that were read, and of a filtered part behind a
// slash that of its events: what was loaded of the same articles, or of the same part, before is removed first, with all edges
// to it, also yours. Other timelines and parts stay beside it, also one of fewer or more of these articles. To remove one:
//   MATCH (n {timeline: 'ITS HASH'}) DETACH DELETE n;
"""
Row = Mapping[str, Any]
Columns = Mapping[str, type]


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write a CSV file for each kind of node and of edge, and ``load.cypher``, into the folder ``path``.

    Nodes are labelled Event, Actor, Place and Article, with the ``id`` that they have elsewhere, unique among those of the same
    ``timeline`` (the hash of the input, see `timeline.fingerprints.of_articles`, and of a part its own hash behind a slash) by
    a constraint; edges are TAKES_PART (with ``role``), AT, REPORTS, WITHIN, FOLLOWS, PART_OF and COPY_OF. What made it all is a
    node Timeline. Properties are those of `timeline.graph.to_graph`, days as dates of Cypher. The files are written for the
    settings that Neo4j comes with, where a backslash in a quoted cell is doubled; an empty cell is no property.

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
    known = name_of(chronicle)
    script = [HEAD, *(cleared(label, known) for label in ("Timeline", *KINDS.values())), about(known, graph.graph)]
    with staged(Path(path)) as stage:
        for kind, label in KINDS.items():
            columns = {"id": str, **without(NODES[kind], "kind")}
            table(stage / f"{kind}.csv", columns, nodes[kind])
            script.append(load_nodes(kind, label, known, columns))
        for kind, (type, one, other) in LINKS.items():
            columns = {"from": str, "to": str, "key": str, **without(EDGES[kind], "kind")}
            table(stage / f"{kind}.csv", columns, links[kind])
            script.append(load_links(kind, type, one, other, known, columns))
        (stage / "load.cypher").write_text("\n".join(script), encoding="utf8", newline="\n")


def name_of(chronicle: Chronicle) -> str:
    """What the nodes of this timeline have as ``timeline``; a part has its own, so that it can stand beside the whole."""
    made = provenance(chronicle.run)
    input = made.get("input_sha256") or of_articles(chronicle.articles)
    return "/".join(filter(None, (input, made.get("part_sha256"))))


def cleared(label: str, known: str) -> str:
    return f"MATCH (n:{label} {{timeline: {quoted(known)}}}) DETACH DELETE n;\n"


def about(known: str, made: Row) -> str:
    """A node of its own for the timeline, with what made it as far as that is known."""
    settings = ",\n    ".join(f"t.`{name}` = {quoted(value)}" for name, value in made.items())
    return f"MERGE (t:Timeline {{timeline: {quoted(known)}}})" + (f"\nSET {settings};\n" if settings else ";\n")


def quoted(text: str) -> str:
    escaped = printable(text).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def bare(node: str) -> str:
    return node.partition(":")[2]


def without(data: Row, name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}


def table(path: Path, columns: Iterable[str], rows: list[Row]) -> None:
    with path.open("w", encoding="utf8", newline="") as stream:
        for row in ({name: name for name in columns}, *rows):
            stream.write(",".join(cell(row.get(name)) for name in columns) + "\n")


def cell(value: object) -> str:
    if isinstance(value, str):
        return '"' + printable(value).replace("\\", "\\\\").replace('"', '""') + '"'
    return "" if value is None else str(value).lower()


def load_nodes(kind: str, label: str, known: str, columns: Columns) -> str:
    return (
        f"CREATE CONSTRAINT {kind}_of_timeline IF NOT EXISTS FOR (n:{label}) REQUIRE (n.timeline, n.id) IS UNIQUE;\n"
        f"LOAD CSV WITH HEADERS FROM 'file:///{kind}.csv' AS row\n"
        f"MERGE (n:{label} {{timeline: {quoted(known)}, id: row.`id`}})\n{settings('n', columns, DAYS.get(label, set()))}"
    )


def load_links(kind: str, type: str, one: str, other: str, known: str, columns: Columns) -> str:
    ends = ((f"a:{one}", "from"), (f"b:{other}", "to"))
    return (
        f"LOAD CSV WITH HEADERS FROM 'file:///{kind}.csv' AS row\n"
        f"MATCH {', '.join(f'({node} {{timeline: {quoted(known)}, id: row.`{end}`}})' for node, end in ends)}\n"
        f"MERGE (a)-[r:{type} {{key: row.`key`}}]->(b)\n{settings('r', columns, set())}"
    )


def settings(name: str, columns: Columns, days: set[str]) -> str:
    lines = list(assignments(name, columns, days))
    return ("SET " + ",\n    ".join(lines) if lines else "") + ";\n"


def assignments(name: str, columns: Columns, days: set[str]) -> Iterator[str]:
    for column, type in columns.items():
        if column not in ("id", "from", "to", "key"):
            cast = "date" if column in days else CASTS.get(type, "")
            yield f"{name}.`{column}` = {cast}(row.`{column}`)" if cast else f"{name}.`{column}` = row.`{column}`"
