"""Claims that tell of one occurrence become one event: first within an article, then across articles.

What may be of one occurrence is found by day, type and who or where, or by story (`timeline.stories`); how likely it is, is
learned (`timeline.likeness`); what speaks against outright (another day, another actor in the same role, another country,
another status) forbids it. Then the likeliest are joined first (`timeline.linkage`). Nothing of it depends on the order of
articles, and articles that share nothing with a new one stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, islice

from timeline.accounts import event
from timeline.drafts import Draft, allowed, days, draft, elsewhere
from timeline.fixes import Fixes
from timeline.likeness import Story, Telling, likeness, story, telling
from timeline.linkage import clusters
from timeline.links import link
from timeline.model import Claim, Event, Reading, Span, by_time
from timeline.network import Floats
from timeline.ontology import Ontology
from timeline.resolve import Resolution
from timeline.salience import main_events
from timeline.stories import related
from timeline.tellings import Sources

ENOUGH_WITHIN, ENOUGH_OF_OTHER_TYPE, ENOUGH_ACROSS = 0.5, 0.6, 0.45
"""How likely drafts must be of one occurrence to be joined: in one article, in one article with other types of one family, and
across articles."""
OFF = 1
"""Days that outlets may differ about one occurrence: a night counted to the next day."""
NARROW = 4
"""Days that a date may span to be one by which tellings are found."""
TOGETHER = 200
"""Tellings of one sort with which each is compared: those that follow it in the order of articles."""
AT_A_TIME = 5_000
"""Pairs of drafts that are compared at a time."""
MOST = 6
"""Tellings of a draft that are compared with those of another."""


def merge(
    readings: Sequence[Reading],
    resolution: Resolution,
    ontology: Ontology,
    copies: Mapping[str, str] | None = None,
    fixes: Fixes | None = None,
) -> tuple[Event, ...]:
    """The events that the claims of all readings tell of, sorted by day and id.

    ``copies`` are the articles that are no sources of their own, with their originals (see `timeline.copies`). ``fixes``: what
    a user has corrected; the readings are those that it was applied to.
    The result does not depend on the order of the readings.
    """
    ordered = sorted(readings, key=lambda r: r.article.id)
    articles = {reading.article.id: reading.article for reading in ordered}
    sources = Sources(articles, copies or {})
    fixes = fixes or Fixes()
    found = fixes.joined(drafts(ordered, resolution, ontology, fixes.allowed(allowed)))
    events = [(fixes.told(event(one, sources, resolution, ontology), one), one.claims) for one in found]
    mains = main_events(events)
    linked = (replace(one, main=one.id in mains) for one in link(events, sources, resolution))
    return tuple(sorted(linked, key=by_time))


def drafts(
    readings: Sequence[Reading],
    resolution: Resolution,
    ontology: Ontology,
    allowed: Callable[[Draft, Draft, int], float] = allowed,
) -> list[Draft]:
    """The occurrences that the claims of articles tell of.

    Args:
        readings: sorted by the ids of their articles.
        allowed: what the facts leave of how likely two drafts are of one occurrence; the number are the days they may differ.
    """
    tellings = _Tellings(readings, resolution)
    parts: list[Draft] = []
    first: list[int] = []
    for reading in readings:
        first.append(len(parts))
        parts += _within(reading, tellings, resolution, ontology, allowed)
    first.append(len(parts))
    pairs = sorted({*_by_day(parts), *_by_story(readings, parts, first)})

    def left(a: int, b: int) -> float:  # what one article tells apart is two
        return 0.0 if parts[a].claims[0].doc == parts[b].claims[0].doc else allowed(parts[a], parts[b], OFF)

    compared = {pair: some for pair in pairs if (some := left(*pair))}
    alike: dict[tuple[int, int], float] = {}
    for some_pairs in _some(compared, AT_A_TIME):
        alike |= _likeness(parts, some_pairs, tellings)

    def apart(one: Sequence[int], other: Sequence[int]) -> bool:
        return any(not left(a, b) for a in one for b in other)

    return [_joined([parts[i] for i in members]) for members in clusters(len(parts), alike, ENOUGH_ACROSS, apart)]


def _some(pairs: Mapping[tuple[int, int], float], size: int) -> Iterator[dict[tuple[int, int], float]]:
    """The pairs by the so many."""
    items = iter(pairs.items())
    while part := dict(islice(items, size)):
        yield part


class _Tellings:
    """Claims as they are compared: made when they are asked for, since few claims are, and not kept."""

    def __init__(self, readings: Sequence[Reading], resolution: Resolution) -> None:
        self._readings = {reading.article.id: reading for reading in readings}
        self._resolution = resolution

    def of(self, claims: Iterable[Claim], stories: dict[str, Story]) -> Iterator[Telling]:
        """The claims as tellings; ``stories`` holds those of the articles that were met before."""
        for claim in claims:
            about = stories.get(claim.doc)
            if about is None:
                about = stories[claim.doc] = story(self._readings[claim.doc], self._resolution)
            yield telling(claim, about, self._resolution)


def _within(
    reading: Reading,
    tellings: _Tellings,
    resolution: Resolution,
    ontology: Ontology,
    allowed: Callable[[Draft, Draft, int], float],
) -> Iterator[Draft]:
    """The occurrences of one article: as the judge linked the claims, which it does by type, and by likeness where it did not.

    Of an occurrence that is read as several types, most tellings give the type.
    """
    linked: dict[Span, list[Draft]] = defaultdict(list)
    free: list[Draft] = []
    for claim in sorted(reading.claims, key=lambda c: c.trigger):
        fresh = draft(claim, reading.article, resolution, ontology)
        (free if claim.same_as is None else linked[claim.same_as]).append(fresh)
    whole = [_joined([told[i] for i in members]) for told in linked.values() for members in _by_place(told)]
    otherwise = [(a, b) for a, b in _pairs(whole, lambda d: ontology.family(d.type)) if whole[a].type != whole[b].type]
    for parts, pairs, enough in (
        (whole, otherwise, ENOUGH_OF_OTHER_TYPE),
        (free, _pairs(free, lambda d: d.type), ENOUGH_WITHIN),
    ):
        left = {(a, b): allowed(parts[a], parts[b], 0) for a, b in pairs}

        def apart(one: Sequence[int], other: Sequence[int], parts: list[Draft] = parts) -> bool:
            return not all(allowed(parts[a], parts[b], 0) for a in one for b in other)

        alike = _likeness(parts, {pair: 1.0 for pair, some in left.items() if some}, tellings)
        for members in clusters(len(parts), alike, enough, apart):
            yield _joined([parts[i] for i in sorted(members, key=lambda i: (-len(parts[i].claims), i))])


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


def _by_place(told: Sequence[Draft]) -> list[list[int]]:
    """The tellings of one occurrence, but for those that the text puts elsewhere; one without a place goes with the nearest."""
    pairs = combinations(range(len(told)), 2)
    near = {(a, b): 1 / (b - a) for a, b in pairs if not elsewhere(told[a], told[b])}
    if 2 * len(near) == len(told) * (len(told) - 1):
        return [list(range(len(told)))]
    return clusters(len(told), near, 0.0, lambda one, other: any(elsewhere(told[a], told[b]) for a in one for b in other))


def _joined(parts: Sequence[Draft]) -> Draft:
    whole, *others = parts
    for part in others:
        whole.take(part)
    return whole


def _likeness(
    parts: Sequence[Draft],
    weights: Mapping[tuple[int, int], float],
    tellings: _Tellings,
) -> dict[tuple[int, int], float]:
    """How likely pairs of drafts are of one occurrence by their words, times the weight that the facts leave each pair."""
    numbers: dict[int, list[int]] = {}
    every: list[Telling] = []
    stories: dict[str, Story] = {}
    for i in sorted({i for pair in weights for i in pair}):
        some = parts[i].claims[:MOST]
        numbers[i] = list(range(len(every), len(every) + len(some)))
        every += tellings.of(some, stories)
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


def _by_day(parts: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """Pairs of one type that share a day and an actor or a place smaller than a country."""
    found: dict[tuple[str, date, str], list[int]] = defaultdict(list)
    for i, part in enumerate(parts):
        if part.interval is not None and part.interval.earliest is not None and days(part.interval) <= NARROW:
            who_or_where = part.everyone() | {id for id, place in part.places.items() if place.kind != "country"}
            for offset in range(days(part.interval)):
                for key in who_or_where:
                    found[part.type, part.interval.earliest + timedelta(offset), key].append(i)
    for together in found.values():
        yield from _near(together)


def _by_story(readings: Sequence[Reading], parts: Sequence[Draft], first: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of one type out of articles that may tell of one story."""
    for i, j in related(readings):
        by_type = defaultdict(list)
        for a in range(first[i], first[i + 1]):
            by_type[parts[a].type].append(a)
        for b in range(first[j], first[j + 1]):
            yield from ((a, b) for a in by_type.get(parts[b].type, ()))
