"""Claims of one occurrence become one event, and claims of two do not."""

import itertools
import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from timeline import ontology, when
from timeline.errors import SchemaError
from timeline.merge import merge
from timeline.model import Article, Claim, Mention, Reading, RoleFiller, Span, Status, TimeExpression, Wording
from timeline.network import SENSE
from timeline.resolve import resolve
from timeline.wording import terms

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
        said = text[start:].split()
        wording = Wording(tuple(w.lower() for w in said), 0, len(claims), verb=True, told=0.95, sense=sense(trigger))
        more = {"lemma": trigger, "wording": wording} | more
        claims.append(Claim(doc, kind, parts[trigger].span, trigger, sentence, fillers, where, time, **more))
        text += "\n"
    about = terms(Counter(text.lower().split()))
    return Reading(Article(doc, text, published), tuple(names), tuple(claims), terms=about)


def sense(word):
    """The same for the same word, and nothing alike for another."""
    chance = random.Random(word)
    return bytes(chance.randrange(256) for _ in range(sum(SENSE.values())))


def on_days(held, interval):
    """The reading with other days for the words that date its first claim."""
    first, *others = held.claims
    return replace(held, claims=(replace(first, time=replace(first.time, interval=interval)), *others))


def events(*readings):
    return merge(readings, resolve(readings), ONTOLOGY)


def arrest(day, who=RUIZ, places=("Lyon",), trigger="arrested", **more):
    return "arrest", trigger, day, {"target": [who]}, places, more


MONDAY, TUESDAY, THURSDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 8)


def test_tellings_of_one_article_are_joined():
    (event,) = events(reading("a", arrest(MONDAY), arrest(None)))
    assert [m.doc for m in event.mentions] == ["a", "a"]
    assert (event.start, event.end) == (MONDAY, MONDAY)


def test_tellings_of_two_articles_are_joined_and_keep_their_evidence():
    (event,) = events(reading("a", arrest(MONDAY)), reading("b", arrest(MONDAY)))
    assert event.sources == ("a", "b")


@pytest.mark.parametrize(
    "other",
    [arrest(THURSDAY), arrest(MONDAY, who=SILVA), arrest(MONDAY, status=Status.PLANNED), arrest(MONDAY, places=("Lagos",))],
)
@pytest.mark.parametrize("apart", [True, False])
def test_another_day_person_status_or_country_is_another_event(other, apart):
    told = [reading("a", arrest(MONDAY)), reading("b", other)] if apart else [reading("a", arrest(MONDAY), other)]
    assert len(events(*told)) == 2


def test_another_city_is_another_event_in_one_article_and_a_conflict_in_two():
    assert len(events(reading("a", arrest(MONDAY), arrest(MONDAY, places=("Marseille",))))) == 2
    (event,) = events(reading("a", arrest(MONDAY)), reading("b", arrest(MONDAY, places=("Marseille",))))
    assert [conflict.field for conflict in event.conflicts] == ["place"]


def attack(place, type="attack"):
    return type, "killed", MONDAY, {"target": [("nine people", "")]}, (place,), {}


@pytest.mark.parametrize("type", ["strike", "attack", "killing"])
def test_an_attack_in_another_city_is_another(type):
    assert len(events(reading("a", attack("Kharkiv", type)), reading("b", attack("Odesa", type)))) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("Birmingham, Alabama", "Birmingham, England"), ("Hyderabad, India", "Hyderabad, Pakistan")]
)
def test_an_attack_in_a_city_of_the_same_name_is_another(one, other):
    assert len(events(reading("a", attack(one)), reading("b", attack(other)))) == 2


def hit(type, trigger, day=MONDAY, agent=("Ukraine", "LOC"), place="Novorossiysk"):
    return type, trigger, day, {"agent": [agent]}, (place,), {}


def test_what_soldiers_do_is_not_what_rebels_do():
    ours = [reading(doc, hit("strike", "hit", agent=who)) for doc, who in (("a", ("the army", "")), ("b", ("rebels", "")))]
    assert len(events(*ours)) == 2
    assert len(events(ours[0], reading("c", hit("strike", "hit", agent=("soldiers", ""))))) == 1
    assert len(events(ours[1], reading("c", hit("strike", "hit", agent=("Arakan Army", "ORG"))))) == 1


def test_who_is_sure_to_be_acted_on_is_no_agent_that_may_be():
    sure = reading("a", ("attack", "killed", MONDAY, {"target": [RUIZ]}, ("Lyon",), {}))
    told = reading("b", ("attack", "killed", MONDAY, {"agent": [RUIZ]}, ("Lyon",), {}))
    (claim,) = told.claims
    maybe = replace(told, claims=(replace(claim, roles=tuple(replace(f, sure=False) for f in claim.roles)),))
    (event,) = events(sure, maybe)
    assert [(part.role, part.sure) for part in event.actors] == [("target", True)]


def test_a_suburb_is_no_other_city():
    (event,) = events(reading("a", attack("Boston")), reading("b", attack("Cambridge, Massachusetts")))
    assert event.sources == ("a", "b")


def test_an_acquittal_is_no_conviction():
    told = [("conviction", word, MONDAY, {"target": [RUIZ]}, ("Lyon",), {}) for word in ("convict", "acquit")]
    assert len(events(reading("a", told[0]), reading("b", told[1]))) == 2
    assert len(events(reading("a", told[0]), reading("b", told[0]))) == 1


def test_of_guessed_places_the_one_of_most_tellings_is_shown():
    def guessed(doc, *places):
        held = reading(doc, *(arrest(MONDAY, places=(place,)) for place in places))
        claims = tuple(replace(claim, places=(), near=claim.places[0]) for claim in held.claims)
        return replace(held, claims=claims)

    (event,) = events(guessed("a", "Tallinn"), guessed("b", "Lyon", "Lyon"))
    assert resolve([guessed("a", "Tallinn"), guessed("b", "Lyon", "Lyon")]).places[event.places[0]].name == "Lyon"


def test_what_the_judge_links_and_the_text_puts_elsewhere_is_two():
    told = [arrest(MONDAY, places=places) for places in (("Lyon",), (), ("Lagos",), ())]
    held = reading("a", *told)
    linked = replace(held, claims=tuple(replace(claim, same_as=held.claims[0].trigger) for claim in held.claims))
    assert [len(event.mentions) for event in events(linked)] == [2, 2]
    assert len({event.places for event in events(linked)}) == 2


def test_a_telling_is_where_its_sentence_says_where_another_sentence_says_otherwise():
    first = reading("a", attack("Kharkiv"), attack("Odesa"))
    there = first.claims[0].places[0]
    second = replace(first.claims[1], places=(*first.claims[1].places, there), same_as=first.claims[0].trigger)
    held = replace(first, claims=(replace(first.claims[0], same_as=first.claims[0].trigger), second))
    found = events(held)
    places = resolve([held]).places
    assert sorted([places[id].name for id in event.places] for event in found) == [["Kharkiv"], ["Odesa"]]


def test_numbers_of_the_same_people_are_not_added_up_in_a_label():
    more = {"target": [("14 people", ""), ("17 people", ""), ("two police officers", "")]}
    (event,) = events(reading("a", ("attack", "killed", MONDAY, more, ("Lyon",), {})))
    assert event.label == "Attack on 14 people and two police officers"


def test_whom_two_outlets_describe_in_the_same_words_is_shown_once():
    told = ("attack", "killed", MONDAY, {"agent": [RUIZ], "target": [("nine people", "")]}, ("Lyon",), {})
    (event,) = events(reading("a", told), reading("b", told))
    assert [part.actor for part in event.actors if part.role == "target"] == ["desc:a:nine-people"]


def test_one_outlet_may_deny_what_another_tells():
    denied = arrest(MONDAY, status=Status.NEGATED)
    (event,) = events(reading("a", arrest(MONDAY)), reading("b", arrest(MONDAY)), reading("c", denied))
    assert (event.status, str(event.conflicts[0])) == (Status.OCCURRED, "status: negated (c) or occurred (a, b)")
    assert len(events(reading("a", arrest(MONDAY), denied))) == 2
    assert len(events(reading("a", arrest(MONDAY)), reading("c", arrest(None, status=Status.NEGATED)))) == 2


def strike(day, agent, target, places=(), **more):
    return "strike", "struck", day, {"agent": [(agent, "LOC")], "target": [(target, "LOC")]}, places, more


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        (strike(MONDAY, "Russia", "Ukraine"), strike(MONDAY, "Ukraine", "Russia"), date(2026, 1, 10)),
        (strike(MONDAY, "Israel", "Syria"), strike(MONDAY, "Turkey", "Syria"), date(2026, 1, 10)),
        (strike(MONDAY, "Russia", "Ukraine", ("Kharkiv",)), strike(MONDAY, "Russia", "Ukraine", ("Odesa",)), date(2026, 1, 10)),
        (strike(MONDAY, "Russia", "Ukraine", count=30), strike(MONDAY, "Russia", "Ukraine"), date(2026, 1, 10)),
        (strike(MONDAY, "Russia", "Ukraine"), strike(TUESDAY, "Russia", "Ukraine"), MONDAY),
        (strike(None, "Russia", "Ukraine"), strike(TUESDAY, "Russia", "Ukraine"), MONDAY),
    ],
)
def test_two_strikes_are_two(one, other, published):
    assert len(events(reading("a", one, published=published), reading("b", other))) == 2


ARMY = ("Israeli army", "ORG")


@pytest.mark.parametrize(
    ("state", "body", "victims", "many"),
    [
        (("Israel", "LOC"), ARMY, ("nine people", "12 people"), 1),
        (("Israel", "LOC"), ARMY, ("nine journalists", "12 sailors"), 2),
        (("Israel", "LOC"), ("Israeli Supreme Court", "ORG"), ("nine people", "12 people"), 2),
        (("Syria", "LOC"), ARMY, ("nine people", "12 people"), 2),
    ],
)
def test_a_state_and_a_body_of_it_may_tell_of_one_act_on_the_same(state, body, victims, many):
    told = [
        reading(doc, ("strike", "struck", MONDAY, {"agent": [agent], "target": [(whom, "")]}, ("Gaza City",), {}))
        for doc, agent, whom in zip("ab", (state, body), victims, strict=True)
    ]
    assert len(events(*told)) == many


def test_what_one_article_tells_of_one_actor_and_day_is_one():
    held = reading("a", arrest(MONDAY), arrest(MONDAY, trigger="netted"))
    one, other = held.claims
    apart = replace(held, claims=(replace(one, same_as=one.trigger), replace(other, same_as=other.trigger)))
    assert len(events(apart)) == 1
    later = reading("a", arrest(MONDAY), arrest(THURSDAY, trigger="netted"))
    one, other = later.claims
    assert len(events(replace(later, claims=(replace(one, same_as=one.trigger), replace(other, same_as=other.trigger))))) == 2


def test_outlets_may_differ_by_a_day_and_one_article_may_not():
    (event,) = events(reading("a", arrest(MONDAY)), reading("b", arrest(TUESDAY)))
    assert [str(conflict) for conflict in event.conflicts] == ["date: 2026-01-05 (a) or 2026-01-06 (b)"]
    assert len(events(reading("a", arrest(MONDAY), arrest(TUESDAY)))) == 2


def test_what_one_article_tells_apart_no_other_joins():
    told = [reading("a", arrest(MONDAY), arrest(TUESDAY)), reading("b", arrest(MONDAY)), reading("c", arrest(None))]
    first, second = events(*told)
    assert {first.start, second.start} == {MONDAY, TUESDAY}


def test_other_words_are_another_occurrence():
    one, other = arrest(MONDAY, who=RUIZ, places=()), arrest(MONDAY, who=RUIZ, places=(), trigger="netted")
    assert len(events(reading("a", one), reading("b", one))) == 1
    assert len(events(reading("a", one), reading("b", other))) == 2


def test_a_new_article_changes_only_what_it_tells_of():
    told = [reading("a", arrest(MONDAY)), reading("b", arrest(MONDAY)), reading("c", arrest(THURSDAY, who=SILVA))]
    before, after = set(events(*told)), set(events(*told, reading("d", arrest(THURSDAY, who=SILVA))))
    assert [e.sources for e in after - before] == [("c", "d")]
    assert [e.sources for e in before - after] == [("c",)]


def test_the_order_of_articles_changes_nothing():
    told = [reading(doc, arrest(MONDAY), arrest(None, who=SILVA)) for doc in "abc"]
    first = events(*told)
    assert all(events(*order) == first for order in itertools.permutations(told))


def test_differing_counts_are_told_as_a_conflict():
    told = [reading(doc, arrest(MONDAY, count=count)) for doc, count in (("a", 4), ("b", 6))]
    (event,) = events(*told)
    assert list(map(str, event.conflicts)) == ["count: 4 (a) or 6 (b)"]


@pytest.mark.parametrize(
    ("one", "other", "many"),
    [
        (("two men", ""), ("three men", ""), 2),
        (("two men", ""), ("two men", ""), 2),
        (RUIZ, ("two men", ""), 1),
        (RUIZ, RUIZ, 1),
    ],
)
def test_in_other_cities_is_another_event_where_nobody_is_named(one, other, many):
    told = [reading("a", arrest(MONDAY, who=one)), reading("b", arrest(MONDAY, who=other, places=("Marseille",)))]
    assert len(events(*told)) == many


def test_in_one_city_it_may_be_one_where_nobody_is_named():
    told = [reading(doc, arrest(MONDAY, who=("two men", ""))) for doc in "ab"]
    assert len(events(*told)) == 1


def blast(people, kind="attack", trigger="bombed"):
    return kind, trigger, MONDAY, {"target": [(people, "")]}, ("Lyon",), {}


@pytest.mark.parametrize(
    ("told", "disagree"),
    [
        ((("12 people", 6), ("15 people", 7)), []),
        ((("12 people", 7), ("15 people", 6)), ["count: 12 people (a) or 15 people (b)"]),
        ((("12 people", 6), ("15 people", 6)), ["count: 12 people (a) or 15 people (b)"]),
        ((("12 people", 6), ("15 people", 31 + 31)), ["count: 12 people (a) or 15 people (b)"]),
        ((("9 people", 6), ("14 people", 7), ("11 people", 7)), ["count: 11 people (c) or 14 people (b)"]),
    ],
)
def test_a_toll_that_is_higher_in_a_later_article_rose(told, disagree):
    readings = [
        reading(doc, blast(people), published=date(2025, 12, 31) + timedelta(days=day))
        for doc, (people, day) in zip("abc", told, strict=False)
    ]
    (event,) = events(*readings)
    assert list(map(str, event.conflicts)) == disagree


def test_other_numbers_that_are_higher_later_disagree():
    numbers = (("12 people", 6), ("15 people", 7))
    told = [
        reading(doc, blast(people, "arrest", "arrested"), published=date(2026, 1, day))
        for doc, (people, day) in zip("ab", numbers, strict=True)
    ]
    (event,) = events(*told)
    assert list(map(str, event.conflicts)) == ["count: 12 people (a) or 15 people (b)"]


def test_what_happened_is_not_after_the_first_report():
    (event,) = events(reading("a", arrest(None), published=date(2026, 1, 12)))
    assert (event.start, event.not_after) == (None, date(2026, 1, 12))


def test_it_is_reported_only_if_every_telling_is():
    (event,) = events(reading("a", arrest(MONDAY, reported=True)), reading("b", arrest(MONDAY)))
    assert not event.reported


@pytest.mark.parametrize(
    ("kind", "trigger", "roles", "places", "label"),
    [
        ("arrest", "arrested", {"agent": [("Interpol", "ORG")], "target": [RUIZ]}, (), "Arrest of Ana Ruiz by Interpol"),
        (
            "strike",
            "bombed",
            {"agent": [("France", "LOC")], "target": [("Five guards", "")]},
            (),
            "France strike on five guards",
        ),
        ("demand", "asked", {"agent": [RUIZ], "target": [("envoys", "")]}, (), "Demand by Ana Ruiz to envoys"),
        ("resignation", "quit", {"agent": [SILVA]}, ("Lyon",), "Resignation of Juan Silva"),
        ("agreement", "signed", {"participant": [SILVA]}, (), "Agreement with Juan Silva"),
        ("meeting", "met", {"participant": [SILVA, RUIZ]}, (), "Meeting of Ana Ruiz and Juan Silva"),
        ("accusation", "blamed", {"target": [("Dutch sailors", "")]}, (), "Accusation against Dutch sailors"),
        ("trial", "testified", {"agent": [SILVA]}, ("Lyon",), "Trial in Lyon"),
        ("visit", "landed", {}, ("Lyon",), "Visit to Lyon"),
        ("economic", "auctioned", {}, (), "Business move: auctioned"),
        ("statement", "statement", {}, (), "Statement"),
    ],
)
def test_a_label_says_who_did_what_to_whom(kind, trigger, roles, places, label):
    (event,) = events(reading("a", (kind, trigger, MONDAY, roles, places, {})))
    assert event.label == label


def linked(held, *groups):
    """The reading with its claims linked as the judge would: each group of their numbers tells of one occurrence."""
    claims = list(held.claims)
    for group in groups:
        for i in group:
            claims[i] = replace(claims[i], same_as=held.claims[group[0]].trigger)
    return replace(held, claims=tuple(claims))


def test_what_the_judge_links_is_one_event_and_what_it_does_not_is_two():
    told = reading("a", arrest(MONDAY), arrest(None), arrest(None, who=SILVA))
    assert sorted(len(e.mentions) for e in events(linked(told, [0, 2], [1]))) == [1, 2]


def test_actors_that_no_telling_is_sure_of_are_kept_as_unsure_and_not_named_in_the_label():
    told = reading("a", arrest(MONDAY, who=RUIZ), arrest(None, who=SILVA))
    doubtful = tuple(replace(f, sure=False) for f in told.claims[1].roles)
    told = replace(told, claims=(told.claims[0], replace(told.claims[1], roles=doubtful)))
    (event,) = events(linked(told, [0, 1]))
    assert {(p.actor, p.sure) for p in event.actors} == {("person:ana-ruiz", True), ("person:juan-silva", False)}
    assert "Silva" not in event.label


@pytest.mark.parametrize(
    ("toll", "types"),
    [
        (("killing", "slain", MONDAY, {"target": [("six people", "")]}, (), {}), ["strike"]),
        (("attack", "burned", MONDAY, {}, ("Kharkiv",), {}), ["strike"]),
        (("killing", "slain", TUESDAY, {"target": [("six people", "")]}, (), {}), ["killing", "strike"]),
        (("killing", "slain", None, {"target": [("six people", "")]}, (), {}), ["killing", "strike"]),
        (("killing", "slain", MONDAY, {"target": [RUIZ]}, (), {}), ["killing", "strike"]),
        (("attack", "burned", MONDAY, {}, ("Odesa",), {}), ["attack", "strike"]),
        (("attack", "burned", MONDAY, {}, (), {"status": Status.PLANNED}), ["attack", "strike"]),
        (("aid", "brought", MONDAY, {}, ("Kharkiv",), {}), ["aid", "strike"]),
        (("killing", "shot", MONDAY, {"agent": [("Rapid Front", "ORG")]}, (), {}), ["killing", "strike"]),
        (("death", "wounded", MONDAY, {"target": [("three men", "")]}, (), {"noun": "injury", "plural": True}), ["strike"]),
        (("killing", "slain", MONDAY, {"target": [("another guard", "")]}, (), {}), ["killing", "strike"]),
        (("killing", "slain", MONDAY, {"target": [("another 20", "")]}, (), {}), ["strike"]),
        (("attack", "burned", MONDAY, {"target": [("a second depot", "")]}, (), {}), ["attack", "strike"]),
    ],
)
def test_the_toll_of_a_strike_on_the_day_of_it_is_a_telling_of_the_strike(toll, types):
    fell = "strike", "struck", MONDAY, {"target": [("the depot", "")]}, ("Kharkiv",), {}
    for told in ([fell, toll], [toll, fell]):
        found = events(linked(reading("a", *told), [0], [1]))
        assert sorted(event.type for event in found) == types
        assert all(event.label.startswith("Strike") for event in found if event.type == "strike")


@pytest.mark.parametrize(
    ("order", "word"), [("one other toll", "bombed"), ("toll one other", "shelled"), ("one other one toll", "shelled")]
)
def test_a_toll_goes_with_the_nearest_of_two_strikes_of_the_day(order, word):
    told = {
        "one": ("strike", "shelled", MONDAY, {"target": [("the depot", "")]}, ("Kharkiv",), {}),
        "other": ("strike", "bombed", MONDAY, {"target": [("the bridge", "")]}, ("Odesa",), {}),
        "toll": ("killing", "slain", MONDAY, {"target": [("six people", "")]}, (), {}),
    }
    numbers = {name: [at for at, each in enumerate(order.split()) if each == name] for name in told}
    found = events(linked(reading("a", *(told[name] for name in order.split())), *numbers.values()))
    assert len(found) == 2
    assert {word, "slain"} in [{mention.text for mention in event.mentions} for event in found]


def test_types_tell_of_what_tells_of_others_in_turn(tmp_path):
    (tmp_path / "own.toml").write_text(OWN.format('"killing"'))
    strike = "strike", "struck", MONDAY, {}, ("Kharkiv",), {}
    killing, haul = ("killing", "slain", MONDAY, {}, (), {}), ("haul", "hauled", MONDAY, {}, (), {})
    told = linked(reading("a", haul, killing, strike), [0], [1], [2])
    (found,) = merge([told], resolve([told]), ontology.load([tmp_path / "own.toml"]))
    assert (found.type, len(found.mentions)) == ("strike", 3)


@pytest.mark.parametrize(("tells_of", "fault"), [('"strikes"', "no such type"), ('"haul"', "in a circle: haul, haul")])
def test_a_type_tells_of_other_types_that_there_are(tmp_path, tells_of, fault):
    (tmp_path / "own.toml").write_text(OWN.format(tells_of))
    with pytest.raises(SchemaError, match=fault):
        ontology.load([tmp_path / "own.toml"])


OWN = """
family = "own"
colour = "#123456"
[[type]]
name = "haul"
gloss = "A haul."
tells_of = [{}]
[[type.trigger]]
verbs = ["haul"]
frame = "act"
"""
