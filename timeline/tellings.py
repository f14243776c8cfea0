"""What the claims of one event say, source by source: which days and status most of them support, and where they disagree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Literal, TypeVar

from timeline import when
from timeline.certain import TOLLED
from timeline.charged import DEADLY
from timeline.drafts import days
from timeline.language.lexicon import HURT, RISING
from timeline.model import HAPPENED, Actor, Article, Claim, Conflict, Dating, Evidence, Field, Interval, Status, Version
from timeline.resolve import Resolution
from timeline.timewords import NUMBERS

AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
STATUS_RANK = (Status.OCCURRED, Status.ONGOING, Status.PLANNED, Status.POSSIBLE, Status.NEGATED)
BODIES = frozenset({"country", "organisation", "place"})
"""Kinds of actors one of which can be told instead of another; a minister and her ministry are no disagreement."""
V = TypeVar("V", bound=Hashable)
Kind = tuple[str, ...]
_TOLL = re.compile(
    r"\b(?:death toll|toll|number of (?:dead|deaths|fatalities))\b[^.;]{0,60}?"
    r"\b(?:to|at|reache[sd]|hit|passe[sd])\s(?:(?:at least|more than|over)\s)?([\d,]+|[a-z-]+)\b"
)
"""The number that the dead have risen to."""
RISES = 30
"""Days after an occurrence in which its toll may still rise; later numbers disagree."""
BY_KIND = frozenset({"person", "group"})


@dataclass(frozen=True)
class Sources:
    """The articles, and for those that are copies the ids of their originals."""

    articles: Sequence[Article]
    copies: Mapping[str, str]

    @cached_property
    def days(self) -> Mapping[str, date | None]:
        """When each article was published, by its id."""
        return {article.id: article.date for article in self.articles}

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {id: number for number, id in enumerate(self.days)}

    def sentence(self, claim: Claim) -> str:
        return self.articles[self._numbers[claim.doc]].text[slice(*claim.sentence)]

    def origin(self, doc: str) -> str:
        return self.copies.get(doc, doc)

    def origins(self, claims: Iterable[Claim]) -> set[str]:
        """The independent sources of the claims."""
        return {self.origin(claim.doc) for claim in claims}

    def published(self, claim: Claim | Evidence) -> date:
        """The day that the claim was published, the last of all where it is not known."""
        return self.days[claim.doc] or date.max


def current(claims: Sequence[Claim], sources: Sources) -> list[Claim]:
    """The claims without those of plans and threats that another article, no older, tells the outcome of: they are history."""
    settled = [(sources.published(claim), claim.doc) for claim in claims if claim.status not in AHEAD]

    def is_history(claim: Claim) -> bool:
        day = sources.published(claim)
        return claim.status in AHEAD and any(doc != claim.doc and later >= day for later, doc in settled)

    return [claim for claim in claims if not is_history(claim)]


def status(claims: Sequence[Claim], sources: Sources) -> Status:
    """That of most independent sources, of each the one that most of its claims have."""
    of_source: dict[str, list[Status]] = defaultdict(list)
    for claim in claims:
        of_source[sources.origin(claim.doc)].append(claim.status)
    return _most(_most(said) for said in of_source.values())


def _most(said: Iterable[Status]) -> Status:
    votes = list(said)
    return max(STATUS_RANK, key=lambda s: (votes.count(s), -STATUS_RANK.index(s)))


def count(claims: Sequence[Claim], sources: Sources) -> int | None:
    """How many events: the number of most independent sources, of those that as many give the largest."""
    of_number: dict[int, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.count is not None:
            of_number[claim.count].add(sources.origin(claim.doc))
    return max(of_number, key=lambda number: (len(of_number[number]), number), default=None)


def dated(claims: Sequence[Claim], sources: Sources) -> tuple[Interval | None, Dating | None]:
    """The days that most independent sources support, and the words that give them.

    Days that meet support each other, and what they have in common is taken; of as well supported ones the fewest days, then
    those published first. Where no words give exactly these days, those that give the fewest stand for them, ``narrowed``.
    """
    told = [(claim.time.interval, claim) for claim in claims if claim.time is not None and claim.time.interval is not None]
    if not told:
        return None, None
    starts = sorted({interval.earliest for interval, _ in told}, key=lambda start: start or date.min)
    groups = [[one for one in told if _on(one[0], start)] for start in starts]

    def rank(group: list[tuple[Interval, Claim]]) -> tuple[int, int, date, str]:
        tellers = [claim for _, claim in group]
        common = _common([interval for interval, _ in group])
        first = min((sources.published(claim), claim.doc) for claim in tellers)
        return -len(sources.origins(tellers)), days(common), *first

    group = min(groups, key=rank)
    common = _common([interval for interval, _ in group])
    interval, claim = min(
        group,
        key=lambda one: (
            (one[0].earliest, one[0].latest) != (common.earliest, common.latest),
            days(one[0]),
            sources.published(one[1]),
            one[1].doc,
            one[1].trigger,
        ),
    )
    assert claim.time is not None
    exact = (interval.earliest, interval.latest) == (common.earliest, common.latest)
    return (interval if exact else common), Dating(claim.doc, claim.time, narrowed=not exact)


def _on(interval: Interval, day: date | None) -> bool:
    """Whether the interval holds the day; None is before all days."""
    if interval.earliest is not None and (day is None or day < interval.earliest):
        return False
    return day is None or interval.latest is None or day <= interval.latest


def _common(intervals: Sequence[Interval]) -> Interval:
    """The days that all of these have, which must be some."""
    first = max((i.earliest for i in intervals if i.earliest is not None), default=None)
    last = min((i.latest for i in intervals if i.latest is not None), default=None)
    return when.days(first, last) if first is None or last is None else when.one_of(first, last)


def conflicts(claims: Sequence[Claim], sources: Sources, resolution: Resolution) -> Iterator[Conflict]:
    """Where the claims disagree, by field. A plan that was carried out, or was not, does not disagree with its outcome."""
    claims = current(claims, sources)
    yield from _cast(claims, "agent", resolution)
    yield from _counts(claims, sources, resolution)
    told = ((c.time.interval, c.doc) for c in claims if c.time is not None and c.time.interval is not None)
    yield from _at_odds("date", told, Interval.meets, lambda interval: interval.edtf)
    yield from _places(claims, resolution)
    yield from _statuses(claims)
    yield from _cast(claims, "target", resolution)


def _at_odds(
    field: Field, told: Iterable[tuple[V, str]], agree: Callable[[V, V], bool], shown: Callable[[V], str]
) -> Iterator[Conflict]:
    """The values that do not agree with all others, in order, if that makes two or more."""
    docs: dict[V, set[str]] = defaultdict(set)
    for value, doc in told:
        docs[value].add(doc)
    said: dict[str, set[str]] = defaultdict(set)
    for value, tellers in docs.items():
        if any(not agree(value, other) for other in docs):
            said[shown(value)] |= tellers
    if len(said) > 1:
        in_order = sorted(said.items(), key=lambda item: (number_in(item[0]) or 0, item[0]))
        yield Conflict(field, tuple(Version(value, tuple(sorted(tellers))) for value, tellers in in_order))


def _counts(claims: Sequence[Claim], sources: Sources, resolution: Resolution) -> Iterator[Conflict]:
    """Numbers of events, of people killed, of people hurt, of ships: each kind by itself, the largest that an article gives.

    Of a number that rose only the later ones are compared; a toll that is higher in a later article rose.
    """
    for kind, numbers in sorted(_largest(claims, sources, resolution).items()):
        noun = f" {kind[-1]}" if kind else ""
        risen = _risen(claims, sources, kind, numbers) if kind else {}
        told = ((number, doc) for doc, number in numbers.items() if not _is_outdated(number, doc, sources, risen))
        yield from _at_odds("count", told, int.__eq__, partial(_numbered, noun))


def outdated(claims: Sequence[Claim], sources: Sources, resolution: Resolution) -> set[str]:
    """The ids of described actors ("9 people") that a later article tells more of, if it says that their number rose or it is a
    toll."""
    counted = [(claim.doc, *found) for claim in claims for found in _counted(claim, sources, resolution)]
    people = {(kind, number) for _, kind, number, actor in counted if actor is not None}
    old = set()
    for kind, numbers in _largest(claims, sources, resolution).items():
        risen = _risen(claims, sources, kind, numbers)
        if (kind, newest := max(numbers.values())) in people:
            told = ((doc, number, actor) for doc, held, number, actor in counted if held == kind and number < newest)
            old |= {actor for doc, number, actor in told if actor and _is_outdated(number, doc, sources, risen)}
    return old


def _largest(claims: Iterable[Claim], sources: Sources, resolution: Resolution) -> dict[Kind, dict[str, int]]:
    """Of each kind of number the largest by article."""
    found: dict[Kind, dict[str, int]] = defaultdict(dict)
    for claim in claims:
        for kind, number, _ in _counted(claim, sources, resolution):
            found[kind][claim.doc] = max(number, found[kind].get(claim.doc, number))
    return found


def _risen(claims: Iterable[Claim], sources: Sources, kind: Kind, numbers: Mapping[str, int]) -> dict[date, int]:
    """The numbers of articles that say that the number rose, and tolls that may still rise, by the day of publication."""
    found: dict[date, int] = {}
    first = min((day for doc in numbers if (day := sources.days[doc]) is not None), default=None)
    for claim in claims:
        day, ends = sources.days[claim.doc], claim.time.interval.latest if claim.time and claim.time.interval else first
        fresh = day is not None and ends is not None and day <= ends + timedelta(days=RISES)
        is_toll = fresh and kind[:1] == ("target",) and claim.type in TOLLED | DEADLY
        if day is not None and claim.doc in numbers and (is_toll or _rises(claim)):
            found[day] = max(numbers[claim.doc], found.get(day, 0))
    return found


def _is_outdated(number: int, doc: str, sources: Sources, risen: Mapping[date, int]) -> bool:
    day = sources.days[doc]
    return day is not None and any(later > day and more >= number for later, more in risen.items())


def _rises(claim: Claim) -> bool:
    """Whether the sentence tells of a number that grows: "the toll rose to 14"."""
    return claim.wording is not None and not RISING.isdisjoint(claim.wording.words)


def _counted(claim: Claim, sources: Sources, resolution: Resolution) -> Iterator[tuple[Kind, int, str | None]]:
    """What a claim counts, how many, and the id of the actor that this is.

    Of what is counted nothing more for the event itself; for those in it the role, the harm and the noun.
    """
    if claim.count is not None:
        yield (), claim.count, None
    for filler in claim.roles:
        actor = resolution.actor(claim.doc, filler.mention)
        number = number_in(actor.name) if actor is not None and not actor.named else None
        if actor is not None and number is not None:
            noun = actor.name.casefold().split()[-1]
            kind = (filler.role, "hurt" if claim.lemma in HURT else "", "people" if noun == "persons" else noun)
            yield kind, number, actor.id
    if claim.lemma not in HURT and (toll := _TOLL.search(sources.sentence(claim))):
        number = number_in(toll[1])
        if number is not None:
            yield ("target", "", "people"), number, None


def number_in(words: str) -> int | None:
    """The number that words begin with, in digits ("1,200 people") or letters up to ninety-nine ("eleven people")."""
    first = words.casefold().split()[0] if words.strip() else ""
    digits = first.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    parts = first.split("-")
    return sum(NUMBERS[part] for part in parts) if all(part in NUMBERS for part in parts) else None


def _places(claims: Sequence[Claim], resolution: Resolution) -> Iterator[Conflict]:
    """The most specific places that phrases of each article give; none disagrees with those that it lies in."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        found[claim.doc] |= {p.id for mention in claim.places if (p := resolution.place(claim.doc, mention)) is not None}
    told = []
    for doc, places in found.items():
        larger = {id for place in places for id in list(resolution.around(place))[1:]}
        if places:
            told.append((frozenset(places - larger), doc))

    def agree(ours: frozenset[str], theirs: frozenset[str]) -> bool:
        return any(one in resolution.around(other) or other in resolution.around(one) for one in ours for other in theirs)

    def shown(places: frozenset[str]) -> str:
        return " and ".join(sorted(resolution.places[place].name for place in places))

    yield from _at_odds("place", told, agree, shown)


def _numbered(noun: str, number: int) -> str:
    return f"{number}{noun}"


def _statuses(claims: Sequence[Claim]) -> Iterator[Conflict]:
    """What happened in one article and not in another; of one article alone its most certain claim counts."""
    said = {doc: min((c.status for c in claims if c.doc == doc), key=STATUS_RANK.index) for doc in {c.doc for c in claims}}
    told = ((status, doc) for doc, status in said.items())
    yield from _at_odds("status", told, lambda one, other: _sort(one) == _sort(other), lambda status: status.value)


def _sort(status: Status) -> int:
    return 0 if status in HAPPENED else 1 if status in AHEAD else 2


def _cast(claims: Sequence[Claim], role: Literal["agent", "target"], resolution: Resolution) -> Iterator[Conflict]:
    """The named actors that the grammar of each article gives a role in; the many of one article are no disagreement."""
    found: dict[str, set[Actor]] = defaultdict(set)
    for claim in claims:
        fillers = (filler for filler in claim.roles if filler.role == role and filler.sure)
        found[claim.doc] |= {
            a for filler in fillers if (a := resolution.actor(claim.doc, filler.mention)) is not None and a.named
        }
    told = ((frozenset(actors), doc) for doc, actors in found.items() if actors)

    def agree(ours: frozenset[Actor], theirs: frozenset[Actor]) -> bool:
        return any(_may_be(one, other, resolution) for one in ours for other in theirs)

    yield from _at_odds(role, told, agree, lambda actors: " and ".join(sorted(actor.name for actor in actors)))


def _may_be(one: Actor, other: Actor, resolution: Resolution) -> bool:
    """Whether to name one is not to deny the other: the same, part of it, or of another sort."""
    if one.id == other.id:
        return True
    if not {one.kind, other.kind} <= BODIES:
        return one.kind != other.kind or one.kind not in BY_KIND
    if "country" in (one.kind, other.kind) and one.country == other.country:
        return True
    return any(
        inner.id in resolution.places and outer.id in resolution.around(inner.id)
        for inner, outer in ((one, other), (other, one))
    )
