"""Questions of a timeline are answered right, and the same each time."""

import math
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import analyse, ontology
from timeline.model import HAPPENED, Actor, Chronicle, Participation, Status
from timeline.schema import table

TESTS = Path(__file__).parent


def test_edges_between_actors_tell_when_and_in_which_events(chronicle):
    assert analyse.co_actors(chronicle)["country:AV"]["country:SU"]["events"] == "ev_0009"
    shared = analyse.co_actors(chronicle, statuses=["occurred", "planned"])["country:AV"]["country:SU"]
    assert shared == {"weight": 2, "sure": 2, "events": "ev_0009 ev_0006", "first": "2025-05-01", "last": "2026-01-20"}
    acting = analyse.acts_on(chronicle)
    assert {(a, t): d["weight"] for a, t, d in acting.edges(data=True)} == {
        ("group:prosecutors", "person:anton-belk"): 1,
        ("organisation:emc", "group:firms"): 1,
    }
    assert nx.is_directed(acting)


def test_projections_go_into_every_file_format(chronicle, tmp_path):
    for graph in (analyse.co_actors(chronicle), analyse.acts_on(chronicle), analyse.succession(chronicle)):
        nx.write_graphml(graph, tmp_path / "graph.graphml")
        assert set(nx.read_graphml(tmp_path / "graph.graphml")) == set(graph)
        nx.write_gexf(graph, tmp_path / "graph.gexf")
        assert set(nx.read_gexf(tmp_path / "graph.gexf")) == set(graph)


def test_the_matrix_counts_what_the_graph_counts():
    chronicle = samples.large(400)
    matrix, graph = analyse.who_acts_on_whom(chronicle), analyse.acts_on(chronicle)
    assert matrix.to_numpy().sum() == sum(weight for *_, weight in graph.edges(data="weight"))
    assert list(matrix.sum(axis=1)) == sorted(matrix.sum(axis=1), reverse=True)
    few = analyse.who_acts_on_whom(chronicle, first=3)
    assert few.shape == (3, 3)
    assert (few.sum() > 0).all(), "columns are of those on whom these rows act"


def test_plans_and_guesses_count_where_one_asks_for_them(chronicle):
    story = analyse.sample()
    trial = next(event for event in story.events if {"agent", "target"} <= {part.role for part in event.actors})
    guessed = tuple(replace(part, sure=False) for part in trial.actors)
    planned = replace(story, events=(replace(trial, status=Status.PLANNED), replace(trial, id="ev_other", actors=guessed)))
    edges = [
        analyse.acts_on(planned, **asked).size("weight")
        for asked in ({}, {"sure": True}, {"statuses": ["planned"], "sure": True})
    ]
    assert edges == [1, 0, 1]
    assert analyse.who_acts_on_whom(planned, sure=True).empty


def test_edges_say_in_how_many_events_no_part_is_a_guess():
    story = analyse.sample()
    trial = next(event for event in story.events if {"agent", "target"} <= {part.role for part in event.actors})
    agent = next(part for part in trial.actors if part.role == "agent")
    doubtful = (replace(agent, sure=False), replace(agent, role="participant"))  # sure to be there, not to be the one who acts
    told = replace(trial, id="ev_other", actors=(*doubtful, *(part for part in trial.actors if part != agent)))
    story = replace(story, events=(trial, told))
    assert {(data["weight"], data["sure"]) for *_, data in analyse.acts_on(story).edges(data=True)} == {(2, 1)}
    assert {(data["weight"], data["sure"]) for *_, data in analyse.co_actors(story).edges(data=True)} == {(2, 2)}
    assert {(data["weight"], data["sure"]) for *_, data in analyse.acts_on(story, sure=True).edges(data=True)} == {(1, 1)}


def test_two_actors_of_one_name_stay_two_in_the_matrix():
    story = analyse.sample()
    twins = {id: Actor(id, "John Smith", "person") for id in "ab"}
    one, other = (
        replace(event, actors=(Participation(agent, "agent"), Participation(target, "target")))
        for event, agent, target in zip(story.events[:2], "ab", "ba", strict=True)
    )
    matrix = analyse.who_acts_on_whom(replace(story, events=(one, other), actors=twins))
    assert list(matrix.index) == ["John Smith (a)", "John Smith (b)"]
    assert matrix.loc["John Smith (a)", "John Smith (b)"] == 1


@pytest.mark.parametrize("measure", ["events", "partners", "betweenness"])
def test_centrality_over_time(measure):
    frame = analyse.centrality_over_time(samples.large(300), measure, "Q", over=2, first=5)
    assert frame.shape[1] == 5
    assert frame.index.is_monotonic_increasing
    assert list(frame.index) == list(pd.period_range(frame.index[0], frame.index[-1], freq="Q"))
    assert frame.to_numpy().min() >= 0
    assert list(frame.sum()) == sorted(frame.sum(), reverse=True)
    assert analyse.centrality_over_time(Chronicle(), measure).empty


def test_betweenness_of_many_actors_is_an_estimate_the_same_in_each_run(monkeypatch):
    chronicle = samples.large(2000)
    exact = analyse.central_actors(chronicle)["betweenness"]
    wanted = nx.betweenness_centrality(analyse.co_actors(chronicle))
    assert exact.to_dict() == pytest.approx(wanted, abs=1e-6)
    monkeypatch.setattr("timeline.analyse.actors.WORK", 20_000)
    some = analyse.central_actors(chronicle)["betweenness"]
    assert not some.equals(exact)
    assert some.corr(exact) > 0.95
    assert analyse.central_actors(samples.turned(chronicle))["betweenness"].equals(some)


def test_a_window_holds_the_periods_before():
    story = analyse.sample()
    month, quarter = (analyse.centrality_over_time(story, over=over)["person:anton-belk"] for over in (1, 3))
    assert list(quarter) == list(month.cumsum())


def test_communities_are_the_same_in_every_process():
    code = "import samples; from timeline import analyse; print(analyse.communities(samples.large(500)))"
    paths = os.pathsep.join(map(str, (TESTS, TESTS.parent)))

    def said(seed):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout

    assert said("1") == said("2")
    assert b"person:p0" in said("1")


def test_communities_part_the_actors_who_share_events():
    chronicle = samples.large(300)
    groups = analyse.communities(chronicle)
    members = [actor for group in groups for actor in group]
    graph = analyse.co_actors(chronicle)
    assert sorted(members) == sorted(actor for actor in graph if graph.degree(actor))
    assert [len(group) for group in groups] == sorted(map(len, groups), reverse=True)


def test_what_is_dated_to_more_than_a_period_does_not_count_as_in_it(chronicle):
    months = analyse.activity(chronicle, every="M")
    assert months.loc["2025-12", "events"] == 2  # the indictment of a day and the sanctions of that month
    assert months.loc["2025-10", ["events", "wider"]].tolist() == [0, 2]  # the build-up since October, the visit in autumn
    weeks = analyse.activity(chronicle, every="W")
    assert weeks["events"].sum() < months["events"].sum()
    assert weeks.loc[pd.Period("2026-01-03", "W"), "events"] == 2
    assert analyse.activity(Chronicle()).empty


def test_what_did_not_happen_is_not_counted_as_if_it_had(chronicle):
    happened = [e for e in chronicle.events if e.status in (Status.OCCURRED, Status.ONGOING) and e.start and e.end]
    in_one_month = [e for e in happened if e.start.isoformat()[:7] == e.end.isoformat()[:7]]
    assert analyse.counts(chronicle).sum().sum() == len(in_one_month) < len(happened)
    assert "2026-01-20" not in analyse.activity(chronicle, "D").index  # the talks are planned
    planned = analyse.activity(chronicle, "D", statuses=["planned"])
    assert [str(day) for day in planned.index] == ["2026-01-20"]
    assert analyse.counts(chronicle, statuses=["planned", "possible"]).sum().to_dict() == {"meeting": 1}
    assert "planned" in analyse.counts(chronicle, by="status").columns


def cheapest_by_trying_all(events, ratio, cost):
    usual = sum(events) / len(events)
    most = math.ceil(math.log(max(events) / usual, ratio))

    def price(way):
        climbs = sum(max(0, level - before) for before, level in zip((0, *way), way, strict=False))
        rates = [usual * ratio**level for level in way]
        fits = sum(rate - n * math.log(rate) for rate, n in zip(rates, events, strict=True))
        return cost * math.log(len(events)) * climbs + fits

    return min(price(way) for way in product(range(most + 1), repeat=len(events))), price


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=6).filter(any), st.sampled_from([1.5, 2.0, 3.0]), st.floats(0, 3))
def test_the_way_through_the_levels_is_the_cheapest_of_all(events, ratio, cost):
    from timeline.analyse.timing import _levels

    least, price = cheapest_by_trying_all(events, ratio, cost)
    assert price(tuple(_levels(events, ratio, cost))) == pytest.approx(least)


def test_bursts_lie_within_each_other():
    days = pd.period_range("2026-01-01", periods=60, freq="D")
    events = pd.Series([1] * 20 + [5] * 10 + [25] * 3 + [5] * 7 + [1] * 20, days)
    found = analyse.bursts(events)
    outer, *_, inner = found.itertuples()
    assert (str(outer.start), str(outer.end)) == ("2026-01-21", "2026-02-09")
    assert (str(inner.start), str(inner.end), inner.events) == ("2026-01-31", "2026-02-02", 75)
    assert inner.level > outer.level
    assert analyse.bursts(pd.Series([3] * 30, days[:30])).empty
    assert analyse.bursts(pd.Series([], dtype="int64")).empty
    with pytest.raises(ValueError, match="above 1"):
        analyse.bursts(events, ratio=1)


UNKNOWN = [
    (lambda story: analyse.activity(story, every="fortnight"), r"no period 'fortnight'; there are D \(days\), W \(weeks\)"),
    (lambda story: analyse.counts(story, every="w"), "no period 'w'"),
    (lambda story: analyse.counts(story, by="typ"), "no column 'typ'; close to it: type"),
    (lambda story: analyse.centrality_over_time(story, every="fortnight"), "no period 'fortnight'"),
    (
        lambda story: analyse.centrality_over_time(story, "degree"),
        "no measure 'degree'; there are betweenness, events, partners",
    ),
    (lambda story: analyse.activity(story, statuses=["ocurred"]), "no status 'ocurred'; close to it: occurred"),
    (lambda story: analyse.activity(story, first="March"), "'March' is not a day such as 2026-01-31"),
    (lambda story: analyse.counts(story, first="2026-03", last="2026-02"), "the last day, 2026-02-28, is before the first"),
]


@pytest.mark.parametrize(("ask", "fault"), UNKNOWN)
def test_what_cannot_be_asked_is_an_error_that_says_what_can(ask, fault):
    with pytest.raises(ValueError, match=fault):
        ask(analyse.sample())


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), min_size=1, max_size=6).filter(lambda told: any(dict(told))),
    st.sampled_from([1.5, 2.0]),
    st.floats(0, 2),
)
def test_bursts_are_the_same_where_empty_periods_have_no_row(told, ratio, cost):
    weeks, every = pd.period_range("2026-01-05", periods=400, freq="W"), []
    for events, empty in told:
        every += [events, *[0] * empty]
    events = pd.Series(every, weeks[: len(every)], dtype="int64")
    some = events[(events > 0) | (events.shift(1) > 0) | (events.shift(-1) > 0) | events.index.isin(events.index[[0, -1]])]
    pd.testing.assert_frame_equal(analyse.bursts(some, ratio, cost), analyse.bursts(events, ratio, cost))


def test_an_event_of_another_age_leaves_out_what_is_empty():
    recent = samples.large(300)
    old = replace(recent.events[0], id="ev_old", interval=samples.interval("0476-09-04", "0476-09-04", "0476-09-04"))
    chronicle = replace(recent, events=(*recent.events, old))
    days, few = analyse.activity(chronicle, "D"), analyse.activity(recent, "D")
    assert len(days) < len(few) + 3
    assert [str(day) for day in days.index[:2]] == ["0476-09-04", "0476-09-05"]
    assert days["events"].sum() == few["events"].sum() + 1
    months = analyse.activity(chronicle, "M")  # not so many
    assert len(months) == (months.index[-1] - months.index[0]).n + 1 > 18_000
    frame = analyse.centrality_over_time(chronicle, every="D", over=2, first=None)
    assert frame.loc[pd.Period("0476-09-05", "D")].equals(frame.loc[pd.Period("0476-09-04", "D")])
    of_a_day = sum(e.interval is not None and e.start == e.end for e in chronicle.events)
    assert analyse.counts(chronicle, "status", "D").sum().sum() == of_a_day


def test_activity_marks_the_bursts():
    chronicle = samples.large(100, days=400)
    made = samples.interval("2024-02-01", "2024-02-01", "2024-02-01")
    first = replace(chronicle.events[0], interval=made, status=Status.OCCURRED)
    crowd = tuple(replace(first, id=f"ev_x{n}") for n in range(60))
    weeks = analyse.activity(replace(chronicle, events=(*chronicle.events, *crowd)))
    assert weeks.loc[pd.Period("2024-02-01", "W"), "burst"] >= 1
    assert weeks["burst"].astype(bool).sum() < 5


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=60), st.sampled_from([1.2, 2.0, 3.0]), st.floats(0, 2))
def test_a_burst_begins_and_ends_with_a_period_that_has_events(told, ratio, cost):
    events = pd.Series(told, pd.period_range("2026-01-05", periods=len(told), freq="W"), dtype="int64")
    for burst in analyse.bursts(events, ratio, cost).itertuples():
        assert events[burst.start] > 0
        assert events[burst.end] > 0


def test_only_periods_from_the_first_to_the_last_count():
    recent = samples.large(300, days=700)  # from January 2024
    dated = replace(recent.events[0], status=Status.OCCURRED)
    old = replace(dated, id="ev_old", interval=samples.interval("1800-05-02", "1800-05-02", "1800-05-02"))
    year = replace(dated, id="ev_year", interval=samples.interval("2025", "2025-01-01", "2025-12-31", "year"))
    chronicle = replace(recent, events=(*recent.events, old, year))
    assert len(analyse.activity(chronicle)) > 11_000
    asked = {"first": "2024-03", "last": date(2025, 4, 30)}
    weeks = analyse.activity(chronicle, **asked)
    assert (str(weeks.index[0]), str(weeks.index[-1])) == ("2024-02-26/2024-03-03", "2025-04-28/2025-05-04")
    alone = analyse.activity(recent)
    assert weeks["events"].equals(alone["events"].loc[weeks.index])
    assert (weeks["wider"] - alone["wider"].loc[weeks.index]).groupby(weeks.index.year).max().to_dict() == {2024: 0, 2025: 1}
    assert weeks["burst"].equals(analyse.activity(recent, **asked)["burst"])
    assert (analyse.activity(chronicle, first="2024-03")["burst"] > 0).sum() < (analyse.activity(chronicle)["burst"] > 0).sum()
    months = analyse.counts(chronicle, every="M", **asked)
    assert (str(months.index[0]), str(months.index[-1])) == ("2024-03", "2025-04")
    assert months.sum(axis=1).equals(analyse.counts(chronicle, every="M").sum(axis=1).loc["2024-03":"2025-04"])


def test_periods_in_which_nothing_is_told_have_rows_where_they_are_asked_for():
    asked = {"first": "1990-01", "last": "1990-03"}
    table = analyse.activity(analyse.sample(), "M", **asked)
    assert [str(month) for month in table.index] == ["1990-01", "1990-02", "1990-03"]
    assert not table.to_numpy().any()
    for story in (analyse.sample(), Chronicle()):
        assert analyse.counts(story, every="M", **asked).index.equals(table.index)
    days = analyse.activity(analyse.sample(), "D", first="1900")  # too many to have a row each
    assert [str(day) for day in days.index[:3]] == ["1900-01-01", "1900-01-02", "2026-02-08"]


def test_before_and_after(chronicle):
    talks = next(e for e in chronicle.events if e.id == "ev_0006")
    earlier = analyse.before(chronicle, talks)
    assert "ev_0004" in [e.id for e in earlier]
    assert "ev_000b" not in [e.id for e in earlier]  # open at its end
    assert {e.status for e in earlier} <= {Status.OCCURRED, Status.ONGOING}
    told = analyse.before(chronicle, talks, statuses=list(Status), sure=False)
    assert Status.NEGATED in {e.status for e in told}
    assert "ev_000b" in [e.id for e in told]
    assert talks.id not in [e.id for e in analyse.after(chronicle, talks, sure=False)]


def test_chains_follow_in_time_and_are_as_long_as_can_be():
    chronicle = samples.large(500)
    for chain in analyse.chains(chronicle)[:40]:
        for one, other in zip(chain.events, chain.events[1:], strict=False):
            assert analyse.surely_before(one, other)
        assert all(chain.actor.id in {part.actor for part in event.actors} for event in chain.events)
    links = nx.DiGraph()
    chain = min(analyse.chains(chronicle), key=lambda c: c.actor.id)
    own = [e for e in chronicle.with_actor(chain.actor.id).events if e.status in HAPPENED]
    links.add_edges_from((a.id, b.id) for a in own for b in own if analyse.surely_before(a, b))
    assert len(chain.events) == len(nx.dag_longest_path(links))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 4)), max_size=12), st.sampled_from([None, 0, 1, 3, 9]))
def test_no_chain_is_longer_however_few_days_may_lie_between(spans, within):
    story = analyse.sample()
    pattern = replace(story.events[0], not_before=None, not_after=None, actors=(Participation("country:AV", "agent"),))
    events = []
    for number, (first, length) in enumerate(spans):
        one, other = date(2026, 1, 1) + timedelta(first), date(2026, 1, 1) + timedelta(first + length)
        made = samples.interval(f"{one}/{other}", str(one), str(other), "range")
        events.append(replace(pattern, id=f"ev_{number}", interval=made))
    links = nx.DiGraph()
    links.add_nodes_from(event.id for event in events)
    for one, other in product(events, repeat=2):
        if one.end < other.start and (within is None or (other.start - one.end).days <= within):
            links.add_edge(one.id, other.id)
    found = analyse.chains(replace(story, events=tuple(events)), at_least=1, within=within)
    stretches = list(nx.weakly_connected_components(links)) if within is not None else [set(links)] if events else []
    assert sorted(len(chain.events) for chain in found) == sorted(
        len(nx.dag_longest_path(links.subgraph(stretch))) for stretch in stretches
    )
    for chain in found:
        assert all(links.has_edge(one.id, other.id) for one, other in pairwise(chain.events))


def test_a_chain_ends_where_too_many_days_lie_between():
    story = analyse.sample()
    parts = [c for c in analyse.chains(story, at_least=1, within=7) if c.actor.name == "Anton Belk"]
    told = {tuple(event.type for event in part.events) for part in parts}
    assert told == {("arrest",), ("indictment", "lawsuit"), ("trial",), ("conviction", "sentencing")}
    assert analyse.succession(story)["ev_conviction"]["ev_sentencing"] == {
        "days": 5,
        "actors": "person:anton-belk",
        "sure": True,
    }


def guessed(story, type, **changes):
    """The story, in which who takes part in the events of this type is a guess."""

    def changed(event):
        return replace(event, actors=tuple(replace(part, sure=False) for part in event.actors), **changes)

    return replace(story, events=tuple(changed(e) if e.type == type else e for e in story.events))


def test_a_chain_says_what_is_perhaps_and_what_is_yet_to_come():
    story = guessed(analyse.sample(), "trial", status=Status.PLANNED)
    assert "trial" not in [e.type for e in analyse.chains(story)[0].events]
    chain = analyse.chains(story, statuses=["occurred", "planned"])[0]
    assert [e.type for e in chain.unsure] == ["trial"]
    assert "  2026-03-16 Trial of Anton Belk (planned) (perhaps)" in str(chain).splitlines()
    assert str(chain).count("(perhaps)") == 1
    (sure, *_) = analyse.chains(story, statuses=["occurred", "planned"], sure=True)
    assert (sure.unsure, len(sure.events)) == ((), len(chain.events) - 1)
    graph = analyse.succession(story, statuses=["occurred", "planned"])
    assert graph["ev_lawsuit"]["ev_trial"]["sure"] is False
    assert graph["ev_conviction"]["ev_sentencing"]["sure"] is True
    assert graph.nodes["ev_trial"]["status"] == "planned"


def test_an_impossible_order_of_guesses_says_perhaps():
    early = guessed(moved(analyse.sample(), "sentencing", -40), "trial")
    (found,) = analyse.impossible_orders(early)
    assert not found.sure
    assert str(found).startswith("Anton Belk: sentencing (2026-02-20) before trial (2026-03-16, perhaps): ")
    (known,) = analyse.impossible_orders(early, sure=True)
    assert (known.later.type, known.sure) == ("conviction", True)
    planned = guessed(moved(analyse.sample(), "sentencing", -40), "trial", status=Status.PLANNED)
    assert analyse.impossible_orders(planned) == [known]
    (found,) = analyse.impossible_orders(planned, statuses=["occurred", "planned"])
    assert "trial (2026-03-16, planned, perhaps)" in str(found)


BY_STATUS = [
    analyse.taking_part,
    analyse.co_actors,
    analyse.acts_on,
    analyse.who_acts_on_whom,
    analyse.central_actors,
    analyse.centrality_over_time,
    analyse.communities,
    analyse.chains,
    analyse.succession,
    analyse.impossible_orders,
    lambda story, **asked: analyse.evidence_path(story, "Dovrin court", "Belk", **asked),
]
NOT_BY_ACTORS = [
    analyse.counts,
    analyse.activity,
    lambda story, **asked: analyse.before(story, analyse.sample().events[-1], **asked),
    lambda story, **asked: analyse.after(story, analyse.sample().events[0], **asked),
]


def told(answer):
    if isinstance(answer, nx.Graph):
        return list(answer.edges(data=True))
    return answer.to_dict() if isinstance(answer, pd.DataFrame) else answer


@pytest.mark.parametrize("ask", [*BY_STATUS, *NOT_BY_ACTORS])
def test_every_question_is_of_what_happened_unless_others_are_asked_for(ask):
    story = moved(analyse.sample(), "sentencing", -40)
    for status in (Status.PLANNED, Status.POSSIBLE, Status.NEGATED):
        unreal = replace(story, events=tuple(replace(event, status=status) for event in story.events))
        assert told(ask(unreal)) == told(ask(replace(story, events=())))
        assert told(ask(unreal, statuses=[status])) == told(ask(unreal, statuses=str(status))) != told(ask(unreal))
    with pytest.raises(ValueError, match="there is no status 'happened'"):
        ask(story, statuses=["happened"])


@pytest.mark.parametrize("ask", BY_STATUS)
def test_every_question_of_actors_can_leave_out_guesses(ask):
    story = moved(analyse.sample(), "sentencing", -40)
    unsure = story
    for type in {event.type for event in story.events}:
        unsure = guessed(unsure, type)
    assert told(ask(story, sure=True)) == told(ask(story))
    assert told(ask(unsure, sure=True)) == told(ask(replace(story, events=())))


def test_a_path_of_evidence_prefers_what_is_sure_and_avoids_what_is_denied():
    story = analyse.sample()
    trial = next(e for e in story.events if e.type == "trial")
    guess = replace(trial, id="ev_a", actors=tuple(replace(part, sure=False) for part in trial.actors))
    both = replace(story, events=(guess, *story.events))
    (step,) = analyse.evidence_path(both, "Dovrin court", "Belk")
    assert (step.event.id, step.sure) == ("ev_sentencing", True)
    denied = replace(story, events=tuple(replace(e, status=Status.NEGATED) for e in story.events))
    assert analyse.evidence_path(denied, "Dovrin court", "Belk") == ()
    (step,) = analyse.evidence_path(denied, "Dovrin court", "Belk", statuses=["negated"])
    assert "(negated)" in str(step)
    assert analyse.evidence_path(story, "Belk", "belk") == ()


def test_a_path_quotes_each_sentence_once(chronicle):
    storm = next(e for e in chronicle.events if e.id == "ev_000e")
    cast = (Participation("person:anton-belk", "target"), Participation("person:ilse-marenko", "target"))
    told = replace(chronicle, events=(replace(storm, actors=cast),))
    (step,) = analyse.evidence_path(told, "person:anton-belk", "Ilse Marenko")
    assert [sentence for _, sentence in step.said] == [samples.TALKS[6]]


@pytest.mark.parametrize(
    ("name", "fault"), [("nobody", "there is no actor 'nobody'"), ("Twin", "2 actors are called 'Twin': a, b")]
)
def test_who_is_asked_for_must_be_one(name, fault):
    story = analyse.sample()
    twins = {id: Actor(id, "Twin", "person") for id in "ab"}
    with pytest.raises(ValueError, match=fault):
        analyse.evidence_path(replace(story, actors={**story.actors, **twins}), name, "Arvenia")


def moved(story, type, days):
    """The story with the events of a type so many days later."""

    def later(event):
        start = event.start + timedelta(days=days)
        return replace(event, not_after=None, interval=samples.interval(str(start), str(start), str(start)))

    return replace(story, events=tuple(later(e) if e.type == type else e for e in story.events))


def test_a_sentence_before_its_trial_is_impossible_but_not_if_there_was_another_trial():
    early = moved(analyse.sample(), "sentencing", -40)
    (found,) = analyse.impossible_orders(early)
    assert (found.earlier.type, found.later.type, found.actor.name) == ("sentencing", "trial", "Anton Belk")
    trial = next(e for e in early.events if e.type == "trial")
    first = replace(trial, id="ev_first", interval=samples.interval("2026-02", "2026-02-01", "2026-02-28", "month"))
    assert analyse.impossible_orders(replace(early, events=(*early.events, first))) == []
    sentence = next(e for e in early.events if e.type == "sentencing")
    others = (e for e in early.events if e is not sentence)
    planned = replace(early, events=(*others, replace(sentence, status=Status.PLANNED)))
    assert analyse.impossible_orders(planned) == []


def test_nobody_is_arrested_after_being_killed():
    story = analyse.sample()
    arrest = next(e for e in story.events if e.type == "arrest")
    killing = replace(arrest, id="ev_k", type="killing", interval=samples.interval("2026-02-01", "2026-02-01", "2026-02-01"))
    found = analyse.impossible_orders(replace(story, events=(killing, *story.events)))
    assert {i.later.type for i in found} == {"arrest", "indictment", "trial", "conviction", "sentencing"}
    assert str(found[0]).startswith("Anton Belk: killing (2026-02-01) before ")
    unnamed = {**story.actors, "person:anton-belk": replace(story.actors["person:anton-belk"], named=False)}
    assert analyse.impossible_orders(replace(story, events=(killing, *story.events), actors=unnamed)) == []


def test_orders_of_ones_own():
    own = analyse.Order("arrest", "ends", ("lawsuit",), "sued after an arrest")
    story = analyse.sample()
    lawsuit = next(e for e in story.events if e.type == "lawsuit")
    on_him = replace(lawsuit, id="ev_sued", actors=(Participation("person:anton-belk", "target"),))
    sued = replace(story, events=(*story.events, on_him))
    assert [i.later.type for i in analyse.impossible_orders(sued, [own])] == ["lawsuit"]


def test_the_table_of_orders_names_types_that_there_are():
    types = ontology.load().types
    for order in analyse.orders():
        assert {order.type, *order.others} <= set(types)
        assert order.rule in ("needs", "ends")
    assert all(None not in row.values() for row in table("orders"))


def test_disagreements_count_independent_sources():
    frame = analyse.disagreements(samples.linked())
    assert frame["field"].tolist() == ["count", "count", "place", "place"]
    two = frame.iloc[0]
    assert (two["value"], two["articles"], two["independent"], two["sources"]) == ("2", 2, 1, "harbour; mirror")
    assert frame["start"].iloc[0] == pd.Timestamp("2026-01-06")
    assert analyse.disagreements(Chronicle()).empty


def test_filter_by_status(chronicle):
    assert {e.status for e in chronicle.of_status("negated", "planned").events} == {Status.NEGATED, Status.PLANNED}


def test_the_sample_quotes_what_it_says():
    story = analyse.sample()
    for event in story.events:
        for mention in event.mentions:
            assert story.article(mention.doc).text[slice(*mention.span)] == mention.text
            assert story.quote(mention).endswith(".")
    assert {e.type for e in story.events} <= set(ontology.load().types)
    assert max(e.end for e in story.events) < date(2026, 4, 3)


ANSWERS = [
    analyse.central_actors,
    analyse.activity,
    analyse.chains,
    lambda c: analyse.chains(c, 1, within=20),
    analyse.communities,
    analyse.who_acts_on_whom,
    analyse.disagreements,
    analyse.impossible_orders,
    lambda c: analyse.centrality_over_time(c, "betweenness"),
    lambda c: list(analyse.succession(c).edges(data=True)),
    lambda c: list(analyse.acts_on(c).edges(data=True)),
    lambda c: analyse.evidence_path(c, "person:p0", "person:p9"),
]


@pytest.mark.parametrize("ask", ANSWERS)
def test_the_order_of_events_does_not_matter(ask):
    chronicle = samples.large(300)
    turned = replace(chronicle, events=chronicle.events[::-1], actors=dict(reversed(chronicle.actors.items())))
    one, other = ask(chronicle), ask(turned)
    assert one.equals(other) if isinstance(one, pd.DataFrame) else one == other
