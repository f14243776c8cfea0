"""Events in the making: tellings of one type with what their words mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from timeline.model import HAPPENED, ROLES, Actor, Article, Claim, Interval, Place, Role, Status
from timeline.ontology import Ontology
from timeline.resolve import Resolution

DOUBT = 0.75
"""What is left of how likely two drafts are of one occurrence, where hardly anything but their words says so."""


@dataclass(slots=True)
class Draft:
    """An event in the making: claims of one type with what they resolve to.

    ``near``: places that a telling without one may have been at; they count as little.
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
    near: dict[str, Place] = field(default_factory=dict)
    interval: Interval | None = None
    beside: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    published: list[date] = field(default_factory=list)

    @property
    def statuses(self) -> set[Status]:
        return {claim.status for claim in self.claims}

    def named(self, role: Role) -> set[str]:
        return {id for id, actor in self.roles[role].items() if actor.named and id in self.sure}

    def everyone(self) -> set[str]:
        return {id for role in ROLES for id in self.named(role)}

    def countries(self) -> set[str]:
        return {place.country for place in self.places.values() if place.country}

    def cities(self) -> set[str]:
        return {id for id, place in self.places.items() if place.kind == "city"}

    def take(self, other: Draft) -> None:
        """Add what another draft holds."""
        self.claims += other.claims
        for role in ROLES:
            self.roles[role] |= other.roles[role]
            if not self.likely[role]:
                self.likely[role] = other.likely[role]
        self.sure |= other.sure
        self.places |= other.places
        self.near = self.near or other.near
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
    for mention in claim.places:
        place = resolution.place(claim.doc, mention)
        if place is not None:
            made.places[place.id] = place
    if claim.near is not None and (place := resolution.place(claim.doc, claim.near)) is not None:
        made.near[place.id] = place
    if claim.time is not None and claim.time.interval is not None:
        made.interval = claim.time.interval
    if article.date is not None:
        made.published = [article.date]
    return made


def allowed(one: Draft, other: Draft, off: int) -> float:
    """What the facts leave of how likely two drafts are of one occurrence by their words: all (1), part (`DOUBT`), nothing (0).

    Nothing where one is denied or yet to come and the other is not, but for another outlet's denial of what was that day;
    where more than ``off`` days lie between their days, or one was published before the other's; where other actors, all named,
    act or are acted on; where another speaks; where the countries or the cities differ; where one is several and the other one
    of them. Part where their days do not meet, or where they share neither day nor actor nor place.
    """
    if _contradict(one, other, across=off > 0) or between(one, other) > off:
        return 0.0
    dated = one.interval is not None and other.interval is not None
    shared = dated or one.everyone() & other.everyone() or one.places.keys() & other.places.keys()
    return 1.0 if shared and not between(one, other) else DOUBT


def _contradict(one: Draft, other: Draft, across: bool) -> bool:
    denied = (Status.NEGATED in one.statuses) != (Status.NEGATED in other.statuses)
    if denied:
        dated = one.interval is not None and other.interval is not None and not between(one, other)
        if not (across and dated and one.everyone() & other.everyone()):
            return True
    elif bool(one.statuses & HAPPENED) != bool(other.statuses & HAPPENED):
        return True
    if _too_early(one, other) or _too_early(other, one) or _several(one, other) or _several(other, one):
        return True
    if one.nouns and other.nouns and not one.nouns & other.nouns:
        return True
    if any(_differ(one.named(role), other.named(role)) for role in ROLES[:2]):
        return True
    if one.speech and _differ(set(one.roles["agent"]), set(other.roles["agent"])):
        return True
    return elsewhere(one, other)


def elsewhere(one: Draft, other: Draft) -> bool:
    """Whether phrases put them into different countries, or into different cities."""
    return _differ(one.countries(), other.countries()) or _differ(one.cities(), other.cities())


def _too_early(one: Draft, other: Draft) -> bool:
    """Whether what one tells as happened was published before the days of the other begin."""
    begins = other.interval.earliest if other.interval is not None else None
    return bool(begins and one.published and one.statuses & HAPPENED and min(one.published) < begins)


def _several(one: Draft, other: Draft) -> bool:
    """Whether one is of a number of occurrences, "over 30 strikes", and the other of none but a single one."""
    many = any(claim.count is not None and claim.count > 1 for claim in one.claims)
    return many and not any(claim.plural or claim.count is not None for claim in other.claims)


def between(one: Draft, other: Draft) -> int:
    """How many days the later begins after the end of the earlier; 0 if they meet or one has no days."""
    return one.interval.apart(other.interval) if one.interval is not None and other.interval is not None else 0


def _differ(one: set[str], other: set[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def days(interval: Interval) -> int:
    if interval.earliest is None or interval.latest is None:
        return 10_000
    return (interval.latest - interval.earliest).days + 1
