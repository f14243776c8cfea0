"""Mentions to actors and places: names are joined within an article first, then across all articles of a run.

Names join where their forms agree (titles, accents, possessives and transcriptions set aside), never by a guess at the
world: a surname alone means the one person whose full name ends with it, and stays by itself where several could be meant.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from timeline import gazetteer
from timeline.decisions import Decisions, mentions
from timeline.model import Actor, Mention, Place, Reading, Span
from timeline.names import clean, fullest, known_organisation
from timeline.resolve.article import Sorted, describe, sort_mentions, vote
from timeline.resolve.decided import decide, settled
from timeline.resolve.organisations import Organisations
from timeline.resolve.people import Named, People
from timeline.resolve.setting import Setting
from timeline.resolve.sites import Container, Sites
from timeline.sharing import Use
from timeline.spelling import slug

Key = tuple[int, int, str]
"""A mention within its article: start, end, label."""
Handle = tuple[str, int | str]
"""The kind of a thing and its number or key among those of the kind."""


@dataclass(slots=True)
class Resolution:
    """What every mention means.

    Attributes:
        actors, places: those that claims speak of, by id; with each place the larger ones that it lies in.
    """

    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    _actors: dict[str, dict[Key, Actor]] = field(default_factory=dict, repr=False)
    _places: dict[str, dict[Key, Place]] = field(default_factory=dict, repr=False)

    def actor(self, doc: str, mention: Mention) -> Actor | None:
        """Who a mention in the article of that id means; None for a pronoun and for a mention that no reading holds."""
        return self._actors.get(doc, {}).get(_key(mention))

    def place(self, doc: str, mention: Mention) -> Place | None:
        """Where a mention means, if a claim of that article names it as its place or near it; else None."""
        return self._places.get(doc, {}).get(_key(mention))

    def around(self, place: str) -> Iterator[str]:
        """The id of a place and of those that it lies in, the larger ones later."""
        at: str | None = place
        while at is not None:
            yield at
            at = self.places[at].within


def _key(mention: Mention) -> Key:
    return (*mention.span, mention.label)


def resolve(readings: Sequence[Reading], decisions: Decisions | None = None) -> Resolution:
    """Find out whom and where the mentions of all articles mean. The result does not depend on the order of the readings.

    Args:
        decisions: what a user has decided about names; it wins over what is found out here.
    """
    return _Run(sorted(readings, key=lambda reading: reading.article.id), decisions or Decisions()).resolution()


class _Run:
    """Articles are sorted through one by one; what a mention stands for is kept as a handle until all are seen."""

    def __init__(self, readings: Sequence[Reading], decisions: Decisions) -> None:
        self.readings, self.decisions = [decisions.kept(reading) for reading in readings], decisions
        self.people, self.organisations, self.sites = People(), Organisations(), Sites()
        self.fixed: dict[str, Actor] = {}
        self.forms: dict[str, Counter[str]] = defaultdict(Counter)
        self.actor_of: dict[str, dict[Key, Handle]] = defaultdict(dict)
        self.place_of: dict[str, dict[Key, str]] = defaultdict(dict)

    def resolution(self) -> Resolution:
        votes = vote(self.readings)
        for reading in self.readings:
            kinds = self.decisions.kinds(reading.article.id, mentions(reading))
            article = sort_mentions(reading, votes, kinds)
            setting = Setting(reading.article, reading.names, article.near)
            self._names(article, setting)
            self._states_and_groups(article)
            self._places(reading, article, setting)
        places = self.sites.settle()
        actors: dict[Handle, Actor] = {("fixed", key): self._with_forms(actor) for key, actor in self.fixed.items()}
        actors |= {("person", number): actor for number, actor in enumerate(self.people.settle())}
        actors |= {("organisation", number): actor for number, actor in enumerate(self.organisations.settle())}
        actors |= {("site", key): _acting(place) for key, place in places.items()}
        found = Resolution(
            _actors={doc: {key: actors[handle] for key, handle in held.items()} for doc, held in self.actor_of.items()},
            _places={doc: {key: places[place] for key, place in held.items()} for doc, held in self.place_of.items()},
        )
        if self.decisions:
            places = self._decide(found, places)
        found.actors, found.places = self._told(found), self._placed(found, places)
        return found

    def _decide(self, found: Resolution, places: dict[str, Place]) -> dict[str, Place]:
        """Replay the user's decisions over what was found; the places by id, as they are then."""
        said = {(r.article.id, _key(m)): m for r in self.readings for m in mentions(r)}
        where = [(doc, key) for doc, held in found._places.items() for key in held]
        acting = [(doc, key) for doc, held in self.actor_of.items() for key, (kind, _) in held.items() if kind == "site"]
        uses = [Use(doc, said[doc, key], found._places[doc][key]) for doc, key in where]
        uses += [Use(doc, said[doc, key], places[str(self.actor_of[doc][key][1])]) for doc, key in acting]
        uses += [Use("", Mention(Span(0, 0), place.name, "LOC"), place) for place in places.values()]
        meant = decide(self.decisions, uses)
        places = settled(uses, meant)
        for (doc, key), place in zip(where, meant, strict=False):
            if place is None:
                del found._places[doc][key]
            else:
                found._places[doc][key] = places[place.id]
        for (doc, key), place in zip(acting, meant[len(where) :], strict=False):
            if place is not None:
                found._actors[doc][key] = _acting(places[place.id])
        who = [(doc, key) for doc, held in found._actors.items() for key in held]
        deeds = [Use(doc, said[doc, key], found._actors[doc][key], self.actor_of[doc][key]) for doc, key in who]
        for (doc, key), actor in zip(who, decide(self.decisions, deeds), strict=True):
            if actor is not None:
                found._actors[doc][key] = actor
        return places

    def _names(self, article: Sorted, setting: Setting) -> None:
        doc, handles = article.doc, self.actor_of[article.doc]
        named = [Named(p.mention.span.start, p.name, p.country) for p in article.people]
        for person, number in zip(article.people, self.people.add(doc, named, article.home), strict=True):
            handles[_key(person.mention)] = ("person", number)
        texts = [mention.text for mention in article.organisations]
        numbers = self.organisations.add(doc, texts, article.home, article.acronyms)
        for mention, number in zip(article.organisations, numbers, strict=True):
            handles[_key(mention)] = ("organisation", number)
        for mention in article.sites:
            handles[_key(mention)] = ("site", self._site(doc, mention, setting, guess=False))
        for mention, name in article.aliases.items():
            handles[_key(mention)] = handles[_key(name)]

    def _states_and_groups(self, article: Sorted) -> None:
        for mention, country in article.states.items():
            self._fix(article.doc, mention, Actor(f"country:{country.code}", country.name, "country", country=country.code))
        for mention in article.groups:
            name = clean(mention.text)
            self._fix(article.doc, mention, Actor(f"group:{slug(name.removesuffix('s'))}", name, "group"))
        for mention, named, shown in describe(article.described):
            self._fix(article.doc, mention, Actor(f"desc:{article.doc}:{named}", shown, "described", named=False))

    def _fix(self, doc: str, mention: Mention, actor: Actor) -> None:
        self.fixed.setdefault(actor.id, actor)
        self.actor_of[doc][_key(mention)] = ("fixed", actor.id)
        self.forms[actor.id][clean(mention.text)] += 1

    def _places(self, reading: Reading, article: Sorted, setting: Setting) -> None:
        named = (mention for claim in reading.claims for mention in (*claim.places, claim.near))
        told = {mention for mention in named if mention is not None and mention.label != "PRON"}
        for mention in sorted(told, key=lambda m: (m.span, m.label, m.text)):
            if self._is_misread(article, mention):
                continue
            self.place_of[article.doc][_key(mention)] = self._site(article.doc, mention, setting, guess=True)

    def _site(self, doc: str, mention: Mention, setting: Setting, *, guess: bool) -> str:
        """The key of a place; one that only acts may be no place at all, and gets no country by a guess."""
        told = setting.told(mention)
        around = told or setting.named_after(mention)
        likely = setting.likely(mention) if guess and not around else None
        within = around or likely
        return self.sites.add(doc, mention, setting.near, told, Container(within, around is not None) if within else None)

    def _is_misread(self, article: Sorted, mention: Mention) -> bool:
        """Whether a name taken for a place is a person's or a known organisation's, and no place that the gazetteer knows."""
        kind, _ = self.actor_of[article.doc].get(_key(mention), ("", ""))
        borne = kind == "person" or known_organisation(mention.text) is not None
        return borne and gazetteer.place(clean(mention.text), near=article.near) is None

    def _with_forms(self, actor: Actor) -> Actor:
        forms = self.forms[actor.id]
        return replace(actor, name=fullest(forms) if actor.kind == "group" else actor.name, names=tuple(sorted(forms)))

    def _told(self, found: Resolution) -> dict[str, Actor]:
        told = ((reading.article.id, filler.mention) for reading in self.readings for c in reading.claims for filler in c.roles)
        actors = {actor.id: actor for doc, mention in told if (actor := found.actor(doc, mention)) is not None}
        return dict(sorted(actors.items()))

    def _placed(self, found: Resolution, places: dict[str, Place]) -> dict[str, Place]:
        kept: dict[str, Place] = {}
        for place in {place.id for held in found._places.values() for place in held.values()}:
            at: str | None = place
            while at is not None and at not in kept:
                kept[at] = places[at]
                at = places[at].within
        return dict(sorted(kept.items()))


def _acting(place: Place) -> Actor:
    """A place as an actor: a state of a federation that sues, a city that votes."""
    return Actor(place.id, place.name, "place", names=place.names, country=place.country)
