"""The graph can be looked at as it is opened: time to the right, all within one sheet."""

from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest
import samples

from timeline.graph import to_graph
from timeline.looks import BETWEEN, ROWS, STEP, dress
from timeline.model import Chronicle


def dressed(chronicle):
    return dress(to_graph(chronicle))


def on_one_day(events):
    """The first events of the large sample, all on one day and of one family."""
    made = samples.large(events)
    day = samples.interval("2026-01-06", "2026-01-06", "2026-01-06")
    return replace(made, events=tuple(replace(event, interval=day, family="speech") for event in made.events))


def with_an_old_one(events):
    """The large sample, one event of which was in 1800."""
    made = samples.large(events)
    old = samples.interval("1800", "1800-01-01", "1800-12-31", "year")
    return replace(made, events=(replace(made.events[0], interval=old), *made.events[1:]))


EVERY = {
    "linked": samples.linked,
    "hostile": samples.hostile,
    "empty": Chronicle,
    "large": lambda: samples.large(600),
    "one day": lambda: on_one_day(100),
    "an old one": lambda: with_an_old_one(300),
}
made = pytest.mark.parametrize("make", EVERY.values(), ids=EVERY)


@made
def test_later_is_farther_right_and_undated_behind_all(make):
    chronicle = make()
    at = {node.partition(":")[2]: x for node, x in dressed(chronicle).nodes(data="x")}
    days = {event.id: event.start or event.end for event in chronicle.events}
    dated = sorted((day, at[id]) for id, day in days.items() if day)
    for (day, x), (later, farther) in pairwise(dated):
        assert x <= farther if day == later else x < farther
    for id, day in days.items():
        assert day or not dated or at[id] > dated[-1][1] + STEP


@made
def test_no_two_nodes_are_in_one_place_and_none_is_far_off(make):
    graph = dressed(make())
    points = [(data["x"], data["y"]) for _, data in graph.nodes(data=True)]
    assert len(points) == len(set(points))
    width, height = (max(ends, default=0) - min(ends, default=0) for ends in (dict(graph.nodes(data=c)).values() for c in "xy"))
    assert width <= 4 * (height + STEP)
    columns = {data["x"] for _, data in graph.nodes(data=True)}
    assert width <= STEP * 3 * len(columns)


def test_many_events_of_a_day_stay_in_their_lane():
    events = [data for _, data in dressed(on_one_day(100)).nodes(data=True) if data["kind"] == "event"]
    lane = [data["y"] for data in events]
    assert len(set(lane)) == ROWS
    assert {data["x"] for data in events} == {STEP * column for column in range(-(-100 // ROWS))}


def test_a_family_called_as_a_kind_has_a_lane_of_its_own():
    linked = samples.linked()
    graph = dressed(replace(linked, events=tuple(replace(event, family="place") for event in linked.events)))
    lanes = [{data["y"] for _, data in graph.nodes(data=True) if data["kind"] == kind} for kind in ("event", "place")]
    assert min(lanes[1]) - max(lanes[0]) == STEP * (BETWEEN + 1)


@made
def test_what_has_more_edges_is_larger(make):
    graph = dressed(make())
    by_edges = sorted((graph.degree(node), size) for node, size in graph.nodes(data="size"))
    sizes = [size for _, size in by_edges]
    assert sizes == sorted(sizes)
    assert all(4 <= size <= 40 for size in sizes)
    assert not nx.number_of_edges(graph) or sizes[-1] == 40
