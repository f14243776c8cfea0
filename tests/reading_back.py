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
from datetime import date
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
    """What a format says of an event. ``sources`` are ids of articles, or how the format cites them; ``copies`` those that
    repeat another; days are ISO 8601; ``fills`` is None of what is undated, and where only words say it."""

    status: str
    reported: bool
    open_start: bool
    open_end: bool
    sources: frozenset[str]
    quotes: frozenset[str]
    corrected: tuple[str, ...]
    not_before: str | None
    not_after: str | None
    count: int | None
    independent: int
    copies: frozenset[str]
    follows: frozenset[str]
    part_of: frozenset[str]
    fills: bool | None = None


LISTS = ("sources", "quotes", "corrected", "copies", "follows", "part_of")


def of_row(row: Mapping[str, Any], **lists: Iterable[str]) -> Told:
    """Of what has ``start`` and ``end`` as the words give them; they are not the last days of what goes on."""
    sources, quotes, corrected, copies, follows, part_of = (lists[name] for name in LISTS)
    return Told(
        status=row["status"],
        reported=row["reported"] in (True, "true"),
        open_start=row.get("start") in (None, ""),
        open_end=row.get("end") in (None, "") or row["status"] == "ongoing",
        sources=frozenset(sources),
        quotes=frozenset(quotes),
        corrected=tuple(corrected),
        not_before=str(row.get("not_before") or "") or None,
        not_after=str(row.get("not_after") or "") or None,
        count=int(row["count"]) if row.get("count") not in (None, "") else None,
        independent=int(row["independent"]),
        copies=frozenset(copies),
        follows=frozenset(follows),
        part_of=frozenset(part_of),
        fills=row["fills"] in (True, "true") if row.get("fills") not in (None, "") else None,
    )


def of_graph(graph: nx.MultiDiGraph[str]) -> dict[str, Told]:
    found = {}
    copies = {one for one, _, about in graph.edges(data=True) if about["kind"] == "copy_of"}
    for node, data in graph.nodes(data=True):
        if data["kind"] == "event":
            reports = [(one, about) for one, _, about in graph.in_edges(node, data=True) if about["kind"] == "reports"]
            leads = {
                kind: [bare(to) for _, to, about in graph.out_edges(node, data=True) if about["kind"] == kind]
                for kind in ("follows", "part_of")
            }
            found[bare(node)] = of_row(
                data,
                sources=[bare(one) for one, _ in reports],
                quotes=[about["sentence"] for _, about in reports],
                corrected=json.loads(data.get("corrected", "[]")),
                copies=[bare(one) for one, _ in reports if one in copies],
                **leads,
            )
    return found


def bare(node: str) -> str:
    return node.partition(":")[2]


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
    return {row["id"]: of_row(row, **{name: json.loads(row[name] or "[]") for name in LISTS}) for row in rows}


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
    pairs = {
        kind: [(row["from"], row["to"]) for row in neo4j_table(path / f"{kind}.csv")]
        for kind in ("follows", "part_of", "copy_of")
    }
    copies = {copy for copy, _ in pairs["copy_of"]}
    return {
        row["id"]: of_row(
            row,
            sources=[doc for doc, _ in reports[row["id"]]],
            quotes=[sentence for _, sentence in reports[row["id"]]],
            corrected=json.loads(row["corrected"] or "[]"),
            copies=[doc for doc, _ in reports[row["id"]] if doc in copies],
            follows=[other for one, other in pairs["follows"] if one == row["id"]],
            part_of=[other for one, other in pairs["part_of"] if one == row["id"]],
        )
        for row in neo4j_table(path / "event.csv")
    }


def parquet(path: Path) -> dict[str, Told]:
    rows = pyarrow.parquet.read_table(path).to_pylist()
    return {
        row["id"]: of_row(
            row,
            quotes=[said["sentence"] for said in row["mentions"]],
            copies=[said["doc"] for said in row["mentions"] if said["copy_of"]],
            **{name: row[name] for name in ("sources", "corrected", "follows", "part_of")},
        )
        for row in rows
    }


def geojson(path: Path) -> dict[str, Told]:
    """With the span of time: what moves a slider looks at nothing else."""
    found = {}
    for feature in json.loads(path.read_text(encoding="utf8"))["features"]:
        row = feature["properties"]
        told = of_row(row, **{name: row.get(name, ()) for name in LISTS})
        (span,) = feature.get("when", {"timespans": [{}]})["timespans"]
        found[row["id"]] = told._replace(open_start="start" not in span, open_end="end" not in span)
    return found


def kml(path: Path) -> dict[str, Told]:
    found = {}
    for mark in ElementTree.parse(path).iterfind(".//k:Placemark", KML):
        data = {part.get("name"): part.findtext("k:value", "", KML) for part in mark.iterfind(".//k:Data", KML)}
        told = of_row(data, **{name: filter(None, data.get(name, "").split("\n")) for name in LISTS})
        ends = {name: mark.find(f"k:TimeSpan/k:{name}", KML) is None for name in ("begin", "end")}
        found[data["id"]] = told._replace(open_start=ends["begin"], open_end=ends["end"])
    return found


def in_marks(lines: Iterable[str]) -> list[tuple[str, ...]]:
    """The sentences in quotation marks, and what stands in brackets behind each."""
    return [match.groups() for line in lines if (match := re.fullmatch("“(.*)” \\((.*)\\)", line, re.DOTALL))]


def in_words(lines: Iterable[str]) -> dict[str, Any]:
    """What the description of an event says of its limits, how many it was, and what else it belongs to."""
    said = [line.partition(": ")[::2] for line in lines if not line.startswith("“")]
    ids = {name: re.findall(r"\[([^]]+)\]", " ".join(rest for word, rest in said if word == name)) for name in LEADS}
    limits = dict(
        re.findall(r"not (before|after) ([0-9-]+)", " ".join(rest for word, rest in said if word in ("When", "Limits")))
    )
    numbers = [int(rest) for word, rest in said if word == "Number"]
    counted = [int(rest.rpartition(" ")[2]) for word, rest in said if word == "Articles"]
    return {
        "not_before": limits.get("before"),
        "not_after": limits.get("after"),
        "count": numbers[0] if numbers else None,
        "independent": counted[0] if counted else 1,
        "copies": frozenset(rest.partition(" ")[0] for word, rest in said if word == "A copy"),
        **{field: frozenset(ids[name]) for name, field in LEADS.items()},
    }


LEADS = {"Carries out": "follows", "Part of": "part_of"}
RELATIONS = {"DEPENDS-ON": "follows", "PARENT": "part_of"}


def ical(path: Path) -> dict[str, Told]:
    """Of properties alone; the description says the same, to who reads."""
    found = {}
    for part in icalendar.Calendar.from_ical(path.read_bytes()).walk():
        if part.name in ("VEVENT", "VJOURNAL"):

            def every(name: str, part: Any = part) -> list[Any]:
                said = part.get(name, [])
                return said if isinstance(said, list) else [said]

            def words(name: str, every: Callable[[str], list[Any]] = every) -> list[str]:
                return [str(one) for one in every(f"X-TIMELINE-{name}")]

            related = [(RELATIONS[other.params["RELTYPE"]], bare_uid(other)) for other in every("RELATED-TO")]
            lines = str(part["DESCRIPTION"]).split("\n")
            told = Told(
                status=words("STATUS")[0],
                reported=words("REPORTED") == ["TRUE"],
                open_start="DTSTART" not in part or "START" in words("OPEN"),
                open_end="DTEND" not in part and words("OPEN") != ["START"],
                sources=frozenset(words("SOURCE")),
                quotes=frozenset(quote for quote, _ in in_marks(lines)),
                corrected=tuple(words("CORRECTED")),
                not_before=iso(every("X-TIMELINE-NOT-BEFORE")),
                not_after=iso(every("X-TIMELINE-NOT-AFTER")),
                count=int(words("COUNT")[0]) if words("COUNT") else None,
                independent=int(words("INDEPENDENT")[0]),
                copies=frozenset(words("COPY")),
                **{name: frozenset(id for kind, id in related if kind == name) for name in RELATIONS.values()},
            )
            assert in_words(lines).items() <= told._asdict().items()
            found[bare_uid(part["UID"])] = told
    return found


def bare_uid(uid: object) -> str:
    return str(uid).partition("@")[0]


def iso(days: list[Any]) -> str | None:
    return str(date.fromisoformat(days[0].to_ical().decode())) if days else None


def open_ends(days: str) -> tuple[bool, bool]:
    """Whether words leave the start, and the end, open."""
    start = days.startswith(("no date", "still on ")) or days.endswith(" or earlier")
    end = days.startswith("no date") or days.endswith((" or later", "end not known")) or "still on" in days
    return start, end or re.fullmatch("since [0-9-]+", days) is not None


def timelinejs(path: Path) -> dict[str, Told]:
    """Sources are cited here, and the days are told in words."""
    found = {}
    for slide in json.loads(path.read_text(encoding="utf8"))["events"]:
        lines = [html.unescape(line) for line in re.findall("<p>(.*?)</p>", slide["text"]["text"], re.DOTALL)]
        (status,) = (line.removeprefix("Status: ") for line in lines if line.startswith("Status: "))
        corrected = tuple(line.removeprefix("Corrected: ") for line in lines if line.startswith("Corrected: "))
        days = html.unescape(slide["display_date"])
        ends = open_ends(days)
        assert not (ends[1] and "end_date" in slide)
        quotes, cited = map(frozenset, zip(*in_marks(lines), strict=True))
        told = (status.split(",")[0], ", reported" in status, *ends, cited, quotes, corrected)
        found[slide["unique_id"]] = Told(*told, **in_words(lines))
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
            *(str(day) if (day := graph.value(event, term)) is not None else None for term in (TL.notBefore, TL.notAfter)),
            count=number.value if (number := graph.value(event, TL["count"])) is not None else None,
            independent=graph.value(event, TL.independentSources).value,
            copies=frozenset(
                str(graph.value(article, rdflib.SDO.identifier))
                for article in graph.objects(event, rdflib.SDO.subjectOf)
                if (article, rdflib.PROV.wasDerivedFrom, None) in graph
            ),
            follows=frozenset(str(other).rpartition(":")[2] for other in graph.objects(event, TL.follows)),
            part_of=frozenset(str(other).rpartition(":")[2] for other in graph.objects(event, SEM.subEventOf)),
            fills=said.value if (said := graph.value(graph.value(event, rdflib.TIME.hasTime), TL.fills)) is not None else None,
        )
    return found


def turtle(path: Path) -> dict[str, Told]:
    return linked_data(path, "turtle")


def jsonld(path: Path) -> dict[str, Told]:
    return linked_data(path, "json-ld")


def ftm(path: Path) -> dict[str, Told]:
    """The links, and the words: these tell also of what is not there."""
    lines = map(json.loads, path.read_text(encoding="utf8").splitlines())
    entities = {entity["id"]: (entity["schema"], entity["properties"]) for entity in lines}
    quotes, leads = defaultdict(set), defaultdict(set)
    for schema, properties in entities.values():
        if schema == "Documentation":
            quotes[properties["entity"][0]].update(properties["summary"])
        elif schema == "UnknownLink":
            leads[properties["role"][0], properties["subject"][0]].update(properties["object"])
    ids = {properties["recordId"][0] for schema, properties in entities.values() if schema == "Event"}
    found = {}
    for id, (schema, properties) in entities.items():
        if schema == "Event":
            family, _, status, *more = properties["keywords"]
            assert family
            notes = properties.get("notes", ())
            said = in_words(properties["description"][0].split("\n"))
            for name in ("follows", "part_of"):
                there = {entities[other][1]["recordId"][0] for other in leads[name, id]}
                assert there == {other for other in said[name] if other in ids}
            ends = open_ends(properties["summary"][0].rpartition("; ")[2])
            for end, day in zip(ends, ("startDate", "endDate"), strict=True):
                assert not (end and day in properties)
            assert said["copies"] == {entities[doc][1]["fileName"][0] for doc in properties["proof"] if leads["copy_of", doc]}
            found[properties["recordId"][0]] = Told(
                status,
                "reported" in more,
                *ends,
                frozenset(entities[article][1]["fileName"][0] for article in properties["proof"]),
                frozenset(quotes[id]),
                tuple(note.removeprefix("corrected: ") for note in notes if note.startswith("corrected: ")),
                **said,
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
    names |= {"part": "PART", "part_sha256": "PART-SHA256"}
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
        part = {"part": graph.value(run, TL.part), "part_sha256": graph.value(run, TL.partSha256)}
        found |= {name: str(value) for name, value in part.items() if value is not None}
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
