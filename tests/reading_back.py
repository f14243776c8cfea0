"""What programs that are not ours find in the exports: for each format a function that reads a file, or a folder, back.

Each gives, by the id of an event, a `Told`: what nobody may lose on the way. Nothing of the package is used here.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import icalendar
import networkx as nx
import pyarrow.parquet
import rdflib

TL = rdflib.Namespace("urn:timeline:term:")
SEM = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
KML = {"k": "http://www.opengis.net/kml/2.2"}


class Told(NamedTuple):
    """What a format says of an event. ``sources`` are ids of articles, or how the format cites them."""

    status: str
    reported: bool
    open_start: bool
    open_end: bool
    sources: frozenset[str]
    quotes: frozenset[str]
    corrected: tuple[str, ...]


def of_row(row: Mapping[str, Any], sources: Iterable[str], quotes: Iterable[str], corrected: Iterable[str]) -> Told:
    """Of what has ``start`` and ``end`` as the words give them; they are not the last days of what goes on."""
    open_end = row.get("end") in (None, "") or row["status"] == "ongoing"
    reported = row["reported"] in (True, "true")
    told = (row["status"], reported, row.get("start") in (None, ""), open_end)
    return Told(*told, frozenset(sources), frozenset(quotes), tuple(corrected))


def of_graph(graph: nx.MultiDiGraph[str]) -> dict[str, Told]:
    found = {}
    for node, data in graph.nodes(data=True):
        if data["kind"] == "event":
            reports = [(one, about) for one, _, about in graph.in_edges(node, data=True) if about["kind"] == "reports"]
            sources = (one.removeprefix("article:") for one, _ in reports)
            sentences = (about["sentence"] for _, about in reports)
            found[node.removeprefix("event:")] = of_row(data, sources, sentences, json.loads(data.get("corrected", "[]")))
    return found


def graphml(path: Path) -> dict[str, Told]:
    return of_graph(nx.read_graphml(path, force_multigraph=True))


def gexf(path: Path) -> dict[str, Told]:
    """With the spells of the nodes: Gephi shows nothing else."""
    graph = nx.read_gexf(path)
    return {id: told._replace(open_end="end" not in graph.nodes[f"event:{id}"]) for id, told in of_graph(graph).items()}


def cytoscape(path: Path) -> dict[str, Told]:
    return of_graph(nx.cytoscape_graph(json.loads(path.read_text(encoding="utf8"))))


def spreadsheets(path: Path) -> dict[str, Told]:
    with (path / "events.csv").open(encoding="utf8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    lists = ("sources", "quotes", "corrected")
    return {row["id"]: of_row(row, *(json.loads(row[name] or "[]") for name in lists)) for row in rows}


def neo4j_row(line: str) -> list[str]:
    """The cells of a line as LOAD CSV reads them with the settings that Neo4j comes with: a backslash escapes in quotes."""
    cells = re.findall(r'(?:^|,)(?:"((?:[^"\\]|\\.|"")*)"|([^",]*))', line, re.DOTALL)
    return [re.sub(r'\\(.)|""', lambda m: m[1] or '"', quoted, flags=re.DOTALL) if quoted else bare for quoted, bare in cells]


def neo4j_table(path: Path) -> list[dict[str, str]]:
    records = re.findall(r'(?:"(?:[^"\\]|\\.|"")*"|[^"\n])+', path.read_text(encoding="utf8"), re.DOTALL)
    columns, *rows = map(neo4j_row, records)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def neo4j(path: Path) -> dict[str, Told]:
    reports = defaultdict(list)
    for row in neo4j_table(path / "reports.csv"):
        reports[row["to"]].append((row["from"], row["sentence"]))
    return {
        row["id"]: of_row(row, *zip(*reports[row["id"]], strict=True), json.loads(row.get("corrected") or "[]"))
        for row in neo4j_table(path / "event.csv")
    }


def parquet(path: Path) -> dict[str, Told]:
    rows = pyarrow.parquet.read_table(path).to_pylist()
    return {
        row["id"]: of_row(row, row["sources"], (said["sentence"] for said in row["mentions"]), row["corrected"]) for row in rows
    }


def geojson(path: Path) -> dict[str, Told]:
    """With the span of time: what moves a slider looks at nothing else."""
    found = {}
    for feature in json.loads(path.read_text(encoding="utf8"))["features"]:
        row = feature["properties"]
        told = of_row(row, row["sources"], row["quotes"], row.get("corrected", ()))
        (span,) = feature.get("when", {"timespans": [{}]})["timespans"]
        found[row["id"]] = told._replace(open_start="start" not in span, open_end="end" not in span)
    return found


def kml(path: Path) -> dict[str, Told]:
    found = {}
    for mark in ElementTree.parse(path).iterfind(".//k:Placemark", KML):
        data = {part.get("name"): part.findtext("k:value", "", KML) for part in mark.iterfind(".//k:Data", KML)}
        sources, quotes, corrected = (data.get(name, "").split("\n") for name in ("sources", "quotes", "corrected"))
        told = of_row(data, sources, quotes, filter(None, corrected))
        ends = {name: mark.find(f"k:TimeSpan/k:{name}", KML) is None for name in ("begin", "end")}
        found[data["id"]] = told._replace(open_start=ends["begin"], open_end=ends["end"])
    return found


def in_marks(lines: Iterable[str]) -> list[tuple[str, ...]]:
    """The sentences in quotation marks, and what stands in brackets behind each."""
    return [match.groups() for line in lines if (match := re.fullmatch("“(.*)” \\((.*)\\)", line, re.DOTALL))]


def ical(path: Path) -> dict[str, Told]:
    found = {}
    for part in icalendar.Calendar.from_ical(path.read_bytes()).walk():
        if part.name in ("VEVENT", "VJOURNAL"):
            opened, sources, corrected = (
                [str(one) for one in (said if isinstance(said, list) else [said])]
                for said in (part.get(f"X-TIMELINE-{name}", []) for name in ("OPEN", "SOURCE", "CORRECTED"))
            )
            told = (str(part["X-TIMELINE-STATUS"]), part["X-TIMELINE-REPORTED"] == "TRUE")
            ends = ("DTSTART" not in part or "START" in opened, "DTEND" not in part and opened != ["START"])
            quotes = frozenset(quote for quote, _ in in_marks(str(part["DESCRIPTION"]).split("\n")))
            found[str(part["UID"]).partition("@")[0]] = Told(*told, *ends, frozenset(sources), quotes, tuple(corrected))
    return found


def timelinejs(path: Path) -> dict[str, Told]:
    """Sources are cited here, and the days are told in words."""
    found = {}
    for slide in json.loads(path.read_text(encoding="utf8"))["events"]:
        lines = [html.unescape(line) for line in re.findall("<p>(.*?)</p>", slide["text"]["text"], re.DOTALL)]
        (status,) = (line.removeprefix("Status: ") for line in lines if line.startswith("Status: "))
        corrected = tuple(line.removeprefix("Corrected: ") for line in lines if line.startswith("Corrected: "))
        days = html.unescape(slide["display_date"])
        ends = (days.startswith(("until ", "still on ")), days.endswith("end not known") or "still on" in days)
        ends = (ends[0], ends[1] or re.fullmatch("since [0-9-]+", days) is not None)
        assert not (ends[1] and "end_date" in slide)
        quotes, cited = map(frozenset, zip(*in_marks(lines), strict=True))
        found[slide["unique_id"]] = Told(status.split(",")[0], ", reported" in status, *ends, cited, quotes, corrected)
    return found


def linked_data(path: Path, format: str) -> dict[str, Told]:
    graph = rdflib.Graph().parse(path, format=format)
    found = {}
    for event in graph.subjects(rdflib.RDF.type, TL.Event):
        passages = graph.objects(event, rdflib.PROV.wasDerivedFrom)
        articles = graph.objects(event, rdflib.SDO.subjectOf)
        # No subject but the event itself has these: SPARQL of others asks for them by their own terms.
        ends = [
            all((event, property, None) not in graph for property in both)
            for both in (
                (SEM.hasEarliestBeginTimeStamp, rdflib.SDO.startDate),
                (SEM.hasLatestEndTimeStamp, rdflib.SDO.endDate),
            )
        ]
        found[str(graph.value(event, rdflib.SDO.identifier))] = Told(
            str(graph.value(event, TL.status)),
            graph.value(event, TL.reported).value,
            *ends,
            frozenset(str(graph.value(article, rdflib.SDO.identifier)) for article in articles),
            frozenset(str(graph.value(passage, rdflib.SDO.text)) for passage in passages),
            tuple(map(str, graph.objects(event, TL.corrected))),
        )
    return found


def turtle(path: Path) -> dict[str, Told]:
    return linked_data(path, "turtle")


def jsonld(path: Path) -> dict[str, Told]:
    return linked_data(path, "json-ld")


def ftm(path: Path) -> dict[str, Told]:
    lines = map(json.loads, path.read_text(encoding="utf8").splitlines())
    entities = {entity["id"]: (entity["schema"], entity["properties"]) for entity in lines}
    quotes = defaultdict(set)
    for schema, properties in entities.values():
        if schema == "Documentation":
            quotes[properties["entity"][0]].update(properties["summary"])
    found = {}
    for id, (schema, properties) in entities.items():
        if schema == "Event":
            family, _, status, *more = properties["keywords"]
            assert family
            notes = properties.get("notes", ())
            found[properties["recordId"][0]] = Told(
                status,
                "reported" in more,
                "startDate" not in properties,
                "endDate" not in properties,
                frozenset(entities[article][1]["fileName"][0] for article in properties["proof"]),
                frozenset(quotes[id]),
                tuple(note.removeprefix("corrected: ") for note in notes if note.startswith("corrected: ")),
            )
    return found


READERS: dict[str, Callable[[Path], dict[str, Told]]] = {
    "csv": spreadsheets,
    "cytoscape": cytoscape,
    "ftm": ftm,
    "geojson": geojson,
    "gexf": gexf,
    "graphml": graphml,
    "ical": ical,
    "jsonld": jsonld,
    "kml": kml,
    "neo4j": neo4j,
    "parquet": parquet,
    "timelinejs": timelinejs,
    "turtle": turtle,
}


def made_of_graph(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    return {name: value for name, value in graph.graph.items() if name not in ("node_default", "edge_default")}


def made_of_gexf(path: Path) -> dict[str, str]:
    """GEXF has no attributes of the graph, but a description of the file."""
    about = ElementTree.parse(path).findtext("g:meta/g:description", "", {"g": "http://gexf.net/1.3"})
    return dict(part.split(": ") for part in about.split("; ")[1:])


def made_of_rows(path: Path) -> dict[str, str]:
    with (path / "about.csv").open(encoding="utf8", newline="") as stream:
        return {row["name"]: row["value"] for row in csv.DictReader(stream)}


def made_of_cypher(path: Path) -> dict[str, str]:
    """The properties that the statement for the node Timeline sets; a backslash escapes in the strings of Cypher."""
    script = (path / "load.cypher").read_text(encoding="utf8")
    found = re.findall(r"t\.`(\w+)` = '((?:[^'\\]|\\.)*)'", script)
    return {name: re.sub(r"\\(.)", r"\1", value) for name, value in found}


def made_of_parquet(path: Path) -> dict[str, str]:
    held = pyarrow.parquet.read_schema(path).metadata or {}
    return {name.decode(): value.decode() for name, value in held.items() if name != b"pandas"}


def made_of_kml(path: Path) -> dict[str, str]:
    data = ElementTree.parse(path).iterfind("k:Document/k:ExtendedData/k:Data", KML)
    return {part.get("name", ""): part.findtext("k:value", "", KML) for part in data}


def made_of_ical(path: Path) -> dict[str, str]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    names = {"timeline_version": "VERSION", "ontology_sha256": "ONTOLOGY-SHA256", "input_sha256": "INPUT-SHA256"}
    found = {
        name: str(calendar[f"X-TIMELINE-{property}"])
        for name, property in names.items()
        if f"X-TIMELINE-{property}" in calendar
    }
    assert found.get("timeline_version", "//timeline//events//") in calendar["PRODID"]
    return found


def made_of_linked_data(path: Path, format: str) -> dict[str, str]:
    """By the run that generated the events."""
    graph = rdflib.Graph().parse(path, format=format)
    runs = set(graph.objects(None, rdflib.PROV.wasGeneratedBy))
    events = set(graph.subjects(rdflib.RDF.type, TL.Event))
    assert not runs or set(graph.subjects(rdflib.PROV.wasGeneratedBy, None)) == events
    found = {}
    for run in runs:
        assert (run, rdflib.RDF.type, rdflib.PROV.Activity) in graph
        (program,) = graph.objects(run, rdflib.PROV.wasAssociatedWith)
        found["timeline_version"] = str(graph.value(program, rdflib.SDO.softwareVersion))
        for used in graph.objects(run, rdflib.PROV.used):
            found[f"{graph.value(used, rdflib.RDFS.label)}_sha256"] = str(graph.value(used, TL.sha256))
    return found


MADE_OF: dict[str, Callable[[Path], dict[str, str]]] = {
    "csv": made_of_rows,
    "cytoscape": lambda path: made_of_graph(nx.cytoscape_graph(json.loads(path.read_text(encoding="utf8")))),
    "geojson": lambda path: json.loads(path.read_text(encoding="utf8"))["timeline"],
    "gexf": made_of_gexf,
    "graphml": lambda path: made_of_graph(nx.read_graphml(path, force_multigraph=True)),
    "ical": made_of_ical,
    "jsonld": lambda path: made_of_linked_data(path, "json-ld"),
    "kml": made_of_kml,
    "neo4j": made_of_cypher,
    "parquet": made_of_parquet,
    "timelinejs": lambda path: json.loads(path.read_text(encoding="utf8"))["timeline"],
    "turtle": lambda path: made_of_linked_data(path, "turtle"),
}
"""What made the timeline, by the names that the graph has for it: for each format that has a place for it."""
