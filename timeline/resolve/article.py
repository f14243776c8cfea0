"""What the mentions of one article are: people, organisations, states, groups, places, or mere descriptions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline import gazetteer
from timeline.model import Mention, Reading
from timeline.names import (
    PersonName,
    clean,
    is_acronym,
    known_organisation,
    leading_title,
    person,
    short_forms,
    split_acronym,
    title_before,
    words,
)
from timeline.spelling import slug

Votes = Mapping[tuple[str, ...], Counter[str]]
"""How often all articles label a name so."""
LABEL = {"person": "PERSON", "organisation": "ORG", "group": "NORP"}
"""The labels of kinds that a user gives; those of all others are of places."""
PREFERRED = ("PERSON", "ORG", "LOC", "FAC", "NORP", "MISC", "PRODUCT")
_GOVERNMENT = re.compile(r"^(?P<whose>.+?)(?:['’]s?)? (?:government|regime|administration)$|^[Gg]overnment of (?P<of>.+)$")
_BRACKET = re.compile(r"^(?:['’]s)?\s*[(\[](?P<acronym>[A-Za-z][A-Za-z0-9.&-]{1,9})[)\]]")
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those|some)\s+", re.IGNORECASE)
_DEFINITE = re.compile(r"^(?:the|this|that|these|those)\s+(\S+)$", re.IGNORECASE)
_AFTER_HEAD = re.compile(r",|\s(?:of|in|from|who|that|which|with|for|at|on|to|by|near|and)\s")
TITLE_REACH = 60
"""Characters between a nationality and the name that it tells of ("Venezuelan President ...")."""


class PersonMention(NamedTuple):
    mention: Mention
    name: PersonName
    country: str | None


@dataclass(slots=True)
class Sorted:
    """The mentions of one article by kind.

    Attributes:
        near: ISO codes of the countries that its names speak for, the most often named first.
        states: mention to the country that acts.
        aliases: description that ends in a name, to the mention of that name.
        acronyms: acronym to the name that the article gives for it.
    """

    doc: str
    near: tuple[str, ...] = ()
    people: list[PersonMention] = field(default_factory=list)
    organisations: list[Mention] = field(default_factory=list)
    groups: list[Mention] = field(default_factory=list)
    sites: list[Mention] = field(default_factory=list)
    described: list[Mention] = field(default_factory=list)
    states: dict[Mention, gazetteer.Country] = field(default_factory=dict)
    aliases: dict[Mention, Mention] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> str | None:
        """The country that the article is evidently about."""
        return self.near[0] if self.near else None


def mentions(reading: Reading) -> list[Mention]:
    """Every mention of an actor in the article once, in order of the text; no pronouns."""
    claimed = [filler.mention for claim in reading.claims for filler in claim.roles]
    claimed += [claim.reported_by for claim in reading.claims if claim.reported_by is not None]
    every = {mention for mention in (*reading.names, *claimed) if mention.label != "PRON"}
    return sorted(every, key=lambda m: (m.span, m.label, m.text))


def vote(readings: Iterable[Reading]) -> Votes:
    """Count the labels of each name over all articles: what one sentence hides, another shows. A title is worth two."""
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for mention in reading.names:
            votes = found[words(clean(mention.text))]
            votes[mention.label] += 1
            before = reading.article.text[max(0, mention.span.start - 40) : mention.span.start]
            if mention.label not in ("PERSON", "NORP") and title_before(before):
                votes["PERSON"] += 2
    return found


def sort_mentions(reading: Reading, votes: Votes, kinds: Mapping[Mention, str] | None = None) -> Sorted:
    """Tell the mentions of an article apart; ``kinds``: what the user says that names are (see `timeline.decisions`)."""
    return _Sorter(reading, votes, kinds or {}).sorted()


class _Sorter:
    def __init__(self, reading: Reading, votes: Votes, kinds: Mapping[Mention, str]) -> None:
        self.text = reading.article.text
        self.mentions = mentions(reading)
        self.votes, self.kinds = votes, kinds
        self.labels = {m: self._label(m) for m in self.mentions if m.named}
        self.out = Sorted(reading.article.id)
        full = [person(m.text).words for m, label in self.labels.items() if label == "PERSON"]
        self.surnames = {name[-1] for name in full if len(name) > 1}
        self.borne = {word for name in full if len(name) > 1 for word in name}
        self.endings = {name[at:] for name in full if len(name) > 1 for at in range(len(name))}
        self.out.near = self._near()
        self.halves = self._halves()

    def _label(self, mention: Mention) -> str:
        """The label that the user's kind or else most articles give the name."""
        if mention in self.kinds:
            return LABEL.get(self.kinds[mention], "LOC")
        counts = self.votes.get(words(clean(mention.text)), Counter())
        return max((label for label in PREFERRED if counts[label]), key=lambda label: counts[label], default=mention.label)

    def _near(self) -> tuple[str, ...]:
        """A country or its people count twice; a city, a region, or a country within a longer name once. Where none is named,
        the cities within the names of roads and buildings tell."""
        counts: Counter[str] = Counter()
        for within in (False, True):
            for mention, label in self.labels.items() if not counts else ():
                name = clean(mention.text)
                if label == "PERSON" or self.surnames.intersection(words(name)[-1:]):
                    continue
                parts = (name, name.rpartition(", ")[2], name.rpartition(" of ")[2], name.partition(" ")[0])
                spoken = (gazetteer.evidence(p, cities=label in ("LOC", "FAC") and (within or p is name)) for p in parts)
                country = next((held for held in spoken if held is not None), None)
                if country is not None:
                    counts[country.code] += 2 if gazetteer.country(name) is country else 1
        return tuple(sorted(counts, key=lambda code: -counts[code]))

    def _halves(self) -> dict[str, gazetteer.Country]:
        """ "The North" in a text that speaks of North Korea, and of no other country of that first word."""
        found: dict[str, set[gazetteer.Country]] = defaultdict(set)
        for mention in self.labels:
            first, _, rest = clean(mention.text).partition(" ")
            country = gazetteer.country(mention.text) if rest and first in ("North", "South", "East", "West") else None
            if country is not None and not gazetteer.is_demonym(mention.text):
                found[first].add(country)
        return {first: countries.pop() for first, countries in found.items() if len(countries) == 1}

    def sorted(self) -> Sorted:
        for at, mention in enumerate(self.mentions):
            if mention.named and mention in self.kinds:
                self._decided(at, mention)
            elif mention.named:
                self._name(at, mention)
            else:
                self._description(mention)
        for mention, label in self.labels.items():
            if label not in ("PERSON", "NORP") and mention not in self.out.states and mention not in self.kinds:
                self._declaration(mention)
        self._short_forms()
        return self.out

    def _short_forms(self) -> None:
        """Names taken for places that are short for an organisation named before."""
        sites = set(self.out.sites)
        fuller = short_forms([m.text for m in self.mentions if m in sites or m in self.out.organisations])
        known = {clean(mention.text) for mention in self.out.organisations}
        for mention in sorted(sites, key=lambda m: m.span):
            if fuller.get(clean(mention.text)) in known:
                self._drop_site(mention)
        self.out.organisations.sort(key=lambda m: (m.span, m.label, m.text))

    def _name(self, at: int, mention: Mention) -> None:
        name, label = clean(mention.text), self.labels[mention]
        country = self._state(name, label)
        if country is not None:
            self.out.states[mention] = country
        elif person(mention.text).words in self.endings or (label == "PERSON" and not is_acronym(name)):
            self._person(at, mention)
        elif known_organisation(name) or self._is_organisation(name, label):
            self.out.organisations.append(mention)
        elif label == "NORP":
            self.out.groups.append(mention)
        else:
            self.out.sites.append(mention)

    def _decided(self, at: int, mention: Mention) -> None:
        """The kind is the user's word."""
        kind = self.kinds[mention]
        country = gazetteer.country(clean(mention.text)) if kind == "country" else None
        if country is not None:
            self.out.states[mention] = country
        elif kind == "person":
            self._person(at, mention)
        elif kind in LABEL:
            (self.out.organisations if kind == "organisation" else self.out.groups).append(mention)
        else:
            self.out.sites.append(mention)

    def _is_organisation(self, name: str, label: str) -> bool:
        if label in ("LOC", "FAC", "NORP"):
            return is_acronym(name) and gazetteer.place(name, near=self.out.near) is None
        place = gazetteer.place(name, near=self.out.near) if " " in name else None
        return place is None or place.kind in ("city", "building", "area")

    def _person(self, at: int, mention: Mention) -> None:
        name = person(mention.text)
        if name.words:
            self.out.people.append(PersonMention(mention, name, self._nationality(at)))
        else:
            self.out.described.append(mention)

    def _state(self, name: str, label: str) -> gazetteer.Country | None:
        """The state that a name stands for: its own name, its people's, its government's; not where a person bears it."""
        parts = words(name)
        if label == "PERSON" and any(part in self.borne for part in parts):
            return None
        held = gazetteer.country(name) or self.halves.get(name)
        if held is not None:
            place = gazetteer.place(name, near=self.out.near)
            return held if place is None or place.kind in ("country", "area") or gazetteer.is_demonym(name) else None
        if parts and parts[-1] in self.surnames:
            return None
        return gazetteer.government(name)

    def _nationality(self, at: int) -> str | None:
        """The country whose adjective stands before the titles of a name."""
        before, mention = self.mentions[at - 1] if at else None, self.mentions[at]
        if before is None or not before.named or not 0 <= mention.span.start - before.span.end <= TITLE_REACH:
            return None
        country = gazetteer.country(before.text)
        between = self.text[before.span.end : mention.span.start].split()
        inside = [part for part in mention.text.split() if leading_title((part,))[0]]
        titled = leading_title(tuple(between))[0] == len(between) if between else bool(inside)
        return country.code if country is not None and titled else None

    def _description(self, mention: Mention) -> None:
        bare = _ARTICLE.sub("", mention.text)
        country = gazetteer.country(bare)
        if country is not None:
            self.out.states[mention] = country
            return
        titled = person(bare)
        if titled.title is not None and titled.words in self.endings:
            self.out.people.append(PersonMention(mention, titled, None))
            return
        for name, label in self.labels.items():
            if label == "PERSON" and mention.span.holds(name.span) and name.span.end == mention.span.end:
                before = self.text[mention.span.start : name.span.start]
                if not _AFTER_HEAD.search(f"{before} ") and "'s" not in before and "’s" not in before:
                    self.out.aliases[mention] = name
                    return
        self.out.described.append(mention)

    def _declaration(self, mention: Mention) -> None:
        name, acronym = split_acronym(mention.text)
        if acronym is None:
            match = _BRACKET.match(self.text[mention.span.end : mention.span.end + 16])
            acronym = match["acronym"].replace(".", "") if match and is_acronym(match["acronym"]) else None
        if acronym is None or " " not in clean(name):
            return
        if mention in self.out.organisations or self._drop_site(mention):
            self.out.acronyms.setdefault(acronym, clean(name))

    def _drop_site(self, mention: Mention) -> bool:
        """What has an acronym is an organisation, whatever its label, unless the gazetteer knows the place."""
        kept = [site for site in self.out.sites if site != mention]
        if len(kept) == len(self.out.sites) or gazetteer.place(mention.text, near=self.out.near) is not None:
            return False
        self.out.sites = kept
        self.out.organisations.append(mention)
        return True


class DescribedAs(NamedTuple):
    mention: Mention
    slug: str
    shown: str


def describe(found: Iterable[Mention]) -> Iterator[DescribedAs]:
    """One slug for one described actor of an article: the same words, or "the suspect" after one other suspect."""
    heads: dict[str, dict[str, str]] = defaultdict(dict)
    for mention in found:
        shown = " ".join(mention.text.split())
        bare = _ARTICLE.sub("", shown)
        named, definite = slug(bare)[:60].strip("-"), _DEFINITE.match(shown)
        head = (_AFTER_HEAD.split(bare)[0].split() or [bare])[-1].casefold()
        if definite and len(heads[head]) == 1:
            named, shown = next(iter(heads[head].items()))
        heads[head].setdefault(named, shown)
        yield DescribedAs(mention, named, heads[head][named])
