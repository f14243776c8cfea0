"""What changed between two timelines is told event by event and field by field."""

import json
from dataclasses import fields, replace

import pytest
import samples
from test_cli import run

from timeline.analyse import difference, sample
from timeline.analyse.changes import tell
from timeline.build import Timeline
from timeline.model import Chronicle, Event, Span, Status


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
    assert found.articles_changed == ("talks",)


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
    assert (found.articles_went, found.articles_came) == ((one.id,), ())
    assert difference(less, chronicle).articles_came == (one.id,)
    assert difference(Chronicle(), Chronicle()).same == 0


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
    assert tell(strike, chronicle) != tell(replace(strike, **{name: other}), chronicle)


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
    ]


def test_diff_for_programs(folders):
    found = json.loads(run("diff", "--json", *folders).stdout)
    assert (found["came"][0]["event"]["id"], found["came"][0]["shares_with"]) == ("ev_new", ["ev_sentencing"])
    assert found["changed"][0]["fields"] == {"status": {"before": "occurred", "after": "planned"}}
    assert (found["same"], found["articles"]) == (7, {"came": [], "went": [], "changed": []})


def test_diff_of_what_is_no_built_folder_is_one_line(folders, tmp_path):
    (tmp_path / "empty").mkdir()
    result = run("diff", folders[0], tmp_path / "empty")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"error: {tmp_path / 'empty' / 'events.jsonl'}: cannot be read")
    assert run("diff", folders[0], tmp_path / "nowhere").exit_code == 2
