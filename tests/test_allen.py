"""The relations of two events in time are those that some choice of their days has, no more and no fewer."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st

import timeline
from timeline import digest
from timeline.allen import Extent, Relation, extent, fills, possible, possibly_before, relations, surely_before
from timeline.analyse import sample
from timeline.annotate import read_article
from timeline.model import Article, Precision, Status

LENGTH = 7


def relation(first, last, other_first, other_last):
    """By Allen's definitions, on the points in time at which the days begin and end."""
    a, b, c, d = first, last + 1, other_first, other_last + 1
    if b < c:
        return Relation.BEFORE
    if b == c:
        return Relation.MEETS
    if a < c < b < d:
        return Relation.OVERLAPS
    if a == c:
        return Relation.EQUALS if b == d else Relation.STARTS if b < d else Relation.STARTED_BY
    if b == d:
        return Relation.FINISHES if a > c else Relation.FINISHED_BY
    if c < a and b < d:
        return Relation.DURING
    return relation(other_first, other_last, first, last).inverse


def choices(known):
    days = range(LENGTH)
    for first, last in product(days, days):
        fits = known.first_from <= first <= known.first_to and known.last_from <= last <= known.last_to
        if first <= last and fits and (first == last or not known.one_day):
            yield first, last


@st.composite
def extents(draw):
    first, last = sorted(draw(st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=2)))
    first_to, last_from = draw(st.integers(first, LENGTH - 1)), draw(st.integers(first, last))
    made = Extent(first, min(first_to, last), last_from, last, draw(st.booleans()))
    return made if any(choices(made)) else made._replace(one_day=False)


@given(extents(), extents())
def test_what_is_possible_is_what_some_choice_of_days_has(one, other):
    found = {relation(*days, *others) for days in choices(one) for others in choices(other)}
    assert possible(one, other) == found


@given(extents(), extents())
def test_the_other_way_round_all_are_inverse(one, other):
    assert {r.inverse for r in possible(one, other)} == possible(other, one)


def test_there_are_thirteen_and_each_has_an_inverse():
    assert len(Relation) == 13
    assert all(r.inverse.inverse is r for r in Relation)
    assert possible(Extent(), Extent()) == set(Relation)


def dated(edtf, first, last, precision="day", **changes):
    event = samples.small().events[0]
    interval = samples.interval(edtf, first, last, precision)
    return replace(event, **{"interval": interval, "when": None, "not_after": None, **changes})


def days(known):
    return [known.first_from, known.first_to, known.last_from, known.last_to]


def ordinals(*texts):
    return [date.fromisoformat(text).toordinal() for text in texts]


@pytest.mark.parametrize(
    ("edtf", "precision", "expected"),
    [
        ("2026-03-03/2026-03-09", "range", ("2026-03-03", "2026-03-03", "2026-03-09", "2026-03-09")),
        ("2026-01/2026-03", "range", ("2026-01-01", "2026-01-31", "2026-03-01", "2026-03-31")),
        ("2024/2025", "range", ("2024-01-01", "2024-12-31", "2025-01-01", "2025-12-31")),
        ("2026-03", "month", ("2026-03-01", "2026-03-31", "2026-03-01", "2026-03-31")),
        ("2026-10/2026-12", "year", ("2026-10-01", "2026-12-31", "2026-10-01", "2026-12-31")),
        ("2026-21/2026-22", "range", ("2026-03-01", "2026-08-31", "2026-03-01", "2026-08-31")),
    ],
)
def test_what_the_words_leave_open(edtf, precision, expected):
    assert days(extent(dated(edtf, expected[0], expected[-1], precision))) == ordinals(*expected)


def test_one_of_several_days_is_a_single_day():
    some = dated("[2026-03-01..2026-03-04]", "2026-03-01", "2026-03-04")
    month = dated("2026-03", "2026-03-01", "2026-03-31", "month")
    inside = dated("2026-03-02", "2026-03-02", "2026-03-02")
    assert relations(some, inside) == {Relation.MEETS, Relation.EQUALS, Relation.MET_BY, Relation.AFTER}
    assert Relation.CONTAINS in relations(month, inside)


def test_publication_bounds_what_has_happened_unless_it_contradicts():
    year = dated("2026", "2026-01-01", "2026-12-31", "year", not_after=date(2026, 2, 3))
    assert extent(year).last_to == date(2026, 2, 3).toordinal()
    assert extent(replace(year, not_after=date(2025, 2, 3))).last_to == date(2026, 12, 31).toordinal()
    undated = replace(year, interval=None)
    assert surely_before(undated, dated("2026-03-02", "2026-03-02", "2026-03-02"))


def test_what_goes_on_is_over_before_nothing():
    ongoing = dated("2026-01-01", "2026-01-01", "2026-01-01", status=Status.ONGOING)
    later = dated("2026-03-02", "2026-03-02", "2026-03-02")
    assert not surely_before(ongoing, later)
    assert possibly_before(ongoing, later)
    assert Relation.CONTAINS in relations(ongoing, later)


def test_what_is_unknown_can_be_anything():
    unknown = replace(sample().events[0], interval=None, not_after=None)
    assert relations(unknown, unknown) == set(Relation)
    assert not surely_before(unknown, unknown)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("A storm hit the coast of Kenya from January 2 to January 5.", True),
        ("Police arrested 20 people in Lagos in the past two weeks.", False),
        ("Troops killed nine rebels over the last three days.", False),
    ],
)
def test_a_length_of_time_is_not_filled_by_what_happened_in_it(nlp, text, filled):
    claim = read_article(nlp, Article("a", text, date(2026, 1, 8))).claims[0]
    assert claim.time.interval.precision is Precision.RANGE
    event = dated("", None, None, interval=claim.time.interval, when=samples.small().events[0].when)
    event = replace(event, when=replace(event.when, time=claim.time))
    first = claim.time.interval.earliest.toordinal()
    assert (extent(event).first_to == first) is filled


@pytest.mark.parametrize(
    ("sentence", "edtf", "filled"),
    [
        ("Police arrested 20 people in Lagos on 3 March 2025.", "2025-03-03", True),
        ("Police arrested 20 people in Lagos in March 2025.", "2025-03", False),
        ("Police arrested 20 people in Lagos last week.", "2025-12-22/2025-12-28", False),
        ("Police arrested 20 people in Lagos in late 2025.", "2025-10/2025-12", False),
        ("Police arrested 20 people in Lagos in the past two weeks.", "2025-12-19/2026-01-02", False),
        ("Troops attacked Lagos from 3 to 5 March 2025.", "2025-03-03/2025-03-05", True),
        ("Troops attacked Lagos after 3 March 2025.", "2025-03-04/..", False),
        ("Troops attacked Lagos between 3 and 5 March 2025.", "[2025-03-03..2025-03-05]", False),
        ("Police arrested 20 people in Lagos in the first six months of 2025.", "2025-01-01/2025-06-30", False),
        ("Police arrested 20 people in Lagos in the last two weeks of 2025.", "2025-12-18/2025-12-31", False),
        ("Police arrested 20 people in Lagos in May and June 2025.", "2025-05/2025-06", False),
        ("Police arrested 20 people in Lagos around 3 March 2025.", "2025-03-03~", False),
        ("Rebels have been attacking London since 3 March 2025.", "2025-03-03/2026-01-02", True),
        ("Police arrested 20 people in Lagos.", None, None),
    ],
)
def test_a_timeline_tells_which_events_filled_their_days(pipeline, tmp_path, sentence, edtf, filled):
    (tmp_path / "a.txt").write_text(sentence)
    (event,) = timeline.build(tmp_path / "a.txt", date="2026-01-02").events
    assert (event.interval and event.interval.edtf, fills(event)) == (edtf, filled)


def test_the_last_day_of_the_calendar_is_a_day_too():
    last = dated("9999-12-31", "9999-12-31", "9999-12-31")
    before = date(9999, 12, 31) - timedelta(days=1)
    assert relations(dated(f"{before}", f"{before}", f"{before}"), last) == {Relation.MEETS}


def test_what_goes_on_since_a_day_says_so(pipeline, tmp_path):
    (tmp_path / "a.txt").write_text("Rebels have been attacking London since 3 March 2025.")
    (event,) = timeline.build(tmp_path / "a.txt", date="2026-01-02").events
    assert event.status is Status.ONGOING
    assert digest.days(event) == "since 2025-03-03, still on 2026-01-02"
    assert digest.told_ends(event)[0] == "2025-03-03"


def test_between_two_days_is_one_of_them_or_several(pipeline, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Troops attacked Lagos between 3 and 5 March 2025. Police raided ten homes in Abuja on 4 March 2025."
    )
    attack, raid = timeline.build(tmp_path / "a.txt").events
    assert {Relation.CONTAINS, Relation.EQUALS, Relation.MEETS, Relation.STARTED_BY} <= relations(attack, raid)
