"""A part of a timeline is what was asked for; what cannot be meant is an error that says what is there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from timeline import analyse
from timeline.model import Chronicle, Status

UNKNOWN = [
    (lambda story: story.of_type("strik"), "no event type or family 'strik'; close to it: strike"),
    (lambda story: story.of_type("arrest", "violens"), "no event type or family 'violens'; close to it: violence"),
    (
        lambda story: story.of_status("happened"),
        "no status 'happened'; there are negated, occurred, ongoing, planned, possible",
    ),
    (lambda story: story.of_status("Occurred"), "no status 'Occurred'; close to it: occurred"),
    (lambda story: story.with_actor("Anton Bilk"), "no actor 'Anton Bilk'; close to it: Anton Belk"),
    (lambda story: story.at("Dovrim"), "no place 'Dovrim'; close to it: Dovrin"),
    (lambda story: story.at("Nowhere"), "no place 'Nowhere'; there are Dovrin"),
    (lambda _: Chronicle().at("Nowhere"), "no place 'Nowhere'; there is none at all"),
]


@pytest.mark.parametrize(("ask", "fault"), UNKNOWN)
def test_a_name_that_nothing_has_is_a_mistake(ask, fault):
    with pytest.raises(ValueError, match=fault):
        ask(analyse.sample())


def test_what_only_this_part_lacks_is_no_mistake():
    story = analyse.sample()
    february = story.between("2026-02", "2026-02")
    assert len(february.of_type("arrest", "strike")) == 2
    for nothing in (
        february.of_type("trial"),
        february.at("Dovrin"),
        february.with_actor("court"),
        february.of_status("planned"),
    ):
        assert len(nothing) == 0
        assert nothing.with_actor("Belk").at("Dovrin").of_type("justice").events == ()
    with pytest.raises(ValueError, match="close to it: Dovrin"):
        february.at("Dovrinn")


def test_types_that_were_looked_for_are_known_though_nothing_is_of_them():
    story = replace(analyse.sample(), run={"ontology": {"names": ["coup", "politics"]}})
    assert len(story.of_type("coup")) == len(story.of_type("politics")) == 0
    with pytest.raises(ValueError, match="close to it: coup"):
        story.of_type("coups")


DAYS = [
    ("2026-03-01", "2026-03-31"),
    ("2026-03", "2026-03"),
    (date(2026, 3, 1), date(2026, 3, 31)),
    (datetime(2026, 3, 1, 23, tzinfo=UTC), "2026-03-31T10:30:00Z"),
    (pd.Timestamp("2026-03-01"), pd.Timestamp("2026-03-31 12:00")),
]


@pytest.mark.parametrize(("first", "last"), DAYS)
def test_days_are_given_as_they_come(first, last):
    story = analyse.sample()
    assert [e.type for e in story.between(first, last).events] == ["trial", "conviction", "disaster", "lawsuit"]


def test_a_year_is_all_its_days_and_none_is_open():
    story = analyse.sample()
    assert len(story.between("2026", "2026")) == len(story.between(None, None)) == len(story)
    assert len(story.between("2026-04-02", None)) == 1


@pytest.mark.parametrize("day", ["soon", "2026-13", "2026-02-30", "", "2026-1", pd.NaT])
def test_what_is_no_day_is_said(day):
    with pytest.raises(ValueError, match="is not a day such as 2026-01-31"):
        analyse.sample().between(day, None)


def test_days_of_another_type_or_in_the_wrong_order_are_said():
    with pytest.raises(TypeError, match=r"a day is a date or a text such as 2026-01-31, not 20260131 \(int\)"):
        analyse.sample().between(None, 20260131)
    with pytest.raises(ValueError, match="the last day, 2026-01-31, is before the first, 2026-03-01"):
        analyse.sample().between("2026-03", "2026-01")


def test_one_status_or_several():
    story = analyse.sample()
    assert len(story.of_status("occurred")) == len(story.of_status(Status.OCCURRED, "planned")) == len(story)
