"""The tables have types that pandas can count, sort and join with."""

from dataclasses import fields, replace
from datetime import date

import pandas as pd
import pytest
import samples

from timeline import frames
from timeline.build import Timeline
from timeline.model import Chronicle


@pytest.fixture
def story():
    chronicle = samples.linked()
    return Timeline(**{part.name: getattr(chronicle, part.name) for part in fields(chronicle)})


def test_events(story):
    table = story.events_frame()
    assert list(table.index) == list(story.to_dataframe().index)
    assert {str(table[name].dtype) for name in ("type", "family", "status", "precision", "plover", "country")} == {"category"}
    assert {str(table[name].dtype) for name in ("start", "end", "not_before", "not_after")} == {"datetime64[s]"}
    assert (str(table["count"].dtype), str(table["main"].dtype)) == ("Int64", "bool")
    assert table.loc["ev_000d", "count"] == 12
    assert table["count"].isna().sum() == len(table) - 1


def test_the_days_of_events_are_intervals(story):
    days = story.events_frame()["days"]
    assert days["ev_000e"] == pd.Interval(pd.Timestamp("2026-01-02"), pd.Timestamp("2026-01-05"), closed="both")
    assert days["ev_000e"].length == pd.Timedelta(days=3)
    assert days[["ev_0007", "ev_000b"]].isna().all()  # undated, open at the end
    january = pd.Interval(pd.Timestamp("2026-01-01"), pd.Timestamp("2026-01-31"), closed="both")
    found = set(days.index[days.array.overlaps(january)])
    assert found == {e.id for e in story.between(date(2026, 1, 1), date(2026, 1, 31)).events if e.end}


def test_days_of_any_year(story):
    old = replace(story.events[0], interval=samples.interval("0476", "0476-01-01", "0476-12-31", "year"))
    table = frames.events(replace(story, events=(old, *story.events[1:])))
    assert table["days"].iloc[0].left.year == 476


def test_mentions_quote_their_article(story):
    table = story.mentions_frame()
    assert len(table) == sum(len(e.mentions) for e in story.events)
    for row in table.itertuples():
        text = story.article(row.doc).text
        assert text[row.start : row.end] == row.text
        assert text[row.sentence_start : row.sentence_end] == row.sentence
    mirrored = table[table["doc"] == "mirror"].iloc[0]
    assert (mirrored["copy_of"], mirrored["source"], mirrored["date"]) == ("harbour", "Mirror", pd.Timestamp("2026-01-08"))
    assert table[table["doc"] == "talks"]["source"].isna().all()


def test_tables_join(story):
    joined = story.mentions_frame().merge(
        story.events_frame()[["start", "status"]], left_on="event", right_index=True, suffixes=("", "_of_event")
    )
    assert len(joined) == len(story.mentions_frame())
    assert joined.groupby("status", observed=True)["text"].count()["occurred"] > 3


def test_actors_count_roles_and_tell_since_when(story):
    table = story.actors_frame()
    arvenia = table.loc["country:AV"]
    assert arvenia[["events", "as_agent", "as_target", "as_participant"]].tolist() == [5, 3, 0, 2]
    assert (arvenia["first"], arvenia["last"]) == (pd.Timestamp("2025-05-01"), pd.Timestamp("2026-01-20"))
    assert not table.loc["group:firms", "named"]
    assert pd.isna(table.loc["organisation:parliament", "first"])
    assert table.index.is_monotonic_increasing


def test_places_tell_whose_point_they_have(story):
    table = story.places_frame()
    bay = table.loc["geonames:90002"]
    assert bay[["country", "lat", "own_point", "within", "events"]].tolist() == ["AV", 41.9, True, "geonames:90001", 1]
    assert table.loc["name:sunder-coast", ["lat", "own_point"]].isna().all()
    borrowed = replace(story.places["geonames:90003"], point_of="geonames:90001")
    again = frames.places(replace(story, places={**story.places, borrowed.id: borrowed}))
    assert not again.loc[borrowed.id, "own_point"]


@pytest.mark.parametrize("make", [frames.events, frames.mentions, frames.actors, frames.places])
def test_an_empty_timeline_has_empty_tables_of_the_same_types(make, story):
    empty, full = make(Chronicle()), make(story)
    assert empty.empty
    assert list(empty.columns) == list(full.columns)
    for name in full.columns:
        assert str(empty[name].dtype) == str(full[name].dtype), name


def test_any_text_goes_into_a_table():
    text = "A lone \ud800 surrogate struck."
    maker = samples.Maker()
    maker.article("odd", [text], source="\udfff")
    maker.actor("a", "\ud800", "group", names=("\ud800",))
    maker.place("p", "\ud800")
    maker.event("violence/strike", "\ud800", [("odd", text, "struck")], [("a", "agent")], ["p"])
    chronicle = maker.chronicle()
    assert frames.events(chronicle)["label"].iloc[0] == "\ud800"
    assert frames.mentions(chronicle)["source"].iloc[0] == "\udfff"
    assert frames.actors(chronicle)["name"].iloc[0] == frames.places(chronicle)["name"].iloc[0] == "\ud800"


def test_what_a_user_has_corrected_is_told(story):
    assert story.to_dataframe()["corrected"].loc[["ev_0001", "ev_0002"]].tolist() == [samples.CORRECTED, ""]
