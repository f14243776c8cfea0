"""Whole short articles, from the text to its events: what is one occurrence and what is two, who did it, what matters."""

from datetime import date

import pytest

from timeline import ontology
from timeline.annotate import read_article
from timeline.merge import merge
from timeline.model import Article
from timeline.resolve import resolve

ONTOLOGY = ontology.load()
FRIDAY = date(2026, 3, 20)


@pytest.fixture
def events(nlp):
    """The events of articles (texts, or pairs of a day and a text), each with `who` and `where` by name."""

    def told(*articles):
        dated = [one if isinstance(one, tuple) else (FRIDAY, one) for one in articles]
        readings = [read_article(nlp, Article(f"a{n}", text, day)) for n, (day, text) in enumerate(dated)]
        resolution = resolve(readings)
        found = merge(readings, resolution, ONTOLOGY)
        who = {e.id: {(resolution.actors[p.actor].name, p.role) for p in e.actors} for e in found}
        where = {e.id: {(resolution.places[id].name, resolution.places[id].country) for id in e.places} for e in found}
        return found, who, where

    return told


def words(found):
    return sorted(tuple(sorted(mention.text for mention in event.mentions)) for event in found)


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed in an attack in Kano on Tuesday. On Sunday, twelve people were killed in an attack in Kano.",
        "A drone strike killed 3 people in Goma on 2 March 2026. A drone strike killed 11 people in Goma on 9 March 2026.",
        "Gunmen attacked a bus near Jos, killing two. A second attack hit a market. The second attack left five dead.",
        "Police arrested two men in Oslo on Monday. Police arrested a third man in Oslo.",
        "Police raided a house in Leeds on 3 March. They raided another house in Leeds.",
        "The United States imposed sanctions on two banks. It imposed new sanctions on a shipping firm.",
        "Gunmen killed 3 farmers near Jos. Gunmen killed 11 farmers near Bauchi.",
    ],
)
def test_what_the_text_sets_apart_is_two(events, text):
    assert len(events(text)[0]) == 2


def test_tellings_go_with_the_occurrence_that_they_share_a_day_with(events):
    text = (
        "Two people were killed in an attack in Kano on Tuesday. On Sunday, twelve people were killed in another attack there."
    )
    found, who, _ = events(text)
    assert [(e.start, who[e.id]) for e in found] == [
        (date(2026, 3, 15), {("twelve people", "target")}),
        (date(2026, 3, 17), {("Two people", "target")}),
    ]


def test_the_victims_of_one_are_not_those_of_another(events):
    found, who, _ = events("Gunmen killed 3 farmers near Jos. Later gunmen killed 11 farmers near Bauchi.")
    targets = [{name for name, role in who[event.id] if role == "target"} for event in found]
    assert sorted(targets, key=sorted) == [{"11 farmers"}, {"3 farmers"}]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed four people in Jos on Monday. The attack on Monday was the second such attack this month.",
        "Protesters marched in Lyon on Wednesday. The protest was peaceful, and the protest ended at noon.",
        "Raid in Leeds nets weapons\n\nPolice raided another house in Leeds on Monday. The raid lasted an hour.",
        "The blast killed 4 people in Quetta on Monday, police said. Hospital officials said the blast had killed 6 people.",
    ],
)
def test_what_is_told_again_or_counted_from_before_is_one(events, text):
    assert len(events(text)[0]) == 1


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The army carried out a strike on Monday.", {"strike"}),
        ("An Israeli strike on a bus killed five people.", {"strike"}),
        ("An Israeli strike hit a bus in Tyre on Sunday. The strike was condemned by Lebanon.", {"strike", "accusation"}),
        ("The navy said that it carried out a strike in the Gulf.", {"strike"}),
        ("Army doctors went on strike on Friday.", {"protest"}),
        ("Dock workers ended a strike in Genoa on Monday. The strike had shut the port.", {"protest"}),
        ("An Israeli strike hit a bus in Tyre on Sunday. Nurses in Haifa went on strike on Monday.", {"strike", "protest"}),
    ],
)
def test_an_army_strikes_otherwise_than_workers(events, text, types):
    assert {event.type for event in events(text)[0]} - {"statement"} == types


@pytest.mark.parametrize(
    ("text", "pursued", "deed"),
    [
        ("The court sentenced Daniel Carter for the murder of Maria Carter.", "sentencing", "killing"),
        ("Police arrested Daniel Carter over the kidnapping of Maria Carter on Friday.", "arrest", "abduction"),
        ("A judge jailed Daniel Carter for killing Maria Carter in 2024.", "sentencing", "killing"),
        ("The jury convicted Daniel Carter of murdering Maria Carter in Oslo.", "conviction", "killing"),
    ],
)
def test_whom_a_court_sentences_is_not_whom_he_harmed(events, text, pursued, deed):
    found, who, _ = events(text)
    of_type = {event.type: who[event.id] for event in found}
    assert ("Daniel Carter", "target") in of_type[pursued]
    assert "Maria Carter" not in {name for name, _ in of_type[pursued]}
    assert of_type[deed] == {("Daniel Carter", "agent"), ("Maria Carter", "target")}


@pytest.mark.parametrize("whom", ["Israel", "Prime Minister Jan Kral", "the European Union"])
def test_whom_a_protest_is_against_is_its_target(events, whom):
    found, who, _ = events(f"Farmers protested against {whom} in Prague on Monday.")
    name = whom.removeprefix("Prime Minister ").removeprefix("the ")
    assert [who[event.id] for event in found] == [{("Farmers", "agent"), (name, "target")}]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Police arrested two men in Athens, Georgia, on Monday.", "US"),
        ("ATHENS, Georgia (AP) - Police arrested two men on Monday.", "US"),
        ("Police arrested two men in Gori, Georgia, on Monday.", "GE"),
        ("Police arrested two men in Athens on Monday.", "GR"),
    ],
)
def test_a_state_that_bears_the_name_of_a_country(events, text, country):
    (found,), _, where = events(text)
    assert {code for _, code in where[found.id]} == {country}


def test_one_of_many_is_part_of_them(events):
    text = "The attack on Monday was one of more than 20 strikes on boats in the Pacific since September 2025."
    found, _, _ = events(text)
    (many,), (one,) = ([e for e in found if (e.count == 20) == several] for several in (True, False))
    assert one.part_of == (many.id,)
    assert one.start == date(2026, 3, 16)


FIRE = "A fire in Lagos killed 9 people on Monday 2 March 2026, police said."


@pytest.mark.parametrize(
    ("later", "conflicts"),
    [
        ("The death toll of the fire in Lagos on Monday rose to 14, police said. The fire killed 14 people.", []),
        ("A fire in Lagos killed 14 people on Monday, witnesses said.", []),
        ("The death toll of the fire in Lagos on Monday rose to 14, police said.", []),
    ],
)
def test_a_toll_that_rose_contradicts_nobody(events, later, conflicts):
    (fire,), _, _ = events((date(2026, 3, 3), FIRE), (date(2026, 3, 4), later))
    assert [str(conflict) for conflict in fire.conflicts] == conflicts


def test_the_risen_number_stands(events):
    later = "The death toll of the fire in Lagos on Monday rose to 14, police said. The fire killed 14 people."
    (fire,), who, _ = events((date(2026, 3, 3), FIRE), (date(2026, 3, 4), later))
    assert who[fire.id] == {("14 people", "target")}


def test_a_smaller_number_is_no_rise(events):
    later = "The death toll of the fire in Lagos on Monday rose to 7, police said. The fire killed 7 people."
    (fire,), _, _ = events((date(2026, 3, 3), FIRE), (date(2026, 3, 4), later))
    assert [str(conflict) for conflict in fire.conflicts] == ["count: 7 people (a1) or 9 people (a0)"]


LONG = (
    "Minister quits over port deal\n\nTransport minister Ada Lund resigned on Thursday. She had met a port operator in Oslo in"
    " May. Police raided the operator's office in June. Prosecutors charged its head in July. Workers protested in Bergen on"
    " Friday. The parliament passed a law on ports on Tuesday."
)


def test_a_third_of_the_events_are_main(events):
    found, _, _ = events(LONG)
    main = [event for event in found if event.main]
    assert "resignation" in {event.type for event in main}
    assert 1 <= len(main) <= len(found) / 2


def test_each_article_has_a_main_event(events):
    filler = "It rained all day in the valley and nobody went out. " * 12
    found, _, _ = events(f"{filler}Police arrested two men in Oslo on Monday.")
    assert [event.main for event in found] == [True]


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("Ana Ruiz was arrested on 6 March 2026, three days after police searched the town hall.", "searched", "2026-03-03"),
        ("Ana Ruiz was arrested on 6 March 2026, three days after police searched the town hall.", "arrested", "2026-03-06"),
        ("The court adjourned the hearing of Ana Ruiz until Monday.", "hearing", "2026-03-23"),
        ("The court put off the hearing of Ana Ruiz until Monday.", "hearing", "2026-03-23"),
    ],
)
def test_days_counted_from_an_event_and_days_to_which_one_is_put_off(events, text, trigger, day):
    found, _, _ = events(text)
    (told,) = (event for event in found if any(mention.text == trigger for mention in event.mentions))
    assert told.interval is not None
    assert told.interval.edtf == day


def test_two_persons_of_one_surname_are_not_taken_for_each_other(events):
    found, who, _ = events(
        "Joe Baker met the mayor of Kenema on Monday. Baker left on Tuesday. His brother, Hugo Baker, was convicted of fraud by"
        " a court on Wednesday, while crowds waited outside in the rain for hours and nobody knew when judges would be back."
        " Nobody spoke to them. Baker will visit Bo on Sunday."
    )
    (visit,) = (event for event in found if any(mention.text == "visit" for mention in event.mentions))
    assert ("Joe Baker", "agent") in who[visit.id]
    assert ("Hugo Baker", "agent") not in who[visit.id]


def test_a_denial_by_nobody_known_is_not_that_of_another_outlet(events):
    by_nobody = "A theft of data at the port of Kenema was denied on Tuesday."
    found, who, _ = events(
        "The Kenema Port Authority denied on Tuesday that data were stolen at the port of Kenema.", by_nobody
    )
    denials = [event for event in found if event.type == "denial"]
    assert sorted(len(who[event.id]) for event in denials) == [0, 1]


def test_a_blast_of_gas_is_a_disaster_whatever_the_verb_of_its_toll(events):
    found, _, _ = events("A gas blast killed nine miners in Kenema on Monday. The blast injured four.")
    assert {event.type for event in found} == {"disaster"}


def test_what_came_after_something_of_its_own_clause_is_another(events):
    found, _, _ = events("The bombing on Tuesday came two days after rebels attacked the town.")
    assert {(word, str(event.start)) for event in found for word in (m.text for m in event.mentions)} == {
        ("bombing", "2026-03-17"),
        ("attacked", "2026-03-15"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "A 36-year-old man died on Friday after he slipped and fell down a gully.",
        "Ten people were killed on Monday after gunmen attacked a village near Jos.",
    ],
)
def test_what_came_of_something_is_that(events, text):
    assert len(events(text)[0]) == 1


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Canada lifted sanctions on Salma Nasr last month.", "Canada sanctions relief on Salma Nasr"),
        ("Canada imposed sanctions on Salma Nasr last month.", "Canada sanction on Salma Nasr"),
    ],
)
def test_sanctions_that_end_are_not_called_sanctions(events, text, label):
    assert [event.label for event in events(text)[0]] == [label]


def test_what_he_did_whom_something_befell_is_another(events):
    found, _, _ = events("Police shot dead a man who had stabbed two guards in Leigh.")
    assert sorted(words(found)) == [("shot",), ("stabbed",)]
