"""Mentions to actors and places: names are joined within an article first, then across all articles of a run.

Names join where their forms agree (titles, accents, possessives and transcriptions set aside), never by a guess at the
world: a surname alone means the one person whose full name ends with it, and stays by itself where several could be meant.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from timeline import gazetteer
from timeline.changed import Changed
from timeline.decisions import Decisions, mentions
from timeline.model import Actor, Mention, Place, Reading, Span
from timeline.names import clean, fullest, known_organisation
from timeline.resolve.article import Sorted, Votes, describe, sort_mentions, vote
from timeline.resolve.decided import decide, settled
from timeline.resolve.meanings import Key, Meanings, Numbers, key
from timeline.resolve.organisations import Organisations
from timeline.resolve.people import Named, People
from timeline.resolve.setting import Setting
from timeline.resolve.sites import Container, Sites
from timeline.sharing import Use
from timeline.spelling import slug

KINDS = 4
PERSON, ORGANISATION, SITE, FIXED = range(KINDS)
"""A mention is of the so-manieth thing of one of these kinds, which one number tells: `KINDS` times the one plus the other."""
NOBODY = Actor("", "", "")


@dataclass(slots=True)
class Resolution:
    """What every mention means.

    Attributes:
        actors, places: those that claims speak of, by id; with each place the larger ones that it lies in.
    """

    actors: dict[str, Actor]
    places: dict[str, Place]
    _actors: Meanings[Actor] = field(repr=False)
    _places: Meanings[Place] = field(repr=False)

    def actor(self, doc: str, mention: Mention) -> Actor | None:
        """Who a mention in the article of that id means; None for a pronoun and for a mention that no reading holds."""
        return self._actors.of(doc, mention)

    def place(self, doc: str, mention: Mention) -> Place | None:
        """Where a mention means, if a claim of that article names it as its place or near it; else None."""
        return self._places.of(doc, mention)

    def around(self, place: str) -> Iterator[str]:
        """The id of a place and of those that it lies in, the larger ones later."""
        at: str | None = place
        while at is not None:
            yield at
            at = self.places[at].within


def resolve(readings: Sequence[Reading], decisions: Decisions | None = None) -> Resolution:
    """Find out whom and where the mentions of all articles mean. The result does not depend on the order of the readings.

    Args:
        decisions: what a user has decided about names; it wins over what is found out here.
    """
    return resolve_in_order(sorted(readings, key=lambda reading: reading.article.id), decisions or Decisions())


def resolve_in_order(readings: Sequence[Reading], decisions: Decisions) -> Resolution:
    """The same for readings that are sorted by the ids of their articles: they are gone through twice, and none is kept."""
    return _Run(readings, decisions).resolution()


class _Run:
    """Articles are sorted through one by one; what a mention stands for is kept as a handle until all are seen."""

    def __init__(self, readings: Sequence[Reading], decisions: Decisions) -> None:
        self.readings = Changed(decisions.kept, readings) if decisions else readings
        self.decisions = decisions
        self.people, self.organisations, self.sites = People(), Organisations(), Sites()
        self.fixed: dict[str, Actor] = {}
        self.forms: dict[str, Counter[str]] = defaultdict(Counter)
        self.at: dict[int, dict[str, int]] = {SITE: {}, FIXED: {}}
        self.here: dict[Key, int] = {}
        self.actor_of, self.place_of = Numbers(), Numbers()
        self.told: set[int] = set()

    def resolution(self) -> Resolution:
        votes = vote(self.readings)
        for reading in self.readings:
            self._article(reading, votes)
        places = self.sites.settle()
        sites = [places[id] for id in self.at[SITE]]
        fixed = [self._with_forms(self.fixed.pop(id)) for id in self.at[FIXED]]
        things = _dealt(self.people.settle(), self.organisations.settle(), list(map(_acting, sites)), fixed)
        who, where = Meanings(self.actor_of, things), Meanings(self.place_of, sites)
        told = {actor.id: actor for actor in (things[number] for number in self.told)}
        if self.decisions:
            who, where, places = self._decided(who, where, places)
            told = self._told(who)
        return Resolution(dict(sorted(told.items())), _placed(where, places), who, where)

    def _article(self, reading: Reading, votes: Votes) -> None:
        doc = reading.article.id
        article = sort_mentions(reading, votes, self.decisions.kinds(doc, mentions(reading)))
        setting = Setting(reading.article, reading.names, article.near)
        self.here = {}
        self._names(article, setting)
        self._states_and_groups(article)
        self.place_of.put(doc, self._places(reading, article, setting))
        self.actor_of.put(doc, self.here)
        fillers = (filler for claim in reading.claims for filler in claim.roles)
        self.told.update(number for filler in fillers if (number := self.here.get(key(filler.mention))) is not None)

    def _number(self, kind: int, id: str) -> int:
        """Of a place or a fixed actor among those of its kind."""
        held = self.at[kind]
        return held.setdefault(id, len(held))

    def _decided(
        self, who: Meanings[Actor], where: Meanings[Place], places: dict[str, Place]
    ) -> tuple[Meanings[Actor], Meanings[Place], dict[str, Place]]:
        """Replay the user's decisions over what was found; the places by id, as they are then."""
        said = {(r.article.id, key(m)): m for r in self.readings for m in mentions(r)}
        named = list(where.items())
        acting = [(doc, at, number // KINDS) for doc, at, number in self.actor_of.items() if number % KINDS == SITE]
        ids = list(self.at[SITE])
        uses = [Use(doc, said[doc, at], place) for doc, at, place in named]
        uses += [Use(doc, said[doc, at], places[ids[number]]) for doc, at, number in acting]
        uses += [Use("", Mention(Span(0, 0), place.name, "LOC"), place) for place in places.values()]
        meant = decide(self.decisions, uses)
        places = settled(uses, meant)
        sites: dict[str, dict[Key, Place]] = defaultdict(dict)
        for (doc, at, _), place in zip(named, meant, strict=False):
            if place is not None:
                sites[doc][at] = places[place.id]
        actors: dict[str, dict[Key, Actor]] = defaultdict(dict)
        for doc, at, actor in who.items():
            actors[doc][at] = actor
        for (doc, at, _), site in zip(acting, meant[len(named) :], strict=False):
            if site is not None:
                actors[doc][at] = _acting(places[site.id])
        deeds = [Use(doc, said[doc, at], actors[doc][at], number) for doc, at, number in self.actor_of.items()]
        for use, decided in zip(deeds, decide(self.decisions, deeds), strict=True):
            if decided is not None:
                actors[use.doc][key(use.mention)] = decided
        return Meanings.packed(actors), Meanings.packed(sites), places

    def _names(self, article: Sorted, setting: Setting) -> None:
        doc, here = article.doc, self.here
        named = [Named(p.mention.span.start, p.name, p.country) for p in article.people]
        for person, number in zip(article.people, self.people.add(doc, named, article.home), strict=True):
            here[key(person.mention)] = KINDS * number + PERSON
        texts = [mention.text for mention in article.organisations]
        numbers = self.organisations.add(doc, texts, article.home, article.acronyms)
        for mention, number in zip(article.organisations, numbers, strict=True):
            here[key(mention)] = KINDS * number + ORGANISATION
        for mention in article.sites:
            here[key(mention)] = KINDS * self._site(doc, mention, setting, guess=False) + SITE
        for mention, name in article.aliases.items():
            here[key(mention)] = here[key(name)]

    def _states_and_groups(self, article: Sorted) -> None:
        for mention, country in article.states.items():
            self._fix(mention, Actor(f"country:{country.code}", country.name, "country", country=country.code))
        for mention in article.groups:
            name = clean(mention.text)
            self._fix(mention, Actor(f"group:{slug(name.removesuffix('s'))}", name, "group"))
        for mention, named, shown in describe(article.described):
            self._fix(mention, Actor(f"desc:{article.doc}:{named}", shown, "described", named=False))

    def _fix(self, mention: Mention, actor: Actor) -> None:
        form, held = clean(mention.text), self.fixed.setdefault(actor.id, actor)
        self.here[key(mention)] = KINDS * self._number(FIXED, actor.id) + FIXED
        if form not in held.names:
            self.fixed[actor.id] = replace(held, names=(*held.names, form))
        if actor.kind == "group":
            self.forms[actor.id][form] += 1

    def _places(self, reading: Reading, article: Sorted, setting: Setting) -> dict[Key, int]:
        """The numbers of the places that claims name, by mention."""
        named = (mention for claim in reading.claims for mention in (*claim.places, claim.near))
        told = {mention for mention in named if mention is not None and mention.label != "PRON"}
        ordered = sorted(told, key=lambda m: (m.span, m.label, m.text))
        named_places = (mention for mention in ordered if not self._is_misread(article, mention))
        return {key(mention): self._site(article.doc, mention, setting, guess=True) for mention in named_places}

    def _site(self, doc: str, mention: Mention, setting: Setting, *, guess: bool) -> int:
        """The number of a place; one that only acts may be no place at all, and gets no country by a guess."""
        told = setting.told(mention)
        around = told or setting.named_after(mention)
        likely = setting.likely(mention) if guess and not around else None
        within = around or likely
        container = Container(within, around is not None) if within else None
        return self._number(SITE, self.sites.add(doc, mention, setting.near, told, container))

    def _is_misread(self, article: Sorted, mention: Mention) -> bool:
        """Whether a name taken for a place is a person's or a known organisation's, and no place that the gazetteer knows."""
        person = self.here.get(key(mention), FIXED) % KINDS == PERSON
        borne = person or known_organisation(mention.text) is not None
        return borne and gazetteer.place(clean(mention.text), near=article.near) is None

    def _with_forms(self, actor: Actor) -> Actor:
        name = fullest(self.forms[actor.id]) if actor.kind == "group" else actor.name
        return replace(actor, name=name, names=tuple(sorted(actor.names)))

    def _told(self, who: Meanings[Actor]) -> dict[str, Actor]:
        told = ((reading.article.id, filler.mention) for reading in self.readings for c in reading.claims for filler in c.roles)
        return {actor.id: actor for doc, mention in told if (actor := who.of(doc, mention)) is not None}


def _placed(where: Meanings[Place], places: dict[str, Place]) -> dict[str, Place]:
    """The places that mentions mean, and those that they lie in."""
    kept: dict[str, Place] = {}
    for place in where.used():
        at: str | None = place.id
        while at is not None and at not in kept:
            kept[at] = places[at]
            at = places[at].within
    return dict(sorted(kept.items()))


def _dealt(*tables: Sequence[Actor]) -> list[Actor]:
    """The actors of some kinds in one list: number n of kind k stands at n times the number of kinds, plus k."""
    things = [NOBODY] * (len(tables) * max(map(len, tables)))
    for kind, table in enumerate(tables):
        things[kind : kind + len(tables) * len(table) : len(tables)] = table
    return things


def _acting(place: Place) -> Actor:
    """A place as an actor: a state of a federation that sues, a city that votes."""
    return Actor(place.id, place.name, "place", names=place.names, country=place.country)
