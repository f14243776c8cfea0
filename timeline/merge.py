"""Claims that tell of one occurrence become one event: first within an article, then across articles.

What may be of one occurrence is found by day, type and who or where, or by story (`timeline.stories`); how likely it is, is
learned (`timeline.likeness`); what speaks against outright (another day, another actor in the same role, another country,
another status) forbids it (`timeline.facts`). Then the likeliest are joined first (`timeline.linkage`). Nothing of it depends
on the order of articles, and articles that share nothing with a new one stay as they are.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from heapq import merge as interleaved
from itertools import chain, combinations, islice, product

import numpy as np

from timeline.accounts import event
from timeline.changed import Changed
from timeline.drafts import Draft, days, draft, joined_drafts
from timeline.facts import Facts, allowed, are_near, elsewhere, facts, facts_at_hand
from timeline.fixes import Fixes
from timeline.kept import kept
from timeline.likeness import Telling, likeness, story, telling
from timeline.linkage import clusters, components
from timeline.links import Told, link, told
from timeline.model import ROLES, Claim, Event, Reading, Span, by_time
from timeline.network import Floats
from timeline.ontology import Ontology
from timeline.resolve import Resolution
from timeline.salience import Standing, main_events, standings
from timeline.stories import Stories
from timeline.tellings import Sources
from timeline.tolls import with_tolls

Allowed = Callable[[Facts, Facts, int], float]
ENOUGH_WITHIN, ENOUGH_OF_OTHER_TYPE, ENOUGH_ACROSS = 0.5, 0.6, 0.3
"""How likely drafts must be of one occurrence to be joined: in one article, in one article with other types of one family, and
across articles."""
OFF = 1
"""Days that outlets may differ about one occurrence: a night counted to the next day."""
NARROW = 4
"""Days that a date may span to be one by which tellings are found."""
TOGETHER = 200
"""Tellings of one sort with which each is compared: those that follow it in the order of articles."""
AT_A_TIME = 1_000
"""Pairs of drafts that are compared at a time."""
MOST = 6
"""Tellings of a draft that are compared with those of another."""


def merge(
    readings: Sequence[Reading],
    resolution: Resolution,
    ontology: Ontology,
    copies: Mapping[str, str] | None = None,
    fixes: Fixes | None = None,
) -> Sequence[Event]:
    """The events that the claims of all readings tell of, sorted by day and id.

    ``copies`` are the articles that are no sources of their own, with their originals (see `timeline.copies`). ``fixes``: what
    a user has corrected; the readings are those that it was applied to.
    The result does not depend on the order of the readings.
    """
    ordered = sorted(readings, key=lambda r: r.article.id)
    sources = Sources([reading.article for reading in ordered], copies or {})
    return merge_in_order(ordered, resolution, ontology, sources, fixes or Fixes())


def merge_in_order(
    readings: Sequence[Reading], resolution: Resolution, ontology: Ontology, sources: Sources, fixes: Fixes
) -> Sequence[Event]:
    """The same for readings that are sorted by the ids of their articles: no more than a few of them are held at a time, and of
    many events none (see `timeline.kept`)."""
    docs: list[str] = []
    standing: list[Standing] = []
    ids: list[str] = []
    ordinals = array("I")

    def events() -> Iterator[Told]:
        for one in drafts(readings, resolution, ontology, fixes.allowed(allowed), fixes.joined):
            made = fixes.told(event(one, sources, resolution, ontology), one)
            for doc, in_doc in standings(made, one.claims):
                docs.append(doc)
                standing.append(in_doc)
            day, id = by_time(made)
            ordinals.append(day.toordinal())
            ids.append(id)
            yield told(made, one.claims)

    found = kept(events())
    order = sorted(sorted(range(len(found)), key=ids.__getitem__), key=ordinals.__getitem__)
    ordered = Changed(found.__getitem__, array("I", order))
    mains = main_events(zip(docs, standing, strict=True))
    for used in (docs, standing, ids, order):  # large, and of no more use
        used.clear()
    return kept(replace(one, main=True) if one.id in mains else one for one in link(ordered, sources, resolution))


def drafts(
    readings: Sequence[Reading],
    resolution: Resolution,
    ontology: Ontology,
    allowed: Allowed = allowed,
    joined: Callable[[Iterable[list[int]], Sequence[Facts]], Iterable[list[int]]] = lambda clusters, parts: clusters,
) -> Iterator[Draft]:
    """The occurrences that the claims of articles tell of.

    Args:
        readings: sorted by the ids of their articles.
        allowed: what the facts leave of how likely two tellings are of one occurrence; the number are the days they may differ.
        joined: what becomes of the clusters of tellings.
    """
    tellings, stories = _Tellings(readings, resolution), Stories()
    parts: list[Facts] = []
    first: list[int] = []
    claim_of = partial(_claim, readings)
    for number, reading in enumerate(readings):
        stories.add(reading)
        first.append(len(parts))
        at = {id(claim): place for place, claim in enumerate(reading.claims)}
        for whole in _within(number, reading, tellings, resolution, ontology, allowed):
            parts.append(facts(whole, number, claim_of, tuple(at[id(claim)] for claim in whole.claims)))
    first.append(len(parts))
    pairs = _pairs_across(stories, parts, first)
    del stories  # large, and of no more use
    found = joined(_across(parts, pairs, tellings, allowed), parts)
    left: list[Facts | None] = [*parts]
    del parts  # each goes when its event is made
    for members in found:
        told = [part for i in members if (part := left[i]) is not None]
        for i in members:
            left[i] = None
        yield joined_drafts([_again(part, resolution, ontology, readings) for part in told])


def _claim(readings: Sequence[Reading], article: int, number: int) -> Claim:
    return readings[article].claims[number]


def _again(part: Facts, resolution: Resolution, ontology: Ontology, readings: Sequence[Reading]) -> Draft:
    """The draft that these are the facts of."""
    article = readings[part.article].article
    whole = joined_drafts([draft(claim, article, resolution, ontology) for claim in part.claims[:]])
    whole.interval = part.interval
    whole.places = {id: place for id, place in whole.places.items() if id in part.places}
    if whole.near:  # in one article what is told first tells where
        whole.near = {next(iter(whole.near)): sum(whole.near.values())}
    return whole


def _across(
    parts: Sequence[Facts], pairs: Iterator[tuple[int, int]], tellings: _Tellings, allowed: Allowed
) -> Iterator[list[int]]:
    """Which parts, each of one article, are of one occurrence: their numbers, by the first of each."""

    def left(a: int, b: int) -> float:  # what one article tells apart is two
        return 0.0 if parts[a].article == parts[b].article else allowed(parts[a], parts[b], OFF)

    ones, others, alike = array("L"), array("L"), array("d")
    weighed = ((pair, some) for pair in pairs if (some := left(*pair)))
    while weights := dict(islice(weighed, AT_A_TIME)):
        ones.extend(a for a, _ in weights)
        others.extend(b for _, b in weights)
        alike.extend(_likeness(parts, weights, tellings).values())
    likely = ((a, b) for a, b, value in zip(ones, others, alike, strict=True) if value > ENOUGH_ACROSS)
    hold = array("I", components(len(parts), likely))
    members: dict[int, list[int]] = {first: [first] for number, first in enumerate(hold) if first != number}
    near: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for number, first in enumerate(hold):
        if first != number:
            members[first].append(number)
    for a, b, value in zip(ones, others, alike, strict=True):
        if hold[a] == hold[b]:
            near[hold[a]][a, b] = value
    found = [some for first, held in members.items() for some in _clustered(held, near[first], ENOUGH_ACROSS, left)]
    alone = ([number] for number, first in enumerate(hold) if first == number and number not in members)
    return interleaved(alone, sorted(found))


class _Tellings:
    """Claims as they are compared: made when they are asked for, since few claims are, and not kept."""

    def __init__(self, readings: Sequence[Reading], resolution: Resolution) -> None:
        self._resolution = resolution
        self._story = lru_cache(maxsize=1)(lambda article: story(readings[article], resolution))

    def of(self, part: Facts) -> Iterator[Telling]:
        """The first claims of a part."""
        about = self._story(part.article)
        return (telling(claim, about, self._resolution) for claim in part.claims[:MOST])


def _within(
    number: int,
    reading: Reading,
    tellings: _Tellings,
    resolution: Resolution,
    ontology: Ontology,
    allowed: Allowed,
) -> Iterator[Draft]:
    """The occurrences of one article: as the judge linked the claims, which it does by type, and by likeness where it did not.

    Of an occurrence that is read as several types, most tellings give the type, but for tolls of another.
    """
    linked: dict[Span, list[Draft]] = defaultdict(list)
    free: list[Draft] = []
    for claim in sorted(reading.claims, key=lambda c: c.trigger):
        fresh = draft(claim, reading.article, resolution, ontology)
        (free if claim.same_as is None else linked[claim.same_as]).append(fresh)
    whole = [joined_drafts(part) for told in linked.values() for part in _by_place(told)]
    whole = with_tolls(whole, number, reading, resolution, ontology, allowed)
    otherwise = [(a, b) for a, b in _pairs(whole, lambda d: ontology.family(d.type)) if whole[a].type != whole[b].type]
    for parts, pairs, enough in (
        (whole, otherwise, ENOUGH_OF_OTHER_TYPE),
        (free, _pairs(free, lambda d: d.type), ENOUGH_WITHIN),
    ):
        known = [facts_at_hand(part, number) for part in parts]

        def left(a: int, b: int, known: list[Facts] = known) -> float:
            return allowed(known[a], known[b], 0)

        alike = _likeness(known, {pair: 1.0 for pair in pairs if left(*pair)}, tellings)
        if parts is whole:
            same = ((a, b) for a, b in _pairs(whole, lambda d: d.type) if _are_one(whole[a], whole[b]))
            alike |= {pair: 1.0 for pair in same if left(*pair)}
        for members in _clustered(range(len(parts)), alike, enough, left):
            yield joined_drafts([parts[i] for i in sorted(members, key=lambda i: (-len(parts[i].claims), i))])


def _are_one(one: Draft, other: Draft) -> bool:
    """Whether an article gives both the same days and an actor in common, as it does of one occurrence."""
    if one.nouns != other.nouns:
        return False
    days = one.interval
    told = days is not None and days.earliest is not None and days.latest is not None and days == other.interval
    return told and any(one.named(role) & other.named(role) for role in ROLES)


def _clustered(
    members: Sequence[int], alike: Mapping[tuple[int, int], float], enough: float, left: Callable[[int, int], float]
) -> Iterator[list[int]]:
    """Clusters of these members; of no two that nothing is left of are both in one."""
    at = {member: number for number, member in enumerate(members)}

    def apart(one: Sequence[int], other: Sequence[int]) -> bool:
        return not all(left(members[a], members[b]) for a in one for b in other)

    for some in clusters(len(members), {(at[a], at[b]): value for (a, b), value in alike.items()}, enough, apart):
        yield [members[number] for number in some]


def _pairs(parts: Sequence[Draft], alike: Callable[[Draft], str]) -> list[tuple[int, int]]:
    """The pairs of drafts that have the same kind of something."""
    found = defaultdict(list)
    for i, part in enumerate(parts):
        found[alike(part)].append(i)
    return [pair for same in found.values() for pair in _near(same)]


def _near(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of each with the `TOGETHER` that follow it."""
    for at, first in enumerate(numbers):
        yield from ((first, second) for second in numbers[at + 1 : at + 1 + TOGETHER])


def _by_place(told: list[Draft]) -> list[list[Draft]]:
    """The tellings of one occurrence, but for those that the text puts elsewhere; one without a place goes with the nearest."""
    strictly = [one.stay() for one in told]
    known = [facts_at_hand(part, 0) for part in strictly] if len(told) > 1 else []
    pairs = combinations(range(len(known)), 2)
    near = {(a, b): 1 / (b - a) for a, b in pairs if not _are_apart(known[a], known[b])}
    if 2 * len(near) == len(told) * (len(told) - 1):
        return [told]
    found = clusters(len(told), near, 0.0, lambda one, other: any(_are_apart(known[a], known[b]) for a in one for b in other))
    return [[strictly[i] for i in members] for members in found]


def _are_apart(one: Facts, other: Facts) -> bool:
    return elsewhere(one, other) and not are_near(one, other)


def _likeness(
    parts: Sequence[Facts], weights: Mapping[tuple[int, int], float], tellings: _Tellings
) -> dict[tuple[int, int], float]:
    """How likely pairs of parts are of one occurrence by their words, times the weight that the facts leave each pair."""
    numbers: dict[int, range] = {}
    every: list[Telling] = []
    for i in sorted({i for pair in weights for i in pair}):
        before = len(every)
        every += tellings.of(parts[i])
        numbers[i] = range(before, len(every))
    values = likeness(every, [(one, other) for a, b in weights for one in numbers[a] for other in numbers[b]])
    found, at = {}, 0
    for (a, b), weight in weights.items():
        size = len(numbers[a]) * len(numbers[b])
        found[a, b] = weight * _of_drafts(values[at : at + size])
        at += size
    return found


def _of_drafts(values: Floats) -> float:
    """How alike two drafts are by how alike their tellings are: halfway from the average to what the most alike say."""
    return float(values.mean() + values.max()) / 2


def _pairs_across(stories: Stories, parts: Sequence[Facts], first: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of parts that may be of one occurrence, in order, each once."""
    found = array("Q", (a << 32 | b for a, b in chain(_by_day(parts), _by_story(stories, parts, first))))
    pairs = np.unique(np.frombuffer(found, np.uint64))
    return ((int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in pairs)


def _by_day(parts: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """Pairs of one type that share a day and an actor or a place smaller than a country."""
    found: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for i, part in enumerate(parts):
        for day, key in product(_days(part), part.everyone | part.sites):
            found[part.type, day, key].append(i)
    for together in found.values():
        yield from _near(together)


def _days(part: Facts) -> range:
    """The days that it may have been on, as ordinals, if they are few."""
    held = part.interval
    if held is None or held.earliest is None or days(held) > NARROW:
        return range(0)
    start = held.earliest.toordinal()
    return range(start, start + days(held))


def _by_story(stories: Stories, parts: Sequence[Facts], first: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of one type out of articles that may tell of one story."""
    for i, j in stories.related():
        by_type = defaultdict(list)
        for a in range(first[i], first[i + 1]):
            by_type[parts[a].type].append(a)
        for b in range(first[j], first[j + 1]):
            yield from ((a, b) for a in by_type.get(parts[b].type, ()))
