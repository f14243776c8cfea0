"""What changed between two timelines is told event by event and field by field."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest
import samples
from test_cli import run

from timeline.analyse import difference, sample
from timeline.analyse.changes import naming, tell
from timeline.build import Timeline
from timeline.model import Appearance, Chronicle, Event, Span, Status


def renamed(event, **changes):
    return replace(event, id=f"{event.id}_again", **changes)


def test_nothing_differs_from_itself(chronicle):
    turned = replace(chronicle, events=chronicle.events[::-1], articles=chronicle.articles[::-1])
    found = difference(chronicle, turned)
    assert not found
    assert found.same == len(chronicle.events)


def test_events_come_go_and_change(chronicle):
    first, second, *others = chronicle.events
    told = replace(second, status=Status.OCCURRED, count=3, places=())
    found = difference(chronicle, replace(chronicle, events=(told, *others)))
    assert [alone.event.id for alone in found.went] == [first.id]
    assert found.came == ()
    (change,) = found.changed
    assert dict(change.fields) == {"status": ("ongoing", "occurred"), "count": (None, 3), "places": (["Sunder Coast"], [])}
    back = difference(replace(chronicle, events=(told, *others)), chronicle)
    assert ([alone.event.id for alone in back.came], back.went) == ([first.id], ())


def test_an_event_with_another_id_is_found_by_its_passages(chronicle):
    strike, *others = chronicle.events
    found = difference(chronicle, replace(chronicle, events=(renamed(strike), *others)))
    assert not found
    changed = difference(chronicle, replace(chronicle, events=(renamed(strike, main=False), *others))).changed
    assert [(c.before.id, c.after.id, dict(c.fields)) for c in changed] == [
        (strike.id, f"{strike.id}_again", {"main": (True, False)})
    ]


def test_words_that_overlap_are_one_passage(chronicle):
    strike, *others = chronicle.events
    wider = tuple(replace(m, span=Span(m.span.start - 1, m.span.end), text=f" {m.text}") for m in strike.mentions)
    (change,) = difference(chronicle, replace(chronicle, events=(renamed(strike, mentions=wider), *others))).changed
    assert list(change.fields) == ["mentions"]


def test_passages_are_found_again_when_the_article_has_a_new_head(chronicle):
    head = "UPDATED. "

    def later(span):
        return Span(span.start + len(head), span.end + len(head))

    articles = tuple(replace(a, text=head + a.text) if a.id == "talks" else a for a in chronicle.articles)
    events = tuple(
        renamed(e, mentions=tuple(replace(m, span=later(m.span), sentence=later(m.sentence)) for m in e.mentions))
        if e.sources == ("talks",)
        else e
        for e in chronicle.events
    )
    found = difference(chronicle, replace(chronicle, articles=articles, events=events))
    assert (found.came, found.went, found.changed) == ((), (), ())
    (article,) = found.articles.changed
    assert (article.after.id, list(article.fields)) == ("talks", ["text"])


def test_a_split_leads_to_the_event_that_kept_the_passages(chronicle):
    strike, *others = chronicle.events
    first, second, third = strike.mentions
    parts = (replace(strike, mentions=(first, second)), renamed(strike, mentions=(third,)))
    found = difference(chronicle, replace(chronicle, events=(*parts, *others)))
    assert [(alone.event.id, alone.shares_with) for alone in found.came] == [(f"{strike.id}_again", (strike.id,))]
    joined = difference(replace(chronicle, events=(*parts, *others)), chronicle)
    assert [(alone.event.id, alone.shares_with) for alone in joined.went] == [(f"{strike.id}_again", (strike.id,))]


def test_each_event_is_matched_once_and_with_the_most_passages(chronicle):
    strike, *others = chronicle.events
    first, second, third = strike.mentions
    small, big = renamed(strike, mentions=(first,)), replace(strike, id="ev_big", mentions=(second, third))
    found = difference(chronicle, replace(chronicle, events=(small, big, *others)))
    assert [(c.before.id, c.after.id) for c in found.changed] == [(strike.id, "ev_big")]
    assert [alone.event.id for alone in found.came] == [small.id]


def test_links_to_an_event_with_another_id_are_no_change():
    chronicle = samples.linked()
    plan = next(e for e in chronicle.events if e.id == "ev_0006")
    events = [renamed(plan) if e is plan else e for e in chronicle.events]
    events = [replace(e, follows=(f"{plan.id}_again",)) if plan.id in e.follows else e for e in events]
    assert not difference(chronicle, replace(chronicle, events=tuple(events)))


def test_articles_come_and_go(chronicle):
    one, *others = chronicle.articles
    less = replace(chronicle, articles=tuple(others), events=())
    found = difference(chronicle, less)
    assert (found.articles.went, found.articles.came) == ((one,), ())
    assert difference(less, chronicle).articles.came == (one,)
    assert difference(Chronicle(), Chronicle()).same == 0


def test_an_actor_of_the_same_name_that_is_another_is_a_change(chronicle):
    one = next(iter(chronicle.events[0].actors))
    actor = chronicle.actors[one.actor]
    twin = replace(actor, id=f"{actor.id}-2")
    event = chronicle.events[0]
    cast = tuple(replace(part, actor=twin.id) if part == one else part for part in event.actors)
    others = chronicle.events[1:]
    later = replace(chronicle, events=(replace(event, actors=cast), *others), actors={**chronicle.actors, twin.id: twin})
    found = difference(chronicle, later)
    assert found.actors.came == (twin,)
    (change,) = found.changed
    (before, now) = change.fields["actors"]
    assert (set(before) - set(now), set(now) - set(before)) == (
        {f"{actor.name} ({actor.id}) ({one.role})"},
        {f"{actor.name} ({twin.id}) ({one.role})"},
    )


def test_who_is_called_otherwise_is_told_once_and_not_by_each_event(chronicle):
    (belk, others) = chronicle.actors["person:anton-belk"], chronicle.actors
    renamed = replace(belk, name="Anton J. Belk", kind="official", country="AV", names=("Belk", "Anton J. Belk"))
    found = difference(chronicle, replace(chronicle, actors={**others, belk.id: renamed}))
    assert (found.changed, found.same) == ((), len(chronicle.events))
    (change,) = found.actors.changed
    assert change.fields["name"] == ("Anton Belk", "Anton J. Belk")
    assert list(change.fields) == ["name", "kind", "names", "country"]


CHANGED_NODES = [
    ("actors", {"named": False}),
    ("places", {"lat": 1.5, "lon": -2.0}),
    ("places", {"within": "country:XX", "point_of": "country:XX"}),
    ("places", {"names": ("Another",), "kind": "village", "country": "XX"}),
    ("articles", {"date": samples.day("2020-01-01"), "date_source": "dateline"}),
    ("articles", {"title": "New", "url": "https://new.example/", "source": "New"}),
    ("articles", {"also": (Appearance("elsewhere", source="Other Wire"),)}),
]


@pytest.mark.parametrize(("part", "changes"), CHANGED_NODES)
def test_no_field_of_actors_places_and_articles_changes_unseen(chronicle, part, changes):
    nodes = getattr(chronicle, part)
    one = nodes[0] if part == "articles" else next(iter(nodes.values()))
    other = replace(one, **changes)
    made = (other, *nodes[1:]) if part == "articles" else {**nodes, one.id: other}
    found = difference(chronicle, replace(chronicle, **{part: made}))
    assert found
    (change,) = getattr(found, part).changed
    assert (change.before, change.after, set(change.fields)) == (one, other, set(changes))


def test_an_article_that_is_now_a_copy_is_changed(chronicle):
    one, other, *_ = chronicle.articles
    found = difference(chronicle, replace(chronicle, copies={one.id: other.id}))
    assert [dict(change.fields) for change in found.articles.changed] == [{"copy_of": (None, other.id)}]


OTHER = {
    "type": "attack",
    "label": "another",
    "interval": samples.interval("2020", "2020-01-01", "2020-12-31", "year"),
    "not_before": samples.day("2001-01-01"),
    "not_after": samples.day("2002-01-01"),
    "when": None,
    "status": Status.POSSIBLE,
    "reported": False,
    "count": 9,
    "main": False,
    "actors": (),
    "places": (),
    "mentions": (),
    "conflicts": (),
    "unsure_places": ("geonames:90002",),
    "plover": "ASSAULT",
    "independent": 7,
    "follows": ("ev_x",),
    "part_of": ("ev_x",),
}


@pytest.mark.parametrize("name", [part.name for part in fields(Event) if part.name not in ("id", "family")])
def test_no_field_changes_unseen(chronicle, name):
    strike = chronicle.events[0]
    other = OTHER.get(name, ("something else",))
    assert getattr(strike, name) != other
    names = naming(chronicle, chronicle)
    assert tell(strike, names) != tell(replace(strike, **{name: other}), names)


@pytest.fixture
def folders(tmp_path):
    story = sample()
    arrest, *others, truce = story.events
    later = replace(truce, status=Status.PLANNED, id="ev_truce")
    new = replace(arrest, id="ev_new", mentions=others[-1].mentions, label="New")
    for name, events in (("a", story.events), ("b", (*others, later, new))):
        held = {part.name: getattr(story, part.name) for part in fields(story)}
        Timeline(**{**held, "events": events}).write(tmp_path / name)
    return tmp_path / "a", tmp_path / "b"


def test_diff_shows_it_line_by_line(folders):
    result = run("diff", *folders)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "+ ev_new 2026-02-09 arrest: New (passages also in ev_sentencing)",
        "- ev_arrest 2026-02-09 arrest: Arrest of Anton Belk",
        "~ ev_truce 2026-04-02 agreement: Truce of Arvenia and Sunder Republic (was ev_agreement)",
        "    status: occurred -> planned",
        "events: 1 came, 1 went, 1 changed, 7 same",
        "actors: 0 came, 0 went, 0 changed, 5 same",
        "places: 0 came, 0 went, 0 changed, 1 same",
        "articles: 0 came, 0 went, 0 changed, 2 same",
    ]


def test_diff_shows_what_changed_of_actors_places_and_articles(tmp_path):
    story = sample()
    courier, herald = story.articles
    belk, dovrin = story.actors["person:anton-belk"], story.places["name:dovrin"]
    later = replace(
        story,
        articles=(replace(courier, date=date(2026, 4, 4), title="Harbour chief held"), herald),
        actors={**story.actors, belk.id: replace(belk, names=("Belk", "A. Belk"))},
        places={dovrin.id: replace(dovrin, lat=1.5, lon=2.0, point_of=dovrin.id)},
    )
    for name, made in (("a", story), ("b", later)):
        Timeline(**{part.name: getattr(made, part.name) for part in fields(made)}).write(tmp_path / name)
    assert run("diff", tmp_path / "a", tmp_path / "b").stdout.splitlines() == [
        "~ actor person:anton-belk: Anton Belk",
        "    names: - Anton Belk",
        "    names: + A. Belk",
        "~ place name:dovrin: Dovrin",
        "    lat: none -> 1.5",
        "    lon: none -> 2.0",
        "    point_of: none -> name:dovrin",
        "~ article courier: Harbour chief held",
        "    date: 2026-04-03 -> 2026-04-04",
        "    title: none -> Harbour chief held",
        "events: 0 came, 0 went, 0 changed, 9 same",
        "actors: 0 came, 0 went, 1 changed, 4 same",
        "places: 0 came, 0 went, 1 changed, 0 same",
        "articles: 0 came, 0 went, 1 changed, 1 same",
    ]
    shown = json.loads(run("diff", "--json", tmp_path / "a", tmp_path / "b").stdout)
    assert shown["articles"]["changed"][0] == {
        "id": "courier",
        "name": "Harbour chief held",
        "fields": {
            "date": {"before": "2026-04-03", "after": "2026-04-04"},
            "title": {"before": None, "after": "Harbour chief held"},
        },
    }


def test_diff_for_programs(folders):
    found = json.loads(run("diff", "--json", *folders).stdout)
    assert (found["came"][0]["event"]["id"], found["came"][0]["shares_with"]) == ("ev_new", ["ev_sentencing"])
    assert found["changed"][0]["fields"] == {"status": {"before": "occurred", "after": "planned"}}
    assert (found["same"], found["articles"]) == (7, {"came": [], "went": [], "changed": [], "same": 2})


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_diff_says_by_its_exit_code_whether_anything_differs_where_one_asks(folders, form):
    one, other = folders
    shown = run("diff", one, other, *form)
    told = run("diff", one, other, "--exit-code", *form)
    assert (shown.exit_code, told.exit_code, told.stderr) == (0, 1, "")
    assert told.stdout == shown.stdout
    assert run("diff", one, one, "--exit-code", *form).exit_code == 0


def test_diff_of_what_is_no_built_folder_is_one_line(folders, tmp_path):
    (tmp_path / "empty").mkdir()
    result = run("diff", folders[0], tmp_path / "empty")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"error: {tmp_path / 'empty' / 'events.jsonl'}: cannot be read")
    assert run("diff", folders[0], tmp_path / "nowhere").exit_code == 2
