"""The GraphML is valid, typed, the same for all readers, and avoids what Gephi and yEd are known to stumble over."""

import json
import math
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx as nx
import pytest
import samples
from lxml import etree

from timeline.export import graphml
from timeline.graph import to_graph
from timeline.looks import dress
from timeline.model import Chronicle

NS = "{http://graphml.graphdrawing.org/xmlns}"
OWN = Path(__file__).parent / "graphml.xsd"
SCHEMA = "shared/schemas/graphml-1.0/graphml.xsd"
SCHEMAS = [parent / SCHEMA for parent in Path(__file__).resolve().parents if (parent / SCHEMA).exists()]
ODD = "two\r\nlines\rand \x85 \u2028 a \x00 nought, a \x1b escape, a \ud800 surrogate, <b>&amp;</b> ]]> \"'\t🛰 é"
CLEAN = re.sub("[\x00\x1b\ud800]", "\ufffd", ODD)


def odd():
    make = samples.Maker()
    make.article("odd name (1)", [ODD, "Rebels struck."], title=ODD, date=samples.day("0476-09-04"))
    make.actor("name:Élan vital/2_x0041_", ODD, "group", names=(ODD, "a | b", '["c"]'))
    make.place("name:odd place", ODD)
    said = [("odd name (1)", "Rebels struck.", "struck")]
    make.event("violence/strike", ODD, said, [("name:Élan vital/2_x0041_", "agent")], ["name:odd place"], count=2**40)
    return make.chronicle()


EVERY = {"small": samples.small, "linked": samples.linked, "hostile": samples.hostile, "odd": odd, "empty": Chronicle}


@pytest.fixture(params=EVERY)
def written(request, tmp_path):
    """The path of a file, and the graph that was written there."""
    chronicle = EVERY[request.param]()
    graphml.write(chronicle, tmp_path / "graph.graphml")
    return tmp_path / "graph.graphml", dress(to_graph(chronicle))


@pytest.fixture
def root(written):
    return ElementTree.parse(written[0]).getroot()


def keys(root):
    return {key.get("id"): (key.get("for"), key.get("attr.name"), key.get("attr.type")) for key in root.iter(f"{NS}key")}


def schema(path):
    return etree.XMLSchema(etree.parse(path))


def test_it_is_valid(written):
    """By a schema of our own, for a clone has no other."""
    schema(OWN).assertValid(etree.parse(written[0]))


@pytest.mark.skipif(not SCHEMAS, reason="the official GraphML schema is not here")
def test_it_is_valid_by_the_official_schema(written):
    schema(SCHEMAS[0]).assertValid(etree.parse(written[0]))


FLAWS = {
    "an id with a space": (' id="event:ev_0001"', ' id="event ev_0001"'),
    "an edge to nowhere": (' target="event:ev_0001"', ' target="event:ev_nowhere"'),
    "data without a key": ('<data key="kind">', "<data>"),
    "data of a key that is not declared": ('<data key="kind">', '<data key="sort">'),
    "two nodes of one id": ('<node id="event:ev_0001"', '<node id="event:ev_0002"'),
    "two keys of one id": ('<key id="edge_kind"', '<key id="edge_sure"'),
    "a type that there is not": ('attr.type="double"', 'attr.type="decimal"'),
    "a key for something else": (' for="node"', ' for="nodes"'),
    "a graph without a direction": (' edgedefault="directed"', ""),
    "a key after the graph": ("</graph>", '</graph>\n<key id="z" for="node" attr.name="z" attr.type="int"/>'),
    "an element that there is not": ("<node ", "<vertex/>\n<node "),
    "another namespace": (f'xmlns="{NS[1:-1]}"', f'xmlns="{NS[1:-1]}/graphml"'),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_our_schema_finds_flaws_as_the_official_one_does(tmp_path, flaw):
    graphml.write(samples.linked(), tmp_path / "graph.graphml")
    text = (tmp_path / "graph.graphml").read_text(encoding="utf8")
    there, instead = FLAWS[flaw]
    assert there in text
    document = etree.fromstring(text.replace(there, instead, 1).encode())
    assert not schema(OWN).validate(document)
    assert not SCHEMAS or not schema(SCHEMAS[0]).validate(document)


def test_ids_are_tokens_and_each_is_unlike_all_others(root):
    for kind in ("key", "node", "edge"):
        ids = [part.get("id") for part in root.iter(f"{NS}{kind}")]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[\w.:-]+", id, re.ASCII) for id in ids)


def test_each_value_has_a_key_of_its_domain_and_the_type_that_it_tells(root):
    told, readers = keys(root), {"int": int, "long": int, "double": float, "boolean": ["true", "false"].index, "string": str}
    assert len({about[:2] for about in told.values()}) == len(told)
    for domain in ("node", "edge"):
        for part in root.iter(f"{NS}{domain}"):
            names = [data.get("key") for data in part]
            assert names == sorted(set(names))
            for data in part:
                kind, _, type = told[data.get("key")]
                assert kind == domain
                readers[type](data.text)


def test_parts_stand_in_order_and_ends_of_edges_are_there(root):
    graph = root.find(f"{NS}graph")
    assert [part.tag for part in root] == [f"{NS}key"] * (len(root) - 1) + [f"{NS}graph"]
    kinds = [part.tag.removeprefix(NS) for part in graph]
    assert kinds == sorted(kinds, key=["data", "node", "edge"].index)
    nodes = [node.get("id") for node in graph.iter(f"{NS}node")]
    assert {end for edge in graph.iter(f"{NS}edge") for end in (edge.get("source"), edge.get("target"))} <= set(nodes)


def test_no_control_character_is_left(written):
    text = written[0].read_text(encoding="utf8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text.replace("\t", ""))


def cleaned(data):
    return {k: re.sub("[\x00\x1b\ud800]", "\ufffd", v) if isinstance(v, str) else v for k, v in data.items()}


def test_networkx_reads_what_was_written(written):
    path, made = written
    read = nx.read_graphml(path, force_multigraph=True)
    assert {graphml.plain(node): data for node, data in read.nodes(data=True)} == {
        node: cleaned(data) for node, data in made.nodes(data=True)
    }
    got = {key: (graphml.plain(s), graphml.plain(t), data) for s, t, key, data in read.edges(keys=True, data=True)}
    wanted = {
        "--".join(map(graphml.token, (s, key, t))): (s, t, cleaned(data))
        for s, t, key, data in made.edges(keys=True, data=True)
    }
    assert got == wanted
    types = {type(value) for _, data in read.nodes(data=True) for value in data.values()}
    assert types <= {str, int, float, bool}


def test_igraph_and_networkx_agree(written):
    read, other = nx.read_graphml(written[0], force_multigraph=True), igraph.Graph.Read_GraphML(str(written[0]))
    assert (other.vcount(), other.ecount(), other.is_directed()) == (len(read), read.number_of_edges(), True)
    for vertex in other.vs:
        agree(vertex.attributes(), read.nodes[vertex["id"]])
    # Not by id: igraph 1.0 gives an edge the id of its source.
    for edge, (source, target, data) in zip(other.es, read.edges(data=True), strict=True):
        assert [other.vs[end]["id"] for end in edge.tuple] == [source, target]
        agree(edge.attributes(), data)


def agree(row, data):
    """igraph fills what is absent: with NaN, an empty text or false."""
    for name in row.keys() - {"id"}:
        absent = name not in data
        assert (row[name] in ("", False) or math.isnan(row[name])) if absent else row[name] == data[name], name


def test_days_lists_and_what_is_not_known(tmp_path):
    graphml.write(samples.linked(), tmp_path / "graph.graphml")
    nodes = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True).nodes
    ceasefire, denied = nodes["event:ev_0009"], nodes["event:ev_0007"]
    assert [ceasefire[name] for name in ("start", "end", "precision")] == ["2025-05-01", "2025-08-31", "year"]
    assert not {"start", "end", "precision", "count", "plover", "conflicts"} & set(denied)
    assert json.loads(nodes["actor:country:AV"]["names"]) == ["Arvenia", "Arvenian"]
    assert json.loads(nodes["event:ev_0001"]["conflicts"])[1] == "count: 2 (harbour, mirror) or 3 (talks)"


def test_gephi_finds_label_colour_place_and_weight(root):
    """Gephi takes an attribute for one of its own by the id of its key, else by its name; r, g, b must be whole numbers."""
    told = keys(root)
    types = {"label": "string", **dict.fromkeys(("x", "y", "size"), "double"), **dict.fromkeys("rgb", "int")}
    for id, type in types.items():
        assert not list(root.iter(f"{NS}node")) or told[id] == ("node", id, type)
    for edge in root.iter(f"{NS}edge"):
        data = {told[part.get("key")][1]: part.text for part in edge}
        assert data["label"]
        assert float(data["weight"]) > 0


def test_gephi_takes_nothing_else_for_its_own(root):
    """It takes keys d3 and d7 for the labels that yEd writes, and "id" of an edge for that of the edge."""
    own = {"d3", "d7", "id", "edgeid", "edgelabel", "color", "z", "xpos", "ypos", "edge weight"}
    for id, (domain, name, _) in keys(root).items():
        assert domain in ("graph", "node", "edge")
        assert not {id.lower(), name.lower()} & own
        assert not re.fullmatch(r"[a-z]\d+", id)


def test_gephi_shows_colours_of_families_and_no_two_events_in_one_place(chronicle):
    nodes = dict(dress(to_graph(chronicle)).nodes(data=True))
    strike = nodes["event:ev_0001"]
    assert (strike["r"], strike["g"], strike["b"]) == (0xD8, 0x52, 0x2F)
    places = [(data["x"], data["y"]) for data in nodes.values()]
    assert len(places) == len(set(places))
    assert all(0 <= data[c] <= 255 for data in nodes.values() for c in "rgb")


def test_yed_reads_types_and_edges(root):
    """It knows these types only, drops an edge whose id was there, and reads neither a default direction nor nested graphs."""
    told = keys(root)
    assert {type for *_, type in told.values()} <= {"boolean", "int", "long", "float", "double", "string"}
    assert [graph.get("edgedefault") for graph in root.iter(f"{NS}graph")] == ["directed"]
    assert all(node.find(f"{NS}graph") is None for node in root.iter(f"{NS}node"))
    assert all(name and not re.search(r"\s", name) for _, name, _ in told.values())


def test_several_edges_of_two_nodes_stay_several(tmp_path):
    strike, *others = samples.small().events
    part = strike.actors[0]
    both = replace(strike, actors=(part, replace(part, role="target")))
    graphml.write(replace(samples.small(), events=(both, *others)), tmp_path / "graph.graphml")
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    event = graph.vs.find(id="event:ev_0001")
    assert sorted(edge["role"] for edge in event.in_edges() if edge["kind"] == "role") == ["agent", "target"]


def test_the_graph_has_attributes_of_its_own(tmp_path):
    graph = dress(to_graph(samples.small()))
    graph.graph.update(version="1.2.3", events=15, share=0.5, complete=True, label="<all>")
    (tmp_path / "graph.graphml").write_text("".join(graphml.document(graph)), encoding="utf8")
    told = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True).graph
    told = {name: value for name, value in told.items() if name not in ("node_default", "edge_default")}
    assert told == {"version": "1.2.3", "events": 15, "share": 0.5, "complete": True, "label": "<all>"}


@pytest.mark.parametrize(
    ("values", "type"),
    [
        ([1, 2], "int"),
        ([1, 2**31], "long"),
        ([1, 0.5], "double"),
        ([True], "boolean"),
        ([True, 1], "string"),
        (["a", 1], "string"),
    ],
)
def test_a_name_has_one_type_that_holds_all_its_values(values, type):
    (key,) = graphml.keys("node", [{"a": value} for value in values])
    assert f'attr.type="{type}"' in key


def test_fifty_thousand_events_go_through(tmp_path):
    chronicle = samples.large(50_000)
    graphml.write(chronicle, tmp_path / "graph.graphml")
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    nodes = (chronicle.events, chronicle.actors, chronicle.places, chronicle.articles)
    assert graph.vcount() == sum(map(len, nodes))
    assert graph.ecount() == sum(len(e.actors) + len(e.places) + len(e.mentions) for e in chronicle.events)
