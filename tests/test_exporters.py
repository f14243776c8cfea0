"""Each format holds the same events: compared with files that were looked at, and read by programs that are not ours."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import icalendar
import networkx as nx
import pandas as pd
import pytest
import rdflib
import reading_back
import renew_exports
import samples
from fastkml import validator
from rdflib.compare import isomorphic
from shapely.geometry import shape

from timeline import allen, digest, export, frames
from timeline.allen import last_day
from timeline.export import cytoscape, ftm, geojson, gexf, ical, jsonld, kml, neo4j, parquet, spreadsheets, timelinejs, turtle
from timeline.graph import NODES, provenance, to_graph
from timeline.markup import printable
from timeline.model import Chronicle, Precision, Span, Status

STRANGE = '=HYPERLINK("http://x","y")\r\nand \\"this\\" \x00 \x1b \ud800 <b>&</b> ]]> ; , \t 🛰 \u2028 \''
GRAPHS = {"cytoscape", "gexf", "graphml", "neo4j"}
EVERY = {"linked": samples.linked, "hostile": samples.hostile, "empty": Chronicle}
IN_WORDS = {"ftm", "ical", "timelinejs"}
OTHERS = sorted(set(export.FORMATS) - set(export.KEPT))
TL, SEM = rdflib.Namespace("urn:timeline:term:"), rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
TIME = rdflib.TIME


def strange():
    """A chronicle each text of which has all that formats stumble over."""
    make = samples.Maker()
    make.article(STRANGE, [STRANGE], title=STRANGE, url="javascript:alert(1)", source=STRANGE, date=date(476, 9, 4))
    make.actor(STRANGE, STRANGE, "person", names=(STRANGE, "+1"))
    make.place(STRANGE, STRANGE, lat=-0.00001, lon=8)
    dated = samples.interval("0476-09-04", "0476-09-04", "0476-09-04")
    make.event("violence/strike", STRANGE, [(STRANGE, STRANGE, "this")], [(STRANGE, "agent")], [STRANGE], dated, count=2**40)
    return make.chronicle()


def files(path):
    """What is in the file, or in each file of the folder."""
    if path.is_file():
        return path.read_bytes()
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", sorted(export.FORMATS))
def test_it_is_as_it_was_when_it_was_looked_at(tmp_path, name):
    file = export.FORMATS[name].file
    export.write_one(samples.few(), tmp_path / file, name)
    if file == renew_exports.PARQUET:
        assert renew_exports.rows(tmp_path / file) == (renew_exports.GOLDEN / f"{file}.txt").read_text(encoding="utf8")
    else:
        assert files(tmp_path / file) == files(renew_exports.GOLDEN / file)


@pytest.mark.parametrize("make", [*EVERY.values(), strange], ids=lambda make: make.__name__)
@pytest.mark.parametrize("name", sorted(export.FORMATS))
def test_order_does_not_matter_and_anything_goes_through(tmp_path, name, make):
    chronicle = make()
    turned = samples.turned(chronicle)
    export.write_one(chronicle, tmp_path / "one", name)
    export.write_one(turned, tmp_path / "other", name)
    assert files(tmp_path / "one") == files(tmp_path / "other")


def uncertain():
    """The linked sample with wrapped lines, and in it two events whose first day is not known, one of them still going on."""
    chronicle = samples.linked()
    until = samples.interval("../2026-01-03", None, "2026-01-03", "range")
    limits = {"not_before": date(2025, 12, 30), "not_after": date(2026, 1, 8)}
    changes = {"ev_0003": {"interval": until, "status": Status.ONGOING, **limits}, "ev_0004": {"interval": until}}
    articles = (replace(article, text=article.text.replace(" the ", "\nthe ")) for article in chronicle.articles)
    events = (replace(event, **changes.get(event.id, {})) for event in chronicle.events)
    return replace(chronicle, articles=tuple(articles), events=tuple(events))


def told_of(event, chronicle, name):
    """In graphs, which are of what is there, without the events that are not."""
    passages = list(digest.passages(event, chronicle))
    there = {e.id for e in chronicle.events} if name in GRAPHS else {*event.follows, *event.part_of}
    return reading_back.Told(
        event.status.value,
        event.reported,
        event.start is None,
        event.end is None or event.status is Status.ONGOING,
        frozenset(passage.cited if name == "timelinejs" else passage.article.id for passage in passages),
        frozenset(digest.in_one_line(passage.sentence) for passage in passages),
        event.corrected,
        not_before=event.not_before and str(event.not_before),
        not_after=event.not_after and str(event.not_after),
        count=event.count,
        independent=event.independent,
        copies=frozenset(passage.article.id for passage in passages if passage.article.id in chronicle.copies),
        follows=there.intersection(event.follows),
        part_of=there.intersection(event.part_of),
        fills=None if name in IN_WORDS else allen.fills(event),
    )


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib says so of its own reader of JSON-LD
@pytest.mark.parametrize("name", sorted({"graphml", *OTHERS}))
def test_what_is_uncertain_and_who_says_so_is_read_back(tmp_path, name):
    chronicle = uncertain()
    export.write_one(chronicle, tmp_path / "out", name)
    told = [event for event in chronicle.events if name != "timelinejs" or event.start or event.end]
    back = reading_back.READERS[name](tmp_path / "out")
    back = {id: one._replace(quotes=frozenset(map(digest.in_one_line, one.quotes))) for id, one in back.items()}
    assert back == {e.id: told_of(e, chronicle, name) for e in told}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("name", sorted(reading_back.MADE_OF))
def test_what_made_it_is_read_back(tmp_path, name):
    quote = "0.1.0'; \\"
    chronicle = samples.linked()
    chronicle = replace(chronicle, run={**chronicle.run, "versions": {"timeline": quote if name == "neo4j" else "0.1.0"}})
    export.write_one(chronicle, tmp_path / "out", name)
    assert reading_back.MADE_OF[name](tmp_path / "out") == provenance(chronicle.run)
    export.write_one(samples.few(), tmp_path / "out", name)
    back = reading_back.MADE_OF[name](tmp_path / "out")
    assert (back["part"], back) == ("5 of 15 events", provenance(samples.few().run))
    export.write_one(samples.small(), tmp_path / "out", name)
    assert reading_back.MADE_OF[name](tmp_path / "out") == {}


def test_each_format_with_a_place_for_it_tells_what_made_it():
    assert set(export.FORMATS) - set(reading_back.MADE_OF) == {"articles", "events", "ftm"}


@pytest.mark.parametrize("name", OTHERS)
def test_one_day_of_several_and_disagreement_survive(tmp_path, name):
    export.write_one(samples.linked(), tmp_path / "out", name)
    if name == "parquet":
        text = renew_exports.rows(tmp_path / "out")
    else:
        found = files(tmp_path / "out")
        text = b"".join(found.values() if isinstance(found, dict) else [found]).decode()
    text = text.replace("\r\n ", "")
    assert re.search(r"\[2025-05-01\.\.2025-08-31\]|between 2025-05-01 and 2025-08-31", text)
    assert re.search(r'count: 2 \(harbour\\{0,2}, mirror\) or 3|"value": "3"', text)


def test_gexf_has_the_days(tmp_path):
    gexf.write(samples.linked(), tmp_path / "graph.gexf")
    graph, made = nx.read_gexf(tmp_path / "graph.gexf"), to_graph(samples.linked())
    assert set(graph) == set(made)
    assert graph.number_of_edges() == made.number_of_edges()
    open_, denied = graph.nodes["event:ev_000b"], graph.nodes["event:ev_0007"]
    assert (open_["start"], "end" in open_) == ("2025-11-01", False)
    assert not {"start", "end"} & set(denied)
    for node, data in made.nodes(data=True):
        told = graph.nodes[node]
        on = {"still_on" if name == "end" and data.get("status") == "ongoing" else name: value for name, value in data.items()}
        assert all(told[name] == value for name, value in on.items()), node
        assert 4 <= told["viz"]["size"] <= 40
    prosecutors = graph.nodes["actor:group:prosecutors"]
    assert (prosecutors["start"], prosecutors["end"]) == ("2025-12-19", "2025-12-19")


def test_gexf_edges_last_as_long_as_their_event_and_within_their_nodes(tmp_path):
    gexf.write(samples.linked(), tmp_path / "graph.gexf")
    root = ElementTree.parse(tmp_path / "graph.gexf").getroot()
    space = {"g": "http://gexf.net/1.3"}
    nodes = {node.get("id"): node for node in root.iterfind(".//g:node", space)}
    edges = root.findall(".//g:edge", space)
    assert len(edges) == len({edge.get("id") for edge in edges})
    events = {node for node in nodes if node.startswith("event:")}
    for edge in edges:
        ends = [nodes[edge.get("source")], nodes[edge.get("target")]]
        first, last = edge.get("start"), edge.get("end")
        both = (
            max((end.get("start") for end in ends if end.get("start")), default=None),
            min((end.get("end") for end in ends if end.get("end")), default=None),
        )
        apart = None not in both and both[0] > both[1]
        assert (first, last) == ((None, None) if apart else both)
        if apart:  # a plan and what followed it, an article and its copy: never something and where or by whom it was
            assert edge.get("kind") in ("follows", "part_of", "copy_of")
        told = [end for end in ends if end.get("id") in events]
        if len(told) == 1 and told[0].get("start"):
            assert (first, last) == (told[0].get("start"), told[0].get("end"))
    (graph,) = root.iterfind("g:graph", space)
    assert (graph.get("mode"), graph.get("timeformat"), root.get("version")) == ("dynamic", "date", "1.3")


def test_csv_opens_in_pandas(tmp_path):
    spreadsheets.write(samples.linked(), tmp_path)
    frames = {name: pd.read_csv(tmp_path / f"{name}.csv") for name in ("nodes", "edges", "events", "mentions")}
    made = to_graph(samples.linked())
    assert (len(frames["nodes"]), len(frames["edges"])) == (len(made), made.number_of_edges())
    assert set(frames["edges"]["source"]) | set(frames["edges"]["target"]) <= set(frames["nodes"]["id"])
    events = frames["events"].set_index("id")
    assert tuple(frames["events"]) == digest.COLUMNS
    assert json.loads(events.loc["ev_0004", "agents"]) == ["prosecutors in Dovrin"]
    assert events.loc["ev_000d", "count"] == 12
    for mention in frames["mentions"].to_dict("records"):
        text = samples.linked().article(mention["doc"]).text
        assert text[mention["start"] : mention["end"]] == mention["text"]
        assert text[mention["sentence_start"] : mention["sentence_end"]] == mention["sentence"]


def test_namibia_is_a_country_to_pandas_too(tmp_path):
    make = samples.Maker()
    make.article("a", ["A strike hit Windhoek."])
    make.place("windhoek", "Windhoek", country="NA", lat=-22.6, lon=17.1)
    make.event("violence/strike", "strike", [("a", "A strike hit Windhoek.", "strike")], [], ["windhoek"])
    spreadsheets.write(make.chronicle(), tmp_path)
    options = {"keep_default_na": False, "na_values": [""]}  # as docs/exports.md has it
    events, nodes = (pd.read_csv(tmp_path / f"{name}.csv", index_col="id", **options) for name in ("events", "nodes"))
    assert (events["country"].item(), nodes.loc["place:windhoek", "country"]) == ("NA", "NA")
    assert events["start"].isna().all()


def test_no_cell_is_a_formula(tmp_path):
    spreadsheets.write(strange(), tmp_path)
    for path in tmp_path.iterdir():
        with path.open(encoding="utf8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r")) or re.match("-[^0-9]", cell)]
    assert spreadsheets.cell(-8.5) == "-8.5"
    assert spreadsheets.cell("-8.5") == "'-8.5"


def unguarded(cell):
    """As the docs say."""
    return cell[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", cell) else cell


@pytest.mark.parametrize("text", ["=1", "'=1", "''-1", "'tis", "''", "-", "＝1", "\t", "a=1", ""])
def test_what_stands_before_a_formula_can_be_taken_off(text):
    assert unguarded(spreadsheets.cell(text)) == text


def test_tables_join_whatever_the_ids_begin_with(tmp_path):
    make = samples.Maker()
    make.article("-courier", ["A strike hit."])
    make.article("=wire", ["A strike hit."])
    make.actor("@navy", "-navy", "group")
    make.place("+port", "+port", lat=1.0, lon=1.0)
    said = [("-courier", "A strike hit.", "strike"), ("=wire", "A strike hit.", "strike")]
    make.event("violence/strike", "=strike", said, [("@navy", "agent")], ["+port"])
    chronicle = replace(make.chronicle(), copies={"=wire": "-courier"})
    spreadsheets.write(chronicle, tmp_path)
    events, mentions, nodes, edges = (
        pd.read_csv(tmp_path / f"{name}.csv", keep_default_na=False) for name in ("events", "mentions", "nodes", "edges")
    )
    assert set(nodes["id"]) == set(to_graph(chronicle)) == set(edges["source"]) | set(edges["target"])
    assert set(mentions["event"]) == set(events["id"])
    assert [unguarded(doc) for doc in mentions["doc"]] == ["-courier", "=wire"] == json.loads(events["sources"][0])
    assert mentions["copy_of"][1] == mentions["doc"][0] == "'-courier"
    assert {f"article:{unguarded(doc)}" for doc in mentions["doc"]} <= set(nodes["id"])


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib says so of its own reader of JSON-LD
@pytest.mark.parametrize("make", [*EVERY.values(), strange], ids=lambda make: make.__name__)
def test_turtle_and_json_ld_say_the_same(tmp_path, make):
    turtle.write(make(), tmp_path / "events.ttl")
    jsonld.write(make(), tmp_path / "events.jsonld")
    one, other = rdflib.Graph().parse(tmp_path / "events.ttl"), rdflib.Graph().parse(tmp_path / "events.jsonld")
    assert isomorphic(one, other)
    assert len(set(one.subjects(rdflib.RDF.type, TL.Event))) == len(make())


def test_linked_data_answers(tmp_path):
    turtle.write(samples.linked(), tmp_path / "events.ttl")
    graph = rdflib.Graph().parse(tmp_path / "events.ttl")
    for literal in graph.objects():
        assert not isinstance(literal, rdflib.Literal) or not literal.ill_typed
    who = """SELECT ?event ?text WHERE {
        ?event a sem:Event ; sem:hasActor ?actor ; sem:hasLatestEndTimeStamp ?last ; prov:wasDerivedFrom/schema:text ?text .
        ?actor rdfs:label "Anton Belk" . FILTER (?last < "2026-01-01"^^xsd:date) }"""
    assert [(str(event), str(text)) for event, text in graph.query(who)] == [("urn:timeline:event:ev_0004", samples.HARBOUR[3])]
    for passage, offset in graph.subject_objects(TL.startOffset):
        quoted = graph.value(passage, TL.trigger) or graph.value(passage, TL.phrase)
        doc = str(graph.value(passage, rdflib.PROV.wasQuotedFrom)).rpartition(":")[2]
        assert samples.linked().article(doc).text[int(offset) : graph.value(passage, TL.endOffset).value] == str(quoted)
    assert not {TL.start, TL.end} & set(graph.predicates())  # who asks for days would get offsets
    begins = dict(graph.subject_objects(rdflib.SDO.startDate))
    days = {str(event)[-4:]: str(day) for event, day in begins.items()}
    assert [days.get(event) for event in ("0001", "000d", "000b", "0009", "000c")] == [
        "2026-01-06",
        "2025-12",
        None,
        None,
        None,
    ]


def test_only_what_filled_its_days_begins_and_ends_with_them_in_linked_data(tmp_path):
    turtle.write(samples.linked(), tmp_path / "events.ttl")
    graph = rdflib.Graph().parse(tmp_path / "events.ttl")

    def ends(interval):
        days = (graph.value(graph.value(interval, end), TIME.inXSDDate) for end in (TIME.hasBeginning, TIME.hasEnd))
        return tuple(str(day) if day else None for day in days)

    own, around = {}, {}
    for event, time in graph.subject_objects(TIME.hasTime):
        name = str(event)[-4:]
        own[name] = ends(time)
        if within := graph.value(time, TIME.intervalIn):
            around[name] = ends(within)
            assert {(node, rdflib.RDF.type, TIME.ProperInterval) for node in (time, within)} <= set(graph)
    assert own["0001"] == ("2026-01-06", "2026-01-06")
    assert own["000d"] == (None, None)
    assert around["000d"] == ("2025-12-01", "2025-12-31")
    assert all(own[name] == (None, None) and any(days) for name, days in around.items())
    filled = {event.id[-4:]: event for event in samples.linked().events if event.id[-4:] in own.keys() - around.keys()}
    for name, event in filled.items():
        assert own[name][0] == str(event.start)
        assert event.start == event.end or event.status is Status.ONGOING or event.interval.precision is Precision.RANGE


def test_what_is_denied_is_no_event_of_others_in_linked_data(tmp_path):
    turtle.write(samples.linked(), tmp_path / "events.ttl")
    graph = rdflib.Graph().parse(tmp_path / "events.ttl")
    happened = {str(event).rpartition(":")[2] for event in graph.subjects(rdflib.RDF.type, SEM.Event)}
    assert happened == {event.id for event in samples.linked().events if event.status is not Status.NEGATED}


def test_a_borrowed_point_is_not_the_place_s_own(tmp_path):
    chronicle = samples.linked()
    bay = replace(chronicle.places["geonames:90002"], point_of="geonames:90001")
    chronicle = replace(chronicle, places={**chronicle.places, bay.id: bay})
    turtle.write(chronicle, tmp_path / "events.ttl")
    here = "<https://sws.geonames.org/90002/>"
    graph = rdflib.Graph().parse(tmp_path / "events.ttl")
    assert graph.query(f"ASK {{ {here} tl:nearLat ?lat ; tl:pointOf <https://sws.geonames.org/90001/> }}").askAnswer
    assert not graph.query(f"ASK {{ {here} geo:lat ?lat }}").askAnswer
    ical.write(chronicle, tmp_path / "events.ics")
    strike = next(e for e in icalendar.Calendar.from_ical((tmp_path / "events.ics").read_bytes()).events if "0001" in e["UID"])
    assert "GEO" not in strike


def test_geojson_is_read_by_shapely(tmp_path):
    geojson.write(samples.linked(), tmp_path / "events.geojson")
    features = json.loads((tmp_path / "events.geojson").read_text(encoding="utf8"))["features"]
    assert {feature["properties"]["id"] for feature in features} == {event.id for event in samples.linked().events}
    told = {feature["id"]: feature for feature in features}
    strike = told["ev_0001@geonames:90002"]
    point = shape(strike["geometry"])
    assert (point.x, point.y, point.is_valid) == (31.0, 41.9, True)
    assert strike["when"] == {"timespans": [{"start": {"earliest": "2026-01-06"}, "end": {"latest": "2026-01-06"}}]}
    assert told["ev_000b"]["when"] == {"timespans": [{"start": {"earliest": "2025-11-01"}}]}
    assert told["ev_0007"]["geometry"] is None
    assert "when" not in told["ev_0007"]


@pytest.mark.parametrize("make", [*EVERY.values(), strange], ids=lambda make: make.__name__)
def test_kml_is_valid(tmp_path, make):
    kml.write(make(), tmp_path / "events.kml")
    assert validator.validate(file_to_validate=tmp_path / "events.kml")
    space = {"k": "http://www.opengis.net/kml/2.2"}
    marks = ElementTree.parse(tmp_path / "events.kml").findall(".//k:Placemark", space)
    assert {mark.findtext(".//k:Data[@name='id']/k:value", namespaces=space) for mark in marks} == {e.id for e in make().events}
    for mark in marks:
        shown = mark.findtext("k:description", namespaces=space)
        assert "<" not in shown.replace("<br/>", "")
    if make is samples.linked:
        spans = [[part.tag.rpartition("}")[2] for part in mark.find("k:TimeSpan", space) or ()] for mark in marks]
        assert sorted({tuple(span) for span in spans}) == [(), ("begin",), ("begin", "end")]


@pytest.mark.parametrize("make", [*EVERY.values(), strange], ids=lambda make: make.__name__)
def test_timelinejs_has_what_it_asks_for(tmp_path, make):
    timelinejs.write(make(), tmp_path / "timelinejs.json")
    told = json.loads((tmp_path / "timelinejs.json").read_text(encoding="utf8"))
    dated = [event for event in make().events if event.start or event.end]
    assert sorted(slide["unique_id"] for slide in told["events"]) == sorted(event.id for event in dated)
    for slide in told["events"]:
        first = date(*slide["start_date"].values())
        assert first <= date(*slide.get("end_date", slide["start_date"]).values())
        assert not re.search(r"<(?!/?p>|a href=\"https?://|/a>)", slide["text"]["text"] + slide["text"]["headline"])
    left_out = len(make()) - len(dated)
    assert (f"{left_out} without one" in told["title"]["text"]["text"]) == (left_out > 0)


@pytest.mark.parametrize("make", [*EVERY.values(), strange], ids=lambda make: make.__name__)
def test_icalendar_reads_it(tmp_path, make):
    ical.write(make(), tmp_path / "events.ics")
    data = (tmp_path / "events.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(data)
    parts = {str(part["UID"]).partition("@")[0]: part for part in calendar.walk() if part.name in ("VEVENT", "VJOURNAL")}
    assert set(parts) == {event.id for event in make().events} or (set(parts) == {"none"} and not make().events)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    for event in make().events:
        part = parts[event.id]
        assert not part.errors
        assert (part.name == "VEVENT") == bool(event.start or event.end)
        if event.start and event.end:
            days = (event.end - event.start).days + 1
            assert (part["DTEND"].dt - part["DTSTART"].dt).days == days if last_day(event) else "DTEND" not in part
        assert printable(make().quote(event.mentions[0])).replace("\r", "") in str(part["DESCRIPTION"])


def test_a_calendar_tells_plans_and_denials():
    lines = {event.id: list(ical.properties(event, samples.linked(), "VEVENT")) for event in samples.linked().events}
    assert "STATUS:TENTATIVE" in lines["ev_0006"]
    assert "STATUS:CANCELLED" in lines["ev_0007"]
    assert not [line for line in lines["ev_0001"] if line.startswith("STATUS")]
    assert "X-TIMELINE-OPEN:END" in lines["ev_000b"]


def test_neo4j_loads_what_is_written(tmp_path):
    neo4j.write(samples.linked(), tmp_path)
    made, script = to_graph(samples.linked()), (tmp_path / "load.cypher").read_text(encoding="utf8")
    loaded = re.findall(r"file:///(\w+\.csv)", script)
    assert sorted(loaded) == sorted(path.name for path in tmp_path.glob("*.csv"))
    count = {name: len(list(csv.DictReader(io.StringIO((tmp_path / name).read_text(encoding="utf8"))))) for name in loaded}
    nodes = {f"{kind}.csv" for kind in ("event", "actor", "place", "article")}
    assert sum(count[name] for name in nodes) == len(made)
    assert sum(number for name, number in count.items() if name not in nodes) == made.number_of_edges()
    for name in loaded:
        columns = reading_back.neo4j_row((tmp_path / name).read_text(encoding="utf8").splitlines()[0])
        statement = next(part for part in script.split(";\n") if f"file:///{name}'" in part)
        assert set(columns) == set(re.findall(r"row\.`?(\w+)`?", statement))


def test_a_second_load_into_neo4j_replaces_this_timeline_and_no_other(tmp_path):
    fewer = replace(samples.linked().of_type("strike"), run={})
    other = replace(fewer, articles=(*fewer.articles, replace(fewer.articles[0], id="more")))
    linked = samples.linked()
    corrected = replace(linked, events=linked.events[1:])
    parts = {"strikes": samples.few(), "same": samples.few().of_status(*Status), "seizures": linked.of_type("seizure")}
    scripts = {}
    for name, chronicle in {"all": linked, "corrected": corrected, **parts, "fewer": fewer, "other": other}.items():
        neo4j.write(chronicle, tmp_path / name)
        scripts[name] = (tmp_path / name / "load.cypher").read_text(encoding="utf8")
    assert scripts["all"] == scripts["corrected"]  # whatever is in the tables, all of the same articles goes first
    assert scripts["strikes"] == scripts["same"]
    hashes = {name: set(re.findall(r"timeline: '([\w/]+)'", script)) for name, script in scripts.items()}
    assert hashes["all"] == {samples.RUN["input"]["sha256"]}
    assert [len(found) for found in hashes.values()] == [1] * len(scripts)
    assert len({*map(frozenset, hashes.values())}) == len(scripts) - 2
    code = [line for line in scripts["all"].splitlines() if not line.startswith("//")]
    gone = [re.match(r"MATCH \(n:(\w+) .* DETACH DELETE n;$", line) for line in code]
    labels = {match[1] for match in gone if match}
    assert labels == set(re.findall(r"^MERGE \(\w:(\w+)", "\n".join(code), re.MULTILINE))
    first = next(number for number, line in enumerate(code) if line.startswith("MERGE"))
    assert not any(gone[first:])
    for line in code:
        assert all("timeline: '" in node for node in re.findall(r"\(\w:\w+ \{[^}]*\}\)", line)), line


def test_neo4j_reads_backslashes_and_quotes():
    assert reading_back.neo4j_row(neo4j.cell(STRANGE)) == [printable(STRANGE)]
    assert reading_back.neo4j_row(",".join(map(neo4j.cell, ("a\\", None, True, 1.5, "b,c")))) == [
        "a\\",
        "",
        "true",
        "1.5",
        "b,c",
    ]


def test_followthemoney_knows_each_entity(tmp_path):
    model = pytest.importorskip("followthemoney").model
    chronicle = samples.linked()
    chronicle = replace(chronicle, actors={k: replace(a, country=a.country and "SO") for k, a in chronicle.actors.items()})
    chronicle = replace(chronicle, places={k: replace(p, country=p.country and "SO") for k, p in chronicle.places.items()})
    ftm.write(chronicle, tmp_path / "entities.ftm.json")
    lines = [json.loads(line) for line in (tmp_path / "entities.ftm.json").read_text(encoding="utf8").splitlines()]
    for line in lines:
        proxy = model.get_proxy(line, cleaned=False)
        assert {name: sorted(proxy.get(name)) for name in line["properties"]} == {
            name: sorted(set(values)) for name, values in line["properties"].items()
        }
        proxy.schema.validate(line)


def test_followthemoney_entities_lead_to_each_other():
    entities = {entity["id"]: entity for entity in ftm.entities(samples.linked())}
    assert len(entities) == len(list(ftm.entities(samples.linked())))
    links = [entity["properties"] for entity in entities.values() if entity["schema"] in ("UnknownLink", "Documentation")]
    for properties in links:
        assert all(properties[end][0] in entities for end in ("subject", "object", "document", "entity") if end in properties)
    events = [entity["properties"] for entity in entities.values() if entity["schema"] == "Event"]
    dates = {properties["recordId"][0]: properties.get("startDate") for properties in events}
    assert (dates["ev_000d"], dates["ev_0001"], dates["ev_0007"]) == (["2025-12"], ["2026-01-06"], None)


def test_parquet_opens_typed(tmp_path):
    import pyarrow.parquet

    chronicle = samples.linked()
    parquet.write(chronicle, tmp_path / "events.parquet")
    rows = {row["id"]: row for row in pyarrow.parquet.read_table(tmp_path / "events.parquet").to_pylist()}
    assert set(rows) == {event.id for event in chronicle.events}
    strike = rows["ev_0001"]
    assert (strike["start"], strike["count"], rows["ev_000b"]["end"]) == (date(2026, 1, 6), None, None)
    assert strike["conflicts"][1] == {
        "field": "count",
        "values": [{"value": "2", "sources": ["harbour", "mirror"]}, {"value": "3", "sources": ["talks"]}],
    }
    assert [mention["sentence"] for mention in strike["mentions"]] == [chronicle.quote(m) for m in chronicle.events[0].mentions]


def test_pandas_finds_days_in_parquet(tmp_path):
    parquet.write(samples.linked(), tmp_path / "events.parquet")
    table = pd.read_parquet(tmp_path / "events.parquet").set_index("id")
    days = table["start"].astype("datetime64[s]")
    assert {str(table[name].dtype) for name in frames.DAYS} == {"date32[day][pyarrow]"}
    assert days.equals(frames.to_dataframe(samples.linked())["start"])


NESTED = {"doc", "copy_of", "text", "sentence", "sentence_start", "sentence_end", "start", "end"}


def test_one_name_for_one_thing_in_every_table(tmp_path):
    import pyarrow.parquet

    spreadsheets.write(samples.linked(), tmp_path)
    parquet.write(samples.linked(), tmp_path / "events.parquet")
    rows = {name: list(pd.read_csv(tmp_path / f"{name}.csv")) for name in ("events", "mentions")}
    tables = {"events": frames.to_dataframe(samples.linked()), "mentions": frames.mentions(samples.linked())}
    assert rows["events"] == ["id", *tables["events"].columns]
    assert rows["mentions"] == list(tables["mentions"].columns)
    (record,) = [e for e in export.events.records(samples.linked()) if e["id"] == "ev_0001"]
    typed = pyarrow.parquet.read_schema(tmp_path / "events.parquet")
    assert set(typed.names) == {"fills", *record}
    inner = {name: {field.name for field in typed.field(name).type.value_type} for name in ("actors", "places", "mentions")}
    assert {field.name for field in typed.field("when").type} == set(record["when"])
    for name, fields in inner.items():
        assert fields >= set(record[name][0])
    assert inner["mentions"] == NESTED <= set(rows["mentions"])
    assert set(rows["events"]) >= set(record) - {"actors"}


@pytest.mark.parametrize("make", [*EVERY.values(), strange], ids=lambda make: make.__name__)
def test_the_columns_of_csv_are_always_the_same(tmp_path, make):
    for name, chronicle in (("one", samples.linked()), ("other", make())):
        spreadsheets.write(chronicle, tmp_path / name)
    one, other = ({path.name: list(pd.read_csv(path)) for path in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert one == other
    assert set(one["nodes.csv"]) == {"id", "x", "y", "size", "r", "g", "b"}.union(*NODES.values())


def test_what_is_missing_for_parquet_is_said_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(
        export.OutputError, match=r"^parquet needs pyarrow: pip install '\.\[parquet\]' in the folder of the project$"
    ):
        parquet.write(Chronicle(), tmp_path / "events.parquet")


@pytest.mark.parametrize("make", EVERY.values(), ids=lambda make: make.__name__)
def test_networkx_reads_the_cytoscape_graph(tmp_path, make):
    cytoscape.write(make(), tmp_path / "graph.cyjs")
    told = json.loads((tmp_path / "graph.cyjs").read_text(encoding="utf8"))
    graph, made = nx.cytoscape_graph(told), to_graph(make())
    assert set(graph) == set(made)
    for node, data in made.nodes(data=True):
        assert data.items() <= graph.nodes[node].items()
    edges = {(s, t, k): data for s, t, k, data in graph.edges(keys=True, data=True)}
    for source, target, key, data in made.edges(keys=True, data=True):
        assert data.items() <= edges[source, target, key].items()
    ids = [part["data"]["id"] for part in (*told["elements"]["nodes"], *told["elements"]["edges"])]
    assert len(ids) == len(set(ids))


def test_descriptions_say_what_is_not_sure():
    strike, *_ = samples.small().events
    guess = replace(strike, actors=(replace(strike.actors[0], sure=False),), unsure_places=strike.places)
    text = digest.description(guess, samples.small())
    assert "Who: Arvenia (agent, not sure)" in text
    assert "Where: Kestrel Bay (not sure)" in text
    assert digest.facts(guess, samples.small())["unsure_actors"] == ["Arvenia"]


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision", "words", "told"),
    [
        ("2026-01-06", "2026-01-06", "2026-01-06", "day", "2026-01-06", ("2026-01-06",) * 2),
        (
            *("2026-01-02/2026-01-05", "2026-01-02", "2026-01-05", "range"),
            *("from 2026-01-02 to 2026-01-05", ("2026-01-02", "2026-01-05")),
        ),
        ("2026-01/2026-02", "2026-01-01", "2026-02-28", "range", "from 2026-01-01 to 2026-02-28", ("2026-01", "2026-02")),
        ("2026-01-05/2026-01-11", "2026-01-05", "2026-01-11", "week", "between 2026-01-05 and 2026-01-11", (None, None)),
        ("2025-10/2025-12", "2025-10-01", "2025-12-31", "year", "between 2025-10-01 and 2025-12-31", (None, None)),
        ("[2026-01-02..2026-01-05]", "2026-01-02", "2026-01-05", "day", "between 2026-01-02 and 2026-01-05", (None, None)),
        ("2026-01", "2026-01-01", "2026-01-31", "month", "between 2026-01-01 and 2026-01-31", ("2026-01",) * 2),
        ("2026-01/..", "2026-01-01", None, "range", "2026-01-01 or later", (None, None)),
        ("../2026-01", None, "2026-01-31", "range", "2026-01-31 or earlier", (None, None)),
    ],
)
def test_days_in_words(edtf, first, last, precision, words, told):
    event = replace(samples.small().events[0], interval=samples.interval(edtf, first, last, precision))
    assert (digest.days(event), digest.told_ends(event)) == (words, told)


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision", "cut"),
    [
        ("2026-01-05/2026-01-11", "2026-01-05", "2026-01-11", "week", ("2026-01",) * 2),
        ("2025-10/2025-12", "2025-10-01", "2025-12-31", "year", ("2025",) * 2),
        ("2025-12-29/2026-01-04", "2025-12-29", "2026-01-04", "week", (None, None)),
        ("2025-10/2025-12", "2025-10-01", "2025-12-31", "range", ("2025-10", "2025-12")),
    ],
)
def test_followthemoney_has_no_dates_more_exact_than_the_words(edtf, first, last, precision, cut):
    event = replace(samples.small().events[0], interval=samples.interval(edtf, first, last, precision))
    assert ftm.ends(event) == cut


@pytest.mark.parametrize(
    ("edtf", "first", "last", "words"),
    [
        ("2026-01-06", "2026-01-06", "2026-01-06", "2026-01-06, end not known"),
        ("2026-01-02/2026-01-05", "2026-01-02", "2026-01-05", "since 2026-01-02, still on 2026-01-05"),
        ("2026-01", "2026-01-01", "2026-01-31", "between 2026-01-01 and 2026-01-31, end not known"),
        ("2026-01/..", "2026-01-01", None, "since 2026-01-01"),
        ("../2026-01", None, "2026-01-31", "still on 2026-01-31"),
    ],
)
def test_what_goes_on_has_no_last_day_in_words(edtf, first, last, words):
    days = samples.interval(edtf, first, last, "range" if "/" in edtf else "day")
    event = replace(samples.small().events[0], status=Status.ONGOING, interval=days)
    assert digest.days(event) == words
    assert last_day(event) is None


def test_an_undated_event_says_its_limits():
    event = replace(samples.small().events[6], not_before=date(2026, 1, 1))
    assert digest.days(event) == "no date, not before 2026-01-01, not after 2026-01-08"


def test_offsets_stay_true_where_signs_are_replaced():
    text = digest.facts(strange().events[0], strange())["quotes"][0]
    assert len(printable(text)) == len(STRANGE)
    assert printable(text)[slice(*Span(0, 5))] == "=HYPE"
