"""The graph keeps its contract, and answers who is central."""

import io
import json
from dataclasses import replace
from datetime import date

import networkx as nx
import pytest
import samples

from timeline import analyse
from timeline.graph import EDGES, NODES, to_graph
from timeline.model import Chronicle, Status


def test_nodes_are_named_by_kind(chronicle):
    graph = to_graph(chronicle)
    assert type(graph) is nx.MultiDiGraph
    for node, data in graph.nodes(data=True):
        assert node.startswith(f"{data['kind']}:")
        assert data["label"]
    assert {"event:ev_0001", "actor:country:AV", "place:geonames:90002", "article:harbour"} <= set(graph)


def test_attributes_are_plain(chronicle):
    graph = to_graph(chronicle)
    for data in [*(d for _, d in graph.nodes(data=True)), *(d for *_, d in graph.edges(data=True))]:
        assert {type(value) for value in data.values()} <= {str, int, float, bool}


def test_it_has_the_attributes_that_are_promised_and_no_others():
    """Each node and edge has some of them, and the sample has each of them somewhere."""
    chronicle = samples.linked()
    first, *others = chronicle.events
    first = replace(first, plover="ASSAULT", not_before=date(2026, 1, 5))
    made = to_graph(replace(chronicle, events=(first, *others)))
    for promised, data in (
        (NODES, [about for _, about in made.nodes(data=True)]),
        (EDGES, [about for *_, about in made.edges(data=True)]),
    ):
        found = {kind: {} for kind in promised}
        for about in data:
            found[about["kind"]] |= {name: type(value) for name, value in about.items()}
        assert found == promised


def test_edges_have_all_their_attributes():
    for *_, about in to_graph(samples.linked()).edges(data=True):
        assert set(about) == set(EDGES[about["kind"]])


def test_an_event_tells_what_is_known_and_no_more(chronicle):
    graph = to_graph(chronicle)
    strike, denied = graph.nodes["event:ev_0001"], graph.nodes["event:ev_0007"]
    assert (strike["start"], strike["edtf"], strike["when"], strike["rule"]) == (
        "2026-01-06",
        "2026-01-06",
        "late on Tuesday",
        "weekday",
    )
    assert (strike["reported"], strike["articles"], strike["mentions"]) == (True, 2, 3)
    assert denied["not_after"] == "2026-01-08"
    assert not {"start", "end", "edtf", "when", "count", "not_before", "conflicts"} & set(denied)


def test_edges_say_role_place_and_evidence(chronicle):
    graph = to_graph(chronicle)
    assert graph["actor:person:anton-belk"]["event:ev_0004"] == {"target": {"kind": "role", "role": "target", "sure": True}}
    assert graph["event:ev_0001"]["place:geonames:90002"] == {"at": {"kind": "at", "sure": True}}
    assert graph["place:geonames:90002"]["place:geonames:90001"] == {"within": {"kind": "within"}}
    text = chronicle.article("harbour").text
    first, second = graph["article:harbour"]["event:ev_0001"].values()
    assert text[first["start"] : first["end"]] == first["text"] == "struck"
    assert text[second["sentence_start"] : second["sentence_end"]] == second["sentence"]


def test_links_and_copies_are_edges_where_both_ends_are_there():
    graph = to_graph(samples.linked())
    assert graph["event:ev_0003"]["event:ev_0006"] == {"follows": {"kind": "follows"}}
    assert graph["event:ev_0002"]["event:ev_000d"] == {"part_of": {"kind": "part_of"}}
    assert graph["article:mirror"]["article:harbour"] == {"copy_of": {"kind": "copy_of"}}
    assert "event:ev_gone" not in graph
    strike = graph.nodes["event:ev_0001"]
    assert json.loads(strike["conflicts"])[1] == "count: 2 (harbour, mirror) or 3 (talks)"
    assert (strike["articles"], strike["independent"]) == (3, 2)


def test_order_of_input_does_not_matter(chronicle):
    turned = samples.turned(chronicle)
    one, other = to_graph(chronicle), to_graph(turned)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


@pytest.mark.parametrize("writer", [nx.write_gexf, nx.write_gml, nx.write_graphml_xml])
def test_other_writers_take_it(chronicle, writer):
    stream = io.BytesIO()
    writer(to_graph(chronicle), stream)
    assert b"Kestrel Bay" in stream.getvalue()


def test_central_actors(chronicle):
    table = analyse.central_actors(chronicle)
    assert table.index[0] == "country:AV"
    shown = ["name", "events", "as_agent", "partners"]
    assert table.loc["country:AV", shown].tolist() == ["Arvenia", 3, 2, 1]
    planned = analyse.central_actors(chronicle, statuses=list(Status))
    assert planned.loc["country:AV", shown].tolist() == ["Arvenia", 5, 3, 1]
    assert table.loc["person:anton-belk", "as_target"] == 2
    assert not table["betweenness"].any()  # nobody shares events with two who share none
    between = analyse.central_actors(analyse.sample())["betweenness"]
    assert between["person:anton-belk"] > between["country:AV"] > between["country:SU"] == 0


def test_co_actors_share_events(chronicle):
    graph = analyse.co_actors(chronicle)
    assert graph["country:AV"]["country:SU"]["weight"] == 1
    assert not graph.has_edge("country:AV", "person:anton-belk")
    assert set(graph) == set(chronicle.actors)


def test_counts_over_time_have_no_gaps(chronicle):
    table = analyse.counts(chronicle, by="family", every="M")
    assert [str(month) for month in table.index] == ["2025-12", "2026-01"]
    assert table.loc["2026-01", "violence"] == 1
    years = analyse.counts(chronicle, by="family", every="Y")  # "in 2025" lies in none of its months
    assert years.to_numpy().sum() > table.to_numpy().sum()
    far = replace(chronicle.events[0], id="ev_far", interval=samples.interval("2026-06-01", "2026-06-01", "2026-06-01"))
    gap = analyse.counts(replace(chronicle, events=(*chronicle.events, far)), every="M")
    assert len(gap) == 7
    assert gap.loc["2026-02":"2026-05"].to_numpy().sum() == 0
    assert analyse.counts(Chronicle()).empty


def test_questions_of_a_large_chronicle_have_one_answer():
    chronicle = samples.large(600)
    assert analyse.central_actors(chronicle).equals(analyse.central_actors(chronicle))


def test_nothing_in_nothing_out():
    assert len(to_graph(Chronicle())) == 0
    assert analyse.central_actors(Chronicle()).empty
