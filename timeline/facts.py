"""What speaks against two tellings being of one occurrence: other days, other actors, another place, another status."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import product
from math import cos, hypot, inf, radians
from typing import TypeVar, cast

from timeline.changed import Changed
from timeline.charged import PURSUING
from timeline.drafts import Draft
from timeline.gazetteer import by_id
from timeline.model import HAPPENED, ROLES, Claim, Interval, Place, Status
from timeline.resolve.organisations import state_of
from timeline.sides import side_by_name

V = TypeVar("V", bound=Hashable)
ByNumber = Callable[[int, int], Claim]
DOUBT = 0.75
"""What is left of how likely two tellings are of one occurrence, where hardly anything but their words says so."""
ELSEWHERE = 0.5
"""What is left of it across articles, where they are put into other cities of a country, or into two countries' cities of
one name: these are often misread."""
FREQUENT, LOOSE = "strike", 0.67
"""The type of which there are many in every war, and what is left of it for two."""
SITED = frozenset("strike attack killing".split())
"""Types of which there are many a day, told apart by where they were."""
WIDE = frozenset({"disaster"})
"""Types of which one befalls many cities."""
NEAR = 40.0
"""Kilometres within which one outlet names the city and another the suburb."""
KILOMETRES = 111.2
"""In a degree of latitude."""
CLEARING = frozenset("acquit acquittal clear exonerate exoneration absolve".split())
CONVICTING = frozenset({"convict", "conviction"})
"""Lemmas of triggers that tell of opposite verdicts, which are of one type."""
VERDICT = "conviction"
TERMS = "sentencing"
"""The type of which several ("life sentences") may be of one occurrence."""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is asked of a draft when it is set against others: small, so that those of all articles can be held.

    Attributes:
        article: the number of the one that tells it. claim: fetches a claim of an article, by their numbers.
        numbers: those of its claims in the article.
        agents, targets, everyone: ids of the named actors that a telling is sure of; in these roles, in any.
        states: ids of the states for which agents among them act.
        sides: those of the agents without a name, soldiers or rebels.
        victims: ids of all targets, of those without a name the last word.
        speakers: ids of all agents of an act of speech; of two with different ones neither is the other,
            nor of two articles' where one gives none and both tell of others.
        places, sites, cities, countries: what phrases give: ids of all, of those that are no countries, of cities; codes.
        published: the first day that it was published on.
        several: whether it is told to be more than one; ``counted``: whether it is told how many, or in the plural.
        cleared: whether its words say that a court found somebody not guilty (True) or guilty (False); else None.
    """

    type: str
    article: int
    claim: ByNumber
    numbers: Sequence[int]
    statuses: frozenset[Status]
    agents: frozenset[str]
    states: frozenset[str]
    sides: frozenset[str]
    victims: frozenset[str]
    targets: frozenset[str]
    everyone: frozenset[str]
    speakers: frozenset[str]
    places: frozenset[str]
    sites: frozenset[str]
    countries: frozenset[str]
    cities: frozenset[str]
    nouns: frozenset[str]
    interval: Interval | None
    published: date | None
    several: bool
    counted: bool
    cleared: bool | None

    @property
    def claims(self) -> Sequence[Claim]:
        """Its claims, each fetched when it is asked for."""
        return Changed(partial(self.claim, self.article), self.numbers)


def facts(draft: Draft, article: int, claim: ByNumber, numbers: Sequence[int]) -> Facts:
    """Those of a draft, with the number of its article, what fetches claims, and the numbers of its own."""
    named = {role: draft.named(role) for role in ROLES}
    places = draft.places.values()
    return Facts(
        type=draft.type,
        article=article,
        claim=claim,
        numbers=once(numbers),
        statuses=_set(claim.status for claim in draft.claims),
        agents=_set(named["agent"]),
        states=_set(f"country:{state}" for state in map(state_of, draft.roles["agent"].values()) if state),
        sides=_set(
            side
            for side in map(side_by_name, (actor.name for actor in draft.roles["agent"].values() if not actor.named))
            if side
        ),
        victims=_set(t.id if t.named else t.name.rpartition(" ")[2].casefold() for t in draft.roles["target"].values()),
        targets=_set(named["target"]),
        everyone=_set(id for ids in named.values() for id in ids),
        speakers=_set(draft.roles["agent"] if draft.speech else ()),
        places=_set(draft.places),
        sites=_set(place.id for place in places if place.kind != "country"),
        countries=_set(place.country for place in places if place.country),
        cities=_set(place.id for place in places if place.kind == "city"),
        nouns=_set(draft.nouns),
        interval=once(draft.interval),
        published=once(min(draft.published, default=None)),
        several=draft.type != TERMS and any(claim.count is not None and claim.count > 1 for claim in draft.claims),
        counted=any(claim.plural or claim.count is not None for claim in draft.claims),
        cleared=_cleared({claim.lemma for claim in draft.claims}) if draft.type == VERDICT else None,
    )


def facts_at_hand(part: Draft, article: int) -> Facts:
    """Those of a draft whose claims are at hand."""
    return facts(part, article, lambda _, number: part.claims[number], range(len(part.claims)))


def once(thing: V) -> V:
    """One object for all that are equal."""
    return cast(V, _held(thing))


@lru_cache(maxsize=1 << 14, typed=True)
def _held(thing: Hashable) -> Hashable:
    return thing


def _set(some: Iterable[V]) -> frozenset[V]:
    return once(frozenset(some))


def allowed(one: Facts, other: Facts, off: int) -> float:
    """What the facts leave of how likely two are of one occurrence by their words: all (1), part, nothing (0).

    Nothing where one is denied or yet to come and the other is not, but for another outlet's denial of what was that day;
    where more than ``off`` days lie between their days, or one was published before the other's; where other actors, all named,
    act (but a state and a body of it on the same) or are acted on; where another speaks, or in another article somebody unknown
    and not to the same; where one is several and the other one of them; where one convicts and the other clears; where the
    countries or the cities differ. Part (`DOUBT`) where their days do not meet, or where they share neither day nor actor nor
    place; of two articles also where other cities may be misread (`_left_elsewhere`), and of strikes (`LOOSE`).
    """
    if _contradict(one, other, across=off > 0) or between(one, other) > off:
        return 0.0
    part = 1.0
    if elsewhere(one, other):
        part = _left_elsewhere(one, other) if off else 0.0
        if not part:
            return 0.0
    if off and one.type == FREQUENT:
        part *= LOOSE
    dated = one.interval is not None and other.interval is not None
    shared = dated or one.everyone & other.everyone or one.places & other.places
    return part if shared and not between(one, other) else part * DOUBT


def _contradict(one: Facts, other: Facts, across: bool) -> bool:
    denied = (Status.NEGATED in one.statuses) != (Status.NEGATED in other.statuses)
    if denied:
        dated = one.interval is not None and other.interval is not None and not between(one, other)
        if not (across and dated and one.everyone & other.everyone):
            return True
    elif bool(one.statuses & HAPPENED) != bool(other.statuses & HAPPENED):
        return True
    if _too_early(one, other) or _too_early(other, one) or _several(one, other) or _several(other, one):
        return True
    if one.nouns and other.nouns and not one.nouns & other.nouns:
        return True
    if None not in (one.cleared, other.cleared) and one.cleared != other.cleared:
        return True
    if _differ(one.agents, other.agents) and not _one_is_of_the_other(one, other):
        return True
    if _differ(one.targets, other.targets) or (across and _differ(one.sides, other.sides)):
        return True
    if _differ(one.speakers, other.speakers):
        return True
    return across and bool(one.speakers) != bool(other.speakers) and not one.victims & other.victims


def _cleared(lemmas: Collection[str]) -> bool | None:
    said = {word in CLEARING for word in lemmas if word in CLEARING or word in CONVICTING}
    return said.pop() if len(said) == 1 else None


def _one_is_of_the_other(one: Facts, other: Facts) -> bool:
    """Whether a state and a body of it act, on the same: Israel and its army, "nine people" and "at least nine people"."""
    if not (one.agents & other.states or other.agents & one.states):
        return False
    return not (one.victims and other.victims) or bool(one.victims & other.victims)


def elsewhere(one: Facts, other: Facts) -> bool:
    """Whether phrases put them into different countries, or into different cities."""
    return _differ(one.countries, other.countries) or _differ(one.cities, other.cities)


def _left_elsewhere(one: Facts, other: Facts) -> float:
    """What is left where two articles give other countries or cities: all for cities near each other; else nothing for `SITED`
    and where neither names anybody to tell it by; `ELSEWHERE` for other cities of one country and cities of one name in two."""
    abroad = _differ(one.countries, other.countries)
    if not abroad and are_near(one, other):
        return 1.0
    if one.type in SITED or not (one.type in WIDE or _told_by(one) or _told_by(other)):
        return 0.0
    namesakes = abroad and any(a.name == b.name for a, b in product(_cities(one.cities), _cities(other.cities)))
    return ELSEWHERE if namesakes or not abroad else 0.0


def _told_by(one: Facts) -> frozenset[str]:
    """The named actors that tell it from others of its type: police and courts are the same in many of theirs."""
    return one.targets if one.type in PURSUING else one.everyone


def are_near(one: Facts, other: Facts) -> bool:
    """Whether a city of one lies within `NEAR` of one of the other."""
    return any(_apart(a, b) <= NEAR for a, b in product(_cities(one.cities), _cities(other.cities)))


@lru_cache(maxsize=1 << 14)
def _cities(ids: frozenset[str]) -> tuple[Place, ...]:
    return tuple(place for id in sorted(ids) if (place := by_id(id)) is not None)


def _apart(one: Place, other: Place) -> float:
    """Kilometres between two places, as on a plane; infinite where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return inf
    east = (one.lon - other.lon + 180) % 360 - 180
    return KILOMETRES * hypot(one.lat - other.lat, east * cos(radians((one.lat + other.lat) / 2)))


def _too_early(one: Facts, other: Facts) -> bool:
    """Whether what one tells as happened was published before the days of the other begin."""
    begins = other.interval.earliest if other.interval is not None else None
    return bool(begins and one.published and one.statuses & HAPPENED and one.published < begins)


def _several(one: Facts, other: Facts) -> bool:
    """Whether one is of a number of occurrences, "over 30 strikes", and the other of none but a single one."""
    return one.several and not other.counted


def between(one: Facts, other: Facts) -> int:
    """How many days the later begins after the end of the earlier; 0 if they meet or one has no days."""
    return one.interval.apart(other.interval) if one.interval is not None and other.interval is not None else 0


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)
