"""The gazetteer: what names of countries, peoples, governments and places mean."""

import pycountry
import pytest

from timeline import gazetteer
from timeline.schema import table


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
    assert gazetteer.lies_in(city, gazetteer.place("Tunisia"))
    assert gazetteer.lies_in(part, gazetteer.place("Tunisia"))
    assert not gazetteer.lies_in(city, city)


@pytest.mark.parametrize(
    ("name", "near", "country", "larger"),
    [
        ("Anambra State", ("NG",), "NG", "Nigeria"),
        ("Lagos State", ("NG",), "NG", "Nigeria"),
        ("Kharkiv Oblast", ("UA",), "UA", "Ukraine"),
        ("Lombardy", (), "IT", "Italy"),
        ("Bavaria", (), "DE", "Germany"),
        ("West Java", ("ID",), "ID", "Indonesia"),
        ("Rift Valley", ("KE",), "KE", "Kenya"),
        ("Mexican Republic", (), "MX", None),
    ],
)
def test_provinces_by_the_names_that_the_news_give_them(name, near, country, larger):
    place = gazetteer.place(name, near=near)
    assert place.country == country
    assert place.kind != "city"
    assert (gazetteer.containing(place) and gazetteer.containing(place).name) == larger


@pytest.mark.parametrize("name", ["Rift Valley", "Gulf of Finland", "Lake Victoria", "Nile", "Hindu Kush", "Congo Basin"])
def test_seas_rivers_ranges_and_regions_of_several_countries_have_none(name):
    place = gazetteer.place(name)
    assert place.country is None
    assert place.lat is not None


def test_cities_lie_in_the_provinces_of_their_country():
    chains = {"Kano": ("Nigeria", "Kano"), "Munich": ("Germany", "Bavaria"), "Vancouver": ("Canada", "British Columbia")}
    for name, (country, province) in chains.items():
        city = gazetteer.place(name)
        assert gazetteer.containing(city).name == province
        assert gazetteer.containing(gazetteer.containing(city)).name == country


def test_a_province_without_a_point_has_that_of_its_largest_city():
    province = gazetteer.place("Anambra")
    city = gazetteer.place("Onitsha")
    assert city.within == province.id
    assert province.point_of == city.id
    assert (province.lat, province.lon) == (city.lat, city.lon)


def test_every_row_of_the_divisions_is_a_division_with_cities():
    codes, numbers = {s.code for s in pycountry.subdivisions}, {d.geonames: d for d in gazetteer._all_divisions() if d.geonames}
    rows = list(table("divisions"))
    assert len({row["iso"] for row in rows}) == len({(row["iso"][:2], row["geonames"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["iso"] in codes, row
        assert numbers[row["iso"][:2], row["geonames"]].place.country == row["iso"][:2]
        assert gazetteer._cities_of_divisions()[row["iso"][:2], row["geonames"]], row
