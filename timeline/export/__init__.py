"""What goes out of the house, and how it comes back.

A package can bring a format of its own: an entry point of the group ``timeline.exporters``, named as the format, that leads
to a function ``write(chronicle, path)`` such as those here. The first line of its docstring says what it is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import NamedTuple

from timeline.errors import InputError, OutputError
from timeline.export import (
    articles,
    cytoscape,
    events,
    ftm,
    geojson,
    gexf,
    graphml,
    ical,
    jsonld,
    kml,
    neo4j,
    parquet,
    spreadsheets,
    timelinejs,
    turtle,
)
from timeline.folder import staged
from timeline.model import Chronicle

GROUP = "timeline.exporters"


class Format(NamedTuple):
    """A way to write a chronicle: the name of its file (without an ending, of its folder), how, and what it is for."""

    file: str
    write: Callable[[Chronicle, Path], None]
    use: str

    @property
    def is_folder(self) -> bool:
        return "." not in self.file


FORMATS: dict[str, Format] = {
    "articles": Format("articles.jsonl", articles.write, "the articles as read, one a line"),
    "csv": Format("csv", spreadsheets.write, "nodes, edges, events and mentions for spreadsheets, pandas, Gephi"),
    "cytoscape": Format("graph.cyjs", cytoscape.write, "the graph for Cytoscape and Cytoscape.js"),
    "events": Format("events.jsonl", events.write, "all that is known of the events, one a line"),
    "ftm": Format("entities.ftm.json", ftm.write, "FollowTheMoney entities for OpenAleph"),
    "geojson": Format("events.geojson", geojson.write, "events on the map, with time"),
    "gexf": Format("graph.gexf", gexf.write, "the graph with its days for Gephi's timeline (GEXF 1.3)"),
    "graphml": Format("graph.graphml", graphml.write, "the graph for NetworkX, igraph, Gephi, yEd, Cytoscape, Neo4j"),
    "ical": Format("events.ics", ical.write, "events for calendars (iCalendar)"),
    "jsonld": Format("events.jsonld", jsonld.write, "linked data: SEM, OWL-Time, PROV, schema.org, as JSON-LD"),
    "kml": Format("events.kml", kml.write, "events on the map with a time slider, for Google Earth"),
    "neo4j": Format("neo4j", neo4j.write, "CSV files and the Cypher script that loads them into Neo4j"),
    "parquet": Format("events.parquet", parquet.write, "a typed table for pandas, DuckDB, Spark (needs pyarrow)"),
    "timelinejs": Format("timelinejs.json", timelinejs.write, "dated events for TimelineJS"),
    "turtle": Format("events.ttl", turtle.write, "linked data as in jsonld, as Turtle"),
}
"""The formats, by name. A new one is a module with ``write(chronicle, path)`` and a line here."""

KEPT = ("articles", "events", "graphml")
"""The formats that `open_folder` reads back."""


def installed() -> dict[str, EntryPoint]:
    """The formats that other packages bring, by name; none of the names in `FORMATS`."""
    return {point.name: point for point in sorted(entry_points(group=GROUP)) if point.name not in FORMATS}


def names() -> list[str]:
    """The names of all formats, sorted, with those that other packages bring."""
    return sorted({*FORMATS, *installed()})


def find(name: str) -> Format:
    """The format of that name.

    Raises:
        KeyError: there is none.
        OutputError: the package that brings it cannot be loaded.
    """
    if name in FORMATS:
        return FORMATS[name]
    point = installed()[name]
    try:
        writer = point.load()
    except Exception as error:
        raise OutputError(f"{name}: {point.value} cannot be loaded ({type(error).__name__}: {error})") from error
    about = (writer.__doc__ or "").strip().partition("\n")[0]
    return Format(f"timeline.{name}", writer, about or point.value)


def write(chronicle: Chronicle, folder: str | Path, formats: Iterable[str] = KEPT) -> list[Path]:
    """Write the formats of these names into the folder (made if missing), under the names of their files: all, or none.

    Raises:
        KeyError: there is no such format.
        OutputError: the folder or a file cannot be written, or what a format needs is not installed.
    """
    folder = Path(folder)
    found = [find(name) for name in formats]
    with staged(folder) as stage:
        for format in found:
            format.write(chronicle, stage / format.file)
    return [folder / format.file for format in found]


def write_one(chronicle: Chronicle, path: str | Path, name: str) -> None:
    """Write the format of that name to ``path``: a file, or a folder (made if missing) for a format of several files.

    Raises:
        KeyError: there is no such format.
        OutputError: the path cannot be written, or what the format needs is not installed.
    """
    path, format = Path(path), find(name)
    if path.is_dir() and not format.is_folder:
        raise OutputError(f"{path}: is a folder, and {name} is written to a file")
    format.write(chronicle, path)


def open_folder(folder: str | Path) -> Chronicle:
    """The chronicle that ``events.jsonl`` and ``articles.jsonl`` of a folder hold.

    ``graph.graphml``, where it stands there too, adds what those leave out: other names, kinds, and which place lies within
    which. The TIMEX3 type and value of a date are in none of them.

    Raises:
        InputError: a file is missing or broken, or an event quotes an article that is not there.
    """
    folder = Path(folder)
    contents = events.read(folder / "events.jsonl")
    read, copies = articles.read(folder / "articles.jsonl")
    chronicle = Chronicle(read, contents.events, contents.actors, contents.places, copies=copies)
    have = {article.id for article in chronicle.articles}
    lost = sorted({mention.doc for event in chronicle.events for mention in event.mentions} - have)
    if lost:
        raise InputError(str(folder / "articles.jsonl"), f"the article {lost[0]} that events quote is not there")
    if (folder / "graph.graphml").exists():
        actors, places = graphml.read(folder / "graph.graphml")
        chronicle = replace(chronicle, actors=chronicle.actors | actors, places=chronicle.places | places)
    return chronicle
