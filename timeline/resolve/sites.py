"""Which names are of one place, what it lies in, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from timeline import gazetteer
from timeline.model import Place
from timeline.names import clean, fullest, is_organ, organisation, words
from timeline.spelling import fold, slug


@dataclass(slots=True)
class _Site:
    place: Place
    forms: Counter[str] = field(default_factory=Counter)


class Sites:
    """All places of a run."""

    def __init__(self) -> None:
        self._sites: dict[str, _Site] = {}

    def add(self, doc: str, text: str, near: tuple[str, ...], outer: Place | None = None, *, named: bool = True) -> str:
        """The key of the place that the words mean; ask ``settle`` for what became of it.

        Args:
            near: the countries that the article is evidently about, the most evident first.
            outer: the place that the text says it lies in ("Irving, Texas").
            named: whether the words are a name; a description ("a school") is a place of its article only.
        """
        shown = clean(text)
        around = near if outer is None else tuple(dict.fromkeys(m for m in (outer.id, outer.country, *near) if m))
        place = gazetteer.place(shown, near=around) if shown else None
        if place is None:
            place = self._unknown(doc, shown or text, near, outer, named)
        site = self._sites.setdefault(place.id, _Site(place))
        site.forms[(shown or text).partition(", ")[0]] += 1
        for larger in (outer, *above(place)):
            if larger is not None:
                self._sites.setdefault(larger.id, _Site(larger))
        return place.id

    def _unknown(self, doc: str, shown: str, near: tuple[str, ...], outer: Place | None, named: bool) -> Place:
        country = outer.country if outer else None
        within = outer.id if outer else None
        made = f"place:{slug(shown)}"
        if not named:
            made = f"place:{slug(doc)}:{slug(shown)}"
        elif is_organ(organisation(shown)) and near:
            country, within = country or near[0], within or gazetteer.countries()[near[0]].id
            made += f"-{country.lower()}" if country else ""
        elif outer is not None:
            made = self._told_apart(made, outer)
        return Place(made, shown, "place", country, within=within)

    def _told_apart(self, made: str, outer: Place) -> str:
        """The id; with that of the outer place where the same name is already known to lie in another country."""
        known = self._sites.get(made)
        if known is None:
            return made
        if known.place.country is None:
            known.place = replace(known.place, country=outer.country, within=outer.id)
        return made if known.place.country in (None, outer.country) else f"{made}-{slug(outer.name)}"

    def settle(self) -> dict[str, Place]:
        """Every place by key, with the names used for it; countries keep their common name, others take the one in use."""
        found = {}
        for key in sorted(self._sites):
            site = self._sites[key]
            found[key] = replace(site.place, name=_name(site), names=tuple(sorted(site.forms)) or (site.place.name,))
        return found


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
