"""Claims of one occurrence become one event, and claims of two do not."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from timeline import ontology, when
from timeline.merge import merge
from timeline.model import Article, Claim, Mention, Reading, RoleFiller, Span, Status, TimeExpression
from timeline.resolve import resolve

ONTOLOGY = ontology.load()
RUIZ, SILVA = ("Ana Ruiz", "PERSON"), ("Juan Silva", "PERSON")


def reading(doc, *told, published=date(2026, 1, 10)):
    """An article whose text is its claims, one a line: (type, trigger, day or None, {role: names}, places, more)."""
    text, claims, names = "", [], []
    for kind, trigger, day, roles, places, more in told:
        start = len(text)
        parts = {}
        for word, label in [(trigger, ""), *itertools.chain(*roles.values()), *((p, "LOC") for p in places)]:
            parts[word] = Mention(Span(len(text), len(text) + len(word)), word, label)
            text += f"{word} "
        time = None
        if day is not None:
            words = day.isoformat()
            interval = when.day(day)
            time = TimeExpression(Span(len(text), len(text) + len(words)), words, "DATE", words, interval)
            text += words
        names += [m for m in parts.values() if m.label]
        fillers = tuple(RoleFiller(parts[name], role) for role, who in roles.items() for name, _ in who)
        where = tuple(parts[place] for place in places)
        sentence = Span(start, len(text))
        claims.append(Claim(doc, kind, parts[trigger].span, trigger, sentence, fillers, where, time, **more))
        text += "\n"
    return Reading(Article(doc, text, published), tuple(names), tuple(claims))


def on_days(held, interval):
    """The reading with other days for the words that date its first claim."""
    first, *others = held.claims
    return replace(held, claims=(replace(first, time=replace(first.time, interval=interval)), *others))


def events(*readings):
    return merge(readings, resolve(readings), ONTOLOGY)


def arrest(day, who=RUIZ, places=("Lyon",), trigger="arrested", **more):
    return "arrest", trigger, day, {"target": [who]}, places, more


MONDAY, TUESDAY = date(2026, 1, 5), date(2026, 1, 6)


def test_tellings_of_one_article_are_joined():
    (event,) = events(reading("a", arrest(MONDAY), arrest(None)))
    assert [m.doc for m in event.mentions] == ["a", "a"]
    assert (event.start, event.end) == (MONDAY, MONDAY)


def test_tellings_of_two_articles_are_joined_and_keep_their_evidence():
    (event,) = events(reading("a", arrest(MONDAY)), reading("b", arrest(MONDAY)))
    assert event.sources == ("a", "b")


@pytest.mark.parametrize(
    "other",
    [arrest(TUESDAY), arrest(MONDAY, who=SILVA), arrest(MONDAY, status=Status.NEGATED), arrest(MONDAY, places=("Lagos",))],
)
@pytest.mark.parametrize("apart", [True, False])
def test_another_day_person_status_or_country_is_another_event(other, apart):
    told = [reading("a", arrest(MONDAY)), reading("b", other)] if apart else [reading("a", arrest(MONDAY), other)]
    assert len(events(*told)) == 2


def test_the_order_of_articles_changes_nothing():
    told = [reading(doc, arrest(MONDAY), arrest(None, who=SILVA)) for doc in "abc"]
    first = events(*told)
    assert all(events(*order) == first for order in itertools.permutations(told))


def test_differing_counts_are_told_as_a_conflict():
    told = [reading(doc, arrest(MONDAY, count=count)) for doc, count in (("a", 4), ("b", 6))]
    (event,) = events(*told)
    assert list(map(str, event.conflicts)) == ["count: 4 (a) or 6 (b)"]


def test_what_happened_is_not_after_the_first_report():
    (event,) = events(reading("a", arrest(None), published=date(2026, 1, 12)))
    assert (event.start, event.not_after) == (None, date(2026, 1, 12))


def test_it_is_reported_only_if_every_telling_is():
    (event,) = events(reading("a", arrest(MONDAY, reported=True)), reading("b", arrest(MONDAY)))
    assert not event.reported


def test_a_label_says_who_did_what_to_whom():
    (event,) = events(reading("a", ("arrest", "arrested", MONDAY, {"agent": [("Interpol", "ORG")], "target": [RUIZ]}, (), {})))
    assert event.label == "Interpol arrest of Ana Ruiz"


def linked(held, *groups):
    """The reading with its claims linked as the judge would: each group of their numbers tells of one occurrence."""
    claims = list(held.claims)
    for group in groups:
        for i in group:
            claims[i] = replace(claims[i], same_as=held.claims[group[0]].trigger)
    return replace(held, claims=tuple(claims))


def test_what_the_judge_links_is_one_event_and_what_it_does_not_is_two():
    told = reading("a", arrest(MONDAY), arrest(MONDAY), arrest(None, who=SILVA))
    assert sorted(len(e.mentions) for e in events(linked(told, [0, 2], [1]))) == [1, 2]


def test_actors_that_no_telling_is_sure_of_are_kept_as_unsure_and_not_named_in_the_label():
    told = reading("a", arrest(MONDAY, who=RUIZ), arrest(None, who=SILVA))
    doubtful = tuple(replace(f, sure=False) for f in told.claims[1].roles)
    told = replace(told, claims=(told.claims[0], replace(told.claims[1], roles=doubtful)))
    (event,) = events(linked(told, [0, 1]))
    assert {(p.actor, p.sure) for p in event.actors} == {("person:ana-ruiz", True), ("person:juan-silva", False)}
    assert "Silva" not in event.label
