"""What is written keeps the contract, reads back, and is never half there."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import date

import igraph
import pandas as pd
import pytest
import samples

from timeline import export, frames
from timeline.errors import InputError, OutputError
from timeline.export import articles, events
from timeline.model import Article, Chronicle, Evidence, Span
from timeline.page import contents

KEYS = ["id", "type", "family", "plover", "label", "start", "end", "edtf", "precision", "not_before", "not_after", "when"]
KEYS += ["status", "reported", "count", "main", "actors", "places", "mentions", "sources"]
KEYS += ["independent", "conflicts", "follows", "part_of"]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def test_events_keep_the_contract(chronicle, tmp_path):
    events.write(chronicle, tmp_path / "events.jsonl")
    records = {record["id"]: record for record in lines(tmp_path / "events.jsonl")}
    assert all(list(record) == KEYS for record in records.values())
    strike = records["ev_0001"]
    assert list(strike["when"]) == ["phrase", "doc", "span", "anchor", "anchor_is", "rule", "narrowed"]
    assert strike["actors"] == [{"id": "country:AV", "name": "Arvenia", "role": "agent", "named": True, "sure": True}]
    bay = {"id": "geonames:90002", "name": "Kestrel Bay", "country": "AV", "lat": 41.9, "lon": 31.0}
    assert strike["places"] == [{**bay, "point_of": "geonames:90002", "sure": True}]
    assert strike["sources"] == ["harbour", "talks"]
    text = chronicle.article("harbour").text
    assert text[slice(*strike["when"]["span"])] == strike["when"]["phrase"] == "late on Tuesday"
    assert list(strike["mentions"][0]) == ["doc", "start", "end", "text", "sentence"]
    assert text[strike["mentions"][0]["start"] : strike["mentions"][0]["end"]] == "struck"
    assert records["ev_0007"]["when"] is records["ev_0007"]["edtf"] is records["ev_0007"]["start"] is None


def test_events_stand_in_order_of_time(chronicle, tmp_path):
    events.write(replace(chronicle, events=chronicle.events[::-1]), tmp_path / "events.jsonl")
    order = [(record["start"] or record["end"] or "9999", record["id"]) for record in lines(tmp_path / "events.jsonl")]
    assert order == sorted(order)


def test_what_has_a_last_day_only_stands_there_in_every_order(chronicle, tmp_path):
    until = samples.interval("../2026-01-04", None, "2026-01-04", "range")
    events = tuple(replace(e, interval=until) if e.id == "ev_000d" else e for e in chronicle.events)
    story = replace(chronicle, events=events[::-1])
    export.write(story, tmp_path, ["events", "csv", "parquet", "ical", "kml"])
    order = [record["id"] for record in lines(tmp_path / "events.jsonl")]
    assert order.index("ev_0003") < order.index("ev_000d") < order.index("ev_0001")  # of January 3, 4 and 6
    assert list(frames.to_dataframe(story).index) == order
    assert pd.read_csv(tmp_path / "csv" / "events.csv")["id"].tolist() == order
    assert pd.read_parquet(tmp_path / "events.parquet")["id"].tolist() == order
    assert re.findall("UID:(.*)@", (tmp_path / "events.ics").read_text(encoding="utf8")) == order
    assert contents.tell(story, sorted({event.family for event in story.events}))["events"]["id"] == order


def test_text_is_written_as_it_is(chronicle, tmp_path):
    articles.write(chronicle, tmp_path / "articles.jsonl")
    assert "“was never a civilian one”" in (tmp_path / "articles.jsonl").read_text(encoding="utf8")
    first = lines(tmp_path / "articles.jsonl")[0]
    assert list(first) == ["id", "date", "date_source", "title", "url", "source", "copy_of", "also", "sha256", "text"]
    assert first["text"] == chronicle.article("harbour").text
    assert first["sha256"] == hashlib.sha256(first["text"].encode()).hexdigest()


def test_a_folder_reads_back_to_the_same_bytes(chronicle, tmp_path):
    export.write(chronicle, tmp_path / "one")
    again = export.open_folder(tmp_path / "one")
    paths = export.write(again, tmp_path / "other")
    assert [path.name for path in paths] == ["articles.jsonl", "events.jsonl", "graph.graphml"]
    for path in paths:
        assert path.read_bytes() == (tmp_path / "one" / path.name).read_bytes(), path.name
    assert again.actors == chronicle.actors
    assert again.places == chronicle.places


def test_conflicts_copies_and_links_are_written_and_read_back(tmp_path):
    chronicle = samples.linked()
    export.write(chronicle, tmp_path)
    records = {record["id"]: record for record in lines(tmp_path / "events.jsonl")}
    assert (records["ev_0001"]["sources"], records["ev_0001"]["independent"]) == (["harbour", "mirror", "talks"], 2)
    assert records["ev_0001"]["conflicts"][1] == {
        "field": "count",
        "values": [{"value": "2", "sources": ["harbour", "mirror"]}, {"value": "3", "sources": ["talks"]}],
    }
    assert (records["ev_0002"]["part_of"], records["ev_0003"]["follows"]) == (["ev_000d", "ev_gone"], ["ev_0006"])
    assert {a["id"]: a["copy_of"] for a in lines(tmp_path / "articles.jsonl")}["mirror"] == "harbour"
    again = export.open_folder(tmp_path)
    assert again.copies == {"mirror": "harbour"}
    for one, other in zip(again.events, sorted(chronicle.events, key=lambda e: (e.start or date.max, e.id)), strict=True):
        assert (one.conflicts, one.independent, one.follows, one.part_of) == (
            other.conflicts,
            other.independent,
            other.follows,
            other.part_of,
        )


def test_a_date_narrowed_by_other_tellings_reads_back_as_such(chronicle, tmp_path):
    first = chronicle.events[0]
    told = replace(first, when=replace(first.when, narrowed=True))
    events.write(replace(chronicle, events=(told,)), tmp_path / "events.jsonl")
    assert events.read(tmp_path / "events.jsonl").events[0].when.narrowed


def test_a_folder_reads_back_without_its_graph(chronicle, tmp_path):
    export.write(chronicle, tmp_path, ["events", "articles"])
    again = export.open_folder(tmp_path)
    assert [e.id for e in again.with_actor("Belk").events] == ["ev_0004", "ev_0005"]
    assert again.actors["person:anton-belk"].kind == "person"


def test_any_text_survives(tmp_path):
    text = "A lone \ud800 surrogate, a \x0b tab, a \u2028 separator, a \x00 nought and a 🛰 satellite struck."
    maker = samples.Maker()
    maker.article("odd name (1)", [text], title="\x0b")
    maker.actor("name:Élan vital/2_x0041_", "Élan | vital", "group")
    maker.event("violence/strike", "a strike", [("odd name (1)", text, "struck")], [("name:Élan vital/2_x0041_", "agent")])
    export.write(maker.chronicle(), tmp_path)
    again = export.open_folder(tmp_path)
    assert again.articles == tuple(maker.articles.values())
    assert again.quote(again.events[0].mentions[0]) == text
    assert list(again.actors) == ["name:Élan vital/2_x0041_"]
    assert igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml")).vcount() == 3


def test_the_same_chronicle_gives_the_same_bytes(chronicle, tmp_path):
    turned = replace(chronicle, articles=chronicle.articles[::-1], events=chronicle.events[::-1])
    for one, other in zip(export.write(chronicle, tmp_path / "a"), export.write(turned, tmp_path / "b"), strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_table(chronicle):
    frame = frames.to_dataframe(chronicle)
    assert len(frame) == len(chronicle)
    assert frame.loc["ev_0001", "start"] == pd.Timestamp("2026-01-06")
    assert frame.loc["ev_0004", ["agents", "targets", "places"]].tolist() == ["prosecutors in Dovrin", "Anton Belk", "Dovrin"]
    assert frame.loc["ev_000d", "count"] == 12
    assert pd.isna(frame.loc["ev_0001", "count"])
    assert pd.isna(frame.loc["ev_0007", "start"])
    assert frame["start"].dropna().is_monotonic_increasing
    assert frames.to_dataframe(Chronicle()).empty


def test_table_tells_conflicts_and_links_in_words():
    frame = frames.to_dataframe(samples.linked())
    assert frame.loc["ev_0001", "conflicts"].endswith("count: 2 (harbour, mirror) or 3 (talks)")
    assert frame.loc["ev_0001", ["articles", "independent"]].tolist() == [3, 2]
    assert (frame.loc["ev_0002", "part_of"], frame.loc["ev_0003", "follows"]) == ("ev_000d; ev_gone", "ev_0006")


def test_table_holds_any_year():
    event = replace(samples.small().events[0], interval=samples.interval("0476-09-04", "0476-09-04", "0476-09-04"))
    frame = frames.to_dataframe(replace(samples.small(), events=(event,)))
    assert frame["start"].iloc[0].year == 476


def test_an_unwritable_folder_is_told_in_one_line(chronicle, tmp_path):
    (tmp_path / "file").write_text("I am no folder")
    with pytest.raises(OutputError) as caught:
        export.write(chronicle, tmp_path / "file" / "out")
    assert str(tmp_path / "file") in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", sorted(export.FORMATS))
def test_nothing_half_written_is_left(chronicle, tmp_path, name):
    format = export.FORMATS[name]
    kept = tmp_path / format.file / "kept" if format.is_folder else tmp_path / format.file
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("what was there before")
    lost = Evidence("nowhere", Span(0, 1), "x", Span(0, 1))
    broken = replace(chronicle, events=(*chronicle.events, replace(chronicle.events[0], id="ev_zz", mentions=(lost,))))
    broken = replace(broken, articles=(*broken.articles, Article("z", "text", date="not a date")))
    broken = replace(broken, actors={k: v for k, v in broken.actors.items() if k != "country:SU"})
    with pytest.raises((KeyError, AttributeError, TypeError)):
        export.write_one(broken, tmp_path / format.file, name)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [kept]
    assert kept.read_text() == "what was there before"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("events.jsonl", None, "events.jsonl: cannot be read"),
        ("events.jsonl", "{}\n", "events.jsonl:1: not an event"),
        ("articles.jsonl", '{"id": "a"\n', "articles.jsonl:1: not an article"),
        ("articles.jsonl", "", "articles.jsonl: the article harbour that events quote is not there"),
        ("graph.graphml", "<graph", "graph.graphml: not a graph"),
    ],
)
def test_a_broken_folder_is_told_in_one_line(chronicle, tmp_path, name, content, fault):
    export.write(chronicle, tmp_path)
    (tmp_path / name).unlink() if content is None else (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=fault) as caught:
        export.open_folder(tmp_path)
    assert "\n" not in str(caught.value)


def test_days_come_back_as_days(chronicle, tmp_path):
    events.write(chronicle, tmp_path / "events.jsonl")
    strike = next(e for e in events.read(tmp_path / "events.jsonl").events if e.id == "ev_0001")
    assert (strike.start, strike.when.time.span) == (date(2026, 1, 6), chronicle.events[0].when.time.span)
