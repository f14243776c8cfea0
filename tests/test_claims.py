"""From sentences to claims by the rules: triggers, roles, places, times and stance."""

from datetime import date

import pytest

from timeline.annotate import read_article
from timeline.model import Article, Status

PUBLISHED = date(2026, 1, 2)


@pytest.fixture
def claims(rules):
    def read(text, published=PUBLISHED):
        doc = rules.make_doc(text)
        doc._.article = Article("a", text, published)
        return rules(doc)._.claims

    return read


def fillers(claim, role):
    return {filler.mention.text for filler in claim.roles if filler.role == role}


def only(found, kind):
    (claim,) = [c for c in found if c.type == kind]
    return claim


def test_active_and_passive_give_the_same_roles(claims):
    active = only(claims("French police arrested Ana Ruiz in Lyon on Monday."), "arrest")
    passive = only(claims("Ana Ruiz was arrested by French police in Lyon on Monday."), "arrest")
    for claim in (active, passive):
        assert fillers(claim, "target") == {"Ana Ruiz"}
        assert fillers(claim, "agent") == {"French police"}
        assert [p.text for p in claim.places] == ["Lyon"]
        assert claim.time.interval.earliest == date(2025, 12, 29)


@pytest.mark.parametrize(
    ("text", "kind", "role", "who"),
    [
        ("On Friday nine men were arrested in Lyon.", "arrest", "target", "nine men"),
        ("The same day officers raided a flat in Oslo.", "raid", "agent", "officers"),
    ],
)
def test_a_date_before_people_is_no_part_of_who_they_are(claims, text, kind, role, who):
    assert fillers(only(claims(text), kind), role) == {who}


def test_a_claim_points_at_its_words_and_its_sentence(claims):
    text = "It rained all day.\n\nPolice arrested two men in Lagos on 3 May 2024."
    claim = only(claims(text), "arrest")
    assert text[slice(*claim.trigger)] == claim.text == "arrested"
    assert text[slice(*claim.sentence)] == "Police arrested two men in Lagos on 3 May 2024."


def test_a_word_for_people_with_a_capital_is_no_name(claims):
    (claim,) = claims("Gunmen killed four people in Jos on Monday.")
    assert [f.mention.named for f in claim.roles if f.mention.text == "Gunmen"] == [False]


def test_a_light_verb_hands_its_subject_to_the_noun(claims):
    claim = only(claims("Israel launched an airstrike on a depot near Damascus on Monday."), "strike")
    assert fillers(claim, "agent") == {"Israel"}


def test_a_pronoun_stands_for_the_person_before(claims):
    claim = only(claims("Ana Ruiz led the bank for years. She was arrested on Monday."), "arrest")
    assert fillers(claim, "target") == {"Ana Ruiz"}


def test_they_are_the_people_spoken_of_before(claims):
    found = claims("Nine fishermen left the port of Mocha on Friday. They were arrested by soldiers near the island.")
    assert fillers(only(found, "arrest"), "target") == {"Nine fishermen"}


def test_they_are_nobody_where_things_were_spoken_of_last(claims):
    found = claims("Nine fishermen left on Friday. The old nets lay on the beach. They were attacked by soldiers on Monday.")
    assert "Nine fishermen" not in fillers(only(found, "attack"), "target")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Cabinet's Information and Decision Support Center (IDSC) denied it.", "Information and Decision Support Center"),
        ("Police raided the Bureau of Port Oversight (BPO) on Monday.", "Bureau of Port Oversight"),
    ],
)
def test_a_name_that_its_acronym_follows_is_read_whole(nlp, text, name):
    assert (name, "ORG") in [(m.text, m.label) for m in nlp(text)._.names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Human Rights Watch released a report on Tuesday.", {"Human Rights Watch"}),
        ("Border Police officers met. They praised the Border Police.", {"Border Police"}),
        ("The regulator fined Acme Motors 30 million euros.", {"Acme Motors"}),
        ("Police officers met on Monday.", set()),
        ("The State Department listed the Cartel of the Sun on Tuesday.", {"State Department", "Cartel of the Sun"}),
        ("The Movement for the Liberation of the Delta freed them.", {"Movement for the Liberation of the Delta"}),
        ("Members of the Senate met on Monday.", {"Senate"}),
    ],
)
def test_names_at_the_start_of_a_sentence_and_before_a_sum(nlp, text, names):
    assert {name.text for name in nlp(text)._.names} == names


def test_no_other_words_before_an_acronym_are_a_name(nlp):
    doc = nlp("Police said on Monday that the men (PKK) had fled. The Blue Line (XYZ) was late.")
    assert not {"the men", "Blue Line XYZ", "Police said on Monday that the men"} & {m.text for m in doc._.names}


def test_the_leader_of_a_country_is_the_one_named_before(claims):
    text = "Venezuelan President Nicolás Maduro spoke for an hour. Police then arrested the Venezuelan leader."
    assert fillers(only(claims(text), "arrest"), "target") == {"Nicolás Maduro"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Police arrested Ana Ruiz on Monday.", "arrest", Status.OCCURRED),
        ("Police did not arrest Ana Ruiz.", "arrest", Status.NEGATED),
        ("Police will arrest Ana Ruiz on Monday.", "arrest", Status.PLANNED),
        ("The union plans to sue the company.", "lawsuit", Status.PLANNED),
        ("Police may arrest Ana Ruiz.", "arrest", Status.POSSIBLE),
        ("Police are investigating the bank.", "investigation", Status.ONGOING),
        ("The former minister is being prosecuted for fraud.", "trial", Status.ONGOING),
        ("No one has been arrested.", "arrest", Status.NEGATED),
        ("There is no evidence of a cyberattack on the bank.", "cyberattack", Status.NEGATED),
        ("The minister flew to Lima to meet the president.", "meeting", Status.OCCURRED),
        ("The minister plans to meet the president.", "meeting", Status.PLANNED),
    ],
)
def test_status_comes_from_tense_mood_and_negation(claims, text, kind, status):
    assert only(claims(text), kind).status is status


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz was allegedly arrested on Monday.",
        "According to the union, Ana Ruiz was arrested.",
        "The union said that Ana Ruiz was arrested on Monday.",
    ],
)
def test_what_is_only_said_is_reported(claims, text):
    assert only(claims(text), "arrest").reported
    assert not only(claims("Ana Ruiz was arrested on Monday."), "arrest").reported


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz was arrested on Monday, Interpol said.",
        "Ana Ruiz was arrested on Monday, according to Interpol.",
        "Interpol said that Ana Ruiz was arrested on Monday.",
        "Interpol claimed that Ana Ruiz was arrested on Monday.",
    ],
)
def test_whose_word_it_is_is_told(claims, text):
    by = only(claims(text), "arrest").reported_by
    assert by is not None
    assert by.text == "Interpol"


def test_what_speakers_tell_of_their_own_acts_is_not_reported(claims):
    assert not only(claims("The ministry said it arrested Ana Ruiz on Monday."), "arrest").reported


def test_an_offer_for_an_outcome_is_no_outcome(claims):
    found = claims("The ministry offers a reward for information leading to the arrest of Ana Ruiz.")
    assert "arrest" not in {c.type for c in found}


def test_the_date_of_speaking_is_not_that_of_what_is_said(claims):
    found = claims("Officials said on Friday that Ana Ruiz had been arrested in May 2024.")
    assert only(found, "arrest").time.text == "May 2024"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Talks took place in Lima from 3 March to 8 March 2024, officials said.", "3 March to 8 March 2024"),
        ("Police detained protesters in Lima from 3 March until 8 March 2024.", "3 March until 8 March 2024"),
        ("Until 8 March 2024 police detained protesters.", "8 March 2024"),
        ("On Monday and Tuesday police detained protesters.", "Monday and Tuesday"),
        (
            "Police detained protesters from 3 to 8 March 2024. From 3 to 8 March 2024 police detained protesters.",
            "3 to 8 March 2024",
        ),
    ],
)
def test_a_range_is_quoted_with_both_its_ends(claims, text, words):
    assert {claim.time.text for claim in claims(text)} == {words}


def test_no_part_of_a_date_is_part_of_who_acts(claims):
    (arrest,) = claims("From around 13 March to 15 March 2024 police detained protesters in Lima.")
    assert {filler.mention.text for filler in arrest.roles} == {"police", "protesters"}


def test_junk_of_the_page_tells_nothing(claims):
    assert claims("Click here to jump to the comments about the arrest!\n\nShare this post!") == ()


def test_a_place_that_no_phrase_gives_is_only_near(claims):
    told = only(claims("Officers from Lyon arrested Ana Ruiz on Monday."), "arrest")
    assert (told.places, told.near.text) == ((), "Lyon")
    told = only(claims("Ana Ruiz was arrested in Lyon on Monday, Peru said."), "arrest")
    assert ([p.text for p in told.places], told.near) == (["Lyon"], None)


def test_the_country_of_the_story_is_near_where_a_sentence_names_no_place(claims):
    story = "Peru votes in May. The Peruvian army is ready. Critics say Peru is not. Ana Ruiz was arrested on Monday."
    assert only(claims(story), "arrest").near.text == "Peru"
    assert only(claims(story.replace("Peruvian army", "army of Chile")), "arrest").near is None


def test_events_are_counted(claims):
    claim = only(claims("The coalition carried out 30 airstrikes on the port on Monday."), "strike")
    assert (claim.count, claim.plural) == (30, True)
    (election,) = [c for c in claims("Ana Ruiz won the 2022 elections in Peru.") if c.type == "election"]
    assert election.count is None


def test_without_publication_day_relative_words_date_nothing(claims):
    claim = only(claims("Police arrested Ana Ruiz on Monday.", published=None), "arrest")
    assert claim.time is None


@pytest.mark.parametrize("text", ["", " \n\n ", "😀 😀", "...", "\x00\x01", "مرحبا بالعالم", "A" * 3000, "arrest " * 400])
def test_odd_texts_do_not_break_it(claims, text):
    assert isinstance(claims(text), tuple)


def test_a_word_that_has_told_of_a_type_tells_of_it_again(rules):
    told = rules("A missile strike hit the airport on Friday. The strike was the third this year.")._.claims
    alone = rules("The strike was the third this year.")._.claims
    assert [claim.text for claim in told if claim.type == "strike"][-1] == "strike"
    assert [claim for claim in alone if claim.type == "strike"] == []


@pytest.mark.parametrize(
    "text",
    [
        "The finance minister said the economy would recover in the third quarter.",
        "The minister has the right to deport foreigners.",
        "The town is disaster-ready.",
        "The Ministry of Investment moved to a new building.",
        "Nobody can deny that winters are mild.",
    ],
)
def test_what_tells_of_no_event(rules, text):
    assert rules(text)._.claims == ()


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("She is the seventh opponent to be found guilty of treason.", "conviction", "occurred"),
        ("The soldiers deserve a trial.", "trial", "possible"),
        ("We will not go back to work until she is released.", "release", "possible"),
    ],
)
def test_status_by_what_governs_an_event(rules, text, type, status):
    assert [(claim.type, claim.status) for claim in rules(text)._.claims] == [(type, status)]


@pytest.mark.parametrize(
    ("text", "kind", "role", "name"),
    [
        (
            "JERUSALEM (AP) -- The Israeli military says it has opened an investigation.",
            "investigation",
            "agent",
            "Israeli military",
        ),
        ("Police on Tuesday arrested the activist Evan Mawarire.", "arrest", "agent", "Police"),
        ("Costa Rica has been the target of cyber-attacks.", "cyberattack", "target", "Costa Rica"),
        ("Amnesty put out a report accusing the army of torture.", "accusation", "target", "army"),
        ("Police in the second-largest city of the country have arrested a man.", "arrest", "agent", "Police"),
        ("An Israeli missile strike shook the port.", "strike", "agent", "Israeli"),
        ("A truce broke down after gunmen killed the negotiator Bashir Yare.", "killing", "agent", "gunmen"),
        ("The driver left the country after two men beat him up.", "attack", "agent", "two men"),
        ("The firm said its chairman, Bashir Yare, who led it for years, would resign.", "resignation", "agent", "Bashir Yare"),
        ("Bashir Yare wrote to the Security Council asking for a meeting.", "demand", "agent", "Bashir Yare"),
        ("Prague expelled six envoys it accused of spying.", "accusation", "target", "six envoys"),
    ],
)
def test_who_did_what_in_the_words_of_agencies(claims, text, kind, role, name):
    assert name in fillers(only(claims(text), kind), role)


def test_a_struck_city_is_a_place_and_no_government(claims):
    claim = only(claims("Russia attacked Kyiv on Monday."), "attack")
    assert [place.text for place in claim.places] == ["Kyiv"]
    assert fillers(claim, "target") == set()


def test_the_day_of_what_is_called_for_lies_ahead(claims):
    found = claims("Union leaders called for a general strike on May 20.", date(2026, 5, 14))
    assert only(found, "protest").time.value == "2026-05-20"
    assert only(found, "demand").time is None
    found = claims("Union leaders called for nationwide protests on Saturday.", date(2026, 5, 21))
    assert only(found, "protest").time.value == "2026-05-23"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two ships left the port on Thursday, hours before the attack.", "attack"),
        ("The minister, who is to visit Kyiv on Sunday, condemned the strike by drones.", "strike"),
        ("The audience was the largest at an election since 2012.", "election"),
    ],
)
def test_a_time_of_something_else_dates_nothing(claims, text, kind):
    assert only(claims(text), kind).time is None


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("After the 2019 attack on the embassy, two guards resigned.", "attack", date(2019, 1, 1), date(2019, 12, 31)),
        ("After the 2019 attack on the embassy, two guards resigned.", "resignation", date(2019, 1, 1), None),
        ("He led the bank until 2020, when he resigned.", "resignation", date(2020, 1, 1), date(2020, 12, 31)),
        ("Dozens fled in the past two weeks.", "migration", date(2025, 12, 19), date(2026, 1, 2)),
    ],
)
def test_a_date_that_describes_an_event_is_its_own(claims, text, kind, first, last):
    interval = only(claims(text), kind).time.interval
    assert (interval.earliest, interval.latest) == (first, last)


def test_when_the_article_was_published_is_no_event(nlp):
    text = "Port workers walk out\n\nPublished 3 April 2026, 08:15 GMT\n\nPolice arrested two dockers in Aden on Thursday."
    claims = read_article(nlp, Article("a", text, date(2026, 4, 3))).claims
    assert "arrested" in [claim.text for claim in claims]
    assert "Published" not in [claim.text for claim in claims]
