"""``csv/``: nodes, edges, events and mentions as tables for spreadsheets, pandas and Gephi (CSV, RFC 4180)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from timeline.digest import COLUMNS, Fact, facts, in_order
from timeline.folder import staged
from timeline.graph import provenance, to_graph
from timeline.looks import dress
from timeline.markup import printable
from timeline.model import Chronicle

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
MENTION = ("event", "article", "start", "end", "text", "sentence_start", "sentence_end", "sentence")
ARTICLE = ("title", "source", "date", "url", "copy_of")
Row = Mapping[str, Fact | None]


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write ``nodes.csv``, ``edges.csv``, ``events.csv``, ``mentions.csv`` and ``about.csv`` into a folder, in UTF-8.

    Nodes and edges are those of `timeline.graph.to_graph` as `timeline.looks` dresses it, an event's row has the facts of
    `timeline.digest.facts`; ``about.csv`` says what made them. Days are ISO 8601, lists are JSON, what is not known is empty. A
    text that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or an end of line) has an
    apostrophe before it.

    Raises:
        OutputError: the folder cannot be written.
    """
    graph = dress(to_graph(chronicle))
    nodes = [{"id": node, **data} for node, data in graph.nodes(data=True)]
    edges = [
        {"id": f"{source}--{key}--{target}", "source": source, "target": target, **data}
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]
    with staged(Path(path)) as stage:
        about = ({"name": name, "value": value} for name, value in provenance(chronicle.run).items())
        table(stage / "about.csv", ("name", "value"), about)
        table(stage / "nodes.csv", headed(("id", "label", "kind"), nodes), nodes)
        table(stage / "edges.csv", headed(("id", "source", "target", "label", "kind", "weight"), edges), edges)
        table(stage / "events.csv", COLUMNS, (facts(event, chronicle) for event in in_order(chronicle)))
        table(stage / "mentions.csv", MENTION + ARTICLE, mentions(chronicle))


def headed(first: tuple[str, ...], rows: Iterable[Row]) -> tuple[str, ...]:
    found = {name for row in rows for name in row}
    return first + tuple(sorted(found.difference(first)))


def mentions(chronicle: Chronicle) -> Iterable[Row]:
    for event in in_order(chronicle):
        for mention in event.mentions:
            article = chronicle.article(mention.doc)
            where = (event.id, mention.doc, *mention.span, mention.text, *mention.sentence, chronicle.quote(mention))
            day = article.date.isoformat() if article.date else None
            about = (article.title, article.source, day, article.url, chronicle.copies.get(article.id))
            yield dict(zip(MENTION + ARTICLE, where + about, strict=True))


def table(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([cell(row.get(name)) for name in columns] for row in rows)


def cell(value: Fact | None) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return printable(json.dumps(value, ensure_ascii=False))
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return f"'{printable(value)}" if value.startswith(FORMULA) else printable(value)
