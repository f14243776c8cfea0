"""What an event says of its sources: how many, which days and status most support, and where they disagree."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from test_merge import MONDAY, ONTOLOGY, RUIZ, SILVA, TUESDAY, arrest, reading

from timeline import when
from timeline.accounts import event
from timeline.drafts import draft
from timeline.model import RoleFiller, Status
from timeline.resolve import resolve
from timeline.tellings import Sources

JANUARY = when.month(2026, 1)
EARLY, LATE = date(2026, 1, 10), date(2026, 1, 20)


def told(*readings, copies=None):
    """The event that all claims of the readings tell of, joined by hand."""
    resolution = resolve(readings)
    first, *others = [draft(claim, r.article, resolution, ONTOLOGY) for r in readings for claim in r.claims]
    for other in others:
        first.take(other)
    return event(first, Sources([r.article for r in readings], copies or {}), resolution, ONTOLOGY)


def conflicts(*readings):
    return [str(conflict) for conflict in told(*readings).conflicts]


def on(doc, interval, words="then", published=EARLY, **more):
    """An article that dates the arrest by these words."""
    held = reading(doc, arrest(MONDAY, **more), published=published)
    claim = held.claims[0]
    return replace(held, claims=(replace(claim, time=replace(claim.time, interval=interval, text=words)),))


def test_days_that_differ_are_a_conflict_and_those_of_most_sources_stand():
    readings = [on("a", when.day(TUESDAY)), on("b", when.day(MONDAY)), on("c", when.day(MONDAY))]
    found = told(*readings)
    assert [str(conflict) for conflict in found.conflicts] == ["date: 2026-01-05 (b, c) or 2026-01-06 (a)"]
    assert (found.start, found.end, found.when.doc) == (MONDAY, MONDAY, "b")


def test_a_week_that_two_have_stands_against_a_day_that_one_has():
    week = when.week(MONDAY)
    assert told(on("a", week), on("b", when.day(date(2026, 1, 12))), on("c", week)).interval == week


def test_a_copy_does_not_outvote():
    readings = [
        on("a", when.day(TUESDAY)),
        on("b", when.day(MONDAY), published=LATE),
        on("c", when.day(MONDAY), published=LATE),
    ]
    found = told(*readings, copies={"c": "b"})
    assert (found.start, found.independent, found.sources) == (TUESDAY, 2, ("a", "b", "c"))
    assert told(*readings).start == MONDAY


def test_a_month_and_a_day_of_it_are_no_conflict_and_the_day_stands():
    found = told(on("a", JANUARY, "in January"), on("b", when.day(MONDAY), "Monday"))
    assert (found.conflicts, found.start, found.end, found.when.time.text) == ((), MONDAY, MONDAY, "Monday")
    assert not found.when.narrowed


def test_days_in_common_that_no_words_give_are_said_to_be_narrowed():
    first = when.one_of(date(2026, 1, 1), date(2026, 1, 10))
    week = when.week(date(2026, 1, 9))
    found = told(on("a", first, "early January"), on("b", week, "that week"))
    assert (found.start, found.end) == (date(2026, 1, 5), date(2026, 1, 10))
    assert (found.when.time.text, found.when.narrowed) == ("that week", True)
    assert found.interval.edtf == "[2026-01-05..2026-01-10]"


def test_open_ends_meet_what_lies_beyond():
    found = told(on("a", when.days(date(2026, 1, 4), None)), on("b", when.day(MONDAY)))
    assert (found.interval, found.conflicts) == (when.day(MONDAY), ())


def test_of_days_as_well_supported_the_fewest_stand_then_the_first_published():
    assert told(on("a", when.week(date(2026, 2, 4))), on("b", when.day(MONDAY))).start == MONDAY
    assert told(on("a", when.day(MONDAY), published=LATE), on("b", when.day(TUESDAY))).start == TUESDAY


def test_of_days_alike_in_all_the_first_stand():
    both, first, second = (
        on("a", when.span(when.day(MONDAY), when.day(TUESDAY)), published=EARLY),
        on("b", when.day(MONDAY), published=LATE),
        on("c", when.day(TUESDAY), published=LATE),
    )
    assert told(both, first, second).start == MONDAY


def test_the_order_of_tellings_changes_nothing():
    readings = [on("a", when.day(TUESDAY), count=3), on("b", JANUARY), on("c", when.day(MONDAY), places=("Paris",))]
    first = told(*readings)
    assert all(told(*order) == first for order in itertools.permutations(readings))


def test_places_that_differ_are_a_conflict_unless_one_lies_in_the_other():
    one, other = on("a", JANUARY, places=("Lyon",)), on("b", JANUARY, places=("Marseille",))
    assert conflicts(one, other) == ["place: Lyon (a) or Marseille (b)"]
    assert conflicts(one, on("b", JANUARY, places=("France",))) == []
    assert conflicts(one, on("b", JANUARY, places=("Marseille", "Lyon"))) == []


def counting(doc, words, trigger="killed"):
    kind = "killing", trigger, MONDAY, {"target": [(words, "")]}, ("Lyon",), {"lemma": trigger}
    return reading(doc, kind)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("six people",), ("11 people",), ["count: 6 people (a) or 11 people (b)"]),
        (("six people",), ("6 people",), []),
        (("six people",), ("two children",), []),
        (("six people",), ("40 people", "wounded"), []),
        (("1,200 people",), ("twenty-one people",), ["count: 21 people (b) or 1200 people (a)"]),
        (("several people",), ("six people",), []),
    ],
)
def test_numbers_disagree_where_they_count_the_same(one, other, expected):
    assert conflicts(counting("a", *one), counting("b", *other)) == expected


def test_the_count_of_most_sources_stands():
    assert told(*(on(doc, JANUARY, count=count) for doc, count in zip("abc", (9, 4, 4), strict=True))).count == 4


def test_named_actors_that_differ_are_a_conflict_unless_they_may_be_the_same():
    def by(doc, *names):
        return reading(doc, ("arrest", "arrested", MONDAY, {"agent": names, "target": [RUIZ]}, (), {}))

    one = by("a", ("France", "LOC"))
    assert conflicts(one, by("b", ("Spain", "LOC"))) == ["agent: France (a) or Spain (b)"]
    assert conflicts(one, by("b", ("France", "LOC"), ("Spain", "LOC"))) == []
    assert conflicts(one, by("b", ("Juan Silva", "PERSON"))) == []
    assert conflicts(on("a", JANUARY), on("b", JANUARY, who=SILVA)) == ["target: Ana Ruiz (a) or Juan Silva (b)"]


def test_several_actors_of_one_article_are_no_conflict():
    assert conflicts(reading("a", arrest(MONDAY), arrest(MONDAY, who=SILVA)), on("b", JANUARY)) == []


def test_a_guess_at_an_actor_contradicts_nobody():
    held = on("b", JANUARY, who=SILVA)
    guess = tuple(RoleFiller(filler.mention, filler.role, sure=False) for filler in held.claims[0].roles)
    assert conflicts(on("a", JANUARY), replace(held, claims=(replace(held.claims[0], roles=guess),))) == []


def test_a_plan_and_its_outcome_are_history_and_the_outcome_stands():
    plans = [on(doc, when.day(TUESDAY), status=Status.PLANNED) for doc in "ab"]
    found = told(*plans, on("c", when.day(MONDAY), published=LATE, status=Status.OCCURRED))
    assert (found.status, found.conflicts, found.start) == (Status.OCCURRED, (), MONDAY)


def test_planned_after_it_is_said_to_have_occurred_is_a_conflict_for_most_to_decide():
    done = on("a", JANUARY)
    ahead = [on(doc, JANUARY, status=Status.PLANNED, published=LATE) for doc in "bc"]
    found = told(done, *ahead)
    assert [str(conflict) for conflict in found.conflicts] == ["status: occurred (a) or planned (b, c)"]
    assert found.status is Status.PLANNED
    assert told(done, *ahead, copies={"c": "b"}).status is Status.OCCURRED
