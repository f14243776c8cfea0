"""The gazetteer: what names of countries, peoples, governments and places mean."""

import pytest

from timeline import gazetteer


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("US", "US"),
        ("U.S.", "US"),
        ("the U.S.'s", "US"),
        ("U.S.A.", "US"),
        ("the United States", "US"),
        ("UK", "GB"),
        ("UAE", "AE"),
        ("DPRK", "KP"),
        ("PRC", "CN"),
        ("Iran, Islamic Republic of", "IR"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Venezuela's", "VE"),
        ("VENEZUELA", "VE"),
        ("Venezuelans", "VE"),
        ("Chinese", "CN"),
        ("Danes", "DK"),
        ("Spaniard", "ES"),
        ("South Korean", "KR"),
        ("Kosovo", "XK"),
    ],
)
def test_countries_by_all_their_names(name, code):
    assert gazetteer.country(name).code == code


@pytest.mark.parametrize("name", ["us", "turkey", "polish", "iran", "", "Maduro", "Washington", "Un", "chad"])
def test_what_is_no_country(name):
    assert gazetteer.country(name) is None


def test_canonical_names_are_the_common_ones():
    names = {gazetteer.country(n).name for n in ("South Korea", "Russian Federation", "Viet Nam", "Syrian")}
    assert names == {"South Korea", "Russia", "Vietnam", "Syria"}


def test_every_country_has_coordinates_an_id_and_its_names_lead_back():
    for code, country in gazetteer.countries().items():
        assert -90 <= country.lat <= 90, code
        assert -180 <= country.lon <= 180, code
        assert country.id.startswith("geonames:"), code
        assert gazetteer.country(country.name) is country
        for word in (*country.adjectives, *country.demonyms):
            assert gazetteer.is_demonym(word), word


def test_demonyms_are_told_from_names():
    assert gazetteer.is_demonym("Algerian")
    assert gazetteer.is_demonym("Filipinos")
    assert not gazetteer.is_demonym("Algeria")
    assert not gazetteer.is_demonym("president")


@pytest.mark.parametrize(
    ("name", "code"), [("Washington", "US"), ("the Kremlin", "RU"), ("Downing Street", "GB"), ("Tehran", "IR"), ("Kiev", "UA")]
)
def test_capitals_and_seats_stand_for_governments(name, code):
    assert gazetteer.government(name).code == code


def test_a_country_as_a_place_has_its_geonames_number():
    place = gazetteer.place("Venezuela")
    assert (place.id, place.kind, place.country) == ("geonames:3625428", "country", "VE")
    assert (place.lat, place.lon) == (8.0, -66.0)


@pytest.mark.parametrize(
    ("name", "near", "country"),
    [
        ("Birmingham", (), "GB"),
        ("Birmingham", ("US",), "US"),
        ("London", ("CA", "GB"), "GB"),
        ("Paris", (), "FR"),
        ("Paris, Texas", (), "US"),
        ("Hyderabad", ("PK",), "PK"),
        ("St. Petersburg", ("RU",), "RU"),
        ("St. Petersburg, Fla.", ("RU",), "US"),
        ("Georgia", (), "GE"),
        ("Georgia", ("US",), "US"),
        ("BANGKOK", (), "TH"),
        ("Kinmen County", ("TW",), "TW"),
    ],
)
def test_ambiguous_places_are_decided_by_people_and_evident_countries(name, near, country):
    assert gazetteer.place(name, near=near).country == country


def test_a_small_town_of_a_country_nobody_speaks_of_is_not_meant():
    assert gazetteer.place("Police", near=("KR",)) is None
    assert gazetteer.place("Police", near=("PL",)).country == "PL"


def test_other_names_of_large_cities():
    assert gazetteer.place("Bombay").id == gazetteer.place("Mumbai").id
    assert gazetteer.place("Washington, D.C.").id == gazetteer.place("Washington").id
    assert gazetteer.place("New York").id == gazetteer.place("New York City").id


def test_regions_and_seas():
    assert gazetteer.place("the Caribbean").country is None
    assert gazetteer.place("Caribbean Sea").lat == 15.0
    assert gazetteer.place("Crimea").country == "UA"
    assert gazetteer.place("Selangor").country == "MY"


def test_a_part_of_a_place_lies_within_it_and_claims_no_coordinates():
    part = gazetteer.place("northern Mali")
    assert (part.name, part.country, part.lat) == ("northern Mali", "ML", None)
    assert gazetteer.containing(part).name == "Mali"
    assert gazetteer.place("Venezuelan coast").within == gazetteer.place("Venezuela").id
    assert gazetteer.place("North Korea").kind == "country"


def test_places_lie_within_larger_ones():
    city = gazetteer.place("Irving", near=("US",))
    state = gazetteer.containing(city)
    assert (city.kind, state.name, gazetteer.containing(state).name) == ("city", "Texas", "United States")
    assert gazetteer.containing(gazetteer.containing(state)) is None


def test_evidence_names_one_country_or_none():
    assert gazetteer.evidence("Seoul").code == "KR"
    assert gazetteer.evidence("Texas").code == "US"
    assert gazetteer.evidence("Georgia") is None
    assert gazetteer.evidence("Pacific") is None


def test_unknown_names_are_none():
    assert gazetteer.place("Suame Roundabout") is None
    assert gazetteer.place("the") is None
    assert gazetteer.place("") is None


def test_a_part_of_a_city_lies_in_the_city_and_its_country():
    part = gazetteer.place("Greater Tunis")
    city = gazetteer.containing(part)
    assert city == gazetteer.place("Tunis")
    assert gazetteer.containing(city) == gazetteer.place("Tunisia")
