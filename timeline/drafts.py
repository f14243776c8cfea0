"""Events in the making: tellings of one type with what their words mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from timeline.model import ROLES, Actor, Article, Claim, Interval, Place, Role
from timeline.ontology import Ontology
from timeline.resolve import Resolution


@dataclass(slots=True)
class Draft:
    """An event in the making: claims of one type with what they resolve to.

    ``near``: places that tellings without one may have been at, and how many of them; they count as little.
    ``others``: ids of cities among ``places`` that only other sentences name than the one that names a city for a telling.
    ``likely``: actors whose role nearness gives; they count where grammar gives none, and never against another telling.
    ``sure``: ids of the actors in ``roles`` of whom one telling is sure; what is told of others is set against nothing.
    ``beside``: described actors that one telling sets beside named ones in the same role.
    ``speech``: of two acts of speech with different speakers, named or described, neither is the other.
    """

    type: str
    speech: bool
    claims: list[Claim] = field(default_factory=list)
    roles: dict[Role, dict[str, Actor]] = field(default_factory=lambda: {role: {} for role in ROLES})
    likely: dict[Role, dict[str, Actor]] = field(default_factory=lambda: {role: {} for role in ROLES})
    sure: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    near: dict[Place, int] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    interval: Interval | None = None
    beside: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    published: list[date] = field(default_factory=list)

    @property
    def own(self) -> list[Claim]:
        """The claims of its type; all where there is none."""
        return [claim for claim in self.claims if claim.type == self.type] or self.claims

    @property
    def where(self) -> list[Place]:
        """Its places; where no telling gives one, that which the most may have been at, of equals the first."""
        return [*self.places.values()] or ([max(self.near, key=lambda place: self.near[place])] if self.near else [])

    def stay(self) -> Draft:
        """The same without ``others``."""
        places = {id: place for id, place in self.places.items() if id not in self.others}
        return replace(self, places=places, others=set())

    def named(self, role: Role) -> set[str]:
        return {id for id, actor in self.roles[role].items() if actor.named and id in self.sure}

    def take(self, other: Draft) -> None:
        """Add what another draft holds; who has a role for sure in one has no other that is not."""
        self.claims += other.claims
        surer = other.sure - self.sure
        for role in ROLES:
            held = {id: actor for id, actor in self.roles[role].items() if id not in surer}
            self.roles[role] = held | {id: a for id, a in other.roles[role].items() if id in other.sure or id not in self.sure}
            if not self.likely[role]:
                self.likely[role] = other.likely[role]
        self.sure |= other.sure
        self.places |= other.places
        for place, tellings in other.near.items():
            self.near[place] = self.near.get(place, 0) + tellings
        self.beside |= other.beside
        self.nouns |= other.nouns
        self.published += other.published
        self._date(other)

    def _date(self, other: Draft) -> None:
        if other.interval is None:
            return
        if self.interval is None or (self.interval.meets(other.interval) and days(other.interval) < days(self.interval)):
            self.interval = other.interval


def draft(claim: Claim, article: Article, resolution: Resolution, ontology: Ontology) -> Draft:
    """A claim by itself."""
    made = Draft(claim.type, ontology.family(claim.type) == "speech", [claim])
    made.nouns = {claim.noun} if claim.noun else set()
    for filler in claim.roles:
        actor = resolution.actor(claim.doc, filler.mention)
        if actor is not None and not any(actor.id in made.roles[r] for r in ROLES):
            judged = claim.same_as is not None
            (made.roles if filler.sure or judged else made.likely)[filler.role].setdefault(actor.id, actor)
            if filler.sure:
                made.sure.add(actor.id)
    for role in ROLES:
        if made.named(role):
            made.beside |= made.roles[role].keys()
    known = [(m, place) for m in claim.places if (place := resolution.place(claim.doc, m)) is not None]
    made.places = {place.id: place for _, place in known}
    start, end = claim.sentence
    here = {place.id for mention, place in known if place.kind == "city" and start <= mention.span.start < end}
    made.others = {place.id for _, place in known if place.kind == "city" and here and place.id not in here}
    if claim.near is not None and (place := resolution.place(claim.doc, claim.near)) is not None:
        made.near[place] = 1
    if claim.time is not None and claim.time.interval is not None:
        made.interval = claim.time.interval
    if article.date is not None:
        made.published = [article.date]
    return made


def joined_drafts(parts: Sequence[Draft]) -> Draft:
    """The first, with what the others hold."""
    whole, *others = parts
    for part in others:
        whole.take(part)
    return whole


def days(interval: Interval) -> int:
    if interval.earliest is None or interval.latest is None:
        return 10_000
    return (interval.latest - interval.earliest).days + 1
