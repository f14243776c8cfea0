"""Which names are of one organisation: acronyms, ministries and countries in names, within an article and across the run."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from timeline import gazetteer
from timeline.model import Actor
from timeline.names import (
    EXECUTIVE,
    clean,
    fullest,
    initials,
    is_acronym,
    is_organ,
    known_organisation,
    organisation,
    short_forms,
)
from timeline.spelling import same_spelling, skeleton, slug

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name taken apart: as it is shown, the words of it without the country, the country, its name if all know it."""

    shown: str
    core: tuple[str, ...]
    country: str | None = None
    known: str | None = None

    @property
    def acronym(self) -> str | None:
        return self.shown.replace(".", "") if self.known is None and is_acronym(self.shown) else None


@dataclass(slots=True)
class Organisation:
    """What one article calls one organisation; ``near`` is the country that the article is evidently about."""

    doc: str
    name: OrganisationName
    near: str | None
    acronyms: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> OrganisationName:
    """Take a name apart: "U.S. State Department", "Supreme Court of India"."""
    shown = clean(text)
    known = known_organisation(shown)
    if known is not None:
        return OrganisationName(shown, organisation(known.name), known.country, known.name)
    parts = shown.split()
    for length in range(min(3, len(parts) - 1), 0, -1):
        country = gazetteer.country(" ".join(parts[:length]))
        if country is not None:
            known = known_organisation(" ".join(parts[length:]))
            if known is not None and known.country == country.code:
                return OrganisationName(shown, organisation(known.name), country.code, known.name)
            return OrganisationName(shown, organisation(" ".join(parts[length:])), country.code)
    before, _, after = shown.rpartition(" of ")
    country = gazetteer.country(after) if before else None
    if country is not None:
        return OrganisationName(shown, organisation(before), country.code)
    return OrganisationName(shown, organisation(shown))


def state_of(actor: Actor) -> str | None:
    """The country (ISO 3166) for whose state an organisation acts: its ministries, police, armed forces; no court or party."""
    if actor.kind != "organisation" or actor.country is None:
        return None
    known = known_organisation(actor.name)
    core = parse(actor.name).core
    of_state = known.of_state if known is not None else is_organ(core) and not EXECUTIVE.isdisjoint(core)
    return actor.country if of_state else None


class Organisations:
    """All organisations of a run. Articles are added one by one; ``settle`` then joins them.

    One whose acronym an article declares is shown with it, as that article does: "National Police Agency (NPA)".
    """

    def __init__(self) -> None:
        self._organisations: list[Organisation] = []
        self._forms: dict[str, int] = {}
        self._named, self._as = array("I"), array("I")  # organisation and form of each mention

    def add(self, doc: str, names: Sequence[str], near: str | None, declared: dict[str, str]) -> list[int]:
        """The number of the organisation that each name means.

        Args:
            declared: acronym to the full name that the article says it stands for ("National Police Agency (NPA)").
        """
        fuller = short_forms(names)
        parsed = [parse(fuller.get(clean(name), name)) for name in names]
        variants: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in parsed:
            if name.country:
                variants[name.core].add(name.country)
        numbers: dict[tuple[tuple[str, ...], str | None], int] = {}

        def number(name: OrganisationName) -> int:
            country = name.country
            if country is None and len(variants[name.core]) == 1:
                country = next(iter(variants[name.core]))
            key = (name.core, country)
            if key not in numbers:
                numbers[key] = len(self._organisations)
                whole = name if name.country == country else replace(name, country=country)
                self._organisations.append(Organisation(doc, whole, near))
            return numbers[key]

        by_acronym: dict[str, set[int]] = defaultdict(set)
        for name in parsed:
            if name.acronym is None:
                for made in initials(name.shown):
                    by_acronym[made].add(number(name))
        for acronym, full in sorted(declared.items()):
            by_acronym[acronym] = {number(parse(full))}
            self._organisations[next(iter(by_acronym[acronym]))].acronyms |= {acronym}
        found = []
        for name in parsed:
            meant = by_acronym.get(name.acronym or "", set())
            at = next(iter(meant)) if len(meant) == 1 else number(name)
            found.append(at)
        self._named.extend(found)
        self._as.extend(self._forms.setdefault(clean(written), len(self._forms)) for written in names)
        return found

    def settle(self) -> list[Actor]:
        """The actor that each organisation is, by number."""
        groups = self._groups()
        members: dict[Group, list[int]] = defaultdict(list)
        for member, group in enumerate(groups):
            members[group].append(member)
        actors: dict[Group, Actor] = {}
        taken: Counter[str] = Counter()
        forms = self._forms_of()
        for group in sorted(members):
            written: Counter[str] = Counter()
            for member in members[group]:
                written += forms(member)
            actors[group] = _actor([self._organisations[member] for member in members[group]], written, taken)
        return [actors[group] for group in groups]

    def _forms_of(self) -> Callable[[int], Counter[str]]:
        """What gives the forms of the name of an organisation, by its number: as it is shown, where it is only declared."""
        texts = list(self._forms)
        named = np.frombuffer(self._named, np.uint32)
        order = np.argsort(named, kind="stable")
        ends = np.searchsorted(named[order], np.arange(len(self._organisations) + 1))

        def forms(number: int) -> Counter[str]:
            mentions = order[ends[number] : ends[number + 1]].tolist()
            shown = self._organisations[number].name.shown
            return Counter([texts[self._as[mention]] for mention in mentions] or [shown])

        return forms

    def _groups(self) -> list[Group]:
        variants: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for one in self._organisations:
            if one.name.country:
                variants[one.name.core].add(one.name.country)
        groups = [self._group(one, variants) for one in self._organisations]
        declared: dict[str, set[tuple[Group, str | None]]] = defaultdict(set)
        for one, group in zip(self._organisations, groups, strict=True):
            for acronym in one.acronyms:
                declared[acronym].add((group, one.name.country or one.near))
        for at, one in enumerate(self._organisations):
            if one.name.acronym in declared and one.name.acronym not in one.acronyms:
                fit = {
                    group for group, country in declared[one.name.acronym] if one.near is None or country in (None, one.near)
                }
                if len(fit) == 1:
                    groups[at] = next(iter(fit))
        roots = _respelled(set(groups))
        return [roots[group] for group in groups]

    @staticmethod
    def _group(one: Organisation, variants: dict[tuple[str, ...], set[str]]) -> Group:
        """What tells it from others: its words, and the country where the name says it or no name but an office is given."""
        name = one.name
        if name.known is not None:
            return ("known", name.known)
        if name.country is not None:
            return (*name.core, "", name.country)
        if is_organ(name.core):
            return (*name.core, "", one.near or one.doc)
        return (*name.core, "", one.near) if one.near in variants[name.core] and one.near else name.core


def _respelled(groups: set[Group]) -> dict[Group, Group]:
    """Each group to the first of those whose words are the same in another spelling."""
    alike: dict[Group, list[Group]] = defaultdict(list)
    for group in sorted(groups):
        alike[tuple(skeleton(word) for word in group)].append(group)
    return {
        group: next((first for first in block if first == group or same_spelling(first, group)), group)
        for block in alike.values()
        for group in block
    }


def _actor(members: Sequence[Organisation], forms: Counter[str], taken: Counter[str]) -> Actor:
    name = fullest(forms)
    first = members[0].name
    country = first.country or (members[0].near if is_organ(first.core) else None)
    made = f"org:{slug(first.known or name)}"
    if is_organ(first.core) and first.known is None and parse(name).country is None:
        made += f"-{(country or slug(members[0].doc)).lower()}"
    taken[made] += 1
    unique = made if taken[made] == 1 else f"{made}-{taken[made]}"
    acronyms = {acronym for member in members for acronym in member.acronyms}
    if len(acronyms) == 1 and not is_acronym(name):
        name = f"{name} ({min(acronyms)})"
    return Actor(unique, name, "organisation", names=tuple(sorted(set(forms) | acronyms)), country=country)
