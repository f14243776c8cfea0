"""A part of a timeline is what was asked for; what cannot be meant is an error that says what is there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from timeline import analyse
from timeline.model import Actor, Chronicle, Participation, Place, Status

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


PLACES = {
    "NE": Place("NE", "Niger", "country", "NE"),
    "NG": Place("NG", "Nigeria", "country", "NG"),
    "delta": Place("delta", "Niger Delta", "region", "NG", within="NG"),
    "agadez": Place("agadez", "Agadez", "city", "NE", within="NE"),
    "SO": Place("SO", "Somalia", "country", "SO"),
    "KR": Place("KR", "South Korea", "country", "KR", names=("Republic of Korea",)),
    "bangkok": Place("bangkok", "Bangkok", "city", "TH", names=("Krung Thep",)),
    "sanaa": Place("sanaa", "Sana’a", "city", "YE", names=("Ṣanʿā",)),
    "hague": Place("hague", "The Hague", "city", "NL"),
    "saopaulo": Place("saopaulo", "São Paulo", "city", "BR"),
    "harbour": Place("harbour", "al-Hudaydah harbour"),
}
ACTORS = {
    "country:US": Actor("country:US", "United States", "country", names=("Washington",), country="US"),
    "person:bustamante": Actor("person:bustamante", "Bustamante", "person", country="US"),
    "group:suspect": Actor("group:suspect", "Australian suspect", "group"),
    "org:navy": Actor("org:navy", "U.S. Navy", "organisation", country="US"),
    "person:smith": Actor("person:smith", "John Smith", "person", names=("Smith",)),
    "person:other": Actor("person:other", "Mary Smith", "person"),
}


def everywhere() -> Chronicle:
    """An event at each place, and one of each actor; of its id."""
    bare = replace(analyse.sample().events[0], actors=(), places=(), mentions=())
    at = (replace(bare, id=id, places=(id,)) for id in PLACES)
    of = (replace(bare, id=id, actors=(Participation(id, "agent"),)) for id in ACTORS)
    return Chronicle(events=(*at, *of), places=PLACES, actors=ACTORS)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Niger", ["NE", "agadez"]),
        ("NE", ["NE", "agadez"]),
        ("nigeria", ["NG", "delta"]),
        ("Niger Delta", ["delta"]),
        ("delta", ["delta"]),
        ("KR", ["KR"]),
        ("Korea", ["KR"]),
        ("SANA'A", ["sanaa"]),
        ("Sanaa", ["sanaa"]),
        ("Hague", ["hague"]),
        ("sao paulo", ["saopaulo"]),
        ("Hudaydah", ["harbour"]),
    ],
)
def test_a_place_is_called_so_or_has_these_words(name, ids):
    assert [event.id for event in everywhere().at(name).events] == ids


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("US", ["country:US"]),
        ("country:US", ["country:US"]),
        ("the United States", ["country:US"]),
        ("US Navy", ["org:navy"]),
        ("navy", ["org:navy"]),
        ("suspect", ["group:suspect"]),
        ("Smith", ["person:smith"]),
        ("mary smith", ["person:other"]),
    ],
)
def test_an_actor_is_called_so_or_has_these_words(name, ids):
    assert [event.id for event in everywhere().with_actor(name).events] == ids


@pytest.mark.parametrize("name", ["Mali", "kr", "Nig", "", "?", "Delta Niger"])
def test_parts_of_words_are_no_name(name):
    with pytest.raises(ValueError, match="there is no place "):
        everywhere().at(name)


def test_what_is_close_is_close_as_a_whole():
    with pytest.raises(ValueError, match="there is no actor 'Russia'; there are ") as fault:
        everywhere().with_actor("Russia")
    assert "close" not in str(fault.value)
    with pytest.raises(ValueError, match=r"close to it: Niger, Niger Delta\Z"):
        everywhere().at("Delta Niger")


def test_an_exact_name_that_this_part_lacks_is_not_another_place():
    assert everywhere().at("Niger Delta").at("Niger").events == ()


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
    story = replace(analyse.sample(), run={"ontology": {"types": ["coup"], "families": ["politics"]}})
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
