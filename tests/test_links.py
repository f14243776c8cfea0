"""Events that belong together are linked, not merged; what does not fit is not linked."""

import itertools
from datetime import date

import pytest
from test_merge import MONDAY, ONTOLOGY, RUIZ, SILVA, TUESDAY, arrest, on_days, reading

from timeline import when
from timeline.accounts import event
from timeline.drafts import draft
from timeline.links import link, told
from timeline.model import Status
from timeline.resolve import resolve
from timeline.tellings import Sources

BEFORE, AFTER = date(2026, 1, 2), date(2026, 1, 10)


def linked(*readings):
    """The events of the readings, one a claim, by the id of their article."""
    resolution = resolve(readings)
    sources = Sources([r.article for r in readings], {})
    drafts = [draft(claim, r.article, resolution, ONTOLOGY) for r in readings for claim in r.claims]
    found = list(link([told(event(d, sources, resolution, ONTOLOGY), d.claims) for d in drafts], sources, resolution))
    by_doc = {e.sources[0]: e for e in found}
    names = {e.id: e.sources[0] for e in found}
    return {doc: ([names[id] for id in e.follows], [names[id] for id in e.part_of]) for doc, e in by_doc.items()}


def plan(day=MONDAY, doc="plan", published=BEFORE, **more):
    return reading(doc, arrest(day, status=Status.PLANNED, **more), published=published)


def done(day=MONDAY, doc="done", **more):
    return reading(doc, arrest(day, **more), published=AFTER)


def test_what_was_planned_and_done_is_linked():
    assert linked(plan(), done()) == {"plan": ([], []), "done": (["plan"], [])}


def test_a_plan_without_a_day_is_carried_out_soon_after_it_is_told():
    assert linked(plan(None), done())["done"] == (["plan"], [])
    assert linked(plan(None), done(date(2026, 8, 5)))["done"] == ([], [])
    assert linked(plan(None), done(date(2025, 12, 30)))["done"] == ([], [])


@pytest.mark.parametrize("other", [{"day": TUESDAY}, {"who": SILVA}, {"places": ("Lagos",)}, {"status": Status.NEGATED}])
def test_another_day_person_place_or_nothing_is_no_outcome(other):
    assert linked(plan(), done(**other))["done"] == ([], [])


def test_a_plan_has_one_outcome_the_nearest():
    found = linked(plan(None), done(MONDAY, "first"), done(TUESDAY, "second"))
    assert (found["first"][0], found["second"][0]) == (["plan"], [])


def test_a_plan_without_a_day_needs_a_later_article_and_an_actor_of_its_own():
    assert linked(plan(None, published=AFTER), done())["done"] == ([], [])
    assert linked(plan(None, who=("France", "LOC")), done(who=("France", "LOC")))["done"] == ([], [])
    assert linked(plan(who=("France", "LOC")), done(who=("France", "LOC")))["done"] == (["plan"], [])


def test_a_plan_told_after_the_deed_is_another():
    assert linked(plan(published=date(2026, 2, 1)), done())["done"] == ([], [])


def whole(first=date(2026, 1, 1), last=date(2026, 1, 8), **more):
    held = reading("whole", arrest(MONDAY, trigger="arrests", **{"count": 30, **more}), published=AFTER)
    return on_days(held, when.days(first, last))


def test_one_of_those_that_are_counted_is_part_of_the_count():
    assert linked(whole(), done()) == {"whole": ([], []), "done": ([], ["whole"])}
    assert linked(whole(count=None, plural=True), done())["done"] == ([], ["whole"])


def test_a_part_lies_in_the_place_of_the_whole_and_counts_fewer_people():
    assert linked(whole(places=("France",)), done())["done"] == ([], ["whole"])
    assert linked(whole(), done(places=("France",)))["done"] == ([], [])
    crowd = reading(
        "done", ("arrest", "arrested", MONDAY, {"agent": [RUIZ], "target": [("40 men", "")]}, (), {}), published=AFTER
    )
    police = reading("whole", ("arrest", "arrests", MONDAY, {"agent": [RUIZ]}, (), {"count": 30}), published=AFTER)
    month = on_days(police, when.month(2026, 1))
    assert linked(month, crowd)["done"] == ([], [])
    few = reading(
        "done", ("arrest", "arrested", MONDAY, {"agent": [RUIZ], "target": [("two men", "")]}, (), {}), published=AFTER
    )
    assert linked(month, few)["done"] == ([], ["whole"])


def test_an_open_end_reaches_to_the_publication():
    assert linked(whole(last=None), done())["done"] == ([], ["whole"])
    assert linked(whole(last=None), done(date(2026, 1, 12)))["done"] == ([], [])


@pytest.mark.parametrize(
    "other",
    [{"day": date(2026, 1, 9)}, {"day": None}, {"who": SILVA}, {"places": ("Lagos",)}, {"count": 2}, {"plural": True}],
)
def test_what_is_outside_or_itself_counted_is_no_part(other):
    assert linked(whole(), done(**other))["done"] == ([], [])


def test_of_several_counts_the_narrowest_takes_it():
    year = on_days(reading("year", arrest(MONDAY, trigger="arrests", count=90), published=AFTER), when.year(2026))
    assert linked(whole(), year, done())["done"] == ([], ["whole"])


def test_one_event_of_many_days_is_no_whole():
    assert linked(whole(count=None), done())["done"] == ([], [])


def test_the_order_changes_nothing():
    told = [plan(None), done(), whole(), done(TUESDAY, "second", who=RUIZ)]
    first = linked(*told)
    assert any(follows for follows, _ in first.values())
    assert all(linked(*order) == first for order in itertools.permutations(told))
