"""Which names are of one place, what it lies in, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from timeline import gazetteer
from timeline.model import Mention, Place
from timeline.names import clean, fullest, is_organ, organisation, words
from timeline.spelling import fold, slug


class Container(NamedTuple):
    """A place that another lies in; ``told`` where words beside the name say so, else a guess by what is named around."""

    place: Place
    told: bool


@dataclass(slots=True)
class _Site:
    """``known`` to the gazetteer; ``told`` as of a `Container`."""

    place: Place
    known: bool = False
    told: bool = False
    forms: Counter[str] = field(default_factory=Counter)


class Sites:
    """All places of a run."""

    def __init__(self) -> None:
        self._sites: dict[str, _Site] = {}

    def add(self, doc: str, mention: Mention, near: tuple[str, ...], told: Place | None, around: Container | None) -> str:
        """The key of the place that the words mean; ask ``settle`` for what became of it.

        A name is one place wherever it is used; a description ("a school") is a place of its article only.

        Args:
            near: the countries that the article is evidently about, the most evident first.
            told: the place that the text says it lies in ("Irving, Texas").
            around: what it lies in if the gazetteer does not know it.
        """
        shown = clean(mention.text)
        evident = near if told is None else tuple(dict.fromkeys(m for m in (told.country, told.id, *near) if m))
        place = (_state_of_body(shown) or gazetteer.place(shown, near=evident)) if shown else None
        if place is not None and mention.label == "ORG" and place.kind == "city" and words(place.name) != words(shown):
            place = None  # Topeka was called Google for a month.
        if place is None:
            if is_organ(organisation(shown)) and near and not (around and around.told):
                around = Container(gazetteer.countries()[near[0]].place, told=False)
            told = around.place if around else None
            site = self._unknown(doc, shown or mention.text, around, mention.named)
        else:
            site = self._known(place)
        site.forms[(shown or mention.text).partition(", ")[0]] += 1
        for larger in (*above(site.place), *((told, *above(told)) if told else ())):
            self._known(larger)
        return site.place.id

    def _known(self, place: Place) -> _Site:
        """That of a place of the gazetteer, also where words that the gazetteer does not know had the same id before."""
        site = self._sites.setdefault(place.id, _Site(place, known=True))
        if not site.known:
            site.place, site.known = place, True
        return site

    def _unknown(self, doc: str, shown: str, around: Container | None, named: bool) -> _Site:
        """That of a place that the gazetteer does not know: one of a name, but for those that lie in different countries, or
        that texts put into different cities. What is told counts for more than a guess."""
        if not named:
            made = f"place:{slug(doc)}:{slug(shown)}"
            place = Place(made, shown, country=around.place.country, within=around.place.id) if around else Place(made, shown)
            return self._sites.setdefault(made, _Site(place))
        made = f"place:{slug(shown)}"
        site = self._sites.setdefault(made, _Site(Place(made, shown)))
        if around is None or site.known or around.place.id == made:
            return site
        if site.place.within is not None and site.place.country != around.place.country:
            made += f"-{slug(around.place.country or around.place.name)}"
        elif site.told and around.told and self._in_other_city(site.place, around.place):
            made += f"-{slug(around.place.name)}"
        site = self._sites.setdefault(made, _Site(Place(made, shown)))
        if site.known or around.place.id == made:
            return site
        if site.place.within is None or (around.told and not site.told):
            site.place = replace(site.place, country=around.place.country, within=around.place.id)
            site.told = around.told
        return site

    def _in_other_city(self, place: Place, city: Place) -> bool:
        larger = self._sites.get(place.within or "")
        return larger is not None and larger.place.kind == city.kind == "city" and larger.place.id != city.id

    def settle(self) -> dict[str, Place]:
        """Every place by key, with the names used for it; countries keep their common name, others take the one in use."""
        found = {}
        for key in sorted(self._sites):
            site = self._sites[key]
            names = tuple(sorted(site.forms)) or (site.place.name,)
            found[key] = replace(self._located(site.place), name=_name(site), names=names)
        return found

    def _located(self, place: Place) -> Place:
        """The place with its own point or, where it has none, that of the nearest larger place that has one."""
        if place.lat is not None:
            return replace(place, point_of=place.point_of or place.id)
        if place.within not in self._sites:
            return place
        larger = self._located(self._sites[place.within].place)
        return replace(place, lat=larger.lat, lon=larger.lon, point_of=larger.point_of)


BODIES = frozenset("court tribunal parliament senate congress government cabinet ministry regime junta army police".split())
"""What is nowhere but in its country: "jailed by a Russian court"."""


def _state_of_body(shown: str) -> Place | None:
    whose, _, what = shown.rpartition(" ")
    state = gazetteer.country(whose) if what in BODIES else None
    return state.place if state is not None else None


def above(place: Place) -> Iterator[Place]:
    """The larger places that it lies in, the nearest first."""
    larger = gazetteer.containing(place)
    while larger is not None:
        yield larger
        larger = gazetteer.containing(larger)


def _name(site: _Site) -> str:
    """The gazetteer's name as the texts write it; where they only use another one, the one most used."""
    place = site.place
    if place.kind == "country" or not site.forms:
        return place.name
    alike: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for form, count in site.forms.items():
        alike[words(form)][form] += count
    own = alike.get(words(place.name))
    if own is not None:
        return min(own, key=lambda f: (f.isupper(), f.isascii(), -own[f], f)) if not _only_capitals(own) else place.name
    name = fullest(Counter({form: count for form, count in site.forms.items() if fold(form)}))
    return name.title() if name.isupper() and len(name) > 3 else name


def _only_capitals(forms: Counter[str]) -> bool:
    return all(form.isupper() for form in forms)
