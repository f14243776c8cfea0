"""Resolving: which mentions are of one actor or place, within an article and across articles."""

import random
import re
import time
from dataclasses import replace

import pytest

from timeline.model import Article, Claim, Mention, Reading, RoleFiller, Span
from timeline.resolve import resolve

LABELS = "PERSON|ORG|LOC|FAC|NORP|MISC|DESC|PRON"


def reading(doc, marked, places=()):
    """An article in which [names|LABEL] are marked; every mention acts in a claim, those in ``places`` are where it was."""
    text, mentions = "", []
    for part in re.split(rf"(\[[^\]|]+\|(?:{LABELS})\])", marked):
        match = re.fullmatch(r"\[([^|]+)\|(\w+)\]", part)
        if match:
            label = "" if match[2] == "DESC" else match[2]
            mentions.append(Mention(Span(len(text), len(text) + len(match[1])), match[1], label))
        text += match[1] if match else part
    where = tuple(m for m in mentions if m.text in places)
    who = tuple(RoleFiller(m, "agent") for m in mentions if m not in where)
    claim = Claim(doc, "statement", Span(0, 1), text[:1], Span(0, len(text)), roles=who, places=where)
    return Reading(Article(doc, text), tuple(m for m in mentions if m.named), (claim,))


def ids(resolution, *readings):
    """Text of each acting mention to the id of its actor, in order."""
    return [
        (filler.mention.text, actor.id if (actor := resolution.actor(r.article.id, filler.mention)) else None)
        for r in readings
        for filler in r.claims[0].roles
    ]


def actors(*readings):
    return ids(resolve(readings), *readings)


def test_forms_of_one_person_are_one_actor_with_the_fullest_name():
    article = reading(
        "a",
        "[Maduro|PERSON] spoke. [Venezuelan|NORP] President [Nicolas Maduro|PERSON] said so. [Mr. Maduro|PERSON] left."
        " [Nicolás Maduro’s|PERSON] aides. [Venezuelan President Nicolás Maduro|DESC]",
    )
    found = resolve([article])
    people = {who for text, who in ids(found, article) if "Maduro" in text}
    assert people == {"person:nicolas-maduro"}
    actor = found.actors["person:nicolas-maduro"]
    assert (actor.name, actor.kind, actor.named, actor.country) == ("Nicolás Maduro", "person", True, "VE")


def test_a_surname_means_who_was_just_named_in_full():
    article = reading(
        "a",
        "[Ana Flores|PERSON] met [Cilia Flores|PERSON]. [Flores|PERSON] smiled. [Ana Flores|PERSON] went. [Flores|PERSON] too.",
    )
    assert [who for _, who in actors(article)] == [
        "person:ana-flores",
        "person:cilia-flores",
        "person:cilia-flores",
        "person:ana-flores",
        "person:ana-flores",
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[Ana Flores|PERSON] {far} [Cilia Flores|PERSON] {far} [Flores|PERSON]", "ana-flores"),
        ("[Ana Flores|PERSON] {far} [Flores|PERSON] {far} [Cilia Flores|PERSON] {near} [Flores|PERSON]", "ana-flores"),
        ("[Ana Flores|PERSON] {far} [Cilia Flores|PERSON] {near} [Flores|PERSON]", "cilia-flores"),
        ("[Ana Flores|PERSON] {far} [Cilia Flores|PERSON] {near} [Flores|PERSON] {far} [Flores|PERSON]", "cilia-flores"),
    ],
)
def test_far_from_all_a_surname_means_who_was_first_called_so(text, meant):
    article = reading("a", text.format(near="x" * 120, far="x" * 600))
    assert actors(article)[-1] == ("Flores", f"person:{meant}")


def test_family_names_put_first():
    assert {who for _, who in actors(reading("a", "[Yoon Suk-yeol|PERSON] won. [Yoon|PERSON] thanked."))} == {
        "person:yoon-suk-yeol"
    }


def test_a_surname_that_is_taken_for_a_place_is_still_the_person():
    article = reading("a", "[Valeska Paris|PERSON] fled. [Paris|LOC] told reporters in [Paris|LOC].")
    found = resolve([article])
    assert [who for _, who in ids(found, article)] == ["person:valeska-paris"] * 3


def test_first_names_of_persons_are_not_countries():
    article = reading("a", "[Michael Jordan|PERSON] and [Chad Smith|PERSON]. [Jordan|PERSON] won. [Jordan|PERSON]'s day.")
    assert {who for _, who in actors(article)} == {"person:michael-jordan", "person:chad-smith"}


def test_titles_alone_name_nobody():
    found = resolve([article := reading("a", "[President|PERSON] spoke.")])
    (_, who), *_ = ids(found, article)
    assert found.actors[who].named is False


def test_a_government_is_a_body_of_its_own_with_the_name_that_the_text_uses():
    found = resolve([article := reading("a", "[Nigeria|LOC] and the [Nigerian government|ORG] denied it.")])
    assert {name: found.actors[who].name for name, who in ids(found, article)} == {
        "Nigeria": "Nigeria",
        "Nigerian government": "Nigerian government",
    }


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("U.S.", "LOC"),
        ("Americans", "NORP"),
        ("the United States", "LOC"),
        ("Washington", "LOC"),
        ("the White House", "FAC"),
        ("the United States", "DESC"),
    ],
)
def test_the_state_by_its_names_people_and_capital(name, label):
    found = resolve([article := reading("a", f"[{name}|{label}] denied it.")])
    assert ids(found, article) == [(name, "country:US")]
    assert (found.actors["country:US"].name, found.actors["country:US"].country) == ("United States", "US")


def test_officials_of_a_state_are_described_and_not_the_state():
    found = resolve([article := reading("a", "[U.S. officials|DESC] said so. [the U.S. officials|DESC] added.")])
    assert {who for _, who in ids(found, article)} == {"desc:a:u-s-officials"}
    actor = found.actors["desc:a:u-s-officials"]
    assert (actor.kind, actor.named, actor.name) == ("described", False, "U.S. officials")


def test_descriptions_join_only_where_nobody_else_could_be_meant():
    one = reading(
        "a", "[a 34-year-old suspect|DESC] ran. [the suspect|DESC] hid. [two men|DESC], [three men|DESC]; [the men|DESC]"
    )
    assert [who for _, who in actors(one)] == [
        "desc:a:34-year-old-suspect",
        "desc:a:34-year-old-suspect",
        "desc:a:two-men",
        "desc:a:three-men",
        "desc:a:men",
    ]


def test_acronyms_declared_and_made_of_initials():
    article = reading(
        "a",
        "[National Police Agency|ORG] (NPA) and [Academic Staff Union of Universities|ORG]."
        " [NPA|ORG] and [ASUU|PERSON] and the [Royal Malaysia Police (PDRM)|ORG]; [PDRM|ORG]. [Seoul|LOC]",
    )
    resolution = resolve([article])
    found = dict(ids(resolution, article))
    assert resolution.actors[found["NPA"]].name == "National Police Agency (NPA)"
    assert found["NPA"] == found["National Police Agency"] == "org:national-police-agency-kr"
    assert found["ASUU"] == found["Academic Staff Union of Universities"]
    assert found["PDRM"] == found["Royal Malaysia Police (PDRM)"] == "org:royal-malaysia-police"


def test_organisations_in_other_words():
    found = dict(
        actors(
            reading(
                "a",
                "[U.S. State Department|ORG], [State Department|ORG], [Defence Ministry|ORG], [Ministry of Defense|ORG],"
                " [UN|ORG], [United Nations|ORG], [Google Inc.|ORG], [Google|ORG], [Tokyo|LOC]",
            )
        )
    )
    assert found["U.S. State Department"] == found["State Department"]
    assert found["Defence Ministry"] == found["Ministry of Defense"]
    assert found["UN"] == found["United Nations"] == "org:united-nations"
    assert found["Google Inc."] == found["Google"]


def test_a_shorter_name_is_the_one_fuller_name_before_it():
    article = reading(
        "a",
        "[Harlan Mines|ORG] and the [Nordic Union of Bakers|ORG] sued. [Harlan|ORG] won, the [Union of Bakers|ORG] lost. The"
        " [Harlan Awards|ORG] and the [Society of Friends|ORG] came later, with the [Norwegian Society of Friends|ORG].",
    )
    found = dict(actors(article))
    assert found["Harlan"] == found["Harlan Mines"] == "org:harlan-mines"
    assert found["Union of Bakers"] == found["Nordic Union of Bakers"]
    assert found["Harlan Awards"] == "org:harlan-awards"
    assert found["Society of Friends"] != "org:harlan-mines"
    two = reading("b", "[Harlan Mines|ORG] sued [Harlan Steel|ORG]. [Harlan|ORG] won.")
    assert dict(actors(two))["Harlan"] == "org:harlan"


def test_the_north_is_the_country_that_the_article_speaks_of():
    article = reading("a", "[North Korea|LOC] fired at [South Korea|LOC]. The [North|LOC] fired again at the [South|LOC].")
    assert dict(actors(article))["North"] == "country:KP"
    assert dict(actors(article))["South"] == "country:KR"
    assert dict(actors(reading("b", "The [North|LOC] is poorer than [Italy|LOC]."))).get("North") != "country:KP"


def test_a_known_acronym_is_shown_where_an_article_declares_it():
    (actor,) = resolve([reading("a", "The [European Union|ORG] (EU) spoke. The [EU|ORG] spoke.")]).actors.values()
    assert actor.name == "European Union (EU)"


def test_offices_that_every_state_has_are_told_apart_by_the_country():
    korea = reading("k", "[South Korea|LOC] waits. The [Supreme Court|ORG] ruled.")
    nigeria = reading("n", "[Nigeria|LOC] waits. The [Supreme Court|ORG] ruled.")
    other = reading("o", "The [Supreme Court of Nigeria|ORG] ruled.")
    resolution = resolve([korea, nigeria, other])
    found = {(r.article.id, text): who for r in (korea, nigeria, other) for text, who in ids(resolution, r)}
    assert found["k", "Supreme Court"] != found["n", "Supreme Court"]
    assert found["n", "Supreme Court"] == found["o", "Supreme Court of Nigeria"]


def test_across_articles_the_same_person_has_the_same_id():
    one = reading("a", "[Nicolás Maduro|PERSON] spoke.")
    other = reading("b", "[Nicolas Maduro Moros|PERSON] spoke. [Maduro|PERSON] left.")
    alone = reading("c", "[Maduro|PERSON] spoke.")
    assert len({who for _, who in actors(one, other, alone)}) == 1


def test_a_surname_alone_stays_alone_where_several_could_be_meant():
    readings = [
        reading("a", "[Kim Jong-un|PERSON] of [North Korea|LOC]. [Kim|PERSON]"),
        reading("b", "[Kim Yuna|PERSON] of [South Korea|LOC]. [Kim|PERSON]"),
        reading("c", "[Kim|PERSON] spoke in [France|LOC]."),
        reading("d", "[Kim|PERSON] skated for [South Korea|LOC]."),
    ]
    found = [who for text, who in actors(*readings) if "Kim" in text]
    assert found[:4] == ["person:kim-jong-un"] * 2 + ["person:kim-yuna"] * 2
    assert found[4] not in {"person:kim-jong-un", "person:kim-yuna"}
    assert found[5] == "person:kim-yuna"


def test_transcriptions_join_and_other_names_do_not():
    ids_of = dict(
        actors(
            reading("a", "[Mohammed Elbaradei|PERSON]"),
            reading("b", "[Mohamed Elbaradei|PERSON]"),
            reading("c", "[Kim Jong-un|PERSON]"),
            reading("d", "[Kim Jong-in|PERSON]"),
            reading("e", "[Francisco Madero|PERSON]"),
            reading("f", "[Nicolás Maduro|PERSON]"),
        )
    )
    assert ids_of["Mohammed Elbaradei"] == ids_of["Mohamed Elbaradei"]
    assert len({ids_of[n] for n in ("Kim Jong-un", "Kim Jong-in", "Francisco Madero", "Nicolás Maduro")}) == 4


def test_a_stray_neighbour_does_not_become_part_of_the_name():
    article = reading("a", "[Ahmed Mohamed|PERSON] x [Ahmed Mohamed|PERSON] x [Ahmed Mohamed Image|PERSON] x [Mohamed|PERSON]")
    found = resolve([article])
    assert [actor.name for actor in found.actors.values()] == ["Ahmed Mohamed"]


def test_groups():
    found = resolve([reading("a", "[Rohingya|NORP], [Muslims|NORP] and [Muslim|NORP] leaders")])
    assert {(a.id, a.kind) for a in found.actors.values()} == {("group:rohingya", "group"), ("group:muslim", "group")}


def test_places_have_coordinates_and_what_they_lie_in():
    article = reading("a", "It hit [Irving|LOC], [Texas|LOC] at [Unity Fountain|FAC].", {"Irving", "Texas", "Unity Fountain"})
    found = resolve([article])
    irving, texas, fountain = (found.place("a", m) for m in article.names)
    assert (irving.name, irving.country, irving.within) == ("Irving", "US", texas.id)
    assert irving.lat == pytest.approx(32.8, abs=0.1)
    assert found.places[texas.within].name == "United States"
    assert irving.point_of == irving.id
    assert (fountain.country, fountain.within) == ("US", irving.id)
    assert (fountain.lat, fountain.point_of) == (irving.lat, irving.id)
    assert all(p.within is None or p.within in found.places for p in found.places.values())


def test_what_is_only_said_to_be_a_state_s_is_there():
    article = reading("a", "He was jailed by a [Russian court|ORG], not by the [Supreme Court|ORG].", {"Russian court"})
    found = resolve([article])
    assert found.place("a", article.names[0]).name == "Russia"
    assert found.actor("a", article.names[0]).name == "Russian court"


def test_the_country_of_the_article_decides_between_cities():
    def country(doc, text):
        article = reading(doc, text, {"Hyderabad"})
        return resolve([article]).place(doc, next(m for m in article.names if m.text == "Hyderabad")).country

    assert country("a", "[Pakistan|LOC] mourns. A fire in [Hyderabad|LOC].") == "PK"
    assert country("a", "[India|LOC] mourns. A fire in [Hyderabad|LOC].") == "IN"


def test_an_unknown_place_lies_in_the_one_named_after_it():
    article = reading(
        "a", "A blast in [Sitakunda|LOC], [Bangladesh|LOC]. Not in [Iran|LOC], Iraq and Syria", {"Sitakunda", "Iran"}
    )
    found = resolve([article])
    assert found.place("a", article.names[0]).country == "BD"
    assert found.place("a", article.names[2]).country == "IR"


def lies(text, name, article=None):
    """Country of a place in a text, and the name of what it lies in."""
    told = reading("a", text, {name})
    if article is not None:
        told = replace(told, article=replace(told.article, **article))
    found = resolve([told])
    place = found.place("a", next(m for m in told.names if m.text == name))
    return place.country, found.places[place.within].name if place.within else None


@pytest.mark.parametrize(
    ("text", "name", "country", "within"),
    [
        ("Fans met at [Borla Hall|FAC] in [Kumasi|LOC]. [Ghana|LOC] won.", "Borla Hall", "GH", "Kumasi"),
        ("Fans met at [Borla Hall|FAC], [Kumasi|LOC]. [Ghana|LOC] won.", "Borla Hall", "GH", "Kumasi"),
        ("A camp near [Kumasi|LOC] and [Ghana|LOC]. It is [Borla|LOC], 9 miles from [Kumasi|LOC].", "Borla", "GH", "Ashanti"),
        (
            "[Pakistan|LOC]'s [Borla II|LOC] was climbed. [Nepal|LOC] and [Nepal|LOC].",
            "Borla II",
            "PK",
            "Pakistan",
        ),
        ("The [Nigerian|NORP] town of [Borla|LOC] burned. [Ghana|LOC] and [Ghana|LOC] sent aid.", "Borla", "NG", "Nigeria"),
        ("[Kumasi Borla Court|FAC] sat. Lawyers from [Kumasi|LOC] came.", "Kumasi Borla Court", "GH", "Kumasi"),
        ("[Ghana|LOC] waits. The [Rotterdam District Court|FAC] sat.", "Rotterdam District Court", "NL", "Rotterdam"),
        ("[Ghana|LOC] waits. The [Charlotte Borla Clinic|FAC] shut.", "Charlotte Borla Clinic", "GH", "Ghana"),
        ("[Ghana|LOC] and its [Borla Hall|FAC].", "Borla Hall", "GH", "Ghana"),
        ("ACCRA: Crowds left. The [Borla Hall|FAC] is shut.", "Borla Hall", None, None),
        ("[ACCRA|LOC]: Crowds left. The [Borla Hall|FAC] is shut.", "Borla Hall", "GH", "Accra"),
        ("[Ghana|LOC] and [Ghana|LOC]. They were aboard the ship [Borla|FAC].", "Borla", None, None),
        ("[Ghana|LOC] wins. She flew from [Borla|LOC] to [Paris|LOC] alone.", "Borla", "GH", "Ghana"),
        ("[Ghana|LOC] wins. Like [Peru|LOC], [Chile|LOC] and [Cuba|LOC], [Borla|LOC] votes.", "Borla", "GH", "Ghana"),
        ("[Russian|NORP] forces shelled [Borla|LOC]. [Ukraine|LOC], [Ukraine|LOC] replied.", "Borla", "UA", "Ukraine"),
        ("A boat sank in the [Gulf of Guinea|LOC].", "Gulf of Guinea", None, None),
        ("[Yemen|LOC] and [Yemen|LOC]. He fell in [Borla|LOC] with a friend from [Kumasi|LOC].", "Borla", "GH", "Ashanti"),
        (
            "[Yemen|LOC] and [Yemen|LOC]. He fell in [Borla|LOC] while he was mending a water pump in the rain"
            " for a friend from [Kumasi|LOC].",
            "Borla",
            "YE",
            "Yemen",
        ),
    ],
)
def test_an_unknown_place_lies_in_what_the_text_says_or_names_around_it(text, name, country, within):
    assert lies(text, name) == (country, within)


def test_the_words_beside_a_name_decide_between_cities():
    assert lies("[Libya|LOC] and [Libya|LOC]. He fled to the [Lebanese|NORP] city of [Tripoli|LOC].", "Tripoli")[0] == "LB"
    assert lies("[Libya|LOC] and [Libya|LOC]. He fled to [Tripoli|LOC].", "Tripoli")[0] == "LY"
    assert lies("[France|LOC] won. A flood in [Paris|LOC], [Texas|LOC].", "Paris")[0] == "US"


def test_where_nothing_in_the_text_tells_the_newspaper_does():
    text = "The [Borla Hall|FAC] is shut."
    assert lies(text, "Borla Hall") == (None, None)
    assert lies(text, "Borla Hall", {"source": "Kenya Daily"}) == ("KE", "Kenya")
    assert lies(text, "Borla Hall", {"url": "https://news.example.com.gh/1"}) == ("GH", "Ghana")
    assert lies(text, "Borla Hall", {"url": "https://news.example.io/1"}) == (None, None)


def test_one_name_in_two_cities_is_two_places():
    told = {"a": "Kumasi", "b": "Tamale"}
    one, two = (reading(d, f"At [Borla Hall|FAC] in [{city}|LOC], [Ghana|LOC].", {"Borla Hall"}) for d, city in told.items())
    found = resolve([one, two])
    assert len({found.place(r.article.id, r.names[0]).id for r in (one, two)}) == 2


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_known_place_in_an_unknown_spelling_is_that_place(order):
    strange = reading(order[0], "It hit the [gaza strip|LOC] in the [Gaza Strip|LOC].", {"gaza strip"})
    plain = reading(order[1], "In the [Gaza Strip|LOC].", {"Gaza Strip"})
    found = resolve([strange, plain])
    one, other = (found.place(r.article.id, r.names[0]) for r in (strange, plain))
    assert one == other
    assert (one.country, one.point_of) == ("PS", one.id)
    assert one.within != one.id


def test_a_place_that_nothing_tells_of_takes_none_of_the_others_away():
    article = reading("a", "It hit [Xyloquux|LOC], then [Lagos|LOC] and [Kano|LOC].", {"Xyloquux", "Lagos", "Kano"})
    found = resolve([replace(article, names=article.names[1:]), reading("b", "In [Qwertia|LOC].", {"Qwertia"})])
    assert [found.place("a", m).country for m in article.names[1:]] == ["NG", "NG"]
    assert found.place("a", article.names[0]) is not None
    stranger = found.place("b", Mention(Span(3, 10), "Qwertia", "LOC"))
    assert (stranger.name, stranger.country, stranger.lat, stranger.point_of) == ("Qwertia", None, None, None)


def test_a_person_misread_as_a_place_is_none():
    article = reading("a", "[Wale Babalakin|PERSON] spoke. [Babalakin|LOC] left.", {"Babalakin"})
    assert resolve([article]).place("a", article.names[1]) is None


def test_pronouns_and_strangers_are_none():
    found = resolve([article := reading("a", "[Nicolás Maduro|PERSON] said [he|PRON] won.")])
    assert dict(ids(found, article))["he"] is None
    assert found.actor("b", article.names[0]) is None
    assert found.place("a", article.names[0]) is None


def many(count):
    rng = random.Random(7)
    first = [f"{a}{b}" for a in ("An", "Bor", "Cel", "Dra", "Ed", "Fil") for b in ("a", "is", "ek", "ona", "ul")]
    last = [
        f"{a}{b}{c}" for a in ("Kor", "Lam", "Mor", "Nov") for b in ("an", "el", "is", "or") for c in ("ov", "ski", "ez", "ini")
    ]
    offices = [
        "Interior Ministry",
        "Supreme Court",
        "National Police Agency",
        "UN",
        "State Department",
        "Northern Mining Group",
    ]
    cities = ["Paris", "Seoul", "Caracas", "Lagos", "Springfield", "Hyderabad", "Venezuela", "Nigeria", "France"]
    for number in range(count):
        parts = []
        for _ in range(8):
            name = f"{rng.choice(first)} {rng.choice(last)}"
            parts += [
                f"[{name}|PERSON]",
                f"[{name.split()[1]}|PERSON]",
                f"[{rng.choice(offices)}|ORG]",
                f"[{rng.choice(cities)}|LOC]",
            ]
        yield reading(f"d{number:05}", " met ".join(parts), set(cities))


def test_the_order_of_the_articles_does_not_matter():
    readings = list(many(60))
    forth, shuffled = resolve(readings), list(readings)
    random.Random(3).shuffle(shuffled)
    back = resolve(shuffled)
    assert list(forth.actors.items()) == list(back.actors.items())
    assert list(forth.places.items()) == list(back.places.items())
    assert ids(forth, *readings) == ids(back, *readings)


def test_many_articles_take_seconds():
    readings = list(many(1000))
    resolve(readings[:1])
    began = time.perf_counter()
    resolve(readings)
    assert time.perf_counter() - began < 12


def test_nothing_read_nothing_resolved():
    assert resolve([]).actors == {}


def test_an_unknown_place_never_takes_the_id_of_a_known_one():
    told = [
        reading("a", "It hit the [punjab|LOC]. [India|LOC] and [India|LOC] mourn.", {"punjab"}),
        reading("b", "It hit [Punjab|LOC]. [Pakistan|LOC] and [Pakistan|LOC] mourn.", {"Punjab"}),
        reading("c", "It hit the [punjab|LOC] in [Punjab|LOC]. [Pakistan|LOC] and [Pakistan|LOC] mourn.", {"punjab"}),
    ]
    found = resolve(told)
    for place in found.places.values():
        assert len({*found.around(place.id)}) == len([*found.around(place.id)])
    assert found.place("b", told[1].names[0]).lat is not None
